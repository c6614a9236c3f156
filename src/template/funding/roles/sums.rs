//! Which rows of the funding table make up others, by their figures.

use rust_decimal::Decimal;

use super::names::Names;
use crate::form::{FundingColumn, FundingRow, Located, RowRole};

/// Where the rows under the total make it up once and those from there on once more, the first of these: 基本支出 and
/// 项目支出 under the sources of the same money. `None` unless a column says so that has no other reading.
pub(super) fn second_breakdown(rows: &[FundingRow], total: usize) -> Option<usize> {
    let due = &rows.get(total)?.values;
    let under = rows.get(total + 1..)?;
    let column = |(column, due): (&FundingColumn, &Located<Decimal>)| {
        let due = due.value.filter(|due| column.is_money() && !due.is_zero())?;
        let mut sum = Decimal::ZERO;
        let mut first = None;
        for (at, row) in under.iter().enumerate() {
            let amount = row.get(*column).unwrap_or_default();
            // A part of nothing belongs to the breakdown before it.
            if sum == due && !amount.is_zero() && first.is_none() {
                (first, sum) = (Some(at), Decimal::ZERO);
            }
            sum = sum.checked_add(amount)?;
        }
        first.filter(|_| sum == due)
    };
    let first = due.iter().find_map(column)?;
    // One row that is all of the total is rather the total's own other name.
    (first > 1 && under.len() > first + 1).then_some(total + 1 + first)
}

/// Of each row that is one of those which add up to the row above them, that row. With `mostly`, one wrong amount does not keep
/// them from it.
pub(super) fn wholes_of(rows: &[FundingRow], names: &Names<'_>, mostly: bool) -> Vec<Option<usize>> {
    let mut found = vec![None; rows.len()];
    let mut first = 1;
    while first < rows.len() {
        let whole = first - 1;
        let exactly = || details_adding_up(rows, first, &|i| names.is_total(i), &comes_out);
        let nearly = |rests: &[Rest]| comes_out_mostly(rests, names.is_subtotal(whole));
        let count = exactly().or_else(|| {
            mostly.then(|| details_adding_up(rows, first, &|i| names.is_total(i), &nearly)).flatten()
        });
        let count = count.unwrap_or(0);
        found.iter_mut().skip(first).take(count).for_each(|of| *of = Some(whole));
        first += count.max(1);
    }
    found
}

/// How many rows from `first` on, the first 其中 under a part, add up to that part in every column of money; one where
/// no number of them does.
pub(super) fn details_from(rows: &[FundingRow], first: usize, is_total: &dyn Fn(usize) -> bool) -> usize {
    details_adding_up(rows, first, is_total, &comes_out).unwrap_or(1)
}

/// What of an amount the rows under it leave over.
struct Rest {
    column: FundingColumn,
    whole: Decimal,
    left: Decimal,
}

fn comes_out(rests: &[Rest]) -> bool {
    rests.iter().all(|rest| rest.left.is_zero())
}

/// Whether the rows come out but for one wrong amount, or two that were exchanged: in two columns at least, or in one where the
/// row says that it is a sum of some, or where the others show that amounts were exchanged.
fn comes_out_mostly(rests: &[Rest], is_named_sum: bool) -> bool {
    let right = rests.iter().filter(|rest| rest.left.is_zero() && !rest.whole.is_zero()).count();
    let off: Vec<Decimal> = rests.iter().map(|rest| rest.left).filter(|rest| !rest.is_zero()).collect();
    match off[..] {
        [] => true,
        [_] => right > 1 || (right == 1 && is_named_sum),
        [a, b] => right > 0 && a == -b,
        _ => false,
    }
}

/// How many rows from `first` on add up to the row above them in the columns of money: two at least, and no more than
/// people list by hand.
fn details_adding_up(
    rows: &[FundingRow],
    first: usize,
    is_total: &dyn Fn(usize) -> bool,
    fit: &dyn Fn(&[Rest]) -> bool,
) -> Option<usize> {
    const MOST: usize = 60;
    let whole = first.checked_sub(1).filter(|&at| !is_total(at)).and_then(|at| rows.get(at))?;
    let stated = whole.values.iter().filter(|(column, _)| column.is_money());
    let rest = |(column, value): (&FundingColumn, &Located<Decimal>)| {
        let whole = value.value?;
        Some(Rest { column: *column, whole, left: whole })
    };
    let mut due: Vec<Rest> = stated.filter_map(rest).collect();
    if due.is_empty() {
        return None;
    }
    for (count, row) in (1..).zip(rows.get(first..)?.iter().take(MOST)) {
        for due in &mut due {
            due.left = due.left.saturating_sub(row.get(due.column).unwrap_or_default());
        }
        if count > 1 && fit(&due) {
            return Some(count);
        }
    }
    None
}

/// In how many columns of money the parts make up the total.
pub(super) fn columns_that_come_out(rows: &[FundingRow], roles: &[RowRole], total: usize) -> usize {
    let Some(total) = rows.get(total) else { return 0 };
    let parts: Vec<&FundingRow> =
        rows.iter().zip(roles).filter(|(_, role)| **role == RowRole::Part).map(|(row, _)| row).collect();
    // Parts without an amount do not make up a total of 0 while the rows beside them have amounts.
    let details_funded =
        rows.iter().zip(roles).any(|(row, role)| *role == RowRole::Detail && row.is_funded());
    if parts.is_empty() || (details_funded && !parts.iter().any(|row| row.is_funded())) {
        return 0;
    }
    let comes_out = |(column, value): &(&FundingColumn, &Located<Decimal>)| {
        let sum =
            parts.iter().filter_map(|row| row.get(**column)).try_fold(Decimal::ZERO, Decimal::checked_add);
        value.value.is_none() || sum == value.value
    };
    total.values.iter().filter(|(column, _)| column.is_money()).filter(comes_out).count()
}

/// Where, of the parts under the total, those end that make it up, in as many columns of money as there are; of several such
/// places the last. What stands there is beside the sources, not one of them: 三公经费, 上年同期.
pub(super) fn end_of_parts(rows: &[FundingRow], roles: &[RowRole], total: usize) -> Option<usize> {
    let due = &rows.get(total)?.values;
    let mut ends = vec![0_usize; rows.len()];
    for (column, due) in due.iter().filter(|(column, _)| column.is_money()) {
        let Some(due) = due.value.filter(|due| !due.is_zero()) else { continue };
        let mut sum = Decimal::ZERO;
        for (at, row) in rows.iter().enumerate().skip(total + 1) {
            if roles.get(at) == Some(&RowRole::Part) {
                sum = sum.saturating_add(row.get(*column).unwrap_or_default());
            }
            if sum == due {
                ends[at] += 1;
            }
        }
    }
    let (last, count) = ends.iter().enumerate().max_by_key(|(_, count)| **count)?;
    (*count > 0 && last + 1 < rows.len()).then_some(last + 1)
}
