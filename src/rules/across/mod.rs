//! 跨部门: what only shows when all forms of a run lie side by side.

pub(crate) mod duplicate_department;

use crate::form::FormRecord;
use crate::roster::{Roster, department_key};
use crate::rules::{Finding, Rule};

/// A finding at a field of a form.
fn finding_at(rule: &'static Rule, form: &FormRecord, field: &str, message: String) -> Finding {
    let mut finding = Finding::new(rule, &form.sheet, message).field(field);
    finding.file.clone_from(&form.file);
    finding.cell = form.cells.get(field).copied();
    finding
}

/// What a form's department is compared by: the key of its name, or of the name that the roster gives it.
fn key_of(form: &FormRecord, roster: Option<&Roster>) -> Option<String> {
    let key = department_key(form.department.as_deref()?);
    let entry = roster.and_then(|roster| {
        roster.entries.iter().find(|entry| {
            std::iter::once(&entry.name).chain(&entry.aliases).any(|name| department_key(name) == key)
        })
    });
    Some(entry.map_or(key, |entry| department_key(&entry.name))).filter(|key| !key.is_empty())
}
