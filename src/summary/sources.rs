//! The departments' money by source, for 总览.

use std::collections::BTreeMap;

use super::amounts::Amounts;
use super::facts::Facts;
use super::money::{LineRole, funding_lines};
use super::scope::Scope;

/// Sources that 总览 lists.
const MAX_SOURCES: usize = 8;

/// The sources of most money over the forms that count into `scope`, the largest first, each with its sums.
pub(super) fn main_sources<'a>(facts: &Facts<'a>, scope: Scope) -> Vec<(&'a str, Amounts)> {
    let mut sums: BTreeMap<&str, Amounts> = BTreeMap::new();
    for form in facts.counted().filter(|&form| Scope::of(facts.form(form)) == scope) {
        let lines = funding_lines(facts, form);
        for line in lines.iter().filter(|line| line.role == LineRole::Part && can_be_looked_up(line.source)) {
            let sum = sums.entry(line.source).or_default();
            *sum = sum.plus(line.amounts.completed());
        }
    }
    let has_money = |(_, amounts): &(&str, Amounts)| {
        [amounts.stated_budget, amounts.actual].into_iter().flatten().any(|amount| !amount.is_zero())
    };
    let mut sources: Vec<_> = sums.into_iter().filter(has_money).collect();
    // Stable, so that sources of the same budget stay in the order of their names.
    sources.sort_by_key(|(_, amounts)| std::cmp::Reverse(amounts.stated_budget));
    sources.truncate(MAX_SOURCES);
    sources
}

/// Whether SUMIFS finds exactly this text: no wildcard, no comparison, no number, and not changed by making it safe.
fn can_be_looked_up(source: &str) -> bool {
    source.chars().next().is_some_and(char::is_alphabetic)
        && source.chars().count() < 100
        && source.chars().all(|c| c.is_alphanumeric() || "（）()、：:-—·".contains(c))
}
