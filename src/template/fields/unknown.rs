//! Fields that no known label names: what stands in their place is taken for them, and that is said.

use super::place::{below, right_of};
use super::set_text;
use super::year::year_in;
use crate::form::{MoneyUnit, ReadingNote};
use crate::template::compile::{Field, Fit};
use crate::template::reading::Reading;
use crate::template::spec::{FieldId, Place};
use crate::workbook::CellRef;

/// Reads the goals that no known label names. A block (年度目标) has two headings in its first line and the two texts under
/// them: what stands there and is known to nobody is what is missing, in order.
pub(crate) fn read_unknown_goals(reading: &mut Reading<'_>) {
    let template = reading.template;
    let open: Vec<&Field> = template
        .fields
        .iter()
        .filter(|f| f.value == Place::Below)
        .filter(|f| reading.form.missing.iter().any(|m| m.field == f.id.path() && m.cell.is_none()))
        .collect();
    let Some(first) = open.first() else { return };
    let line = goals_line(reading, first);
    let Some(row) = line else { return };
    let headings: Vec<CellRef> = reading
        .view
        .row(row)
        .filter(|(at, seen)| {
            reading.is_free(*at)
                && seen.extent.height() == 1
                && seen
                    .label
                    .as_ref()
                    .is_some_and(|label| !first.block.has(label) && label.chars().count() <= 20)
        })
        .map(|(at, _)| at)
        .collect();
    if headings.len() != open.len() {
        return;
    }
    for (field, cell) in open.into_iter().zip(headings) {
        let heading = reading.view.text(cell).unwrap_or_default().to_owned();
        let place = below(reading, cell);
        if reading.view.seen(place.found).is_none() {
            continue;
        }
        infer(reading, field, cell, heading, place.found);
    }
}

/// The line of the goals' headings: that of a goal which was found, else the first line of their block.
fn goals_line(reading: &Reading<'_>, field: &Field) -> Option<u32> {
    let is_goal = |label: &str| {
        reading.template.fields.iter().any(|f| f.value == Place::Below && f.labels.fit(label) != Fit::None)
    };
    let in_region = || reading.view.rows(reading.region.first_row, reading.last_row());
    let outside = |at: &CellRef| !reading.table_rows.contains(&at.row);
    in_region()
        .find(|(at, seen)| {
            outside(at) && reading.labels.contains(at) && seen.label.as_deref().is_some_and(is_goal)
        })
        .or_else(|| {
            in_region()
                .find(|(at, seen)| outside(at) && seen.label.as_ref().is_some_and(|l| field.block.has(l)))
        })
        .map(|(at, _)| at.row)
}

/// Reads whom the form speaks of where no known label names it: the first line above the tables with a short label and a
/// text beside it.
pub(crate) fn read_unknown_department(reading: &mut Reading<'_>, first_table: u32) {
    let template = reading.template;
    let Some(field) = template.field(FieldId::Department) else { return };
    let open = reading.form.missing.iter().any(|m| m.field == field.id.path() && m.cell.is_none());
    if !open || first_table == 0 {
        return;
    }
    let line = reading.view.rows(reading.region.first_row, first_table - 1).find_map(|(at, seen)| {
        let label = seen.label.as_ref()?;
        let value = right_of(reading, at);
        let text = reading.view.text(value.found)?;
        let apt = reading.is_free(at)
            && reading.is_free(value.found)
            && label.chars().count() <= 12
            && text.chars().count() >= 3
            && year_in(text).is_none()
            && MoneyUnit::find_in(text).is_none();
        apt.then(|| (at, seen.text.clone(), value.found))
    });
    if let Some((label, heading, value)) = line {
        infer(reading, field, label, heading, value);
    }
}

/// Takes a label that nobody knows for a field's, because of its place, and says so.
pub(crate) fn infer(
    reading: &mut Reading<'_>,
    field: &Field,
    label: CellRef,
    heading: String,
    value: CellRef,
) {
    reading.labels.insert(label);
    let text = reading.text(value);
    set_text(reading, field.id, text);
    reading.name(field.id.path(), heading.split_whitespace().collect());
    reading.form.missing.retain(|m| m.field != field.id.path());
    reading.form.notes.push(ReadingNote::HeadingInferred {
        cell: label,
        heading,
        taken_for: field.labels.own.clone(),
    });
}
