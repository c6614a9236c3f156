//! Words against words: degrees, grades, negations, and the national form's three answers.

use rust_decimal::Decimal;

use super::expression::{Amount, Expression, Measure};
use super::grade::Grade;
use super::interval::{Interval, Relation};
use super::unit::Kind;
use super::vocabulary::Cue;
use super::wording::{Wording, contains, contains_any, contains_run, starts};
use super::{Judgement, Verdict, absence, incident, opposite, partial, reader, reason, scale};

/// Judges a target in words.
pub(super) fn judge(name: &str, target: &Expression, actual: &Expression, year: Option<i32>) -> Judgement {
    let verdict = verdict(name, target, actual, year);
    Judgement::plain(verdict, reason::in_words(verdict, &target.written, &actual.written))
}

fn verdict(name: &str, target: &Expression, actual: &Expression, year: Option<i32>) -> Verdict {
    let (wanted, stated) = (Wording::of(&target.text), Wording::of(&actual.text));
    if wanted == stated {
        return Verdict::Met;
    }
    if let Some(verdict) = yes_or_no(&target.text, actual).or_else(|| three_answers(&actual.text)) {
        return verdict;
    }
    if let (Some(least), Some(own)) = (Grade::of(&target.text), Grade::of(&actual.text)) {
        // 达标 for 全部达标 may be said of most.
        let whole = target.cues.has(Cue::Whole) && !actual.cues.has(Cue::Whole);
        return match own.verdict(least) {
            Verdict::Met if whole => Verdict::Unclear,
            verdict => verdict,
        };
    }
    if let Some(verdict) = scale::verdict(&target.text, &actual.text)
        .or_else(|| changed(&wanted, target, actual))
        .or_else(|| breach(&target.text, actual))
        .or_else(|| incident::verdict(target, actual))
        .or_else(|| opposite::verdict(&target.text, &wanted, actual))
    {
        return verdict;
    }
    if let Some(rest) = incident::beside_denials(actual) {
        return self::verdict(name, target, &reader::read(&rest), year);
    }
    let denied = |e: &Expression| e.cues.has(Cue::Negation) || is_refused(&e.text);
    if denied(actual) && !denied(target) {
        let harmless = contains_any(
            &actual.text,
            "影响 未受 不受 未统计 未测 未调查 未评价 未提供 未反馈 未公布 不适用 不涉及 未超标 不超标",
        );
        return if harmless { Verdict::Unclear } else { Verdict::Unmet };
    }
    let level = target.lone_change.is_some() && contains(&actual.text, "持平");
    if level
        || opposite::is_reversed(&target.text, &actual.text)
        || (actual.cues.has(Cue::Late) && !target.cues.has(Cue::Late))
    {
        return Verdict::Unmet;
    }
    if is_partly(&actual.text) && !is_partly(&target.text) {
        return Verdict::Unmet;
    }
    if is_under_way(&actual.text) && is_done(&target.text) {
        return Verdict::Unmet;
    }
    if let Some(verdict) = partial::put_off(actual, year).filter(|_| is_done(&target.text)) {
        return verdict;
    }
    let doubts = [Cue::Hedge, Cue::Planned, Cue::SetBack, Cue::Failed, Cue::Partly, Cue::None, Cue::Negation];
    if doubts.into_iter().any(|cue| actual.cues.has(cue) && !target.cues.has(cue))
        || has_weak_word(target, actual)
        || is_measured_below(target, actual)
        || partial::is_stage(name, target, actual)
    {
        return Verdict::Unclear;
    }
    let said = stated.covers(&wanted) || early(target, actual).is_some_and(|early| early.covers(&wanted));
    let met = if said {
        !partial::is_of_other(name, &wanted, actual)
    } else {
        partial::is_reordered(name, &wanted, actual)
    };
    if met { Verdict::Met } else { Verdict::Unclear }
}

/// What an actual value that was early says of being in time: 提前完成 is 及时完成, unless earliness was the target.
fn early(target: &Expression, actual: &Expression) -> Option<Wording> {
    if contains(&target.text, "提前") || !contains(&actual.text, "提前") {
        return None;
    }
    let text: String = actual.text.iter().collect();
    let in_time: Vec<char> = text.replace("提前", "及时").chars().collect();
    Some(Wording::of(&in_time))
}

/// 是 for 否, 无 for 有.
fn yes_or_no(target: &[char], actual: &Expression) -> Option<Verdict> {
    let no = matches!(actual.text.as_slice(), ['否' | '无' | '没'] | ['没', '有'] | ['不', '是']);
    let yes = matches!(actual.text.as_slice(), ['是' | '有'] | ['已', '有']);
    match target {
        ['是' | '有'] | ['完', '成'] | ['已', '完', '成'] if no => Some(Verdict::Unmet),
        ['是' | '有'] if yes => Some(Verdict::Met),
        ['否'] if yes => Some(Verdict::Unmet),
        ['否'] if absence::says_none(&actual.text, actual.cues) => Some(Verdict::Met),
        _ => None,
    }
}

/// What an actual value that says by how much something changed comes to, where the target asks for a change and not how large:
/// 同比减少3起 for 同比下降.
fn changed(wanted: &Wording, target: &Expression, actual: &Expression) -> Option<Verdict> {
    /// Characters of a change alone: 下降.
    const CHANGE: usize = 2;
    let asked = target.lone_change.filter(|_| wanted.degree == 1 && wanted.words.len() == CHANGE)?;
    let [measure] = actual.measures.as_slice() else { return None };
    let own = measure.change?;
    let told = Wording::of(actual.text.get(..measure.start)?).words.len() <= CHANGE;
    let ends = actual.text.len() == measure.end || actual.text.get(measure.end) == Some(&'以');
    let Amount::Exact(value) = measure.amount else { return None };
    if !(told && ends) || value.is_sign_negative() {
        return None;
    }
    Some(if own == asked && !value.is_zero() { Verdict::Met } else { Verdict::Unmet })
}

/// What an actual value that speaks of breaches says of a target that wants rules kept: 存在挪用现象, 未发现违规情况.
fn breach(target: &[char], actual: &Expression) -> Option<Verdict> {
    const KEPT: &str = "合规 合法 规范 专款专用 专账 按规定 符合规定 符合要求";
    const BREACHES: &str = "违规 违法 违纪 挪用 截留 挤占 虚列 套取 不规范 不合规 混用";
    const FOUND: [&str; 6] = ["存在", "发现", "出现", "发生", "有", "查出"];
    let one = !contains_any(&actual.text, ", ; 。 但") && actual.measures.is_empty();
    (one && contains_any(target, KEPT) && contains_any(&actual.text, BREACHES)).then_some(())?;
    // 挪用 alone says it, and so does 违规使用; 违规已整改 says more.
    let alone = actual.text.len() <= 4
        && BREACHES.split_ascii_whitespace().any(|word| starts(&actual.text, 0, word))
        && !contains_any(&actual.text, "已 零 无 未 整 改 查");
    if alone || FOUND.into_iter().any(|word| starts(&actual.text, 0, word)) {
        return Some(Verdict::Unmet);
    }
    let none = absence::says_none(&actual.text, actual.cues)
        && !contains_any(&actual.text, "重大 严重 明显 较大 特大 大额");
    none.then_some(Verdict::Met)
}

/// Judges a target that names a frame by an actual value that speaks of it: 未超概算, 超出概算 for 控制在概算内.
pub(super) fn judge_framed(target: &Expression, actual: &Expression) -> Option<Judgement> {
    let verdict = framed(&target.text, &actual.text)?;
    Some(Judgement::plain(verdict, reason::in_words(verdict, &target.written, &actual.written)))
}

fn framed(target: &[char], actual: &[char]) -> Option<Verdict> {
    const INSIDE: [&str; 5] = ["范围之内", "范围内", "以内", "之内", "内"];
    const LEADS: [&str; 4] = ["控制在", "不超出", "不超过", "在"];
    const NOT: [&str; 5] = ["没有", "并未", "未", "没", "不"];
    const BEYOND: [&str; 6] = ["超出", "超过", "突破", "高于", "多于", "超"];
    let text: String = target.iter().collect();
    let inside = INSIDE.into_iter().find_map(|end| text.strip_suffix(end))?;
    let frame = LEADS.into_iter().find_map(|lead| inside.strip_prefix(lead)).unwrap_or(inside);
    let said: String = actual.iter().collect();
    let said = said.strip_prefix('已').unwrap_or(&said);
    let (denied, said) = match NOT.into_iter().find_map(|not| said.strip_prefix(not)) {
        Some(rest) => (true, rest),
        None => (false, said),
    };
    let own = BEYOND.into_iter().find_map(|word| said.strip_prefix(word))?;
    let is_named = [own, frame].iter().all(|word| word.chars().count() >= 2);
    if !is_named || !(frame.ends_with(own) || own.ends_with(frame)) {
        return None;
    }
    Some(match denied {
        // 未超预算 for 控制在年初预算内: of which budget, nobody can tell.
        _ if own != frame => Verdict::Unclear,
        true => Verdict::Met,
        false => Verdict::Unmet,
    })
}

/// Words that take back what stands beside them: 健全程度低, 完善中, 提升空间大.
fn has_weak_word(target: &Expression, actual: &Expression) -> bool {
    const WEAK: &str = "低 弱 差 慢 欠 难 缺 仅 尚 少 险 有限 空间 中 不足 不够 较短 过短 漏洞 隐患";
    WEAK.split_ascii_whitespace().any(|word| contains(&actual.text, word) && !contains(&target.text, word))
}

/// Whether an actual value in numbers leaves a target in words open: 合格率95% for 合格, 完成3项 for 完成.
fn is_measured_below(target: &Expression, actual: &Expression) -> bool {
    let own = |m: &&Measure| !m.aside && m.change.is_none();
    let below = |m: &Measure| match m.unit.kind {
        Kind::Ratio => m.amount.figure().checked_mul(m.unit.factor).is_none_or(|v| v < Decimal::ONE_HUNDRED),
        _ => contains(&target.text, "完成"),
    };
    target.measures.is_empty() && actual.measures.iter().filter(own).any(below)
}

/// The national form's three answers, in whatever words: 达成预期指标, 部分达成…, 未达成….
pub(super) fn three_answers(text: &[char]) -> Option<Verdict> {
    let answers = contains_any(text, "达成 达到 完成 实现 符合 达")
        && contains_any(text, "预期 指标 目标 年度 年初 计划效果")
        && text.len() <= 20;
    // 主要指标达标 answers for some of them.
    if !answers || contains_any(text, "主要 个别 重点") {
        return None;
    }
    Some(if contains_any(text, "未 没有 不 没 部分") {
        Verdict::Unmet
    } else if contains_any(text, "基本 大致 初步 预计 力争 计划 按 有望 拟 将") {
        Verdict::Unclear
    } else {
        Verdict::Met
    })
}

/// Whether the text says that it was not done: 未完成, 没有达到, 不达标. That it was not counted (未统计) says nothing.
pub(super) fn is_refused(text: &[char]) -> bool {
    is_short_refusal(text) || says_undone(text)
}

/// The same by what is usually done alone: 未返工 refuses nothing where little of it is wanted.
pub(super) fn says_undone(text: &[char]) -> bool {
    const NOT: &str = "未 没有 没 不 尚未 并未 未能 还未 均未";
    const DONE: &str = "完成 达 实现 开展 实施 执行 启动 通过 落实 建 举办 组织 采购 发放 推进 竣工 完工 开工 到位 合格 及格 按 如期 \
        及时 提 健全 完善 改善 满足 符合 做 进行 交付 验收 更新 安排 有效 明显 显著 满意 理想 够 好 良 能 正常 稳定 全部 规范";
    (0..text.len()).any(|at| {
        NOT.split_ascii_whitespace().filter(|not| starts(text, at, not)).any(|not| {
            let next = at + not.chars().count();
            DONE.split_ascii_whitespace().any(|done| starts(text, next, done))
        })
    })
}

/// Whether the text says that something came to its end: 完成, 办结, 到位. 推进 and 在办 do not.
pub(super) fn is_done(text: &[char]) -> bool {
    const DONE: &str = "完成 完工 竣工 达标 覆盖 落实 到位 整改 办结 合格 发放 实现 达到 解决 化解 通过 支付 兑现 完毕 结案 提交 报送 \
        上报 验收 交付 投入 办理 公开 公示 开放 开工 启用 建成 安置 拨付 配备 归档 回复 处置 处理 审结 执结 结清 清零 尽";
    contains_any(text, DONE) && !contains_any(text, "推进 进行 在办 在建 筹备 施工 谋划")
}

/// 未购置, 尚未拨付: whatever was to be done was not, unless the verb is one of counting or of what befalls people.
fn is_short_refusal(text: &[char]) -> bool {
    const NOT: [&str; 5] = ["尚未", "还未", "并未", "均未", "未"];
    const OTHERS: &str = "统 测 调 评 提供 反馈 公布 公开 出 知 明 发 收 接 产 造 存 受 超 高 低 少 多 涉 适 设 填 增 减 降 升 变 见 计 列";
    let Some(not) = NOT.into_iter().find(|not| starts(text, 0, not)) else { return false };
    let next = not.chars().count();
    let verb = text.len() > next && text.len() <= 8;
    verb && !OTHERS.split_ascii_whitespace().any(|other| starts(text, next, other))
}

/// Whether the text says that it is still going on, or has yet to begin, and that nothing of it is done.
pub(super) fn is_under_way(text: &[char]) -> bool {
    const BEGINNINGS: [&str; 9] = ["正在", "待", "尚待", "有待", "等待", "仍在", "在建", "在办", "在施"];
    const ENDINGS: &str =
        "进行中 推进中 建设中 施工中 实施中 办理中 审批中 审核中 编制中 招标中 采购中 完善中 整改中 筹备中";
    let begins = BEGINNINGS.into_iter().any(|word| starts(text, 0, word)) && !starts(text, 0, "待遇");
    let ends = ENDINGS.split_ascii_whitespace().any(|word| text.ends_with(&word.chars().collect::<Vec<_>>()));
    (begins || ends) && !contains_any(text, "已 完毕 , ; 。")
}

/// Whether the text says that it was called off or put off, and neither denies it (无延期) nor says what became of it then.
pub(super) fn is_called_off(text: &[char]) -> bool {
    const OFF: &str = "取消 推迟 延期 延后 暂停 暂缓 中止 终止 停办 停止 搁置 顺延";
    const THEN: &str = "改 补 恢复 完成 完工 竣工 线上 重新 部分 个别 仍 但 已于 如期 率 未 无 没有 不 零";
    contains_any(text, OFF) && !contains_any(text, THEN) && !is_done(text)
}

/// 未安排, 未组织: there was none of what is held or sent out.
pub(super) fn was_not_held(text: &[char]) -> bool {
    const HELD: &str = "安排 组织 派 举办 召开 新增 接待 出国 出境";
    let Some(verb) = ["尚未", "未", "没有", "无"].into_iter().find(|not| starts(text, 0, not)) else {
        return false;
    };
    text.len() <= 8 && HELD.split_ascii_whitespace().any(|held| starts(text, verb.chars().count(), held))
}

/// Whether the text says that it was done only in part.
pub(super) fn is_partly(text: &[char]) -> bool {
    contains(text, "部分") && !contains(text, "部分领域")
}

/// Whether the part that was done is said to be most of it, which may be nine tenths.
pub(super) fn is_mostly(text: &[char]) -> bool {
    contains_any(text, "大部分 绝大部分 大多数 绝大多数")
}

/// A target that wants all of it (全覆盖, 全部完成, 完成) beside an actual value in per cent. 合格 wants all of a 合格率
/// if it wants anything in per cent, but how much short of it would do, nobody can tell.
pub(super) fn judge_whole(name: &str, target: &Expression, actual: &Expression) -> Option<Judgement> {
    let measure =
        actual.measures.iter().find(|m| !m.aside && m.unit.kind == Kind::Ratio && m.change.is_none())?;
    let done = matches!(target.text.as_slice(), ['完', '成'] | ['已', '完', '成']);
    let whole = target.cues.has(Cue::Whole) || done;
    if !target.measures.is_empty() || !(whole || is_rate_of(name, &target.text)) {
        return None;
    }
    let possible = super::conversion::possible(measure)?.scaled(measure.unit.factor)?;
    let verdict = match possible.relation(&Interval::from(Decimal::ONE_HUNDRED, true)) {
        // 主体工程完成100%
        Relation::Within if partial::is_stage(name, target, actual) => Verdict::Unclear,
        Relation::Within => Verdict::Met,
        Relation::Outside if whole => Verdict::Unmet,
        Relation::Outside | Relation::Partly => Verdict::Unclear,
    };
    let reason = reason::of_whole(verdict, &measure.shown(measure.amount.figure()));
    Some(Judgement::plain(verdict, reason))
}

/// Whether the indicator is the rate of what the target names: 合格 of 验收合格率.
fn is_rate_of(name: &str, target: &[char]) -> bool {
    let name = super::normalise::fold(name);
    let rate: Vec<char> = target.iter().copied().chain(['率']).collect();
    target.len() > 1 && contains_run(&name, &rate)
}
