//! Functions of numbers.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, MathematicalOps, RoundingStrategy};

use super::super::coerce::{self, fifteen_digits};
use super::super::fault::{Fault, within};
use super::super::operators;
use crate::workbook::{CellError, Value};

fn argument(values: &[Value], index: usize) -> Result<Decimal, Fault> {
    coerce::number(values.get(index).unwrap_or(&Value::Empty))
}

#[expect(clippy::unnecessary_wraps, reason = "what every function ends with")]
fn done(number: Decimal) -> Result<Value, Fault> {
    Ok(Value::Number(number))
}

/// A number of decimal places, cut as Excel cuts it; beyond 28 there is nothing to round.
fn places(values: &[Value], index: usize) -> Result<i32, Fault> {
    let places = argument(values, index)?.trunc();
    Ok(places.to_i32().unwrap_or(if places.is_sign_negative() { -30 } else { 30 }).clamp(-30, 30))
}

/// Rounds at `places`, negative ones left of the point. The number is first taken to 15 digits, so that a third
/// times three is one.
pub(super) fn rounded(number: Decimal, places: i32, strategy: RoundingStrategy) -> Result<Decimal, Fault> {
    let number = fifteen_digits(number);
    if let Ok(places) = u32::try_from(places) {
        return Ok(number.round_dp_with_strategy(places.min(28), strategy));
    }
    if places < -28 {
        return Ok(Decimal::ZERO);
    }
    let unit = within(Decimal::TEN.checked_powi(i64::from(-places)))?;
    let units = within(number.checked_div(unit))?.round_dp_with_strategy(0, strategy);
    within(units.checked_mul(unit))
}

pub(super) fn abs(values: &[Value]) -> Result<Value, Fault> {
    done(argument(values, 0)?.abs())
}

pub(super) fn int(values: &[Value]) -> Result<Value, Fault> {
    done(fifteen_digits(argument(values, 0)?).floor())
}

pub(super) fn sign(values: &[Value]) -> Result<Value, Fault> {
    let number = argument(values, 0)?;
    done(match (number.is_zero(), number.is_sign_negative()) {
        (true, _) => Decimal::ZERO,
        (false, true) => Decimal::NEGATIVE_ONE,
        (false, false) => Decimal::ONE,
    })
}

pub(super) fn sqrt(values: &[Value]) -> Result<Value, Fault> {
    match argument(values, 0)?.sqrt() {
        Some(root) => done(root),
        None => Err(Fault::Error(CellError::Num)),
    }
}

pub(super) fn power(values: &[Value]) -> Result<Value, Fault> {
    done(operators::power(argument(values, 0)?, argument(values, 1)?)?)
}

pub(super) fn round(values: &[Value]) -> Result<Value, Fault> {
    done(rounded(argument(values, 0)?, places(values, 1)?, RoundingStrategy::MidpointAwayFromZero)?)
}

pub(super) fn round_up(values: &[Value]) -> Result<Value, Fault> {
    done(rounded(argument(values, 0)?, places(values, 1)?, RoundingStrategy::AwayFromZero)?)
}

pub(super) fn round_down(values: &[Value]) -> Result<Value, Fault> {
    done(rounded(argument(values, 0)?, places(values, 1)?, RoundingStrategy::ToZero)?)
}

pub(super) fn truncate(values: &[Value]) -> Result<Value, Fault> {
    done(rounded(argument(values, 0)?, places(values, 1)?, RoundingStrategy::ToZero)?)
}

/// The remainder has the divisor's sign.
pub(super) fn modulo(values: &[Value]) -> Result<Value, Fault> {
    let (number, divisor) = (argument(values, 0)?, argument(values, 1)?);
    if divisor.is_zero() {
        return Err(Fault::Error(CellError::Div0));
    }
    let quotient = fifteen_digits(within(number.checked_div(divisor))?).floor();
    done(within(quotient.checked_mul(divisor).and_then(|whole| number.checked_sub(whole)))?)
}

pub(super) fn quotient(values: &[Value]) -> Result<Value, Fault> {
    let (number, divisor) = (argument(values, 0)?, argument(values, 1)?);
    if divisor.is_zero() {
        return Err(Fault::Error(CellError::Div0));
    }
    done(fifteen_digits(within(number.checked_div(divisor))?).trunc())
}

pub(super) fn ceiling(values: &[Value]) -> Result<Value, Fault> {
    multiple(argument(values, 0)?, argument(values, 1)?, Decimal::ceil)
}

/// Steps of nothing lead down to no number, while `CEILING` takes them for nothing.
pub(super) fn floor(values: &[Value]) -> Result<Value, Fault> {
    let (number, step) = (argument(values, 0)?, argument(values, 1)?);
    if step.is_zero() && !number.is_zero() {
        return Err(Fault::Error(CellError::Div0));
    }
    multiple(number, step, Decimal::floor)
}

/// The multiple of `step` beside a number, on the side to which `to_whole` makes a whole number of the steps.
fn multiple(number: Decimal, step: Decimal, to_whole: fn(&Decimal) -> Decimal) -> Result<Value, Fault> {
    if number.is_zero() || step.is_zero() {
        return done(Decimal::ZERO);
    }
    if number.is_sign_positive() && step.is_sign_negative() {
        return Err(Fault::Error(CellError::Num));
    }
    let steps = to_whole(&fifteen_digits(within(number.checked_div(step))?));
    done(within(steps.checked_mul(step))?)
}
