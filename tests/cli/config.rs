//! `ziping.toml`: where it is found, and what it decides.

use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;
use serde_json::Value;

use crate::support::{Folder, Form, ziping};

/// A department's form without 存在问题, which is an error; and its cell.
pub(crate) fn incomplete() -> Folder {
    let folder = Folder::new();
    Form::default().incomplete().save(&folder.path("in/信访局.xlsx"));
    folder
}

pub(crate) fn findings(folder: &Folder, args: &[&str]) -> Vec<Value> {
    let mut command = ziping();
    let output =
        command.args(["check", "--format", "json"]).args(args).arg(folder.path("in")).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    report["findings"].as_array().unwrap().clone()
}

pub(crate) fn cell_of(folder: &Folder, rule: &str) -> String {
    let all = findings(folder, &[]);
    let finding = all.iter().find(|finding| finding["rule"] == rule).unwrap();
    finding["cell"].as_str().unwrap().to_owned()
}

#[test]
fn a_ziping_toml_in_the_folder_or_beside_it_sets_levels_and_says_so() {
    for place in ["in/ziping.toml", "ziping.toml"] {
        let folder = incomplete();
        folder.file(place, b"[levels]\nmissing-required = \"info\"\n");
        let mut check = ziping();
        check.arg("check").arg(folder.path("in")).assert().code(0).stderr(contains("ziping.toml"));
    }
}

#[test]
fn the_command_line_goes_before_the_file() {
    let folder = incomplete();
    folder.file("in/ziping.toml", b"[levels]\nmissing-required = \"off\"\n");
    assert!(findings(&folder, &[]).iter().all(|finding| finding["rule"] != "missing-required"));
    let asked = findings(&folder, &["--level", "missing-required=warning"]);
    assert!(asked.iter().any(|f| f["rule"] == "missing-required" && f["severity"] == "warning"), "{asked:?}");
}

#[test]
fn a_ziping_toml_among_what_departments_sent_decides_nothing() {
    let folder = incomplete();
    folder.file("in/信访局/ziping.toml", b"ignore = [\"S\"]\n");
    ziping().arg("check").arg(folder.path("in")).assert().code(1);
}

#[test]
fn roster_and_year_of_the_file_hold() {
    let folder = Folder::new();
    Form::default().save(&folder.path("in/a.xlsx"));
    folder.file("名单.txt", "荔湾区信访局\n荔湾区财政局\n".as_bytes());
    let config = folder.file("2022.toml", "year = 2022\nroster = \"名单.txt\"\n".as_bytes());
    let found = findings(&folder, &["--config", config.to_str().unwrap()]);
    let rules: Vec<_> = found.iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
    assert!(rules.contains(&"year-mismatch") && rules.contains(&"missing-department"), "{rules:?}");
}

/// 95 % lies 5.6 % above the target of 90 %.
#[test]
fn the_office_says_what_counts_as_far_above_a_target() {
    let folder = Folder::new();
    Form::default().save(&folder.path("in/a.xlsx"));
    folder.file("in/ziping.toml", b"far_above = 5.5\n");
    let is_far_above = |args: &[&str]| {
        let output = ziping().arg("export").arg(folder.path("in")).args(args).output().unwrap();
        let form: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        form["indicators"][0]["exceeded"].as_bool().unwrap()
    };
    assert!(is_far_above(&[]));
    assert!(!is_far_above(&["--far-above", "6"]), "the command line goes before the file");
    folder.file("in/ziping.toml", b"far_above = \"half\"\n");
    let mut check = ziping();
    let wrong = "第 1 行：应是大于 0、不超过 10000 的百分数，如 30";
    check.arg("check").arg(folder.path("in")).assert().code(2).stderr(contains(wrong));
}

#[test]
fn a_key_that_there_is_not_is_a_mistake_with_its_line() {
    let folder = incomplete();
    folder.file("in/ziping.toml", b"year = 2021\nrooster = \"a.txt\"\n");
    let mut check = ziping();
    check
        .arg("check")
        .arg(folder.path("in"))
        .assert()
        .code(2)
        .stderr(contains("第 2 行：没有“rooster”这一项"));
}

/// The second input's settings and acceptances were passed over without a word.
#[test]
fn of_two_inputs_settings_the_one_that_counts_is_named() {
    let folder = Folder::new();
    Form::default().save(&folder.path("甲/a.xlsx"));
    Form::of("荔湾区财政局").save(&folder.path("乙/内/b.xlsx"));
    folder.file("甲/ziping.toml", b"year = 2021\n");
    folder.file("乙/ziping.toml", b"year = 2022\n");
    for second in ["乙", "乙/内/b.xlsx"] {
        let told = "没有用上 乙/ziping.toml：一次只用一个设置文件，这次用的是 甲/ziping.toml";
        let mut check = ziping();
        check
            .current_dir(folder.path(""))
            .args(["check", "甲", second])
            .assert()
            .code(0)
            .stderr(contains(told));
    }
    // Those that one shares with the other are the same.
    folder.file("乙/内/ziping.toml", b"");
    let mut check = ziping();
    check.current_dir(folder.path("")).args(["check", "乙", "乙/../乙"]);
    check.assert().stderr(contains("没有用上 乙/内/ziping.toml：").and(contains("乙/ziping.toml、").not()));
}

/// A line break or a change of colour in a template's name went to the terminal as it was.
#[test]
fn a_template_is_told_of_in_what_can_only_be_read() {
    let folder = Folder::new();
    let shown = ziping().args(["template", "show", "liwan-department-2021"]).output().unwrap().stdout;
    let text = String::from_utf8(shown).unwrap();
    let check = |from: &str, to: &str| {
        assert!(text.contains(from));
        let template = folder.file("t.toml", text.replacen(from, to, 1).as_bytes());
        ziping().args(["--color", "always", "template", "check"]).arg(template).assert()
    };
    let named = check("name = \"部门", "name = \"\\u001b[31m\\u202e部门");
    named.code(0).stdout(contains("⟨U+001B⟩[31m⟨U+202E⟩部门"));
    let label = check("labels = [\"年度\"", "labels = [\"\\u001b\", \"年度\"");
    label.code(1).stdout(contains("⟨U+001B⟩").and(contains("\u{1b}").not()));
    let total = check("total = { labels = [\"合计\", ", "total = { labels = [\"—\", ");
    total.code(1).stdout(contains("total 的“—”"));
    check("id = \"liwan", "id = \"x\"\nid = \"liwan").code(1).stdout(contains("第 6 行：这一项写了两次\n"));
}

/// A template that was saved in GBK was refused with an English sentence.
#[test]
fn a_template_may_be_saved_in_any_encoding_of_an_office() {
    let folder = Folder::new();
    let template = ziping().args(["template", "show", "liwan-department-2021"]).assert().success();
    let text = String::from_utf8(template.get_output().stdout.clone()).unwrap();
    let (in_gbk, ..) = encoding_rs::GBK.encode(&text);
    folder.file("本区.toml", &in_gbk);
    folder.file("图片.toml", b"\x89PNG\r\n\x1a\n\0\0\xff");
    Form::default().save(&folder.path("a.xlsx"));
    let check = |template: &str| {
        let mut command = ziping();
        command.current_dir(folder.path("")).args(["check", "a.xlsx", "--template", template]);
        command
    };
    check("本区.toml").assert().code(0);
    check("图片.toml").assert().code(2).stderr(contains("不是文本文件（UTF-8、UTF-16 或 GBK）"));
    let mut alone = ziping();
    alone.current_dir(folder.path("")).args(["template", "check", "图片.toml"]);
    alone.assert().code(2).stderr(contains("不是文本文件"));
}
