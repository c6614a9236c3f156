//! Columns with a unit of their own: 实际支出数（元） on a form in 万元. Their amounts are converted to the form's unit here, and
//! nowhere else. A heading may be left over from another form: where the figures come out only in the form's unit, that is
//! what they are in.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::form::{FundingColumn, FundingRow, Located, MoneyUnit, RowRole};
use crate::template::amount::{is_rate, unit_in_label};
use crate::template::compile::Table;
use crate::template::expression::Expression;
use crate::template::header::{FoundColumn, Header};
use crate::template::reading::Reading;
use crate::template::spec::{ColumnId, FieldId};
use crate::workbook::CellRef;

/// What the columns count in, as far as it is not the form's unit.
type Units = BTreeMap<FundingColumn, MoneyUnit>;

/// Settles in which units the columns count, and converts the amounts of those that have one of their own. Whether the
/// rates of the form bear that out; without a column of its own unit there is nothing to bear out.
pub(super) fn settle(
    reading: &mut Reading<'_>,
    table: &Table,
    header: &Header,
    columns: &BTreeMap<ColumnId, FoundColumn>,
) -> bool {
    let money = |id: &ColumnId| id.funding().filter(|column| column.is_money());
    let headings: BTreeMap<FundingColumn, (CellRef, MoneyUnit)> = columns
        .iter()
        .filter_map(|(id, found)| Some((money(id)?, declared(reading, header, found)?)))
        .collect();
    let form_unit = reading.form.money_unit();
    let own = |unit: MoneyUnit| -> Units {
        headings
            .iter()
            .filter(|(_, (_, own))| *own != unit)
            .map(|(column, (_, own))| (*column, *own))
            .collect()
    };
    // Where only some of the headings have a unit, and nothing else says one, the others may be in the template's.
    let said_by_heading =
        reading.form.unit.as_ref().is_some_and(|u| headings.values().any(|(at, _)| *at == u.cell));
    let all_say = columns.keys().filter_map(money).all(|column| headings.contains_key(&column));
    let default =
        reading.template.field(FieldId::Unit).and_then(|field| MoneyUnit::find_in(field.default.as_deref()?));
    let default = default.filter(|unit| said_by_heading && !all_say && *unit != form_unit);

    let readings = [(form_unit, own(form_unit)), (form_unit, Units::new())];
    let readings: Vec<(MoneyUnit, Units)> =
        readings.into_iter().chain(default.map(|unit| (unit, own(unit)))).collect();
    if readings.iter().all(|(_, own)| own.is_empty()) {
        return true;
    }
    let rows = &reading.form.funding;
    let agreeing = |(unit, own): &(MoneyUnit, Units)| rates_that_agree(table, rows, *unit, own);
    let fits = |(unit, own): &(MoneyUnit, Units)| sizes_fit(rows, *unit, own);
    let most = readings.iter().map(agreeing).max().unwrap_or(0);
    let some_do_not = readings.iter().any(|read| agreeing(read) < most);
    let of_most = || readings.iter().filter(|read| agreeing(read) == most);
    // Without a rate that tells, the amounts of one form are about alike; else the headings are believed.
    let chosen = of_most().find(|read| fits(read)).or_else(|| of_most().next());
    let Some((unit, own)) = chosen.cloned() else { return true };
    if let Some(own_unit) = reading.form.unit.as_mut().filter(|_| unit != form_unit) {
        own_unit.value = Some(unit);
    }
    let denied = headings.iter().filter(|(column, (_, said))| *said != unit && !own.contains_key(*column));
    reading.form.own_units.not_followed.extend(denied.map(|(_, said)| *said));
    let rows = reading.form.funding.iter().enumerate();
    let amounts = rows.flat_map(|(index, row)| row.values.iter().map(move |(c, v)| (index, *c, v.cell)));
    let amounts: Vec<_> = amounts.filter(|(_, column, _)| column.is_money()).collect();
    for (index, column, cell) in amounts {
        let amount = reading.amount(cell, own.get(&column).copied().unwrap_or(unit));
        if let Some(row) = reading.form.funding.get_mut(index) {
            row.values.insert(column, amount);
        }
    }
    reading.form.own_units.funding = own;
    some_do_not
}

/// The unit that a heading has, or one over it or under it: `实际支出数（元）`.
fn declared(reading: &Reading<'_>, header: &Header, found: &FoundColumn) -> Option<(CellRef, MoneyUnit)> {
    let heading = found.heading?;
    let unit = |cell: CellRef| Some((cell, unit_in_label(reading.view.text(cell)?)?));
    let covers = |cell: &&CellRef| {
        let extent = reading.view.extent(**cell);
        (extent.first.col..=extent.last.col).contains(&found.first_col)
    };
    // Only over columns there are headings over others; otherwise they are other columns' labels.
    let in_columns = reading.region.arrangement.is_none();
    let mut over = header.over.iter().filter(covers).filter(|_| in_columns);
    unit(heading).or_else(|| over.find_map(|cell| unit(*cell)))
}

/// How many stated rates are what the template makes of the amounts in these units, and of no others.
fn rates_that_agree(table: &Table, rows: &[FundingRow], unit: MoneyUnit, own: &Units) -> usize {
    let in_unit = |row: &FundingRow, column: FundingColumn| {
        let number = row.get(column)?;
        let of_column = own.get(&column).filter(|_| column.is_money());
        of_column.map_or(Some(number), |of_column| of_column.convert(number, unit))
    };
    let rates = || {
        table.columns.iter().filter_map(|column| Some((column, column.id.funding().filter(|f| f.is_rate())?)))
    };
    let agrees = |row: &FundingRow| {
        rates()
            .filter(|(column, rate)| {
                // Nothing of a budget is nothing in any unit.
                let Some(stated) = row.get(*rate).filter(|stated| !stated.is_zero()) else { return false };
                let formulas = column.formulas().filter(|formula| {
                    formula
                        .columns()
                        .iter()
                        .all(|id| id.funding().is_some_and(|f| row.values.contains_key(&f)))
                });
                let value =
                    |formula: &Expression| formula.value(|id| id.funding().and_then(|f| in_unit(row, f)));
                // A form that spends a hundred times its budget is in two units, whatever its formulas give.
                formulas.filter_map(value).any(|due| due < Decimal::TEN && is_rate(stated, due))
            })
            .count()
    };
    rows.iter().map(agrees).sum()
}

/// Whether the largest amounts of the columns, in these units, are what a department or a project has, and of about one size:
/// what is budgeted, and what is spent of it.
fn sizes_fit(rows: &[FundingRow], unit: MoneyUnit, own: &Units) -> bool {
    /// Units are thousands apart.
    const FAR: i64 = 1_000;
    /// In 元.
    const USUAL: [i64; 2] = [10_000, 10_000_000_000];
    let largest = |column: FundingColumn| {
        let amounts = rows.iter().filter_map(|row| row.get(column)).map(|amount| amount.abs());
        let own = own.get(&column).copied().unwrap_or(unit);
        own.convert(amounts.max()?, MoneyUnit::Yuan).filter(|amount| !amount.is_zero())
    };
    // An adjustment may be as small as it likes.
    let columns =
        FundingColumn::ALL.into_iter().filter(|c| c.is_money() && *c != FundingColumn::BudgetAdjustment);
    let sizes: Vec<Decimal> = columns.filter_map(largest).collect();
    let (Some(least), Some(most)) = (sizes.iter().min(), sizes.iter().max()) else { return true };
    let [least_usual, most_usual] = USUAL.map(Decimal::from);
    (least_usual..=most_usual).contains(most)
        && least.checked_mul(Decimal::from(FAR)).is_none_or(|far| far >= *most)
}

/// Converts the tasks' funds under a heading with a unit of its own, unless they are as large as parts of the whole are
/// only in the form's unit.
pub(crate) fn settle_task_funds(reading: &mut Reading<'_>, found: &FoundColumn) {
    let Some(heading) = found.heading else { return };
    let Some(unit) = reading.view.text(heading).and_then(unit_in_label) else { return };
    let form_unit = reading.form.money_unit();
    if unit == form_unit {
        return;
    }
    let funds: Vec<(usize, Located<Decimal>)> = reading
        .form
        .tasks
        .iter()
        .enumerate()
        .filter_map(|(n, task)| Some((n, task.funds.clone()?)))
        .collect();
    let largest = funds.iter().filter_map(|(_, funds)| funds.value).max();
    let parts = reading.form.funding.iter().filter(|row| row.role != RowRole::Detail);
    let whole = parts
        .flat_map(|row| row.values.iter().filter(|(c, _)| c.is_money()).filter_map(|(_, v)| v.value))
        .max();
    let in_yuan = largest.and_then(|largest| unit.convert(largest, MoneyUnit::Yuan));
    let is_part = whole.zip(largest).is_some_and(|(whole, largest)| largest <= whole);
    if is_part && in_yuan.is_some_and(|yuan| yuan < Decimal::ONE_THOUSAND) {
        reading.form.own_units.not_followed.push((heading, unit));
        return;
    }
    reading.form.own_units.task_funds = Some(unit);
    for (n, funds) in funds {
        let amount = reading.amount(funds.cell, unit);
        if let Some(task) = reading.form.tasks.get_mut(n) {
            task.funds = Some(amount);
        }
    }
}
