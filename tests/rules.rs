//! The rules as a whole: what is promised of their names, their levels, their fixes and their documentation.

use std::collections::BTreeSet;
use std::path::Path;

use FixSafety::{None as NoFix, Safe, Suggested};
use ziping::record::Severity::{Error, Info, Warning};
use ziping::record::{FixSafety, Severity};
use ziping::report::rules_page;
use ziping::rules::{Family, RULES, Rule, find_rule};

/// The rules that scripts rely on, with the level and the fix that each must have.
const PROMISED: [(&str, Severity, FixSafety); 47] = [
    ("missing-required", Error, NoFix),
    ("misplaced-value", Warning, NoFix),
    ("hidden-content", Warning, NoFix),
    ("duplicate-form", Error, NoFix),
    ("unmapped-content", Info, NoFix),
    ("template-edited", Info, NoFix),
    ("rate-wrong-value", Error, Safe),
    ("rate-wrong-formula", Error, Safe),
    ("rate-formula-of-constants", Warning, Safe),
    ("total-mismatch", Error, Suggested),
    ("total-range-short", Error, Safe),
    ("total-wrong-formula", Error, Safe),
    ("rounding-difference", Info, NoFix),
    ("stale-cached-value", Warning, Safe),
    ("error-value", Error, Safe),
    ("rate-as-text", Warning, Safe),
    ("number-as-text", Warning, Safe),
    ("unit-mismatch", Warning, Suggested),
    ("overspent", Warning, NoFix),
    ("negative-amount", Error, NoFix),
    ("implausible-number", Error, NoFix),
    ("circular-formula", Error, Safe),
    ("external-reference", Warning, Safe),
    ("formula-not-judged", Warning, NoFix),
    ("task-funds-exceed-total", Error, NoFix),
    ("task-without-indicator", Warning, NoFix),
    ("duplicate-definition", Info, NoFix),
    ("indicator-unmet", Warning, NoFix),
    ("indicator-missing", Error, NoFix),
    ("indicator-echo", Warning, NoFix),
    ("indicator-unclear", Info, NoFix),
    ("indicator-unit-differs", Warning, NoFix),
    ("narrative-conflict", Warning, NoFix),
    ("weight-total", Error, NoFix),
    ("score-exceeds-weight", Error, NoFix),
    ("score-inconsistent", Warning, NoFix),
    ("quote-mismatch", Warning, Safe),
    ("stray-space", Info, Safe),
    ("control-character", Warning, Safe),
    ("placeholder-text", Info, NoFix),
    ("duplicate-department", Error, NoFix),
    ("missing-department", Error, NoFix),
    ("unknown-department", Warning, NoFix),
    ("year-mismatch", Warning, NoFix),
    ("unit-differs", Info, NoFix),
    ("outlier", Info, NoFix),
    ("copied-text", Info, NoFix),
];

#[test]
fn every_promised_rule_is_there_with_its_level_and_fix() {
    let wrong: Vec<String> = PROMISED
        .iter()
        .filter_map(|(name, level, fix)| match find_rule(name) {
            Some(rule) if rule.level == *level && rule.fix == *fix => None,
            Some(rule) => Some(format!("{name} is {:?} {:?}, not {level:?} {fix:?}", rule.level, rule.fix)),
            None => Some(format!("{name} is not there")),
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn names_and_codes_are_unique_and_in_order() {
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), RULES.len());
    for family in Family::ALL {
        let codes: Vec<&str> =
            RULES.iter().filter(|rule| rule.family() == family).map(|rule| rule.code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    }
}

#[test]
fn codes_are_a_familys_letter_and_three_digits() {
    for rule in RULES {
        let (letter, digits) = rule.code.split_at(1);
        assert!("SFTIWX".contains(letter) && digits.len() == 3, "{}", rule.code);
        assert!(digits.chars().all(|c| c.is_ascii_digit()), "{}", rule.code);
    }
}

#[test]
fn every_rule_says_what_it_checks_why_by_an_example_and_what_its_fix_does() {
    for rule in RULES {
        let headings: Vec<&str> =
            rule.doc.lines().filter_map(|line| line.trim().strip_prefix("## ")).collect();
        assert_eq!(headings, ["检查什么", "为什么", "例子", "修正"], "{}", rule.name);
        let sections: Vec<&str> = rule.doc.split("## ").skip(1).collect();
        for section in sections {
            let said = section.lines().skip(1).any(|line| !line.trim().is_empty());
            assert!(said, "{} says nothing under {:?}", rule.name, section.lines().next());
        }
        assert!(rule.doc.contains(" > "), "{} shows no message", rule.name);
    }
}

#[test]
fn the_page_of_rules_is_what_the_rules_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let page = rules_page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    // A checkout on Windows may have other line ends.
    assert!(
        written.replace("\r\n", "\n") == page,
        "docs/rules.md is stale: run UPDATE_DOCS=1 cargo test --test rules"
    );
}

#[test]
fn rules_are_found_by_name_and_by_code() {
    let by = |name: &str| find_rule(name).map(|rule: &Rule| rule.name);
    assert_eq!(by("stray-space"), Some("stray-space"));
    assert_eq!(by("w102"), Some("stray-space"));
    assert_eq!(by("no-such-rule"), None);
}
