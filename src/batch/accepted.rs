//! Marks the findings that somebody asked about and accepted.

use super::run::LabelledFinding;
use crate::record::{FormIndex, FormRecord};
use crate::roster::{DepartmentName, Departments, Roster};
use crate::rules::{LevelInRun, find_rule};
use crate::settings::{Acceptance, Settings};

/// Gives every finding that is accepted its reason, and takes its fix away: what is right is not mended. Returns the
/// acceptances that no finding answers to any more, of those whose department is here and whose rule was run.
pub(super) fn accept(
    findings: &mut [LabelledFinding],
    forms: &[FormRecord],
    roster: Option<&Roster>,
    settings: &Settings,
) -> Vec<Acceptance> {
    let accepted = &settings.accepted;
    if accepted.is_empty() {
        return Vec::new();
    }
    let mut answered = vec![false; accepted.len()];
    let index = FormIndex::of(forms);
    let stated = forms.iter().filter_map(|form| form.department.as_deref());
    let asked = accepted.iter().map(|acceptance| acceptance.department.as_str());
    let departments = Departments::named(roster, stated.chain(asked));
    for (finding, _) in findings {
        let about = finding.form_in(&index).and_then(|at| forms.get(at));
        let subject = match about {
            Some(form) => form.department.as_deref().map(|name| (name, form.project.as_deref())),
            // A department that is missing has no form; the finding names it.
            None => finding.expected.as_deref().filter(|_| finding.file.is_empty()).map(|name| (name, None)),
        };
        let mut covering = accepted.iter().enumerate().filter(|(_, acceptance)| {
            acceptance.is_at(finding.rule.name, finding.cell)
                && subject.is_some_and(|(name, project)| acceptance.is_about(&departments, name, project))
        });
        let first = covering.next();
        // A second acceptance of the same finding is answered to as well.
        for (index, _) in first.into_iter().chain(covering) {
            if let Some(answered) = answered.get_mut(index) {
                *answered = true;
            }
        }
        if let Some((_, acceptance)) = first {
            finding.accepted = Some(acceptance.reason.clone());
            finding.fix = None;
        }
    }
    let was_run = |acceptance: &Acceptance| {
        find_rule(&acceptance.rule).is_some_and(|rule| settings.level(rule) != LevelInRun::Off)
    };
    // One that does not say which district's department it means is answered by neither's finding, and told.
    let is_here = |acceptance: &Acceptance| {
        let own = DepartmentName::parse(&acceptance.department);
        let is_own = |name: &str| {
            departments.are_one(&acceptance.department, name) || own.may_be(&DepartmentName::parse(name))
        };
        let mut of_project = forms.iter().filter(|form| acceptance.is_of_project(form.project.as_deref()));
        of_project.any(|form| form.department.as_deref().is_some_and(is_own))
    };
    let unanswered = accepted.iter().zip(answered).filter(|(_, answered)| !answered);
    unanswered.map(|(acceptance, _)| acceptance).filter(|a| was_run(a) && is_here(a)).cloned().collect()
}
