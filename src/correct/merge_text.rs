//! Two corrections of the same text, laid together.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Texts longer than this are not laid together: the comparison could take long on hostile ones.
const LONGEST: usize = 8_192;

/// What one correction does to the original: these characters become that text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Hunk {
    range: Range<usize>,
    text: Vec<char>,
}

/// The text that has both corrections of `original`, or `None` where they want different things in the same place.
pub(super) fn merge(original: &str, ours: &str, theirs: &str) -> Option<String> {
    if ours == theirs || theirs == original {
        return Some(ours.to_owned());
    }
    if ours == original {
        return Some(theirs.to_owned());
    }
    if original.len() > LONGEST || ours.len() > LONGEST || theirs.len() > LONGEST {
        return None;
    }
    let base: Vec<char> = original.chars().collect();
    let hunks = combine(hunks(&base, ours), hunks(&base, theirs))?;
    let mut merged = String::with_capacity(original.len());
    let mut at = 0;
    for hunk in hunks {
        merged.extend(base.get(at..hunk.range.start)?);
        merged.extend(hunk.text);
        at = hunk.range.end;
    }
    merged.extend(base.get(at..)?);
    Some(merged)
}

/// What `text` changes in `base`, from left to right.
fn hunks(base: &[char], text: &str) -> Vec<Hunk> {
    let new: Vec<char> = text.chars().collect();
    capture_diff_slices(Algorithm::Myers, base, &new)
        .into_iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| Hunk { range: op.old_range(), text: new[op.new_range()].to_vec() })
        .collect()
}

/// Both lists in one, from left to right; `None` where they disagree.
fn combine(ours: Vec<Hunk>, theirs: Vec<Hunk>) -> Option<Vec<Hunk>> {
    let mut all: Vec<Hunk> = ours.into_iter().chain(theirs).collect();
    all.sort_by_key(|hunk| (hunk.range.start, hunk.range.end));
    let mut combined: Vec<Hunk> = Vec::with_capacity(all.len());
    for hunk in all {
        match combined.last_mut() {
            Some(last) if *last == hunk => {}
            Some(last) if touches(last, &hunk) => {
                // Two deletions delete all that either deletes; anything else in one place is a contradiction.
                if !(last.text.is_empty() && hunk.text.is_empty()) {
                    return None;
                }
                last.range.end = last.range.end.max(hunk.range.end);
            }
            _ => combined.push(hunk),
        }
    }
    Some(combined)
}

fn touches(last: &Hunk, next: &Hunk) -> bool {
    next.range.start < last.range.end || next.range.start == last.range.start
}

#[cfg(test)]
mod tests {
    use super::merge;

    #[test]
    fn corrections_in_different_places_both_hold() {
        let original = " 推进“法治信访“建设 。";
        let spaces = "推进“法治信访“建设。";
        let quotes = " 推进“法治信访”建设 。";
        assert_eq!(merge(original, spaces, quotes).as_deref(), Some("推进“法治信访”建设。"));
        assert_eq!(merge(original, quotes, spaces).as_deref(), Some("推进“法治信访”建设。"));
    }

    #[test]
    fn deletions_side_by_side_both_hold() {
        assert_eq!(merge("信访\u{7} ", "信访\u{7}", "信访 ").as_deref(), Some("信访"));
        assert_eq!(merge("a   b", "a  b", "a  b").as_deref(), Some("a  b"));
    }

    #[test]
    fn contradictions_are_refused() {
        assert_eq!(merge("15宗", "16宗", "17宗"), None);
        assert_eq!(merge("15宗", "15", "15件"), None);
    }

    #[test]
    fn a_correction_that_changes_nothing_leaves_the_other() {
        assert_eq!(merge("原文", "原文", "新文").as_deref(), Some("新文"));
        assert_eq!(merge("原文", "新文", "原文").as_deref(), Some("新文"));
    }
}
