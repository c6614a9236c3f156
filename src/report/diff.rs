//! Two submissions compared, for people.

use anstyle::{AnsiColor, Style};

use super::safe::visible;
use super::wrap::{pad, width};
use crate::diff::{Change, Diff, FormDiff, FormPlace};
use crate::record::FindingRecord;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const BEFORE: Style = AnsiColor::Red.on_default();
const AFTER: Style = AnsiColor::Green.on_default();
/// A longer value is shown around the place where it differs.
const LONGEST_VALUE: usize = 40;

/// The comparison as text with ANSI colours; forms without a difference are only counted.
pub fn diff_text(diff: &Diff) -> String {
    let changed: Vec<&FormDiff> = diff
        .forms
        .iter()
        .filter(|form| !(form.changes.is_empty() && form.resolved.is_empty() && form.new.is_empty()))
        .collect();
    let mut parts: Vec<String> = changed.iter().map(|form| one_form(form)).collect();
    for (title, places) in [("只在前一次", &diff.only_before), ("只在后一次", &diff.only_after)] {
        if !places.is_empty() {
            let lines: Vec<String> = places.iter().map(|place| format!("  {}", name(place))).collect();
            parts.push(format!("{BOLD}{title}{BOLD:#}\n{}\n", lines.join("\n")));
        }
    }
    let sum = |count: fn(&FormDiff) -> usize| diff.forms.iter().map(count).sum::<usize>();
    parts.push(format!(
        "{} 份自评表对比，{} 份有变化：改动 {} 处，解决问题 {} 处，新出现问题 {} 处\n",
        diff.forms.len(),
        changed.len(),
        sum(|form| form.changes.len()),
        sum(|form| form.resolved.len()),
        sum(|form| form.new.len()),
    ));
    parts.join("\n")
}

fn name(place: &FormPlace) -> String {
    let file = visible(&place.file);
    place
        .department
        .as_deref()
        .map_or_else(|| file.to_string(), |name| format!("{}（{file}）", visible(name)))
}

fn one_form(form: &FormDiff) -> String {
    let names = form.changes.iter().map(|change| width(&visible(&change.name))).max().unwrap_or(0).min(32);
    let mut lines = vec![format!("{BOLD}{}{BOLD:#}", name(&form.after))];
    lines.extend(form.changes.iter().map(|change| one_change(change, names)));
    let finding = |word: &str, style: Style, finding: &FindingRecord| {
        let cell = finding.cell.map(|cell| cell.to_string()).unwrap_or_default();
        let message = visible(&finding.message).into_owned();
        format!("  {style}{word}{style:#}  {}  {message}  {DIM}{}{DIM:#}", pad(&cell, 4), finding.rule)
    };
    lines.extend(form.resolved.iter().map(|one| finding("已解决", AFTER, one)));
    lines.extend(form.new.iter().map(|one| finding("新出现", BEFORE, one)));
    lines.join("\n") + "\n"
}

fn one_change(change: &Change, names: usize) -> String {
    let cell = change.after.cell.or(change.before.cell).map(|cell| cell.to_string()).unwrap_or_default();
    let (before, after) = change.shown();
    let (before, after) = around_difference(&before, &after);
    let shown =
        |text: String| if text.is_empty() { "（空）".to_owned() } else { visible(&text).into_owned() };
    format!(
        "  {}  {}  {BEFORE}{}{BEFORE:#} → {AFTER}{}{AFTER:#}",
        pad(&cell, 4),
        pad(&visible(&change.name), names),
        shown(before),
        shown(after)
    )
}

/// Two texts; long ones cut to where they begin to differ.
fn around_difference(before: &str, after: &str) -> (String, String) {
    const LEAD: usize = 8;
    let same = before.chars().zip(after.chars()).take_while(|(a, b)| a == b).count();
    let longest = before.chars().count().max(after.chars().count());
    let from = if longest > LONGEST_VALUE { same.saturating_sub(LEAD) } else { 0 };
    let cut = |text: &str| {
        let rest: Vec<char> = text.chars().skip(from).collect();
        let shown: String = rest.iter().take(LONGEST_VALUE).collect();
        let lead = if from > 0 && !rest.is_empty() { "…" } else { "" };
        let trail = if rest.len() > LONGEST_VALUE { "…" } else { "" };
        format!("{lead}{shown}{trail}")
    };
    (cut(before), cut(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_shown_where_they_begin_to_differ() {
        let (before, after) =
            around_difference(&format!("{}旧。", "同".repeat(60)), &format!("{}新。", "同".repeat(60)));
        assert_eq!((before.as_str(), after.as_str()), ("…同同同同同同同同旧。", "…同同同同同同同同新。"));
        assert_eq!(around_difference("1.00", "2.00"), ("1.00".to_owned(), "2.00".to_owned()));
    }
}
