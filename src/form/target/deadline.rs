//! Deadlines against dates, in the form's year.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::conversion::Reading;
use super::expression::{Amount, Expression, Measure};
use super::moment::Moment;
use super::unit::Kind;
use super::vocabulary::{Cue, Manner, Sign};
use super::wording::{Wording, after_openings, contains_any, contains_run, ends_clause, ends_with, starts};
use super::{Judgement, Verdict, fold, milestone, moment, partial, progress, reason};

/// What leaves in doubt whether a date is that of all of it.
const DOUBTS: [Cue; 7] =
    [Cue::Planned, Cue::Negation, Cue::Partly, Cue::SetBack, Cue::Failed, Cue::Hedge, Cue::Hardship];

/// Judges a target that is a date or a deadline.
pub(super) fn judge(name: &str, target: &Expression, actual: &Expression, year: Option<i32>) -> Judgement {
    let judgement = Judgement::plain;
    // Of several dates the last one ends the work.
    let Some(due) = target.moments.last() else { return judgement(Verdict::Unclear, reason::not_said()) };
    let bare = moment::bare(&actual.text);
    if let Some(judgement) = by_month(due, target, actual) {
        return judgement;
    }
    let own = milestone::own(name, target);
    // What else is counted beside a deadline, its own numbers tell.
    let alone = target.measures.is_empty();
    let told = milestone::told(&own, actual, alone && !due.after);
    let doubtful = told.cues.has_any(&DOUBTS) || (!told.is_rest && partial::is_stage(name, target, actual));
    let Some(done) = told.date.or(bare) else {
        let within_year = (due.first, due.before) == ((1, 1), true) && due.is_years_end();
        let later =
            ["跨年", "明年", "次年", "下年", "来年"].into_iter().any(|word| starts(&actual.text, 0, word));
        if later && within_year && !actual.text.contains(&'已') {
            return judgement(Verdict::Unmet, reason::stated(&actual.written));
        }
        let of_form = due.year.is_none() || due.year.map(i32::from) == year;
        if within_year && of_form && !doubtful && says_done(name, actual) {
            return judgement(Verdict::Met, reason::stated(&actual.written));
        }
        return without_date(actual, doubtful, year);
    };
    let is_end = told.is_end || bare.is_some() || due.after;
    // 截至12月底尚未完成: the date is that of the report.
    if is_undone(&actual.text) || (!is_end && milestone::is_open(&own, &actual.text)) {
        return judgement(Verdict::Unmet, reason::stated(&actual.written));
    }
    let share = if alone { milestone::share(actual) } else { None };
    if share == Some(true) {
        return judgement(Verdict::Unmet, reason::stated(&actual.written));
    }
    let year = year.and_then(|y| i16::try_from(y).ok()).or(due.year).or(done.year).unwrap_or(2000);
    // A target's own year holds for an actual month that names none, unless the form has a year.
    let (Some((from, until)), Some((first, last))) = (due.days(year), done.days(year)) else {
        return judgement(Verdict::Unclear, reason::not_said());
    };
    if due.before && done.before && until == last && due.after == done.after {
        return judgement(Verdict::Echo, reason::deadline_repeated());
    }
    // 3月-11月: work that went on for so long was done when its last part was.
    let first = if due.after { first } else { done.ending(year).unwrap_or(first) };
    let verdict = match (due.after, done.after) {
        (true, _) => not_before(from, first, last),
        // 12月31日以后: when, nobody knows, but not by then.
        (false, true) if last >= until => Verdict::Unmet,
        (false, true) => Verdict::Unclear,
        (false, false) => no_later(until, first, last, &done),
    };
    let met = verdict == Verdict::Met;
    if (met && (!is_end || share.is_some())) || (verdict == Verdict::Unmet && told.is_later && !is_end) {
        return judgement(Verdict::Unclear, reason::of_other_event(&actual.written));
    }
    // 2023年12月，延期: in time or not, the words speak against it.
    let doubtful = doubtful || told.cues.has(Cue::Late);
    let verdict = if met && doubtful { Verdict::Unclear } else { verdict };
    judgement(verdict, reason::dated(until, first, last, verdict))
}

/// Whether an actual value says no more than that it was done, which in a form of the year says when for 年内完成.
fn says_done(name: &str, actual: &Expression) -> bool {
    const DONE: [&str; 5] = ["完成", "完工", "竣工", "办结", "完毕"];
    const OPENINGS: [&str; 6] = ["已", "均", "全部", "都", "顺利", "圆满"];
    let text = actual.text.strip_suffix(&['。']).unwrap_or(&actual.text);
    let done = DONE.into_iter().find_map(|done| {
        let end = text.len().checked_sub(done.chars().count())?;
        ends_with(text, done).then(|| text.get(..end)).flatten()
    });
    // 培训已全部完成 names what was done as the indicator does.
    let own = fold(name);
    let said = |before: &[char]| {
        let named = (2..=before.len())
            .rev()
            .find(|len| before.get(..*len).is_some_and(|run| contains_run(&own, run)));
        after_openings(before.get(named.unwrap_or(0)..).unwrap_or_default(), &OPENINGS).is_empty()
    };
    done.is_some_and(said)
}

/// A bare number for ≤12月, which a form with columns for comparator, value and unit asks for: the month, or so many months.
fn by_month(due: &Moment, target: &Expression, actual: &Expression) -> Option<Judgement> {
    let [measure] = actual.measures.as_slice() else { return None };
    let Amount::Exact(value) = measure.amount else { return None };
    let whole = due.first.0 == due.last.0 && (due.first.1, due.last.1) == (1, 31);
    let counted = measure.unit.kind == Kind::Bare
        || (measure.unit.kind == Kind::Months && measure.unit.factor == Decimal::ONE);
    let alone = (measure.start, measure.end) == (0, actual.text.len()) && actual.moments.is_empty();
    if !(whole && counted && alone && target.moments.len() == 1 && due.before && due.year.is_none())
        || value <= Decimal::ZERO
    {
        return None;
    }
    let verdict = if value <= Decimal::from(due.last.0) { Verdict::Met } else { Verdict::Unmet };
    Some(Judgement::plain(verdict, reason::in_words(verdict, &target.written, &actual.written)))
}

/// Whether something done between `first` and `last` was done by `until`.
fn no_later(until: Date, first: Date, last: Date, done: &Moment) -> Verdict {
    if last <= until {
        Verdict::Met
    } else if first > until && !done.before {
        Verdict::Unmet
    } else {
        Verdict::Unclear
    }
}

/// Whether something done between `first` and `last` was done no earlier than `from`.
fn not_before(from: Date, first: Date, last: Date) -> Verdict {
    if first >= from {
        Verdict::Met
    } else if last < from {
        Verdict::Unmet
    } else {
        Verdict::Unclear
    }
}

/// Whether an actual value only names a later limit of days than the target's: 每月12日前 for 每月10日前. Who had kept the earlier
/// one, would name that.
pub(super) fn is_later_limit(target: &Measure, actual: &Measure, reading: &Reading) -> bool {
    let limits = |m: &Measure| {
        m.unit.kind.is_time()
            && m.comparator.is_some_and(|c| c.sign == Sign::AtMost && c.manner == Manner::Stated)
    };
    limits(target) && limits(actual) && target.unit.is_same(&actual.unit) && reading.figure > reading.target
}

/// Whether a text with a date says that nothing was done by then, and in no other clause that something was.
fn is_undone(text: &[char]) -> bool {
    const UNDONE: &str = "未完成 未完工 未竣工 未验收 未开工 未实施 未启动 未开展 未建成 未交付 没有完成 没完成 未能完成 未全部完成";
    let denied = |clause: &&[char]| contains_any(clause, UNDONE);
    let clauses = || text.split(|c| ends_clause(*c));
    clauses().any(|clause| denied(&clause))
        && clauses().all(|clause| denied(&clause) || !progress::is_done(clause))
}

/// An actual value that names no date: only words that speak of the time decide.
fn without_date(actual: &Expression, doubtful: bool, year: Option<i32>) -> Judgement {
    let judgement = Judgement::plain;
    if let Some(verdict) = partial::put_off(actual, year) {
        return judgement(verdict, reason::stated(&actual.written));
    }
    // 按时完成80%
    if let Some(of_work) = milestone::share(actual) {
        let verdict = if of_work { Verdict::Unmet } else { Verdict::Unclear };
        return judgement(verdict, reason::stated(&actual.written));
    }
    if progress::is_refused(&actual.text) || progress::is_partly(&actual.text) {
        return judgement(Verdict::Unmet, reason::stated(&actual.written));
    }
    if progress::is_under_way(&actual.text) {
        return judgement(Verdict::Unmet, reason::stated(&actual.written));
    }
    if actual.cues.has(Cue::Late) {
        return judgement(
            if doubtful { Verdict::Unclear } else { Verdict::Unmet },
            reason::stated(&actual.written),
        );
    }
    // 按时 alone says it, 按时完成 does, 按计划推进 does not.
    let alone = matches!(Wording::of(&actual.text).words.as_slice(), ['及', '时'] | ['提', '前']);
    let done = alone || progress::is_done(&actual.text);
    if actual.cues.has(Cue::OnTime) && done && !doubtful {
        return judgement(Verdict::Met, reason::stated(&actual.written));
    }
    judgement(Verdict::Unclear, reason::no_date(&actual.written))
}
