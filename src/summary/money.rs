//! The money of one form in the summary's unit: its total, and the parts under it.

use rust_decimal::Decimal;

use super::amounts::Amounts;
use super::facts::Facts;
use crate::form::{FieldPath, FundingColumn, MoneyUnit, RowRole};
use crate::record::{FormRecord, FundingRecord};

/// The columns of a budget.
const BUDGET: [FundingColumn; 3] =
    [FundingColumn::InitialBudget, FundingColumn::BudgetAdjustment, FundingColumn::AnnualBudget];

/// A row of a form's funding table as it was read, with what a run knows of it beyond.
struct Row<'a> {
    record: &'a FundingRecord,
    /// The amount that a correction put into a column, in the form's unit as what was read.
    corrected: &'a dyn Fn(FundingColumn) -> Option<Decimal>,
    /// Whether something was found at a column that nobody has mended.
    is_at_fault: &'a dyn Fn(FundingColumn) -> bool,
    /// Whether the form has a cell for 全年预算数 here.
    has_annual_budget: bool,
}

impl Row<'_> {
    /// Its amounts in the unit `to`.
    fn amounts(&self, from: MoneyUnit, to: MoneyUnit) -> Amounts {
        let convert = |column| self.get(column).and_then(|a| from.convert(a, to)).filter(is_countable);
        Amounts {
            initial: convert(FundingColumn::InitialBudget),
            adjustment: convert(FundingColumn::BudgetAdjustment),
            stated_budget: convert(FundingColumn::AnnualBudget),
            actual: convert(FundingColumn::ActualExpenditure),
            is_unclear: BUDGET.into_iter().any(|column| {
                convert(column).is_none() && (self.get(column).is_some() || (self.is_at_fault)(column))
            }) || self.lacks_budget(),
        }
    }

    fn get(&self, column: FundingColumn) -> Option<Decimal> {
        (self.corrected)(column).or_else(|| self.record.get(column))
    }

    /// Whether 全年预算数 gave nothing that could be read (the sum of rows of which one shows an error), and nothing says by
    /// what it differs from 年初预算数.
    fn lacks_budget(&self) -> bool {
        let unread = |column| self.get(column).is_none();
        self.has_annual_budget
            && unread(FundingColumn::AnnualBudget)
            && unread(FundingColumn::BudgetAdjustment)
    }
}

/// A row of a form's funding table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FundingLine<'a> {
    /// 资金来源
    pub(super) source: &'a str,
    /// What it is to the total.
    pub(super) role: LineRole,
    /// Its amounts.
    pub(super) amounts: Amounts,
    /// Its place in the form's funding table; none for a total that the form does not state.
    pub(super) index: Option<usize>,
}

/// What a row is to the form's total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineRole {
    /// The total that the form states.
    Total,
    /// The total that the form should have stated: the sum of its parts.
    SummedTotal,
    /// A part of the total.
    Part,
    /// A part of a part, which the total does not count again.
    Detail,
}

impl LineRole {
    /// The word for it in the column 行别.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Total | Self::SummedTotal => "合计",
            Self::Part => "分项",
            Self::Detail => "其中",
        }
    }
}

/// The funding table of the form of that index: one total, then the parts in the form's order. Empty where the form has no
/// amounts at all.
pub(super) fn funding_lines<'a>(facts: &Facts<'a>, form: usize) -> Vec<FundingLine<'a>> {
    let known = facts.money_of(form);
    let form = facts.form(form);
    let from = form.money_unit();
    let mut total = None;
    let mut total_lacks_budget = false;
    let mut lines = Vec::new();
    for (index, record) in form.funding.iter().enumerate() {
        let row = Row {
            record,
            corrected: &|column| known.and_then(|known| known.corrected(index, column)),
            is_at_fault: &|column| known.is_some_and(|known| known.fault(index, column).is_some()),
            has_annual_budget: total.is_none()
                && record.role == RowRole::Total
                && has_annual_budget(form, index),
        };
        let amounts = row.amounts(from, facts.unit());
        let source = record.source.as_deref().unwrap_or("（未填资金来源）");
        let line = |role| FundingLine { source, role, amounts, index: Some(index) };
        match record.role {
            RowRole::Total if amounts.is_empty() => {}
            RowRole::Total if total.is_none() => {
                total_lacks_budget = row.lacks_budget();
                total = Some(line(LineRole::Total));
            }
            // A second total is a part of what the first one says; counting it would count the money twice.
            RowRole::Detail | RowRole::Total => lines.push(line(LineRole::Detail)),
            RowRole::Part => lines.push(line(LineRole::Part)),
        }
    }
    if let Some(total) = total.as_mut().filter(|_| total_lacks_budget) {
        total.amounts.stated_budget = budget_of_parts(&lines);
    }
    if total.is_none() {
        let parts = lines.iter().filter(|line| line.role == LineRole::Part);
        let amounts = parts.fold(Amounts::default(), |sum, line| sum.plus(line.amounts));
        if !amounts.is_empty() {
            total = Some(FundingLine {
                source: "合计（按分项相加）",
                role: LineRole::SummedTotal,
                amounts,
                index: None,
            });
        }
    }
    total.into_iter().chain(lines).collect()
}

/// What the budgets of the parts come to, where every part that has amounts has one.
fn budget_of_parts(lines: &[FundingLine<'_>]) -> Option<Decimal> {
    let parts = lines.iter().filter(|line| line.role == LineRole::Part && !line.amounts.is_empty());
    let mut budgets = parts.map(|line| line.amounts.budget()).peekable();
    budgets.peek()?;
    budgets.try_fold(Decimal::ZERO, |sum, budget| sum.checked_add(budget?))
}

fn has_annual_budget(form: &FormRecord, row: usize) -> bool {
    form.cells.get(FieldPath::figure(row, FundingColumn::AnnualBudget)).is_some()
}

/// Whether the amount is of a size that a spreadsheet holds to the last digit before the point, of which it keeps 15. What is
/// larger is no amount of money that any office has; a rule reports it, and the summary does not count it.
fn is_countable(amount: &Decimal) -> bool {
    amount.abs() < Decimal::from(1_000_000_000_000_000_i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::TaskField;
    use crate::record::FixSafety;
    use crate::rules::{Finding, Fix, Listed, NewAmount, find_rule};
    use crate::settings::Settings;
    use crate::summary::SummaryInput;

    fn row(role: RowRole, source: &str, initial: i64, actual: i64) -> FundingRecord {
        FundingRecord {
            source: Some(source.to_owned()),
            initial_budget: Some(Decimal::new(initial, 2)),
            actual_expenditure: Some(Decimal::new(actual, 2)),
            role,
            ..FundingRecord::default()
        }
    }

    fn form(unit: &str, funding: Vec<FundingRecord>) -> FormRecord {
        let json = serde_json::json!({
            "schema": "ziping/form/1", "file": "a.xlsx", "sheet": "Sheet1", "template": "t", "department": "财政局",
            "year": 2021, "unit": unit, "funding": [], "goals": {"expected": null, "achieved": null}, "tasks": [],
            "indicators": [], "problems": null, "measures": null, "cells": {}, "unmapped": []
        });
        let mut form: FormRecord = serde_json::from_value(json).unwrap();
        form.funding = funding;
        form
    }

    /// The sum of rows of which one shows an error was taken for 年初预算数.
    #[test]
    fn an_annual_budget_that_cannot_be_read_is_not_the_initial_one() {
        let mut form = form("万元", vec![row(RowRole::Total, "合计", 100, 50)]);
        let budget = |form: &FormRecord| lines_of(form, MoneyUnit::TenThousand, &[])[0].1.budget();
        assert_eq!(budget(&form), Some(Decimal::ONE));
        form.cells.insert("funding.0.annual_budget".parse().unwrap(), "E6".parse().unwrap());
        assert_eq!(budget(&form), None);
        // What the rows under it come to, it is; those without amounts come to nothing.
        let part =
            |budget| FundingRecord { annual_budget: budget, ..row(RowRole::Part, "财政拨款", 70, 50) };
        let empty = FundingRecord { role: RowRole::Part, ..FundingRecord::default() };
        form.funding.extend([part(Some(Decimal::TWO)), part(Some(Decimal::TEN)), empty]);
        assert_eq!(budget(&form), Some(Decimal::from(12)));
        form.funding.truncate(1);
        // By what it differs from that, stands there.
        form.funding[0].budget_adjustment = Some(Decimal::ONE);
        assert_eq!(budget(&form), Some(Decimal::TWO));
        form.funding[0].annual_budget = Some(Decimal::TEN);
        assert_eq!(budget(&form), Some(Decimal::TEN));
    }

    /// The lines of one form in a summary of it alone.
    fn lines_of(form: &FormRecord, unit: MoneyUnit, found: &[(Finding, bool)]) -> Vec<(LineRole, Amounts)> {
        let settings = Settings { summary_unit: unit, ..Settings::default() };
        let forms = std::slice::from_ref(form);
        let listed = found.iter();
        let listed =
            listed.map(|(finding, applied)| Listed { finding, label: None, applied: Some(*applied) });
        let findings: Vec<_> = listed.collect();
        let input =
            SummaryInput { forms, findings: &findings, inputs: &[], roster: None, settings: &settings };
        funding_lines(&Facts::of(&input), 0).into_iter().map(|line| (line.role, line.amounts)).collect()
    }

    #[test]
    fn a_form_in_yuan_is_converted() {
        let form = form("元", vec![row(RowRole::Total, "合计", 843_650_000, 822_260_000)]);
        let lines = lines_of(&form, MoneyUnit::TenThousand, &[]);
        assert_eq!(lines[0].1.initial, Some(Decimal::new(84365, 2)));
    }

    #[test]
    fn without_a_total_the_parts_are_summed_and_details_are_not() {
        let rows = vec![
            row(RowRole::Part, "一般公共预算", 100, 50),
            row(RowRole::Detail, "其中：工资", 60, 30),
            row(RowRole::Part, "其他", 10, 5),
        ];
        let form = form("万元", rows);
        let lines = lines_of(&form, MoneyUnit::TenThousand, &[]);
        assert_eq!(lines[0].0, LineRole::SummedTotal);
        assert_eq!(lines[0].1.initial, Some(Decimal::new(110, 2)));
        assert_eq!(lines.len(), 4);
    }

    #[test]
    fn an_amount_beyond_a_spreadsheets_digits_does_not_count() {
        let mut record = row(RowRole::Total, "合计", 0, 100);
        record.initial_budget = Some(Decimal::MAX);
        let form = form("亿元", vec![record]);
        assert_eq!(lines_of(&form, MoneyUnit::Yuan, &[])[0].1.initial, None);
    }

    /// The total of a circular formula has no amount; from the adjustment alone a rate of 1818 % was printed.
    #[test]
    fn an_amount_that_could_not_be_read_leaves_no_budget() {
        let mut total = row(RowRole::Total, "合计", 0, 1_800);
        total.initial_budget = None;
        total.budget_adjustment = Some(Decimal::new(99, 2));
        let form = form("万元", vec![total]);
        let at = |field: FieldPath| {
            let mut finding =
                Finding::new(find_rule("circular-formula").unwrap(), "Sheet1", "循环引用").field(field);
            finding.file = "a.xlsx".to_owned();
            finding.form = Some(0);
            finding
        };
        let rate =
            |field| lines_of(&form, MoneyUnit::TenThousand, &[(at(field), false)])[0].1.completion_rate();
        assert_eq!(rate(FieldPath::figure(0, FundingColumn::InitialBudget)), None);
        assert!(rate(FieldPath::task(0, TaskField::Funds)).is_some());
    }

    /// What broke: of a fix that changes several amounts, one was counted.
    #[test]
    fn a_mended_total_counts_as_it_was_mended_and_so_do_all_amounts_of_a_fix() {
        let form = form(
            "万元",
            vec![row(RowRole::Total, "合计", 150, 100), row(RowRole::Part, "财政拨款", 120, 100)],
        );
        let column = FundingColumn::InitialBudget;
        let amounts =
            [(0, 120), (1, 110)].map(|(row, new)| NewAmount { row, column, amount: Decimal::new(new, 2) });
        let fix = Fix { amounts: amounts.to_vec(), ..Fix::new(FixSafety::Safe, Vec::new()) };
        let finding = Finding::new(find_rule("total-wrong-formula").unwrap(), "Sheet1", "合计公式有误");
        let finding = Finding { file: "a.xlsx".to_owned(), form: Some(0), fix: Some(fix), ..finding };
        let initial = |applied| {
            lines_of(&form, MoneyUnit::TenThousand, &[(finding.clone(), applied)])
                .into_iter()
                .map(|line| line.1.initial)
                .collect::<Vec<_>>()
        };
        assert_eq!(initial(true), [Some(Decimal::new(120, 2)), Some(Decimal::new(110, 2))]);
        assert_eq!(initial(false), [Some(Decimal::new(150, 2)), Some(Decimal::new(120, 2))]);
    }
}
