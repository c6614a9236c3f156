//! Rates of the funds that texts tell: 预算完成率达98.5%, beside the total row of the funding table.

use rust_decimal::Decimal;

use super::scope::{timeless, without_filler};
use super::{Narrative, RULE};
use crate::form::{Figure, Form, FormLevel, FundingColumn, FundingRow, Portion, RowRole};
use crate::formula::percentage;
use crate::rules::indicators::text;
use crate::rules::{Finding, FormContext};

/// A rate of the funds as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rate {
    /// What was spent of the budget: 预算完成率, 预算执行率.
    Spent,
    /// How much the budget was changed: 预算调整率.
    Adjusted,
}

/// What texts call the rates. 支出 and 部门 may stand before them.
const SPENT: [&str; 9] = [
    "预算完成率",
    "预算执行率",
    "预算支出率",
    "预算支出完成率",
    "预算支出执行率",
    "预算执行进度",
    "预算支出进度",
    "执行率",
    "支出进度",
];
const ADJUSTED: [&str; 1] = ["预算调整率"];

impl Rate {
    /// The rate of the whole that a name stands for, and the name without what says that it is the whole: 全年部门整体支出
    /// 预算完成率. Any other word before it makes it a part's; on a project's form the project is the whole.
    pub(super) fn named(name: &str, level: Option<FormLevel>) -> Option<(Self, &'static str)> {
        // Few figures are of funds, and these have no other ends.
        if !SPENT.iter().chain(&ADJUSTED).any(|one| name.ends_with(one)) {
            return None;
        }
        let name = timeless(name);
        std::iter::successors(Some(&*name), |rest| without_whole(rest, level)).find_map(|rest| {
            let among = |names: &[&'static str]| names.iter().find(|one| **one == rest).copied();
            let spent = among(&SPENT).map(|name| (Self::Spent, name));
            spent.or_else(|| among(&ADJUSTED).map(|name| (Self::Adjusted, name)))
        })
    }

    /// The rate that a figure is said of, if it is the whole's.
    pub(super) fn of(figure: &Figure, level: Option<FormLevel>) -> Option<Self> {
        let whole = if is_project(level) { Portion::Project } else { Portion::Whole };
        if !figure.is_rate() || figure.portion > whole {
            return None;
        }
        Self::named(&figure.subject, level).map(|(rate, _)| rate)
    }

    /// As the row states it, with its column.
    fn stated(self, row: &FundingRow) -> Option<(FundingColumn, Decimal)> {
        let columns: &[FundingColumn] = match self {
            Self::Spent => &[FundingColumn::CompletionRate, FundingColumn::ExecutionRate],
            Self::Adjusted => &[FundingColumn::AdjustmentRate],
        };
        columns.iter().find_map(|column| Some((*column, row.get(*column)?)))
    }

    /// The columns of the row that say what it is.
    fn columns(self, row: &FundingRow) -> &'static [FundingColumn] {
        use FundingColumn as C;
        match self {
            Self::Spent if row.get(C::AnnualBudget).is_some() => {
                &[C::AnnualBudget, C::ActualExpenditure, C::CompletionRate, C::ExecutionRate]
            }
            Self::Spent => &[
                C::InitialBudget,
                C::BudgetAdjustment,
                C::AnnualBudget,
                C::ActualExpenditure,
                C::CompletionRate,
                C::ExecutionRate,
            ],
            Self::Adjusted => &[C::InitialBudget, C::BudgetAdjustment, C::AdjustmentRate],
        }
    }

    /// As the row's amounts give it.
    fn due(self, row: &FundingRow) -> Option<Decimal> {
        let initial = row.get(FundingColumn::InitialBudget);
        let adjustment = row.get(FundingColumn::BudgetAdjustment);
        let (part, whole) = match self {
            Self::Spent => {
                let adjusted = || initial?.checked_add(adjustment.unwrap_or_default());
                let budget = row.get(FundingColumn::AnnualBudget).or_else(adjusted)?;
                (row.get(FundingColumn::ActualExpenditure)?, budget)
            }
            Self::Adjusted => (adjustment?.abs(), initial?),
        };
        (whole > Decimal::ZERO).then(|| part.checked_div(whole)).flatten()
    }
}

/// What is wrong with a rate that a text tells: it is neither what the total row states nor what its amounts give. Where
/// those two differ, that is another rule's to say, and one of them may be what the text has.
pub(super) fn conflict(
    context: &FormContext<'_>,
    narrative: &Narrative<'_>,
    figure: &Figure,
    rate: Rate,
) -> Option<Finding> {
    let row = total_row(context.form)?;
    let (_, name) = Rate::named(&figure.subject, context.form.level)?;
    // Where an amount is unreadable or lacking, nobody knows the rate.
    let is_incomplete =
        |column| row.cell(column).is_some_and(|cell| context.judgements().is_incomplete(cell));
    if rate.columns(row).iter().copied().any(is_incomplete) {
        return None;
    }
    let (stated, due) = (rate.stated(row), rate.due(row));
    // Where an amount is in another unit, no rate is what it should be.
    let due = due.filter(|due| *due < Decimal::TEN);
    if stated.is_some_and(|(_, stated)| figure.agrees_with_rate(stated))
        || due.is_some_and(|due| figure.agrees_with_rate(due))
    {
        return None;
    }
    let right = percentage(due.or(stated.map(|(_, stated)| stated))?);
    let cell = stated.and_then(|(column, _)| row.cell(column));
    let found = match (stated, cell) {
        (Some((_, stated)), Some(cell)) if percentage(stated) == right => format!("（{cell}）为 {right}"),
        (Some((_, stated)), Some(cell)) => format!("（{cell}）为 {}，按金额为 {right}", percentage(stated)),
        _ => format!("按金额为 {right}"),
    };
    let source = Some(text(Some(&row.source))).filter(|source| !source.is_empty()).unwrap_or("合计");
    let message = format!("文中{name}为 {}，资金表{source}{found}，请核实", figure.shown);
    let finding = Finding::new(&RULE, &context.form.sheet, message)
        .at(narrative.text.cell)
        .field(narrative.field)
        .actual(figure.shown.as_str())
        .expected(right);
    Some(finding)
}

/// A name without the word before it that says that it is the whole.
fn without_whole(name: &str, level: Option<FormLevel>) -> Option<&str> {
    const WHOLE: [&str; 7] = ["部门", "单位", "整体", "总体", "支出", "年度", "资金"];
    const PROJECT: [&str; 3] = ["本项目", "项目", "专项"];
    let project = if is_project(level) { &PROJECT[..] } else { &[] };
    let mut words = WHOLE.iter().chain(project);
    without_filler(name).or_else(|| words.find_map(|word| name.strip_prefix(word)))
}

fn is_project(level: Option<FormLevel>) -> bool {
    level == Some(FormLevel::Project)
}

fn total_row(form: &Form) -> Option<&FundingRow> {
    form.funding.iter().find(|row| row.role == RowRole::Total)
}
