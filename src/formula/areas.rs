//! The entries of a sparse sheet, or of what is laid over one, that lie inside a rectangle.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::expr::{Area, Key};
use crate::workbook::CellRef;

/// What entries are found by: the place on one sheet, or sheet and place.
pub(crate) trait Place: Ord + Copy {
    /// The place `cell` on `sheet`.
    fn of(sheet: usize, cell: CellRef) -> Self;
    /// The place on its sheet.
    fn cell(self) -> CellRef;
}

impl Place for CellRef {
    fn of(_: usize, cell: CellRef) -> Self {
        cell
    }

    fn cell(self) -> CellRef {
        self
    }
}

impl Place for Key {
    fn of(sheet: usize, cell: CellRef) -> Self {
        (sheet, cell)
    }

    fn cell(self) -> CellRef {
        self.1
    }
}

/// Goes through the entries inside an area, in order, until `visit` breaks it off or `limit` steps are done. Jumps over
/// what lies beside the area, so that a column of a wide sheet costs the column's cells and a jump for each row. Returns
/// the steps: the entries, and the jumps.
pub(crate) fn visit_area<'m, K: Place, T>(
    cells: &'m BTreeMap<K, T>,
    area: &Area,
    limit: usize,
    mut visit: impl FnMut(CellRef, &'m T) -> ControlFlow<()>,
) -> usize {
    let (first, last) = (area.range.first, area.range.last);
    let mut steps = 0;
    let mut from = first;
    while from <= last && steps < limit {
        let mut jump = None;
        for (&key, entry) in cells.range(K::of(area.sheet, from)..=K::of(area.sheet, last)) {
            let at = key.cell();
            if at.col < first.col {
                jump = Some(CellRef::new(at.row, first.col));
            } else if at.col > last.col {
                jump = Some(CellRef::new(at.row.saturating_add(1), first.col));
            } else if steps < limit {
                steps += 1;
                if visit(at, entry).is_break() {
                    return steps;
                }
                continue;
            }
            break;
        }
        match jump {
            Some(next) => from = next,
            None => break,
        }
        steps += 1;
    }
    steps
}

/// What lies inside an area.
pub(crate) struct InArea<'m, T> {
    /// The entries, in order.
    pub(crate) cells: Vec<(CellRef, &'m T)>,
    /// What finding them took, as [`visit_area`] counts it.
    pub(crate) steps: usize,
}

/// The entries inside an area, as far as `limit` steps lead.
pub(crate) fn in_area<'m, K: Place, T>(
    cells: &'m BTreeMap<K, T>,
    area: &Area,
    limit: usize,
) -> InArea<'m, T> {
    let mut found = Vec::new();
    let steps = visit_area(cells, area, limit, |at, entry| {
        found.push((at, entry));
        ControlFlow::Continue(())
    });
    InArea { cells: found, steps }
}
