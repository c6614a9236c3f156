//! The tables of a template: their columns, and what begins a block of their rows.

use serde::Deserialize;
use toml::Spanned;

use super::field::Kind;
use crate::form::{FieldPath, FormList, FundingColumn, FundingField, IndicatorField, TaskField};

/// A table: headings in one line (or two), rows under it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableSpec {
    pub(crate) id: Spanned<TableId>,
    /// The label at the left of the table's rows.
    #[serde(default)]
    pub(crate) block: Vec<String>,
    #[serde(default)]
    pub(crate) block_words: Vec<String>,
    #[serde(default)]
    pub(crate) block_is: BlockIs,
    /// In a form that is laid out: how many columns the block label takes at the left of the rows; 0 for none.
    #[serde(default)]
    pub(crate) block_span: u32,
    /// In a form that is laid out: the rows that the form offers, the total's apart; where the block label names a task,
    /// the tasks.
    #[serde(default)]
    pub(crate) rows: Vec<String>,
    /// Words that tell further sources of funds.
    #[serde(default)]
    pub(crate) rows_words: Vec<String>,
    /// Texts that begin with these words (注, 备注) are remarks among the rows, not sources.
    #[serde(default)]
    pub(crate) remarks: Vec<String>,
    /// What the line among the indicators is called that has the points of the budget's execution.
    #[serde(default)]
    pub(crate) execution: Vec<String>,
    /// In a blank form: the 一级指标 that the form offers, each with its 二级指标.
    #[serde(default)]
    pub(crate) levels: Vec<LevelSpec>,
    #[serde(default)]
    pub(crate) total: Option<TotalSpec>,
    #[serde(default, rename = "column")]
    pub(crate) columns: Vec<ColumnSpec>,
}

/// What the label at the left of a table's rows is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum BlockIs {
    /// A label.
    #[default]
    Label,
    /// A task's name: each task has the table's headings and indicators beside it.
    Task,
}

/// A level of indicators that a form offers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LevelSpec {
    /// The 一级指标.
    pub(crate) name: String,
    /// Its 二级指标.
    #[serde(default)]
    pub(crate) parts: Vec<String>,
}

/// The tables that a form can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum TableId {
    /// The funds.
    Funding,
    /// The indicators, with the tasks or levels merged over them.
    Indicators,
}

impl TableId {
    /// The table's path in exports.
    pub(crate) const fn path(self) -> FieldPath {
        FieldPath::list(match self {
            Self::Funding => FormList::Funding,
            Self::Indicators => FormList::Indicators,
        })
    }
}

/// A column of a table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ColumnSpec {
    pub(crate) id: ColumnId,
    pub(crate) labels: Vec<String>,
    #[serde(default)]
    pub(crate) words: Vec<String>,
    #[serde(default, rename = "type")]
    pub(crate) kind: Kind,
    #[serde(default)]
    pub(crate) required: bool,
    #[serde(default)]
    pub(crate) formula: Option<Spanned<String>>,
    /// The formula of a form that lacks a column of the first one.
    #[serde(default)]
    pub(crate) otherwise: Option<Spanned<String>>,
    /// In a form that is laid out: over how many columns of the sheet it is merged; 0 for a column that only some forms
    /// have, which is there if a record has something in it.
    #[serde(default = "one")]
    pub(crate) span: u32,
}

const fn one() -> u32 {
    1
}

/// The columns that tables can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ColumnId {
    Source,
    InitialBudget,
    BudgetAdjustment,
    AnnualBudget,
    ActualExpenditure,
    CompletionRate,
    AdjustmentRate,
    ExecutionRate,
    Weight,
    Score,
    TaskName,
    TaskExpected,
    TaskAchieved,
    TaskFunds,
    Level1,
    Level2,
    Name,
    Definition,
    TargetComparator,
    Target,
    TargetUnit,
    Actual,
    DeviationReason,
}

impl ColumnId {
    /// The name in templates: `initial_budget`.
    pub(crate) fn name(self) -> String {
        let mut name = String::new();
        for c in format!("{self:?}").chars() {
            if c.is_ascii_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.push(c.to_ascii_lowercase());
        }
        name
    }

    /// The funding table's column of that name.
    pub(crate) const fn funding(self) -> Option<FundingColumn> {
        use FundingColumn as F;
        Some(match self {
            Self::InitialBudget => F::InitialBudget,
            Self::BudgetAdjustment => F::BudgetAdjustment,
            Self::AnnualBudget => F::AnnualBudget,
            Self::ActualExpenditure => F::ActualExpenditure,
            Self::CompletionRate => F::CompletionRate,
            Self::AdjustmentRate => F::AdjustmentRate,
            Self::ExecutionRate => F::ExecutionRate,
            Self::Weight => F::Weight,
            Self::Score => F::Score,
            _ => return None,
        })
    }

    /// The field that it is of each row of the funding table.
    pub(crate) fn funding_field(self) -> Option<FundingField> {
        match self {
            Self::Source => Some(FundingField::Source),
            _ => self.funding().map(FundingField::Column),
        }
    }

    /// The field that it is of each task, as a column of the tasks.
    pub(crate) const fn task_field(self) -> TaskField {
        match self {
            Self::TaskFunds => TaskField::Funds,
            Self::TaskName => TaskField::Name,
            Self::TaskExpected => TaskField::Expected,
            _ => TaskField::Achieved,
        }
    }

    /// The field that it is of each indicator, as a column of the indicators.
    pub(crate) const fn indicator_field(self) -> IndicatorField {
        match self {
            Self::Level1 => IndicatorField::Level1,
            Self::Level2 => IndicatorField::Level2,
            Self::Name => IndicatorField::Name,
            Self::Definition => IndicatorField::Definition,
            Self::TargetComparator => IndicatorField::TargetComparator,
            Self::Target => IndicatorField::Target,
            Self::TargetUnit => IndicatorField::TargetUnit,
            Self::Actual => IndicatorField::Actual,
            Self::Weight => IndicatorField::Weight,
            Self::Score => IndicatorField::Score,
            _ => IndicatorField::DeviationReason,
        }
    }

    /// Whether a column of the indicators' table belongs to the task, so that its value is merged over several rows.
    pub(crate) const fn is_task(self) -> bool {
        matches!(self, Self::TaskName | Self::TaskExpected | Self::TaskAchieved | Self::TaskFunds)
    }

    /// Whether its value counts for the rows under it until the next.
    pub(crate) const fn is_inherited(self) -> bool {
        matches!(self, Self::Level1 | Self::Level2)
    }
}

/// The row that sums a table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TotalSpec {
    /// What it is called.
    pub(crate) labels: Vec<String>,
    /// The columns that it sums.
    pub(crate) of: Vec<ColumnId>,
    /// Rows that begin with these words (其中) are parts of the total.
    #[serde(default)]
    pub(crate) including: Vec<String>,
    /// Rows that begin with these words are parts of a part, and not counted again.
    #[serde(default)]
    pub(crate) excluding: Vec<String>,
    /// Rows that say with these words that they stand apart (另：上年结转, 上年结转（不计入合计）) are none.
    #[serde(default)]
    pub(crate) apart: Vec<String>,
    /// Labels of the total that are a part's where another row is the total (小计).
    #[serde(default)]
    pub(crate) subtotals: Vec<String>,
    /// Labels of the total that are the whole's where another row has one of its labels too (总计 under 合计).
    #[serde(default)]
    pub(crate) wholes: Vec<String>,
    /// Words of sources that stand for themselves (政府性基金预算): one ends what a source before it consists of.
    #[serde(default)]
    pub(crate) own_kinds: Vec<String>,
    /// Words of rows that are no sources although they have amounts and rates like one (三公经费).
    #[serde(default)]
    pub(crate) no_sources: Vec<String>,
    /// Sources with these words in their names (上年结转, 年末结余) stand apart on some forms: where every total leaves one out,
    /// it is asked about.
    #[serde(default)]
    pub(crate) may_be_apart: Vec<String>,
}
