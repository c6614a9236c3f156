//! `unknown-department`

use crate::form::{FieldPath, OwnField};
use crate::rules::rule::declare_rule;
use crate::rules::{BatchContext, Finding};

use super::finding_at;

declare_rule! {
    /// ## 检查什么
    ///
    /// 自评表的部门名称不在应报送单位名单（`--roster`）中。没有给名单时不检查。
    ///
    /// ## 为什么
    ///
    /// 多是名称写错、用了旧称或简称，结果该部门被当作没有报送；也可能是别的区或下属单位误报。
    ///
    /// ## 例子
    ///
    /// 名单中是“荔湾区文化广电旅游体育局”，B3 写“荔湾区文广局”：
    ///
    /// > B3　“荔湾区文广局”不在应报送单位名单中，应为名单中的名称，请核实；确是别名的，请写入名单第二列
    ///
    /// ## 修正
    ///
    /// 不修正。
    "unknown-department" {
        code: "X103",
        title: "部门不在名单中",
        level: Warning,
        fix: None,
        since: "0.1.0",
        check: Batch(check),
    }
}

fn check(context: &BatchContext<'_>) -> Vec<Finding> {
    // An empty list is a slip of whoever gave it, and no reason to doubt everybody.
    if context.roster.is_none_or(|roster| roster.entries.is_empty()) {
        return Vec::new();
    }
    let departments = &context.departments;
    // A name without words of its own is nobody's.
    let is_listed =
        |name: &str| departments.number(name).is_none() || departments.place_on_roster(name).is_some();
    let named = context.filed().filter_map(|form| form.record.department.as_deref().map(|name| (form, name)));
    named
        .filter(|(_, name)| !is_listed(name))
        .map(|(form, name)| {
            let message = format!(
                "“{name}”不在应报送单位名单中，应为名单中的名称，请核实；确是别名的，请写入名单第二列"
            );
            finding_at(&RULE, form, FieldPath::own(OwnField::Department), message).actual(name)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::roster::{Roster, RosterEntry};
    use crate::rules::testing::{batch_lines, report};
    use crate::settings::Settings;

    fn lines(roster: Option<&[&str]>) -> Vec<String> {
        let entry = |name: &&str| RosterEntry { name: (*name).to_owned(), aliases: Vec::new() };
        let roster = roster.map(|names| Roster { entries: names.iter().map(entry).collect() });
        let forms = [report("1.xlsx", "档案局"), report("2.xlsx", "文广局")];
        batch_lines("unknown-department", &forms, roster.as_ref(), &Settings::default())
    }

    #[test]
    fn a_name_that_is_not_listed_is_found_at_the_name() {
        let found = lines(Some(&["档案局", "文化广电旅游体育局"]));
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("2.xlsx B3 “文广局”不在应报送单位名单中"), "{found:?}");
    }

    #[test]
    fn listed_names_are_fine() {
        assert!(lines(Some(&["文广局", "档案局"])).is_empty());
    }

    #[test]
    fn without_a_roster_everybody_is_known() {
        assert!(lines(None).is_empty());
        assert!(lines(Some(&[])).is_empty());
    }
}
