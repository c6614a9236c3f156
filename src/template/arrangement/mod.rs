//! Funds that stand otherwise than in rows under headings: each figure beside its label (`年初预算数 | 5000 | 实际支出数 | 5100`),
//! or with the sources across and a line for each column. Looked for only where no line of headings was found.

mod across;
mod columns;
mod pairs;

use std::collections::BTreeMap;

use super::compile::{Fit, Table, Template};
use super::funding::begins_another_part;
use super::header::Header;
use super::region::label_of;
use super::spec::{ColumnId, Kind, TableId};
use super::view::{Seen, View};
use crate::workbook::{CellRef, Value};

/// How such funds stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Each figure beside its label.
    Pairs,
    /// The sources across, a line for each column.
    Across,
}

/// Where the figures of such funds stand.
#[derive(Debug, Clone)]
pub(crate) struct Arrangement {
    pub(crate) layout: Layout,
    /// The labels, as if they were headings; the rows are those of all of it.
    pub(crate) header: Header,
    pub(crate) sources: Vec<Source>,
}

/// A source of funds with its figures.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// The cell that names it; `None` for figures that are nobody's by name, and so the whole's.
    pub(crate) name: Option<CellRef>,
    pub(crate) figures: BTreeMap<ColumnId, Place>,
}

/// Where a figure stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) found: CellRef,
    pub(crate) belongs: CellRef,
}

/// Lines with a label of an amount that are tried as the first of the funds: a sheet may have it in thousands.
const MOST_BEGINNINGS: usize = 20;
/// Sources that such funds have; people list a few.
const MOST_SOURCES: usize = 60;
/// Lines that such funds take up.
const MOST_ROWS: u32 = 200;
/// Labels of columns, known and likely ones.
const MOST_LABELS: usize = 60;

/// The funds in a stretch of rows that has no line of headings for them; `None` if there are none that can be made out.
pub(crate) fn find(view: &View<'_>, template: &Template, first: u32, last: u32) -> Option<Arrangement> {
    let place = template.tables.iter().position(|table| table.id == TableId::Funding)?;
    let funds = Funds { view, template, table: template.tables.get(place)?, place };
    let mut beginnings: Vec<u32> = Vec::new();
    for (at, seen) in view.rows(first, last) {
        if beginnings.last() != Some(&at.row) && funds.names_amount(seen) {
            beginnings.push(at.row);
            if beginnings.len() == MOST_BEGINNINGS {
                break;
            }
        }
    }
    beginnings.into_iter().find_map(|row| {
        let last = last.min(row.saturating_add(MOST_ROWS));
        let gathered = across::gather(&funds, first, row, last).or_else(|| pairs::gather(&funds, row, last));
        columns::settle(&funds, &gathered?)
    })
}

/// A template's table of funds, looked for on a sheet.
struct Funds<'a> {
    view: &'a View<'a>,
    template: &'a Template,
    table: &'a Table,
    /// Its place among the template's tables.
    place: usize,
}

/// What was gathered before it is said which label is which column.
struct Gathered {
    layout: Layout,
    /// The cells with the sources' names, as in [`Source::name`].
    sources: Vec<Option<CellRef>>,
    figures: Vec<Figure>,
    /// The heading over the labels, if there is one.
    corner: Option<CellRef>,
    /// Headings over the sources, and their names where they stand again.
    over: Vec<CellRef>,
}

/// A figure with the label that says which column's it is.
struct Figure {
    label: CellRef,
    /// Whose it is, by its place among the sources.
    source: usize,
    place: Place,
}

/// What can stand where an amount should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Number,
    Blank,
    /// A word or two: an amount that nobody can read, an error, a dash.
    Words,
    /// More than anybody writes in the place of an amount.
    Text,
}

impl Funds<'_> {
    /// The columns of figures that a label fits so well.
    fn columns<'s>(&'s self, seen: &'s Seen<'_>, wanted: Fit) -> impl Iterator<Item = ColumnId> + 's {
        let fits = seen.fits(self.template, self.place).map_or(&[][..], |fits| fits.columns.as_slice());
        let columns = self.table.columns.iter().zip(fits);
        columns
            .filter(move |(column, fit)| column.id.funding().is_some() && **fit == wanted)
            .map(|(c, _)| c.id)
    }

    /// Whether a label is that of a column of figures.
    fn is_column(&self, seen: &Seen<'_>, wanted: Fit) -> bool {
        self.columns(seen, wanted).next().is_some()
    }

    fn kind(&self, column: ColumnId) -> Option<Kind> {
        self.table.column(column).map(|column| column.kind)
    }

    /// Whether a label is that of a column of amounts.
    fn names_amount(&self, seen: &Seen<'_>) -> bool {
        self.columns(seen, Fit::Exact).any(|id| self.kind(id) == Some(Kind::Money))
    }

    /// Whether a label names a source of funds, or their total.
    fn names_source(&self, seen: &Seen<'_>) -> bool {
        let Some(label) = seen.label() else { return false };
        let is_total = || self.table.total.as_ref().is_some_and(|total| total.labels.ends(label));
        !self.table.block.has(label) && (is_total() || self.table.knows_source(&seen.text))
    }

    /// Whether a row begins what comes after the funds.
    fn ends_at(&self, row: u32) -> bool {
        self.view.row(row).enumerate().any(|(i, (_, seen))| {
            label_of(seen).is_some_and(|label| begins_another_part(self.template, self.table, label, i == 0))
        })
    }

    /// Where the figure of one label stands in a row, in the columns from `first` to `last`: in the first of them, or in
    /// another that states a number.
    fn place(&self, row: u32, first: u32, last: u32) -> Place {
        let belongs = CellRef::new(row, first);
        if self.view.seen(belongs).is_some() {
            return Place { found: belongs, belongs };
        }
        let mut beside = self.view.row_from(belongs).take_while(|(at, _)| at.col <= last);
        let found = beside.find(|(at, _)| self.content(*at) == Content::Number).map(|(at, _)| at);
        Place { found: found.unwrap_or(belongs), belongs }
    }

    fn content(&self, cell: CellRef) -> Content {
        match self.view.value(cell) {
            Value::Number(_) | Value::Unrepresentable(_) => Content::Number,
            Value::Text(text) if super::amount::parse(text).is_some() => Content::Number,
            Value::Text(text) if super::amount::is_running_text(text) => Content::Text,
            value if value.is_blank() => Content::Blank,
            _ => Content::Words,
        }
    }
}
