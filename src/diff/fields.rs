//! A form as a list of fields that can be laid beside another form's.

use std::collections::HashMap;

use crate::form::FormRecord;

/// One field.
#[derive(Debug)]
pub(super) struct Field {
    /// Its path on its own form.
    pub(super) path: String,
    /// By what the same field is known on the other form.
    pub(super) key: String,
    /// What it is called.
    pub(super) name: String,
    pub(super) value: Option<String>,
}

/// Both forms' fields. Rows of a table belong together by their place if there are as many on either side, else by
/// their names, so that a row that was put in does not make all that follow differ.
pub(super) fn fields(before: &FormRecord, after: &FormRecord) -> (Vec<Field>, Vec<Field>) {
    let by_place = ByPlace {
        funding: before.funding.len() == after.funding.len(),
        tasks: before.tasks.len() == after.tasks.len(),
        indicators: before.indicators.len() == after.indicators.len(),
    };
    (of(before, by_place), of(after, by_place))
}

#[derive(Clone, Copy)]
struct ByPlace {
    funding: bool,
    tasks: bool,
    indicators: bool,
}

fn of(form: &FormRecord, by_place: ByPlace) -> Vec<Field> {
    let single = |path: &str, name: &str, value: Option<String>| Field {
        path: path.to_owned(),
        key: path.to_owned(),
        name: name.to_owned(),
        value,
    };
    let mut fields = vec![
        single("department", "部门名称", form.department.clone()),
        single("project", "项目名称", form.project.clone()),
        single("competent_department", "主管部门", form.competent_department.clone()),
        single("year", "年度", text(form.year)),
        single("unit", "金额单位", form.unit.clone()),
        single("goals.expected", "年度目标 预期", form.goals.expected.clone()),
        single("goals.achieved", "年度目标 完成情况", form.goals.achieved.clone()),
        single("problems", "存在问题", form.problems.clone()),
        single("measures", "改进措施", form.measures.clone()),
        single("total_weight", "总分（分值）", text(form.total_weight)),
        single("total_score", "总分（得分）", text(form.total_score)),
    ];
    let mut funding = Rows::new("funding", by_place.funding);
    for row in &form.funding {
        fields.extend(funding.row(
            row.source.as_deref(),
            [
                ("source", "资金来源", row.source.clone()),
                ("initial_budget", "年初预算数", text(row.initial_budget)),
                ("budget_adjustment", "预算调整数", text(row.budget_adjustment)),
                ("annual_budget", "全年预算数", text(row.annual_budget)),
                ("actual_expenditure", "实际支出数", text(row.actual_expenditure)),
                ("completion_rate", "预算完成率", text(row.completion_rate)),
                ("adjustment_rate", "预算调整率", text(row.adjustment_rate)),
                ("execution_rate", "执行率", text(row.execution_rate)),
                ("weight", "分值", text(row.weight)),
                ("score", "得分", text(row.score)),
            ],
        ));
    }
    let mut tasks = Rows::new("tasks", by_place.tasks);
    for task in &form.tasks {
        fields.extend(tasks.row(
            task.name.as_deref(),
            [
                ("name", "任务名称", task.name.clone()),
                ("expected", "预期目标", task.expected.clone()),
                ("achieved", "完成情况", task.achieved.clone()),
                ("funds", "涉及资金", text(task.funds)),
            ],
        ));
    }
    let mut indicators = Rows::new("indicators", by_place.indicators);
    for indicator in &form.indicators {
        fields.extend(indicators.row(
            indicator.name.as_deref(),
            [
                ("name", "指标名称", indicator.name.clone()),
                ("definition", "计算公式或内容", indicator.definition.clone()),
                ("target", "目标值", indicator.target.clone()),
                ("actual", "完成值", indicator.actual.clone()),
                ("weight", "分值", text(indicator.weight)),
                ("score", "得分", text(indicator.score)),
                ("deviation_reason", "偏差原因", indicator.deviation_reason.clone()),
            ],
        ));
    }
    // A field that neither form has is no field.
    fields.retain(|field| field.value.is_some() || form.cells.named(&field.path).is_some());
    fields
}

fn text(value: Option<impl ToString>) -> Option<String> {
    value.map(|value| value.to_string())
}

/// The rows of a table, one after the other.
struct Rows {
    table: &'static str,
    by_place: bool,
    next: usize,
    seen: HashMap<String, usize>,
}

impl Rows {
    fn new(table: &'static str, by_place: bool) -> Self {
        Self { table, by_place, next: 0, seen: HashMap::new() }
    }

    fn row<const N: usize>(
        &mut self,
        row_name: Option<&str>,
        cells: [(&str, &str, Option<String>); N],
    ) -> Vec<Field> {
        let (table, at) = (self.table, self.next);
        self.next += 1;
        let shown = row_name.map_or_else(|| format!("第 {} 行", at + 1), str::to_owned);
        let key = if self.by_place {
            at.to_string()
        } else {
            let count = self.seen.entry(shown.clone()).or_default();
            *count += 1;
            format!("{shown}#{count}")
        };
        cells
            .into_iter()
            .map(|(column, name, value)| Field {
                path: format!("{table}.{at}.{column}"),
                key: format!("{table}.{key}.{column}"),
                name: format!("{shown} {name}"),
                value,
            })
            .collect()
    }
}
