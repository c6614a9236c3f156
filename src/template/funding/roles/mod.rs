//! What each row of the funding table is to its total.

mod blocks;
mod sums;
mod witness;

use std::collections::BTreeSet;

use crate::form::{FundingRow, RowRole};
use crate::letters::is_letter_or_digit;
use crate::template::compile::{Fit, Labels, Total};
use crate::template::label::normalise;
use blocks::Line;
use sums::{all_details, columns_that_come_out, details_from, end_of_parts, second_breakdown};

/// What the rows of a funding table are.
#[derive(Debug, Clone, Default)]
pub(super) struct Roles {
    /// Each row's.
    pub(super) each: Vec<RowRole>,
    /// From which row on the rows only stand beside the sources: 三公经费, 上年同期.
    pub(super) beside: Option<usize>,
    /// Whether the totals come out in another reading, which the words of a row speak against.
    pub(super) doubtful: bool,
}

/// What is seen of the rows beside their names and figures.
pub(super) struct Seen<'r> {
    /// Whether a row's label is one that the template knows for a source.
    pub(super) is_source: &'r dyn Fn(&FundingRow) -> bool,
    /// For each row, the rows that its formulas add up, for each column.
    pub(super) summed: &'r [Vec<BTreeSet<usize>>],
    /// How far each row's name is set in.
    pub(super) indents: &'r [usize],
}

/// What each row is to the total. Where a row is a part of a part (其中：…) is not always said; the reading that makes
/// the total come out in the most columns is taken, of several the first; but where the form's own formulas say what makes
/// up the total, that is it.
pub(super) fn roles(total: Option<&Total>, rows: &[FundingRow], seen: &Seen<'_>) -> Roles {
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
    let total_index =
        total.and_then(|total| find_total(total, &labels)).or_else(|| (0..rows.len()).find(|&at| is_sum(at)));
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
    let details_of = |first: usize| first..first + details_from(rows, first, &is_total);
    let is_listed = |i: &usize| rows.get(*i).is_some_and(of_which);
    let listed: BTreeSet<usize> = (0..rows.len()).filter(is_listed).flat_map(details_of).collect();
    let adding_up = all_details(rows, &is_total);
    let first_detail = rows.iter().position(of_which).unwrap_or(rows.len());
    // 其中 right under the total, or above every other row, says what the total consists of.
    let of_total = match total_index {
        Some(0) => rows.get(1).is_some_and(of_which),
        _ => rows.first().is_some_and(of_which),
    };
    // 一、…（一）…（二）…二、…: what is numbered below another is a part of it.
    let lines = lines(total, rows, &labels, seen.indents, &of_which);
    let in_blocks = blocks::parents(&lines, &|line, _| line.of_which);
    // Names that are set in by chance stand in no block.
    let set_in = blocks::parents(&lines, &|line, above| {
        line.of_which || (line.indent > above.indent + 1 && !line.own_kind)
    });
    let is_in_block = |i: usize| in_blocks.get(i).copied().flatten().is_some();
    let is_set_in = |i: usize| set_in.get(i).copied().flatten().is_some();
    let numbered =
        || (0..rows.len()).filter(|&i| !is_total(i)).filter_map(|i| lines.get(i).and_then(|line| line.depth));
    let shallowest = numbered().min();
    let is_numbered_below = |i: usize| lines.get(i).and_then(|line| line.depth) > shallowest;
    let by_number = numbered().any(|depth| Some(depth) > shallowest).then(|| {
        arrangement(true, &|i, row| {
            of_which(row) || listed.contains(&i) || is_in_block(i) || is_numbered_below(i)
        })
    });
    // Without a word or a number that says so, what adds up to the row above it may be what that consists of.
    let nested = arrangement(true, &|i, row| of_which(row) || adding_up.contains(&i));
    let is_apart = |i: usize| total.zip(rows.get(i)).is_some_and(|(total, row)| says_apart(total, row));
    let known = witness::Known {
        summed: seen.summed,
        parents: &set_in,
        sums: &|i| is_total(i) || is_sum(i),
        is_accounted_for: &|i| adding_up.contains(&i) || is_apart(i) || !rows.get(i).is_some_and(is_funded),
    };
    if let Some(parts) = total_index.and_then(|t| witness::parts(&known, t)) {
        return Roles { each: arrangement(true, &|i, _| !parts.contains(&i)), ..Roles::default() };
    }
    let including = total.is_some_and(|t| !t.including.is_empty());
    let is_said = !including && !of_total && is_said_rightly(rows, &lines, &in_blocks);
    let all = [true, false].map(|sums| arrangement(sums, &|_, _| false));
    let by_words = [true, false].into_iter().zip(&all).flat_map(|(sums, all)| {
        let without = arrangement(sums, &|i, row| of_which(row) || listed.contains(&i));
        let mut read = vec![without, arrangement(sums, &|i, _| is_in_block(i))];
        read.push(arrangement(sums, &|i, _| is_set_in(i)));
        if !is_said {
            read.insert(if including || of_total { 0 } else { read.len() }, all.clone());
        }
        read
    });
    // 资金来源 and 资金结构 of the same money: either makes up the total.
    let again = total_index
        .and_then(|t| second_breakdown(rows, t))
        .map(|second| arrangement(true, &|i, row| of_which(row) || listed.contains(&i) || i >= second));
    // 其中 under a part that is itself introduced by 其中 says what that part consists of.
    let deeper: BTreeSet<usize> =
        (first_detail + 1..rows.len()).filter(is_listed).flat_map(details_of).collect();
    let inner = [&deeper, &adding_up].into_iter().filter(|_| !is_said);
    let inner = inner.map(|details| arrangement(true, &|i, _| details.contains(&i)));
    let whole = |each: Vec<RowRole>| Roles { each, ..Roles::default() };
    let read = by_number.into_iter().chain(by_words).chain([nested]).chain(again).chain(inner);
    let mut candidates: Vec<Roles> = read.map(whole).collect();
    set_apart(&mut candidates, &(0..rows.len()).map(is_apart).collect::<Vec<bool>>());
    let by_formulas =
        total_index.is_some_and(|t| seen.summed.get(t).is_some_and(|columns| columns.len() > 1));
    let belongs = |row: &FundingRow| (seen.is_source)(row) || (by_formulas && is_like_source(total, row));
    if let Some(total) = total_index {
        let beside: Vec<Roles> =
            candidates.iter().filter_map(|all| without_rest(rows, &all.each, total, &belongs)).collect();
        candidates.extend(beside);
    }
    let columns = |read: &Roles| total_index.map_or(0, |t| columns_that_come_out(rows, &read.each, t));
    // Of several that are equal the last is the greatest.
    let best = candidates.into_iter().rev().max_by_key(columns).unwrap_or_default();
    let with_all = all.into_iter().map(whole).map(|read| columns(&read)).max();
    let doubtful = is_said && with_all > Some(columns(&best));
    Roles { doubtful, ..best }
}

/// What is told of the rows by their names.
fn lines(
    total: Option<&Total>,
    rows: &[FundingRow],
    labels: &[String],
    indents: &[usize],
    of_which: &dyn Fn(&FundingRow) -> bool,
) -> Vec<Line> {
    let indents = indents.iter().copied().chain(std::iter::repeat(0));
    let line = |((row, label), indent): ((&FundingRow, &String), usize)| Line {
        of_which: of_which(row),
        sums: total.is_some_and(|total| total.labels.has(label) || total.labels.ends(label)),
        depth: row.source.get().and_then(|source| depth(source)),
        indent,
        own_kind: total.is_some_and(|total| total.own_kinds.fit(label) != Fit::None),
    };
    rows.iter().zip(labels).zip(indents).map(line).collect()
}

/// Which of the rows that are called a total is that of all: 总计 under 合计, and 小计 only where no other is.
fn find_total(total: &Total, labels: &[String]) -> Option<usize> {
    let first =
        |is: &dyn Fn(&str) -> bool| labels.iter().position(|label| total.labels.has(label) && is(label));
    first(&|label| total.wholes.has(label))
        .or_else(|| first(&|label| !total.subtotals.has(label)))
        .or_else(|| first(&|_| true))
}

/// Whether 其中 in front of rows says that these are counted in the rows above, whatever the total comes to.
fn is_said_rightly(rows: &[FundingRow], lines: &[Line], parents: &[Option<usize>]) -> bool {
    let is_said = lines.iter().any(|line| line.of_which);
    let mut said = lines.iter().zip(rows).zip(parents).filter(|((line, _), _)| line.of_which);
    let can_be = |((_, row), parent): ((&Line, &FundingRow), &Option<usize>)| {
        let parent = parent.and_then(|parent| rows.get(parent));
        parent.is_some_and(|parent| blocks::can_be_part(row, parent))
    };
    is_said && said.all(can_be)
}

/// Adds to the readings those, before all others, in which the rows that say that they stand apart do so: the total may come
/// out only with them.
fn set_apart(candidates: &mut Vec<Roles>, stands_apart: &[bool]) {
    if stands_apart.contains(&true) {
        let without = |all: &Roles| {
            let role = |(role, apart): (&RowRole, &bool)| if *apart { RowRole::Detail } else { *role };
            Roles { each: all.each.iter().zip(stands_apart).map(role).collect(), ..Roles::default() }
        };
        let without: Vec<Roles> = candidates.iter().map(without).collect();
        candidates.splice(0..0, without);
    }
}

/// Whether a row has all that a source has: where the totals' formulas pass it over it is asked about.
fn is_like_source(total: Option<&Total>, row: &FundingRow) -> bool {
    let words = total.map_or(&[][..], |total| total.no_sources.as_slice());
    let says = |source: &String| words.iter().any(|word| source.contains(word.as_str()));
    is_funded(row) && has_all_rates(row) && !row.source.get().is_none_or(says)
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
    Some(Roles { each: roles, beside: Some(first), doubtful: false })
}

/// Whether a row has an amount that is not 0.
fn is_funded(row: &FundingRow) -> bool {
    row.values.iter().any(|(c, v)| c.is_money() && v.value.is_some_and(|amount| !amount.is_zero()))
}

/// Whether a row has rates, one in each column of these.
fn has_all_rates(row: &FundingRow) -> bool {
    let mut rates = row.values.iter().filter(|(column, _)| column.is_rate()).peekable();
    rates.peek().is_some() && rates.all(|(_, rate)| rate.value.is_some())
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

    fn names_alone(is_source: &dyn Fn(&FundingRow) -> bool) -> Seen<'_> {
        Seen { is_source, summed: &[], indents: &[] }
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
            including: vec!["其中".to_owned()],
            ..Total::default()
        };
        let roles = roles(Some(&total), &rows, &names_alone(&|_| true)).each;
        assert_eq!(roles.first(), Some(&RowRole::Total));
        assert_eq!(roles.iter().filter(|role| **role == RowRole::Part).count(), 20_000);
    }

    fn total_and_rest(rows: &[FundingRow]) -> String {
        let labels = ["合计".to_owned()];
        let total = Total { labels: Labels::new(&labels, &[]), ..Total::default() };
        let letter = |role: &RowRole| match role {
            RowRole::Total => '合',
            RowRole::Part => '部',
            RowRole::Detail => '细',
        };
        roles(Some(&total), rows, &names_alone(&|_| false)).each.iter().map(letter).collect()
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
