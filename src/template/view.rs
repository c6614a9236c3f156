//! A sheet as a reader sees it: only cells that say something, each with its text and its normalised label.

use std::borrow::Cow;
use std::sync::Arc;

use super::Templates;
use super::compile::Template;
use super::meaning::{Fits, Meaning, Role};
use crate::enumeration;
use crate::formula::Evaluation;
use crate::workbook::{CellRange, CellRef, Sheet, Value, Workbook, formatted};

/// A non-blank cell.
#[derive(Debug, Clone)]
pub(crate) struct Seen<'a> {
    /// What the cell shows, without spaces at both ends.
    pub(crate) text: Cow<'a, str>,
    /// The rectangle it takes up: its merged range, or itself.
    pub(crate) extent: CellRange,
    meaning: Arc<Meaning>,
}

impl Seen<'_> {
    /// The text as labels are compared; `None` if it cannot be a label.
    pub(crate) fn label(&self) -> Option<&str> {
        self.meaning.label.as_deref()
    }

    /// The same of the part before a colon (`部门名称：信访局`), where there is one.
    pub(crate) fn before_colon(&self) -> Option<&str> {
        self.meaning.before_colon.as_deref()
    }

    /// What it is to a template.
    pub(crate) fn role(&self, template: &Template) -> Option<&Role> {
        self.meaning.role(template)
    }

    /// How well it fits the columns of a template's table of that index; `None` if it is no label.
    pub(crate) fn fits(&self, template: &Template, table: usize) -> Option<&Fits> {
        self.meaning.fits(template, table)
    }

    /// Whether it is the label of a column in any of a template's tables.
    pub(crate) fn is_heading(&self, template: &Template) -> bool {
        self.role(template).is_some_and(Role::is_heading)
    }

    /// Whether it says more than a label does.
    pub(crate) fn is_sentence(&self) -> bool {
        self.label().is_none() || self.text.contains(['，', '。', '；', ',', ';'])
    }

    /// Whether it is numbered as the parts of a form are: `二、年度目标`.
    pub(crate) fn is_numbered(&self) -> bool {
        enumeration::after_number(&self.text, enumeration::is_numeral)
            .is_some_and(|rest| rest.starts_with('、'))
    }
}

/// A sheet, seen.
#[derive(Debug)]
pub(crate) struct View<'a> {
    pub(crate) workbook: &'a Workbook,
    pub(crate) evaluation: &'a Evaluation,
    pub(crate) sheet: &'a Sheet,
    pub(crate) sheet_index: usize,
    /// In reading order.
    cells: Vec<(CellRef, Seen<'a>)>,
    /// The rows that have a non-blank cell, ascending, and where each begins among the cells.
    rows: Vec<(u32, usize)>,
    /// The places of [`Self::labels`] among the cells.
    labels: Vec<usize>,
}

impl<'a> View<'a> {
    pub(crate) fn new(
        workbook: &'a Workbook,
        evaluation: &'a Evaluation,
        sheet_index: usize,
        templates: &Templates,
    ) -> Option<Self> {
        let sheet = workbook.sheets.get(sheet_index)?;
        let mut shown: Vec<(CellRef, Cow<'a, str>, bool)> = Vec::with_capacity(sheet.cells.len());
        for (&at, cell) in &sheet.cells {
            if cell.is_empty() {
                continue;
            }
            // Most cells have no formula, and need not be looked for among those that have.
            let value = match cell.formula {
                Some(_) => evaluation.value(workbook, sheet_index, at),
                None => &cell.value,
            };
            let text: Cow<'a, str> = match &cell.shown {
                Some(shown) if *value == cell.value => Cow::Borrowed(shown.trim()),
                _ => trimmed(formatted(value, &workbook.style(cell).number_format)),
            };
            if !text.is_empty() {
                shown.push((at, text, value.text().is_some()));
            }
        }
        // A number is no label.
        let meanings = templates.meanings(shown.iter().map(|(_, text, said)| said.then_some(text.as_ref())));
        let mut rows: Vec<(u32, usize)> = Vec::new();
        let mut cells = Vec::with_capacity(shown.len());
        let mut labels = Vec::new();
        for ((at, text, _), meaning) in shown.into_iter().zip(meanings) {
            if rows.last().is_none_or(|(row, _)| *row != at.row) {
                rows.push((at.row, cells.len()));
            }
            if meaning.is_something() {
                labels.push(cells.len());
            }
            let extent = sheet.merge_at(at).copied().unwrap_or_else(|| CellRange::single(at));
            cells.push((at, Seen { text, extent, meaning }));
        }
        Some(Self { workbook, evaluation, sheet, sheet_index, cells, rows, labels })
    }

    /// The same sheet as if it had only the columns from `first` up to before `end`.
    pub(crate) fn columns(&self, first: u32, end: u32) -> Self {
        let is_within = |(at, _): &(CellRef, &Seen<'a>)| (first..end).contains(&at.col);
        self.of_cells(self.cells().filter(is_within))
    }

    /// The same sheet as if it had only the rows from `first` up to before `end`.
    pub(crate) fn rows_only(&self, first: u32, end: u32) -> Self {
        self.of_cells(self.rows(first, end.saturating_sub(1)))
    }

    fn of_cells<'s>(&self, cells: impl Iterator<Item = (CellRef, &'s Seen<'a>)>) -> Self
    where
        'a: 's,
    {
        let cells: Vec<(CellRef, Seen<'a>)> = cells.map(|(at, seen)| (at, seen.clone())).collect();
        let mut rows: Vec<(u32, usize)> =
            cells.iter().enumerate().map(|(place, (at, _))| (at.row, place)).collect();
        rows.dedup_by_key(|(row, _)| *row);
        let is_label =
            |(place, (_, seen)): (usize, &(CellRef, Seen<'a>))| seen.meaning.is_something().then_some(place);
        let labels = cells.iter().enumerate().filter_map(is_label).collect();
        let Self { workbook, evaluation, sheet, sheet_index, .. } = *self;
        Self { workbook, evaluation, sheet, sheet_index, cells, rows, labels }
    }

    /// Every non-blank cell, in reading order.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (CellRef, &Seen<'a>)> {
        self.cells.iter().map(|(at, seen)| (*at, seen))
    }

    /// The non-blank cells of the rows from `first` to `last`, both included.
    pub(crate) fn rows(&self, first: u32, last: u32) -> impl Iterator<Item = (CellRef, &Seen<'a>)> {
        let begin = |row: u32| {
            let at = self.rows.partition_point(|(other, _)| *other < row);
            self.rows.get(at).map_or(self.cells.len(), |(_, begin)| *begin)
        };
        let (from, to) = (begin(first), last.checked_add(1).map_or(self.cells.len(), begin));
        // A range that ends before it begins has no cells.
        self.cells.get(from..to).unwrap_or_default().iter().map(|(at, seen)| (*at, seen))
    }

    /// The cells that are something to some template, in reading order: a third of them, and all that tells which form it is.
    pub(crate) fn labels(&self) -> impl Iterator<Item = (CellRef, &Seen<'a>)> {
        self.labels.iter().filter_map(|&place| self.cells.get(place)).map(|(at, seen)| (*at, seen))
    }

    /// The non-blank cells of a row.
    pub(crate) fn row(&self, row: u32) -> impl Iterator<Item = (CellRef, &Seen<'a>)> {
        self.rows(row, row)
    }

    /// The non-blank cells of a row from a cell on.
    pub(crate) fn row_from(&self, at: CellRef) -> impl Iterator<Item = (CellRef, &Seen<'a>)> {
        let from = self.cells.partition_point(|(other, _)| *other < at);
        let rest = self.cells.get(from..).unwrap_or_default().iter();
        rest.take_while(move |(other, _)| other.row == at.row).map(|(at, seen)| (*at, seen))
    }

    /// Whether a cell has its row to itself.
    pub(crate) fn is_alone(&self, at: CellRef) -> bool {
        self.row(at.row).nth(1).is_none()
    }

    /// The rows that have a non-blank cell, ascending.
    pub(crate) fn row_numbers(&self) -> impl Iterator<Item = u32> {
        self.rows.iter().map(|(row, _)| *row)
    }

    /// What a cell shows, if it is not blank.
    pub(crate) fn seen(&self, at: CellRef) -> Option<&Seen<'a>> {
        // Its row first: where rows begin lies close together, which all cells do not.
        let row = self.rows.binary_search_by_key(&at.row, |(row, _)| *row).ok()?;
        let begin = |row: usize| self.rows.get(row).map_or(self.cells.len(), |(_, begin)| *begin);
        let row = self.cells.get(begin(row)..begin(row + 1))?;
        let place = row.binary_search_by_key(&at.col, |(other, _)| other.col).ok()?;
        row.get(place).map(|(_, seen)| seen)
    }

    /// The text of a cell, if it is not blank.
    pub(crate) fn text(&self, at: CellRef) -> Option<&str> {
        self.seen(at).map(|seen| seen.text.as_ref())
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
        match self.seen(at) {
            Some(seen) => seen.extent,
            None => self.sheet.merge_at(at).copied().unwrap_or_else(|| CellRange::single(at)),
        }
    }

    /// Those of them from `first` to `last`, both included.
    pub(crate) fn rows_between(&self, first: u32, last: u32) -> impl DoubleEndedIterator<Item = u32> {
        let from = self.rows.partition_point(|(row, _)| *row < first);
        let to = self.rows.partition_point(|(row, _)| *row <= last);
        self.rows.get(from..to).unwrap_or_default().iter().map(|(row, _)| *row)
    }

    /// The last row with a non-blank cell.
    pub(crate) fn last_row(&self) -> u32 {
        self.cells.last().map_or(0, |(at, _)| at.row)
    }
}

/// A text without the spaces at both ends.
fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}
