//! Which field of a form stands in which cell.

use std::collections::BTreeMap;

use crate::form::{Form, Located};
use crate::workbook::{CellRange, CellRef};

/// What a field's cell holds, as far as its look depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldKind {
    /// An amount of money.
    Money,
    /// A fraction that is shown as a percentage.
    Rate,
    /// Anything else.
    Other,
}

/// A field's place on its sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FieldCell {
    /// The field's path: `funding.0.completion_rate`.
    pub(super) path: String,
    /// What it holds.
    pub(super) kind: FieldKind,
}

/// Every field of a form by its cell. Where a cell holds two fields (a target whose comparator, value and unit were
/// read together), the first in the form's order names it.
pub(super) fn fields_of(form: &Form) -> BTreeMap<CellRef, FieldCell> {
    let mut fields = Fields(BTreeMap::new());
    fields.add("department", form.department.as_ref());
    fields.add("project", form.project.as_ref());
    fields.add("competent_department", form.competent_department.as_ref());
    fields.add("year", form.year.as_ref());
    fields.add("unit", form.unit.as_ref());
    for (index, row) in form.funding.iter().enumerate() {
        fields.add(format!("funding.{index}.source"), Some(&row.source));
        for (column, value) in &row.values {
            let kind = if column.is_money() {
                FieldKind::Money
            } else if column.is_rate() {
                FieldKind::Rate
            } else {
                FieldKind::Other
            };
            fields.insert(format!("funding.{index}.{}", column.as_str()), value.cell, kind);
        }
    }
    fields.add("goals.expected", form.goals.expected.as_ref());
    fields.add("goals.achieved", form.goals.achieved.as_ref());
    for (index, task) in form.tasks.iter().enumerate() {
        fields.add(format!("tasks.{index}.name"), task.name.as_ref());
        fields.add(format!("tasks.{index}.expected"), task.expected.as_ref());
        fields.add(format!("tasks.{index}.achieved"), task.achieved.as_ref());
        if let Some(funds) = &task.funds {
            fields.insert(format!("tasks.{index}.funds"), funds.cell, FieldKind::Money);
        }
    }
    for (index, indicator) in form.indicators.iter().enumerate() {
        fields.add(format!("indicators.{index}.level1"), indicator.level1.as_ref());
        fields.add(format!("indicators.{index}.level2"), indicator.level2.as_ref());
        fields.add(format!("indicators.{index}.name"), indicator.name.as_ref());
        fields.add(format!("indicators.{index}.definition"), indicator.definition.as_ref());
        fields.add(format!("indicators.{index}.target"), indicator.target.as_ref());
        fields.add(format!("indicators.{index}.actual"), indicator.actual.as_ref());
        fields.add(format!("indicators.{index}.weight"), indicator.weight.as_ref());
        fields.add(format!("indicators.{index}.score"), indicator.score.as_ref());
        fields.add(format!("indicators.{index}.deviation_reason"), indicator.deviation_reason.as_ref());
    }
    fields.add("problems", form.problems.as_ref());
    fields.add("measures", form.measures.as_ref());
    fields.add("total_weight", form.total_weight.as_ref());
    fields.add("total_score", form.total_score.as_ref());
    fields.0
}

/// The words for the field in a cell of a sheet, in the form's own words; empty where no form has a field there.
pub(super) fn field_name(forms: &[Form], sheet: usize, cell: CellRef) -> String {
    forms
        .iter()
        .filter(|form| form.sheet_index == sheet)
        .find_map(|form| {
            let field = fields_of(form).remove(&cell)?;
            name_of_path(form, &field.path)
        })
        .unwrap_or_default()
}

/// The words for a field by its path.
pub(super) fn name_of_path(form: &Form, path: &str) -> Option<String> {
    if let Some(name) = form.field_names.get(path) {
        return Some(name.clone());
    }
    let missing = form.missing.iter().find(|m| m.field == path).map(|m| m.label.clone());
    missing.or_else(|| form.expected_formulas.iter().find(|f| f.field == path).map(|f| f.label.clone()))
}

/// The smallest rectangle around `cells`.
pub(super) fn bounds(cells: impl IntoIterator<Item = CellRef>) -> Option<CellRange> {
    cells.into_iter().fold(None, |range: Option<CellRange>, cell| {
        Some(match range {
            None => CellRange::single(cell),
            Some(r) => CellRange {
                first: CellRef::new(r.first.row.min(cell.row), r.first.col.min(cell.col)),
                last: CellRef::new(r.last.row.max(cell.row), r.last.col.max(cell.col)),
            },
        })
    })
}

struct Fields(BTreeMap<CellRef, FieldCell>);

impl Fields {
    fn add<T>(&mut self, path: impl Into<String>, located: Option<&Located<T>>) {
        if let Some(located) = located {
            self.insert(path.into(), located.cell, FieldKind::Other);
        }
    }

    fn insert(&mut self, path: String, cell: CellRef, kind: FieldKind) {
        self.0.entry(cell).or_insert(FieldCell { path, kind });
    }
}
