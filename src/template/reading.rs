//! What is read so far of one form, and the steps that every part of the reading shares.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use foldhash::{HashSet, HashSetExt};
use rust_decimal::Decimal;

use super::amount::{points, says_nothing, stated};
use super::compile::Template;
use super::header::FoundColumn;
use super::region::Region;
use super::view::View;
use crate::form::{FieldPath, Form, ListField, Located, MissingField, MoneyUnit, ReadingNote};
use crate::workbook::{CellRange, CellRef, Limits, Shown, Value};

/// A form in the making.
pub(crate) struct Reading<'a> {
    pub(crate) view: &'a View<'a>,
    pub(crate) template: &'a Template,
    pub(crate) region: &'a Region,
    /// A table is read no further than a form may be large; what goes beyond is enough to refuse it by.
    pub(crate) limits: &'a Limits,
    pub(crate) form: Form,
    /// Cells that hold labels of the template.
    pub(crate) labels: BTreeSet<CellRef>,
    /// Cells that hold values of fields.
    pub(crate) used: HashSet<CellRef>,
    /// Rows that belong to a table, headings included.
    pub(crate) table_rows: TableRows,
    /// The columns in which anything begins.
    pub(crate) columns: BTreeSet<u32>,
}

/// The rows of a form's tables.
#[derive(Debug, Default)]
pub(crate) struct TableRows(Vec<RangeInclusive<u32>>);

impl TableRows {
    /// Takes in the rows from `first` to `last`, both included.
    pub(crate) fn add(&mut self, first: u32, last: u32) {
        self.0.push(first..=last);
    }

    /// Whether a row belongs to a table.
    pub(crate) fn contains(&self, row: u32) -> bool {
        self.0.iter().any(|rows| rows.contains(&row))
    }
}

/// Lines right under headings that are looked at even where nothing begins in them: a heading may be merged over them.
const UNDER_HEADINGS: u32 = 100;

impl<'a> Reading<'a> {
    pub(crate) fn new(
        view: &'a View<'a>,
        template: &'a Template,
        region: &'a Region,
        limits: &'a Limits,
    ) -> Self {
        let form = Form {
            template: template.id.clone(),
            level: Some(template.level),
            sheet: view.sheet.name.clone(),
            sheet_index: view.sheet_index,
            ..Form::default()
        };
        let labels = region.titles.iter().copied().collect();
        let columns = view.rows(region.first_row, region.last_row).map(|(at, _)| at.col).collect();
        let (used, table_rows) = (HashSet::new(), TableRows::default());
        Self { view, template, region, limits, form, labels, used, table_rows, columns }
    }

    /// Whether a cell is neither label nor value yet.
    pub(crate) fn is_free(&self, cell: CellRef) -> bool {
        !self.labels.contains(&cell) && !self.used.contains(&cell)
    }

    /// The cell that speaks for a column in a row: its first cell if that says something, else another cell under the
    /// same heading that does (and then the value stands beside its place). Also the cell where it belongs.
    pub(crate) fn cell_under(&self, column: &FoundColumn, row: u32) -> (CellRef, CellRef) {
        let belongs = self.view.extent(CellRef::new(row, column.first_col)).first;
        // A merge that begins further left or above is another field's.
        let belongs =
            if belongs.col == column.first_col { belongs } else { CellRef::new(row, column.first_col) };
        if self.view.seen(belongs).is_some() {
            return (belongs, belongs);
        }
        let beside = (column.first_col + 1..=column.last_col.min(column.first_col + 50))
            .map(|col| CellRef::new(row, col))
            .find(|&cell| self.view.seen(cell).is_some() && self.is_free(cell));
        (beside.unwrap_or(belongs), belongs)
    }

    /// A text field at a cell.
    pub(crate) fn text(&mut self, cell: CellRef) -> Located<String> {
        self.used.insert(cell);
        match self.view.text(cell) {
            Some(text) => Located::new(text.to_owned(), cell),
            None => Located::blank(cell),
        }
    }

    /// Points (分值, 得分) at a cell, which may be typed with their word: `15分`. Of a hundred points, 15 % are 15.
    pub(crate) fn points(&mut self, cell: CellRef) -> Located<Decimal> {
        let number = self.number(cell);
        let text = self.view.value(cell).text();
        let is_share = match text {
            Some(text) => text.contains(['%', '％']),
            None => Shown::by(self.view.number_format(cell)).percent,
        };
        // A number above one in a cell that shows per cent was typed as points.
        let stated = number.value.map(|stated| match stated.checked_mul(Decimal::ONE_HUNDRED) {
            Some(points) if is_share && stated <= Decimal::ONE => points,
            _ => stated,
        });
        Located { value: stated.or_else(|| text.and_then(points)), cell }
    }

    /// An amount at a cell whose column counts in `unit`, in the form's unit. A text that states per cent is none.
    pub(crate) fn amount(&mut self, cell: CellRef, unit: MoneyUnit) -> Located<Decimal> {
        if self.view.value(cell).text().is_some_and(|text| text.contains(['%', '％'])) {
            self.used.insert(cell);
            return Located::blank(cell);
        }
        let Located { value, cell } = self.number_in(cell, unit);
        Located { value: value.and_then(|amount| unit.convert(amount, self.form.money_unit())), cell }
    }

    /// A number at a cell, in the form's unit where it says another one. Errors and other texts give none.
    pub(crate) fn number(&mut self, cell: CellRef) -> Located<Decimal> {
        self.number_in(cell, self.form.money_unit())
    }

    fn number_in(&mut self, cell: CellRef, unit: MoneyUnit) -> Located<Decimal> {
        self.used.insert(cell);
        let in_unit = |value: &Value| {
            let stated = stated(value)?;
            match stated.unit {
                Some(own) if own != unit => own.convert(stated.number, unit),
                _ if stated.percent => stated.number.checked_div(Decimal::ONE_HUNDRED),
                _ => Some(stated.number),
            }
        };
        // A number kept as text counts as its number everywhere: in the formulas that pass over it, too.
        let number_in = |text: &str| in_unit(&Value::Text(text.to_owned()));
        let view = self.view;
        let meant = view.evaluation.meant(view.workbook, view.sheet_index, cell, &number_in);
        let number = in_unit(meant.as_ref().unwrap_or_else(|| view.value(cell)));
        Located { value: number, cell }
    }

    /// Whether there is nothing in a cell, or only a dash that says so.
    pub(crate) fn is_blank(&self, cell: CellRef) -> bool {
        match self.view.value(cell) {
            Value::Text(text) => says_nothing(text),
            value => value.is_blank(),
        }
    }

    /// Notes that a required field is blank.
    pub(crate) fn missing(&mut self, field: FieldPath, label: &str, cell: Option<CellRef>) {
        self.form.missing.push(MissingField { field, label: label.to_owned(), cell });
    }

    /// Notes that a value stands beside its place.
    pub(crate) fn misplaced(&mut self, field: FieldPath, label: &str, found: CellRef, belongs: CellRef) {
        if found != belongs {
            let label = label.to_owned();
            self.form.notes.push(ReadingNote::Misplaced { field, label, found, belongs });
        }
    }

    /// Gives the fields of a list that stand under a heading their names in the form's words.
    pub(crate) fn name_column(&mut self, field: ListField, heading: &str) {
        self.form.field_names.name_column(field, heading);
    }

    /// Gives a field its name in the form's words.
    pub(crate) fn name(&mut self, field: FieldPath, name: String) {
        self.form.field_names.name(field, name);
    }

    /// The rows from `first` to `last`, right under headings, in which a column can have anything: of the blank ones only
    /// the first, however many a sheet has.
    pub(crate) fn rows_under(&self, first: u32, last: u32) -> impl DoubleEndedIterator<Item = u32> {
        let near = first..=last.min(first.saturating_add(UNDER_HEADINGS));
        let further = near.end().saturating_add(1);
        near.chain(self.view.rows_between(further, last))
    }

    /// The last row of the form's stretch that is not blank.
    pub(crate) fn last_row(&self) -> u32 {
        self.region.last_row
    }

    /// The rectangle of everything read so far.
    pub(crate) fn area(&self) -> Option<CellRange> {
        self.labels.iter().chain(&self.used).copied().map(|at| self.view.extent(at)).reduce(CellRange::union)
    }

    /// Whether a hidden row is a leftover of the template: a sample that nobody sees, not a row of the department's.
    pub(crate) fn is_leftover(&self, row: u32) -> bool {
        self.view.sheet.hidden_rows.contains(&row)
            && self
                .view
                .row(row)
                .any(|(_, seen)| self.template.samples.iter().any(|word| seen.text.contains(word)))
    }
}
