//! Reading a name word by word: the last measuring word decides, as far as it governs what is measured.

mod burden;
mod merit;

use std::ops::Range;

use super::super::vocabulary::Change;
use super::words::{Word, is_ominous, words};
use super::{Certainty, Trend};

/// What stands behind the word that decided, apart from what only counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rest {
    /// Nothing.
    Known,
    /// Whom or what it is done for or with.
    Borne,
    /// Something that no word says anything of.
    Unknown,
    /// Something that looks like a loss, or may turn what was decided.
    Ominous,
}

/// What is known of a name up to a place in it.
#[derive(Debug)]
pub(super) struct Walk {
    /// Which way, by what was read so far.
    pub trend: Trend,
    /// Where the word stands that decided.
    pub evidence: Option<Range<usize>>,
    /// Whether it measures how much something fell or rose.
    pub change: Option<Change>,
    /// A fall, an absence and an action wait for their object.
    open: Option<Word>,
    /// Whether something unknown stands between that word and this place.
    apart: bool,
    /// The last word, and where it ends.
    last: Option<(Word, usize)>,
    /// The same, with what only counts behind it: 办理案件平均, before 时间.
    leading: Option<(Word, usize)>,
    /// Where something was said not to be done.
    negated: Option<Negated>,
    /// Whether more of those are wanted to whom the word applies.
    bears: bool,
    /// Whether it was only said who is counted: 残疾人.
    given: bool,
    /// What stands behind the word that decided.
    rest: Rest,
    /// Where the last character of the name stands that makes it a rate.
    last_rate: Option<usize>,
    /// The fall that a name begins with: 压减, before 审批时间.
    fallen: Option<Range<usize>>,
    /// Where 提前 ends, or what is waited for behind it: 提前完工, before 天数.
    ahead: Option<Range<usize>>,
}

/// A 未 or 不, or the character of a loss, that waits for what it denies.
#[derive(Debug, Clone, Copy)]
struct Negated {
    /// Where it begins.
    start: usize,
    /// Where it, or what it denied last, ends.
    end: usize,
}

impl Walk {
    /// Reads a folded name.
    pub(super) fn through(name: &[char]) -> Self {
        let mut walk = Self {
            trend: Trend::MoreIsBetter,
            evidence: None,
            change: None,
            open: None,
            apart: false,
            last: None,
            leading: None,
            negated: None,
            bears: false,
            given: false,
            rest: Rest::Known,
            last_rate: name.iter().rposition(|c| matches!(c, '率' | '比')),
            fallen: None,
            ahead: None,
        };
        let mut at = 0;
        while let Some(c) = name.get(at) {
            at += match words().longest(name, at) {
                Some((len, Word::Loss)) => walk.loss(name, at, len),
                Some((len, word)) => {
                    walk.word(name, *word, at..at + len);
                    len
                }
                None => {
                    walk.stranger(*c, at, name.len());
                    1
                }
            };
        }
        walk
    }

    /// How sure the direction is that was found.
    pub(super) const fn certainty(&self) -> Certainty {
        match (self.rest, &self.evidence, self.trend) {
            (_, Some(_), Trend::Neither) | (Rest::Known, Some(_), _) => Certainty::Certain,
            (_, Some(_), Trend::LessIsBetter) | (Rest::Ominous, _, _) => Certainty::Doubtful,
            // 发放资金, 压减会议
            (Rest::Borne, Some(_), _) if self.last_rate.is_none() => Certainty::Floor,
            (_, Some(_), _) if self.change.is_some() => Certainty::Floor,
            _ => Certainty::Assumed,
        }
    }

    /// A character that no word has.
    fn stranger(&mut self, c: char, at: usize, len: usize) {
        // 办理时限压缩至, 缩短办理时限至
        let fell = self.last.is_some_and(|(word, end)| {
            end == at && (matches!(word, Word::Fall | Word::Decline) || at + 1 == len)
        });
        if matches!(c, '至' | '到') && fell && self.change == Some(Change::Fall) {
            // What it fell to is measured.
            (self.trend, self.change) = (Trend::LessIsBetter, None);
            return;
        }
        // 改造后渗漏率: what is suffered behind it is not what it was done about.
        if c == '后' && self.last.is_some_and(|(_, end)| end == at) {
            self.await_object(None);
        }
        // 抓获网上逃犯: what something is done about is no loss of it.
        let acted_on = matches!(self.open, Some(Word::Action | Word::Work));
        self.unknown(if is_ominous(c) && !acted_on { Rest::Ominous } else { Rest::Unknown });
    }

    /// Whether a burden was decided on.
    const fn is_burdened(&self) -> bool {
        matches!(self.trend, Trend::LessIsBetter) && self.evidence.is_some()
    }

    /// That what stands behind the fall at the beginning became less.
    fn fall(&mut self) {
        if let Some(place) = self.fallen.take() {
            self.decide(Trend::MoreIsBetter, place);
            self.change = Some(Change::Fall);
        }
    }

    /// Something that does not only count, at this place.
    fn unknown(&mut self, rest: Rest) {
        // 残疾人之家: not the people are counted.
        if self.given {
            (self.trend, self.evidence, self.given) = (Trend::MoreIsBetter, None, false);
        }
        self.apart = true;
        self.rest = self.rest.max(rest);
    }

    fn decide(&mut self, trend: Trend, place: Range<usize>) {
        (self.trend, self.evidence) = (trend, Some(place));
        (self.change, self.rest) = (None, Rest::Known);
        (self.bears, self.given) = (false, false);
        self.await_object(None);
    }

    /// As if nothing had been read.
    fn start_anew(&mut self) {
        (self.trend, self.evidence, self.change) = (Trend::MoreIsBetter, None, None);
        (self.rest, self.bears, self.given) = (Rest::Known, false, false);
        self.await_object(None);
    }

    /// Whether what is bad was named last, and nothing of it denied: 隐患, before 台账.
    const fn is_of_object(&self) -> bool {
        let absent = matches!(self.open, Some(Word::Absence | Word::Without));
        matches!(self.last, Some((Word::Object, _))) && self.negated.is_none() && !absent
    }

    fn await_object(&mut self, open: Option<Word>) {
        (self.open, self.apart) = (open, false);
    }

    /// The word at `place`.
    fn word(&mut self, name: &[char], word: Word, place: Range<usize>) {
        let ahead = self.ahead.take().filter(|ahead| ahead.end == place.start);
        self.ahead = match word {
            Word::Sustained if name.get(place.clone()) == Some(&['提', '前']) => Some(place.clone()),
            Word::Process | Word::Awaited | Word::Checking => {
                ahead.clone().map(|ahead| ahead.start..place.end)
            }
            _ => None,
        };
        let leads = self.leading.filter(|(_, end)| *end == place.start).map(|(word, _)| word);
        match word {
            Word::Head => {
                // 办理案件平均时间
                if leads.is_some() {
                    self.leading = self.leading.map(|(word, _)| (word, place.end));
                }
                return;
            }
            Word::Record if self.is_of_object() => self.start_anew(),
            // 培训教师: how many of them are wanted does not follow from what is done with them.
            Word::Given if self.evidence.is_none() => {
                self.decide(Trend::Neither, place.clone());
                self.given = true;
            }
            Word::Bearer | Word::Given | Word::Record => {
                if leads.is_some() {
                    self.leading = self.leading.map(|(word, _)| (word, place.end));
                }
                if !(self.bears || self.is_burdened()) {
                    self.rest = self.rest.max(Rest::Borne);
                }
                return;
            }
            Word::Plain => {
                self.unknown(Rest::Unknown);
                return;
            }
            Word::Handled => {
                self.handled(leads.is_some(), place.end);
                return;
            }
            Word::Needy => self.needy(name, place.clone()),
            Word::Closure if self.is_burdened() => self.unknown(Rest::Ominous),
            Word::Closure => self.burden(name, Word::Plight, place.clone()),
            Word::Place => {
                // 降雨量监测站: what stands before it only names it.
                self.start_anew();
            }
            // 费用增长率: what grew is a burden all the same.
            Word::Growth if self.trend == Trend::LessIsBetter && self.open.is_none() => {
                self.change = Some(Change::Rise);
            }
            Word::Merit
            | Word::Work
            | Word::Quality
            | Word::Sustained
            | Word::Process
            | Word::Checking
            | Word::Awaited
            | Word::Action
            | Word::Topic
            | Word::Fall
            | Word::Decline
            | Word::Rise
            | Word::Growth
            | Word::Recovery => self.merit(name, word, place.clone()),
            Word::Course => self.unknown(Rest::Unknown),
            Word::Lasting if ahead.is_some() => {
                self.decide(Trend::MoreIsBetter, ahead.map_or(place.start, |ahead| ahead.start)..place.end);
            }
            Word::Lasting | Word::Cycle => self.duration(word, leads, place.clone()),
            Word::Neutral => self.decide(Trend::Neither, place.clone()),
            Word::Absence => self.await_object(Some(word)),
            Word::Without => {
                // 无户口人数
                self.unknown(Rest::Ominous);
                self.await_object(Some(word));
            }
            Word::Negation => {
                self.negated = Some(Negated { start: place.start, end: place.end });
                self.unknown(Rest::Ominous);
            }
            Word::Burden
            | Word::Plight
            | Word::Faulty
            | Word::Spent
            | Word::Object
            | Word::Defect
            | Word::Wrongful => {
                self.burden(name, word, place.clone());
            }
            Word::Loss => {}
        }
        self.last = Some((word, place.end));
        self.leading = self.last;
    }
}
