//! Targets that compare without a number: `不低于上年`, `不超预算`, `达到标准`.

use rust_decimal::Decimal;

use super::conversion;
use super::expression::{Expression, Measure};
use super::interval::{Interval, Relation};
use super::requirement::admitted;
use super::vocabulary::{Change, Comparator, Cue, EARLIER_YEARS, Manner, Sign, Word, words};
use super::wording::{contains, contains_any, contains_run, ends_clause, starts};
use super::{Judgement, Verdict, reader, reason, reserve};

/// Judges a target that is a comparator without a number; `None` where it is none, or where the actual value speaks of
/// something else. What both are compared with, which the form does not say in figures, is nought on the scale.
pub(super) fn judge(target: &Expression, actual: &Expression) -> Option<Judgement> {
    let own = target.lone?;
    // 部分达成预期指标 compares nothing: it says how much was not.
    if actual.cues.has(Cue::Partly) && !target.cues.has(Cue::Partly) {
        return None;
    }
    let earlier = contains_any(&target.text, EARLIER_YEARS) || contains(&target.text, "同期");
    let (wanted, told) = (reference(&target.text), reference(&actual.text));
    // 难以 and 力争 of 难以达到国家标准 and 力争达到国家标准
    let attained = own.manner == Manner::Attained && own.sign == Sign::AtLeast;
    let apart = || actual.text.iter().any(|c| ends_clause(*c)) && reserve::has_foreign_cue(target, actual);
    // 力争高于上年, 未控制在预算内
    let denied = || {
        actual.cues.has(Cue::Negation)
            && reader::read(&told.iter().collect::<String>()).cues.has(Cue::Negation)
    };
    if reserve::is_compared_in_doubt(target, actual) || denied() {
        return None;
    }
    if attained && (reserve::is_taken_back_beside(&wanted, &told, actual.cues) || apart()) {
        return None;
    }
    if !earlier {
        // 未超出, for 不超过预算, leaves out what both know.
        let same = told.is_empty() || contains_run(&told, &wanted);
        if wanted.len() < 2 || !same {
            return None;
        }
    }
    if own.manner == Manner::Required && actual.lone == Some(own) {
        return Some(Judgement::plain(Verdict::Echo, reason::repeated()));
    }
    let possible = match (actual.lone, actual.measures.as_slice()) {
        (Some(other), []) if other.manner == Manner::Attained => Interval::point(Decimal::ZERO),
        (Some(other), []) => admitted(other.sign, Decimal::ZERO),
        (_, [measure]) if earlier => changed(measure)?,
        // 超预算2%, and 超出预算3万元: by how much does not matter.
        (_, [_]) if beyond(&actual.text, &wanted) => Interval::from(Decimal::ZERO, false),
        (_, [Measure { comparator: Some(Comparator { sign, manner: Manner::Stated }), .. }]) => {
            admitted(*sign, Decimal::ZERO)
        }
        _ => return None,
    };
    let verdict = match possible.relation(&admitted(own.sign, Decimal::ZERO)) {
        Relation::Within => Verdict::Met,
        Relation::Outside => Verdict::Unmet,
        Relation::Partly => Verdict::Unclear,
    };
    Some(Judgement::plain(verdict, reason::in_words(verdict, &target.written, &actual.written)))
}

/// Whether a text begins by saying that `reference` was exceeded.
fn beyond(text: &[char], reference: &[char]) -> bool {
    const BEYOND: [&str; 4] = ["超出", "超过", "超", "突破"];
    let word = BEYOND.into_iter().find(|word| starts(text, 0, word));
    let behind = word.and_then(|word| text.get(word.chars().count()..));
    reference.len() >= 2 && behind.is_some_and(|behind| behind.starts_with(reference))
}

/// What a text compares with: what is left of it without comparators and frames.
fn reference(text: &[char]) -> Vec<char> {
    let mut left = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let word = words().longest(text, at);
        if let Some((len, Word::Before(..) | Word::Until(..) | Word::After(..) | Word::Separator)) = word {
            at += len;
            // 超支 says of itself what is exceeded.
            if text.get(at - 1) == Some(&'支') {
                left.extend(['预', '算']);
            }
        } else {
            // 尚未 before 达到 is one word, and no 未达到.
            let len = word.map_or(1, |(len, _)| len);
            left.extend(text.iter().skip(at).take(len).filter(|c| **c != '内'));
            at += len;
        }
    }
    // 预算批复数 is the 预算批复.
    for tail in ["范围", "总额", "金额", "数额", "数", "额"] {
        let tail: Vec<char> = tail.chars().collect();
        if left.len() >= 2 + tail.len() && left.ends_with(&tail) {
            left.truncate(left.len() - tail.len());
        }
    }
    left
}

/// The change that a measure speaks of, upwards.
fn changed(measure: &Measure) -> Option<Interval> {
    let possible = conversion::possible(measure)?;
    Some(match measure.change? {
        Change::Rise => possible,
        Change::Fall => possible.negated(),
    })
}
