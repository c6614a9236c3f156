//! What each row of the funding table is to its total.

use rust_decimal::Decimal;

use crate::form::{FundingColumn, FundingRow, RowRole};
use crate::template::compile::{Labels, Total};
use crate::template::label::normalise;

/// What each row is to the total. Where a row is a part of a part (其中：…) is not always said; the reading that makes
/// the total come out is taken.
pub(super) fn roles(total: Option<&Total>, rows: &[FundingRow]) -> Vec<RowRole> {
    let labels: Vec<String> =
        rows.iter().map(|row| row.source.get().and_then(|s| normalise(s)).unwrap_or_default()).collect();
    let said_by = |fits: &dyn Fn(&Labels, &str) -> bool| -> Vec<bool> {
        labels.iter().map(|label| total.is_some_and(|t| fits(&t.labels, label))).collect()
    };
    let totals = said_by(&Labels::has);
    // 部门支出合计, 财政拨款小计: the total where nothing else is it, else most often the sum of some rows.
    let all_sums = said_by(&Labels::ends);
    let is_total = |at: usize| totals.get(at) == Some(&true);
    let is_sum = |at: usize| all_sums.get(at) == Some(&true);
    let words: Vec<&str> =
        total.iter().flat_map(|t| t.including.iter().chain(&t.excluding)).map(String::as_str).collect();
    let of_which = |row: &FundingRow| {
        row.source.get().is_some_and(|s| words.iter().any(|word| s.trim().starts_with(word)))
    };
    let first = |is: &dyn Fn(usize) -> bool| (0..rows.len()).find(|&at| is(at));
    let total_index = first(&is_total).or_else(|| first(&is_sum));
    let arrangement = |sums: bool, detail: &dyn Fn(usize, &FundingRow) -> bool| -> Vec<RowRole> {
        rows.iter()
            .enumerate()
            .map(|(i, row)| match total_index {
                Some(t) if t == i => RowRole::Total,
                _ if is_total(i) || (sums && is_sum(i)) || detail(i, row) => RowRole::Detail,
                _ => RowRole::Part,
            })
            .collect()
    };
    // What follows 其中 without saying so again belongs to it where it makes up the rest of the row above.
    let mut listed_until = 0;
    let listed: Vec<bool> = (0..rows.len())
        .map(|i| {
            if rows.get(i).is_some_and(of_which) {
                listed_until = listed_until.max(i + details_from(rows, i, &is_total));
            }
            i < listed_until
        })
        .collect();
    let first_detail = rows.iter().position(of_which).unwrap_or(rows.len());
    // 其中 right under the total, or above every other row, says what the total consists of.
    let of_total = match total_index {
        Some(0) => rows.get(1).is_some_and(of_which),
        _ => rows.first().is_some_and(of_which),
    };
    let including = total.is_some_and(|t| !t.including.is_empty());
    let candidates: Vec<Vec<RowRole>> = [true, false]
        .into_iter()
        .flat_map(|sums| {
            let all = arrangement(sums, &|_, _| false);
            let without = arrangement(sums, &|i, row| of_which(row) || listed.get(i) == Some(&true));
            let without_rest = arrangement(sums, &|i, _| i >= first_detail);
            if including || of_total { [all, without, without_rest] } else { [without, without_rest, all] }
        })
        .collect();
    let holds = |roles: &[RowRole]| total_index.is_some_and(|t| comes_out(rows, roles, t));
    let default = candidates.first().cloned().unwrap_or_default();
    candidates.into_iter().find(|roles| holds(roles)).unwrap_or(default)
}

/// Rows under one 其中 that may make up the row above it: in published forms three are many.
const MOST_DETAILS: usize = 200;

/// How many rows from `first` on, the first 其中 under a part, add up to that part in every column of money; one where
/// no number of them does.
fn details_from(rows: &[FundingRow], first: usize, is_total: &dyn Fn(usize) -> bool) -> usize {
    let Some(whole) = first.checked_sub(1).filter(|&at| !is_total(at)).and_then(|at| rows.get(at)) else {
        return 1;
    };
    let money = whole.values.iter().filter(|(column, _)| column.is_money());
    let stated = money.filter_map(|(column, value)| Some((*column, value.value?)));
    let mut sums: Vec<(FundingColumn, Decimal, Decimal)> =
        stated.map(|(column, due)| (column, due, Decimal::ZERO)).collect();
    if sums.is_empty() {
        return 1;
    }
    for (at, row) in rows.iter().skip(first).take(MOST_DETAILS).enumerate() {
        for (column, _, sum) in &mut sums {
            *sum = sum.saturating_add(row.get(*column).unwrap_or_default());
        }
        if at > 0 && sums.iter().all(|(_, due, sum)| sum == due) {
            return at + 1;
        }
    }
    1
}

fn comes_out(rows: &[FundingRow], roles: &[RowRole], total: usize) -> bool {
    let Some(total) = rows.get(total) else { return false };
    let parts: Vec<&FundingRow> =
        rows.iter().zip(roles).filter(|(_, role)| **role == RowRole::Part).map(|(row, _)| row).collect();
    // Parts without an amount do not make up a total of 0 while the rows beside them have amounts.
    let funded = |row: &FundingRow| {
        row.values.iter().any(|(c, v)| c.is_money() && v.value.is_some_and(|amount| !amount.is_zero()))
    };
    let details_funded = rows.iter().zip(roles).any(|(row, role)| *role == RowRole::Detail && funded(row));
    if parts.is_empty() || (details_funded && !parts.iter().any(|row| funded(row))) {
        return false;
    }
    total.values.iter().filter(|(column, _)| column.is_money()).all(|(column, value)| {
        let sum =
            parts.iter().filter_map(|row| row.get(*column)).try_fold(Decimal::ZERO, Decimal::checked_add);
        value.value.is_none() || sum == value.value
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Located;
    use crate::workbook::CellRef;
    use std::collections::BTreeMap;

    fn row(source: &str, at: u32, amount: i64) -> FundingRow {
        let cell = |col| CellRef::new(at, col);
        FundingRow {
            source: Located::new(source.to_owned(), cell(1)),
            role: RowRole::Part,
            values: BTreeMap::from([(
                FundingColumn::AnnualBudget,
                Located::new(Decimal::from(amount), cell(4)),
            )]),
        }
    }

    #[test]
    fn a_total_of_zero_does_not_come_out_over_a_funded_part() {
        let rows = [row("年度资金总额", 5, 0), row("其中：本年财政拨款", 6, 90), row("其他资金", 7, 0)];
        let roles = [RowRole::Total, RowRole::Detail, RowRole::Part];
        assert!(!comes_out(&rows, &roles, 0));
    }

    #[test]
    fn the_rows_that_make_up_the_row_above_are_its_details() {
        let rows = [row("财政拨款", 5, 90), row("其中：本级", 6, 60), row("上级", 7, 30), row("其他", 8, 5)];
        assert_eq!(details_from(&rows, 1, &|_| false), 2);
        assert_eq!(details_from(&rows[..2], 1, &|_| false), 1);
    }

    /// Each 其中 was once added up anew with every number of rows under it.
    #[test]
    fn thousands_of_rows_of_details_are_read() {
        let mut rows: Vec<FundingRow> =
            (0..20_000).map(|i| row("其中：来源", i, i64::from(i) * 7 % 1_000 + 1)).collect();
        rows.insert(0, row("合计", 0, 90));
        let labels = ["合计".to_owned()];
        let total = Total {
            labels: Labels::new(&labels, &[]),
            of: Vec::new(),
            including: vec!["其中".to_owned()],
            excluding: Vec::new(),
        };
        let roles = roles(Some(&total), &rows);
        assert_eq!(roles.first(), Some(&RowRole::Total));
        assert_eq!(roles.iter().filter(|role| **role == RowRole::Part).count(), 20_000);
    }

    #[test]
    fn a_detail_of_a_funded_part_is_not_added_again() {
        let rows = [row("合计", 5, 90), row("其中：本年财政拨款", 6, 60), row("财政资金", 7, 90)];
        let roles = [RowRole::Total, RowRole::Detail, RowRole::Part];
        assert!(comes_out(&rows, &roles, 0));
    }
}
