//! Targets that name an earlier year instead of a number: `不低于上年`, `不高于上年水平`, `与上年持平`.

use rust_decimal::Decimal;

use super::conversion;
use super::expression::{Expression, Measure};
use super::interval::{Interval, Relation};
use super::requirement::admitted;
use super::vocabulary::{Change, Manner};
use super::{Judgement, Verdict, reason};

/// Judges a target that is a comparator without a number; `None` where it is none. The earlier year's figure, which the
/// form does not say, is nought on the scale of changes.
pub(super) fn judge(target: &Expression, actual: &Expression) -> Option<Judgement> {
    const EARLIER: [&str; 7] = ["上年", "去年", "往年", "上一年", "同期", "前一年", "历年"];
    let own = target.lone?;
    let text: String = target.text.iter().collect();
    if !EARLIER.iter().any(|word| text.contains(word)) {
        return None;
    }
    if own.manner == Manner::Required && actual.lone == Some(own) {
        return Some(Judgement::plain(Verdict::Echo, reason::repeated()));
    }
    let possible = match (actual.lone, actual.measures.as_slice()) {
        (Some(other), []) => admitted(other.sign, Decimal::ZERO),
        (_, [measure]) => changed(measure)?,
        _ => return None,
    };
    let verdict = match possible.relation(&admitted(own.sign, Decimal::ZERO)) {
        Relation::Within => Verdict::Met,
        Relation::Outside => Verdict::Unmet,
        Relation::Partly => Verdict::Unclear,
    };
    Some(Judgement::plain(verdict, reason::in_words(verdict, &target.text, &actual.text)))
}

/// The change that a measure speaks of, upwards.
fn changed(measure: &Measure) -> Option<Interval> {
    let possible = conversion::possible(measure)?;
    Some(match measure.change? {
        Change::Rise => possible,
        Change::Fall => possible.negated(),
    })
}
