//! Marks the findings that somebody asked about and accepted.

use super::run::LabelledFinding;
use crate::record::{FormIndex, FormRecord};
use crate::rules::{LevelInRun, find_rule};
use crate::settings::{Acceptance, Settings};

/// Gives every finding that is accepted its reason, and takes its fix away: what is right is not mended. Returns the
/// acceptances that no finding answers to any more, of those whose department is here and whose rule was run.
pub(super) fn accept(
    findings: &mut [LabelledFinding],
    forms: &[FormRecord],
    settings: &Settings,
) -> Vec<Acceptance> {
    let accepted = &settings.accepted;
    if accepted.is_empty() {
        return Vec::new();
    }
    let mut answered = vec![false; accepted.len()];
    let index = FormIndex::of(forms);
    for (finding, _) in findings {
        let of_file = || index.of_file(&finding.file).iter().filter_map(|&at| forms.get(at));
        // A finding on a sheet without a form is about the workbook's forms.
        let elsewhere = !of_file().any(|form| form.sheet == finding.sheet);
        let about = of_file().filter(|form| elsewhere || form.sheet == finding.sheet);
        let subjects: Vec<(&str, Option<&str>)> = about
            .filter_map(|form| Some((form.department.as_deref()?, form.project.as_deref())))
            // A department that is missing has no form; the finding names it.
            .chain(finding.expected.as_deref().filter(|_| finding.file.is_empty()).map(|name| (name, None)))
            .collect();
        let mut covering = accepted.iter().enumerate().filter(|(_, acceptance)| {
            acceptance.is_at(finding.rule.name, finding.cell)
                && subjects.iter().any(|(department, project)| acceptance.is_about(department, *project))
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
    let is_here = |acceptance: &Acceptance| {
        let mut own =
            forms.iter().filter_map(|form| Some((form.department.as_deref()?, form.project.as_deref())));
        own.any(|(department, project)| acceptance.is_about(department, project))
    };
    let unanswered = accepted.iter().zip(answered).filter(|(_, answered)| !answered);
    unanswered.map(|(acceptance, _)| acceptance).filter(|a| was_run(a) && is_here(a)).cloned().collect()
}
