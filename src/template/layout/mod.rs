//! Laying a form out: the template's own labels and places, with a record's values or blank. What is laid out here is
//! read back by the same template.

mod indicators;
mod parts;
mod target;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::compile::{Table, Template};
use super::spec::{ColumnId, Kind, Place, TableId};
use crate::form::{FieldPath, MoneyUnit};
use crate::record::{FormRecord, IndicatorRecord};
use crate::workbook::{
    Alignment, Borders, Cell, CellRange, CellRef, Font, Horizontal, Line, LineKind, Sheet, Style, Value,
    Vertical, Workbook,
};

/// How many blank lines a form offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlankSize {
    /// Tasks (主要任务); of no matter for forms without tasks.
    pub tasks: usize,
    /// Indicators of each task, or of each level.
    pub indicators: usize,
}

impl Default for BlankSize {
    fn default() -> Self {
        Self { tasks: 3, indicators: 4 }
    }
}

/// A form that has been laid out.
#[derive(Debug, Clone, Default)]
pub struct LaidOut {
    /// The workbook, one sheet.
    pub workbook: Workbook,
    /// The cells to fill in, by their field.
    pub inputs: BTreeMap<FieldPath, CellRange>,
    /// What each input is.
    pub kinds: BTreeMap<FieldPath, InputKind>,
}

/// What a cell of a blank form is to be filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputKind {
    /// Text.
    Text,
    /// A year.
    Year,
    /// The unit of the form's money.
    Unit,
    /// Money.
    Money,
    /// Points.
    Number,
    /// Computed; not to be filled in.
    Formula,
}

/// Looks of the cells; each is an index into the workbook's styles.
#[derive(Debug, Clone, Copy)]
enum Look {
    Title = 1,
    Head,
    Label,
    Text,
    Center,
    Money,
    Rate,
    Number,
}

/// A sheet in the making.
struct Canvas<'a> {
    template: &'a Template,
    record: Option<&'a FormRecord>,
    size: BlankSize,
    laid: LaidOut,
    sheet: Sheet,
    merges: Vec<CellRange>,
    row: u32,
    width: u32,
}

impl Template {
    /// A blank form, with lines for `size` tasks and indicators.
    pub fn blank(&self, size: BlankSize) -> LaidOut {
        Canvas::new(&self.drawn(None), None, size).draw()
    }

    /// A record's form in this template's layout. Rates become live formulas where they agree with what the formula
    /// gives; else the record's value stands.
    pub fn lay_out(&self, record: &FormRecord) -> LaidOut {
        Canvas::new(&self.of_record(record).drawn(Some(record)), Some(record), BlankSize::default()).draw()
    }

    /// The template with those of the columns that only some forms have that the record has something in.
    fn drawn(&self, record: Option<&FormRecord>) -> Self {
        let mut drawn = self.clone();
        for table in &mut drawn.tables {
            let id = table.id;
            table.columns.retain(|c| c.span > 0 || record.is_some_and(|record| has_column(record, id, c.id)));
            table.columns.iter_mut().for_each(|column| column.span = column.span.max(1));
        }
        drawn
    }

    /// How many columns of a sheet the form takes up.
    fn width(&self) -> u32 {
        let of = |t: &Table| t.block_span + t.columns.iter().map(|c| c.span).sum::<u32>();
        self.tables.iter().map(of).max().unwrap_or(0).max(4).max(parts::columns_of_fields(self))
    }
}

impl<'a> Canvas<'a> {
    fn new(template: &'a Template, record: Option<&'a FormRecord>, size: BlankSize) -> Self {
        let sheet = Sheet { name: "自评表".to_owned(), ..Sheet::default() };
        let width = template.width();
        Self { template, record, size, laid: LaidOut::default(), sheet, merges: Vec::new(), row: 0, width }
    }

    fn draw(mut self) -> LaidOut {
        let all = self.width - 1;
        let template = self.template;
        self.put(0, all, 1, Value::Text(template.name.clone()), Look::Title);
        self.row += 1;
        self.draw_year(all);
        for (i, table) in template.tables.iter().enumerate() {
            self.draw_fields(i);
            match table.id {
                TableId::Funding => self.draw_funding(table),
                TableId::Indicators => self.draw_indicators(table),
            }
        }
        self.draw_fields(template.tables.len());
        for col in 0..self.width {
            self.sheet.column_widths.insert(col, 15.0);
        }
        self.sheet.merges = self.merges.into_iter().collect();
        self.laid.workbook = Workbook { sheets: vec![self.sheet], styles: styles(), ..Workbook::default() };
        self.laid
    }

    /// Writes a value into `height` lines from this one, over the columns from `first` to `last`.
    fn put(&mut self, first: u32, last: u32, height: u32, value: Value, look: Look) -> CellRange {
        let at = CellRef::new(self.row, first);
        let range = CellRange::new(at, CellRef::new(self.row + height - 1, last));
        for row in range.first.row..=range.last.row {
            for col in first..=last {
                self.sheet
                    .cells
                    .insert(CellRef::new(row, col), Cell { style: look as usize, ..Cell::default() });
            }
        }
        self.sheet.cells.insert(at, Cell { value, style: look as usize, ..Cell::default() });
        if range.cells() > 1 {
            self.merges.push(range);
        }
        range
    }

    fn label(&mut self, first: u32, last: u32, height: u32, text: &str) {
        self.put(first, last, height, Value::Text(text.to_owned()), Look::Label);
    }

    /// Writes a field's value, and notes that it is to be filled in.
    fn input(
        &mut self,
        field: FieldPath,
        kind: InputKind,
        (first, last): (u32, u32),
        height: u32,
        value: Value,
    ) {
        let look = match kind {
            InputKind::Money => Look::Money,
            InputKind::Number => Look::Number,
            InputKind::Formula => Look::Rate,
            InputKind::Year | InputKind::Unit => Look::Center,
            InputKind::Text => Look::Text,
        };
        let range = self.put(first, last, height, value, look);
        self.laid.inputs.insert(field, range);
        self.laid.kinds.insert(field, kind);
    }

    fn draw_year(&mut self, last: u32) {
        let Some(field) =
            self.template.fields.iter().find(|f| f.kind == Kind::Year && f.value == Place::Head)
        else {
            return;
        };
        let text = match (self.record, self.record.and_then(|r| r.year)) {
            (_, Some(year)) => format!("（{year}年度）"),
            (None, _) => "（    年度）".to_owned(),
            (Some(_), None) => String::new(),
        };
        let value = if text.is_empty() { Value::Empty } else { Value::Text(text) };
        let range = self.put(0, last, 1, value, Look::Head);
        self.laid.inputs.insert(field.id.path(), range);
        self.laid.kinds.insert(field.id.path(), InputKind::Year);
        self.row += 1;
    }

    /// The unit of the record's money, or the template's.
    fn unit(&self) -> String {
        let field = self.template.fields.iter().find(|f| f.kind == Kind::Unit);
        self.record
            .and_then(|r| r.unit.clone())
            .or_else(|| field.and_then(|f| f.default.clone()))
            .unwrap_or_else(|| MoneyUnit::default().as_str().to_owned())
    }
}

/// Whether a record has something in a column of a table.
fn has_column(record: &FormRecord, table: TableId, column: ColumnId) -> bool {
    let in_indicator = |i: &IndicatorRecord| match column {
        ColumnId::Level1 => i.level1.is_some(),
        ColumnId::Level2 => i.level2.is_some(),
        ColumnId::Definition => i.definition.is_some(),
        ColumnId::Weight => i.weight.is_some(),
        ColumnId::Score => i.score.is_some(),
        ColumnId::DeviationReason => i.deviation_reason.is_some(),
        // The target is the three together, and needs no columns for its parts.
        ColumnId::TargetComparator | ColumnId::TargetUnit => false,
        _ => true,
    };
    match table {
        TableId::Funding => {
            column.funding().is_none_or(|column| record.funding.iter().any(|row| row.get(column).is_some()))
        }
        TableId::Indicators => record.indicators.iter().any(in_indicator),
    }
}

fn text(value: Option<&String>) -> Value {
    value.map_or(Value::Empty, |text| Value::Text(text.clone()))
}

fn number(value: Option<Decimal>) -> Value {
    value.map_or(Value::Empty, |number| Value::Number(number.normalize()))
}

fn styles() -> Vec<Style> {
    let font =
        |size: u32, bold: bool| Font { name: "宋体".to_owned(), size: size * 100, bold, ..Font::default() };
    let line = Line { kind: LineKind::Thin, color: None };
    let boxed = Borders { left: line, right: line, top: line, bottom: line, ..Borders::default() };
    let align =
        |horizontal| Alignment { horizontal, vertical: Vertical::Center, wrap: true, ..Alignment::default() };
    let plain = |horizontal, code: &str| Style {
        number_format: code.to_owned(),
        font: font(11, false),
        borders: boxed.clone(),
        alignment: align(horizontal),
        unlocked: true,
        ..Style::default()
    };
    // In the order of `Look`.
    vec![
        Style::default(),
        Style { font: font(18, true), alignment: align(Horizontal::Center), ..Style::default() },
        Style {
            font: font(11, false),
            alignment: align(Horizontal::Center),
            unlocked: true,
            ..Style::default()
        },
        Style {
            font: font(11, true),
            borders: boxed.clone(),
            alignment: align(Horizontal::Center),
            ..Style::default()
        },
        plain(Horizontal::Left, ""),
        plain(Horizontal::Center, ""),
        plain(Horizontal::Right, "#,##0.00"),
        Style { unlocked: false, ..plain(Horizontal::Center, "0.00%") },
        plain(Horizontal::Center, ""),
    ]
}
