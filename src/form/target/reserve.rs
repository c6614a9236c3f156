//! What an actual value says beside the words that were wanted, as far as it takes them back, puts them off or leaves them open:
//! 难以, 力争 or 基本 before them, 存在困难 or 的80% behind them.

use super::expression::{Expression, Measure};
use super::moment::Moment;
use super::unit::Kind;
use super::vocabulary::{Cue, Cues};
use super::wording::{contains_foreign, contains_run, ends_clause, ends_with, starts};
use super::{Judgement, Verdict, partial, progress, reader, reason};

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

/// Words that leave open, wherever they stand, whether what is said was done well: 健全程度低, 提升空间大.
const WEAK: &str =
    "低 弱 差 慢 欠 缺 仅 尚 少 险 有限 空间 不足 不够 较短 过短 漏洞 隐患 严峻 堪忧 恶劣 糟糕 薄弱";

/// Words that say of what follows that it is yet to come.
pub(super) const AHEAD: &str = "预计 力争 力求 争取 有望 旨在 致力 拟 将";

/// Words of a clause that leave open whether what it says was done: 能否完成, 下一步完成, 完成受阻.
const OPEN: &str = "若 如果 如能 能否 是否 可能 可以 可望 应当 必须 希望 试图 尽量 尽力 尽可能 下一步 下步 今后 明年 阻碍 妨碍 制约 受阻 \
    受影响 受到影响 失败 放弃 搁置";

/// Words that do so right before what was wanted: 努力完成, 要完成.
const LEADS: [&str; 10] = ["可", "努力", "要", "须", "应", "或", "如", "能不能", "有利于", "有助于"];

/// Words that do so right behind it: 提升困难, 完成在即.
const TAILS: [&str; 7] = ["困难", "艰难", "乏力", "无望", "在即", "滞后", "停滞"];

/// Words that end like one of them and say nothing of the kind.
const NO_LEADS: [&str; 10] = ["供应", "效应", "反应", "适应", "认可", "许可", "重要", "主要", "相应", "对应"];

/// Whether a character ends what is said of one thing, remarks in brackets included.
pub(super) const fn ends_statement(c: char) -> bool {
    matches!(c, ',' | ';' | '。')
}

/// Whether an actual value takes back what it says of a target, by words that are not the target's own: 力争 of 力争实现预期目标,
/// though 预期 sounds planned as well.
pub(super) fn is_taken_back(target: &Expression, actual: &Expression) -> bool {
    if has_foreign_cue(target, actual) || has_weak_word(&target.text, &actual.text) {
        return true;
    }
    // 上半年及时 says nothing of the rest.
    let stretch = |moment: &Moment| moment.first.0 != moment.last.0 && !moment.is_years_end();
    let of_part = !actual.moments.is_empty() && actual.moments.iter().all(stretch);
    if of_part && target.moments.is_empty() && !progress::is_done(&target.text) {
        return true;
    }
    if !contains_run(&actual.text, &target.text) {
        return is_open(&target.text, &actual.text) || is_verb_open(&target.text, &actual.text);
    }
    target.text.len() < actual.text.len() && is_taken_back_beside(&target.text, &actual.text, actual.cues)
}

/// Whether an actual value has words that take something back, of a kind that the target has not.
pub(super) fn has_foreign_cue(target: &Expression, actual: &Expression) -> bool {
    TAKEN_BACK.into_iter().any(|cue| actual.cues.has(cue) && !target.cues.has(cue))
}

/// Whether an actual value that was compared with a target, its places or its numbers, leaves open that it is so: 力争前三名,
/// 基本达到Ⅲ类, 预计100%.
pub(super) fn is_compared_in_doubt(target: &Expression, actual: &Expression) -> bool {
    const DOUBTS: [Cue; 5] = [Cue::Hedge, Cue::SetBack, Cue::Partly, Cue::Hardship, Cue::Planned];
    if actual.cues == Cues::NONE {
        return false;
    }
    DOUBTS.into_iter().any(|cue| actual.cues.has(cue) && !target.cues.has(cue))
        || (actual.cues.has(Cue::Planned) && contains_foreign(&actual.text, &target.text, AHEAD))
}

/// A judgement by comparing, as far as the actual value does not leave it open.
pub(super) fn unless_in_doubt(
    judgement: Judgement,
    target: &Expression,
    actual: &Expression,
    year: Option<i32>,
) -> Judgement {
    if judgement.verdict != Verdict::Met {
        return judgement;
    }
    let denied = || actual.cues.has(Cue::Negation) && progress::is_refused(&actual.text);
    let verdict = match partial::put_off(actual, year) {
        Some(verdict) => verdict,
        None if denied() && !actual.text.iter().any(|c| ends_clause(*c)) => Verdict::Unmet,
        None if denied() => Verdict::Unclear,
        None if is_compared_in_doubt(target, actual) => Verdict::Unclear,
        None => return judgement,
    };
    Judgement::plain(verdict, reason::in_words(verdict, &target.written, &actual.written))
}

/// Whether what stands before and behind `wanted`, in its clause of a text, takes it back. `told` is what the words of the whole text
/// do: 无误 of 准确无误 does nothing.
pub(super) fn is_taken_back_beside(wanted: &[char], text: &[char], told: Cues) -> bool {
    let begins = |at: &usize| text.get(*at..).is_some_and(|rest| rest.starts_with(wanted));
    let at = (0..text.len()).find(|at| !wanted.is_empty() && begins(at));
    let (before, behind) = at.map_or((text, &[][..]), |at| {
        let (before, behind) = text.split_at(at);
        (before, behind.get(wanted.len()..).unwrap_or_default())
    });
    let before = before.rsplit(|c| ends_statement(*c)).next().unwrap_or_default();
    let behind = behind.split(|c| ends_statement(*c)).next().unwrap_or_default();
    let clause = at
        .map_or(text, |at| text.get(at - before.len()..at + wanted.len() + behind.len()).unwrap_or_default());
    if before.is_empty() && behind.is_empty() {
        return false;
    }
    let beside: String = before.iter().chain(behind).collect();
    let beside = reader::read(&beside);
    TAKEN_BACK.into_iter().any(|cue| told.has(cue) && beside.cues.has(cue))
        || has_weak_word(wanted, clause)
        || is_open(wanted, &beside.text)
        || (at.is_some()
            && (is_led(before)
                || ends_with_lead(behind)
                || TAILS.into_iter().any(|word| starts(behind, 0, word))))
        || is_less_than_all(&beside)
}

/// Whether a clause that answers in the national form's words (`verbs`) takes the answer back. 预期 and 目标 are those words
/// themselves, and no plans.
pub(super) fn is_answer_taken_back(clause: &Expression, verbs: &str) -> bool {
    let text = &clause.text;
    let verb = |at: &usize| verbs.split_ascii_whitespace().any(|verb| starts(text, *at, verb));
    let before = (0..text.len()).find(verb).and_then(|at| text.get(..at)).unwrap_or_default();
    TAKEN_BACK.into_iter().any(|cue| cue != Cue::Planned && clause.cues.has(cue))
        || has_weak_word(&[], text)
        || is_open(&[], text)
        || is_led(before)
        || TAILS.into_iter().any(|word| ends_with(text, word))
        || is_less_than_all(clause)
}

/// Whether an actual value in another order than its target, which begins with a verb, leaves open that this was done: 问题可解决,
/// 问题解决困难.
fn is_verb_open(target: &[char], actual: &[char]) -> bool {
    // 持续提升 ends with its verb, behind how it is to be done.
    let verbs = [target.get(..2), target.len().checked_sub(2).and_then(|at| target.get(at..))];
    verbs.into_iter().flatten().any(|verb| {
        (0..actual.len()).filter(|at| actual.get(*at..).is_some_and(|rest| rest.starts_with(verb))).any(
            |at| {
                let before = actual.get(..at).unwrap_or_default();
                is_led(before) || TAILS.into_iter().any(|word| starts(actual, at + verb.len(), word))
            },
        )
    })
}

/// Whether an actual value has a word that leaves open how well it was done, and that is not the target's own.
fn has_weak_word(target: &[char], actual: &[char]) -> bool {
    // 完善中, but not 考核中成绩良好; 落实难, but not 困难群众.
    let under_way = || {
        actual.split(|c| ends_clause(*c)).any(|clause| clause.ends_with(&['中'])) && !target.contains(&'中')
    };
    let hard = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| actual.get(before));
        actual.get(at) == Some(&'难')
            && !matches!(before, Some('困' | '疑' | '艰' | '解' | '克'))
            && actual.get(at + 1) != Some(&'题')
    };
    contains_foreign(actual, target, WEAK)
        || under_way()
        || (!target.contains(&'难') && (0..actual.len()).any(hard))
}

/// Whether an actual value has a word that leaves open whether it was done, and that is not the target's own.
fn is_open(target: &[char], actual: &[char]) -> bool {
    contains_foreign(actual, target, OPEN)
}

/// Whether what stands before something leaves it open.
fn is_led(before: &[char]) -> bool {
    // 影响 alone is what befalls it, and 社会影响 a name; 中长期 is not 长期.
    matches!(before, ['影', '响'] | ['中']) || ends_with_lead(before)
}

/// Whether a text ends with a word that leaves open what follows, or, in another order, what it was said of: 信息共享可实现.
fn ends_with_lead(text: &[char]) -> bool {
    LEADS.into_iter().any(|word| ends_with(text, word))
        && !NO_LEADS.into_iter().any(|word| ends_with(text, word))
}

/// Whether a text has a rate that may be short of 100 %.
fn is_less_than_all(text: &Expression) -> bool {
    let rate = |m: &&Measure| m.unit.kind == Kind::Ratio && !m.aside && m.change.is_none();
    text.measures.iter().filter(rate).any(|m| partial::is_short(m) != Some(false))
}
