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

/// Written with their verdicts before the code was run on them, each set in other words than those before it; the third
/// is mostly of names that say which way is better, the fourth of actual values that repeat the name, the fifth of actual
/// values in whole sentences, the sixth of pairs that narrowly miss. On the first run 404 of 419, 242 of 254, 190 of 210,
/// 64 of 81, 78 of 82, 78 of 84 and 99 of 106 were judged as written, and 7 that are unmet were called met. The code was
/// mended, but for pairs in the table below, for 126座次 that are still taken for 126座, and for eleven verdicts that were
/// changed on reading again: people count for at least as many attendances (2100人 for 2000人次), 8′ is eight minutes, 273 are
/// no fewer than 约260, >500万 is more than 500万, words without a figure that are the target's own meet it (预算控制数以内), a
/// bare number of 不合格发现 and of 亩均投资 is a minimum, 较满意 stands below 满意, five days are 40 hours at least, 半数以上 only
/// repeats ≥50%, and AA is no less than A.
#[test]
fn pairs_written_blind() {
    let tables = [
        include_str!("../fixtures/indicators/pairs_blind_1.tsv"),
        include_str!("../fixtures/indicators/pairs_blind_2.tsv"),
        include_str!("../fixtures/indicators/pairs_blind_3.tsv"),
        include_str!("../fixtures/indicators/pairs_blind_4.tsv"),
        include_str!("../fixtures/indicators/pairs_blind_5.tsv"),
        include_str!("../fixtures/indicators/pairs_blind_6.tsv"),
        include_str!("../fixtures/indicators/pairs_blind_7.tsv"),
    ];
    let wrong: Vec<String> = tables.into_iter().flat_map(wrong).collect();
    assert!(wrong.is_empty(), "{} 对：\n{}", wrong.len(), wrong.join("\n"));
}

/// Pairs that a careful reviewer decides and the code does not, with the reason. Each is `unclear`, so that a person
/// looks; none is called `met` that is not.
const KNOWN_WRONG: &[(&str, &str, &str, Verdict, &str)] = &[
    ("慰问金发放时间", "春节前", "2021年2月5日", Verdict::Met, "节日的日期逐年不同，没有日历"),
    ("机关运转", "保障机关正常运转", "机关运转正常", Verdict::Met, "换了语序又少了字"),
    ("管理制度", "完善", "待完善", Verdict::Unmet, "有待完善的程度没有说"),
    ("慰问人数", "120人", "春节慰问60人，国庆慰问65人", Verdict::Met, "几个数是相加还是其中，从文字不能判断"),
    ("重点项目开工率", "100%", "36个项目中34个已开工", Verdict::Unmet, "没有把“中”前后的数相除"),
    ("粮食应急储备", "15天", "可保障18天", Verdict::Met, "名称没有说天数多好还是少好"),
    ("房屋征收户数", "100户", "签约86户，搬迁74户", Verdict::Unmet, "几个数是相加还是先后，从文字不能判断"),
    ("生师比", "18:1", "17.2:1", Verdict::Met, "比值没有读作数值"),
];

#[test]
fn pairs_known_to_be_undecided_are_never_decided_wrongly() {
    for (name, target, actual, reviewer, why) in KNOWN_WRONG {
        let verdict = judge(name, target, actual, Some(2021)).verdict;
        assert_ne!(verdict, *reviewer, "{target}｜{actual} 现在判对了，请从表中移出（{why}）");
        assert_eq!(verdict, Verdict::Unclear, "{target}｜{actual}（{why}）");
    }
}
