//! What is written, where, and what is left alone.

use calamine::{Reader, Xlsx, open_workbook};
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;

use crate::support::{Folder, Form, ziping};

fn run(folder: &Folder, inner: &str, out: &str) -> assert_cmd::assert::Assert {
    ziping().arg("run").arg(folder.path(inner)).arg("-o").arg(folder.path(out)).assert()
}

#[test]
fn run_leaves_corrected_workbooks_the_summary_and_the_findings() {
    let folder = Folder::new();
    Form::default().save(&folder.path("in/街道/a.xlsx"));
    Form::of("荔湾区财政局").save(&folder.path("in/b.xlsx"));
    run(&folder, "in", "out").code(0);
    let expected = ["修正表/b.xlsx", "修正表/街道/a.xlsx", "校验结果.json", "汇总表.xlsx"];
    let mut names = folder.names("out");
    names.sort();
    assert_eq!(names, expected);
}

#[test]
fn the_written_findings_are_what_check_prints() {
    let folder = Folder::new();
    Form::default().incomplete().save(&folder.path("in/a.xlsx"));
    run(&folder, "in", "out").code(0);
    let printed =
        ziping().args(["check", "--format", "json"]).arg(folder.path("in")).output().unwrap().stdout;
    assert_eq!(std::fs::read(folder.path("out/校验结果.json")).unwrap(), printed);
}

#[test]
fn two_inputs_that_would_get_one_name_get_two() {
    let folder = Folder::new();
    // The name does not say what a file is: both are .xlsx inside.
    Form::default().save(&folder.path("in/a.xls"));
    Form::of("荔湾区财政局").save(&folder.path("in/a.xlsx"));
    run(&folder, "in", "out").code(0);
    assert_eq!(folder.names("out/修正表"), ["a.xlsx", "a_2.xlsx"]);
}

#[test]
fn two_inputs_of_one_name_in_two_folders_are_kept_apart() {
    let folder = Folder::new();
    Form::default().save(&folder.path("甲/a.xlsx"));
    Form::of("荔湾区财政局").save(&folder.path("乙/a.xlsx"));
    let out = folder.path("out");
    ziping().arg("run").arg(folder.path("甲")).arg(folder.path("乙")).arg("-o").arg(&out).assert().code(0);
    assert_eq!(folder.names("out/修正表"), ["a.xlsx", "a_2.xlsx"]);
    let report = String::from_utf8(std::fs::read(folder.path("out/校验结果.json")).unwrap()).unwrap();
    assert!(report.contains("\"甲/a.xlsx\"") && report.contains("\"乙/a.xlsx\""), "{report}");
}

#[test]
fn an_output_folder_inside_the_input_is_passed_over_when_run_again() {
    let folder = Folder::new();
    Form::default().save(&folder.path("in/a.xlsx"));
    run(&folder, "in", "in/out").code(0);
    let first = folder.all("in/out");
    run(&folder, "in", "in/out").code(0);
    assert_eq!(folder.all("in/out"), first);
}

/// They lay beside the summary of another run as if it had counted them.
#[test]
fn corrected_workbooks_of_an_earlier_run_are_told_of_and_stay() {
    let folder = Folder::new();
    Form::default().save(&folder.path("甲/街道/a.xlsx"));
    Form::of("荔湾区财政局").save(&folder.path("乙/b.xlsx"));
    let told = || contains("修正表 里另有 1 个工作簿是以前运行留下的，不是这次的结果");
    run(&folder, "甲", "out").code(0).stderr(told().not());
    run(&folder, "甲", "out").code(0).stderr(told().not());
    run(&folder, "乙", "out").code(0).stderr(told());
    assert_eq!(folder.names("out/修正表"), ["b.xlsx", "街道/a.xlsx"]);
}

#[test]
fn the_inputs_folder_may_be_the_output_folder_and_inputs_stay_as_they_are() {
    let folder = Folder::new();
    Form::default().incomplete().save(&folder.path("in/a.xlsx"));
    let before = std::fs::read(folder.path("in/a.xlsx")).unwrap();
    run(&folder, "in", "in").code(0);
    run(&folder, "in", "in").code(0);
    assert_eq!(std::fs::read(folder.path("in/a.xlsx")).unwrap(), before);
    assert_eq!(folder.names("in/修正表"), ["a.xlsx"]);
}

#[test]
fn fix_into_the_inputs_folder_spares_the_input() {
    let folder = Folder::new();
    Form::default().save(&folder.path("a.xlsx"));
    let before = std::fs::read(folder.path("a.xlsx")).unwrap();
    ziping().arg("fix").arg(folder.path("a.xlsx")).arg("-o").arg(folder.path("")).assert().code(0);
    assert_eq!(std::fs::read(folder.path("a.xlsx")).unwrap(), before);
    assert!(folder.path("a_2.xlsx").is_file());
}

#[test]
fn a_summary_is_never_written_over_a_form() {
    let folder = Folder::new();
    Form::default().save(&folder.path("in/a.xlsx"));
    Form::of("荔湾区财政局").save(&folder.path("in/汇总表.xlsx"));
    let before = folder.all("in");
    run(&folder, "in", "in").code(2).stderr(contains("不能覆盖"));
    let a = folder.path("in/a.xlsx");
    ziping()
        .arg("summarize")
        .arg(folder.path("in"))
        .arg("-o")
        .arg(&a)
        .assert()
        .code(2)
        .stderr(contains("不能覆盖"));
    ziping().arg("export").arg(&a).arg("-o").arg(&a).assert().code(2).stderr(contains("不能覆盖"));
    assert_eq!(folder.all("in"), before);
}

#[test]
fn an_output_that_is_an_input_is_refused() {
    let folder = Folder::new();
    let part = folder.file("part.jsonl", b"{}");
    let write_over = |command: &str| ziping().arg(command).arg(&part).arg("-o").arg(&part).assert().code(2);
    write_over("export").stderr(contains("就是一个输入"));
    write_over("summarize").stderr(contains("不是 .jsonl"));
    assert_eq!(std::fs::read(&part).unwrap(), b"{}");
}

#[test]
fn an_output_that_cannot_be_written_ends_with_2() {
    let folder = Folder::new();
    Form::default().save(&folder.path("a.xlsx"));
    let blocked = folder.file("file", b"");
    ziping()
        .arg("run")
        .arg(folder.path("a.xlsx"))
        .arg("-o")
        .arg(blocked)
        .assert()
        .code(2)
        .stderr(contains("无法写入"));
}

#[test]
fn the_department_s_name_leads_nowhere() {
    let folder = Folder::new();
    Form::of("../../etc/信访局").save(&folder.path("in/a.xlsx"));
    run(&folder, "in", "deep/out").code(0);
    assert_eq!(folder.names("deep/out/修正表"), ["a.xlsx"]);
    assert_eq!(folder.names("deep").len(), 3);
}

#[test]
fn the_number_of_jobs_changes_nothing() {
    let folder = Folder::new();
    for number in 0..12 {
        Form::default().incomplete().save(&folder.path(&format!("in/{number}.xlsx")));
    }
    folder.file("in/坏.xlsx", b"broken");
    let with = |jobs: &str| {
        let out = folder.path(jobs);
        let run =
            ziping().arg("run").arg(folder.path("in")).arg("-o").arg(out).args(["--jobs", jobs]).output();
        let shown = String::from_utf8(run.unwrap().stdout).unwrap();
        let shown: Vec<_> =
            shown.lines().filter(|line| !line.contains("结果在")).map(str::to_owned).collect();
        (shown, folder.all(jobs))
    };
    assert_eq!(with("1"), with("4"));
}

#[test]
fn exported_parts_summarise_to_what_the_workbooks_do() {
    let folder = Folder::new();
    Form::default().incomplete().save(&folder.path("in/a.xlsx"));
    Form::of("荔湾区财政局").save(&folder.path("in/b.xlsx"));
    for name in ["a", "b"] {
        let input = folder.path(&format!("in/{name}.xlsx"));
        let part = folder.path(&format!("{name}.jsonl"));
        ziping().arg("export").arg(input).arg("-o").arg(part).assert().code(0);
    }
    let summarize = |inputs: &[&str], out: &str| {
        let inputs = inputs.iter().map(|inner| folder.path(inner));
        ziping().arg("summarize").args(inputs).arg("-o").arg(folder.path(out)).assert().code(0);
        std::fs::read(folder.path(out)).unwrap()
    };
    assert!(
        summarize(&["in"], "1.xlsx") == summarize(&["a.jsonl", "b.jsonl"], "2.xlsx"),
        "the summaries differ"
    );
}

#[test]
fn a_broken_line_of_an_exported_part_is_named_and_the_rest_is_read() {
    let folder = Folder::new();
    Form::default().save(&folder.path("a.xlsx"));
    let line = ziping().arg("export").arg(folder.path("a.xlsx")).output().unwrap().stdout;
    let part = folder.file("part.jsonl", &[b"{broken\n".as_slice(), &line].concat());
    let out = folder.path("out.xlsx");
    ziping().arg("summarize").arg(&part).arg("-o").arg(&out).assert().code(1).stderr(contains("第 1 行"));
    assert!(out.is_file());
}

/// A part that was cut off, or of which nothing was left, was passed over without a word: the city's summary lacked a district.
#[test]
fn a_part_of_which_no_line_can_be_read_is_told() {
    let folder = Folder::new();
    Form::default().save(&folder.path("a.xlsx"));
    let line = ziping().arg("export").arg(folder.path("a.xlsx")).output().unwrap().stdout;
    let good = folder.file("good.jsonl", &line);
    let text = String::from_utf8(line.clone()).unwrap();
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let lost: [&[u8]; 6] =
        [&line[..100], b"", b"\n\n", &utf_16, &[0; 50], br#"{"schema":"ziping/report/1"}"#];
    for content in lost {
        let part = folder.file("part.jsonl", content);
        let told = || contains("1 个文件有内容没有读入").and(contains("part.jsonl"));
        let summary = folder.path("out.xlsx");
        ziping().arg("summarize").args([&good, &part]).arg("-o").arg(summary).assert().code(1).stderr(told());
        ziping().arg("diff").args([&part, &good]).assert().code(1).stderr(told());
    }
}

/// A line of millions of empty rows took all memory that there was.
#[test]
fn a_form_of_more_rows_than_people_fill_in_is_not_read_from_a_part() {
    let folder = Folder::new();
    Form::default().save(&folder.path("a.xlsx"));
    let line = ziping().arg("export").arg(folder.path("a.xlsx")).output().unwrap().stdout;
    let line = String::from_utf8(line).unwrap();
    let endless = line.replacen("\"tasks\":[", &format!("\"tasks\":[{}", "{},".repeat(5_000)), 1);
    assert_ne!(endless, line);
    let part = folder.file("part.jsonl", format!("{line}{endless}").as_bytes());
    let summarize = || {
        let mut command = ziping();
        command.arg("summarize").arg(&part).arg("-o").arg(folder.path("out.xlsx"));
        command
    };
    summarize()
        .assert()
        .code(1)
        .stderr(contains("第 2 行（一份自评表超过 5000 行）无法识别，没有读入；其余各行已读入"));
    summarize().args(["--limits", "2"]).assert().code(0);
}

#[test]
fn exported_fixtures_give_the_summary_of_the_workbooks() {
    let folder = Folder::new();
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/liwan-2021");
    let check = ziping().args(["check", "--format", "json", fixtures]).output().unwrap().stdout;
    let report: serde_json::Value = serde_json::from_slice(&check).unwrap();
    // What is no form has no line in an export, and so no row in 报送情况.
    for input in report["inputs"].as_array().unwrap().iter().filter(|input| input["status"] == "read") {
        let file = input["file"].as_str().unwrap();
        folder.file(&format!("in/{file}"), &std::fs::read(format!("{fixtures}/{file}")).unwrap());
    }
    let part = folder.path("part.jsonl");
    ziping().arg("export").arg(folder.path("in")).arg("-o").arg(&part).assert().code(0);
    let summarize = |input: &str, out: &str| {
        let out = folder.path(out);
        ziping().arg("summarize").arg(folder.path(input)).arg("-o").arg(&out).assert().code(0);
        std::fs::read(out).unwrap()
    };
    assert!(summarize("in", "1.xlsx") == summarize("part.jsonl", "2.xlsx"), "the summaries differ");
}

/// `in 里没有文件` was all that was said: the form was passed over as our own summary.
#[test]
fn a_form_that_is_called_as_our_summary_is_told() {
    let folder = Folder::new();
    Form::default().save(&folder.path("in/汇总表.xlsx"));
    let before = folder.all("in");
    run(&folder, "in", "in").code(2).stderr(contains("汇总表.xlsx 已经存在").and(contains("请把它改名")));
    assert_eq!(folder.all("in"), before);
}

/// On a full disk only the file that came last was named.
#[test]
fn corrected_workbooks_that_were_not_written_are_named_whatever_else_fails() {
    let folder = Folder::new();
    Form::default().save(&folder.path("in/a.xlsx"));
    folder.file("out/修正表/a.xlsx/占位", b"x");
    folder.file("out/校验结果.json/占位", b"x");
    let told = contains("无法写入").and(contains("a.xlsx：")).and(contains("校验结果.json"));
    run(&folder, "in", "out").code(2).stderr(told);
}

/// The two had different sums, and nothing said why.
#[test]
fn a_summary_says_whether_its_amounts_are_corrected() {
    let folder = Folder::new();
    Form::default().save(&folder.path("in/a.xlsx"));
    run(&folder, "in", "out").code(0);
    let mut summarize = ziping();
    summarize.arg("summarize").arg(folder.path("in")).arg("-o").arg(folder.path("s.xlsx")).assert().code(0);
    for (file, words) in [("out/汇总表.xlsx", "万元，按修正后的数。"), ("s.xlsx", "万元，按报送的数。")]
    {
        let mut workbook: Xlsx<_> = open_workbook(folder.path(file)).unwrap();
        for sheet in ["总览", "资金汇总"] {
            let subtitle = workbook.worksheet_range(sheet).unwrap().get_value((1, 0)).unwrap().to_string();
            assert!(subtitle.contains(words), "{file} {sheet}: {subtitle}");
        }
    }
}

/// A workbook was written as 汇总.txt, which no program opened as one.
#[test]
fn a_workbook_is_written_under_its_own_ending_only() {
    let folder = Folder::new();
    Form::default().save(&folder.path("a.xlsx"));
    let write = |args: &[&str], output: &str| {
        let mut command = ziping();
        command.current_dir(folder.path("")).args(args).args(["-o", output]);
        command.assert()
    };
    let summarize = ["summarize", "a.xlsx"];
    let blank = ["template", "blank", "liwan-department-2021"];
    let diff = ["diff", "a.xlsx", "a.xlsx", "--format", "xlsx"];
    for args in [&summarize[..], &blank, &diff] {
        write(args, "x.txt").code(2).stderr(contains("结尾应是 .xlsx，不是 .txt"));
        write(args, "文件夹/").code(2).stderr(contains("是文件夹，请写明文件名"));
    }
    write(&summarize, "汇总2021.12").code(0).stderr(contains("汇总表：汇总2021.12.xlsx\n"));
    write(&blank, "空白").code(0).stderr(contains("空白表：空白.xlsx\n"));
    write(&diff, "对比.XLSX").code(0).stderr(contains("对比结果：对比.XLSX\n"));
    write(&["export", "a.xlsx"], "数据.jsonl").code(0).stderr(contains("导出数据：数据.jsonl\n"));
    write(&["export", "a.xlsx", "--quiet"], "另.jsonl").code(0).stderr("");
    write(&["import", "数据.jsonl"], "工作簿").code(0).stderr(contains("工作簿 1 个：工作簿\n"));
    let all = folder.names("");
    let expected =
        ["a.xlsx", "另.jsonl", "对比.XLSX", "工作簿/a.xlsx", "数据.jsonl", "汇总2021.12.xlsx", "空白.xlsx"];
    assert_eq!(all, expected);
}
