//! What waits for its number, and what a number waits for: comparators, frequencies, changes.

use rust_decimal::Decimal;

use super::super::expression::{Amount, Extent, Measure, Per, Shift, Standing};
use super::super::numeral;
use super::super::unit::{self, Kind, Unit};
use super::super::vocabulary::{Change, Comparator, Cue, Cues, Manner, Reach, Sign};
use super::super::wording::starts;
use super::Reader;
use super::compound::Joined;
use super::listing::List;

/// What was said before a number and waits for it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pending {
    pub comparator: Option<Comparator>,
    pub approximation: Option<Approximation>,
    pub change: Option<Change>,
    pub standing: Standing,
    pub stretch: bool,
    pub shift: Option<Shift>,
    /// The list that a number is counted for each of.
    pub list: Option<List>,
    /// The measure that a change began with which leads to the number.
    pub origin: Option<usize>,
}

/// The clause that is being read: where it begins, its first measure, and what its words do to it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Clause {
    pub start: usize,
    pub first: usize,
    cues: Cues,
}

/// A word of approximation before a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Approximation {
    /// 约
    About,
    /// 近
    Nearly,
}

/// A frequency or a per-unit that waits for its number, across commas: `每季度组织培训，不少于2次`.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Each {
    pub times_a_year: Option<Decimal>,
    pub per: Option<Per>,
}

impl Reader<'_> {
    /// 与上年持平: neither above nor below.
    pub(super) fn level(&mut self) {
        self.pending.comparator = Some(Comparator { sign: Sign::Equal, manner: Manner::Stated });
    }

    /// A comparator behind its number.
    pub(super) fn behind(&mut self, comparator: Comparator, reach: Reach) {
        let Some(measure) = self.last.and_then(|last| self.expression.measures.get_mut(last)) else { return };
        // 5场内训 and 3次前期调研 bound nothing; 2小时内 and 每月10日前 do.
        let apart = self.joint != Some(self.at);
        let noun = measure.unit.kind.is_count()
            && !self.text.get(self.at + 1).is_none_or(|c| matches!(c, ',' | ';' | ')'));
        let before = self.text.get(self.at) == Some(&'前') && !measure.unit.kind.is_time();
        if reach == Reach::Adjacent && comparator.sign == Sign::AtMost && (apart || noun || before) {
            return;
        }
        if comparator.sign == Sign::About {
            if let Amount::Exact(value) = measure.amount {
                measure.amount = Amount::About(value);
            }
            return;
        }
        // 控制在5%以内: the frame around the number is a requirement, as the word before it is.
        let manner = match measure.comparator {
            Some(Comparator { manner: Manner::Required, .. }) => Manner::Required,
            _ => comparator.manner,
        };
        let strict = self.left_out.is_some() && self.left_out == self.last;
        let sign = if strict { comparator.sign.strict() } else { comparator.sign };
        measure.comparator = Some(Comparator { sign, manner });
        self.last = None;
    }

    /// What the number that follows is said to be; that it is planned outweighs the rest.
    pub(super) fn stand(&mut self, standing: Standing) {
        if self.pending.standing != Standing::Planned {
            self.pending.standing = standing;
        }
    }

    /// What a word does to the statement and to its clause.
    pub(super) fn cue(&mut self, cue: Cue) {
        self.expression.cues.add(cue);
        self.clause.cues.add(cue);
        if matches!(cue, Cue::SetBack | Cue::Late) {
            self.expression.set_back_at = Some(self.at);
        }
    }

    /// Gives the measures of the clause that ends here what its words do to it.
    pub(super) fn end_clause(&mut self) {
        let Clause { start, first, cues } = self.clause;
        let measures = self.expression.measures.get_mut(first..).unwrap_or_default();
        if measures.is_empty() {
            self.expression.apart = self.expression.apart.and(cues);
        }
        for measure in measures {
            (measure.cues, measure.clause) = (cues, start);
        }
        self.clause =
            Clause { start: self.at + 1, first: self.expression.measures.len(), cues: Cues::default() };
    }

    /// Ends a clause.
    pub(super) fn separate(&mut self) {
        self.end_clause();
        let c = self.text.get(self.at);
        self.pending = Pending::default();
        self.last = None;
        if matches!(c, Some(';' | '。')) {
            (self.among, self.year) = (false, None);
            self.each = Each::default();
        }
    }

    /// What stands behind 每: a time, or what is counted for each.
    pub(super) fn every(&mut self) {
        let (count, len) = match numeral::read(self.text, self.at) {
            Some(n) => (n.value, n.len),
            None => (Decimal::ONE, 0),
        };
        if let Some((unit, unit_len)) = unit::read(self.text, self.at + len) {
            self.at += len + unit_len;
            self.each_unit(unit, count);
        }
    }

    pub(super) fn each_of(&mut self, word: &str, count: Decimal) {
        let chars: Vec<char> = word.chars().collect();
        if let Some((unit, _)) = unit::read(&chars, 0) {
            self.each_unit(unit, count);
        }
    }

    fn each_unit(&mut self, unit: Unit, count: Decimal) {
        if unit.kind.is_time() {
            self.each.times_a_year = times_a_year(unit, count);
        } else {
            // 每人每次 is 每人次.
            let attendance = unit::read(&['人', '次'], 0).map(|(unit, _)| unit);
            let each_time = matches!(unit.word, unit::Word::Known("次" | "场"));
            let of_people = self.each.per.is_some_and(|per| per.unit.kind == Kind::People);
            let unit = attendance.filter(|_| each_time && of_people).unwrap_or(unit);
            self.each.per = Some(Per { count, unit });
        }
    }

    /// Adds a measure with what waited for it.
    pub(super) fn push(&mut self, mut measure: Measure) {
        let joined = self.joined(&measure);
        self.joint = Some(self.at);
        if let Some(joined) = joined
            && let Some(before) = self.expression.measures.last_mut()
        {
            match joined {
                Joined::One(amount, unit) => (before.amount, before.unit) = (amount, unit),
                Joined::AndMore(amount) => before.amount = amount,
            }
            before.end = self.at;
            return;
        }
        let pending = std::mem::take(&mut self.pending);
        if let Amount::Exact(value) = measure.amount {
            match pending.approximation {
                Some(Approximation::About) => measure.amount = Amount::About(value),
                Some(Approximation::Nearly) => measure.amount = Amount::Nearly(value),
                None => {}
            }
        }
        measure.end = self.at;
        measure.year = self.year;
        measure.comparator = pending.comparator;
        measure.change = pending.change;
        // 占年度计划的108% is how much of the plan was done.
        let of_plan = measure.unit.kind == Kind::Ratio
            && measure.start.checked_sub(1).and_then(|before| self.text.get(before)) == Some(&'的');
        measure.standing = match pending.standing {
            Standing::Planned if of_plan => Standing::Unsaid,
            // 上年增长5% is no number of that year's.
            Standing::Earlier if pending.change.is_some() => Standing::Unsaid,
            standing => standing,
        };
        // 提前20%, but not 提前完成率95%.
        let ahead = |at: usize| starts(self.text, at, "提前");
        let beside = measure.unit.kind == Kind::Ratio && measure.start.checked_sub(2).is_some_and(ahead);
        measure.shift = pending.shift.filter(|_| measure.unit.kind.is_time() || beside);
        measure.listed = self.listed(pending.list, &measure);
        self.begin(pending.origin, &measure);
        measure.aside = self.depth > 0 || self.among;
        // 国考断面3个、省考断面10个，共13个
        let before = |by: usize| measure.start.checked_sub(by).and_then(|at| self.text.get(at));
        let total = before(1) == Some(&'共') && before(2) != Some(&'公');
        measure.extent = match (std::mem::take(&mut self.annual) || total, pending.stretch) {
            (true, _) => Extent::Year,
            (false, true) => Extent::Stretch,
            (false, false) => Extent::Unsaid,
        };
        let each = std::mem::take(&mut self.each);
        measure.times_a_year = measure.times_a_year.or(each.times_a_year);
        measure.per = measure.per.or(each.per);
        self.expression.measures.push(measure);
        self.last = Some(self.expression.measures.len() - 1);
    }
}

/// How often `count` of a time fits into a year, as offices count: 52 weeks, 250 working days.
pub(super) fn times_a_year(unit: Unit, count: Decimal) -> Option<Decimal> {
    let in_a_year = match unit.kind {
        Kind::Months => Decimal::from(12).checked_div(unit.factor)?,
        Kind::Workdays => Decimal::from(250),
        Kind::Time => match unit.factor {
            f if f == Decimal::from(86_400) => Decimal::from(365),
            f if f == Decimal::from(604_800) => Decimal::from(52),
            f => Decimal::from(365 * 86_400).checked_div(f)?,
        },
        _ => return None,
    };
    in_a_year.checked_div(count)
}
