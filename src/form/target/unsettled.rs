//! Numbers that reach their target and, by the words around them, are no achievement: those of a state before the end (5个已开工), of a
//! promise (确保100%), of an estimate (91%（预估）), of another year, of what was lost (损坏5盏), and rates of something else (问卷回收率95%).

use std::cell::OnceCell;
use std::sync::OnceLock;

use super::expression::{Expression, Extent, Measure};
use super::lexicon::Lexicon;
use super::unit::Kind;
use super::vocabulary::EARLIER_YEARS;
use super::wording::{
    after_openings, before_endings, contains, contains_any, contains_foreign, ends_clause, ends_with, starts,
};
use super::{Judgement, Verdict, moment, partial, quotient, reason, step, unit};

/// States of work that is not done, and what becomes of work that will not be.
const STATES: &str = "开工 动工 启动 立项 批复 选址 签约 谋划 储备 进场 推进 结转 停工 停建 缓建 待建 拟建 调减 核减 形象进度 进度过半 \
    完成设计 设计完成 的方案 的计划 的设想 筹建 明年 下年 来年 下一步 下步 今后 有意向 意向 \
    列入计划 列入储备 列入规划 纳入计划 纳入储备 纳入规划 签订合同 签订协议 收尾 流标 废标 终止 改期 顺延 进展 酝酿 筹备 历年";

/// Words that have one of them and name what is held or heard.
const NO_STATES: &str =
    "启动仪式 开工仪式 签约仪式 推进会 启动会 启动应急 启动响应 启动预案 储备库 储备粮 推进工作";

/// What leaves open, around a number, whether it was reached.
const AHEAD: &str =
    "确保 保证 力保 务必 必须 预估 暂定 估计 暂估 估算 测算 推算 可望 有望 期望 理论上 原则上 有把握";

/// Ends of work.
const ENDS: &str = "完工 竣工 建成 完成 投用 投入使用 投入运营 投产 验收 交付 落成 运行 完毕 结束 到位 兑现";

/// What a word around a number says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// How far something has come that is not done.
    State(&'static str),
    /// It is foreseen, or promised.
    Ahead(&'static str),
    /// Nothing.
    Plain,
}

fn signs() -> &'static Lexicon<Sign> {
    static LEXICON: OnceLock<Lexicon<Sign>> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let of = |words: &'static str, sign: fn(&'static str) -> Sign| {
            words.split_ascii_whitespace().map(move |word| (word, sign(word)))
        };
        Lexicon::new(
            of(STATES, Sign::State).chain(of(NO_STATES, |_| Sign::Plain)).chain(of(AHEAD, Sign::Ahead)),
        )
    })
}

/// The words of a text that say something of a number beside them, each with where it ends.
fn signs_of(text: &[char]) -> Vec<(usize, Sign)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (len, sign) = signs().longest(text, at).map_or((1, None), |(len, sign)| (len, Some(*sign)));
        at += len;
        found.extend(sign.map(|sign| (at, sign)));
    }
    found
}

/// What was lost, called off or not used, right before its number.
const LOST: [&str; 18] = [
    "损坏", "损毁", "毁坏", "报废", "丢失", "遗失", "闲置", "停用", "退货", "退回", "拆除", "关闭", "撤销",
    "取消", "库存", "结余", "空置", "倒塌",
];

/// A remark that says of the number before it that nobody has counted it yet.
const ESTIMATES: &str = "预估 预计 暂定 估计 估算 暂估 测算 推算 初步统计 快报数 计划数 目标值 计划 目标";

/// A judgement by numbers, as far as the words around the number that reaches the target do not take it back.
pub(super) fn unless_unsettled(
    judgement: Judgement,
    name: &str,
    target: &Expression,
    actual: &Expression,
    year: Option<i32>,
) -> Judgement {
    if judgement.verdict != Verdict::Met {
        return judgement;
    }
    let own = OnceCell::new();
    let own = || own.get_or_init(|| step::own_words(name, target)).as_slice();
    let Some(told) = only_answer(target, actual) else {
        let open = match only_count(actual) {
            Some(told) => step::is_before(own(), told, actual),
            None => is_of_steps(&own, target, actual),
        };
        return if open { in_doubt(&judgement) } else { judgement };
    };
    if told.end - told.start == actual.text.len() {
        return judgement;
    }
    let referred = actual.text.starts_with(&['见']) || starts(&actual.text, 0, "详见");
    let (before, behind) = (actual.before(told), actual.behind(told));
    let signs = [before, behind].map(signs_of);
    let open = referred
        || (is_state(&own, [before, behind], &signs) && !is_held(told, before))
        || (is_promised(&own, [before, behind], &signs) && !is_assured(told, target, actual))
        || (is_possible(&own, before) && !is_capacity(&own, told, actual))
        || is_lost(&own, before, behind)
        || is_remarked(told, actual, year)
        || is_short_beside(told, target, actual)
        || is_of_a_stretch(told, target)
        || (told.unit.kind != Kind::Ratio && step::is_before(own(), told, actual));
    if open { in_doubt(&judgement) } else { judgement }
}

fn in_doubt(judgement: &Judgement) -> Judgement {
    let reason = reason::in_doubt(&judgement.reason);
    Judgement { verdict: Verdict::Unclear, reason, ..judgement.clone() }
}

/// Whether an actual value counts what came in beside what became of it, and only one of them may be what is asked: the one that is said
/// to be of the whole year, or in the target's unit, need not be.
fn is_of_steps<'o>(own: &impl Fn() -> &'o [char], target: &Expression, actual: &Expression) -> bool {
    let [part] = target.measures.as_slice() else { return false };
    let told = actual.measures.iter().filter(|m| !m.aside && m.unit.kind == part.unit.kind);
    let told: Vec<&Measure> = told.take(MOST_STEPS + 1).collect();
    let Some((first, others)) = told.split_first() else { return false };
    told.len() <= MOST_STEPS
        && others.iter().any(|m| m.extent != first.extent || !m.unit.is_same(&first.unit))
        && step::some_came_in(own(), &told, actual)
        && step::of_named(own(), &told, actual).is_none()
}

/// Nobody tells more steps of one piece of work.
const MOST_STEPS: usize = 6;

/// The only number of an actual value that is counted as the target is.
fn only_answer<'a>(target: &Expression, actual: &'a Expression) -> Option<&'a Measure> {
    let [part] = target.measures.as_slice() else { return None };
    let mut alike = actual.measures.iter().filter(|m| !m.aside && m.unit.kind == part.unit.kind);
    alike.next().filter(|_| alike.next().is_none())
}

/// The only number of an actual value, where it counts something else than the target does: 26个 for 20人.
fn only_count(actual: &Expression) -> Option<&Measure> {
    let mut told = actual.measures.iter().filter(|m| !m.aside);
    told.next().filter(|m| m.unit.kind.is_count() && told.next().is_none())
}

/// Whether the clause of a number says how far something has come that is not done, in words that are not the indicator's own.
fn is_state<'o>(
    own: &impl Fn() -> &'o [char],
    clause: [&[char]; 2],
    signs: &[Vec<(usize, Sign)>; 2],
) -> bool {
    const FILLERS: [&str; 8] = ["已", "均", "全部", "都", "工作", "手续", "审批", "完成"];
    let all = || signs.iter().flatten();
    if all().next().is_none() || all().any(|(_, sign)| *sign == Sign::Plain) {
        return false;
    }
    let foreign = |(_, sign): &&(usize, Sign)| {
        let Sign::State(word) = sign else { return false };
        // Who brings in investors counts what was signed, and 完成设计 is what 设计方案 asks for.
        let signs = *word == "签约" && contains_any(own(), "招商 引资 引进");
        let core = word.trim_matches(['完', '成', '的']);
        !(signs || contains(own(), core.strip_prefix("签订").unwrap_or(core)))
    };
    let last = |signs: &[(usize, Sign)]| signs.iter().rev().find(foreign).map(|(end, _)| *end);
    let [before, behind] = clause;
    let rest = match (last(&signs[0]), last(&signs[1])) {
        (_, Some(end)) => [behind.get(end..).unwrap_or_default(), &[]],
        (Some(end), None) => [before.get(end..).unwrap_or_default(), behind],
        (None, None) => return false,
    };
    // 开工并建成 has come to its end; 立项已完成 and 完成立项 have not.
    let [first, then] = rest;
    let first = after_openings(first, &FILLERS);
    let then = if first.is_empty() { after_openings(then, &FILLERS) } else { then };
    !contains_any(first, ENDS) && !contains_any(then, ENDS)
}

/// Whether a number is only promised or guessed: 确保100%, 预估91%. 确保了 tells what was done.
fn is_promised<'o>(
    own: &impl Fn() -> &'o [char],
    clause: [&[char]; 2],
    signs: &[Vec<(usize, Sign)>; 2],
) -> bool {
    let of_text = |(text, signs): (&[char], &Vec<(usize, Sign)>)| {
        signs.iter().any(|(end, sign)| match sign {
            Sign::Ahead(word) => text.get(*end) != Some(&'了') && !contains(own(), word),
            Sign::State(_) | Sign::Plain => false,
        })
    };
    clause.into_iter().zip(signs).any(of_text)
}

/// Whether what was started is what is held and counted as often as it was: 启动暖冬行动等活动56次.
fn is_held(told: &Measure, before: &[char]) -> bool {
    let times = matches!(told.unit.word, unit::Word::Known("次" | "场" | "场次"));
    times && contains(before, "启动") && ["活动", "行动"].into_iter().any(|held| ends_with(before, held))
}

/// Whether a rate that is said to be assured is what was reached: behind a clause that tells what was done for it, another number than
/// the target's, or the rate by its name without a bound. 确保100% only repeats its target.
fn is_assured(told: &Measure, target: &Expression, actual: &Expression) -> bool {
    const ASSURED: [&str; 3] = ["确保", "保证", "保障"];
    const LINKS: [&str; 5] = ["达到", "达", "为", "在", "保持"];
    const YET: &str = "力保 务必 必须 预估 暂定 估计 暂估 估算 测算 推算 可望 有望 期望 理论上 原则上 有把握 下一步 下步 今后 明年 下年 将 拟 计划 应当 需要";
    let (before, behind) = (actual.before(told), actual.behind(told));
    let earlier = actual.text.get(..told.clause).unwrap_or_default();
    if told.unit.kind != Kind::Ratio
        || told.end + behind.len() != actual.text.len()
        || !matches!(behind, [] | ['以', '上'])
        || contains_any(before, YET)
        || contains_any(earlier, YET)
    {
        return false;
    }
    let Some(subject) = ASSURED.into_iter().find_map(|word| {
        starts(before, 0, word).then(|| before.get(word.chars().count()..).unwrap_or_default())
    }) else {
        return false;
    };
    let subject = before_endings(subject, &LINKS);
    let value = |m: &Measure| m.amount.figure().checked_mul(m.unit.factor);
    let other = target.measures.iter().all(|part| value(part) != value(told));
    let done = earlier.iter().filter(|c| !ends_clause(**c)).count() >= 4;
    subject.len() >= 2 && (other || done || told.comparator.is_none())
}

/// Whether what can be done is the capacity that is asked, of what is said to stand: 建成投产，可日处理600吨.
fn is_capacity<'o>(own: &impl Fn() -> &'o [char], told: &Measure, actual: &Expression) -> bool {
    const BUILT: &str = "建成 投产 投用 投运 投入使用 投入运行 投入运营";
    let text = actual.text.get(..told.start).unwrap_or_default();
    let later = "后 将 未 待 预计 计划";
    contains_any(own(), "能力 产能 容量 库容") && contains_any(text, BUILT) && !contains_any(text, later)
}

/// Whether a number is only what could be: 可安装5盏.
fn is_possible<'o>(own: &impl Fn() -> &'o [char], before: &[char]) -> bool {
    const DONE: [&str; 5] = ["完成", "达", "实现", "建", "到"];
    before.iter().enumerate().filter(|(_, c)| **c == '可').any(|(at, _)| {
        let alone = !matches!(at.checked_sub(1).and_then(|at| before.get(at)), Some('许' | '认'));
        let verb = before.get(at + 1..).unwrap_or_default();
        let named = || verb.get(..2).is_some_and(|verb| own().starts_with(verb));
        alone && (DONE.into_iter().any(|word| starts(verb, 0, word)) || named())
    })
}

/// Whether a number counts what was lost or left.
fn is_lost<'o>(own: &impl Fn() -> &'o [char], before: &[char], behind: &[char]) -> bool {
    const OPENINGS: [&str; 5] = ["已", "均", "全部", "都", "被"];
    let before = before.strip_suffix(&['了']).unwrap_or(before);
    let behind = after_openings(behind, &OPENINGS);
    let said = |word: &str| ends_with(before, word) || behind.iter().copied().eq(word.chars());
    (before.len() >= 2 || behind.len() >= 2)
        && LOST.into_iter().any(|word| said(word) && !contains(own(), word))
}

/// Whether the brackets right behind a number say of it that it is a guess or another year's. Numbers of their own explain something
/// else: 91%（上年89%）.
fn is_remarked(told: &Measure, actual: &Expression, year: Option<i32>) -> bool {
    let text = actual.text.as_slice();
    let Some(remark) = text.get(told.end..).and_then(|rest| rest.strip_prefix(&['('])) else { return false };
    let remark = remark.split(|c| *c == ')').next().unwrap_or_default();
    let place = told.end..told.end + remark.len() + 1;
    if actual.measures.iter().any(|m| place.contains(&m.start)) {
        return false;
    }
    let earlier = || {
        let (moment, _) = moment::read(remark, 0)?;
        Some(i32::from(moment.year?) < year?)
    };
    contains_any(remark, ESTIMATES)
        || EARLIER_YEARS.split_ascii_whitespace().any(|word| starts(remark, 0, word))
        || earlier() == Some(true)
}

/// Whether a share of the work that is short of all stands beside a count: 5个，形象进度80%.
fn is_short_beside(told: &Measure, target: &Expression, actual: &Expression) -> bool {
    const OF_WORK: [&str; 8] = ["进度", "工程量", "完成", "完成率", "完工率", "竣工率", "建成率", "总任务"];
    const LINKS: [&str; 5] = ["达到", "达", "为", "约", "已"];
    if told.unit.kind == Kind::Ratio || target.measures.iter().any(|m| m.unit.kind == Kind::Ratio) {
        return false;
    }
    let of_work = |m: &Measure| {
        let before = actual.before(m);
        let link =
            LINKS.into_iter().find(|link| ends_with(before, link)).map_or(0, |link| link.chars().count());
        let before = before.get(..before.len() - link).unwrap_or_default();
        OF_WORK.into_iter().any(|word| ends_with(before, word))
    };
    let rate = |m: &&Measure| m.unit.kind == Kind::Ratio && m.change.is_none() && !m.aside;
    actual.measures.iter().filter(rate).any(|m| partial::is_short(m) == Some(true) && of_work(m))
}

/// Whether a rate is a part of the year's alone: 上半年100%.
fn is_of_a_stretch(told: &Measure, target: &Expression) -> bool {
    told.unit.kind == Kind::Ratio && told.extent == Extent::Stretch && target.moments.is_empty()
}

/// Groups of words that rates of one thing are named by.
const ALIKE: [&str; 8] = [
    "完成 达成 实现 办结 执行 落实 处理 处置 达标 结案",
    "及时 准时 按时 按期 如期",
    "合格 达标 通过 优良 优秀 准确 正确",
    "满意 好评",
    "覆盖 普及 参与 知晓",
    "支付 拨付 到位 发放 兑现 兑付",
    "整改 办结 完成 化解 处置 处理 销号",
    "完好 正常 运行 使用 利用",
];

/// Words that make a rate of the same thing one of a step or of the money: 设计完成率, 资金支付完成率.
const OF_STEPS: &str = "设计 资金 支付 预算 投资 招标 前期 问卷 回收 开工 立项 合同 采购";

/// Whether the only rate of an actual value has a name of its own, which is another than the indicator's: 问卷回收率95% for 群众满意度.
pub(super) fn is_of_other_rate(name: &str, target: &Expression, actual: &Expression) -> bool {
    const LINKS: [&str; 9] = ["达到", "达", "为", "是", "约", "至", ":", "已", "均"];
    let ([part], [told]) = (target.measures.as_slice(), actual.measures.as_slice()) else { return false };
    if part.unit.kind != Kind::Ratio || told.unit.kind != Kind::Ratio || told.start == told.clause {
        return false;
    }
    let label = before_endings(actual.before(told), &LINKS);
    if !label.ends_with(&['率']) && !label.ends_with(&['度']) {
        return false;
    }
    let own = step::own_words(name, target);
    let Some(own_stem) = quotient::stem(step::named(&own)) else { return false };
    let Some(stem) = quotient::stem(label) else { return false };
    if contains_any(&own, &stem) {
        return contains_foreign(label, &own, OF_STEPS);
    }
    let alike = |words: &str| {
        let has = |stem: &str| words.split_ascii_whitespace().any(|word| word == stem);
        has(&stem) && has(&own_stem)
    };
    !ALIKE.iter().any(|words| alike(words))
}
