//! Reading a name word by word: the last measuring word decides, as far as it governs what is measured.

use std::ops::Range;

use super::super::vocabulary::Change;
use super::words::{Word, is_ominous, words};
use super::{Certainty, Trend};

/// What stands behind the word that decided, apart from what only counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rest {
    /// Nothing.
    Known,
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
    /// The last word, and where it ends.
    last: Option<(Word, usize)>,
    /// The same, with what only counts behind it: 办理案件平均, before 时间.
    leading: Option<(Word, usize)>,
    /// Whether something unknown stands between that word and this place.
    apart: bool,
    /// Where something was said not to be done.
    negated: Option<Negated>,
    /// Whether more of those are wanted to whom the word applies.
    bears: bool,
    /// Whether it was only said who is counted: 残疾人.
    given: bool,
    /// What stands behind the word that decided.
    rest: Rest,
}

/// The losses that deny the merit right behind them; 退 and 空 may belong to another word.
const DENYING: &str = "漏拒误错欠迟弃缺逾";

/// A 未 or 不, or a word for what should not be done, that waits for what it denies.
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
                    walk.unknown(if is_ominous(*c) { Rest::Ominous } else { Rest::Unknown });
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
            _ => Certainty::Assumed,
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

    fn await_object(&mut self, open: Option<Word>) {
        (self.open, self.apart) = (open, false);
    }

    /// The word at `place`.
    fn word(&mut self, name: &[char], word: Word, place: Range<usize>) {
        let leads = self.leading.filter(|(_, end)| *end == place.start).map(|(word, _)| word);
        match word {
            Word::Head => {
                // 办理案件平均时间
                if leads.is_some() {
                    self.leading = self.leading.map(|(word, _)| (word, place.end));
                }
                return;
            }
            // 培训教师: how many of them are wanted does not follow from what is done with them.
            Word::Given if self.evidence.is_none() => {
                self.decide(Trend::Neither, place.clone());
                self.given = true;
            }
            Word::Bearer | Word::Given => {
                if leads.is_some() {
                    self.leading = self.leading.map(|(word, _)| (word, place.end));
                }
                let burdened = self.trend == Trend::LessIsBetter && self.evidence.is_some();
                if !(self.bears || burdened) {
                    self.rest = self.rest.max(Rest::Unknown);
                }
                return;
            }
            Word::Plain => {
                self.unknown(Rest::Unknown);
                return;
            }
            // 费用增长率: what grew is a burden all the same.
            Word::Growth if self.trend == Trend::LessIsBetter && self.open.is_none() => {
                self.change = Some(Change::Rise);
            }
            Word::Merit
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
            Word::Burden | Word::Plight | Word::Faulty | Word::Spent | Word::Object | Word::Wrongful => {
                self.burden(name, word, place.clone());
            }
            Word::Loss => {}
        }
        self.last = Some((word, place.end));
        self.leading = self.last;
    }

    /// What is good, or done about something.
    fn merit(&mut self, name: &[char], word: Word, place: Range<usize>) {
        let behind = self.last.filter(|(_, end)| *end == place.start).map(|(word, _)| word);
        if behind.is_some_and(Word::is_faulty) && !word.is_remedy() {
            // 违规使用 is one burden, and of 查处违法建设 one object.
            return;
        }
        if let Some(negated) = self.denied(name, &place) {
            let apart = negated.end != place.start;
            self.decide(Trend::LessIsBetter, negated.start..place.end);
            self.negated = Some(Negated { end: place.end, ..negated });
            if apart {
                self.unknown(Rest::Ominous);
            }
            return;
        }
        self.negated = None;
        let doubtful = self.is_turned(name, word, behind, place.start);
        self.decide(Trend::MoreIsBetter, place);
        self.bears = matches!(
            word,
            Word::Quality | Word::Action | Word::Awaited | Word::Fall | Word::Decline | Word::Recovery
        );
        if doubtful {
            self.unknown(Rest::Ominous);
        }
        self.change = match word {
            Word::Fall | Word::Decline => Some(Change::Fall),
            Word::Rise | Word::Growth => Some(Change::Rise),
            _ => None,
        };
        self.await_object(match word {
            Word::Awaited | Word::Action => Some(Word::Action),
            Word::Topic | Word::Checking => Some(Word::Topic),
            Word::Fall | Word::Decline => Some(Word::Fall),
            Word::Recovery => Some(Word::Absence),
            _ => None,
        });
    }

    /// Whether what stands before a merit may make it none. `behind` is the word that it stands right behind.
    fn is_turned(&self, name: &[char], word: Word, behind: Option<Word>, start: usize) -> bool {
        match word {
            // 水葫芦覆盖率
            Word::Merit | Word::Sustained | Word::Process => {
                let burden = matches!(behind, Some(Word::Burden | Word::Plight | Word::Object));
                burden && self.trend == Trend::LessIsBetter
            }
            // 案件增长率
            Word::Growth => {
                let before = name.get(..start).unwrap_or_default();
                self.trend == Trend::Neither
                    || self.evidence.is_none() && before.iter().any(|c| *c == '案' || is_ominous(*c))
            }
            // 满意度下降率
            Word::Decline => self.evidence.is_some() && self.trend != Trend::LessIsBetter,
            _ => false,
        }
    }

    /// What denies the merit at `place`: 未达标, 不知晓, 非规范, 未按规定使用. What was denied denies what stands right behind it
    /// as well (未及时办结), not what is done for those whom it concerns (未就业毕业生帮扶).
    fn denied(&self, name: &[char], place: &Range<usize>) -> Option<Negated> {
        let waits = |negated: &Negated| {
            let first = self.evidence.as_ref().is_none_or(|evidence| evidence.end <= negated.start);
            negated.end == place.start || first
        };
        let before = place.start.checked_sub(1)?;
        let not = name.get(before) == Some(&'非');
        let adjacent = not.then_some(Negated { start: before, end: place.start });
        self.negated.filter(waits).or(adjacent)
    }

    /// What is bad, unless something is done about it.
    fn burden(&mut self, name: &[char], word: Word, place: Range<usize>) {
        let object = matches!(word, Word::Object | Word::Wrongful);
        match self.open {
            // 无事故, 零差错: its absence is what counts.
            Some(absence @ (Word::Absence | Word::Without)) => {
                let apart = absence == Word::Without && self.apart;
                self.decide(Trend::MoreIsBetter, place);
                self.bears = true;
                if apart {
                    self.unknown(Rest::Ominous);
                }
            }
            // 减少投诉, 降低能耗, 查处违法案件: what is done about it counts.
            Some(Word::Fall) => self.rest = Rest::Known,
            // 救援装备故障数
            Some(Word::Action) if object => {
                self.rest = if self.apart { Rest::Ominous } else { Rest::Known };
            }
            open => {
                let rest = name.get(place.end..).unwrap_or_default();
                let is_rate = rest.iter().any(|c| matches!(c, '率' | '比'));
                self.decide(Trend::LessIsBetter, place);
                let may_be_helped = match open {
                    Some(Word::Topic) => object || word == Word::Plight,
                    Some(Word::Action) => word == Word::Plight,
                    _ => false,
                };
                if may_be_helped && !is_rate {
                    self.unknown(Rest::Ominous);
                }
            }
        }
    }

    /// How long something takes or lasts, behind the word `leads`.
    fn duration(&mut self, word: Word, leads: Option<Word>, place: Range<usize>) {
        match (word, leads) {
            (_, Some(Word::Awaited | Word::Process | Word::Course | Word::Checking)) => {
                self.decide(Trend::LessIsBetter, place);
            }
            (Word::Lasting, Some(Word::Sustained)) => self.decide(Trend::MoreIsBetter, place),
            // 无事故天数
            (Word::Lasting, Some(_))
                if self.trend == Trend::MoreIsBetter
                    && leads.is_some_and(Word::is_burden)
                    && self.evidence.as_ref().is_some_and(|evidence| evidence.end == place.start) =>
            {
                self.decide(Trend::MoreIsBetter, place);
            }
            (_, Some(word)) if word.is_burden() || matches!(word, Word::Fall | Word::Decline) => {}
            _ => self.unknown(Rest::Unknown),
        }
    }

    /// A character that makes a loss of what stands behind it, with the length that was read: before a merit it denies it
    /// (漏登记), and with one unknown character and a rate it is a loss itself (弃光率).
    fn loss(&mut self, name: &[char], at: usize, len: usize) -> usize {
        let next = at + len;
        match words().longest(name, next) {
            Some((
                _,
                Word::Merit | Word::Sustained | Word::Process | Word::Checking | Word::Awaited | Word::Topic,
            )) if name.get(at).is_some_and(|c| DENYING.contains(*c)) => {
                self.negated = Some(Negated { start: at, end: next });
                self.unknown(Rest::Ominous);
                return len;
            }
            // 缺株率, where 株 counts elsewhere.
            Some((1, Word::Head)) | None => {
                let rate = ["率", "比例", "占比", "比重"];
                let is_rate = |word: &str| super::super::wording::starts(name, next + 1, word);
                if name.get(next).is_some() && rate.into_iter().any(is_rate) {
                    self.decide(Trend::LessIsBetter, at..next + 1);
                    return len + 1;
                }
            }
            Some(_) => {}
        }
        self.unknown(Rest::Ominous);
        len
    }
}
