//! The parts of a form but its indicators: fields and the funding table.

use super::{Canvas, InputKind, Look, number, text};
use crate::form::{FieldPath, FundingField, RowRole};
use crate::record::{FormRecord, FundingRecord};
use crate::template::amount::with_points;
use crate::template::compile::{Column, Field, Table, Template};
use crate::template::spec::{BlockIs, ColumnId, FieldId, Kind, Place, TableId};
use crate::workbook::{Cell, CellRef, Value};

/// The fields that stand between two tables, line by line.
fn lines(template: &Template, after_tables: usize) -> Vec<Vec<&Field>> {
    let mut lines: Vec<Vec<&Field>> = Vec::new();
    for field in &template.fields {
        // The total of the scores is laid out under them.
        let is_drawn = field.value != Place::Head && field.id != FieldId::TotalScore;
        if field.after_tables != after_tables || !is_drawn {
            continue;
        }
        match lines.last_mut() {
            Some(line) if field.same_line || (goes_below(line) && field.value == Place::Below) => {
                line.push(field);
            }
            _ => lines.push(vec![field]),
        }
    }
    lines
}

/// Whether the values of a line's fields stand in the line under it.
fn goes_below(line: &[&Field]) -> bool {
    line.first().is_some_and(|first| first.value == Place::Below)
}

/// How many columns the fields need: one for each label and one for each value beside it, on the longest line.
pub(super) fn columns_of_fields(template: &Template) -> u32 {
    let of_line = |line: Vec<&Field>| {
        if goes_below(&line) {
            let has_block = line.first().is_some_and(|first| !first.block.own.is_empty());
            return count(line.len()) + u32::from(has_block);
        }
        line.iter().map(|field| if field.value == Place::Inside { 1 } else { 2 }).sum()
    };
    let all = (0..=template.tables.len()).flat_map(|after_tables| lines(template, after_tables));
    all.map(of_line).max().unwrap_or(0)
}

/// A number of fields; a template has each of them once.
fn count(fields: usize) -> u32 {
    u32::try_from(fields).unwrap_or(u32::MAX)
}

impl Canvas<'_> {
    /// The fields that stand between two tables (or above the first, or under the last).
    pub(super) fn draw_fields(&mut self, after_tables: usize) {
        // The goal that a block label has beside it stands there.
        let has_goal = |table: &Table| table.block_is == BlockIs::Task;
        let beside_block = self.template.tables.iter().any(has_goal);
        for mut line in lines(self.template, after_tables) {
            line.retain(|field| {
                let drawn = beside_block && field.id == FieldId::GoalsExpected;
                !field.sometimes || (!drawn && self.field_value(field.id) != Value::Empty)
            });
            if line.is_empty() {
                continue;
            }
            if goes_below(&line) { self.draw_below(&line) } else { self.draw_line(&line) }
        }
    }

    /// Labels with their values to the right, the unit of the money in the last column.
    fn draw_line(&mut self, line: &[&Field]) {
        let (inside, beside): (Vec<&Field>, Vec<&Field>) =
            line.iter().copied().partition(|f| f.value == Place::Inside);
        let columns = self.width - count(inside.len());
        let each = columns / count(beside.len().max(1));
        for (n, field) in (0_u32..).zip(&beside) {
            let first = n * each;
            let last = if n + 1 == count(beside.len()) { columns - 1 } else { first + each - 1 };
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
        let fields_below = count(fields.len());
        let each = (self.width - first) / fields_below.max(1);
        let span = |n: u32| {
            let start = first + n * each;
            (start, if n + 1 == fields_below { self.width - 1 } else { start + each - 1 })
        };
        let spans: Vec<(u32, u32)> = (0..fields_below).map(span).collect();
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
            FieldId::Year | FieldId::Unit | FieldId::TotalScore => None,
        })
    }

    /// The columns of the sheet that each column of a table takes up; the last one takes what is left.
    pub(super) fn spans(&self, table: &Table) -> Vec<(u32, u32)> {
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

    pub(super) fn draw_headings(&mut self, table: &Table, spans: &[(u32, u32)], rows: usize) {
        if table.block_span > 0 && table.block_is == BlockIs::Label {
            let height = u32::try_from(rows).unwrap_or(0) + 1;
            let label = self.block_label(table);
            self.label(0, table.block_span - 1, height, &label);
        }
        for (column, (first, last)) in table.columns.iter().zip(spans) {
            self.label(*first, *last, 1, &column.labels.own);
        }
        self.row += 1;
    }

    /// The label beside a table; where it gives points that no column gives, the record's.
    fn block_label(&self, table: &Table) -> String {
        let own = &table.block.own;
        let of_total = |record: &FormRecord| record.funding.iter().find_map(|row| row.weight);
        match self.record.and_then(of_total) {
            Some(points) if table.id == TableId::Funding && table.column(ColumnId::Weight).is_none() => {
                with_points(own, points)
            }
            _ => own.clone(),
        }
    }

    pub(super) fn draw_funding(&mut self, table: &Table) {
        let spans = self.spans(table);
        let offered: Vec<FundingRecord> = match self.record {
            Some(record) => record.funding.clone(),
            None => table
                .total
                .iter()
                .map(|t| (&t.labels.own, RowRole::Total))
                .chain(table.rows.iter().map(|r| (r, RowRole::Part)))
                .map(|(source, role)| FundingRecord {
                    source: Some(source.clone()),
                    role,
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
            if self.record.is_none() {
                self.label(span.0, span.1, 1, record.source.as_deref().unwrap_or_default());
            } else {
                let path = FieldPath::funding(index, FundingField::Source);
                self.input(path, InputKind::Text, span, 1, text(record.source.as_ref()));
            }
            return;
        };
        let value = record.get(funding);
        let kind = match column.kind {
            Kind::Money => InputKind::Money,
            Kind::Rate => InputKind::Formula,
            _ => InputKind::Number,
        };
        self.input(FieldPath::figure(index, funding), kind, span, 1, number(value));
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
                self.laid.kinds.insert(FieldPath::figure(0, funding), InputKind::Formula);
            }
        }
    }
}

fn rounded(number: rust_decimal::Decimal) -> rust_decimal::Decimal {
    number.round_dp_with_strategy(4, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}
