//! What is bad unless something is done about it, and how long things last.

use std::ops::Range;

use super::super::super::wording::ends_with;
use super::super::Trend;
use super::super::words::Word;
use super::{Rest, Walk};

impl Walk {
    /// What is bad, unless something is done about it.
    pub(super) fn burden(&mut self, name: &[char], word: Word, place: Range<usize>) {
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
            // 救援装备故障数; 治理超限率, which may be that of what is left.
            Some(Word::Action | Word::Awaited) if object => {
                let of_state = matches!(word, Word::Defect | Word::Wrongful);
                let is_left = of_state && self.last_rate == Some(place.end);
                self.rest = if self.apart || is_left { Rest::Ominous } else { Rest::Known };
            }
            // 更换老化线路
            Some(Word::Work) if word == Word::Defect => {
                let is_left = self.last_rate == Some(place.end);
                self.rest = if self.apart || is_left { Rest::Ominous } else { Rest::Known };
            }
            open => {
                let is_rate = self.last_rate.is_some_and(|rate| rate >= place.end);
                // 检查发现问题: whether they are sought or feared, nobody says.
                let reached = object && self.is_reached(name, place.start);
                let happens = self.trend == Trend::Neither && self.evidence.is_some();
                self.decide(Trend::LessIsBetter, place);
                let may_be_helped = match open {
                    Some(Word::Topic) => object || word == Word::Plight,
                    // 清理逾期项目, but 办理逾期件数.
                    Some(Word::Action) => !matches!(word, Word::Spent),
                    Some(Word::Awaited) => word == Word::Plight,
                    // 受益失业人员
                    _ if reached => true,
                    _ => happens && object,
                };
                if may_be_helped && !is_rate {
                    self.unknown(Rest::Ominous);
                }
            }
        }
    }

    /// Whether whom something reaches is named at `at`: 受益失业人员.
    fn is_reached(&self, name: &[char], at: usize) -> bool {
        let merit = self.trend == Trend::MoreIsBetter && self.last.is_some_and(|(_, end)| end == at);
        merit
            && ["受益", "惠及", "受惠", "覆盖"]
                .iter()
                .any(|word| name.get(..at).is_some_and(|before| ends_with(before, word)))
    }

    /// What is wanted where something is done about it: 处置事件数. Otherwise it is what a burden was said of, or nobody knows.
    pub(super) fn handled(&mut self, leads: bool, end: usize) {
        if leads {
            self.leading = self.leading.map(|(word, _)| (word, end));
        }
        let acted_on = matches!(self.open, Some(Word::Action | Word::Awaited | Word::Work)) || self.bears;
        if !(acted_on || self.is_burdened()) {
            self.unknown(Rest::Ominous);
        }
    }

    /// Poor people and villages: whom help reached counts (受益贫困人口数), and otherwise they should be few.
    pub(super) fn needy(&mut self, name: &[char], place: Range<usize>) {
        const HELP: &str = "搬迁 带动 受益 覆盖 惠及 服务 培训 帮扶 慰问 扶持 资助 安置 吸纳 帮助 救助 援助 扶贫 结对 受助 受资助";
        const REGISTERED: &[char] = &['建', '档', '立', '卡'];
        let before = name.get(..place.start).unwrap_or_default();
        let before = before.strip_suffix(REGISTERED).unwrap_or(before);
        let help = HELP.split_ascii_whitespace().find(|help| ends_with(before, help));
        match help.map(|help| before.len() - help.chars().count()) {
            // 需帮扶贫困户
            Some(start) if matches!(before.get(..start), Some([.., '需' | '应' | '拟'])) => {
                self.unknown(Rest::Ominous);
            }
            Some(start) if self.negated.is_none() && !self.is_burdened() => {
                self.decide(Trend::MoreIsBetter, start..place.end);
                self.bears = true;
            }
            _ if before.ends_with(&['非']) => self.unknown(Rest::Ominous),
            _ => self.burden(name, Word::Object, place),
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
            // 节省办事时间
            (Word::Lasting, None) if self.fallen.is_some() && self.open == Some(Word::Fall) => self.fall(),
            (Word::Lasting, Some(Word::Sustained)) if self.negated.is_none() => {
                self.decide(Trend::MoreIsBetter, place);
            }
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
