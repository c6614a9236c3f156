//! One sheet of an OpenDocument spreadsheet. Repeated rows and cells are written out only where they hold something.

use quick_xml::events::{BytesStart, Event};

use super::super::arrays;
use super::super::excel::{self, MAX_AUTHOR};
use super::super::meter::Meter;
use super::super::settle::settle;
use super::super::xlsx::LeftBehind;
use super::super::xml::{Xml, attribute, push_text};
use super::super::{
    Cell, CellRange, CellRef, Comment, MAX_COLUMNS, MAX_ROWS, MAX_TEXT, ReadError, Sheet, Value, Workbook,
};
use super::cell::OpenCell;
use super::names::titles;
use super::runs::{Run, run};
use super::styles::Styles;

/// A look repeated over more cells than this is a background, not a form's.
const BACKGROUND: u64 = 20_000;

/// One sheet while it is read.
#[derive(Default)]
pub(super) struct Pass {
    pub(super) sheet: Sheet,
    pub(super) left_behind: LeftBehind,
    merges: Vec<CellRange>,
    /// Cells with array formulas, and the ranges that these are said to fill.
    arrays: Vec<(CellRef, CellRange)>,
    row: Row,
    row_at: u32,
    column_at: u32,
    cell: Option<OpenCell>,
    in_paragraph: bool,
    paragraphs: usize,
    cell_text: String,
    /// The piece of text that is being taken in.
    piece: String,
    /// Runs of columns and rows that are hidden or sized, cut to the used area in the end.
    columns: Vec<Run>,
    rows: Vec<Run>,
    /// The rows and columns that every page repeats: the first, and the one after the last.
    head_rows: (u32, u32),
    head_columns: (u32, u32),
    last: CellRef,
}

#[derive(Default)]
struct Row {
    repeated: u32,
    column: u32,
    cells: Vec<(u32, u32, Cell)>,
}

impl Pass {
    /// Begins a sheet.
    pub(super) fn begin(start: &BytesStart<'_>, styles: &Styles) -> Self {
        let name = attribute(start, "name").unwrap_or_default().into_owned();
        let style = attribute(start, "style-name").unwrap_or_default();
        let mut sheet = Sheet { name, hidden: styles.hides(&style), ..Sheet::default() };
        sheet.view.tab_color = styles.tab_color(&style);
        sheet.page = styles.pages.of_style(&style);
        let mut pass = Self { sheet, ..Self::default() };
        if attribute(start, "protected").is_some_and(|protected| protected == "true") {
            pass.left_behind.count("工作表保护");
        }
        pass
    }

    /// Takes an element of the sheet.
    pub(super) fn element(
        &mut self,
        name: &str,
        start: &BytesStart<'_>,
        empty: bool,
        styles: &mut Styles,
        meter: &mut Meter,
    ) -> Result<(), ReadError> {
        match name {
            "table-header-rows" => self.head_rows = (self.row_at, self.row_at),
            "table-header-columns" => self.head_columns = (self.column_at, self.column_at),
            "table-column" => {
                let mut run =
                    run(start, "number-columns-repeated", self.column_at, |style| styles.width(style));
                run.look = attribute(start, "default-cell-style-name").map_or(0, |style| styles.look(&style));
                self.column_at = self.column_at.saturating_add(run.count);
                if run.first < MAX_COLUMNS {
                    self.columns.push(run);
                }
            }
            "table-row" => {
                let run = run(start, "number-rows-repeated", self.row_at, |style| styles.height(style));
                self.row = Row { repeated: run.count, column: 0, cells: std::mem::take(&mut self.row.cells) };
                self.row.cells.clear();
                if (run.hidden || run.size.is_some()) && run.first < MAX_ROWS {
                    self.rows.push(run);
                }
                if empty {
                    self.end_row(meter)?;
                }
            }
            "table-cell" | "covered-table-cell" => {
                self.begin_cell(start, styles);
                if empty {
                    self.end_cell(meter)?;
                }
            }
            "p" if self.cell.is_some() => {
                if self.paragraphs > 0 {
                    self.cell_text.push('\n');
                }
                self.paragraphs += 1;
                self.in_paragraph = !empty;
            }
            "s" if self.in_paragraph => {
                let count = attribute(start, "c").and_then(|c| c.parse().ok()).unwrap_or(1_usize);
                let count = count.min(MAX_TEXT);
                meter.text(count)?;
                self.cell_text.extend(std::iter::repeat_n(' ', count));
            }
            "tab" if self.in_paragraph => self.cell_text.push('\t'),
            "line-break" if self.in_paragraph => self.cell_text.push('\n'),
            "a" if self.in_paragraph => self.left_behind.count("超链接"),
            "conditional-format" => self.left_behind.count("条件格式"),
            _ => {}
        }
        Ok(())
    }

    /// Takes what ends, of what was begun as an element.
    pub(super) fn ended(&mut self, name: &str, meter: &mut Meter) -> Result<(), ReadError> {
        match name {
            "table-header-rows" => self.head_rows.1 = self.row_at,
            "table-header-columns" => self.head_columns.1 = self.column_at,
            "table-cell" | "covered-table-cell" => self.end_cell(meter)?,
            "table-row" => self.end_row(meter)?,
            "p" => self.in_paragraph = false,
            _ => {}
        }
        Ok(())
    }

    /// Takes in a text, if it stands in a paragraph of a cell.
    pub(super) fn text(&mut self, event: &Event<'_>) -> Result<(), ReadError> {
        if self.in_paragraph {
            self.piece.clear();
            push_text(event, &mut self.piece)?;
            self.collapse();
        }
        Ok(())
    }

    fn begin_cell(&mut self, start: &BytesStart<'_>, styles: &mut Styles) {
        self.cell_text.clear();
        self.paragraphs = 0;
        self.cell = Some(OpenCell::of(start, styles, &mut self.left_behind));
    }

    /// Takes in a piece of a paragraph. Spaces stay, as in LibreOffice Calc; line breaks of the file itself, with the
    /// spaces that follow them, are no more than one.
    fn collapse(&mut self) {
        let Self { cell_text: text, piece, .. } = self;
        let mut broken = false;
        for c in piece.chars() {
            let breaks = matches!(c, '\t' | '\r' | '\n');
            if breaks && !broken && !text.is_empty() && !text.ends_with([' ', '\n']) {
                text.push(' ');
            } else if !(breaks || broken && c == ' ') {
                text.push(c);
            }
            broken = breaks || broken && c == ' ';
        }
    }

    /// Takes a comment, up to its end.
    pub(super) fn comment(
        &mut self,
        xml: &mut Xml<'_>,
        meter: &mut Meter,
        visible: bool,
    ) -> Result<(), ReadError> {
        let mut lines: Vec<String> = Vec::new();
        let mut author = String::new();
        loop {
            let paragraph = match xml.next()? {
                Event::Start(start) if start.local_name().as_ref() == "creator" => {
                    author.clear();
                    xml.text_into(&mut author)?;
                    continue;
                }
                Event::Start(start) => Some(start.local_name().as_ref() == "p"),
                Event::End(end) if end.local_name().as_ref() == "annotation" => break,
                Event::Eof => break,
                _ => None,
            };
            match paragraph {
                Some(true) => {
                    let mut line = String::new();
                    xml.text_into(&mut line)?;
                    meter.entry(line.len())?;
                    lines.push(line);
                }
                Some(false) => xml.skip()?,
                None => {}
            }
        }
        if let Some(cell) = &mut self.cell {
            author.truncate(excel::beginning(&author, MAX_AUTHOR).len());
            cell.comment = Some(Comment { text: lines.join("\n"), author, visible, ..Comment::default() });
        }
        Ok(())
    }

    fn end_cell(&mut self, meter: &mut Meter) -> Result<(), ReadError> {
        let Some(open) = self.cell.take() else { return Ok(()) };
        let first = self.row.column;
        self.row.column = first.saturating_add(open.repeated);
        let at = CellRef::new(self.row_at, first);
        let outside = at.col >= MAX_COLUMNS || at.row >= MAX_ROWS;
        if !outside && (open.columns > 1 || open.rows > 1) {
            let last = CellRef::new(
                at.row.saturating_add(open.rows - 1).min(MAX_ROWS - 1),
                at.col.saturating_add(open.columns - 1).min(MAX_COLUMNS - 1),
            );
            meter.merge()?;
            self.merges.push(CellRange { first: at, last });
        }
        if !outside && let (columns @ 1.., rows @ 1..) = (open.array.0, open.array.1.max(1)) {
            let row = at.row.saturating_add(rows - 1).min(MAX_ROWS - 1);
            let col = at.col.saturating_add(columns - 1).min(MAX_COLUMNS - 1);
            self.arrays.push((at, CellRange { first: at, last: CellRef::new(row, col) }));
            meter.entry(0)?;
        }
        if let Some(comment) = open.comment.as_ref().filter(|_| !outside) {
            self.sheet.comments.insert(at, comment.clone());
        }
        let text = std::mem::take(&mut self.cell_text);
        let (value, shown) = open.value(if self.paragraphs > 0 { Some(text) } else { None });
        let has_content = value != Value::Empty || open.formula.is_some();
        if outside {
            // Empty cells fill rows up to whatever the writer thinks is the end.
            return if has_content { Err(beyond_excel()) } else { Ok(()) };
        }
        if has_content || open.look.is_some_and(|look| look != 0) {
            let style = open.look.unwrap_or_else(|| self.look_of_column(first));
            let cell = Cell { value, formula: open.formula, style, shown };
            self.row.cells.push((first, open.repeated, cell));
        }
        Ok(())
    }

    fn look_of_column(&self, column: u32) -> usize {
        let after = self.columns.partition_point(|run| run.first <= column);
        after.checked_sub(1).and_then(|i| self.columns.get(i)).map_or(0, |run| run.look)
    }

    /// Puts the row's cells into the sheet, as often as the row is repeated.
    fn end_row(&mut self, meter: &mut Meter) -> Result<(), ReadError> {
        let first = self.row_at;
        let repeated = self.row.repeated.max(1);
        self.row_at = first.saturating_add(repeated);
        let mut cells = std::mem::take(&mut self.row.cells);
        for (column, columns, cell) in cells.drain(..) {
            let count = u64::from(columns) * u64::from(repeated);
            let blank = cell.is_empty();
            if blank && count > BACKGROUND {
                continue;
            }
            let (last_row, last_column) = (first.saturating_add(repeated), column.saturating_add(columns));
            if !blank {
                if last_row > MAX_ROWS || last_column > MAX_COLUMNS {
                    return Err(beyond_excel());
                }
                meter.cells(count, cell.formula.is_some())?;
                let text = match &cell.value {
                    Value::Text(text) => text.len(),
                    _ => cell.shown.as_ref().map_or(0, String::len),
                } + cell.formula.as_ref().map_or(0, String::len);
                meter.text(text.saturating_mul(usize::try_from(count).unwrap_or(usize::MAX)))?;
                self.last.row = self.last.row.max(last_row.saturating_sub(1));
                self.last.col = self.last.col.max(last_column.saturating_sub(1));
            }
            'copies: for row in first..last_row.min(MAX_ROWS) {
                for col in column..last_column.min(MAX_COLUMNS) {
                    if blank && !meter.keeps_blank() {
                        // Nor are those kept that are still to come, however many.
                        break 'copies;
                    }
                    self.sheet.cells.insert(CellRef::new(row, col), cell.clone());
                }
            }
        }
        self.row.cells = cells;
        Ok(())
    }

    /// Puts the sheet into the workbook; gives what it has and is not carried over.
    pub(super) fn finish(
        mut self,
        workbook: &mut Workbook,
        meter: &mut Meter,
    ) -> Result<LeftBehind, ReadError> {
        let columns = self.columns.iter().map(Run::columns).collect();
        let (last_row, _) =
            settle(&mut self.sheet, self.merges, columns, self.last.row, self.last.col, meter)?;
        arrays::settle(&mut self.sheet, self.arrays, &mut self.left_behind, meter)?;
        for run in &self.rows {
            let rows = run.within(last_row);
            meter.lines(rows.len())?;
            for row in rows {
                if run.hidden {
                    self.sheet.hidden_rows.insert(row);
                    self.sheet.filter.may_hide_rows |= run.filtered;
                }
                if let Some(height) = run.size {
                    self.sheet.row_heights.insert(row, height);
                }
            }
        }
        let titles = titles(self.head_rows, self.head_columns, workbook.sheets.len());
        workbook.defined_names.extend(titles);
        workbook.sheets.push(self.sheet);
        Ok(self.left_behind)
    }
}

fn beyond_excel() -> ReadError {
    ReadError::Excessive("内容超出 Excel 的行列范围".into())
}
