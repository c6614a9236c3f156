//! What each row of the funding table is to its total.

mod blocks;
mod names;
mod sums;
mod wholes;
mod witness;

use std::collections::BTreeSet;

use crate::form::{FundingRow, RowRole};
use crate::template::compile::Total;
use blocks::Line;
use names::Names;
use sums::{columns_that_come_out, details_from, end_of_parts, second_breakdown, wholes_of};
use wholes::Figures;

/// What the rows of a funding table are.
#[derive(Debug, Clone, Default)]
pub(super) struct Roles {
    /// Each row's.
    pub(super) each: Vec<RowRole>,
    /// From which row on the rows only stand beside the sources: 三公经费, 上年同期.
    pub(super) beside: Option<usize>,
    /// For each row, the one that it is a part of, by its words or by the figures; the total, where it breaks that down once more.
    pub(super) part_of: Vec<Option<usize>>,
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
    let names = Names::of(total, rows, seen.indents);
    let figures = Figures {
        exactly: wholes_of(rows, &names, false),
        mostly: wholes_of(rows, &names, true),
        second: names.whole.and_then(|total| second_breakdown(rows, total)),
    };
    // Names that are set in by chance stand in no block.
    let set_in = blocks::parents(&names.lines, &|line, above| {
        line.of_which || (line.indent > above.indent + 1 && !line.own_kind)
    });
    let known = witness::Known {
        summed: seen.summed,
        parents: &set_in,
        sums: &|i| names.is_total(i) || names.is_sum(i),
        is_accounted_for: &|i| {
            Figures::has(&figures.mostly, i)
                || figures.second.is_some_and(|second| i >= second)
                || names.is_apart(i)
                || !rows.get(i).is_some_and(FundingRow::is_funded)
        },
    };
    let in_blocks = blocks::parents(&names.lines, &|line, _| line.of_which);
    let roles = match names.whole.and_then(|whole| witness::parts(&known, whole)) {
        Some(parts) => whole(names.arrangement(true, &|i| !parts.contains(&i))),
        None => by_figures(&names, seen, [&set_in, &in_blocks], &figures),
    };
    Roles { part_of: wholes::of(&names, &roles.each, &in_blocks, &figures), ..roles }
}

/// The reading of the names that makes the total come out in the most columns.
fn by_figures(
    names: &Names<'_>,
    seen: &Seen<'_>,
    [set_in, in_blocks]: [&[Option<usize>]; 2],
    figures: &Figures,
) -> Roles {
    let rows = names.rows;
    let including = names.total.is_some_and(|total| !total.including.is_empty());
    // 其中 right under the total, or above every other row, says what the total consists of.
    let of_total = names.is_of_which(usize::from(names.whole == Some(0)));
    let is_said = !including && !of_total && is_said_rightly(rows, &names.lines, in_blocks);
    let all = [true, false].map(|sums| names.arrangement(sums, &|_| false));
    let mut candidates: Vec<Roles> =
        readings(names, [set_in, in_blocks], figures, &all, (is_said, including || of_total))
            .into_iter()
            .map(whole)
            .collect();
    set_apart(&mut candidates, &(0..rows.len()).map(|i| names.is_apart(i)).collect::<Vec<bool>>());
    let formulas = names.whole.and_then(|whole| seen.summed.get(whole));
    let by_formulas = formulas.is_some_and(|columns| columns.len() > 1);
    let belongs =
        |row: &FundingRow| (seen.is_source)(row) || (by_formulas && is_like_source(names.total, row));
    if let Some(total) = names.whole {
        let beside: Vec<Roles> =
            candidates.iter().filter_map(|all| without_rest(rows, &all.each, total, &belongs)).collect();
        candidates.extend(beside);
    }
    let columns =
        |read: &Roles| names.whole.map_or(0, |total| columns_that_come_out(rows, &read.each, total));
    // Of several that are equal the last is the greatest.
    let best = candidates.into_iter().rev().max_by_key(columns).unwrap_or_default();
    let with_all = all.into_iter().map(whole).map(|read| columns(&read)).max();
    let doubtful = is_said && with_all > Some(columns(&best));
    Roles { doubtful, ..best }
}

fn whole(each: Vec<RowRole>) -> Roles {
    Roles { each, ..Roles::default() }
}

/// The readings that the names allow, the likeliest first. `all` are those in which every row is a part, which come first
/// where `all_first`, and not at all where the words say otherwise (`is_said`).
fn readings(
    names: &Names<'_>,
    [set_in, in_blocks]: [&[Option<usize>]; 2],
    figures: &Figures,
    all: &[Vec<RowRole>; 2],
    (is_said, all_first): (bool, bool),
) -> Vec<Vec<RowRole>> {
    let rows = names.rows;
    let is_in = |parents: &[Option<usize>], i: usize| parents.get(i).copied().flatten().is_some();
    // What follows 其中 without saying so again belongs to it where it makes up the rest of the row above.
    let details_of = |first: usize| first..first + details_from(rows, first, &|i| names.is_total(i));
    let details_after = |first: usize| -> BTreeSet<usize> {
        (first..rows.len()).filter(|i| names.is_of_which(*i)).flat_map(details_of).collect()
    };
    let listed = details_after(0);
    let is_listed = |i: usize| names.is_of_which(i) || listed.contains(&i);
    let mut readings = Vec::new();
    // 一、…（一）…（二）…二、…: what is numbered below another is a part of it.
    let depth = |i: usize| names.lines.get(i).and_then(|line| line.depth);
    let numbered = || (0..rows.len()).filter(|i| !names.is_total(*i)).filter_map(depth);
    let shallowest = numbered().min();
    if numbered().any(|depth| Some(depth) > shallowest) {
        let is_below = |i: usize| is_listed(i) || is_in(in_blocks, i) || depth(i) > shallowest;
        readings.push(names.arrangement(true, &is_below));
    }
    for (sums, all) in [true, false].into_iter().zip(all) {
        let by_words = [
            names.arrangement(sums, &is_listed),
            names.arrangement(sums, &|i| is_in(in_blocks, i)),
            names.arrangement(sums, &|i| is_in(set_in, i)),
        ];
        let all = || (!is_said).then(|| all.clone());
        readings.extend(all().filter(|_| all_first));
        readings.extend(by_words);
        readings.extend(all().filter(|_| !all_first));
    }
    // Without a word or a number that says so, what adds up to the row above it may be what that consists of.
    // With a wrong amount among them it is rather their sum (小计) that the total counts.
    for (sums, wholes) in [(true, &figures.exactly), (true, &figures.mostly), (false, &figures.mostly)] {
        readings.push(names.arrangement(sums, &|i| names.is_of_which(i) || Figures::has(wholes, i)));
    }
    // 资金来源 and 资金结构 of the same money: either makes up the total.
    if let Some(second) = figures.second {
        readings.push(names.arrangement(true, &|i| is_listed(i) || i >= second));
    }
    if !is_said {
        // 其中 under a part that is itself introduced by 其中 says what that part consists of.
        let first = (0..rows.len()).find(|i| names.is_of_which(*i)).unwrap_or(rows.len());
        let details = details_after(first + 1);
        readings.push(names.arrangement(true, &|i| details.contains(&i)));
        for wholes in [&figures.exactly, &figures.mostly] {
            readings.push(names.arrangement(true, &|i| Figures::has(wholes, i)));
        }
    }
    readings
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
    row.is_funded() && has_all_rates(row) && !row.source.get().is_none_or(says)
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
    Some(Roles { beside: Some(first), ..whole(roles) })
}

/// Whether a row has rates, one in each column of these.
fn has_all_rates(row: &FundingRow) -> bool {
    let mut rates = row.values.iter().filter(|(column, _)| column.is_rate()).peekable();
    rates.peek().is_some() && rates.all(|(_, rate)| rate.value.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{FundingColumn, Located};
    use crate::template::compile::Labels;
    use crate::workbook::CellRef;
    use rust_decimal::Decimal;
    use std::collections::BTreeMap;

    fn row(source: &str, at: u32, amount: i64) -> FundingRow {
        let cell = |col| CellRef::new(at, col);
        FundingRow {
            source: Located::new(source.to_owned(), cell(1)),
            role: RowRole::Part,
            may_stand_apart: false,
            of_which: false,
            part_of: None,
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
