//! Whether an indicator was met: the target's expression against the actual value's.
//!
//! Both are read by one grammar ([`reader`]) into numbers with comparator, unit and frequency ([`expression`]), dates
//! ([`moment`]) and cues ([`vocabulary`]). What a target admits ([`requirement`]) and what an actual value may stand
//! for ([`conversion`]) are intervals; all of the one within the other is met, none of it unmet, and some of it
//! unclear. A target without a comparator is read by the indicator's name ([`direction`]), as far as that is sure. Nothing
//! is known by whole phrases, and what is not understood is unclear, never met: nor is what is only a part of what was asked
//! ([`partial`]), what words beside it take back ([`reserve`], [`unsettled`]), what was
//! not done ([`undone`]), what only came in where something was to become of it ([`step`]), or a number whose conditions are
//! not seen to hold ([`condition`]).

mod absence;
mod amount;
mod answers;
mod calendar;
mod comparator;
mod complement;
mod condition;
mod conversion;
mod deadline;
mod designation;
mod direction;
mod distance;
mod doubt;
mod each;
mod echo;
mod expression;
mod far_above;
mod figure;
mod grade;
mod gravity;
mod growth;
mod implied;
mod incident;
mod interval;
mod items;
mod lexicon;
mod listed;
mod milestone;
mod moment;
mod named;
mod normalise;
mod numbers;
mod numeral;
mod of_all;
mod opposite;
mod order;
mod pair;
mod partial;
mod period;
mod precedent;
mod progress;
mod quality;
mod quotient;
mod reader;
mod reason;
mod relative;
mod remarks;
mod remembered;
mod requirement;
mod reserve;
mod restated;
mod riddance;
mod risen;
mod scale;
mod setback;
mod step;
mod task;
#[cfg(test)]
mod tests;
mod undone;
mod unit;
mod unsettled;
mod vocabulary;
mod wording;
mod wordy;
mod yearly;

use std::rc::Rc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub(crate) use comparator::{Side, comparator_side};
pub use direction::{Certainty, Direction, Trend};
use expression::Expression;
pub use far_above::FarAbove;
pub use figure::{Figure, completion, figures, is_measurable, told_share};
pub(crate) use figure::{Numbers, Portion, is_exactly, wants_none};
pub(crate) use normalise::fold;
use vocabulary::{Cues, Manner};

/// Whether an indicator was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The actual value meets the target.
    Met,
    /// It does not.
    Unmet,
    /// The actual value only repeats the target's expression: nothing was measured.
    Echo,
    /// A careful reader could not decide.
    Unclear,
    /// There is no actual value (or no target).
    #[default]
    Missing,
}

impl Verdict {
    /// The name for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Unmet => "unmet",
            Self::Echo => "echo",
            Self::Unclear => "unclear",
            Self::Missing => "missing",
        }
    }

    /// All of them, in the order in which outputs list them.
    pub const ALL: [Self; 5] = [Self::Met, Self::Unmet, Self::Echo, Self::Unclear, Self::Missing];

    /// The verdict in the office's words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Met => "已完成",
            Self::Unmet => "未完成",
            Self::Echo => "仅重复目标",
            Self::Unclear => "无法判断",
            Self::Missing => "未填报",
        }
    }
}

/// A verdict with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// Why, in the office's words: `实际 480人次 < 目标 500人次，差 20人次（4.0%）`.
    pub reason: String,
    /// By how much the actual value lies above a target that is a minimum, as a share of the target: 0.3.
    pub above: Option<Decimal>,
    /// Target and actual value have units that do not convert into each other.
    pub unit_differs: bool,
}

impl Judgement {
    fn plain(verdict: Verdict, reason: String) -> Self {
        Self { verdict, reason, above: None, unit_differs: false }
    }

    /// Whether the actual value lies so far above its target that the reason must be asked.
    pub fn is_far_above(&self, far: FarAbove) -> bool {
        self.above.is_some_and(|above| above >= far.share())
    }
}

/// Judges an indicator from its name, its target and its actual value, both as the form shows them.
/// `year` is the form's, for deadlines such as `12月底前`.
///
/// ```
/// use ziping::form::{Verdict, judge};
/// let judgement = judge("培训人次", "不少于500人次", "480人次", Some(2021));
/// assert_eq!(judgement.verdict, Verdict::Unmet);
/// assert_eq!(judgement.reason, "实际 480人次 < 目标 500人次，差 20人次（4.0%）");
/// ```
pub fn judge(name: &str, target: &str, actual: &str, year: Option<i32>) -> Judgement {
    judge_under("", name, target, actual, year)
}

/// The same for an indicator that stands under a heading (二级指标), which says of a bare number what its name does not:
/// under 成本指标 an amount of money is a maximum, and so is a stretch of time under 时效指标.
///
/// ```
/// use ziping::form::{Verdict, judge_under};
/// assert_eq!(judge_under("成本指标", "监控设备", "50万元", "48万元", None).verdict, Verdict::Met);
/// assert_eq!(judge_under("数量指标", "监控设备", "50台", "48台", None).verdict, Verdict::Unmet);
/// ```
pub fn judge_under(heading: &str, name: &str, target: &str, actual: &str, year: Option<i32>) -> Judgement {
    if is_blank(actual) {
        return Judgement::plain(Verdict::Missing, reason::no_actual());
    }
    if is_blank(target) {
        return Judgement::plain(Verdict::Missing, reason::no_target());
    }
    if [name, target, actual].into_iter().any(is_too_long) {
        return Judgement::plain(Verdict::Unclear, reason::too_long(LONGEST));
    }
    remembered::or_judged([heading, name, target, actual], year, || {
        judge_anew(heading, name, target, actual, year)
    })
}

fn judge_anew(heading: &str, name: &str, target: &str, actual: &str, year: Option<i32>) -> Judgement {
    let target = without_comparator_for_words(target).filter(|rest| !is_blank(rest)).unwrap_or(target);
    let (target, actual) = (reader::read(target), reader::read(actual));
    let actual = of_year(name, &target, actual, year);
    let actual = relative::worked_out(name, &target, &actual).map_or(actual, Rc::new);
    let actual = restated::ordinal_days(&target, &actual).unwrap_or(actual);
    let target = restated::in_per_cent(name, &target, &actual).map_or(target, Rc::new);
    if target.text == actual.text {
        return if has_bound(&target) {
            Judgement::plain(Verdict::Echo, reason::repeated())
        } else {
            Judgement::plain(Verdict::Met, reason::same_words())
        };
    }
    if let Some(judgement) = order::judge(name, &target, &actual) {
        return reserve::unless_in_doubt(judgement, &target, &actual, year);
    }
    if let Some(judgement) = distance::judge(heading, name, &target, &actual) {
        return judgement;
    }
    if let Some(judgement) = undone::judge(heading, name, &target, &actual) {
        return judgement;
    }
    if let Some(judgement) = riddance::judge(&target, &actual) {
        return judgement;
    }
    if absence::is_wanted(&target) {
        return partial::in_its_year(absence::judge(name, &target, &actual), &target, &actual, year);
    }
    if let Some(judgement) = quality::judge_whole(name, &target, &actual) {
        return reserve::unless_in_doubt(judgement, &target, &actual, year);
    }
    if !target.measures.is_empty() {
        if reader::is_open_sum(&target, &actual) {
            return Judgement::plain(Verdict::Unclear, reason::not_said());
        }
        if let Some(judgement) = growth::judge(name, &target, &actual) {
            return judgement;
        }
        // 持平 for 零增长 is a change of nought.
        let level = actual.lone.is_some() && target.measures.iter().all(|m| m.change.is_some());
        if actual.measures.is_empty() && !level && target.measures.iter().all(expression::Measure::is_zero) {
            return partial::in_its_year(absence::judge(name, &target, &actual), &target, &actual, year);
        }
        let direction = Direction::under(heading, name, &target);
        let named = if actual.cues == Cues::default() { actual.cues } else { reader::read(name).cues };
        let judgement = numbers::judge(name, &direction, named, &target, &actual);
        let judgement = partial::in_its_year(judgement, &target, &actual, year);
        let judgement = condition::from_one_year(judgement, &target, &actual, year);
        let judgement = condition::beside(judgement, &target, &actual);
        let judgement = condition::of_one_month(judgement, &target, &actual);
        let judgement = gravity::of_named(judgement, name, &target, &actual);
        let judgement = unsettled::unless_unsettled(judgement, name, &target, &actual, year);
        return with_deadline(judgement, name, &target, &actual, year);
    }
    if let Some(judgement) = quality::judge_framed(&target, &actual) {
        return judgement;
    }
    if !target.moments.is_empty() {
        return deadline::judge(name, &target, &actual, year);
    }
    if let Some(judgement) = distance::from_same(&target, &actual) {
        return judgement;
    }
    if let Some(judgement) = precedent::judge(&target, &actual) {
        return judgement;
    }
    quality::judge(name, &target, &actual, year)
}

/// An actual value as it is told in the form of a year, unless the name or the target speaks of other years itself.
fn of_year(name: &str, target: &Expression, actual: Rc<Expression>, year: Option<i32>) -> Rc<Expression> {
    let Some(told) = actual.in_year(year) else { return actual };
    let speaks = |expression: &Expression| expression.moments.iter().any(|moment| moment.year.is_some());
    if speaks(target) || speaks(&reader::read(name)) { actual } else { Rc::new(told) }
}

/// Characters of the longest name, target or actual value that is judged. What is longer is no value but a report, of which
/// a person must say whether it meets the target.
const LONGEST: usize = 5_000;

fn is_too_long(text: &str) -> bool {
    // A text of so few bytes has no more characters.
    text.len() > LONGEST && text.chars().nth(LONGEST).is_some()
}

/// A target without the 定性 that stands for none in a comparator's own column.
fn without_comparator_for_words(target: &str) -> Option<&str> {
    target.trim_start().strip_prefix('定')?.trim_start().strip_prefix('性')
}

/// Whether a cell says nothing: blank, `/`, `—`.
pub(crate) fn is_blank(text: &str) -> bool {
    // Said without spelling the text anew, which most of them would be for nothing.
    if text.contains(|c: char| c.is_ascii_digit() || matches!(c, '一'..='鿿')) {
        return false;
    }
    let folded = fold(text);
    folded.iter().all(|c| matches!(c, '/' | '-' | '.' | '_' | '*' | '~' | '、' | '。' | ','))
        || folded == ['n', '/', 'a']
}

/// Whether a target names bounds, so that repeating it measures nothing.
fn has_bound(target: &Expression) -> bool {
    let bounded = |m: &expression::Measure| {
        // 零增长 is a state like 零投诉.
        let of_growth = m.is_zero() && m.change.is_some();
        // 每月15日前 tells what is kept to, month by month.
        let before = target.text.get(m.end) == Some(&'前');
        let of_habit = m.unit.kind.is_time() && m.times_a_year.is_some() && before;
        (m.comparator.is_some() && !of_growth && !of_habit)
            || m.amount.is_span()
            || matches!(m.amount, expression::Amount::About(_) | expression::Amount::Either(..))
    };
    // 春节前 is a deadline as well, though no date.
    let text: String = target.text.iter().collect();
    let before = text.trim_end_matches("完成").ends_with("节前");
    before
        || target.measures.iter().any(bounded)
        || target.moments.iter().any(|moment| moment.before || moment.after)
        || (target.measures.is_empty() && target.lone.is_some_and(|c| c.manner == Manner::Required))
}

/// A target with numbers and a deadline (`6月底前完成3次`) is met only in time.
fn with_deadline(
    judgement: Judgement,
    name: &str,
    target: &Expression,
    actual: &Expression,
    year: Option<i32>,
) -> Judgement {
    let due = target.moments.iter().any(|moment| moment.before && !moment.year_only);
    let at_years_end = target.moments.iter().all(moment::Moment::is_years_end);
    if judgement.verdict != Verdict::Met || !due || (actual.moments.is_empty() && at_years_end) {
        return judgement;
    }
    let timed = deadline::judge(name, target, actual, year);
    if timed.verdict == Verdict::Met {
        return judgement;
    }
    Judgement { above: None, ..timed }
}
