//! What changed between two submissions, field by field: what a department mended after it was asked.

mod faults;
mod fields;
mod pairs;

use std::borrow::Cow;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::faults::without;
use self::fields::{Field, fields};
use self::pairs::Pairs;
use crate::form::FieldPath;
use crate::formula::percentage;
use crate::record::{FindingRecord, FormRecord};
use crate::roster::{Departments, Roster};
use crate::workbook::CellRef;

/// Two submissions compared (`ziping/diff/1`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Diff {
    /// `ziping/diff/1`.
    pub schema: String,
    /// Every form that is in both, in the order of the earlier submission.
    pub forms: Vec<FormDiff>,
    /// Forms that are in the earlier submission alone.
    pub only_before: Vec<FormPlace>,
    /// Forms that are in the later submission alone.
    pub only_after: Vec<FormPlace>,
}

/// One form, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FormDiff {
    /// Where it was.
    pub before: FormPlace,
    /// Where it is.
    pub after: FormPlace,
    /// The fields that differ.
    pub changes: Vec<Change>,
    /// Findings that went.
    pub resolved: Vec<FindingRecord>,
    /// Findings that came.
    pub new: Vec<FindingRecord>,
}

/// Where a form stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FormPlace {
    /// The workbook.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The department, as the form writes it.
    pub department: Option<String>,
}

/// One field, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// The field's path in the later submission; of a field that went, in the earlier.
    pub field: String,
    /// What it is called.
    pub name: String,
    /// What it was.
    pub before: Side,
    /// What it is.
    pub after: Side,
}

/// A field on one side; neither cell nor value where it has no place there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// Where it stands.
    pub cell: Option<CellRef>,
    /// What it says.
    pub value: Option<String>,
}

impl Change {
    /// What people read of the field before and after: a rate in percent.
    pub fn shown(&self) -> (Cow<'_, str>, Cow<'_, str>) {
        (self.shown_side(&self.before), self.shown_side(&self.after))
    }

    /// By how much a figure changed; of a rate, which people read in percent, nothing.
    pub fn difference(&self) -> Option<Decimal> {
        let number = |side: &Side| side.value.as_ref()?.parse::<Decimal>().ok();
        if self.is_rate() {
            return None;
        }
        number(&self.after)?.checked_sub(number(&self.before)?)
    }

    fn shown_side<'a>(&self, side: &'a Side) -> Cow<'a, str> {
        let value = side.value.as_deref().unwrap_or_default();
        match value.parse() {
            Ok(rate) if self.is_rate() => percentage(rate).into(),
            _ => value.into(),
        }
    }

    fn is_rate(&self) -> bool {
        self.field.parse().is_ok_and(FieldPath::is_rate)
    }
}

/// Compares two submissions. Forms belong together by their department and project, those of one template first; where
/// there is one on either side, these two. Other names of a department are those of the roster.
pub fn diff(before: &[FormRecord], after: &[FormRecord], roster: Option<&Roster>) -> Diff {
    let stated = before.iter().chain(after).filter_map(|form| form.department.as_deref());
    let departments = Departments::named(roster, stated);
    let pairs = Pairs::of(before, after, &departments);
    let mut forms = Vec::new();
    let mut only_before = Vec::new();
    for (form, partner) in before.iter().zip(&pairs.partners) {
        match partner {
            Some(at) => forms.push(form_diff(form, &after[*at])),
            None => only_before.push(place(form)),
        }
    }
    let left = after.iter().zip(&pairs.taken).filter(|(_, taken)| !**taken);
    let only_after = left.map(|(form, _)| place(form)).collect();
    Diff { schema: "ziping/diff/1".to_owned(), forms, only_before, only_after }
}

fn place(form: &FormRecord) -> FormPlace {
    FormPlace { file: form.file.clone(), sheet: form.sheet.clone(), department: form.department.clone() }
}

fn form_diff(before: &FormRecord, after: &FormRecord) -> FormDiff {
    let (earlier, later) = fields(before, after);
    let (earlier_by_key, later_by_key) = (earlier.by_key(), later.by_key());
    let side = |form: &FormRecord, of: Option<&Field>| {
        of.map_or_else(Side::default, |of| Side { cell: form.cells.get(of.path), value: of.value.clone() })
    };
    let change = |field: &Field| {
        let before = side(before, earlier_by_key.get(&field.key).copied());
        let after = side(after, later_by_key.get(&field.key).copied());
        (before.value != after.value).then(|| Change {
            field: field.path.to_string(),
            name: field.name.clone(),
            before,
            after,
        })
    };
    let gone = earlier.all.iter().filter(|field| !later_by_key.contains_key(&field.key));
    FormDiff {
        before: place(before),
        after: place(after),
        changes: later.all.iter().chain(gone).filter_map(change).collect(),
        resolved: without((&before.findings, &earlier), (&after.findings, &later)),
        new: without((&after.findings, &later), (&before.findings, &earlier)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(before: &[FormRecord], after: &[FormRecord]) -> Diff {
        super::diff(before, after, None)
    }

    fn form(department: &str, budget: &str, task_names: &[&str]) -> FormRecord {
        let tasks: Vec<_> = task_names
            .iter()
            .map(
                |name| serde_json::json!({"name": name, "expected": null, "achieved": null, "funds": "1.00"}),
            )
            .collect();
        let record = serde_json::json!({
            "schema": "ziping/form/1", "file": "a.xlsx", "sheet": "Sheet1", "template": "t", "department": department,
            "year": 2021, "unit": "万元",
            "funding": [{"source": "合计", "initial_budget": budget, "actual_expenditure": "1", "role": "total"}],
            "goals": {"expected": null, "achieved": null}, "tasks": tasks, "indicators": [],
            "problems": null, "measures": null,
            "cells": {"funding.0.initial_budget": "C6"}, "unmapped": []
        });
        serde_json::from_value(record).unwrap()
    }

    #[test]
    fn a_changed_field_is_named_with_its_cells() {
        let diff = diff(&[form("信访局", "1.00", &["甲"])], &[form("信访局", "2.00", &["甲"])]);
        let [change] = diff.forms[0].changes.as_slice() else { panic!("{diff:?}") };
        assert_eq!(
            (change.field.as_str(), change.name.as_str()),
            ("funding.0.initial_budget", "合计 年初预算数")
        );
        assert_eq!(change.before.value.as_deref(), Some("1.00"));
        assert_eq!(change.after.cell.unwrap().to_string(), "C6");
    }

    #[test]
    fn an_added_task_does_not_shift_the_others() {
        let diff = diff(&[form("信访局", "1", &["甲", "乙"])], &[form("信访局", "1", &["新", "甲", "乙"])]);
        let fields: Vec<_> = diff.forms[0].changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(fields, ["tasks.0.name", "tasks.0.funds"]);
    }

    /// A form with tasks of these names and one finding, at this field.
    fn with_fault(names: &[&str], field: &str) -> FormRecord {
        let finding = serde_json::json!({
            "rule": "task-funds-exceed-total", "code": "T301", "severity": "error", "fix": "none",
            "file": "a.xlsx", "sheet": "Sheet1", "cell": null, "field": field,
            "actual": null, "expected": null, "message": "", "suggestion": null
        });
        let findings = vec![serde_json::from_value(finding).unwrap()];
        FormRecord { findings, ..form("信访局", "1", names) }
    }

    /// How many findings went, and how many came.
    fn told(before: FormRecord, after: FormRecord) -> (usize, usize) {
        let diff = diff(&[before], &[after]);
        (diff.forms[0].resolved.len(), diff.forms[0].new.len())
    }

    /// With an indicator fewer, a finding that stayed was told both as settled and as new.
    #[test]
    fn a_finding_goes_with_its_row() {
        let with_fault = |names: &[&str], row: usize| with_fault(names, &format!("tasks.{row}.funds"));
        assert_eq!(told(with_fault(&["甲", "乙", "丙"], 2), with_fault(&["甲", "丙"], 1)), (0, 0));
        assert_eq!(told(with_fault(&["甲", "乙", "丙"], 1), with_fault(&["甲", "丙"], 1)), (1, 1));
    }

    #[test]
    fn findings_at_a_field_that_only_another_version_knows_are_compared() {
        let at = |field: &str| with_fault(&["甲"], field);
        assert_eq!(told(at("tasks.0.colour"), at("tasks.0.colour")), (0, 0));
        assert_eq!(told(at("tasks.0.colour"), at("tasks.0.shape")), (1, 1));
    }

    #[test]
    fn of_a_departments_forms_those_of_one_template_belong_together() {
        let other = |budget| FormRecord { template: "u".to_owned(), ..form("信访局", budget, &[]) };
        let diff = diff(&[other("1"), form("信访局", "2", &[])], &[form("信访局", "2", &[]), other("1")]);
        assert!(diff.forms.len() == 2 && diff.forms.iter().all(|form| form.changes.is_empty()), "{diff:?}");
    }

    #[test]
    fn forms_belong_together_by_their_department() {
        let before = [form("财政局", "1", &[]), form("信访局", "1", &[])];
        let after = [form("荔湾区信访局", "1", &[]), form("民政局", "1", &[])];
        let diff = diff(&before, &after);
        assert_eq!(diff.forms.len(), 1);
        assert_eq!(diff.only_before[0].department.as_deref(), Some("财政局"));
        assert_eq!(diff.only_after[0].department.as_deref(), Some("民政局"));
    }

    fn departments(forms: &[FormPlace]) -> Vec<Option<&str>> {
        forms.iter().map(|form| form.department.as_deref()).collect()
    }

    /// One district's form was compared with another's.
    #[test]
    fn the_same_office_of_another_district_is_another_department() {
        let before = [form("荔湾区财政局", "1", &[]), form("信访局", "1", &[])];
        let after = [form("越秀区财政局", "1", &[]), form("荔湾区信访局", "1", &[])];
        let diff = diff(&before, &after);
        assert_eq!(diff.forms.len(), 1);
        assert_eq!(departments(&diff.only_before), [Some("荔湾区财政局")]);
        assert_eq!(departments(&diff.only_after), [Some("越秀区财政局")]);
    }

    /// A project whose name was typed in full width was another one.
    #[test]
    fn a_project_is_the_same_however_its_name_is_typed() {
        let project =
            |name: &str| FormRecord { project: Some(name.to_owned()), ..form("水务局", "1", &[]) };
        let before = [project("河道保洁（一期）"), project("河道保洁（二期）")];
        let diff = diff(&before, &[project("河道 保洁(二期)"), project("河道保洁(一期)")]);
        assert_eq!((diff.forms.len(), diff.only_before.len(), diff.only_after.len()), (2, 0, 0));
    }

    /// The form that was to be compared with its own template's was taken by the one before it.
    #[test]
    fn a_form_of_another_template_takes_no_other_forms_place() {
        let other = FormRecord { template: "u".to_owned(), ..form("信访局", "1", &[]) };
        let forms = [other, form("信访局", "2", &[]), form("财政局", "2", &[])];
        let diff = diff(&forms, &forms[1..]);
        assert_eq!((diff.forms.len(), diff.only_before.len()), (2, 1));
        assert!(diff.forms.iter().all(|form| form.changes.is_empty()), "{diff:?}");
    }
}
