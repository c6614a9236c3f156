//! The words of indicators' names: what should be low, what should be high, and what is done about either.
//!
//! They are pieces (弃-, 待-, 失访, 复垦), not names. One piece may be within another: the longest counts.

mod high;
mod low;
mod other;

use std::sync::OnceLock;

use super::super::lexicon::Lexicon;

/// What a word of a name says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// What should be low.
    Burden,
    /// What should be low and befalls someone, who may be what something is done for: 救助受灾人数.
    Plight,
    /// What is spent, in money, time or goods: low is better whatever it is spent on.
    Spent,
    /// What should be low, unless it is what something is done about.
    Object,
    /// The same, of the state that things are in: work on them (更换老化线路) is done about it, too.
    Defect,
    /// What is done about such things.
    Action,
    /// What is done about such things for people who wait for it: a merit, but the days that it takes are to be few.
    Awaited,
    /// What is done to things, in whatever state they are: a merit, with what was wrong with them before it (荒山造林) or behind it
    /// (更换老化线路). Nobody waits for it.
    Work,
    /// What people wait for, and what nobody does about a burden: 审批, 拨付, 建设.
    Process,
    /// What is done about, or for, many a thing. Whether a plight behind it is what it is done about (救助受灾人数) or what
    /// it brings (监管事故数) cannot be seen from a count; of a rate, the plight is what is measured.
    Topic,
    /// What people wait for, and of which nobody knows how often it should be: 注销, 立案.
    Course,
    /// The same as a topic, where people wait for it as well: 审核.
    Checking,
    /// What should be high.
    Merit,
    /// A merit that a thing has, so that more such things are wanted: 合格产品.
    Quality,
    /// What should be high and go on for long: 培训, 开放, 睡眠.
    Sustained,
    /// How long something lasts: good of what should go on, bad of what people wait for, and of other things nobody knows.
    Lasting,
    /// How long something takes each time: bad of what people wait for.
    Cycle,
    /// What only happens, or is to lie near its target.
    Neutral,
    /// The same, unless something is done about it or for it: 低保对象.
    Given,
    /// People and villages that should be few, unless something is done for them: 帮扶贫困户.
    Needy,
    /// What is wanted where something is done about it, and of which nobody knows otherwise: 事件, 犯罪嫌疑人.
    Handled,
    /// That firms close: a burden, unless they are such as are to go (空壳企业注销率).
    Closure,
    /// That something becomes less; before a burden it is a merit itself.
    Fall,
    /// That something has become less: the same, unless it is a merit that did.
    Decline,
    /// That something lost comes back; what was lost counts as much.
    Recovery,
    /// That something is made more.
    Rise,
    /// That something has become more: a merit, unless it is a burden that grew.
    Growth,
    /// That something is absent or prevented; before a burden, a merit.
    Absence,
    /// The same in one character, which may as well be part of another word (防护服破损率): only what stands right behind it
    /// is absent.
    Without,
    /// That something is not done; before a merit, a burden.
    Negation,
    /// That something is done that should not be: 违规, 虚假. A merit right behind it is none.
    Wrongful,
    /// A burden that makes one of what stands right behind it, but for its remedy: 逾期支付, 不良贷款.
    Faulty,
    /// A character that turns what stands right behind it into a loss: 漏登记, 弃光率.
    Loss,
    /// What a number counts or measures of whatever stands before it: 率, 数, 人数, 面积.
    Head,
    /// Who or what bears a burden or a quality: 违规企业, 合格产品. What is done with it says nothing of how many are wanted:
    /// a share of 供养人员 may be either.
    Bearer,
    /// A place that is named by what is done or suffered there: 监测站, 候车亭. It is counted, whatever names it.
    Place,
    /// A paper about what is bad, which is not what is counted of it: 事故应急预案, 隐患台账.
    Record,
    /// Says nothing either way; words that only contain one of the others.
    Plain,
}

impl Word {
    /// Whether it is one of those that should be low.
    pub(super) const fn is_burden(self) -> bool {
        matches!(
            self,
            Self::Burden
                | Self::Plight
                | Self::Spent
                | Self::Object
                | Self::Defect
                | Self::Wrongful
                | Self::Faulty
        )
    }

    /// Whether it makes a burden of the merit right behind it: 违规使用, 逾期支付.
    pub(super) const fn is_faulty(self) -> bool {
        matches!(self, Self::Wrongful | Self::Faulty)
    }

    /// Whether it is done about what should not be.
    pub(super) const fn is_remedy(self) -> bool {
        matches!(
            self,
            Self::Action | Self::Awaited | Self::Topic | Self::Checking | Self::Fall | Self::Decline
        )
    }
}

/// Characters of losses and faults. Where no known word has them, nobody knows whether the name speaks of one: 撂荒 is in
/// the lists, but not all that is like it.
const OMINOUS: &str = "拒弃误漏退失滞欠逾废错断缺迟损残破坏毁裂塌陷淤堵停乱污脏臭荒涝灾害危病疫死伤亡逃盗骗抢赌毒违犯罪虚假\
                       伪劣差贫闲拖延晚待未非撤终超耗亏赔罚怨霾滥虫饿冻旧老空剩无不负占盲黑外流冗被后再";

/// Whether a character that no known word has looks like a loss.
pub(in super::super) fn is_ominous(c: char) -> bool {
    OMINOUS.contains(c)
}

/// All of them, by their longest match. Of a word given twice the first meaning counts.
pub(super) fn words() -> &'static Lexicon<Word> {
    static LEXICON: OnceLock<Lexicon<Word>> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let of = |(meaning, words): &(Word, &'static str)| {
            let meaning = *meaning;
            words.split_ascii_whitespace().map(move |word| (word, meaning))
        };
        let lists = [other::WORDS, low::WORDS, high::WORDS];
        Lexicon::new(lists.into_iter().flatten().flat_map(of))
    })
}

#[cfg(test)]
mod tests {
    use super::{high, low, other};

    #[test]
    fn no_word_is_listed_twice() {
        let mut all: Vec<&str> = [other::WORDS, low::WORDS, high::WORDS]
            .into_iter()
            .flatten()
            .flat_map(|(_, words)| words.split_ascii_whitespace())
            .collect();
        all.sort_unstable();
        let twice: Vec<&str> = all.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
