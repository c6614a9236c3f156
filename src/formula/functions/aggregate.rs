//! Functions over many values. Texts and blanks in ranges do not count; texts typed as arguments do.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::coerce;
use super::super::eval::Eval;
use super::super::expr::Expr;
use super::super::fault::{Fault, Unjudged, within};
use super::super::operand::Operand;
use super::OnArguments;
use crate::workbook::{CellError, Value};

#[expect(clippy::unnecessary_wraps, reason = "what every function ends with")]
fn done(number: Decimal) -> Result<Operand, Fault> {
    Ok(Operand::Value(Value::Number(number)))
}

/// Every number among the arguments. A range that is an argument by itself is always taken whole; one that is counted with
/// first (`SUM(C6:C7*1)`) only with `arrays`.
fn numbers(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Vec<Decimal>, Fault> {
    let mut found = Vec::new();
    let mut counted = |value: &Value| match value {
        Value::Number(number) => {
            found.push(*number);
            Ok(())
        }
        Value::Error(error) => Err(Fault::Error(*error)),
        Value::Unrepresentable(_) => within(None).map(|_| ()),
        _ => Ok(()),
    };
    for argument in arguments {
        match eval.operand(argument, arrays)? {
            Operand::Value(Value::Empty) => counted(&Value::Number(Decimal::ZERO))?,
            Operand::Value(value) => counted(&Value::Number(coerce::number(&value)?))?,
            Operand::Areas(areas) => {
                for area in &areas {
                    for (_, value) in eval.cells.cells(area)? {
                        counted(&value)?;
                    }
                }
            }
            Operand::Array(array) => array.values.iter().try_for_each(&mut counted)?,
        }
    }
    Ok(found)
}

fn total(numbers: &[Decimal]) -> Result<Decimal, Fault> {
    within(numbers.iter().try_fold(Decimal::ZERO, |sum, n| sum.checked_add(*n)))
}

pub(super) fn sum(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    let numbers = numbers(eval, arguments, arrays)?;
    done(total(&numbers)?)
}

/// The sums and counts that Excel's filters and outlines write. All pass over the rows that a filter hides, and those over 100
/// over rows that were hidden by hand, too. Which of them hid a row, few files say: where it matters they are not judged.
pub(super) fn subtotal(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    let [which, ranges @ ..] = arguments else { return Err(Fault::Error(CellError::Value)) };
    let which = eval.number(which)?.trunc().to_u32().ok_or(Fault::Error(CellError::Value))?;
    let plain = which % 100;
    for range in ranges {
        let Operand::Areas(areas) = eval.operand(range, true)? else { continue };
        let sheets = &eval.cells.workbook().sheets;
        let passes_over_rows = areas.iter().any(|area| {
            let rows = area.range.first.row..=area.range.last.row;
            sheets.get(area.sheet).is_some_and(|sheet| {
                (which > 100 || sheet.filter.may_hide_rows) && sheet.hidden_rows.range(rows).next().is_some()
            })
        });
        if passes_over_rows {
            return Err(Fault::Unjudged(Unjudged::words("SUBTOTAL 的范围内有隐藏行")));
        }
    }
    let aggregate: OnArguments = match plain {
        1 => average,
        2 => count,
        3 => count_all,
        4 => max,
        5 => min,
        6 => product,
        9 => sum,
        _ => return Err(Fault::Unjudged(Unjudged::words("使用了 SUBTOTAL 的其他汇总方式"))),
    };
    let ranges: Vec<Expr> =
        ranges.iter().map(|range| without_subtotals(eval, range)).collect::<Result<_, _>>()?;
    aggregate(eval, &ranges, arrays)
}

/// A range without the cells that are subtotals themselves: these are passed over, so that nothing is counted twice.
fn without_subtotals(eval: &mut Eval<'_, '_>, range: &Expr) -> Result<Expr, Fault> {
    let Operand::Areas(areas) = eval.operand(range, true)? else { return Ok(range.clone()) };
    let mut rest = Vec::new();
    for area in areas {
        let mut parts = vec![area];
        for at in eval.cells.subtotals_in(&area)? {
            eval.cells.spend(parts.len())?;
            parts = parts.iter().flat_map(|part| part.without(at)).collect();
        }
        rest.extend(parts);
    }
    Ok(Expr::Union(rest))
}

pub(super) fn product(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    let numbers = numbers(eval, arguments, arrays)?;
    if numbers.is_empty() {
        return done(Decimal::ZERO);
    }
    done(within(numbers.iter().try_fold(Decimal::ONE, |product, n| product.checked_mul(*n)))?)
}

pub(super) fn average(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    let numbers = numbers(eval, arguments, arrays)?;
    if numbers.is_empty() {
        return Err(Fault::Error(CellError::Div0));
    }
    done(within(total(&numbers)?.checked_div(Decimal::from(numbers.len())))?)
}

pub(super) fn max(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    done(numbers(eval, arguments, arrays)?.into_iter().max().unwrap_or_default())
}

pub(super) fn min(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    done(numbers(eval, arguments, arrays)?.into_iter().min().unwrap_or_default())
}

pub(super) fn median(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    let mut numbers = numbers(eval, arguments, arrays)?;
    numbers.sort_unstable();
    let middle = numbers.len() / 2;
    match (numbers.get(middle), middle.checked_sub(1).and_then(|below| numbers.get(below))) {
        (Some(upper), Some(lower)) if numbers.len().is_multiple_of(2) => {
            done(within(upper.checked_add(*lower))? / Decimal::TWO)
        }
        (Some(only), _) => done(*only),
        (None, _) => Err(Fault::Error(CellError::Num)),
    }
}

pub(super) fn large(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    ranked(eval, arguments, arrays, true)
}

pub(super) fn small(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    ranked(eval, arguments, arrays, false)
}

fn ranked(
    eval: &mut Eval<'_, '_>,
    arguments: &[Expr],
    arrays: bool,
    from_largest: bool,
) -> Result<Operand, Fault> {
    let [range, rank] = arguments else { return Err(Fault::Error(CellError::Value)) };
    let mut numbers = numbers(eval, std::slice::from_ref(range), arrays)?;
    numbers.sort_unstable();
    if from_largest {
        numbers.reverse();
    }
    let rank = eval.number(rank)?.ceil().to_usize().and_then(|n| n.checked_sub(1));
    match rank.and_then(|n| numbers.get(n)) {
        Some(number) => done(*number),
        None => Err(Fault::Error(CellError::Num)),
    }
}

/// Numbers in ranges, and arguments that are or read as numbers; errors do not count.
pub(super) fn count(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    counted(eval, arguments, arrays, |value, in_range| match value {
        Value::Number(_) | Value::Unrepresentable(_) => true,
        Value::Bool(_) | Value::Empty => !in_range,
        Value::Text(text) => !in_range && coerce::number_from_text(text).is_ok(),
        Value::Error(_) => false,
    })
}

pub(super) fn count_all(eval: &mut Eval<'_, '_>, arguments: &[Expr], arrays: bool) -> Result<Operand, Fault> {
    counted(eval, arguments, arrays, |value, in_range| !in_range || *value != Value::Empty)
}

fn counted(
    eval: &mut Eval<'_, '_>,
    arguments: &[Expr],
    arrays: bool,
    counts: fn(&Value, bool) -> bool,
) -> Result<Operand, Fault> {
    let mut count = 0_usize;
    for argument in arguments {
        match eval.operand(argument, arrays) {
            Err(Fault::Error(error)) => count += usize::from(counts(&Value::Error(error), false)),
            Err(fault) => return Err(fault),
            Ok(Operand::Value(value)) => count += usize::from(counts(&value, false)),
            Ok(Operand::Areas(areas)) => {
                for area in &areas {
                    count += eval.cells.cells(area)?.iter().filter(|(_, value)| counts(value, true)).count();
                }
            }
            Ok(Operand::Array(array)) => count += array.values.iter().filter(|v| counts(v, true)).count(),
        }
    }
    done(Decimal::from(count))
}

/// The products of what stands at the same place, added up; what is no number is zero.
pub(super) fn sum_product(eval: &mut Eval<'_, '_>, arguments: &[Expr], _: bool) -> Result<Operand, Fault> {
    let mut arrays = Vec::with_capacity(arguments.len());
    for argument in arguments {
        let operand = eval.operand(argument, true)?;
        arrays.push(eval.array(operand)?);
    }
    let Some(first) = arrays.first() else { return done(Decimal::ZERO) };
    if arrays.iter().any(|a| (a.rows, a.columns) != (first.rows, first.columns)) {
        return Err(Fault::Error(CellError::Value));
    }
    let mut sum = Decimal::ZERO;
    for place in 0..first.values.len() {
        let mut product = Decimal::ONE;
        for array in &arrays {
            let factor = match array.values.get(place) {
                Some(Value::Number(number)) => *number,
                Some(Value::Error(error)) => return Err(Fault::Error(*error)),
                _ => Decimal::ZERO,
            };
            product = within(product.checked_mul(factor))?;
        }
        sum = within(sum.checked_add(product))?;
    }
    done(sum)
}
