//! The funding table: its rows, what each is to the total, and its columns.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Located;
use crate::workbook::CellRef;

/// A row of the funding table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FundingRow {
    /// The source of the funds (资金来源) as the form words it: `合计`, `一般公共预算`.
    pub source: Located<String>,
    /// What the row is to the total.
    pub role: RowRole,
    /// Whether some forms have such a source beside the total and not under it: 上年结转, or a name that the template does not
    /// know.
    pub may_stand_apart: bool,
    /// Whether its name says that it is a part of what stands above it: 其中：财政拨款.
    pub of_which: bool,
    /// Of a detail, the row (by index) that it is a part of, by the words or by the figures; the total, where several rows break
    /// that down once more.
    pub part_of: Option<usize>,
    /// Its numbers, by column. Rates are fractions (`0.8651`), money is in the form's unit.
    pub values: BTreeMap<FundingColumn, Located<Decimal>>,
}

impl FundingRow {
    /// A part of the total, for all that is known.
    pub(crate) fn new(source: Located<String>, values: BTreeMap<FundingColumn, Located<Decimal>>) -> Self {
        Self { source, role: RowRole::Part, may_stand_apart: false, of_which: false, part_of: None, values }
    }

    /// The number in a column, if the form has one there.
    pub fn get(&self, column: FundingColumn) -> Option<Decimal> {
        self.values.get(&column).and_then(|v| v.value)
    }

    /// Whether it has an amount that is not 0.
    pub(crate) fn is_funded(&self) -> bool {
        self.values.iter().any(|(c, v)| c.is_money() && v.value.is_some_and(|amount| !amount.is_zero()))
    }

    /// Whether it may be one of several parts of `whole` of which the others are not listed: it is less in every column.
    pub(crate) fn is_less_than(&self, whole: &Self) -> bool {
        let budgets =
            self.values.iter().filter(|(c, _)| c.is_money() && **c != FundingColumn::BudgetAdjustment);
        let mut amounts = budgets.filter_map(|(c, v)| Some((v.value?, whole.get(*c)?))).peekable();
        amounts.peek().is_some() && amounts.all(|(part, all)| part < all)
    }

    /// The cell of a column, if the form has that column.
    pub fn cell(&self, column: FundingColumn) -> Option<CellRef> {
        self.values.get(&column).map(|v| v.cell)
    }
}

/// What a row of the funding table is to the total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RowRole {
    /// The total (合计, 年度资金总额).
    Total,
    /// A part of the total.
    #[default]
    Part,
    /// A part of a part (其中：…), which the total does not count again.
    Detail,
}

impl RowRole {
    /// The role's name for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Part => "part",
            Self::Detail => "detail",
        }
    }
}

/// The columns that funding tables have. The words for them stand in the templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FundingColumn {
    /// 年初预算数, money.
    InitialBudget,
    /// 预算调整数, money; negative where funds were cut.
    BudgetAdjustment,
    /// 全年预算数, money.
    AnnualBudget,
    /// 实际支出数, 全年执行数, money.
    ActualExpenditure,
    /// 预算完成率 = 实际支出数 ÷ (年初预算数 + 预算调整数), a fraction. Source: the form; 财预〔2013〕53号.
    CompletionRate,
    /// 预算调整率 = |预算调整数| ÷ 年初预算数, a fraction. Source: the form; 财预〔2013〕53号.
    AdjustmentRate,
    /// 执行率 = 全年执行数 ÷ 全年预算数, a fraction. Source: 财预〔2020〕10号.
    ExecutionRate,
    /// 分值, points.
    Weight,
    /// 得分, points.
    Score,
}

impl FundingColumn {
    /// All columns, in the order of the export.
    pub const ALL: [Self; 9] = [
        Self::InitialBudget,
        Self::BudgetAdjustment,
        Self::AnnualBudget,
        Self::ActualExpenditure,
        Self::CompletionRate,
        Self::AdjustmentRate,
        Self::ExecutionRate,
        Self::Weight,
        Self::Score,
    ];

    /// The name in exports and paths.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InitialBudget => "initial_budget",
            Self::BudgetAdjustment => "budget_adjustment",
            Self::AnnualBudget => "annual_budget",
            Self::ActualExpenditure => "actual_expenditure",
            Self::CompletionRate => "completion_rate",
            Self::AdjustmentRate => "adjustment_rate",
            Self::ExecutionRate => "execution_rate",
            Self::Weight => "weight",
            Self::Score => "score",
        }
    }

    /// What people call the column.
    pub const fn title(self) -> &'static str {
        match self {
            Self::InitialBudget => "年初预算数",
            Self::BudgetAdjustment => "预算调整数",
            Self::AnnualBudget => "全年预算数",
            Self::ActualExpenditure => "实际支出数",
            Self::CompletionRate => "预算完成率",
            Self::AdjustmentRate => "预算调整率",
            Self::ExecutionRate => "执行率",
            Self::Weight => "分值",
            Self::Score => "得分",
        }
    }

    /// Whether the column holds money.
    pub(crate) const fn is_money(self) -> bool {
        matches!(
            self,
            Self::InitialBudget | Self::BudgetAdjustment | Self::AnnualBudget | Self::ActualExpenditure
        )
    }

    /// Whether the column holds a rate.
    pub(crate) const fn is_rate(self) -> bool {
        matches!(self, Self::CompletionRate | Self::AdjustmentRate | Self::ExecutionRate)
    }
}
