//! Rows that may stand apart (上年结转) and that every total of the form leaves out: somebody may have meant it, and nobody but the
//! department knows. A source that is always a part of the total (政府性基金预算) has been forgotten.

use std::collections::{BTreeMap, BTreeSet};

use super::judgement::{Bench, Class};
use super::totals::range_class;
use crate::form::{ExpectedFormula, FormulaKind};
use crate::workbook::{CellRef, Value};

/// The amounts of the sources that every total leaves out.
#[derive(Default)]
pub(super) struct LeftOut(BTreeSet<CellRef>);

impl LeftOut {
    /// Whether all that is wrong with a sum is that it leaves out such a source.
    pub(super) fn is_all_that(&self, class: &Class) -> bool {
        let Class::TotalRange { missing, extra } = class else { return false };
        extra.is_empty() && missing.iter().any(|cell| self.0.contains(cell))
    }
}

/// What may stand apart, no total counts, and two at least leave out.
pub(super) fn by_every_total(bench: &Bench<'_, '_>) -> LeftOut {
    let form = bench.context.form;
    let totals = form.expected_formulas.iter().filter(|e| e.kind == FormulaKind::Total);
    let totals: Vec<(&ExpectedFormula, BTreeSet<CellRef>)> =
        totals.filter_map(|total| Some((total, missing(bench, total)?))).collect();
    if totals.iter().all(|(_, missing)| missing.is_empty()) {
        return LeftOut::default();
    }
    let mut sources: BTreeMap<CellRef, usize> = BTreeMap::new();
    for (index, row) in form.funding.iter().enumerate().filter(|(_, row)| row.may_stand_apart) {
        sources.extend(row.values.values().map(|value| (value.cell, index)));
    }
    let is_filled =
        |cell: CellRef| matches!(bench.comparer.value(cell), Some(Value::Number(n)) if !n.is_zero());
    let mut left_out: BTreeMap<usize, Vec<CellRef>> = BTreeMap::new();
    let mut counted: BTreeSet<usize> = BTreeSet::new();
    for (total, missing) in &totals {
        for cell in total.inputs.iter().map(|input| input.cell) {
            let Some(&source) = sources.get(&cell) else { continue };
            if missing.contains(&cell) {
                left_out.entry(source).or_default().push(cell);
            } else if is_filled(cell) {
                counted.insert(source);
            }
        }
    }
    let by_all = left_out.into_iter().filter(|(source, cells)| cells.len() > 1 && !counted.contains(source));
    LeftOut(by_all.flat_map(|(_, cells)| cells).collect())
}

/// The cells that a total should count and does not; `None` where the total does not come out in any way.
fn missing(bench: &Bench<'_, '_>, total: &ExpectedFormula) -> Option<BTreeSet<CellRef>> {
    let formula = bench.context.sheet().cell(total.cell).and_then(|cell| cell.formula.as_deref());
    if formula.is_some_and(|formula| bench.comparer.is_template(formula, total)) {
        return Some(BTreeSet::new());
    }
    if let Some(Class::TotalRange { missing, .. }) = range_class(bench, total) {
        return Some(missing.into_iter().collect());
    }
    let Some(Value::Number(stated)) = bench.comparer.value(total.cell) else { return None };
    let gap = bench.comparer.expected_value(total)?.checked_sub(stated)?;
    if gap.is_zero() {
        return Some(BTreeSet::new());
    }
    // A typed total that comes out without one of the rows.
    let is_gap = |cell: &CellRef| bench.comparer.value(*cell) == Some(Value::Number(gap));
    let mut fitting = total.inputs.iter().map(|input| input.cell).filter(is_gap);
    let only = fitting.next()?;
    fitting.next().is_none().then(|| BTreeSet::from([only]))
}
