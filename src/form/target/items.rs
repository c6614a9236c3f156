//! What the numbers of a cell with several are said of, which pairs them whatever their order: 打印机8台；电脑12台 for 电脑12台；打印机8台.

use super::expression::{Expression, Measure};
use super::vocabulary::{Cue, Word, words};
use super::wording::{contains_run, starts};

/// Nobody writes more parts into one target and others into its actual value.
const MOST: usize = 20;

/// The numbers in the order of the parts that name the same as they do. As they stand where a
/// part is not named in one of them alone.
pub(super) fn in_order_of<'a>(
    parts: &[&Measure],
    target: &Expression,
    candidates: Vec<&'a Measure>,
    actual: &Expression,
) -> Vec<&'a Measure> {
    if parts.len() < 2 || parts.len() != candidates.len() || parts.len() > MOST {
        return candidates;
    }
    let named = |part: &&Measure| {
        let own = item(target, part)?;
        let names = |m: &Measure| {
            item(actual, m).is_some_and(|told| contains_run(told, own) || contains_run(own, told))
        };
        let mut found = candidates.iter().filter(|m| names(m));
        found.next().copied().filter(|_| found.next().is_none())
    };
    let ordered: Option<Vec<&Measure>> = parts.iter().map(named).collect();
    let all = |ordered: &Vec<&Measure>| candidates.iter().all(|m| ordered.contains(m));
    ordered.filter(all).unwrap_or(candidates)
}

/// The first part of which an actual value says nothing, or no number, where it has one for each of the others: the printers of
/// 电脑10台，打印机5台, for 电脑10台.
pub(super) fn left_out<'a>(
    parts: &[&'a Measure],
    target: &Expression,
    candidates: &[&Measure],
    actual: &Expression,
) -> Option<&'a Measure> {
    if parts.len() < 2 || candidates.is_empty() || candidates.len() >= parts.len() || parts.len() > MOST {
        return None;
    }
    let names = |part: &Measure, m: &Measure| {
        let (Some(own), Some(told)) = (item(target, part), item(actual, m)) else { return false };
        m.unit.is_same(&part.unit) && (contains_run(told, own) || contains_run(own, told))
    };
    let answered = |part: &&&Measure| candidates.iter().filter(|m| names(part, m)).count() == 1;
    // 每期50人 is told of the others.
    let own = |part: &&Measure| part.per.is_none() && item(target, part).is_some();
    let all_named = parts.iter().all(own);
    let one_each = parts.iter().filter(answered).count() == candidates.len();
    let left = parts.iter().find(|part| !answered(part))?;
    // 电脑10台及打印机 speaks of it, without a number.
    let spoken_of = item(target, left).is_some_and(|item| contains_run(&actual.text, item));
    let denied = actual.cues.has_any(&[Cue::Negation, Cue::SetBack, Cue::Late]);
    (all_named && one_each && (denied || !spoken_of)).then_some(*left)
}

/// What a number is said of: 电脑 of 购置电脑不少于12台.
fn item<'a>(expression: &'a Expression, measure: &Measure) -> Option<&'a [char]> {
    const VERBS: [&str; 8] = ["购置", "采购", "配备", "更新", "完成", "开展", "举办", "建设"];
    let said = expression.before(measure);
    let bound = |at: usize| matches!(words().longest(said, at), Some((_, Word::Before(..) | Word::About)));
    let end = (0..said.len()).find(|at| bound(*at)).unwrap_or(said.len());
    let said = said.get(..end)?;
    let verb = VERBS.into_iter().find(|verb| starts(said, 0, verb)).map_or(0, |verb| verb.chars().count());
    let behind = said.get(verb..).filter(|behind| behind.len() >= 2).unwrap_or(said);
    (behind.len() >= 2).then_some(behind)
}
