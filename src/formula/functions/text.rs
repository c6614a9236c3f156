//! Functions of texts. Lengths count characters.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::super::coerce::{self, cell_text};
use super::super::eval::Eval;
use super::super::expr::Expr;
use super::super::fault::{Fault, Unjudged, within};
use super::super::operand::Operand;
use super::numeric::rounded;
use crate::decimals::with_places;
use crate::workbook::{CellError, MAX_TEXT, Value};

fn string(values: &[Value], index: usize) -> Result<String, Fault> {
    coerce::text(values.get(index).unwrap_or(&Value::Empty))
}

/// A count of characters; negative is an error.
fn length(values: &[Value], index: usize, absent: usize) -> Result<usize, Fault> {
    let Some(value) = values.get(index) else { return Ok(absent) };
    let number = coerce::number(value)?.trunc();
    if number.is_sign_negative() && !number.is_zero() {
        return Err(Fault::Error(CellError::Value));
    }
    Ok(number.to_usize().unwrap_or(usize::MAX))
}

pub(super) fn left(values: &[Value]) -> Result<Value, Fault> {
    cell_text(string(values, 0)?.chars().take(length(values, 1, 1)?).collect())
}

pub(super) fn right(values: &[Value]) -> Result<Value, Fault> {
    let text = string(values, 0)?;
    let skip = text.chars().count().saturating_sub(length(values, 1, 1)?);
    cell_text(text.chars().skip(skip).collect())
}

pub(super) fn mid(values: &[Value]) -> Result<Value, Fault> {
    let start = length(values, 1, 1)?.checked_sub(1).ok_or(Fault::Error(CellError::Value))?;
    cell_text(string(values, 0)?.chars().skip(start).take(length(values, 2, 0)?).collect())
}

pub(super) fn len(values: &[Value]) -> Result<Value, Fault> {
    Ok(Value::Number(Decimal::from(string(values, 0)?.chars().count())))
}

pub(super) fn lower(values: &[Value]) -> Result<Value, Fault> {
    cell_text(string(values, 0)?.to_lowercase())
}

pub(super) fn upper(values: &[Value]) -> Result<Value, Fault> {
    cell_text(string(values, 0)?.to_uppercase())
}

/// Without spaces at both ends, and single ones inside.
pub(super) fn trim(values: &[Value]) -> Result<Value, Fault> {
    let text = string(values, 0)?;
    cell_text(text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

pub(super) fn exact(values: &[Value]) -> Result<Value, Fault> {
    Ok(Value::Bool(string(values, 0)? == string(values, 1)?))
}

pub(super) fn rept(values: &[Value]) -> Result<Value, Fault> {
    let (text, times) = (string(values, 0)?, length(values, 1, 0)?);
    if text.len().saturating_mul(times) > 4 * MAX_TEXT {
        return Err(Fault::Error(CellError::Value));
    }
    cell_text(text.repeat(times))
}

pub(super) fn find(values: &[Value]) -> Result<Value, Fault> {
    let (wanted, text) = (string(values, 0)?, string(values, 1)?);
    let start = length(values, 2, 1)?.checked_sub(1).ok_or(Fault::Error(CellError::Value))?;
    if start > text.chars().count() {
        return Err(Fault::Error(CellError::Value));
    }
    let rest: String = text.chars().skip(start).collect();
    let at = rest.find(&wanted).ok_or(Fault::Error(CellError::Value))?;
    let before = rest.char_indices().take_while(|(index, _)| *index < at).count();
    Ok(Value::Number(Decimal::from(start + before + 1)))
}

/// As `FIND`, without regard to case.
pub(super) fn search(values: &[Value]) -> Result<Value, Fault> {
    let wanted = string(values, 0)?;
    if wanted.contains(['*', '?', '~']) {
        return Err(Fault::Unjudged(Unjudged::words("使用了 SEARCH 的通配符")));
    }
    let mut lower = vec![Value::Text(wanted.to_lowercase()), Value::Text(string(values, 1)?.to_lowercase())];
    lower.extend(values.get(2).cloned());
    find(&lower)
}

pub(super) fn replace(values: &[Value]) -> Result<Value, Fault> {
    let (text, new) = (string(values, 0)?, string(values, 3)?);
    let start = length(values, 1, 1)?.checked_sub(1).ok_or(Fault::Error(CellError::Value))?;
    let before: String = text.chars().take(start).collect();
    let after: String = text.chars().skip(start.saturating_add(length(values, 2, 0)?)).collect();
    cell_text([before, new, after].concat())
}

/// What a link shows.
pub(super) fn hyperlink(values: &[Value]) -> Result<Value, Fault> {
    match values.get(1).or(values.first()) {
        Some(shown) => Ok(shown.clone()),
        None => Err(Fault::Error(CellError::Value)),
    }
}

/// All occurrences, or the one that the fourth argument counts.
pub(super) fn substitute(values: &[Value]) -> Result<Value, Fault> {
    let (text, old, new) = (string(values, 0)?, string(values, 1)?, string(values, 2)?);
    if old.is_empty() {
        return cell_text(text);
    }
    if text.matches(&old).count().saturating_mul(new.len()) > 4 * MAX_TEXT {
        return Err(Fault::Error(CellError::Value));
    }
    if values.len() < 4 {
        return cell_text(text.replace(&old, &new));
    }
    let which = length(values, 3, 1)?.checked_sub(1).ok_or(Fault::Error(CellError::Value))?;
    let Some((at, found)) = text.match_indices(&old).nth(which) else { return cell_text(text) };
    let mut changed = text.clone();
    changed.replace_range(at..at + found.len(), &new);
    cell_text(changed)
}

pub(super) fn concatenate(values: &[Value]) -> Result<Value, Fault> {
    let parts = values.iter().map(coerce::text).collect::<Result<Vec<_>, _>>()?;
    cell_text(parts.concat())
}

pub(super) fn concat(eval: &mut Eval<'_, '_>, arguments: &[Expr], _: bool) -> Result<Operand, Fault> {
    let mut joined = String::new();
    for argument in arguments {
        let operand = eval.operand(argument, true)?;
        for value in eval.array(operand)?.values {
            joined += &coerce::text(&value)?;
            if joined.len() > 4 * MAX_TEXT {
                return Err(Fault::Error(CellError::Value));
            }
        }
    }
    cell_text(joined).map(Operand::Value)
}

pub(super) fn value(values: &[Value]) -> Result<Value, Fault> {
    match values.first() {
        Some(Value::Text(text)) => coerce::number_from_text(text).map(Value::Number),
        Some(Value::Bool(_)) => Err(Fault::Error(CellError::Value)),
        other => coerce::number(other.unwrap_or(&Value::Empty)).map(Value::Number),
    }
}

/// The formats that rates and amounts are given: `0.00%`, `#,##0.00`, `0`, and plain text.
pub(super) fn text(values: &[Value]) -> Result<Value, Fault> {
    let format = string(values, 1)?;
    let number = match values.first().unwrap_or(&Value::Empty) {
        Value::Text(text) => match coerce::number_from_text(text) {
            Ok(number) => number,
            Err(_) => return cell_text(text.clone()),
        },
        other => coerce::number(other)?,
    };
    if format.eq_ignore_ascii_case("general") || format == "@" {
        return cell_text(coerce::text(&Value::Number(number))?);
    }
    let refused = || {
        let shown: String = format.chars().take(40).collect();
        Fault::Unjudged(Unjudged::words(format!("使用了 TEXT 的格式 {shown}")))
    };
    let body = format.strip_suffix('%');
    let percent = body.is_some();
    let pattern = body.unwrap_or(&format);
    let (grouped, pattern) = match pattern.strip_prefix("#,##") {
        Some(rest) => (true, rest),
        None => (false, pattern),
    };
    let (whole, decimals) = pattern.split_once('.').unwrap_or((pattern, ""));
    if !matches!(whole, "0" | "#" | "##0") || !decimals.chars().all(|c| c == '0' || c == '#') {
        return Err(refused());
    }
    let required = decimals.chars().take_while(|c| *c == '0').count();
    if decimals.chars().skip(required).any(|c| c != '#') || decimals.len() > 15 || whole == "#" {
        return Err(refused());
    }
    let scaled = if percent { within(number.checked_mul(Decimal::ONE_HUNDRED))? } else { number };
    let places = i32::try_from(decimals.len()).unwrap_or(0);
    let rounded = rounded(scaled, places, RoundingStrategy::MidpointAwayFromZero)?;
    let shown = with_places(rounded.abs(), decimals.len());
    let (whole, mut fraction) = match shown.split_once('.') {
        Some((whole, fraction)) => (whole.to_owned(), fraction.to_owned()),
        None => (shown, String::new()),
    };
    while fraction.len() > required && fraction.ends_with('0') {
        fraction.pop();
    }
    let mut result =
        if rounded.is_sign_negative() && !rounded.is_zero() { "-".to_owned() } else { String::new() };
    result += &if grouped { group_thousands(&whole) } else { whole };
    if !decimals.is_empty() {
        result.push('.');
        result += &fraction;
    }
    if percent {
        result.push('%');
    }
    cell_text(result)
}

/// `1234567` → `1,234,567`.
fn group_thousands(digits: &str) -> String {
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
