//! The references of formulas that are stored as tokens, put back into Excel's notation.

use super::super::CellRef;
use super::records::{u16_at, u32_at};

/// How tokens are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Layout {
    /// Excel 97–2003: rows of two bytes, 256 columns.
    Xls,
    /// .xlsb: rows of four bytes, 16,384 columns.
    Xlsb,
}

/// Where references are read: how they are laid out, and the cell that the formula reads in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) layout: Layout,
    pub(super) at: CellRef,
}

impl Frame {
    /// The bytes of one corner of a reference.
    pub(super) fn corner(self) -> usize {
        match self.layout {
            Layout::Xls => 4,
            Layout::Xlsb => 6,
        }
    }

    /// The row that stands at byte `at`, and the bytes that rows take.
    fn row(self, data: &[u8], at: usize) -> Option<(u32, usize)> {
        Some(match self.layout {
            Layout::Xls => (u16_at(data, at)?.into(), 2),
            Layout::Xlsb => (u32_at(data, at)?, 4),
        })
    }

    /// A single cell, and the bytes that it takes.
    pub(super) fn cell(self, data: &[u8], at: usize, shared: bool) -> Option<(String, usize)> {
        let (row, width) = self.row(data, at)?;
        Some((self.reference(row, u16_at(data, at + width)?, shared), width + 2))
    }

    /// A range; a whole column (`A:C`) or row is stored as one that goes up to the sheet's end.
    pub(super) fn area(self, data: &[u8], at: usize, shared: bool) -> Option<(String, usize)> {
        let (first_row, width) = self.row(data, at)?;
        let (last_row, _) = self.row(data, at + width)?;
        let (first_col, last_col) = (u16_at(data, at + width * 2)?, u16_at(data, at + width * 2 + 2)?);
        let (first, last) =
            (self.reference(first_row, first_col, shared), self.reference(last_row, last_col, shared));
        let (rows, columns) = self.bounds();
        let letters =
            |text: &str| text.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('$').to_owned();
        let digits =
            |text: &str| text.trim_start_matches('$').trim_start_matches(char::is_alphabetic).to_owned();
        let text = if first_row == 0 && last_row == rows {
            format!("{}:{}", letters(&first), letters(&last))
        } else if u32::from(first_col) & columns == 0 && u32::from(last_col) & columns == columns {
            format!("{}:{}", digits(&first), digits(&last))
        } else {
            format!("{first}:{last}")
        };
        Some((text, width * 2 + 4))
    }

    /// The last row and the last column, both all ones.
    fn bounds(self) -> (u32, u32) {
        match self.layout {
            Layout::Xls => (0xFFFF, 0xFF),
            Layout::Xlsb => (0xF_FFFF, 0x3FFF),
        }
    }

    /// A reference. Its column also says what moves when it is copied; in a shared formula what moves is told as a
    /// distance from the cell that uses it.
    fn reference(self, row: u32, col: u16, shared: bool) -> String {
        let (rows, columns) = self.bounds();
        let (row_moves, col_moves) = (col & 0x8000 != 0, col & 0x4000 != 0);
        let mut row = row & rows;
        let mut col = u32::from(col) & columns;
        if shared && row_moves {
            row = self.at.row.wrapping_add(row) & rows;
        }
        if shared && col_moves {
            col = self.at.col.wrapping_add(col) & columns;
        }
        let dollar = |moves: bool| if moves { "" } else { "$" };
        let letters = CellRef::column_letters(col);
        format!("{}{letters}{}{}", dollar(col_moves), dollar(row_moves), row + 1)
    }
}
