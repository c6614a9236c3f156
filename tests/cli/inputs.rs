//! Which files are read, and what is said of the others.

use std::io::Write;

use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;
use serde_json::Value;
use zip::write::SimpleFileOptions;

use crate::support::{Folder, Form, ziping};

fn report(folder: &Folder, inner: &str) -> Value {
    let output = ziping().args(["check", "--format", "json"]).arg(folder.path(inner)).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn statuses(report: &Value) -> Vec<(String, String)> {
    let inputs = report["inputs"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    inputs.map(|input| (text(&input["file"]), text(&input["status"]))).collect()
}

#[test]
fn every_file_of_a_folder_is_accounted_for() {
    let folder = Folder::new();
    Form::default().save(&folder.path("街道/b.xlsx"));
    Form::of("荔湾区财政局").save(&folder.path("a.xlsx"));
    folder.file("情况说明.pdf", b"%PDF-1.7");
    folder.file("坏.xlsx", b"PK\x03\x04broken");
    folder.file("空.xls", b"");
    folder.file("~$a.xlsx", b"owner");
    folder.file(".DS_Store", b"hidden");
    let mut phone_book = rust_xlsxwriter::Workbook::new();
    phone_book.add_worksheet().write_string(0, 0, "通讯录").unwrap();
    phone_book.save(folder.path("通讯录.xlsx")).unwrap();
    let expected = [
        ("a.xlsx", "read"),
        ("情况说明.pdf", "skipped"),
        ("坏.xlsx", "unreadable"),
        ("空.xls", "unreadable"),
        ("街道/b.xlsx", "read"),
        ("通讯录.xlsx", "not-a-form"),
    ];
    let mut found = statuses(&report(&folder, ""));
    found.sort();
    let mut expected: Vec<_> = expected.map(|(file, status)| (file.to_owned(), status.to_owned())).to_vec();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn what_was_not_read_says_why() {
    let folder = Folder::new();
    folder.file("情况说明.pdf", b"%PDF-1.7");
    folder.file("空.xls", b"");
    let report = report(&folder, "");
    let reasons: Vec<_> =
        report["inputs"].as_array().unwrap().iter().map(|i| i["reason"].as_str().unwrap()).collect();
    assert!(reasons[0].contains("PDF"), "{reasons:?}");
    assert!(reasons[1].contains("空"), "{reasons:?}");
}

#[test]
fn a_limit_that_a_file_passed_can_be_raised_and_the_reason_says_how() {
    let folder = Folder::new();
    let path = folder.path("a.xlsx");
    Form::default().save(&path);
    // A photo of everyone who worked on it.
    let file = std::fs::OpenOptions::new().read(true).write(true).open(&path).unwrap();
    let mut archive = zip::ZipWriter::new_append(file).unwrap();
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    archive.start_file("xl/media/image1.jpg", stored).unwrap();
    archive.write_all(&vec![0; 65 << 20]).unwrap();
    archive.finish().unwrap();
    let check = |limits: &[&str]| {
        let output = ziping().args(["check", "--format", "json"]).args(limits).arg(&path).output().unwrap();
        serde_json::from_slice::<Value>(&output.stdout).unwrap()["inputs"][0].clone()
    };
    assert!(check(&[])["reason"].as_str().unwrap().contains("--limits"));
    assert_eq!(check(&["--limits", "2"])["status"], "read");
}

#[test]
fn one_file_goes_by_its_name() {
    let folder = Folder::new();
    Form::default().save(&folder.path("深/处/a.xlsx"));
    assert_eq!(statuses(&report(&folder, "深/处/a.xlsx")), [("a.xlsx".to_owned(), "read".to_owned())]);
}

#[test]
fn a_folder_named_like_a_workbook_is_searched() {
    let folder = Folder::new();
    Form::default().save(&folder.path("表.xlsx/a.xlsx"));
    assert_eq!(statuses(&report(&folder, ""))[0].0, "表.xlsx/a.xlsx");
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_ends() {
    let folder = Folder::new();
    Form::default().save(&folder.path("a/a.xlsx"));
    std::os::unix::fs::symlink("..", folder.path("a/loop")).unwrap();
    let statuses = statuses(&report(&folder, ""));
    assert_eq!(statuses[0].0, "a/a.xlsx");
    assert_eq!(statuses[1], ("a/loop".to_owned(), "skipped".to_owned()));
}

#[test]
fn a_form_of_monitoring_is_called_that() {
    let folder = Folder::new();
    let lines = [
        "部门整体支出绩效运行监控表",
        "部门名称|荔湾区信访局",
        "资金来源|年初预算数|调整后预算数|1-8月执行数|执行率",
        "合计|1200|1250|760|60.8%",
        "一级指标|二级指标|三级指标|年度指标值|1-8月完成值|全年预计完成值",
        "产出指标|数量指标|接访批次|≥500批次|320批次|510批次",
    ];
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0_u32..).zip(lines) {
        sheet.write_row(row, 0, line.split('|')).unwrap();
    }
    workbook.save(folder.path("监控.xlsx")).unwrap();
    let report = report(&folder, "");
    assert_eq!(statuses(&report), [("监控.xlsx".to_owned(), "not-a-form".to_owned())]);
    assert_eq!(report["inputs"][0]["reason"], "是绩效运行监控表，不是自评表");
}

#[test]
fn a_missing_input_among_others_is_one_line() {
    let folder = Folder::new();
    Form::default().save(&folder.path("a.xlsx"));
    let output = ziping()
        .args(["check", "--format", "json"])
        .arg(folder.path("a.xlsx"))
        .arg(folder.path("没有.xlsx"))
        .assert()
        .code(1)
        .get_output()
        .stdout
        .clone();
    let report: Value = serde_json::from_slice(&output).unwrap();
    assert_eq!(statuses(&report)[1], ("没有.xlsx".to_owned(), "unreadable".to_owned()));
}

#[test]
fn a_summary_that_an_earlier_run_left_is_no_form() {
    let folder = Folder::new();
    Form::default().save(&folder.path("a.xlsx"));
    let summary = folder.path("汇总表.xlsx");
    ziping().arg("summarize").arg(folder.path("a.xlsx")).arg("-o").arg(summary).assert().code(0);
    assert_eq!(statuses(&report(&folder, ""))[1], ("汇总表.xlsx".to_owned(), "not-a-form".to_owned()));
}

#[test]
fn a_roster_among_the_inputs_is_no_input() {
    let folder = Folder::new();
    Form::default().save(&folder.path("a.xlsx"));
    let roster = folder.file("名单.csv", "荔湾区信访局\n荔湾区财政局\n".as_bytes());
    let output = ziping()
        .args(["check", "--format", "json"])
        .arg(folder.path(""))
        .arg("--roster")
        .arg(roster)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(statuses(&report).len(), 1);
}

/// Its labels became departments that had not reported.
#[test]
fn a_form_is_no_roster() {
    let folder = Folder::new();
    Form::default().save(&folder.path("a.xlsx"));
    let check = |roster: &str| {
        let mut command = ziping();
        command.arg("check").arg(folder.path("a.xlsx")).arg("--roster").arg(folder.path(roster));
        command.assert()
    };
    check("a.xlsx").code(2).stderr(contains("是一份自评表，不是应报送单位名单"));
    // A notice may have the blank form behind its list.
    let mut notice = rust_xlsxwriter::Workbook::new();
    notice.add_worksheet().write_column(0, 0, ["单位名称", "荔湾区信访局"]).unwrap();
    let form = notice.add_worksheet();
    form.write_row(0, 0, ["部门名称", "", "年度"]).unwrap();
    notice.save(folder.path("通知.xlsx")).unwrap();
    check("通知.xlsx").code(0);
}

/// What a run left in an inner folder was read as what departments sent: every department had reported twice, and the
/// corrected workbook counted in the summary.
#[test]
fn what_an_earlier_run_left_is_passed_over_and_told() {
    let folder = Folder::new();
    Form::default().incomplete().save(&folder.path("own/a.xlsx"));
    ziping().arg("run").arg(folder.path("own")).arg("-o").arg(folder.path("own/结果")).assert().code(0);
    // Somebody put a form there.
    Form::of("荔湾区财政局").save(&folder.path("own/结果/b.xlsx"));
    let read = [("a.xlsx", "read"), ("结果/b.xlsx", "read")];
    assert_eq!(statuses(&report(&folder, "own")), read.map(|(file, status)| (file.into(), status.into())));
    let told = || contains("结果/：是本程序的输出");
    ziping().arg("check").arg(folder.path("own")).assert().stderr(told());
    ziping().arg("run").arg(folder.path("own")).arg("-o").arg(folder.path("own")).assert().code(0);
    ziping().arg("check").arg(folder.path("own")).assert().stderr(contains("own/：是本程序的输出"));
    assert_eq!(statuses(&report(&folder, "own")), read.map(|(file, status)| (file.into(), status.into())));
    // Writing there again is no reason to tell.
    let mut again = ziping();
    again.arg("run").arg(folder.path("own")).arg("-o").arg(folder.path("own"));
    again.assert().code(0).stderr(contains("own/：是本程序的输出").not());
}

#[test]
fn what_an_earlier_run_left_is_read_where_it_is_the_input() {
    let folder = Folder::new();
    Form::default().save(&folder.path("in/a.xlsx"));
    ziping().arg("run").arg(folder.path("in")).arg("-o").arg(folder.path("结果")).assert().code(0);
    for input in ["结果", "结果/修正表"] {
        let of_form = |(file, _): &(String, String)| file.ends_with("a.xlsx");
        let read: Vec<_> = statuses(&report(&folder, input)).into_iter().filter(of_form).collect();
        assert!(matches!(&read[..], [(_, status)] if status == "read"), "{read:?}");
    }
}

/// An empty summary was written, with nothing said.
#[test]
fn that_no_file_has_a_form_is_told() {
    let folder = Folder::new();
    folder.file("in/情况说明.pdf", b"%PDF-1.7");
    let command = |name: &str| {
        let mut command = ziping();
        command.arg(name).arg(folder.path("in"));
        command
    };
    command("check").assert().code(0).stdout(contains("没有可以检查的自评表"));
    command("run")
        .arg("-o")
        .arg(folder.path("out"))
        .assert()
        .code(0)
        .stdout(contains("没有可以检查的自评表"));
    let told = || contains("没有读出一份自评表").and(contains("情况说明.pdf"));
    command("export").assert().code(0).stderr(told());
    command("summarize").arg("-o").arg(folder.path("s.xlsx")).assert().code(0).stderr(told());
}

/// A part that is to be merged was a text among others.
#[test]
fn exported_forms_given_to_check_are_told_as_such() {
    let folder = Folder::new();
    Form::default().save(&folder.path("a.xlsx"));
    let mut export = ziping();
    export.arg("export").arg(folder.path("a.xlsx")).arg("-o").arg(folder.path("parts/a.jsonl"));
    export.assert().code(0);
    let mut check = ziping();
    check
        .arg("check")
        .arg(folder.path("parts"))
        .assert()
        .code(0)
        .stdout(contains("请用 ziping summarize 汇总"));
}

#[test]
fn exported_tables_given_to_summarize_are_told_as_such() {
    let folder = Folder::new();
    Form::default().save(&folder.path("a.xlsx"));
    let mut export = ziping();
    export.args(["export", "--format", "csv"]).arg(folder.path("a.xlsx"));
    export.arg("-o").arg(folder.path("数据")).assert().code(0);
    let mut summarize = ziping();
    summarize.arg("summarize").arg(folder.path("数据")).arg("-o").arg(folder.path("s.xlsx"));
    let told = "请用 ziping import 还原成工作簿，或改用 ziping export --format json 导出的 .jsonl";
    summarize.assert().code(0).stderr(contains(told));
}

/// A folder was 不是普通文件, a Word document's reason stood there twice, and a PDF's lines became departments.
#[test]
fn what_is_no_roster_is_told_once_as_what_it_is() {
    let folder = Folder::new();
    Form::default().save(&folder.path("a.xlsx"));
    folder.file("名单/a.txt", b"a");
    folder.file("名单.pdf", b"%PDF-1.4\n1 0 obj\nendobj\n");
    let mut archive = zip::ZipWriter::new(std::fs::File::create(folder.path("名单.docx")).unwrap());
    archive.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    archive.finish().unwrap();
    let said = |roster: &str| {
        let mut command = ziping();
        command.current_dir(folder.path("")).args(["check", "a.xlsx", "--roster", roster]);
        String::from_utf8(command.assert().code(2).get_output().stderr.clone()).unwrap()
    };
    assert_eq!(said("名单"), "无法完成：无法读取名单 名单：无法打开文件：是文件夹，不是文件\n");
    assert_eq!(said("名单.pdf"), "无法完成：无法读取名单 名单.pdf：文件是 PDF 文档，不是 Excel 工作簿\n");
    assert_eq!(said("名单.docx"), "无法完成：无法读取名单 名单.docx：文件是 Word 文档，不是 Excel 工作簿\n");
}
