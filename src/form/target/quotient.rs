//! The rate that two numbers come to: `应发320人，实发310人`, `20个项目中19个合格`, `排查200处，整改196处`.

use rust_decimal::Decimal;

use super::expression::{Amount, Expression, Measure, Standing};
use super::unit::Kind;
use super::vocabulary::{Cue, Cues};
use super::wording::{contains, contains_run, ends_clause, ends_with, starts};
use super::{answers, direction::is_ominous, normalise, of_all, progress};

/// The rate that is asked for and not given, but can be worked out.
#[derive(Debug, Clone)]
pub(super) struct Quotient {
    /// The rate.
    pub share: Measure,
    /// What was said beside the two numbers, which may put it in doubt.
    pub beside: Cues,
}

/// The rate that the numbers of an actual value come to, where nothing but a rate is asked for and none is given. What
/// is divided by what, the name says (整改 of 整改率), or the words between the two do.
pub(super) fn of(name: &str, parts: &[&Measure], actual: &Expression) -> Option<Quotient> {
    let [Measure { unit: rate, .. }] = parts else { return None };
    if rate.kind != Kind::Ratio {
        return None;
    }
    let share = |part: Decimal, all: Decimal, beside: Cues| {
        let share = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(all)?;
        Some(Quotient { share: Measure { unit: *rate, ..Measure::bare(Amount::Exact(share)) }, beside })
    };
    let all: Vec<&Measure> = actual.measures.iter().collect();
    if let Some((some, whole)) = done_and_left(name, &all, actual) {
        return share(some, whole, Cues::NONE);
    }
    // 12项任务中有1项未完成
    if let (Some(done), [all, _]) = (of_all::done_but(actual), all.as_slice())
        && stem(&normalise::fold(name)).is_some_and(|stem| contains(&actual.text, &stem))
    {
        return share(done.amount.figure(), all.amount.figure(), Cues::NONE);
    }
    let [due, done] = without_rest(&all, actual) else { return None };
    let name = normalise::fold(name);
    let plain =
        |m: &Measure| m.unit.kind.is_count() && m.comparator.is_none() && m.change.is_none() && !m.is_past();
    if !plain(due)
        || !due.unit.is_same(&done.unit)
        || (done.comparator.is_some() && !due.is(Standing::Planned))
    {
        return None;
    }
    let (Amount::Exact(whole), Amount::Exact(some)) = (due.amount, done.amount) else { return None };
    let told = actual.text.get(done.clause.max(due.start)..).unwrap_or_default();
    let told = told.split(|c| ends_clause(*c)).next().unwrap_or_default();
    let named = stem(&name);
    let says_it = named.as_ref().is_some_and(|stem| contains(told, stem));
    // 不合格12批次 leaves the others; its own words are no doubt any more.
    let before_it = actual.text.get(done.clause.max(due.start)..done.start).unwrap_or_default();
    let denied = named.as_ref().is_some_and(|stem| is_denied(told, before_it, stem));
    // 缺勤96人, 拒签95户, 待就业190人: what was done is not what was not.
    let open = done.cues.has_any(&[Cue::Hedge, Cue::Planned, Cue::Late, Cue::Partly, Cue::SetBack]);
    if open || (!denied && speaks_of_loss(told, &name)) {
        return None;
    }
    if due.is(Standing::Planned) {
        return if done.is(Standing::Planned) || denied { None } else { share(some, whole, actual.cues) };
    }
    if done.is(Standing::Planned)
        || done.aside
        || !plain(done)
        || some > whole
        || due.cues.has_any(&answers::UNDONE)
    {
        return None;
    }
    let within = due.clause == done.clause;
    let between = actual.text.get(due.start..done.start).unwrap_or_default();
    // 20个项目中19个合格; 160户慰问了150户.
    let among = within
        && contains(between, "中")
        && (says_it || denied || progress::is_done(told) || contains(told, "开展"));
    // 10项任务完成9项
    let led =
        within && due.start == due.clause && named.as_ref().is_some_and(|stem| ends_with(between, stem));
    let among = among || led || (within && due.start == due.clause && has_verb_of(&name, between));
    let before = actual.before(due);
    let apart = says_it && !within && named.as_ref().is_some_and(|stem| !contains(before, stem));
    if among || apart {
        let part = if denied { whole.checked_sub(some)? } else { some };
        return share(part, whole, actual.apart.and(due.cues.without(done.cues)));
    }
    // 发现问题36个，整改36个: all of them, whatever the rate is called.
    let all_done = whole == some && !within && progress::is_done(told) && actual.cues == Cues::default();
    if all_done { share(some, whole, actual.cues) } else { None }
}

/// The two numbers of 完成3项，剩余2项正在推进: what was done as the name says, and all of it.
fn done_and_left(name: &str, all: &[&Measure], actual: &Expression) -> Option<(Decimal, Decimal)> {
    const LEFT: [&str; 8] = ["剩余", "其余", "余下", "还剩", "剩", "余", "还有", "尚有"];
    let [done, left] = all else { return None };
    let (Amount::Exact(some), Amount::Exact(rest)) = (done.amount, left.amount) else { return None };
    let told = actual.before(done);
    let is_left = LEFT.into_iter().any(|word| actual.before(left).iter().copied().eq(word.chars()));
    let counted = done.unit.kind.is_count() && done.unit.is_same(&left.unit) && done.clause != left.clause;
    let behind = actual.text.get(left.end..)?;
    let undone = progress::is_under_way(behind) || progress::says_undone(behind);
    let named = stem(&normalise::fold(name)).is_some_and(|stem| ends_with(told, &stem));
    if !(counted && is_left && undone && named) || done.cues != Cues::NONE {
        return None;
    }
    Some((some, some.checked_add(rest)?))
}

/// Whether a clause has a character of losses that the indicator's name has not.
fn speaks_of_loss(told: &[char], name: &[char]) -> bool {
    told.iter().any(|c| is_ominous(*c) && !name.contains(c))
}

/// Whether what was done is done by a verb of the name: 慰问了 for 慰问覆盖面.
fn has_verb_of(name: &[char], between: &[char]) -> bool {
    let verb = between.iter().rposition(|c| *c == '了').and_then(|end| between.get(end.checked_sub(2)?..end));
    verb.is_some_and(|verb| contains_run(name, verb))
}

/// Two numbers without a third that is what the second leaves of the first: 3个正在整改.
fn without_rest<'a, 'b>(all: &'b [&'a Measure], actual: &Expression) -> &'b [&'a Measure] {
    match all {
        [due, done, rest] if answers::is_rest(due, done, rest, &actual.text) => {
            all.get(..2).unwrap_or_default()
        }
        _ => all,
    }
}

/// What a rate is the rate of, in the two characters before 率: 整改 of 问题整改率.
pub(super) fn stem(name: &[char]) -> Option<String> {
    let end = name.iter().rposition(|c| *c == '率' || *c == '度')?;
    let stem: String = name.get(end.checked_sub(2)?..end)?.iter().collect();
    (!stem.contains(|c: char| c.is_ascii())).then_some(stem)
}

/// Whether a clause denies what the rate is of: 不合格, or by a word before its number: 未整改. What follows (196处未发现反弹)
/// denies something else.
fn is_denied(told: &[char], before: &[char], stem: &str) -> bool {
    (1..told.len())
        .any(|at| starts(told, at, stem) && matches!(told.get(at - 1), Some('不' | '未' | '没' | '非')))
        || before.iter().any(|c| matches!(c, '未' | '没'))
}
