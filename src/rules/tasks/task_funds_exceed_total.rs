//! `task-funds-exceed-total`

use rust_decimal::Decimal;

use crate::form::{Form, FundingColumn, Located, RowRole};
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

declare_rule! {
    /// ## 检查什么
    ///
    /// 一个任务涉及的资金大于部门整体的实际支出数；或者各任务涉及资金之和既大于实际支出数，又大于预算数
    /// （年初预算数 + 预算调整数）。各任务资金之和小于整体支出是正常的：人员经费等不归入任务。
    ///
    /// ## 为什么
    ///
    /// 任务的资金是部门整体支出的一部分，部分不能大于整体。常见原因是把元当作万元、小数点错位，或者把同一笔资金重复列入几个任务。
    ///
    /// ## 例子
    ///
    /// E5 合计实际支出数为 822.26，H10 任务1涉及资金为 910.26：
    ///
    /// > H10　任务1涉及资金 910.26 大于部门整体实际支出数 822.26（E5），应不超过整体支出，请核实后改正
    ///
    /// ## 修正
    ///
    /// 不修正：哪个金额写错，只有部门知道。
    "task-funds-exceed-total" {
        code: "T101",
        title: "任务资金超过整体支出",
        level: Error,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    let Some(spent) = total(form, FundingColumn::ActualExpenditure) else { return Vec::new() };
    let funds: Vec<(usize, &Located<Decimal>, Decimal)> = form
        .tasks
        .iter()
        .enumerate()
        .filter_map(|(n, task)| task.funds.as_ref().and_then(|f| f.value.map(|value| (n, f, value))))
        .collect();

    let alone: Vec<Finding> = funds
        .iter()
        .filter(|(_, _, amount)| *amount > spent.amount)
        .map(|(n, funds, amount)| {
            let name = task_name(form, *n);
            let message = format!(
                "{name}涉及资金 {amount} 大于部门整体实际支出数 {}，应不超过整体支出，请核实后改正",
                spent.shown()
            );
            Finding::new(&RULE, &form.sheet, message)
                .at(funds.cell)
                .field(format!("tasks.{n}.funds"))
                .actual(amount.to_string())
        })
        .collect();
    // One fault, one finding: a task that is too large alone makes the sum too large as well.
    if !alone.is_empty() {
        return alone;
    }
    sum_exceeds(form, &funds, &spent).into_iter().collect()
}

/// The finding where no task is too large alone, but all together are. It stands at the largest: where one amount is
/// wrong, it is most often that.
fn sum_exceeds(form: &Form, funds: &[(usize, &Located<Decimal>, Decimal)], spent: &Total) -> Option<Finding> {
    let sum = funds.iter().try_fold(Decimal::ZERO, |sum, (_, _, amount)| sum.checked_add(*amount))?;
    let budget = budget(form)?;
    // Amounts of tasks are sometimes what was budgeted, sometimes what was spent: only beyond both it is surely wrong.
    if sum <= spent.amount || sum <= budget {
        return None;
    }
    let (n, largest, amount) = funds.iter().rev().max_by_key(|(_, _, amount)| *amount)?;
    let message = format!(
        "各任务涉及资金合计 {sum}，大于部门整体实际支出数 {} 和预算数 {budget}，应不超过整体支出；其中{}最大，为 {amount}，\
         请核实有无重复计列后改正",
        spent.shown(),
        task_name(form, *n)
    );
    Some(
        Finding::new(&RULE, &form.sheet, message)
            .at(largest.cell)
            .field(format!("tasks.{n}.funds"))
            .actual(amount.to_string()),
    )
}

/// An amount of the whole department, and the cell it stands in, if it stands in one.
struct Total {
    amount: Decimal,
    cell: Option<crate::workbook::CellRef>,
}

impl Total {
    fn shown(&self) -> String {
        match self.cell {
            Some(cell) => format!("{}（{cell}）", self.amount),
            None => self.amount.to_string(),
        }
    }
}

/// The total of a column: what the total row says, or the parts' sum where that is larger or the row is blank. (A total
/// that is wrong is a fault of its own, and not the tasks'.)
fn total(form: &Form, column: FundingColumn) -> Option<Total> {
    let stated = form
        .funding
        .iter()
        .find(|row| row.role == RowRole::Total)
        .and_then(|row| row.get(column).map(|amount| Total { amount, cell: row.cell(column) }));
    let parts: Vec<Decimal> = form
        .funding
        .iter()
        .filter(|row| row.role == RowRole::Part)
        .filter_map(|row| row.get(column))
        .collect();
    let sum = parts
        .iter()
        .try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(*amount))
        .filter(|_| !parts.is_empty());
    match (stated, sum) {
        (Some(stated), Some(sum)) if sum > stated.amount => Some(Total { amount: sum, cell: None }),
        (Some(stated), _) => Some(stated),
        (None, sum) => sum.map(|amount| Total { amount, cell: None }),
    }
}

/// The budget after its adjustment.
fn budget(form: &Form) -> Option<Decimal> {
    if let Some(annual) = total(form, FundingColumn::AnnualBudget) {
        return Some(annual.amount);
    }
    let initial = total(form, FundingColumn::InitialBudget)?.amount;
    let adjustment = total(form, FundingColumn::BudgetAdjustment).map_or(Decimal::ZERO, |total| total.amount);
    initial.checked_add(adjustment)
}

/// The task's name as the form has it, or its number.
fn task_name(form: &Form, n: usize) -> String {
    form.tasks
        .get(n)
        .and_then(|task| task.name.as_ref())
        .and_then(|name| name.value.clone())
        .unwrap_or_else(|| format!("任务{}", n + 1))
}
