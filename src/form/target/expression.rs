//! What a target or an actual value says, once it is read.

use rust_decimal::{Decimal, RoundingStrategy};

pub(super) use super::amount::Amount;
use super::moment::Moment;
use super::unit::{Kind, Unit};
use super::vocabulary::{Change, Comparator, Cues};
use super::wording::ends_clause;

/// A target or an actual value, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Expression {
    /// The folded text, which is compared.
    pub text: Vec<char>,
    /// The text as it was typed, which people are shown.
    pub written: String,
    /// Its numbers with what belongs to them, in order.
    pub measures: Vec<Measure>,
    /// Its dates, in order.
    pub moments: Vec<Moment>,
    /// What its words do to it.
    pub cues: Cues,
    /// The same, of the clauses that have no number.
    pub apart: Cues,
    /// Where it last speaks of a setback or a delay, in the folded text.
    pub set_back_at: Option<usize>,
    /// A comparator without a number (不低于上年), if that is all there is.
    pub lone: Option<Comparator>,
    /// A change without a number (较上年提高), if that is all there is.
    pub lone_change: Option<Change>,
}

impl Expression {
    /// What stands before a number in its clause.
    pub(super) fn before(&self, measure: &Measure) -> &[char] {
        self.text.get(measure.clause..measure.start).unwrap_or_default()
    }

    /// What stands behind a number in its clause.
    pub(super) fn behind(&self, measure: &Measure) -> &[char] {
        let behind = self.text.get(measure.end..).unwrap_or_default();
        behind.split(|c| ends_clause(*c)).next().unwrap_or_default()
    }

    /// The same in a form of this year, where numbers that are said of an earlier year are no numbers of the form's, and those of
    /// a later one are foreseen; `None` where nothing changes.
    pub(super) fn in_year(&self, year: Option<i32>) -> Option<Self> {
        let year = year?;
        let other = |m: &Measure| {
            let own = m.standing == Standing::Unsaid;
            own.then_some(m.year).flatten().is_some_and(|own| i32::from(own) != year)
        };
        if !self.measures.iter().any(other) {
            return None;
        }
        let mut told = self.clone();
        for measure in told.measures.iter_mut().filter(|m| other(m)) {
            let earlier = measure.year.is_some_and(|own| i32::from(own) < year);
            measure.standing = if earlier { Standing::Earlier } else { Standing::Planned };
        }
        Some(told)
    }
}

/// What part of the year a number is counted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// It does not say.
    Unsaid,
    /// The whole of it: 全年12次.
    Year,
    /// A stretch of it: 上半年3次.
    Stretch,
}

/// What a number is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Standing {
    /// It does not say.
    #[default]
    Unsaid,
    /// What is planned or due: 计划12场, 应发320人.
    Planned,
    /// An earlier year's: 去年10场.
    Earlier,
    /// Another area's, or that of all areas together: 全省平均93%.
    Elsewhere,
    /// What was really done: 实际9场, 实发310人.
    Actual,
    /// What a change began with: 由90%提高到93%. What it led to is the measure behind it.
    Origin,
}

/// How a stretch of time lies to what was planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shift {
    /// 提前5天
    Early,
    /// 推迟5天
    Late,
}

/// How many listed things a number is counted for each of: 春节、中秋各1次.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Listed {
    /// It is not.
    #[default]
    Not,
    /// Of so many.
    Of(u8),
    /// Of several, nobody can tell how many.
    Several,
    /// Of what was listed elsewhere: 各50套 for 桌子、椅子各50套.
    Each,
}

/// What a number is counted for each of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Per {
    /// How many of them: a thousand in `4.2批次/千人`.
    pub count: Decimal,
    /// Of what.
    pub unit: Unit,
}

/// A number with its comparator, its unit and what it is counted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measure {
    /// The number.
    pub amount: Amount,
    /// The 万 or 亿 that it is counted in, else one.
    pub scale: Decimal,
    /// Its comparator, if it has one.
    pub comparator: Option<Comparator>,
    /// Its unit.
    pub unit: Unit,
    /// What it is counted for each of: `每期500册`, `50元/人`, `4.2批次/千人`.
    pub per: Option<Per>,
    /// How many of these numbers make a year's: `每月4次`.
    pub times_a_year: Option<Decimal>,
    /// What part of the year it is said to be counted for.
    pub extent: Extent,
    /// The change that it is the size of.
    pub change: Option<Change>,
    /// Whether it stands in brackets or behind 其中.
    pub aside: bool,
    /// What it is said to be.
    pub standing: Standing,
    /// The year that it is said to be of.
    pub year: Option<i16>,
    /// How it lies to what was planned, if it is a stretch of time.
    pub shift: Option<Shift>,
    /// Whether it is counted for each of several listed things.
    pub listed: Listed,
    /// What the words of its clause do to it.
    pub cues: Cues,
    /// Where its clause begins in the folded text.
    pub clause: usize,
    /// Whether it may be part of a name: 12345热线.
    pub names: bool,
    /// Where it begins in the folded text.
    pub start: usize,
    /// Where it ends there.
    pub end: usize,
}

impl Measure {
    /// A number and nothing else.
    pub(super) const fn bare(amount: Amount) -> Self {
        Self {
            amount,
            scale: Decimal::ONE,
            comparator: None,
            unit: Unit::BARE,
            per: None,
            times_a_year: None,
            extent: Extent::Unsaid,
            change: None,
            aside: false,
            standing: Standing::Unsaid,
            year: None,
            shift: None,
            listed: Listed::Not,
            cues: Cues::NONE,
            clause: 0,
            names: false,
            start: 0,
            end: 0,
        }
    }

    /// Whether it is said to be this.
    pub(super) fn is(&self, standing: Standing) -> bool {
        self.standing == standing
    }

    /// Whether it is what was before: an earlier year's, or what a change began with.
    pub(super) fn is_past(&self) -> bool {
        matches!(self.standing, Standing::Earlier | Standing::Origin)
    }

    /// Whether it is nought.
    pub(super) fn is_zero(&self) -> bool {
        matches!(self.amount, Amount::Exact(v) if v.is_zero())
    }

    /// A number in no more places than people write, and `more`: 26 of 28 are 92.86%. What is not all is never shown as all of
    /// it, nor what is something as nothing.
    fn in_places(&self, value: Decimal, more: u32) -> Decimal {
        /// Places of what somebody typed.
        const TYPED: u32 = 4;
        if value.scale() <= TYPED + more {
            return value;
        }
        let places = if self.unit.kind == Kind::Ratio { 2 } else { TYPED } + more;
        let rounded = rounded(value, places).normalize();
        if rounded.fract().is_zero() {
            return value.round_dp_with_strategy(places, RoundingStrategy::ToZero).normalize();
        }
        rounded
    }

    /// The number as [`Self::shown_with`] rounds it.
    pub(super) fn as_shown(&self, value: Decimal, more: u32) -> Decimal {
        let scaled = value.checked_div(self.scale).map(|scaled| self.in_places(scaled.normalize(), more));
        scaled.and_then(|scaled| scaled.checked_mul(self.scale)).unwrap_or(value)
    }

    /// The number with its unit, as people write it: `480人次`, `1.2万元`.
    pub(super) fn shown(&self, value: Decimal) -> String {
        self.shown_with(value, "", 0)
    }

    /// The same with a mark behind the number (`2000余人次`), and in `more` places.
    pub(super) fn shown_with(&self, value: Decimal, mark: &str, more: u32) -> String {
        let scaled = self.in_places(value.checked_div(self.scale).unwrap_or(value).normalize(), more);
        let scale = match self.scale.normalize() {
            s if s == Decimal::ONE => "",
            s if s == Decimal::TEN => "十",
            s if s == Decimal::ONE_HUNDRED => "百",
            s if s == Decimal::ONE_THOUSAND => "千",
            s if s == Decimal::from(10_000) => "万",
            s if s == Decimal::from(1_000_000) => "百万",
            s if s == Decimal::from(10_000_000) => "千万",
            s if s == Decimal::from(100_000_000) => "亿",
            _ => return format!("{}{mark}{}", value.normalize(), self.unit.word),
        };
        format!("{scaled}{scale}{mark}{}", self.unit.word)
    }
}

/// Rounded to so many places, or to the first where something is left.
pub(super) fn rounded(value: Decimal, places: u32) -> Decimal {
    let at = |places| value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    (places..=value.scale()).map(at).find(|rounded| !rounded.is_zero()).unwrap_or(value)
}
