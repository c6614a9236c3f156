//! Which heading of a table is which of its columns.

use std::collections::BTreeSet;
use std::ops::Range;

use super::points;
use crate::template::compile::{Column, Fit};
use crate::template::spec::{ColumnId, Kind};

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

/// Gives the headings that nobody knows the columns that are missing between their neighbours. Returns which headings
/// were given one by their place alone.
pub(super) fn infer(
    columns: &[Column],
    fits: &[&[Fit]],
    guess: &[bool],
    has_numbers: &dyn Fn(usize) -> bool,
    assigned: &mut [Option<usize>],
) -> BTreeSet<usize> {
    let mut inferred = BTreeSet::new();
    // Which columns have a heading. A line may have thousands of cells: nothing here looks through them for each of them.
    let mut taken = taken(columns, assigned);
    let elsewhere = out_of_order(columns, fits, assigned, &taken);
    // Sources are names, and stand before the amounts.
    let is_money = |c: &Option<usize>| c.is_some_and(|c| columns[c].kind == Kind::Money);
    let amounts_begin = assigned.iter().position(is_money).unwrap_or(fits.len());
    let may_be =
        |h: usize, c: usize| columns[c].id != ColumnId::Source || (h < amounts_begin && !has_numbers(h));
    // Between two known neighbours: as many unknown headings as missing columns are those columns, in order.
    let mut start = 0;
    while start < fits.len() {
        if assigned[start].is_some() {
            start += 1;
            continue;
        }
        let end = (start..fits.len()).find(|&h| assigned[h].is_some()).unwrap_or(fits.len());
        let gap = gap(columns, assigned, start, end);
        let open: Vec<usize> = gap.filter(|&c| !taken[c] && !elsewhere[c]).collect();
        let anywhere = |c: usize| (start..end).any(|h| guess[h] && may_be(h, c));
        let missing: Vec<usize> =
            open.iter().copied().filter(|&c| can_be_inferred(&columns[c]) && anywhere(c)).collect();
        let unknown: Vec<usize> = (start..end)
            .filter(|&h| guess[h])
            .filter(|&h| {
                let exact = |c: &usize| fits[h][*c] == Fit::Exact;
                // A label whose own column is another heading's already is as good as unknown.
                let open = (0..columns.len()).filter(exact).all(|c| taken[c]);
                open || missing.iter().any(exact)
            })
            .collect();
        let amounts: Vec<usize> = open.iter().copied().filter(|&c| columns[c].kind == Kind::Money).collect();
        let required: Vec<usize> = missing.iter().copied().filter(|&c| columns[c].required).collect();
        let chosen = if missing.len() == unknown.len() {
            Some(missing)
        } else if required.len() == unknown.len() || (start == 0 && required.len() == 1) {
            // At the left edge an unknown block label may stand before the missing column's heading.
            Some(required)
        } else if !required.is_empty()
            && amounts.len() == unknown.len()
            && unknown.iter().all(|&h| has_numbers(h) && fits[h].iter().all(|fit| *fit == Fit::None))
        {
            // Where all amounts are called something that nobody knows, those are there too that are not required.
            Some(amounts)
        } else {
            None
        };
        let skipped = chosen.as_ref().map_or(0, |chosen| unknown.len().saturating_sub(chosen.len()));
        for (h, c) in unknown.into_iter().skip(skipped).zip(chosen.into_iter().flatten()) {
            if !may_be(h, c) {
                continue;
            }
            assigned[h] = Some(c);
            taken[c] = true;
            inferred.insert(h);
        }
        start = end;
    }
    // What is left may stand out of order, if its label says so.
    for wanted in [Fit::Exact, Fit::Words] {
        // Of several headings with one label (分值 beside each level) the last is that of the rows themselves.
        for h in (0..fits.len()).rev() {
            // What may also be no column of the template's (说明) is one only in its place.
            if assigned[h].is_some() || !guess[h] {
                continue;
            }
            let mut fitting = (0..columns.len()).filter(|&c| fits[h][c] == wanted && !taken[c]);
            let (first, second) = (fitting.next(), fitting.next());
            if let Some(column) = first.filter(|_| wanted == Fit::Exact || second.is_none()) {
                assigned[h] = Some(column);
                taken[column] = true;
            }
        }
    }
    // One heading that nobody knows and one column that is missing belong together, wherever they stand.
    let unknown: Vec<usize> = (0..fits.len()).filter(|&h| assigned[h].is_none() && guess[h]).collect();
    let missing: Vec<usize> = (0..columns.len()).filter(|&c| columns[c].required && !taken[c]).collect();
    if let ([h], [c]) = (&unknown[..], &missing[..])
        && may_be(*h, *c)
    {
        assigned[*h] = Some(*c);
        inferred.insert(*h);
    }
    inferred
}

/// Which of the columns have a heading.
fn taken(columns: &[Column], assigned: &[Option<usize>]) -> Vec<bool> {
    let mut taken = vec![false; columns.len()];
    for &column in assigned.iter().flatten() {
        taken[column] = true;
    }
    taken
}

/// The columns between those of the headings before `start` and from `end` on.
fn gap(columns: &[Column], assigned: &[Option<usize>], start: usize, end: usize) -> Range<usize> {
    let from = start.checked_sub(1).and_then(|h| assigned[h]).map_or(0, |c| c + 1);
    from..assigned.get(end).copied().flatten().unwrap_or(columns.len())
}

/// For each column whether its heading stands out of order: then it is not missing where it should stand. A heading that may be
/// what is missing where it stands itself (年度目标 between 计算公式 and 完成值) is no such heading.
fn out_of_order(
    columns: &[Column],
    fits: &[&[Fit]],
    assigned: &[Option<usize>],
    taken: &[bool],
) -> Vec<bool> {
    let mut found = vec![false; columns.len()];
    // The unknown headings between which the next one stands.
    let (mut start, mut end) = (0, 0);
    for h in 0..fits.len() {
        if assigned[h].is_some() {
            start = h + 1;
            continue;
        }
        if end <= h {
            end = (h..fits.len()).find(|&after| assigned[after].is_some()).unwrap_or(fits.len());
        }
        let mut exact = (0..columns.len()).filter(|&c| fits[h][c] == Fit::Exact);
        let (Some(column), None) = (exact.next(), exact.next()) else { continue };
        let serves_here = gap(columns, assigned, start, end).any(|c| {
            c != column && columns[c].required && columns[c].kind == columns[column].kind && !taken[c]
        });
        if !serves_here {
            found[column] = true;
        }
    }
    found
}

/// A column that is neither required nor computed is too rare to be guessed from its place.
fn can_be_inferred(column: &Column) -> bool {
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
