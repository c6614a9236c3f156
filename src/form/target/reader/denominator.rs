//! What a number is counted for: `次/月`, `元/人·月`, `300元每人每月`.

use rust_decimal::Decimal;

use super::super::expression::{Measure, Per};
use super::super::numeral;
use super::super::unit::{self, Kind, Unit, Word};
use super::Reader;
use super::waiting::times_a_year;

impl Reader<'_> {
    /// `次/月`, `元/人`, `微克/立方米`, `元/(人·月)`, `元每人每月`.
    pub(super) fn denominator(&mut self, measure: &mut Measure) {
        let mut bracket = false;
        loop {
            // 400元/人·天 and 400元/人天 are 400元/人/天.
            let further = measure.per.is_some() || measure.times_a_year.is_some();
            let of_people = measure.per.is_some_and(|per| per.unit.kind == Kind::People);
            let joint = match self.text.get(self.at) {
                Some('/') => 1,
                Some('·' | '.' | '*' | '×' | '•') if further => 1,
                Some('天' | '日') if of_people => 0,
                Some('每') if self.is_each_to_the_end(self.at) => 0,
                Some(')') if bracket => {
                    self.at += 1;
                    return;
                }
                _ => return,
            };
            if measure.unit.kind == Kind::Bare {
                return;
            }
            let mut next = self.at + joint;
            let opens = joint == 1 && self.text.get(next) == Some(&'(');
            next += usize::from(opens);
            let (count, len) = match numeral::read(self.text, next) {
                Some(n) => (n.value, n.len),
                None => (Decimal::ONE, 0),
            };
            let skip = usize::from(self.text.get(next + len) == Some(&'每'));
            let Some((unit, unit_len)) = unit::read(self.text, next + len + skip) else { return };
            if joint == 1 && is_count_beside(measure, count, unit) {
                return;
            }
            // 5台/套 counts both alike.
            if joint == 1 && len == 0 && is_either(measure.unit, unit) {
                self.at = next + unit_len;
                return;
            }
            if unit.kind.is_time() && !measure.unit.kind.is_time() {
                measure.times_a_year = times_a_year(unit, count);
            } else {
                measure.per = Some(Per { count, unit });
            }
            bracket |= opens;
            self.at = next + len + skip + unit_len;
        }
    }

    /// Whether nothing but 每人, 每月 and their like stand from `at` to the end of the part: 300元每人每月, but not
    /// 培训4场每场50人.
    fn is_each_to_the_end(&self, at: usize) -> bool {
        let mut at = at;
        while self.text.get(at) == Some(&'每') {
            let Some((_, len)) = unit::read(self.text, at + 1) else { return false };
            at += 1 + len;
        }
        self.ends(at)
    }
}

/// Whether two counting words set apart by a stroke are one or the other, as things come: 台/套, 场/次.
fn is_either(one: Unit, other: Unit) -> bool {
    const PAIRS: [(&str, &str); 6] =
        [("台", "套"), ("台", "件"), ("件", "套"), ("场", "次"), ("个", "处"), ("个", "项")];
    let (Word::Known(one), Word::Known(other)) = (one.word, other.word) else { return false };
    PAIRS.into_iter().any(|pair| pair == (one, other) || pair == (other, one))
}

/// Whether what stands behind a stroke is a count of its own: 312户/986人 are both of them. 1名/150人 is a rate, and so is 12件/千人.
fn is_count_beside(measure: &Measure, count: Decimal, unit: Unit) -> bool {
    let both = measure.unit.kind.is_count() && unit.kind.is_count();
    let digits = count.normalize().to_string();
    let digits = digits.trim_end_matches('0');
    let is_round = digits == "1" || (digits.len() == 1 && count >= Decimal::ONE_THOUSAND);
    both && !is_round && count >= Decimal::TEN && measure.amount.figure() >= Decimal::TEN
}
