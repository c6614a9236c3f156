//! Which field of a form stands in which cell, and what it is called.

use std::collections::BTreeMap;

use crate::form::Form;
use crate::workbook::{CellRange, CellRef};

/// The fields of a workbook's forms by their cells.
#[derive(Debug, Default)]
pub(super) struct FieldNames(BTreeMap<(usize, CellRef), String>);

impl FieldNames {
    /// Of all forms of a workbook. Of two fields in one cell (a 一级指标 merged over its indicators) the first by its
    /// path names it.
    pub(super) fn of(forms: &[Form]) -> Self {
        let mut names = BTreeMap::new();
        for form in forms {
            for (path, cell) in form.cells() {
                names.entry((form.sheet_index, cell)).or_insert_with(|| name_of_path(form, &path));
            }
        }
        Self(names)
    }

    /// The words for the field in a cell of a sheet; `None` where no form has a field there.
    pub(super) fn get(&self, sheet: usize, cell: CellRef) -> Option<&str> {
        self.0.get(&(sheet, cell)).map(String::as_str)
    }
}

/// The words for a field by its path; the path itself where the form has none.
pub(super) fn name_of_path(form: &Form, path: &str) -> String {
    if let Some(name) = form.field_names.get(path) {
        return name.clone();
    }
    let missing = form.missing.iter().find(|m| m.field == path).map(|m| m.label.clone());
    let formula = || form.expected_formulas.iter().find(|f| f.field == path).map(|f| f.label.clone());
    missing.or_else(formula).unwrap_or_else(|| path.to_owned())
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
