//! Reading the indicators' table: tasks merged over their indicators, or levels over theirs.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::compile::{Field, Fit, Table};
use super::header::{FoundColumn, Header};
use super::reading::Reading;
use super::region::label_of;
use super::spec::{ColumnId, Place};
use crate::form::{Indicator, Located, Task};
use crate::workbook::CellRef;

/// A task whose rows are still being read.
struct OpenTask {
    first_row: u32,
    last_row: u32,
}

/// Reads the table under `header`; returns the first row after it.
pub(crate) fn read(reading: &mut Reading<'_>, table: &Table, header: &Header) -> u32 {
    let (end, remarks) = end_row(reading, table, header);
    let repeated: Vec<(u32, u32)> =
        reading.region.repeated.iter().map(|h| (h.first_row, h.last_row)).collect();
    let mut tasks: Vec<OpenTask> = Vec::new();
    let mut levels = Levels::default();
    for row in header.last_row + 1..end {
        if repeated.iter().any(|(a, b)| (*a..=*b).contains(&row)) {
            reading.labels.extend(reading.view.row(row).map(|(at, _)| at));
            continue;
        }
        if reading.view.row(row).next().is_none() || reading.is_leftover(row) || remarks.contains(&row) {
            continue;
        }
        if is_total(reading, table, row) {
            read_total(reading, table, header, row);
            continue;
        }
        if header.columns.contains_key(&ColumnId::TaskName) {
            begin_task(reading, header, row, &mut tasks);
        }
        levels.read(reading, header, row);
        read_indicator(reading, header, row, tasks.len().checked_sub(1), &levels);
    }
    reading.table_rows.extend(header.first_row..end);
    finish_tasks(reading, table, header, &tasks);
    if reading.form.indicators.is_empty() {
        note_no_indicator(reading, table, header);
    }
    end
}

/// A form without any indicator lacks the first one; a task without one is another rule's concern.
fn note_no_indicator(reading: &mut Reading<'_>, table: &Table, header: &Header) {
    let names = [(ColumnId::TaskName, "tasks.0.name"), (ColumnId::Name, "indicators.0.name")];
    for (id, path) in names.iter().skip(usize::from(!reading.form.tasks.is_empty())) {
        let Some(column) = table.column(*id) else { continue };
        let cell = header.columns.get(id).map(|found| CellRef::new(header.last_row + 1, found.first_col));
        let label = column.labels.own.clone();
        reading.missing(path, &label, cell);
    }
}

/// Where the table ends: at the first line that begins what comes after it. Also the lines before its total that are no
/// rows of it (其他需要说明的事项).
fn end_row(reading: &Reading<'_>, table: &Table, header: &Header) -> (u32, BTreeSet<u32>) {
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
    let last_measured = (after..=last)
        .rev()
        .find(|&row| {
            says(ColumnId::Name, row).is_some()
                && (says(ColumnId::Target, row).is_some() || says(ColumnId::Actual, row).is_some())
        })
        .unwrap_or(last);
    let mut remarks = BTreeSet::new();
    // A remark before the total does not end the table.
    let last_total = (after..=last).rev().find(|&row| is_total(reading, table, row)).unwrap_or(after);
    for row in after..=last {
        if funding_row == Some(row) {
            return (row, remarks);
        }
        let Some((at, seen)) = view.row(row).next() else { continue };
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
        let tail_exact = tail.iter().any(|f| f.labels.has(label) || f.block.has(label));
        let tail_words = !measured && tail.iter().any(|f| f.labels.fit(label) == Fit::Words);
        let closing = template.closing.has(label) || template.labels.has(label);
        if tail_exact || tail_words {
            return (row, remarks);
        }
        let closes = closing && (!measured || super::label::split_at_colon(&seen.text).is_some());
        // An unknown label with one text, after the last line in which anything is measured.
        let unknown =
            row > last_measured && view.row(row).count() == 2 && !is_total(reading, table, row) && !measured;
        if closes || unknown {
            if row > last_total {
                return (row, remarks);
            }
            remarks.insert(row);
        }
    }
    (last + 1, remarks)
}

fn is_total(reading: &Reading<'_>, table: &Table, row: u32) -> bool {
    let Some(total) = &table.total else { return false };
    reading
        .view
        .row(row)
        .next()
        .and_then(|(_, seen)| seen.label())
        .is_some_and(|label| total.labels.ends(label))
}

fn read_total(reading: &mut Reading<'_>, table: &Table, header: &Header, row: u32) {
    if let Some((at, _)) = reading.view.row(row).next() {
        reading.labels.insert(at);
    }
    let Some(total) = &table.total else { return };
    for id in &total.of {
        let Some(column) = header.columns.get(id) else { continue };
        let (cell, _) = reading.cell_under(column, row);
        match id {
            ColumnId::Weight => {
                reading.form.total_weight = Some(reading.points(cell));
                reading.name("total_weight", format!("{} {}", total.labels.own, column.text));
            }
            ColumnId::Score => {
                reading.form.total_score = Some(reading.points(cell));
                reading.name("total_score", format!("{} {}", total.labels.own, column.text));
            }
            _ => {}
        }
    }
}

/// Begins a task where its name stands, or where a merge of the names' column begins.
fn begin_task(reading: &mut Reading<'_>, header: &Header, row: u32, tasks: &mut Vec<OpenTask>) {
    let Some(column) = header.columns.get(&ColumnId::TaskName) else { return };
    let (cell, _) = reading.cell_under(column, row);
    let extent = reading.view.extent(CellRef::new(row, column.first_col));
    let within = tasks.last().is_some_and(|t| row <= t.last_row);
    let named = cell.row == row && reading.view.seen(cell).is_some();
    let blank_merge = extent.first.row == row && extent.height() > 1 && !within;
    // A name that is repeated in every line (merged cells taken apart and filled down) is the same task.
    let repeats = named
        && extent.height() == 1
        && tasks.last().is_some_and(|t| {
            let (before, _) = reading.cell_under(column, t.first_row);
            reading.view.text(before) == reading.view.text(cell)
                && header.columns.get(&ColumnId::TaskExpected).is_none_or(|expected| {
                    let text = |row| reading.view.text(reading.cell_under(expected, row).0);
                    text(row).is_none() || text(row) == text(t.first_row)
                })
        });
    if repeats {
        reading.used.insert(cell);
        for id in [ColumnId::TaskExpected, ColumnId::TaskAchieved] {
            if let Some(column) = header.columns.get(&id) {
                let (cell, _) = reading.cell_under(column, row);
                reading.used.insert(cell);
            }
        }
    }
    if (named && !repeats) || blank_merge || tasks.is_empty() {
        let last_row = if extent.first.row == row { extent.last.row } else { row };
        tasks.push(OpenTask { first_row: row, last_row });
    } else if let Some(task) = tasks.last_mut() {
        task.last_row = task.last_row.max(row);
    }
}

/// Reads the tasks' own fields, now that it is known how far each reaches.
fn finish_tasks(reading: &mut Reading<'_>, table: &Table, header: &Header, tasks: &[OpenTask]) {
    for (index, open) in tasks.iter().enumerate() {
        let next = tasks.get(index + 1).map_or(u32::MAX, |t| t.first_row);
        let last_row = open.last_row.min(next - 1);
        let mut task = Task::default();
        for column in table.columns.iter().filter(|c| c.id.is_task()) {
            let Some(found) = header.columns.get(&column.id) else { continue };
            let path = format!("tasks.{index}.{}", task_field(column.id));
            let (cell, belongs) = task_cell(reading, found, open.first_row, last_row);
            let label = found.text.clone();
            reading.misplaced(&path, &label, cell, belongs);
            let blank = reading.view.seen(cell).is_none();
            match column.id {
                ColumnId::TaskFunds => task.funds = Some(reading.number(cell)),
                ColumnId::TaskName => task.name = Some(reading.text(cell)),
                ColumnId::TaskExpected => task.expected = Some(reading.text(cell)),
                _ => task.achieved = Some(reading.text(cell)),
            }
            let name = task.name.as_ref().and_then(|n| n.value.clone()).unwrap_or_default();
            let name: String = name.chars().take(20).collect();
            reading.name(&path, format!("{name} {label}").trim().to_owned());
            if blank && column.required {
                reading.missing(&path, format!("{name} {label}").trim(), Some(cell));
            }
        }
        reading.form.tasks.push(task);
    }
}

const fn task_field(id: ColumnId) -> &'static str {
    match id {
        ColumnId::TaskFunds => "funds",
        ColumnId::TaskName => "name",
        ColumnId::TaskExpected => "expected",
        _ => "achieved",
    }
}

/// A task's cell in a column: in its first row, else further down, where someone typed it in the wrong line.
fn task_cell(reading: &Reading<'_>, column: &FoundColumn, first: u32, last: u32) -> (CellRef, CellRef) {
    let (cell, belongs) = reading.cell_under(column, first);
    if reading.view.seen(cell).is_some() {
        return (cell, belongs);
    }
    let further = (first + 1..=last.min(first + 500))
        .map(|row| reading.cell_under(column, row).0)
        .find(|&cell| reading.view.seen(cell).is_some());
    (further.unwrap_or(belongs), belongs)
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
        text.is_some_and(|text| text.contains(char::is_alphanumeric))
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
    let name_of = |reading: &Reading<'_>| {
        let (at, _) = cell(reading, ColumnId::Name)?;
        reading.view.text(at).map(|t| t.chars().take(30).collect::<String>())
    };
    let name = name_of(reading).unwrap_or_default();
    for (id, column) in &header.columns {
        if id.is_task() || id.is_inherited() {
            continue;
        }
        let (found, belongs) = reading.cell_under(column, row);
        let path = format!("indicators.{index}.{}", indicator_field(*id));
        reading.misplaced(&path, &column.text, found, belongs);
        reading.name(&path, format!("{name} {}", column.text).trim().to_owned());
        match id {
            ColumnId::Weight => indicator.weight = Some(reading.points(found)),
            ColumnId::Score => indicator.score = Some(reading.points(found)),
            ColumnId::Name => indicator.name = Some(reading.text(found)),
            ColumnId::Definition => indicator.definition = Some(reading.text(found)),
            ColumnId::Target => indicator.target = Some(reading.text(found)),
            ColumnId::Actual => indicator.actual = Some(reading.text(found)),
            ColumnId::DeviationReason => indicator.deviation_reason = Some(reading.text(found)),
            ColumnId::TargetComparator | ColumnId::TargetUnit => {
                reading.used.insert(found);
            }
            _ => {}
        }
        let required = matches!(id, ColumnId::Name | ColumnId::Target | ColumnId::Weight | ColumnId::Score)
            && reading.template.tables.iter().flat_map(|t| &t.columns).any(|c| c.id == *id && c.required);
        if required && reading.view.seen(found).is_none() {
            reading.missing(&path, format!("{name} {}", column.text).trim(), Some(found));
        }
    }
    join_target(reading, header, row, &mut indicator);
    reading.form.indicators.push(indicator);
}

/// Where comparator, value and unit have columns of their own, the target is the three together.
fn join_target(reading: &Reading<'_>, header: &Header, row: u32, indicator: &mut Indicator) {
    let part = |id: ColumnId| {
        let column = header.columns.get(&id)?;
        reading.view.text(reading.cell_under(column, row).0)
    };
    let Some(target) = indicator.target.as_mut() else { return };
    let Some(value) = target.value.as_mut() else { return };
    let comparator = part(ColumnId::TargetComparator).unwrap_or_default();
    let unit = part(ColumnId::TargetUnit).unwrap_or_default();
    // 定性 says what kind of indicator it is; it is no comparator.
    let is_sign = !comparator.is_empty() && !comparator.chars().any(|c| "定性量".contains(c));
    if is_sign && !value.starts_with(comparator) {
        value.insert_str(0, comparator);
    }
    let says_unit = unit.chars().any(char::is_alphanumeric) || unit == "%" || unit == "％" || unit == "‰";
    if says_unit && !value.ends_with(unit) {
        value.push_str(unit);
    }
}

const fn indicator_field(id: ColumnId) -> &'static str {
    match id {
        ColumnId::Name => "name",
        ColumnId::Definition => "definition",
        ColumnId::Target => "target",
        ColumnId::TargetComparator => "target_comparator",
        ColumnId::TargetUnit => "target_unit",
        ColumnId::Actual => "actual",
        ColumnId::Weight => "weight",
        ColumnId::Score => "score",
        _ => "deviation_reason",
    }
}

/// A line that the form only offers: its number and its dots are the form's own, as a label is. What somebody typed
/// beside them (a weight without an indicator) stays to be told.
fn skip_offered(reading: &mut Reading<'_>, header: &Header, row: u32) {
    for (id, column) in &header.columns {
        let (cell, _) = reading.cell_under(column, row);
        let text = reading.view.text(cell);
        let says = text.is_some_and(|text| text.contains(char::is_alphanumeric));
        if cell.row == row && text.is_some() && (*id == ColumnId::Name || !says) && reading.is_free(cell) {
            reading.labels.insert(cell);
        }
    }
}

/// Whether a name is only the form's offer of a line: `……`, `指标1：`, `（1）`.
fn is_only_offered(text: Option<&str>) -> bool {
    let Some(text) = text else { return true };
    let rest = match super::label::split_at_colon(text) {
        Some((_, rest)) => rest,
        None => text,
    };
    !rest.chars().any(char::is_alphabetic)
        || rest.chars().all(|c| "一二三四五六七八九十".contains(c) || !c.is_alphabetic())
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
    for row in first_row..=reading.last_row() {
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
