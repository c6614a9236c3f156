//! Words against words: grades, degrees, negations, and the national form's three answers.

use std::sync::OnceLock;

use rust_decimal::Decimal;

use super::expression::Expression;
use super::interval::{Interval, Relation};
use super::lexicon::Lexicon;
use super::unit::Kind;
use super::vocabulary::Cue;
use super::{Judgement, Verdict, reason};

/// Judges a target in words.
pub(super) fn judge(target: &Expression, actual: &Expression) -> Judgement {
    let verdict = verdict(target, actual);
    let reason = reason::in_words(verdict, &target.text, &actual.text);
    Judgement { verdict, reason, exceeded: false, unit_differs: false }
}

fn verdict(target: &Expression, actual: &Expression) -> Verdict {
    let (wanted, stated) = (Wording::of(&target.text), Wording::of(&actual.text));
    if wanted.words == stated.words && wanted.degree == stated.degree {
        return Verdict::Met;
    }
    if let Some(verdict) = three_answers(&actual.text) {
        return verdict;
    }
    if let (Some(least), Some(own)) = (grade(&target.text), grade(&actual.text)) {
        return graded(least, own);
    }
    let denied = |e: &Expression| e.cues.has(Cue::Negation) || is_refused(&e.text);
    if denied(actual) && !denied(target) {
        let harmless = ["影响", "未受", "不受"].into_iter().any(|w| contains(&actual.text, w));
        return if harmless { Verdict::Unclear } else { Verdict::Unmet };
    }
    if is_reversed(&target.text, &actual.text) || (actual.cues.has(Cue::Late) && !target.cues.has(Cue::Late))
    {
        return Verdict::Unmet;
    }
    if is_partly(&actual.text) && !is_partly(&target.text) {
        return Verdict::Unmet;
    }
    let doubts = [Cue::Hedge, Cue::Planned, Cue::SetBack, Cue::Partly, Cue::None, Cue::Negation];
    if doubts.into_iter().any(|cue| actual.cues.has(cue) && !target.cues.has(cue))
        || has_weak_word(target, actual)
    {
        return Verdict::Unclear;
    }
    // A date or a number that the target asks for in words is not answered by words.
    if covers(&stated.words, &wanted.words) && stated.degree >= wanted.degree {
        return Verdict::Met;
    }
    Verdict::Unclear
}

/// A text in words: without particles, synonyms as one, and how strong it is.
#[derive(Debug, PartialEq, Eq)]
struct Wording {
    words: Vec<char>,
    /// 1 有所, 2 有效, 3 显著; 1 where nothing is said.
    degree: u8,
}

/// What a word is to a wording.
#[derive(Debug, Clone, Copy)]
enum Role {
    /// Says nothing of its own.
    Particle,
    /// Says how much.
    Degree(u8),
    /// Means the same as this word.
    Same(&'static str),
}

fn roles() -> &'static Lexicon<Role> {
    const PARTICLES: &[&str] = &[
        "已",
        "已经",
        "均",
        "均已",
        "都",
        "得到",
        "得以",
        "的",
        "了",
        "地",
        "进一步",
        "较上年",
        "较去年",
        "比上年",
        "比去年",
        "同比",
        "较往年",
        "与上年相比",
        "基本上已",
        "实现了",
        "做到",
        "实现",
        "达到",
        "能够",
        "能",
        "确保",
        "保证",
        ",",
        ";",
        "。",
        "、",
        ":",
        "!",
        "(",
        ")",
        "情况",
        "水平",
        "程度",
    ];
    const DEGREES: &[(&str, u8)] = &[
        ("显著", 3),
        ("明显", 3),
        ("大幅", 3),
        ("大幅度", 3),
        ("极大", 3),
        ("大大", 3),
        ("大力", 3),
        ("切实", 2),
        ("有效", 2),
        ("较大", 2),
        ("稳步", 2),
        ("较大幅度", 2),
        ("有所", 1),
        ("一定", 1),
        ("逐步", 1),
        ("略有", 1),
        ("略", 1),
        ("一定程度", 1),
        ("稍有", 1),
    ];
    const SAME: &[(&[&str], &str)] = &[
        (&["提升", "提高", "增强", "加强", "改善", "优化"], "提升"),
        (&["健全", "完善", "完备", "建立健全", "齐全", "完整"], "健全"),
        (&["及时", "按时", "按期", "准时", "如期", "按时限", "及时性"], "及时"),
        (&["增加", "增长", "增多"], "增加"),
        (&["减少", "降低", "下降"], "减少"),
        (&["平稳", "稳定", "平稳有序"], "稳定"),
        (&["全部", "全面", "悉数"], "全部"),
        (&["符合", "满足"], "符合"),
        (&["保障", "保证"], "保障"),
    ];
    static LEXICON: OnceLock<Lexicon<Role>> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let particles = PARTICLES.iter().map(|word| (*word, Role::Particle));
        let degrees = DEGREES.iter().map(|(word, rank)| (*word, Role::Degree(*rank)));
        let same = SAME.iter().flat_map(|(words, one)| words.iter().map(|word| (*word, Role::Same(one))));
        Lexicon::new(same.chain(degrees).chain(particles))
    })
}

impl Wording {
    fn of(text: &[char]) -> Self {
        let mut wording = Self { words: Vec::with_capacity(text.len()), degree: 0 };
        let mut at = 0;
        while let Some(&c) = text.get(at) {
            match roles().longest(text, at) {
                Some((len, role)) => {
                    match role {
                        Role::Particle => {}
                        Role::Degree(rank) => wording.degree = wording.degree.max(*rank),
                        Role::Same(word) => wording.words.extend(word.chars()),
                    }
                    at += len;
                }
                None => {
                    wording.words.push(c);
                    at += 1;
                }
            }
        }
        wording.degree = wording.degree.max(1);
        wording
    }
}

/// Whether `text` says all that `part` says: in one piece, or the same characters in another order (服务水平提升 for
/// 提升服务水平).
fn covers(text: &[char], part: &[char]) -> bool {
    if part.is_empty() {
        return false;
    }
    if text.windows(part.len()).any(|window| window == part) {
        return true;
    }
    let mut sorted = (text.to_vec(), part.to_vec());
    sorted.0.sort_unstable();
    sorted.1.sort_unstable();
    sorted.0 == sorted.1
}

fn contains(text: &[char], word: &str) -> bool {
    let word: Vec<char> = word.chars().collect();
    text.windows(word.len()).any(|window| window == word)
}

/// Words that take back what stands beside them: 健全程度低.
fn has_weak_word(target: &Expression, actual: &Expression) -> bool {
    "低弱差慢欠难缺仅尚少".chars().any(|c| actual.text.contains(&c) && !target.text.contains(&c))
}

/// Whether the actual value says the opposite: 下降 for 提升, 异常 for 正常.
fn is_reversed(target: &[char], actual: &[char]) -> bool {
    const UP: [&str; 8] = ["提升", "提高", "增长", "增加", "改善", "增强", "上升", "好转"];
    const DOWN: [&str; 8] = ["下降", "降低", "减少", "恶化", "减弱", "下滑", "倒退", "缩减"];
    let any = |text: &[char], words: &[&str]| words.iter().any(|word| contains(text, word));
    (any(target, &UP) && !any(target, &DOWN) && any(actual, &DOWN) && !any(actual, &UP))
        || (any(target, &DOWN) && !any(target, &UP) && any(actual, &UP) && !any(actual, &DOWN))
        || (contains(target, "正常") && contains(actual, "异常"))
}

/// The national form's three answers, in whatever words: 达成预期指标, 部分达成…, 未达成….
pub(super) fn three_answers(text: &[char]) -> Option<Verdict> {
    let any = |words: &[&str]| words.iter().any(|word| contains(text, word));
    let answers = any(&["达成", "达到", "完成", "实现", "符合", "达"])
        && any(&["预期", "指标", "目标", "年度", "年初", "计划效果"])
        && text.len() <= 20;
    if !answers {
        return None;
    }
    Some(if any(&["未", "没有", "不", "没"]) || any(&["部分"]) {
        Verdict::Unmet
    } else if any(&["基本", "大致", "初步", "预计", "力争", "计划", "按", "有望"]) {
        Verdict::Unclear
    } else {
        Verdict::Met
    })
}

/// Whether the text says that it was not done: 未完成, 没有达到, 不达标. That it was not counted (未统计) says nothing.
pub(super) fn is_refused(text: &[char]) -> bool {
    const DONE: &[&str] = &[
        "完成", "达", "实现", "开展", "实施", "执行", "启动", "通过", "落实", "建", "举办", "组织", "采购",
        "发放", "推进", "竣工", "开工", "到位", "合格", "及格", "按", "如期", "及时", "提", "健全", "完善",
        "改善", "满足", "符合", "做", "进行", "交付", "验收", "更新", "安排", "有效", "明显", "显著", "满意",
        "理想", "够", "好", "良", "能", "正常", "稳定",
    ];
    const NOT: &[&str] = &["未", "没有", "没", "不", "尚未", "并未", "未能", "还未", "均未"];
    (0..text.len()).any(|at| {
        NOT.iter().any(|not| {
            let len = not.chars().count();
            starts(text, at, not) && DONE.iter().any(|done| starts(text, at + len, done))
        })
    })
}

fn starts(text: &[char], at: usize, word: &str) -> bool {
    let mut at = at;
    word.chars().all(|c| {
        at += 1;
        text.get(at - 1) == Some(&c)
    })
}

/// Whether the text says that it was done only in part.
pub(super) fn is_partly(text: &[char]) -> bool {
    contains(text, "部分") && !contains(text, "部分领域")
}

/// The grade that a text gives, as the ranks that it may stand for. Only a text that is little else than a grade.
fn grade(text: &[char]) -> Option<(u8, u8)> {
    const GRADES: &[(&str, (u8, u8))] = &[
        ("优秀", (9, 9)),
        ("优", (9, 9)),
        ("优等", (9, 9)),
        ("优良", (8, 9)),
        ("很好", (8, 9)),
        ("非常好", (9, 9)),
        ("好", (8, 8)),
        ("良好", (7, 8)),
        ("良", (7, 8)),
        ("较好", (7, 7)),
        ("比较好", (7, 7)),
        ("中等", (5, 5)),
        ("中", (5, 5)),
        ("一般", (5, 5)),
        ("合格", (4, 4)),
        ("及格", (4, 4)),
        ("达标", (4, 4)),
        ("基本合格", (3, 3)),
        ("较差", (2, 2)),
        ("差", (1, 1)),
        ("很差", (0, 0)),
        ("不合格", (0, 1)),
        ("不及格", (0, 1)),
        ("不达标", (0, 1)),
        ("未达标", (0, 1)),
        ("不好", (1, 2)),
        ("非常满意", (9, 9)),
        ("很满意", (8, 9)),
        ("十分满意", (9, 9)),
        ("满意", (7, 7)),
        ("较满意", (6, 6)),
        ("比较满意", (6, 6)),
        ("较为满意", (6, 6)),
        ("基本满意", (5, 5)),
        ("不满意", (1, 1)),
        ("很不满意", (0, 0)),
        ("非常不满意", (0, 0)),
    ];
    static LEXICON: OnceLock<Lexicon<(u8, u8)>> = OnceLock::new();
    let lexicon = LEXICON.get_or_init(|| Lexicon::new(GRADES.iter().copied()));
    const FRAMES: [&str; 14] = [
        "评价", "等级", "为", "结果", "等次", "总体", "整体", "效果", "质量", "考核", "评定", "已", "均",
        "级",
    ];
    let mut found = None;
    let mut at = 0;
    while at < text.len() {
        if let Some((len, ranks)) = lexicon.longest(text, at) {
            if found.is_some() {
                return None;
            }
            found = Some(*ranks);
            at += len;
        } else if let Some(frame) = FRAMES.into_iter().find(|frame| starts(text, at, frame)) {
            at += frame.chars().count();
        } else if matches!(text.get(at), Some(',' | '。' | '、' | ':')) {
            at += 1;
        } else {
            return None;
        }
    }
    found
}

fn graded((least, _): (u8, u8), (low, high): (u8, u8)) -> Verdict {
    if low >= least {
        Verdict::Met
    } else if high < least {
        Verdict::Unmet
    } else {
        Verdict::Unclear
    }
}

/// A target that wants all of it (全覆盖, 全部完成) beside an actual value in per cent.
pub(super) fn judge_whole(target: &Expression, actual: &Expression) -> Option<Judgement> {
    let measure = actual.measures.iter().find(|m| !m.aside && m.unit.kind == Kind::Ratio)?;
    if !target.cues.has(Cue::Whole) || !target.measures.is_empty() {
        return None;
    }
    let possible = super::conversion::possible(measure)?.scaled(measure.unit.factor)?;
    let verdict = match possible.relation(&Interval::from(Decimal::ONE_HUNDRED, true)) {
        Relation::Within => Verdict::Met,
        Relation::Outside => Verdict::Unmet,
        Relation::Partly => Verdict::Unclear,
    };
    let reason = reason::of_whole(verdict, &measure.shown(measure.amount.figure()));
    Some(Judgement { verdict, reason, exceeded: false, unit_differs: false })
}
