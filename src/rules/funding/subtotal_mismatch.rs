//! `subtotal-mismatch`

use super::lists::{self, Listed};
use crate::excerpt::first_of;
use crate::form::{FieldPath, Form};
use crate::formula::amount;
use crate::record::Severity;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

/// How many rows of a breakdown a message names.
const NAMED: usize = 4;

declare_rule! {
    /// ## 检查什么
    ///
    /// 资金来源下面列了“其中：……”的，各个“其中”项之和大于这项来源；或者在别的金额列（至少两列）都正好等于它，只有这一列小于它。
    ///
    /// 没有写“其中”，但在别的金额列正好等于上一行（小计、一级科目）的各行，也这样核对。资金总额按来源、按支出结构各分一次的，第二种划分
    /// 各行之和也应等于总额。
    ///
    /// ## 为什么
    ///
    /// “其中”项是这项来源的一部分，不可能比它还多。“其中”项可以不列全，所以单是比它少不算错；别的列都列全了、只有一列对不上，多半是填错了一个数。
    ///
    /// ## 例子
    ///
    /// E6 财政拨款的实际支出数为 822.26，E7、E8 两个“其中”项之和为 882.26：
    ///
    /// > E6　财政拨款 实际支出数为 822.26，其下“其中”各项之和却为 882.26，多出 60.00，请核实是哪一行填错
    ///
    /// ## 修正
    ///
    /// 不修正：是这项来源填错，还是其下的某一项填错，只有部门知道。
    "subtotal-mismatch" {
        code: "F205",
        title: "其下各项与上一行不符",
        level: Error,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let judgements = context.judgements();
    let wrong = lists::wrong(context.form, &|cell| judgements.is_asked_about(cell));
    wrong.iter().filter_map(|listed| finding(context.form, listed)).collect()
}

fn finding(form: &Form, wrong: &Listed<'_>) -> Option<Finding> {
    // Where the total is broken down once more it is those rows that do not fit.
    let first = wrong.parts.first().filter(|_| wrong.is_again);
    let (index, cell) = first.copied().unwrap_or((wrong.index, wrong.whole.cell));
    let field = |index: usize| FieldPath::figure(index, wrong.column);
    let label = form.field_name(field(wrong.index)).unwrap_or_else(|| "金额".to_owned());
    let (stated, listed) = (wrong.stated, wrong.sum);
    let exceeds = listed > stated;
    let (gap, turn, which) = if exceeds {
        (listed.checked_sub(stated)?, "却为", "多出")
    } else {
        (stated.checked_sub(listed)?, "为", "少")
    };
    let elsewhere = if exceeds || wrong.is_again { "" } else { "，其余各列都正好相等" };
    let under = if wrong.is_again {
        format!("另一种划分（{}）各项之和", names(form, wrong))
    } else if wrong.of_which {
        "其下“其中”各项之和".to_owned()
    } else {
        "其下各项之和".to_owned()
    };
    let message = format!(
        "{label}为 {}，{under}{turn} {}，{which} {}{elsewhere}，请核实是哪一行填错",
        amount(stated),
        amount(listed),
        amount(gap)
    );
    let severity = if exceeds || wrong.is_again { Severity::Error } else { Severity::Warning };
    let finding = Finding::new(&RULE, &form.sheet, message).at(cell).field(field(index));
    // What the other breakdown should come to is known, and not which of its rows is wrong.
    let finding =
        if wrong.is_again { finding } else { finding.actual(amount(stated)).expected(amount(listed)) };
    Some(Finding { severity, ..finding })
}

/// The names of the rows that are listed.
fn names(form: &Form, wrong: &Listed<'_>) -> String {
    let rows = wrong.parts.iter().filter_map(|(row, _)| form.funding.get(*row));
    let names: Vec<&str> = rows.filter_map(|row| row.source.get().map(|name| name.trim())).collect();
    first_of(&names, NAMED)
}
