//! What each row of the funding table is to its total.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::form::{FundingColumn, FundingRow, Located, RowRole};
use crate::template::compile::{Labels, Total};
use crate::template::label::normalise;

/// What each row is to the total. Where a row is a part of a part (其中：…) is not always said; the reading that makes
/// the total come out in the most columns is taken, of several the first.
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
    let listed: BTreeSet<usize> = (0..rows.len())
        .filter(|&i| rows.get(i).is_some_and(of_which))
        .flat_map(|first| first..first + details_from(rows, first, &is_total))
        .collect();
    let adding_up = all_details(rows, &is_total);
    let first_detail = rows.iter().position(of_which).unwrap_or(rows.len());
    // 其中 right under the total, or above every other row, says what the total consists of.
    let of_total = match total_index {
        Some(0) => rows.get(1).is_some_and(of_which),
        _ => rows.first().is_some_and(of_which),
    };
    // 一、…（一）…（二）…二、…: what is numbered below another is a part of it.
    let depths: Vec<Option<usize>> = rows.iter().map(|row| row.source.get().and_then(|s| depth(s))).collect();
    let numbered =
        || (0..rows.len()).filter(|&i| !is_total(i)).filter_map(|i| depths.get(i).copied().flatten());
    let shallowest = numbered().min();
    let is_numbered_below = |i: usize| depths.get(i).copied().flatten() > shallowest;
    let by_number = numbered()
        .any(|depth| Some(depth) > shallowest)
        .then(|| arrangement(true, &|i, row| of_which(row) || listed.contains(&i) || is_numbered_below(i)));
    // Without a word or a number that says so, what adds up to the row above it may be what that consists of.
    let nested = arrangement(true, &|i, row| of_which(row) || adding_up.contains(&i));
    let including = total.is_some_and(|t| !t.including.is_empty());
    let by_words = [true, false].into_iter().flat_map(|sums| {
        let all = arrangement(sums, &|_, _| false);
        let without = arrangement(sums, &|i, row| of_which(row) || listed.contains(&i));
        let without_rest = arrangement(sums, &|i, _| i >= first_detail);
        if including || of_total { [all, without, without_rest] } else { [without, without_rest, all] }
    });
    // 资金来源 and 资金结构 of the same money: either makes up the total.
    let again = total_index
        .and_then(|t| second_breakdown(rows, t))
        .map(|second| arrangement(true, &|i, row| of_which(row) || listed.contains(&i) || i >= second));
    let candidates = by_number.into_iter().chain(by_words).chain([nested]).chain(again);
    let columns = |roles: &[RowRole]| total_index.map_or(0, |t| columns_that_come_out(rows, roles, t));
    // Of several that are equal the last is the greatest.
    let candidates: Vec<Vec<RowRole>> = candidates.collect();
    candidates.into_iter().rev().max_by_key(|roles| columns(roles)).unwrap_or_default()
}

/// Where the rows under the total make it up once and those from there on once more, the first of these: 基本支出 and
/// 项目支出 under the sources of the same money. `None` unless a column says so that has no other reading.
fn second_breakdown(rows: &[FundingRow], total: usize) -> Option<usize> {
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

/// How deep a numbered source stands: 一、 over （一） over 1. over （1）.
fn depth(source: &str) -> Option<usize> {
    let text = source.trim();
    let inside = text.strip_prefix(['（', '(']);
    let rest = inside.unwrap_or(text);
    let after =
        |is: fn(char) -> bool| Some(rest.trim_start_matches(is)).filter(|after| after.len() < rest.len());
    let in_words = after(|c| "一二三四五六七八九十".contains(c));
    let after = in_words.or_else(|| after(|c| c.is_ascii_digit()))?;
    let ends: &[char] = if inside.is_some() { &['）', ')'] } else { &['、', '.', '．'] };
    after.starts_with(ends).then_some(match (in_words.is_some(), inside.is_some()) {
        (true, false) => 0,
        (true, true) => 1,
        (false, false) => 2,
        (false, true) => 3,
    })
}

/// Every row that is one of those which add up to the row above them.
fn all_details(rows: &[FundingRow], is_total: &dyn Fn(usize) -> bool) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut first = 1;
    while first < rows.len() {
        let count = details_adding_up(rows, first, is_total).unwrap_or(0);
        found.extend(first..first + count);
        first += count.max(1);
    }
    found
}

/// How many rows from `first` on, the first 其中 under a part, add up to that part in every column of money; one where
/// no number of them does.
fn details_from(rows: &[FundingRow], first: usize, is_total: &dyn Fn(usize) -> bool) -> usize {
    details_adding_up(rows, first, is_total).unwrap_or(1)
}

/// How many rows from `first` on add up to the row above them in every column of money: two at least, and no more than
/// people list by hand.
fn details_adding_up(rows: &[FundingRow], first: usize, is_total: &dyn Fn(usize) -> bool) -> Option<usize> {
    const MOST: usize = 60;
    let whole = first.checked_sub(1).filter(|&at| !is_total(at)).and_then(|at| rows.get(at))?;
    let stated = whole.values.iter().filter(|(column, _)| column.is_money());
    let mut due: Vec<(FundingColumn, Decimal)> =
        stated.filter_map(|(column, value)| Some((*column, value.value?))).collect();
    if due.is_empty() {
        return None;
    }
    for (count, row) in (1..).zip(rows.get(first..)?.iter().take(MOST)) {
        for (column, rest) in &mut due {
            *rest = rest.saturating_sub(row.get(*column).unwrap_or_default());
        }
        if count > 1 && due.iter().all(|(_, rest)| rest.is_zero()) {
            return Some(count);
        }
    }
    None
}

/// In how many columns of money the parts make up the total.
fn columns_that_come_out(rows: &[FundingRow], roles: &[RowRole], total: usize) -> usize {
    let Some(total) = rows.get(total) else { return 0 };
    let parts: Vec<&FundingRow> =
        rows.iter().zip(roles).filter(|(_, role)| **role == RowRole::Part).map(|(row, _)| row).collect();
    // Parts without an amount do not make up a total of 0 while the rows beside them have amounts.
    let funded = |row: &FundingRow| {
        row.values.iter().any(|(c, v)| c.is_money() && v.value.is_some_and(|amount| !amount.is_zero()))
    };
    let details_funded = rows.iter().zip(roles).any(|(row, role)| *role == RowRole::Detail && funded(row));
    if parts.is_empty() || (details_funded && !parts.iter().any(|row| funded(row))) {
        return 0;
    }
    let comes_out = |(column, value): &(&FundingColumn, &Located<Decimal>)| {
        let sum =
            parts.iter().filter_map(|row| row.get(**column)).try_fold(Decimal::ZERO, Decimal::checked_add);
        value.value.is_none() || sum == value.value
    };
    total.values.iter().filter(|(column, _)| column.is_money()).filter(comes_out).count()
}

#[cfg(test)]
mod tests {
    use super::*;
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
        assert_eq!(columns_that_come_out(&rows, &roles, 0), 0);
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

    fn total_and_rest(rows: &[FundingRow]) -> String {
        let labels = ["合计".to_owned()];
        let total = Total {
            labels: Labels::new(&labels, &[]),
            of: Vec::new(),
            including: Vec::new(),
            excluding: Vec::new(),
        };
        let letter = |role: &RowRole| match role {
            RowRole::Total => '合',
            RowRole::Part => '部',
            RowRole::Detail => '细',
        };
        roles(Some(&total), rows).iter().map(letter).collect()
    }

    /// 资金来源 numbered 1、（1）（2）（3） and 资金结构 numbered 2、（1）（2） were added up together.
    #[test]
    fn the_same_money_by_source_and_by_structure_is_added_once() {
        let mut rows = vec![
            row("合计", 0, 120),
            row("1、资金来源：（1）政府预算资金", 1, 100),
            row("（2）财政专户管理资金", 2, 20),
            row("（3）单位资金", 3, 0),
            row("2、资金结构：（1）基本支出", 4, 80),
            row("（2）项目支出", 5, 40),
        ];
        assert_eq!(total_and_rest(&rows), "合部部部细细");
        // One fault in one of two columns does not change what the rows are.
        for row in &mut rows {
            let spent = row.get(FundingColumn::AnnualBudget).unwrap_or_default()
                + Decimal::from(row.source.cell.row % 2);
            let cell = CellRef::new(row.source.cell.row, 5);
            row.values.insert(FundingColumn::ActualExpenditure, Located::new(spent, cell));
        }
        assert_eq!(total_and_rest(&rows), "合部部部细细");
    }

    #[test]
    fn without_a_column_that_comes_out_every_row_is_a_part() {
        let rows =
            [row("合计", 0, 120), row("一般公共预算", 1, 100), row("单位资金", 2, 30), row("其他资金", 3, 5)];
        assert_eq!(total_and_rest(&rows), "合部部部");
    }

    #[test]
    fn a_detail_of_a_funded_part_is_not_added_again() {
        let rows = [row("合计", 5, 90), row("其中：本年财政拨款", 6, 60), row("财政资金", 7, 90)];
        let roles = [RowRole::Total, RowRole::Detail, RowRole::Part];
        assert_eq!(columns_that_come_out(&rows, &roles, 0), 1);
    }
}
