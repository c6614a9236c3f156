//! The parts of what stands under one heading: 年度指标值 over 符号, 数值 and 单位, 预算数 over 总额 and 财政拨款.

use std::collections::BTreeMap;

use super::{FoundColumn, Sought};
use crate::template::compile::Fit;
use crate::template::spec::{ColumnId, Kind};
use crate::template::view::{Seen, View};
use crate::workbook::{CellRef, Value};

/// A cell of the line under the headings.
type Part<'a> = (CellRef, &'a Seen<'a>);

/// What stands in the line under the headings.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Its cells; none, if they are not all names of parts.
    pub(super) cells: Vec<CellRef>,
    /// How many of them the template knows for comparators and units.
    pub(super) known: u32,
}

/// The line under the headings, if it only names the parts of those that stand over several columns (任务涉及资金 over
/// 预算数 and 支出数). The column is then the part that the template names, or else the last one; of a target and of an
/// actual value the parts that the template knows for a comparator and a unit are that. Of amounts the part with a total's name
/// (总额, 小计) is the amount: the others say what it consists of.
pub(super) fn parts_of_headings<'a>(
    view: &'a View<'a>,
    sought: &Sought<'_>,
    row: u32,
    columns: &mut BTreeMap<ColumnId, FoundColumn>,
) -> Parts {
    let cells: Vec<Part<'a>> = view.row(row + 1).collect();
    let is_label =
        |(at, seen): &Part<'_>| seen.label().is_some() && !matches!(view.value(*at), Value::Number(_));
    if cells.len() < 2 || !cells.iter().all(is_label) {
        return Parts::default();
    }
    let mut parted: BTreeMap<ColumnId, Vec<Part<'a>>> = BTreeMap::new();
    for &(at, seen) in &cells {
        let over = columns.iter().find(|(_, c)| (c.first_col..=c.last_col).contains(&at.col));
        let Some((id, _)) = over else { return Parts::default() };
        parted.entry(*id).or_default().push((at, seen));
    }
    // A line of data has one cell under each of its headings.
    let is_known = |(_, seen): &Part<'_>| {
        [ColumnId::TargetComparator, ColumnId::TargetUnit]
            .iter()
            .any(|id| sought.fit_of(*id, seen) == Fit::Exact)
    };
    let is_merged =
        |id: &ColumnId| columns.get(id).and_then(|c| c.heading).is_some_and(|at| view.extent(at).width() > 1);
    let known = u32::try_from(cells.iter().filter(|part| is_known(part)).count()).unwrap_or(0);
    let has_whole = |(id, parts): (&ColumnId, &Vec<Part<'_>>)| {
        parts.len() > 1 && parts.iter().any(|part| is_whole(sought, *id, part))
    };
    let names_parts = known > 0
        || (parted.len() == 1 && parted.keys().all(is_merged))
        || (!parted.is_empty() && parted.iter().all(has_whole));
    if !names_parts || parted.values().any(|parts| parts.len() < 2) {
        return Parts::default();
    }
    for (id, parts) in parted {
        take_apart(sought, id, &parts, columns);
    }
    Parts { cells: cells.into_iter().map(|(at, _)| at).collect(), known }
}

/// Whether a part of a column of amounts is all of the amount: it is called as the total of the rows is.
fn is_whole(sought: &Sought<'_>, id: ColumnId, (_, seen): &Part<'_>) -> bool {
    let is_money = sought.table.column(id).is_some_and(|column| column.kind == Kind::Money);
    let total = sought.table.total.as_ref().filter(|_| is_money && id.funding().is_some());
    total
        .zip(seen.label())
        .is_some_and(|(total, label)| total.labels.has(label) || total.subtotals.has(label))
}

/// Gives the parts of a column theirs.
fn take_apart(
    sought: &Sought<'_>,
    id: ColumnId,
    parts: &[Part<'_>],
    columns: &mut BTreeMap<ColumnId, FoundColumn>,
) {
    let part_of = |wanted: ColumnId| {
        let measures = matches!(id, ColumnId::Target | ColumnId::Actual);
        let named = |(_, seen): &&Part<'_>| sought.fit_of(wanted, seen) != Fit::None;
        parts.iter().find(named).copied().filter(|_| measures)
    };
    let (comparator, unit) = (part_of(ColumnId::TargetComparator), part_of(ColumnId::TargetUnit));
    let is_own = |(at, _): &&Part<'_>| [comparator, unit].iter().flatten().all(|(taken, _)| taken != at);
    let whole = parts.iter().find(|part| is_whole(sought, id, part));
    let named = || parts.iter().filter(is_own).max_by_key(|(_, seen)| sought.fit_of(id, seen));
    if let (Some(&(at, seen)), Some(column)) = (whole.or_else(named), columns.get_mut(&id)) {
        (column.first_col, column.last_col) = (at.col, seen.extent.last.col);
        column.unit = unit.filter(|_| id == ColumnId::Actual).map(|part| Box::new(column_of(part)));
    }
    if id == ColumnId::Target {
        let found = [(ColumnId::TargetComparator, comparator), (ColumnId::TargetUnit, unit)];
        columns.extend(found.into_iter().filter_map(|(id, part)| Some((id, column_of(part?)))));
    }
}

fn column_of((at, seen): Part<'_>) -> FoundColumn {
    FoundColumn {
        heading: Some(at),
        text: super::one_line(&seen.text),
        first_col: at.col,
        last_col: seen.extent.last.col,
        inferred: false,
        unit: None,
    }
}
