//! Whether more or less of an indicator is better, from its name.

mod words;

use super::expression::Expression;
use super::unit::Kind;
use words::{Word, words};

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

/// Which way an indicator is better, and the word of its name that says so.
///
/// ```
/// use ziping::form::{Direction, Trend};
/// assert_eq!(Direction::of("投诉件数").trend, Trend::LessIsBetter);
/// assert_eq!(Direction::of("投诉办结率").trend, Trend::MoreIsBetter);
/// assert_eq!(Direction::of("投诉办结率").evidence.as_deref(), Some("办结"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Direction {
    /// Which way.
    pub trend: Trend,
    /// The word of the name that decides; without one, a bare target is a minimum.
    pub evidence: Option<String>,
    /// Whether the indicator measures how much something fell (下降率, 节约率), so that a bare 5% is a fall of 5%.
    pub is_fall: bool,
    /// Whether it measures how much something rose (增长率).
    pub is_rise: bool,
}

impl Direction {
    /// Which way the indicator of this name is better, standing under `heading`.
    pub(super) fn under(heading: &str, name: &str, target: &Expression) -> Self {
        let own = Self::of(name);
        let of_kind = |is: fn(Kind) -> bool| target.measures.iter().any(|m| is(m.unit.kind));
        let heading: String = super::normalise::fold(heading).into_iter().collect();
        let costs =
            heading.contains("成本") && (of_kind(|kind| kind == Kind::Money) || own.evidence.is_none());
        let takes_time = heading.contains("时效") && of_kind(Kind::is_time);
        if own.trend != Trend::MoreIsBetter || own.is_gain() || !(costs || takes_time) {
            return own;
        }
        let word = if costs { "成本" } else { "时效" };
        Self { trend: Trend::LessIsBetter, evidence: Some(word.to_owned()), ..own }
    }

    /// Whether the indicator measures what is gained, saved or lasting, under whatever heading it stands.
    fn is_gain(&self) -> bool {
        const GAINS: [&str; 9] = ["收入", "创收", "效益", "产值", "盈利", "质保", "保修", "时长", "天数"];
        let named = |word: &String| GAINS.contains(&word.as_str()) || word.contains("年限");
        self.is_fall || self.is_rise || self.evidence.as_ref().is_some_and(named)
    }

    /// Which way the indicator of this name is better. The last measuring word decides: what is counted of 投诉办结率 is
    /// the 办结, not the 投诉.
    pub fn of(name: &str) -> Self {
        let folded = super::normalise::fold(name);
        let mut trend = Trend::MoreIsBetter;
        let mut evidence = None;
        let (mut is_fall, mut is_rise) = (false, false);
        // A fall, an absence and an action wait for their object.
        let mut open: Option<Word> = None;
        // Where a thing that people wait for was named last.
        let mut awaited = None;
        let mut at = 0;
        while at < folded.len() {
            // Remarks in brackets do not name the indicator.
            if folded[at] == '(' && at > 0 {
                break;
            }
            let Some((len, word)) = words().longest(&folded, at) else {
                at += 1;
                continue;
            };
            let found = || Some(at..at + len);
            // 未达标, 不知晓: the lack of a merit.
            let lacks = at > 0 && matches!(folded[at - 1], '未' | '不');
            match word {
                Word::Merit if lacks => {
                    (trend, evidence, open) = (Trend::LessIsBetter, Some(at - 1..at + len), None);
                    (is_fall, is_rise) = (false, false);
                }
                // 费用增长率: what grew is a burden all the same.
                Word::Growth if trend == Trend::LessIsBetter && open.is_none() => is_rise = true,
                Word::Merit
                | Word::Action
                | Word::Awaited
                | Word::Fall
                | Word::Rise
                | Word::Growth
                | Word::Recovery => {
                    (trend, evidence) = (Trend::MoreIsBetter, found());
                    (is_fall, is_rise) = (*word == Word::Fall, matches!(word, Word::Rise | Word::Growth));
                    awaited = (*word == Word::Awaited).then_some(at + len);
                    open = match word {
                        Word::Awaited => Some(Word::Action),
                        Word::Fall | Word::Action => Some(*word),
                        Word::Recovery => Some(Word::Absence),
                        _ => None,
                    };
                }
                Word::Lasting if trend == Trend::MoreIsBetter => {
                    if awaited == Some(at) {
                        trend = Trend::LessIsBetter;
                    }
                    evidence = found();
                }
                Word::Neutral => {
                    (trend, evidence) = (Trend::Neither, found());
                    (is_fall, is_rise, open) = (false, false, None);
                }
                Word::Absence => open = Some(*word),
                // 无事故, 零差错: its absence is what counts.
                Word::Burden | Word::Object if open == Some(Word::Absence) => {
                    (trend, evidence, open) = (Trend::MoreIsBetter, found(), None);
                }
                // 减少投诉, 查处违法案件: what is done about it counts.
                Word::Burden if open == Some(Word::Fall) => {}
                Word::Object if open.is_some() => {}
                Word::Burden | Word::Object => {
                    (trend, evidence) = (Trend::LessIsBetter, found());
                    (is_fall, is_rise, open) = (false, false, None);
                }
                Word::Lasting | Word::Plain => {}
            }
            at += len;
        }
        let evidence = evidence.and_then(|place| folded.get(place)).map(|word| word.iter().collect());
        Self { trend, evidence, is_fall, is_rise }
    }
}

impl Direction {
    /// Whether the indicator measures how far off something is, to either side.
    pub(super) fn is_deviation(&self) -> bool {
        self.trend == Trend::LessIsBetter
            && self.evidence.as_deref().is_some_and(|word| matches!(word, "偏差" | "误差" | "偏离"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Direction, Trend};

    #[track_caller]
    fn less(names: &str) {
        for name in names.split_whitespace() {
            assert_eq!(Direction::of(name).trend, Trend::LessIsBetter, "{name}");
        }
    }

    #[track_caller]
    fn more(names: &str) {
        for name in names.split_whitespace() {
            assert_eq!(Direction::of(name).trend, Trend::MoreIsBetter, "{name}");
        }
    }

    #[test]
    fn the_last_measuring_word_decides() {
        less("投诉件数 安全生产事故数 预算支出偏差率 系统响应时间 办理时限 培训成本 整改逾期率");
        more("投诉处理率 事故下降率 投诉办结率 成本节约率 信访积案化解率 逾期整改率 培训场次");
    }

    #[test]
    fn what_is_avoided_is_a_merit() {
        more("减少投诉件数 无事故运行天数 零投诉率 查处违法案件数 排查安全隐患数 化解矛盾纠纷数");
        less("产品不合格率 单位产品能耗 案件办理差错率 公务接待费 治理成本 矛盾纠纷数");
    }

    #[test]
    fn names_of_many_fields() {
        less(
            "平均等待时间 人均用水量 碳排放量 预算偏离率 合同变更率 病死率 重新犯罪率 群众上访批次 未结案件数 断面超标率 \
             设备停运次数 均次门诊费用 行政败诉率 学生近视率 大班额比例 网络丢包率 公务用车运行费 资金闲置率 单位能耗 \
             案件平均审理天数 资金拨付天数 维修时长 \
             安全生产事故起数 火灾发生数 食品抽检不合格率 电梯困人故障率 交通事故死亡人数 三公经费 审批环节",
        );
        more(
            "挽回经济损失 追回违规资金 结余资金收回率 失业保险参保人数 投诉热线接通率 病虫害防治面积 病死畜禽无害化处理率 \
             隐患治理数 黑臭水体整治率 闲置土地处置率 结转资金使用率 纠纷调解数 故障修复率 违法线索移送数 降低能耗比例 \
             投诉回访率 风险评估项目数 火灾扑救成功率 学费减免人数 水费收缴率 无差错运行天数 森林覆盖率 信访积案化解数 \
             事故应急演练 辍学学生劝返率 污染地块修复率 群众安全感 一般公共预算收入 培训时长 成本节约额",
        );
    }

    #[test]
    fn a_fall_is_known_as_one() {
        assert!(Direction::of("重点领域信访问题下降率").is_fall);
        assert!(!Direction::of("投诉办结率").is_fall);
    }
}
