//! 跨部门: what only shows when all forms of a run lie side by side.

pub(crate) mod copied_text;
pub(crate) mod duplicate_department;
pub(crate) mod missing_department;
pub(crate) mod outlier;
pub(crate) mod unit_differs;
pub(crate) mod unknown_department;
pub(crate) mod year_mismatch;

use std::collections::BTreeMap;

use crate::form::FieldPath;
use crate::record::FiledForm;
use crate::rules::{Finding, Rule};

/// A finding at a field of a form.
fn finding_at(rule: &'static Rule, form: FiledForm<'_>, field: FieldPath, message: String) -> Finding {
    let mut finding = Finding::new(rule, &form.record.sheet, message).field(field);
    finding.file.clone_from(&form.record.file);
    finding.form = Some(form.place);
    finding.cell = form.record.cells.get(field);
    finding
}

/// The value that more than half of the forms have, if there are at least three forms: of two that differ, neither can
/// be called the odd one.
fn majority<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let total: usize = counts.values().sum();
    let (value, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (total >= 3 && count * 2 > total).then_some(value)
}
