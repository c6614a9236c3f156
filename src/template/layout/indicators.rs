//! The indicators' table of a form: tasks or levels over their indicators, and the total.

use rust_decimal::Decimal;

use super::target::take_apart;
use super::{Canvas, InputKind, Look, number, text};
use crate::form::{FieldPath, OwnField, TaskField};
use crate::record::{FormRecord, IndicatorRecord, TaskRecord};
use crate::template::compile::Table;
use crate::template::spec::{BlockIs, ColumnId};
use crate::workbook::Value;

impl Canvas<'_> {
    pub(super) fn draw_indicators(&mut self, table: &Table) {
        let spans = self.spans(table);
        let groups = self.groups(table);
        let total = table
            .total
            .as_ref()
            .filter(|t| t.of.iter().any(|id| matches!(id, ColumnId::Weight | ColumnId::Score)));
        let lines = |group: &Group| group.indicators.len().max(1);
        if table.block_is == BlockIs::Label {
            let rows = groups.iter().map(lines).sum::<usize>() + usize::from(total.is_some());
            self.draw_headings(table, &spans, rows);
        }
        let mut index = 0;
        for group in &groups {
            if table.block_is == BlockIs::Task {
                let names_task = !self.draw_goal(table, group, groups.len() == 1);
                self.draw_task_label(table, group, lines(group), names_task);
                self.draw_headings(table, &spans, 0);
            }
            self.draw_group(table, &spans, group, &mut index);
        }
        if let Some(total) = total {
            self.draw_total(table, &spans, &total.labels.own);
        }
    }

    /// The task's name with its goal beside it, above its headings, where it has one; of one task alone that is the form's.
    fn draw_goal(&mut self, table: &Table, group: &Group, alone: bool) -> bool {
        let of_task = group.task.as_ref().and_then(|task| task.expected.clone());
        let of_form = self.record.and_then(|record| record.goals.expected.clone()).filter(|_| alone);
        let (Some(task), Some(goal)) = (group.index, of_task.as_ref().or(of_form.as_ref())) else {
            return false;
        };
        let path = match of_task {
            Some(_) => FieldPath::task(task, TaskField::Expected),
            None => FieldPath::own(OwnField::Expected),
        };
        let label_last = table.block_span.saturating_sub(1);
        let name = text(group.task.as_ref().and_then(|task| task.name.as_ref()));
        self.input(FieldPath::task(task, TaskField::Name), InputKind::Text, (0, label_last), 1, name);
        let rest = (label_last + 1, self.width - 1);
        self.input(path, InputKind::Text, rest, 1, Value::Text(goal.clone()));
        self.row += 1;
        true
    }

    /// The place at the left of a task's headings and indicators, with its name where that stands there.
    fn draw_task_label(&mut self, table: &Table, group: &Group, lines: usize, names_task: bool) {
        let name = group.task.as_ref().and_then(|task| task.name.as_ref());
        let height = u32::try_from(lines).unwrap_or(0) + 1;
        let span = (0, table.block_span.saturating_sub(1));
        match group.index.filter(|_| names_task) {
            Some(task) => {
                self.input(FieldPath::task(task, TaskField::Name), InputKind::Text, span, height, text(name));
            }
            None => {
                self.put(span.0, span.1, height, Value::Empty, Look::Text);
            }
        }
    }

    /// A task's indicators, the task's own columns merged over them.
    fn draw_group(&mut self, table: &Table, spans: &[(u32, u32)], group: &Group, index: &mut usize) {
        let height = u32::try_from(group.indicators.len().max(1)).unwrap_or(1);
        for (column, span) in table.columns.iter().zip(spans).filter(|(c, _)| c.id.is_task()) {
            let (kind, value) = task_value(column.id, group.task.as_ref());
            if let Some(task) = group.index {
                let path = FieldPath::task(task, column.id.task_field());
                self.input(path, kind, *span, height, value);
            }
        }
        if group.indicators.is_empty() {
            for (_, (first, last)) in table.columns.iter().zip(spans).filter(|(c, _)| !c.id.is_task()) {
                self.put(*first, *last, 1, Value::Empty, Look::Text);
            }
            self.row += 1;
        }
        for (n, indicator) in group.indicators.iter().enumerate() {
            for (column, span) in table.columns.iter().zip(spans).filter(|(c, _)| !c.id.is_task()) {
                if column.id.is_inherited() {
                    self.draw_level(column.id, *span, &group.indicators, n, *index);
                    continue;
                }
                let (kind, value) = indicator_value(column.id, indicator, table);
                let path = FieldPath::indicator(*index, column.id.indicator_field());
                self.input(path, kind, *span, 1, value);
            }
            *index += 1;
            self.row += 1;
        }
    }

    /// The line of the total: its label before the columns that it sums.
    fn draw_total(&mut self, table: &Table, spans: &[(u32, u32)], label: &str) {
        let summed: Vec<(OwnField, (u32, u32), Option<Decimal>)> = table
            .columns
            .iter()
            .zip(spans)
            .filter_map(|(column, span)| match column.id {
                ColumnId::Weight => {
                    Some((OwnField::TotalWeight, *span, self.record.and_then(|r| r.total_weight)))
                }
                ColumnId::Score => {
                    Some((OwnField::TotalScore, *span, self.record.and_then(|r| r.total_score)))
                }
                _ => None,
            })
            .collect();
        let begin = if table.block_is == BlockIs::Task { 0 } else { table.block_span };
        let end = summed.iter().map(|(_, (first, _), _)| *first).min().unwrap_or(begin);
        self.label(begin, end.saturating_sub(1).max(begin), 1, label);
        for (field, span, value) in summed {
            self.input(FieldPath::own(field), InputKind::Number, span, 1, number(value));
        }
        self.row += 1;
    }

    /// A level is merged over the following indicators of the same level.
    fn draw_level(
        &mut self,
        id: ColumnId,
        (first, last): (u32, u32),
        all: &[IndicatorRecord],
        n: usize,
        index: usize,
    ) {
        let key = |i: &IndicatorRecord| match id {
            ColumnId::Level1 => (i.level1.clone(), None),
            _ => (i.level1.clone(), i.level2.clone()),
        };
        let own = all.get(n).map(key);
        let level =
            |i: &IndicatorRecord| if id == ColumnId::Level1 { i.level1.clone() } else { i.level2.clone() };
        if self.record.is_none() && all.get(n).and_then(level).is_none() {
            let path = FieldPath::indicator(index, id.indicator_field());
            self.input(path, InputKind::Text, (first, last), 1, Value::Empty);
            return;
        }
        let begins = n == 0 || all.get(n - 1).map(key) != own;
        if !begins || own.is_none() {
            return;
        }
        let run = all.iter().skip(n).take_while(|i| Some(key(i)) == own).count();
        let value = text(all.get(n).and_then(level).as_ref());
        let look = if self.record.is_none() { Look::Label } else { Look::Text };
        self.put(first, last, u32::try_from(run).unwrap_or(1), value, look);
    }

    /// The tasks with their indicators; without tasks, all indicators in one group.
    fn groups(&self, table: &Table) -> Vec<Group> {
        let in_blocks = table.block_is == BlockIs::Task;
        let has_tasks = in_blocks || table.columns.iter().any(|c| c.id.is_task());
        let lines = self.size.indicators.max(1);
        match self.record {
            Some(record) => groups_of(record, has_tasks),
            None if in_blocks => table
                .rows
                .iter()
                .enumerate()
                .map(|(task, name)| Group {
                    index: Some(task),
                    task: Some(TaskRecord { name: Some(name.clone()), ..TaskRecord::default() }),
                    indicators: offered(table, lines),
                })
                .collect(),
            None if has_tasks => (0..self.size.tasks)
                .map(|task| Group {
                    index: Some(task),
                    task: Some(TaskRecord {
                        name: Some(format!("任务{}", task + 1)),
                        ..TaskRecord::default()
                    }),
                    indicators: vec![IndicatorRecord::default(); lines],
                })
                .collect(),
            None => vec![Group { index: None, task: None, indicators: offered(table, lines) }],
        }
    }
}

/// The lines for indicators that a blank form without tasks offers: so many for each level.
fn offered(table: &Table, lines: usize) -> Vec<IndicatorRecord> {
    let levels = table.levels.iter().flat_map(|level| {
        let parts: Vec<Option<String>> = match level.parts.as_slice() {
            [] => vec![None],
            parts => parts.iter().cloned().map(Some).collect(),
        };
        parts.into_iter().map(|part| IndicatorRecord {
            level1: Some(level.name.clone()),
            level2: part,
            ..IndicatorRecord::default()
        })
    });
    let mut levels: Vec<IndicatorRecord> = levels.collect();
    if levels.is_empty() {
        levels.push(IndicatorRecord::default());
    }
    levels.into_iter().flat_map(|level| vec![level; lines]).collect()
}

struct Group {
    index: Option<usize>,
    task: Option<TaskRecord>,
    indicators: Vec<IndicatorRecord>,
}

fn groups_of(record: &FormRecord, has_tasks: bool) -> Vec<Group> {
    if !has_tasks || record.tasks.is_empty() {
        return vec![Group { index: None, task: None, indicators: record.indicators.clone() }];
    }
    record
        .tasks
        .iter()
        .enumerate()
        .map(|(index, task)| Group {
            index: Some(index),
            task: Some(task.clone()),
            indicators: record.indicators.iter().filter(|i| i.task == Some(index)).cloned().collect(),
        })
        .collect()
}

fn task_value(id: ColumnId, task: Option<&TaskRecord>) -> (InputKind, Value) {
    let of = |get: fn(&TaskRecord) -> Option<&String>| text(task.and_then(get));
    match id {
        ColumnId::TaskFunds => (InputKind::Money, number(task.and_then(|t| t.funds))),
        ColumnId::TaskName => (InputKind::Text, of(|t| t.name.as_ref())),
        ColumnId::TaskExpected => (InputKind::Text, of(|t| t.expected.as_ref())),
        _ => (InputKind::Text, of(|t| t.achieved.as_ref())),
    }
}

fn indicator_value(id: ColumnId, i: &IndicatorRecord, table: &Table) -> (InputKind, Value) {
    let apart = table.column(ColumnId::TargetComparator).is_some();
    let part = |get: fn(super::target::Parts) -> String| {
        let part = i.target.as_deref().map(take_apart).map(get).filter(|p| !p.is_empty());
        text(part.as_ref())
    };
    match id {
        ColumnId::Name => (InputKind::Text, text(i.name.as_ref())),
        ColumnId::Definition => (InputKind::Text, text(i.definition.as_ref())),
        ColumnId::TargetComparator => (InputKind::Text, part(|p| p.comparator)),
        ColumnId::Target if apart => (InputKind::Text, part(|p| p.value)),
        ColumnId::TargetUnit => (InputKind::Text, part(|p| p.unit)),
        ColumnId::Target => (InputKind::Text, text(i.target.as_ref())),
        ColumnId::Actual => (InputKind::Text, text(i.actual.as_ref())),
        ColumnId::Weight => (InputKind::Number, number(i.weight)),
        ColumnId::Score => (InputKind::Number, number(i.score)),
        _ => (InputKind::Text, text(i.deviation_reason.as_ref())),
    }
}
