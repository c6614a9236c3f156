//! `unit-differs`

use crate::form::{FieldPath, OwnField};
use crate::rules::rule::declare_rule;
use crate::rules::{BatchContext, Finding};

use super::{finding_at, majority};

declare_rule! {
    /// ## 检查什么
    ///
    /// 自评表的金额单位与本批过半数自评表的单位不同，例如别人用万元，这份用元。
    ///
    /// ## 为什么
    ///
    /// 汇总时会自动换算，但统一的单位便于阅读和公开；单位与金额不一致的，由 `unit-mismatch` 提示。
    ///
    /// ## 例子
    ///
    /// 本批多为万元，H3 写“单位：元”：
    ///
    /// > H3　金额单位为元，本批多数为万元；汇总时按万元折算，请核实单位是否写对
    ///
    /// ## 修正
    ///
    /// 不修正。
    "unit-differs" {
        code: "X201",
        title: "金额单位与其他部门不同",
        level: Info,
        fix: None,
        since: "0.1.0",
        check: Batch(check),
    }
}

fn check(context: &BatchContext<'_>) -> Vec<Finding> {
    let with_unit =
        || context.filed().filter_map(|form| form.record.unit.as_deref().map(|unit| (form, unit)));
    let Some(usual) = majority(with_unit().map(|(_, unit)| unit)) else { return Vec::new() };
    with_unit()
        .filter(|(_, unit)| *unit != usual)
        .map(|(form, unit)| {
            let message = format!(
                "金额单位为{unit}，本批多数为{usual}；汇总时按{}折算，请核实单位是否写对",
                context.settings.summary_unit
            );
            finding_at(&RULE, form, FieldPath::own(OwnField::Unit), message).actual(unit).expected(usual)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::record::FormRecord;
    use crate::rules::testing::{batch_lines, report};
    use crate::settings::Settings;

    fn lines(units: &[&str]) -> Vec<String> {
        let form = |(n, unit): (usize, &&str)| FormRecord {
            unit: Some((*unit).to_owned()),
            ..report(&format!("{n}.xlsx"), "局")
        };
        let forms: Vec<FormRecord> = units.iter().enumerate().map(form).collect();
        batch_lines("unit-differs", &forms, None, &Settings::default())
    }

    #[test]
    fn the_odd_unit_is_found_at_the_unit() {
        assert_eq!(
            lines(&["万元", "元", "万元"]),
            ["1.xlsx H3 金额单位为元，本批多数为万元；汇总时按万元折算，请核实单位是否写对"]
        );
    }

    #[test]
    fn one_unit_for_all_is_fine() {
        assert!(lines(&["元", "元", "元"]).is_empty());
        assert!(lines(&["元", "万元"]).is_empty());
    }
}
