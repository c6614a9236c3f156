//! Functions that count and add what meets a condition (`"合计"`, `">0"`, `"*预算"`).

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::super::coerce;
use super::super::eval::Eval;
use super::super::expr::{Area, Expr};
use super::super::fault::{Fault, within};
use super::super::operand::Operand;
use super::lookup::area;
use super::wildcard::Pattern;
use crate::workbook::{CellError, CellRange, CellRef, Value};

/// A condition.
struct Criterion {
    operator: &'static str,
    wanted: Value,
    /// The text that is asked for, where a text is.
    pattern: Option<Pattern>,
}

impl Criterion {
    fn new(value: &Value) -> Result<Self, Fault> {
        let Value::Text(text) = value else {
            let wanted = if *value == Value::Empty { Value::Number(Decimal::ZERO) } else { value.clone() };
            return Ok(Self { operator: "=", wanted, pattern: None });
        };
        let operator = ["<=", ">=", "<>", "<", ">", "="].into_iter().find(|op| text.starts_with(op));
        let rest = operator.map_or(text.as_str(), |op| &text[op.len()..]);
        let wanted = match coerce::number_from_text(rest) {
            Ok(number) => Value::Number(number),
            Err(_) if rest.eq_ignore_ascii_case("true") => Value::Bool(true),
            Err(_) if rest.eq_ignore_ascii_case("false") => Value::Bool(false),
            Err(_) => CellError::parse(rest).map_or_else(|| Value::Text(rest.to_owned()), Value::Error),
        };
        // `"="` alone asks for blank cells; an empty text, for blank cells and empty texts.
        let operator = operator.unwrap_or(if rest.is_empty() { "" } else { "=" });
        let pattern = match &wanted {
            Value::Text(text) => Some(Pattern::new(text)?),
            _ => None,
        };
        Ok(Self { operator, wanted, pattern })
    }

    fn meets(&self, value: &Value, eval: &mut Eval<'_, '_>) -> Result<bool, Fault> {
        Ok(match (&self.wanted, self.operator) {
            (Value::Text(text), "") if text.is_empty() => holds_nothing(value),
            (Value::Text(text), "=") if text.is_empty() => *value == Value::Empty,
            (Value::Text(text), "<>") if text.is_empty() => *value != Value::Empty,
            (_, "=") => self.equals(value, eval)?,
            (_, "<>") => !self.equals(value, eval)?,
            (Value::Error(_), _) => false,
            (wanted, operator) => {
                let alike = matches!(
                    (wanted, value),
                    (Value::Number(_), Value::Number(_))
                        | (Value::Text(_), Value::Text(_))
                        | (Value::Bool(_), Value::Bool(_))
                );
                eval.cells.spend_text(coerce::text_bytes(value))?;
                let order = if alike { coerce::compare(value, wanted).ok() } else { None };
                match order {
                    None => false,
                    Some(Ordering::Less) => matches!(operator, "<" | "<="),
                    Some(Ordering::Equal) => matches!(operator, "<=" | ">="),
                    Some(Ordering::Greater) => matches!(operator, ">" | ">="),
                }
            }
        })
    }

    fn equals(&self, value: &Value, eval: &mut Eval<'_, '_>) -> Result<bool, Fault> {
        if let (Some(pattern), Value::Text(text)) = (&self.pattern, value) {
            let found = pattern.find(text);
            eval.cells.spend_text(found.steps)?;
            return Ok(found.matches);
        }
        eval.cells.spend_text(coerce::text_bytes(value))?;
        Ok(match (&self.wanted, value) {
            // A text that reads as the number counts as it.
            (Value::Number(wanted), Value::Text(text)) => coerce::number_from_text(text) == Ok(*wanted),
            (Value::Error(a), Value::Error(b)) => a == b,
            (Value::Number(_), Value::Number(_)) | (Value::Bool(_), Value::Bool(_)) => {
                coerce::compare(&self.wanted, value).is_ok_and(Ordering::is_eq)
            }
            _ => false,
        })
    }
}

/// Whether a cell is blank or a formula's `""`. (Spaces are something to a condition, which [`Value::is_blank`] passes over.)
fn holds_nothing(value: &Value) -> bool {
    match value {
        Value::Empty => true,
        Value::Text(text) => text.is_empty(),
        _ => false,
    }
}

/// The places (row and column from the first cell) of a range where something stands, with what stands there.
type Places = BTreeMap<CellRef, Value>;

fn places(eval: &mut Eval<'_, '_>, area: &Area) -> Result<Places, Fault> {
    let first = area.range.first;
    let cells = eval.cells.cells(area)?;
    Ok(cells.into_iter().map(|(at, v)| (CellRef::new(at.row - first.row, at.col - first.col), v)).collect())
}

/// Pairs of range and condition.
struct Conditions {
    pairs: Vec<(Places, Criterion)>,
    range: CellRange,
}

impl Conditions {
    fn read(eval: &mut Eval<'_, '_>, arguments: &[Expr]) -> Result<Self, Fault> {
        let mut pairs = Vec::new();
        let mut shape: Option<CellRange> = None;
        for pair in arguments.chunks(2) {
            let [range, criterion] = pair else { return Err(Fault::Error(CellError::Value)) };
            let area = area(eval, range)?.ok_or(Fault::Error(CellError::Value))?;
            let range = *shape.get_or_insert(area.range);
            if (range.height(), range.width()) != (area.range.height(), area.range.width()) {
                return Err(Fault::Error(CellError::Value));
            }
            let criterion = Criterion::new(&eval.value_or_error(criterion)?)?;
            pairs.push((places(eval, &area)?, criterion));
        }
        let range = shape.ok_or(Fault::Error(CellError::Value))?;
        Ok(Self { pairs, range })
    }

    fn met_at(&self, place: CellRef, eval: &mut Eval<'_, '_>) -> Result<bool, Fault> {
        for (values, criterion) in &self.pairs {
            if !criterion.meets(values.get(&place).unwrap_or(&Value::Empty), eval)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The numbers of `summed` at the places where all conditions hold.
    fn chosen(&self, eval: &mut Eval<'_, '_>, summed: &Area) -> Result<Vec<Decimal>, Fault> {
        let mut numbers = Vec::new();
        for (place, value) in places(eval, summed)? {
            if !self.met_at(place, eval)? {
                continue;
            }
            match value {
                Value::Number(number) => numbers.push(number),
                Value::Error(error) => return Err(Fault::Error(error)),
                _ => {}
            }
        }
        Ok(numbers)
    }

    fn count(&self, eval: &mut Eval<'_, '_>) -> Result<u64, Fault> {
        let mut places: Vec<CellRef> =
            self.pairs.iter().flat_map(|(values, _)| values.keys().copied()).collect();
        places.sort_unstable();
        places.dedup();
        // Where nothing stands in any of the ranges.
        let mut count = self.range.cells().saturating_sub(places.len() as u64);
        for (_, criterion) in &self.pairs {
            if !criterion.meets(&Value::Empty, eval)? {
                count = 0;
            }
        }
        for place in places {
            count += u64::from(self.met_at(place, eval)?);
        }
        Ok(count)
    }
}

#[expect(clippy::unnecessary_wraps, reason = "what every function ends with")]
fn number(number: Decimal) -> Result<Operand, Fault> {
    Ok(Operand::Value(Value::Number(number)))
}

fn total(numbers: &[Decimal]) -> Result<Decimal, Fault> {
    within(numbers.iter().try_fold(Decimal::ZERO, |sum, n| sum.checked_add(*n)))
}

fn mean(numbers: &[Decimal]) -> Result<Operand, Fault> {
    if numbers.is_empty() {
        return Err(Fault::Error(CellError::Div0));
    }
    number(within(total(numbers)?.checked_div(Decimal::from(numbers.len())))?)
}

/// The numbers that `SUMIF` and `AVERAGEIF` choose; the third range has the size of the first.
fn chosen_if(eval: &mut Eval<'_, '_>, arguments: &[Expr]) -> Result<Vec<Decimal>, Fault> {
    let conditions = Conditions::read(eval, arguments.get(..2).unwrap_or_default())?;
    let summed = arguments.get(2).or(arguments.first());
    let Some(mut summed) = summed.map(|s| area(eval, s)).transpose()?.flatten() else {
        return Err(Fault::Error(CellError::Value));
    };
    let first = summed.range.first;
    let last = CellRef::new(
        first.row.saturating_add(conditions.range.height() - 1),
        first.col.saturating_add(conditions.range.width() - 1),
    );
    summed.range = CellRange::new(first, last);
    conditions.chosen(eval, &summed)
}

fn chosen_ifs(eval: &mut Eval<'_, '_>, arguments: &[Expr]) -> Result<Vec<Decimal>, Fault> {
    let [summed, rest @ ..] = arguments else { return Err(Fault::Error(CellError::Value)) };
    let summed = area(eval, summed)?.ok_or(Fault::Error(CellError::Value))?;
    let conditions = Conditions::read(eval, rest)?;
    if (conditions.range.height(), conditions.range.width()) != (summed.range.height(), summed.range.width())
    {
        return Err(Fault::Error(CellError::Value));
    }
    conditions.chosen(eval, &summed)
}

pub(super) fn sum_if(eval: &mut Eval<'_, '_>, arguments: &[Expr], _: bool) -> Result<Operand, Fault> {
    number(total(&chosen_if(eval, arguments)?)?)
}

pub(super) fn sum_ifs(eval: &mut Eval<'_, '_>, arguments: &[Expr], _: bool) -> Result<Operand, Fault> {
    number(total(&chosen_ifs(eval, arguments)?)?)
}

pub(super) fn average_if(eval: &mut Eval<'_, '_>, arguments: &[Expr], _: bool) -> Result<Operand, Fault> {
    mean(&chosen_if(eval, arguments)?)
}

pub(super) fn average_ifs(eval: &mut Eval<'_, '_>, arguments: &[Expr], _: bool) -> Result<Operand, Fault> {
    mean(&chosen_ifs(eval, arguments)?)
}

pub(super) fn count_if(eval: &mut Eval<'_, '_>, arguments: &[Expr], _: bool) -> Result<Operand, Fault> {
    let count = Conditions::read(eval, arguments)?.count(eval)?;
    number(Decimal::from(count))
}

pub(super) fn count_ifs(eval: &mut Eval<'_, '_>, arguments: &[Expr], _: bool) -> Result<Operand, Fault> {
    let count = Conditions::read(eval, arguments)?.count(eval)?;
    number(Decimal::from(count))
}

pub(super) fn count_blank(eval: &mut Eval<'_, '_>, arguments: &[Expr], _: bool) -> Result<Operand, Fault> {
    let [range] = arguments else { return Err(Fault::Error(CellError::Value)) };
    let area = area(eval, range)?.ok_or(Fault::Error(CellError::Value))?;
    let filled = places(eval, &area)?.values().filter(|value| !holds_nothing(value)).count();
    number(Decimal::from(area.range.cells().saturating_sub(filled as u64)))
}
