//! Places in an order, where a lower number is better: ranks (前三名, 第2名), classes of water (Ⅲ类) and of air (二级), and
//! prizes (一等奖).

use rust_decimal::Decimal;

use super::expression::Expression;
use super::interval::{Interval, Relation};
use super::numeral;
use super::unit::Kind;
use super::wording::{contains, contains_any, starts};
use super::{Judgement, Verdict, fold, reason};

/// Judges a target that names a rank or a class; `None` where it names none, or where the actual value does not.
pub(super) fn judge(name: &str, target: &Expression, actual: &Expression) -> Option<Judgement> {
    let (acceptable, possible) = match ranks(&target.text).as_slice() {
        [rank] => match rank_of(name, *rank, actual) {
            Some(reached) => (rank.or_better(), reached),
            // 15% for 前20% may be a place among all or anything else.
            None if rank.share && !actual.measures.is_empty() => {
                let reason = reason::in_words(Verdict::Unclear, &target.written, &actual.written);
                return Some(Judgement::plain(Verdict::Unclear, reason));
            }
            None => return None,
        },
        [] if target.text.contains(&'级') => match levels(name, &target.text, &actual.text) {
            Some(ranked) => ranked,
            None => classes(name, target, actual)?,
        },
        [] => classes(name, target, actual)?,
        _ => return None,
    };
    let verdict = match possible.relation(&acceptable) {
        Relation::Within => Verdict::Met,
        Relation::Outside => Verdict::Unmet,
        Relation::Partly => Verdict::Unclear,
    };
    Some(Judgement::plain(verdict, reason::in_words(verdict, &target.written, &actual.written)))
}

/// What a target in classes admits, and the class of an actual value.
fn classes(name: &str, target: &Expression, actual: &Expression) -> Option<(Interval, Interval)> {
    let find = |word: &str, of: &str, named: &[char]| {
        contains(&target.text, word)
            && [named, &target.text, &actual.text].into_iter().any(|text| contains_any(text, of))
    };
    // Most targets have no class at all.
    if !target.text.iter().any(|c| matches!(c, '等' | '类' | '级')) {
        return None;
    }
    let named = fold(name);
    let (word, _, worst) = CLASSES.iter().find(|(word, of, _)| find(word, of, &named))?;
    let own = class(&actual.text, word, *worst)?;
    Some((acceptable_class(&target.text, word, *worst)?, Interval::point(own)))
}

/// Who gives a title, the highest first.
const LEVELS: [&str; 5] = [
    "国家级",
    "省级 自治区级 省部级",
    "市级 地市级 州级",
    "区级 县级 区县级 县区级",
    "镇级 乡级 乡镇级 街道级",
];
/// What is given on several levels.
const LEVELLED: &str = "等级 级别 称号 文明 示范 荣誉 奖 先进 品牌 表彰 表扬";

/// What a target that names a level admits, and the level of an actual value: 国家级 for 省级以上表彰.
fn levels(name: &str, target: &[char], actual: &[char]) -> Option<(Interval, Interval)> {
    let (least, own) = (Level::of(target)?, Level::of(actual)?);
    let of_one = least.given == own.given || own.given.is_empty() || least.given.is_empty();
    let titles = || contains_any(least.given, LEVELLED) && contains_any(own.given, LEVELLED);
    // Of 市级 alone, only a name says that a higher one is better.
    let ordered =
        least.or_above || contains_any(least.given, LEVELLED) || contains_any(&fold(name), LEVELLED);
    let comparable = !own.or_above && ordered && (of_one || titles());
    comparable.then(|| (Interval::to(least.place, true), Interval::point(own.place)))
}

/// A level as a text gives it.
#[derive(Debug)]
struct Level<'a> {
    /// The level as a number: 国家级 is the highest.
    place: Decimal,
    /// 以上: this or any higher one.
    or_above: bool,
    /// What is given on it: 表彰.
    given: &'a [char],
}

impl<'a> Level<'a> {
    /// The level that a text begins with.
    fn of(text: &'a [char]) -> Option<Self> {
        const LEADS: [&str; 9] = ["被评为", "获评", "评为", "达到", "荣获", "获得", "获", "受到", "已"];
        const OR_ABOVE: [&str; 6] = ["及以上", "(含)以上", "(及)以上", "或以上", "以上", "及其以上"];
        let behind = |text: &'a [char], word: &str| {
            starts(text, 0, word).then(|| text.get(word.chars().count()..)).flatten()
        };
        let text = LEADS.into_iter().fold(text, |text, lead| behind(text, lead).unwrap_or(text));
        let found = LEVELS.iter().enumerate().find_map(|(place, words)| {
            words.split_ascii_whitespace().find_map(|word| behind(text, word)).map(|rest| (place, rest))
        });
        let (place, rest) = found?;
        let above = OR_ABOVE.into_iter().find_map(|word| behind(rest, word));
        let given = above.unwrap_or(rest);
        // 市级3项，省级1项 speaks of several.
        if given.iter().any(|c| {
            matches!(c, '级' | ',' | ';' | '。' | '、' | '(' | '未' | '无' | '不') || c.is_ascii_digit()
        }) {
            return None;
        }
        let given = given.strip_prefix(&['的']).unwrap_or(given);
        let place = Decimal::from(u32::try_from(place).ok()?);
        Some(Self { place, or_above: above.is_some(), given })
    }
}

/// What is graded by numbers of which the lowest is best, and of what. 三级甲等 and 五级 skills are the other way round, and so
/// in no row. Last the worst class that there is.
const CLASSES: [(&str, &str, u32); 5] = [
    ("等奖", "等奖", 5),
    ("等", "等次 考核等级 评比 评定等级", 5),
    ("类", "水 断面 河 湖", 5),
    // The standard of air that is in force has two classes; what a third is below, only an older one says.
    ("级", "空气质量 环境空气 大气", 2),
    ("级", "馆评估 馆定级 馆评级 馆等级", 3),
];

/// A rank as a text gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rank {
    number: Decimal,
    /// 前三: this or any better one.
    among: bool,
    /// 前20%: the place among all, in per cent.
    share: bool,
}

impl Rank {
    fn or_better(self) -> Interval {
        Interval::between(if self.share { Decimal::ZERO } else { Decimal::ONE }, self.number)
    }

    fn values(self) -> Interval {
        if self.among { self.or_better() } else { Interval::point(self.number) }
    }
}

/// The rank that an actual value gives, counted as the target's; a number alone is one where the indicator is named a rank.
fn rank_of(name: &str, target: Rank, actual: &Expression) -> Option<Interval> {
    match (ranks(&actual.text).as_slice(), actual.measures.as_slice()) {
        ([rank], _) if rank.share == target.share => Some(rank.values()),
        ([], [measure])
            if measure.unit.kind == Kind::Bare
                && !target.share
                && contains_any(&fold(name), "排名 名次 位次") =>
        {
            measure.amount.values()
        }
        _ => None,
    }
}

/// Characters that make a word of the 前 behind them: 提前20%, 12月底前3次.
const OTHERS: &str = "提目此以之当年月日号底末度生餐课会赛岗产术班节职";

/// All ranks of a text: 前三, 前10名, 前20%, 第2名, 位列第五.
fn ranks(text: &[char]) -> Vec<Rank> {
    let mut found = Vec::new();
    for (at, c) in text.iter().enumerate() {
        let among = *c == '前';
        if !among && *c != '第' {
            continue;
        }
        if among && at.checked_sub(1).and_then(|before| text.get(before)).is_some_and(|c| OTHERS.contains(*c))
        {
            continue;
        }
        let Some(number) = numeral::read(text, at + 1) else { continue };
        let end = at + 1 + number.len;
        let share = among && text.get(end) == Some(&'%');
        let end = end + usize::from(share);
        let ends = text.get(end).is_none_or(|c| {
            matches!(c, '名' | '位' | '强' | ',' | ';' | '。' | '、' | '(' | ')' | '以' | '之' | '内')
        });
        // 第2，… may number a paragraph; 排名第2 does not.
        let whole = at == 0 && end == text.len() && text.len() <= 3;
        let alone = whole
            || among
            || matches!(text.get(end), Some('名' | '位'))
            || (at > 0 && text.get(end).is_none());
        if ends && alone && (share || number.value >= Decimal::ONE && number.value.fract().is_zero()) {
            found.push(Rank { number: number.value, among, share });
        }
    }
    found
}

/// What a target in classes admits: its class and every better one; 优于 leaves the class itself out.
fn acceptable_class(text: &[char], word: &str, worst: u32) -> Option<Interval> {
    let class = class(text, word, worst)?;
    let strict = (0..text.len()).any(|at| starts(text, at, "优于"))
        && !contains_any(text, "或优于 及优于 和优于 不劣于");
    Some(Interval::to(class, !strict))
}

/// The one class of a text, as a number: Ⅰ is the best, what is worse than Ⅴ (劣Ⅴ) is 6. A text that speaks of doing
/// away with a class, or of several, gives none.
fn class(text: &[char], word: &str, worst: u32) -> Option<Decimal> {
    // 不低于Ⅲ类 is that class or a better one, as Ⅲ类 is.
    const OR_BETTER: [&str; 4] = ["不低于", "不劣于", "不差于", "不次于"];
    let denies = |at: usize| {
        matches!(text.get(at), Some('未' | '不' | '无'))
            && !OR_BETTER.into_iter().any(|word| starts(text, at, word))
    };
    let mut classes = (0..text.len()).filter_map(|at| class_at(text, at, word, worst));
    let first = classes.next()?;
    let affirmed = !contains(text, "消除") && !(0..text.len()).any(denies);
    (classes.next().is_none() && affirmed).then_some(first)
}

/// The class whose numeral begins at `at`: `iii类`, `三类`, `3类`.
fn class_at(text: &[char], at: usize, word: &str, worst: u32) -> Option<Decimal> {
    let latin = |i: usize| text.get(i).is_some_and(char::is_ascii_alphanumeric);
    if at > 0 && latin(at - 1) {
        return None;
    }
    let begins = word.chars().next()?;
    let numeral: String = text.get(at..)?.iter().take_while(|c| **c != begins).take(4).collect();
    starts(text, at + numeral.chars().count(), word).then_some(())?;
    let number = match numeral.as_str() {
        "i" | "一" | "1" => 1,
        "ii" | "二" | "2" => 2,
        "iii" | "三" | "3" => 3,
        "iv" | "四" | "4" => 4,
        "v" | "五" | "5" => 5,
        _ => return None,
    };
    if number > worst {
        return None;
    }
    let beyond = at > 0 && text.get(at - 1) == Some(&'劣');
    Some(Decimal::from(if beyond { 6 } else { number }))
}
