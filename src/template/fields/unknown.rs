//! Fields that no known label names: what stands in their place is taken for them, and that is said.

use super::place::{right_of, value_cell};
use super::set_text;
use super::year::year_in;
use crate::form::{MoneyUnit, ReadingNote};
use crate::template::compile::Field;
use crate::template::reading::Reading;
use crate::template::spec::{FieldId, Place, TableId};
use crate::template::view::Seen;
use crate::workbook::CellRef;

/// Reads the goals that no known label names: of the lines between the tables, the short texts with sentences beside or
/// under them that are known to nobody are the labels that are missing, in order.
pub(crate) fn read_unknown_goals(reading: &mut Reading<'_>) {
    let template = reading.template;
    let open: Vec<&Field> = template
        .fields
        .iter()
        .filter(|f| f.value == Place::Below)
        .filter(|f| reading.form.missing.iter().any(|m| m.field == f.id.path() && m.cell.is_none()))
        .collect();
    let Some(&field) = open.first() else { return };
    let region = reading.region;
    let first = region.header(TableId::Funding).map_or(region.first_row, |header| header.first_row);
    let last = region.indicators.as_ref().map_or(region.last_row, |header| header.first_row);
    let is_heading = |at: CellRef, seen: &Seen| {
        let apt = |label: &str| {
            label.chars().count() <= 20 && !field.block.has(label) && !template.closing.has(label)
        };
        let numbered_heading = seen.is_numbered() && reading.view.is_alone(at);
        reading.is_free(at)
            && !reading.table_rows.contains(at.row)
            && seen.extent.height() == 1
            && !seen.is_sentence()
            && !numbered_heading
            && seen.label().is_some_and(apt)
    };
    let found: Vec<(CellRef, CellRef)> = reading
        .view
        .rows(first, last)
        .filter(|(at, seen)| is_heading(*at, seen))
        .map(|(at, _)| (at, value_cell(reading, field, at).found))
        .filter(|(_, value)| {
            reading.is_free(*value) && reading.view.seen(*value).is_some_and(Seen::is_sentence)
        })
        .collect();
    if found.len() != open.len() {
        return;
    }
    for (field, (label, value)) in open.into_iter().zip(found) {
        let heading = reading.view.text(label).unwrap_or_default().to_owned();
        infer(reading, field, label, heading, value);
    }
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
        let label = seen.label()?;
        let value = right_of(reading, at);
        let text = reading.view.text(value.found)?;
        let apt = reading.is_free(at)
            && reading.is_free(value.found)
            && label.chars().count() <= 12
            && text.chars().count() >= 3
            && year_in(text).is_none()
            && MoneyUnit::find_in(text).is_none();
        apt.then(|| (at, seen.text.to_string(), value.found))
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
