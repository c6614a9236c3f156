//! Functions that find a cell.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::coerce;
use super::super::eval::Eval;
use super::super::expr::{Area, Array, Expr};
use super::super::fault::Fault;
use super::super::operand::Operand;
use super::wildcard::Pattern;
use crate::workbook::{CellError, CellRange, CellRef, Value};

#[expect(clippy::unnecessary_wraps, reason = "what every function ends with")]
fn count(number: usize) -> Result<Operand, Fault> {
    Ok(Operand::Value(Value::Number(Decimal::from(number))))
}

/// The only rectangle of an argument.
pub(super) fn area(eval: &mut Eval<'_, '_>, argument: &Expr) -> Result<Option<Area>, Fault> {
    Ok(match eval.operand(argument, true)? {
        Operand::Areas(areas) => match areas.as_slice() {
            [area] => Some(*area),
            _ => None,
        },
        _ => None,
    })
}

pub(super) fn row(eval: &mut Eval<'_, '_>, arguments: &[Expr], _: bool) -> Result<Operand, Fault> {
    let own = eval.at.1.row;
    let row = match arguments.first() {
        None => own,
        Some(argument) => {
            let range = area(eval, argument)?.ok_or(Fault::Error(CellError::Value))?.range;
            eval.no_range_for_one(range.height() > 1)?;
            range.first.row
        }
    };
    count(row as usize + 1)
}

pub(super) fn column(eval: &mut Eval<'_, '_>, arguments: &[Expr], _: bool) -> Result<Operand, Fault> {
    let own = eval.at.1.col;
    let column = match arguments.first() {
        None => own,
        Some(argument) => {
            let range = area(eval, argument)?.ok_or(Fault::Error(CellError::Value))?.range;
            eval.no_range_for_one(range.width() > 1)?;
            range.first.col
        }
    };
    count(column as usize + 1)
}

pub(super) fn rows(eval: &mut Eval<'_, '_>, arguments: &[Expr], _: bool) -> Result<Operand, Fault> {
    size(eval, arguments, CellRange::height, |array| array.rows)
}

pub(super) fn columns(eval: &mut Eval<'_, '_>, arguments: &[Expr], _: bool) -> Result<Operand, Fault> {
    size(eval, arguments, CellRange::width, |array| array.columns)
}

fn size(
    eval: &mut Eval<'_, '_>,
    arguments: &[Expr],
    of_range: fn(&CellRange) -> u32,
    of_array: fn(&Array) -> usize,
) -> Result<Operand, Fault> {
    let [argument] = arguments else { return Err(Fault::Error(CellError::Value)) };
    match eval.operand(argument, true)? {
        Operand::Areas(areas) => match areas.as_slice() {
            [area] => count(of_range(&area.range) as usize),
            _ => Err(Fault::Error(CellError::Ref)),
        },
        operand => count(of_array(&eval.array(operand)?)),
    }
}

/// A row or column number that counts from one; zero stands for all.
fn position(eval: &mut Eval<'_, '_>, argument: Option<&Expr>) -> Result<Option<u32>, Fault> {
    let Some(argument) = argument else { return Ok(None) };
    let number = eval.number(argument)?.trunc();
    if number.is_sign_negative() && !number.is_zero() {
        return Err(Fault::Error(CellError::Value));
    }
    Ok(Some(number.to_u32().unwrap_or(u32::MAX)))
}

pub(super) fn index(eval: &mut Eval<'_, '_>, arguments: &[Expr], _: bool) -> Result<Operand, Fault> {
    let [range, rest @ ..] = arguments else { return Err(Fault::Error(CellError::Value)) };
    let operand = eval.operand(range, true)?;
    let mut row = position(eval, rest.first())?.unwrap_or(0);
    let mut column = position(eval, rest.get(1))?;
    let (height, width) = match &operand {
        Operand::Areas(areas) => match areas.as_slice() {
            [area] => (area.range.height(), area.range.width()),
            _ => return Err(Fault::Error(CellError::Ref)),
        },
        Operand::Array(array) => {
            (u32::try_from(array.rows).unwrap_or(u32::MAX), u32::try_from(array.columns).unwrap_or(u32::MAX))
        }
        Operand::Value(_) => (1, 1),
    };
    // With one number, a single row is counted along it.
    if column.is_none() && height == 1 && width > 1 {
        column = Some(row);
        row = 1;
    }
    let column = column.unwrap_or(u32::from(width == 1));
    if row > height || column > width {
        return Err(Fault::Error(CellError::Ref));
    }
    match operand {
        Operand::Areas(areas) => {
            let Some(area) = areas.first() else { return Err(Fault::Error(CellError::Ref)) };
            let CellRange { first, last } = area.range;
            let rows =
                if row == 0 { first.row..=last.row } else { first.row + row - 1..=first.row + row - 1 };
            let columns = if column == 0 {
                first.col..=last.col
            } else {
                first.col + column - 1..=first.col + column - 1
            };
            let range = CellRange::new(
                CellRef::new(*rows.start(), *columns.start()),
                CellRef::new(*rows.end(), *columns.end()),
            );
            Ok(Operand::Areas(vec![Area { sheet: area.sheet, range }]))
        }
        operand => {
            let array = eval.array(operand)?;
            let place = |n: u32| n.saturating_sub(1) as usize;
            let value = array.values.get(place(row) * array.columns + place(column)).cloned();
            Ok(Operand::Value(value.unwrap_or(Value::Error(CellError::Ref))))
        }
    }
}

/// Where `wanted` stands among `values`. `kind`: 0 exact, 1 the last that is not greater, -1 the last not smaller.
fn find(eval: &mut Eval<'_, '_>, wanted: &Value, values: &[Value], kind: i8) -> Result<Option<usize>, Fault> {
    if let Value::Error(error) = wanted {
        return Err(Fault::Error(*error));
    }
    let alike = |value: &Value| {
        matches!(
            (wanted, value),
            (Value::Text(_), Value::Text(_))
                | (Value::Number(_) | Value::Empty, Value::Number(_))
                | (Value::Bool(_), Value::Bool(_))
        )
    };
    let pattern = match (kind, wanted) {
        (0, Value::Text(text)) => Some(Pattern::new(text)?),
        _ => None,
    };
    let mut best = None;
    for (index, value) in values.iter().enumerate() {
        if !alike(value) {
            continue;
        }
        let found = match (&pattern, value) {
            (Some(pattern), Value::Text(text)) => {
                let found = pattern.find(text);
                eval.cells.spend_text(found.steps)?;
                found.matches
            }
            _ => false,
        };
        let order = if found {
            Ordering::Equal
        } else {
            eval.cells.spend_text(coerce::text_bytes(value).saturating_add(coerce::text_bytes(wanted)))?;
            coerce::compare(value, wanted)?
        };
        match (kind, order) {
            (0, Ordering::Equal) => return Ok(Some(index)),
            (1, Ordering::Less | Ordering::Equal) | (-1, Ordering::Greater | Ordering::Equal) => {
                best = Some(index);
            }
            (1 | -1, _) => break,
            _ => {}
        }
    }
    Ok(best)
}

pub(super) fn match_(eval: &mut Eval<'_, '_>, arguments: &[Expr], _: bool) -> Result<Operand, Fault> {
    let [wanted, range, rest @ ..] = arguments else { return Err(Fault::Error(CellError::Value)) };
    let wanted = eval.value(wanted)?;
    let operand = eval.operand(range, true)?;
    let array = eval.array(operand)?;
    if array.rows > 1 && array.columns > 1 {
        return Err(Fault::Error(CellError::NA));
    }
    let kind = match rest.first() {
        None => 1,
        Some(kind) => {
            let kind = eval.number(kind)?;
            if kind.is_zero() {
                0
            } else if kind.is_sign_negative() {
                -1
            } else {
                1
            }
        }
    };
    match find(eval, &wanted, &array.values, kind)? {
        Some(index) => count(index + 1),
        None => Err(Fault::Error(CellError::NA)),
    }
}

pub(super) fn vlookup(eval: &mut Eval<'_, '_>, arguments: &[Expr], _: bool) -> Result<Operand, Fault> {
    table_lookup(eval, arguments, true)
}

pub(super) fn hlookup(eval: &mut Eval<'_, '_>, arguments: &[Expr], _: bool) -> Result<Operand, Fault> {
    table_lookup(eval, arguments, false)
}

fn table_lookup(eval: &mut Eval<'_, '_>, arguments: &[Expr], down: bool) -> Result<Operand, Fault> {
    let [wanted, table, offset, rest @ ..] = arguments else { return Err(Fault::Error(CellError::Value)) };
    let wanted = eval.value(wanted)?;
    let operand = eval.operand(table, true)?;
    let table = eval.array(operand)?;
    let offset = eval.number(offset)?.trunc().to_usize().filter(|n| *n >= 1);
    let offset = offset.ok_or(Fault::Error(CellError::Value))? - 1;
    let approximate = match rest.first() {
        None => true,
        Some(choice) => {
            let choice = eval.value(choice)?;
            coerce::truth(&choice)?
        }
    };
    let columns = table.columns.max(1);
    let keys: Vec<Value> = if down {
        table.values.iter().step_by(columns).cloned().collect()
    } else {
        table.values.iter().take(columns).cloned().collect()
    };
    if offset >= if down { table.columns } else { table.rows } {
        return Err(Fault::Error(CellError::Ref));
    }
    let found = find(eval, &wanted, &keys, i8::from(approximate))?.ok_or(Fault::Error(CellError::NA))?;
    let place = if down { found * columns + offset } else { offset * columns + found };
    match table.values.get(place) {
        Some(Value::Error(error)) => Err(Fault::Error(*error)),
        Some(value) => Ok(Operand::Value(value.clone())),
        None => Err(Fault::Error(CellError::Ref)),
    }
}
