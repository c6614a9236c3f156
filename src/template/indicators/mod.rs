//! Reading the indicators' table: tasks merged over their indicators, or levels over theirs.

mod ending;
mod execution;
mod parted;
mod tasks;

use rust_decimal::Decimal;

pub(crate) use self::ending::read_total_below;
use self::ending::{end_row, is_total, read_total};
use self::parted::join_parts;
use self::tasks::Tasks;
use super::amount::{says_nothing, says_words};
use super::compile::{Field, Table, Template};
use super::header::{FoundColumn, Header};
use super::reading::Reading;
use super::spec::{BlockIs, ColumnId, Place};
use crate::enumeration::is_numeral;
use crate::form::{FieldPath, Indicator, IndicatorField, ListField, Located, TaskField, of_indicator};
use crate::workbook::CellRef;

/// Reads the table under `header`; returns the first row after it.
pub(crate) fn read(reading: &mut Reading<'_>, table: &Table, header: &Header) -> u32 {
    let (end, remarks) = end_row(reading, table, header);
    for (id, column) in own_columns(header) {
        reading.name_column(ListField::Indicator(id.indicator_field()), &column.text);
    }
    let region = reading.region;
    let mut tasks = Tasks::default();
    if table.block_is == BlockIs::Task {
        tasks.begin_block(reading, table, header);
    }
    let mut levels = Levels::default();
    let says = |row: u32, id: ColumnId| {
        header
            .columns
            .get(&id)
            .is_some_and(|column| reading.view.seen(reading.cell_under(column, row).0).is_some())
    };
    let (first, last) = (header.last_row + 1, end - 1);
    let is_filled =
        reading.rows_under(first, last).any(|row| says(row, ColumnId::Actual) || says(row, ColumnId::Target));
    let mut text_bytes = 0;
    for row in reading.view.rows_between(first, last) {
        if let Some(again) = region.repeated_at(row) {
            reading.labels.extend(reading.view.row(row).map(|(at, _)| at));
            if table.block_is == BlockIs::Task && row == again.first_row {
                tasks.begin_block(reading, table, again);
                levels = Levels::default();
            }
            continue;
        }
        if reading.is_leftover(row) || remarks.contains(&row) {
            continue;
        }
        if is_total(reading, table, row) {
            read_total(reading, table, header, row);
            continue;
        }
        if execution::read(reading, table, header, row) {
            continue;
        }
        if is_filled && tasks::is_only_offered(reading, table, header, row) {
            reading.labels.extend(reading.view.row(row).map(|(at, _)| at));
            continue;
        }
        if header.columns.contains_key(&ColumnId::TaskName) {
            tasks.begin(reading, header, row);
        }
        levels.read(reading, header, row);
        let before = reading.form.indicators.len();
        read_indicator(reading, header, row, tasks.current(), &levels);
        text_bytes += reading.form.indicators.iter().skip(before).map(text_bytes_of).sum::<usize>();
        // A task that a label names is one only if it has indicators.
        let tasks_so_far = if table.block_is == BlockIs::Label { tasks.count() } else { 0 };
        let rows = reading.form.indicators.len().max(tasks_so_far);
        if rows > reading.limits.form_rows || text_bytes > reading.limits.form_text_bytes {
            break;
        }
    }
    reading.table_rows.add(header.first_row, last);
    match table.block_is {
        BlockIs::Label => tasks.finish(reading, table, header),
        BlockIs::Task => tasks.finish_blocks(reading),
    }
    if reading.form.indicators.is_empty() {
        note_no_indicator(reading, table, header);
    }
    end
}

/// Bytes of an indicator's texts, of which a cell that is merged over many has its own copy in each.
fn text_bytes_of(indicator: &Indicator) -> usize {
    let Indicator { level1, level2, name, definition, target, actual, deviation_reason, .. } = indicator;
    let texts = [level1, level2, name, definition, target, actual, deviation_reason];
    texts.into_iter().flatten().filter_map(Located::get).map(String::len).sum()
}

/// The columns of what is an indicator's own, and not its task's or its levels'.
fn own_columns(header: &Header) -> impl Iterator<Item = (&ColumnId, &FoundColumn)> {
    header.columns.iter().filter(|(id, _)| !id.is_task() && !id.is_inherited())
}

/// A form without any indicator lacks the first one; a task without one is another rule's concern.
fn note_no_indicator(reading: &mut Reading<'_>, table: &Table, header: &Header) {
    let names = [
        (ColumnId::TaskName, FieldPath::task(0, TaskField::Name)),
        (ColumnId::Name, FieldPath::indicator(0, IndicatorField::Name)),
    ];
    for (id, path) in names.iter().skip(usize::from(!reading.form.tasks.is_empty())) {
        let Some(column) = table.column(*id) else { continue };
        let cell = header.columns.get(id).map(|found| CellRef::new(header.last_row + 1, found.first_col));
        let label = column.labels.own.clone();
        reading.missing(*path, &label, cell);
    }
}

/// The levels (一级指标, 二级指标) that count for a row: what stands there, or what stood last.
#[derive(Default)]
struct Levels {
    level1: Option<Located<String>>,
    level2: Option<Located<String>>,
}

impl Levels {
    fn read(&mut self, reading: &mut Reading<'_>, header: &Header, row: u32) {
        let mut at = |id: ColumnId| {
            let column = header.columns.get(&id)?;
            let (cell, _) = reading.cell_under(column, row);
            (cell.row == row && reading.view.seen(cell).is_some()).then(|| reading.text(cell))
        };
        let (level1, level2) = (at(ColumnId::Level1), at(ColumnId::Level2));
        if level1.is_some() {
            self.level1 = level1;
            self.level2 = None;
        }
        if level2.is_some() {
            self.level2 = level2;
        }
    }
}

/// The points that a level's own label gives it.
fn points_of(level: Option<&Located<String>>) -> Option<Located<Decimal>> {
    let level = level?;
    let points = super::amount::points_in_label(level.value.as_deref()?)?;
    Some(Located::new(points, level.cell))
}

fn read_indicator(
    reading: &mut Reading<'_>,
    header: &Header,
    row: u32,
    task: Option<usize>,
    levels: &Levels,
) {
    let cell =
        |reading: &Reading<'_>, id: ColumnId| header.columns.get(&id).map(|c| reading.cell_under(c, row));
    let says = |reading: &Reading<'_>, id: ColumnId| {
        cell(reading, id).is_some_and(|(at, _)| at.row == row && reading.view.seen(at).is_some())
    };
    let measured = says(reading, ColumnId::Target) || says(reading, ColumnId::Actual);
    let named = says(reading, ColumnId::Name);
    if !measured && !named {
        return;
    }
    let words = |id: ColumnId| {
        let text = cell(reading, id).and_then(|(at, _)| reading.view.text(at));
        text.is_some_and(|text| !says_nothing(text) && says_words(text))
    };
    if named
        && !words(ColumnId::Target)
        && !words(ColumnId::Actual)
        && cell(reading, ColumnId::Name).is_some_and(|(at, _)| is_only_offered(reading.view.text(at)))
    {
        skip_offered(reading, header, row);
        return;
    }
    let index = reading.form.indicators.len();
    let mut indicator = Indicator { task, ..Indicator::default() };
    if header.columns.contains_key(&ColumnId::Level1) {
        indicator.level1.clone_from(&levels.level1);
        indicator.level1_weight = points_of(levels.level1.as_ref());
    }
    if header.columns.contains_key(&ColumnId::Level2) {
        indicator.level2.clone_from(&levels.level2);
        indicator.level2_weight = points_of(levels.level2.as_ref());
    }
    for (id, column) in own_columns(header) {
        let (found, belongs) = reading.cell_under(column, row);
        // Points merged over several indicators are the first one's, else they would count for each.
        let of_first = found.row != row && matches!(id, ColumnId::Weight | ColumnId::Score);
        if of_first {
            continue;
        }
        let path = FieldPath::indicator(index, id.indicator_field());
        reading.misplaced(path, &column.text, found, belongs);
        match id {
            ColumnId::Weight => indicator.weight = Some(reading.points(found)),
            ColumnId::Score => indicator.score = Some(reading.points(found)),
            ColumnId::Name => indicator.name = Some(reading.text(found)),
            ColumnId::Definition => indicator.definition = Some(reading.text(found)),
            ColumnId::Target => indicator.target = Some(reading.text(found)),
            ColumnId::Actual => indicator.actual = Some(reading.text(found)),
            ColumnId::DeviationReason => indicator.deviation_reason = Some(reading.text(found)),
            _ => {} // the parts of the target are joined to it
        }
        if reading.view.seen(found).is_none() && is_required(reading.template, *id) {
            let name = cell(reading, ColumnId::Name).and_then(|(at, _)| reading.view.text(at));
            let label = of_indicator(name.unwrap_or_default(), &column.text);
            reading.missing(path, &label, Some(found));
        }
    }
    join_parts(reading, header, row, &mut indicator);
    reading.form.indicators.push(indicator);
}

fn is_required(template: &Template, id: ColumnId) -> bool {
    matches!(id, ColumnId::Name | ColumnId::Target | ColumnId::Weight | ColumnId::Score)
        && template.tables.iter().flat_map(|table| &table.columns).any(|c| c.id == id && c.required)
}

/// A line that the form only offers: its number and its dots are the form's own, as a label is. What somebody typed
/// beside them (a weight without an indicator) stays to be told.
fn skip_offered(reading: &mut Reading<'_>, header: &Header, row: u32) {
    for (id, column) in &header.columns {
        let (cell, _) = reading.cell_under(column, row);
        let text = reading.view.text(cell);
        let says = text.is_some_and(says_words);
        if cell.row == row && text.is_some() && (*id == ColumnId::Name || !says) && reading.is_free(cell) {
            reading.labels.insert(cell);
        }
    }
}

/// Whether a name is only the form's offer of a line, or says that there is none: `……`, `指标1：`, `（1）`, `不适用`.
fn is_only_offered(text: Option<&str>) -> bool {
    let Some(text) = text else { return true };
    let rest = match super::label::split_at_colon(text) {
        Some((_, rest)) => rest,
        None => text,
    };
    says_nothing(rest)
        || !rest.chars().any(char::is_alphabetic)
        || rest.chars().all(|c| is_numeral(c) || !c.is_alphabetic())
}

/// Reads the fields after the tables that no known label names: the lines with one wide text each, in order.
pub(crate) fn read_unknown_tail(reading: &mut Reading<'_>, header: &Header, first_row: u32) {
    let template = reading.template;
    let open: Vec<&Field> = template
        .fields
        .iter()
        .filter(|f| f.value == Place::Right && f.after_tables == template.tables.len())
        .filter(|f| reading.form.missing.iter().any(|m| m.field == f.id.path() && m.cell.is_none()))
        .collect();
    let mut lines = Vec::new();
    for row in reading.view.rows_between(first_row, reading.last_row()) {
        let cells: Vec<_> = reading.view.row(row).collect();
        if let [(label, first), (value, second)] = cells[..]
            && reading.is_free(label)
            && reading.is_free(value)
            && label.col <= header.first_col
            && first.label().is_some_and(|l| l.chars().count() <= 12 && !template.closing.has(l))
            && super::label::split_at_colon(&first.text).is_none()
            && second.text.chars().count() > 6
        {
            lines.push((label, value, first.text.to_string()));
        }
    }
    for (field, (label, value, heading)) in open.into_iter().zip(lines) {
        super::fields::infer(reading, field, label, heading, value);
    }
}
