//! Places on a scale with two ends: 较低 is never 较高.

use super::Verdict;
use super::wording::starts;

/// The two ends of each scale.
const ENDS: [(char, char); 7] =
    [('高', '低'), ('强', '弱'), ('快', '慢'), ('大', '小'), ('多', '少'), ('好', '差'), ('优', '劣')];

/// Words for how far out something lies. Whether 高 is 较高, nobody can tell.
const DEGREES: [&str; 11] = ["很", "非常", "十分", "极", "最", "更", "比较", "较为", "较", "偏", "相对"];

/// What an actual value comes to that is a place at the other end of the target's scale.
pub(super) fn verdict(target: &[char], actual: &[char]) -> Option<Verdict> {
    /// Characters of the longest place: 非常高.
    const LONGEST: usize = 3;
    if target.len() > LONGEST || actual.len() > LONGEST {
        return None;
    }
    let (wanted, told) = (end(target)?, end(actual)?);
    ENDS.into_iter().any(|ends| ends == (wanted, told) || ends == (told, wanted)).then_some(Verdict::Unmet)
}

/// The end of a scale that a text names, where it says nothing else than how far out.
fn end(text: &[char]) -> Option<char> {
    let (end, before) = text.split_last()?;
    let is_degree = |word: &str| starts(before, 0, word) && word.chars().count() == before.len();
    (before.is_empty() || DEGREES.into_iter().any(is_degree)).then_some(*end)
}
