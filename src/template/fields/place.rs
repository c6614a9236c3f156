//! Where a field's value stands, given its label, and where it belongs.

use crate::template::compile::{Field, Fit};
use crate::template::label::split_at_colon;
use crate::template::reading::Reading;
use crate::template::spec::Place;
use crate::template::view::Seen;
use crate::workbook::CellRef;

/// How many cells of a line, and how many of a label's lines, are looked through for a value that is not right beside
/// its label. A form has some ten columns.
const FURTHEST: u32 = 100;

/// Where a value stands, and where it belongs.
pub(super) struct Found {
    pub(super) found: CellRef,
    pub(super) belongs: CellRef,
}

/// The cell of a field's value, given its label's.
pub(super) fn value_cell(reading: &Reading<'_>, field: &Field, label: CellRef) -> Found {
    let right = right_of(reading, label);
    let taken =
        |found: &Found| reading.view.seen(found.found).is_some() && !is_known_label(reading, found.found);
    if field.value != Place::Below {
        return if taken(&right) { right } else { under_its_line(reading, label).unwrap_or(right) };
    }
    // Under the label, unless sentences stand beside it: then what stands under it is the next part of the form.
    let below = below(reading, label);
    let is_sentence = |cell| reading.view.seen(cell).is_some_and(Seen::is_sentence);
    let beside = taken(&right) && (!taken(&below) || is_sentence(right.found));
    // Of two places with nothing in them, the one that is not another part's.
    let no_place_below = || !taken(&below) && reading.view.seen(below.found).is_some();
    if beside || no_place_below() { right } else { below }
}

/// Where a label has a line of the form to itself, the text may stand in the line under it.
fn under_its_line(reading: &Reading<'_>, label: CellRef) -> Option<Found> {
    let view = reading.view;
    if !view.is_alone(label) {
        return None;
    }
    let extent = view.extent(label);
    let columns = reading.region.funding.iter().chain(&reading.region.indicators);
    let last_col = columns.flat_map(|h| h.columns.values()).map(|c| c.last_col).max()?;
    let below = below(reading, label);
    // A label over the whole line leaves no place beside it.
    if extent.last.col >= last_col {
        return Some(below);
    }
    // A narrow one has its place beside it, unless a text stands under it, alone too.
    let place_beside = view.extent(CellRef::new(label.row, extent.last.col + 1)).width() > 1;
    (view.is_alone(below.found) && !place_beside && view.seen(below.found)?.is_sentence()).then_some(below)
}

fn is_known_label(reading: &Reading<'_>, cell: CellRef) -> bool {
    if reading.labels.contains(&cell) {
        return true;
    }
    let role = reading.view.seen(cell).and_then(|seen| seen.role(reading.template));
    role.is_some_and(|role| role.is_known)
}

pub(super) fn right_of(reading: &Reading<'_>, label: CellRef) -> Found {
    let view = reading.view;
    let extent = view.extent(label);
    // A column in which nothing stands is a space between columns.
    let next_col =
        reading.columns.range(extent.last.col + 1..).next().copied().unwrap_or(extent.last.col + 1);
    let next = CellRef::new(label.row, next_col);
    let belongs = view.extent(next).first;
    let belongs = if belongs.col > extent.last.col { belongs } else { next };
    if view.seen(belongs).is_some() && !is_known_label(reading, belongs) {
        return Found { found: belongs, belongs };
    }
    // Further right in the label's lines, as far as the next label.
    let last_row = extent.last.row.min(extent.first.row.saturating_add(FURTHEST));
    for row in extent.first.row..=last_row {
        let beside = view
            .row_from(CellRef::new(row, extent.last.col + 1))
            .take(FURTHEST as usize)
            .take_while(|(at, seen)| {
                !is_known_label(reading, *at)
                    && !seen.label().is_some_and(|l| reading.template.closing.has(l))
            })
            .find(|(at, seen)| {
                reading.is_free(*at) && split_at_colon(&seen.text).is_none_or(|_| seen.text.len() > 60)
            });
        if let Some((found, _)) = beside {
            // Where merged cells were taken apart, the value's place is where it stands.
            let apart = row == label.row
                && (view.sheet.merges.is_empty() || is_as_far_elsewhere(reading, label, found));
            return Found { found, belongs: if apart { found } else { belongs } };
        }
    }
    Found { found: belongs, belongs }
}

/// Whether another field's value stands as far from its label, with nothing between them: then the form's labels take up
/// so many columns, merged or not. A value that somebody typed in the wrong cell stands alone.
fn is_as_far_elsewhere(reading: &Reading<'_>, label: CellRef, value: CellRef) -> bool {
    let fields = &reading.template.fields;
    let is_label = |seen: &Seen<'_>| {
        let role = seen.role(reading.template).filter(|role| role.is_known);
        let fits = |field: &Field, fit: &Fit| field.value == Place::Right && *fit == Fit::Exact;
        role.is_some_and(|role| {
            fields.iter().any(|field| role.fields.get(field.place).is_some_and(|fit| fits(field, fit)))
        })
    };
    let distance = value.col - label.col;
    let mut before: Option<CellRef> = None;
    reading.view.rows(reading.region.first_row, reading.last_row()).any(|(at, seen)| {
        let beside = before.filter(|other| other.row == at.row && *other != label);
        let is_as_far = beside.is_some_and(|other| at.col - other.col == distance);
        before = (is_label(seen) && !reading.table_rows.contains(at.row)).then_some(at);
        is_as_far && before.is_none()
    })
}

pub(super) fn below(reading: &Reading<'_>, label: CellRef) -> Found {
    let view = reading.view;
    let extent = view.extent(label);
    let belongs = CellRef::new(extent.last.row + 1, label.col);
    // To the next label of the same line, unmerged labels included.
    let beside = CellRef::new(label.row, extent.last.col + 1);
    let next_label = view.row_from(beside).next().map(|(at, _)| at.col);
    let last_col = next_label.map_or(extent.last.col.max(label.col), |col| col - 1);
    for row in belongs.row..=belongs.row + 2 {
        if row > reading.last_row() || reading.table_rows.contains(row) {
            break;
        }
        let mut cells = view.row_from(CellRef::new(row, label.col)).take_while(|(at, _)| at.col <= last_col);
        if let Some((found, seen)) = cells.find(|(at, _)| reading.is_free(*at)) {
            let closes = seen.before_colon().is_some_and(|l| reading.template.closing.has(l));
            if is_known_label(reading, found) || closes {
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
