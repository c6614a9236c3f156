//! Findings that were asked about and found right.

use calamine::{Reader, Xlsx, open_workbook};
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;
use serde_json::Value;

use crate::config::{cell_of, findings, incomplete};
use crate::support::{Folder, Form, ziping};

#[test]
fn an_accepted_finding_stays_on_the_list_with_its_reason_and_counts_no_more() {
    let folder = incomplete();
    let cell = cell_of(&folder, "missing-required");
    folder.file("in/ziping.toml", "# 2021 年度\n".as_bytes());
    let mut accept = ziping();
    accept.arg("accept").arg(folder.path("in/信访局.xlsx"));
    accept.args(["--rule", "missing-required", "--cell", &cell, "--reason", "电话核实，确无问题"]);
    accept.assert().code(0);
    let config = std::fs::read_to_string(folder.path("in/ziping.toml")).unwrap();
    assert!(config.starts_with("# 2021 年度\n") && config.contains("[[accepted]]"), "{config}");
    let found = findings(&folder, &[]);
    let finding = found.iter().find(|finding| finding["rule"] == "missing-required").unwrap();
    assert_eq!(finding["accepted"], "电话核实，确无问题");
    let shown = contains("已核实").and(contains("（已核实：电话核实，确无问题）"));
    ziping().arg("check").arg(folder.path("in")).assert().code(0).stdout(shown);
}

#[test]
fn an_accepted_finding_is_marked_in_the_workbooks_and_does_not_send_the_form_back() {
    let folder = incomplete();
    let cell = cell_of(&folder, "missing-required");
    let accepted = format!(
        "[[accepted]]\ndepartment = \"信访局\"\nrule = \"missing-required\"\ncell = \"{cell}\"\nreason = \"电话核实\"\n"
    );
    folder.file("in/ziping.toml", accepted.as_bytes());
    ziping().arg("run").arg(folder.path("in")).arg("-o").arg(folder.path("out")).assert().code(0);
    let texts = |file: &str, sheet: &str| {
        let mut workbook: Xlsx<_> = open_workbook(folder.path(file)).unwrap();
        let range = workbook.worksheet_range(sheet).unwrap();
        range.used_cells().map(|(_, _, value)| value.to_string()).collect::<Vec<_>>().join("\n")
    };
    for (file, sheet) in [("out/修正表/信访局.xlsx", "校验意见"), ("out/汇总表.xlsx", "校验问题")]
    {
        let texts = texts(file, sheet);
        assert!(texts.contains("（已核实：电话核实）"), "{texts}");
    }
    let opinion = texts("out/修正表/信访局.xlsx", "校验意见");
    assert!(opinion.contains("错误 0 处") && !opinion.contains("退回修改"), "{opinion}");
}

#[test]
fn another_department_s_finding_at_that_cell_is_not_accepted() {
    let folder = incomplete();
    let cell = cell_of(&folder, "missing-required");
    Form { department: "荔湾区财政局", ..Form::default().incomplete() }.save(&folder.path("in/财政局.xlsx"));
    let accepted = format!(
        "[[accepted]]\ndepartment = \"信访局\"\nrule = \"missing-required\"\ncell = \"{cell}\"\nreason = \"已核实\"\n"
    );
    folder.file("in/ziping.toml", accepted.as_bytes());
    let found = findings(&folder, &[]);
    let of =
        |file: &str| found.iter().find(|f| f["file"] == file && f["rule"] == "missing-required").unwrap();
    assert_eq!(of("信访局.xlsx")["accepted"], "已核实");
    assert_eq!(of("财政局.xlsx")["accepted"], Value::Null);
}

/// A form that a department sent twice, with its name written in two ways, was two forms, of which accept wanted one.
#[test]
fn what_a_department_sent_under_two_ways_to_write_its_name_is_accepted_once() {
    let folder = Folder::new();
    for (name, department) in [("原报", "信访局"), ("更正", "荔湾区信访局")] {
        Form { department, ..Form::default().incomplete() }.save(&folder.path(&format!("in/{name}.xlsx")));
    }
    let cell = cell_of(&folder, "missing-required");
    let mut accept = ziping();
    accept.arg("accept").arg(folder.path("in"));
    accept.args(["--rule", "missing-required", "--cell", &cell, "--reason", "已核实"]).assert().code(0);
    let found = findings(&folder, &[]);
    let of_rule: Vec<_> = found.iter().filter(|f| f["rule"] == "missing-required").collect();
    assert!(of_rule.len() == 2 && of_rule.iter().all(|f| f["accepted"] == "已核实"), "{of_rule:?}");
}

/// What one district's 信访局 was asked about took the other's finding away, and its fix.
#[test]
fn the_same_office_of_another_district_is_asked_for_itself() {
    let folder = incomplete();
    let cell = cell_of(&folder, "missing-required");
    Form { department: "越秀区信访局", ..Form::default().incomplete() }.save(&folder.path("in/越秀.xlsx"));
    let config = folder.file("in/ziping.toml", b"");
    let accepted = || {
        let found = findings(&folder, &[]);
        let of =
            |file: &str| found.iter().find(|f| f["file"] == file && f["rule"] == "missing-required").unwrap();
        [of("信访局.xlsx")["accepted"].clone(), of("越秀.xlsx")["accepted"].clone()]
    };
    let accept = |file: &str, reason: &str| {
        let mut accept = ziping();
        accept.arg("accept").arg(folder.path(file)).arg("--config").arg(&config);
        accept.args(["--rule", "missing-required", "--cell", &cell, "--reason", reason]).assert().code(0);
    };
    accept("in/信访局.xlsx", "荔湾已核实");
    assert_eq!(accepted(), [Value::from("荔湾已核实"), Value::Null]);
    accept("in/越秀.xlsx", "越秀已核实");
    assert_eq!(accepted(), [Value::from("荔湾已核实"), Value::from("越秀已核实")]);
    // Whose of the two it is, this one does not say; it is told of, and made exact by the next.
    let unclear = format!(
        "[[accepted]]\ndepartment = \"信访局\"\nrule = \"missing-required\"\ncell = \"{cell}\"\nreason = \"已核实\"\n"
    );
    folder.file("in/ziping.toml", unclear.as_bytes());
    assert_eq!(accepted(), [Value::Null, Value::Null]);
    ziping().arg("check").arg(folder.path("in")).assert().stderr(contains("信访局　missing-required"));
    accept("in/越秀.xlsx", "越秀已核实");
    assert_eq!(accepted(), [Value::Null, Value::from("越秀已核实")]);
}

#[test]
fn an_acceptance_that_matches_no_finding_any_more_is_told_and_is_no_error() {
    let folder = incomplete();
    let cell = cell_of(&folder, "missing-required");
    let accepted = |department: &str, rule: &str, cell: &str| {
        format!(
            "[[accepted]]\ndepartment = \"{department}\"\nrule = \"{rule}\"\ncell = \"{cell}\"\nreason = \"已核实\"\n"
        )
    };
    let still = accepted("信访局", "missing-required", &cell);
    let stale = accepted("信访局", "overspent", "Z99");
    let elsewhere = accepted("财政局", "overspent", "Z98");
    folder.file("in/ziping.toml", format!("{still}{stale}{elsewhere}").as_bytes());
    let told = || {
        contains("信访局　overspent Z99").and(contains("Z98").not()).and(contains("missing-required").not())
    };
    ziping().arg("check").arg(folder.path("in")).assert().code(0).stderr(told());
    ziping()
        .arg("run")
        .arg(folder.path("in"))
        .arg("-o")
        .arg(folder.path("out"))
        .assert()
        .code(0)
        .stderr(told());
}

/// Accepting one finding of a workbook made a ziping.toml beside it, and the district's own was not looked at any more.
#[test]
fn what_is_accepted_goes_where_check_looks() {
    let folder = incomplete();
    let cell = cell_of(&folder, "missing-required");
    let accept = |input: &str, reason: &str, more: &[&str]| {
        let mut accept = ziping();
        accept.current_dir(folder.path("")).arg("accept").arg(input);
        accept.args(["--rule", "missing-required", "--cell", &cell, "--reason", reason]).args(more);
        accept.assert()
    };
    let toml = |inner: &str| std::fs::read_to_string(folder.path(inner)).unwrap_or_default();
    let district = folder.file("ziping.toml", b"year = 2021\n");
    accept("in/信访局.xlsx", "电话核实", &[]).code(0).stderr(contains("按 ziping.toml 的设置"));
    assert!(toml("ziping.toml").starts_with("year = 2021\n") && toml("ziping.toml").contains("电话核实"));
    assert!(!folder.path("in/ziping.toml").exists());
    for input in ["in", "in/信访局.xlsx"] {
        ziping().current_dir(folder.path("")).args(["check", input]).assert().code(0);
    }
    std::fs::remove_file(district).unwrap();
    // Where there is none it comes to lie where both the folder and its workbooks find it.
    accept("in", "来函核实", &[]).code(0);
    accept("in/信访局.xlsx", "再次核实", &[]).code(0);
    assert!(toml("in/ziping.toml").contains("再次核实") && !toml("in/ziping.toml").contains("来函核实"));
    // And a file that is named need not be there.
    accept("in", "另行核实", &["--config", "新.toml"]).code(0);
    assert!(toml("新.toml").contains("另行核实"));
}

/// It went into a ziping.toml of its own folder, which a check of the whole does not read.
#[test]
fn what_is_accepted_of_a_form_in_an_inner_folder_holds_for_the_whole() {
    let folder = Folder::new();
    Form::default().incomplete().save(&folder.path("in/街道/内/信访局.xlsx"));
    let cell = cell_of(&folder, "missing-required");
    let accept = || {
        let mut accept = ziping();
        accept.current_dir(folder.path("")).args(["accept", "in/街道/内/信访局.xlsx"]);
        accept.args(["--rule", "missing-required", "--cell", &cell, "--reason", "已核实"]).assert().code(0)
    };
    let check = || ziping().current_dir(folder.path("")).args(["check", "in"]).assert();
    // Where there is none yet, it comes to lie beside the file, and is told of.
    accept().stderr(contains("记入 in/街道/内/ziping.toml"));
    let unread = "没有用上 in/街道/内/ziping.toml：只用输入文件夹里或它上级的 ziping.toml";
    check().code(1).stderr(contains(unread)).stdout(contains("文本文件").not());
    std::fs::remove_file(folder.path("in/街道/内/ziping.toml")).unwrap();
    folder.file("in/ziping.toml", b"");
    accept().stderr(contains("记入 in/ziping.toml"));
    check().code(0).stderr(contains("没有用上").not());
    ziping().current_dir(folder.path("")).args(["check", "in/街道"]).assert().code(0);
}

/// 1000.00 was accepted against a budget of 950.52, and ten times as much still was.
#[test]
fn an_amount_that_was_accepted_is_asked_about_again_when_it_changes() {
    let folder = Folder::new();
    let save = |actual_expenditure| {
        Form { actual_expenditure, ..Form::default() }.save(&folder.path("in/信访局.xlsx"));
    };
    save("1000");
    let cell = cell_of(&folder, "overspent");
    let accept = |reason: &str| {
        let mut accept = ziping();
        accept.arg("accept").arg(folder.path("in"));
        accept.args(["--rule", "overspent", "--cell", &cell, "--reason", reason]).assert().code(0);
    };
    let overspent = || findings(&folder, &[]).into_iter().find(|f| f["rule"] == "overspent").unwrap();
    accept("已有批复");
    assert_eq!(overspent()["accepted"], "已有批复");
    let toml = || std::fs::read_to_string(folder.path("in/ziping.toml")).unwrap();
    assert!(toml().contains("value = \"1000") && toml().contains("year = 2021"), "{}", toml());
    save("10000");
    let message = |finding: &Value| finding["message"].as_str().unwrap().to_owned();
    let again = overspent();
    assert_eq!(again["accepted"], Value::Null);
    assert!(
        message(&again).contains("（此前核实的是“1000") && message(&again).contains("请重新核实）"),
        "{again}"
    );
    // It has its finding, which is another; it is not one to be taken out.
    ziping().arg("check").arg(folder.path("in")).assert().stderr(contains("没有对应的问题了").not());
    accept("另有批复");
    assert_eq!(overspent()["accepted"], "另有批复");
    assert_eq!(toml().matches("[[accepted]]").count(), 1);
    // Last year's is not this year's.
    folder.file("in/ziping.toml", toml().replace("year = 2021", "year = 2020").as_bytes());
    let again = overspent();
    assert_eq!(again["accepted"], Value::Null);
    assert!(message(&again).contains("此前核实的是2020年度的"), "{again}");
    // Where neither was noted it holds as it did.
    let bare = format!(
        "[[accepted]]\ndepartment = \"信访局\"\nrule = \"overspent\"\ncell = \"{cell}\"\nreason = \"旧\"\n"
    );
    folder.file("in/ziping.toml", bare.as_bytes());
    assert_eq!(overspent()["accepted"], "旧");
}

#[test]
fn what_only_a_comparison_finds_is_told_to_want_the_whole_folder() {
    let folder = incomplete();
    let mut accept = ziping();
    accept.arg("accept").arg(folder.path("in/信访局.xlsx"));
    accept.args(["--rule", "duplicate-department", "--cell", "B3", "--reason", "已核实"]);
    accept.assert().code(2).stderr(contains("请写整个文件夹"));
}

#[test]
fn only_what_was_found_can_be_accepted() {
    let folder = incomplete();
    let mut accept = ziping();
    accept.arg("accept").arg(folder.path("in/信访局.xlsx"));
    accept.args(["--rule", "overspent", "--cell", "A1", "--reason", "已核实"]);
    let says = "没有自评表在 A1 有 overspent 的问题，用 ziping check 查看";
    accept.assert().code(2).stderr(contains(says));
    assert!(!folder.path("in/ziping.toml").exists());
}

/// The address that `check` prints was refused, and nothing said whose finding was accepted or what became of an earlier
/// reason.
#[test]
fn a_finding_is_accepted_at_the_address_that_check_prints_and_told() {
    let folder = incomplete();
    let path = folder.path("in/信访局.xlsx");
    let cell = cell_of(&folder, "missing-required");
    let accept = |cell: &str, reason: &str| {
        let mut accept = ziping();
        accept.arg("accept").arg(&path).args([
            "--rule",
            "missing-required",
            "--cell",
            cell,
            "--reason",
            reason,
        ]);
        accept.assert()
    };
    accept(&format!("另一张!{cell}"), "x").code(2).stderr(contains("没有自评表在 另一张!"));
    let told = format!("已核实：荔湾区信访局 Sheet1!{cell} 必填项空缺（missing-required），记入 ");
    accept(&format!("Sheet1!{cell}"), "电话核实").code(0).stderr(contains(told));
    accept(&cell, "补了文件").code(0).stderr(contains("，原来的原因“电话核实”已换掉，记入 "));
    accept(&cell, "补了文件").code(0).stderr(contains("已换掉").not());
    let mut check = ziping();
    check.arg("check").arg(&path).assert().code(0).stdout(contains("（已核实：补了文件）"));
}
