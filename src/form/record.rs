//! A form as other programs see it: `ziping/form/1`, one object a form.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Verdict;
use crate::rules::FindingRecord;
use crate::workbook::CellRef;

/// One normalised form. Money and rates are decimal strings; an absent value is null.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FormRecord {
    /// `ziping/form/1`.
    pub schema: String,
    /// Path of the workbook below the input that was given, with `/`.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The template's id.
    pub template: String,
    /// 部门名称, or 实施单位 on project-level forms.
    pub department: Option<String>,
    /// 项目名称
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// 主管部门
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competent_department: Option<String>,
    /// 年度
    pub year: Option<i32>,
    /// 万元 or 元.
    pub unit: Option<String>,
    /// Rows of the funding table, the total included.
    pub funding: Vec<FundingRecord>,
    /// 年度目标
    pub goals: GoalsRecord,
    /// 主要任务
    pub tasks: Vec<TaskRecord>,
    /// All indicators, flat, in the form's order.
    pub indicators: Vec<IndicatorRecord>,
    /// 存在问题
    pub problems: Option<String>,
    /// 改进措施
    pub measures: Option<String>,
    /// 总分 of the weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub total_weight: Option<Decimal>,
    /// 总分 of the scores.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub total_score: Option<Decimal>,
    /// Every field's cell on the sheet, by the field's path.
    pub cells: BTreeMap<String, CellRef>,
    /// Every other non-empty cell that is no label.
    pub unmapped: Vec<UnmappedRecord>,
    /// The time of the workbook's last change by its own properties, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// What the rules found on this form alone, so that exported parts can be summarised elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingRecord>,
}

/// A row of the funding table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct FundingRecord {
    /// 资金来源
    pub source: Option<String>,
    /// 年初预算数
    #[schemars(with = "Option<String>")]
    pub initial_budget: Option<Decimal>,
    /// 预算调整数
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub budget_adjustment: Option<Decimal>,
    /// 全年预算数
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub annual_budget: Option<Decimal>,
    /// 实际支出数, 全年执行数
    #[schemars(with = "Option<String>")]
    pub actual_expenditure: Option<Decimal>,
    /// 预算完成率, a fraction of four places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub completion_rate: Option<Decimal>,
    /// 预算调整率, a fraction of four places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub adjustment_rate: Option<Decimal>,
    /// 执行率, a fraction of four places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub execution_rate: Option<Decimal>,
    /// 分值
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub weight: Option<Decimal>,
    /// 得分
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub score: Option<Decimal>,
    /// What the row is to the total: `total`, `part`, `detail`.
    pub role: String,
}

/// 年度目标
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct GoalsRecord {
    /// 预期目标
    pub expected: Option<String>,
    /// 目标完成情况
    pub achieved: Option<String>,
}

/// 主要任务
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct TaskRecord {
    /// The task's name.
    pub name: Option<String>,
    /// 年初预期目标
    pub expected: Option<String>,
    /// 目标完成情况
    pub achieved: Option<String>,
    /// 任务涉及资金
    #[schemars(with = "Option<String>")]
    pub funds: Option<Decimal>,
}

/// 绩效指标
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorRecord {
    /// Index into `tasks`, or null.
    pub task: Option<usize>,
    /// 一级指标
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level1: Option<String>,
    /// 二级指标
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level2: Option<String>,
    /// The indicator's name (三级指标).
    pub name: Option<String>,
    /// 计算公式或指标内容
    #[serde(default)]
    pub definition: Option<String>,
    /// The target, as shown.
    pub target: Option<String>,
    /// The actual value, as shown.
    pub actual: Option<String>,
    /// 分值
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub weight: Option<Decimal>,
    /// 得分
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub score: Option<Decimal>,
    /// 偏差原因
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deviation_reason: Option<String>,
    /// Whether it was met.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// Whether the actual value lies far above the target.
    #[serde(default)]
    pub exceeded: bool,
}

/// A cell that is neither label nor field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnmappedRecord {
    /// Where.
    pub cell: CellRef,
    /// What it shows.
    pub value: String,
}
