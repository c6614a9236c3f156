//! Words that say how little came of what was to become better: `停滞`, `毫无提高`, `效果欠佳`, `受疫情影响，优化不及预期`.

use super::wording::{Wording, after_openings, contains_any, contains_run, ends_clause, ends_with, starts};

/// What a wish for something better speaks of, each as a wording has it.
const BETTER: &str = "提升 健全 增加 稳定 好转 缓解 减少 进步 规范 畅通 和谐 发展 促进 增收 满意";

/// Ends of clauses that say that little or nothing came of it.
const POOR: &str = "不及预期 不如预期 未达预期 低于预期 欠佳 不佳 不理想 不尽人意 不尽如人意 倒退 退步 恶化 滑坡 变差 较差 很差 极差 \
    不明显 不显著 甚微 不乐观";

/// Ends of clauses that say that something does not go on.
const AT_A_STOP: &str = "停滞 停滞不前 受阻 止步不前 裹足不前";

/// What there is none of where nothing came of it.
const NONE_OF: &str = "提升 增加 减少 健全 稳定 好转 缓解 进步 变化 进展 起色 成效 效果 改观 突破";

/// Whether an actual value says so of a target that wished for something better. Where another clause says anything else than why (受疫情影响), a
/// person must read it.
pub(super) fn is_told(target: &[char], wanted: &Wording, actual: &[char]) -> bool {
    const WHY: [&str; 5] = ["受", "因", "由于", "鉴于", "虽"];
    /// Characters of the longest actual value that says no more than this.
    const LONGEST: usize = 24;
    if actual.len() > LONGEST || !contains_any(&wanted.words, BETTER) {
        return false;
    }
    let text = actual.strip_suffix(&['。']).unwrap_or(actual);
    let mut clauses = text.split(|c| ends_clause(*c)).filter(|clause| !clause.is_empty()).rev();
    let Some(last) = clauses.next() else { return false };
    let others_say_why = clauses.all(|clause| WHY.into_iter().any(|why| starts(clause, 0, why)));
    // 未恶化, 无明显倒退
    let denied = last.iter().any(|c| matches!(c, '未' | '没' | '无' | '防' | '扭' | '止' | '遏'));
    let ends = |words: &str| words.split_ascii_whitespace().any(|word| ends_with(last, word));
    let poor = || ends(POOR) || (contains_any(target, "持续 不断 继续 逐步 稳步") && ends(AT_A_STOP));
    others_say_why && (is_none(wanted, last) || (!denied && poor()))
}

/// Whether an actual value says no more than that nothing changed, where things were to stay as they are: 没有变化 for 保持稳定. What was to
/// grow steadily (稳定增收) did not.
pub(super) fn is_unchanged(wanted: &Wording, actual: &[char]) -> bool {
    const GROWS: &str = "提升 增加 好转 减少 增收 进步 促进";
    if !contains_any(&wanted.words, "稳定 平稳") || contains_any(&wanted.words, GROWS) {
        return false;
    }
    let last = actual.split(|c| ends_clause(*c)).rfind(|clause| !clause.is_empty());
    last.and_then(none_of).is_some_and(|thing| {
        ["变化", "进展", "突破"].into_iter().any(|word| thing.iter().copied().eq(word.chars()))
    })
}

/// 无改善, 毫无提高, 没有变化: nothing came of it.
fn is_none(wanted: &Wording, text: &[char]) -> bool {
    let Some(thing) = none_of(text) else { return false };
    let named = NONE_OF.split_ascii_whitespace().any(|word| thing.iter().copied().eq(word.chars()));
    let of_wish = thing.len() == 2 && contains_run(&wanted.words, &thing);
    let of_change = contains_any(&thing, "变化 进展 起色 成效 效果 改观 突破");
    named && (of_wish || of_change)
}

/// What a text says that there is none of.
fn none_of(text: &[char]) -> Option<Vec<char>> {
    const OPENINGS: [&str; 6] = ["基本", "效果", "总体", "仍", "几乎", "并"];
    const NONE: [&str; 8] = ["毫无", "没有", "未见", "未有", "尚无", "无", "没", "未"];
    const DEGREES: [&str; 6] = ["明显", "显著", "任何", "实质", "得到", "有"];
    let rest = after_openings(text, &OPENINGS);
    let none = NONE.into_iter().find(|none| starts(rest, 0, none))?;
    let thing = after_openings(rest.get(none.chars().count()..)?, &DEGREES);
    Some(Wording::of(thing).words)
}

/// What an actual value says behind what it grants: 持续优化 of 虽受疫情影响，仍持续优化.
pub(super) fn granted(actual: &[char]) -> Option<Vec<char>> {
    const GRANTS: [&str; 4] = ["虽", "尽管", "克服", "面对"];
    const STILL: [&str; 6] = ["但仍", "仍然", "仍", "依然", "依旧", "但"];
    let granted = GRANTS.into_iter().any(|word| starts(actual, 0, word));
    let mut clauses = actual.split(|c| ends_clause(*c)).filter(|clause| !clause.is_empty());
    let (_, Some(rest), None) = (clauses.next()?, clauses.next(), clauses.next()) else { return None };
    let still = STILL
        .into_iter()
        .find_map(|word| (0..rest.len()).find(|at| starts(rest, *at, word)).map(|at| (at, word)));
    let (at, len) = still.map_or((0, 0), |(at, word)| (at, word.chars().count()));
    let (before, behind) = (rest.get(..at)?, rest.get(at + len..)?);
    // 仍需提升 and 仍有不足 are no results.
    let open = matches!(behind.first(), Some('需' | '有' | '待' | '存' | '未' | '不'))
        && len > 0
        && behind.get(1) != Some(&'效');
    (granted && !open).then(|| before.iter().chain(behind).copied().collect())
}
