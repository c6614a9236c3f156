//! Words that say the opposite of a target: 异常 and 非正常 for 正常, 有待改善 and 无明显改善 for 改善.

use super::Verdict;
use super::expression::Expression;
use super::vocabulary::Cue;
use super::wording::{Wording, contains, contains_any, contains_run, ends_clause, starts};

/// What an actual value that says the opposite of a target in words comes to; `None` where it does not.
pub(super) fn verdict(target: &[char], wanted: &Wording, actual: &Expression) -> Option<Verdict> {
    let text = &actual.text;
    // 非正常运行，已修复: what became of it, a person must read.
    let one_clause = !text.iter().any(|c| matches!(c, ',' | ';' | '。' | '(' | '但'));
    let said = if one_clause { Verdict::Unmet } else { Verdict::Unclear };
    if denies(target, text) {
        return Some(said);
    }
    let outstanding = || is_outstanding(wanted, text) || is_far_from(target, actual);
    if falls_short(target, text) || (one_clause && outstanding()) {
        return Some(Verdict::Unmet);
    }
    None
}

/// Whether the actual value says that there is a gap to what was wanted: 距满足需求仍有差距, 与预期目标有差距.
fn is_far_from(target: &[char], actual: &Expression) -> bool {
    const OWN: &str = "目标 预期 指标 要求";
    let gap = actual.cues.has(Cue::Hardship) && contains(&actual.text, "差距");
    let from = actual.text.iter().position(|c| matches!(c, '距' | '离' | '与' | '和'));
    let own = |behind: &[char]| contains_run(behind, target) || contains_any(behind, OWN);
    gap && from.and_then(|at| actual.text.get(at..)).is_some_and(own)
}

/// Whether the actual value ends by saying that what the target says was not so: 及时发放，但不足额, 提升服务能力不足.
fn falls_short(target: &[char], actual: &[char]) -> bool {
    const SHORT_OF: [&str; 4] = ["不足", "不够", "有限", "不力"];
    let last = actual.split(|c| ends_clause(*c)).rfind(|clause| !clause.is_empty()).unwrap_or_default();
    let said = SHORT_OF.into_iter().find_map(|word| {
        let end = last.len().checked_sub(word.chars().count())?;
        starts(last, end, word).then(|| last.get(..end)).flatten()
    });
    let denied = last.split(|c| *c == '不').skip(1).any(|rest| rest.len() == 2 && is_affirmed(target, rest));
    denied
        || said.is_some_and(|said| {
            // 规范性不足
            let quality = said.strip_suffix(&['性']).is_some_and(|said| said == target);
            quality || (said.len() >= 4 && said.ends_with(target))
        })
}

/// Whether what the target says stands in the actual value behind 非 or 欠: 非正常, 欠规范; not behind 非常, 是非 or 除非, and
/// not where that is denied itself (无非正常停机).
fn denies(target: &[char], actual: &[char]) -> bool {
    actual.iter().enumerate().any(|(at, c)| {
        let before = at.checked_sub(1).and_then(|before| actual.get(before));
        let denied = matches!(before, Some('无' | '未' | '没' | '零' | '免' | '不'));
        let begins = match c {
            '非' => !matches!(before, Some('是' | '除' | '莫' | '若')) && actual.get(at + 1) != Some(&'常'),
            '欠' => true,
            _ => false,
        };
        begins && !denied && actual.get(at + 1..at + 3).is_some_and(|run| is_affirmed(target, run))
    })
}

/// Whether a text says `run` somewhere without denying it.
fn is_affirmed(text: &[char], run: &[char]) -> bool {
    (0..text.len()).any(|at| {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        text.get(at..).is_some_and(|rest| rest.starts_with(run))
            && !matches!(before, Some('非' | '欠' | '不' | '未' | '无'))
    })
}

/// Whether the actual value says of what was wanted that it has yet to come, cannot be had or is not to be seen: 有待进一步
/// 提升, 难以化解, 无明显改善.
fn is_outstanding(wanted: &Wording, actual: &[char]) -> bool {
    const AHEAD: [&str; 15] = [
        "有待",
        "尚待",
        "仍待",
        "亟待",
        "还待",
        "仍需",
        "尚需",
        "还需",
        "亟需",
        "难以",
        "无法",
        "无明显",
        "无显著",
        "无实质性",
        "无实质",
    ];
    // 待完善; within a text it may be 接待.
    let behind = |word: &str| {
        let at = (0..actual.len()).find(|at| starts(actual, *at, word))?;
        actual.get(at + word.chars().count()..)
    };
    let waits = actual.strip_prefix(&['待']);
    AHEAD.into_iter().filter_map(behind).chain(waits).any(|rest| {
        let rest = Wording::of(rest).words;
        rest.get(..2).is_some_and(|begins| begins == ['变', '化'] || contains_run(&wanted.words, begins))
    })
}

/// Texts of so many characters speak of one thing: 系统数据失真. 已清理无效证照 for 有效清理证照 speaks of two.
const SHORT: usize = 8;

/// Words of which those of one side say the opposite of those of the other.
const OPPOSITES: [(&str, &str); 3] = [
    (
        "提升 提高 增长 增加 改善 增强 上升 好转 增产 稳中有增 稳中有升",
        "下降 降低 减少 回落 恶化 减弱 下滑 倒退 缩减 减产 萎缩",
    ),
    ("正常", "异常 失常 中断 停运 停用"),
    ("公开", "保密"),
];

/// The same in texts of one thing alone.
const OF_ONE_THING: [(&str, &str); 31] = [
    ("及时 按时 按期 足额", "拖欠 拖延 积压"),
    ("达标 合格", "超标"),
    ("准确 真实 精准 无误", "有误 失真 失实 不实 错误 虚假"),
    ("在线", "离线 掉线"),
    ("有效", "无效 失效"),
    ("好评", "差评"),
    ("足额", "欠拨 欠发 欠缴 欠付"),
    ("完整 齐全 齐备", "残缺"),
    ("合法", "非法 违法"),
    ("减轻", "加重"),
    ("扩大", "缩小"),
    ("明显 显著 良好 突出", "甚微 一般 不佳 欠佳 较差"),
    ("有专人", "无专人"),
    ("有序 规范 整洁", "混乱 无序 脏乱"),
    ("有序 加快", "缓慢 停滞 滞后"),
    ("便利 便捷 方便", "不便"),
    ("正面 积极", "负面"),
    ("齐全 齐备 配齐", "缺编 缺员 缺失"),
    ("有效 落实", "流于形式"),
    ("减少", "增多"),
    ("积极", "消极"),
    ("平衡 盈余 结余", "赤字 亏空 失衡"),
    ("增长 盈利 增收 增值", "亏损 亏本"),
    ("持续 连续 长期", "间断 中断 断续 停用 停运 停止"),
    ("运行 使用 运转 运营", "停用 停运 停摆 废弃 闲置"),
    ("稳定 平稳 可控", "失控 动荡 混乱"),
    ("畅通 通畅", "堵塞 拥堵"),
    ("充足 充裕", "短缺 紧缺 匮乏"),
    ("优质", "劣质"),
    ("领先 先进", "落后"),
    ("高效", "低效"),
];

/// Whether the actual value says the opposite: 下降 for 提升, 异常 for 正常. In short texts of one thing alone, the words of the
/// second table do as well.
pub(super) fn is_reversed(target: &[char], actual: &[char]) -> bool {
    let short: &[(&str, &str)] = if actual.len() <= SHORT { &OF_ONE_THING } else { &[] };
    OPPOSITES.iter().chain(short).any(|(one, other)| {
        (only(target, one, other) && only(actual, other, one))
            || (only(target, other, one) && only(actual, one, other))
    })
}

/// Whether the actual value denies the opposite of the target, and nothing that the target says: 未停用 for 持续使用.
pub(super) fn is_opposite_denied(target: &[char], actual: &[char]) -> bool {
    let denies = |wanted: &str, opposite: &str| {
        let denied = |word: &str| contains(actual, word) && is_denied(actual, word);
        contains_any(target, wanted) && opposite.split_ascii_whitespace().any(denied)
    };
    let own = |word: &str| contains(target, word) && contains(actual, word) && is_denied(actual, word);
    OPPOSITES
        .iter()
        .chain(&OF_ONE_THING)
        .any(|(one, other)| denies(one, other) && !one.split_ascii_whitespace().any(own))
}

/// Whether a text says one of some words and none of others. 无异常 does not say 异常.
fn only(text: &[char], said: &str, unsaid: &str) -> bool {
    contains_any(text, said)
        && !contains_any(text, unsaid)
        && said.split_ascii_whitespace().any(|word| contains(text, word) && !is_denied(text, word))
}

/// Whether a word stands in a text only behind what denies it.
fn is_denied(text: &[char], word: &str) -> bool {
    const NOT: [&str; 8] = ["无", "未", "不", "零", "没", "没有", "杜绝", "避免"];
    const EVENTS: [&str; 7] = ["发现", "出现", "发生", "存在", "产生", "造成", "见"];
    let ends = |text: &[char], word: &str| {
        text.len().checked_sub(word.chars().count()).filter(|begin| starts(text, *begin, word))
    };
    let places = (0..text.len()).filter(|at| starts(text, *at, word));
    places.into_iter().all(|at| {
        let before = text.get(..at).unwrap_or_default();
        let event = EVENTS.into_iter().find_map(|event| ends(before, event));
        let before = event.and_then(|begin| before.get(..begin)).unwrap_or(before);
        NOT.into_iter().any(|not| ends(before, not).is_some())
    })
}
