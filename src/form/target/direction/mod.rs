//! Whether more or less of an indicator is better, from its name, and how sure that is.

mod allowance;
mod budget;
mod walk;
mod words;

#[cfg(test)]
mod tests;

use super::expression::Expression;
use super::unit::Kind;
use super::vocabulary::Change;
use walk::Walk;
pub(super) use words::is_ominous;

/// Which way an indicator is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trend {
    /// A target is a minimum.
    MoreIsBetter,
    /// A target is a maximum.
    LessIsBetter,
    /// Neither: the number only happens (接警量), or is to lie near its target (水温).
    Neither,
}

/// How sure the direction of a name is. Only a bare target needs it: a comparator says itself which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// The name may speak of a loss, or what stands behind its burden may turn it: neither side of a bare target is safe.
    Doubtful,
    /// Nothing in the name says which way: neither side of a bare target is safe, but a number of things is wanted.
    Assumed,
    /// What lies below a bare target is too little; whether what lies above it is wanted, nobody says.
    Floor,
    /// A word of the name says so and governs what is measured: behind it stands only what counts.
    Certain,
}

/// Which way an indicator is better, the word of its name that says so, and how sure that is.
///
/// ```
/// use ziping::form::{Certainty, Direction, Trend};
/// assert_eq!(Direction::of("投诉件数").trend, Trend::LessIsBetter);
/// assert_eq!(Direction::of("投诉办结率").trend, Trend::MoreIsBetter);
/// assert_eq!(Direction::of("投诉办结率").evidence.as_deref(), Some("办结"));
/// assert_eq!(Direction::of("投诉办结率").certainty, Certainty::Certain);
/// assert_eq!(Direction::of("甲乙率").certainty, Certainty::Assumed);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Direction {
    /// Which way.
    pub trend: Trend,
    /// The word of the name that decides, if there is one; how far it does, says the certainty.
    pub evidence: Option<String>,
    /// How sure it is.
    pub certainty: Certainty,
    /// Whether the indicator measures how much something fell (下降率, 节约率), so that a bare 5% is a fall of 5%.
    pub is_fall: bool,
    /// Whether it measures how much something rose (增长率).
    pub is_rise: bool,
    /// Whether the name ends as those of numbers that have no unit do (指数, 系数, 收入比), and not as those of counts.
    pub is_index: bool,
}

impl Direction {
    /// A minimum, without a doubt.
    pub(super) const fn minimum() -> Self {
        Self {
            trend: Trend::MoreIsBetter,
            evidence: None,
            certainty: Certainty::Certain,
            is_fall: false,
            is_rise: false,
            is_index: false,
        }
    }

    /// Which way the indicator of this name is better, standing under `heading`.
    pub(super) fn under(heading: &str, name: &str, target: &Expression) -> Self {
        let own = Self::of(name);
        let of_kind = |is: fn(Kind) -> bool| target.measures.iter().any(|m| is(m.unit.kind));
        let heading: String = super::normalise::fold(heading).into_iter().collect();
        let of_costs = heading.contains("成本");
        let of_money = of_kind(|kind| kind == Kind::Money);
        let unknown = own.certainty == Certainty::Assumed;
        let spent = of_costs || unknown || (own.trend == Trend::LessIsBetter && own.evidence.is_some());
        if spent && of_money && allowance::is_named(name, target) {
            // Less than was promised is no saving; whether more is wanted, nobody says.
            let (trend, certainty) = (Trend::MoreIsBetter, Certainty::Floor);
            return Self { trend, evidence: None, certainty, ..own };
        }
        let own = if of_money { own.of_money(name, target) } else { own };
        let own = if heading.contains("数量") { own.of_output(target) } else { own };
        // What is no amount (国产设备占比, 人均效能) is no cost, wherever it stands.
        let costs = of_costs && (of_money || of_kind(|kind| kind == Kind::Bare));
        if of_costs && !costs && own.evidence.is_none() {
            return Self { certainty: Certainty::Doubtful, ..own };
        }
        let takes_time = heading.contains("时效") && of_kind(Kind::is_time);
        let open = match own.trend {
            Trend::MoreIsBetter => true,
            Trend::LessIsBetter => own.certainty != Certainty::Certain,
            Trend::Neither => false,
        };
        if !open || own.is_gain() || !(costs || takes_time) {
            return own;
        }
        if costs && is_raised(name) && own.evidence.is_some() && own.trend == Trend::MoreIsBetter {
            return own;
        }
        let may_be_wanted = if costs { may_be_raised(name) } else { may_last(name) };
        if may_be_wanted {
            let (trend, certainty) = (Trend::MoreIsBetter, Certainty::Doubtful);
            return Self { trend, evidence: None, certainty, ..own };
        }
        let word = if costs { "成本" } else { "时效" };
        Self {
            trend: Trend::LessIsBetter,
            evidence: Some(word.to_owned()),
            certainty: Certainty::Certain,
            ..own
        }
    }

    /// The same where the target is an amount of money, which may be set aside to be spent within.
    fn of_money(self, name: &str, target: &Expression) -> Self {
        if self.is_gain() {
            return self;
        }
        let name = without_remarks(&super::normalise::fold(name));
        let (trend, certainty, evidence) =
            match budget::of(&name, self.certainty == Certainty::Certain, target) {
                None => return self,
                Some(budget::Money::Sought) => {
                    return Self { certainty: self.certainty.max(Certainty::Floor), ..self };
                }
                Some(budget::Money::Either) => (Trend::MoreIsBetter, Certainty::Doubtful, None),
                Some(budget::Money::Within(words)) => {
                    (Trend::LessIsBetter, Certainty::Certain, Some(words.iter().collect()))
                }
            };
        Self { trend, evidence, certainty, ..self }
    }

    /// The same under 数量指标, where amounts are put out that a target asks for at least, unless the name says otherwise.
    fn of_output(self, target: &Expression) -> Self {
        let amounts = |kind| !matches!(kind, Kind::Ratio | Kind::Bare | Kind::Temperature | Kind::Sound);
        if self.certainty != Certainty::Assumed || !target.measures.iter().all(|m| amounts(m.unit.kind)) {
            return self;
        }
        Self { certainty: Certainty::Floor, ..self }
    }

    /// Whether the indicator measures what is gained, saved or lasting, under whatever heading it stands.
    fn is_gain(&self) -> bool {
        const GAINS: &str = "收入 创收 收益 效益 效能 产值 盈利 利润 利润总额 投入产出比 提前 保质 质保 保修 寿命 时长 天数 时间 小时数 期限 年限 学时 \
             服务期 运维期 管护期 租赁期 租期 公示期 公告期 保管期 责任期";
        let named = |word: &String| GAINS.split_ascii_whitespace().any(|gain| word.ends_with(gain));
        let found = self.is_fall || self.is_rise || self.evidence.as_ref().is_some_and(named);
        found && self.trend == Trend::MoreIsBetter
    }

    /// Which way the indicator of this name is better. The last measuring word decides: what is counted of 投诉办结率 is
    /// the 办结, not the 投诉.
    pub fn of(name: &str) -> Self {
        let folded = super::normalise::fold(name);
        let name = without_remarks(&folded);
        let walk = Walk::through(&name);
        let evidence =
            walk.evidence.clone().and_then(|place| name.get(place)).map(|word| word.iter().collect());
        Self {
            trend: walk.trend,
            evidence,
            certainty: walk.certainty(),
            is_fall: walk.change == Some(Change::Fall),
            is_rise: walk.change == Some(Change::Rise),
            is_index: ends_like_an_index(&name),
        }
    }

    /// Whether the indicator is what was paid as a share of what may be paid: 公用经费控制率.
    pub(super) fn is_control(&self) -> bool {
        self.trend == Trend::LessIsBetter
            && self.evidence.as_deref().is_some_and(|word| word.ends_with("控制率"))
    }

    /// Whether the indicator measures how far off something is, to either side.
    pub(super) fn is_deviation(&self) -> bool {
        let names_it = |word: &str| matches!(word, "偏差" | "误差" | "偏离") || word.starts_with("差异");
        self.trend == Trend::LessIsBetter && self.evidence.as_deref().is_some_and(names_it)
    }
}

/// Whether a name is that of a time which may be to last as well as to be short.
fn may_last(name: &str) -> bool {
    const TIMES: [&str; 12] = [
        "工作天数",
        "工作时间",
        "有效工作日",
        "有效期",
        "有效期限",
        "巡查时间",
        "作业时间",
        "活动时间",
        "停留时间",
        "时长",
        "年限",
        "学时",
    ];
    TIMES.iter().any(|time| name.trim().ends_with(time))
}

/// Whether a name is that of money that comes in, of which no less should come: 撬动社会资金, 成本回收金额.
fn is_raised(name: &str) -> bool {
    const RAISED: &str =
        "融资 撬动 吸引 引资 社会资金 社会资本 残值 成本回收 回收金额 回收额 到位资金 追回 挽回 收回 追缴";
    super::wording::contains_any(&super::normalise::fold(name), RAISED)
}

/// Whether a name is that of money that may come in as well as go out.
fn may_be_raised(name: &str) -> bool {
    const EITHER: &str = "自筹 配套 筹集 筹措 募集 回收 变现 份额 占比 争取";
    is_raised(name) || super::wording::contains_any(&super::normalise::fold(name), EITHER)
}

/// A name without its remarks in brackets, which do not name the indicator; one that is all remark stays.
fn without_remarks(folded: &[char]) -> Vec<char> {
    let mut depth = 0_usize;
    let mut rest = Vec::with_capacity(folded.len());
    for (at, c) in folded.iter().enumerate() {
        match c {
            '(' if at > 0 => depth += 1,
            ')' if depth > 0 => depth -= 1,
            _ if depth == 0 => rest.push(*c),
            _ => {}
        }
    }
    rest
}

/// Whether a name ends as those of unit-less numbers do: 差异系数, 收入比, PUE值.
fn ends_like_an_index(name: &[char]) -> bool {
    const ENDS: &str = "指数 系数 倍数 基数 分数 比 率 值 度 差 幅 比例 占比 比重 水平 级 力 时间 时长 周期 间隔 期限 期 天数 ph";
    let ends = |end: &str| super::wording::starts(name, name.len().saturating_sub(end.chars().count()), end);
    name.last().is_some_and(char::is_ascii_alphanumeric) || ENDS.split_ascii_whitespace().any(ends)
}
