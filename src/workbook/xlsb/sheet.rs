//! One worksheet part of .xlsb, in one pass.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;

use rust_decimal::prelude::ToPrimitive;

use super::super::arrays;
use super::super::dates::counted_from_1900;
use super::super::meter::Meter;
use super::super::panes::first_that_scrolls;
use super::super::settle::{ColumnRun, settle};
use super::super::xls::formula::{Layout, Tokens, error};
use super::super::xls::links::Context;
use super::super::xls::packed_number;
use super::super::xls::records::{f64_at, short, u16_at, u32_at};
use super::super::xlsx::{COMMENT, LeftBehind};
use super::super::{Cell, CellRange, CellRef, MAX_COLUMNS, MAX_ROWS, ReadError, Sheet, Value};
use super::records::{Records, text};

/// What the cells of a sheet refer to.
pub(super) struct Shared<'w> {
    pub(super) strings: &'w [String],
    pub(super) looks: &'w [usize],
    pub(super) dates_of_1904: &'w [bool],
    pub(super) context: &'w Context,
}

/// Reads a worksheet part into `sheet`, which has its name already.
pub(super) fn read<R: Read>(
    records: &mut Records<R>,
    shared: &Shared<'_>,
    meter: &mut Meter,
    sheet: &mut Sheet,
) -> Result<LeftBehind, ReadError> {
    let mut pass = Pass {
        shared,
        meter,
        sheet,
        left_behind: LeftBehind::default(),
        row: 0,
        last: None,
        waiting: Vec::new(),
        elsewhere: HashMap::new(),
        arrays: BTreeMap::new(),
        merges: Vec::new(),
        columns: Vec::new(),
        last_column: 0,
    };
    while let Some((kind, data)) = records.next()? {
        pass.meter.record()?;
        pass.record(kind, data)?;
    }
    pass.finish()
}

struct Pass<'w, 'm> {
    shared: &'w Shared<'w>,
    meter: &'m mut Meter,
    sheet: &'m mut Sheet,
    left_behind: LeftBehind,
    row: u32,
    /// The last formula's cell.
    last: Option<CellRef>,
    /// Cells whose formula is stored with another cell: themselves and that cell.
    waiting: Vec<(CellRef, CellRef)>,
    elsewhere: HashMap<CellRef, Vec<u8>>,
    /// The ranges of array formulas, by their first cells.
    arrays: BTreeMap<CellRef, CellRange>,
    merges: Vec<CellRange>,
    columns: Vec<ColumnRun>,
    last_column: u32,
}

impl Pass<'_, '_> {
    fn record(&mut self, kind: u16, data: &[u8]) -> Result<(), ReadError> {
        match kind {
            0x0000 => self.row(data)?,
            0x0001..=0x000B | 0x003E => self.cell(kind, data)?,
            0x01AA => self.formula_elsewhere(data, 17, true),
            0x01AB => self.formula_elsewhere(data, 16, false),
            0x00B0 => {
                if let Some(range) = range_at(data) {
                    self.meter.merge()?;
                    self.merges.push(range);
                }
            }
            0x003C if self.columns.len() < MAX_COLUMNS as usize => {
                if let (Some(first), Some(last), Some(width), Some(flags)) =
                    (u32_at(data, 0), u32_at(data, 4), u32_at(data, 8), u16_at(data, 16))
                {
                    let width = Some(f64::from(width) / 256.0);
                    self.columns.push(ColumnRun { first, last, width, hidden: flags & 1 != 0 });
                }
            }
            0x0097 if data.get(28).is_some_and(|flags| flags & 3 != 0) => {
                let split = |at| f64_at(data, at).and_then(|split| split.to_u32()).unwrap_or(0);
                self.sheet.frozen = first_that_scrolls(split(8), split(0));
            }
            // A filter; a table, which may have one.
            0x00A1 | 0x0295 => self.sheet.filter.may_hide_rows = true,
            0x0040 => self.left_behind.count("数据验证"),
            0x01CD => self.left_behind.count("条件格式"),
            0x01EE => self.left_behind.count("超链接"),
            0x0217 if u32_at(data, 2) == Some(1) => self.left_behind.count("工作表保护"),
            0x0226 => self.left_behind.count("图片、图形或图表"),
            0x0227 => self.left_behind.count(COMMENT),
            _ => {}
        }
        Ok(())
    }

    fn row(&mut self, data: &[u8]) -> Result<(), ReadError> {
        let (Some(row), Some(height), Some(&flags)) = (u32_at(data, 0), u16_at(data, 8), data.get(11)) else {
            return Err(short("行"));
        };
        self.row = row;
        if flags & 0x30 != 0 {
            self.meter.lines(1)?;
        }
        if row < MAX_ROWS {
            if flags & 0x10 != 0 {
                self.sheet.hidden_rows.insert(row);
            }
            if flags & 0x20 != 0 {
                self.sheet.row_heights.insert(row, f64::from(height) / 20.0);
            }
        }
        Ok(())
    }

    fn cell(&mut self, kind: u16, data: &[u8]) -> Result<(), ReadError> {
        let (Some(col), Some(look)) = (u32_at(data, 0), u32_at(data, 4)) else {
            return Err(short("单元格"));
        };
        let at = CellRef::new(self.row, col);
        if at.row >= MAX_ROWS || at.col >= MAX_COLUMNS {
            return Err(ReadError::Damaged("单元格超出 Excel 的范围".into()));
        }
        let (value, formula_at) = self.value(kind, data).ok_or_else(|| short("单元格"))?;
        let formula = match formula_at {
            Some(place) => self.formula(data, place, at),
            None => None,
        };
        let look_of = |index: usize| self.shared.looks.get(index).copied().unwrap_or(0);
        let style = look_of(usize::try_from(look & 0xFF_FFFF).unwrap_or(0));
        if value == Value::Empty && formula_at.is_none() {
            if style == look_of(0) || !self.meter.keeps_blank() {
                return Ok(());
            }
        } else {
            self.meter.cell(formula_at.is_some())?;
            self.meter.text(value.text().map_or(0, str::len) + formula.as_ref().map_or(0, String::len))?;
        }
        let is_of_1904 = self.shared.dates_of_1904.get(style) == Some(&true);
        let value = if is_of_1904 { counted_from_1900(value) } else { value };
        self.last_column = self.last_column.max(at.col);
        self.sheet.cells.insert(at, Cell { value, formula, style, shown: None });
        Ok(())
    }

    /// The value of a cell, and where its formula begins if it has one.
    fn value(&self, kind: u16, data: &[u8]) -> Option<(Value, Option<usize>)> {
        Some(match kind {
            0x0002 => (packed_number(u32_at(data, 8)?), None),
            0x0003 => (Value::Error(error(*data.get(8)?)), None),
            0x0004 => (Value::Bool(*data.get(8)? != 0), None),
            0x0005 => (Value::from_f64(f64_at(data, 8)?), None),
            0x0006 => (Value::Text(text(data, 8)?.0), None),
            0x0007 => {
                let index = usize::try_from(u32_at(data, 8)?).ok()?;
                (Value::Text(self.shared.strings.get(index)?.clone()), None)
            }
            // Two bytes of flags stand before a formula.
            0x0008 => {
                let (text, end) = text(data, 8)?;
                (Value::Text(text), Some(end + 2))
            }
            0x0009 => (Value::from_f64(f64_at(data, 8)?), Some(18)),
            0x000A => (Value::Bool(*data.get(8)? != 0), Some(11)),
            0x000B => (Value::Error(error(*data.get(8)?)), Some(11)),
            0x003E => (Value::Text(text(data, 9)?.0), None),
            _ => (Value::Empty, None),
        })
    }

    fn formula(&mut self, data: &[u8], place: usize, at: CellRef) -> Option<String> {
        self.last = Some(at);
        let Some(tokens) = Tokens::at(Layout::Xlsb, data, place) else {
            self.left_behind.count("无法识别的公式");
            return None;
        };
        if let Some(elsewhere) = tokens.stored_with() {
            self.waiting.push((at, elsewhere));
            return None;
        }
        if tokens.is_table() {
            self.left_behind.count("模拟运算表");
            return None;
        }
        let text = tokens.text(self.shared.context, at);
        if text.is_none() {
            self.left_behind.count("无法识别的公式");
        }
        text
    }

    /// A formula that several cells share, or of an array: kept by the cell that it is stored with.
    fn formula_elsewhere(&mut self, data: &[u8], place: usize, is_array: bool) {
        if is_array && let Some(range) = range_at(data) {
            self.arrays.insert(range.first, range);
        }
        let waiting = self.waiting.last().filter(|(cell, _)| Some(*cell) == self.last);
        if let (Some((_, stored_with)), Some(tokens)) = (waiting, Tokens::at(Layout::Xlsb, data, place)) {
            self.elsewhere.insert(*stored_with, tokens.bytes().to_vec());
        }
    }

    fn finish(mut self) -> Result<LeftBehind, ReadError> {
        for (at, stored_with) in std::mem::take(&mut self.waiting) {
            // The formula of an array is its first cell's.
            if at != stored_with && self.arrays.get(&stored_with).is_some_and(|range| range.contains(at)) {
                continue;
            }
            let tokens = self.elsewhere.get(&stored_with);
            self.meter.tokens(tokens.map_or(0, Vec::len))?;
            let formula =
                tokens.and_then(|bytes| Tokens::bare(Layout::Xlsb, bytes).text(self.shared.context, at));
            match (formula, self.sheet.cells.get_mut(&at)) {
                (Some(formula), Some(cell)) => {
                    self.meter.text(formula.len())?;
                    cell.formula = Some(formula);
                }
                _ => self.left_behind.count("无法识别的公式"),
            }
        }
        settle(self.sheet, self.merges, self.columns, 0, self.last_column, self.meter)?;
        let stated = self.arrays.into_iter().collect();
        arrays::settle(self.sheet, stated, &mut self.left_behind, self.meter)?;
        Ok(self.left_behind)
    }
}

/// The range of cells that a record begins with.
fn range_at(data: &[u8]) -> Option<CellRange> {
    let corner = |row, col| {
        let (row, col) = (u32_at(data, row)?, u32_at(data, col)?);
        (row < MAX_ROWS && col < MAX_COLUMNS).then(|| CellRef::new(row, col))
    };
    Some(CellRange::new(corner(0, 8)?, corner(4, 12)?))
}
