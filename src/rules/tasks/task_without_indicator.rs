//! `task-without-indicator`

use std::collections::BTreeSet;

use crate::form::{FieldPath, TaskField};
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

declare_rule! {
    /// ## 检查什么
    ///
    /// 任务下面一个指标也没有。
    ///
    /// ## 为什么
    ///
    /// 每个任务至少要有一个关键指标，否则无从判断任务完成得怎样。
    ///
    /// ## 例子
    ///
    /// A16 是“任务3”，D16 起的关键指标是空的：
    ///
    /// > A16　任务3没有关键指标，应至少有一个，请核实后补填
    ///
    /// ## 修正
    ///
    /// 不修正，由部门补填指标。
    "task-without-indicator" {
        code: "T102",
        title: "任务没有指标",
        level: Warning,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    let with_indicators: BTreeSet<usize> =
        form.indicators.iter().filter_map(|indicator| indicator.task).collect();
    let tasks = form.tasks.iter().enumerate();
    tasks
        .filter(|(n, _)| !with_indicators.contains(n))
        .map(|(n, task)| {
            let place = task.name.as_ref().or(task.expected.as_ref());
            let name = task.name.as_ref().and_then(|name| name.value.clone());
            let name = name.unwrap_or_else(|| format!("第 {} 个任务", n + 1));
            let message = format!("{name}没有关键指标，应至少有一个，请核实后补填");
            let mut finding =
                Finding::new(&RULE, &form.sheet, message).field(FieldPath::task(n, TaskField::Name));
            finding.cell = place.map(|place| place.cell);
            finding
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Desk;

    #[test]
    fn a_task_with_nothing_to_measure_it_is_found_at_its_name() {
        let mut desk = Desk::clean();
        desk.form.indicators.pop();
        assert_eq!(
            desk.lines("task-without-indicator"),
            ["A11 任务2没有关键指标，应至少有一个，请核实后补填"]
        );
    }

    #[test]
    fn a_form_without_tasks_has_none_to_find() {
        let mut desk = Desk::clean();
        desk.form.tasks.clear();
        desk.form.indicators.iter_mut().for_each(|indicator| indicator.task = None);
        assert!(desk.lines("task-without-indicator").is_empty());
    }

    #[test]
    fn tasks_with_indicators_are_fine() {
        assert!(Desk::clean().lines("task-without-indicator").is_empty());
    }
}
