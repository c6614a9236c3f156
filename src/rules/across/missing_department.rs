//! `missing-department`

use crate::form::{FieldPath, OwnField};
use crate::roster::{Attendance, Missing};
use crate::rules::rule::declare_rule;
use crate::rules::{BatchContext, Finding};

declare_rule! {
    /// ## 检查什么
    ///
    /// 应报送单位名单（`--roster`）中的部门，没有收到它的自评表。没有给名单时不检查。
    ///
    /// ## 为什么
    ///
    /// 漏报一个部门，全区的汇总数就不全。
    ///
    /// ## 例子
    ///
    /// 名单中有“荔湾区水务局”，输入的工作簿中没有：
    ///
    /// > “荔湾区水务局”应报送自评表，没有收到，请催报
    ///
    /// 收到了它的文件、却没有读出自评表（PDF、打不开的工作簿等，按文件名里的部门名称认），则说明是哪个文件：
    ///
    /// > “荔湾区水务局”应报送自评表，收到的“水务局自评表.pdf”没有读出自评表，请核实后重新报送
    ///
    /// 部门名称空缺或写法与名单不同，也会出现这一条；名单第二列可以写别名。
    ///
    /// ## 修正
    ///
    /// 不修正。
    "missing-department" {
        code: "X102",
        title: "应报未报",
        level: Error,
        fix: None,
        since: "0.1.0",
        check: Batch(check),
    }
}

fn check(context: &BatchContext<'_>) -> Vec<Finding> {
    let attendance = Attendance::of(context.roster, context.forms, context.inputs, &context.departments);
    let finding = |missing: Missing<'_>| {
        let name = &missing.entry.name;
        let what = missing.unread_words().unwrap_or_else(|| "没有收到，请催报".to_owned());
        let message = format!("“{name}”应报送自评表，{what}");
        Finding::new(&RULE, "", message).field(FieldPath::own(OwnField::Department)).expected(name)
    };
    attendance.missing.into_iter().map(finding).collect()
}

#[cfg(test)]
mod tests {
    use crate::record::{InputRecord, InputStatus};
    use crate::roster::{Roster, RosterEntry};
    use crate::rules::testing::{batch_lines, batch_lines_among, report};
    use crate::settings::Settings;

    fn roster(names: &[&str]) -> Roster {
        let entry =
            |name: &&str| RosterEntry { name: (*name).to_owned(), aliases: vec![format!("{name}本级")] };
        Roster { entries: names.iter().map(entry).collect() }
    }

    #[test]
    fn who_is_listed_and_did_not_report_is_found() {
        let forms = [report("1.xlsx", "档案局")];
        let found = batch_lines(
            "missing-department",
            &forms,
            Some(&roster(&["档案局", "水务局"])),
            &Settings::default(),
        );
        assert_eq!(found, [" — “水务局”应报送自评表，没有收到，请催报"]);
    }

    /// Only 报送情况 said so; everywhere else it looked as if the department had sent nothing.
    #[test]
    fn who_sent_what_is_no_form_is_not_told_to_have_sent_nothing() {
        let pdf = InputRecord {
            file: "街道/水务局自评表.pdf".to_owned(),
            status: InputStatus::Skipped,
            forms: 0,
            reason: None,
            corrected: None,
        };
        let (roster, settings) = (roster(&["水务局", "档案局"]), Settings::default());
        let found = batch_lines_among("missing-department", &[], &[pdf], Some(&roster), &settings);
        let expected = [
            " — “水务局”应报送自评表，收到的“街道/水务局自评表.pdf”没有读出自评表，请核实后重新报送",
            " — “档案局”应报送自评表，没有收到，请催报",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn another_name_of_the_roster_counts() {
        let forms = [report("1.xlsx", "档案局本级")];
        assert!(
            batch_lines("missing-department", &forms, Some(&roster(&["档案局"])), &Settings::default())
                .is_empty()
        );
    }

    /// The second row's other names were a department of their own, which nobody asked for.
    #[test]
    fn the_other_names_of_a_department_s_second_row_are_its_own() {
        let entry = |name: &str, aliases: &[&str]| RosterEntry {
            name: name.to_owned(),
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
        };
        let roster =
            Roster { entries: vec![entry("荔湾区信访局", &[]), entry("信访局", &["信访办"])] };
        let forms = [report("1.xlsx", "信访办")];
        let found = batch_lines("missing-department", &forms, Some(&roster), &Settings::default());
        assert!(found.is_empty(), "{found:?}");
        let found = batch_lines("missing-department", &[], Some(&roster), &Settings::default());
        assert_eq!(found, [" — “荔湾区信访局”应报送自评表，没有收到，请催报"]);
    }

    #[test]
    fn without_a_roster_nobody_is_due() {
        assert!(batch_lines("missing-department", &[], None, &Settings::default()).is_empty());
    }
}
