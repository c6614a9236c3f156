//! Which column a heading is that nobody knows, by what is missing where it stands.

use std::collections::BTreeSet;
use std::ops::Range;

use super::assign::can_be_inferred;
use crate::template::compile::{Column, Fit};
use crate::template::spec::{ColumnId, Kind};

/// Gives the headings that nobody knows the columns that are missing between their neighbours. Returns which headings
/// were given one by their place alone.
pub(super) fn infer(
    columns: &[Column],
    fits: &[&[Fit]],
    guess: &[bool],
    has_numbers: &dyn Fn(usize) -> bool,
    assigned: &mut [Option<usize>],
) -> BTreeSet<usize> {
    let is_money = |c: &Option<usize>| c.is_some_and(|c| columns[c].kind == Kind::Money);
    let amounts_begin = assigned.iter().position(is_money).unwrap_or(fits.len());
    let taken = taken(columns, assigned);
    let inferred = BTreeSet::new();
    let mut line = Line { columns, fits, guess, has_numbers, assigned, taken, amounts_begin, inferred };
    line.between_known();
    line.by_label();
    line.last_of_both();
    line.inferred
}

/// The headings of a line, on the way to their columns.
struct Line<'l> {
    columns: &'l [Column],
    /// For each heading, how it fits each of the columns.
    fits: &'l [&'l [Fit]],
    /// Which headings may be called something that nobody knows.
    guess: &'l [bool],
    /// Whether numbers stand under a heading.
    has_numbers: &'l dyn Fn(usize) -> bool,
    /// The column of each heading, as far as it is known.
    assigned: &'l mut [Option<usize>],
    /// Which columns have a heading. A line may have thousands of cells: nothing here looks through them for each of them.
    taken: Vec<bool>,
    /// The first heading of amounts.
    amounts_begin: usize,
    /// The headings that were given a column by their place alone.
    inferred: BTreeSet<usize>,
}

impl Line<'_> {
    fn may_be(&self, heading: usize, column: usize) -> bool {
        // Sources are names, and stand before the amounts.
        self.columns[column].id != ColumnId::Source
            || (heading < self.amounts_begin && !(self.has_numbers)(heading))
    }

    fn give(&mut self, heading: usize, column: usize) {
        self.assigned[heading] = Some(column);
        self.taken[column] = true;
    }

    /// Between two known neighbours: as many unknown headings as missing columns are those columns, in order.
    fn between_known(&mut self) {
        let elsewhere = out_of_order(self.columns, self.fits, self.assigned, &self.taken);
        let mut start = 0;
        while start < self.fits.len() {
            if self.assigned[start].is_some() {
                start += 1;
                continue;
            }
            let known = |h: &usize| self.assigned[*h].is_some();
            let end = (start..self.fits.len()).find(known).unwrap_or(self.fits.len());
            for (heading, column) in self.belonging(start..end, &elsewhere) {
                if self.may_be(heading, column) {
                    self.give(heading, column);
                    self.inferred.insert(heading);
                }
            }
            start = end;
        }
    }

    /// The unknown headings of a gap with the columns that are missing there, if there are as many.
    fn belonging(&self, gap: Range<usize>, elsewhere: &[bool]) -> Vec<(usize, usize)> {
        let Self { columns, fits, taken, .. } = self;
        let between = columns_between(columns, self.assigned, &gap);
        let open: Vec<usize> = between.filter(|&c| !taken[c] && !elsewhere[c]).collect();
        let guessed = || gap.clone().filter(|&h| self.guess[h]);
        let anywhere = |c: usize| guessed().any(|h| self.may_be(h, c));
        let missing: Vec<usize> =
            open.iter().copied().filter(|&c| can_be_inferred(&columns[c]) && anywhere(c)).collect();
        let is_unknown = |h: &usize| {
            let exact = |c: &usize| fits[*h][*c] == Fit::Exact;
            // A label whose own column is another heading's already is as good as unknown.
            (0..columns.len()).filter(exact).all(|c| taken[c]) || missing.iter().any(exact)
        };
        let unknown: Vec<usize> = guessed().filter(is_unknown).collect();
        let amounts: Vec<usize> = open.iter().copied().filter(|&c| columns[c].is_usual_amount()).collect();
        let required: Vec<usize> = missing.iter().copied().filter(|&c| columns[c].required).collect();
        let nobody_knows = |h: &usize| (self.has_numbers)(*h) && fits[*h].iter().all(|fit| *fit == Fit::None);
        let chosen = if missing.len() == unknown.len() {
            missing
        } else if required.len() == unknown.len() || (gap.start == 0 && required.len() == 1) {
            // At the left edge an unknown block label may stand before the missing column's heading.
            required
        } else if !required.is_empty() && amounts.len() == unknown.len() && unknown.iter().all(nobody_knows) {
            // Where all amounts are called something that nobody knows, those are there too that are not required.
            amounts
        } else {
            Vec::new()
        };
        let skipped = unknown.len().saturating_sub(chosen.len());
        unknown.into_iter().skip(skipped).zip(chosen).collect()
    }

    /// What is left may stand out of order, if its label says so.
    fn by_label(&mut self) {
        let name = self.columns.iter().position(|column| column.id == ColumnId::Name);
        let named = self.assigned.iter().position(|c| c.is_some() && *c == name);
        for wanted in [Fit::Exact, Fit::Words] {
            // Of several headings with one label (分值 beside each level) the last is that of the rows themselves.
            for heading in (0..self.fits.len()).rev() {
                // What may also be no column of the template's (说明) is one only in its place.
                if self.assigned[heading].is_some() || !self.guess[heading] {
                    continue;
                }
                let fits = self.fits[heading];
                // The levels stand before the name: what has their label behind it (指标类型: 定量) says something else.
                let is_behind_name = named.is_some_and(|name| heading > name);
                let may_stand = |c: usize| !(is_behind_name && self.columns[c].id.is_inherited());
                let is_open = |c: &usize| fits[*c] == wanted && !self.taken[*c] && may_stand(*c);
                let mut fitting = (0..self.columns.len()).filter(is_open);
                let (first, second) = (fitting.next(), fitting.next());
                if let Some(column) = first.filter(|_| wanted == Fit::Exact || second.is_none()) {
                    self.give(heading, column);
                }
            }
        }
    }

    /// One heading that nobody knows and one column that is missing belong together, wherever they stand.
    fn last_of_both(&mut self) {
        let unknown = (0..self.fits.len()).filter(|&h| self.assigned[h].is_none() && self.guess[h]);
        let missing = (0..self.columns.len()).filter(|&c| self.columns[c].required && !self.taken[c]);
        if let (Some(heading), Some(column)) = (only(unknown), only(missing))
            && self.may_be(heading, column)
        {
            self.give(heading, column);
            self.inferred.insert(heading);
        }
    }
}

/// The one that there is; `None` of several.
fn only(mut all: impl Iterator<Item = usize>) -> Option<usize> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// Which of the columns have a heading.
fn taken(columns: &[Column], assigned: &[Option<usize>]) -> Vec<bool> {
    let mut taken = vec![false; columns.len()];
    for &column in assigned.iter().flatten() {
        taken[column] = true;
    }
    taken
}

/// The columns between those of the headings before and after a gap.
fn columns_between(columns: &[Column], assigned: &[Option<usize>], gap: &Range<usize>) -> Range<usize> {
    let from = gap.start.checked_sub(1).and_then(|h| assigned[h]).map_or(0, |c| c + 1);
    from..assigned.get(gap.end).copied().flatten().unwrap_or(columns.len())
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
        let serves_here = columns_between(columns, assigned, &(start..end)).any(|c| {
            c != column && columns[c].required && columns[c].kind == columns[column].kind && !taken[c]
        });
        if !serves_here {
            found[column] = true;
        }
    }
    found
}
