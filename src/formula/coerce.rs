//! Excel's conversions between numbers, texts and truth values, and its comparisons.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::fault::{Fault, Unjudged};
use crate::workbook::excel::{self, MAX_TEXT};
use crate::workbook::{CellError, Value};

/// A number as Excel would keep it: 15 significant digits.
pub(crate) fn fifteen_digits(number: Decimal) -> Decimal {
    number.round_sf(15).unwrap_or(number).normalize()
}

/// What `+ - * /` and numeric arguments take: blank is zero, text is a number where it reads as one.
pub(crate) fn number(value: &Value) -> Result<Decimal, Fault> {
    match value {
        Value::Number(number) => Ok(*number),
        Value::Empty => Ok(Decimal::ZERO),
        Value::Bool(truth) => Ok(Decimal::from(u8::from(*truth))),
        Value::Text(text) => number_from_text(text),
        Value::Error(error) => Err(Fault::Error(*error)),
        Value::Unrepresentable(_) => Err(Fault::Unjudged(Unjudged::words("数值超出可计算的范围"))),
    }
}

/// A text as Excel converts it where a number is needed: `12`, ` 1,234.50 `, `85%`, `(12)`, `¥12`.
///
/// Dates and times convert too, to day numbers; no form counts with those, so such a formula is not judged.
pub(crate) fn number_from_text(text: &str) -> Result<Decimal, Fault> {
    let wrong = Fault::Error(CellError::Value);
    let mut plain = text.trim();
    let mut negative = false;
    if let Some(inner) = plain.strip_prefix('(').and_then(|p| p.strip_suffix(')')) {
        // Brackets are the sign: a second one, as in `(-12)`, is left standing and makes no number.
        negative = true;
        plain = inner.trim();
    } else if let Some(rest) = plain.strip_prefix('-') {
        negative = true;
        plain = rest.trim_start();
    } else if let Some(rest) = plain.strip_prefix('+') {
        plain = rest.trim_start();
    }
    plain = plain.strip_prefix(['¥', '￥', '$']).unwrap_or(plain).trim_start();
    let percent = plain.strip_suffix('%');
    let digits = percent.unwrap_or(plain).trim();
    let starts_as_number = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let only_number =
        digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | 'e' | 'E' | '+' | '-'));
    if !starts_as_number || !only_number || !well_grouped(digits) {
        let dated = digits.contains(|c: char| c.is_ascii_digit())
            && digits.contains(['-', '/', ':', '年', '月', '时'])
            && starts_as_number;
        return Err(if dated {
            Fault::Unjudged(Unjudged::words("把文字当作日期计算"))
        } else {
            wrong
        });
    }
    let Some(Value::Number(number)) = Value::from_number_text(&digits.replace(',', "")) else {
        let dated = digits.contains(['-', '/']);
        return Err(if dated {
            Fault::Unjudged(Unjudged::words("把文字当作日期计算"))
        } else {
            wrong
        });
    };
    let number = if percent.is_some() { number / Decimal::ONE_HUNDRED } else { number };
    Ok(if negative { -number } else { number })
}

/// Whether the commas stand where thousands are parted.
fn well_grouped(digits: &str) -> bool {
    if !digits.contains(',') {
        return true;
    }
    let whole = digits.split(['.', 'e', 'E']).next().unwrap_or(digits);
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    (1..=3).contains(&first.len()) && groups.all(|g| g.len() == 3) && !digits[whole.len()..].contains(',')
}

/// What conditions take.
pub(crate) fn truth(value: &Value) -> Result<bool, Fault> {
    match value {
        Value::Bool(truth) => Ok(*truth),
        Value::Empty => Ok(false),
        Value::Text(text) if text.eq_ignore_ascii_case("true") => Ok(true),
        Value::Text(text) if text.eq_ignore_ascii_case("false") => Ok(false),
        Value::Text(_) => Err(Fault::Error(CellError::Value)),
        other => Ok(!number(other)?.is_zero()),
    }
}

/// What `&` and text arguments take.
pub(crate) fn text(value: &Value) -> Result<String, Fault> {
    match value {
        Value::Empty => Ok(String::new()),
        Value::Text(text) => Ok(text.clone()),
        Value::Bool(truth) => Ok(if *truth { "TRUE" } else { "FALSE" }.to_owned()),
        Value::Error(error) => Err(Fault::Error(*error)),
        Value::Number(number) => Ok(fifteen_digits(*number).to_string()),
        Value::Unrepresentable(_) => number(value).map(|n| n.to_string()),
    }
}

/// A text that a formula puts together; one that no cell holds is an error.
pub(crate) fn cell_text(text: String) -> Result<Value, Fault> {
    if !excel::fits(&text, MAX_TEXT) {
        return Err(Fault::Error(CellError::Value));
    }
    Ok(Value::Text(text))
}

/// How many bytes of text a value has.
pub(crate) fn text_bytes(value: &Value) -> usize {
    match value {
        Value::Text(text) => text.len(),
        _ => 0,
    }
}

/// How Excel orders two values: numbers before texts before truth values; texts without regard to case; a blank is
/// what it is compared with: zero, nothing, FALSE.
pub(crate) fn compare(left: &Value, right: &Value) -> Result<Ordering, Fault> {
    let rank = |value: &Value| match value {
        Value::Text(_) => 1,
        Value::Bool(_) => 2,
        _ => 0,
    };
    if let (Value::Text(a), Value::Text(b)) = (left, right) {
        return Ok(if a == b { Ordering::Equal } else { a.to_lowercase().cmp(&b.to_lowercase()) });
    }
    let filled = |value: &Value, other: &Value| match (value, other) {
        (Value::Empty, Value::Text(_)) => Value::Text(String::new()),
        (Value::Empty, Value::Bool(_)) => Value::Bool(false),
        (Value::Empty, _) => Value::Number(Decimal::ZERO),
        (value, _) => value.clone(),
    };
    for value in [left, right] {
        if let Value::Error(error) = value {
            return Err(Fault::Error(*error));
        }
    }
    let (left, right) = (filled(left, right), filled(right, left));
    Ok(match (&left, &right) {
        // One of them was blank.
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        _ if rank(&left) != rank(&right) => rank(&left).cmp(&rank(&right)),
        _ => fifteen_digits(number(&left)?).cmp(&fifteen_digits(number(&right)?)),
    })
}
