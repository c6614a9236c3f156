//! What Excel takes at most, and how it counts texts. Rows, columns, heights, widths, texts, formulas, headers and links are
//! bounded as Microsoft's “Excel specifications and limits” has it; where the others are from stands with them.

/// Rows of a worksheet in Excel 2007 and later.
pub(crate) const MAX_ROWS: u32 = 1_048_576;
/// Columns of a worksheet in Excel 2007 and later.
pub(crate) const MAX_COLUMNS: u32 = 16_384;
/// Points of the highest row.
pub(crate) const MAX_ROW_HEIGHT: f64 = 409.0;
/// The widest column, in characters of the default font.
pub(crate) const MAX_COLUMN_WIDTH: f64 = 255.0;
/// Points of the largest font that its dialogue takes.
pub(crate) const MAX_FONT_SIZE: f64 = 409.0;
/// The longest text that a cell of a worksheet has.
pub(crate) const MAX_TEXT: usize = 32_767;
/// The longest formula.
pub(crate) const MAX_FORMULA: usize = 8_192;
/// The longest name of a sheet; its tab takes no more.
pub(crate) const MAX_SHEET_NAME: usize = 31;
/// The longest name of a font; Excel calls a file damaged that has a longer one.
pub(crate) const MAX_FONT_NAME: usize = 31;
/// The longest code of a number format; the same becomes of a file with a longer one.
pub(crate) const MAX_NUMBER_FORMAT: usize = 255;
/// The longest header or footer, its codes included.
pub(crate) const MAX_HEADER: usize = 255;
/// The longest property of a document (title, author, keywords) that its dialogue takes.
pub(super) const MAX_PROPERTY: usize = 255;
/// The longest title of a data validation's words, which the writer of workbooks refuses otherwise, as its dialogue does.
pub(super) const MAX_NOTICE_TITLE: usize = 32;
/// The longest text of them; the same.
pub(super) const MAX_NOTICE: usize = 255;
/// The longest formula of a data validation; the same.
pub(super) const MAX_VALIDATION_FORMULA: usize = 255;
/// The longest name of a comment's author: what the writer of workbooks takes.
pub(crate) const MAX_AUTHOR: usize = 52;
/// Page breaks of a sheet in one direction. Microsoft says 1,026, but the writer of workbooks found it to be fewer.
pub(super) const MAX_BREAKS: usize = 1_023;
/// Links that a sheet is given. Excel itself refuses a sheet of more than 65,530.
pub(crate) const MAX_LINKS: usize = 65_000;
/// The longest path of a link that is given. The writer of workbooks takes 2,080, as Excel does, after it has escaped what
/// it must: three for one.
pub(crate) const MAX_LINK_PATH: usize = 679;
/// The longest place inside the file that a link is given, below the 255 of older versions.
pub(crate) const MAX_LINK_PLACE: usize = 254;

/// How long Excel finds a text: it counts units of UTF-16.
pub(crate) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Whether Excel finds a text no longer than `most`.
pub(crate) fn fits(text: &str, most: usize) -> bool {
    // No character has more units of UTF-16 than bytes.
    text.len() <= most || length(text) <= most
}

/// As much of the beginning of a text as fits.
pub(crate) fn beginning(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let mut units = 0;
    let beyond = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > most
    });
    beyond.map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::{beginning, fits};

    #[test]
    fn texts_are_counted_as_excel_does() {
        assert!(fits("表𠀀", 3) && !fits("表𠀀", 2));
        assert_eq!(beginning("表𠀀页", 2), "表");
        assert_eq!(beginning("表𠀀页", 3), "表𠀀");
        assert_eq!(beginning("表𠀀页", 4), "表𠀀页");
        assert_eq!(beginning("", 0), "");
    }
}
