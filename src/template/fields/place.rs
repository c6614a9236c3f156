//! Where a field's value stands, given its label, and where it belongs.

use crate::template::compile::Field;
use crate::template::label::split_at_colon;
use crate::template::reading::Reading;
use crate::template::spec::Place;
use crate::workbook::CellRef;

/// Where a value stands, and where it belongs.
pub(super) struct Found {
    pub(super) found: CellRef,
    pub(super) belongs: CellRef,
}

/// The cell of a field's value, given its label's.
pub(super) fn value_cell(reading: &Reading<'_>, field: &Field, label: CellRef) -> Found {
    let right = right_of(reading, label);
    if field.value != Place::Below {
        return right;
    }
    let below = below(reading, label);
    let taken =
        |found: &Found| reading.view.seen(found.found).is_some() && !is_known_label(reading, found.found);
    // Under the label; to its right only where nothing stands under it.
    if taken(&below) || !taken(&right) { below } else { right }
}

fn is_known_label(reading: &Reading<'_>, cell: CellRef) -> bool {
    if reading.labels.contains(&cell) {
        return true;
    }
    let label = reading.view.seen(cell).and_then(|seen| seen.label.as_deref());
    label.is_some_and(|label| reading.template.knows(label))
}

pub(super) fn right_of(reading: &Reading<'_>, label: CellRef) -> Found {
    let view = reading.view;
    let extent = view.extent(label);
    let next = CellRef::new(label.row, extent.last.col + 1);
    let belongs = view.extent(next).first;
    let belongs = if belongs.col > extent.last.col { belongs } else { next };
    if view.seen(belongs).is_some() && !is_known_label(reading, belongs) {
        return Found { found: belongs, belongs };
    }
    // Further right in the label's lines, as far as the next label.
    for row in extent.first.row..=extent.last.row {
        let beside = view
            .row(row)
            .filter(|(at, _)| at.col > extent.last.col)
            .take_while(|(at, seen)| {
                !is_known_label(reading, *at)
                    && !seen.label.as_ref().is_some_and(|l| reading.template.closing.has(l))
            })
            .find(|(at, seen)| {
                reading.is_free(*at) && split_at_colon(&seen.text).is_none_or(|_| seen.text.len() > 60)
            });
        if let Some((found, _)) = beside {
            // On a sheet whose merged cells were all taken apart, the value's place is where it stands.
            let belongs = if view.sheet.merges.is_empty() && row == label.row { found } else { belongs };
            return Found { found, belongs };
        }
    }
    Found { found: belongs, belongs }
}

pub(super) fn below(reading: &Reading<'_>, label: CellRef) -> Found {
    let view = reading.view;
    let extent = view.extent(label);
    let belongs = CellRef::new(extent.last.row + 1, label.col);
    // To the next label of the same line, unmerged labels included.
    let next_label = view.row(label.row).map(|(at, _)| at.col).find(|&col| col > extent.last.col);
    let last_col = next_label.map_or(extent.last.col.max(label.col), |col| col - 1);
    for row in belongs.row..=belongs.row + 2 {
        if row > reading.last_row() || reading.table_rows.contains(&row) {
            break;
        }
        let mut cells = view.row(row).filter(|(at, _)| (label.col..=last_col).contains(&at.col));
        if let Some((found, _)) = cells.find(|(at, _)| reading.is_free(*at)) {
            if is_known_label(reading, found) {
                break;
            }
            // A blank line between is layout, a value in the next column is not.
            let belongs = if found.col == label.col { found } else { CellRef::new(found.row, label.col) };
            return Found { found, belongs };
        }
        if view.row(row).next().is_some() {
            break;
        }
    }
    Found { found: belongs, belongs }
}
