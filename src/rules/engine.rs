//! Runs the rules that a run wants, at the levels that it wants.

use super::{BatchContext, Check, Finding, FormContext, RULES, Rule, Severity};
use crate::settings::Settings;

impl Settings {
    /// The level of a rule's findings in this run; `None` if the run does not want the rule.
    ///
    /// Rules are named by their name (`rate-wrong-value`), their code (`F101`) or the letters that a family's codes
    /// begin with (`F`). The name goes before the code; `ignore` goes before `select`.
    pub fn level(&self, rule: &Rule) -> Option<Severity> {
        let named = |names: &[String]| names.iter().any(|name| names_rule(name, rule));
        if named(&self.ignore) || (!self.select.is_empty() && !named(&self.select)) {
            return None;
        }
        let by_code = || {
            self.levels.iter().find(|(name, _)| name.eq_ignore_ascii_case(rule.code)).map(|(_, level)| *level)
        };
        self.levels.get(rule.name).copied().or_else(by_code).unwrap_or(Some(rule.level))
    }
}

/// Whether `name` is the rule's name, its code, or letters and digits that its code begins with.
fn names_rule(name: &str, rule: &Rule) -> bool {
    let begins = rule.code.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    name == rule.name || (!name.is_empty() && begins)
}

/// What the rules on single forms find on one form, by cell and then by code.
pub fn check_form(context: &FormContext<'_>) -> Vec<Finding> {
    let mut findings = run(context.settings, |check| match check {
        Check::Form(check) => check(context),
        Check::Batch(_) => Vec::new(),
    });
    let own = &context.form.sheet;
    // The form's own sheet first; what has no cell before what has one.
    findings.sort_by(|a, b| {
        let key = |f: &Finding| (&f.sheet != own, f.cell, f.rule.code);
        key(a).cmp(&key(b)).then_with(|| a.sheet.cmp(&b.sheet))
    });
    findings
}

/// What the rules on all forms of a run find, by file, sheet, cell and then by code.
pub fn check_batch(context: &BatchContext<'_>) -> Vec<Finding> {
    let mut findings = run(context.settings, |check| match check {
        Check::Form(_) => Vec::new(),
        Check::Batch(check) => check(context),
    });
    findings.sort_by(|a, b| {
        let key = |f: &Finding| (f.cell, f.rule.code);
        a.file.cmp(&b.file).then_with(|| a.sheet.cmp(&b.sheet)).then_with(|| key(a).cmp(&key(b)))
    });
    findings
}

/// Asks every rule that the run wants, and gives its findings the run's level.
fn run(settings: &Settings, ask: impl Fn(&Check) -> Vec<Finding>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        let Some(level) = settings.level(rule) else { continue };
        findings.extend(ask(&rule.check).into_iter().map(|mut finding| {
            // A rule may find something graver or lighter than its usual; a level set for the run goes before that.
            if level != rule.level {
                finding.severity = level;
            }
            finding
        }));
    }
    findings
}
