//! One worksheet of a .xls workbook. Cells go one by one into the sparse sheet, whatever extents the file claims.

mod lines;

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::super::arrays;
use super::super::dates::counted_from_1900;
use super::super::meter::Meter;
use super::super::panes::first_that_scrolls;
use super::super::settle::{ColumnRun, settle};
use super::super::xlsx::LeftBehind;
use super::super::{Cell, CellRange, CellRef, Comment, MAX_COLUMNS, ReadError, Sheet, Value};
use super::book::Globals;
use super::formula::{Layout, Tokens, error};
use super::page::Pages;
use super::records::{Coding, Record, Records, f64_at, short, u16_at, u32_at};

/// The look that cells have which nobody changed.
const PLAIN_LOOK: usize = 15;

/// Reads the worksheet whose records begin at byte `at` into `sheet`, which has its name already.
pub(super) fn read(
    stream: &[u8],
    at: usize,
    book: &Looks<'_>,
    meter: &mut Meter,
    sheet: &mut Sheet,
) -> Result<Extras, ReadError> {
    let mut pass = Pass {
        book,
        meter,
        sheet,
        left_behind: LeftBehind::default(),
        merges: Vec::new(),
        columns: Vec::new(),
        last_column: 0,
        is_frozen: false,
        last_formula: None,
        waiting: Vec::new(),
        shared: HashMap::new(),
        arrays: BTreeMap::new(),
        object: 0,
        notes: HashMap::new(),
        noted: Vec::new(),
        pages: Pages::default(),
        has_filter: false,
    };
    let mut records = Records::new(stream, at);
    if records.next().is_none_or(|first| first.kind != 0x0809) {
        return Err(ReadError::Damaged("找不到工作表的内容".into()));
    }
    // Charts inside a sheet have records of their own between a beginning and an end.
    let mut depth = 0_usize;
    while let Some(record) = records.next() {
        pass.meter.record()?;
        match record.kind {
            0x0809 => depth += 1,
            0x000A if depth == 0 => break,
            0x000A => depth -= 1,
            _ if depth > 0 => {}
            0x0207 => {
                let text = match book.globals.coding {
                    Coding::Unicode => records.with_continuations(record).text(),
                    coding @ Coding::CodePage(_) => coding.text(record.data, 0, 2).map(|(text, _)| text),
                };
                pass.formula_text(text.ok_or_else(|| short("公式文字"))?)?;
            }
            0x01B6 => {
                let length = usize::from(u16_at(record.data, 10).unwrap_or_default());
                let mut segments = records.with_continuations(record);
                segments.next_segment();
                if let Some(text) = segments.flagged_characters(length).filter(|_| length > 0) {
                    pass.meter.text(text.len())?;
                    pass.notes.insert(pass.object, text);
                }
            }
            _ => pass.record(record)?,
        }
    }
    pass.finish()
}

/// The globals with their looks resolved.
pub(super) struct Looks<'g> {
    pub(super) globals: &'g Globals,
    /// For each index that cells use the index of the workbook's look.
    pub(super) of_index: &'g [usize],
    /// Where dates count from 1904, which of the workbook's looks show numbers as dates; else nothing.
    pub(super) dates_of_1904: &'g [bool],
}

/// What a worksheet holds besides its cells.
pub(super) struct Extras {
    /// What it has and the program does not carry over.
    pub(super) left_behind: LeftBehind,
    /// Whether rows can be filtered by the range that a name gives.
    pub(super) has_filter: bool,
}

struct Pass<'g, 's, 'm> {
    book: &'g Looks<'g>,
    meter: &'m mut Meter,
    sheet: &'m mut Sheet,
    left_behind: LeftBehind,
    merges: Vec<CellRange>,
    columns: Vec<ColumnRun>,
    last_column: u32,
    /// Whether the panes that may follow are frozen.
    is_frozen: bool,
    /// The formula whose text result comes next.
    last_formula: Option<CellRef>,
    /// Cells whose formula is stored with another cell: themselves and that cell.
    waiting: Vec<(CellRef, CellRef)>,
    shared: HashMap<CellRef, Tokens<'s>>,
    /// The ranges of array formulas, by their first cells.
    arrays: BTreeMap<CellRef, CellRange>,
    /// The number of the object that was read last, and the texts of notes by it.
    object: u16,
    notes: HashMap<u16, String>,
    noted: Vec<(CellRef, u16, Comment)>,
    pages: Pages,
    /// Whether rows can be filtered.
    has_filter: bool,
}

impl<'s> Pass<'_, 's, '_> {
    fn record(&mut self, record: Record<'s>) -> Result<(), ReadError> {
        let data = record.data;
        match record.kind {
            0x0203 => self.cell(data, "数字", |data, _| Some(Value::from_f64(f64_at(data, 6)?))),
            0x027E => self.cell(data, "数字", |data, _| Some(packed_number(u32_at(data, 6)?))),
            0x00FD => {
                let index = u32_at(data, 6).and_then(|index| usize::try_from(index).ok());
                if index.is_some_and(|index| self.book.globals.rich.contains(&index)) {
                    self.left_behind.count("文字的局部格式");
                }
                self.cell(data, "文字", |data, book| {
                    let index = usize::try_from(u32_at(data, 6)?).ok()?;
                    Some(Value::Text(book.globals.strings.get(index)?.clone()))
                })
            }
            0x0204 | 0x00D6 => self.cell(data, "文字", |data, book| {
                Some(Value::Text(book.globals.coding.text(data, 6, 2)?.0))
            }),
            0x0205 => self.cell(data, "逻辑值", |data, _| {
                let code = *data.get(6)?;
                Some(if *data.get(7)? == 0 { Value::Bool(code != 0) } else { Value::Error(error(code)) })
            }),
            0x0006 => self.formula(data),
            0x00BD => self.many(data, 6, |piece| Some(packed_number(u32_at(piece, 2)?))),
            0x00BE => self.many(data, 2, |_| Some(Value::Empty)),
            0x0201 => self.cell(data, "空白", |_, _| Some(Value::Empty)),
            0x04BC => {
                self.formula_elsewhere(data, 8);
                Ok(())
            }
            0x0221 => {
                self.array(data);
                self.formula_elsewhere(data, 12);
                Ok(())
            }
            0x0208 => self.row(data),
            0x007D => {
                self.column(data);
                Ok(())
            }
            0x00E5 => self.merged(data),
            0x023E => {
                self.is_frozen = u16_at(data, 0).is_some_and(|flags| flags & 8 != 0);
                self.extra(record);
                Ok(())
            }
            0x0041 if self.is_frozen => {
                let split = |at| u32::from(u16_at(data, at).unwrap_or(0));
                self.sheet.frozen = first_that_scrolls(split(2), split(0));
                Ok(())
            }
            _ => {
                self.extra(record);
                Ok(())
            }
        }
    }

    fn cell(
        &mut self,
        data: &[u8],
        what: &str,
        value: impl Fn(&[u8], &Looks<'_>) -> Option<Value>,
    ) -> Result<(), ReadError> {
        let (Some(row), Some(col), Some(look)) = (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4)) else {
            return Err(short(what));
        };
        let value = value(data, self.book).ok_or_else(|| short(what))?;
        self.put(CellRef::new(row.into(), col.into()), look, value, None)
    }

    fn many(
        &mut self,
        data: &[u8],
        width: usize,
        value: impl Fn(&[u8]) -> Option<Value>,
    ) -> Result<(), ReadError> {
        let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else {
            return Err(short("单元格"));
        };
        let pieces = data.get(4..data.len().saturating_sub(2)).unwrap_or_default().chunks_exact(width);
        // One record may stand for 256 cells, of which none is kept.
        self.meter.records(pieces.len())?;
        for (offset, piece) in (0_u32..).zip(pieces) {
            let (Some(look), Some(value)) = (u16_at(piece, 0), value(piece)) else { continue };
            self.put(CellRef::new(row.into(), u32::from(first) + offset), look, value, None)?;
        }
        Ok(())
    }

    fn put(
        &mut self,
        at: CellRef,
        look: u16,
        value: Value,
        formula: Option<String>,
    ) -> Result<(), ReadError> {
        if at.col >= MAX_COLUMNS {
            return Err(ReadError::Damaged("单元格超出 Excel 的列数".into()));
        }
        let look_of = |index: usize| self.book.of_index.get(index).copied().unwrap_or(0);
        let style = look_of(usize::from(look));
        let blank = value == Value::Empty && formula.is_none() && self.last_formula != Some(at);
        if blank {
            if style == look_of(PLAIN_LOOK) || !self.meter.keeps_blank() {
                return Ok(());
            }
        } else {
            self.meter.cell(formula.is_some() || self.last_formula == Some(at))?;
            self.meter.text(value.text().map_or(0, str::len) + formula.as_ref().map_or(0, String::len))?;
        }
        let is_of_1904 = self.book.dates_of_1904.get(style) == Some(&true);
        let value = if is_of_1904 { counted_from_1900(value) } else { value };
        self.last_column = self.last_column.max(at.col);
        self.sheet.cells.insert(at, Cell { value, formula, style, shown: None });
        Ok(())
    }

    fn formula(&mut self, data: &'s [u8]) -> Result<(), ReadError> {
        let (Some(row), Some(col), Some(look), Some(result)) =
            (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4), data.get(6..14))
        else {
            return Err(short("公式"));
        };
        let at = CellRef::new(row.into(), col.into());
        let value = match result {
            // The text comes in a record of its own.
            [0 | 3, .., 0xFF, 0xFF] => Value::Text(String::new()),
            [1, _, code, .., 0xFF, 0xFF] => Value::Bool(*code != 0),
            [2, _, code, .., 0xFF, 0xFF] => Value::Error(error(*code)),
            _ => Value::from_f64(f64_at(result, 0).unwrap_or_default()),
        };
        let unicode = self.book.globals.coding == Coding::Unicode;
        let tokens = Tokens::at(Layout::Xls, data, 20).filter(|_| unicode);
        let formula = if let Some(tokens) = tokens {
            match tokens.stored_with() {
                Some(elsewhere) => {
                    self.waiting.push((at, elsewhere));
                    None
                }
                None if tokens.is_table() => {
                    self.left_behind.count("模拟运算表");
                    None
                }
                None => {
                    let text = tokens.text(&self.book.globals.context, at);
                    if text.is_none() {
                        self.left_behind.count("无法识别的公式");
                    }
                    text
                }
            }
        } else {
            self.left_behind.count("无法识别的公式");
            None
        };
        self.last_formula = Some(at);
        self.put(at, look, value, formula)
    }

    /// The text that the last formula gave.
    fn formula_text(&mut self, text: String) -> Result<(), ReadError> {
        self.meter.text(text.len())?;
        if let Some(cell) = self.last_formula.take().and_then(|at| self.sheet.cells.get_mut(&at)) {
            cell.value = Value::Text(text);
        }
        Ok(())
    }

    /// A formula that several cells share, or of an array: kept by its first cell.
    fn formula_elsewhere(&mut self, data: &'s [u8], at: usize) {
        // Cells name the one that the formula was stored with, which is not always the range's first.
        let waiting = self.waiting.last().filter(|(cell, _)| Some(*cell) == self.last_formula);
        if let (Some((_, stored_with)), Some(tokens)) = (waiting, Tokens::at(Layout::Xls, data, at)) {
            self.shared.insert(*stored_with, tokens);
        }
    }

    /// The cells that the array formula of this record fills.
    fn array(&mut self, data: &[u8]) {
        let row = |at| u16_at(data, at).map(u32::from);
        let col = |at: usize| data.get(at).map(|col| u32::from(*col));
        if let (Some(top), Some(bottom), Some(left), Some(right)) = (row(0), row(2), col(4), col(5)) {
            let range = CellRange::new(CellRef::new(top, left), CellRef::new(bottom, right));
            self.arrays.insert(range.first, range);
        }
    }

    fn finish(mut self) -> Result<Extras, ReadError> {
        for (at, elsewhere) in std::mem::take(&mut self.waiting) {
            // The formula of an array is its first cell's.
            if at != elsewhere && self.arrays.get(&elsewhere).is_some_and(|range| range.contains(at)) {
                continue;
            }
            let tokens = self.shared.get(&elsewhere);
            self.meter.tokens(tokens.map_or(0, |tokens| tokens.bytes().len()))?;
            let formula = tokens.and_then(|tokens| tokens.text(&self.book.globals.context, at));
            match (formula, self.sheet.cells.get_mut(&at)) {
                (Some(formula), Some(cell)) => {
                    self.meter.text(formula.len())?;
                    cell.formula = Some(formula);
                }
                _ => self.left_behind.count("无法识别的公式"),
            }
        }
        for (at, object, mut comment) in std::mem::take(&mut self.noted) {
            if let Some(text) = self.notes.get(&object) {
                self.meter.text(text.len())?;
                comment.text.clone_from(text);
                self.sheet.comments.insert(at, comment);
            }
        }
        self.pages.finish(self.sheet);
        settle(self.sheet, self.merges, self.columns, 0, self.last_column, self.meter)?;
        let stated = self.arrays.into_iter().collect();
        arrays::settle(self.sheet, stated, &mut self.left_behind, self.meter)?;
        Ok(Extras { left_behind: self.left_behind, has_filter: self.has_filter })
    }
}

/// A number packed into 30 bits: a whole number or the upper half of a floating-point one, perhaps times 100.
pub(in super::super) fn packed_number(packed: u32) -> Value {
    let hundredths = packed & 1 != 0;
    if packed & 2 != 0 {
        let whole = i64::from(packed.cast_signed() >> 2);
        return Value::Number(Decimal::new(whole, if hundredths { 2 } else { 0 }).normalize());
    }
    let number = f64::from_bits(u64::from(packed & !3) << 32);
    Value::from_f64(if hundredths { number / 100.0 } else { number })
}
