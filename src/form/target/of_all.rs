//! How many of all: `16/20`, `16场/20场`, `20场活动中有3场未举办`, `除1项外均已完成`.

use rust_decimal::Decimal;

use super::expression::{Amount, Expression, Measure};
use super::numeral;
use super::unit::Kind;
use super::vocabulary::{Cue, Cues};
use super::wording::{contains, ends_clause};
use super::{fold, progress, quotient};

/// Whether an actual value leaves out some of all that it says was done as the name says, without a reason why they do not
/// count: 除1项外均已完成. 除2辆报废外 has one.
pub(super) fn leaves_some_out(name: &str, actual: &Expression) -> bool {
    let [out] = actual.measures.as_slice() else { return false };
    let text = actual.text.as_slice();
    let led = matches!(text.get(..out.start), Some(['除'] | ['除', '了']));
    let Some(end) = text.iter().position(|c| *c == '外').filter(|end| *end >= out.end) else { return false };
    let thing = text.get(out.end..end).unwrap_or_default();
    let rest = text.get(end + 1..).unwrap_or_default();
    let done = actual.cues.has(Cue::Whole)
        && progress::is_done(rest)
        && !rest.iter().any(|c| matches!(c, '未' | '不'));
    let named = quotient::stem(&fold(name)).is_some_and(|stem| contains(rest, &stem));
    led && done && named && !out.is_zero() && gives_no_reason(thing)
}

/// Whether what stands between a number that is left out and 外 only says what it counts; 报废 says why it does not count.
fn gives_no_reason(thing: &[char]) -> bool {
    const THINGS: [&str; 9] = ["", "以", "之", "项目", "任务", "工程", "问题", "事项", "企业"];
    THINGS.into_iter().any(|word| thing.iter().copied().eq(word.chars()))
}

/// Whether an actual value leaves a number out of what was done, and says no other: 除5台外均已安装. 除5台外均未安装 counts what was.
fn is_left_out(out: &Measure, actual: &Expression) -> bool {
    let text = actual.text.as_slice();
    let led = text.get(..out.start).and_then(|before| before.split(|c| ends_clause(*c)).next_back());
    let behind = text.get(out.end..).unwrap_or_default();
    let rest = behind.iter().position(|c| *c == '外').and_then(|end| behind.get(end + 1..));
    let denied = |rest: &[char]| rest.iter().any(|c| matches!(c, '未' | '没' | '不' | '无' | '待'));
    matches!(led, Some(['除'] | ['除', '了'])) && rest.is_some_and(|rest| !denied(rest))
}

/// What a target comes to without what was left out of it. How many there were in all is sure only if no more may have been asked for.
fn all_but(part: &Measure, out: &Measure, actual: &Expression) -> Option<(Measure, bool)> {
    let (Amount::Exact(whole), Amount::Exact(some)) = (part.amount, out.amount) else { return None };
    let counted = part.unit.kind.is_count() && part.per.is_none() && part.times_a_year.is_none();
    let done = whole.checked_sub(some).filter(|done| !done.is_sign_negative());
    let behind = actual.text.get(out.end..).unwrap_or_default();
    let plain = behind.split(|c| *c == '外').next().is_some_and(gives_no_reason);
    let sure = plain && part.comparator.is_none() && part.unit.is_same(&out.unit) && done.is_some();
    let done = Measure { amount: Amount::Exact(done.unwrap_or_default()), unit: part.unit, ..out.clone() };
    counted.then_some((done, sure))
}

/// What is left of all where an actual value counts those that were not done: 17 of 20场活动中有3场未举办.
pub(super) fn done_but(actual: &Expression) -> Option<Measure> {
    let [all, undone] = actual.measures.as_slice() else { return None };
    let (Amount::Exact(whole), Amount::Exact(some)) = (all.amount, undone.amount) else { return None };
    let between = actual.text.get(all.end..undone.start)?;
    let among =
        all.clause == undone.clause && (between.ends_with(&['中', '有']) || between.ends_with(&['中']));
    let behind = actual.text.get(undone.end..)?;
    let denied = progress::says_undone(behind) && !behind.iter().any(|c| ends_clause(*c));
    let counted = all.unit.kind.is_count() && all.unit.is_same(&undone.unit) && some <= whole;
    let done = whole.checked_sub(some).filter(|_| among && denied && counted)?;
    Some(Measure { amount: Amount::Exact(done), cues: Cues::NONE, ..all.clone() })
}

/// The number of those that were done, in the unit of the part, where an actual value gives it with the number of all; `None` where it
/// gives something else. With whether it is sure what that comes to: of 20/25 for 20场 nobody knows whether the other five were asked for.
pub(super) fn of(part: &Measure, actual: &Expression) -> Option<(Measure, bool)> {
    let told = match actual.measures.as_slice() {
        [out] if is_left_out(out, actual) => return all_but(part, out, actual),
        [told] => told,
        // 16场/20场, 3/5公里
        [told, all]
            if (all.unit.is_same(&told.unit)
                || (told.unit.kind == Kind::Bare
                    && told.scale == all.scale
                    && all.unit.is_same(&part.unit)))
                && actual.text.get(told.end..all.start) == Some(&['/']) =>
        {
            told
        }
        _ => return None,
    };
    let end = actual.measures.last()?.end;
    let counts = part.unit.kind.is_count() || matches!(part.unit.kind, Kind::Area | Kind::Length);
    let bare = told.unit.kind == Kind::Bare;
    // 3/5 for 5万亩 may be counted in 万.
    if !counts
        || part.scale != Decimal::ONE
        || part.per.is_some()
        || told.comparator.is_some()
        || !(bare || told.unit.is_same(&part.unit))
    {
        return None;
    }
    let text = actual.text.as_slice();
    let first = numeral::read(text, told.start)?;
    let rest = text.get(told.start + first.len..end)?;
    let stroke = rest.iter().position(|c| *c == '/')?;
    let second = numeral::read(rest, stroke + 1)?;
    let own = told.per.is_none_or(|per| per.unit.kind == Kind::Bare || per.unit.is_same(&part.unit));
    if !own || second.value.is_zero() || first.value.is_sign_negative() {
        return None;
    }
    let (some, all) = (first.value, second.value);
    let asked = part.amount.figure();
    let sure = all == asked || some < asked || some >= all;
    Some((Measure { amount: Amount::Exact(some), unit: part.unit, per: None, ..told.clone() }, sure))
}
