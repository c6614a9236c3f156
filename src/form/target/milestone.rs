//! What the dates of an actual value are said of: the end of the work, a step before it, what comes after it, or a plan.

use rust_decimal::Decimal;

use super::expression::{Expression, Measure};
use super::moment::{self, Moment};
use super::unit::Kind;
use super::vocabulary::{Cue, Cues, GOING_ON, UNDER_WAY, Word, words};
use super::wording::{contains, contains_any, contains_foreign, ends_clause, ends_with, starts};
use super::{fold, numeral, partial, progress, reader};

/// Steps on the way to the end of some work, and work that goes on.
const STEPS: &str = "立项 申报 申请 报批 送审 可研 起草 草拟 征求意见 招标 开标 中标 签订 签约 进场 开工 动工 启动 开始 着手 起步 起实施 \
    起施行 起执行 起开展 推进 收尾 停工 至今 在建 正在 仍在 尚在 还在 进行 奠基 破土 试运行 部署 谋划 筹备 前期 首付 预付 第一批 第一笔 首笔 进度款 具备";

/// What comes after the end of work.
const LATER: &str = "结算 决算 审计 质保 归档 尾款";

/// Ends of work of which the next one comes after the last.
const ENDS: [&str; 3] = ["完工 竣工 建成 封顶", "验收", "交付 移交 投入使用 投用 启用 投产"];

/// What becomes of money.
const MONEY: &str = "发放 拨付 支付 下达 兑付 到账 资金";

/// Ends of work of one kind: of building, of money, of papers, of meetings.
const KINDS: [&str; 4] =
    ["完工 竣工 建成 施工", MONEY, "印发 出台 发布 公开 公示 报送 上报 报告", "举办 召开 培训 会议"];

/// Beginnings of work, which are one where the indicator is about them.
const BEGINNINGS: &str = "开工 动工 奠基 破土";

/// Words around a date that say nothing of their own, and what ends beside work.
const NEUTRAL: &str = "实际 时间 日期 为 即 系 约 左右 发放 拨付 支付 下达 报送 上报 提交 举办 召开 结束 公开 公示 发文 挂牌 签发 审议 动工 尾款 全款 正式 首批 末批 末期 剩余 其余 余下 余款 补 尾批 最后一批 最后一期 至 到 起止 期间 并 且 完毕 工程量 运行";

/// What an actual value says of its dates.
#[derive(Debug)]
pub(super) struct Told {
    /// The date of the end of the work, else the last one.
    pub date: Option<Moment>,
    /// Whether that is said to be the end of the work.
    pub is_end: bool,
    /// Whether all dates are of what comes after the end.
    pub is_later: bool,
    /// Whether that is said to be the end of what an earlier date left: 10月拨付剩余资金.
    pub is_rest: bool,
    /// What the words do that belong to the end, or to no other date.
    pub cues: Cues,
}

/// What a clause with a date says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    End,
    Later,
    Foreseen,
    /// 截至12月底: the date of the report.
    Report,
    Other,
}

/// What an actual value says of its dates. `own` is what the indicator and its target are about; `strict` asks for more than a date:
/// that nothing else than the end of that work is spoken of.
pub(super) fn told(own: &[char], actual: &Expression, strict: bool) -> Told {
    let mut told = Told {
        date: actual.moments.last().copied(),
        is_end: false,
        is_later: true,
        is_rest: false,
        cues: actual.cues,
    };
    if actual.moments.is_empty() {
        return told;
    }
    let several = actual.text.iter().any(|c| ends_clause(*c));
    let mut of_own_event = false;
    let mut cues = Cues::NONE;
    let mut reported = false;
    for clause in actual.text.split(|c| ends_clause(*c)).filter(|clause| !clause.is_empty()) {
        let read = several.then(|| reader::read(&clause.iter().collect::<String>()));
        let expression = read.as_deref().unwrap_or(actual);
        let said = expression.moments.last().map(|date| (of(own, expression, strict), *date));
        match said {
            // 9月完工，11月验收: the name asks for the first.
            Some((Said::End, _)) if of_own_event && is_of_later_event(own, clause) => {}
            Some((Said::End, date)) => {
                of_own_event |= names_event(own, clause);
                (told.date, told.is_end, told.is_later) = (Some(date), true, false);
                // What was done first is a part no more.
                told.is_rest = contains_any(clause, REST) && !contains(clause, "未");
                cues =
                    if told.is_rest { expression.cues.without(OF_REST) } else { cues.and(expression.cues) };
            }
            // 截至12月底，已全部完工
            None => {
                told.is_end |= reported && progress::is_done(clause) && !says_not(clause, expression.cues);
                cues = cues.and(expression.cues);
            }
            Some((said, _)) => {
                reported = said == Said::Report;
                told.is_later &= said == Said::Later;
            }
        }
    }
    if told.is_end {
        told.cues = cues;
    }
    told
}

/// What an earlier date left.
const REST: &str = "剩余 其余 余下 余款 尾款 尾批";
/// What such words say of it themselves.
const OF_REST: Cues = Cues::of(&[Cue::Partly, Cue::Stage, Cue::SetBack]);

/// Events that some work comes to, each of which an indicator may be named after.
const EVENTS: &str = "开工 动工 完工 竣工 建成 封顶 验收 交付 移交 投入使用 投用 启用 投产 起草 编制 印发 出台 发布 公开 公示 报送 上报 招标 采购 安装 调试 \
    拨付 支付 发放 下达 到账 审议 批复 举办 召开";

/// Whether a clause names the event that the indicator is named after.
fn names_event(own: &[char], clause: &[char]) -> bool {
    EVENTS.split_ascii_whitespace().any(|event| contains(own, event) && contains(clause, event))
}

/// Whether a clause names another event and none of the indicator's, nor what was left of it.
fn is_of_later_event(own: &[char], clause: &[char]) -> bool {
    const OF_ALL: &str = "全部 完成 剩余 其余 余下 补 尾";
    contains_foreign(clause, own, EVENTS) && !names_event(own, clause) && !contains_any(clause, OF_ALL)
}

/// Whether a clause says that something was not done, or not all of it.
fn says_not(clause: &[char], cues: Cues) -> bool {
    cues.has(Cue::Negation) || progress::is_refused(clause) || progress::is_partly(clause)
}

/// What a clause says of its date.
fn of(own: &[char], clause: &Expression, strict: bool) -> Said {
    let text = &clause.text;
    if moment::read(text, 0).is_some_and(|(_, len)| len == text.len()) {
        return Said::End;
    }
    let says = |words: &str| contains_foreign(text, own, words);
    let led = words()
        .longest(text, 0)
        .is_some_and(|(len, word)| matches!(word, Word::Foreseen) && moment::read(text, len).is_some());
    if led
        || clause.cues.has(Cue::Planned) && says("计划 预计 拟 原定 应 将 力争 争取 要求")
        || says("约定 工期 合同期")
    {
        return Said::Foreseen;
    }
    if says(LATER) && !contains_any(own, MONEY) {
        return Said::Later;
    }
    if contains_any(text, "截至 截止") && !progress::is_done(text) {
        return Said::Report;
    }
    let going_on = ["施工", "建设", "实施"].into_iter().any(|word| ends_with(text, word));
    // 首批5月: of a first part no more is told. 5月下达首批资金 tells what was done.
    let of_first = starts(text, 0, "首批");
    let begun = contains_any(own, BEGINNINGS) && contains_any(text, BEGINNINGS);
    if (says(STEPS) && !begun)
        || going_on
        || of_first
        || is_before(own, text)
        || is_of_other_kind(own, text)
        || (strict && !is_known(own, text))
    {
        return Said::Other;
    }
    Said::End
}

/// Whether a text speaks of an end that comes before the one that the indicator is about: 竣工 for 验收.
fn is_before(own: &[char], text: &[char]) -> bool {
    let last = |text: &[char]| ENDS.iter().rposition(|words| contains_any(text, words));
    matches!((last(own), last(text)), (Some(own), Some(told)) if told < own)
}

/// Whether a text speaks of ends of another kind than the indicator is about: 资金到位 for 工程完工.
fn is_of_other_kind(own: &[char], text: &[char]) -> bool {
    let mut of_one = KINDS.iter().filter(|words| contains_any(own, words)).peekable();
    let other = || KINDS.iter().any(|words| contains_any(text, words));
    of_one.peek().is_some() && !of_one.any(|words| contains_any(text, words)) && other()
}

/// Whether nothing stands in a clause but dates, words of the end of work, and the indicator's own.
fn is_known(own: &[char], text: &[char]) -> bool {
    // Of a report, a person must say it.
    if text.len() > partial::LONGEST {
        return false;
    }
    let mut at = 0;
    while let Some(c) = text.get(at) {
        let neutral = NEUTRAL.split_ascii_whitespace().filter(|word| starts(text, at, word));
        let neutral = neutral.map(|word| word.chars().count()).max().max(partial::neutral(text, at));
        let date = moment::read(text, at).map(|(_, len)| len);
        let len = date.or(neutral).or_else(|| numeral::read(text, at).map(|number| number.len));
        at += match len {
            Some(len) => len,
            None if own.contains(c) || !c.is_alphabetic() || c.is_ascii() => 1,
            // 发放至个人账户, 印发《方案》: whom it went to, and what it is called.
            None => return is_given(own, text, at),
        };
    }
    true
}

/// Whether what stands at `at` only says whom or what an end that the indicator is about went to.
fn is_given(own: &[char], text: &[char], at: usize) -> bool {
    let before = |at: usize| text.get(..at).unwrap_or_default();
    let ends = |at: usize| {
        let mut verbs = KINDS.iter().skip(1).flat_map(|words| words.split_ascii_whitespace());
        verbs.any(|verb| contains(own, verb) && ends_with(before(at), verb))
    };
    let led = at.checked_sub(1).filter(|led| matches!(text.get(*led), Some('至' | '到' | '《')));
    led.is_some_and(ends) || (text.get(at) == Some(&'给') && ends(at))
}

/// Whether a text says in its last clause that what was due is not done, or still going on. That of two parts one is done does not
/// matter; what the indicator is not about (未结算) does not either.
pub(super) fn is_open(own: &[char], text: &[char]) -> bool {
    const UNABLE: &str = "无法 难以 不能 未能 没能";
    let last = text.split(|c| ends_clause(*c)).rfind(|clause| !clause.is_empty()).unwrap_or_default();
    let going_on = |words: &str| contains_foreign(last, own, words);
    let under_way = going_on(GOING_ON) || going_on(UNDER_WAY) || going_on("尚在 还在 未完");
    let later = contains_foreign(last, own, LATER);
    let unable = contains_any(last, UNABLE) && progress::is_done(last);
    !later && (under_way || unable || progress::is_refused(last) || progress::is_partly(last))
}

/// What share of the work was done, where an actual value gives one that is short of all: whether that is said of the work
/// itself (完成85%), or of something that nobody can tell.
pub(super) fn share(actual: &Expression) -> Option<bool> {
    const QUALITIES: &str = "合格率 满意 优良 达标率 好评 准确率 合格";
    let mut found = None;
    for measure in &actual.measures {
        let told = actual.before(measure);
        if !is_rate(measure, told) || contains_any(told, QUALITIES) {
            continue;
        }
        match partial::is_short(measure) {
            Some(false) => {}
            Some(true) if progress::is_done(told) || contains_any(told, "进度 工程量 总量 任务") => {
                return Some(true);
            }
            _ => found = Some(false),
        }
    }
    found
}

/// Whether a number is a share: 85%, 八成, 4/5 of 完成4/5.
fn is_rate(measure: &Measure, told: &[char]) -> bool {
    let quotient = || {
        !measure.amount.figure().fract().is_zero()
            && measure.amount.figure() < Decimal::ONE
            && progress::is_done(told)
    };
    match measure.unit.kind {
        Kind::Ratio => measure.change.is_none(),
        Kind::Bare => quotient(),
        _ => false,
    }
}

/// What an indicator and its target are about: of a target with several dates what is said of the last one, which ends the work.
pub(super) fn own(name: &str, target: &Expression) -> Vec<char> {
    let mut own = fold(name);
    let mut clauses = target.text.split(|c| ends_clause(*c)).filter(|clause| !clause.is_empty());
    own.extend(clauses.next_back().unwrap_or_default());
    own
}
