//! `misplaced-value`

use crate::form::{FieldPath, ReadingNote};
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};
use crate::workbook::CellRef;

declare_rule! {
    /// ## 检查什么
    ///
    /// 内容填在应填单元格旁边的格子里，而应填的格子是空的。
    ///
    /// ## 为什么
    ///
    /// 人看得懂，按单元格取数的公式和汇总却取不到；打印出来也会错行错列。本程序仍按该栏目读取这个值。
    ///
    /// ## 例子
    ///
    /// 任务1的涉及资金应填在 H10，却填在下一行的 H11：
    ///
    /// > H11　“60.40”填错了位置，任务涉及资金应填在 H10，请移到 H10
    ///
    /// ## 修正
    ///
    /// 不修正，请部门把内容移到应填的单元格。
    "misplaced-value" {
        code: "S102",
        title: "内容填错位置",
        level: Warning,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let notes = context.form.notes.iter();
    notes
        .filter_map(|note| match note {
            ReadingNote::Misplaced { field, label, found, belongs } => {
                Some(finding(context, *field, label, *found, *belongs))
            }
            _ => None,
        })
        .collect()
}

fn finding(
    context: &FormContext<'_>,
    field: FieldPath,
    label: &str,
    found: CellRef,
    belongs: CellRef,
) -> Finding {
    let shown = context.shown(found);
    let message = format!("“{shown}”填错了位置，{label}应填在 {belongs}，请移到 {belongs}");
    Finding::new(&RULE, &context.form.sheet, message).at(found).field(field).actual(shown)
}

#[cfg(test)]
mod tests {
    use crate::form::{FieldPath, ReadingNote, TaskField};
    use crate::rules::testing::{Desk, at};

    #[test]
    fn a_value_beside_its_place_is_found_where_it_stands() {
        let mut desk = Desk::clean();
        desk.put("H10", crate::workbook::Value::Number("60.45".parse().unwrap()));
        desk.form.notes.push(ReadingNote::Misplaced {
            field: FieldPath::task(0, TaskField::Funds),
            label: "任务涉及资金".to_owned(),
            found: at("H10"),
            belongs: at("H9"),
        });
        let lines = desk.lines("misplaced-value");
        assert_eq!(lines, ["H10 “60.45”填错了位置，任务涉及资金应填在 H9，请移到 H9"]);
    }

    #[test]
    fn values_in_their_places_are_fine() {
        assert!(Desk::clean().lines("misplaced-value").is_empty());
    }
}
