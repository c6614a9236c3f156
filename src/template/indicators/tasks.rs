//! The tasks over their indicators: named in a column of their own, or by the label at the left of their indicators.

use std::collections::{BTreeMap, HashSet};

use crate::enumeration::is_numeral;
use crate::form::{FieldPath, ListField, Located, Task, of_task};
use crate::letters::is_letter_or_digit;
use crate::template::amount::points_in_label;
use crate::template::compile::{Fit, Table};
use crate::template::funding::settle_task_funds;
use crate::template::header::{FoundColumn, Header};
use crate::template::reading::Reading;
use crate::template::spec::ColumnId;
use crate::template::view::Seen;
use crate::workbook::CellRef;

/// A task whose rows are still being read.
struct OpenTask {
    first_row: u32,
    last_row: u32,
    /// The label that names it, where it is named by one.
    name: Option<CellRef>,
    /// The goal that stands beside the label.
    goal: Option<CellRef>,
}

/// The tasks of a table, as far as they have been read.
#[derive(Default)]
pub(super) struct Tasks {
    open: Vec<OpenTask>,
}

impl Tasks {
    /// The task that the next row belongs to.
    pub(super) fn current(&self) -> Option<usize> {
        self.open.len().checked_sub(1)
    }

    /// How many there are so far.
    pub(super) fn count(&self) -> usize {
        self.open.len()
    }

    /// Begins the task that the label beside a table's headings names, or the label above them that has its goal beside it.
    pub(super) fn begin_block(&mut self, reading: &mut Reading<'_>, table: &Table, header: &Header) {
        let above = goal_above(reading, table, header);
        let goal = above.map(|(_, goal)| goal);
        let Some(name) = above.map(|(name, _)| name).or(header.block) else { return };
        reading.labels.remove(&name);
        let (first_row, last_row) = (name.row, reading.view.extent(name).last.row);
        self.open.push(OpenTask { first_row, last_row, name: Some(name), goal });
    }

    /// Reads the names of the tasks that labels name, and their goals; of one task alone it is the form's. One without any
    /// indicator is the form's own offer.
    pub(super) fn finish_blocks(&self, reading: &mut Reading<'_>) {
        let mut kept: BTreeMap<usize, usize> = BTreeMap::new();
        let measured: HashSet<usize> = reading.form.indicators.iter().filter_map(|i| i.task).collect();
        for (index, open) in self.open.iter().enumerate() {
            let Some(cell) = open.name else { continue };
            if !measured.contains(&index) {
                reading.labels.insert(cell);
                continue;
            }
            let name = reading.text(cell);
            let points = name.get().and_then(|name| points_in_label(name));
            let weight = points.map(|points| Located::new(points, cell));
            let expected = open.goal.map(|goal| reading.text(goal));
            let at = reading.form.tasks.len();
            kept.insert(index, at);
            reading.form.tasks.push(Task { name: Some(name), weight, expected, ..Task::default() });
        }
        if let [only] = reading.form.tasks.as_mut_slice() {
            reading.form.goals.expected = only.expected.take().or(reading.form.goals.expected.take());
        }
        for indicator in &mut reading.form.indicators {
            indicator.task = indicator.task.and_then(|task| kept.get(&task).copied());
        }
    }

    /// Begins a task where its name stands, or where a merge of the names' column begins.
    pub(super) fn begin(&mut self, reading: &mut Reading<'_>, header: &Header, row: u32) {
        let tasks = &mut self.open;
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
                        let (here, first) = (
                            reading.cell_under(expected, row).0,
                            reading.cell_under(expected, t.first_row).0,
                        );
                        let text = |cell| reading.view.text(cell);
                        here == first || text(here).is_none() || text(here) == text(first)
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
            tasks.push(OpenTask { first_row: row, last_row, name: None, goal: None });
        } else if let Some(task) = tasks.last_mut() {
            task.last_row = task.last_row.max(row);
        }
    }

    /// Reads the tasks' own fields, now that it is known how far each reaches.
    pub(super) fn finish(&self, reading: &mut Reading<'_>, table: &Table, header: &Header) {
        let tasks = &self.open;
        let mut text_bytes = 0;
        for (index, open) in tasks.iter().enumerate() {
            let next = tasks.get(index + 1).map_or(u32::MAX, |t| t.first_row);
            let last_row = open.last_row.min(next - 1);
            let mut task = Task::default();
            for column in table.columns.iter().filter(|c| c.id.is_task()) {
                let Some(found) = header.columns.get(&column.id) else { continue };
                let field = column.id.task_field();
                let path = FieldPath::task(index, field);
                let (cell, belongs) = task_cell(reading, found, open.first_row, last_row);
                let label = found.text.clone();
                reading.misplaced(path, &label, cell, belongs);
                reading.name_column(ListField::Task(field), &label);
                let blank = reading.view.seen(cell).is_none();
                match column.id {
                    ColumnId::TaskFunds => task.funds = Some(reading.amount(cell, reading.form.money_unit())),
                    ColumnId::TaskName => task.name = Some(reading.text(cell)),
                    ColumnId::TaskExpected => task.expected = Some(reading.text(cell)),
                    _ => task.achieved = Some(reading.text(cell)),
                }
                if blank && column.required {
                    let name = task.name.as_ref().and_then(|name| name.value.as_deref());
                    reading.missing(path, &of_task(name.unwrap_or_default(), &label), Some(cell));
                }
            }
            let texts = [&task.name, &task.expected, &task.achieved].into_iter().flatten();
            text_bytes += texts.filter_map(Located::get).map(String::len).sum::<usize>();
            reading.form.tasks.push(task);
            if text_bytes > reading.limits.form_text_bytes {
                break;
            }
        }
        if let Some(funds) = header.columns.get(&ColumnId::TaskFunds) {
            settle_task_funds(reading, funds);
        }
    }
}

/// The label of a task and its goal, in the line above headings that have another label beside them, or none.
fn goal_above(reading: &Reading<'_>, table: &Table, header: &Header) -> Option<(CellRef, CellRef)> {
    let view = reading.view;
    let names_task = |seen: &Seen<'_>| seen.label().is_some_and(|l| table.block.fit(l) != Fit::None);
    let is_own = header.block.and_then(|block| view.seen(block)).is_some_and(names_task);
    let last = header.first_row.checked_sub(1).filter(|_| !is_own)?;
    let row = view.rows_between(reading.region.first_row, last).next_back()?;
    let mut line = view.row(row);
    let (name, _) = line.next().filter(|(_, seen)| names_task(seen))?;
    let (goal, _) = line.next()?;
    line.next().is_none().then_some((name, goal))
}

/// Whether a line is a task that the form only offers: `任务4` or `……`, its number, and nothing beside them.
pub(super) fn is_only_offered(reading: &Reading<'_>, table: &Table, header: &Header, row: u32) -> bool {
    let (Some(own), Some(found)) =
        (table.column(ColumnId::TaskName), header.columns.get(&ColumnId::TaskName))
    else {
        return false;
    };
    let (cell, _) = reading.cell_under(found, row);
    let numerals = |c: char| c.is_ascii_digit() || is_numeral(c);
    let is_offer = |label: Option<&str>| {
        label.is_none_or(|label| {
            let kind = label.trim_matches(numerals);
            kind.is_empty() || own.labels.has(kind)
        })
    };
    let says_nothing = |(at, seen): (CellRef, &Seen)| {
        at == cell || at.col < found.first_col || !seen.text.contains(is_letter_or_digit)
    };
    cell.row == row
        && reading
            .view
            .seen(cell)
            .is_some_and(|seen| seen.text.chars().count() <= 8 && is_offer(seen.label()))
        && reading.view.row(row).all(says_nothing)
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
