//! `task-funds-exceed-total`

use rust_decimal::Decimal;

use crate::form::{FieldPath, Form, FundingColumn, FundingRow, RowRole, Task, TaskField};
use crate::formula::amount;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};
use crate::workbook::CellRef;

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
    let Some(spent) = total(context, FundingColumn::ActualExpenditure) else { return Vec::new() };
    // Funds that were typed in 元 are found as that, not as too much.
    let in_yuan = &context.judgements().task_funds_in_yuan;
    let funds: Vec<Funds> = form
        .tasks
        .iter()
        .enumerate()
        .filter(|(n, _)| !in_yuan.contains_key(n))
        .filter_map(|(n, task)| Funds::of(n, task))
        // What no amount can be is found as that.
        .filter(|funds| !context.judgements().is_implausible(funds.cell))
        .collect();

    let alone: Vec<Finding> = funds
        .iter()
        .filter(|funds| funds.amount > spent.amount)
        .map(|funds| {
            let message = format!(
                "{}涉及资金 {} 大于部门整体实际支出数 {}，应不超过整体支出，请核实后改正",
                funds.task,
                amount(funds.amount),
                spent.shown()
            );
            funds.finding(form, message)
        })
        .collect();
    // One fault, one finding: a task that is too large alone makes the sum too large as well.
    if alone.is_empty() { together(context, &funds, &spent).into_iter().collect() } else { alone }
}

/// The finding where no task is too large alone, but all together are. It stands at the largest: where one amount is
/// wrong, it is most often that.
fn together(context: &FormContext<'_>, funds: &[Funds], spent: &Total) -> Option<Finding> {
    let sum = funds.iter().try_fold(Decimal::ZERO, |sum, funds| sum.checked_add(funds.amount))?;
    let budget = budget(context)?;
    // Amounts of tasks are sometimes what was budgeted, sometimes what was spent: only beyond both it is surely wrong.
    if sum <= spent.amount || sum <= budget {
        return None;
    }
    let largest = funds.iter().rev().max_by_key(|funds| funds.amount)?;
    let message = format!(
        "各任务涉及资金之和 {} 大于部门整体实际支出数 {}和预算数 {}，应不超过整体支出；其中{}最大，为 {}，请核实有无重复计列后改正",
        amount(sum),
        spent.shown(),
        amount(budget),
        largest.task,
        amount(largest.amount)
    );
    Some(largest.finding(context.form, message))
}

/// A task's funds.
struct Funds {
    /// The task's place on the form.
    n: usize,
    /// The task's name as the form has it, or its number.
    task: String,
    amount: Decimal,
    cell: CellRef,
}

impl Funds {
    fn of(n: usize, task: &Task) -> Option<Self> {
        let funds = task.funds.as_ref()?;
        let name = task.name.as_ref().and_then(|name| name.value.clone());
        let task = name.unwrap_or_else(|| format!("任务{}", n + 1));
        Some(Self { n, task, amount: funds.value?, cell: funds.cell })
    }

    fn finding(&self, form: &Form, message: String) -> Finding {
        Finding::new(&RULE, &form.sheet, message)
            .at(self.cell)
            .field(FieldPath::task(self.n, TaskField::Funds))
            .actual(amount(self.amount))
    }
}

/// An amount of the whole department, and the cell it stands in, if it stands in one.
struct Total {
    amount: Decimal,
    cell: Option<CellRef>,
}

impl Total {
    fn shown(&self) -> String {
        match self.cell {
            Some(cell) => format!("{}（{cell}）", amount(self.amount)),
            None => format!("{}（各资金来源之和）", amount(self.amount)),
        }
    }
}

/// The total of a column. Where the total row and the sum of its parts differ, the parts are believed: a total that is
/// wrong is a fault of its own and neither hides nor makes one of the tasks. Parts of a hundred times the total are
/// not, for one of them is in another unit. Where an amount of the column is unreadable nobody knows the total.
fn total(context: &FormContext<'_>, column: FundingColumn) -> Option<Total> {
    let form = context.form;
    let is_known =
        |row: &&FundingRow| row.cell(column).is_none_or(|cell| !context.judgements().is_incomplete(cell));
    let row = form.funding.iter().find(|row| row.role == RowRole::Total);
    let stated = row
        .filter(is_known)
        .and_then(|row| row.get(column).map(|amount| Total { amount, cell: row.cell(column) }));
    let sum = sum_of_parts(form, column).map(|amount| Total { amount, cell: None });
    match (stated, sum) {
        (Some(stated), Some(sum)) if sum.amount == stated.amount || dwarfs(sum.amount, stated.amount) => {
            Some(stated)
        }
        (stated, sum) => sum.or(stated),
    }
}

/// The sum of the funding sources' amounts, if each of them has one. An expenditure below zero is a fault of its own, most
/// often of the sign, and does not make the tasks too large.
fn sum_of_parts(form: &Form, column: FundingColumn) -> Option<Decimal> {
    let mut parts = form.funding.iter().filter(|row| row.role == RowRole::Part).peekable();
    parts.peek()?;
    let spent = column == FundingColumn::ActualExpenditure;
    let amount = |row: &FundingRow| row.get(column).map(|amount| if spent { amount.abs() } else { amount });
    parts.try_fold(Decimal::ZERO, |sum, row| sum.checked_add(amount(row)?))
}

/// Whether an amount is a hundred times another or more.
fn dwarfs(large: Decimal, small: Decimal) -> bool {
    small > Decimal::ZERO
        && small.checked_mul(Decimal::ONE_HUNDRED).is_some_and(|hundredfold| large >= hundredfold)
}

/// The budget after its adjustment.
fn budget(context: &FormContext<'_>) -> Option<Decimal> {
    if let Some(annual) = total(context, FundingColumn::AnnualBudget) {
        return Some(annual.amount);
    }
    let is_incomplete = |row: &FundingRow| {
        row.cell(FundingColumn::BudgetAdjustment).is_some_and(|c| context.judgements().is_incomplete(c))
    };
    if context.form.funding.iter().any(is_incomplete) {
        return None;
    }
    let initial = total(context, FundingColumn::InitialBudget)?.amount;
    let adjustment =
        total(context, FundingColumn::BudgetAdjustment).map_or(Decimal::ZERO, |total| total.amount);
    initial.checked_add(adjustment)
}

#[cfg(test)]
mod tests {
    use crate::form::FundingColumn;
    use crate::rules::testing::Desk;

    #[test]
    fn a_task_with_more_than_the_department_spent_is_found_at_its_funds() {
        let mut desk = Desk::clean();
        desk.task_funds(0, "860.00");
        assert_eq!(
            desk.lines("task-funds-exceed-total"),
            ["H9 任务1涉及资金 860.00 大于部门整体实际支出数 850.00（E4），应不超过整体支出，请核实后改正"]
        );
    }

    #[test]
    fn tasks_that_only_together_exceed_everything_are_found_at_the_largest() {
        let mut desk = Desk::clean();
        desk.task_funds(0, "500.00").task_funds(1, "450.00");
        assert_eq!(
            desk.lines("task-funds-exceed-total"),
            [
                "H9 各任务涉及资金之和 950.00 大于部门整体实际支出数 850.00（E4）和预算数 900.00，应不超过整体支出；\
              其中任务1最大，为 500.00，请核实有无重复计列后改正"
            ]
        );
    }

    #[test]
    fn tasks_may_together_be_what_was_budgeted() {
        let mut desk = Desk::clean();
        desk.task_funds(0, "500.00").task_funds(1, "400.00");
        assert!(desk.lines("task-funds-exceed-total").is_empty());
    }

    #[test]
    fn tasks_may_be_all_that_was_spent() {
        let mut desk = Desk::clean();
        desk.task_funds(0, "850.00").task_funds(1, "0");
        assert!(desk.lines("task-funds-exceed-total").is_empty());
    }

    #[test]
    fn a_total_that_is_too_small_is_not_the_tasks_fault() {
        let mut desk = Desk::clean();
        desk.amount(0, FundingColumn::ActualExpenditure, "85.00");
        assert!(desk.lines("task-funds-exceed-total").is_empty());
    }

    #[test]
    fn a_total_that_is_too_large_does_not_hide_it() {
        let mut desk = Desk::clean();
        desk.amount(0, FundingColumn::ActualExpenditure, "950.00").task_funds(1, "938.00");
        assert_eq!(
            desk.lines("task-funds-exceed-total"),
            [
                "H11 任务2涉及资金 938.00 大于部门整体实际支出数 850.00（各资金来源之和），应不超过整体支出，请核实后改正"
            ]
        );
    }

    #[test]
    fn an_expenditure_below_zero_is_not_the_tasks_fault() {
        let mut desk = Desk::clean();
        desk.amount(1, FundingColumn::ActualExpenditure, "-600.00").task_funds(0, "400.00");
        assert!(desk.lines("task-funds-exceed-total").is_empty());
    }

    #[test]
    fn without_any_total_nothing_is_said() {
        let mut desk = Desk::clean();
        desk.form.funding.clear();
        assert!(desk.lines("task-funds-exceed-total").is_empty());
    }
}
