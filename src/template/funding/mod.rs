//! Reading the funding table: its rows, what each is to the total, and the formulas that the template expects there.

mod arranged;
mod formulas;
mod lone;
mod passed_over;
mod rates;
mod roles;
mod row_sums;
mod sources;
mod summed;
mod units;

pub(crate) use units::settle_task_funds;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use self::sources::{source_under, unnamed, with_source};
use super::amount::points_in_label;
use super::compile::{Column, Field, Fit, Table, Template};
use super::header::{FoundColumn, Header};
use super::reading::Reading;
use super::region::label_of;
use super::spec::{ColumnId, Kind, Place};
use crate::form::{FieldPath, FormList, FundingColumn, FundingRow, ListField, Located, RowRole};
use crate::workbook::{CellRef, Value};

/// Reads the funding table under `header`; returns the first row after it.
pub(crate) fn read(reading: &mut Reading<'_>, table: &Table, header: &Header) -> u32 {
    if let Some(arrangement) = &reading.region.arrangement {
        return arranged::read(reading, table, arrangement);
    }
    let last = last_row(reading, table, header);
    let columns = with_source(reading, header);
    name_columns(reading, table, &columns);
    let mut text_bytes = 0;
    for row in reading.view.rows_between(header.last_row + 1, last) {
        if reading.is_leftover(row) {
            continue;
        }
        if let Some(text) = passed_over::text_alone(reading, table, row) {
            if reading.view.seen(text).is_some_and(super::view::Seen::is_numbered) {
                reading.labels.insert(text);
            }
            continue;
        }
        let before = reading.form.funding.len();
        read_row(reading, table, &columns, row);
        let sources = reading.form.funding.iter().skip(before).filter_map(|row| row.source.get());
        text_bytes += sources.map(String::len).sum::<usize>();
        if reading.form.funding.len() > reading.limits.form_rows
            || text_bytes > reading.limits.form_text_bytes
        {
            break;
        }
    }
    reading.table_rows.add(header.first_row, last);
    let read = read_roles(reading, table);
    if let Some(first) = read.beside {
        passed_over::leave_what_stands_beside(reading, table, first);
    }
    finish(reading, table, header, &columns, read);
    last + 1
}

/// What the roles of the rows leave to be known.
#[derive(Debug, Clone, Copy, Default)]
struct RowsRead {
    /// From which row on the rows only stand beside the sources.
    beside: Option<usize>,
    /// Whether the totals can be read in another way too.
    doubtful: bool,
}

/// Reads what each row is to the total.
fn read_roles(reading: &mut Reading<'_>, table: &Table) -> RowsRead {
    let is_source = |row: &FundingRow| row.source.get().is_some_and(|source| table.knows_source(source));
    let rows = &reading.form.funding;
    let seen = roles::Seen {
        is_source: &is_source,
        summed: &summed::rows(reading),
        indents: &summed::indents(reading),
    };
    let read = roles::roles(table.total.as_ref(), rows, &seen);
    let words = table.total.as_ref().map_or(&[][..], |total| total.may_be_apart.as_slice());
    let may_stand_apart = |row: &FundingRow| {
        let says = |source: &String| words.iter().any(|word| source.contains(word.as_str()));
        !is_source(row) || row.source.get().is_some_and(says)
    };
    for (row, role) in reading.form.funding.iter_mut().zip(read.each) {
        row.role = role;
        row.may_stand_apart = may_stand_apart(row);
        row.of_which = table.total.as_ref().zip(row.source.get()).is_some_and(|(t, s)| t.is_of_which(s));
    }
    lone::leave(&mut reading.form.funding);
    let details =
        reading.form.funding.iter_mut().zip(read.part_of).filter(|(row, _)| row.role == RowRole::Detail);
    for (row, part_of) in details {
        row.part_of = part_of;
    }
    RowsRead { beside: read.beside, doubtful: read.doubtful }
}

/// What follows from the rows, when all are read.
fn finish(
    reading: &mut Reading<'_>,
    table: &Table,
    header: &Header,
    columns: &BTreeMap<ColumnId, FoundColumn>,
    read: RowsRead,
) {
    if !columns.contains_key(&ColumnId::Weight) {
        read_block_weight(reading, header);
    }
    let units_are_sure = units::settle(reading, table, header, columns);
    let sure = formulas::Sure { units: units_are_sure, parts: !read.doubtful };
    formulas::expect(reading, table, columns, &header.halved, sure);
    row_sums::allow(reading, header, columns);
    rates::read_as_fractions(reading, table, columns);
    note_missing(reading, table, header, read.beside);
}

/// Without a column of weights, the execution's may stand in the label beside the table: `预算执行情况（20分）`.
fn read_block_weight(reading: &mut Reading<'_>, header: &Header) {
    let Some(cell) = header.block else { return };
    let Some(points) = reading.view.text(cell).and_then(points_in_label) else { return };
    reading.form.execution_weight = Some(Located::new(points, cell));
}

/// The last row of the table: before the next part of the form begins.
fn last_row(reading: &Reading<'_>, table: &Table, header: &Header) -> u32 {
    let view = reading.view;
    let limit = match &reading.region.indicators {
        Some(next) if next.first_row > header.last_row => next.first_row - 1,
        _ => reading.last_row(),
    };
    let block_end = header.block.map(|cell| view.extent(cell)).filter(|e| e.height() > 1).map(|e| e.last.row);
    let mut last = header.last_row;
    for row in view.rows_between(header.last_row + 1, limit) {
        if passed_over::text_alone(reading, table, row).is_some() {
            continue;
        }
        if view.row(row).enumerate().any(|(i, (_, seen))| {
            label_of(seen).is_some_and(|label| begins_another_part(reading.template, table, label, i == 0))
        }) {
            break;
        }
        let amounts = amounts_in(reading, header, row);
        if !amounts.any && names_goals(reading, row) {
            break;
        }
        if !amounts.fit || (block_end.is_some_and(|end| row > end) && !amounts.any) {
            break;
        }
        last = row;
    }
    last
}

/// Whether a line has the headings of both goals, in whatever words.
fn names_goals(reading: &Reading<'_>, row: u32) -> bool {
    let goals = || reading.template.fields.iter().filter(|f| f.value == Place::Below);
    let named = |field: &Field| {
        let mut labels = reading.view.row(row).filter_map(|(_, seen)| label_of(seen));
        labels.any(|label| field.labels.fit(label) != Fit::None)
    };
    goals().count() > 1 && goals().all(named)
}

/// Whether a label begins what comes after the funding table.
pub(crate) fn begins_another_part(template: &Template, table: &Table, label: &str, leftmost: bool) -> bool {
    let field = template.fields.iter().any(|f| {
        (matches!(f.value, Place::Below | Place::Right) && f.labels.has(label)) || f.block.has(label)
    });
    // The total of the points (总分) is no source, wherever the funds stand.
    let totals = |t: &Table| leftmost && t.total.as_ref().is_some_and(|total| total.labels.has(label));
    let other = template.tables.iter().any(|t| t.id != table.id && (t.block.has(label) || totals(t)));
    let is_row = table
        .total
        .as_ref()
        .is_some_and(|t| t.labels.ends(label) || t.subtotals.has(label) || t.wholes.has(label));
    (field || other || template.labels.has(label) || (leftmost && template.closing.has(label))) && !is_row
}

struct Amounts {
    /// Whether a cell of the money columns holds a number.
    any: bool,
    /// Whether what stands in the money columns can stand there: numbers, errors, dashes, not running text.
    fit: bool,
}

fn amounts_in(reading: &Reading<'_>, header: &Header, row: u32) -> Amounts {
    let (mut any, mut running_text) = (false, false);
    for (id, column) in &header.columns {
        if !id.funding().is_some_and(FundingColumn::is_money) {
            continue;
        }
        let (cell, _) = reading.cell_under(column, row);
        match reading.view.value(cell) {
            Value::Text(text) => match super::amount::parse(text) {
                Some(_) => any = true,
                None => running_text |= super::amount::is_running_text(text),
            },
            Value::Number(_) | Value::Unrepresentable(_) => any = true,
            _ => {}
        }
    }
    Amounts { any, fit: any || !running_text }
}

fn read_row(reading: &mut Reading<'_>, table: &Table, columns: &BTreeMap<ColumnId, FoundColumn>, row: u32) {
    let Some(source) = columns.get(&ColumnId::Source) else { return };
    let source_cell = source_under(reading, source, row);
    let has_source = reading.view.seen(source_cell).is_some() && source_cell.row == row;
    let index = reading.form.funding.len();
    let mut values = BTreeMap::new();
    let mut found_any = has_source;
    for (&id, column) in columns {
        let Some(funding) = id.funding() else { continue };
        let (cell, belongs) = reading.cell_under(column, row);
        if cell.row != row {
            continue; // merged from a row above: that row's value
        }
        found_any |= reading.view.seen(cell).is_some();
        if table.column(id).is_some_and(|c| c.kind == Kind::Text) {
            continue;
        }
        values.insert(funding, figure(reading, funding, cell));
        let path = FieldPath::figure(index, funding);
        reading.misplaced(path, heading(table.column(id), column), cell, belongs);
    }
    if !found_any {
        return;
    }
    let is_amount = values.values().any(|value| value.cell == source_cell);
    let source = if is_amount && source.heading.is_none() {
        unnamed(reading, table, columns)
    } else {
        reading.text(CellRef::new(row, source_cell.col))
    };
    reading.form.funding.push(FundingRow::new(source, values));
}

/// The figure of a column at a cell: points, money or a rate.
fn figure(reading: &mut Reading<'_>, column: FundingColumn, cell: CellRef) -> Located<Decimal> {
    match column {
        FundingColumn::Weight | FundingColumn::Score => reading.points(cell),
        column if column.is_money() => reading.amount(cell, reading.form.money_unit()),
        _ => reading.number(cell),
    }
}

/// A column's name in the form's words; without a heading, in the template's.
fn heading<'a>(column: Option<&'a Column>, found: &'a FoundColumn) -> &'a str {
    if found.text.is_empty() { column.map_or("", |column| column.labels.own.as_str()) } else { &found.text }
}

fn name_columns(reading: &mut Reading<'_>, table: &Table, columns: &BTreeMap<ColumnId, FoundColumn>) {
    for (&id, column) in columns {
        if let Some(field) = id.funding_field() {
            reading.name_column(ListField::Funding(field), heading(table.column(id), column));
        }
    }
}

/// A row with some of its amounts needs the others; without any row at all, the table is missing. Rows that only stand
/// beside the sources need nothing.
fn note_missing(reading: &mut Reading<'_>, table: &Table, header: &Header, beside: Option<usize>) {
    let required: Vec<FundingColumn> = table
        .columns
        .iter()
        .filter(|c| c.required && header.columns.contains_key(&c.id))
        .filter_map(|c| c.id.funding())
        .filter(|c| c.is_money())
        .collect();
    let mut blank: Vec<(usize, FundingColumn, CellRef)> = Vec::new();
    let mut first_row_blank = Vec::new();
    let mut complete = false;
    for (index, row) in reading.form.funding.iter().enumerate().take(beside.unwrap_or(usize::MAX)) {
        let cells: Vec<_> = required.iter().filter_map(|c| Some((index, *c, row.cell(*c)?))).collect();
        let empty: Vec<_> =
            cells.iter().copied().filter(|(_, _, cell)| reading.view.seen(*cell).is_none()).collect();
        let nothing = cells.iter().all(|(_, _, cell)| reading.is_blank(*cell));
        complete |= !nothing;
        if index == 0 {
            first_row_blank.clone_from(&empty);
        }
        if !nothing {
            blank.extend(empty);
        }
    }
    if !complete {
        blank = first_row_blank;
    }
    for (index, column, cell) in blank {
        let path = FieldPath::figure(index, column);
        let label = reading.form.field_name(path).unwrap_or_default();
        reading.missing(path, &label, Some(cell));
    }
    if reading.form.funding.is_empty() {
        reading.missing(FieldPath::list(FormList::Funding), &table.block.own.clone(), header.block);
    }
}
