//! What an actual value says beside the words that were wanted, as far as it takes them back, puts them off or leaves them open:
//! 难以, 力争 or 基本 before them, 存在困难 or 的80% behind them.

use super::expression::{Expression, Measure};
use super::unit::Kind;
use super::vocabulary::{Cue, Cues};
use super::wording::{contains, contains_any, contains_run, ends_with, starts};
use super::{partial, reader};

/// What words beside those that were wanted do to them.
const TAKEN_BACK: [Cue; 8] = [
    Cue::Hedge,
    Cue::Planned,
    Cue::SetBack,
    Cue::Failed,
    Cue::Partly,
    Cue::None,
    Cue::Negation,
    Cue::Hardship,
];

/// Words that leave open, wherever they stand, whether what is said was done, or done well: 健全程度低, 完善中, 提升空间大, 能否完成.
const WEAK: &str = "低 弱 差 慢 欠 难 缺 仅 尚 少 险 有限 空间 中 不足 不够 较短 过短 漏洞 隐患 受阻 受影响 受到影响 失败 放弃 搁置 \
    若 如果 如能 能否 是否 可能 可以 可望 应当 必须 希望 试图 尽量 尽力 尽可能 下一步 下步 今后 明年 阻碍 妨碍 制约";

/// Words that do so right before what was wanted: 努力完成, 影响通行, 要完成.
const LEADS: [&str; 8] = ["努力", "影响", "要", "须", "应", "或", "如", "能不能"];

/// Words that end like one of them and say nothing of the kind.
const NO_LEADS: [&str; 4] = ["重要", "主要", "相应", "对应"];

/// Whether an actual value takes back what it says of a target, by words that are not the target's own: 力争 of 力争实现预期目标,
/// though 预期 sounds planned as well.
pub(super) fn is_taken_back(target: &Expression, actual: &Expression) -> bool {
    if TAKEN_BACK.into_iter().any(|cue| actual.cues.has(cue) && !target.cues.has(cue))
        || has_weak_word(&target.text, &actual.text)
    {
        return true;
    }
    target.text.len() < actual.text.len()
        && contains_run(&actual.text, &target.text)
        && is_taken_back_beside(&target.text, &actual.text, actual.cues)
}

/// Whether what stands in a text before and behind `wanted` takes it back. `told` is what the words of the whole text do: 无误 of 准确无误
/// does nothing.
pub(super) fn is_taken_back_beside(wanted: &[char], text: &[char], told: Cues) -> bool {
    let begins = |at: &usize| text.get(*at..).is_some_and(|rest| rest.starts_with(wanted));
    let at = (0..text.len()).find(|at| !wanted.is_empty() && begins(at));
    let (before, behind) = at.map_or((text, &[][..]), |at| {
        (text.get(..at).unwrap_or_default(), text.get(at + wanted.len()..).unwrap_or_default())
    });
    if before.is_empty() && behind.is_empty() {
        return false;
    }
    let beside: String = before.iter().chain(behind).collect();
    let beside = reader::read(&beside);
    TAKEN_BACK.into_iter().any(|cue| told.has(cue) && beside.cues.has(cue))
        || contains_any(&beside.text, WEAK)
        || (at.is_some() && is_led(before))
        || is_less_than_all(&beside)
}

/// Whether an actual value that answers in the national form's words (`verbs`) takes the answer back. 预期 and 目标 are those words
/// themselves, and no plans.
pub(super) fn is_answer_taken_back(actual: &Expression, verbs: &str) -> bool {
    let text = &actual.text;
    let verb = |at: &usize| verbs.split_ascii_whitespace().any(|verb| starts(text, *at, verb));
    let before = (0..text.len()).find(verb).and_then(|at| text.get(..at)).unwrap_or_default();
    TAKEN_BACK.into_iter().any(|cue| cue != Cue::Planned && actual.cues.has(cue))
        || has_weak_word(&[], text)
        || is_led(before)
        || is_less_than_all(actual)
}

/// Whether an actual value has a word that leaves open what it says, and that is not the target's own.
pub(super) fn has_weak_word(target: &[char], actual: &[char]) -> bool {
    WEAK.split_ascii_whitespace().any(|word| contains(actual, word) && !contains(target, word))
}

/// Whether a text ends with a word that leaves open what follows.
fn is_led(before: &[char]) -> bool {
    LEADS.into_iter().any(|word| ends_with(before, word))
        && !NO_LEADS.into_iter().any(|word| ends_with(before, word))
}

/// Whether a text has a rate that may be short of 100 %.
fn is_less_than_all(text: &Expression) -> bool {
    let rate = |m: &&Measure| m.unit.kind == Kind::Ratio && !m.aside && m.change.is_none();
    text.measures.iter().filter(rate).any(|m| partial::is_short(m) != Some(false))
}
