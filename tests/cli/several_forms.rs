//! Two departments' forms on one sheet: whose each finding is, in all that a run tells.

use predicates::str::contains;
use serde_json::Value;

use crate::plain_form::PLAIN;
use crate::support::{Folder, exported, save_lines, table, ziping};

/// Two forms on one sheet, of 图书馆 and of 文化馆. In each the amount of 一般公共预算 is a text; the second has a wrong rate
/// and an indicator that was not met besides.
struct Case {
    folder: Folder,
    /// The cells of the two texts, of the rate and of the indicator.
    texts: [&'static str; 2],
    rate: &'static str,
    unmet: &'static str,
}

const LIBRARY: &str = "荔湾区图书馆";
const CULTURE: &str = "荔湾区文化馆";

fn cases() -> [Case; 2] {
    let mut first = PLAIN.map(str::to_owned).to_vec();
    first[5] = first[5].replace("| 75 |", "| '75.00 |");
    let mut second = PLAIN;
    second[2] = "部门名称 | 荔湾区文化馆 | | | | | | 单位：万元";
    second[4] = " | 合计 | 80 | 0 | 60 | 0.75 | 0";
    second[5] = " | 一般公共预算 | 60 | 0 | '45.00 | 0.75 | 0";
    second[6] = " | 其他资金 | 20 | 0 | 15 | 0.89 | 0";
    second[10] = "借阅服务 | 增加馆藏 | 馆藏增加 | 新增图书 | 全年新增册数 | ≥5000册 | 4210册 | 40";
    let second = second.map(str::to_owned);
    // One column stays blank between them.
    let beside = first.iter().zip(&second).map(|(left, right)| {
        let blank = " |".repeat(9 - left.split('|').count());
        format!("{left} |{blank}{right}")
    });
    let beside: Vec<String> = beside.collect();
    let stacked = [&first[..], &[String::new(), String::new()], &second].concat();
    let case = |lines: &[String], texts, rate, unmet| {
        let folder = Folder::new();
        save_lines(lines, &folder.path("in/a.xlsx"));
        Case { folder, texts, rate, unmet }
    };
    [case(&stacked, ["E6", "E23"], "F24", "G28"), case(&beside, ["E6", "N6"], "O7", "P11")]
}

/// Who is named for each cell in a summary's 校验问题.
fn named(folder: &Folder, summary: &str) -> Vec<[String; 2]> {
    let found = table(&folder.path(summary), "校验问题").into_iter();
    found.map(|row| [row["单元格"].clone(), row["部门"].clone()]).collect()
}

/// What broke: the first form's mended amount stood in the second's place too, and the first department was named for all
/// that was found on the sheet.
#[test]
fn each_has_its_own_amounts_and_findings_in_the_summary() {
    for case in cases() {
        let Case { folder, texts, rate, unmet } = case;
        // What comes of comparing forms, too.
        let mut run = ziping();
        run.args(["run", "--year", "2022"])
            .arg(folder.path("in"))
            .arg("-o")
            .arg(folder.path("out"))
            .assert()
            .code(0);
        let spent: Vec<_> = table(&folder.path("out/汇总表.xlsx"), "资金汇总")
            .into_iter()
            .map(|row| [row["部门"].clone(), row["实际支出数"].clone()])
            .collect();
        assert_eq!(spent[..3], [[LIBRARY, "90"], [LIBRARY, "75"], [LIBRARY, "15"]]);
        assert_eq!(spent[3..6], [[CULTURE, "60"], [CULTURE, "45"], [CULTURE, "15"]]);
        let years = if rate == "F24" { ["A2", "A19"] } else { ["A2", "J2"] };
        let mut wanted = vec![
            [years[0], LIBRARY],
            [years[1], CULTURE],
            [texts[0], LIBRARY],
            [texts[1], CULTURE],
            [rate, CULTURE],
            [unmet, CULTURE],
        ];
        let mut told = named(&folder, "out/汇总表.xlsx");
        told.sort();
        wanted.sort_unstable();
        assert_eq!(told, wanted);
    }
}

/// What broke: all findings of a sheet were exported with its first form.
#[test]
fn each_is_exported_with_its_own_findings_and_keeps_them() {
    for Case { folder, texts, rate, unmet } in cases() {
        let forms = exported(folder.path("in"));
        let found: Vec<Vec<&Value>> = forms
            .iter()
            .map(|form| form["findings"].as_array().unwrap().iter().map(|f| &f["cell"]).collect())
            .collect();
        assert_eq!(found, [vec![texts[0]], vec![texts[1], rate, unmet]]);
        let lines: Vec<String> = forms.iter().map(Value::to_string).collect();
        folder.file("parts/a.jsonl", lines.join("\n").as_bytes());
        ziping()
            .arg("summarize")
            .arg(folder.path("parts"))
            .arg("-o")
            .arg(folder.path("all.xlsx"))
            .assert()
            .code(0);
        let [of_library, rest @ ..] = &named(&folder, "all.xlsx")[..] else { panic!("nothing is told") };
        assert_eq!(*of_library, [texts[0], LIBRARY]);
        assert_eq!(rest, [texts[1], rate, unmet].map(|cell| [cell, CULTURE]));
    }
}

/// What broke: the first form's department was written down for what was found on the second, and what was accepted for one
/// was accepted for all that stand on the sheet.
#[test]
fn what_is_accepted_is_accepted_for_its_own_department() {
    for Case { folder, rate, .. } in cases() {
        let accepted = || {
            let output =
                ziping().args(["check", "--format", "json"]).arg(folder.path("in")).output().unwrap();
            let report: Value = serde_json::from_slice(&output.stdout).unwrap();
            let found = report["findings"].as_array().unwrap();
            let accepted = found.iter().filter(|finding| finding["accepted"] == "已核实");
            accepted.map(|finding| finding["cell"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let config = |department: &str| {
            format!(
                "[[accepted]]\ndepartment = \"{department}\"\nrule = \"rate-wrong-value\"\ncell = \"{rate}\"\nreason = \"已核实\"\n"
            )
        };
        let path = folder.file("in/ziping.toml", config(LIBRARY).as_bytes());
        assert!(accepted().is_empty());
        ziping().arg("check").arg(folder.path("in")).assert().stderr(contains(LIBRARY));
        std::fs::remove_file(&path).unwrap();
        let mut accept = ziping();
        accept.arg("accept").arg(folder.path("in/a.xlsx")).arg("--config").arg(&path);
        accept.args(["--rule", "rate-wrong-value", "--cell", rate, "--reason", "已核实"]).assert().code(0);
        let written = std::fs::read_to_string(&path).unwrap();
        assert!(written.contains(&format!("department = \"{CULTURE}\"")), "{written}");
        assert_eq!(accepted(), [rate]);
    }
}
