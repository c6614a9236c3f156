//! What is kept of one workbook is bounded, however much there is in it: a form that no hand has filled in may have a
//! hundred thousand findings, and a folder of such must not take the memory of all of them.
//!
//! Nothing is left out in silence. What is beyond the bounds is told in a finding of its own, and a fix that is not
//! listed is not made; results of formulas alone are renewed without a finding, and 修改记录 lists them.

use std::collections::HashMap;

use super::run::LabelledFinding;
use crate::form::Form;
use crate::rules::{Finding, NewContent, Rule};
use crate::workbook::{Limits, ReadError};

/// Findings of one rule on one form that are listed. Of a form that people fill in, some dozens are many.
const OF_A_FORM: usize = 1_000;
/// Findings of one rule that are listed for a whole workbook, which may have a thousand forms.
const OF_A_WORKBOOK: usize = 20_000;
/// Characters of a finding's text, which may quote a whole cell. No form has a text so long, and a cell holds three times as many.
const OF_A_TEXT: usize = 10_000;

/// Counts the findings of one workbook, form by form.
#[derive(Debug, Default)]
pub(super) struct Bounds {
    listed: HashMap<&'static str, usize>,
}

/// The findings of one rule on one form that are not listed.
struct Unlisted {
    rule: &'static Rule,
    /// The first of them, of which the closing finding has its sheet and, with the gravest of all, its level.
    closing: Finding,
    count: usize,
    /// Whether a fix goes with them that is now not made.
    mendable: bool,
}

impl Bounds {
    /// The findings of one form, in their order, as far as they are listed; then one for each rule that has more.
    pub(super) fn listed(&mut self, findings: Vec<LabelledFinding>) -> Vec<LabelledFinding> {
        let mut of_form: HashMap<&'static str, usize> = HashMap::new();
        let mut unlisted: Vec<Unlisted> = Vec::new();
        let mut kept = Vec::with_capacity(findings.len().min(OF_A_FORM));
        for (mut finding, label) in findings {
            let (here, all) = (
                of_form.entry(finding.rule.name).or_default(),
                self.listed.entry(finding.rule.name).or_default(),
            );
            if *here < OF_A_FORM && *all < OF_A_WORKBOOK {
                *here += 1;
                *all += 1;
                shorten(&mut finding);
                kept.push((finding, label));
                continue;
            }
            match unlisted.iter_mut().find(|unlisted| unlisted.rule.name == finding.rule.name) {
                Some(unlisted) => {
                    unlisted.count += 1;
                    unlisted.mendable |= is_mendable(&finding);
                    unlisted.closing.severity = unlisted.closing.severity.min(finding.severity);
                }
                None => unlisted.push(Unlisted {
                    rule: finding.rule,
                    mendable: is_mendable(&finding),
                    closing: finding,
                    count: 1,
                }),
            }
        }
        kept.extend(unlisted.into_iter().map(|unlisted| (unlisted.into_finding(), None)));
        kept
    }
}

impl Unlisted {
    fn into_finding(self) -> Finding {
        let Self { rule, closing, count, mendable } = self;
        let unmended = if mendable { "，也没有修正" } else { "" };
        let message = format!(
            "另有 {count} 处同样的问题（{}），没有逐一列出{unmended}：请先处理已列出的各处，再检查一次",
            rule.title
        );
        Finding {
            file: closing.file,
            form: closing.form,
            severity: closing.severity,
            ..Finding::new(rule, &closing.sheet, message)
        }
    }
}

/// Whether anything but a formula's result would be changed.
fn is_mendable(finding: &Finding) -> bool {
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
    edits.into_iter().any(|edit| !matches!(edit.content, NewContent::Recalculated(_)))
}

/// Cuts texts that quote whole cells.
fn shorten(finding: &mut Finding) {
    let texts = [Some(&mut finding.message), finding.actual.as_mut(), finding.expected.as_mut()];
    for text in texts.into_iter().flatten() {
        // A text of so few bytes has no more characters.
        if text.len() <= OF_A_TEXT {
            continue;
        }
        if let Some((end, _)) = text.char_indices().nth(OF_A_TEXT) {
            let all = text.chars().count();
            *text = format!("{}……（共 {all} 字，其后略）", &text[..end]);
        }
    }
}

/// Whether the forms of a workbook are as many, and of a size, as people fill in.
///
/// # Errors
/// [`ReadError::TooLarge`], with what there is too much of.
pub(super) fn check_sizes(forms: &[Form], limits: &Limits) -> Result<(), ReadError> {
    if forms.len() > limits.forms {
        return Err(ReadError::TooLarge(format!("自评表超过 {} 张", limits.forms)));
    }
    let rows = |form: &Form| form.funding.len().max(form.tasks.len()).max(form.indicators.len());
    if forms.iter().any(|form| rows(form) > limits.form_rows) {
        return Err(ReadError::TooLarge(format!("一份自评表超过 {} 行", limits.form_rows)));
    }
    // Fifty forms of as many rows as one may have would be judged for minutes.
    if forms.iter().map(rows).sum::<usize>() > limits.all_form_rows {
        return Err(ReadError::TooLarge(format!("全部自评表合计超过 {} 行", limits.all_form_rows)));
    }
    let bytes = |form: &Form| -> usize {
        form.texts().iter().map(|(_, text)| text.value.as_ref().map_or(0, String::len)).sum()
    };
    if forms.iter().any(|form| bytes(form) > limits.form_text_bytes) {
        let most = limits.form_text_bytes >> 20;
        return Err(ReadError::TooLarge(format!("一份自评表的文字超过 {most} MB")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Indicator;
    use crate::record::{FixSafety, Severity};
    use crate::rules::find_rule;
    use crate::workbook::CellRef;

    fn findings(count: u32) -> Vec<LabelledFinding> {
        let rule = find_rule("stray-space").unwrap();
        let finding = |row| {
            let at = CellRef::new(row, 0);
            let text = NewContent::Text("好".to_owned());
            (Finding::new(rule, "表", "首尾有空格").at(at).fix(FixSafety::Safe, at, text), None)
        };
        (0..count).map(finding).collect()
    }

    #[test]
    fn what_is_not_listed_is_counted_and_not_mended() {
        let listed = Bounds::default().listed(findings(1_500));
        assert_eq!(listed.len(), 1_001);
        let (closing, _) = listed.last().unwrap();
        assert!(closing.message.starts_with("另有 500 处"), "{}", closing.message);
        assert_eq!((closing.cell, closing.fix.as_ref(), closing.sheet.as_str()), (None, None, "表"));
    }

    #[test]
    fn the_closing_finding_is_as_grave_as_the_gravest_that_it_stands_for() {
        let mut all = findings(1_003);
        all[1_001].0.severity = Severity::Error;
        assert_eq!(Bounds::default().listed(all).pop().unwrap().0.severity, Severity::Error);
    }

    #[test]
    fn a_form_that_people_fill_in_has_all_its_findings() {
        assert_eq!(Bounds::default().listed(findings(1_000)).len(), 1_000);
    }

    #[test]
    fn a_workbook_of_many_forms_is_bounded_as_a_whole() {
        let mut bounds = Bounds::default();
        let listed: usize = (0..30).map(|_| bounds.listed(findings(1_000)).len()).sum();
        assert_eq!(listed, 20_000 + 10);
    }

    #[test]
    fn a_workbook_of_forms_without_end_is_refused() {
        let limits = Limits { forms: 2, ..Limits::default() };
        assert!(check_sizes(&vec![Form::default(); 2], &limits).is_ok());
        let refused = check_sizes(&vec![Form::default(); 3], &limits);
        assert_eq!(refused, Err(ReadError::TooLarge("自评表超过 2 张".to_owned())));
    }

    /// What broke: fifty forms, each of nearly as many rows as one may have, took minutes and a gigabyte.
    #[test]
    fn a_workbook_of_rows_without_end_is_refused() {
        let form = Form { indicators: vec![Indicator::default(); 3], ..Form::default() };
        let sizes =
            |rows| check_sizes(&vec![form.clone(); 2], &Limits { all_form_rows: rows, ..Limits::default() });
        assert!(sizes(6).is_ok());
        assert_eq!(sizes(5), Err(ReadError::TooLarge("全部自评表合计超过 5 行".to_owned())));
    }

    #[test]
    fn a_text_that_quotes_a_whole_cell_is_cut_and_says_so() {
        let mut all = findings(1);
        all[0].0.message = "好".repeat(32_767);
        let listed = Bounds::default().listed(all);
        let message = &listed[0].0.message;
        assert!(message.ends_with("好……（共 32767 字，其后略）"), "{}", message.len());
        assert_eq!(message.chars().filter(|c| *c == '好').count(), 10_000);
    }
}
