//! `template-edited`

use crate::form::ReadingNote;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

declare_rule! {
    /// ## 检查什么
    ///
    /// 表头或栏目与模板不同：换了说法、删了或添了栏目，因而只能按前后栏目推断它是什么。
    /// 资金表的金额写在栏目名称旁边的、横竖颠倒的，照样读取，也在这里说明；缺一项金额而又有一栏数认不出是哪一项的，也在这里说明。
    /// 工作簿里填好的表旁边还留着没有填写的空表的，也在这里说明：空表不当作自评表读取。
    ///
    /// ## 为什么
    ///
    /// 推断可能有误；统一的表式也便于比较和公开。模板认得的其他说法（如“预算执行率”即“预算完成率”）不提示。
    ///
    /// ## 例子
    ///
    /// G9 的表头是“年终成效”，它在预期实现值与涉及资金之间：
    ///
    /// > G9　表头“年终成效”不是模板的栏名，已按“指标完成情况”读取，请核实
    ///
    /// ## 修正
    ///
    /// 不修正，部门的表头保持原样。常用的新说法可以写进模板（`--template`）。
    "template-edited" {
        code: "S202",
        title: "表式与模板不同",
        level: Info,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let sheet = &context.form.sheet;
    let notes = context.form.notes.iter();
    notes
        .filter_map(|note| match note {
            ReadingNote::HeadingInferred { cell, heading, taken_for } => {
                let heading = heading.split_whitespace().collect::<String>();
                let message = format!("表头“{heading}”不是模板的栏名，已按“{taken_for}”读取，请核实");
                Some(Finding::new(&RULE, sheet, message).at(*cell).actual(heading).expected(taken_for))
            }
            ReadingNote::TemplateEdited { cell, what } => {
                let mut finding = Finding::new(&RULE, sheet, format!("{what}，与模板不同，请核实"));
                finding.cell = *cell;
                Some(finding)
            }
            ReadingNote::BlankBeside { sheet } => {
                let message = format!("工作表“{sheet}”里有一张没有填写的空表，没有当作自评表读取，请核实");
                Some(Finding::new(&RULE, sheet, message))
            }
            ReadingNote::Misplaced { .. } => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::form::ReadingNote;
    use crate::rules::testing::{Desk, at};

    #[test]
    fn an_unknown_heading_is_told_with_what_it_was_taken_for() {
        let mut desk = Desk::clean();
        desk.form.notes.push(ReadingNote::HeadingInferred {
            cell: at("G8"),
            heading: "年终\n成效".to_owned(),
            taken_for: "指标完成情况".to_owned(),
        });
        let lines = desk.lines("template-edited");
        assert_eq!(lines, ["G8 表头“年终成效”不是模板的栏名，已按“指标完成情况”读取，请核实"]);
    }

    #[test]
    fn a_column_that_is_gone_is_told() {
        let mut desk = Desk::clean();
        let what = "没有“预算调整率”一栏".to_owned();
        desk.form.notes.push(ReadingNote::TemplateEdited { cell: None, what });
        assert_eq!(desk.lines("template-edited"), ["— 没有“预算调整率”一栏，与模板不同，请核实"]);
    }

    #[test]
    fn the_templates_own_form_is_fine() {
        assert!(Desk::clean().lines("template-edited").is_empty());
    }

    #[test]
    fn a_blank_form_beside_the_filled_one_is_told_of_at_its_sheet() {
        let mut desk = Desk::clean();
        desk.form.notes.push(ReadingNote::BlankBeside { sheet: "模板".to_owned() });
        let said = "工作表“模板”里有一张没有填写的空表，没有当作自评表读取，请核实";
        let lines = desk.lines("template-edited");
        assert!(lines.len() == 1 && lines[0].contains(said), "{lines:?}");
    }
}
