//! `rate-other-definition`

use super::judgement::{Class, Judged};
use super::words::cells_in_words;
use crate::form::FundingColumn;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

declare_rule! {
    /// ## 检查什么
    ///
    /// 一栏比率各行的算法一致，但分母与模板规定的不同：用了模板没有的一栏金额，或者把它也加了进去。表头或者
    /// 表内、表下的注写明了另一种算法（“预算完成率（实际支出/年初预算）”“注：预算完成率＝实际支出数÷年初预算数×100%”）、各行也照此
    /// 计算的，也是；得分是按这样的比率算的，也是。都没有写、只用年初预算数作分母等，是算错，见 rate-wrong-value、rate-wrong-formula；
    /// 得分也看不出按哪一个算的，只作建议修改。各行都是“实际支出数 ÷ 预算调整数”的，是把调整后的预算数填进了“预算调整数”一栏，也在这里提示。
    ///
    /// ## 为什么
    ///
    /// 整栏都这样算，是本单位的口径，不是哪一行填错。例如分母里加上了模板没有的“上年结转”。口径不同，比率就不能与其他部门比较，因此要请人看一看。
    ///
    /// ## 例子
    ///
    /// F4 至 F6 都是“实际支出数 ÷（上年结转＋年初预算数＋预算调整数）”，上年结转在 B 列：
    ///
    /// > F4　预算完成率一栏是按“实际支出数 ÷（B 列＋年初预算数＋预算调整数）”计算的，与模板的算法不同，未作修改，请核实口径
    ///
    /// ## 修正
    ///
    /// 不修正：各行的比率和公式都保留原样，只提示一次。
    "rate-other-definition" {
        code: "F105",
        title: "比率的口径与模板不同",
        level: Warning,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    context.judged(|judged| {
        let (divided, over, deviating) = match &judged.class {
            Class::AdjustedBudget => return Some(adjusted_budget(context, judged)),
            Class::OtherDefinition { divided, over, deviating } => (divided, over, deviating),
            _ => return None,
        };
        let over = match over.as_slice() {
            [one] => format!(" {one}"),
            several => format!("（{}）", several.join("＋")),
        };
        let deviating = match deviating.as_slice() {
            [] => String::new(),
            cells => format!("，其中 {} 与此也不一致", cells_in_words(cells)),
        };
        let message = format!(
            "{}一栏是按“{divided} ÷{over}”计算的，与模板的算法不同{deviating}，未作修改，请核实口径",
            judged.label
        );
        Some(judged.finding(&RULE, context.form, message))
    })
}

fn adjusted_budget(context: &FormContext<'_>, judged: &Judged) -> Finding {
    let heading =
        |column: FundingColumn| context.form.funding_heading(column).unwrap_or(column.title()).to_owned();
    let adjustment = heading(FundingColumn::BudgetAdjustment);
    let message = format!(
        "{}是按“{} ÷ {adjustment}”计算的，“{adjustment}”一栏填的似乎是调整后的预算数，不是调整了多少；各行的比率都未作修改，请核实后统一改正",
        judged.label,
        heading(FundingColumn::ActualExpenditure)
    );
    judged.finding(&RULE, context.form, message)
}
