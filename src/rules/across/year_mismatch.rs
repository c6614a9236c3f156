//! `year-mismatch`

use crate::form::{FieldPath, OwnField};
use crate::record::FiledForm;
use crate::rules::rule::declare_rule;
use crate::rules::{BatchContext, Finding};

use super::{finding_at, majority};

declare_rule! {
    /// ## 检查什么
    ///
    /// 自评表的年度与 `--year` 给出的年度不同；没有给出时，与本批三份以上自评表中过半数的年度不同。
    ///
    /// ## 为什么
    ///
    /// 多是拿上年的表来改，标题里的年度忘了改；也可能误报了上年的表。汇总仍然计入。
    ///
    /// ## 例子
    ///
    /// 本批多为 2021 年度，A2 写“（2020年度）”：
    ///
    /// > A2　年度为 2020，应为 2021（本批多数自评表的年度），请核实
    ///
    /// ## 修正
    ///
    /// 不修正：是年度写错还是报错了表，要由部门确认。
    "year-mismatch" {
        code: "X104",
        title: "年度不符",
        level: Warning,
        fix: None,
        since: "0.1.0",
        check: Batch(check),
    }
}

fn check(context: &BatchContext<'_>) -> Vec<Finding> {
    let (expected, source) = match context.settings.year {
        Some(year) => (Some(year), "指定的年度"),
        None => (majority(context.forms.iter().filter_map(|form| form.year)), "本批多数自评表的年度"),
    };
    let Some(expected) = expected else { return Vec::new() };
    let odd =
        context.filed().filter_map(|form| form.record.year.filter(|y| *y != expected).map(|y| (form, y)));
    odd.map(|(form, year)| finding(form, year, expected, source)).collect()
}

fn finding(form: FiledForm<'_>, year: i32, expected: i32, source: &str) -> Finding {
    let message = format!("年度为 {year}，应为 {expected}（{source}），请核实");
    finding_at(&RULE, form, FieldPath::own(OwnField::Year), message)
        .actual(year.to_string())
        .expected(expected.to_string())
}

#[cfg(test)]
mod tests {
    use crate::record::FormRecord;
    use crate::rules::testing::{batch_lines, report};
    use crate::settings::Settings;

    fn lines(years: &[Option<i32>], asked: Option<i32>) -> Vec<String> {
        let form = |(n, year): (usize, &Option<i32>)| FormRecord {
            year: *year,
            ..report(&format!("{n}.xlsx"), "局")
        };
        let forms: Vec<FormRecord> = years.iter().enumerate().map(form).collect();
        batch_lines("year-mismatch", &forms, None, &Settings { year: asked, ..Settings::default() })
    }

    #[test]
    fn the_odd_year_of_a_batch_is_found_at_the_year() {
        assert_eq!(
            lines(&[Some(2021), Some(2020), Some(2021), None], None),
            ["1.xlsx A2 年度为 2020，应为 2021（本批多数自评表的年度），请核实"]
        );
    }

    #[test]
    fn the_year_that_was_asked_for_goes_before_the_majority() {
        let found = lines(&[Some(2021), Some(2021), Some(2020)], Some(2020));
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], "0.xlsx A2 年度为 2021，应为 2020（指定的年度），请核实");
    }

    #[test]
    fn without_a_clear_majority_nothing_is_said() {
        assert!(lines(&[Some(2021), Some(2020)], None).is_empty());
        assert!(lines(&[Some(2021), Some(2020), Some(2021), Some(2020)], None).is_empty());
        assert!(lines(&[Some(2020)], None).is_empty());
    }

    #[test]
    fn forms_of_one_year_are_fine() {
        assert!(lines(&[Some(2021), Some(2021), Some(2021)], None).is_empty());
        assert!(lines(&[Some(2021)], Some(2021)).is_empty());
    }
}
