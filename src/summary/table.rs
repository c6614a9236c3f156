//! A table on a sheet of the summary: title, headings, rows as high as their texts, filter; continued on another sheet
//! where Excel's rows end.

use rust_xlsxwriter::{Format, IgnoreError, Workbook, Worksheet, XlsxError};

use super::cell::{Cell, Column, write_cell};
use super::formats::{Formats, Look, Tone};
use super::page::{lines_of, prepare_page, row_height};
use crate::strokes::Strokes;
use crate::workbook::{CellRange, CellRef};

/// The row of the headings, from zero; over it stand title and subtitle.
const HEADING_ROW: u32 = 2;
/// Rows that are kept free under the data for totals.
const FOOT_ROWS: u32 = 4;

/// The rows of a table on one of its sheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// The sheet's name.
    pub(super) sheet: String,
    /// The first row of data, as Excel counts.
    pub(super) first: u32,
    /// The last row of data, as Excel counts; less than the first if there is none.
    pub(super) last: u32,
}

impl Part {
    /// The data of a column: `'资金汇总'!F4:F50`.
    pub(super) fn range(&self, column: char) -> String {
        format!("'{}'!${column}${}:${column}${}", self.sheet, self.first, self.last)
    }
}

/// The workbook that the sheets will stand in.
pub(super) struct Book {
    /// The workbook.
    pub(super) workbook: Workbook,
    /// Rows that a sheet may have.
    pub(super) rows_per_sheet: u32,
    /// Whether rows leave memory for a temporary file as soon as the next one begins.
    pub(super) streamed: bool,
}

impl Book {
    fn new_sheet(&mut self) -> Result<Worksheet, XlsxError> {
        if self.streamed { self.workbook.new_worksheet_with_constant_memory() } else { Ok(Worksheet::new()) }
    }
}

/// What stands over a table.
pub(super) struct Heading {
    /// The sheet's name.
    pub(super) name: &'static str,
    /// The title.
    pub(super) title: String,
    /// The line under it: units, what is counted.
    pub(super) subtitle: String,
    /// The columns.
    pub(super) columns: Vec<Column>,
    /// How many of them stay in sight.
    pub(super) frozen_columns: u16,
}

/// A table that is being written.
pub(super) struct Table<'f> {
    book: &'f mut Book,
    formats: &'f Formats,
    heading: Heading,
    last_row: u32,
    finished: Vec<Worksheet>,
    parts: Vec<Part>,
    sheet: Worksheet,
    /// The looks of the cells that were written and have none yet.
    looks: Strokes<(Look, Tone)>,
    /// The cells of the latest row that look as most of their column, where columns have a look.
    usual: Vec<(CellRef, (Look, Tone))>,
    row: u32,
    data_ended: bool,
}

impl<'f> Table<'f> {
    /// A table with nothing but its heading.
    pub(super) fn new(book: &'f mut Book, formats: &'f Formats, heading: Heading) -> Result<Self, XlsxError> {
        let mut table = Self {
            last_row: book.rows_per_sheet.saturating_sub(FOOT_ROWS + 1).max(HEADING_ROW + 1),
            book,
            formats,
            heading,
            finished: Vec::new(),
            parts: Vec::new(),
            sheet: Worksheet::new(),
            looks: Strokes::default(),
            usual: Vec::new(),
            row: 0,
            data_ended: false,
        };
        table.sheet = table.new_sheet()?;
        Ok(table)
    }

    /// Where the next row will stand, as Excel counts; a sheet that has no room for `rows` more is continued.
    pub(super) fn next_row(&mut self, rows: u32) -> Result<u32, XlsxError> {
        let room = self.last_row.saturating_add(1).saturating_sub(self.row);
        if !self.data_ended && room < rows.max(1) && self.row > HEADING_ROW + 1 {
            self.close_sheet()?;
            self.sheet = self.new_sheet()?;
        }
        Ok(self.row + 1)
    }

    /// Whether so many rows can stand together on one sheet, so that a formula may sum them as one range.
    pub(super) fn fits(&self, rows: u32) -> bool {
        rows <= self.last_row.saturating_sub(HEADING_ROW)
    }

    /// Writes a row whose cells have all the same tone.
    pub(super) fn push(&mut self, tone: Tone, cells: &[Cell<'_>]) -> Result<(), XlsxError> {
        self.push_toned(cells.iter().map(|cell| (tone, cell)))
    }

    /// Writes a row.
    pub(super) fn push_toned<'c, 'd: 'c>(
        &mut self,
        cells: impl Iterator<Item = (Tone, &'c Cell<'d>)>,
    ) -> Result<(), XlsxError> {
        self.next_row(1)?;
        self.usual.clear();
        let mut lines = 1;
        for ((index, column), (tone, cell)) in (0_u16..).zip(&self.heading.columns).zip(cells) {
            let at = (self.row, index);
            let (look, of_cell) = write_cell(&mut self.sheet, self.formats, at, column, (tone, cell))?;
            lines = lines.max(of_cell);
            let place = CellRef::new(at.0, at.1.into());
            // A place that is left empty does not take its column's look.
            let is_usual = (look, tone) == (column.look, column.tone) && !cell.is_empty();
            if self.book.streamed && is_usual {
                self.usual.push((place, (look, tone)));
            } else {
                self.looks.push(place, (look, tone), false);
            }
        }
        // A row that leaves memory gets its looks before.
        if self.book.streamed {
            self.give_looks()?;
        }
        // A row that shows one line has the sheet's own height; setting it would cost memory for every row.
        if lines > 1 {
            self.sheet.set_row_height(self.row, row_height(lines))?;
        }
        self.row += 1;
        Ok(())
    }

    /// Ends the data; what follows are totals, which no filter hides.
    pub(super) fn end_data(&mut self) -> Result<(), XlsxError> {
        if !self.data_ended {
            self.close_data()?;
            self.data_ended = true;
        }
        Ok(())
    }

    /// Where the data stands; complete after [`Self::end_data`].
    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The name of the sheet that is being written.
    pub(super) fn sheet_name(&self) -> String {
        continued(self.heading.name, self.finished.len())
    }

    /// The sheets.
    pub(super) fn finish(mut self) -> Result<Vec<Worksheet>, XlsxError> {
        self.end_data()?;
        self.complete_looks()?;
        self.finished.push(self.sheet);
        Ok(self.finished)
    }

    /// Gives columns the looks that most of their cells have. A row takes them when it leaves memory, so that they need not
    /// be looked up for every cell; that is half of what the looks of a city's summary cost.
    fn dress_columns(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (index, column) in (0_u16..).zip(&self.heading.columns) {
            sheet.set_column_format(index, self.formats.cell(column.look, column.tone))?;
        }
        Ok(())
    }

    /// Gives all cells that still have none their looks, and takes those of the columns away: lines would be drawn down to
    /// the end of the sheet.
    fn complete_looks(&mut self) -> Result<(), XlsxError> {
        if self.book.streamed {
            for (place, look) in std::mem::take(&mut self.usual) {
                self.looks.push(place, look, false);
            }
            for (index, _) in (0_u16..).zip(&self.heading.columns) {
                self.sheet.set_column_format(index, &Format::default())?;
            }
        }
        self.give_looks()
    }

    fn give_looks(&mut self) -> Result<(), XlsxError> {
        let column = |at: CellRef| u16::try_from(at.col).unwrap_or(u16::MAX);
        let (_, strokes) = std::mem::take(&mut self.looks).finish();
        for (CellRange { first, last }, (look, tone)) in strokes {
            let format = self.formats.cell(look, tone);
            self.sheet.set_range_format(first.row, column(first), last.row, column(last), format)?;
        }
        Ok(())
    }

    fn close_sheet(&mut self) -> Result<(), XlsxError> {
        self.close_data()?;
        self.complete_looks()?;
        self.finished.push(std::mem::take(&mut self.sheet));
        Ok(())
    }

    fn close_data(&mut self) -> Result<(), XlsxError> {
        let last_column = u16::try_from(self.heading.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        self.sheet.autofilter(HEADING_ROW, 0, self.row.saturating_sub(1).max(HEADING_ROW), last_column)?;
        // Texts that look like numbers are texts on purpose: no green corners.
        let last_row = self.row.max(HEADING_ROW + 1);
        self.sheet.ignore_error_range(
            HEADING_ROW + 1,
            0,
            last_row,
            last_column,
            IgnoreError::NumberStoredAsText,
        )?;
        self.parts.push(Part { sheet: self.sheet_name(), first: HEADING_ROW + 2, last: self.row });
        Ok(())
    }

    fn new_sheet(&mut self) -> Result<Worksheet, XlsxError> {
        let mut sheet = self.book.new_sheet()?;
        let last_column = u16::try_from(self.heading.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        sheet.set_name(self.sheet_name())?;
        prepare_page(&mut sheet);
        sheet.set_default_row_height(row_height(1));
        sheet.merge_range(0, 0, 0, last_column, &self.heading.title, &self.formats.title)?;
        sheet.set_row_height(0, 32)?;
        sheet.merge_range(1, 0, 1, last_column, &self.heading.subtitle, &self.formats.subtitle)?;
        let width: f64 = self.heading.columns.iter().map(|column| column.width).sum();
        sheet.set_row_height(1, row_height(lines_of(&self.heading.subtitle, width)))?;
        let mut lines = 1;
        for (index, column) in (0_u16..).zip(&self.heading.columns) {
            sheet.set_column_width(index, column.width)?;
            sheet.write_string_with_format(HEADING_ROW, index, &*column.heading, &self.formats.heading)?;
            lines = lines.max(lines_of(&column.heading, column.width));
        }
        sheet.set_row_height(HEADING_ROW, row_height(lines.max(2)))?;
        sheet.set_freeze_panes(HEADING_ROW + 1, self.heading.frozen_columns)?;
        sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
        if self.book.streamed {
            self.dress_columns(&mut sheet)?;
        }
        self.row = HEADING_ROW + 1;
        Ok(sheet)
    }
}

/// The name of a table's sheet: the first has the table's own, the others `指标完成情况(2)` and on.
fn continued(name: &str, before: usize) -> String {
    if before == 0 { name.to_owned() } else { format!("{name}({})", before + 1) }
}
