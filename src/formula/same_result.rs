//! Whether a stored result is still the one that a formula gives.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::workbook::Value;

/// By how much of itself a result may differ: of its 15 digits the last, which binary numbers lose where many are added up.
const OF_ITSELF: Decimal = Decimal::from_parts(1, 0, 0, false, 13);
/// By how much any result may differ. What binary numbers leave behind a difference is small beside the amounts that it is
/// taken of, and not beside what is left (50000123.45 - 50000000 is stored as 123.450000003). Half of the least amount of money
/// that there is in 万元.
const AT_LEAST: Decimal = Decimal::from_parts(5, 0, 0, false, 7);

/// Whether two results are the same, but for the last digits of binary numbers.
pub(crate) fn same_result(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            let larger = a.abs().max(b.abs());
            let least = || larger.checked_mul(OF_ITSELF).unwrap_or_default().max(AT_LEAST);
            a == b || a.checked_sub(*b).is_some_and(|gap| gap.abs() <= least())
        }
        (Value::Unrepresentable(_), Value::Number(_) | Value::Unrepresentable(_))
        | (Value::Number(_), Value::Unrepresentable(_)) => {
            as_binary(a).zip(as_binary(b)).is_some_and(|(a, b)| {
                a.to_bits() == b.to_bits() || (a - b).abs() <= 1e-13 * a.abs().max(b.abs())
            })
        }
        (a, b) => a == b,
    }
}

/// A number of which no decimal holds the like.
fn as_binary(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.to_f64(),
        Value::Unrepresentable(number) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::Evaluation;

    fn number(digits: &str) -> Value {
        Value::from_number_text(digits).unwrap()
    }

    /// A total in 元 could be out of date by more than all of its fen.
    #[test]
    fn a_fen_is_a_difference_in_any_total() {
        for (a, b) in [
            ("50000000.05", "50000000"),
            ("12345678901.23", "12345678901.22"),
            ("5000.000001", "5000"),
            ("0.000001", "0"),
        ] {
            assert!(!same_result(&number(a), &number(b)), "{a} {b}");
        }
    }

    #[test]
    fn what_binary_numbers_leave_is_none() {
        for (stored, result) in [
            // 0.1 + 0.2, and a difference of two large amounts, as spreadsheets store them.
            ("0.30000000000000004", "0.3"),
            ("123.45000000298023", "123.45"),
            ("7.4505805969238281E-9", "0"),
            ("9999999999999.7734", "9999999999999.77"),
            ("-3.5527136788005009E-15", "0"),
        ] {
            assert!(same_result(&number(stored), &number(result)), "{stored}");
        }
    }

    #[test]
    fn a_quotient_is_stored_with_fifteen_digits() {
        for (a, b) in [("822.26", "950.52"), ("1", "3"), ("98765432109876.5", "0.7"), ("2", "3000000")] {
            let quotient = number(a).number().unwrap() / number(b).number().unwrap();
            let quotient = Value::Number(quotient);
            assert!(same_result(&Evaluation::cached(&quotient), &quotient), "{a}/{b}");
        }
    }

    #[test]
    fn numbers_that_no_decimal_holds_are_compared_as_they_are() {
        let same = |a: f64, b: f64| same_result(&Value::Unrepresentable(a), &Value::Unrepresentable(b));
        assert!(same(1e308, 1e308) && same(f64::NAN, f64::NAN) && same(f64::INFINITY, f64::INFINITY));
        assert!(!same(1e308, 1.1e308) && !same(1e308, f64::NAN));
        assert!(!same_result(&Value::Unrepresentable(1e30), &number("1E28")));
        assert!(!same_result(&Value::Text("1".to_owned()), &number("1")));
    }
}
