//! `stray-space`

mod clauses;

use std::collections::BTreeSet;

use self::clauses::Clauses;
use crate::enumeration::is_numeral;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext, TextEdit};

use super::characters::{Class, classes, is_han};
use super::raw::RawText;

declare_rule! {
    /// ## 检查什么
    ///
    /// 多余的空格（半角、全角、不间断空格）：文字首尾的空格和换行，句读前面和左括号后面的空格，逗号、顿号后面的空格，
    /// 一句话中间夹的空格。段首缩进、资金来源分项前的缩进、英文和数字之间的空格、用来隔开几项的空格不提示。
    ///
    /// ## 为什么
    ///
    /// 多是从文件中粘贴时带来的；“ 100%”前面的空格会让它与“100%”对不上，公开时标点前的空格也不美观。
    ///
    /// ## 例子
    ///
    /// G11 写“ 100%”，B22 写“不够精细 ，且不能实现多元化”：
    ///
    /// > G11　首尾有多余的空格（1 处），应删去
    /// >
    /// > B22　标点旁有多余的空格（1 处，如“精细␣，”），应删去
    ///
    /// ## 修正
    ///
    /// 删去多余的空格，不改动任何字。预期实现值和指标完成情况只删首尾的空格。
    "stray-space" {
        code: "W102",
        title: "多余的空格",
        level: Info,
        fix: Safe,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    context.texts().iter().filter(|text| text.traits.gaps).filter_map(|text| finding(context, text)).collect()
}

fn finding(context: &FormContext<'_>, text: &RawText<'_>) -> Option<Finding> {
    let chars: Vec<char> = text.part().chars().collect();
    let mut gaps = stray(&chars);
    gaps.retain(|gap| match gap.place {
        Place::Ends => text.is_whole_cell() && !(text.may_be_indented() && gap.indents(&chars)),
        Place::LineEnd | Place::Punctuation | Place::Sentence => !text.is_measured(),
    });
    let places: BTreeSet<Place> = gaps.iter().map(|gap| gap.place).collect();
    if places.is_empty() {
        return None;
    }
    let places: Vec<&str> = places.into_iter().map(Place::name).collect();
    let inside = gaps.iter().find(|gap| matches!(gap.place, Place::Punctuation | Place::Sentence));
    let example = inside.map_or_else(String::new, |gap| format!("，如“{}”", gap.with_neighbours(&chars)));
    let message = format!("{}有多余的空格（{} 处{example}），应删去", places.join("、"), gaps.len());
    let edits = gaps.iter().map(Gap::edit).collect();
    Some(text.finding(context, &RULE, message, edits))
}

/// Where stray spaces stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// Before the text or after it.
    Ends,
    /// At the end of a line of it.
    LineEnd,
    /// Before closing punctuation, after an opening bracket or a comma.
    Punctuation,
    /// Between two characters of a sentence.
    Sentence,
}

impl Place {
    const fn name(self) -> &'static str {
        match self {
            Self::Ends => "首尾",
            Self::LineEnd => "行末",
            Self::Punctuation => "标点旁",
            Self::Sentence => "字间",
        }
    }
}

/// Spaces side by side that should go.
#[derive(Debug, Clone, Copy)]
struct Gap {
    place: Place,
    from: usize,
    to: usize,
}

impl Gap {
    fn edit(&self) -> TextEdit {
        TextEdit { start: self.from, len: self.to - self.from, insert: String::new() }
    }

    /// Whether it moves the whole text to the right far enough to be seen.
    fn indents(&self, chars: &[char]) -> bool {
        self.from == 0 && width(chars.get(..self.to).unwrap_or_default()) >= 2
    }

    /// The gap with the characters around it, the spaces made visible.
    fn with_neighbours(&self, chars: &[char]) -> String {
        let before = chars.get(self.from.saturating_sub(2)..self.from).unwrap_or_default();
        let after = chars.get(self.to..chars.len().min(self.to + 2)).unwrap_or_default();
        let spaces = std::iter::repeat_n('␣', self.to - self.from);
        before
            .iter()
            .copied()
            .chain(spaces)
            .chain(after.iter().copied())
            .filter(|c| !c.is_control())
            .collect()
    }
}

/// The edits that take out stray spaces.
#[cfg(test)]
pub(super) fn mend(chars: &[char]) -> Vec<TextEdit> {
    stray(chars).iter().map(Gap::edit).collect()
}

/// The spaces of a text that should go.
fn stray(chars: &[char]) -> Vec<Gap> {
    let classes = classes(chars);
    let sentences = Clauses::of(chars, &classes);
    let mut gaps = Vec::new();
    let mut from = 0;
    while from < chars.len() {
        if classes[from] == Class::Shown {
            from += 1;
            continue;
        }
        let length = classes[from..].iter().take_while(|class| **class != Class::Shown).count();
        let to = from + length;
        let strays = match (from.checked_sub(1), to < chars.len()) {
            (None, _) if is_indent(chars, &classes, to) => None,
            (None, _) | (_, false) => Some((Place::Ends, from..to)),
            (Some(_), true) => inside(chars, &classes, &sentences, from, to),
        };
        if let Some((place, range)) = strays {
            // Invisible characters among the spaces are another rule's.
            let goes = |at: usize| match classes[at] {
                Class::Space => true,
                Class::LineEnd => place == Place::Ends,
                Class::Shown | Class::Invisible | Class::OddLineEnd => false,
            };
            for at in range.filter(|at| goes(*at)) {
                match gaps.last_mut() {
                    Some(Gap { to, .. }) if *to == at => *to = at + 1,
                    _ => gaps.push(Gap { place, from: at, to: at + 1 }),
                }
            }
        }
        from = to;
    }
    gaps
}

/// Which of the spaces from `from` to `to`, inside a text, are stray.
fn inside(
    chars: &[char],
    classes: &[Class],
    sentences: &Clauses,
    from: usize,
    to: usize,
) -> Option<(Place, std::ops::Range<usize>)> {
    let is_line_end = |class: &Class| matches!(class, Class::LineEnd | Class::OddLineEnd);
    if let Some(last) = classes[from..to].iter().rposition(is_line_end) {
        // What follows the line's end indents the next line, and may stay.
        return Some((Place::LineEnd, from..from + last));
    }
    let (before, after) = (chars[from - 1], chars[to]);
    let spaces: Vec<char> =
        (from..to).filter(|at| classes[*at] == Class::Space).map(|at| chars[at]).collect();
    let is_narrow = !spaces.contains(&'\u{3000}');
    let at_punctuation = CLOSING.contains(after)
        || OPENING.contains(before)
        || (PARTING.contains(before) && is_narrow && is_han(after));
    if at_punctuation {
        return Some((Place::Punctuation, from..to));
    }
    let in_sentence = is_han(before)
        && is_han(after)
        && spaces.len() == 1
        && sentences.has_one_gap(from)
        && !counts_on(&chars[to..]);
    in_sentence.then_some((Place::Sentence, from..to))
}

/// Punctuation that no space stands before. Quotation marks are not among these, for they may face the wrong way.
const CLOSING: &str = "，。、；：！？）》】％";
/// Punctuation that no space stands after.
const OPENING: &str = "（《【";
/// Punctuation that no space needs to follow. (After a full stop a space may part two points.)
const PARTING: &str = "，、；：";

/// How much room spaces take, in half the width of a Chinese character.
fn width(spaces: &[char]) -> usize {
    spaces.iter().map(|c| if *c == '\u{3000}' { 2 } else { 1 }).sum()
}

/// Whether the spaces before `to` indent the text's first paragraph, as others of its paragraphs are indented.
fn is_indent(chars: &[char], classes: &[Class], to: usize) -> bool {
    let starts_indented = |line: usize| {
        let spaces = classes[line..].iter().take_while(|class| **class == Class::Space).count();
        spaces > 0 && classes.get(line + spaces) == Some(&Class::Shown)
    };
    width(&chars[..to]) >= 4
        && starts_indented(0)
        && (to..chars.len())
            .any(|at| classes[at] == Class::LineEnd && at + 1 < chars.len() && starts_indented(at + 1))
}

/// Whether a text begins with a word that counts points (`一是`, `其次`): the space before it parts two points.
fn counts_on(chars: &[char]) -> bool {
    let begins = |word: &str| word.chars().enumerate().all(|(n, c)| chars.get(n) == Some(&c));
    let digits = chars.iter().take_while(|c| is_numeral(**c)).count();
    let numbered = digits > 0 && chars.get(digits).is_some_and(|c| "是、要".contains(*c));
    numbered
        || ["首先", "其次", "再次", "最后", "此外", "另外", "其一", "其二", "其三", "第"]
            .into_iter()
            .any(begins)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Desk;

    fn mend(words: &str) -> Option<String> {
        let mut desk = Desk::clean();
        desk.say("problems", words);
        desk.mended("stray-space")
    }

    #[test]
    fn spaces_at_the_ends_are_found() {
        let mut desk = Desk::clean();
        desk.say("indicators.1.actual", " 100%");
        assert_eq!(desk.lines("stray-space"), ["G10 首尾有多余的空格（1 处），应删去"]);
        assert_eq!(desk.mended("stray-space").as_deref(), Some("100%"));
    }

    /// What broke: without its spaces a part of a source stood as if it were a source of its own.
    #[test]
    fn what_indents_a_part_of_a_source_of_funds_is_left_alone() {
        let mut desk = Desk::clean();
        for (path, words, told) in [
            ("funding.1.source", "\u{3000}\u{3000}人员经费", false),
            ("funding.1.source", "    上年结转资金", false),
            ("funding.1.source", " 一般公共预算", true),
            ("funding.1.source", "    上年结转资金 ", true),
            ("funding.0.source", "    合计", true),
        ] {
            desk.say(path, words);
            assert_eq!(desk.lines("stray-space").len(), usize::from(told), "{path} {words:?}");
            desk.say(path, words.trim());
        }
    }

    #[test]
    fn spaces_beside_punctuation_are_found_with_an_example() {
        let mut desk = Desk::clean();
        desk.say("problems", "目标设定不够精细 ，且不能实现多元化 。");
        assert_eq!(desk.lines("stray-space"), ["B12 标点旁有多余的空格（2 处，如“精细␣，且”），应删去"]);
    }

    #[test]
    fn stray_spaces_are_taken_out() {
        for (wrong, right) in [
            (" 库房不足。 ", "库房不足。"),
            ("\u{3000}库房不足。\u{a0}", "库房不足。"),
            (" \n库房不足。\n", "库房不足。"),
            ("一是库房 。二是人手", "一是库房。二是人手"),
            ("“一站式”查档（ 窗口 ）", "“一站式”查档（窗口）"),
            ("完成工作任务， 维护工作秩序", "完成工作任务，维护工作秩序"),
            ("切实做好日常 信访工作秩序", "切实做好日常信访工作秩序"),
            ("一是库房不足。  \n二是人手", "一是库房不足。\n二是人手"),
        ] {
            assert_eq!(mend(wrong).as_deref(), Some(right), "{wrong:?}");
        }
    }

    #[test]
    fn spaces_that_mean_something_are_left_alone() {
        for text in [
            "更换 Windows 10 系统 3 套",
            "全年办结 1 200 件，同比增长 3.5 %",
            "一是库房不足。\n\u{3000}\u{3000}二是人手不足。",
            "\u{3000}\u{3000}一是库房不足。\n\u{3000}\u{3000}二是人手不足。",
            "一是库房面积严重不足 二是人手不足",
            "开展普法宣传 接访下访 督查督办 业务培训",
            "库房不足。 人手不足。",
            "张 三",
            "数\u{3000}\u{3000}量",
        ] {
            assert_eq!(mend(text), None, "{text:?}");
        }
    }

    #[test]
    fn inside_targets_and_actual_values_nothing_is_touched() {
        let mut desk = Desk::clean();
        desk.say("indicators.0.target", "≥1000 卷 ，含电子 ");
        assert_eq!(desk.mended("stray-space").as_deref(), Some("≥1000 卷 ，含电子"));
    }

    #[test]
    fn beside_another_label_in_the_cell_nothing_is_touched() {
        let mut desk = Desk::clean();
        desk.put("B2", crate::rules::testing::text("部门名称：荔湾区档案局    单位：万元 "));
        assert!(desk.lines("stray-space").is_empty());
    }

    #[test]
    fn a_clean_form_has_none() {
        assert!(Desk::clean().lines("stray-space").is_empty());
    }
}
