//! A form as it was read: every value knows its cell.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    ExpectedFormula, FieldNames, FundingColumn, FundingRow, Judgement, MissingField, MoneyUnit, OwnUnits,
    ReadingNote, RowRole, Unmapped, judge_under,
};
use crate::workbook::{CellRange, CellRef};

/// A value and the cell it stands in; without a value, the cell where it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The value; `None` where the cell is blank or says something that is no such value.
    pub value: Option<T>,
    /// Where it stands.
    pub cell: CellRef,
}

impl<T> Located<T> {
    /// `value` at `cell`.
    pub fn new(value: T, cell: CellRef) -> Self {
        Self { value: Some(value), cell }
    }

    /// A blank at `cell`.
    pub fn blank(cell: CellRef) -> Self {
        Self { value: None, cell }
    }

    /// The value, by reference.
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }
}

/// Whom a form speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FormLevel {
    /// A department's whole expenditure (部门整体支出).
    Department,
    /// One project (项目支出).
    Project,
}

/// One self-evaluation form.
///
/// A field that is `None` has no place on this form; a [`Located`] without a value has one that is blank.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// The template's id.
    pub template: String,
    /// Whom it speaks of, by its template.
    pub level: Option<FormLevel>,
    /// The sheet's name.
    pub sheet: String,
    /// The sheet's index in the workbook.
    pub sheet_index: usize,
    /// The rectangle that the form takes up on its sheet.
    pub area: Option<CellRange>,
    /// The department (部门名称); on project-level forms the implementing unit (实施单位).
    pub department: Option<Located<String>>,
    /// The project (项目名称), on project-level forms.
    pub project: Option<Located<String>>,
    /// The competent department (主管部门), on project-level forms.
    pub competent_department: Option<Located<String>>,
    /// The year (年度).
    pub year: Option<Located<i32>>,
    /// The unit of its money.
    pub unit: Option<Located<MoneyUnit>>,
    /// The columns of amounts that count in another one.
    pub own_units: OwnUnits,
    /// The funding table, total row included, in the form's order.
    pub funding: Vec<FundingRow>,
    /// The year's goals (年度目标).
    pub goals: Goals,
    /// The points that the label beside the funding table gives the execution: 20 of `预算执行情况（20分）`.
    pub execution_weight: Option<Located<Decimal>>,
    /// The tasks (主要任务); none on most project-level forms.
    pub tasks: Vec<Task>,
    /// All indicators, in the form's order.
    pub indicators: Vec<Indicator>,
    /// 存在问题
    pub problems: Option<Located<String>>,
    /// 改进措施
    pub measures: Option<Located<String>>,
    /// The sum of the weights as the form states it (总分 of 分值), on project-level forms.
    pub total_weight: Option<Located<Decimal>>,
    /// The sum of the scores as the form states it (总分 of 得分), on project-level forms.
    pub total_score: Option<Located<Decimal>>,
    /// What the template's formulas give on this form's cells.
    pub expected_formulas: Vec<ExpectedFormula>,
    /// The cells that hold labels of the template.
    pub labels: Vec<CellRef>,
    /// Every other non-empty cell of the sheet that is neither label nor field.
    pub unmapped: Vec<Unmapped>,
    /// Required fields that are blank.
    pub missing: Vec<MissingField>,
    /// What the reader had to infer, and what it noticed.
    pub notes: Vec<ReadingNote>,
    /// The words for its fields, for [`Form::field_name`].
    pub field_names: FieldNames,
}

impl Form {
    /// Judges every indicator: whether its actual value meets its target.
    pub(crate) fn judge_indicators(&mut self) {
        let year = self.year.as_ref().and_then(|year| year.value);
        for indicator in &mut self.indicators {
            let [heading, name, target, actual] =
                [&indicator.level2, &indicator.name, &indicator.target, &indicator.actual]
                    .map(|text| text.as_ref().and_then(|text| text.value.as_deref()).unwrap_or_default());
            indicator.judgement = judge_under(heading, name, target, actual, year);
        }
    }

    /// Whether anybody filled in anything: whom it speaks of, an amount, a text, an indicator's values. What the blank form
    /// itself has (points, noughts that its formulas compute, the names of indicators) is nothing filled in.
    pub(crate) fn has_content(&self) -> bool {
        let texts = [&self.department, &self.project, &self.problems, &self.measures];
        let goals = [&self.goals.expected, &self.goals.achieved];
        let of_tasks = self.tasks.iter().flat_map(|task| [&task.expected, &task.achieved]);
        let of_indicators = self.indicators.iter().flat_map(|own| [&own.target, &own.actual]);
        let says = |text: &Option<Located<String>>| text.as_ref().is_some_and(|text| text.value.is_some());
        let is_amount = |amount: &Located<Decimal>| amount.value.is_some_and(|value| !value.is_zero());
        let of_row = |row: &FundingRow| {
            row.values.iter().any(|(id, amount)| *id != FundingColumn::Weight && is_amount(amount))
        };
        let mut funds = self.tasks.iter().filter_map(|task| task.funds.as_ref());
        texts.into_iter().chain(goals).chain(of_tasks).chain(of_indicators).any(says)
            || self.funding.iter().any(of_row)
            || funds.any(is_amount)
    }

    /// The weight of a funding row: in its column, or the total's in the label beside the table.
    pub fn weight_of<'a>(&'a self, row: &'a FundingRow) -> Option<&'a Located<Decimal>> {
        let of_label = || self.execution_weight.as_ref().filter(|_| row.role == RowRole::Total);
        row.values.get(&FundingColumn::Weight).or_else(of_label)
    }
}

/// The goals of the year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Goals {
    /// 预期目标
    pub expected: Option<Located<String>>,
    /// 目标完成情况
    pub achieved: Option<Located<String>>,
}

/// A task (主要任务).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Task {
    /// Its name.
    pub name: Option<Located<String>>,
    /// 年初预期目标
    pub expected: Option<Located<String>>,
    /// 目标完成情况
    pub achieved: Option<Located<String>>,
    /// 任务涉及资金, in the form's unit.
    pub funds: Option<Located<Decimal>>,
    /// The points that its name gives it: 40 of `年度绩效目标1（40分）`.
    pub weight: Option<Located<Decimal>>,
}

/// An indicator (绩效指标).
#[derive(Debug, Clone, Default)]
pub struct Indicator {
    /// Index of its task in [`Form::tasks`]; `None` in forms without tasks.
    pub task: Option<usize>,
    /// 一级指标
    pub level1: Option<Located<String>>,
    /// 二级指标
    pub level2: Option<Located<String>>,
    /// The points that the label of the 一级指标 gives it (产出指标（50分）), at the label's cell.
    pub level1_weight: Option<Located<Decimal>>,
    /// The same of the 二级指标.
    pub level2_weight: Option<Located<Decimal>>,
    /// The indicator's name (关键指标, 三级指标).
    pub name: Option<Located<String>>,
    /// 计算公式或指标内容
    pub definition: Option<Located<String>>,
    /// The target (预期实现值, 年度指标值), as it is shown. Where comparator, value and unit have columns of their
    /// own, the three together.
    pub target: Option<Located<String>>,
    /// The actual value (指标完成情况, 实际完成值), as it is shown.
    pub actual: Option<Located<String>>,
    /// 分值, points.
    pub weight: Option<Located<Decimal>>,
    /// 得分, points.
    pub score: Option<Located<Decimal>>,
    /// 偏差原因分析及改进措施
    pub deviation_reason: Option<Located<String>>,
    /// Whether it was met, and why.
    pub judgement: Judgement,
}
