//! A sheet of fourteen narrow columns on which sections, tables and charts are laid out.

use rust_xlsxwriter::{Chart, Format, Formula, Worksheet, XlsxError};

use crate::decimals::as_stored;
use crate::summary::cell::Cell;
use crate::summary::formats::{Formats, Look, Tone};
use crate::summary::page::{lines_of, prepare_page, row_height};
use crate::summary::sheets::OVERVIEW;
use crate::summary::text::shown;

/// Columns of the sheet.
pub(super) const COLUMNS: u16 = 14;
/// The width of each, in characters.
const WIDTH: f64 = 11.0;
/// The width of each, in pixels.
const WIDTH_PIXELS: u32 = 82;
/// The height of a row that nobody sets, in points and in pixels.
pub(super) const ROW_POINTS: f64 = 18.0;
const ROW_PIXELS: u32 = 24;
/// What a page takes at least: A4 across within the margins that the summary's pages have, at the scale at which the columns
/// are as wide as it (0.91).
const PAGE_POINTS: f64 = 560.0;
/// The heights of a section's gap and of its heading.
const GAP_POINTS: f64 = 6.0;
const HEADING_POINTS: f64 = 22.0;

/// Columns that a cell takes, from and to, counted from zero.
pub(super) type Span = (u16, u16);

/// The sheet while it is laid out.
pub(super) struct Board<'f> {
    pub(super) formats: &'f Formats,
    /// The row that is being written, from zero.
    pub(super) row: u32,
    sheet: Worksheet,
    /// The height of that row, in points.
    height: f64,
    /// What the rows over it take since a page was begun.
    filled: f64,
    /// The rows that begin a page.
    breaks: Vec<u32>,
}

impl<'f> Board<'f> {
    pub(super) fn new(formats: &'f Formats) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(OVERVIEW)?;
        prepare_page(&mut sheet);
        for column in 0..COLUMNS {
            sheet.set_column_width(column, WIDTH)?;
        }
        Ok(Self { formats, row: 0, sheet, height: ROW_POINTS, filled: 0.0, breaks: Vec::new() })
    }

    pub(super) fn finish(mut self) -> Result<Worksheet, XlsxError> {
        self.sheet.set_page_breaks(&self.breaks)?;
        Ok(self.sheet)
    }

    /// Goes to the next row.
    pub(super) fn next(&mut self) {
        self.row += 1;
        self.filled += std::mem::replace(&mut self.height, ROW_POINTS);
    }

    /// Goes on to a row, if it is not there yet.
    pub(super) fn skip_to(&mut self, row: u32) {
        while self.row < row {
            self.next();
        }
    }

    /// Starts a section with its heading; a gap is left over it.
    pub(super) fn section(&mut self, title: &str) -> Result<(), XlsxError> {
        self.height(GAP_POINTS)?;
        self.next();
        let format = self.formats.section.clone();
        self.write_styled((0, COLUMNS - 1), &Cell::text(title), &format)?;
        self.height(HEADING_POINTS)?;
        self.next();
        Ok(())
    }

    /// Prints what follows on a new page.
    fn break_page(&mut self) {
        self.breaks.push(self.row);
        self.filled = 0.0;
    }

    /// Prints a section of so many plain rows on the second page: on a new one, unless one was begun that has room.
    pub(super) fn on_second_page(&mut self, rows: u32) {
        if self.breaks.is_empty() {
            self.break_page();
        } else {
            self.keep_together(rows);
        }
    }

    /// Prints a section of so many plain rows on a new page, if it does not fit on what is left of this one.
    pub(super) fn keep_together(&mut self, rows: u32) {
        let section = GAP_POINTS + HEADING_POINTS + f64::from(rows) * ROW_POINTS;
        if self.filled + section > PAGE_POINTS {
            self.break_page();
        }
    }

    /// Writes one row of headings.
    pub(super) fn headings(&mut self, headings: &[(Span, &str)]) -> Result<(), XlsxError> {
        let format = self.formats.heading.clone();
        for (span, words) in headings {
            self.write_styled(*span, &Cell::text(*words), &format)?;
        }
        self.height(ROW_POINTS)
    }

    /// Writes a cell of a table.
    pub(super) fn cell(
        &mut self,
        span: Span,
        look: Look,
        tone: Tone,
        cell: &Cell<'_>,
    ) -> Result<(), XlsxError> {
        let format = self.formats.cell(look, tone).clone();
        self.write_styled(span, cell, &format)
    }

    /// Writes a cell with a look of its own.
    pub(super) fn write_styled(
        &mut self,
        (from, to): Span,
        cell: &Cell<'_>,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let row = self.row;
        if from < to {
            self.sheet.merge_range(row, from, row, to, "", format)?;
        }
        match cell {
            Cell::Blank => {
                self.sheet.write_blank(row, from, format)?;
            }
            Cell::Text(text) | Cell::Indented(_, text) | Cell::Link { text, .. } => {
                self.sheet.write_string_with_format(row, from, &*shown(text), format)?;
            }
            Cell::Number(number) => {
                self.sheet.write_number_with_format(row, from, as_stored(*number), format)?;
            }
            Cell::Count(count) => {
                #[expect(clippy::cast_precision_loss, reason = "no count here comes near 2^53")]
                self.sheet.write_number_with_format(row, from, *count as f64, format)?;
            }
            Cell::Formula { formula, result } => {
                let formula = Formula::new(formula).set_result(&**result);
                self.sheet.write_formula_with_format(row, from, formula, format)?;
            }
        }
        Ok(())
    }

    /// Sets the height of the row, in points.
    pub(super) fn height(&mut self, points: f64) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, points)?;
        self.height = points;
        Ok(())
    }

    /// Sets the height of the row to what its texts need, at least a plain row's.
    pub(super) fn height_for(&mut self, texts: &[(Span, &str)]) -> Result<(), XlsxError> {
        let lines =
            texts.iter().map(|((from, to), text)| lines_of(text, WIDTH * f64::from(to - from + 1))).max();
        self.height(row_height(lines.unwrap_or(1)).max(ROW_POINTS))
    }

    /// Lays a chart over whole cells, whose rows must be plain ones.
    pub(super) fn chart(
        &mut self,
        mut chart: Chart,
        row: u32,
        (from, to): Span,
        rows: u32,
    ) -> Result<(), XlsxError> {
        for row in row..row.saturating_add(rows) {
            self.sheet.set_row_height(row, ROW_POINTS)?;
        }
        chart.set_width(u32::from(to - from + 1) * WIDTH_PIXELS - 8).set_height(rows * ROW_PIXELS - 4);
        self.sheet.insert_chart_with_offset(row, from, &chart, 6, 3)?;
        Ok(())
    }
}
