//! Headings that may be either of two columns of amounts: 调整预算数 is what a budget was changed by, or what came of it. A
//! template says so by giving both columns the label; which one it is on a form, the form's figures say.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::FoundColumn;
use crate::template::amount::{is_rate, stated};
use crate::template::compile::{Column, Table};
use crate::template::spec::{ColumnId, Kind};
use crate::template::view::View;
use crate::workbook::CellRef;

/// Rows under the headings that are asked; no table of funds that people fill in has more.
const MOST_ROWS: u32 = 60;

/// Gives the headings that may be either of two columns the one that the figures under them are.
pub(super) fn settle(
    view: &View<'_>,
    table: &Table,
    last_row: u32,
    columns: &mut BTreeMap<ColumnId, FoundColumn>,
) {
    let open: Vec<(ColumnId, ColumnId)> = columns
        .iter()
        .filter_map(|(&id, found)| {
            let label = found.heading.and_then(|cell| view.seen(cell))?.label()?;
            let may_be = |column: &&Column| {
                column.kind == Kind::Money && column.id.funding().is_some() && column.labels.has(label)
            };
            table.column(id).filter(may_be)?;
            let other = table.columns.iter().filter(may_be).find(|c| !columns.contains_key(&c.id))?;
            Some((id, other.id))
        })
        .collect();
    for (id, other) in open {
        let is_other = Figures::under(view, table, last_row, columns).are_rather(table, id, other);
        if is_other && let Some(found) = columns.remove(&id) {
            columns.insert(other, found);
        }
    }
}

/// The numbers of a table's rows by columns.
pub(crate) struct Figures(Vec<BTreeMap<ColumnId, Decimal>>);

impl Figures {
    pub(crate) fn of(rows: Vec<BTreeMap<ColumnId, Decimal>>) -> Self {
        Self(rows)
    }

    /// The number that a cell states; of a percentage its fraction.
    pub(crate) fn number(view: &View<'_>, cell: CellRef) -> Option<Decimal> {
        let stated = stated(view.value(cell))?;
        if stated.percent { stated.number.checked_div(Decimal::ONE_HUNDRED) } else { Some(stated.number) }
    }

    /// Whether what counts as the column `id` is rather the column `other`.
    pub(crate) fn are_rather(&self, table: &Table, id: ColumnId, other: ColumnId) -> bool {
        let as_other = self.renamed(id, other);
        let (stays, changes) = (self.rates_that_agree(table), as_other.rates_that_agree(table));
        match (id, other) {
            _ if stays != changes => changes > stays,
            // Rates say nothing of it, or there are none.
            (ColumnId::BudgetAdjustment, ColumnId::AnnualBudget) => !self.is_adjustment(id),
            (ColumnId::AnnualBudget, ColumnId::BudgetAdjustment) => self.is_adjustment(id),
            _ => false,
        }
    }

    fn under(
        view: &View<'_>,
        table: &Table,
        last_row: u32,
        columns: &BTreeMap<ColumnId, FoundColumn>,
    ) -> Self {
        let first = last_row.saturating_add(1);
        let mut rows = Vec::new();
        for row in view.rows_between(first, first.saturating_add(MOST_ROWS)) {
            let number = |(&id, found): (&ColumnId, &FoundColumn)| {
                Some((id, Self::number(view, CellRef::new(row, found.first_col))?))
            };
            let numbers: BTreeMap<ColumnId, Decimal> = columns.iter().filter_map(number).collect();
            let is_money = |id: &ColumnId| table.column(*id).is_some_and(|c| c.kind == Kind::Money);
            // Under the amounts another part of the form begins.
            if !numbers.keys().any(is_money) && !rows.is_empty() {
                break;
            }
            rows.push(numbers);
        }
        Self(rows)
    }

    fn renamed(&self, id: ColumnId, other: ColumnId) -> Self {
        let rename = |row: &BTreeMap<ColumnId, Decimal>| {
            row.iter().map(|(&own, &number)| (if own == id { other } else { own }, number)).collect()
        };
        Self(self.0.iter().map(rename).collect())
    }

    /// How many rates are what the template makes of the amounts beside them.
    pub(crate) fn rates_that_agree(&self, table: &Table) -> usize {
        let rates = || table.columns.iter().filter(|column| column.kind == Kind::Rate);
        let agree = |row: &BTreeMap<ColumnId, Decimal>| {
            let agrees = |rate: &Column| {
                let stated = row.get(&rate.id)?;
                let formula = rate.formulas().find(|f| f.columns().iter().all(|id| row.contains_key(id)))?;
                Some(is_rate(*stated, formula.value(|id| row.get(&id).copied())?))
            };
            rates().filter(|rate| agrees(rate) == Some(true)).count()
        };
        self.0.iter().map(agree).sum()
    }

    /// Whether a column's amounts are differences: one is below zero, or they are nearer to nothing than to the budget at the
    /// beginning of the year.
    fn is_adjustment(&self, id: ColumnId) -> bool {
        let (mut to_nothing, mut to_initial) = (Decimal::ZERO, Decimal::ZERO);
        for row in &self.0 {
            let Some(&amount) = row.get(&id) else { continue };
            if amount < Decimal::ZERO {
                return true;
            }
            let initial = row.get(&ColumnId::InitialBudget).copied().unwrap_or_default();
            to_nothing = to_nothing.saturating_add(amount);
            to_initial = to_initial.saturating_add(amount.saturating_sub(initial).abs());
        }
        to_nothing <= to_initial
    }
}
