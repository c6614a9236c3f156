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
