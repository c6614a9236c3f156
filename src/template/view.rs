//! A sheet as a reader sees it: only cells that say something, each with its text and its normalised label.

use std::collections::BTreeMap;

use super::label::normalise;
use crate::formula::Evaluation;
use crate::workbook::{CellRange, CellRef, MAX_COLUMNS, Sheet, Value, Workbook, formatted};

/// A non-blank cell.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// What the cell shows, without spaces at both ends.
    pub(crate) text: String,
    /// The text as labels are compared; `None` if it cannot be a label.
    pub(crate) label: Option<String>,
    /// The rectangle it takes up: its merged range, or itself.
    pub(crate) extent: CellRange,
}

/// A sheet, seen.
#[derive(Debug)]
pub(crate) struct View<'a> {
    pub(crate) workbook: &'a Workbook,
    pub(crate) evaluation: &'a Evaluation,
    pub(crate) sheet: &'a Sheet,
    pub(crate) sheet_index: usize,
    cells: BTreeMap<CellRef, Seen>,
}

impl<'a> View<'a> {
    pub(crate) fn new(
        workbook: &'a Workbook,
        evaluation: &'a Evaluation,
        sheet_index: usize,
    ) -> Option<Self> {
        let sheet = workbook.sheets.get(sheet_index)?;
        let mut cells = BTreeMap::new();
        for (&at, cell) in &sheet.cells {
            if cell.value == Value::Empty && cell.formula.is_none() {
                continue;
            }
            let value = evaluation.value(workbook, sheet_index, at);
            let shown = match &cell.shown {
                Some(shown) if *value == cell.value => shown.clone(),
                _ => formatted(value, &workbook.style(cell).number_format),
            };
            let text = shown.trim().to_owned();
            if text.is_empty() {
                continue;
            }
            let label = if value.text().is_some() { normalise(&text) } else { None };
            let extent = sheet.merge_at(at).copied().unwrap_or_else(|| CellRange::single(at));
            cells.insert(at, Seen { text, label, extent });
        }
        Some(Self { workbook, evaluation, sheet, sheet_index, cells })
    }

    /// Every non-blank cell, in reading order.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (CellRef, &Seen)> {
        self.cells.iter().map(|(&at, seen)| (at, seen))
    }

    /// The non-blank cells of the rows from `first` to `last`, both included.
    pub(crate) fn rows(&self, first: u32, last: u32) -> impl Iterator<Item = (CellRef, &Seen)> {
        // A range that ends before it begins has no cells.
        let last = last.max(first.saturating_sub(1));
        let range = if first > last {
            CellRef::new(first, 0)..=CellRef::new(first, 0)
        } else {
            CellRef::new(first, 0)..=CellRef::new(last, MAX_COLUMNS)
        };
        self.cells.range(range).filter(move |_| first <= last).map(|(&at, seen)| (at, seen))
    }

    /// The non-blank cells of a row.
    pub(crate) fn row(&self, row: u32) -> impl Iterator<Item = (CellRef, &Seen)> {
        self.rows(row, row)
    }

    /// The rows that have a non-blank cell, ascending.
    pub(crate) fn row_numbers(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.keys().map(|at| at.row).collect();
        rows.dedup();
        rows
    }

    /// What a cell shows, if it is not blank.
    pub(crate) fn seen(&self, at: CellRef) -> Option<&Seen> {
        self.cells.get(&at)
    }

    /// The text of a cell, if it is not blank.
    pub(crate) fn text(&self, at: CellRef) -> Option<&str> {
        self.cells.get(&at).map(|seen| seen.text.as_str())
    }

    /// The value of a cell; of a formula, what it computes.
    pub(crate) fn value(&self, at: CellRef) -> &'a Value {
        self.evaluation.value(self.workbook, self.sheet_index, at)
    }

    /// The number format code of a cell.
    pub(crate) fn number_format(&self, at: CellRef) -> &'a str {
        self.sheet.cell(at).map_or("", |cell| self.workbook.style(cell).number_format.as_str())
    }

    /// The merged range that a cell lies in, or the cell alone.
    pub(crate) fn extent(&self, at: CellRef) -> CellRange {
        self.sheet.merge_at(at).copied().unwrap_or_else(|| CellRange::single(at))
    }

    /// The last row with a non-blank cell.
    pub(crate) fn last_row(&self) -> u32 {
        self.cells.keys().next_back().map_or(0, |at| at.row)
    }
}
