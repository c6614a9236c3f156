//! Along which line of the sheet the figures of one source stand.

use crate::form::Form;
use crate::workbook::{CellRef, Sheet};

/// Cells above a figure that are looked at, where the sources stand across: no form has more lines of amounts.
const MOST_ABOVE: u32 = 12;

/// The line of a source's figures: a row, or, where the sources stand across, a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Row(u32),
    Column(u32),
}

impl Line {
    /// The line through a cell of the funds.
    pub(super) fn through(form: &Form, cell: CellRef) -> Self {
        let own = form.funding.iter().find(|row| row.values.values().any(|value| value.cell == cell));
        let mut others =
            own.into_iter().flat_map(|row| row.values.values()).filter(|v| v.cell != cell).peekable();
        let is_column = others.peek().is_some() && others.all(|value| value.cell.col == cell.col);
        if is_column { Self::Column(cell.col) } else { Self::Row(cell.row) }
    }

    /// Whether a cell stands on it.
    pub(super) const fn holds(self, cell: CellRef) -> bool {
        match self {
            Self::Row(row) => cell.row == row,
            Self::Column(col) => cell.col == col,
        }
    }

    /// A cell's place along it.
    pub(super) const fn place(self, cell: CellRef) -> u32 {
        match self {
            Self::Row(_) => cell.col,
            Self::Column(_) => cell.row,
        }
    }

    /// The cells with something in them that stand before one, left of it or above it.
    pub(super) fn before(self, sheet: &Sheet, cell: CellRef) -> Vec<CellRef> {
        match self {
            Self::Row(row) => {
                let on_row = sheet.cells.range(CellRef::new(row, 0)..CellRef::new(row, cell.col));
                on_row.map(|(at, _)| *at).collect()
            }
            Self::Column(col) => {
                let above = (cell.row.saturating_sub(MOST_ABOVE)..cell.row).map(|row| CellRef::new(row, col));
                above.filter(|at| sheet.cell(*at).is_some()).collect()
            }
        }
    }

    /// `D 列`, `第 5 行`: what stands in that place on each of such lines.
    pub(super) fn in_words(self, place: u32) -> String {
        match self {
            Self::Row(_) => format!("{} 列", CellRef::column_letters(place)),
            Self::Column(_) => format!("第 {} 行", u64::from(place) + 1),
        }
    }
}
