//! Figures as messages show them.

use rust_decimal::Decimal;

use crate::decimals::with_places;

/// Excel's limit on the places of a number format.
const MOST_PLACES: usize = 30;

/// An amount of money, with two places or more where more were typed: `850.00`.
pub(crate) fn amount(amount: Decimal) -> String {
    let amount = amount.normalize();
    if amount.scale() < 2 { with_places(amount, 2) } else { amount.to_string() }
}

/// A fraction as a percentage of two places: `86.51%`.
pub(crate) fn percent(fraction: Decimal) -> String {
    match fraction.checked_mul(Decimal::ONE_HUNDRED) {
        Some(percent) => format!("{}%", with_places(percent.round_dp(2), 2)),
        None => fraction.to_string(),
    }
}

/// A number as its number format shows it, as far as percentages and places go: `60.40`, `98%`.
pub(crate) fn number(number: Decimal, format: &str) -> String {
    let first = format.split(';').next().unwrap_or_default();
    let digits = first.split_once('.').map_or("", |(_, places)| places);
    let places = digits.chars().take(MOST_PLACES).take_while(|c| *c == '0').count();
    let (number, sign) = match number.checked_mul(Decimal::ONE_HUNDRED).filter(|_| first.contains('%')) {
        Some(hundredfold) => (hundredfold.normalize(), "%"),
        None => (number.normalize(), ""),
    };
    match usize::try_from(number.scale()) {
        Ok(scale) if scale < places => format!("{}{sign}", with_places(number, places)),
        _ => format!("{number}{sign}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{amount, number, percent};
    use crate::rules::testing::dec;

    #[test]
    fn amounts_have_two_places_or_more() {
        assert_eq!(amount(dec("850")), "850.00");
        assert_eq!(amount(dec("850.5")), "850.50");
        assert_eq!(amount(dec("850.1234")), "850.1234");
        assert_eq!(amount(dec("-3")), "-3.00");
    }

    #[test]
    fn fractions_are_percentages_of_two_places() {
        assert_eq!(percent(dec("0.8651")), "86.51%");
        assert_eq!(percent(dec("1.2")), "120.00%");
    }

    #[test]
    fn numbers_follow_their_format() {
        assert_eq!(number(dec("60.4"), "0.00"), "60.40");
        assert_eq!(number(dec("60.4"), ""), "60.4");
        assert_eq!(number(dec("0.98"), "0%"), "98%");
        assert_eq!(number(dec("0.98"), "0.00%"), "98.00%");
        assert_eq!(number(dec("1234.5"), "#,##0.00;[Red]-#,##0.00"), "1234.50");
        assert_eq!(number(dec("1"), &format!("0.{}", "0".repeat(70_000))), format!("1.{}", "0".repeat(30)));
    }
}
