//! What the reports say, to people and to other programs.

use std::collections::BTreeMap;

use predicates::str::contains;
use serde_json::Value;
use ziping::workbook::{Limits, Sheet, Workbook, read, shown_text};

use crate::support::{Folder, Form, ziping};

fn folder() -> Folder {
    let folder = Folder::new();
    Form::of("=HYPERLINK(\"http://x\")").incomplete().save(&folder.path("in/a.xlsx"));
    Form::default().incomplete().save(&folder.path("in/b.xlsx"));
    folder.file("in/坏.xlsx", b"");
    folder
}

fn check(folder: &Folder, args: &[&str]) -> String {
    let output =
        ziping().arg("check").arg(folder.path("in")).args(args).assert().code(1).get_output().stdout.clone();
    String::from_utf8(output).unwrap()
}

#[test]
fn text_is_grouped_by_workbook_with_the_cell_first() {
    insta::assert_snapshot!(check(&folder(), &[]));
}

#[test]
fn a_run_over_many_workbooks_lists_the_first_and_counts_the_rest() {
    let folder = Folder::new();
    for number in 0..210 {
        Form::default().incomplete().save(&folder.path(&format!("in/{number}.xlsx")));
    }
    let run = |args: &[&str]| {
        let mut command = ziping();
        let run = command.arg("run").arg(folder.path("in")).arg("-o").arg(folder.path("out")).args(args);
        let output = run.args(["--select", "missing-required"]).assert().code(0).get_output().stdout.clone();
        String::from_utf8(output).unwrap()
    };
    assert!(run(&[]).contains("另有 10 个工作簿的问题没有在这里列出"));
    assert_eq!(run(&["--all"]).matches("missing-required").count(), 210);
}

#[test]
fn sarif_is_whole() {
    let log: Value = serde_json::from_str(&check(&folder(), &["--format", "sarif"])).unwrap();
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let result = &run["results"][0];
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(rules[index]["id"], result["ruleId"]);
    assert!(rules.iter().all(|rule| rule["help"]["markdown"].as_str().unwrap().starts_with("## ")));
    insta::assert_json_snapshot!("sarif-result", result);
    let notification = &run["invocations"][0]["toolExecutionNotifications"][0];
    let uri = &notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "%E5%9D%8F.xlsx");
}

#[test]
fn csv_is_for_excel_and_runs_nothing() {
    let text = check(&folder(), &["--format", "csv"]);
    assert!(text.starts_with("\u{feff}文件,工作表,单元格"), "{text}");
    assert!(text.contains("\r\n"));
}

#[test]
fn exported_tables_run_nothing_in_excel_and_keep_numbers_as_numbers() {
    let folder = folder();
    let out = folder.path("tables");
    let mut export = ziping();
    export.arg("export").arg(folder.path("in")).args(["--format", "csv", "-o"]).arg(&out).assert().code(1);
    let names = ["findings.csv", "forms.csv", "funding.csv", "indicators.csv", "tasks.csv"];
    assert_eq!(folder.names("tables"), names);
    let table = |name: &str| std::fs::read_to_string(out.join(name)).unwrap();
    assert!(names.iter().all(|name| table(name).starts_with('\u{feff}')));
    assert!(table("forms.csv").contains("'=HYPERLINK"), "{}", table("forms.csv"));
    assert!(table("funding.csv").contains(",843.65,106.87,"), "{}", table("funding.csv"));
}

#[test]
fn an_exported_form_is_one_line_of_the_contract() {
    let folder = Folder::new();
    Form::default().save(&folder.path("a.xlsx"));
    let output = ziping().arg("export").arg(folder.path("a.xlsx")).output().unwrap().stdout;
    let lines: Vec<Value> = output
        .split(|&b| b == b'\n')
        .filter(|l| !l.is_empty())
        .map(|l| serde_json::from_slice(l).unwrap())
        .collect();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["schema"], "ziping/form/1");
    assert_eq!(lines[0]["department"], "荔湾区信访局");
    assert_eq!(lines[0]["funding"][0]["completion_rate"], "0.8651");
    assert_eq!(lines[0]["cells"]["indicators.0.actual"], "G10");
}

#[test]
fn diff_tells_what_was_mended() {
    let folder = Folder::new();
    Form::default().incomplete().save(&folder.path("前/a.xlsx"));
    Form { actual_expenditure: "830", ..Form::default() }.save(&folder.path("后/信访局.xlsx"));
    let diff = |args: &[&str]| {
        let mut command = ziping();
        let output =
            command.arg("diff").arg(folder.path("前")).arg(folder.path("后")).args(args).assert().code(0);
        String::from_utf8(output.get_output().stdout.clone()).unwrap()
    };
    insta::assert_snapshot!(diff(&[]));
    let json: Value = serde_json::from_str(&diff(&["--format", "json"])).unwrap();
    assert_eq!(json["schema"], "ziping/diff/1");
    assert_eq!(json["forms"][0]["resolved"][0]["rule"], "missing-required");
}

#[test]
fn diff_as_a_workbook_has_every_change_with_both_places() {
    let folder = Folder::new();
    Form::default().incomplete().save(&folder.path("前/a.xlsx"));
    Form::of("=1+1").save(&folder.path("前/b.xlsx"));
    Form { actual_expenditure: "830", ..Form::default() }.save(&folder.path("后/信访局.xlsx"));
    let diff = |output: &[&str]| {
        let mut command = ziping();
        command
            .arg("diff")
            .arg(folder.path("前"))
            .arg(folder.path("后"))
            .args(["--format", "xlsx"])
            .args(output);
        command.assert()
    };
    let path = folder.path("对比.xlsx");
    diff(&["-o", path.to_str().unwrap()]).code(0);
    let workbook = read(&std::fs::read(&path).unwrap(), &Limits::default()).unwrap();
    let rows: Vec<String> = workbook.sheets.iter().flat_map(|sheet| rows(&workbook, sheet)).collect();
    insta::assert_snapshot!(rows.join("\n"));
    // It may have been noted in by then; and a screen is no place for a workbook.
    std::fs::write(&path, b"noted").unwrap();
    diff(&["-o", path.to_str().unwrap()]).code(2).stderr(contains("已经存在"));
    diff(&[]).code(2).stderr(contains("请用 -o 指定文件"));
}

/// What the cells of each row say.
fn rows(workbook: &Workbook, sheet: &Sheet) -> Vec<String> {
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (at, cell) in &sheet.cells {
        let shown = shown_text(workbook, cell);
        if !shown.is_empty() {
            rows.entry(at.row).or_default().push(format!("{at} {shown}"));
        }
    }
    std::iter::once(sheet.name.clone()).chain(rows.into_values().map(|row| row.join("  "))).collect()
}

#[test]
fn names_cannot_play_tricks_on_the_terminal() {
    let folder = Folder::new();
    Form::of("\u{202e}局访信\u{1b}[31m").incomplete().save(&folder.path("a.xlsx"));
    let output = ziping().arg("check").arg(folder.path("a.xlsx")).output().unwrap().stdout;
    let text = String::from_utf8(output).unwrap();
    assert!(!text.contains(['\u{202e}', '\u{1b}']), "{text:?}");
    assert!(text.contains("⟨U+202E⟩"), "{text}");
}
