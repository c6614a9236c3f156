//! What each row of the funding table is to its total.

mod sums;

use std::collections::BTreeSet;

use crate::form::{FundingRow, RowRole};
use crate::letters::is_letter_or_digit;
use crate::template::compile::{Labels, Total};
use crate::template::label::normalise;
use sums::{all_details, columns_that_come_out, details_from, end_of_parts, second_breakdown};

/// What the rows of a funding table are.
#[derive(Debug, Clone, Default)]
pub(super) struct Roles {
    /// Each row's.
    pub(super) roles: Vec<RowRole>,
    /// From which row on the rows only stand beside the sources: 三公经费, 上年同期.
    pub(super) beside: Option<usize>,
}

/// What each row is to the total. Where a row is a part of a part (其中：…) is not always said; the reading that makes
/// the total come out in the most columns is taken, of several the first. `is_source` says whether a row's label is one
/// that the template knows for a source.
pub(super) fn roles(
    total: Option<&Total>,
    rows: &[FundingRow],
    is_source: &dyn Fn(&FundingRow) -> bool,
) -> Roles {
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
    // 其中 under a part that is itself introduced by 其中 says what that part consists of.
    let deeper: BTreeSet<usize> = (first_detail + 1..rows.len())
        .filter(|&i| rows.get(i).is_some_and(of_which))
        .flat_map(|first| first..first + details_from(rows, first, &is_total))
        .collect();
    let inner = [&deeper, &adding_up].map(|details| arrangement(true, &|i, _| details.contains(&i)));
    let whole = |roles: Vec<RowRole>| Roles { roles, beside: None };
    let read = by_number.into_iter().chain(by_words).chain([nested]).chain(again).chain(inner);
    let mut candidates: Vec<Roles> = read.map(whole).collect();
    // A row that says it stands apart does so, unless the total comes out only with it.
    let stands_apart: Vec<bool> = rows.iter().map(|row| total.is_some_and(|t| says_apart(t, row))).collect();
    if stands_apart.contains(&true) {
        let without = |all: &Roles| {
            let role = |(role, apart): (&RowRole, &bool)| if *apart { RowRole::Detail } else { *role };
            whole(all.roles.iter().zip(&stands_apart).map(role).collect())
        };
        let without: Vec<Roles> = candidates.iter().map(without).collect();
        candidates.splice(0..0, without);
    }
    if let Some(total) = total_index {
        let beside: Vec<Roles> =
            candidates.iter().filter_map(|all| without_rest(rows, &all.roles, total, is_source)).collect();
        candidates.extend(beside);
    }
    let columns = |read: &Roles| total_index.map_or(0, |t| columns_that_come_out(rows, &read.roles, t));
    // Of several that are equal the last is the greatest.
    candidates.into_iter().rev().max_by_key(columns).unwrap_or_default()
}

/// The same without the rows after the sources that make up the total; `None` where there are none of which the template
/// knows nothing.
fn without_rest(
    rows: &[FundingRow],
    roles: &[RowRole],
    total: usize,
    is_source: &dyn Fn(&FundingRow) -> bool,
) -> Option<Roles> {
    let parts_above = roles.iter().take(total).any(|role| *role == RowRole::Part);
    let first = if parts_above { total + 1 } else { end_of_parts(rows, roles, total)? };
    let mut rest = rows.iter().zip(roles).skip(first).filter(|(_, role)| **role == RowRole::Part);
    if first >= rows.len() || rest.any(|(row, _)| is_source(row)) {
        return None;
    }
    let mut roles = roles.to_vec();
    roles.iter_mut().skip(first).for_each(|role| *role = RowRole::Detail);
    Some(Roles { roles, beside: Some(first) })
}

/// Whether a row says that it is no part of the total: 另：上年结转资金, 上年结转（不计入合计）.
fn says_apart(total: &Total, row: &FundingRow) -> bool {
    let Some(source) = row.source.get().filter(|_| !total.apart.is_empty()) else { return false };
    let mut clauses = source.split(|c: char| !is_letter_or_digit(c));
    clauses.any(|clause| total.apart.iter().any(|word| clause.starts_with(word.as_str())))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{FundingColumn, Located};
    use crate::workbook::CellRef;
    use rust_decimal::Decimal;
    use std::collections::BTreeMap;

    fn row(source: &str, at: u32, amount: i64) -> FundingRow {
        let cell = |col| CellRef::new(at, col);
        FundingRow {
            source: Located::new(source.to_owned(), cell(1)),
            role: RowRole::Part,
            may_stand_apart: false,
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
            apart: Vec::new(),
            may_be_apart: Vec::new(),
        };
        let roles = roles(Some(&total), &rows, &|_| true).roles;
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
            apart: Vec::new(),
            may_be_apart: Vec::new(),
        };
        let letter = |role: &RowRole| match role {
            RowRole::Total => '合',
            RowRole::Part => '部',
            RowRole::Detail => '细',
        };
        roles(Some(&total), rows, &|_| false).roles.iter().map(letter).collect()
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
