//! Words against words: degrees, grades, negations, and the national form's three answers.

use rust_decimal::Decimal;

use super::expression::{Amount, Expression, Measure, Standing};
use super::grade::Grade;
use super::unit::Kind;
use super::vocabulary::{Cue, NOT};
use super::wording::{Wording, contains, contains_any, contains_run, ends_clause, starts};
use super::{
    Judgement, Verdict, absence, designation, incident, opposite, partial, period, progress, reader, reason,
    reserve, scale, setback, task,
};

/// Judges a target in words.
pub(super) fn judge(name: &str, target: &Expression, actual: &Expression, year: Option<i32>) -> Judgement {
    let verdict = match verdict(name, target, actual, year) {
        Verdict::Met => partial::put_off(actual, year).unwrap_or(Verdict::Met),
        verdict => verdict,
    };
    Judgement::plain(verdict, reason::in_words(verdict, &target.written, &actual.written))
}

fn verdict(name: &str, target: &Expression, actual: &Expression, year: Option<i32>) -> Verdict {
    let (wanted, stated) = (Wording::of(&target.text), Wording::of(&actual.text));
    // 逐步达到 is no more than on its way.
    if wanted == stated && !(actual.cues.has(Cue::Hedge) && reserve::is_taken_back(target, actual)) {
        return Verdict::Met;
    }
    if task::is_attained(&target.text, &actual.text) {
        return Verdict::Met;
    }
    if let Some(verdict) = yes_or_no(&target.text, actual).or_else(|| three_answers(actual)) {
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
    if setback::is_unchanged(&wanted, &actual.text) {
        return Verdict::Unclear;
    }
    if let Some(verdict) = scale::verdict(&target.text, &actual.text)
        .or_else(|| period::verdict(&target.text, &actual.text))
        .or_else(|| designation::verdict(name, &target.text, &actual.text))
        .or_else(|| changed(&wanted, target, actual))
        .or_else(|| breach(&target.text, actual))
        .or_else(|| incident::verdict(target, actual))
        .or_else(|| opposite::verdict(&target.text, &wanted, actual))
    {
        return verdict;
    }
    if setback::is_told(&target.text, &wanted, &actual.text) || is_too_late(&target.text, &actual.text) {
        return Verdict::Unmet;
    }
    if let Some(rest) = setback::granted(&actual.text) {
        let rest: String = rest.into_iter().collect();
        return self::verdict(name, target, &reader::read(&rest), year);
    }
    if let Some(rest) = incident::beside_denials(actual) {
        return self::verdict(name, target, &reader::read(&rest), year);
    }
    if is_share_of_wanted(&wanted, actual) {
        return Verdict::Unmet;
    }
    let denied = |e: &Expression| e.cues.has(Cue::Negation) || progress::is_refused(&e.text);
    if denied(actual) && !denied(target) && !progress::denies_undone(&actual.text) {
        let harmless = contains_any(
            &actual.text,
            "影响 未受 不受 无法评 难以评 无法判断 难以判断 无法衡量 难以衡量 无法量化 难以量化 无法核实 无法确定 难以确定 不能确定 未评估 未统计 未测 未调查 未评价 未提供 未反馈 未公布 不适用 不涉及 未超标 不超标",
        );
        let harmless = harmless || opposite::is_opposite_denied(&target.text, &actual.text);
        return if harmless { Verdict::Unclear } else { Verdict::Unmet };
    }
    let level = target.lone_change.is_some() && contains(&actual.text, "持平");
    if level
        || opposite::is_reversed(&target.text, &actual.text)
        || (progress::is_called_off(&actual.text) && !progress::is_called_off(&target.text))
    {
        return Verdict::Unmet;
    }
    if actual.cues.has(Cue::Late) && !target.cues.has(Cue::Late) {
        // 延期完成 is late, and not late for a target without a time.
        let timeless = !target.cues.has(Cue::OnTime)
            && progress::is_done(&actual.text)
            && stated.covers(&wanted)
            && partial::put_off(actual, year).is_none();
        return if timeless { Verdict::Unclear } else { Verdict::Unmet };
    }
    if progress::is_partly(&actual.text) && !progress::is_partly(&target.text) {
        return Verdict::Unmet;
    }
    if progress::is_done(&target.text) && is_under_way(&wanted, actual) {
        return Verdict::Unmet;
    }
    let wanted_then = || progress::is_done(&target.text) || stated.covers(&wanted);
    if let Some(verdict) = partial::put_off(actual, year).filter(|_| wanted_then()) {
        return verdict;
    }
    if reserve::is_taken_back(target, actual)
        || is_measured_below(target, actual)
        || partial::is_stage(name, target, actual)
    {
        return Verdict::Unclear;
    }
    let in_other_words = || early(target, actual).or_else(|| accepted(target, actual));
    let said = stated.covers(&wanted) || in_other_words().is_some_and(|told| told.covers(&wanted));
    let met = if said {
        !partial::is_of_other(name, &wanted, actual)
    } else {
        partial::is_reordered(name, &wanted, actual)
    };
    if met { Verdict::Met } else { Verdict::Unclear }
}

/// Whether an actual value says of what was due in the year, or before something, that it was after: 跨年完成 for 当年完成, 春节后 for 春节前.
fn is_too_late(target: &[char], actual: &[char]) -> bool {
    const IN_THE_YEAR: &str = "当年 年内 本年 年度内";
    if contains_any(target, IN_THE_YEAR) {
        return starts(actual, 0, "跨年") && progress::is_done(target);
    }
    let Some(at) = target.iter().position(|c| *c == '前') else { return false };
    let same = |from: &[char], to: &[char]| from == to;
    target.len() == actual.len()
        && at >= 2
        && actual.get(at) == Some(&'后')
        && same(target.get(..at).unwrap_or_default(), actual.get(..at).unwrap_or_default())
        && same(target.get(at + 1..).unwrap_or_default(), actual.get(at + 1..).unwrap_or_default())
}

/// Whether an actual value ends with what is still going on, and says nowhere that what was wanted is done: 主体封顶，装修进行中.
fn is_under_way(wanted: &Wording, actual: &Expression) -> bool {
    let clauses = || actual.text.split(|c| ends_clause(*c)).filter(|clause| !clause.is_empty());
    clauses().next_back().is_some_and(progress::is_under_way)
        && clauses().rev().skip(1).all(|clause| !Wording::of(clause).covers(wanted))
}

/// Whether an actual value says what was wanted of a share of it that is short of all: 完成上级任务的三分之二.
fn is_share_of_wanted(wanted: &Wording, actual: &Expression) -> bool {
    let says = |m: &Measure| {
        let told = actual.before(m);
        Wording::of(told).covers(wanted)
    };
    actual.measures.iter().any(|m| partial::is_short_share(&actual.text, m) && says(m))
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

/// What an actual value that was found fit says of acceptance: 验收合格 is 通过验收.
fn accepted(target: &Expression, actual: &Expression) -> Option<Wording> {
    if !(contains(&target.text, "通过验收") && contains(&actual.text, "验收合格")) {
        return None;
    }
    let text: String = actual.text.iter().collect();
    let passed: Vec<char> = text.replace("验收合格", "通过验收").chars().collect();
    Some(Wording::of(&passed))
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
    const BEYOND: [&str; 6] = ["超出", "超过", "突破", "高于", "多于", "超"];
    let text: String = target.iter().collect();
    let inside = INSIDE.into_iter().find_map(|end| text.strip_suffix(end))?;
    let frame = LEADS.into_iter().find_map(|lead| inside.strip_prefix(lead)).unwrap_or(inside);
    let said: String = actual.iter().collect();
    let said = said.strip_prefix('已').unwrap_or(&said);
    let (denied, said) = match NOT.into_iter().chain(["不"]).find_map(|not| said.strip_prefix(not)) {
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
pub(super) fn three_answers(actual: &Expression) -> Option<Verdict> {
    const VERBS: &str = "达成 达到 完成 实现 符合 达";
    const OWN: &str = "预期 指标 目标 年度 年初 计划效果";
    let text = &actual.text;
    let answers = |text: &[char]| contains_any(text, VERBS) && contains_any(text, OWN);
    // 主要指标达标 answers for some of them.
    if text.len() > 20 || !answers(text) || contains_any(text, "主要 个别 重点") {
        return None;
    }
    // 达成年度目标，无投诉: what else is said is no answer.
    let one = text.split(|c| reserve::ends_statement(*c)).find(|clause| answers(clause));
    let one = one
        .filter(|clause| clause.len() < text.len())
        .map(|clause| reader::read(&clause.iter().collect::<String>()));
    let clause = one.as_deref().unwrap_or(actual);
    let text = &clause.text;
    let short = || clause.measures.iter().any(|m| partial::is_short_share(text, m));
    let denied =
        contains_any(text, "未 没 部分 难以 无法 差距") || (contains(text, "不") && !contains(text, "不断"));
    if denied || short() {
        return Some(Verdict::Unmet);
    }
    if contains_any(text, "计划 按")
        || contains_any(text, reserve::AHEAD)
        || reserve::is_answer_taken_back(clause, VERBS)
    {
        return Some(Verdict::Unclear);
    }
    (!reserve::has_foreign_cue(clause, actual)).then_some(Verdict::Met)
}

/// A target that wants all of it (全覆盖, 全部完成, 完成) beside an actual value in per cent. 合格 wants all of a 合格率
/// if it wants anything in per cent, but how much short of it would do, nobody can tell.
pub(super) fn judge_whole(name: &str, target: &Expression, actual: &Expression) -> Option<Judgement> {
    let rate = |m: &&Measure| !m.aside && m.unit.kind == Kind::Ratio && m.change.is_none();
    // 目标100%，实际95%
    let done = |m: &&Measure| !m.is(Standing::Planned) && !m.is_past();
    let mut rates = actual.measures.iter().filter(rate);
    let measure = rates.clone().find(done).or_else(|| rates.next())?;
    let done = matches!(target.text.as_slice(), ['完', '成'] | ['已', '完', '成']);
    let whole = target.cues.has(Cue::Whole) || done;
    // 全覆盖，满意度达98%: the rate is another's.
    let before = actual.text.get(..measure.clause).unwrap_or_default();
    if before.split(|c| ends_clause(*c)).any(|clause| clause.starts_with(&target.text)) {
        return None;
    }
    if !target.measures.is_empty() || !(whole || is_rate_of(name, &target.text)) {
        return None;
    }
    let verdict = match partial::is_short(measure) {
        // 主体工程完成100%
        Some(false) if partial::is_stage(name, target, actual) => Verdict::Unclear,
        Some(false) => Verdict::Met,
        Some(true) if whole => Verdict::Unmet,
        Some(true) | None => Verdict::Unclear,
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
