//! Forms whose 预算调整数 holds the adjusted budget and not by how much it was adjusted. All rates say so: they are those over
//! that column alone. Nothing is mended by the template then, which adds it to 年初预算数.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::cells::agrees;
use super::judgement::{Bench, Class, Judgements};
use crate::form::{ExpectedFormula, FormulaKind, FundingColumn, FundingRow};
use crate::workbook::CellRef;

/// More of an adjusted budget is rarely spent, and a budget is rarely adjusted to more times what it was.
const MOST: Decimal = Decimal::from_parts(15, 0, 0, false, 1);

/// Puts one judgement in the place of the rates' faults where the form is filled in so.
pub(super) fn settle(bench: &Bench<'_, '_>, judgements: &mut Judgements) {
    let of = |column| rates(bench, judgements, column);
    let completion = of(FundingColumn::CompletionRate);
    let by_adjusted: Vec<bool> =
        completion.iter().map(|rate| rate.is_by_adjusted(bench, completed)).collect();
    let Some(first) = completion.iter().zip(&by_adjusted).find(|(rate, by)| rate.is_wrong && **by) else {
        return;
    };
    // One rate that is right by the template shows that the column means what it says.
    if completion.iter().zip(&by_adjusted).any(|(rate, by)| !by && !rate.is_wrong) {
        return;
    }
    let judged = bench.on_expected(first.0.expected, Class::AdjustedBudget);
    let adjustment = of(FundingColumn::AdjustmentRate);
    let alike = completion.iter().zip(&by_adjusted).filter(|(_, by)| **by).map(|(rate, _)| rate);
    let cells: BTreeSet<CellRef> = alike
        .chain(adjustment.iter().filter(|rate| rate.is_by_adjusted(bench, adjusted)))
        .map(|rate| rate.expected.cell)
        .collect();
    judgements.replace_wrong_rates(&cells, judged);
}

/// A rate beside the amounts of its row.
struct Rate<'f> {
    expected: &'f ExpectedFormula,
    row: &'f FundingRow,
    /// Whether it was judged not to be the template's.
    is_wrong: bool,
}

impl Rate<'_> {
    fn is_by_adjusted(&self, bench: &Bench<'_, '_>, due: fn(&FundingRow) -> Option<Decimal>) -> bool {
        let stated = bench.stated_rate(self.expected);
        stated.zip(due(self.row)).is_some_and(|(stated, due)| agrees(bench, self.expected, stated, due))
    }
}

/// The rates of a column whose rows have amounts by which the two readings differ.
fn rates<'f>(bench: &Bench<'f, '_>, judgements: &Judgements, column: FundingColumn) -> Vec<Rate<'f>> {
    let form = bench.context.form;
    if !form.expected_formulas.iter().any(|e| e.kind == FormulaKind::Rate && judgements.is_wrong_rate(e.cell))
    {
        return Vec::new();
    }
    let rate = |row: &'f FundingRow| {
        let cell = row.cell(column)?;
        let expected = bench.places().expected(cell).filter(|e| e.kind == FormulaKind::Rate)?;
        row.get(FundingColumn::InitialBudget).filter(|initial| !initial.is_zero())?;
        Some(Rate { expected, row, is_wrong: judgements.is_wrong_rate(cell) })
    };
    form.funding.iter().filter_map(rate).collect()
}

/// 实际支出数 ÷ 预算调整数, where the latter can be a budget.
fn completed(row: &FundingRow) -> Option<Decimal> {
    let budget = row.get(FundingColumn::BudgetAdjustment).filter(|budget| *budget > Decimal::ZERO)?;
    adjusted(row).filter(|by| *by < MOST)?;
    row.get(FundingColumn::ActualExpenditure)?.checked_div(budget).filter(|rate| *rate < MOST)
}

/// By how much 预算调整数 is another than 年初预算数, as a share of that.
fn adjusted(row: &FundingRow) -> Option<Decimal> {
    let initial = row.get(FundingColumn::InitialBudget)?;
    let gap = row.get(FundingColumn::BudgetAdjustment)?.checked_sub(initial)?;
    gap.checked_div(initial).map(|rate| rate.abs())
}
