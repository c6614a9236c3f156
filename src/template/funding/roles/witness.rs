//! Which rows make up the total, by the form's own formulas: where most columns' totals add up the same rows, and all others
//! are accounted for, these are the parts, and a total that adds up others is the one that is wrong.

use std::collections::{BTreeMap, BTreeSet};

/// What is known of the rows.
pub(super) struct Known<'r> {
    /// For each row, the rows that its formulas add up, for each column.
    pub(super) summed: &'r [Vec<BTreeSet<usize>>],
    /// Of each row, the source that it is a part of by its words.
    pub(super) parents: &'r [Option<usize>],
    /// Whether a row is a sum of some rows.
    pub(super) sums: &'r dyn Fn(usize) -> bool,
    /// Whether a row needs no account: it adds up to another with its neighbours, stands apart, or has no amounts.
    pub(super) is_accounted_for: &'r dyn Fn(usize) -> bool,
}

/// The parts of the total by the totals' formulas; `None` where these do not agree, or leave something open.
pub(super) fn parts(known: &Known<'_>, total: usize) -> Option<BTreeSet<usize>> {
    let of_total = known.summed.get(total)?;
    let mut votes: BTreeMap<&BTreeSet<usize>, usize> = BTreeMap::new();
    for rows in of_total {
        *votes.entry(rows).or_default() += 1;
    }
    let (parts, count) = votes.into_iter().max_by_key(|(_, count)| *count)?;
    // One formula alone, or as many others, is no witness; nor is the sum of a single row.
    if count < 2 || 2 * count <= of_total.len() || parts.len() < 2 || parts.contains(&total) {
        return None;
    }
    let mut below: BTreeSet<usize> = BTreeSet::new();
    let mut open: Vec<usize> = parts.iter().copied().collect();
    while let Some(row) = open.pop() {
        let details = known.summed.get(row).into_iter().flatten().flatten();
        for detail in details.copied().filter(|detail| *detail != row) {
            if below.insert(detail) {
                open.push(detail);
            }
        }
    }
    let parent = |row: usize| known.parents.get(row).copied().flatten();
    let counted_twice =
        |row: &usize| below.contains(row) || parent(*row).is_some_and(|of| parts.contains(&of));
    // What the sum of some rows among the parts consists of is better told by those rows.
    if parts.iter().any(|row| counted_twice(row) || (known.sums)(*row)) {
        return None;
    }
    let is_known = |row: usize| {
        row == total
            || parts.contains(&row)
            || below.contains(&row)
            || parent(row).is_some()
            || (known.sums)(row)
            || (known.is_accounted_for)(row)
    };
    (0..known.summed.len()).all(is_known).then(|| parts.clone())
}
