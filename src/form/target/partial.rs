//! What was done where it may be less than what was asked: a part of it (首批已发放, 一标段竣工), a step before it (初稿已完成), or
//! what is only due later.

use std::sync::OnceLock;

use rust_decimal::Decimal;

use super::expression::{Expression, Measure};
use super::interval::{Interval, Relation};
use super::lexicon::Lexicon;
use super::moment::Moment;
use super::unit::Kind;
use super::vocabulary::{Cue, Cues};
use super::wording::{Wording, contains_any, ends_clause, starts};
use super::{Judgement, Verdict, conversion, fold, numeral, progress, reader, reason};

/// Words that say of what was done neither that it is a part nor that it is another thing: how, when, and all of it.
const WHOLE: &str = "项目 工程 工作 任务 建设 施工 目标 计划 指标 年度 全年 各项 所有 全部 全面 整体 全 本 该 内容 事项 问题 \
    资金 补助 补贴 款项 经费 费用 津贴 奖金 竣工 完工 验收 交付 投入使用 投入运行 使用 圆满 顺利 及时 超额 高质量 高标准 保质保量 保质 保量 \
    按质 按量 按要求 按规定 按标准 按合同 按照 合同 规定 标准 要求 如数 足额 成功 积极 认真 严格 有序 扎实 良好 合格 提前 目前 现已 现 \
    截至 截止 年底 年末 年初 月底 月末 上旬 中旬 下旬 上半年 下半年 季度 本年 今年 当年 共 累计 分别 已经 已 均 都 于 在 前 底 被 由 经 \
    年 月 日 号 100% % 率 情况";

fn whole() -> &'static Lexicon<()> {
    static LEXICON: OnceLock<Lexicon<()>> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::new(WHOLE.split_ascii_whitespace().map(|word| (word, ()))))
}

/// Whether a number is a share short of all of what stands before it: 年度任务的80%.
pub(super) fn is_short_share(text: &[char], measure: &Measure) -> bool {
    let of = measure.start.checked_sub(1).and_then(|before| text.get(before)) == Some(&'的');
    of && measure.unit.kind == Kind::Ratio && is_short(measure) == Some(true)
}

/// Whether a rate is short of 100 %, whatever it stands for; `None` where it may be or not.
pub(super) fn is_short(measure: &Measure) -> Option<bool> {
    let possible = conversion::possible(measure)?.scaled(measure.unit.factor)?;
    match possible.relation(&Interval::from(Decimal::ONE_HUNDRED, true)) {
        Relation::Within => Some(false),
        Relation::Outside => Some(true),
        Relation::Partly => None,
    }
}

/// How many characters at `at` say neither that something is a part nor that it is another thing, or say that work came to its end.
pub(super) fn neutral(text: &[char], at: usize) -> Option<usize> {
    let end =
        || ENDS.split_ascii_whitespace().find(|word| starts(text, at, word)).map(|word| word.chars().count());
    whole().longest(text, at).map(|(len, ())| len).or_else(end)
}

/// Whether a text speaks of a step before the work or of a part of it, of which neither the indicator's name nor its target
/// speaks.
pub(super) fn is_stage(name: &str, target: &Expression, actual: &Expression) -> bool {
    let says = |cues: Cues| cues.has(Cue::Stage);
    says(actual.cues) && !says(target.cues) && !says(reader::read(name).cues)
}

/// Characters of the longest actual value that is looked through for other work than was asked for.
pub(super) const LONGEST: usize = 300;

/// Ends of work.
const ENDS: &str = "完成 完工 竣工 建成 到位 通过 交付 出台 印发 发布 落成 投用 结项 结题 办结 验收 达标 合格 上线 投产 \
    开通 开工 投入";

/// Whether an actual value that says what was wanted says it of something else than the indicator's own work: 招标完成 for 完成.
/// Of targets that are no more than the end of some work; what is 规范 or 正常, its own words tell.
pub(super) fn is_of_other(name: &str, wanted: &Wording, actual: &Expression) -> bool {
    if !is_an_end(wanted) {
        return false;
    }
    // Of a report, a person must say it.
    if actual.text.len() > LONGEST {
        return true;
    }
    let name = fold(name);
    let mut saying = clauses(actual).filter(|clause| clause.covers(wanted)).peekable();
    saying.peek().is_some() && !saying.any(|clause| is_known(&clause, wanted, &name))
}

/// Whether an actual value says what was wanted in another order, with no more around it than known words and the indicator's own:
/// 规划编制完成 for 完成编制.
pub(super) fn is_reordered(name: &str, wanted: &Wording, actual: &Expression) -> bool {
    if !is_an_end(wanted) || actual.text.len() > LONGEST {
        return false;
    }
    let name = fold(name);
    let all = |clause: &Wording| wanted.words.iter().all(|c| clause.words.contains(c));
    clauses(actual)
        .any(|clause| clause.degree >= wanted.degree && all(&clause) && is_known(&clause, wanted, &name))
}

/// Whether a target is no more than the end of some work.
fn is_an_end(wanted: &Wording) -> bool {
    const LONGEST_END: usize = 20;
    wanted.words.len() <= LONGEST_END && contains_any(&wanted.words, ENDS)
}

/// What an actual value says, one thing after the other.
fn clauses(actual: &Expression) -> impl Iterator<Item = Wording> {
    actual.text.split(|c| ends_clause(*c) || matches!(c, '并' | '且' | '、')).map(Wording::of)
}

/// Whether nothing stands in a clause but known words, numbers, what was wanted, and characters of the name.
fn is_known(clause: &Wording, wanted: &Wording, name: &[char]) -> bool {
    let mut at = 0;
    while let Some(c) = clause.words.get(at) {
        at += match (whole().longest(&clause.words, at), numeral::read(&clause.words, at)) {
            (Some((len, ())), _) => len,
            (None, Some(number)) => number.len,
            (None, None) if wanted.words.contains(c) || name.contains(c) => 1,
            (None, None) => return false,
        };
    }
    true
}

/// What a text that only says when something is to be done comes to, where that is a later year than the form's: 预计明年建成.
/// `None` where it says nothing of the kind, or something else beside.
pub(super) fn put_off(actual: &Expression, year: Option<i32>) -> Option<Verdict> {
    const LATER: &str = "明年 下年 次年 翌年 来年 下一年 后年";
    const AHEAD: &str = "预计 计划 拟 将 推迟 延期 延至 延后 顺延 力争 争取 预期 待 转入 结转 跨年";
    // All of these words have it, and so have most dates.
    if actual.moments.is_empty() && !actual.text.contains(&'年') {
        return None;
    }
    let beyond = |moment: &Moment| {
        let own = year.zip(moment.year).is_some_and(|(form, own)| i32::from(own) > form);
        own || moment.years_later > 0
    };
    let later = actual.moments.iter().any(beyond);
    if !later && !contains_any(&actual.text, LATER) {
        return None;
    }
    let one_clause = !actual.text.iter().any(|c| ends_clause(*c)) && !actual.text.contains(&'已');
    let ahead = one_clause && contains_any(&actual.text, AHEAD);
    Some(if ahead { Verdict::Unmet } else { Verdict::Unclear })
}

/// A judgement by words alone, as far as they are not said of a later year: 明年全部完成 for 100%.
pub(super) fn in_its_year(
    judgement: Judgement,
    target: &Expression,
    actual: &Expression,
    year: Option<i32>,
) -> Judgement {
    if !matches!(judgement.verdict, Verdict::Met | Verdict::Unclear)
        || !actual.measures.is_empty()
        || !target.moments.is_empty()
    {
        return judgement;
    }
    let whole = || actual.cues.has(Cue::Whole) && progress::is_done(&actual.text);
    match put_off(actual, year) {
        Some(verdict) if judgement.verdict == Verdict::Met || (verdict == Verdict::Unmet && whole()) => {
            Judgement::plain(verdict, reason::stated(&actual.written))
        }
        _ => judgement,
    }
}
