//! The amounts themselves: what each means, and whether it can be.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::judgement::{Bench, Class, Judged, Judgements};
use super::yuan;
use crate::form::{Form, FormulaKind, FundingColumn, FundingRow, MoneyUnit, RowRole};
use crate::rules::FormContext;
use crate::template::says_nothing;
use crate::workbook::{CellError, CellRef, Value};

/// No budget of any country comes near this, in yuan.
const IMPLAUSIBLE_YUAN: i64 = 100_000_000_000_000;

/// An amount of the form: where it stands, and the number that the reader took it for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount {
    pub(super) cell: CellRef,
    pub(super) number: Decimal,
    /// Whether the cell has a formula.
    pub(super) computed: bool,
    /// Whether its column's heading says in which unit it counts.
    pub(super) has_own_unit: bool,
}

impl Amount {
    /// Whether it may have been typed in 元 although the form, and nothing else, says another unit.
    pub(super) const fn may_be_in_yuan(self) -> bool {
        !self.computed && !self.has_own_unit
    }
}

/// The amounts of a row, by column.
pub(super) fn of_row(context: &FormContext<'_>, row: &FundingRow) -> BTreeMap<FundingColumn, Amount> {
    let sheet = context.sheet();
    let money = row.values.iter().filter(|(column, _)| column.is_money());
    money
        .filter_map(|(column, value)| {
            let computed = sheet.cell(value.cell).is_some_and(|cell| sheet.is_computed(value.cell, cell));
            let has_own_unit = context.form.own_units.funding.contains_key(column);
            Some((*column, Amount { cell: value.cell, number: value.value?, computed, has_own_unit }))
        })
        .collect()
}

/// What cells mean where that is not what they hold.
#[derive(Debug, Default)]
pub(super) struct Meant {
    /// Amounts kept as text, which become numbers without anyone being asked.
    pub(super) texts: BTreeMap<CellRef, Value>,
    /// Amounts in 元, which stay what they are until somebody was asked.
    pub(super) in_yuan: BTreeMap<CellRef, Value>,
}

/// What cells mean where that is not what they hold. Judges the amounts in 元.
pub(super) fn meant(context: &FormContext<'_>, judgements: &mut Judgements) -> Meant {
    let mut meant = Meant::default();
    let form = context.form;
    for (cell, number) in text_numbers(context) {
        meant.texts.insert(cell, Value::Number(number));
    }
    for found in yuan::find(context) {
        for (cell, amount) in &found.cells {
            meant.in_yuan.insert(*cell, Value::Number(*amount));
        }
        judgements.task_funds_in_yuan.extend(found.tasks.iter().copied());
        let label = form.field_name(found.field).unwrap_or_default();
        judgements.add(Judged {
            cell: found.at,
            field: Some(found.field),
            label,
            class: Class::InYuan { cells: found.cells, stated: found.stated, due: found.due },
            correction: None,
            actual: Some(crate::formula::amount(found.stated)),
        });
    }
    meant
}

/// The headings with a unit that their amounts are not in.
fn headings(context: &FormContext<'_>, judgements: &mut Judgements) {
    for &(cell, unit) in &context.form.own_units.not_followed {
        let label = context.shown(cell).split_whitespace().collect::<String>();
        judgements.add(Judged {
            cell,
            field: None,
            actual: Some(label.clone()),
            label,
            class: Class::HeadingUnit { unit },
            correction: None,
        });
    }
}

/// The cells that hold a number as text, with the number as their column counts, among amounts and points.
fn text_numbers(context: &FormContext<'_>) -> Vec<(CellRef, Decimal)> {
    let form = context.form;
    let money = form.funding.iter().flat_map(|row| {
        let numbers = row.values.iter().filter(|(column, _)| !column.is_rate());
        numbers.map(|(column, v)| (v.cell, v.value.and_then(|number| form.in_cell(*column, number))))
    });
    let of_tasks = |funds| form.money_unit().convert(funds, form.unit_of_task_funds());
    let tasks =
        form.tasks.iter().filter_map(|t| t.funds.as_ref()).map(|f| (f.cell, f.value.and_then(of_tasks)));
    let points =
        form.indicators.iter().flat_map(|i| [&i.weight, &i.score]).flatten().map(|p| (p.cell, p.value));
    let sheet = context.sheet();
    money
        .chain(tasks)
        .chain(points)
        .filter_map(|(cell, number)| match sheet.value(cell) {
            Value::Text(text) if CellError::parse(text).is_none() && !has_formula(context, cell) => {
                Some((cell, number?))
            }
            _ => None,
        })
        .collect()
}

/// The cells of the funding table's amounts with a text that states no number: those whose text says that there is
/// nothing (`—`, `无`), and those of which nobody knows what they come to (`▲20`, `待定`).
pub(super) fn without_number(context: &FormContext<'_>) -> (BTreeSet<CellRef>, BTreeSet<CellRef>) {
    let money = context.form.funding.iter().flat_map(|row| row.values.iter());
    let blank = money.filter(|(column, value)| column.is_money() && value.value.is_none());
    let says_nothing_at = |cell: CellRef| match context.sheet().value(cell) {
        Value::Text(text) if CellError::parse(text).is_none() && !has_formula(context, cell) => {
            Some(says_nothing(text))
        }
        _ => None,
    };
    let texts = blank.filter_map(|(_, value)| Some((value.cell, says_nothing_at(value.cell)?)));
    let (dashes, unreadable): (Vec<_>, Vec<_>) = texts.partition(|(_, nothing)| *nothing);
    let cells = |some: Vec<(CellRef, bool)>| some.into_iter().map(|(cell, _)| cell).collect();
    (cells(dashes), cells(unreadable))
}

fn has_formula(context: &FormContext<'_>, cell: CellRef) -> bool {
    let sheet = context.sheet();
    sheet.cell(cell).is_some_and(|content| sheet.is_computed(cell, content))
}

/// Judges the amounts.
pub(super) fn judge(bench: &Bench<'_, '_>, judgements: &mut Judgements) {
    let context = bench.context;
    for (cell, number) in text_numbers(context) {
        let shown = context.sheet().value(cell).text().unwrap_or_default().to_owned();
        let judged = Judged {
            actual: Some(shown.clone()),
            ..bench.on_cell(cell, Class::NumberAsText { shown, number })
        };
        judgements.add(Judged { correction: None, ..judged });
    }
    headings(context, judgements);
    implausible(bench, judgements);
    negative(bench, judgements);
    overspent(bench, judgements);
}

/// What an amount comes to.
enum Reading {
    Number(Decimal),
    /// Nothing stands there.
    Blank,
    /// Something stands there that is no number, or the form has no such column.
    Unknown,
}

fn reading(bench: &Bench<'_, '_>, row: &FundingRow, column: FundingColumn) -> Reading {
    let Some(cell) = row.cell(column).filter(|cell| !bench.incomplete.contains(*cell)) else {
        return Reading::Unknown;
    };
    match bench.comparer.value(cell) {
        Some(Value::Number(number)) => {
            bench.context.form.in_forms_unit(column, number).map_or(Reading::Unknown, Reading::Number)
        }
        Some(Value::Empty) => Reading::Blank,
        // Of a formula that cannot be computed, what it last gave.
        None => row.get(column).map_or(Reading::Unknown, Reading::Number),
        Some(_) => Reading::Unknown,
    }
}

fn implausible(bench: &Bench<'_, '_>, judgements: &mut Judgements) {
    let context = bench.context;
    for (cell, content) in context.own_cells() {
        if let Value::Unrepresentable(number) = content.value {
            let shown = format!("{number:e}");
            judgements.add(bench.on_cell(cell, Class::Implausible { shown }));
        }
    }
    let form = context.form;
    let unit = form.money_unit();
    let tasks = form.tasks.iter().filter_map(|t| t.funds.as_ref()).filter_map(|f| Some((f.cell, f.value?)));
    let rows = form.funding.iter().flat_map(|row| of_row(context, row).into_values());
    for (cell, number) in rows.filter(|a| !a.computed).map(|a| (a.cell, a.number)).chain(tasks) {
        let yuan = unit.convert(number.abs(), MoneyUnit::Yuan);
        let beyond = yuan.is_none_or(|yuan| yuan > Decimal::from(IMPLAUSIBLE_YUAN));
        if beyond && !bench.meant.contains_key(&cell) && !judgements.has(cell) {
            judgements.add(bench.on_cell(cell, Class::Implausible { shown: crate::formula::amount(number) }));
        }
    }
}

/// Budgets, expenditures and tasks' funds are not below zero. Adjustments may be.
fn negative(bench: &Bench<'_, '_>, judgements: &mut Judgements) {
    let form = bench.context.form;
    let mut cells = Vec::new();
    for row in &form.funding {
        for (column, amount) in of_row(bench.context, row) {
            // What a formula, or a total that comes out, makes of negative amounts is no fault of its own.
            let follows =
                amount.computed || (row.role == RowRole::Total && is_below_zero_in_parts(form, column));
            if column != FundingColumn::BudgetAdjustment && !follows {
                cells.push((amount.cell, form.in_cell(column, amount.number).unwrap_or(amount.number)));
            }
        }
    }
    cells.extend(form.tasks.iter().filter_map(|t| t.funds.as_ref()).filter_map(|f| Some((f.cell, f.value?))));
    for (cell, number) in cells {
        if number.is_sign_negative() && !number.is_zero() && !judgements.has(cell) {
            judgements.add(bench.on_cell(cell, Class::Negative { amount: number }));
        }
    }
}

/// Whether the total of a column is below zero because a part is.
fn is_below_zero_in_parts(form: &Form, column: FundingColumn) -> bool {
    let parts =
        || form.funding.iter().filter(|row| row.role == RowRole::Part).filter_map(|row| row.get(column));
    parts().any(|amount| amount < Decimal::ZERO)
        && parts().fold(Decimal::ZERO, Decimal::saturating_add) < Decimal::ZERO
}

/// More spent than budgeted: at the row that it comes from, once.
fn overspent(bench: &Bench<'_, '_>, judgements: &mut Judgements) {
    let form = bench.context.form;
    let over: Vec<Option<(CellRef, Decimal, Decimal)>> =
        form.funding.iter().map(|row| overspending(bench, row)).collect();
    let in_parts =
        form.funding.iter().zip(&over).any(|(row, over)| row.role != RowRole::Total && over.is_some());
    let has_parts = form.funding.iter().any(|row| row.role != RowRole::Total);
    let place = |role: RowRole| form.funding.iter().position(|row| row.role == role);
    let foot = place(RowRole::Total).filter(|foot| place(RowRole::Part).is_some_and(|part| part < *foot));
    for (index, (row, over_here)) in form.funding.iter().zip(&over).enumerate() {
        let Some((cell, spent, budget)) = *over_here else { continue };
        let from_below = match row.role {
            // A total that does not follow from its rows is a fault of its own.
            RowRole::Total => {
                in_parts
                    || form.funding.iter().any(has_budget_below_zero)
                    || (has_parts && !total_holds(bench, row))
            }
            RowRole::Part => details_of(form, index).any(|detail| matches!(over.get(detail), Some(Some(_)))),
            // What stands under a total at the foot of the table is no money to spend: 财政拨款占比.
            RowRole::Detail => foot.is_some_and(|foot| index > foot),
        };
        if !from_below && !judgements.has(cell) {
            let judged = bench.on_cell(cell, Class::Overspent { spent, budget });
            judgements.add(Judged { correction: None, ..judged });
        }
    }
}

/// The rows under a part that say what it consists of.
fn details_of(form: &Form, part: usize) -> impl Iterator<Item = usize> + '_ {
    let rows = form.funding.iter().enumerate().skip(part + 1);
    rows.take_while(|(_, row)| row.role == RowRole::Detail).map(|(index, _)| index)
}

fn overspending(bench: &Bench<'_, '_>, row: &FundingRow) -> Option<(CellRef, Decimal, Decimal)> {
    let get = |column| reading(bench, row, column);
    let Reading::Number(spent) = get(FundingColumn::ActualExpenditure) else { return None };
    let budget = if row.cell(FundingColumn::AnnualBudget).is_some() {
        match get(FundingColumn::AnnualBudget) {
            Reading::Number(annual) => annual,
            _ => return None,
        }
    } else {
        match (get(FundingColumn::InitialBudget), get(FundingColumn::BudgetAdjustment)) {
            (Reading::Number(initial), Reading::Number(adjustment)) => initial.checked_add(adjustment)?,
            (Reading::Number(initial), Reading::Blank) => initial,
            _ => return None,
        }
    };
    if has_budget_below_zero(row) {
        return None;
    }
    let by = spent.checked_sub(budget)?;
    (by >= Decimal::new(1, 2)).then_some((row.cell(FundingColumn::ActualExpenditure)?, spent, budget))
}

/// Whether a budget was typed below zero, which is a fault of its own and leaves nothing to compare spending with.
fn has_budget_below_zero(row: &FundingRow) -> bool {
    let budgets = [FundingColumn::InitialBudget, FundingColumn::AnnualBudget];
    budgets.iter().filter_map(|column| row.get(*column)).any(|budget| budget < Decimal::ZERO)
}

/// Whether a total is what its rows add up to.
fn total_holds(bench: &Bench<'_, '_>, row: &FundingRow) -> bool {
    let totals = bench.context.form.expected_formulas.iter().filter(|e| e.kind == FormulaKind::Total);
    totals.filter(|e| row.values.values().any(|v| v.cell == e.cell)).all(|e| {
        let due = bench.comparer.expected_value(e);
        let stated = match bench.comparer.value(e.cell) {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        };
        due.is_none() || stated.is_none() || due == stated
    })
}
