//! Runs the rules that a run wants, at the levels that it wants.

use std::slice;

use super::{BatchContext, Check, Finding, FormContext, RULES, Rule};
use super::{amended, arrays};
use crate::guard::guarded;
use crate::record::Severity;
use crate::settings::Settings;

/// At what level a run wants a rule's findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelInRun {
    /// It does not want the rule.
    Off,
    /// At the rule's own, or at what the rule gives a finding that is graver or lighter than its usual.
    Usual,
    /// All of them at this one, also where that is the rule's own.
    Set(Severity),
}

impl LevelInRun {
    /// The level of a finding in the run, of which the rule says how grave it is; `None` if the run does not want it.
    pub(crate) const fn severity(self, by_rule: Severity) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Usual => Some(by_rule),
            Self::Set(severity) => Some(severity),
        }
    }
}

impl Settings {
    /// The level of a rule's findings in this run.
    ///
    /// Rules are named by their name (`rate-wrong-value`) or their code (`F101`); `ignore` goes before `select`.
    pub fn level(&self, rule: &Rule) -> LevelInRun {
        let is_named = |name: &str| name == rule.name || name.eq_ignore_ascii_case(rule.code);
        let any = |names: &[String]| names.iter().any(|name| is_named(name));
        if any(&self.ignore) || (!self.select.is_empty() && !any(&self.select)) {
            return LevelInRun::Off;
        }
        let set = self
            .levels
            .get(rule.name)
            .or_else(|| self.levels.iter().find(|(name, _)| is_named(name)).map(|l| l.1));
        match set {
            None => LevelInRun::Usual,
            Some(None) => LevelInRun::Off,
            Some(Some(severity)) => LevelInRun::Set(*severity),
        }
    }
}

/// What the rules on single forms find on one form, by cell and then by code.
pub fn check_form(context: &FormContext<'_>) -> Vec<Finding> {
    let found = check_forms(slice::from_ref(context), context.settings, |ask| Some(ask()));
    found.into_iter().flatten().flatten().collect()
}

/// The same of several forms, rule by rule: the code of a rule stays in the processor's caches for all of them. `guard`
/// asks one rule about one form; where it gives `None`, so does the form, and it is not asked about any more.
pub(crate) fn check_forms(
    contexts: &[FormContext<'_>],
    settings: &Settings,
    guard: impl Fn(&dyn Fn() -> Vec<Finding>) -> Option<Vec<Finding>>,
) -> Vec<Option<Vec<Finding>>> {
    let mut all: Vec<Option<Vec<Finding>>> = contexts.iter().map(|_| Some(Vec::new())).collect();
    for (rule, level) in wanted(settings) {
        let Check::Form(check) = rule.check else { continue };
        for (context, found) in contexts.iter().zip(&mut all) {
            if let Some(findings) = found {
                match guard(&|| check(context)) {
                    Some(more) => {
                        let at_level = more.into_iter().filter_map(|finding| at_level(finding, level));
                        let about = Some(context.index());
                        findings.extend(at_level.map(|finding| Finding { form: about, ..finding }));
                    }
                    None => *found = None,
                }
            }
        }
    }
    for (context, found) in contexts.iter().zip(&mut all) {
        if let Some(findings) = found {
            arrays::keep_whole(findings, context.workbook);
            amended::fill_in(findings, context.form);
            sort(findings, &context.form.sheet);
        }
    }
    all
}

/// By cell and then by code; the form's own sheet first, what has no cell before what has one.
fn sort(findings: &mut [Finding], own_sheet: &str) {
    findings.sort_by(|a, b| {
        let key = |f: &Finding| (f.sheet != own_sheet, f.cell, f.rule.code);
        key(a).cmp(&key(b)).then_with(|| a.sheet.cmp(&b.sheet))
    });
}

/// What the rules on all forms of a run find, by file, sheet, cell and then by code. A rule that panics costs its own
/// findings, and says so in their place.
pub fn check_batch(context: &BatchContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (rule, level) in wanted(context.settings) {
        if let Check::Batch(check) = rule.check {
            let found = compared(rule, || check(context));
            findings.extend(found.into_iter().filter_map(|finding| at_level(finding, level)));
        }
    }
    findings.sort_by(|a, b| {
        let key = |f: &Finding| (f.cell, f.rule.code);
        a.file.cmp(&b.file).then_with(|| a.sheet.cmp(&b.sheet)).then_with(|| key(a).cmp(&key(b)))
    });
    findings
}

/// What a rule finds by comparing forms.
fn compared(rule: &'static Rule, check: impl FnOnce() -> Vec<Finding>) -> Vec<Finding> {
    guarded(check).unwrap_or_else(|| {
        let message = format!("跨部门的“{}”没有查完：程序内部出错，请人工核对", rule.title);
        vec![Finding { severity: Severity::Warning, ..Finding::new(rule, "", message) }]
    })
}

/// The rules that a run wants, each with its level.
fn wanted(settings: &Settings) -> impl Iterator<Item = (&'static Rule, LevelInRun)> {
    let levels = RULES.iter().map(|rule| (*rule, settings.level(rule)));
    levels.filter(|(_, level)| *level != LevelInRun::Off)
}

/// A finding as the run has it.
fn at_level(finding: Finding, level: LevelInRun) -> Option<Finding> {
    Some(Finding { severity: level.severity(finding.severity)?, ..finding })
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{check_batch, check_form, check_forms, compared};
    use crate::formula::Evaluation;
    use crate::record::Severity;
    use crate::rules::testing::{Desk, at, report};
    use crate::rules::{BatchContext, Check, Finding, FormContext, RULES, find_rule};
    use crate::settings::Settings;
    use crate::workbook::{Cell, Value};

    /// A form with faults of several rules at several cells.
    fn faulty() -> Desk {
        let mut desk = Desk::clean();
        desk.task_funds(0, "999.00").say("problems", "推进“阳光服务“还不够 。 ").say("measures", "").miss(
            "measures",
            "改进措施",
            Some("B13"),
        );
        desk
    }

    fn names(findings: &[Finding]) -> Vec<&'static str> {
        findings.iter().map(|finding| finding.rule.name).collect()
    }

    fn found(settings: Settings) -> Vec<Finding> {
        let desk = Desk { settings, ..faulty() };
        desk.checked(check_form)
    }

    fn list(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn findings_come_in_the_order_of_their_cells_and_then_of_their_codes() {
        assert_eq!(
            names(&found(Settings::default())),
            ["task-funds-exceed-total", "quote-mismatch", "stray-space", "missing-required"]
        );
    }

    #[test]
    fn nothing_is_found_on_a_clean_form() {
        let findings = Desk::clean().checked(check_form);
        assert!(findings.is_empty(), "{findings:?}");
    }

    #[test]
    fn a_form_on_which_a_rule_fails_costs_no_other_form_its_findings() {
        let desks = [Desk::clean(), faulty()];
        let evaluations = desks.each_ref().map(|desk| Evaluation::of(&desk.workbook));
        let contexts: Vec<FormContext<'_>> = desks
            .iter()
            .zip(&evaluations)
            .flat_map(|(desk, evaluation)| {
                let forms = std::slice::from_ref(&desk.form);
                FormContext::each(&desk.workbook, evaluation, forms, &desk.settings)
            })
            .collect();
        let asked = std::cell::Cell::new(0);
        let found = check_forms(&contexts, &Settings::default(), |ask| {
            asked.set(asked.get() + 1);
            // The first rule on the first form.
            if asked.get() == 1 { None } else { Some(ask()) }
        });
        let found: Vec<_> = found.iter().map(|findings| findings.as_deref().map(names)).collect();
        assert_eq!(found, [None, Some(names(&check_form(&contexts[1])))]);
        assert_ne!(found[1], Some(Vec::new()));
    }

    #[test]
    fn rules_are_selected_by_name_or_code() {
        let select = |names: &[&str]| Settings { select: list(names), ..Settings::default() };
        assert_eq!(names(&found(select(&["stray-space"]))), ["stray-space"]);
        assert_eq!(names(&found(select(&["w102"]))), ["stray-space"]);
        assert_eq!(names(&found(select(&["W101", "stray-space"]))), ["quote-mismatch", "stray-space"]);
    }

    #[test]
    fn what_is_ignored_is_not_selected() {
        let settings = Settings {
            select: list(&["W101", "W102"]),
            ignore: list(&["quote-mismatch"]),
            ..Settings::default()
        };
        assert_eq!(names(&found(settings)), ["stray-space"]);
    }

    #[test]
    fn a_runs_own_level_goes_before_the_rules() {
        let levels = [("missing-required".to_owned(), Some(Severity::Info)), ("W102".to_owned(), None)];
        let findings = found(Settings { levels: levels.into(), ..Settings::default() });
        assert!(!names(&findings).contains(&"stray-space"));
        let missing = findings.iter().find(|finding| finding.rule.name == "missing-required").unwrap();
        assert_eq!(missing.severity, Severity::Info);
    }

    /// A level that is the rule's own counted as none, and what the rule takes lightly stayed a hint.
    #[test]
    fn a_level_that_is_the_rules_own_is_set_all_the_same() {
        let mut desk = Desk::clean();
        // What LibreOffice stores for an empty text.
        let cell =
            Cell { value: Value::Number(Decimal::ZERO), formula: Some("\"\"".to_owned()), ..Cell::default() };
        desk.workbook.sheets[0].cells.insert(at("H12"), cell);
        let stale = |levels: &[(&str, Option<Severity>)]| {
            let levels = levels.iter().map(|(rule, level)| ((*rule).to_owned(), *level)).collect();
            let desk = Desk { settings: Settings { levels, ..Settings::default() }, ..desk.clone() };
            let found = desk.checked(check_form);
            found.iter().map(|f| (f.rule.name, f.severity)).collect::<Vec<_>>()
        };
        assert_eq!(stale(&[]), [("stale-cached-value", Severity::Info)]);
        let set = stale(&[("stale-cached-value", Some(Severity::Warning))]);
        assert_eq!(set, [("stale-cached-value", Severity::Warning)]);
    }

    #[test]
    fn rules_on_batches_are_run_on_batches_alone() {
        let forms = [report("b.xlsx", "档案局"), report("a.xlsx", "档案局")];
        let settings = Settings::default();
        let found = check_batch(&BatchContext::new(&forms, &[], None, &settings));
        let files: Vec<(&str, &str)> = found.iter().map(|f| (f.file.as_str(), f.rule.name)).collect();
        assert_eq!(files, [("a.xlsx", "duplicate-department"), ("b.xlsx", "duplicate-department")]);
    }

    #[test]
    fn a_comparison_that_fails_says_so() {
        let rule = find_rule("outlier").unwrap();
        let found = compared(rule, || panic!("as a library might"));
        assert_eq!(names(&found), ["outlier"]);
        assert!(found[0].message.contains("明显离群") && found[0].severity == Severity::Warning);
    }

    #[test]
    fn a_rule_is_run_where_it_is_registered() {
        for rule in RULES {
            let found = find_rule(rule.code).unwrap();
            assert_eq!(found.name, rule.name);
            assert_eq!(matches!(rule.check, Check::Batch(_)), rule.code.starts_with('X'), "{}", rule.name);
        }
    }
}
