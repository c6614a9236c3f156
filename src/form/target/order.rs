//! Places in an order, where a lower number is better: ranks (前三名, 第2名), classes of water (Ⅲ类) and of air (二级), and
//! prizes (一等奖).

use rust_decimal::Decimal;

use super::expression::Expression;
use super::interval::{Interval, Relation};
use super::numeral;
use super::unit::Kind;
use super::wording::{contains, contains_any, starts};
use super::{Judgement, Verdict, reason};

/// Judges a target that names a rank or a class; `None` where it names none, or where the actual value does not.
pub(super) fn judge(name: &str, target: &Expression, actual: &Expression) -> Option<Judgement> {
    let (acceptable, possible) = match ranks(&target.text).as_slice() {
        [rank] => (rank.or_better(), rank_of(name, actual)?),
        [] => {
            let named = super::normalise::fold(name);
            let kind = CLASSES.iter().find(|(word, of)| {
                contains(&target.text, word)
                    && [&named, &target.text, &actual.text].into_iter().any(|text| contains_any(text, of))
            });
            let (word, _) = kind?;
            (acceptable_class(&target.text, word)?, Interval::point(class(&actual.text, word)?))
        }
        _ => return None,
    };
    let verdict = match possible.relation(&acceptable) {
        Relation::Within => Verdict::Met,
        Relation::Outside => Verdict::Unmet,
        Relation::Partly => Verdict::Unclear,
    };
    Some(Judgement::plain(verdict, reason::in_words(verdict, &target.written, &actual.written)))
}

/// What is graded by numbers of which the lowest is best, and of what. 三级甲等 and 五级 skills are the other way round, and so
/// in no row.
const CLASSES: [(&str, &str); 3] =
    [("等奖", "等奖"), ("类", "水 断面 河 湖"), ("级", "空气质量 环境空气 大气")];

/// A rank as a text gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rank {
    number: Decimal,
    /// 前三: this or any better one.
    among: bool,
}

impl Rank {
    fn or_better(self) -> Interval {
        Interval::between(Decimal::ONE, self.number)
    }

    fn values(self) -> Interval {
        if self.among { self.or_better() } else { Interval::point(self.number) }
    }
}

/// The rank that an actual value gives; a number alone is one where the indicator is named a rank.
fn rank_of(name: &str, actual: &Expression) -> Option<Interval> {
    match (ranks(&actual.text).as_slice(), actual.measures.as_slice()) {
        ([rank], _) => Some(rank.values()),
        ([], [measure])
            if measure.unit.kind == Kind::Bare
                && contains_any(&super::normalise::fold(name), "排名 名次 位次") =>
        {
            measure.amount.values()
        }
        _ => None,
    }
}

/// All ranks of a text: 前三, 前10名, 第2名, 位列第五.
fn ranks(text: &[char]) -> Vec<Rank> {
    let mut found = Vec::new();
    for (at, c) in text.iter().enumerate() {
        let among = *c == '前';
        if !among && *c != '第' {
            continue;
        }
        let Some(number) = numeral::read(text, at + 1) else { continue };
        let end = at + 1 + number.len;
        let ends =
            text.get(end).is_none_or(|c| matches!(c, '名' | '位' | '强' | ',' | ';' | '。' | '、' | ')'));
        // 第2，… may number a paragraph; 排名第2 does not.
        let alone =
            among || matches!(text.get(end), Some('名' | '位')) || (at > 0 && text.get(end).is_none());
        if ends && alone && number.value >= Decimal::ONE && number.value.fract().is_zero() {
            found.push(Rank { number: number.value, among });
        }
    }
    found
}

/// What a target in classes admits: its class and every better one; 优于 leaves the class itself out.
fn acceptable_class(text: &[char], word: &str) -> Option<Interval> {
    let class = class(text, word)?;
    let strict = (0..text.len()).any(|at| starts(text, at, "优于"))
        && !contains_any(text, "或优于 及优于 和优于 不劣于");
    Some(Interval::to(class, !strict))
}

/// The one class of a text, as a number: Ⅰ is the best, what is worse than Ⅴ (劣Ⅴ) is 6. A text that speaks of doing
/// away with a class, or of several, gives none.
fn class(text: &[char], word: &str) -> Option<Decimal> {
    let mut classes = (0..text.len()).filter_map(|at| class_at(text, at, word));
    let first = classes.next()?;
    (classes.next().is_none() && !contains_any(text, "消除 未 不 无")).then_some(first)
}

/// The class whose numeral begins at `at`: `iii类`, `三类`, `3类`.
fn class_at(text: &[char], at: usize, word: &str) -> Option<Decimal> {
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
    // The standard of air that is in force has two classes; what a third is below, only an older one says.
    if word == "级" && number > 2 {
        return None;
    }
    let worse = at > 0 && text.get(at - 1) == Some(&'劣');
    Some(Decimal::from(if worse { 6 } else { number }))
}
