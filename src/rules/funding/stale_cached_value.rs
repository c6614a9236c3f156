//! `stale-cached-value`

use super::judgement::Class;
use super::words::for_the_record;
use crate::excerpt::set_off;
use crate::formula::{Evaluation, value_in_words};
use crate::letters::is_letter_or_digit;
use crate::record::{FixSafety, Severity};
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext, NewContent};

declare_rule! {
    /// ## 检查什么
    ///
    /// 公式是对的，但文件里保存的计算结果不是公式按现有单元格应得的结果。表内所有公式都检查，包括模板以外的（得分合计、任务资金合计等）。
    ///
    /// ## 为什么
    ///
    /// 有的软件改了金额不重新计算。打开文件看到的、别的程序读到的，是旧数；在 Excel 里重新保存后数字又会变，前后不一。
    ///
    /// ## 例子
    ///
    /// G6 的公式 `=E6/(C6+D6)` 应得 86.51%，文件中保存的是 84.00%：
    ///
    /// > G6　预算完成率显示 84.00%，按公式重新计算应为 86.51%
    ///
    /// ## 修正
    ///
    /// 可自动修正：公式不动，更新保存的结果。
    "stale-cached-value" {
        code: "F301",
        title: "显示的是旧结果",
        level: Warning,
        fix: Safe,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    context.judged(|judged| {
        let Class::Stale { cached, now, rate } = &judged.class else { return None };
        let label = judged.called("公式单元格");
        let message = format!(
            "{label}显示{}，按公式重新计算应为{}",
            set_off(&value_in_words(cached, *rate)),
            set_off(&value_in_words(now, *rate))
        );
        let mut finding = judged.finding(&RULE, form, message);
        finding.actual = Some(for_the_record(cached, *rate));
        finding.expected = Some(for_the_record(now, *rate));
        // LibreOffice stores an empty text or a dash in an .xls as 0: nobody's fault, and still not to be shown.
        let says_nothing = |text: &str| !text.contains(is_letter_or_digit);
        if cached.number().is_some_and(|n| n.is_zero()) && now.text().is_some_and(says_nothing) {
            finding.severity = Severity::Info;
        }
        Some(finding.fix(FixSafety::Safe, judged.cell, NewContent::Recalculated(Evaluation::cached(now))))
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Desk, at, dec};
    use crate::workbook::{Cell, Value};

    /// A total in 元 could be out of date by five fen.
    #[test]
    fn a_large_total_is_out_of_date_by_fen_as_well() {
        let stale = |cached: &str| {
            let mut desk = Desk::clean();
            let (value, formula) = (Value::Number(dec(cached)), Some("49999999.5+0.5".to_owned()));
            desk.workbook.sheets[0].cells.insert(at("J12"), Cell { value, formula, ..Cell::default() });
            desk.lines("stale-cached-value")
        };
        assert_eq!(stale("50000000.05"), ["J12 公式单元格显示 50000000.05，按公式重新计算应为 50000000.00"]);
        assert!(stale("50000000.0000001").is_empty());
    }
}
