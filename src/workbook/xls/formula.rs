//! Formulas of .xls, which are stored as tokens in reverse Polish order, put back into Excel's notation.
//!
//! calamine 0.38 has this too, but gives nothing for shared formulas, loses which workbook an external reference is
//! to, and writes wrong columns into references to other sheets.

use std::fmt::Write;

use super::super::{CellError, CellRef, Value};
use super::functions::function;
use super::records::{characters, f64_at, u16_at};

/// Excel itself keeps no formula of more bytes.
const MAX_TOKENS: usize = 8_192;

/// What formulas refer to by number.
#[derive(Default)]
pub(super) struct Context {
    /// The sheets' names.
    pub(super) sheets: Vec<String>,
    /// Defined names.
    pub(super) names: Vec<String>,
    /// Workbooks that references go to.
    pub(super) books: Vec<Book>,
    /// References to sheets: workbook, first and last sheet.
    pub(super) links: Vec<(u16, u16, u16)>,
}

/// A workbook that references go to.
#[derive(Default)]
pub(super) struct Book {
    /// Its path, if it is not this one.
    pub(super) path: Option<String>,
    pub(super) sheets: Vec<String>,
    pub(super) names: Vec<String>,
}

/// A formula's tokens: its length in two bytes, the tokens, then constants of arrays.
pub(super) struct Tokens<'s> {
    tokens: &'s [u8],
    constants: &'s [u8],
}

impl<'s> Tokens<'s> {
    /// The tokens that begin at byte `at` with their length.
    pub(super) fn at(data: &'s [u8], at: usize) -> Option<Self> {
        let length = usize::from(u16_at(data, at)?);
        let start = at + 2;
        let tokens = data.get(start..start + length)?;
        Some(Self { tokens, constants: data.get(start + length..)? })
    }

    /// Tokens without constants.
    pub(super) fn bare(tokens: &'s [u8]) -> Self {
        Self { tokens, constants: &[] }
    }

    /// Of a formula that stands elsewhere (shared, or of an array): the cell that it is stored with.
    pub(super) fn stored_with(&self) -> Option<CellRef> {
        if self.tokens.first() != Some(&0x01) {
            return None;
        }
        Some(CellRef::new(u16_at(self.tokens, 1)?.into(), u16_at(self.tokens, 3)?.into()))
    }

    /// Whether this is the mark of a data table, which has no formula.
    pub(super) fn is_table(&self) -> bool {
        self.tokens.first() == Some(&0x02)
    }

    /// The formula as it reads in the cell `at`; `None` if it uses what is not known here.
    pub(super) fn text(&self, context: &Context, at: CellRef) -> Option<String> {
        if self.tokens.len() > MAX_TOKENS {
            return None;
        }
        let mut stack = Stack { context, at, parts: Vec::new(), constants: self.constants };
        let mut rest = self.tokens;
        while let Some((&token, after)) = rest.split_first() {
            let used = stack.token(token, after)?;
            rest = after.get(used..)?;
        }
        if stack.parts.len() == 1 { stack.parts.pop() } else { None }
    }
}

struct Stack<'c, 's> {
    context: &'c Context,
    at: CellRef,
    parts: Vec<String>,
    constants: &'s [u8],
}

impl Stack<'_, '_> {
    /// Takes one token, and gives how many bytes of `data` belong to it.
    fn token(&mut self, token: u8, data: &[u8]) -> Option<usize> {
        // Operands exist in three classes (reference, value, array), which read the same.
        let token = if token >= 0x40 { token & 0x1F | 0x20 } else { token };
        Some(match token {
            0x03..=0x11 => {
                const SIGNS: [&str; 15] =
                    ["+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>", " ", ",", ":"];
                let right = self.parts.pop()?;
                let left = self.parts.last_mut()?;
                left.push_str(SIGNS.get(usize::from(token) - 3)?);
                left.push_str(&right);
                0
            }
            0x12 => self.wrap("+", "")?,
            0x13 => self.wrap("-", "")?,
            0x14 => self.wrap("", "%")?,
            0x15 => self.wrap("(", ")")?,
            0x16 => self.push(String::new(), 0),
            0x17 => {
                let (text, end) = characters(data, 2, usize::from(*data.first()?), *data.get(1)?)?;
                self.push(format!("\"{}\"", text.replace('"', "\"\"")), end)
            }
            0x19 => self.attribute(data)?,
            0x1C => self.push(error(*data.first()?).as_str().to_owned(), 1),
            0x1D => self.push(if *data.first()? == 0 { "FALSE" } else { "TRUE" }.to_owned(), 1),
            0x1E => self.push(u16_at(data, 0)?.to_string(), 2),
            0x1F => self.push(number(f64_at(data, 0)?), 8),
            0x20 => {
                let array = self.array()?;
                self.push(array, 7)
            }
            0x21 => {
                let (name, arguments) = function(u16_at(data, 0)?)?;
                self.call(name, arguments?)?;
                2
            }
            0x22 => {
                self.function_of_many(usize::from(*data.first()? & 0x7F), u16_at(data, 1)? & 0x7FFF)?;
                3
            }
            0x23 => {
                let index = usize::from(u16_at(data, 0)?).checked_sub(1)?;
                let name = self.context.names.get(index)?.clone();
                self.push(name, 4)
            }
            0x24 => {
                let cell = plain(u16_at(data, 0)?, u16_at(data, 2)?);
                self.push(cell, 4)
            }
            0x25 => {
                let area = area(plain, data, 0)?;
                self.push(area, 8)
            }
            // How a reference was made; the reference itself follows.
            0x26..=0x28 => 6,
            0x29 => 2,
            0x2A => self.push("#REF!".to_owned(), 4),
            0x2B => self.push("#REF!".to_owned(), 8),
            0x2C => {
                let cell = self.relative(u16_at(data, 0)?, u16_at(data, 2)?);
                self.push(cell, 4)
            }
            0x2D => {
                let area = area(|row, col| self.relative(row, col), data, 0)?;
                self.push(area, 8)
            }
            0x39 => {
                let link = self.context.links.get(usize::from(u16_at(data, 0)?))?;
                let index = usize::from(u16_at(data, 2)?).checked_sub(1)?;
                let book = self.context.books.get(usize::from(link.0))?;
                let name = if book.path.is_none() && book.names.is_empty() {
                    self.context.names.get(index)?.clone()
                } else {
                    book.names.get(index)?.clone()
                };
                self.push(name, 6)
            }
            0x3A => {
                let cell = plain(u16_at(data, 2)?, u16_at(data, 4)?);
                let text = format!("{}{cell}", self.sheet(u16_at(data, 0)?)?);
                self.push(text, 6)
            }
            0x3B => {
                let text = format!("{}{}", self.sheet(u16_at(data, 0)?)?, area(plain, data, 2)?);
                self.push(text, 10)
            }
            0x3C | 0x3D => {
                let text = format!("{}#REF!", self.sheet(u16_at(data, 0)?)?);
                self.push(text, if token == 0x3C { 6 } else { 10 })
            }
            _ => return None,
        })
    }

    fn push(&mut self, text: String, used: usize) -> usize {
        self.parts.push(text);
        used
    }

    fn wrap(&mut self, before: &str, after: &str) -> Option<usize> {
        let part = self.parts.last_mut()?;
        part.insert_str(0, before);
        part.push_str(after);
        Some(0)
    }

    /// Marks for faster calculation and for spaces; one of them is a SUM.
    fn attribute(&mut self, data: &[u8]) -> Option<usize> {
        let flags = *data.first()?;
        let word = usize::from(u16_at(data, 1)?);
        if flags & 0x10 != 0 {
            self.call("SUM", 1)?;
        }
        Some(if flags & 0x04 != 0 { 3 + (word + 1) * 2 } else { 3 })
    }

    fn function_of_many(&mut self, arguments: usize, index: u16) -> Option<()> {
        // 255 calls what its first argument names: functions of add-ins, and those newer than the format.
        if index == 255 {
            let first = self.parts.len().checked_sub(arguments)?;
            let name = self.parts.get(first)?.clone();
            self.call(name.strip_prefix("_xlfn.").unwrap_or(&name), arguments.checked_sub(1)?)?;
            let call = self.parts.pop()?;
            self.parts.pop()?;
            self.parts.push(call);
            return Some(());
        }
        let (name, _) = function(index)?;
        self.call(name, arguments)
    }

    fn call(&mut self, name: &str, arguments: usize) -> Option<()> {
        let first = self.parts.len().checked_sub(arguments)?;
        let arguments = self.parts.split_off(first).join(",");
        self.parts.push(format!("{name}({arguments})"));
        Some(())
    }

    /// A reference of a shared formula, told as a distance from the cell that uses it.
    fn relative(&self, row: u16, col: u16) -> String {
        let (row_moves, col_moves) = (col & 0x8000 != 0, col & 0x4000 != 0);
        let row_at =
            if row_moves { (self.at.row & 0xFFFF).wrapping_add(row.into()) & 0xFFFF } else { row.into() };
        let col_low = u32::from(col & 0xFF);
        let col_at = if col_moves { self.at.col.wrapping_add(col_low) & 0xFF } else { col_low };
        reference(row_at, col_at, row_moves, col_moves)
    }

    /// The sheet of a reference, with its exclamation mark.
    fn sheet(&self, link: u16) -> Option<String> {
        let (book, first, last) = *self.context.links.get(usize::from(link))?;
        let book = self.context.books.get(usize::from(book))?;
        let sheets = if book.path.is_some() { &book.sheets } else { &self.context.sheets };
        let Some(name) = sheets.get(usize::from(first)) else { return Some("#REF!".to_owned()) };
        let mut name = name.clone();
        if last != first {
            let last = sheets.get(usize::from(last))?;
            let _ = write!(name, ":{last}");
        }
        if let Some(path) = &book.path {
            let (folder, file) = path.rsplit_once('\\').map_or(("", path.as_str()), |(f, n)| (f, n));
            let separator = if folder.is_empty() { "" } else { "\\" };
            return Some(format!("'{folder}{separator}[{file}]{}'!", name.replace('\'', "''")));
        }
        Some(if is_plain_name(&name) {
            format!("{name}!")
        } else {
            format!("'{}'!", name.replace('\'', "''"))
        })
    }

    /// The next constant array: `{1,2;3,4}`.
    fn array(&mut self) -> Option<String> {
        let data = self.constants;
        let columns = usize::from(*data.first()?) + 1;
        let rows = usize::from(u16_at(data, 1)?) + 1;
        let mut at = 3;
        let mut text = String::from("{");
        for row in 0..rows {
            for column in 0..columns {
                text.push_str(if column > 0 {
                    ","
                } else if row > 0 {
                    ";"
                } else {
                    ""
                });
                let kind = *data.get(at)?;
                at += 1;
                if kind == 2 {
                    let (string, end) =
                        characters(data, at + 3, usize::from(u16_at(data, at)?), *data.get(at + 2)?)?;
                    let _ = write!(text, "\"{}\"", string.replace('"', "\"\""));
                    at = end;
                    continue;
                }
                match kind {
                    1 => text.push_str(&number(f64_at(data, at)?)),
                    4 => text.push_str(if *data.get(at)? == 0 { "FALSE" } else { "TRUE" }),
                    0x10 => text.push_str(error(*data.get(at)?).as_str()),
                    _ => {}
                }
                at += 8;
            }
        }
        text.push('}');
        self.constants = data.get(at..)?;
        Some(text)
    }
}

/// Whether a sheet's name needs no quotation marks.
fn is_plain_name(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit())
        && name.split(':').all(|n| n.parse::<CellRef>().is_err())
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ':'))
}

fn number(number: f64) -> String {
    match Value::from_f64(number) {
        Value::Number(decimal) => decimal.to_string(),
        _ => format!("{number:E}"),
    }
}

/// The error of a code.
pub(super) fn error(code: u8) -> CellError {
    match code {
        0x00 => CellError::Null,
        0x07 => CellError::Div0,
        0x17 => CellError::Ref,
        0x1D => CellError::Name,
        0x24 => CellError::Num,
        0x2A => CellError::NA,
        _ => CellError::Value,
    }
}

/// A reference whose column also says what moves when it is copied.
fn plain(row: u16, col: u16) -> String {
    reference(row.into(), u32::from(col & 0xFF), col & 0x8000 != 0, col & 0x4000 != 0)
}

fn reference(row: u32, col: u32, row_moves: bool, col_moves: bool) -> String {
    let dollar = |moves: bool| if moves { "" } else { "$" };
    let letters = CellRef::column_letters(col);
    format!("{}{letters}{}{}", dollar(col_moves), dollar(row_moves), row + 1)
}

/// A range; a whole column (`A:C`) or row is stored as one that goes up to the sheet's end.
fn area(cell: impl Fn(u16, u16) -> String, data: &[u8], at: usize) -> Option<String> {
    let (first_row, last_row) = (u16_at(data, at)?, u16_at(data, at + 2)?);
    let (first_col, last_col) = (u16_at(data, at + 4)?, u16_at(data, at + 6)?);
    let (first, last) = (cell(first_row, first_col), cell(last_row, last_col));
    let letters =
        |text: &str| text.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('$').to_owned();
    let digits = |text: &str| text.trim_start_matches('$').trim_start_matches(char::is_alphabetic).to_owned();
    if first_row == 0 && last_row == u16::MAX {
        return Some(format!("{}:{}", letters(&first), letters(&last)));
    }
    if first_col & 0xFF == 0 && last_col & 0xFF == 0xFF {
        return Some(format!("{}:{}", digits(&first), digits(&last)));
    }
    Some(format!("{first}:{last}"))
}
