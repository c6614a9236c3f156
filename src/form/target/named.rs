//! Which of several figures of one unit bears the indicator's own name: `工业税收1.7亿元` beside `税收6.8亿元`, `受伤9人` beside `死亡3人`. Only a
//! label of which every character is the name's own counts; of several the one that says more of the name, or its end.

use super::answers;
use super::expression::{Expression, Listed, Measure, Standing};
use super::normalise::fold;
use super::unit::{self, Kind};
use super::vocabulary::{Change, Cue, Sign};
use super::wording::{contains, contains_any, contains_foreign, contains_run, ends_with};
use super::{moment, step};

/// Characters of the longest label and of the longest name that are compared: what is longer is no label.
const LONGEST: usize = 40;

/// What says of a number only that it is one.
const COUNTING: &str = "数量额总人名户个次家件的各类项等了达为共约计元";

/// A figure with what its label says of the indicator's name.
struct Labelled<'a> {
    measure: &'a Measure,
    /// Which characters of the name the label says, and those of the figure that it is a part of.
    covers: Vec<bool>,
    /// Whether the label says nothing else.
    is_own: bool,
}

/// Of the numbers that are counted as a part of the target is, the one that the year brought, or that bears the indicator's own name.
pub(super) fn own_figure<'a>(
    name: &str,
    part: &Measure,
    actual: &Expression,
    done: &[&'a Measure],
) -> Option<&'a Measure> {
    let here = |m: &&&Measure| !m.is_past() && !m.is(Standing::Elsewhere) && is_alike(part, m, actual);
    let alike: Vec<&Measure> = done.iter().filter(here).copied().collect();
    of_this_year(name, &alike, actual).or_else(|| of_label(name, part, &alike, actual))
}

/// Whether a number is counted as the target is.
pub(super) fn is_alike(part: &Measure, measure: &Measure, actual: &Expression) -> bool {
    let same_kind = part.unit.kind == measure.unit.kind && !part.unit.kind.is_count();
    // 新增产值0.86亿元 is a figure of its own.
    let named_new = || measure.change == Some(Change::Rise) && contains_any(actual.before(measure), NEW);
    (part.unit.is_same(&measure.unit) || same_kind || part.unit.kind == Kind::Bare)
        && (part.change.is_some() == measure.change.is_some() || named_new())
}

/// Of several numbers alike the one whose label is the indicator's own.
fn of_label<'a>(
    name: &str,
    part: &Measure,
    measures: &[&'a Measure],
    actual: &Expression,
) -> Option<&'a Measure> {
    let own = fold(name);
    if measures.len() < 2 || part.listed != Listed::Not || own.len() > LONGEST || is_joined(&own) {
        return None;
    }
    let mut whole: Option<Vec<bool>> = None;
    let mut labelled: Vec<Labelled<'a>> = Vec::with_capacity(measures.len());
    for measure in measures {
        let label = label(measure, actual);
        if label.len() > LONGEST {
            return None;
        }
        let mut covers = covered(&own, label);
        let said = actual.before(measure);
        // 年初安装5盏，后拆除2盏; 满意度93%（上年），88.6%（本年）
        let undone = contains_foreign(said, &own, UNDOING);
        let unsaid = label.is_empty() && !measure.aside && measure.start == measure.clause;
        if undone || unsaid {
            return None;
        }
        let of_other_years = contains_foreign(said, &own, IN_ALL) || contains_any(said, SEVERAL_YEARS);
        let is_own = is_own(&own, label)
            && !of_other_years
            && !measure.cues.has_any(&[Cue::Negation, Cue::SetBack, Cue::Failed]);
        if !measure.aside {
            whole = Some(covers.clone());
        } else if let Some(whole) = &whole {
            covers.iter_mut().zip(whole).for_each(|(own, whole)| *own |= *whole);
        }
        labelled.push(Labelled { measure, covers, is_own });
    }
    let named: Vec<&Labelled<'_>> = labelled.iter().filter(|l| l.is_own).collect();
    if named.is_empty() {
        return before_use(&own, &labelled, actual);
    }
    let best = named.iter().find(|one| {
        let others = named.iter().filter(|other| other.measure != one.measure);
        others.into_iter().all(|other| says_more(&own, &one.covers, &other.covers))
    })?;
    // 培训300人，实际到场260人: what really was is another number of the same, but 采购30台，实际使用28台 tells what came of it.
    let is_real = |l: &&Labelled<'_>| l.measure.is(Standing::Actual) && l.measure != best.measure;
    let used = |l: &Labelled<'_>| contains_foreign(label(l.measure, actual), &own, AFTERWARDS);
    let open = labelled.iter().filter(is_real).any(|l| !used(l))
        || may_be_one_of(&own, part, best, &labelled, actual);
    (!open).then_some(best.measure)
}

/// What takes back of a number what stands before it.
const UNDOING: &str = "拆除 取消 退出 退回 退货 撤销 损坏 报废 丢失 注销 倒闭";

/// Whether a name is that of several things: 教师和干部培训人数, not 参与人数 and 普及率.
fn is_joined(name: &[char]) -> bool {
    let before = |at: usize| at.checked_sub(1).and_then(|at| name.get(at));
    name.iter().enumerate().any(|(at, c)| match c {
        '、' | '或' | '/' => true,
        '与' => before(at) != Some(&'参'),
        '及' => {
            !matches!(before(at), Some('普' | '涉' | '惠')) && !matches!(name.get(at + 1), Some('时' | '格'))
        }
        '和' => !matches!(name.get(at + 1), Some('谐' | '解')),
        _ => false,
    })
}

/// Whether what answers may be only one of several parts that are counted together: 采购6台，租赁4台 for 采购10台. 线上培训25场 beside
/// 线下培训8场 is of the same and set against it.
fn may_be_one_of(
    own: &[char],
    part: &Measure,
    best: &Labelled<'_>,
    all: &[Labelled<'_>],
    actual: &Expression,
) -> bool {
    let added = part.unit.kind.is_count() || matches!(part.unit.kind, Kind::Area | Kind::Length);
    let numbers: Vec<Measure> = all.iter().map(|l| l.measure.clone()).collect();
    let (true, Some(total)) = (added, answers::sum(&numbers)) else { return false };
    let (total, told, asked) = (total.amount.figure(), best.measure.amount.figure(), part.amount.figure());
    let others = || all.iter().filter(|l| l.measure != best.measure);
    if part.comparator.is_some_and(|c| matches!(c.sign, Sign::AtMost | Sign::LessThan)) {
        let listed = |l: &Labelled<'_>| {
            let (one, other) = (best.measure.end.min(l.measure.end), best.measure.start.max(l.measure.start));
            actual.text.get(one..other).is_some_and(|between| between.contains(&'、'))
        };
        return told <= asked && total > asked && others().any(listed);
    }
    let said = label(best.measure, actual);
    let set_against = |l: &Labelled<'_>| {
        let other = label(l.measure, actual);
        other.windows(2).any(|run| contains_run(said, run) || contains_run(own, run))
    };
    told < asked && total >= asked && others().any(|l| !set_against(l))
}

/// Of 印制宣传折页10000份，实际发放8500份 the first for 印制资料: the indicator is named after its verb, and the other tells what came of it.
fn before_use<'a>(own: &[char], all: &[Labelled<'a>], actual: &Expression) -> Option<&'a Measure> {
    let [one, other] = all else { return None };
    let verb = label(one.measure, actual).get(..2)?;
    let used = label(other.measure, actual);
    (contains_run(own, verb) && used.len() <= 4 && contains_foreign(used, own, AFTERWARDS))
        .then_some(one.measure)
}

/// What becomes of things once they are there.
const AFTERWARDS: &str = "使用 发放 投用 利用 投放 分发 领取 交付 投入";

/// What stands before a number since the last mark or number, without what says nothing of it.
fn label<'a>(measure: &Measure, actual: &'a Expression) -> &'a [char] {
    let before = actual.before(measure);
    let earlier =
        actual.measures.iter().map(|m| m.end).filter(|end| *end <= measure.start).max().unwrap_or(0);
    let before = before.get(earlier.saturating_sub(measure.clause)..).unwrap_or_default();
    let mut label = before.rsplit(|c| matches!(c, '、' | ':')).next().unwrap_or_default();
    label = step::essence(label);
    while let Some((_, len)) = moment::read(label, 0).filter(|(_, len)| *len > 0) {
        label = step::essence(label.get(len..).unwrap_or_default());
    }
    label.strip_prefix(&['同', '比']).or_else(|| label.strip_suffix(&['同', '比'])).unwrap_or(label)
}

/// Which characters of `own` a label says: runs of two and more, or the only one that it has.
fn covered(own: &[char], label: &[char]) -> Vec<bool> {
    let mut covers = vec![false; own.len()];
    let least = label.len().min(2);
    for at in 0..own.len() {
        let longest = (least.max(1)..=label.len()).rev().find(|len| {
            own.get(at..at + len).is_some_and(|run| label.windows(*len).any(|window| window == run))
        });
        let said = longest.and_then(|len| covers.get_mut(at..at + len));
        said.into_iter().flatten().for_each(|said| *said = true);
    }
    covers
}

/// Whether a label says something of the name and nothing else.
fn is_own(own: &[char], label: &[char]) -> bool {
    let counts = |c: &char| COUNTING.contains(*c);
    label.iter().all(|c| own.contains(c) || counts(c)) && label.iter().any(|c| !counts(c))
}

/// Whether what one label says of a name is more than what another does: all of that and more, or what ends the name.
fn says_more(own: &[char], one: &[bool], other: &[bool]) -> bool {
    let pairs = || one.iter().zip(other);
    let only_other = pairs().any(|(one, other)| !one && *other);
    if !only_other {
        return pairs().any(|(one, other)| *one && !other);
    }
    let apart = pairs().all(|(one, other)| !(*one && *other));
    let last = own.iter().rposition(|c| !COUNTING.contains(*c));
    apart && last.is_some_and(|last| one.get(last) == Some(&true))
}

/// Marks of what the year brought.
const THIS_YEAR: &str = "今年 本年 当年 年内 本年度";
/// What is newly there.
const NEW: &str = "新增 净增 新建 新培育 新认定 新引进 新签 新开 新发展 新注册 新登记 新改建";
/// Marks of what is there altogether.
const STOCK: &str = "累计 现有 已有 原有 两年 三年 四年 五年 近年 历年 年来 至今 总数 总量 总长 总面积 总规模 共有 保有 在册 存量 截至 截止 以来 达 总";
/// Marks of several years.
const SEVERAL_YEARS: &str = "两年 三年 四年 五年 近年 历年 年来 以来";
/// The same where they stand alone: 累计 and 达 may speak of the year.
const IN_ALL: &str = "现有 已有 原有 总数 总量 总长 总面积 总规模 保有量 存量 在册 拥有";

/// Of what is there altogether and what the year brought (累计218家，其中今年24家) the latter, unless the name asks for the former.
fn of_this_year<'a>(name: &str, measures: &[&'a Measure], actual: &Expression) -> Option<&'a Measure> {
    const LESS: &str = "减 退出 拆除 关闭 注销 取消 月 季度 上半年 下半年";
    let own = fold(name);
    if measures.len() < 2 || contains_any(&own, "累计 总 现有 保有 存量 在册 历年") {
        return None;
    }
    let is_new = contains_any(&own, NEW);
    let fresh = |m: &Measure| {
        let said = actual.before(m);
        // 累计覆盖156个，今年新增32个 for 覆盖小区
        if !is_new && contains_any(said, "增") {
            return false;
        }
        let of_year = m.year.is_some() && m.is(Standing::Unsaid);
        (of_year || contains_any(said, THIS_YEAR) || (is_new && contains_any(said, NEW)))
            && !contains_any(said, STOCK)
            && !contains_foreign(said, &own, LESS)
            && !m.cues.has_any(&[Cue::Negation, Cue::SetBack, Cue::Failed])
    };
    let mut found = measures.iter().filter(|m| fresh(m));
    let (Some(one), None) = (found.next(), found.next()) else { return None };
    let mut others = measures.iter().filter(|m| *m != one);
    others.all(|m| contains_any(actual.before(m), STOCK)).then_some(one)
}

/// Whether a number is of what is there altogether (现有绿道86公里) where the name asks for what is new.
pub(super) fn is_stock(name: &str, measure: &Measure, actual: &Expression) -> bool {
    let said = actual.before(measure);
    contains_any(&fold(name), NEW)
        && contains_any(said, IN_ALL)
        && !contains(said, "增")
        && !contains(said, "新")
}

/// Whether the name is nearer to other figures than to those that answer, or to all of them together.
pub(super) fn leaves_doubt(name: &str, answers: &[&Measure], actual: &Expression) -> bool {
    is_of_part(name, answers, actual) || are_casualties(name, answers)
}

/// Whether a part of what answers (受益农户560户，其中脱贫户86户) is nearer to the name (贫困户受益数) than the whole is, so that nobody knows which
/// of them is meant.
fn is_of_part(name: &str, answers: &[&Measure], actual: &Expression) -> bool {
    let [whole] = answers else { return false };
    if whole.aside {
        return false;
    }
    let own = fold(name);
    let said = label(whole, actual);
    let nearer = |m: &&Measure| {
        let of_whole = m.aside && m.start > whole.end && m.unit.is_same(&whole.unit) && !m.is_past();
        let among = actual.text.get(..m.start).unwrap_or_default();
        of_whole
            && contains(among.get(whole.end..).unwrap_or_default(), "其中")
            && label(m, actual).split_last().is_some_and(|(_, said_of)| {
                said_of.iter().any(|c| own.contains(c) && !said.contains(c) && !COUNTING.contains(*c))
            })
    };
    !said.is_empty() && whole.unit.kind.is_count() && actual.measures.iter().any(|m| nearer(&m))
}

/// Whether the dead and the hurt are told apart (死亡2人，受伤5人) where the name counts both.
fn are_casualties(name: &str, answers: &[&Measure]) -> bool {
    let people = answers.iter().filter(|m| m.unit.kind == Kind::People && !m.is_zero());
    contains_any(&fold(name), "伤亡 死伤") && people.count() > 1
}

/// Whether what a number counts is a share of the target (达到目标值的95%), where the target is a share of something itself.
pub(super) fn is_share_of_target(part: &Measure, measure: &Measure, actual: &Expression) -> bool {
    const TARGETS: [&str; 12] = [
        "目标值的",
        "目标的",
        "计划的",
        "任务的",
        "指标的",
        "指标值的",
        "目标数的",
        "计划数的",
        "任务数的",
        "任务量的",
        "年初目标的",
        "预期目标的",
    ];
    let ratio = |m: &Measure| m.unit.kind == Kind::Ratio && m.unit.word == unit::Word::Known("%");
    let before = actual.before(measure);
    ratio(part) && ratio(measure) && TARGETS.into_iter().any(|word| ends_with(before, word))
}
