//! Whether an indicator was met: the reviewer's pairs, and the project's own.

#![expect(clippy::expect_used, clippy::panic, reason = "a fixture that cannot be read must fail the test")]

use ziping::form::{Verdict, judge};

/// A row of a fixture: name, target, actual value, year, verdict.
fn rows(tsv: &str) -> Vec<(String, String, String, Option<i32>, Verdict)> {
    let mut lines = tsv.lines();
    let columns: Vec<&str> = lines.next().expect("a heading").split('\t').collect();
    let place = |name: &str| columns.iter().position(|c| *c == name);
    let (year, verdict) = (place("year"), place("verdict").expect("a verdict column"));
    lines
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let verdict = serde_json::from_value(serde_json::Value::String(cells[verdict].to_owned()))
                .unwrap_or_else(|_| panic!("no verdict: {line}"));
            // The reviewer's table has no years; its dates are of 2021.
            let year = year.map_or(Some(2021), |y| cells[y].parse().ok());
            (cells[0].to_owned(), cells[1].to_owned(), cells[2].to_owned(), year, verdict)
        })
        .collect()
}

/// The rows that are judged otherwise than their verdict says.
fn wrong(tsv: &str) -> Vec<String> {
    rows(tsv)
        .into_iter()
        .filter_map(|(name, target, actual, year, verdict)| {
            let judged = judge(&name, &target, &actual, year);
            (judged.verdict != verdict).then(|| {
                format!(
                    "{name}｜{target}｜{actual}：应为 {verdict:?}，判为 {:?}（{}）",
                    judged.verdict, judged.reason
                )
            })
        })
        .collect()
}

#[test]
fn the_reviewers_pairs_are_judged_as_the_reviewer_does() {
    let wrong = wrong(include_str!("../fixtures/indicators/reviewer.tsv"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_projects_own_pairs_from_many_fields_of_government() {
    let wrong = wrong(include_str!("../fixtures/indicators/pairs.tsv"));
    assert!(wrong.is_empty(), "{} 对：\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn pairs_that_are_hard_to_read() {
    let wrong = wrong(include_str!("../fixtures/indicators/pairs_hard.tsv"));
    assert!(wrong.is_empty(), "{} 对：\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn pairs_written_when_the_code_stood() {
    let wrong = wrong(include_str!("../fixtures/indicators/pairs_late.tsv"));
    assert!(wrong.is_empty(), "{} 对：\n{}", wrong.len(), wrong.join("\n"));
}

/// Pairs that a careful reviewer decides and the code does not, with the reason. Each is `unclear`, so that a person
/// looks; none is called `met` that is not.
const KNOWN_WRONG: &[(&str, &str, &str, Verdict, &str)] = &[
    ("慰问金发放时间", "春节前", "2021年2月5日", Verdict::Met, "节日的日期逐年不同，没有日历"),
    ("工程进度", "过半", "52%", Verdict::Met, "“过半”没有读作数值"),
    ("公众号粉丝增长率", "≥10%", "翻一番", Verdict::Met, "“翻番”没有读作数值"),
    ("水质类别", "Ⅲ类及以上", "Ⅱ类", Verdict::Met, "类别的高低因标准而异"),
    ("机关运转", "保障机关正常运转", "机关运转正常", Verdict::Met, "换了语序又少了字"),
    ("报告提交时间", "2021年11月30日前", "11.28", Verdict::Met, "没有年月日字样的日期与小数不能区分"),
    ("生师比", "18:1", "17.2:1", Verdict::Met, "比值没有读作数值"),
    ("检查覆盖面", "100%", "应检86个，已检86个", Verdict::Met, "没有用两个数相除"),
];

#[test]
fn pairs_known_to_be_undecided_are_never_decided_wrongly() {
    for (name, target, actual, reviewer, why) in KNOWN_WRONG {
        let verdict = judge(name, target, actual, Some(2021)).verdict;
        assert_ne!(verdict, *reviewer, "{target}｜{actual} 现在判对了，请从表中移出（{why}）");
        assert_eq!(verdict, Verdict::Unclear, "{target}｜{actual}（{why}）");
    }
}
