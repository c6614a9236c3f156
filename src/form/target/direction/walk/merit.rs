//! What is good or done about something, and what turns it: 未, 漏, 违规.

use std::ops::Range;

use super::super::super::vocabulary::Change;
use super::super::super::wording::starts;
use super::super::Trend;
use super::super::words::{Word, words};
use super::{Negated, Rest, Walk};

/// The losses that deny the merit right behind them; 退 and 空 may belong to another word.
const DENYING: &str = "漏拒误错欠迟弃缺逾";

impl Walk {
    /// What is good, or done about something.
    pub(super) fn merit(&mut self, name: &[char], word: Word, place: Range<usize>) {
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
        // What begins a name governs what stands behind it: 缩短等待时间.
        if self.evidence.is_none() && matches!(word, Word::Fall | Word::Decline) {
            self.fallen = Some(place.clone());
        }
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
            Word::Awaited | Word::Action | Word::Work => Some(word),
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
                let burden =
                    matches!(behind, Some(Word::Burden | Word::Plight | Word::Object | Word::Defect));
                burden && self.trend == Trend::LessIsBetter
            }
            // 案件增长率
            Word::Growth => {
                let before = name.get(..start).unwrap_or_default();
                let ominous = self.rest == Rest::Ominous || before.contains(&'案');
                self.trend == Trend::Neither || self.evidence.is_none() && ominous
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

    /// A character that makes a loss of what stands behind it, with the length that was read: before a merit it denies it
    /// (漏登记), and with one unknown character and a rate it is a loss itself (弃光率).
    pub(super) fn loss(&mut self, name: &[char], at: usize, len: usize) -> usize {
        let next = at + len;
        match words().longest(name, next) {
            Some((
                _,
                Word::Merit
                | Word::Work
                | Word::Sustained
                | Word::Process
                | Word::Checking
                | Word::Awaited
                | Word::Topic,
            )) if name.get(at).is_some_and(|c| DENYING.contains(*c)) => {
                self.negated = Some(Negated { start: at, end: next });
                self.unknown(Rest::Ominous);
                return len;
            }
            // 缺株率, where 株 counts elsewhere.
            Some((1, Word::Head)) | None => {
                let rate = ["率", "比例", "占比", "比重"];
                let is_rate = |word: &str| starts(name, next + 1, word);
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
