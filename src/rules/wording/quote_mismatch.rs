//! `quote-mismatch`

use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext, TextEdit};

use super::characters::{Class, classes};
use super::raw::RawText;

declare_rule! {
    /// ## 检查什么
    ///
    /// 中文引号（“” ‘’ 「」 『』）不成对：用两个前引号或两个后引号括一个词，或者缺了一半。英文直引号 `"` 不检查。
    ///
    /// ## 为什么
    ///
    /// 自评表要向社会公开，引号用反是最常见的录入差错，打印后很显眼。
    ///
    /// ## 例子
    ///
    /// B14 写“阳光信访、责任信访、法治信访“建设，末尾用了前引号：
    ///
    /// > B14　现为“阳光信访、责任信访、法治信访“，引号不成对，应为“阳光信访、责任信访、法治信访”，请改正
    ///
    /// ## 修正
    ///
    /// 引号个数成双、按前后交替改正后词句通顺的，直接改正；缺了一半、看不出缺在哪里的，只提示，请部门自行改正。
    /// 预期实现值和指标完成情况中的引号只提示，不改动。
    "quote-mismatch" {
        code: "W101",
        title: "引号不成对",
        level: Warning,
        fix: Safe,
        since: "0.1.0",
        check: Form(check),
    }
}

/// The pairs of marks that are looked at. Of `‘’` the second is also an apostrophe.
const PAIRS: [(char, char); 4] = [('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』')];

/// How many characters are shown of a passage that only begins, or only ends.
const UNPAIRED_SHOWN: usize = 8;

/// The longest passage, in characters, that two marks are taken to quote.
const LONGEST_QUOTED: usize = 40;

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    context
        .texts()
        .iter()
        .filter(|text| text.traits.quotes)
        .filter_map(|text| finding(context, text))
        .collect()
}

fn finding(context: &FormContext<'_>, text: &RawText<'_>) -> Option<Finding> {
    let chars: Vec<char> = text.part().chars().collect();
    let wrong: Vec<Mismatch> = PAIRS.iter().filter_map(|pair| mismatch(&chars, *pair)).collect();
    let first = wrong.iter().min_by_key(|mismatch| mismatch.from)?;
    let found = passage(&chars, first.from, first.to);
    let message = if first.edits.is_empty() {
        format!("现为{found}，引号不成对，应有前引号和后引号各一，请改正")
    } else {
        let right = passage(&mended(&chars, &first.edits), first.from, first.to);
        format!("现为{found}，引号不成对，应为{right}，请改正")
    };
    let edits = if text.is_measured() {
        Vec::new()
    } else {
        wrong.iter().flat_map(|mismatch| mismatch.edits.iter().map(TextEdit::from)).collect()
    };
    Some(text.finding(context, &RULE, message, edits))
}

/// The edits that turn marks round.
#[cfg(test)]
pub(super) fn mend(chars: &[char]) -> Vec<TextEdit> {
    let wrong = PAIRS.iter().filter_map(|pair| mismatch(chars, *pair));
    wrong.flat_map(|mismatch| mismatch.edits).map(|turn| TextEdit::from(&turn)).collect()
}

fn passage(chars: &[char], from: usize, to: usize) -> String {
    chars.get(from..to).unwrap_or_default().iter().collect()
}

/// Marks of one kind that do not pair.
#[derive(Debug)]
struct Mismatch {
    /// The passage to show, in characters.
    from: usize,
    /// Its end.
    to: usize,
    /// The marks to turn round; none where it cannot be told which.
    edits: Vec<Turn>,
}

/// A mark that should face the other way.
#[derive(Debug, Clone, Copy)]
struct Turn {
    at: usize,
    to: char,
}

impl From<&Turn> for TextEdit {
    fn from(turn: &Turn) -> Self {
        Self { start: turn.at, len: 1, insert: turn.to.to_string() }
    }
}

fn mended(chars: &[char], turns: &[Turn]) -> Vec<char> {
    let mut chars = chars.to_vec();
    for turn in turns {
        if let Some(mark) = chars.get_mut(turn.at) {
            *mark = turn.to;
        }
    }
    chars
}

/// What is wrong with one kind of marks, if they do not pair.
fn mismatch(chars: &[char], (open, close): (char, char)) -> Option<Mismatch> {
    if !chars.contains(&open) && !chars.contains(&close) {
        return None;
    }
    let classes = classes(chars);
    let marks: Vec<usize> = (0..chars.len())
        .filter(|&at| {
            chars[at] == open || (chars[at] == close && !(close == '’' && is_apostrophe(chars, &classes, at)))
        })
        .collect();
    // `5’ 以内`, `students’`: apostrophes too, in a text that opens no quotation with this mark.
    if open == '‘' && !chars.contains(&open) && marks.iter().any(|at| is_after_latin(chars, &classes, *at))
    {
        return None;
    }
    let unpaired = first_unpaired(chars, &marks, open)?;
    if marks.len().is_multiple_of(2) {
        let pairs: Vec<(usize, usize)> = marks.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
        let would_close = |at: usize| close != '’' || !is_apostrophe(chars, &classes, at);
        if pairs.iter().all(|&pair| reads_well(chars, &classes, pair) && would_close(pair.1)) {
            let is_turned = |&&(first, last): &&(usize, usize)| chars[first] != open || chars[last] != close;
            let turned: Vec<&(usize, usize)> = pairs.iter().filter(is_turned).collect();
            let edits = turned
                .iter()
                .flat_map(|&&(first, last)| [Turn { at: first, to: open }, Turn { at: last, to: close }])
                .filter(|turn| chars[turn.at] != turn.to)
                .collect();
            return turned.first().map(|&&(first, last)| Mismatch { from: first, to: last + 1, edits });
        }
    }
    // The passage after a mark that opens, before one that closes.
    let (from, to) = if chars[unpaired] == open {
        (unpaired, chars.len().min(unpaired + UNPAIRED_SHOWN))
    } else {
        ((unpaired + 1).saturating_sub(UNPAIRED_SHOWN), unpaired + 1)
    };
    Some(Mismatch { from, to, edits: Vec::new() })
}

/// Whether what stands at `at` is between two Latin letters or digits, and thus an apostrophe: `People’s`.
fn is_apostrophe(chars: &[char], classes: &[Class], at: usize) -> bool {
    let next = (at + 1..chars.len()).find(|at| classes[*at] != Class::Invisible);
    is_after_latin(chars, classes, at) && next.is_some_and(|next| chars[next].is_ascii_alphanumeric())
}

/// Whether a Latin letter or a digit stands before `at`.
fn is_after_latin(chars: &[char], classes: &[Class], at: usize) -> bool {
    let before = (0..at).rfind(|at| classes[*at] != Class::Invisible);
    before.is_some_and(|before| chars[before].is_ascii_alphanumeric())
}

/// The first mark without its partner. Marks inside marks of the same kind are bad style, but they do pair.
fn first_unpaired(chars: &[char], marks: &[usize], open: char) -> Option<usize> {
    let mut opened = Vec::new();
    for &at in marks {
        if chars[at] == open {
            opened.push(at);
        } else if opened.pop().is_none() {
            return Some(at);
        }
    }
    opened.first().copied()
}

/// Whether two marks can be taken to quote what is between them. Two words that each lost one mark (`“甲。乙“丙`) look
/// much like one word with a wrong mark; the sentence that ends between them tells them apart. Spaces and what does not
/// show are passed over, for they are other rules' to mend.
fn reads_well(chars: &[char], classes: &[Class], (first, last): (usize, usize)) -> bool {
    let between = first + 1..last;
    let is_shown = |at: &usize| classes[*at] == Class::Shown;
    let opens_well =
        between.clone().find(is_shown).is_some_and(|at| !"，。、；：！？）》".contains(chars[at]));
    let closes_well = between.clone().rfind(is_shown).is_some_and(|at| !"，、：（《".contains(chars[at]));
    let ends = |at: usize| {
        matches!(classes[at], Class::LineEnd | Class::OddLineEnd) || "。；！？".contains(chars[at])
    };
    opens_well
        && closes_well
        && between.clone().filter(is_shown).count() <= LONGEST_QUOTED
        && !between.clone().any(ends)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Desk;

    fn mend(problems: &str) -> Option<String> {
        let mut desk = Desk::clean();
        desk.say("problems", problems);
        desk.mended("quote-mismatch")
    }

    fn lines(problems: &str) -> Vec<String> {
        let mut desk = Desk::clean();
        desk.say("problems", problems);
        desk.lines("quote-mismatch")
    }

    #[test]
    fn two_opening_marks_are_found_with_what_they_should_be() {
        assert_eq!(
            lines("推进“阳光服务“建设还不够。"),
            ["B12 现为“阳光服务“，引号不成对，应为“阳光服务”，请改正"]
        );
    }

    #[test]
    fn a_mark_that_faces_the_wrong_way_is_turned() {
        for (wrong, right) in [
            ("“阳光服务“建设", "“阳光服务”建设"),
            ("”阳光服务”建设", "“阳光服务”建设"),
            ("”阳光服务“建设", "“阳光服务”建设"),
            ("“甲”和“乙“", "“甲”和“乙”"),
            ("“甲“、“乙”、“丙”", "“甲”、“乙”、“丙”"),
            ("‘十四五‘规划", "‘十四五’规划"),
            ("「一窗「通办", "「一窗」通办"),
            ("推进“阳光信访、责任信访、法治信访“建设", "推进“阳光信访、责任信访、法治信访”建设"),
        ] {
            assert_eq!(mend(wrong).as_deref(), Some(right), "{wrong}");
        }
    }

    #[test]
    fn a_mark_without_its_partner_is_found_but_not_mended() {
        for text in ["推进“阳光服务建设", "推进阳光服务”建设", "“甲”、“乙、丙", "“甲工作。\n推进“乙建设"]
        {
            assert_eq!(lines(text).len(), 1, "{text}");
            assert_eq!(mend(text), None, "{text}");
        }
    }

    #[test]
    fn marks_that_pair_are_left_alone() {
        for text in [
            "推进“阳光服务”建设",
            "“甲”“乙”",
            "他说：“推进‘阳光服务’建设。”",
            "“重提“阳光”一词”",
            "\"quoted\" and 15\"",
            "the people’s court",
            "the people’s ‘VIP’ court",
            "‘A’类事项",
            "5’ 以内",
            "没有引号",
        ] {
            assert!(lines(text).is_empty(), "{text}: {:?}", lines(text));
        }
    }

    #[test]
    fn in_a_target_it_is_found_but_not_mended() {
        let mut desk = Desk::clean();
        desk.say("indicators.0.target", "“优秀“等次");
        assert_eq!(desk.lines("quote-mismatch").len(), 1);
        assert_eq!(desk.mended("quote-mismatch"), None);
    }

    #[test]
    fn a_clean_form_has_none() {
        assert!(Desk::clean().lines("quote-mismatch").is_empty());
    }
}
