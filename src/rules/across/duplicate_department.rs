//! `duplicate-department`

use std::collections::BTreeMap;

use crate::form::{FieldPath, OwnField};
use crate::record::FiledForm;
use crate::roster::counted_instead;
use crate::rules::rule::declare_rule;
use crate::rules::{BatchContext, Finding};

use super::finding_at;

declare_rule! {
    /// ## 检查什么
    ///
    /// 同一部门的自评表出现在两个以上的工作簿中。部门名称去掉括号及其内容、空格、全半角差别和前面的省市区名后相同的，
    /// 是同一部门；名单第二列可以写别名。项目支出自评表还要项目名称相同才算重复。
    ///
    /// ## 为什么
    ///
    /// 部门报了修改稿而没有撤回原稿，汇总时就会重复计算。
    ///
    /// ## 例子
    ///
    /// 001_园林绿化局.xlsx 与 049_园林绿化局（修改稿）.xlsx 的 B3 都是“荔湾区园林绿化局”：
    ///
    /// > B3　“荔湾区园林绿化局”报送了 2 份自评表，应只报一份；汇总采用 049_园林绿化局（修改稿）.xlsx，本份不计入，请核实后撤回其余
    ///
    /// ## 修正
    ///
    /// 不修正。汇总只计一份：工作簿属性中修改时间最晚的，时间相同或没有时间的，取文件名排在后面的。
    "duplicate-department" {
        code: "X101",
        title: "部门重复报送",
        level: Error,
        fix: None,
        since: "0.1.0",
        check: Batch(check),
    }
}

fn check(context: &BatchContext<'_>) -> Vec<Finding> {
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (form, counted) in counted_instead(context.forms, &context.departments).into_iter().enumerate() {
        groups.entry(counted).or_default().push(form);
    }
    let forms: Vec<FiledForm<'_>> = context.filed().collect();
    groups.iter().flat_map(|(counted, group)| findings(&forms, group, *counted)).collect()
}

/// The findings on forms that report the same, one in each workbook.
fn findings(forms: &[FiledForm<'_>], group: &[usize], counted: usize) -> Vec<Finding> {
    let mut in_files: BTreeMap<&str, FiledForm<'_>> = BTreeMap::new();
    for form in group.iter().filter_map(|n| forms.get(*n)) {
        in_files.entry(&form.record.file).or_insert(*form);
    }
    // Twice in one workbook is `duplicate-form`, which stands at the second of them.
    let Some(counted) = forms.get(counted).filter(|_| in_files.len() > 1) else { return Vec::new() };
    let total = in_files.len();
    in_files
        .into_values()
        .map(|form| {
            let department = form.record.department.as_deref().unwrap_or_default();
            let advice = if form.record.file == counted.record.file {
                "汇总采用本份，请核实后撤回其余".to_owned()
            } else {
                format!("汇总采用 {}，本份不计入，请核实后撤回其余", counted.record.file)
            };
            let message = format!("“{department}”报送了 {total} 份自评表，应只报一份；{advice}");
            finding_at(&RULE, form, FieldPath::own(OwnField::Department), message).actual(department)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::record::FormRecord;
    use crate::roster::{Roster, RosterEntry};
    use crate::rules::testing::{batch_lines, report};
    use crate::settings::Settings;

    fn lines(forms: &[FormRecord]) -> Vec<String> {
        batch_lines("duplicate-department", forms, None, &Settings::default())
    }

    #[test]
    fn a_department_in_two_workbooks_is_found_in_both() {
        let forms = [report("01.xlsx", "档案局"), report("02.xlsx", "水务局"), report("03.xlsx", "档案局")];
        let found = lines(&forms);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("01.xlsx B3 “档案局”报送了 2 份自评表"), "{found:?}");
        assert!(found[1].starts_with("03.xlsx B3 “档案局”报送了 2 份自评表"), "{found:?}");
    }

    #[test]
    fn the_rosters_other_names_are_the_same_department() {
        let entry = RosterEntry { name: "信访局".to_owned(), aliases: vec!["信访办".to_owned()] };
        let roster = Roster { entries: vec![entry] };
        let forms = [report("01.xlsx", "信访局"), report("02.xlsx", "信访办")];
        assert_eq!(batch_lines("duplicate-department", &forms, Some(&roster), &Settings::default()).len(), 2);
        assert!(lines(&forms).is_empty());
    }

    #[test]
    fn two_forms_in_one_workbook_are_another_rules_matter() {
        assert!(lines(&[report("01.xlsx", "档案局"), report("01.xlsx", "档案局")]).is_empty());
    }

    #[test]
    fn projects_of_one_department_are_not_the_same_report() {
        let project = |file: &str, name: Option<&str>| FormRecord {
            project: name.map(str::to_owned),
            competent_department: Some("水务局".to_owned()),
            ..report(file, "水务局")
        };
        assert!(
            lines(&[project("1.xlsx", Some("河道保洁")), project("2.xlsx", Some("泵站维修"))]).is_empty()
        );
        assert!(lines(&[project("1.xlsx", None), project("2.xlsx", None)]).is_empty());
        assert_eq!(
            lines(&[project("1.xlsx", Some("河道保洁")), project("2.xlsx", Some("河道 保洁"))]).len(),
            2
        );
    }

    #[test]
    fn a_blank_name_is_nobodys() {
        let nobody = FormRecord { department: None, ..report("1.xlsx", "") };
        assert!(lines(&[nobody.clone(), FormRecord { file: "2.xlsx".to_owned(), ..nobody }]).is_empty());
    }
}
