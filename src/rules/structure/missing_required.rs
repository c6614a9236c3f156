//! `missing-required`

use std::collections::BTreeSet;

use crate::form::{FieldPath, FormList, FundingField, MissingField, TaskField};
use crate::formula::Outcome;
use crate::letters::is_letter_or_digit;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};
use crate::workbook::{CellRef, Value};

declare_rule! {
    /// ## 检查什么
    ///
    /// 必填的栏目是空的：部门名称、年度、资金的各项金额、年度目标、任务的名称、目标和资金、指标的名称和目标值、存在问题、
    /// 改进措施等；或者应填金额、比率的地方写的不是数（“待定”“约60”“90%（含结转）”，以及既有括号又有负号、不知是增是减的“（-15）”）；或者有资金表的标题，而表排得认不出哪个数是哪一栏的。每个单元格提示一次；
    /// 指标完成情况空缺由 `indicator-missing` 提示。
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
    let blank = context.form.missing.iter().cloned();
    blank
        .chain(unreadable_amounts(context))
        .filter(|missing| !is_told_by_another_rule(context, missing))
        .filter(|missing| missing.cell.is_none_or(|cell| seen.insert(cell)))
        .map(|missing| finding(context, &missing))
        .collect()
}

/// Amounts whose cell says something, but no amount: `待定`, `约60`; rates whose cell has digits and more: `约90%`.
fn unreadable_amounts(context: &FormContext<'_>) -> Vec<MissingField> {
    let form = context.form;
    let has_digit =
        |cell: CellRef| context.value(cell).text().is_some_and(|text| text.contains(char::is_numeric));
    let funding = form.funding.iter().enumerate().flat_map(|(n, row)| {
        let told = row.values.iter().filter(move |(column, figure)| {
            column.is_money() || (column.is_rate() && figure.value.is_none() && has_digit(figure.cell))
        });
        told.map(move |(column, amount)| (FieldPath::figure(n, *column), amount))
    });
    let tasks = form.tasks.iter().enumerate();
    let tasks =
        tasks.filter_map(|(n, task)| Some((FieldPath::task(n, TaskField::Funds), task.funds.as_ref()?)));
    let unread = funding.chain(tasks).filter(|(_, amount)| {
        let text = context.value(amount.cell).text().unwrap_or_default();
        amount.value.is_none() && says_something(text)
    });
    unread
        .map(|(field, amount)| MissingField {
            label: form.field_name(field).unwrap_or_else(|| field.to_string()),
            field,
            cell: Some(amount.cell),
        })
        .collect()
}

/// Whether a text is more than a dash or a word for none.
fn says_something(text: &str) -> bool {
    text.contains(is_letter_or_digit) && !["无", "零"].contains(&text.trim())
}

/// Whether another rule says what is wrong there: an actual value that is blank, an error value where an amount should be, a
/// formula that cannot be computed.
fn is_told_by_another_rule(context: &FormContext<'_>, missing: &MissingField) -> bool {
    missing.field.is_actual()
        || missing.cell.is_some_and(|cell| {
            matches!(context.value(cell), Value::Error(_)) || is_not_computed(context, cell)
        })
}

/// Whether a cell's formula has no value because of what it refers to, or because nobody can tell what it gives.
fn is_not_computed(context: &FormContext<'_>, cell: CellRef) -> bool {
    let outcome = context.evaluation.outcome(context.form.sheet_index, cell);
    matches!(outcome, Some(Outcome::Circular(_) | Outcome::External | Outcome::NotJudged(_)))
}

fn finding(context: &FormContext<'_>, missing: &MissingField) -> Finding {
    let label = &missing.label;
    let Some(cell) = missing.cell else {
        let message = format!("表中没有“{label}”一栏，应有此栏并填写内容，请按模板补上后重新报送");
        return Finding::new(&RULE, &context.form.sheet, message).field(missing.field);
    };
    // Without a name of any of its columns, the table's headings were not found.
    let form = context.form;
    let has_headings = || form.field_name(FieldPath::funding(0, FundingField::Source)).is_some();
    if missing.field == FieldPath::list(FormList::Funding) && form.funding.is_empty() && !has_headings() {
        let label: String = label.split_whitespace().collect();
        let message = format!(
            "“{label}”部分的表没有认出，其中的金额没有读取：栏目名称应排成一行，各资金来源在下面各占一行，请按模板的格式填写后重新报送"
        );
        return Finding::new(&RULE, &context.form.sheet, message).at(cell).field(missing.field);
    }
    let text = context.value(cell).text().map(str::trim).filter(|text| !text.is_empty());
    // Where label and value share a cell (`填报单位：`), what stands there is the label.
    let is_label = |text: &str| {
        context.form.labels.contains(&cell)
            || text.ends_with([':', '：'])
            || is_same_words(label, text)
            || says_no_more(label, text)
    };
    let shown = text.filter(|text| !is_label(text));
    let message = match shown {
        None => format!("{label}为空，应填写内容，请补填后重新报送"),
        Some(text) => format!("{label}现为“{text}”，不是所要的内容，请按栏目要求填写后重新报送"),
    };
    let finding = Finding::new(&RULE, &context.form.sheet, message).at(cell).field(missing.field);
    match shown {
        None => finding,
        Some(text) => finding.actual(text),
    }
}

/// Whether behind the label in its cell only another label stands, or what is printed there: `部门名称：    单位：万元`,
/// `自评年度：    年`.
fn says_no_more(label: &str, text: &str) -> bool {
    text.split_once([':', '：']).is_some_and(|(own, rest)| {
        is_same_words(label, own)
            && (rest.contains([':', '：']) || rest.chars().filter(|&c| is_letter_or_digit(c)).count() <= 1)
    })
}

/// Whether two texts have the same letters and digits.
fn is_same_words(a: &str, b: &str) -> bool {
    let words = |text: &str| text.chars().filter(|&c| is_letter_or_digit(c)).collect::<String>();
    words(a) == words(b)
}

#[cfg(test)]
mod tests {
    use crate::form::{FieldPath, FundingColumn, Located, TaskField};
    use crate::rules::testing::Desk;
    use crate::workbook::{CellError, Value};

    #[test]
    fn a_blank_required_field_is_found_at_its_cell() {
        let mut desk = Desk::clean();
        desk.say("problems", "").miss("problems", "存在问题", Some("B12"));
        assert_eq!(desk.lines("missing-required"), ["B12 存在问题为空，应填写内容，请补填后重新报送"]);
    }

    /// It was said that the form had no such part, beside its label.
    #[test]
    fn a_table_that_was_not_recognised_is_told_once_where_its_label_stands() {
        let mut desk = Desk::clean();
        desk.form.funding.clear();
        desk.miss("funding", "部门资金\n情况", Some("A4"));
        let lines = desk.lines("missing-required");
        assert_eq!(lines.len(), 1);
        assert!(lines[0].starts_with("A4 “部门资金情况”部分的表没有认出"), "{lines:?}");
    }

    #[test]
    fn a_blank_field_whose_cell_has_another_label_is_blank() {
        for text in ["部门名称：            单位：万元", "部门名称：    年"] {
            let mut desk = Desk::clean();
            desk.put("B2", crate::rules::testing::text(text));
            desk.form.department = None;
            desk.miss("department", "部门名称", Some("B2"));
            assert_eq!(desk.lines("missing-required"), ["B2 部门名称为空，应填写内容，请补填后重新报送"]);
        }
    }

    #[test]
    fn one_blank_cell_is_found_once() {
        let mut desk = Desk::clean();
        desk.say("problems", "");
        desk.miss("problems", "存在问题", Some("B12")).miss("measures", "改进措施", Some("B12"));
        assert_eq!(desk.lines("missing-required").len(), 1);
    }

    #[test]
    fn what_is_no_such_value_is_shown() {
        let mut desk = Desk::clean();
        desk.put("E5", crate::rules::testing::text("约八百万"));
        desk.miss("funding.1.actual_expenditure", "实际支出数", Some("E5"));
        assert_eq!(
            desk.lines("missing-required"),
            ["E5 实际支出数现为“约八百万”，不是所要的内容，请按栏目要求填写后重新报送"]
        );
    }

    #[test]
    fn a_label_is_not_taken_for_what_was_filled_in() {
        let mut desk = Desk::clean();
        desk.put("B2", crate::rules::testing::text("填报单位：")).miss("department", "填报单位", Some("B2"));
        desk.put("A4", crate::rules::testing::text("部门资金\n情况")).miss(
            "funding",
            "部门资金情况",
            Some("A4"),
        );
        assert_eq!(
            desk.lines("missing-required"),
            [
                "B2 填报单位为空，应填写内容，请补填后重新报送",
                "A4 部门资金情况为空，应填写内容，请补填后重新报送"
            ]
        );
    }

    #[test]
    fn an_amount_that_is_none_is_found_without_being_blank() {
        let mut desk = Desk::clean();
        for (cell, words) in [("H9", "约60"), ("D5", "—"), ("D4", "无")] {
            desk.put(cell, crate::rules::testing::text(words));
        }
        desk.form.tasks[0].funds.as_mut().unwrap().value = None;
        for row in &mut desk.form.funding {
            row.values.get_mut(&FundingColumn::BudgetAdjustment).unwrap().value = None;
        }
        desk.form.field_names.name(FieldPath::task(0, TaskField::Funds), "任务1 任务涉及资金");
        assert_eq!(
            desk.lines("missing-required"),
            ["H9 任务1 任务涉及资金现为“约60”，不是所要的内容，请按栏目要求填写后重新报送"]
        );
    }

    /// What broke: a rate with a word beside it was nothing, and nothing said so.
    #[test]
    fn a_rate_with_more_than_its_number_is_found() {
        for (words, lines) in [("90%（含结转）", 1), ("约90%", 1), ("不适用", 0), ("—", 0)] {
            let mut desk = Desk::clean();
            desk.put("F5", crate::rules::testing::text(words));
            let blank = Located::blank("F5".parse().unwrap());
            desk.form.funding[0].values.insert(FundingColumn::CompletionRate, blank);
            assert_eq!(desk.lines("missing-required").len(), lines, "{words}");
        }
    }

    #[test]
    fn a_field_without_a_place_has_no_cell() {
        let mut desk = Desk::clean();
        desk.miss("measures", "改进措施", None);
        let lines = desk.lines("missing-required");
        assert_eq!(lines, ["— 表中没有“改进措施”一栏，应有此栏并填写内容，请按模板补上后重新报送"]);
    }

    #[test]
    fn what_other_rules_tell_is_not_told_again() {
        let mut desk = Desk::clean();
        desk.put("E5", Value::Error(CellError::Ref));
        desk.miss("indicators.0.actual", "指标完成情况", Some("G9")).miss(
            "funding.1.actual_expenditure",
            "实际支出数",
            Some("E5"),
        );
        assert!(desk.lines("missing-required").is_empty());
    }

    #[test]
    fn a_whole_form_misses_nothing() {
        assert!(Desk::clean().lines("missing-required").is_empty());
    }
}
