//! `missing-required`

use std::collections::BTreeSet;

use crate::form::MissingField;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};
use crate::workbook::Value;

declare_rule! {
    /// ## 检查什么
    ///
    /// 必填的栏目是空的：部门名称、年度、资金的各项金额、年度目标、任务的名称、目标和资金、指标的名称和目标值、存在问题、
    /// 改进措施等。每个空单元格提示一次；指标完成情况空缺由 `indicator-missing` 提示。
    ///
    /// ## 为什么
    ///
    /// 缺一项，汇总时就少一个数，公开时就缺一段话；常见的是填表时漏了一行，或者另存、复制时丢了内容。
    ///
    /// ## 例子
    ///
    /// B22“存在问题”右边是空的：
    ///
    /// > B22　存在问题为空，应填写内容，请补填后重新报送
    ///
    /// ## 修正
    ///
    /// 不修正，由部门补填。确实没有的，请写“无”。
    "missing-required" {
        code: "S101",
        title: "必填项空缺",
        level: Error,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    context
        .form
        .missing
        .iter()
        .filter(|missing| !is_told_by_another_rule(context, missing))
        .filter(|missing| missing.cell.is_none_or(|cell| seen.insert(cell)))
        .map(|missing| finding(context, missing))
        .collect()
}

/// Whether another rule says what is wrong there: an actual value that is blank, a task that has no indicator, an error
/// value where an amount should be.
fn is_told_by_another_rule(context: &FormContext<'_>, missing: &MissingField) -> bool {
    let path: Vec<&str> = missing.field.split('.').collect();
    matches!(path.as_slice(), ["indicators", _, "actual"] | ["tasks", _, "indicators" | "indicator"])
        || missing.cell.is_some_and(|cell| matches!(context.value(cell), Value::Error(_)))
}

fn finding(context: &FormContext<'_>, missing: &MissingField) -> Finding {
    let label = &missing.label;
    let Some(cell) = missing.cell else {
        let message = format!("表中没有“{label}”一栏，应有此栏并填写内容，请按模板补上后重新报送");
        return Finding::new(&RULE, &context.form.sheet, message).field(&missing.field);
    };
    let shown = context.value(cell).text().map(str::trim).filter(|text| !text.is_empty());
    let message = match shown {
        None => format!("{label}为空，应填写内容，请补填后重新报送"),
        Some(text) => format!("{label}现为“{text}”，不是所要的内容，请按栏目要求填写后重新报送"),
    };
    let finding = Finding::new(&RULE, &context.form.sheet, message).at(cell).field(&missing.field);
    match shown {
        None => finding,
        Some(text) => finding.actual(text),
    }
}
