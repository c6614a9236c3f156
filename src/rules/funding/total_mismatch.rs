//! `total-mismatch`

use std::cell::LazyCell;

use super::judgement::{Class, Judged};
use super::lists;
use crate::form::{FieldPath, Form};
use crate::formula::{Evaluation, amount};
use crate::record::{FixSafety, Severity};
use crate::rules::indicators::{sum_of, wrong_totals};
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext, NewContent};
use crate::workbook::{CellRef, Value};
use rust_decimal::Decimal;

declare_rule! {
    /// ## 检查什么
    ///
    /// 直接键入的总分（分值、得分），与各项之和不一致；或者直接键入的合计数，与其下各资金来源之和不一致，并且差额不是四舍五入造成的（每行差半个末位以内算尾差，见 `rounding-difference`）。“其中”项不重复计入。
    ///
    /// ## 为什么
    ///
    /// 合计对不上，说明合计或某一行填错，或者漏列了一项资金来源；以它为分母的比率也不可信。
    ///
    /// ## 例子
    ///
    /// E5 合计为 10911.69，E6 至 E8 之和为 10811.69：
    ///
    /// > E5　实际支出数合计现为 10911.69，应为 10811.69：3409.96 + 4554.66 + 2847.07，相差 100.00，请核实是合计还是明细填错
    ///
    /// ## 修正
    ///
    /// 建议修改（`--apply suggested`）：改为求和公式；总分只在各项分值合计为 100、每项都有得分时才改，看不出是哪几项相加的，请单位核实。金额是部门填报的，默认不改，请部门核实。各行之和是合计的一百倍以上的，不修正：多半是
    /// 某一行按元填写。
    ///
    /// 某一行与它的“其中”各项不符的（见 `subtotal-mismatch`），合计也不修正：可能是那一行填错。
    ///
    /// 合计之下只填了一行“其中：……”、又比合计少的，其余部分可能没有列出：只提请核实，不修正；表中只有这一行的，不报告。
    "total-mismatch" {
        code: "F201",
        title: "合计与各行之和不符",
        level: Error,
        fix: Suggested,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    let points = wrong_totals(form).into_iter().map(|wrong| {
        let (stated, due) = (wrong.stated.normalize(), wrong.due.normalize());
        let label = wrong.label;
        let message =
            format!("{label}总分现为 {stated}，应为 {due}：各项{label}之和，请核实是总分还是其中一项填错");
        let finding =
            Finding::new(&RULE, &form.sheet, message).at(wrong.total.cell).field(FieldPath::own(wrong.field));
        let finding = finding.actual(stated.to_string()).expected(due.to_string());
        match wrong.rows.as_deref().and_then(|rows| sum_of_points(context, rows, wrong.total.cell)) {
            Some(sum) => finding.fix(FixSafety::Suggested, wrong.total.cell, sum),
            None => finding,
        }
    });
    let judgements = context.judgements();
    let wrong_rows =
        LazyCell::new(|| lists::wholes(&lists::wrong(form, &|cell| judgements.is_asked_about(cell))));
    let is_wrong_row = |cell| judgements.instead_of(cell).is_some() || wrong_rows.contains(&cell);
    let mut findings = context.judged(|judged| match &judged.class {
        Class::TotalMismatch { stated, due } => mismatch(form, judged, [*stated, *due], is_wrong_row),
        Class::RestUnlisted { stated, listed } => rest_unlisted(form, judged, *stated, *listed),
        _ => None,
    });
    findings.extend(points);
    findings
}

/// The sum of cells that all hold numbers: a sum passes over texts.
fn sum_of_points(context: &FormContext<'_>, rows: &[CellRef], total: CellRef) -> Option<NewContent> {
    let mut numbers = rows.iter().map(|row| context.value(*row).number());
    let sum = numbers.try_fold(Decimal::ZERO, |sum, number| sum.checked_add(number?));
    let sum = sum.filter(|_| !rows.contains(&total))?;
    let cached = Evaluation::cached(&Value::Number(sum));
    Some(NewContent::Formula { formula: sum_of(rows)?, cached, rate: false })
}

fn mismatch(
    form: &Form,
    judged: &Judged,
    [stated, due]: [Decimal; 2],
    is_wrong_row: impl Fn(CellRef) -> bool,
) -> Option<Finding> {
    let correction = judged.correction.as_ref()?;
    let gap = stated.checked_sub(due)?.abs();
    let is_far = due.abs() >= stated.abs().saturating_mul(Decimal::ONE_HUNDRED) && !stated.is_zero();
    if is_far {
        // Whoever typed the total did not forget a hundred times as much: a row is in another unit, or mistyped.
        let message = format!(
            "{}合计现为 {}，各行之和却为 {}，疑有一行的单位不对（按元填写）或填错，请核实",
            judged.label,
            amount(stated),
            amount(due)
        );
        return Some(judged.finding(&RULE, form, message));
    }
    let message = format!(
        "{}合计现为 {}，应为 {}，相差 {}，请核实是合计还是明细填错",
        judged.label,
        amount(stated),
        correction.in_words(),
        amount(gap)
    );
    // One of the rows is known not to be what it says: the total may be right.
    let expected = form.expected_formulas.iter().find(|expected| expected.cell == judged.cell);
    let mut rows = expected.iter().flat_map(|expected| &expected.inputs);
    if rows.any(|row| is_wrong_row(row.cell)) {
        return Some(judged.finding(&RULE, form, message));
    }
    Some(judged.finding_with_template(&RULE, form, message, FixSafety::Suggested))
}

fn rest_unlisted(form: &Form, judged: &Judged, stated: Decimal, listed: Decimal) -> Option<Finding> {
    let message = format!(
        "{}合计现为 {}，其下只列了 {}，其余 {} 未列资金来源，请核实",
        judged.label,
        amount(stated),
        amount(listed),
        amount(stated.checked_sub(listed)?)
    );
    Some(Finding { severity: Severity::Warning, ..judged.finding(&RULE, form, message) })
}
