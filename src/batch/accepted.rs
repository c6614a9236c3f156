//! Marks the findings that somebody asked about and accepted.

use super::run::LabelledFinding;
use crate::excerpt::in_one_line;
use crate::record::{FormIndex, FormRecord};
use crate::roster::{DepartmentName, Departments, Roster};
use crate::rules::{Finding, LevelInRun, find_rule};
use crate::settings::{Acceptance, Settings};

/// Gives every finding that is accepted its reason, and takes its fix away: what is right is not mended. Where another value
/// was accepted, or another year's, the finding says so and stays. Returns the acceptances that no finding answers to any
/// more, of those whose department is here and whose rule was run.
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
        let covering: Vec<(usize, &Acceptance)> = accepted
            .iter()
            .enumerate()
            .filter(|(_, acceptance)| {
                acceptance.is_at(finding.rule.name, finding.cell)
                    && subject.is_some_and(|(name, project)| acceptance.is_about(&departments, name, project))
            })
            .collect();
        // A second acceptance of the same finding is answered to as well, and so is one of a value that has changed.
        for (index, _) in &covering {
            if let Some(answered) = answered.get_mut(*index) {
                *answered = true;
            }
        }
        let year_is = |acceptance: &Acceptance| about.is_none_or(|form| acceptance.is_of_year(form.year));
        let holds = |acceptance: &&Acceptance| {
            year_is(acceptance) && acceptance.is_of_value(finding.actual.as_deref())
        };
        let mut all = covering.iter().map(|(_, acceptance)| *acceptance);
        if let Some(acceptance) = all.clone().find(holds) {
            finding.accepted = Some(acceptance.reason.clone());
            finding.fix = None;
        } else if let Some(other) = all.clone().find(|other| year_is(other)).or_else(|| all.next()) {
            say_changed(finding, other, !year_is(other));
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
        // What was accepted of another year's forms waits for these.
        let is_of = |form: &&FormRecord| {
            acceptance.is_of_project(form.project.as_deref()) && acceptance.is_of_year(form.year)
        };
        let mut of_project = forms.iter().filter(is_of);
        of_project.any(|form| form.department.as_deref().is_some_and(is_own))
    };
    let unanswered = accepted.iter().zip(answered).filter(|(_, answered)| !answered);
    unanswered.map(|(acceptance, _)| acceptance).filter(|a| was_run(a) && is_here(a)).cloned().collect()
}

/// Says that what was accepted at the finding's place was something else.
fn say_changed(finding: &mut Finding, other: &Acceptance, is_of_another_year: bool) {
    // More of a text nobody needs to know it again.
    const SHOWN: usize = 30;
    let year = other.year.filter(|_| is_of_another_year).map(|year| format!("{year}年度的"));
    let value = other.value.as_deref().map(|value| format!("“{}”", in_one_line(value, SHOWN)));
    let what: String = [year, value].into_iter().flatten().collect();
    let hint = format!("（此前核实的是{what}，与现在不同，请重新核实）");
    // A part that was exported has said it.
    if !finding.message.ends_with(&hint) {
        finding.message.push_str(&hint);
    }
}
