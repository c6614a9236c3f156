//! Steps of one piece of work that are counted beside each other or alone: `受理9120件，审结7765件` for 审结案件数, `报名520人` for 培训人数.
//! What came in, was applied for or was only found is no result, unless the indicator is named after it.

use super::expression::{Expression, Measure};
use super::normalise::fold;
use super::vocabulary::Cue;
use super::wording::{after_openings, contains_any, contains_foreign, contains_run, ends_with, starts};

/// Steps that say only what came in or who may come: what became of it, another number says.
const INCOMING: &str =
    "受理 收案 新收 接待 申请 申报 报名 预约 登记 摸底 通知 邀请 计划 名额 报送 推荐 征集 投稿 面试 审核";

/// Steps before others or behind them, which an indicator that is named after another one does not count.
const STEPS: &str = "排查 摸排 检查 抽查 核查 巡查 筛查 普查 调查 勘查 走访 发现 查出 查处 采购 购置 启动 立案 立项 开工 动工 谋划 储备 签约 签订 承办 交办 \
    收集 收到 接到 招募 参训 培训 评审 惠及 产生 死亡 枯死 参保 移送 到货 投标 招标";

/// Steps that begin work whose end is told by no more than 完成.
const BEGINNINGS: &str = "启动 开工 动工 立项 谋划 储备 签约";

/// What ends a step whose first words tell how: 考核合格, 完成整治, 评审立项资助.
const RESULTS: &str = "合格 通过 资助 采纳 整治 治理 就业 手术 整改 办结 审结 结案 化解 调解 建成 竣工 完工 安装 改造 发放 结业 录用 引进 入库 落地 \
    投产 投用 接种 救治 成活 授权 发表 结项 归档 销号 办复 退税 收回 追回 追缴 拆除 清运 补栽 破获 执结 起诉";

/// Words that open a step and say nothing of it.
const OPENINGS: [&str; 26] = [
    "全年",
    "年内",
    "今年",
    "本年度",
    "本年",
    "年度",
    "截至",
    "目前",
    "累计",
    "总计",
    "合计",
    "共计",
    "共",
    "已经",
    "已",
    "均",
    "实际",
    "成功",
    "顺利",
    "被",
    "并",
    "其中",
    "全市",
    "全区",
    "全县",
    "经",
];

/// Verbs that only say that a step was taken.
const LIGHT: [&str; 5] = ["完成", "实现", "实施", "开展", "进行"];

/// What stands before a number in its clause, without what says nothing of the step.
fn told<'a>(measure: &Measure, actual: &'a Expression) -> &'a [char] {
    essence(actual.before(measure))
}

/// What is said before a number, without what says nothing of it.
pub(super) fn essence(before: &[char]) -> &[char] {
    const ENDINGS: [&str; 8] = ["达到", "达", "约", "了", "共", "为", "完成", "已"];
    let mut step = after_openings(before, &OPENINGS);
    let longer = |shorter: &[char]| shorter.len() >= 2;
    while let Some(shorter) = ENDINGS
        .iter()
        .filter(|ending| ends_with(step, ending))
        .find_map(|ending| step.get(..step.len() - ending.chars().count()).filter(|shorter| longer(shorter)))
    {
        step = shorter;
    }
    let rest = after_openings(step, &LIGHT);
    if longer(rest) { rest } else { step }
}

/// Whether a step begins with one of some words that is not the indicator's own.
fn begins_with_foreign(step: &[char], own: &[char], words: &str) -> bool {
    words.split_ascii_whitespace().any(|word| starts(step, 0, word) && !contains_any(own, word))
}

/// Whether the indicator is named after a step: by its first word, with nothing beside it that is not the indicator's own, or by
/// the result that it ends with.
fn is_named(step: &[char], own: &[char]) -> bool {
    const FILLERS: &str = "各类项的等有关相了";
    if begins_with_foreign(step, own, INCOMING) {
        return false;
    }
    let head = step.get(..2).is_some_and(|head| contains_run(own, head));
    let known = |c: &char| own.contains(c) || FILLERS.contains(*c);
    let result = |word: &str| ends_with(step, word) && contains_any(own, word);
    (head && step.iter().all(known)) || RESULTS.split_ascii_whitespace().any(result)
}

/// Of numbers each in a clause of its own, the one of the step that the indicator is named after, where all others are of steps that
/// it is not named after.
pub(super) fn of_named<'a>(
    own: &[char],
    measures: &[&'a Measure],
    actual: &Expression,
) -> Option<&'a Measure> {
    if measures.len() < 2 || !in_own_clauses(measures) {
        return None;
    }
    let steps: Vec<(&Measure, &[char])> = measures.iter().map(|m| (*m, told(m, actual))).collect();
    let named: Vec<_> = steps.iter().filter(|(_, step)| is_named(step, own)).collect();
    let begun = |step: &[char]| begins_with_foreign(step, own, BEGINNINGS);
    let (chosen, finished) = match named.as_slice() {
        [(chosen, _)] => (*chosen, false),
        [] => {
            let mut ended = steps.iter().filter(|(_, step)| matches!(step, ['完', '成']));
            (ended.next().filter(|_| ended.next().is_none())?.0, true)
        }
        _ => return None,
    };
    let is_other = |step: &[char]| {
        begins_with_foreign(step, own, INCOMING)
            || contains_foreign(step, own, STEPS)
            || begins_with_foreign(step, own, RESULTS)
    };
    let others = steps.iter().filter(|(m, _)| *m != chosen);
    let mut others = others.map(|(_, step)| if finished { begun(step) } else { is_other(step) });
    let chosen = measures.iter().find(|m| **m == chosen)?;
    // What is denied or put off is no step that was taken.
    let taken = !chosen.cues.has_any(&[Cue::Negation, Cue::SetBack, Cue::Failed, Cue::Planned]);
    (taken && others.all(|other| other)).then_some(chosen)
}

/// Whether some of several numbers, each in a clause of its own, say only what came in, and others do not.
pub(super) fn some_came_in(own: &[char], measures: &[&Measure], actual: &Expression) -> bool {
    const CAME_IN: &str = "受理 收案 新收 接待 申请 申报 报名 排查 检查 采购 计划 启动 立案";
    let came_in = |m: &&&Measure| begins_with_foreign(told(m, actual), own, CAME_IN);
    let count = measures.iter().filter(came_in).count();
    in_own_clauses(measures) && count > 0 && count < measures.len()
}

fn in_own_clauses(measures: &[&Measure]) -> bool {
    measures.windows(2).all(|pair| matches!(pair, [one, other] if one.clause < other.clause))
}

/// The indicator's own words: its name and its target.
pub(super) fn own_words(name: &str, target: &Expression) -> Vec<char> {
    let mut own = fold(name);
    own.push('|');
    own.extend(&target.text);
    own
}

/// The name among these words.
pub(super) fn named(own: &[char]) -> &[char] {
    own.split(|c| *c == '|').next().unwrap_or_default()
}

/// Whether the only number of an actual value is of a step before what the indicator is named after: 报名520人 for 培训人数, 受理560件 for
/// 审结案件数. Where nothing is said to be done with what came in (法律援助案件数), it is what is counted.
pub(super) fn is_before(own: &[char], measure: &Measure, actual: &Expression) -> bool {
    /// Who or what may come, whatever is to be done with it.
    const FORESTALLED: &str =
        "报名 预约 受理申请 摸底 符合条件 审核通过 审批通过 通知 邀请 名额 合同约定 协议约定 整地";
    /// What comes in, and is the indicator's own where it names nothing that is to be done with it.
    const CAME_IN: &str = "受理 新收 收案 登记 申请 申报";
    /// What joins a step to the one behind it.
    const JOINED: &str = "并 后 且 及 和 、 已";
    let step = told(measure, actual);
    let behind = actual.behind(measure);
    let named = named(own);
    let result = || {
        let named_result = |word: &str| contains_any(named, word);
        RESULTS
            .split_ascii_whitespace()
            .chain(["培训", "处置", "处理", "造林"])
            .find(|word| named_result(word))
    };
    // 建成后可提供1200个
    let built_later = contains_any(step, "建成后 投产后 投用后 完工后") && contains_any(step, "可 能 将");
    if built_later || contains_any(step, JOINED) {
        return built_later;
    }
    let papers = || {
        ["合同", "协议"].into_iter().any(|paper| ends_with(behind, paper) && !contains_any(named, paper))
            && begins_with_foreign(step, own, "签订 签署 签")
    };
    let said_behind = || {
        let words = FORESTALLED.split_ascii_whitespace();
        words.filter(|word| !contains_any(own, word)).any(|word| behind.iter().copied().eq(word.chars()))
    };
    begins_with_foreign(step, own, FORESTALLED)
        || said_behind()
        || contains_foreign(step, own, "名额 岗位需求 用人需求 招聘需求")
        || (begins_with_foreign(step, own, CAME_IN)
            && result().is_some_and(|word| !contains_any(step, word) && !contains_any(behind, word)))
        || papers()
}
