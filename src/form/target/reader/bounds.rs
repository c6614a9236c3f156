//! A lower and an upper bound of one quantity: `≥90%且≤100%`, `不少于10天，不超过15天`, `10天以上15天以下`.

use rust_decimal::Decimal;

use super::super::expression::{Amount, Measure};
use super::super::interval::End;
use super::super::unit::Kind;
use super::super::vocabulary::{Comparator, Sign, Word, words};

/// Puts two numbers that are the bounds of one into one measure.
pub(super) fn join(text: &[char], measures: &mut Vec<Measure>) {
    let mut at = 0;
    while let Some([one, other]) = measures.get(at..at + 2) {
        if let Some(joined) = joined(text, one, other) {
            measures.splice(at..at + 2, [joined]);
        }
        at += 1;
    }
}

/// 95%≤合格率≤100% and [95%,100%]: two numbers around what they bound, or alone in brackets, of which round ones, as they were `typed`,
/// leave their own end out.
pub(super) fn around(typed: &str, text: &[char], measures: &mut Vec<Measure>) {
    let [low, high] = measures.as_slice() else { return };
    let (Amount::Exact(least), Amount::Exact(most)) = (low.amount, high.amount) else { return };
    if low.unit != high.unit || low.comparator.is_some() || least >= most || low.scale != high.scale {
        return;
    }
    let bounded = |c: &Comparator| matches!(c.sign, Sign::AtMost | Sign::LessThan);
    let own = low.start == 0 && high.end == text.len();
    let sign = text.get(low.end).copied().filter(|sign| matches!(sign, '≤' | '<'));
    let brackets = text.first() == Some(&'(') && text.last() == Some(&')');
    let listed = brackets
        && high.comparator.is_none()
        && (low.start, high.end + 1) == (1, text.len())
        && text.get(low.end..high.start) == Some(&[',']);
    let (first, second) = match (sign, high.comparator) {
        (Some(sign), Some(other)) if own && bounded(&other) => (sign == '≤', other.sign == Sign::AtMost),
        // Nothing is more than 100%, so that nobody means to leave it out.
        _ if listed => {
            let typed = typed.trim();
            let all = high.unit.kind == Kind::Ratio
                && most.checked_mul(high.unit.factor) == Some(Decimal::ONE_HUNDRED);
            (!typed.starts_with(['(', '（']), all || !typed.ends_with([')', '）']))
        }
        _ => return,
    };
    let end = |value, inclusive| End { value, inclusive };
    let amount = Amount::Bounds(end(least, first), end(most, second));
    let (start, clause) = (low.start, low.clause);
    let joined = Measure { amount, comparator: None, aside: false, start, clause, ..high.clone() };
    *measures = vec![joined];
}

/// 150万元±5%, 2000元/平方米(±10%): an amount with how far it may be off, as a share of it.
pub(super) fn tolerate(text: &[char], measures: &mut Vec<Measure>) {
    let [amount, share] = measures.as_slice() else { return };
    let (Amount::Exact(value), Amount::Tolerance(middle, by)) = (amount.amount, share.amount) else { return };
    let between = text.get(amount.end..share.start).unwrap_or_default();
    let joint = between.iter().all(|c| matches!(c, '±' | '(' | ',')) && between.len() <= 2;
    if !middle.is_zero() || share.unit.kind != Kind::Ratio || amount.unit.kind == Kind::Ratio || !joint {
        return;
    }
    let off = by
        .checked_mul(share.unit.factor)
        .and_then(|by| by.checked_mul(value))
        .and_then(|off| off.checked_div(Decimal::ONE_HUNDRED));
    if let (Some(off), None) = (off, amount.comparator) {
        *measures = vec![Measure { amount: Amount::Tolerance(value, off), end: share.end, ..amount.clone() }];
    }
}

/// One measure with both bounds, where nothing else stands between the two numbers.
fn joined(text: &[char], one: &Measure, other: &Measure) -> Option<Measure> {
    let (is_lower, first) = bound(one)?;
    let (other_is_lower, mut second) = bound(other)?;
    let told_alike = one.per == other.per
        && one.times_a_year == other.times_a_year
        && one.change == other.change
        && one.standing == other.standing
        && one.aside == other.aside
        && one.shift == other.shift
        && one.listed == other.listed;
    if is_lower == other_is_lower || !told_alike || !is_joint(text.get(one.end..other.start)?) {
        return None;
    }
    // 90至100%: what has no unit takes the other's.
    let mut measure = if one.unit.kind == Kind::Bare { other.clone() } else { one.clone() };
    if one.unit.kind != Kind::Bare && other.unit.kind != Kind::Bare {
        if one.unit.kind != other.unit.kind || (one.unit.kind.is_count() && !one.unit.is_same(&other.unit)) {
            return None;
        }
        second.value = second.value.checked_mul(other.unit.factor)?.checked_div(one.unit.factor)?;
    } else if one.scale != Decimal::ONE || other.scale != Decimal::ONE {
        return None;
    }
    let (low, high) = if is_lower { (first, second) } else { (second, first) };
    if low.value >= high.value {
        return None;
    }
    (measure.amount, measure.comparator) = (Amount::Bounds(low, high), None);
    (measure.start, measure.end, measure.clause) = (one.start, other.end, one.clause);
    measure.cues = one.cues.and(other.cues);
    Some(measure)
}

/// Whether a measure is a lower or an upper bound, and the bound.
fn bound(measure: &Measure) -> Option<(bool, End)> {
    let Amount::Exact(value) = measure.amount else { return None };
    let Comparator { sign, .. } = measure.comparator?;
    Some(match sign {
        Sign::AtLeast => (true, End { value, inclusive: true }),
        Sign::MoreThan => (true, End { value, inclusive: false }),
        Sign::AtMost => (false, End { value, inclusive: true }),
        Sign::LessThan => (false, End { value, inclusive: false }),
        Sign::Equal | Sign::About => return None,
    })
}

/// Whether a text is nothing but comparators, marks and words that join: the numbers around it are said of the same.
fn is_joint(text: &[char]) -> bool {
    let mut at = 0;
    while let Some(c) = text.get(at) {
        at += match words().longest(text, at) {
            Some((len, Word::Before(..) | Word::After(..))) => len,
            Some((len, Word::Separator)) if matches!(c, ',' | '、') => len,
            _ if matches!(c, '且' | '并' | '但' | '而' | '和' | '至' | '到' | '及' | '又') => 1,
            _ => return false,
        };
    }
    true
}
