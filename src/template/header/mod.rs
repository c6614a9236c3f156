//! Finding a table by its headings, and saying which heading is which column.

mod assign;
mod either;
mod infer;
mod parts;
mod promise;
mod remarks;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use self::either::Figures;
use self::parts::parts_of_headings;
pub(crate) use self::promise::Promises;
use self::promise::is_enough;
use self::remarks::remarks_under;
use super::amount::stated;
use super::compile::{Fit, Table, Template};
use super::meaning::Fits;
use super::spec::{ColumnId, TableId};
use super::view::{Seen, View};
use crate::workbook::{CellRef, Value};

/// A table whose headings are looked for.
struct Sought<'a> {
    template: &'a Template,
    table: &'a Table,
    /// Its place among the template's tables.
    place: usize,
}

impl Sought<'_> {
    /// How well a cell fits its columns; `None` for a cell that is no label.
    fn fits<'s>(&self, seen: &'s Seen<'_>) -> Option<&'s Fits> {
        seen.fits(self.template, self.place)
    }

    /// How well a cell fits one column.
    fn fit_of(&self, column: ColumnId, seen: &Seen<'_>) -> Fit {
        let place = self.table.columns.iter().position(|own| own.id == column);
        let fit = place.and_then(|place| self.fits(seen)?.columns.get(place));
        fit.copied().unwrap_or_default()
    }

    /// Whether a cell is a label, and the template does not know it for something that is no column.
    fn may_be_unknown_heading(&self, seen: &Seen<'_>) -> bool {
        self.fits(seen).is_some_and(|fits| !fits.is_other)
    }
}

/// A heading on the sheet.
#[derive(Debug, Clone, Copy)]
struct Heading<'a> {
    cell: CellRef,
    seen: &'a Seen<'a>,
    first_col: u32,
    last_col: u32,
}

/// A column of a table, found on the sheet.
#[derive(Debug, Clone)]
pub(crate) struct FoundColumn {
    /// The heading's cell; `None` for a column that has no heading.
    pub(crate) heading: Option<CellRef>,
    /// The heading's text, on one line.
    pub(crate) text: String,
    /// The columns that it spans on the sheet.
    pub(crate) first_col: u32,
    /// The last of them.
    pub(crate) last_col: u32,
    /// Whether the heading is unknown and its place decided.
    pub(crate) inferred: bool,
    /// The column of its unit, where the heading stands over one of its own. (A target's is a column by itself.)
    pub(crate) unit: Option<Box<FoundColumn>>,
}

/// A table's headings, found on the sheet.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    pub(crate) first_row: u32,
    pub(crate) last_row: u32,
    pub(crate) columns: BTreeMap<ColumnId, FoundColumn>,
    /// The columns that the form has in two halves (追加数, 追减数): one is among `columns`, and is not all of it.
    pub(crate) halved: BTreeSet<ColumnId>,
    /// Headings over others, which are no columns themselves.
    pub(crate) over: Vec<CellRef>,
    /// The table's block label (部门资金情况), if it stands beside the headings.
    pub(crate) block: Option<CellRef>,
    /// Headings over numbers that are no column, where an amount that such forms have has no heading.
    pub(crate) unknown: Vec<CellRef>,
    /// The leftmost column of the headings, block label excluded.
    pub(crate) first_col: u32,
    /// How well the headings fit the table.
    pub(crate) score: u32,
}

const EXACT: u32 = 10;
const WORDS: u32 = 4;
/// Of a heading that only its place tells.
const INFERRED: u32 = 2;

fn points(fit: Fit) -> u32 {
    match fit {
        Fit::Exact => EXACT,
        Fit::Words => WORDS,
        Fit::None => 0,
    }
}

/// The headers of a template's table on a sheet: every row (or pair of rows) whose headings fit about as well as the
/// best, from top to bottom.
pub(crate) fn find_headers(view: &View<'_>, promises: &Promises<'_>) -> Vec<Header> {
    let Promises { sought, rows: promises } = promises;
    let mut found: Vec<Header> = Vec::new();
    for (at, &(row, own)) in promises.iter().enumerate() {
        let under = promises.get(at + 1).filter(|(next, _)| *next == row + 1).map(|(_, promise)| *promise);
        let header = |two_rows: bool| header_at(view, sought, row, two_rows);
        let one = own.may_be_header_of(sought.table).then(|| header(false)).flatten();
        // Two rows are one header only if both have headings: a row without any has promised nothing.
        let both = under.map(|under| own.with(under));
        let two = both.filter(|both| both.may_be_header_of(sought.table)).and_then(|_| header(true));
        let best = match (one, two) {
            (Some(one), Some(two)) if two.score > one.score => Some(two),
            (one, two) => one.or(two),
        };
        found.extend(best);
    }
    let best = found.iter().map(|h| h.score).max().unwrap_or(0);
    found.retain(|h| h.score * 10 >= best * 6);
    // Of two that overlap (a heading line read alone and with the line above), the better one stays.
    let mut kept: Vec<Header> = Vec::new();
    for header in found {
        match kept.last_mut() {
            Some(last) if header.first_row <= last.last_row => {
                if header.score > last.score {
                    *last = header;
                }
            }
            _ => kept.push(header),
        }
    }
    kept
}

/// The headings of `row` (and of the row under it, where `two_rows`) as columns of `table`; `None` if they are not.
fn header_at(view: &View<'_>, sought: &Sought<'_>, row: u32, two_rows: bool) -> Option<Header> {
    let table = sought.table;
    let Headings { columns: headings, mut over, block } = headings(view, table, row, two_rows)?;
    let nothing = vec![Fit::None; table.columns.len()];
    let fits: Vec<&[Fit]> = headings
        .iter()
        .map(|h| match sought.fits(h.seen) {
            Some(found) if !found.columns.is_empty() => found.columns.as_slice(),
            _ => nothing.as_slice(),
        })
        .collect();
    let guess: Vec<bool> = headings.iter().map(|h| sought.may_be_unknown_heading(h.seen)).collect();
    let mut assigned = assign::align(&fits, &table.columns, &guess);
    assign::prefer_required(&table.columns, &fits, &mut assigned);
    let matched = assigned.iter().flatten().count();
    let score_of = |assigned: &[Option<usize>]| -> u32 {
        let fitting = assigned.iter().enumerate().filter_map(|(h, c)| c.and_then(|c| fits.get(h)?.get(c)));
        fitting.map(|&fit| points(fit)).sum()
    };
    if !is_enough(matched, score_of(&assigned), table) {
        return None;
    }
    // Labels with their values beside them are no headings.
    if table.id == TableId::Funding && values_beside(view, &headings, &assigned) > 1 {
        return None;
    }
    // Two lines are one header only if both have headings of the table.
    let has_heading_in =
        |row: u32| assigned.iter().zip(&headings).any(|(c, h)| c.is_some() && h.cell.row == row);
    if two_rows && !(has_heading_in(row) && has_heading_in(row + 1)) {
        return None;
    }
    let last_row = headings.iter().map(|h| h.cell.row).max().unwrap_or(row);
    let below = |h: usize| headings.get(h).map(|h| CellRef::new(last_row + 1, h.first_col));
    // Asked for headings that nothing else tells.
    let has_numbers = |h: usize| below(h).is_some_and(|cell| has_number_below(view, cell));
    let mut inferred = infer::infer(&table.columns, &fits, &guess, &has_numbers, &mut assigned);
    // A place alone makes no name of a column of numbers.
    inferred.retain(|&h| {
        let is_name = assigned[h].is_some_and(|c| table.columns[c].id == ColumnId::Name);
        let is_number = || below(h).is_some_and(|cell| matches!(view.value(cell), Value::Number(_)));
        let keep = !(is_name && is_number());
        assigned[h] = assigned[h].filter(|_| keep);
        keep
    });
    // Headings in another order than the template's are its headings all the same.
    let score = score_of(&assigned) + INFERRED * u32::try_from(inferred.len()).unwrap_or(0);
    let label = |h: usize| headings[h].seen.label().unwrap_or_default();
    let halved = assign::halves(&fits, label, &assigned).map(|c| table.columns[c].id).collect();
    let unknown = if lacks_amount(table, &assigned) {
        let is_unknown = |h: &usize| assigned[*h].is_none() && guess[*h] && has_numbers(*h);
        (0..headings.len()).filter(is_unknown).map(|h| headings[h].cell).collect()
    } else {
        Vec::new()
    };
    let mut columns = found_columns(table, &headings, &assigned, &inferred);
    let parts = parts_of_headings(view, sought, last_row, &mut columns);
    let last_row = last_row + u32::from(!parts.cells.is_empty());
    let score = score + parts.known * EXACT;
    over.extend(parts.cells);
    let remarks = remarks_under(view, sought, last_row);
    let last_row = remarks.last().map_or(last_row, |at| at.row);
    over.extend(remarks);
    either::settle(view, table, last_row, &mut columns);
    Some(Header {
        first_row: row,
        last_row,
        columns,
        halved,
        over,
        block,
        unknown,
        first_col: headings.first()?.first_col,
        score,
    })
}

/// Whether an amount that such forms have has no heading.
fn lacks_amount(table: &Table, assigned: &[Option<usize>]) -> bool {
    table.columns.iter().enumerate().any(|(c, column)| {
        column.is_usual_amount() && column.id.funding().is_some() && !assigned.contains(&Some(c))
    })
}

/// How many columns have a number beside their heading, in a cell that is no heading.
fn values_beside(view: &View<'_>, headings: &[Heading<'_>], assigned: &[Option<usize>]) -> usize {
    let has_value_beside = |(h, column): &(usize, &Option<usize>)| {
        let next = headings.get(h + 1).filter(|_| assigned.get(h + 1) == Some(&None));
        column.is_some() && next.is_some_and(|next| stated(view.value(next.cell)).is_some())
    };
    assigned.iter().enumerate().filter(has_value_beside).count()
}

/// The columns that have a heading; of several headings of one column the last counts.
fn found_columns(
    table: &Table,
    headings: &[Heading<'_>],
    assigned: &[Option<usize>],
    inferred: &BTreeSet<usize>,
) -> BTreeMap<ColumnId, FoundColumn> {
    let of_heading = |(h, (column, heading)): (usize, (&Option<usize>, &Heading<'_>))| {
        let column = table.columns.get((*column)?)?;
        let found = FoundColumn {
            heading: Some(heading.cell),
            text: one_line(&heading.seen.text),
            first_col: heading.first_col,
            last_col: heading.last_col,
            inferred: inferred.contains(&h),
            unit: None,
        };
        Some((column.id, found))
    };
    assigned.iter().zip(headings).enumerate().filter_map(of_heading).collect()
}

/// What stands in the line (or the two) of a table's headings.
struct Headings<'a> {
    /// From left to right.
    columns: Vec<Heading<'a>>,
    /// Headings over some of them.
    over: Vec<CellRef>,
    /// The block label beside them.
    block: Option<CellRef>,
}

fn headings<'a>(view: &'a View<'a>, table: &Table, row: u32, two_rows: bool) -> Option<Headings<'a>> {
    // What is no label (a number, a long text) still takes up its columns.
    let heading = |(at, seen): (CellRef, &'a Seen<'a>)| Heading {
        cell: at,
        seen,
        first_col: at.col,
        last_col: seen.extent.last.col,
    };
    let mut headings: Vec<Heading<'a>> = view.row(row).map(heading).collect();
    let mut over = Vec::new();
    if two_rows {
        let under: Vec<Heading<'a>> =
            view.row(row + 1).filter(|(_, seen)| seen.label().is_some()).map(heading).collect();
        // A line with amounts is no second line of headings: it is the first under them, or has its heading at its left.
        let has_number = || view.row(row + 1).any(|(at, _)| stated(view.value(at)).is_some());
        if under.is_empty() || (table.id == TableId::Funding && has_number()) {
            return None;
        }
        // A heading over others gives its columns to them.
        let gives = |h: &Heading<'_>| {
            let next = under.get(under.partition_point(|u| u.first_col < h.first_col));
            next.is_some_and(|u| u.first_col <= h.last_col)
        };
        over.extend(headings.iter().filter(|h| gives(h)).map(|h| h.cell));
        headings.retain(|h| !gives(h));
        headings.extend(under);
        headings.sort_by_key(|h| h.first_col);
    }
    let mut block = None;
    if let Some(first) = headings.first() {
        let taller = view.extent(first.cell).height() > if two_rows { 2 } else { 1 };
        let label = first.seen.label().unwrap_or_default();
        let is_column = table.columns.iter().any(|c| c.labels.has(label));
        if (table.block.fit(label) != Fit::None && (taller || !is_column)) || (taller && !is_column) {
            block = Some(first.cell);
            headings.remove(0);
        }
    }
    // An unmerged heading reaches to the next one.
    let starts: Vec<u32> = headings.iter().skip(1).map(|h| h.first_col).collect();
    for (heading, next) in headings.iter_mut().zip(starts) {
        heading.last_col = next.saturating_sub(1).max(heading.first_col);
    }
    (headings.len() >= 2).then_some(Headings { columns: headings, over, block })
}

/// Whether what stands first under a heading, in one of the next lines, is a number.
fn has_number_below(view: &View<'_>, first: CellRef) -> bool {
    const LINES: u32 = 4;
    let values = (0..LINES).map(|line| view.value(CellRef::new(first.row.saturating_add(line), first.col)));
    values.into_iter().find(|value| !value.is_blank()).is_some_and(|value| matches!(value, Value::Number(_)))
}

/// A label's text without its breaks and spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect()
}
