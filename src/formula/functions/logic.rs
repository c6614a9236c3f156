//! Conditions. What is not chosen is not evaluated, except where each value of a whole range chooses for itself.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::coerce;
use super::super::eval::Eval;
use super::super::expr::Expr;
use super::super::fault::Fault;
use super::super::operand::Operand;
use crate::workbook::{CellError, Value};

pub(super) fn choose_if(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    let [condition, rest @ ..] = arguments else { return Err(Fault::Error(CellError::Value)) };
    let condition = eval.operand(condition, arrays)?;
    if condition.is_wide(arrays) {
        let mut parts = vec![condition];
        for (index, truth) in [(0, true), (1, false)] {
            parts.push(match rest.get(index) {
                Some(branch) => eval.operand_or_error(branch, true)?,
                None => Operand::Value(Value::Bool(truth)),
            });
        }
        return eval.lift(parts, true, |values| match values {
            [condition, yes, no] => Ok(if coerce::truth(condition)? { yes } else { no }.clone()),
            _ => Err(Fault::Error(CellError::Value)),
        });
    }
    let condition = eval.single(condition)?;
    if coerce::truth(&condition)? {
        branch(eval, rest.first(), arrays, true)
    } else {
        branch(eval, rest.get(1), arrays, false)
    }
}

/// A branch; without one, the condition's own truth.
fn branch(eval: &mut Eval<'_, '_>, expr: Option<&Expr>, arrays: bool, truth: bool) -> Result<Operand, Fault> {
    match expr {
        Some(expr) => eval.operand(expr, arrays),
        None => Ok(Operand::Value(Value::Bool(truth))),
    }
}

pub(super) fn ifs(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    let mut rest = arguments;
    while let [condition, later @ ..] = rest {
        let [chosen, later @ ..] = later else { break };
        let condition = eval.operand(condition, arrays)?;
        if condition.is_wide(arrays) {
            let mut parts = vec![condition, eval.operand_or_error(chosen, true)?];
            for argument in later {
                parts.push(eval.operand_or_error(argument, true)?);
            }
            return eval.lift(parts, true, first_met);
        }
        let condition = eval.single(condition)?;
        if coerce::truth(&condition)? {
            return eval.operand(chosen, arrays);
        }
        rest = later;
    }
    Err(Fault::Error(CellError::NA))
}

/// Of pairs of a condition and a value the first value whose condition is met.
fn first_met(pairs: &[Value]) -> Result<Value, Fault> {
    for pair in pairs.chunks(2) {
        let [condition, chosen] = pair else { break };
        if coerce::truth(condition)? {
            return Ok(chosen.clone());
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
    let tried = eval.operand_or_error(tried, arrays)?;
    if tried.is_wide(arrays) {
        let fallback = eval.operand_or_error(fallback, true)?;
        return eval.lift(vec![tried, fallback], true, |values| match values {
            [Value::Error(error), fallback] if catches(*error) => Ok(fallback.clone()),
            [tried, _] => Ok(tried.clone()),
            _ => Err(Fault::Error(CellError::Value)),
        });
    }
    match eval.single(tried) {
        Ok(value) => Ok(Operand::Value(value)),
        Err(Fault::Error(error)) if catches(error) => eval.operand(fallback, arrays),
        Err(fault) => Err(fault),
    }
}

pub(super) fn choose(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    let [index, choices @ ..] = arguments else { return Err(Fault::Error(CellError::Value)) };
    let index = eval.operand(index, arrays)?;
    if index.is_wide(arrays) {
        let mut parts = vec![index];
        for choice in choices {
            parts.push(eval.operand_or_error(choice, true)?);
        }
        return eval.lift(parts, true, |values| match values {
            [index, choices @ ..] => chosen(coerce::number(index)?, choices).cloned(),
            [] => Err(Fault::Error(CellError::Value)),
        });
    }
    let index = coerce::number(&eval.single(index)?)?;
    eval.operand(chosen(index, choices)?, arrays)
}

/// Of several the one with this number, the first being 1.
fn chosen<T>(number: Decimal, choices: &[T]) -> Result<&T, Fault> {
    let place = number.trunc().to_usize().and_then(|number| number.checked_sub(1));
    place.and_then(|place| choices.get(place)).ok_or(Fault::Error(CellError::Value))
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
