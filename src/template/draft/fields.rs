//! The fields of a form that nobody knows: by its labels, what they most likely are.

use std::collections::{BTreeMap, HashSet};

use super::known::KnownFields;
use super::{DraftField, DraftTable, LONGEST_LABEL, MOST_CELLS, Sureness, one_line};
use crate::template::label::split_at_colon;
use crate::template::region::label_of;
use crate::template::spec::{FieldId, FieldSpec, Place, TemplateSpec};
use crate::template::view::{Seen, View};
use crate::workbook::CellRef;

/// The fields outside the tables: each label once, the surest first.
pub(super) fn fields(view: &View<'_>, known: &[TemplateSpec], tables: &[DraftTable]) -> Vec<DraftField> {
    let again = tables.iter().flat_map(|table| &table.again).map(|(row, _)| *row);
    let header_rows: HashSet<u32> = tables.iter().map(|table| table.row).chain(again).collect();
    let mut known_fields = KnownFields::of(known);
    let first_table = header_rows.iter().copied().min().unwrap_or(0);
    let mut found: BTreeMap<FieldId, DraftField> = BTreeMap::new();
    for (at, seen) in view.cells().take(MOST_CELLS).filter(|(at, _)| !header_rows.contains(&at.row)) {
        let Some(label) = label_of(seen).filter(|label| label.chars().count() <= LONGEST_LABEL) else {
            continue;
        };
        for (spec, sureness) in known_fields.fields(label) {
            let id = *spec.id.get_ref();
            // Among a table's own texts only a known label at the left is one.
            let may_be = sureness == Sureness::Known || at.row < first_table || at.col == 0;
            let surer = found.get(&id).is_none_or(|before| sureness > before.sureness);
            if may_be && surer {
                found.insert(id, field(view, at, seen, spec, sureness));
            }
        }
    }
    if !found.contains_key(&FieldId::Department)
        && let Some(department) = unknown_department(view, known, first_table)
    {
        found.insert(FieldId::Department, department);
    }
    // A label that two fields claim belongs to the one that it fits better.
    let mut fields: Vec<DraftField> = Vec::new();
    let mut claimed: Vec<DraftField> = found.into_values().collect();
    claimed.sort_by_key(|field| std::cmp::Reverse(field.sureness));
    for field in claimed {
        if fields.iter().all(|other| other.row != field.row || other.label != field.label) {
            fields.push(field);
        }
    }
    fields.sort_by_key(|field| field.row);
    fields
}

/// Whom the form speaks of, where no known word says it: above the tables, a short label with a text beside it.
fn unknown_department(view: &View<'_>, known: &[TemplateSpec], first_table: u32) -> Option<DraftField> {
    let mut fields = known.iter().flat_map(|template| &template.fields);
    let spec = fields.find(|field| *field.id.get_ref() == FieldId::Department)?;
    let (at, seen) = view.cells().take_while(|(at, _)| at.row < first_table).find(|(at, seen)| {
        let beside = CellRef::new(at.row, seen.extent.last.col.saturating_add(1));
        let is_short = seen.label().is_some_and(|label| label.chars().count() <= LONGEST_LABEL);
        is_short && view.value(beside).text().is_some_and(|text| !text.trim().is_empty())
    })?;
    Some(field(view, at, seen, spec, Sureness::Alike))
}

fn field(view: &View<'_>, at: CellRef, seen: &Seen, spec: &FieldSpec, sureness: Sureness) -> DraftField {
    let said = split_at_colon(&seen.text);
    let label = one_line(said.map_or(seen.text.as_ref(), |(label, _)| label));
    let has_value = said.is_some_and(|(_, value)| !value.trim().is_empty());
    let place = if has_value && spec.value == Place::Inside { Place::Inside } else { spec.value };
    let block = (place == Place::Below)
        .then(|| view.row(at.row).take_while(|(cell, _)| cell.col < at.col).next())
        .flatten()
        .filter(|(cell, _)| view.extent(*cell).height() > 1)
        .map(|(_, seen)| one_line(&seen.text));
    DraftField { row: at.row, label, spec: spec.clone(), place, block, sureness }
}
