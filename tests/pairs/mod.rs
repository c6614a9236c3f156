//! The tables of pairs: name, target and actual value of indicators, each with the verdict of a careful reviewer.

use ziping::form::Verdict;

/// The reviewer's table.
pub(crate) const REVIEWER: &str = include_str!("../../fixtures/indicators/reviewer.tsv");
/// The project's own pairs, from many fields of government.
pub(crate) const OWN: &str = include_str!("../../fixtures/indicators/pairs.tsv");
/// Pairs that are hard to read.
pub(crate) const HARD: &str = include_str!("../../fixtures/indicators/pairs_hard.tsv");
/// Pairs that were written when the code stood.
pub(crate) const LATE: &str = include_str!("../../fixtures/indicators/pairs_late.tsv");
/// Pairs of classes that were once judged wrongly, with their neighbours on both sides.
pub(crate) const CLASSES: &str = include_str!("../../fixtures/indicators/pairs_classes.tsv");
/// Pairs in words that were once judged wrongly, with their neighbours on both sides: what stands beside the words that were wanted,
/// and of what a date is said.
pub(crate) const WORDS: &str = include_str!("../../fixtures/indicators/pairs_words.tsv");
/// Pairs of numbers told in pieces, of bounds, totals and distances from the target, that were once judged wrongly, with their neighbours.
pub(crate) const QUANTITIES: &str = include_str!("../../fixtures/indicators/pairs_quantities.tsv");
/// Names with an actual value above a bare target and one below.
pub(crate) const DIRECTIONS: &str = include_str!("../../fixtures/indicators/pairs_directions.tsv");
/// Pairs that were written with their verdicts before the code was run on them.
pub(crate) const BLIND: [&str; 17] = [
    include_str!("../../fixtures/indicators/pairs_blind_1.tsv"),
    include_str!("../../fixtures/indicators/pairs_blind_2.tsv"),
    include_str!("../../fixtures/indicators/pairs_blind_3.tsv"),
    include_str!("../../fixtures/indicators/pairs_blind_4.tsv"),
    include_str!("../../fixtures/indicators/pairs_blind_5.tsv"),
    include_str!("../../fixtures/indicators/pairs_blind_6.tsv"),
    include_str!("../../fixtures/indicators/pairs_blind_7.tsv"),
    include_str!("../../fixtures/indicators/pairs_blind_8.tsv"),
    include_str!("../../fixtures/indicators/pairs_blind_9.tsv"),
    include_str!("../../fixtures/indicators/pairs_blind_10.tsv"),
    include_str!("../../fixtures/indicators/pairs_blind_11.tsv"),
    include_str!("../../fixtures/indicators/pairs_blind_12.tsv"),
    include_str!("../../fixtures/indicators/pairs_blind_13.tsv"),
    include_str!("../../fixtures/indicators/pairs_blind_14.tsv"),
    include_str!("../../fixtures/indicators/pairs_blind_15.tsv"),
    include_str!("../../fixtures/indicators/pairs_blind_16.tsv"),
    include_str!("../../fixtures/indicators/pairs_blind_17.tsv"),
];

/// Pairs of the last two sets that a reviewer decides and the code does not.
pub(crate) const UNDECIDED: &str = include_str!("../../fixtures/indicators/pairs_undecided.tsv");

/// A row of a table.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    /// The indicator's name.
    pub name: String,
    /// Its target, as typed.
    pub target: String,
    /// Its actual value, as typed.
    pub actual: String,
    /// The form's year. The reviewer's table has none; its dates are of 2021.
    pub year: Option<i32>,
    /// What the reviewer says.
    pub verdict: Verdict,
}

/// The rows of a table.
pub(crate) fn rows(tsv: &str) -> Vec<Pair> {
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
            Pair {
                name: cells[0].to_owned(),
                target: cells[1].to_owned(),
                actual: cells[2].to_owned(),
                year: year.map_or(Some(2021), |y| cells[y].parse().ok()),
                verdict,
            }
        })
        .collect()
}

/// The rows of all tables.
pub(crate) fn all() -> Vec<Pair> {
    [REVIEWER, OWN, HARD, LATE, CLASSES, WORDS, QUANTITIES, DIRECTIONS, UNDECIDED]
        .into_iter()
        .chain(BLIND)
        .flat_map(rows)
        .collect()
}
