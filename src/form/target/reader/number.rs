//! A number with all that belongs to it: unit, range, tolerance, denominator.

use rust_decimal::Decimal;

use super::super::expression::{Amount, Measure, Per};
use super::super::numeral::{self, Numeral};
use super::super::unit::{self, Kind, Unit};
use super::super::vocabulary::{Change, Comparator, Cue, Manner, Sign, words};
use super::Reader;

/// A number with its unit, as it was read.
#[derive(Debug, Clone, Copy)]
struct Figure {
    number: Numeral,
    and_more: bool,
    unit: Option<Unit>,
    end: usize,
}

impl Reader<'_> {
    /// A number with all that belongs to it.
    pub(super) fn number(&mut self) -> bool {
        let start = self.at;
        let before = start.checked_sub(1).and_then(|i| self.text.get(i)).copied();
        // What stands behind 万 and does not go on its number is no number by itself.
        if before.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '第' | '万' | '亿')) {
            return false;
        }
        if self.fraction() {
            return true;
        }
        let negative = matches!(self.text.get(start), Some('-' | '负'))
            && self.text.get(start + 1).is_some_and(char::is_ascii_digit);
        let Some(figure) = self.figure(start + usize::from(negative)) else { return false };
        let alone = before.is_none_or(|c| matches!(c, ',' | ';' | '。' | '(' | ':'));
        if figure.number.chinese
            && figure.unit.is_none()
            && !(alone && self.ends(figure.end))
            && !self.waits()
        {
            return false;
        }
        // A figure that runs into latin letters is a name: 5G, 4A级; one before a colon is a proportion or a time of day.
        let next = self.text.get(figure.end);
        let proportion =
            next == Some(&':') && self.text.get(figure.end + 1).is_some_and(char::is_ascii_digit);
        let mut figure = figure;
        if figure.unit.is_none() && next.is_some_and(char::is_ascii_alphabetic) {
            // 40DDDs counts in a unit of its own, if it ends there and stands for all of it.
            let run = self.text[figure.end..].iter().take_while(|c| c.is_ascii_alphabetic()).count();
            let end = figure.end + run;
            figure.unit = self.text.get(figure.end..end).and_then(Unit::latin);
            if !(alone || self.waits()) || figure.unit.is_none() || !self.ends(end) {
                return false;
            }
            figure.end = end;
        }
        if figure.unit.is_none() && proportion {
            return false;
        }
        let value = if negative { -figure.number.value } else { figure.number.value };
        let mut measure = Measure {
            start,
            scale: figure.number.scale,
            unit: figure.unit.unwrap_or(Unit::BARE),
            ..Measure::bare(Amount::Exact(value))
        };
        if let Some(until) = figure.number.until {
            measure.amount = Amount::Either(figure.number.value, until);
        } else if figure.and_more {
            measure.amount = Amount::AndMore(figure.number.value);
        }
        // ±5%: around nought.
        if before == Some('±') {
            measure.amount = Amount::Tolerance(Decimal::ZERO, value);
        }
        self.at = figure.end;
        let leads = self.span(&mut measure);
        self.denominator(&mut measure);
        self.quotient(&mut measure);
        measure.names = measure.unit.kind == Kind::Bare && self.is_noun(self.at);
        self.push(measure);
        if leads {
            self.lead();
        }
        true
    }

    /// Whether something was said that needs a number.
    pub(super) fn waits(&self) -> bool {
        self.pending.comparator.is_some() || self.pending.approximation.is_some()
    }

    /// Whether a part ends at `at`.
    pub(super) fn ends(&self, at: usize) -> bool {
        self.text.get(at).is_none_or(|c| matches!(c, ',' | ';' | '。' | '、' | ')'))
    }

    /// The number at `at` with its unit.
    fn figure(&self, at: usize) -> Option<Figure> {
        let number = numeral::read(self.text, at)?;
        let mut end = at + number.len;
        let and_more = matches!(self.text.get(end), Some('余' | '多'));
        end += usize::from(and_more);
        if let Some((value, unit, end)) = self.halves(&number, end) {
            return Some(Figure { number: Numeral { value, ..number }, and_more, unit: Some(unit), end });
        }
        // 5G网络 is no five grams.
        let latin = |len: usize| {
            self.text.get(end..end + len).is_some_and(|u| u.iter().all(char::is_ascii_alphabetic))
        };
        let mut unit =
            unit::read(self.text, end).filter(|(_, len)| !(latin(*len) && self.is_noun(end + len)));
        if unit.is_none() {
            unit = self.counting_word(end).map(|c| (Unit::counting(c), 1));
        }
        let end = end + unit.map_or(0, |(_, len)| len);
        // 九成六 is 96 %.
        if number.chinese
            && self.text.get(end - 1) == Some(&'成')
            && let Some(tenth) = numeral::read(self.text, end).filter(|n| n.chinese && n.len == 1)
            && let Some(value) =
                tenth.value.checked_div(Decimal::TEN).and_then(|v| number.value.checked_add(v))
        {
            let number = Numeral { value, ..number };
            return Some(Figure { number, and_more, unit: unit.map(|(unit, _)| unit), end: end + tenth.len });
        }
        if let Some((unit, _)) = unit
            && let Some(value) = self.half_behind(&number, end)
        {
            return Some(Figure {
                number: Numeral { value, ..number },
                and_more,
                unit: Some(unit),
                end: end + 1,
            });
        }
        // 人余, 元多: the remainder may stand behind the unit as well.
        let late_more = unit.is_some() && self.text.get(end) == Some(&'余');
        Some(Figure {
            number,
            and_more: and_more || late_more,
            unit: unit.map(|(unit, _)| unit),
            end: end + usize::from(late_more),
        })
    }

    /// Whether a word stands at `at` that is none of the grammar.
    fn is_noun(&self, at: usize) -> bool {
        let han = self.text.get(at).is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(c));
        han && words().longest(self.text, at).is_none()
    }

    /// A single character that is no word of the grammar, between a figure and the end of its part, counts things.
    fn counting_word(&self, at: usize) -> Option<char> {
        let c = *self.text.get(at)?;
        let known =
            matches!(c, '至' | '到' | '前' | '后' | '的' | '号') || numeral::read(self.text, at).is_some();
        (self.is_noun(at) && !known && self.ends(at + 1)).then_some(c)
    }

    /// `90%-95%`, `12~15台`, `98%±1%`. Whether it is no range, but what a change began with (由90%到93%).
    fn span(&mut self, measure: &mut Measure) -> bool {
        let Amount::Exact(low) = measure.amount else { return false };
        let joint = self.text.get(self.at).copied();
        let tolerance = joint == Some('±');
        if !tolerance && !matches!(joint, Some('-' | '~' | '至' | '到' | '→')) {
            return false;
        }
        let mut next = self.at + 1;
        // 5%--8%: a dash is often typed twice.
        while !tolerance && self.text.get(next).copied() == joint && matches!(joint, Some('-' | '~')) {
            next += 1;
        }
        let negative = !tolerance && joint != Some('-') && self.text.get(next) == Some(&'-');
        next += usize::from(negative);
        let Some(figure) = self.figure(next).filter(|f| !f.number.chinese || f.unit.is_some()) else {
            return false;
        };
        if self.is_change(joint, measure.start, figure.end) {
            return true;
        }
        let mut high = figure.number.value;
        if negative {
            high = -high;
        }
        let mut low = low;
        match (measure.unit.kind, figure.unit) {
            (Kind::Bare, Some(unit)) => {
                measure.unit = unit;
                // 3-5万元 counts both in 万.
                if measure.scale == Decimal::ONE && figure.number.scale != Decimal::ONE {
                    low = low.checked_mul(figure.number.scale).unwrap_or(low);
                    measure.scale = figure.number.scale;
                }
            }
            (_, None) => {
                if measure.scale != Decimal::ONE && figure.number.scale == Decimal::ONE {
                    high = high.checked_mul(measure.scale).unwrap_or(high);
                }
            }
            (kind, Some(unit)) if unit.kind == kind => {
                // 30分钟-1小时: both in the first one's unit.
                match high.checked_mul(unit.factor).and_then(|v| v.checked_div(measure.unit.factor)) {
                    Some(converted) => high = converted,
                    None => return false,
                }
            }
            _ => return false,
        }
        measure.amount = if tolerance { Amount::Tolerance(low, high) } else { Amount::Range(low, high) };
        self.at = figure.end;
        false
    }

    /// `240/250` is the quotient; `12/10万` is 12 of so many, which both sides name alike.
    fn quotient(&mut self, measure: &mut Measure) {
        let Amount::Exact(value) = measure.amount else { return };
        if self.text.get(self.at) != Some(&'/') || measure.unit.kind != Kind::Bare {
            return;
        }
        let Some(figure) = self.figure(self.at + 1).filter(|f| !f.and_more) else { return };
        if figure.number.scale != Decimal::ONE || figure.unit.is_some_and(|unit| unit.kind.is_count()) {
            let unit = figure.unit.unwrap_or(Unit::BARE);
            measure.per = Some(Per { count: figure.number.value, unit });
        } else if let (Some(quotient), None) = (value.checked_div(figure.number.value), figure.unit) {
            measure.amount = Amount::Exact(quotient);
        } else {
            return;
        }
        self.at = figure.end;
    }

    /// `百分百`, `过半`: a share in one word of `len` characters.
    pub(super) fn share(&mut self, len: usize, share: u32, change: Option<Change>, beyond: bool) {
        match share {
            100 if change.is_none() => self.cue(Cue::Whole),
            50 if !beyond => self.cue(Cue::Partly),
            _ => {}
        }
        self.pending.change = change.or(self.pending.change);
        if beyond {
            self.pending.comparator = Some(Comparator { sign: Sign::MoreThan, manner: Manner::Stated });
        }
        let amount = Amount::Exact(Decimal::from(share));
        let start = self.at.saturating_sub(len);
        self.push(Measure { unit: percent().0, start, ..Measure::bare(amount) });
    }

    /// `三分之二`
    fn fraction(&mut self) -> bool {
        let start = self.at;
        let Some(parts) = numeral::read(self.text, start).filter(|n| n.chinese) else { return false };
        let middle = start + parts.len;
        if self.text.get(middle..middle + 2) != Some(&['分', '之']) {
            return false;
        }
        let Some(taken) = numeral::read(self.text, middle + 2).filter(|n| n.chinese) else { return false };
        let share = taken.value.checked_mul(Decimal::ONE_HUNDRED).and_then(|v| v.checked_div(parts.value));
        let Some(share) = share else { return false };
        self.at = middle + 2 + taken.len;
        self.push(Measure { unit: percent().0, start, ..Measure::bare(Amount::Exact(share.round_dp(4))) });
        true
    }

    /// `百分之九十五`
    pub(super) fn spelled_rate(&mut self, places: u32) {
        let Some(number) = numeral::read(self.text, self.at) else { return };
        self.at += number.len;
        let Some(value) = number.value.checked_mul(Decimal::new(1, places)) else { return };
        let (percent, _) = percent();
        // 百分之 stands before the number.
        let start = self.at.saturating_sub(number.len + 3);
        let measure = Measure { unit: percent, start, ..Measure::bare(Amount::Exact(value)) };
        self.push(measure);
    }
}

/// The unit of per cent.
pub(in super::super) fn percent() -> (Unit, usize) {
    unit::read(&['%'], 0).unwrap_or((Unit::BARE, 0))
}
