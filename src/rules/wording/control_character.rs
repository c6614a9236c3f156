//! `control-character`

use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext, TextEdit};

use super::characters::{Class, LOST, classes, written_out};
use super::raw::RawText;

declare_rule! {
    /// ## 检查什么
    ///
    /// 文字里有看不见的字符：控制字符、零宽空格、文字方向控制符、字节顺序标记，写成 `_x000D_` 的回车，
    /// 以及表示乱码的 �。单元格里正常的换行不提示。
    ///
    /// ## 为什么
    ///
    /// 多是从网页、公文系统或聊天软件粘贴带来的。看上去没有差别，查找、排序、比对名称却会对不上；方向控制符还能让显示的文字与实际内容不同。
    ///
    /// ## 例子
    ///
    /// B3 部门名称“信访局”的“信”字后有一个零宽空格：
    ///
    /// > B3　第 1 字后有看不见的字符（零宽空格 U+200B），查找和比对会出错，应删去，请改正
    ///
    /// ## 修正
    ///
    /// 删去这些字符；起换行作用的改为正常换行。� 是已经丢失的字，只提示，请部门补上。
    /// 预期实现值和指标完成情况只提示，不改动。
    "control-character" {
        code: "W103",
        title: "看不见的字符",
        level: Warning,
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
    let edits = mend(&chars);
    let lost = chars.iter().position(|c| *c == LOST);
    let message = match (edits.first(), lost) {
        (Some(first), _) => {
            let name = name(&chars, first);
            let more = match edits.len() {
                1 => String::new(),
                count => format!("等 {count} 处"),
            };
            let place = match first.start {
                0 => "文字开头".to_owned(),
                start => format!("第 {start} 字后"),
            };
            format!("{place}有看不见的字符（{name}）{more}，查找和比对会出错，应删去，请改正")
        }
        (None, Some(at)) => format!("第 {} 字是乱码“{LOST}”，应为原来的字，请部门补上", at + 1),
        (None, None) => return None,
    };
    let edits = if text.is_measured() { Vec::new() } else { edits };
    Some(text.finding(context, &RULE, message, edits).actual(written_out(text.text)))
}

/// The edits that take out what does not show.
pub(super) fn mend(chars: &[char]) -> Vec<TextEdit> {
    let classes = classes(chars);
    let mut edits: Vec<TextEdit> = Vec::new();
    for (at, class) in
        classes.iter().enumerate().filter(|(_, c)| matches!(c, Class::Invisible | Class::OddLineEnd))
    {
        // What follows on the last one goes with it.
        if let Some(last) = edits.last_mut().filter(|last| last.start + last.len == at) {
            last.len += 1;
            if *class == Class::OddLineEnd {
                "\n".clone_into(&mut last.insert);
            }
            continue;
        }
        let insert = if *class == Class::OddLineEnd { "\n".to_owned() } else { String::new() };
        edits.push(TextEdit { start: at, len: 1, insert });
    }
    let first_shown = classes.iter().position(|class| *class == Class::Shown).unwrap_or(classes.len());
    let last_shown = classes.iter().rposition(|class| *class == Class::Shown).unwrap_or(0);
    for edit in &mut edits {
        // Where a line ends anyway, a second end would make a blank line; at the text's ends no line goes on.
        let is_line_end = |at: Option<usize>| at.and_then(|at| classes.get(at)) == Some(&Class::LineEnd);
        let is_at_end = edit.start < first_shown || edit.start > last_shown;
        if is_at_end || is_line_end(edit.start.checked_sub(1)) || is_line_end(Some(edit.start + edit.len)) {
            edit.insert.clear();
        }
    }
    edits
}

/// What the first character of an edit is called.
fn name(chars: &[char], edit: &TextEdit) -> String {
    let Some(&c) = chars.get(edit.start) else { return String::new() };
    let name = match c {
        '_' => return "写成 _x000D_ 一类的控制字符".to_owned(),
        '\u{200b}' => "零宽空格",
        '\u{feff}' => "字节顺序标记",
        '\u{200c}' | '\u{200d}' | '\u{2060}' => "零宽连接符",
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "文字方向控制符"
        }
        '\u{ad}' => "软连字符",
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => "不规范的换行符",
        _ => "控制字符",
    };
    format!("{name} U+{:04X}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Desk;

    fn mend(words: &str) -> Option<String> {
        let mut desk = Desk::clean();
        desk.say("problems", words);
        desk.mended("control-character")
    }

    #[test]
    fn a_zero_width_space_is_named_with_its_place() {
        let mut desk = Desk::clean();
        desk.say("department", "荔湾区\u{200b}档案局");
        assert_eq!(
            desk.lines("control-character"),
            ["B2 第 3 字后有看不见的字符（零宽空格 U+200B），查找和比对会出错，应删去，请改正"]
        );
        assert_eq!(desk.findings("control-character")[0].actual.as_deref(), Some("荔湾区⟨U+200B⟩档案局"));
    }

    #[test]
    fn what_does_not_show_is_taken_out() {
        for (wrong, right) in [
            ("\u{feff}库房不足", "库房不足"),
            ("库房\u{202e}不足\u{202c}", "库房不足"),
            ("库房\u{7}不足", "库房不足"),
            ("库房\u{ad}不足", "库房不足"),
            ("一是库房\u{b}二是人手", "一是库房\n二是人手"),
            ("一是库房_x000D_\n二是人手", "一是库房\n二是人手"),
            ("一是库房_x000D_二是人手", "一是库房\n二是人手"),
            ("一是库房\r二是人手", "一是库房\n二是人手"),
        ] {
            assert_eq!(mend(wrong).as_deref(), Some(right), "{wrong:?}");
        }
    }

    #[test]
    fn a_lost_character_is_found_but_cannot_be_mended() {
        let mut desk = Desk::clean();
        desk.say("problems", "库房面\u{fffd}不足");
        assert_eq!(
            desk.lines("control-character"),
            ["B12 第 4 字是乱码“\u{fffd}”，应为原来的字，请部门补上"]
        );
        assert_eq!(desk.mended("control-character"), None);
    }

    #[test]
    fn in_an_actual_value_it_is_found_but_not_mended() {
        let mut desk = Desk::clean();
        desk.say("indicators.0.actual", "1200\u{200b}卷");
        assert_eq!(desk.lines("control-character").len(), 1);
        assert_eq!(desk.mended("control-character"), None);
    }

    #[test]
    fn line_ends_tabs_and_other_scripts_are_fine() {
        let texts = [
            "一是库房。\n二是人手。",
            "一是库房。\r\n二是人手。",
            "库房\t人手",
            "_x平方米_",
            "ئۇيغۇر\u{200f} تىلى",
            "👨\u{200d}👩",
        ];
        for text in texts {
            let mut desk = Desk::clean();
            desk.say("problems", text);
            assert!(desk.lines("control-character").is_empty(), "{text:?}");
        }
    }
}
