//! Whether a bound's own number belongs to what it bounds: `90%以上（不含90%）`, `5次以下（含本数）`.

use super::super::expression::Measure;
use super::super::numeral;
use super::super::unit;
use super::super::wording::{ends_clause, starts};
use super::Reader;

impl Reader<'_> {
    /// Passes over what says whether the last number is itself within its bound, which becomes strict where it is not. What else is left
    /// out (不含税, 不含节假日) says nothing of the bound.
    pub(super) fn endpoint(&mut self) -> bool {
        const LEFT_OUT: [&str; 3] = ["不含", "不包括", "不包含"];
        let leaves_out = match self.text.get(self.at) {
            Some('不') => true,
            Some('含') => false,
            _ => return false,
        };
        let behind = if leaves_out {
            LEFT_OUT
                .into_iter()
                .find(|word| starts(self.text, self.at, word))
                .map(|word| word.chars().count())
        } else {
            Some(1)
        };
        let (Some(len), Some(index)) = (behind, self.expression.measures.len().checked_sub(1)) else {
            return false;
        };
        let rest = self.text.get(self.at + len..).unwrap_or_default();
        let end = rest.iter().position(|c| ends_clause(*c)).unwrap_or(rest.len());
        let said = rest.get(..end).unwrap_or_default();
        let Some(measure) = self.expression.measures.get_mut(index) else { return false };
        if !opens(self.text, self.at) || !is_own_number(said, measure) {
            return false;
        }
        self.at += len + end;
        if leaves_out {
            match &mut measure.comparator {
                Some(comparator) => comparator.sign = comparator.sign.strict(),
                None => self.left_out = Some(index),
            }
        }
        true
    }
}

/// Whether a remark or a clause begins at `at`.
fn opens(text: &[char], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| text.get(before)).is_some_and(|c| ends_clause(*c))
}

/// Whether what is left out or taken in is the number of the measure itself.
fn is_own_number(said: &[char], measure: &Measure) -> bool {
    const ITSELF: [&str; 7] = ["", "本数", "本值", "该数", "该值", "此数", "临界值"];
    if ITSELF.into_iter().any(|word| said.iter().copied().eq(word.chars())) {
        return true;
    }
    let Some(number) = numeral::read(said, 0) else { return false };
    let unit_len = unit::read(said, number.len).map_or(0, |(_, len)| len);
    let value = measure.amount.figure();
    // 90万元以上（不含90）
    let same = number.value == value || number.value.checked_mul(measure.scale) == Some(value);
    same && !measure.amount.is_span() && number.len + unit_len == said.len()
}
