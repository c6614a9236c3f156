//! How much something rose or fell, worked out from where it began and what it came to: 由90%提高到93% for 提高5个百分点.

use rust_decimal::{Decimal, RoundingStrategy};

use super::direction::Direction;
use super::expression::{Amount, Expression, Measure, Standing};
use super::pair::judge_pair;
use super::requirement::Requirement;
use super::unit::{Kind, Unit};
use super::vocabulary::{Change, Manner};
use super::wording::contains_any;
use super::{Judgement, Verdict, fold, reason};

/// Words of what is added, which need be no change to the grammar: 新增20家.
const RISING: &str = "增 扩面 扩大 提升 提高 上升 新签 新认定 新引进 新培育 新发展 新注册 新登记 新建 新开";
/// The same of what is taken away.
const FALLING: &str = "减 降 压缩 缩短";

/// Judges an actual value that says from what to what something rose or fell, where the target or the name asks by how much;
/// `None` where neither does.
pub(super) fn judge(
    name: &str,
    direction: &Direction,
    parts: &[&Measure],
    target: &Expression,
    actual: &Expression,
) -> Option<Judgement> {
    let origin = actual.measures.iter().position(|m| m.is(Standing::Origin))?;
    let (from, to) = (actual.measures.get(origin)?, actual.measures.get(origin + 1)?);
    let part = parts.first()?;
    let by_name = part.change.is_none();
    // A target that says itself from what to what asks for what it comes to.
    if by_name && target.measures.iter().any(|m| m.is(Standing::Origin)) {
        return None;
    }
    let asked = !by_name
        || direction.is_rise
        || direction.is_fall
        || (asks(&target.text) && !is_attained(part))
        || asks(&fold(name));
    let unclear = Some(Judgement::plain(Verdict::Unclear, reason::terms_differ(part, to)));
    let requirement = Requirement::of(part, direction)?;
    let likely_level = to.unit.kind == part.unit.kind && is_near(to, part);
    if asked {
        // 增加150人，由1500人增至1650人: what it rose by is said.
        let by = |m: &&Measure| m.change.is_some() && !m.aside && m.unit.kind == part.unit.kind;
        let mut told = actual.measures.iter().filter(by);
        if let Some(told_by) = told.next() {
            return if told.next().is_none() {
                Some(judge_pair(direction, &requirement, told_by))
            } else {
                unclear
            };
        }
        let several = actual.measures.iter().filter(|m| !m.aside && m.unit.kind == to.unit.kind).count() > 2;
        if parts.len() > 1 || several {
            return unclear;
        }
    } else if parts.len() > 1 || likely_level {
        return None;
    }
    let changes = changes(name, direction, &requirement, (from, to), target);
    let judged: Vec<Judgement> = changes.iter().map(|m| judge_pair(direction, &requirement, m)).collect();
    let Some(first) = judged.first() else { return if asked { unclear } else { None } };
    let alike = judged.iter().all(|j| j.verdict == first.verdict);
    let level = || judge_pair(direction, &requirement, to).verdict;
    if !asked {
        // 由1万人增至1.15万人 for 2000人 may speak of either.
        return if alike && first.verdict == level() { None } else { unclear };
    }
    // 2200户 for 新增用户 may be what it is to come to.
    if !alike || (by_name && likely_level && level() != first.verdict) {
        return unclear;
    }
    Some(first.clone())
}

/// Whether a text has a word of what is added or taken away.
fn asks(text: &[char]) -> bool {
    contains_any(text, RISING) || contains_any(text, FALLING)
}

/// 提高到90% asks for what it comes to.
fn is_attained(part: &Measure) -> bool {
    part.comparator.is_some_and(|comparator| comparator.manner == Manner::Attained)
}

/// Whether one number is no more than twice the other.
fn is_near(a: &Measure, b: &Measure) -> bool {
    let in_base = |m: &Measure| m.amount.figure().checked_mul(m.unit.factor).map(|value| value.abs());
    let Some((a, b)) = in_base(a).zip(in_base(b)) else { return false };
    a.min(b).checked_mul(Decimal::TWO).is_some_and(|twice| twice >= a.max(b))
}

/// What the change may be in the target's terms: in its unit, or as a share of what it began with; of rates either may be
/// meant, unless the target says 百分点.
fn changes(
    name: &str,
    direction: &Direction,
    requirement: &Requirement<'_>,
    (from, to): (&Measure, &Measure),
    target: &Expression,
) -> Vec<Measure> {
    let (Amount::Exact(before), Amount::Exact(after)) = (from.amount, to.amount) else { return Vec::new() };
    let in_base = |value: Decimal, unit: Unit| value.checked_mul(unit.factor);
    let Some((before, after)) = in_base(before, from.unit).zip(in_base(after, to.unit)) else {
        return Vec::new();
    };
    let Some(by) = after.checked_sub(before) else { return Vec::new() };
    let part = requirement.measure;
    let named = part.change.is_some() || direction.is_rise || direction.is_fall;
    // 新增20家 is no change to the grammar, so that a fall is less than nothing of it; of 压减2个 a rise is.
    let says = |words: &str| contains_any(&target.text, words) || contains_any(&fold(name), words);
    let falls = !named && says(FALLING) && !says(RISING);
    let measure = |value: Option<Decimal>, unit: Unit, scale: Decimal| {
        let value = value?;
        let plain = |value| Measure { scale, unit, ..Measure::bare(Amount::Exact(value)) };
        if !named {
            return Some(plain(if falls { -value } else { value }));
        }
        let change = if value.is_sign_negative() && !value.is_zero() { Change::Fall } else { Change::Rise };
        Some(Measure { change: Some(change), ..plain(value.abs()) })
    };
    // Never rounded to the side of the target.
    let strategy = match requirement.acceptable.high {
        Some(_) => RoundingStrategy::AwayFromZero,
        None => RoundingStrategy::ToZero,
    };
    let share = |whole: Decimal| {
        let share = by.checked_mul(whole)?.checked_div(before)?.checked_div(part.unit.factor)?;
        Some(share.round_dp_with_strategy(2, strategy))
    };
    let own = || measure(by.checked_div(to.unit.factor), to.unit, to.scale);
    let relative = || measure(share(Decimal::ONE_HUNDRED), part.unit, Decimal::ONE);
    let found = match (part.unit.kind, to.unit.kind) {
        (Kind::Ratio, kind) if contains_any(&target.text, "百分点 千分点 pct") => {
            [if kind == Kind::Ratio { own() } else { None }, None]
        }
        (Kind::Ratio, Kind::Ratio) => [own(), relative()],
        (Kind::Ratio, _) => [relative(), None],
        (Kind::Times, _) => [measure(share(Decimal::ONE), part.unit, Decimal::ONE), None],
        (Kind::Bare, _) => [own(), None],
        (a, b) if a == b => [own(), None],
        _ => [None, None],
    };
    found.into_iter().flatten().collect()
}
