//! What reading one file may take at most. Checked before memory is taken.

/// Bounds on one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The file itself, in bytes.
    pub file_bytes: u64,
    /// All parts of a zip-based workbook that are read, unpacked, in bytes.
    pub unpacked_bytes: u64,
    /// Cells with content on all sheets.
    pub cells: usize,
    /// Sheets.
    pub sheets: usize,
    /// Merged ranges of one sheet.
    pub merges: usize,
    /// Bytes of all texts together.
    pub text_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            unpacked_bytes: 256 << 20,
            cells: 1_000_000,
            sheets: 1_000,
            merges: 200_000,
            text_bytes: 128 << 20,
        }
    }
}
