//! What can be wrong with a total: with what was typed, and with the cells that its formula adds up.

use std::collections::BTreeSet;

use super::judgement::{Bench, Class};
use super::line::Line;
use crate::decimals::rounding_of;
use crate::form::{ExpectedFormula, Form, FundingColumn, FundingRow, RowRole};
use crate::workbook::{CellRef, Value};

/// Whether a total of 全年预算数 is that of what stands beside it: 年初预算数 and 预算调整数. Where it comes to the same, that is as
/// right as the sum of the rows; where not, an amount is wrong, and nobody knows which.
pub(super) fn is_sum_along_its_row(bench: &Bench<'_, '_>, expected: &ExpectedFormula) -> bool {
    let context = bench.context;
    let sheet = context.form.sheet_index;
    let of_annual_budget = matches!(expected.field.as_figure(), Some((_, FundingColumn::AnnualBudget)));
    let line = Line::through(context.form, expected.cell);
    let is_part = |at: CellRef| expected.inputs.iter().any(|input| input.cell == at);
    let beside = |(on, at): &(usize, CellRef)| {
        *on == sheet && line.holds(*at) && *at != expected.cell && !is_part(*at)
    };
    let summed = || context.evaluation.summed_cells(context.workbook, sheet, expected.cell);
    of_annual_budget && summed().is_some_and(|cells| cells.len() > 1 && cells.iter().all(beside))
}

/// A typed total against the sum of its rows. Rounding may part them by half a unit of the last place for each row.
pub(super) fn typed_total(bench: &Bench<'_, '_>, expected: &ExpectedFormula) -> Option<Class> {
    let Some(Value::Number(stated)) = bench.comparer.value(expected.cell) else { return None };
    let due = bench.comparer.expected_value(expected)?;
    let parts = expected.inputs.iter().filter(|input| {
        bench.comparer.value(input.cell).is_some_and(|value| matches!(value, Value::Number(_)))
    });
    let parts = parts.count();
    let gap = stated.checked_sub(due)?.abs();
    // Without any row filled in there is nothing to compare with.
    if parts == 0 || gap.is_zero() {
        return None;
    }
    Some(if gap <= rounding_of(parts) {
        Class::RoundingDifference { stated, due }
    } else if due < stated && lists_a_part_alone(bench.context.form, expected) {
        Class::RestUnlisted { stated, listed: due }
    } else {
        Class::TotalMismatch { stated, due }
    })
}

/// Whether of all sources under a total one alone has amounts, its name says that it is a part (其中：财政拨款), and it is one: the
/// others may not have been listed.
fn lists_a_part_alone(form: &Form, expected: &ExpectedFormula) -> bool {
    let is_of = |row: &&FundingRow| row.values.values().any(|value| value.cell == expected.cell);
    let Some(whole) = form.funding.iter().find(is_of) else { return false };
    let mut funded = form.funding.iter().filter(|row| row.role == RowRole::Part && row.is_funded());
    match (funded.next(), funded.next()) {
        (Some(alone), None) => alone.of_which && alone.is_less_than(whole),
        _ => false,
    }
}

/// A sum over other cells than the template's; `None` if the formula is no sum, or wrong in another way.
pub(super) fn range_class(bench: &Bench<'_, '_>, expected: &ExpectedFormula) -> Option<Class> {
    let context = bench.context;
    let sheet = context.form.sheet_index;
    let summed = context.evaluation.summed_cells(context.workbook, sheet, expected.cell)?;
    if summed.iter().any(|key| key.0 != sheet) {
        return None;
    }
    let mut cells: BTreeSet<CellRef> = BTreeSet::new();
    for (_, cell) in &summed {
        if !cells.insert(*cell) {
            return None;
        }
    }
    let parts: BTreeSet<CellRef> = expected.inputs.iter().map(|input| input.cell).collect();
    if parts.is_disjoint(&cells) && !cells.contains(&expected.cell) {
        return None;
    }
    let filled = |cell: &CellRef| {
        context.sheet().cell(*cell).is_some_and(|c| !c.value.is_blank() || c.formula.is_some())
    };
    let missing: Vec<CellRef> = parts.difference(&cells).copied().filter(filled).collect();
    let counts = |cell: &CellRef| *cell == expected.cell || matches!(context.value(*cell), Value::Number(_));
    let extra: Vec<CellRef> = cells.difference(&parts).copied().filter(counts).collect();
    (!missing.is_empty() || !extra.is_empty()).then_some(Class::TotalRange { missing, extra })
}
