//! One worksheet part, in one pass.

mod lines;

use std::borrow::Cow;
use std::collections::HashMap;

use calamine::expand_shared_formula;
use quick_xml::events::{BytesStart, Event};

use super::super::arrays;
use super::super::meter::Meter;
use super::super::settle::{ColumnRun, fill_gaps, settle};
use super::super::xml::{Xml, attributes, decode_escapes, local, push_text};
use super::super::{Cell, CellRange, CellRef, MAX_COLUMNS, ReadError, Sheet, TextRun, Value};
use super::cell::{FormulaKind, Kind, Shared};
use super::colors::Color;
use super::left_behind::LeftBehind;
use super::page::{Pages, header_or_footer};
use super::strings;
use super::validations::Validations;

/// Cells that a form has, and little memory for a sheet that has none.
const CELLS_OF_A_FORM: usize = 256;

/// What a worksheet part holds besides its cells.
#[derive(Default)]
pub(super) struct Extras {
    /// What it has and the program does not carry over.
    pub(super) left_behind: LeftBehind,
    /// Whether it refers to parts of its own (drawings, comments, tables).
    pub(super) relations: bool,
    /// The colour of its tab.
    pub(super) tab_color: Option<Color>,
}

/// Reads a worksheet part into `sheet`, which has its name already.
pub(super) fn read(
    xml: &mut Xml<'_>,
    shared: &Shared<'_>,
    meter: &mut Meter,
    sheet: &mut Sheet,
) -> Result<Extras, ReadError> {
    let mut pass = Pass {
        shared,
        meter,
        sheet,
        cells: Vec::with_capacity(CELLS_OF_A_FORM),
        extras: Extras::default(),
        row: 0,
        col: 0,
        current: Current::default(),
        text: String::new(),
        formula: String::new(),
        runs: None,
        templates: HashMap::new(),
        waiting: Vec::new(),
        arrays: Vec::new(),
        merges: Vec::new(),
        columns: Vec::new(),
        validations: Validations::default(),
        pages: Pages::default(),
        default_width: None,
        last_column: 0,
    };
    let mut into = Into::Nothing;
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                let empty = matches!(event, Event::Empty(_));
                match local(start.name()) {
                    "row" => pass.begin_row(start)?,
                    "c" => {
                        pass.begin_cell(start)?;
                        if empty {
                            pass.end_cell()?;
                        }
                    }
                    // Where a cell has its text both ways, the one inline is the one that its type names.
                    "is" if !empty => {
                        let item = strings::item(xml, shared.palette)?;
                        pass.runs = item.runs();
                        pass.text = item.text;
                        pass.current.decoded = pass.text.len();
                    }
                    "is" => pass.text.clear(),
                    "v" if !empty && !pass.has_inline_text() => into = Into::Value,
                    "t" if !empty => into = Into::Inline,
                    "f" => {
                        pass.current.formula = FormulaKind::of(start);
                        if !empty {
                            into = Into::Formula;
                        }
                    }
                    "dataValidation" => {
                        pass.validations.begin(start, pass.meter);
                        if empty {
                            pass.end_validation();
                        }
                    }
                    "formula1" | "formula2" if !empty => {
                        pass.validations.begin_formula();
                        into = Into::Condition;
                    }
                    // Readings of characters and looks of runs are no text, and how someone else looks at the sheet is
                    // not how it is.
                    "rPh" | "rPr" | "customSheetViews" if !empty => {
                        xml.skip()?;
                    }
                    "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader"
                    | "firstFooter"
                        if !empty =>
                    {
                        let name = local(start.name()).to_owned();
                        let mut text = String::new();
                        xml.text_into(&mut text)?;
                        pass.meter.text(text.len())?;
                        header_or_footer(&name, text, pass.sheet, &mut pass.extras.left_behind);
                    }
                    other => pass.other(other, start)?,
                }
            }
            Event::End(end) => match local(end.name()) {
                "c" => pass.end_cell()?,
                "v" | "f" | "formula1" | "formula2" => into = Into::Nothing,
                "dataValidation" => pass.end_validation(),
                "t" => {
                    let from = pass.current.decoded;
                    decode_escapes(&mut pass.text, from);
                    pass.current.decoded = pass.text.len();
                    into = Into::Nothing;
                }
                _ => {}
            },
            Event::Eof => break,
            _ => match into {
                Into::Nothing => {}
                Into::Value | Into::Inline => push_text(&event, &mut pass.text)?,
                Into::Formula => push_text(&event, &mut pass.formula)?,
                Into::Condition => pass.validations.formula(|text| push_text(&event, text))?,
            },
        }
    }
    pass.finish()
}

/// Where the text of the current element goes.
#[derive(Clone, Copy)]
enum Into {
    Nothing,
    Value,
    Inline,
    Formula,
    Condition,
}

/// The cell that is being read.
#[derive(Default)]
struct Current {
    at: CellRef,
    look: usize,
    kind: Kind,
    formula: FormulaKind,
    /// Whether its array formula fills as many cells as its result has.
    spills: bool,
    /// How much of the text has its escapes decoded.
    decoded: usize,
}

struct Pass<'w, 'm> {
    shared: &'w Shared<'w>,
    meter: &'m mut Meter,
    sheet: &'m mut Sheet,
    /// In the file's order; the sheet's map is built from them at once, which takes half the memory of putting them into it
    /// one by one.
    cells: Vec<(CellRef, Cell)>,
    extras: Extras,
    /// The row that cells without an address are in, and the column after the last cell.
    row: u32,
    col: u32,
    current: Current,
    text: String,
    formula: String,
    /// The runs of a text in the cell itself.
    runs: Option<Vec<TextRun>>,
    /// Shared formulas by number: where each begins, and its text there.
    templates: HashMap<u32, (CellRef, String)>,
    /// Cells that use a shared formula before it was given.
    waiting: Vec<(CellRef, u32)>,
    /// Cells with array formulas, and the ranges that these are said to fill.
    arrays: Vec<(CellRef, CellRange)>,
    merges: Vec<CellRange>,
    columns: Vec<ColumnRun>,
    validations: Validations,
    pages: Pages,
    /// The width of the columns that no run is about, if it is not the usual one.
    default_width: Option<f64>,
    last_column: u32,
}

impl Pass<'_, '_> {
    fn begin_cell(&mut self, start: &BytesStart<'_>) -> Result<(), ReadError> {
        self.meter.record()?;
        self.text.clear();
        self.formula.clear();
        self.runs = None;
        let mut at = CellRef::new(self.row.saturating_sub(1), self.col);
        let mut index = 0;
        let (mut kind, mut spills) = (Kind::Number, false);
        for (key, attribute) in attributes(start) {
            match key {
                "r" => at = attribute.value.parse().map_err(|_| bad_address(&attribute.value))?,
                "s" => index = attribute.value.trim().parse().unwrap_or(0),
                "t" => kind = Kind::of(&attribute.value),
                "cm" => spills = true,
                _ => {}
            }
        }
        if at.col >= MAX_COLUMNS {
            return Err(bad_address(&at.to_string()));
        }
        self.col = at.col + 1;
        self.row = at.row + 1;
        let look = if index == 0 && self.shared.looks.is_empty() { 0 } else { index };
        let look = self.shared.looks.get(look).copied().unwrap_or(0);
        self.current = Current { at, look, kind, formula: FormulaKind::None, spills, decoded: 0 };
        Ok(())
    }

    fn has_inline_text(&self) -> bool {
        self.current.kind == Kind::Inline && !self.text.is_empty()
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        let Current { at, look, kind, .. } = self.current;
        let formula = self.take_formula()?;
        let own = self.runs.take().map(Cow::Owned);
        let runs = own.or_else(|| self.shared.runs(kind, &self.text).map(Cow::Borrowed));
        let value = kind.value(&mut self.text, at, look, self.shared)?;
        let waits = self.waiting.last().is_some_and(|(cell, _)| *cell == at);
        if value == Value::Empty && formula.is_none() && !waits {
            if look == self.plain_look() || !self.meter.keeps_blank() {
                return Ok(());
            }
        } else {
            self.meter.cell(formula.is_some() || waits)?;
            if let Value::Text(text) = &value {
                self.meter.text(text.len())?;
            }
        }
        if let Some(runs) = runs {
            if self.meter.keeps_runs(runs.len()) {
                self.meter.text(runs.iter().map(|run| run.text.len()).sum())?;
                self.sheet.rich_texts.insert(at, runs.into_owned());
            } else {
                self.extras.left_behind.count("文字的局部格式");
            }
        }
        self.last_column = self.last_column.max(at.col);
        self.cells.push((at, Cell { value, formula, style: look, shown: None }));
        Ok(())
    }

    /// The look of cells that name none.
    fn plain_look(&self) -> usize {
        self.shared.looks.first().copied().unwrap_or(0)
    }

    fn take_formula(&mut self) -> Result<Option<String>, ReadError> {
        let at = self.current.at;
        let text = self.formula.trim();
        let text = text.strip_prefix('=').unwrap_or(text);
        let formula = match self.current.formula {
            FormulaKind::None => return Ok(None),
            FormulaKind::DataTable => {
                self.extras.left_behind.count("模拟运算表");
                return Ok(None);
            }
            FormulaKind::Array(range) => {
                self.arrays.push((at, range.unwrap_or(CellRange::single(at))));
                if self.current.spills {
                    self.extras.left_behind.count("动态数组的自动扩展（改为固定区域的数组公式）");
                }
                text.to_owned()
            }
            FormulaKind::Plain => text.to_owned(),
            FormulaKind::Shared(number) if !text.is_empty() => {
                self.meter.text(text.len())?;
                self.templates.insert(number, (at, text.to_owned()));
                text.to_owned()
            }
            FormulaKind::Shared(number) => {
                if let Some((origin, template)) = self.templates.get(&number) {
                    expand(template, *origin, at)
                } else {
                    self.waiting.push((at, number));
                    return Ok(None);
                }
            }
        };
        self.meter.text(formula.len())?;
        Ok(if formula.is_empty() { None } else { Some(formula) })
    }

    fn end_validation(&mut self) {
        match self.validations.end() {
            Some(restriction) => self.sheet.restrictions.push(restriction),
            None => self.extras.left_behind.count("数据验证"),
        }
    }

    fn finish(mut self) -> Result<Extras, ReadError> {
        // Of a cell that stands there twice, the later one counts.
        self.sheet.cells = std::mem::take(&mut self.cells).into_iter().collect();
        for (at, number) in std::mem::take(&mut self.waiting) {
            let Some((origin, template)) = self.templates.get(&number) else { continue };
            let formula = expand(template, *origin, at);
            self.meter.text(formula.len())?;
            if let Some(cell) = self.sheet.cells.get_mut(&at) {
                cell.formula = Some(formula);
            }
        }
        self.pages.finish(self.sheet, &mut self.extras.left_behind);
        if let Some(width) = self.default_width {
            fill_gaps(&mut self.columns, width);
        }
        settle(self.sheet, self.merges, self.columns, 0, self.last_column, self.meter)?;
        arrays::settle(self.sheet, self.arrays, &mut self.extras.left_behind, self.meter)?;
        Ok(self.extras)
    }
}

/// A shared formula as it reads in another cell; as it stands where calamine cannot shift it.
fn expand(template: &str, origin: CellRef, at: CellRef) -> String {
    expand_shared_formula(template, (origin.row, origin.col), (at.row, at.col))
        .unwrap_or_else(|_| template.to_owned())
}

fn bad_address(text: &str) -> ReadError {
    let text: String = text.chars().take(20).filter(|c| !c.is_control()).collect();
    ReadError::Damaged(format!("单元格地址“{text}”超出 Excel 的范围"))
}
