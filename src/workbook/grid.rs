//! What a workbook holds: sparse sheets of cells, so that a cell in the far corner costs one cell.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::cell::{Cell, Value};
use super::{
    CellRange, CellRef, FileKind, Font, Merges, Outline, Page, Properties, Restriction, Style, View,
};

/// A workbook as it was read.
#[derive(Debug, Clone, Default)]
pub struct Workbook {
    /// What the file really is, by its content.
    pub kind: FileKind,
    /// The sheets, in their order.
    pub sheets: Vec<Sheet>,
    /// Every look that a cell has; [`Cell::style`] is an index into it. The first is the plain look.
    pub styles: Vec<Style>,
    /// Defined names and what they stand for, without the leading `=`.
    pub defined_names: Vec<DefinedName>,
    /// The time of the last change from the workbook's own properties.
    pub modified: Option<Timestamp>,
    /// What else its properties say.
    pub properties: Option<Box<Properties>>,
    /// What the file has and a corrected workbook cannot carry over, in words: `图片 2 张（Sheet1）`.
    pub not_carried: Vec<String>,
}

/// A defined name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinedName {
    /// The name.
    pub name: String,
    /// The sheet (by index) in which alone it is known; `None` for the whole workbook.
    pub sheet: Option<usize>,
    /// The reference or formula it stands for, without the leading `=`.
    pub refers_to: String,
}

/// One sheet.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Its name, as on its tab.
    pub name: String,
    /// Whether its tab is hidden.
    pub hidden: bool,
    /// Every cell that has a value, a formula or a look of its own.
    pub cells: BTreeMap<CellRef, Cell>,
    /// Merged ranges that Excel accepts.
    pub merges: Merges,
    /// Merged ranges that Excel itself would not accept: overlapping, or beyond all measure.
    pub refused_merges: Vec<String>,
    /// Rows that are hidden.
    pub hidden_rows: BTreeSet<u32>,
    /// Columns that are hidden. (Only those of the used area.)
    pub hidden_columns: BTreeSet<u32>,
    /// Heights that someone set, in points.
    pub row_heights: BTreeMap<u32, f64>,
    /// Widths that someone set, in digits of the default font, with the margins around a cell's content in them: as
    /// .xlsx files state them.
    pub column_widths: BTreeMap<u32, f64>,
    /// Comments (批注) by cell.
    pub comments: BTreeMap<CellRef, Comment>,
    /// Texts whose parts look different, by cell. (Read from .xlsx alone.)
    pub rich_texts: BTreeMap<CellRef, Vec<TextRun>>,
    /// The range of every cell that an array formula fills. The formula is its first cell's; the others have none, and no two
    /// ranges overlap. One cell of a range cannot be changed without the others.
    pub arrays: BTreeMap<CellRef, CellRange>,
    /// Formulas as the file has them, by cell, where they name a table: [`Cell::formula`] names its cells instead.
    pub respelled: BTreeMap<CellRef, String>,
    /// The first cell that scrolls, where rows above it or columns left of it stand still.
    pub frozen: Option<CellRef>,
    /// How it is printed, where the file says so. (Read from .xlsx and .xls.)
    pub page: Option<Box<Page>>,
    /// How it appears on the screen.
    pub view: View,
    /// The groups of its rows and columns, if it has any.
    pub outline: Option<Box<Outline>>,
    /// What its rows are filtered by. Rows that are filtered away are among the hidden ones.
    pub filter: Filter,
    /// The height of rows that have none of their own, if someone set it, in points.
    pub default_row_height: Option<f64>,
    /// Whether rows are hidden of which nothing is said.
    pub hides_other_rows: bool,
    /// Columns beyond the used area that are hidden: the first and the last of each run.
    pub hidden_beyond: Vec<(u32, u32)>,
    /// What cells take. (Read from .xlsx alone.)
    pub restrictions: Vec<Restriction>,
    /// Whether only unlocked cells may be changed. There is no password. (Not read from files.)
    pub protected: bool,
}

/// What the rows of a sheet are filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filter {
    /// The range whose heads have arrows to filter by.
    pub range: Option<CellRange>,
    /// Whether a filter may be what hides rows: the sheet's own, one of a table's on it, or one that left no arrows.
    pub may_hide_rows: bool,
}

/// A comment (批注).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comment {
    /// What it says.
    pub text: String,
    /// Who wrote it; empty where the file does not say.
    pub author: String,
    /// Width and height of its box in pixels, where the file says them.
    pub size: Option<(u16, u16)>,
    /// Whether it is shown all the time.
    pub visible: bool,
}

/// A part of a cell's text that looks the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRun {
    /// The part.
    pub text: String,
    /// Its font; `None` for the cell's own. A name or a size that it does not have is the cell's own.
    pub font: Option<Font>,
}

impl Workbook {
    /// The look of a cell.
    pub fn style(&self, cell: &Cell) -> &Style {
        self.style_of(cell.style)
    }

    /// The look of that index.
    pub(crate) fn style_of(&self, index: usize) -> &Style {
        static PLAIN: std::sync::OnceLock<Style> = std::sync::OnceLock::new();
        self.styles.get(index).unwrap_or_else(|| PLAIN.get_or_init(Style::default))
    }

    /// The sheet of that name and its index. Names are compared as Excel does, without regard to case.
    pub fn sheet(&self, name: &str) -> Option<(usize, &Sheet)> {
        let exact = self.sheets.iter().position(|sheet| sheet.name == name);
        let index = exact.or_else(|| {
            let name = name.to_lowercase();
            self.sheets.iter().position(|sheet| sheet.name.to_lowercase() == name)
        })?;
        Some((index, self.sheets.get(index)?))
    }
}

impl Sheet {
    /// The cell at `at`, if it has a value, a formula or a look.
    pub fn cell(&self, at: CellRef) -> Option<&Cell> {
        self.cells.get(&at)
    }

    /// The value at `at`.
    pub fn value(&self, at: CellRef) -> &Value {
        self.cells.get(&at).map_or(&Value::Empty, |c| &c.value)
    }

    /// The merged range that `at` lies in.
    pub fn merge_at(&self, at: CellRef) -> Option<&CellRange> {
        self.merges.at(at)
    }

    /// The smallest rectangle with every cell that has a value or a formula.
    pub(crate) fn used_range(&self) -> Option<CellRange> {
        CellRange::around(self.cells.iter().filter(|(_, cell)| !cell.is_empty()).map(|(&at, _)| at))
    }

    /// The range of several cells that an array formula fills together, `at` among them.
    pub(crate) fn shared_array(&self, at: CellRef) -> Option<&CellRange> {
        self.arrays.get(&at).filter(|range| range.first != range.last)
    }

    /// Whether a cell's value is computed: by a formula of its own, or by an array formula.
    pub(crate) fn is_computed(&self, at: CellRef, cell: &Cell) -> bool {
        cell.formula.is_some() || self.arrays.contains_key(&at)
    }

    /// Whether a cell cannot be seen: its row, its column or the whole sheet is hidden.
    pub fn is_hidden(&self, at: CellRef) -> bool {
        self.hidden || self.hidden_rows.contains(&at.row) || self.hidden_columns.contains(&at.col)
    }
}
