//! Numbers that are told in two pieces: `2个半月`, `2天半`, `1年零2个月`, `1小时30分`.

use rust_decimal::Decimal;

use super::super::expression::{Amount, Measure};
use super::super::numeral::Numeral;
use super::super::unit::{self, Kind, Unit};
use super::super::vocabulary::Word;
use super::Reader;

/// A half.
const HALF: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// What two numbers beside each other come to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Joined {
    /// One number in the smaller unit.
    One(Amount, Unit),
    /// The larger one and somewhat more: nobody knows how many months ten days are.
    AndMore(Amount),
}

impl Reader<'_> {
    /// `个半月` behind a number at `at`: the number with its half, the unit and where it ends. Days and years are not counted by the 个, so
    /// that 两个半天 are two halves.
    pub(super) fn halves(&self, number: &Numeral, at: usize) -> Option<(Decimal, Unit, usize)> {
        if self.text.get(at) != Some(&'个') || self.text.get(at + 1) != Some(&'半') {
            return None;
        }
        let (unit, len) = unit::read(self.text, at + 2).filter(|(unit, _)| unit.kind.is_time())?;
        let counted_by_halves = matches!(unit.word, unit::Word::Known("天" | "日" | "年"));
        let value =
            if counted_by_halves { number.value.checked_mul(HALF)? } else { with_half(number.value)? };
        Some((value, unit, at + 2 + len))
    }

    /// The number with the half that stands behind its unit at `at`: `2天半`. The 半 of 半年 and 半自动 is another word's.
    pub(super) fn half_behind(&self, number: &Numeral, at: usize) -> Option<Decimal> {
        const OTHERS: &str = "数成价径自封开公脱导程途个小年月天日学场拉干永山岛坡球";
        if self.text.get(at) != Some(&'半') || self.text.get(at + 1).is_some_and(|c| OTHERS.contains(*c)) {
            return None;
        }
        with_half(number.value)
    }

    /// Whether a word that says of what time a number is counted is a number of years itself: 一年半, 一年零两个月.
    pub(super) fn is_years(&self, word: Word, end: usize) -> bool {
        word == Word::Annual
            && self.text.get(self.at) == Some(&'一')
            && matches!(self.text.get(end), Some('半' | '零'))
    }

    /// 零 and 又 between two numbers of one time: 1年零2个月.
    pub(super) fn link(&mut self) -> bool {
        let links = matches!(self.text.get(self.at), Some('零' | '又'))
            && self.joint == Some(self.at)
            && self.number_begins(self.at + 1);
        if links {
            self.at += 1;
            self.joint = Some(self.at);
        }
        links
    }

    /// 1小时30分, 1年6个月, 8元5角: two numbers that are one, in the smaller unit.
    pub(super) fn joined(&self, measure: &Measure) -> Option<Joined> {
        if self.joint != Some(measure.start) {
            return None;
        }
        let before = self.expression.measures.last()?;
        let (Amount::Exact(large), Amount::Exact(small)) = (before.amount, measure.amount) else {
            return None;
        };
        // 分 before seconds are minutes as well.
        let minutes = unit::read(&['分', '钟'], 0)?.0;
        let large_unit = match before.unit.kind {
            Kind::Points if measure.unit.kind == Kind::Time => minutes,
            _ => before.unit,
        };
        let unit = match measure.unit.kind {
            // Behind hours 分 are minutes, else points.
            Kind::Points if large_unit.kind == Kind::Time => minutes,
            kind if kind == large_unit.kind => measure.unit,
            // 1年零10天
            Kind::Time | Kind::Workdays if large_unit.kind == Kind::Months => {
                return Some(Joined::AndMore(Amount::AndMore(large)));
            }
            _ => return None,
        };
        let least = large_unit.factor.checked_div(unit.factor)?;
        let own = match large_unit.kind {
            kind if kind.is_time() => true,
            // 10万元5000元 may be two amounts, and so may be what fills more than one of the larger unit.
            Kind::Money => large_unit.factor == Decimal::ONE,
            Kind::Length | Kind::Mass => large.fract().is_zero() && small < least,
            _ => false,
        };
        if !own || least <= Decimal::ONE {
            return None;
        }
        let sum = large.checked_mul(least)?.checked_add(small)?;
        Some(Joined::One(Amount::Exact(sum), unit))
    }
}

/// A whole number and a half more.
fn with_half(value: Decimal) -> Option<Decimal> {
    if value.fract().is_zero() { value.checked_add(HALF) } else { None }
}
