//! Functions that ask what a value is.

use rust_decimal::Decimal;

use super::super::fault::Fault;
use crate::workbook::{CellError, Value};

fn first(values: &[Value]) -> &Value {
    values.first().unwrap_or(&Value::Empty)
}

#[expect(clippy::unnecessary_wraps, reason = "what every function ends with")]
fn answer(is: bool) -> Result<Value, Fault> {
    Ok(Value::Bool(is))
}

pub(super) fn is_blank(values: &[Value]) -> Result<Value, Fault> {
    answer(*first(values) == Value::Empty)
}

pub(super) fn is_error(values: &[Value]) -> Result<Value, Fault> {
    answer(matches!(first(values), Value::Error(_)))
}

pub(super) fn is_err(values: &[Value]) -> Result<Value, Fault> {
    answer(matches!(first(values), Value::Error(error) if *error != CellError::NA))
}

pub(super) fn is_na(values: &[Value]) -> Result<Value, Fault> {
    answer(matches!(first(values), Value::Error(CellError::NA)))
}

pub(super) fn is_number(values: &[Value]) -> Result<Value, Fault> {
    answer(matches!(first(values), Value::Number(_)))
}

pub(super) fn is_text(values: &[Value]) -> Result<Value, Fault> {
    answer(matches!(first(values), Value::Text(_)))
}

/// A number stays, TRUE is one, everything else is zero.
#[expect(clippy::unnecessary_wraps, reason = "the signature is every function's")]
pub(super) fn n(values: &[Value]) -> Result<Value, Fault> {
    Ok(match first(values) {
        Value::Number(number) => Value::Number(*number),
        Value::Bool(truth) => Value::Number(Decimal::from(u8::from(*truth))),
        _ => Value::Number(Decimal::ZERO),
    })
}

/// A text stays, an error stays, everything else is no text.
pub(super) fn t(values: &[Value]) -> Result<Value, Fault> {
    Ok(match first(values) {
        Value::Text(text) => Value::Text(text.clone()),
        Value::Error(error) => return Err(Fault::Error(*error)),
        _ => Value::Text(String::new()),
    })
}
