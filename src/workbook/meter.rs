//! What has been taken so far of what [`Limits`] allow for one file.

use super::{Limits, ReadError};

/// Cells without content are carried for their looks (borders of an empty form); of a sheet that someone painted
/// down to the last row only so many are worth their memory.
const BLANK_CELLS: usize = 200_000;

/// Counts cells and texts while a file is read, and refuses what goes beyond.
#[derive(Debug)]
pub(super) struct Meter {
    limits: Limits,
    cells: usize,
    blanks: usize,
    text: usize,
    records: usize,
    lines: usize,
    merges: usize,
    comments: usize,
    runs: usize,
    ranges: usize,
    arrays: u64,
}

/// Looks, fonts, fills, relations, names …: no workbook has more of one of them, and each takes more memory than the
/// few bytes that it takes in a file.
const MAX_ENTRIES: usize = 65_536;
/// Characters of a sheet's name. Excel takes 31, other programs more.
const MAX_NAME: usize = 255;
/// Cells that take the memory of a formula: it is parsed, computed, compared and written beside its text.
const CELLS_OF_A_FORMULA: usize = 4;
/// Bytes of tokens that take the time of a record.
const TOKENS_OF_A_RECORD: usize = 16;
/// Parts of texts that look different, of all cells together; a form has some hundreds. Each takes the memory of many
/// characters, and one text with thousands of them may stand in thousands of cells.
const TEXT_RUNS: usize = 200_000;
/// Ranges of data validations, of all sheets together; a form has some dozens.
const VALIDATED_RANGES: usize = 50_000;
/// Cells of array formulas that fill several, of all sheets together. Each of them costs an entry of its own.
const ARRAY_CELLS: u64 = 200_000;
/// What an entry of a list takes besides its text.
const ENTRY: usize = 64;

/// Whether a list of what cells refer to may have one entry more; `count` are there.
pub(super) fn one_more(count: usize) -> Result<(), ReadError> {
    if count >= MAX_ENTRIES {
        return Err(ReadError::Excessive(format!("样式或名称等超过 {MAX_ENTRIES} 项")));
    }
    Ok(())
}

impl Meter {
    /// Nothing taken yet.
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            limits: *limits,
            cells: 0,
            blanks: 0,
            text: 0,
            records: 0,
            lines: 0,
            merges: 0,
            comments: 0,
            runs: 0,
            ranges: 0,
            arrays: 0,
        }
    }

    /// One more cell with content, which is a formula or not.
    pub(super) fn cell(&mut self, has_formula: bool) -> Result<(), ReadError> {
        self.cells(1, has_formula)
    }

    /// So many more cells with the same content; asked before they are made.
    pub(super) fn cells(&mut self, count: u64, has_formula: bool) -> Result<(), ReadError> {
        let each = if has_formula { CELLS_OF_A_FORMULA } else { 1 };
        let count = usize::try_from(count).unwrap_or(usize::MAX).saturating_mul(each);
        self.cells = self.cells.saturating_add(count);
        if self.cells > self.limits.cells {
            return Err(ReadError::TooLarge(format!(
                "单元格超过 {} 个，其中一个公式按 {CELLS_OF_A_FORMULA} 个计",
                self.limits.cells
            )));
        }
        Ok(())
    }

    /// Whether one more cell that has nothing but a look may be kept.
    pub(super) fn keeps_blank(&mut self) -> bool {
        self.blanks += 1;
        self.blanks <= BLANK_CELLS.min(self.limits.cells)
    }

    /// Whether one more comment may be kept. The writer takes kilobytes for the box of each.
    pub(super) fn keeps_comment(&mut self) -> bool {
        self.comments += 1;
        self.comments <= self.limits.comments
    }

    /// Whether so many more parts of texts may keep looks of their own.
    pub(super) fn keeps_runs(&mut self, count: usize) -> bool {
        self.runs = self.runs.saturating_add(count);
        self.runs <= TEXT_RUNS
    }

    /// Whether so many more ranges of data validations may be kept.
    pub(super) fn keeps_ranges(&mut self, count: usize) -> bool {
        self.ranges = self.ranges.saturating_add(count);
        self.ranges <= VALIDATED_RANGES
    }

    /// Whether one more array formula may fill so many cells.
    pub(super) fn keeps_array(&mut self, cells: u64) -> bool {
        let arrays = self.arrays.saturating_add(cells);
        let keeps = arrays <= ARRAY_CELLS;
        if keeps {
            self.arrays = arrays;
        }
        keeps
    }

    /// So many more bytes of text.
    pub(super) fn text(&mut self, bytes: usize) -> Result<(), ReadError> {
        self.text = self.text.saturating_add(bytes);
        if self.text > self.limits.text_bytes {
            return Err(ReadError::TooLarge(format!(
                "文字超过 {}",
                megabytes(self.limits.text_bytes as u64)
            )));
        }
        Ok(())
    }

    /// One more entry of a list, with a text of so many bytes.
    pub(super) fn entry(&mut self, bytes: usize) -> Result<(), ReadError> {
        self.text(bytes.saturating_add(ENTRY))
    }

    /// One more record or cell that is looked at, whether it is kept or not.
    pub(super) fn record(&mut self) -> Result<(), ReadError> {
        self.records(1)
    }

    /// A formula of so many bytes of tokens that is put together once more: it costs that much whether a text comes of it
    /// or not, and thousands of cells may share it.
    pub(super) fn tokens(&mut self, bytes: usize) -> Result<(), ReadError> {
        self.records(bytes / TOKENS_OF_A_RECORD)
    }

    /// So many more records or cells that are looked at.
    pub(super) fn records(&mut self, count: usize) -> Result<(), ReadError> {
        self.records = self.records.saturating_add(count);
        // Sheets may claim the same ones, again and again.
        if self.records > self.limits.elements {
            return Err(ReadError::TooLarge(format!("单元格或记录超过 {} 条", self.limits.elements)));
        }
        Ok(())
    }

    /// So many more rows or columns that are hidden or have a size of their own: a file states many of them at once, or
    /// the same ones for many sheets.
    pub(super) fn lines(&mut self, count: usize) -> Result<(), ReadError> {
        // The writer keeps a format for each of them. A row that people fill in has several cells.
        let most = self.limits.cells / 4;
        self.lines = self.lines.saturating_add(count);
        if self.lines > most {
            return Err(ReadError::TooLarge(format!("设置了行高、列宽的行列超过 {most} 个")));
        }
        Ok(())
    }

    /// Whether a workbook may have one sheet more, of that name; `count` are there.
    pub(super) fn sheet(&self, count: usize, name: &str) -> Result<(), ReadError> {
        if count >= self.limits.sheets {
            return Err(ReadError::TooLarge(format!("工作表超过 {} 张", self.limits.sheets)));
        }
        // All that is found on a sheet says its name. A name that is cut would be one that no formula knows.
        if name.chars().nth(MAX_NAME).is_some() {
            return Err(ReadError::Excessive(format!("工作表名称超过 {MAX_NAME} 字")));
        }
        Ok(())
    }

    /// One more merged range: many sheets with many each, or one part that is the content of many sheets, would
    /// otherwise take any memory.
    pub(super) fn merge(&mut self) -> Result<(), ReadError> {
        self.merges += 1;
        if self.merges > self.limits.merges {
            return Err(ReadError::TooLarge(format!("合并单元格超过 {} 处", self.limits.merges)));
        }
        Ok(())
    }
}

/// A size for people: `256 MB`.
pub(super) fn megabytes(bytes: u64) -> String {
    if bytes >= 1 << 20 { format!("{} MB", bytes >> 20) } else { format!("{} KB", bytes >> 10) }
}
