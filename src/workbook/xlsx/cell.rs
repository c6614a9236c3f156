//! What a cell's attributes and texts say: its value, and what kind of formula it has.

use quick_xml::events::BytesStart;

use super::super::dates::{counted_from_1900, serial_of_iso};
use super::super::xml::{attributes, decode_escapes, is_true};
use super::super::{CellError, CellRange, CellRef, MAX_COLUMNS, MAX_ROWS, ReadError, TextRun, Value};
use super::colors::Palette;
use super::strings::Strings;

/// What the cells of a sheet refer to.
pub(super) struct Shared<'w> {
    /// The shared strings.
    pub(super) strings: &'w Strings,
    /// The colours of runs.
    pub(super) palette: &'w Palette,
    /// For each index of `cellXfs` the index of the workbook's look.
    pub(super) looks: &'w [usize],
    /// Where dates count from 1904, which of the workbook's looks show numbers as dates; else nothing.
    pub(super) dates_of_1904: &'w [bool],
}

impl<'w> Shared<'w> {
    /// The runs of a cell's text, given its kind and what stands in it, if they look different.
    pub(super) fn runs(&self, kind: Kind, text: &str) -> Option<&'w [TextRun]> {
        let runs = &self.strings.runs;
        if kind != Kind::Shared || runs.is_empty() {
            None
        } else {
            runs.get(&text.trim().parse().ok()?).map(Vec::as_slice)
        }
    }
}

/// What a cell's text stands for.
#[derive(Default, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    #[default]
    Number,
    /// An index of the shared strings.
    Shared,
    /// The text that a formula gave.
    Text,
    /// Text in the cell itself.
    Inline,
    Bool,
    Error,
    /// An ISO date.
    Date,
}

impl Kind {
    /// The kind that the attribute `t` names.
    pub(super) fn of(text: &str) -> Self {
        match text {
            "s" => Self::Shared,
            "str" => Self::Text,
            "inlineStr" => Self::Inline,
            "b" => Self::Bool,
            "e" => Self::Error,
            "d" => Self::Date,
            _ => Self::Number,
        }
    }

    /// The value of the cell `at`, which has this text and the workbook's look of that index. Takes the text where
    /// it is the value.
    pub(super) fn value(
        self,
        text: &mut String,
        at: CellRef,
        look: usize,
        shared: &Shared<'_>,
    ) -> Result<Value, ReadError> {
        let plain = text.trim();
        Ok(match self {
            Self::Text => {
                decode_escapes(text, 0);
                Value::Text(std::mem::take(text))
            }
            Self::Inline if !text.is_empty() => Value::Text(std::mem::take(text)),
            _ if plain.is_empty() => Value::Empty,
            Self::Number | Self::Inline => match Value::from_number_text(plain) {
                Some(number) if shared.dates_of_1904.get(look) == Some(&true) => counted_from_1900(number),
                Some(number) => number,
                None => Value::Text(text.clone()),
            },
            Self::Shared => match plain.parse().ok().and_then(|index: usize| shared.strings.texts.get(index))
            {
                Some(string) => Value::Text(string.clone()),
                None => return Err(ReadError::Damaged(format!("单元格 {at} 指向不存在的文字"))),
            },
            Self::Bool => Value::Bool(is_true(plain)),
            Self::Error => Value::Error(CellError::parse(plain).unwrap_or(CellError::Value)),
            Self::Date => serial_of_iso(plain).map_or_else(|| Value::Text(text.clone()), Value::Number),
        })
    }
}

/// What kind of formula a cell has.
#[derive(Default, Clone, Copy, PartialEq)]
pub(super) enum FormulaKind {
    #[default]
    None,
    Plain,
    /// The formula with that number, of which this is the first cell or one of the others.
    Shared(u32),
    /// One that fills these cells.
    Array(Option<CellRange>),
    DataTable,
}

impl FormulaKind {
    /// The kind that an `f` element names.
    pub(super) fn of(start: &BytesStart<'_>) -> Self {
        let mut kind = Self::Plain;
        let (mut number, mut range) = (None, None);
        for (key, attribute) in attributes(start) {
            match (key, attribute.value.as_ref()) {
                ("t", "shared") => kind = Self::Shared(0),
                ("t", "array") => kind = Self::Array(None),
                ("t", "dataTable") => kind = Self::DataTable,
                ("si", text) => number = text.trim().parse().ok(),
                ("ref", text) => range = text.trim().parse::<CellRange>().ok(),
                _ => {}
            }
        }
        match (kind, number) {
            (Self::Shared(_), Some(number)) => Self::Shared(number),
            (Self::Shared(_), None) => Self::Plain,
            (Self::Array(_), _) => {
                Self::Array(range.filter(|fills| fills.last.row < MAX_ROWS && fills.last.col < MAX_COLUMNS))
            }
            (kind, _) => kind,
        }
    }
}
