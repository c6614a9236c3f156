//! Amounts of which nobody knows what they come to, and what is computed from them. That an amount cannot be read, or is
//! blank where it is required, is a finding of its own; a rate, a score or a comparison that follows from it is none.

use std::collections::{BTreeMap, BTreeSet};

use crate::form::{FieldPath, FormulaKind};
use crate::rules::FormContext;
use crate::workbook::{CellRange, CellRef};

/// From an amount through its budget, its total, and the total's rate to its score.
const STEPS: usize = 5;

/// Cells by their columns, so that a range is asked without looking through all of them.
#[derive(Debug, Default, Clone)]
pub(super) struct Incomplete(BTreeMap<u32, BTreeSet<u32>>);

impl Incomplete {
    /// The amounts that are unreadable or lacking, and all that the funding table computes from them.
    pub(super) fn of(context: &FormContext<'_>, unreadable: &BTreeSet<CellRef>) -> Self {
        let mut incomplete = Self::default();
        unreadable.iter().chain(&lacking(context)).for_each(|cell| incomplete.add(*cell));
        if !incomplete.0.is_empty() {
            incomplete.add_computed(context);
        }
        incomplete
    }

    pub(super) fn contains(&self, cell: CellRef) -> bool {
        self.0.get(&cell.col).is_some_and(|rows| rows.contains(&cell.row))
    }

    fn add(&mut self, cell: CellRef) {
        self.0.entry(cell.col).or_default().insert(cell.row);
    }

    fn meets(&self, range: &CellRange) -> bool {
        let rows = range.first.row..=range.last.row;
        let columns = self.0.range(range.first.col..=range.last.col);
        columns.into_iter().any(|(_, cells)| cells.range(rows.clone()).next().is_some())
    }

    /// Adds the formulas of the funding table that read one of the cells, and those that read these.
    fn add_computed(&mut self, context: &FormContext<'_>) {
        let form = context.form;
        let sheet = context.form.sheet_index;
        let formulas = |cell: &CellRef| context.sheet().cell(*cell).is_some_and(|c| c.formula.is_some());
        let mut open: Vec<CellRef> = form
            .funding
            .iter()
            .flat_map(|row| row.values.values())
            .map(|value| value.cell)
            .filter(formulas)
            .collect();
        let totals: BTreeMap<CellRef, Vec<CellRef>> = form
            .expected_formulas
            .iter()
            .filter(|e| e.kind == FormulaKind::Total)
            .map(|e| (e.cell, e.inputs.iter().map(|input| input.cell).collect()))
            .collect();
        for _ in 0..STEPS {
            open.retain(|cell| {
                // A sum that stops short is one of all its rows once it is mended.
                let of_rows = totals.get(cell).is_some_and(|rows| rows.iter().any(|row| self.contains(*row)));
                let follows = of_rows || context.evaluation.reads(sheet, *cell, |range| self.meets(range));
                if follows {
                    self.add(*cell);
                }
                !follows
            });
        }
    }
}

/// The required amounts that are blank.
fn lacking(context: &FormContext<'_>) -> Vec<CellRef> {
    let is_amount = |field: FieldPath| field.as_figure().is_some_and(|(_, column)| column.is_money());
    context.form.missing.iter().filter(|missing| is_amount(missing.field)).filter_map(|m| m.cell).collect()
}
