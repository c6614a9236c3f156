//! What a target with numbers asks for beside them and without a number of its own: `≥95%且无投诉`.

use super::absence;
use super::expression::{Expression, Measure};
use super::vocabulary::{Cue, LAST_YEAR};
use super::wording::{Wording, contains_any, contains_run, ends_clause, starts};
use super::{Judgement, Verdict, moment, progress, reason};

/// A judgement that the numbers give, as far as the target's conditions hold as well.
pub(super) fn beside(judgement: Judgement, target: &Expression, actual: &Expression) -> Judgement {
    if judgement.verdict != Verdict::Met || !(target.cues.has(Cue::None) || target.text.contains(&'且')) {
        return judgement;
    }
    // 0起，无重大事故: none at all says it of every kind.
    if target.measures.iter().all(Measure::is_zero) {
        return judgement;
    }
    let broken = conditions(target)
        .map(|(condition, joined)| (held(condition, joined, actual), condition))
        .find(|(verdict, _)| *verdict != Verdict::Met);
    let Some((verdict, condition)) = broken else { return judgement };
    let condition: String = condition.iter().collect();
    Judgement::plain(verdict, reason::of_condition(verdict, &condition, &actual.written))
}

/// A judgement of a change, as far as both sides count it from the same year: 较2022年增长35% says nothing of 较2019年增长5%.
pub(super) fn from_one_year(
    judgement: Judgement,
    target: &Expression,
    actual: &Expression,
    year: Option<i32>,
) -> Judgement {
    let changes = || target.measures.iter().chain(&actual.measures).any(|m| m.change.is_some());
    let named = !target.moments.is_empty() || !actual.moments.is_empty();
    if !named || !matches!(judgement.verdict, Verdict::Met | Verdict::Unmet) || !changes() {
        return judgement;
    }
    match (base(&target.text, year), base(&actual.text, year)) {
        (Some(own), Some(other)) if own != other => {
            Judgement::plain(Verdict::Unclear, reason::of_other_base(own, other))
        }
        _ => judgement,
    }
}

/// A judgement of a day of the month, as far as both sides mean the same month: 次月3日 may be in time for 每月5日前 or a month late.
/// Behind the end of a period (季度终了后15日内) a day of the next month is what was asked for.
pub(super) fn of_one_month(judgement: Judgement, target: &Expression, actual: &Expression) -> Judgement {
    const NEXT: &str = "次月 下月 下个月 翌月 次周 下周 次季 下季";
    let in_days = || target.measures.iter().any(|m| m.unit.kind.is_time() && m.times_a_year.is_some());
    let told = judgement.verdict == Verdict::Met && in_days() && contains_any(&actual.text, NEXT);
    if !told || contains_any(&target.text, NEXT) || target.text.contains(&'后') {
        return judgement;
    }
    Judgement::plain(Verdict::Unclear, reason::of_other_month())
}

/// The year that a change is counted from: 2019 of 较2019年, the year before the form's of 较上年.
fn base(text: &[char], year: Option<i32>) -> Option<i32> {
    (0..text.len()).filter(|at| matches!(text.get(*at), Some('较' | '比' | '与' | '于'))).find_map(|at| {
        if LAST_YEAR.into_iter().any(|word| starts(text, at + 1, word)) {
            return year?.checked_sub(1);
        }
        let (moment, _) = moment::read(text, at + 1)?;
        moment.year.filter(|_| moment.year_only).map(i32::from)
    })
}

/// The clauses of a target that have no number, and whether 且 joins each to what stands before it. What brackets say explains.
fn conditions(target: &Expression) -> impl Iterator<Item = (&[char], bool)> {
    let text = target.text.as_slice();
    let ends = |c: char| ends_clause(c) || c == '且';
    let mut at = 0;
    let mut depth = 0_usize;
    std::iter::from_fn(move || {
        while at < text.len() {
            let rest = text.get(at..)?;
            let len = rest.iter().position(|c| ends(*c)).unwrap_or(rest.len());
            let mark = at.checked_sub(1).and_then(|before| text.get(before));
            depth = match mark {
                Some('(') => depth + 1,
                Some(')') => depth.saturating_sub(1),
                _ => depth,
            };
            let (begin, end, joined) = (at, at + len, mark == Some(&'且'));
            at = end + 1;
            let counted = target.measures.iter().any(|m| (begin..end).contains(&m.start));
            if depth == 0 && len > 0 && !counted {
                return text.get(begin..end).map(|clause| (clause, joined));
            }
        }
        None
    })
}

/// Whether a condition holds by what an actual value says of it: that there was none of something, or that it was done as well.
fn held(condition: &[char], joined: bool, actual: &Expression) -> Verdict {
    let condition = condition.strip_prefix(&['并']).unwrap_or(condition);
    if let Some(thing) = unwanted(condition) {
        return absent(thing, actual);
    }
    // 逐年提高 says nothing that one year could show.
    if !joined || !progress::is_done(condition) {
        return Verdict::Met;
    }
    let said = Wording::of(&actual.text).covers(&Wording::of(condition));
    if said { Verdict::Met } else { Verdict::Unclear }
}

/// What a condition wants none of: 投诉 of 无投诉, 事故 of 未发生事故.
fn unwanted(condition: &[char]) -> Option<&[char]> {
    const ENDS: [&str; 5] = ["发生", "情况", "现象", "记录", "事件"];
    let thing = absence::after_none(condition)?;
    let stripped = ENDS.into_iter().find_map(|end| {
        let begin = thing.len().checked_sub(end.chars().count()).filter(|at| *at >= 2)?;
        starts(thing, begin, end).then(|| thing.get(..begin)).flatten()
    });
    Some(stripped.unwrap_or(thing)).filter(|thing| thing.len() >= 2)
}

/// Whether an actual value says that there was none of `thing`; unclear where it does not speak of it.
fn absent(thing: &[char], actual: &Expression) -> Verdict {
    const FOUND: [&str; 6] = ["有", "发生", "出现", "存在", "收到", "接到"];
    const GRAVER: &str = "重大 严重 较大 特大";
    // 无安全事故: 未发生事故 says it, too.
    let head = thing.get(thing.len().saturating_sub(2)..).unwrap_or(thing);
    let mut verdict = Verdict::Unclear;
    let mut begin = 0;
    for clause in actual.text.split(|c| ends_clause(*c)) {
        let place = begin..begin + clause.len();
        begin = place.end + 1;
        let counted =
            || actual.measures.iter().filter(|m| place.contains(&m.start) && m.unit.kind.is_count());
        if !contains_run(clause, head) {
            continue;
        }
        let named = contains_run(clause, thing);
        let graver = contains_any(clause, GRAVER) && !contains_any(thing, GRAVER);
        let none = absence::after_none(clause).is_some()
            || (counted().count() > 0 && counted().all(Measure::is_zero));
        if none && !graver {
            verdict = Verdict::Met;
        } else if !none
            && named
            && (counted().any(|m| !m.is_zero()) || FOUND.into_iter().any(|word| starts(clause, 0, word)))
        {
            return Verdict::Unmet;
        }
    }
    verdict
}
