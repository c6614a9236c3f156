//! Two digits beside each other that leave open which it is: `二三十`, `两三百`, `十七八`, `三五`.

use super::{DIGITS, Numeral, chinese, digit, is_chinese};

/// The number at `at`, if two digits of it that follow each other in counting stand beside each other: the smaller one with the larger as
/// what it may be. More digits in a row are places (二〇二三), and so are two that do not follow each other (五二).
pub(super) fn read(text: &[char], at: usize) -> Option<Numeral> {
    let row = text.get(at..)?;
    let len = row.iter().take(DIGITS).take_while(|c| is_chinese(**c)).count();
    let row = row.get(..len)?;
    let place = place(row)?;
    if text.get(at + len) == Some(&'点') {
        return None;
    }
    let without = |left_out: usize| {
        let one: Vec<char> =
            row.iter().enumerate().filter(|(i, _)| *i != left_out).map(|(_, c)| *c).collect();
        chinese(&one, 0).filter(|number| number.len == one.len())
    };
    let (low, high) = (without(place + 1)?, without(place)?);
    (low.value < high.value).then_some(Numeral { until: Some(high.value), len, ..low })
}

/// Where the only two digits stand that are beside each other, if one follows the other.
fn place(row: &[char]) -> Option<usize> {
    let both = |at: &usize| matches!(row.get(*at..at + 2), Some([a, b]) if digit(*a).is_some() && digit(*b).is_some());
    let mut places = (0..row.len()).filter(both);
    let at = places.next()?;
    let [low, high] = [at, at + 1].map(|at| row.get(at).copied().and_then(digit));
    let (low, high) = (low?, high?);
    let follows = low > 0 && (high == low + 1 || (low, high) == (3, 5));
    (follows && places.next().is_none()).then_some(at)
}
