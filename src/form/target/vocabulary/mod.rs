//! The words of the grammar: comparators, approximations, frequencies, changes, and what puts a statement in doubt.

mod groups;
mod phrases;

use std::sync::OnceLock;

use super::expression::Shift;
use super::lexicon::Lexicon;
pub(super) use phrases::{EARLIER_YEARS, GOING_ON, LAST_YEAR, NONE, NOT, NOT_YET, OPENINGS, UNDER_WAY};

/// Which values a comparator admits, seen from its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// ≥
    AtLeast,
    /// >
    MoreThan,
    /// ≤
    AtMost,
    /// <
    LessThan,
    /// =
    Equal,
    /// ≈
    About,
}

impl Sign {
    /// The same bound without its own number.
    pub(super) const fn strict(self) -> Self {
        match self {
            Self::AtLeast => Self::MoreThan,
            Self::AtMost => Self::LessThan,
            other => other,
        }
    }

    /// Whether both bound the same side, so that one is the other's looser or stricter twin.
    pub(super) const fn is_twin_of(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::AtLeast | Self::MoreThan, Self::AtLeast | Self::MoreThan)
                | (Self::AtMost | Self::LessThan, Self::AtMost | Self::LessThan)
                | (Self::Equal, Self::Equal)
                | (Self::About, Self::About)
        )
    }
}

/// How a comparator is worded, which decides whether an actual value that carries it was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// As a requirement: ≥, 不少于, 控制在…以内.
    Required,
    /// As what was found, but only as a bound: 超过200件, 95%以上.
    Stated,
    /// As what was attained: 达到90%, 降至5%. In an actual value that is the number itself.
    Attained,
}

/// A comparator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Comparator {
    /// What it admits.
    pub sign: Sign,
    /// How it is worded.
    pub manner: Manner,
}

/// A change against an earlier year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// 下降, 减少, 节约
    Fall,
    /// 增长, 提高
    Rise,
}

/// What a word of an expression does to the statement as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// 未, 不, 没有
    Negation,
    /// 无, 零, 没有 before a noun
    None,
    /// 基本, 大致: not quite
    Hedge,
    /// 部分: only in part
    Partly,
    /// 计划, 预计: not done yet
    Planned,
    /// 延期, 剩余, 取消: something is left
    SetBack,
    /// 全部, 全覆盖: all of it
    Whole,
    /// 按时, 如期
    OnTime,
    /// 逾期, 推迟
    Late,
    /// 一般事故: of another gravity than what was to be avoided
    Lesser,
    /// 不合格: what a check may find, and what work may turn out to be
    Failed,
    /// 故障, 损坏: what has become of a part of it
    Defect,
    /// 初稿, 主体工程, 前期工作: a part of the work, or a step before it
    Stage,
    /// 存在困难, 尚有差距: what was to be done is yet to come, or hardly will
    Hardship,
}

/// A set of cues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cues(u16);

impl Cues {
    /// None of them.
    pub(super) const NONE: Self = Self(0);

    /// These.
    pub(super) const fn of(cues: &[Cue]) -> Self {
        let mut set = Self::NONE;
        let mut rest = cues;
        while let [cue, others @ ..] = rest {
            set.add(*cue);
            rest = others;
        }
        set
    }

    /// These and those of another set.
    pub(super) const fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Adds one.
    pub(super) const fn add(&mut self, cue: Cue) {
        self.0 |= 1 << cue as u16;
    }

    /// Whether it is there.
    pub(super) const fn has(self, cue: Cue) -> bool {
        self.0 & (1 << cue as u16) != 0
    }

    /// These without those of another set.
    pub(super) const fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Whether any of them is there.
    pub(super) fn has_any(self, cues: &[Cue]) -> bool {
        cues.iter().any(|cue| self.has(*cue))
    }
}

/// What a word means to the grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// A comparator before its number; with words in between, if `far`.
    Before(Comparator, Reach),
    /// What a change led to, before its number: 提高到93%.
    Until(Comparator),
    /// A comparator behind its number.
    After(Comparator, Reach),
    /// 约, near either side of the number.
    About,
    /// 近, 接近: just below the number.
    Nearly,
    /// 每: what follows is a frequency or what is counted for each.
    Every,
    /// 月均: for each of this unit.
    Average(&'static str),
    /// 各: the number is counted for each of what was listed before it.
    Respective,
    /// 提前, 推迟: a stretch of time behind it is how far off the plan it was.
    Shifted(Shift),
    /// 全年: the number is the year's.
    Annual,
    /// A change against an earlier year.
    Changed(Change),
    /// 零增长, 负增长, 正增长: a change that is nought at most, less or more.
    NoGrowth(Sign),
    /// 持平: as before.
    Level,
    /// 百分百, 半数, 翻番: a share in per cent, the change that it is, and whether only more than it will do.
    Share { percent: u32, change: Option<Change>, beyond: bool },
    /// 百分之, 千分之, 万分之: with how many decimal places of a per cent it counts.
    PartsPer(u32),
    /// Separates parts.
    Separator,
    /// Opens a remark.
    Open,
    /// Closes a remark.
    Close,
    /// 其中: what follows is part of what was said.
    Among,
    /// 去年: the number that follows is another year's.
    Earlier,
    /// 全省平均: a number right behind it is another area's.
    Elsewhere,
    /// 实际, 实发: the number that follows is what was done, whatever stands beside it.
    Actual,
    /// 设计, 规划: where it begins its clause, a number right behind it is what was foreseen.
    Foreseen,
    /// 超额, 比目标: the number that follows is a distance from the target.
    Margin,
    /// A cue.
    Cue(Cue),
    /// A word that only looks like one of the above.
    Plain,
}

/// How far a comparator reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Only to a number beside it.
    Adjacent,
    /// To the next number of its clause.
    Clause,
}

/// All of it, by the longest match.
pub(super) fn words() -> &'static Lexicon<Word> {
    static LEXICON: OnceLock<Lexicon<Word>> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let turned: Vec<(String, Word)> = groups::turned().chain(groups::absent()).collect();
        let listed = groups::GROUPS
            .iter()
            .flat_map(|(words, meaning)| words.split_ascii_whitespace().map(|word| (word, *meaning)));
        Lexicon::new(listed.chain(turned.iter().map(|(word, meaning)| (word.as_str(), *meaning))))
    })
}
