//! Marks the findings that somebody asked about and accepted.

use std::collections::HashMap;

use super::run::LabelledFinding;
use crate::config::Acceptance;
use crate::form::FormRecord;

/// Gives every finding that is accepted its reason, and takes its fix away: what is right is not mended.
pub(super) fn accept(findings: &mut [LabelledFinding], forms: &[FormRecord], accepted: &[Acceptance]) {
    if accepted.is_empty() {
        return;
    }
    let mut by_file: HashMap<&str, Vec<&FormRecord>> = HashMap::new();
    for form in forms {
        by_file.entry(&form.file).or_default().push(form);
    }
    for (finding, _) in findings {
        let of_file = by_file.get(finding.file.as_str()).map_or(&[][..], Vec::as_slice);
        let on_sheet = || of_file.iter().filter(|form| form.sheet == finding.sheet);
        // A finding on a sheet without a form is about the workbook's forms.
        let elsewhere = on_sheet().next().is_none();
        let about = of_file.iter().filter(|form| elsewhere || form.sheet == finding.sheet);
        let subjects: Vec<(&str, Option<&str>)> = about
            .filter_map(|form| Some((form.department.as_deref()?, form.project.as_deref())))
            // A department that is missing has no form; the finding names it.
            .chain(finding.expected.as_deref().filter(|_| finding.file.is_empty()).map(|name| (name, None)))
            .collect();
        let covering = accepted.iter().find(|acceptance| {
            acceptance.is_at(finding.rule.name, finding.cell)
                && subjects.iter().any(|(department, project)| acceptance.is_about(department, *project))
        });
        if let Some(acceptance) = covering {
            finding.accepted = Some(acceptance.reason.clone());
            finding.fix = None;
        }
    }
}
