//! Indicators that were judged before. The departments of a batch have many in common, with the same values: a rate that all
//! of them report, 100% and 100%.

use std::cell::RefCell;
use std::fmt::Write;

use super::Judgement;
use crate::remembered::{Remembered, or_found};

/// Judgements that are remembered.
const MOST: usize = 4_096;
/// Bytes of the longest indicator that is remembered, its texts together. Longer ones are sentences, which hardly come again.
const LONGEST: usize = 256;

thread_local! {
    static KNOWN: RefCell<Remembered<Judgement>> = RefCell::new(Remembered::up_to(MOST, LONGEST));
}

/// What was judged of the texts and the form's year before, or what `judge` judges of them.
pub(super) fn or_judged(texts: [&str; 4], year: Option<i32>, judge: impl FnOnce() -> Judgement) -> Judgement {
    or_found(&KNOWN, &key(texts, year), |_| judge())
}

/// The texts and the year as one text, no other texts and year as the same one: the lengths tell where each text ends.
fn key(texts: [&str; 4], year: Option<i32>) -> String {
    let lengths = texts.map(str::len);
    let mut key = String::with_capacity(48 + lengths.iter().sum::<usize>());
    // Writing to a text cannot fail.
    let _ = write!(key, "{year:?} {lengths:?}");
    key.extend(texts);
    key
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn what_differs_in_anything_is_not_taken_for_the_same() {
        let one = ["数量指标", "培训人次", "500人次", "480人次"];
        let asked = [
            (one, Some(2021)),
            (one, None),
            (one, Some(0)),
            (["", "数量指标培训人次", "500人次", "480人次"], Some(2021)),
            (["数量指标", "培训", "人次500人次", "480人次"], Some(2021)),
            (["数量指标", "培训人次", "500", "人次480人次"], Some(2021)),
            (["1 ", "1 培训人次", "500人次", "480人次"], Some(2021)),
        ];
        let keys: std::collections::BTreeSet<String> =
            asked.iter().map(|(texts, year)| key(*texts, *year)).collect();
        assert_eq!(keys.len(), asked.len());
    }
}
