//! What the cells of a table hold, and how each is written.

use std::borrow::Cow;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Formula, Url, Worksheet, XlsxError};

use super::formats::{Formats, Look, Tone};
use super::page::lines_of;
use super::text::shown;
use crate::decimals::as_stored;

/// A column: its heading, its width in characters, what its cells hold.
pub(super) struct Column {
    /// The heading.
    pub(super) heading: Cow<'static, str>,
    /// The width, in characters of the default font.
    pub(super) width: f64,
    /// What its cells hold.
    pub(super) look: Look,
    /// What most of them are to be noticed for.
    pub(super) tone: Tone,
}

impl Column {
    /// Most of its cells are to be noticed for that.
    pub(super) fn mostly(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
}

/// A column, most of whose cells are to be noticed for nothing.
pub(super) fn column(heading: impl Into<Cow<'static, str>>, width: f64, look: Look) -> Column {
    Column { heading: heading.into(), width, look, tone: Tone::Plain }
}

/// What a cell holds.
pub(super) enum Cell<'a> {
    /// Nothing.
    Blank,
    /// A text; never taken for a formula, a link or a number.
    Text(Cow<'a, str>),
    /// The name of a part, or of a part's part, set in under its total.
    Indented(Look, Cow<'a, str>),
    /// An amount of money or a rate.
    Number(Decimal),
    /// A count or a year.
    Count(i64),
    /// A live formula with its result.
    Formula {
        /// The formula, without `=`.
        formula: String,
        /// What it computes.
        result: Cow<'static, str>,
    },
    /// A link to a file below the summary's own folder.
    Link {
        /// The words that are shown.
        text: Cow<'a, str>,
        /// The file and the place in it.
        target: String,
    },
}

impl<'a> Cell<'a> {
    /// A text.
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// A text that may be absent.
    pub(super) fn maybe(text: Option<&'a str>) -> Self {
        text.map_or(Self::Blank, Self::text)
    }

    /// An amount that may be absent.
    pub(super) fn amount(amount: Option<Decimal>) -> Self {
        amount.map_or(Self::Blank, Self::Number)
    }

    /// Whether it leaves its place empty.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Blank => true,
            Self::Text(text) | Self::Indented(_, text) => text.is_empty(),
            _ => false,
        }
    }

    /// A count.
    pub(super) fn count(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

/// Writes what a cell holds; its look, which it gets later, and the lines of its text.
pub(super) fn write_cell(
    sheet: &mut Worksheet,
    formats: &Formats,
    (row, index): (u32, u16),
    column: &Column,
    (tone, cell): (Tone, &Cell<'_>),
) -> Result<(Look, usize), XlsxError> {
    let is_text = matches!(column.look, Look::Text | Look::Link);
    let text_look = if is_text { Look::Text } else { Look::Center };
    Ok(match cell {
        Cell::Blank => {
            // A row begins with a cell that is written: the writer must know that it has come to this row.
            if index == 0 {
                sheet.write_blank(row, index, formats.cell(text_look, tone))?;
            }
            (text_look, 1)
        }
        Cell::Text(text) => {
            let text = shown(text);
            sheet.write_string(row, index, &*text)?;
            let look = if column.look == Look::Link { Look::Center } else { text_look };
            (look, lines_of(&text, column.width))
        }
        Cell::Indented(own, text) => {
            let text = shown(text);
            sheet.write_string(row, index, &*text)?;
            (*own, lines_of(&text, column.width - 4.0))
        }
        Cell::Number(number) => {
            sheet.write_number(row, index, as_stored(*number))?;
            (column.look, 1)
        }
        Cell::Count(count) => {
            #[expect(clippy::cast_precision_loss, reason = "no count here comes near 2^53")]
            sheet.write_number(row, index, *count as f64)?;
            (column.look, 1)
        }
        Cell::Formula { formula, result } => {
            sheet.write_formula(row, index, Formula::new(formula).set_result(&**result))?;
            (column.look, 1)
        }
        Cell::Link { text, target } => {
            let text = shown(text);
            let url = Url::new(format!("file://{target}")).set_text(&*text);
            sheet.write_url_with_format(row, index, url, formats.cell(Look::Link, tone))?;
            (Look::Link, 1)
        }
    })
}
