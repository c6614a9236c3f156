//! The looks of cells side by side, given in few strokes.

use std::ops::RangeInclusive;

/// Strokes that give cells side by side these looks, each a stretch of them and its look: first the most common one for
/// all of them, then over it the others. For some dozens of cells: each is held against each.
pub(super) fn coats<L: Copy + PartialEq>(looks: &[L]) -> Vec<(RangeInclusive<usize>, L)> {
    let count = |look: &L| looks.iter().filter(|other| *other == look).count();
    // Of several the first, so that the same looks always give the same strokes.
    let Some(&base) = looks.iter().rev().max_by_key(|look| count(look)) else { return Vec::new() };
    let mut coats = vec![(0..=looks.len() - 1, base)];
    let mut at = 0;
    for run in looks.chunk_by(PartialEq::eq) {
        let end = at + run.len();
        if run[0] != base {
            coats.push((at..=end - 1, run[0]));
        }
        at = end;
    }
    coats
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::coats;

    #[test]
    fn the_most_common_look_is_given_to_all_and_the_others_over_it() {
        let looks: Vec<char> = "cTcTTTcc".chars().collect();
        assert_eq!(coats(&looks), [(0..=7, 'c'), (1..=1, 'T'), (3..=5, 'T')]);
        assert_eq!(coats::<char>(&[]), []);
    }

    proptest! {
        #[test]
        fn every_cell_gets_its_look(looks in proptest::collection::vec(0_u8..4, 1..30)) {
            let mut given = vec![None; looks.len()];
            for (stretch, look) in coats(&looks) {
                given[stretch].fill(Some(look));
            }
            prop_assert_eq!(given, looks.into_iter().map(Some).collect::<Vec<_>>());
        }
    }
}
