//! Which heading of a table is which of its columns.

use super::points;
use crate::template::compile::{Column, Fit};
use crate::template::spec::ColumnId;

/// The assignment of headings to columns that keeps the template's order and fits best. An unknown heading in the place of
/// a missing column counts a little, so that of two headings with the same word the one in the right place is taken;
/// such a place alone is not yet an assignment.
pub(super) fn align(fits: &[&[Fit]], columns: &[Column], guess: &[bool]) -> Vec<Option<usize>> {
    let n = fits.len();
    // A heading that says money is no text column's, however well it would fill the gap.
    let same_kind = |h: usize, c: usize| {
        let mut fitting = columns.iter().zip(fits[h]).filter(|(_, fit)| **fit != Fit::None).peekable();
        fitting.peek().is_none() || fitting.any(|(column, _)| column.kind == columns[c].kind)
    };
    let worth = |h: usize, c: usize| match points(fits[h][c]) {
        0 if guess[h] && can_be_inferred(&columns[c]) && same_kind(h, c) => 1,
        points => points,
    };
    // The most points with the headings from h and the columns from c on.
    let mut best = vec![0_u32; (n + 1) * (columns.len() + 1)];
    let from = |h: usize, c: usize| h * (columns.len() + 1) + c;
    for h in (0..n).rev() {
        for c in (0..columns.len()).rev() {
            let take = match worth(h, c) {
                0 => 0,
                points => points + best[from(h + 1, c + 1)],
            };
            best[from(h, c)] = take.max(best[from(h + 1, c)]).max(best[from(h, c + 1)]);
        }
    }
    let mut assigned = vec![None; n];
    let (mut h, mut c) = (0, 0);
    while h < n && c < columns.len() {
        let points = worth(h, c);
        if points > 0 && best[from(h, c)] == points + best[from(h + 1, c + 1)] {
            assigned[h] = (fits[h][c] != Fit::None).then_some(c);
            h += 1;
            c += 1;
        } else if best[from(h, c)] == best[from(h, c + 1)] {
            c += 1;
        } else {
            h += 1;
        }
    }
    assigned
}

/// Gives a heading that fits a required column as well as the one that it has, which is not required, to the former, where it
/// stands between the same neighbours and no other has it: 预算批复数 is 年初预算数 beside 全年预算数, and alone the budget.
pub(super) fn prefer_required(columns: &[Column], fits: &[&[Fit]], assigned: &mut [Option<usize>]) {
    for h in 0..assigned.len() {
        let Some(own) = assigned[h].filter(|&c| !columns[c].required) else { continue };
        let after = assigned[h + 1..].iter().flatten().next().copied().unwrap_or(columns.len());
        let fit = fits[h][own];
        let better = (own + 1..after)
            .find(|&c| columns[c].required && columns[c].kind == columns[own].kind && fits[h][c] == fit);
        assigned[h] = better.or(Some(own));
    }
}

/// A column that is neither required nor computed is too rare to be guessed from its place.
pub(super) fn can_be_inferred(column: &Column) -> bool {
    column.required || column.formula.is_some() || column.id == ColumnId::Definition
}

/// The columns that the form has in two halves (追加数, 追减数), of which `assigned` has one.
pub(super) fn halves<'a>(
    fits: &[&[Fit]],
    label: impl Fn(usize) -> &'a str,
    assigned: &[Option<usize>],
) -> impl Iterator<Item = usize> {
    let grows = |label: &str| label.contains(['加', '增']) && !label.contains('减');
    let shrinks = |label: &str| label.contains('减') && !label.contains(['加', '增']);
    let are_opposite = move |a: &str, b: &str| (grows(a) && shrinks(b)) || (shrinks(a) && grows(b));
    let has_another = move |own: usize, c: usize| {
        let mut others = (0..fits.len()).filter(|&h| assigned[h].is_none() && fits[h][c] != Fit::None);
        others.any(|other| are_opposite(label(own), label(other)))
    };
    assigned.iter().enumerate().filter_map(move |(h, c)| c.filter(|&c| has_another(h, c)))
}
