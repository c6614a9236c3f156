//! Amounts in 元 on a form that counts in 万元 (or another multiple).
//!
//! A large amount alone proves nothing: a province's department spends what a township's would be in 元. What tells is
//! that the amounts fit the rest of the form only when they are taken for 元: the rows add up to the total, the row's
//! rate becomes a rate, the tasks' funds become parts of the whole.

mod rows;

use rust_decimal::Decimal;

use self::rows::{Parts, Peak, Row, largest};
use super::amounts::{Amount, of_row};
use super::words::near;
use crate::decimals::rounding_of;
use crate::form::{FieldPath, Form, FundingColumn, MoneyUnit, RowRole, TaskField};
use crate::rules::FormContext;
use crate::workbook::CellRef;

/// Beyond this, in 元, no department's year is: a hundred thousand million.
const BEYOND_ANY_DEPARTMENT: i64 = 100_000_000_000;
/// How many times larger than its surroundings an amount in 元 is at least.
const FAR: i64 = 1_000;

/// Amounts in 元 that are so for one reason.
pub(super) struct InYuan {
    /// The first of them, where the finding stands, with its field.
    pub(super) at: CellRef,
    pub(super) field: FieldPath,
    /// What that cell says, and what it is in the form's unit.
    pub(super) stated: Decimal,
    pub(super) due: Decimal,
    /// The typed cells, with what they are in the form's unit.
    pub(super) cells: Vec<(CellRef, Decimal)>,
    /// The tasks among them.
    pub(super) tasks: Vec<(usize, Decimal)>,
}

struct Search<'a> {
    form: &'a Form,
    rows: Vec<Row>,
    parts: Parts,
    /// The two largest rows of each role: the largest, and what the largest itself is held against.
    largest: Vec<Peak>,
    /// How many 元 one of the form's unit is.
    factor: Decimal,
    /// What the tasks' funds add up to.
    tasks: Decimal,
}

/// Every group of amounts that is in 元.
pub(super) fn find(context: &FormContext<'_>) -> Vec<InYuan> {
    let form = context.form;
    let unit = form.money_unit();
    if unit == MoneyUnit::Yuan {
        return Vec::new();
    }
    let rows = form.funding.iter().enumerate();
    let rows: Vec<Row> = rows.map(|(index, row)| Row::new(index, row.role, of_row(context, row))).collect();
    let tasks = form.tasks.iter().filter_map(|t| t.funds.as_ref()?.value).filter(Decimal::is_sign_positive);
    let tasks = tasks.fold(Decimal::ZERO, Decimal::saturating_add);
    let search = Search {
        form,
        largest: largest(&rows),
        parts: Parts::among(&rows),
        rows,
        factor: unit.in_yuan(),
        tasks,
    };
    if let Some(whole) = search.whole_table() {
        return vec![whole];
    }
    let mut found: Vec<InYuan> = Vec::new();
    for row in &search.rows {
        match search.whole_row(row) {
            Some(group) => found.push(group),
            None => found.extend(search.single_cell(row)),
        }
    }
    if found.is_empty() {
        found.extend(search.task_funds());
    }
    found
}

impl Search<'_> {
    fn far() -> Decimal {
        Decimal::from(FAR)
    }

    fn smaller(&self, amount: Decimal) -> Decimal {
        amount.checked_div(self.factor).unwrap_or(amount).normalize()
    }

    fn group(&self, row: &Row, cells: &[(FundingColumn, Amount)]) -> Option<InYuan> {
        let (column, first) = *cells.first()?;
        Some(InYuan {
            at: first.cell,
            field: FieldPath::figure(row.index, column),
            stated: first.number,
            due: self.smaller(first.number),
            cells: typed(cells).map(|a| (a.cell, self.smaller(a.number))).collect(),
            tasks: Vec::new(),
        })
    }

    /// All amounts of the funding table: beyond any department, or far beyond the tasks' funds and without fractions.
    fn whole_table(&self) -> Option<InYuan> {
        let largest = self.rows.iter().map(|row| row.scale).max()?;
        let smallest = self.rows.iter().map(|row| row.scale).filter(|s| !s.is_zero()).min()?;
        let all = || self.rows.iter().flat_map(|row| row.amounts.values());
        let whole_numbers = all().all(|a| a.number.fract().is_zero());
        // Where a row is small beside the others, only some of the rows are in 元.
        let alike = self.rows.len() < 2 || smallest.checked_mul(Self::far()).is_none_or(|s| s > largest);
        let in_yuan = |amount: Decimal| amount.checked_mul(self.factor).unwrap_or(Decimal::MAX);
        let beyond_any = in_yuan(largest) > Decimal::from(BEYOND_ANY_DEPARTMENT);
        let plausible_tasks =
            !self.tasks.is_zero() && self.tasks <= self.smaller(largest).saturating_mul(Decimal::TEN);
        let beyond_tasks = plausible_tasks && largest >= self.tasks.saturating_mul(Self::far());
        let no_witness = self.tasks.is_zero() && beyond_any;
        if !alike || !((beyond_tasks && (whole_numbers || beyond_any)) || no_witness) {
            return None;
        }
        let first = self.rows.iter().find(|row| !row.amounts.is_empty())?;
        let mut group =
            self.group(first, &first.amounts.iter().map(|(c, a)| (*c, *a)).collect::<Vec<_>>())?;
        let rest = all().filter(|a| a.may_be_in_yuan()).map(|a| (a.cell, self.smaller(a.number)));
        group.cells = rest.collect();
        Some(group)
    }

    /// All amounts of one row.
    fn whole_row(&self, row: &Row) -> Option<InYuan> {
        let scale = row.scale;
        let others = self.largest.iter().filter(|r| r.role == row.role || r.role == RowRole::Part);
        let others = others.filter(|r| r.index != row.index).map(|r| r.scale).max().unwrap_or_default();
        let amounts: Vec<(FundingColumn, Amount)> = row.amounts.iter().map(|(c, a)| (*c, *a)).collect();
        if !amounts.iter().any(|(_, a)| a.may_be_in_yuan()) {
            return None;
        }
        if others.is_zero() || scale < others.saturating_mul(Self::far()) {
            // However small a share of the whole it is: it need not stand out.
            let says_so = row.role == RowRole::Part && self.totals_say_so_exactly(row);
            return says_so.then(|| self.group(row, &amounts))?;
        }
        let whole_numbers = amounts.iter().all(|(_, a)| a.number.fract().is_zero());
        let beyond_tasks = !self.tasks.is_zero() && scale >= self.tasks.saturating_mul(Self::far());
        // One large amount among small ones is a fault of that amount.
        let money =
            row.amounts.iter().filter(|(c, a)| **c != FundingColumn::BudgetAdjustment && !a.number.is_zero());
        let alike = money.map(|(_, a)| a.number.abs()).all(|n| n.saturating_mul(Self::far()) > scale);
        // Of what a part consists of the totals say nothing.
        let by_totals = self.totals_say_so(row) && (row.role != RowRole::Detail || alike);
        if by_totals || (whole_numbers && beyond_tasks && alike) {
            return self.group(row, &amounts);
        }
        None
    }

    /// The same where the row is not large beside the others: to the cent, and what it adds must be more than the totals could
    /// be off by chance.
    fn totals_say_so_exactly(&self, row: &Row) -> bool {
        let Some(total) = self.rows.iter().find(|r| r.role == RowRole::Total) else { return false };
        let rounding = rounding_of(self.parts.number.saturating_add(1));
        let typed = |column| total.amounts.get(column).filter(|a| !a.computed);
        let added = row.amounts.iter().filter_map(|(column, amount)| {
            let rest = typed(column)?.number.saturating_sub(self.sum_of_parts(*column, row, Decimal::ZERO));
            Some((rest, rest.saturating_sub(self.smaller(amount.number)).abs() <= rounding))
        });
        let added: Vec<(Decimal, bool)> = added.collect();
        let tells = |(rest, _): &(Decimal, bool)| rest.abs() >= rounding.saturating_mul(Decimal::from(20));
        added.iter().all(|(_, comes_out)| *comes_out) && added.iter().any(tells)
    }

    /// What the parts add up to in a column with `this` in the place of a row's amount.
    fn sum_of_parts(&self, column: FundingColumn, row: &Row, this: Decimal) -> Decimal {
        let all = self.parts.sums.get(&column).copied().unwrap_or_default();
        match row.amounts.get(&column).filter(|_| row.role == RowRole::Part) {
            Some(amount) => all.saturating_sub(amount.number).saturating_add(this),
            None => all,
        }
    }

    /// Whether typed totals come out only if this row is taken for 元.
    fn totals_say_so(&self, row: &Row) -> bool {
        let Some(total) = self.rows.iter().find(|r| r.role == RowRole::Total) else { return false };
        let mut witnesses = 0;
        for (column, amount) in &row.amounts {
            let Some(stated) = total.amounts.get(column).filter(|a| !a.computed) else { continue };
            let sum = |this: Decimal| self.sum_of_parts(*column, row, this);
            let comes_out = match row.role {
                RowRole::Total => near(self.smaller(stated.number), sum(Decimal::ZERO), 1),
                _ => near(stated.number, sum(self.smaller(amount.number)), 1),
            };
            if !comes_out {
                return false;
            }
            witnesses += 1;
        }
        witnesses > 0
    }

    /// One amount of a row: the only one that makes the row's rate a rate.
    fn single_cell(&self, row: &Row) -> Option<InYuan> {
        use FundingColumn as C;
        let typed = |column| row.amounts.get(&column).filter(|a| a.may_be_in_yuan()).copied();
        let number = |column| row.amounts.get(&column).map(|a| a.number);
        let spent = number(C::ActualExpenditure)?;
        let (budget_column, adjustment) = match number(C::AnnualBudget) {
            Some(_) => (C::AnnualBudget, Decimal::ZERO),
            None => (C::InitialBudget, number(C::BudgetAdjustment).unwrap_or_default()),
        };
        let budget = number(budget_column)?;
        let rate = |spent: Decimal, budget: Decimal, adjustment: Decimal| {
            spent.checked_div(budget.checked_add(adjustment).filter(|b| *b > Decimal::ZERO)?)
        };
        let plausible =
            |rate: Option<Decimal>| rate.is_some_and(|r| r >= Decimal::new(5, 2) && r <= Decimal::new(15, 1));
        let now = rate(spent, budget, adjustment);
        let far_off = match now {
            Some(rate) => rate > Decimal::from(500) || rate < Decimal::new(1, 3),
            None => true,
        };
        if !far_off || spent.is_zero() {
            return None;
        }
        let large = |amount: Amount| amount.number.abs() >= Self::far();
        let candidates = [
            (C::ActualExpenditure, rate(self.smaller(spent), budget, adjustment)),
            (budget_column, rate(spent, self.smaller(budget), adjustment)),
            (C::BudgetAdjustment, rate(spent, budget, self.smaller(adjustment))),
        ];
        let mut fitting = candidates.into_iter().filter_map(|(column, then)| {
            let amount = typed(column).filter(|a| large(*a))?;
            plausible(then).then_some((column, amount))
        });
        let only = fitting.next()?;
        if fitting.next().is_some() {
            return None;
        }
        self.group(row, &[only])
    }

    /// Tasks' funds that are far beyond all that the department spent, and parts of it when taken for 元.
    fn task_funds(&self) -> Option<InYuan> {
        if self.form.own_units.task_funds.is_some() {
            return None;
        }
        let whole = self.rows.iter().map(|row| row.scale).max().filter(|w| !w.is_zero())?;
        let mut group: Option<InYuan> = None;
        for (index, task) in self.form.tasks.iter().enumerate() {
            let Some(funds) = &task.funds else { continue };
            let Some(stated) = funds.value else { continue };
            let due = self.smaller(stated);
            // A task of a hundredth of the whole or more, in 元, is a hundred times the whole or more.
            if stated < whole.saturating_mul(Decimal::from(20)) || due > whole || !stated.fract().is_zero() {
                continue;
            }
            let group = group.get_or_insert_with(|| InYuan {
                at: funds.cell,
                field: FieldPath::task(index, TaskField::Funds),
                stated,
                due,
                cells: Vec::new(),
                tasks: Vec::new(),
            });
            group.cells.push((funds.cell, due));
            group.tasks.push((index, due));
        }
        group
    }
}

fn typed(cells: &[(FundingColumn, Amount)]) -> impl Iterator<Item = Amount> + '_ {
    cells.iter().map(|(_, amount)| *amount).filter(|amount| amount.may_be_in_yuan())
}
