//! Where the indicators end: the total, and what comes after it.

use std::collections::BTreeSet;

use crate::form::{FieldPath, OwnField};
use crate::template::compile::{Field, Fit, Table};
use crate::template::header::Header;
use crate::template::label::split_at_colon;
use crate::template::reading::Reading;
use crate::template::region::label_of;
use crate::template::spec::{ColumnId, Place};
use crate::workbook::CellRef;

/// Where the table ends: at the first line that begins what comes after it. Also the lines before its total that are no
/// rows of it (其他需要说明的事项).
pub(super) fn end_row(reading: &Reading<'_>, table: &Table, header: &Header) -> (u32, BTreeSet<u32>) {
    let view = reading.view;
    let template = reading.template;
    let order = template.tables.iter().position(|t| t.id == table.id).map_or(0, |i| i + 1);
    let tail: Vec<&Field> = template.fields.iter().filter(|f| f.after_tables >= order).collect();
    let last = reading.last_row();
    let after = header.last_row + 1;
    let funding_row =
        reading.region.funding.as_ref().map(|h| h.first_row).filter(|&row| row > header.last_row);
    let says = |id: ColumnId, row: u32| {
        let column = header.columns.get(&id)?;
        view.seen(reading.cell_under(column, row).0)
            .filter(|seen| label_of(seen).is_none_or(|label| !template.closing.has(label)))
    };
    let last_measured = reading
        .rows_under(after, last)
        .rev()
        .find(|&row| {
            says(ColumnId::Name, row).is_some()
                && (says(ColumnId::Target, row).is_some() || says(ColumnId::Actual, row).is_some())
        })
        .unwrap_or(last);
    let mut remarks = BTreeSet::new();
    // A remark before the total does not end the table, and after the total of all points comes no further one.
    let lists_begin = lists_begin(reading, table, header, last);
    let last = lists_begin.map_or(last, |row| row - 1);
    let total_row = total_row(reading, table, header, last);
    let last_total = total_row.unwrap_or(after);
    let of_points = |id: &ColumnId| matches!(id, ColumnId::Weight | ColumnId::Score);
    let sums_points = table.total.as_ref().is_some_and(|total| total.of.iter().any(of_points));
    let ends_at_total = total_row.filter(|_| sums_points);
    let is_heading = |row: u32| reading.region.repeated_at(row).is_some();
    for row in view.rows_between(after, last) {
        if funding_row == Some(row) {
            return (row, remarks);
        }
        let Some((at, seen)) = view.row(row).next() else { continue };
        let has_points = || has_points(reading, header, row);
        if ends_at_total.is_some_and(|total| row > total) && !has_points() && !is_heading(row) {
            return (row, remarks);
        }
        let Some(label) = label_of(seen) else { continue };
        if at.col > header.first_col {
            continue;
        }
        let measured = [ColumnId::Target, ColumnId::Actual].iter().any(|id| {
            header.columns.get(id).is_some_and(|column| {
                let (cell, _) = reading.cell_under(column, row);
                view.seen(cell).is_some_and(|s| s.extent.width() <= column.last_col - column.first_col + 1)
            })
        });
        let tail_exact = tail.iter().any(|f| f.labels.has(label) || f.block.has(label))
            || begins_goals(reading, at, label, measured);
        let tail_words = !measured && tail.iter().any(|f| f.labels.fit(label) == Fit::Words);
        let closing = template.closing.has(label) || template.labels.has(label);
        if tail_exact || tail_words {
            return (row, remarks);
        }
        let closes = closing && (!measured || split_at_colon(&seen.text).is_some());
        // An unknown label with one text, after the last line in which anything is measured.
        let unknown = row > last_measured
            && view.row(row).count() == 2
            && !is_total(reading, table, row)
            && !measured
            && !is_offered_level(reading, header, row);
        if closes || unknown {
            if row > last_total {
                return (row, remarks);
            }
            remarks.insert(row);
        }
    }
    (last + 1, remarks)
}

/// The row of the total: the last that sums points, else the last that is called so.
fn total_row(reading: &Reading<'_>, table: &Table, header: &Header, last: u32) -> Option<u32> {
    let is_total = |row: &u32| is_total(reading, table, *row);
    let totals = || reading.view.rows_between(header.last_row + 1, last).rev().filter(is_total);
    totals().find(|&row| has_points(reading, header, row)).or_else(|| totals().next())
}

/// Where, under a total of points, a line of other headings (序号 | 支出内容 | 金额) begins a list that is none of the form's.
fn lists_begin(reading: &Reading<'_>, table: &Table, header: &Header, last: u32) -> Option<u32> {
    let view = reading.view;
    let mut rows = view.rows_between(header.last_row + 1, last);
    rows.find(|&row| is_total(reading, table, row) && has_points(reading, header, row))?;
    rows.find(|&row| {
        let mut line = view.row(row).map(|(_, seen)| seen.label());
        let begins = line.next().flatten().is_some_and(|label| reading.template.others.has(label));
        begins && line.next().is_some() && reading.region.repeated_at(row).is_none()
    })
}

/// Whether a row has anything in the columns of points.
fn has_points(reading: &Reading<'_>, header: &Header, row: u32) -> bool {
    let mut columns =
        [ColumnId::Weight, ColumnId::Score].into_iter().filter_map(|id| header.columns.get(&id));
    columns.any(|column| {
        let seen = reading.view.seen(reading.cell_under(column, row).0);
        let closes = |label: &str| reading.template.closing.has(label);
        seen.is_some_and(|seen| !label_of(seen).is_some_and(closes))
    })
}

/// Whether a line begins the goals, which some forms have after the tasks: their block label (年度目标) beside a goal's
/// own, or a goal's label with nothing measured beside it.
fn begins_goals(reading: &Reading<'_>, at: CellRef, label: &str, measured: bool) -> bool {
    let template = reading.template;
    let goals = || template.fields.iter().filter(|f| f.value == Place::Below);
    let beside = || {
        let next = reading.view.row(at.row).find(|(cell, _)| cell.col > at.col);
        next.and_then(|(_, seen)| label_of(seen))
    };
    let names_goal = |label: &str| goals().any(|f| f.labels.has(label));
    (goals().any(|f| f.block.has(label)) && beside().is_some_and(names_goal))
        || (!measured && names_goal(label))
}

/// Whether a line has a 二级指标 in its own column: the form offers it, and nothing was filled in beside it.
fn is_offered_level(reading: &Reading<'_>, header: &Header, row: u32) -> bool {
    header.columns.get(&ColumnId::Level2).is_some_and(|column| {
        let seen = reading.view.seen(CellRef::new(row, column.first_col));
        seen.is_some_and(|seen| seen.extent.width() <= column.last_col - column.first_col + 1)
    })
}

pub(super) fn is_total(reading: &Reading<'_>, table: &Table, row: u32) -> bool {
    let Some(total) = &table.total else { return false };
    reading
        .view
        .row(row)
        .next()
        .and_then(|(_, seen)| seen.label())
        .is_some_and(|label| total.labels.ends(label))
}

/// Reads the total of points that stands under what comes after the indicators: under the funds, where these are last.
pub(crate) fn read_total_below(reading: &mut Reading<'_>, table: &Table, header: &Header, first_row: u32) {
    if reading.form.total_weight.is_some() || reading.form.total_score.is_some() {
        return;
    }
    let Some(row) = reading.view.rows_between(first_row, reading.last_row()).next() else { return };
    if is_total(reading, table, row) && has_points(reading, header, row) {
        read_total(reading, table, header, row);
        reading.table_rows.add(row, row);
    }
}

pub(super) fn read_total(reading: &mut Reading<'_>, table: &Table, header: &Header, row: u32) {
    if let Some((at, _)) = reading.view.row(row).next() {
        reading.labels.insert(at);
    }
    let Some(total) = &table.total else { return };
    let view = reading.view;
    let under = |id: &ColumnId| header.columns.get(id).map(|column| reading.cell_under(column, row).0);
    let summed: BTreeSet<CellRef> = total.of.iter().filter_map(under).collect();
    let mut values = view.row(row).skip(1).map(|(at, _)| at);
    // A total of one value that stands under none of the columns is that of the last one: its cells are merged otherwise.
    let only = values.next().filter(|at| values.next().is_none() && !summed.contains(at));
    for id in &total.of {
        let Some(column) = header.columns.get(id) else { continue };
        let (cell, _) = reading.cell_under(column, row);
        let cell = only.filter(|_| total.of.last() == Some(id) && view.seen(cell).is_none()).unwrap_or(cell);
        match id {
            ColumnId::Weight => {
                reading.form.total_weight = Some(reading.points(cell));
                reading.name(
                    FieldPath::own(OwnField::TotalWeight),
                    format!("{} {}", total.labels.own, column.text),
                );
            }
            ColumnId::Score => {
                reading.form.total_score = Some(reading.points(cell));
                reading.name(
                    FieldPath::own(OwnField::TotalScore),
                    format!("{} {}", total.labels.own, column.text),
                );
            }
            _ => {}
        }
    }
}
