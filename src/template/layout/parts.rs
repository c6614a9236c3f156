//! The parts of a form, from top to bottom: fields, the funding table, the indicators' table.

use super::target::take_apart;
use super::{Canvas, InputKind, Look, number, text};
use crate::form::{FormRecord, FundingRecord, IndicatorRecord, TaskRecord};
use crate::template::compile::{Column, Field, Table};
use crate::template::spec::{ColumnId, FieldId, Kind, Place};
use crate::workbook::{Cell, CellRef, Value};

impl Canvas<'_> {
    /// The fields that stand between two tables (or above the first, or under the last).
    pub(super) fn draw_fields(&mut self, after_tables: usize) {
        let fields: Vec<&Field> = self
            .template
            .fields
            .iter()
            .filter(|f| f.after_tables == after_tables && f.value != Place::Head)
            .collect();
        let mut i = 0;
        while let Some(first) = fields.get(i) {
            let mut line = vec![*first];
            let goes_on =
                |next: &Field| next.same_line || (first.value == Place::Below && next.value == Place::Below);
            while let Some(next) = fields.get(i + line.len()).filter(|next| goes_on(next)) {
                line.push(next);
            }
            i += line.len();
            if first.value == Place::Below { self.draw_below(&line) } else { self.draw_line(&line) }
        }
    }

    /// Labels with their values to the right, the unit of the money in the last column.
    fn draw_line(&mut self, line: &[&Field]) {
        let (inside, beside): (Vec<&Field>, Vec<&Field>) =
            line.iter().copied().partition(|f| f.value == Place::Inside);
        let columns = self.width - u32::try_from(inside.len()).unwrap_or(0);
        let each = columns / u32::try_from(beside.len().max(1)).unwrap_or(1);
        for (n, field) in (0_u32..).zip(&beside) {
            let first = n * each;
            let last = if n + 1 == u32::try_from(beside.len()).unwrap_or(1) {
                columns - 1
            } else {
                first + each - 1
            };
            let label_last = if self.width > 8 && each > 3 { first + 1 } else { first };
            self.label(first, label_last, 1, &field.labels.own);
            let value = self.field_value(field.id);
            self.input(
                field.id.path(),
                InputKind::Text,
                (label_last + 1, last.max(label_last + 1)),
                1,
                value,
            );
        }
        for (n, field) in (0_u32..).zip(&inside) {
            let said = format!("{}：{}", field.labels.own, self.unit());
            let col = columns + n;
            self.input(field.id.path(), InputKind::Unit, (col, col), 1, Value::Text(said));
        }
        self.row += 1;
    }

    /// Headings in one line and the texts under them, the block label at the left.
    fn draw_below(&mut self, fields: &[&Field]) {
        let block = fields.first().map(|f| f.block.own.clone()).unwrap_or_default();
        let first = u32::from(!block.is_empty());
        if !block.is_empty() {
            self.label(0, 0, 2, &block);
        }
        let count = u32::try_from(fields.len()).unwrap_or(1);
        let each = (self.width - first) / count;
        let span = |n: u32| {
            let start = first + n * each;
            (start, if n + 1 == count { self.width - 1 } else { start + each - 1 })
        };
        let spans: Vec<(u32, u32)> = (0..count).map(span).collect();
        for (field, (start, end)) in fields.iter().zip(&spans) {
            self.label(*start, *end, 1, &field.labels.own);
        }
        self.row += 1;
        for (field, span) in fields.iter().zip(&spans) {
            let value = self.field_value(field.id);
            self.input(field.id.path(), InputKind::Text, *span, 1, value);
        }
        self.row += 1;
    }

    fn field_value(&self, id: FieldId) -> Value {
        let Some(record) = self.record else { return Value::Empty };
        text(match id {
            FieldId::Department => record.department.as_ref(),
            FieldId::Project => record.project.as_ref(),
            FieldId::CompetentDepartment => record.competent_department.as_ref(),
            FieldId::GoalsExpected => record.goals.expected.as_ref(),
            FieldId::GoalsAchieved => record.goals.achieved.as_ref(),
            FieldId::Problems => record.problems.as_ref(),
            FieldId::Measures => record.measures.as_ref(),
            FieldId::Year | FieldId::Unit => None,
        })
    }

    /// The columns of the sheet that each column of a table takes up; the last one takes what is left.
    fn spans(&self, table: &Table) -> Vec<(u32, u32)> {
        let mut next = table.block_span;
        let count = table.columns.len();
        let mut spans = Vec::with_capacity(count);
        for (i, column) in table.columns.iter().enumerate() {
            let last = if i + 1 == count { self.width - 1 } else { next + column.span - 1 };
            spans.push((next, last.max(next)));
            next = last + 1;
        }
        spans
    }

    fn draw_headings(&mut self, table: &Table, spans: &[(u32, u32)], rows: usize) {
        if table.block_span > 0 {
            let height = u32::try_from(rows).unwrap_or(0) + 1;
            self.label(0, table.block_span - 1, height, &table.block.own);
        }
        for (column, (first, last)) in table.columns.iter().zip(spans) {
            self.label(*first, *last, 1, &column.labels.own);
        }
        self.row += 1;
    }

    pub(super) fn draw_funding(&mut self, table: &Table) {
        let spans = self.spans(table);
        let offered: Vec<FundingRecord> = match self.record {
            Some(record) => record.funding.clone(),
            None => table
                .total
                .iter()
                .map(|t| (&t.labels.own, "total"))
                .chain(table.rows.iter().map(|r| (r, "part")))
                .map(|(source, role)| FundingRecord {
                    source: Some(source.clone()),
                    role: role.to_owned(),
                    ..FundingRecord::default()
                })
                .collect(),
        };
        self.draw_headings(table, &spans, offered.len());
        let first_row = self.row;
        for (index, record) in offered.iter().enumerate() {
            for (column, span) in table.columns.iter().zip(&spans) {
                self.draw_funding_cell(table, column, *span, &spans, index, record);
            }
            self.row += 1;
        }
        if self.record.is_none() {
            self.sum_parts(table, &spans, first_row, &offered);
        }
    }

    fn draw_funding_cell(
        &mut self,
        table: &Table,
        column: &Column,
        span: (u32, u32),
        spans: &[(u32, u32)],
        index: usize,
        record: &FundingRecord,
    ) {
        let Some(funding) = column.id.funding() else {
            let path = format!("funding.{index}.source");
            if self.record.is_none() {
                self.label(span.0, span.1, 1, record.source.as_deref().unwrap_or_default());
            } else {
                self.input(&path, InputKind::Text, span, 1, text(record.source.as_ref()));
            }
            return;
        };
        let path = format!("funding.{index}.{}", funding.as_str());
        let value = record.get(funding);
        let kind = match column.kind {
            Kind::Money => InputKind::Money,
            Kind::Rate => InputKind::Formula,
            _ => InputKind::Number,
        };
        self.input(&path, kind, span, 1, number(value));
        let Some(formula) = &column.formula else { return };
        let at = |id: ColumnId| {
            let (place, _) = table.columns.iter().zip(spans).find(|(c, _)| c.id == id).map(|(_, s)| *s)?;
            Some(CellRef::new(self.row, place).to_string())
        };
        let (Some(excel), Some(divisor)) = (formula.excel(at), formula.divisor(at)) else { return };
        let computed = formula.value(|id| id.funding().and_then(|f| record.get(f)));
        let agrees = match (value, computed) {
            (Some(value), Some(computed)) => value == computed.round_dp(4) || value == rounded(computed),
            (None, _) => self.record.is_none(),
            (Some(_), None) => false,
        };
        if agrees {
            let cell = CellRef::new(self.row, span.0);
            let value = computed.map_or(Value::Text(String::new()), Value::Number);
            let formula = format!("IF({divisor}=0,\"\",{excel})");
            let style = Look::Rate as usize;
            self.sheet.cells.insert(cell, Cell { value, formula: Some(formula), style, shown: None });
        }
    }

    /// In a blank form the total's amounts sum the rows under it.
    fn sum_parts(&mut self, table: &Table, spans: &[(u32, u32)], first_row: u32, offered: &[FundingRecord]) {
        let Some(total) = &table.total else { return };
        let last_row = first_row + u32::try_from(offered.len()).unwrap_or(1) - 1;
        if last_row <= first_row {
            return;
        }
        for (column, (col, _)) in table.columns.iter().zip(spans).filter(|(c, _)| total.of.contains(&c.id)) {
            let cell = CellRef::new(first_row, *col);
            let (from, to) = (CellRef::new(first_row + 1, *col), CellRef::new(last_row, *col));
            let formula = Some(format!("SUM({from}:{to})"));
            let value = Value::Number(rust_decimal::Decimal::ZERO);
            self.sheet.cells.insert(cell, Cell { value, formula, style: Look::Money as usize, shown: None });
            if let Some(funding) = column.id.funding() {
                self.laid.kinds.insert(format!("funding.0.{}", funding.as_str()), InputKind::Formula);
            }
        }
    }

    pub(super) fn draw_indicators(&mut self, table: &Table) {
        let spans = self.spans(table);
        let groups = self.groups(table);
        let total = table.total.as_ref().filter(|t| t.of.contains(&ColumnId::Weight));
        let rows: usize =
            groups.iter().map(|g| g.indicators.len().max(1)).sum::<usize>() + usize::from(total.is_some());
        self.draw_headings(table, &spans, rows);
        let mut index = 0;
        for group in &groups {
            let height = u32::try_from(group.indicators.len().max(1)).unwrap_or(1);
            for (column, span) in table.columns.iter().zip(&spans).filter(|(c, _)| c.id.is_task()) {
                let (field, kind, value) = task_value(column.id, group.task.as_ref());
                if let Some(task) = group.index {
                    self.input(&format!("tasks.{task}.{field}"), kind, *span, height, value);
                }
            }
            if group.indicators.is_empty() {
                for (_, (first, last)) in table.columns.iter().zip(&spans).filter(|(c, _)| !c.id.is_task()) {
                    self.put(*first, *last, 1, Value::Empty, Look::Text);
                }
                self.row += 1;
            }
            for (n, indicator) in group.indicators.iter().enumerate() {
                for (column, span) in table.columns.iter().zip(&spans).filter(|(c, _)| !c.id.is_task()) {
                    if column.id.is_inherited() {
                        self.draw_level(column.id, *span, &group.indicators, n, index);
                        continue;
                    }
                    let (field, kind, value) = indicator_value(column.id, indicator, table);
                    self.input(&format!("indicators.{index}.{field}"), kind, *span, 1, value);
                }
                index += 1;
                self.row += 1;
            }
        }
        if let Some(total) = total {
            let weight =
                table.columns.iter().position(|c| c.id == ColumnId::Weight).and_then(|i| spans.get(i));
            let first = weight.map_or(table.block_span, |(first, _)| *first);
            let label = total.labels.own.clone();
            self.label(table.block_span, first.saturating_sub(1).max(table.block_span), 1, &label);
            for (column, span) in table.columns.iter().zip(&spans) {
                let (path, value) = match column.id {
                    ColumnId::Weight => ("total_weight", self.record.and_then(|r| r.total_weight)),
                    ColumnId::Score => ("total_score", self.record.and_then(|r| r.total_score)),
                    _ => continue,
                };
                self.input(path, InputKind::Number, *span, 1, number(value));
            }
            self.row += 1;
        }
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
            let field = if id == ColumnId::Level1 { "level1" } else { "level2" };
            let path = format!("indicators.{index}.{field}");
            self.input(&path, InputKind::Text, (first, last), 1, Value::Empty);
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
        let has_tasks = table.columns.iter().any(|c| c.id.is_task());
        match self.record {
            Some(record) => groups_of(record, has_tasks),
            None if has_tasks => (0..self.size.tasks)
                .map(|task| Group {
                    index: Some(task),
                    task: Some(TaskRecord {
                        name: Some(format!("任务{}", task + 1)),
                        ..TaskRecord::default()
                    }),
                    indicators: vec![IndicatorRecord::default(); self.size.indicators.max(1)],
                })
                .collect(),
            None => vec![Group {
                index: None,
                task: None,
                indicators: offered(table, self.size.indicators.max(1)),
            }],
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

fn task_value(id: ColumnId, task: Option<&TaskRecord>) -> (&'static str, InputKind, Value) {
    let of = |get: fn(&TaskRecord) -> Option<&String>| text(task.and_then(get));
    match id {
        ColumnId::TaskFunds => ("funds", InputKind::Money, number(task.and_then(|t| t.funds))),
        ColumnId::TaskName => ("name", InputKind::Text, of(|t| t.name.as_ref())),
        ColumnId::TaskExpected => ("expected", InputKind::Text, of(|t| t.expected.as_ref())),
        _ => ("achieved", InputKind::Text, of(|t| t.achieved.as_ref())),
    }
}

fn indicator_value(id: ColumnId, i: &IndicatorRecord, table: &Table) -> (&'static str, InputKind, Value) {
    let apart = table.column(ColumnId::TargetComparator).is_some();
    let part = |get: fn(super::target::Parts) -> String| {
        let part = i.target.as_deref().map(take_apart).map(get).filter(|p| !p.is_empty());
        text(part.as_ref())
    };
    match id {
        ColumnId::Name => ("name", InputKind::Text, text(i.name.as_ref())),
        ColumnId::Definition => ("definition", InputKind::Text, text(i.definition.as_ref())),
        ColumnId::TargetComparator => ("target_comparator", InputKind::Text, part(|p| p.comparator)),
        ColumnId::Target if apart => ("target", InputKind::Text, part(|p| p.value)),
        ColumnId::TargetUnit => ("target_unit", InputKind::Text, part(|p| p.unit)),
        ColumnId::Target => ("target", InputKind::Text, text(i.target.as_ref())),
        ColumnId::Actual => ("actual", InputKind::Text, text(i.actual.as_ref())),
        ColumnId::Weight => ("weight", InputKind::Number, number(i.weight)),
        ColumnId::Score => ("score", InputKind::Number, number(i.score)),
        _ => ("deviation_reason", InputKind::Text, text(i.deviation_reason.as_ref())),
    }
}

fn rounded(number: rust_decimal::Decimal) -> rust_decimal::Decimal {
    number.round_dp_with_strategy(4, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}
