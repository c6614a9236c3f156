//! Functions that count and add what meets a condition (`"合计"`, `">0"`, `"*预算"`).

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::super::coerce;
use super::super::eval::{Eval, Operand};
use super::super::expr::{Area, Expr};
use super::super::fault::{Fault, within};
use super::lookup::area;
use crate::workbook::{CellError, CellRange, CellRef, Value};

/// A condition.
struct Criterion {
    operator: &'static str,
    wanted: Value,
}

impl Criterion {
    fn new(value: &Value) -> Self {
        let Value::Text(text) = value else {
            let wanted = if *value == Value::Empty { Value::Number(Decimal::ZERO) } else { value.clone() };
            return Self { operator: "=", wanted };
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
        Self { operator, wanted }
    }

    fn meets(&self, value: &Value) -> bool {
        match (&self.wanted, self.operator) {
            (Value::Text(text), "") if text.is_empty() => value.is_blank_text(),
            (Value::Text(text), "=") if text.is_empty() => *value == Value::Empty,
            (Value::Text(text), "<>") if text.is_empty() => *value != Value::Empty,
            (_, "=") => self.equals(value),
            (_, "<>") => !self.equals(value),
            (Value::Error(_), _) => false,
            (wanted, operator) => {
                let alike = matches!(
                    (wanted, value),
                    (Value::Number(_), Value::Number(_))
                        | (Value::Text(_), Value::Text(_))
                        | (Value::Bool(_), Value::Bool(_))
                );
                let order = if alike { coerce::compare(value, wanted).ok() } else { None };
                match order {
                    None => false,
                    Some(Ordering::Less) => matches!(operator, "<" | "<="),
                    Some(Ordering::Equal) => matches!(operator, "<=" | ">="),
                    Some(Ordering::Greater) => matches!(operator, ">" | ">="),
                }
            }
        }
    }

    fn equals(&self, value: &Value) -> bool {
        match (&self.wanted, value) {
            (Value::Text(pattern), Value::Text(text)) => wildcard_matches(pattern, text),
            // A text that reads as the number counts as it.
            (Value::Number(wanted), Value::Text(text)) => coerce::number_from_text(text) == Ok(*wanted),
            (Value::Error(a), Value::Error(b)) => a == b,
            (Value::Number(_), Value::Number(_)) | (Value::Bool(_), Value::Bool(_)) => {
                coerce::compare(&self.wanted, value).is_ok_and(Ordering::is_eq)
            }
            _ => false,
        }
    }
}

trait BlankText {
    fn is_blank_text(&self) -> bool;
}

impl BlankText for Value {
    fn is_blank_text(&self) -> bool {
        match self {
            Value::Empty => true,
            Value::Text(text) => text.is_empty(),
            _ => false,
        }
    }
}

/// Excel's `*` and `?`, without regard to case. In time proportional to both lengths.
pub(super) fn wildcard_matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.to_lowercase().chars().collect();
    let text: Vec<char> = text.to_lowercase().chars().collect();
    let (mut p, mut t) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    loop {
        let (wanted, literal) = match (pattern.get(p), pattern.get(p + 1)) {
            (Some('~'), Some(next @ ('*' | '?' | '~'))) => (Some(*next), true),
            (wanted, _) => (wanted.copied(), false),
        };
        match (wanted, text.get(t)) {
            (Some('*'), _) if !literal => {
                retry = Some((p + 1, t));
                p += 1;
            }
            (None, None) => return true,
            (Some(wanted), Some(&c)) if wanted == c || (wanted == '?' && !literal) => {
                p += 1 + usize::from(literal);
                t += 1;
            }
            _ => match retry {
                Some((after, from)) if from < text.len() => {
                    retry = Some((after, from + 1));
                    (p, t) = (after, from + 1);
                }
                _ => return false,
            },
        }
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
            let criterion = Criterion::new(&eval.value_or_error(criterion)?);
            pairs.push((places(eval, &area)?, criterion));
        }
        let range = shape.ok_or(Fault::Error(CellError::Value))?;
        Ok(Self { pairs, range })
    }

    fn met_at(&self, place: CellRef) -> bool {
        self.pairs
            .iter()
            .all(|(values, criterion)| criterion.meets(values.get(&place).unwrap_or(&Value::Empty)))
    }

    /// The numbers of `summed` at the places where all conditions hold.
    fn chosen(&self, eval: &mut Eval<'_, '_>, summed: &Area) -> Result<Vec<Decimal>, Fault> {
        let mut numbers = Vec::new();
        for (place, value) in places(eval, summed)? {
            if !self.met_at(place) {
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

    fn count(&self) -> u64 {
        let mut places: Vec<CellRef> =
            self.pairs.iter().flat_map(|(values, _)| values.keys().copied()).collect();
        places.sort_unstable();
        places.dedup();
        let blank = self.pairs.iter().all(|(_, criterion)| criterion.meets(&Value::Empty));
        let blanks = if blank { self.range.cells().saturating_sub(places.len() as u64) } else { 0 };
        places.iter().filter(|place| self.met_at(**place)).count() as u64 + blanks
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
    number(Decimal::from(Conditions::read(eval, arguments)?.count()))
}

pub(super) fn count_ifs(eval: &mut Eval<'_, '_>, arguments: &[Expr], _: bool) -> Result<Operand, Fault> {
    number(Decimal::from(Conditions::read(eval, arguments)?.count()))
}

pub(super) fn count_blank(eval: &mut Eval<'_, '_>, arguments: &[Expr], _: bool) -> Result<Operand, Fault> {
    let [range] = arguments else { return Err(Fault::Error(CellError::Value)) };
    let area = area(eval, range)?.ok_or(Fault::Error(CellError::Value))?;
    let filled = places(eval, &area)?.values().filter(|value| !value.is_blank_text()).count();
    number(Decimal::from(area.range.cells().saturating_sub(filled as u64)))
}
