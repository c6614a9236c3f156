//! Which field of a form stands in which cell, and what it is called.

use crate::form::{FieldPath, Form};
use crate::workbook::CellRef;
use foldhash::{HashMap, HashMapExt};

/// The fields of a workbook's forms by their cells.
#[derive(Debug)]
pub(super) struct FieldsByCell<'f>(HashMap<(usize, CellRef), (&'f Form, FieldPath)>);

impl<'f> FieldsByCell<'f> {
    /// Of all forms of a workbook. Of two fields in one cell (a 一级指标 merged over its indicators) the first by its
    /// path names it.
    pub(super) fn of(forms: &'f [Form]) -> Self {
        let mut fields: HashMap<(usize, CellRef), (&Form, FieldPath)> = HashMap::new();
        for form in forms {
            for (path, cell) in form.places() {
                let (of, first) = fields.entry((form.sheet_index, cell)).or_insert((form, path));
                if *first != path && std::ptr::eq(*of, form) && path < *first {
                    *first = path;
                }
            }
        }
        Self(fields)
    }

    /// The words for the field in a cell of a sheet; `None` where no form has a field there.
    pub(super) fn name(&self, sheet: usize, cell: CellRef) -> Option<String> {
        let (form, path) = self.0.get(&(sheet, cell))?;
        Some(name_of_path(form, *path))
    }
}

/// The words for a field by its path; the path itself where the form has none.
pub(super) fn name_of_path(form: &Form, path: FieldPath) -> String {
    if let Some(name) = form.field_name(path) {
        return name;
    }
    let missing = form.missing.iter().find(|m| m.field == path).map(|m| m.label.clone());
    let formula = || form.expected_formulas.iter().find(|f| f.field == path).map(|f| f.label.clone());
    missing.or_else(formula).unwrap_or_else(|| path.to_string())
}
