//! Conditions. What is not chosen is not evaluated.

use rust_decimal::prelude::ToPrimitive;

use super::super::coerce;
use super::super::eval::{Eval, Operand};
use super::super::expr::{Array, Expr};
use super::super::fault::Fault;
use crate::workbook::{CellError, Value};

pub(super) fn choose_if(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    let [condition, rest @ ..] = arguments else { return Err(Fault::Error(CellError::Value)) };
    let condition = eval.operand(condition, arrays)?;
    if arrays && is_wide(&condition) {
        return choose_each(eval, condition, rest);
    }
    let condition = eval.single(condition)?;
    if coerce::truth(&condition)? {
        branch(eval, rest.first(), arrays, true)
    } else {
        branch(eval, rest.get(1), arrays, false)
    }
}

fn is_wide(operand: &Operand) -> bool {
    match operand {
        Operand::Value(_) => false,
        Operand::Areas(areas) => areas.iter().any(|area| area.single().is_none()),
        Operand::Array(_) => true,
    }
}

/// A branch; without one, the condition's own truth.
fn branch(eval: &mut Eval<'_, '_>, expr: Option<&Expr>, arrays: bool, truth: bool) -> Result<Operand, Fault> {
    match expr {
        Some(expr) => eval.operand(expr, arrays),
        None => Ok(Operand::Value(Value::Bool(truth))),
    }
}

/// `IF` over a whole range, as inside SUMPRODUCT.
fn choose_each(eval: &mut Eval<'_, '_>, condition: Operand, rest: &[Expr]) -> Result<Operand, Fault> {
    let conditions = eval.array(condition)?;
    let mut branches = Vec::new();
    for (index, truth) in [(0, true), (1, false)] {
        let operand = branch(eval, rest.get(index), true, truth)?;
        branches.push(eval.array(operand)?);
    }
    eval.cells.spend(conditions.values.len())?;
    let mut values = Vec::with_capacity(conditions.values.len());
    for (place, condition) in conditions.values.iter().enumerate() {
        let (row, column) = (place / conditions.columns.max(1), place % conditions.columns.max(1));
        values.push(match coerce::truth(condition) {
            Ok(truth) => {
                let chosen = branches.get(usize::from(!truth)).and_then(|b| b.stretched(row, column));
                eval.cells.spend_text(chosen.map_or(0, coerce::text_bytes))?;
                chosen.cloned().unwrap_or(Value::Error(CellError::NA))
            }
            Err(Fault::Error(error)) => Value::Error(error),
            Err(fault) => return Err(fault),
        });
    }
    Ok(Operand::Array(Array { values, ..conditions }))
}

pub(super) fn ifs(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    for pair in arguments.chunks(2) {
        let [condition, chosen] = pair else { return Err(Fault::Error(CellError::NA)) };
        let condition = eval.value(condition)?;
        if coerce::truth(&condition)? {
            return eval.operand(chosen, arrays);
        }
    }
    Err(Fault::Error(CellError::NA))
}

pub(super) fn if_error(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    otherwise(eval, arguments, arrays, |_| true)
}

pub(super) fn if_na(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    otherwise(eval, arguments, arrays, |error| error == CellError::NA)
}

fn otherwise(
    eval: &mut Eval<'_, '_>,
    arguments: &[Expr],
    arrays: bool,
    catches: fn(CellError) -> bool,
) -> Result<Operand, Fault> {
    let [tried, fallback] = arguments else { return Err(Fault::Error(CellError::Value)) };
    match eval.value(tried) {
        Ok(value) => Ok(Operand::Value(value)),
        Err(Fault::Error(error)) if catches(error) => eval.operand(fallback, arrays),
        Err(fault) => Err(fault),
    }
}

pub(super) fn choose(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    let [index, choices @ ..] = arguments else { return Err(Fault::Error(CellError::Value)) };
    let index = eval.number(index)?.trunc().to_usize().filter(|n| *n >= 1);
    match index.and_then(|n| choices.get(n - 1)) {
        Some(choice) => eval.operand(choice, arrays),
        None => Err(Fault::Error(CellError::Value)),
    }
}

pub(super) fn and(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    Ok(Operand::Value(Value::Bool(truths(eval, arguments, arrays)?.into_iter().all(|t| t))))
}

pub(super) fn or(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    Ok(Operand::Value(Value::Bool(truths(eval, arguments, arrays)?.into_iter().any(|t| t))))
}

/// The truth values among the arguments: texts and blanks in ranges do not count; without any there is no answer.
fn truths(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Vec<bool>, Fault> {
    let mut found = Vec::new();
    for argument in arguments {
        match eval.operand(argument, arrays)? {
            Operand::Value(value) => found.push(coerce::truth(&value)?),
            Operand::Areas(areas) => {
                for area in &areas {
                    for (_, value) in eval.cells.cells(area)? {
                        push_truth(&value, &mut found)?;
                    }
                }
            }
            Operand::Array(array) => {
                for value in &array.values {
                    push_truth(value, &mut found)?;
                }
            }
        }
    }
    if found.is_empty() { Err(Fault::Error(CellError::Value)) } else { Ok(found) }
}

fn push_truth(value: &Value, found: &mut Vec<bool>) -> Result<(), Fault> {
    match value {
        Value::Text(_) | Value::Empty => {}
        other => found.push(coerce::truth(other)?),
    }
    Ok(())
}

pub(super) fn not(values: &[Value]) -> Result<Value, Fault> {
    Ok(Value::Bool(!coerce::truth(values.first().unwrap_or(&Value::Empty))?))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature is every function's")]
pub(super) fn yes(_: &mut Eval<'_, '_>, _: &[Expr], _: bool) -> Result<Operand, Fault> {
    Ok(Operand::Value(Value::Bool(true)))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature is every function's")]
pub(super) fn no(_: &mut Eval<'_, '_>, _: &[Expr], _: bool) -> Result<Operand, Fault> {
    Ok(Operand::Value(Value::Bool(false)))
}

pub(super) fn not_available(_: &mut Eval<'_, '_>, _: &[Expr], _: bool) -> Result<Operand, Fault> {
    Err(Fault::Error(CellError::NA))
}
