//! Formulas of .xls and .xlsb, which are stored as tokens in reverse Polish order, put back into Excel's notation.
//!
//! calamine 0.38 has this too, but gives nothing for shared formulas, loses which workbook an external reference is
//! to, and writes wrong columns into references to other sheets.

use std::fmt::Write;

use super::super::{CellError, CellRef, Value};
use super::functions::function;
use super::links::Context;
use super::records::{characters, f64_at, u16_at, u32_at};
use super::references::Frame;
pub(in super::super) use super::references::Layout;

/// Excel 2003 keeps no formula of more than 1,800 bytes, later ones none of more than 16,384.
const MAX_TOKENS: usize = 16_384;
/// Excel's own formulas have 8,192 characters.
const MAX_TEXT: usize = 32_768;
/// Bytes of text moved while a formula is put together; nested without end, a short one would move gigabytes.
const MAX_MOVED: usize = 512 << 10;
/// Bytes of a name; Excel's have 255 characters. A token of five bytes is as long as the name that it stands for.
const MAX_NAME: usize = 1_024;

/// A formula's tokens, and the constants of arrays that stand after them.
pub(in super::super) struct Tokens<'s> {
    layout: Layout,
    code: &'s [u8],
    constants: &'s [u8],
}

impl<'s> Tokens<'s> {
    /// The tokens that begin at byte `at` with their length.
    pub(in super::super) fn at(layout: Layout, data: &'s [u8], at: usize) -> Option<Self> {
        let (length, start) = match layout {
            Layout::Xls => (usize::from(u16_at(data, at)?), at.checked_add(2)?),
            Layout::Xlsb => (usize::try_from(u32_at(data, at)?).ok()?, at.checked_add(4)?),
        };
        let end = start.checked_add(length)?;
        Some(Self { layout, code: data.get(start..end)?, constants: data.get(end..)? })
    }

    /// Tokens without constants.
    pub(in super::super) fn bare(layout: Layout, code: &'s [u8]) -> Self {
        Self { layout, code, constants: &[] }
    }

    /// The tokens alone.
    pub(in super::super) fn bytes(&self) -> &'s [u8] {
        self.code
    }

    /// Of a formula that stands elsewhere (shared, or of an array): the cell that it is stored with.
    pub(in super::super) fn stored_with(&self) -> Option<CellRef> {
        if self.code.first() != Some(&0x01) {
            return None;
        }
        Some(match self.layout {
            Layout::Xls => CellRef::new(u16_at(self.code, 1)?.into(), u16_at(self.code, 3)?.into()),
            // The column is kept with the constants, after their length.
            Layout::Xlsb => CellRef::new(u32_at(self.code, 1)?, u32_at(self.constants, 4)?),
        })
    }

    /// Whether this is the mark of a data table, which has no formula.
    pub(in super::super) fn is_table(&self) -> bool {
        self.code.first() == Some(&0x02)
    }

    /// The formula as it reads in the cell `at`; `None` if it uses what is not known here.
    pub(in super::super) fn text(&self, context: &Context, at: CellRef) -> Option<String> {
        if self.code.len() > MAX_TOKENS {
            return None;
        }
        let mut stack = Stack {
            frame: Frame { layout: self.layout, at },
            context,
            parts: Vec::new(),
            constants: self.constants,
            moved: 0,
        };
        let mut rest = self.code;
        while let Some((&token, after)) = rest.split_first() {
            let used = stack.token(token, after)?;
            rest = after.get(used..)?;
        }
        if stack.parts.len() == 1 { stack.parts.pop() } else { None }
    }
}

struct Stack<'c, 's> {
    frame: Frame,
    context: &'c Context,
    parts: Vec<String>,
    constants: &'s [u8],
    moved: usize,
}

impl Stack<'_, '_> {
    /// Takes one token, and gives how many bytes of `data` belong to it.
    fn token(&mut self, token: u8, data: &[u8]) -> Option<usize> {
        // Operands exist in three classes (reference, value, array), which read the same.
        let token = if token >= 0x40 { token & 0x1F | 0x20 } else { token };
        match token {
            0x03..=0x15 => self.operator(token),
            0x16..=0x20 => self.constant(token, data),
            0x21 => {
                let (name, arguments) = function(u16_at(data, 0)?)?;
                self.call(name, arguments?)?;
                Some(2)
            }
            0x22 => {
                self.function_of_many(usize::from(*data.first()? & 0x7F), u16_at(data, 1)? & 0x7FFF)?;
                Some(3)
            }
            0x23 | 0x39 => self.defined_name(token, data),
            // How a reference was made; the reference itself follows.
            0x26..=0x28 => Some(6),
            0x29 => Some(2),
            0x24..=0x2D => self.reference(token, data),
            0x3A..=0x3D => self.reference_to_sheet(token, data),
            _ => None,
        }
    }

    /// An operator between the last two parts, or around the last.
    fn operator(&mut self, token: u8) -> Option<usize> {
        const SIGNS: [&str; 15] =
            ["+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>", " ", ",", ":"];
        match token {
            0x12 => self.wrap("+", ""),
            0x13 => self.wrap("-", ""),
            0x14 => self.wrap("", "%"),
            0x15 => self.wrap("(", ")"),
            _ => {
                let sign = SIGNS.get(usize::from(token).checked_sub(3)?)?;
                let right = self.parts.pop()?;
                self.moves(right.len())?;
                let left = self.parts.last_mut()?;
                left.push_str(sign);
                left.push_str(&right);
                Some(0)
            }
        }
    }

    /// A constant: nothing, a text, an error, a truth value, a number, an array; or a mark between others.
    fn constant(&mut self, token: u8, data: &[u8]) -> Option<usize> {
        match token {
            0x16 => self.push(String::new(), 0),
            0x17 => {
                let (text, end) = match self.frame.layout {
                    Layout::Xls => characters(data, 2, usize::from(*data.first()?), *data.get(1)?)?,
                    Layout::Xlsb => characters(data, 2, usize::from(u16_at(data, 0)?), 1)?,
                };
                self.push(format!("\"{}\"", text.replace('"', "\"\"")), end)
            }
            0x19 => self.attribute(data),
            0x1C => self.push(error(*data.first()?).as_str().to_owned(), 1),
            0x1D => self.push(if *data.first()? == 0 { "FALSE" } else { "TRUE" }.to_owned(), 1),
            0x1E => self.push(u16_at(data, 0)?.to_string(), 2),
            0x1F => self.push(number(f64_at(data, 0)?), 8),
            0x20 if self.frame.layout == Layout::Xls => {
                let array = self.array()?;
                self.push(array, 7)
            }
            _ => None,
        }
    }

    /// A name of the workbook, or of another that it refers to.
    fn defined_name(&mut self, token: u8, data: &[u8]) -> Option<usize> {
        let context = self.context;
        if token == 0x23 {
            let index = match self.frame.layout {
                Layout::Xls => usize::from(u16_at(data, 0)?),
                Layout::Xlsb => usize::try_from(u32_at(data, 0)?).ok()?,
            };
            return self.name(context.names.get(index.checked_sub(1)?)?, 4);
        }
        let link = context.links.get(usize::from(u16_at(data, 0)?))?;
        let index = usize::from(u16_at(data, 2)?).checked_sub(1)?;
        let book = context.books.get(usize::from(link.0))?;
        let names = if book.path.is_none() && book.names.is_empty() { &context.names } else { &book.names };
        self.name(names.get(index)?, 6)
    }

    /// A reference to cells of the formula's own sheet; where the formula is shared, as they lie from its cell.
    fn reference(&mut self, token: u8, data: &[u8]) -> Option<usize> {
        let (text, used) = match token {
            0x24 => self.frame.cell(data, 0, false)?,
            0x25 => self.frame.area(data, 0, false)?,
            0x2A => ("#REF!".to_owned(), self.frame.corner()),
            0x2B => ("#REF!".to_owned(), self.frame.corner() * 2),
            0x2C => self.frame.cell(data, 0, true)?,
            0x2D => self.frame.area(data, 0, true)?,
            _ => return None,
        };
        self.push(text, used)
    }

    /// A reference to cells of a sheet that it names.
    fn reference_to_sheet(&mut self, token: u8, data: &[u8]) -> Option<usize> {
        let (cells, used) = match token {
            0x3A => self.frame.cell(data, 2, false)?,
            0x3B => self.frame.area(data, 2, false)?,
            0x3C => ("#REF!".to_owned(), self.frame.corner()),
            0x3D => ("#REF!".to_owned(), self.frame.corner() * 2),
            _ => return None,
        };
        self.push(format!("{}{cells}", self.context.sheet(u16_at(data, 0)?)?), 2 + used)
    }

    fn push(&mut self, text: String, used: usize) -> Option<usize> {
        self.moves(text.len())?;
        self.parts.push(text);
        Some(used)
    }

    /// A defined name, if it is one that formulas may have.
    fn name(&mut self, name: &str, used: usize) -> Option<usize> {
        if name.len() > MAX_NAME { None } else { self.push(name.to_owned(), used) }
    }

    /// So many more bytes of text were moved; `None` beyond what any formula needs.
    fn moves(&mut self, bytes: usize) -> Option<()> {
        self.moved += bytes;
        (bytes <= MAX_TEXT && self.moved <= MAX_MOVED).then_some(())
    }

    fn wrap(&mut self, before: &str, after: &str) -> Option<usize> {
        self.moves(self.parts.last()?.len())?;
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
        self.moves(arguments.len())?;
        self.parts.push(format!("{name}({arguments})"));
        Some(())
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

fn number(number: f64) -> String {
    match Value::from_f64(number) {
        Value::Number(decimal) => decimal.to_string(),
        _ => format!("{number:E}"),
    }
}

/// The error of a code.
pub(in super::super) fn error(code: u8) -> CellError {
    match code {
        0x00 => CellError::Null,
        0x07 => CellError::Div0,
        0x17 => CellError::Ref,
        0x1D => CellError::Name,
        0x24 => CellError::Num,
        0x2A => CellError::NA,
        0x2B => CellError::GettingData,
        _ => CellError::Value,
    }
}
