//! The fixtures' folders say what must be found in them (`fixtures/*.expected.tsv`), and `check` finds that and no more.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use assert_cmd::Command;
use serde_json::Value;

/// A finding's place and rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Fault {
    file: String,
    sheet: String,
    cell: String,
    rule: String,
}

impl Fault {
    /// Whether `found` is the fault that is expected here; `*` is any cell.
    fn is_met_by(&self, found: &Self) -> bool {
        self.file == found.file
            && self.sheet == found.sheet
            && self.rule == found.rule
            && (self.cell == "*" || self.cell == found.cell)
    }
}

/// What `ziping` with these arguments prints.
fn ziping(arguments: &[&str]) -> Vec<u8> {
    let output = Command::cargo_bin("ziping")
        .unwrap()
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn check(arguments: &[&str]) -> Value {
    serde_json::from_slice(&ziping(&[&["check", "--format", "json"], arguments].concat())).unwrap()
}

/// The lines of a list beside the fixtures, below its head.
fn list(name: &str) -> Vec<[String; 4]> {
    let text = std::fs::read_to_string(format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    text.lines()
        .skip(1)
        .map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>().try_into().unwrap())
        .collect()
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

/// Every finding at error and warning level.
fn found(report: &Value) -> BTreeSet<Fault> {
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .filter(|finding| matches!(finding["severity"].as_str(), Some("error" | "warning")))
        .map(|finding| Fault {
            file: text(finding, "file"),
            sheet: text(finding, "sheet"),
            cell: text(finding, "cell"),
            rule: text(finding, "rule"),
        })
        .collect()
}

fn assert_found_as_expected(folder: &str, name: &str) {
    let expected = list(name).into_iter().map(|[file, sheet, cell, rule]| Fault { file, sheet, cell, rule });
    let (expected, found) = (expected.collect::<Vec<_>>(), found(&check(&[folder])));
    let mut differences = String::new();
    for fault in expected.iter().filter(|fault| !found.iter().any(|one| fault.is_met_by(one))) {
        writeln!(differences, "not found:    {fault:?}").unwrap();
    }
    for one in found.iter().filter(|one| !expected.iter().any(|fault| fault.is_met_by(one))) {
        writeln!(differences, "not expected: {one:?}").unwrap();
    }
    assert!(differences.is_empty(), "\n{differences}");
}

#[test]
fn the_districts_folder_has_the_faults_made_on_purpose_and_no_others() {
    assert_found_as_expected("fixtures/liwan-2021", "liwan-2021.expected.tsv");
}

#[test]
fn the_project_forms_have_the_faults_made_on_purpose_and_no_others() {
    assert_found_as_expected("fixtures/projects", "projects.expected.tsv");
}

#[test]
fn the_forms_of_other_layouts_have_the_faults_made_on_purpose_and_no_others() {
    assert_found_as_expected("fixtures/layouts", "layouts.expected.tsv");
}

#[test]
fn in_a_mixed_folder_each_workbook_finds_its_template() {
    let exported = String::from_utf8(ziping(&["export", "fixtures"])).unwrap();
    let mut templates: BTreeSet<(String, String)> = BTreeSet::new();
    for line in exported.lines() {
        let form: Value = serde_json::from_str(line).unwrap();
        let file = text(&form, "file");
        let folder_or_file = if file.starts_with("liwan-2021/") { "liwan-2021" } else { file.as_str() };
        templates.insert((folder_or_file.to_owned(), text(&form, "template")));
    }
    let found: Vec<(&str, &str)> = templates.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(
        found,
        [
            ("layouts/横竖颠倒_档案管理中心.xlsx", "liwan-department-2021"),
            ("layouts/金额并排_地方志办公室.xlsx", "liwan-department-2021"),
            ("layouts/金额并排_消防服务中心.xlsx", "national-project-2020"),
            ("liwan-2021", "liwan-department-2021"),
            ("projects/全国_直饮水设备.xlsx", "national-project-2020"),
            ("projects/四川_社区图书室.xlsx", "sichuan-project"),
            ("projects/湖北_水土保持监测.xlsx", "hubei-project"),
            ("projects/重庆_城乡公交.xlsx", "chongqing-project"),
        ]
    );
}

#[test]
fn every_field_of_the_districts_folder_is_read_from_its_cell() {
    let exported = String::from_utf8(ziping(&["export", "--format", "json", "fixtures/liwan-2021"])).unwrap();
    let forms: Vec<Value> = exported.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut differences = String::new();
    for [file, sheet, field, cell] in list("liwan-2021.cells.tsv") {
        let form = forms.iter().find(|form| form["file"] == file && form["sheet"] == sheet);
        let read = form.map_or_else(|| "no form".to_owned(), |form| text(&form["cells"], &field));
        if read != cell {
            writeln!(differences, "{file} {sheet} {field}: at {cell}, read from {read:?}").unwrap();
        }
    }
    assert!(differences.is_empty(), "\n{differences}");
}

#[test]
fn every_input_of_the_districts_folder_has_its_status() {
    let report = check(&["fixtures/liwan-2021"]);
    let inputs = report["inputs"].as_array().unwrap();
    let status = |file: &str| {
        let input = inputs
            .iter()
            .find(|input| input["file"] == file)
            .unwrap_or_else(|| panic!("{file} is not reported"));
        (text(input, "status"), input["forms"].as_u64().unwrap())
    };
    for (file, expected) in [
        ("01_信访局.xlsx", ("read", 1)),
        ("04_水务局.xls", ("read", 1)),
        ("14_司法局.ods", ("read", 1)),
        ("24_科技工业商务和信息化局.et", ("read", 1)),
        ("25_退役军人事务局.xlsm", ("read", 1)),
        ("街道/11_逢源街道办事处.xlsx", ("read", 2)),
        ("通讯录.xlsx", ("not-a-form", 0)),
        ("自评工作情况说明.docx", ("skipped", 0)),
        ("23_政务服务数据管理局.pdf", ("skipped", 0)),
    ] {
        let (said, forms) = status(file);
        assert_eq!((said.as_str(), forms), expected, "{file}");
    }
    assert_eq!(inputs.len(), 27);
}

#[test]
fn a_roster_shows_who_has_not_reported_and_who_is_not_on_it() {
    let report = check(&["fixtures/liwan-2021", "--roster", "fixtures/roster.csv"]);
    let messages = |rule: &str| -> Vec<String> {
        let findings = report["findings"].as_array().unwrap();
        findings
            .iter()
            .filter(|finding| finding["rule"] == rule)
            .map(|finding| text(finding, "message"))
            .collect()
    };
    let missing = messages("missing-department");
    assert!(missing.iter().any(|message| message.contains("红十字会")), "{missing:?}");
    assert!(!missing.iter().any(|message| message.contains("沙面")), "known by its other name: {missing:?}");
    let unknown = messages("unknown-department");
    assert_eq!(unknown.len(), 1, "{unknown:?}");
    assert!(unknown.iter().all(|message| message.contains("投资促进局")), "{unknown:?}");
}
