//! What is bad unless something is done about it, and how long things last.

use std::ops::Range;

use super::super::Trend;
use super::super::words::Word;
use super::{Rest, Walk};

impl Walk {
    /// What is bad, unless something is done about it.
    pub(super) fn burden(&mut self, word: Word, place: Range<usize>) {
        let object = matches!(word, Word::Object | Word::Defect | Word::Wrongful);
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
            // 压缩不动产登记办理时限, 降低运行成本
            _ if word == Word::Spent && self.fallen.is_some() => self.fall(),
            // 救援装备故障数
            Some(Word::Action | Word::Awaited) if object => {
                self.rest = if self.apart { Rest::Ominous } else { Rest::Known };
            }
            // 更换老化线路
            Some(Word::Work) if word == Word::Defect => {
                self.rest = if self.apart { Rest::Ominous } else { Rest::Known };
            }
            open => {
                let is_rate = self.last_rate.is_some_and(|rate| rate >= place.end);
                // 检查发现问题: whether they are sought or feared, nobody says.
                let happens = self.trend == Trend::Neither && self.evidence.is_some();
                self.decide(Trend::LessIsBetter, place);
                let may_be_helped = match open {
                    Some(Word::Topic) => object || word == Word::Plight,
                    // 清理逾期项目, but 办理逾期件数.
                    Some(Word::Action) => !matches!(word, Word::Spent),
                    Some(Word::Awaited) => word == Word::Plight,
                    _ => happens && object,
                };
                if may_be_helped && !is_rate {
                    self.unknown(Rest::Ominous);
                }
            }
        }
    }

    /// How long something takes or lasts, behind the word `leads`.
    pub(super) fn duration(&mut self, word: Word, leads: Option<Word>, place: Range<usize>) {
        match (word, leads) {
            // 压减审批时间
            (_, Some(Word::Awaited | Word::Process | Word::Course | Word::Checking))
                if self.fallen.is_some() =>
            {
                self.fall();
            }
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
}
