//! A sheet as a reader sees it: only cells that say something, each with its text and its normalised label.

use std::collections::{BTreeMap, HashMap};

use super::label::{Characters, normalise, split_at_colon};
use crate::formula::Evaluation;
use crate::workbook::{CellRange, CellRef, MAX_COLUMNS, Sheet, Value, Workbook, formatted};

/// A non-blank cell.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// What the cell shows, without spaces at both ends.
    pub(crate) text: String,
    /// The text as labels are compared; `None` if it cannot be a label.
    pub(crate) label: Option<String>,
    /// The same of the part before a colon (`部门名称：信访局`), where there is one.
    pub(crate) before_colon: Option<String>,
    /// The characters of that.
    pub(crate) characters: Characters,
    /// Where the label stands in [`View::labels`]; 0 for a cell that has none.
    pub(crate) label_at: usize,
    /// The rectangle it takes up: its merged range, or itself.
    pub(crate) extent: CellRange,
}

impl Seen {
    /// Whether it says more than a label does.
    pub(crate) fn is_sentence(&self) -> bool {
        self.label.is_none() || self.text.contains(['，', '。', '；', ',', ';'])
    }

    /// Whether it is numbered as the parts of a form are: `二、年度目标`.
    pub(crate) fn is_numbered(&self) -> bool {
        let rest = self.text.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
        rest.len() < self.text.len() && rest.starts_with('、')
    }
}

/// A sheet, seen.
#[derive(Debug)]
pub(crate) struct View<'a> {
    pub(crate) workbook: &'a Workbook,
    pub(crate) evaluation: &'a Evaluation,
    pub(crate) sheet: &'a Sheet,
    pub(crate) sheet_index: usize,
    cells: BTreeMap<CellRef, Seen>,
    labels: Vec<String>,
}

impl<'a> View<'a> {
    pub(crate) fn new(
        workbook: &'a Workbook,
        evaluation: &'a Evaluation,
        sheet_index: usize,
    ) -> Option<Self> {
        let sheet = workbook.sheets.get(sheet_index)?;
        let mut cells = BTreeMap::new();
        let mut labels = vec![String::new()];
        let mut label_ats: HashMap<String, usize> = HashMap::new();
        for (&at, cell) in &sheet.cells {
            if cell.value == Value::Empty && cell.formula.is_none() {
                continue;
            }
            let value = evaluation.value(workbook, sheet_index, at);
            let text = match &cell.shown {
                Some(shown) if *value == cell.value => shown.trim().to_owned(),
                _ => formatted(value, &workbook.style(cell).number_format).trim().to_owned(),
            };
            if text.is_empty() {
                continue;
            }
            let label = if value.text().is_some() { normalise(&text) } else { None };
            let before_colon = match split_at_colon(&text) {
                Some((before, _)) if before.chars().count() <= 20 => normalise(before),
                _ => label.clone(),
            };
            let characters = before_colon.as_deref().map(Characters::of).unwrap_or_default();
            let label_at = label.as_ref().map_or(0, |label| {
                label_ats.get(label).copied().unwrap_or_else(|| {
                    labels.push(label.clone());
                    label_ats.insert(label.clone(), labels.len() - 1);
                    labels.len() - 1
                })
            });
            let extent = sheet.merge_at(at).copied().unwrap_or_else(|| CellRange::single(at));
            cells.insert(at, Seen { text, label, before_colon, characters, label_at, extent });
        }
        Some(Self { workbook, evaluation, sheet, sheet_index, cells, labels })
    }

    /// Every label once, the blank one first: what a label is to a table is found out once and not for each cell.
    pub(crate) fn labels(&self) -> &[String] {
        &self.labels
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

    /// Whether a cell has its row to itself.
    pub(crate) fn is_alone(&self, at: CellRef) -> bool {
        self.row(at.row).nth(1).is_none()
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
