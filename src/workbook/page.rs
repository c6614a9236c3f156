//! How a sheet is printed, as far as it is carried from an input to a corrected workbook.

use super::excel::MAX_BREAKS;
use super::{CellRange, DefinedName, MAX_COLUMNS, MAX_ROWS};

/// What a file says of the pages of a sheet. `Page::default()` says nothing.
#[expect(clippy::struct_excessive_bools, reason = "each is a box to tick in Excel's own dialog")]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Excel's number of the paper: 8 is A3, 9 is A4.
    pub paper: Option<u8>,
    /// Which side is up.
    pub orientation: Option<Orientation>,
    /// In percent.
    pub scale: Option<u16>,
    /// As many pages wide and high at most; 0 for as many as it takes. It goes before the scale.
    pub fit: Option<(u16, u16)>,
    /// Inches.
    pub margins: Option<Margins>,
    /// In Excel's codes: `&C` begins what stands in the middle, `&P` is the page's number.
    pub header: String,
    /// The same at the bottom.
    pub footer: String,
    /// Whether the sheet stands in the middle of the page's width.
    pub centered_across: bool,
    /// Whether it stands in the middle of the page's height.
    pub centered_down: bool,
    /// Whether the lines between cells are printed.
    pub gridlines: bool,
    /// Whether the numbers of rows and the letters of columns are printed.
    pub headings: bool,
    /// Whether it is printed without colours.
    pub black_and_white: bool,
    /// Whether it is printed in draft quality.
    pub draft: bool,
    /// Whether the pages go to the right before they go down.
    pub across_first: bool,
    /// Rows that begin a page.
    pub row_breaks: Vec<u32>,
    /// Columns that begin a page.
    pub column_breaks: Vec<u32>,
}

/// Which side of the paper is up.
#[expect(missing_docs, reason = "the names say what they are")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orientation {
    Portrait,
    Landscape,
}

/// What stays empty around a page, in inches.
#[expect(missing_docs, reason = "the names say what they are")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margins {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub header: f64,
    pub footer: f64,
}

/// Excel's own margins.
impl Default for Margins {
    fn default() -> Self {
        Self { left: 0.7, right: 0.7, top: 0.75, bottom: 0.75, header: 0.3, footer: 0.3 }
    }
}

/// A margin that Excel takes, in inches.
pub(super) fn margin(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|inches: &f64| (0.0..49.0).contains(inches))
}

impl Page {
    /// Takes a break before `first`, the number of a row or column from zero.
    pub(super) fn break_before(breaks: &mut Vec<u32>, first: u32) {
        if first > 0 && breaks.len() < MAX_BREAKS {
            breaks.push(first);
        }
    }
}

/// What is printed of a sheet, which files keep among the defined names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Printed {
    /// The parts of the sheet that are printed; all of it where there is none.
    pub(crate) areas: Vec<CellRange>,
    /// The rows that every page repeats.
    pub(crate) rows: Option<(u32, u32)>,
    /// The columns that every page repeats.
    pub(crate) columns: Option<(u32, u32)>,
}

impl Printed {
    /// Of the sheet with that index.
    pub(crate) fn of(names: &[DefinedName], sheet: usize) -> Self {
        let mut printed = Self::default();
        for name in names.iter().filter(|name| name.sheet == Some(sheet)) {
            let is = |what: &str| name.name.eq_ignore_ascii_case(what);
            if is("_xlnm.Print_Area") || is("Print_Area") {
                let areas: Option<Vec<_>> = pieces(&name.refers_to).map(|piece| piece.parse().ok()).collect();
                printed.areas = areas.unwrap_or_default();
            } else if is("_xlnm.Print_Titles") || is("Print_Titles") {
                for piece in pieces(&name.refers_to) {
                    printed.repeat(&piece);
                }
            }
        }
        printed
    }

    /// Takes rows (`$1:$3`), columns (`$A:$B`), or a range over the whole sheet in one direction.
    fn repeat(&mut self, piece: &str) {
        let (first, last) = piece.split_once(':').unwrap_or((piece, piece));
        let row = |text: &str| text.parse::<u32>().ok()?.checked_sub(1).filter(|row| *row < MAX_ROWS);
        let column = |text: &str| {
            let is_letters = text.chars().all(|c| c.is_ascii_alphabetic());
            Some(format!("{text}1").parse::<super::CellRef>().ok().filter(|_| is_letters)?.col)
        };
        if let (Some(first), Some(last)) = (row(first), row(last)) {
            self.rows = Some((first.min(last), first.max(last)));
        } else if let (Some(first), Some(last)) = (column(first), column(last)) {
            self.columns = Some((first.min(last), first.max(last)));
        } else if let Ok(range) = piece.parse::<CellRange>() {
            // .xls has no rows without columns.
            if range.first.col == 0 && range.last.col >= 255 {
                self.rows = Some((range.first.row, range.last.row));
            } else if range.first.row == 0 && range.last.row >= 65_535 {
                self.columns = Some((range.first.col, range.last.col.min(MAX_COLUMNS - 1)));
            }
        }
    }
}

/// The range of a sheet whose heads have arrows to filter by, which .xls keeps among the defined names.
pub(super) fn filter_range(names: &[DefinedName], sheet: usize) -> Option<CellRange> {
    let name = names.iter().find(|name| name.sheet == Some(sheet) && name.name == "_xlnm._FilterDatabase")?;
    pieces(&name.refers_to).next()?.parse().ok()
}

/// The ranges that a name lists, without sheets and dollar signs: `'附表 1'!$A$1:$F$9,'附表 1'!$H$1:$K$9`. A sheet's name
/// may have a comma in it.
fn pieces(refers_to: &str) -> impl Iterator<Item = String> {
    let mut quoted = false;
    let split = refers_to.split(move |c: char| {
        quoted ^= c == '\'';
        c == ',' && !quoted
    });
    split.map(|piece| piece.rsplit('!').next().unwrap_or_default().replace('$', "").trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(name: &str, refers_to: &str) -> Printed {
        let name = DefinedName { name: name.to_owned(), sheet: Some(1), refers_to: refers_to.to_owned() };
        Printed::of(&[name], 1)
    }

    #[test]
    fn areas_are_read_whatever_the_sheet_is_called() {
        let areas = |text: &str| printed("_xlnm.Print_Area", text).areas;
        assert_eq!(areas("附表!$A$1:$F$9"), ["A1:F9".parse().unwrap()]);
        let two = areas("'附表,一!'!$A$1:$B$2,'附表,一!'!$D$1:$E$2");
        assert_eq!(two, ["A1:B2".parse().unwrap(), "D1:E2".parse().unwrap()]);
        assert_eq!(areas("#REF!"), []);
        assert_eq!(areas("OFFSET(附表!$A$1,0,0,9,9)"), []);
    }

    #[test]
    fn titles_are_rows_columns_or_both() {
        let titles = |text: &str| {
            let printed = printed("_xlnm.Print_Titles", text);
            (printed.rows, printed.columns)
        };
        assert_eq!(titles("附表!$1:$3"), (Some((0, 2)), None));
        assert_eq!(titles("附表!$A:$B,附表!$1:$3"), (Some((0, 2)), Some((0, 1))));
        assert_eq!(titles("附表!$A$2:$IV$4"), (Some((1, 3)), None));
        assert_eq!(titles("附表!$0:$3"), (None, None));
    }
}
