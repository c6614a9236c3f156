//! The money of one form in the summary's unit: its total, and the parts under it.

use rust_decimal::Decimal;

use crate::form::{FormRecord, FundingRecord, MoneyUnit};

/// The four amounts of a funding row; `None` where the form says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Amounts {
    /// 年初预算数
    pub(super) initial: Option<Decimal>,
    /// 预算调整数
    pub(super) adjustment: Option<Decimal>,
    /// 调整后预算数, where the form itself states it (全年预算数).
    pub(super) stated_budget: Option<Decimal>,
    /// 实际支出数
    pub(super) actual: Option<Decimal>,
}

impl Amounts {
    fn of(record: &FundingRecord, from: MoneyUnit, to: MoneyUnit) -> Self {
        let convert = |amount: Option<Decimal>| amount.and_then(|a| from.convert(a, to)).filter(is_exact);
        Self {
            initial: convert(record.initial_budget),
            adjustment: convert(record.budget_adjustment),
            stated_budget: convert(record.annual_budget),
            actual: convert(record.actual_expenditure),
        }
    }

    /// 调整后预算数: what the form states, else 年初预算数 + 预算调整数.
    pub(super) fn budget(&self) -> Option<Decimal> {
        self.stated_budget.or_else(|| sum(self.initial, self.adjustment))
    }

    /// 预算调整数: what the form states, else what 全年预算数 differs from 年初预算数.
    pub(super) fn adjustment(&self) -> Option<Decimal> {
        self.adjustment.or_else(|| self.stated_budget?.checked_sub(self.initial?))
    }

    /// 预算完成率 = 实际支出数 ÷ 调整后预算数, a fraction; none where nothing was budgeted.
    pub(super) fn completion_rate(&self) -> Option<Decimal> {
        quotient(self.actual?, self.budget()?)
    }

    /// 预算调整率 = |预算调整数| ÷ 年初预算数, a fraction; none where nothing was budgeted.
    pub(super) fn adjustment_rate(&self) -> Option<Decimal> {
        quotient(self.adjustment()?.abs(), self.initial?)
    }

    /// Whether the form says nothing at all.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// This and `other`, column by column.
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            initial: sum(self.initial, other.initial),
            adjustment: sum(self.adjustment, other.adjustment),
            stated_budget: sum(self.stated_budget, other.stated_budget),
            actual: sum(self.actual, other.actual),
        }
    }

    /// As a row that counts into a sum, where what is stated and what follows from it are alike.
    pub(super) fn completed(self) -> Self {
        Self { stated_budget: self.budget(), adjustment: self.adjustment(), ..self }
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

/// A form's funding table: one total, then the parts in the form's order. Empty where the form has no amounts at all.
pub(super) fn funding_lines(form: &FormRecord, unit: MoneyUnit) -> Vec<FundingLine<'_>> {
    let from = form_unit(form);
    let mut total = None;
    let mut lines = Vec::new();
    for (index, record) in form.funding.iter().enumerate() {
        let amounts = Amounts::of(record, from, unit);
        let source = record.source.as_deref().unwrap_or("（未填资金来源）");
        let line = |role| FundingLine { source, role, amounts, index: Some(index) };
        match record.role.as_str() {
            "total" if amounts.is_empty() => {}
            "total" if total.is_none() => total = Some(line(LineRole::Total)),
            // A second total is a part of what the first one says; counting it would count the money twice.
            "detail" | "total" => lines.push(line(LineRole::Detail)),
            _ => lines.push(line(LineRole::Part)),
        }
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

/// The unit in which a form counts; 万元 where it does not say.
pub(super) fn form_unit(form: &FormRecord) -> MoneyUnit {
    form.unit.as_deref().and_then(MoneyUnit::find_in).unwrap_or_default()
}

/// A number as a spreadsheet stores it (IEEE 754), which reads back as the same digits.
pub(super) fn as_excel(number: Decimal) -> f64 {
    // Through its digits: rust_decimal's own conversion is not always the nearest one.
    number.normalize().to_string().parse().unwrap_or_default()
}

/// A result as a formula's cache holds it: the 15 digits that Excel keeps.
pub(super) fn cached(number: Decimal) -> String {
    number.round_sf(15).unwrap_or(number).normalize().to_string()
}

/// The sum of two amounts of which either may be absent.
pub(super) fn sum(a: Option<Decimal>, b: Option<Decimal>) -> Option<Decimal> {
    match (a, b) {
        (Some(a), Some(b)) => a.checked_add(b),
        (a, b) => a.or(b),
    }
}

/// `dividend` ÷ `divisor`; none where the divisor is zero.
pub(super) fn quotient(dividend: Decimal, divisor: Decimal) -> Option<Decimal> {
    dividend.checked_div(divisor)
}

/// Whether a spreadsheet holds the amount exactly. What it does not (more than 15 digits) is no amount of money that
/// any office has; a rule reports it, and the summary does not count it.
fn is_exact(amount: &Decimal) -> bool {
    amount.abs() < Decimal::from(1_000_000_000_000_000_i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(role: &str, source: &str, initial: i64, actual: i64) -> FundingRecord {
        FundingRecord {
            source: Some(source.to_owned()),
            initial_budget: Some(Decimal::new(initial, 2)),
            actual_expenditure: Some(Decimal::new(actual, 2)),
            role: role.to_owned(),
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

    #[test]
    fn a_form_in_yuan_is_converted() {
        let form = form("元", vec![row("total", "合计", 843_650_000, 822_260_000)]);
        let lines = funding_lines(&form, MoneyUnit::TenThousand);
        assert_eq!(lines[0].amounts.initial, Some(Decimal::new(84365, 2)));
    }

    #[test]
    fn without_a_total_the_parts_are_summed_and_details_are_not() {
        let rows = vec![
            row("part", "一般公共预算", 100, 50),
            row("detail", "其中：工资", 60, 30),
            row("part", "其他", 10, 5),
        ];
        let form = form("万元", rows);
        let lines = funding_lines(&form, MoneyUnit::TenThousand);
        assert_eq!(lines[0].role, LineRole::SummedTotal);
        assert_eq!(lines[0].amounts.initial, Some(Decimal::new(110, 2)));
        assert_eq!(lines.len(), 4);
    }

    #[test]
    fn nothing_budgeted_has_no_rate() {
        let amounts =
            Amounts { initial: Some(Decimal::ZERO), actual: Some(Decimal::ONE), ..Amounts::default() };
        assert_eq!(amounts.completion_rate(), None);
    }

    #[test]
    fn an_amount_beyond_a_spreadsheets_digits_does_not_count() {
        let mut record = row("total", "合计", 0, 100);
        record.initial_budget = Some(Decimal::MAX);
        let form = form("亿元", vec![record]);
        assert_eq!(funding_lines(&form, MoneyUnit::Yuan)[0].amounts.initial, None);
    }
}
