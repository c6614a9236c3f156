//! Targets that want none at all: `无事故`, `不发生`, `零投诉`; and actual values that say there was none.

use super::expression::{Expression, Measure};
use super::unit::Kind;
use super::vocabulary::{Cue, Cues, Word, words};
use super::wording::{after_openings, contains, contains_run, ends_clause, starts};
use super::{Judgement, Verdict, gravity, moment, quality, reason};

/// Words that add nothing to what was absent.
const FILLERS: &str = "及发生出现存在任何各类种相关的等情况现象问题全年度本年内期间共一起次件宗例已均也都了过未无没有不零杜绝避免接到收到报告发现查出产生造成引发形成,。;、:()";

/// Words by which a text begins to say that there was some.
const FOUND: [&str; 8] = ["有", "发生", "存在", "出现", "产生", "造成", "引发", "是"];

/// Whether a text begins by saying that there is none, perhaps behind words like 全年, 确保.
fn begins_with_none(text: &[char]) -> bool {
    after_none(text).is_some()
}

/// What stands behind the word by which a text begins to say that there is none.
pub(super) fn after_none(text: &[char]) -> Option<&[char]> {
    let at = openings(text);
    let len = match words().longest(text, at) {
        Some((len, Word::Cue(Cue::None))) => len,
        _ if matches!(text.get(at..), Some(['没', '有', ..])) => 2,
        _ => return None,
    };
    text.get(at + len..)
}

/// How many characters a text opens with that say only when, how and in what whole of it.
fn openings(text: &[char]) -> usize {
    const OPENINGS: [&str; 11] =
        ["全年", "年度", "确保", "做到", "坚决", "本年度", "本年", "实现", "年内", "已", "均"];
    /// Places and times of which the indicator speaks whole.
    const SCOPES: &str = "辖区内 辖区范围内 辖区 全区 全市 全县 全省 全镇 全街 全乡 全域 全校 全院 项目实施过程中 项目实施期间 项目执行期间 项目建设过程中 \
        项目建设期间 工程施工期间 工程施工过程中 工程建设期间 施工期间 施工过程中 实施过程中 实施期间 建设期间";
    let mut at = 0;
    'openings: loop {
        for opening in OPENINGS {
            if starts(text, at, opening) {
                at += opening.chars().count();
                continue 'openings;
            }
        }
        if let Some((_, len)) = moment::read(text, at).filter(|(moment, _)| moment.year_only) {
            at += len;
            continue;
        }
        if let Some(scope) = SCOPES.split_ascii_whitespace().find(|scope| starts(text, at, scope)) {
            at += scope.chars().count();
            continue;
        }
        break;
    }
    at
}

/// Whether a target wants none at all.
pub(super) fn is_wanted(target: &Expression) -> bool {
    target.measures.is_empty() && begins_with_none(&target.text)
}

/// Whether an actual value says that there was none: `无`, `没有`, `未发生`, `零投诉`.
pub(super) fn says_none(text: &[char], cues: Cues) -> bool {
    begins_with_none(text)
        || (cues.has(Cue::None) && !cues.has(Cue::Negation) && text.len() <= 3)
        || text == ['否']
}

/// Judges a target that wants none at all. `name` tells what is meant where the target is only `无`.
pub(super) fn judge(name: &str, target: &Expression, actual: &Expression) -> Judgement {
    let judgement = Judgement::plain;
    let thing = after_none(&target.text).unwrap_or_default();
    // 拖欠12万元 tells of the thing itself in any unit.
    let told_of = |m: &Measure| {
        let before = actual.before(m);
        let head = thing.get(thing.len().saturating_sub(2)..).unwrap_or_default();
        head.len() == 2 && before.ends_with(head) && !m.cues.has_any(&[Cue::Negation, Cue::None])
    };
    let counts: Vec<_> = actual
        .measures
        .iter()
        .filter(|m| {
            let counted = m.unit.kind.is_count() || matches!(m.unit.kind, Kind::Bare | Kind::Ratio);
            !m.aside && (counted || told_of(m))
        })
        .collect();
    let lesser = actual.cues.has(Cue::Lesser) && !target.cues.has(Cue::Lesser);
    if let Some(first) = counts.first() {
        if counts.iter().all(|m| m.is_zero()) {
            return judgement(Verdict::Met, reason::none_found());
        }
        if is_denied_apart(thing, actual, &counts) {
            return judgement(Verdict::Met, reason::none_found());
        }
        if lesser && (gravity::is_named(name, target) || !gravity::is_of_same(name, thing, actual)) {
            return judgement(Verdict::Unclear, reason::other_gravity());
        }
        // 收到2起，均无效
        if counts.iter().all(|m| m.cues == Cues::default()) && is_disowned(name, target, actual) {
            return judgement(Verdict::Unclear, reason::other_gravity());
        }
        let found = counts.iter().find(|m| !m.is_zero()).unwrap_or(first);
        return judgement(Verdict::Unmet, reason::some_found(&found.shown(found.amount.figure())));
    }
    if says_none(&actual.text, actual.cues) {
        return if is_narrower(name, target, actual) {
            judgement(Verdict::Unclear, reason::narrower())
        } else {
            judgement(Verdict::Met, reason::none_found())
        };
    }
    if let Some(verdict) = quality::three_answers(actual) {
        return judgement(verdict, reason::stated(&actual.written));
    }
    // 有效控制 is not 有.
    let negated = actual.cues.has_any(&[Cue::Negation, Cue::None])
        || matches!(actual.text.get(1), Some('效' | '力' | '序'));
    // 仍有发生, 偶有发生
    let told = after_openings(&actual.text, &["仍", "尚", "还", "时", "偶", "又", "再次", "多次", "依然"]);
    if !negated && !lesser && FOUND.into_iter().any(|word| starts(told, 0, word)) {
        return judgement(Verdict::Unmet, reason::some_found(&reason::quoted(&actual.written)));
    }
    judgement(Verdict::Unclear, reason::not_said())
}

/// Whether the actual value counts other things and says in a clause of its own that there was none of what the target speaks of:
/// 发生火灾3起，无人员伤亡.
fn is_denied_apart(thing: &[char], actual: &Expression, counts: &[&Measure]) -> bool {
    let told =
        |m: &Measure| actual.text.get(m.clause..).unwrap_or_default().split(|c| ends_clause(*c)).next();
    let of_other = |m: &&Measure| told(m).is_some_and(|clause| !clause.iter().any(|c| thing.contains(c)));
    let denies = |clause: &[char]| after_none(clause) == Some(thing);
    thing.len() >= 4 && counts.iter().all(of_other) && actual.text.split(|c| ends_clause(*c)).any(denies)
}

/// Whether the actual value says of all that it counts that it is none of what the target speaks of: 均无效 for 无有效投诉, 均非责任
/// 事故 for 无责任事故.
pub(super) fn is_disowned(name: &str, target: &Expression, actual: &Expression) -> bool {
    const NOT: [char; 4] = ['无', '非', '不', '未'];
    let name = super::normalise::fold(name);
    // 未整改2起 for 未整改问题 is what the name counts; 非责任事故 for 责任事故 is not.
    let named = |c: &char, kind: &[char]| {
        contains_run(&target.text, kind) || (*c == '非' && !name.contains(c) && contains_run(&name, kind))
    };
    let effective = contains(&target.text, "有效") || contains(&name, "有效");
    actual.text.iter().enumerate().any(|(at, c)| {
        let kind = actual.text.get(at + 1..).unwrap_or_default();
        NOT.contains(c)
            && (kind.get(..1) == Some(&['效']) && effective
                || kind.get(..2).is_some_and(|kind| named(c, kind))
                || matches!(kind.get(..2), Some(['属', '实' | '于'] | ['成', '立'])))
    })
}

/// Whether the actual value denies less than was asked: 未发生重大事故 for 无事故.
fn is_narrower(name: &str, target: &Expression, actual: &Expression) -> bool {
    let mut known: Vec<char> = super::normalise::fold(name);
    known.extend(&target.text);
    known.extend(FILLERS.chars());
    known.sort_unstable();
    let known = |c: &char| known.binary_search(c).is_ok() || c.is_ascii_digit();
    actual.text.get(openings(&actual.text)..).unwrap_or_default().iter().any(|c| !known(c))
}
