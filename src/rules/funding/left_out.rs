//! Rows that every total of the form leaves out. One total that stops short has a fault; where all of them do, somebody may
//! have meant the row to stand beside the others (上年结转), and nobody but the department knows.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::range_class;
use super::judgement::{Bench, Class};
use crate::form::{ExpectedFormula, FormulaKind};
use crate::workbook::{CellRef, Value};

/// Rows of the sheet that every total leaves out.
pub(super) struct LeftOut(BTreeSet<u32>);

impl LeftOut {
    /// Whether all that is wrong with a sum is that it leaves out such rows.
    pub(super) fn is_all_that(&self, class: &Class) -> bool {
        let Class::TotalRange { missing, extra } = class else { return false };
        extra.is_empty() && missing.iter().any(|cell| self.0.contains(&cell.row))
    }
}

/// The rows that no total counts, and two at least leave out.
pub(super) fn by_every_total(bench: &Bench<'_, '_>) -> LeftOut {
    let totals = bench.context.form.expected_formulas.iter().filter(|e| e.kind == FormulaKind::Total);
    let mut left_out: BTreeMap<u32, usize> = BTreeMap::new();
    let mut counted: BTreeSet<u32> = BTreeSet::new();
    for total in totals {
        let Some(missing) = missing(bench, total) else { continue };
        for input in &total.inputs {
            let is_filled =
                matches!(bench.comparer.value(input.cell), Some(Value::Number(n)) if !n.is_zero());
            if missing.contains(&input.cell) {
                *left_out.entry(input.cell.row).or_default() += 1;
            } else if is_filled {
                counted.insert(input.cell.row);
            }
        }
    }
    let by_all = left_out.into_iter().filter(|(row, totals)| *totals > 1 && !counted.contains(row));
    LeftOut(by_all.map(|(row, _)| row).collect())
}

/// The cells that a total should count and does not; `None` where the total does not come out in any way.
fn missing(bench: &Bench<'_, '_>, total: &ExpectedFormula) -> Option<BTreeSet<CellRef>> {
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
