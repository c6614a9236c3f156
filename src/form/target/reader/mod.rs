//! Reading an expression: one pass over its characters, which never fails. What it does not know it passes over.

mod bounds;
mod change;
mod compound;
mod denominator;
mod endpoint;
mod enumerator;
mod exception;
mod listing;
mod number;
mod remembered;
mod sum;
#[cfg(test)]
mod tests;
mod waiting;

use std::rc::Rc;

use rust_decimal::Decimal;

use super::expression::{Amount, Expression, Measure, Shift, Standing};
use super::numeral;
use super::vocabulary::{Change, Comparator, Cue, Manner, Reach, Sign, Word, words};
use super::wording::starts;
use super::{moment, normalise};
pub(super) use number::percent;
pub(super) use sum::is_open as is_open_sum;
use waiting::{Approximation, Clause, Each, Pending};

/// Reads a target or an actual value.
pub(super) fn read(text: &str) -> Rc<Expression> {
    remembered::or_read(text, read_anew)
}

fn read_anew(text: &str) -> Expression {
    let folded = normalise::fold(text);
    let mut reader = Reader { text: &folded, ..Reader::default() };
    reader.run();
    reader.end_clause();
    let Reader { mut expression, pending, loose, .. } = reader;
    if expression.measures.iter().any(|m| !m.names) {
        expression.measures.retain(|m| !m.names);
    }
    sum::without_rounded(&folded, &mut expression.measures);
    bounds::join(&folded, &mut expression.measures);
    bounds::around(text, &folded, &mut expression.measures);
    bounds::tolerate(&folded, &mut expression.measures);
    sum::join(&folded, &mut expression.measures);
    if expression.measures.is_empty() && expression.moments.is_empty() {
        expression.lone = pending.comparator.or(loose);
        expression.lone_change = pending.change;
    }
    expression.text = folded;
    text.trim().clone_into(&mut expression.written);
    expression
}

#[derive(Debug, Default)]
struct Reader<'a> {
    text: &'a [char],
    at: usize,
    expression: Expression,
    pending: Pending,
    each: Each,
    /// Where the last number ended.
    joint: Option<usize>,
    /// A comparator that has no number beside it: 未超预算.
    loose: Option<Comparator>,
    annual: bool,
    /// The year of which the numbers that follow are told.
    year: Option<i16>,
    /// How many brackets are open.
    depth: usize,
    /// Behind 其中, until the part ends.
    among: bool,
    /// The clause that is being read.
    clause: Clause,
    /// The measure whose own number is said to be left out of what it bounds, before the comparator is: 90%（不含）以上.
    left_out: Option<usize>,
    /// The measure of this clause that a comparator behind it may still reach.
    last: Option<usize>,
}

impl Reader<'_> {
    fn run(&mut self) {
        while self.at < self.text.len() {
            // 零 and 一 begin both words and numbers: a number with its unit is meant first.
            if self.moment()
                || self.enumerator()
                || self.link()
                || self.endpoint()
                || self.word()
                || self.number()
            {
                continue;
            }
            self.skip();
        }
    }

    /// Passes over a character; latin names take the figures in them along (PM2.5, A4).
    fn skip(&mut self) {
        let Some(&c) = self.text.get(self.at) else { return };
        self.at += 1;
        let names = |c: &char| c.is_ascii_alphanumeric() || *c == '.';
        if c.is_ascii_alphabetic() || c.is_ascii_digit() {
            // GB3838-2002 is one name, and so is 8:30.
            let joins = |c: &char| matches!(c, '-' | ':' | '/');
            while self.text.get(self.at).is_some_and(names)
                || (self.text.get(self.at).is_some_and(joins)
                    && self.text.get(self.at + 1).is_some_and(char::is_ascii_digit))
            {
                self.at += 1;
            }
        } else if c == '第' || c == '#' {
            self.at += numeral::read(self.text, self.at).map_or(0, |number| number.len);
        }
    }

    fn moment(&mut self) -> bool {
        // 每月15日 is a frequency, 3个月 a stretch; both are read as numbers.
        if self.text.get(self.at.wrapping_sub(1)) == Some(&'每') || self.pending_range() {
            return false;
        }
        let Some((mut moment, len)) = moment::read(self.text, self.at) else { return false };
        if let Some(comparator) = self.pending.comparator.take() {
            moment.before |= matches!(comparator.sign, Sign::AtMost | Sign::LessThan);
            // 晚于12月31日
            moment.after |= comparator.sign == Sign::MoreThan && !moment.year_only;
        }
        if moment.year_only {
            self.year = moment.year.filter(|_| !self.is_compared(self.at + len));
        }
        let stretch = moment.first != moment.last && !moment.year_only;
        self.pending.stretch |= stretch && !moment.is_years_end() || follows_half(self.text, self.at);
        self.annual |= moment.year_only || (moment.first == (1, 1) && moment.is_years_end());
        self.expression.moments.push(moment);
        self.at += len;
        true
    }

    /// Whether a year that begins here and goes on at `end` is only what something is compared with: 较2022年增长6%.
    fn is_compared(&self, end: usize) -> bool {
        let before = self.at.checked_sub(1).and_then(|before| self.text.get(before));
        matches!(before, Some('较' | '比' | '于' | '与' | '同' | '和' | '以' | '超' | '在' | '自' | '从'))
            || ["基础", "以来", "相比", "同期", "至", "到", "-", "~"]
                .into_iter()
                .any(|word| starts(self.text, end, word))
    }

    /// Whether the text before is a number that a range goes on from.
    fn pending_range(&self) -> bool {
        self.at > 0 && self.text.get(self.at - 1).is_some_and(|c| c.is_ascii_digit() || *c == '.')
    }

    fn word(&mut self) -> bool {
        if self.whole() {
            return true;
        }
        if self.is_exception() {
            self.cue(Cue::SetBack);
        }
        let Some((len, word)) = words().longest(self.text, self.at) else { return false };
        let (word, end) = (*word, self.at + len);
        if self.is_years(word, end) {
            return false;
        }
        let number_next = self.number_begins(end);
        match word {
            Word::Before(comparator, reach) => {
                if self.passes_by(comparator, reach, len) {
                    return true;
                }
                // 实现 and 达到 add nothing where the requirement is already said: 不低于…达到.
                if comparator.manner != Manner::Attained || self.pending.comparator.is_none() {
                    self.pending.comparator = Some(comparator);
                }
            }
            Word::Until(comparator) => {
                if self.pending.comparator.is_none() {
                    self.pending.comparator = Some(comparator);
                }
                self.until();
            }
            Word::After(comparator, reach) => self.behind(comparator, reach),
            Word::About => self.pending.approximation = Some(Approximation::About),
            Word::Nearly if number_next => self.pending.approximation = Some(Approximation::Nearly),
            // 接近全覆盖; 近 alone may be part of any word.
            Word::Nearly if len > 1 => self.cue(Cue::Hedge),
            Word::Every => {
                self.at = end;
                self.every();
                return true;
            }
            Word::Respective => self.pending.list = Some(self.list(end)),
            Word::Shifted(shift) => {
                self.cue(if shift == Shift::Early { Cue::OnTime } else { Cue::Late });
                self.pending.shift = Some(shift);
            }
            Word::Average(unit) => self.each_of(unit, Decimal::ONE),
            // 合计 and 实际 speak of all of it again.
            Word::Annual => (self.annual, self.among) = (true, false),
            Word::Earlier => self.stand(Standing::Earlier),
            Word::Elsewhere if number_next || self.links_to_number(end) => self.stand(Standing::Elsewhere),
            Word::Actual => {
                self.stand(Standing::Actual);
                self.among = false;
            }
            Word::Changed(change) => self.pending.change = Some(change),
            Word::NoGrowth(sign) => {
                // 负增长3% is a fall of 3 %; without a number both say no more than which side of nought.
                if number_next {
                    let rises = sign == Sign::MoreThan;
                    self.pending.change = Some(if rises { Change::Rise } else { Change::Fall });
                } else {
                    self.pending.change = Some(Change::Rise);
                    self.pending.comparator = Some(Comparator { sign, manner: Manner::Stated });
                    self.push(Measure { unit: percent().0, ..Measure::bare(Amount::Exact(Decimal::ZERO)) });
                }
            }
            Word::Level => self.level(),
            Word::Share { percent: share, change, beyond } => {
                self.at = end;
                self.share(len, share, change, beyond);
                return true;
            }
            Word::PartsPer(places) => {
                self.at = end;
                self.spelled_rate(places);
                return true;
            }
            Word::Separator => self.separate(),
            Word::Open => {
                self.end_clause();
                self.depth += 1;
            }
            Word::Close => {
                self.end_clause();
                self.depth = self.depth.saturating_sub(1);
                self.pending = Pending::default();
            }
            Word::Among => self.among = true,
            Word::Cue(cue) if self.is_no_cue(cue, len, number_next) => {}
            Word::Cue(cue) => {
                self.cue(cue);
                if cue == Cue::Planned {
                    self.stand(Standing::Planned);
                }
            }
            Word::Margin => self.stand(Standing::Planned),
            Word::Foreseen if number_next && self.begins_clause() => self.stand(Standing::Planned),
            Word::Nearly | Word::Foreseen | Word::Elsewhere | Word::Plain => {}
        }
        self.at = end;
        true
    }

    /// 应保尽保, 应收尽收: all of it, whatever it is.
    fn whole(&mut self) -> bool {
        let Some(['应', one, '尽', other]) = self.text.get(self.at..self.at + 4) else { return false };
        let all = one == other;
        if all {
            self.cue(Cue::Whole);
            self.at += 4;
        }
        all
    }

    /// Passes over a comparator of `len` characters that does not wait for a number: because it stands behind its own (300份不到), or because
    /// it needs one at once and has none.
    fn passes_by(&mut self, comparator: Comparator, reach: Reach, len: usize) -> bool {
        let end = self.at + len;
        if comparator.sign == Sign::LessThan && self.joint == Some(self.at) && self.ends(end) {
            self.behind(comparator, reach);
            self.at = end;
            return true;
        }
        let adjacent = reach == Reach::Adjacent && !self.number_begins(end);
        if adjacent {
            self.loose = self.loose.or(Some(comparator));
            self.pass_cue(len);
        }
        adjacent
    }

    /// A comparator that has no number beside it is a word like any other; a negation in it stays one.
    fn pass_cue(&mut self, len: usize) {
        if let Some('不' | '未' | '没') = self.text.get(self.at) {
            self.cue(Cue::Negation);
        }
        self.at += len;
    }

    /// Whether a word of `len` characters that stands here is no cue, by what stands beside it.
    fn is_no_cue(&self, cue: Cue, len: usize, number_next: bool) -> bool {
        let end = self.at + len;
        match cue {
            Cue::Defect => self.is_no_defect(end),
            // 准备520套: the number says how much of it.
            Cue::Stage => number_next,
            Cue::Hardship => !self.is_met_with(end),
            // 较2022年增长6%
            Cue::Hedge => len == 1 && moment::read(self.text, end).is_some(),
            _ => false,
        }
    }

    /// Whether a clause begins here, or right before with 原; 签订合同42份 counts what was done.
    fn begins_clause(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|before| self.text.get(before));
        self.at == self.clause.start || before == Some(&'原')
    }

    /// Whether a defect that ends at `end` is denied (无故障) or only counted (故障率).
    fn is_no_defect(&self, end: usize) -> bool {
        let before = self.at.checked_sub(1).and_then(|before| self.text.get(before));
        matches!(before, Some('无' | '零' | '防' | '免' | '抗')) || self.text.get(end) == Some(&'率')
    }

    /// Whether a word that only links a number to what it is said of stands at `at`, and the number behind it.
    fn links_to_number(&self, at: usize) -> bool {
        matches!(self.text.get(at), Some('为' | '是' | '达' | '约')) && self.number_begins(at + 1)
    }

    /// Whether a number begins at `at`.
    fn number_begins(&self, at: usize) -> bool {
        match self.text.get(at) {
            Some(c) if c.is_ascii_digit() => true,
            Some('-' | '百') => true,
            Some(_) => numeral::read(self.text, at).is_some(),
            None => false,
        }
    }
}

/// Whether half a year is named at `at`.
fn follows_half(text: &[char], at: usize) -> bool {
    text.get(at + 1) == Some(&'半') && text.get(at + 2) == Some(&'年')
}
