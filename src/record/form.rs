//! A form as other programs see it: `ziping/form/1`, one object a form.

use jiff::Timestamp;
use rust_decimal::{Decimal, RoundingStrategy};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::FindingRecord;
use crate::form::{
    FarAbove, FieldCells, Form, FormLevel, FundingColumn, FundingRow, Indicator, Located, MoneyUnit, RowRole,
    Task, Verdict,
};
use crate::workbook::{CellRef, time_stamp};

/// One normalised form. Money and rates are decimal strings; an absent value is null.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct FormRecord {
    /// `ziping/form/1`.
    pub schema: String,
    /// Path of the workbook below the input that was given, with `/`.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The template's id.
    pub template: String,
    /// Whom the form speaks of: `department` or `project`. Absent in exports of a program before it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<FormLevel>,
    /// 部门名称, or 实施单位 on project-level forms.
    pub department: Option<String>,
    /// 项目名称
    #[serde(default)]
    pub project: Option<String>,
    /// 主管部门
    #[serde(default)]
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
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub total_weight: Option<Decimal>,
    /// 总分 of the scores.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub total_score: Option<Decimal>,
    /// Every field's cell on the sheet, by the field's path.
    pub cells: FieldCells,
    /// Every other non-empty cell that is no label.
    pub unmapped: Vec<UnmappedRecord>,
    /// The time of the workbook's last change by its own properties, ISO 8601.
    #[serde(default, deserialize_with = "time_of_a_record")]
    #[schemars(with = "Option<String>")]
    pub modified: Option<Timestamp>,
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
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub budget_adjustment: Option<Decimal>,
    /// 全年预算数
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub annual_budget: Option<Decimal>,
    /// 实际支出数, 全年执行数
    #[schemars(with = "Option<String>")]
    pub actual_expenditure: Option<Decimal>,
    /// 预算完成率, a fraction of four places.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub completion_rate: Option<Decimal>,
    /// 预算调整率, a fraction of four places.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub adjustment_rate: Option<Decimal>,
    /// 执行率, a fraction of four places.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub execution_rate: Option<Decimal>,
    /// 分值
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub weight: Option<Decimal>,
    /// 得分
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub score: Option<Decimal>,
    /// What the row is to the total.
    pub role: RowRole,
}

impl FundingRecord {
    /// The number in a column.
    pub fn get(&self, column: FundingColumn) -> Option<Decimal> {
        match column {
            FundingColumn::InitialBudget => self.initial_budget,
            FundingColumn::BudgetAdjustment => self.budget_adjustment,
            FundingColumn::AnnualBudget => self.annual_budget,
            FundingColumn::ActualExpenditure => self.actual_expenditure,
            FundingColumn::CompletionRate => self.completion_rate,
            FundingColumn::AdjustmentRate => self.adjustment_rate,
            FundingColumn::ExecutionRate => self.execution_rate,
            FundingColumn::Weight => self.weight,
            FundingColumn::Score => self.score,
        }
    }
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
#[derive(Debug, Clone, PartialEq, Default, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorRecord {
    /// Index into `tasks`, or null.
    pub task: Option<usize>,
    /// 一级指标
    #[serde(default)]
    pub level1: Option<String>,
    /// 二级指标
    #[serde(default)]
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
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub weight: Option<Decimal>,
    /// 得分
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub score: Option<Decimal>,
    /// 偏差原因
    #[serde(default)]
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

/// The schema's name, which every record carries.
pub(crate) const FORM_SCHEMA: &str = "ziping/form/1";

/// A time of a record. What other programs wrote may name no zone, or be no time at all: then there is none.
fn time_of_a_record<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
    Ok(Option::<String>::deserialize(from)?.as_deref().and_then(time_stamp))
}

/// Money has two places, more where more were typed.
fn money(amount: Option<Decimal>) -> Option<Decimal> {
    amount.map(|a| {
        let mut a = a.normalize();
        if a.scale() < 2 {
            a.rescale(2);
        }
        a
    })
}

/// A rate is a fraction of four places.
fn rate(fraction: Option<Decimal>) -> Option<Decimal> {
    fraction.map(|f| {
        let mut f = f.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero);
        f.rescale(4);
        f
    })
}

fn text(located: Option<&Located<String>>) -> Option<String> {
    located.and_then(|l| l.value.clone())
}

fn number(located: Option<&Located<Decimal>>) -> Option<Decimal> {
    located.and_then(|l| l.value).map(|n| n.normalize())
}

impl FormRecord {
    /// The unit of its money; 万元 where it does not say.
    pub(crate) fn money_unit(&self) -> MoneyUnit {
        self.unit.as_deref().and_then(MoneyUnit::find_in).unwrap_or_default()
    }
}

impl Form {
    /// The form as other programs see it. `file` is the workbook's path below the input that was given; from `far` on an
    /// actual value counts as far above its target.
    pub fn record(&self, file: &str, modified: Option<Timestamp>, far: FarAbove) -> FormRecord {
        FormRecord {
            schema: FORM_SCHEMA.to_owned(),
            file: file.to_owned(),
            sheet: self.sheet.clone(),
            template: self.template.clone(),
            level: self.level,
            department: text(self.department.as_ref()),
            project: text(self.project.as_ref()),
            competent_department: text(self.competent_department.as_ref()),
            year: self.year.as_ref().and_then(|y| y.value),
            unit: self.unit.as_ref().and_then(|u| u.value).map(|u| u.as_str().to_owned()),
            funding: self.funding.iter().map(|row| row.record(self)).collect(),
            goals: GoalsRecord {
                expected: text(self.goals.expected.as_ref()),
                achieved: text(self.goals.achieved.as_ref()),
            },
            tasks: self.tasks.iter().map(Task::record).collect(),
            indicators: self.indicators.iter().map(|indicator| indicator.record(far)).collect(),
            problems: text(self.problems.as_ref()),
            measures: text(self.measures.as_ref()),
            total_weight: number(self.total_weight.as_ref()),
            total_score: number(self.total_score.as_ref()),
            cells: self.cells(),
            unmapped: self
                .unmapped
                .iter()
                .map(|u| UnmappedRecord { cell: u.cell, value: u.value.clone() })
                .collect(),
            modified,
            findings: Vec::new(),
        }
    }
}

impl FundingRow {
    fn record(&self, form: &Form) -> FundingRecord {
        use FundingColumn as C;
        FundingRecord {
            source: text(Some(&self.source)),
            initial_budget: money(self.get(C::InitialBudget)),
            budget_adjustment: money(self.get(C::BudgetAdjustment)),
            annual_budget: money(self.get(C::AnnualBudget)),
            actual_expenditure: money(self.get(C::ActualExpenditure)),
            completion_rate: rate(self.get(C::CompletionRate)),
            adjustment_rate: rate(self.get(C::AdjustmentRate)),
            execution_rate: rate(self.get(C::ExecutionRate)),
            weight: number(form.weight_of(self)),
            score: self.get(C::Score).map(|n| n.normalize()),
            role: self.role,
        }
    }
}

impl Task {
    fn record(&self) -> TaskRecord {
        TaskRecord {
            name: text(self.name.as_ref()),
            expected: text(self.expected.as_ref()),
            achieved: text(self.achieved.as_ref()),
            funds: money(self.funds.as_ref().and_then(|f| f.value)),
        }
    }
}

impl Indicator {
    fn record(&self, far: FarAbove) -> IndicatorRecord {
        IndicatorRecord {
            task: self.task,
            level1: text(self.level1.as_ref()),
            level2: text(self.level2.as_ref()),
            name: text(self.name.as_ref()),
            definition: text(self.definition.as_ref()),
            target: text(self.target.as_ref()),
            actual: text(self.actual.as_ref()),
            weight: number(self.weight.as_ref()),
            score: number(self.score.as_ref()),
            deviation_reason: text(self.deviation_reason.as_ref()),
            verdict: self.judgement.verdict,
            reason: self.judgement.reason.clone(),
            exceeded: self.judgement.is_far_above(far),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Times without a zone were shown as they stood, and counted as if they were in UTC.
    #[test]
    fn times_are_written_as_they_were_read() {
        let modified = |time: serde_json::Value| {
            let form = FormRecord::default();
            let mut record = serde_json::to_value(form).unwrap();
            record["modified"] = time;
            let form: FormRecord = serde_json::from_value(record).unwrap();
            serde_json::to_value(form).unwrap()["modified"].clone()
        };
        for time in ["2022-03-02T08:00:00Z", "2022-03-02T08:00:00.5Z"] {
            assert_eq!(modified(time.into()), time);
        }
        assert_eq!(modified("2022-03-02T08:00:00".into()), "2022-03-02T08:00:00Z");
        assert_eq!(modified("昨天".into()), serde_json::Value::Null);
        assert_eq!(modified(serde_json::Value::Null), serde_json::Value::Null);
    }
}
