//! What reading one file may take at most. Checked before memory is taken.

/// Bounds on one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The file itself, in bytes.
    pub file_bytes: u64,
    /// All parts of a zip-based workbook that are read, unpacked, in bytes.
    pub unpacked_bytes: u64,
    /// Cells with content on all sheets. One with a formula counts as four of them.
    pub cells: usize,
    /// Sheets.
    pub sheets: usize,
    /// Merged ranges of all sheets, those included that Excel would not accept. Each takes the memory of several cells.
    pub merges: usize,
    /// Comments of all sheets. What is beyond is not carried over, and said.
    pub comments: usize,
    /// Bytes of all texts together.
    pub text_bytes: usize,
    /// Tags and texts of one part of XML; records or cells, empty ones too, of all sheets: what is looked at, whether
    /// it is kept or not. A million cells with formulas have some ten millions.
    pub elements: usize,
    /// Forms of one workbook.
    pub forms: usize,
    /// Rows of one form: of its funds, its tasks or its indicators.
    pub form_rows: usize,
    /// Rows of all forms of one workbook: a thousand forms of fifty.
    pub all_form_rows: usize,
    /// Bytes of one form's texts together; real forms have some ten thousand.
    pub form_text_bytes: usize,
}

impl Limits {
    /// The same bounds, so many times as wide.
    ///
    /// ```
    /// use ziping::workbook::Limits;
    /// assert_eq!(Limits::default().times(4).cells, 4_000_000);
    /// ```
    #[must_use]
    pub fn times(self, factor: u32) -> Self {
        let wider = |bound: usize| bound.saturating_mul(usize::try_from(factor).unwrap_or(usize::MAX));
        Self {
            file_bytes: self.file_bytes.saturating_mul(factor.into()),
            unpacked_bytes: self.unpacked_bytes.saturating_mul(factor.into()),
            cells: wider(self.cells),
            sheets: wider(self.sheets),
            merges: wider(self.merges),
            comments: wider(self.comments),
            text_bytes: wider(self.text_bytes),
            elements: wider(self.elements),
            forms: wider(self.forms),
            form_rows: wider(self.form_rows),
            all_form_rows: wider(self.all_form_rows),
            form_text_bytes: wider(self.form_text_bytes),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            unpacked_bytes: 256 << 20,
            cells: 1_000_000,
            sheets: 1_000,
            merges: 200_000,
            comments: 20_000,
            text_bytes: 64 << 20,
            elements: 20_000_000,
            forms: 5_000,
            form_rows: 5_000,
            all_form_rows: 50_000,
            form_text_bytes: 4 << 20,
        }
    }
}
