//! What operators give for two single values.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, MathematicalOps};

use super::coerce;
use super::expr::Operator;
use super::fault::{Fault, within};
use crate::workbook::{CellError, Value};

/// The error that a value is.
pub(super) fn as_error(value: &Value) -> Option<CellError> {
    match value {
        Value::Error(error) => Some(*error),
        _ => None,
    }
}

/// `left op right` of two single values.
pub(super) fn binary(operator: Operator, left: &Value, right: &Value) -> Result<Value, Fault> {
    if let Some(error) = as_error(left).or_else(|| as_error(right)) {
        return Err(Fault::Error(error));
    }
    let ordering = || coerce::compare(left, right);
    Ok(match operator {
        Operator::Equal => Value::Bool(ordering()?.is_eq()),
        Operator::NotEqual => Value::Bool(ordering()?.is_ne()),
        Operator::Less => Value::Bool(ordering()?.is_lt()),
        Operator::LessEqual => Value::Bool(ordering()?.is_le()),
        Operator::Greater => Value::Bool(ordering()?.is_gt()),
        Operator::GreaterEqual => Value::Bool(ordering()?.is_ge()),
        Operator::Concat => return coerce::cell_text(coerce::text(left)? + &coerce::text(right)?),
        Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Power => {
            let (a, b) = (coerce::number(left)?, coerce::number(right)?);
            Value::Number(match operator {
                Operator::Add => without_remnant(within(a.checked_add(b))?, a),
                Operator::Subtract => without_remnant(within(a.checked_sub(b))?, a),
                Operator::Multiply => within(a.checked_mul(b))?,
                Operator::Divide if b.is_zero() => return Err(Fault::Error(CellError::Div0)),
                Operator::Divide => within(a.checked_div(b))?,
                _ => power(a, b)?,
            })
        }
    })
}

/// A sum that is nothing beside its summand is zero, as in Excel: 1-1/3-1/3-1/3 leaves no last digit behind.
fn without_remnant(sum: Decimal, summand: Decimal) -> Decimal {
    match sum.abs().checked_mul(Decimal::from(1_000_000_000_000_000_u64)) {
        Some(enlarged) if enlarged < summand.abs() => Decimal::ZERO,
        _ => sum,
    }
}

/// `base ^ exponent`. Whole exponents exactly; roots, which no amount of money goes through, to 15 digits.
pub(crate) fn power(base: Decimal, exponent: Decimal) -> Result<Decimal, Fault> {
    if base.is_zero() {
        return match exponent.is_zero() {
            true => Err(Fault::Error(CellError::Num)),
            false if exponent.is_sign_negative() => Err(Fault::Error(CellError::Div0)),
            false => Ok(Decimal::ZERO),
        };
    }
    if exponent.fract().is_zero()
        && let Some(whole) = exponent.to_i64().filter(|n| n.unsigned_abs() <= 400)
    {
        let raised = within(base.checked_powi(whole.abs()))?;
        return if whole < 0 { within(Decimal::ONE.checked_div(raised)) } else { Ok(raised) };
    }
    if base.is_sign_negative() {
        return Err(Fault::Error(CellError::Num));
    }
    let (base, exponent) = (base.to_f64(), exponent.to_f64());
    match (base, exponent) {
        (Some(base), Some(exponent)) => match Value::from_f64(base.powf(exponent)) {
            Value::Number(number) => Ok(number),
            _ => within(None),
        },
        _ => within(None),
    }
}
