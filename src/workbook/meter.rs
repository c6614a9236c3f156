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
}

/// Looks, fonts, fills, relations, names …: no workbook has more of one of them, and each takes more memory than the
/// few bytes that it takes in a file.
const MAX_ENTRIES: usize = 65_536;
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
        Self { limits: *limits, cells: 0, blanks: 0, text: 0, records: 0 }
    }

    /// One more cell with content.
    pub(super) fn cell(&mut self) -> Result<(), ReadError> {
        self.cells(1)
    }

    /// So many more cells with content; asked before they are made.
    pub(super) fn cells(&mut self, count: u64) -> Result<(), ReadError> {
        self.cells = self.cells.saturating_add(usize::try_from(count).unwrap_or(usize::MAX));
        if self.cells > self.limits.cells {
            return Err(ReadError::TooLarge(format!("单元格超过 {} 个", self.limits.cells)));
        }
        Ok(())
    }

    /// Whether one more cell that has nothing but a look may be kept.
    pub(super) fn keeps_blank(&mut self) -> bool {
        self.blanks += 1;
        self.blanks <= BLANK_CELLS.min(self.limits.cells)
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
        self.records += 1;
        // Sheets may claim the same ones, again and again.
        if self.records > self.limits.elements {
            return Err(ReadError::TooLarge(format!("单元格或记录超过 {} 条", self.limits.elements)));
        }
        Ok(())
    }

    /// Whether a workbook may have so many sheets.
    pub(super) fn sheets(&self, count: usize) -> Result<(), ReadError> {
        if count > self.limits.sheets {
            return Err(ReadError::TooLarge(format!("工作表超过 {} 张", self.limits.sheets)));
        }
        Ok(())
    }

    /// Whether a sheet may have so many merged ranges.
    pub(super) fn merges(&self, count: usize) -> Result<(), ReadError> {
        if count > self.limits.merges {
            return Err(ReadError::TooLarge(format!("一张工作表的合并区域超过 {} 个", self.limits.merges)));
        }
        Ok(())
    }
}

/// A size for people: `256 MB`.
pub(super) fn megabytes(bytes: u64) -> String {
    if bytes >= 1 << 20 { format!("{} MB", bytes >> 20) } else { format!("{} KB", bytes >> 10) }
}
