//! The rules' documentation, from doc comments to Markdown and to a terminal.

use anstyle::{AnsiColor, Style};

use super::wrap::{width, wrap};
use crate::letters::is_common_han;

/// A doc comment as Markdown: without the space before each line, and with every paragraph on one line, as Markdown
/// shows it. (A line break between two Chinese characters would be shown as a space.)
pub fn markdown(doc: &str) -> String {
    let mut text = String::new();
    let mut fenced = false;
    for line in doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end()) {
        let fence = line.starts_with(FENCE);
        let begins_anew =
            fenced || line.is_empty() || begins_block(line) || text.ends_with("\n\n") || text.is_empty();
        let before = last_line(&text);
        if begins_anew || before.starts_with(['#', '|']) || before.starts_with(FENCE) {
            text.push_str(line);
        } else {
            text.truncate(text.trim_end().len());
            let line = line.trim_start();
            if text.chars().next_back().zip(line.chars().next()).is_some_and(is_set_apart) {
                text.push(' ');
            }
            text.push_str(line);
        }
        text.push('\n');
        fenced ^= fence;
    }
    text.trim().to_owned() + "\n"
}

/// What stands around lines that are shown as they are.
const FENCE: &str = "```";

/// Whether a line begins a block of its own: a heading, a row of a table, a quotation, an item of a list. A paragraph's
/// line may begin with a number or with code as well.
fn begins_block(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(['#', '|', '>']) || line.starts_with(FENCE) || !item_mark(line).is_empty()
}

/// The mark of a list's item, with the space behind it: `- `, `2. `.
fn item_mark(line: &str) -> &str {
    let number = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let length = match &line[number..] {
        rest if number > 0 && rest.starts_with(". ") => number + 2,
        _ if line.starts_with("- ") || line.starts_with("* ") => 2,
        _ => 0,
    };
    &line[..length]
}

/// Whether a space stands between two characters: between Latin words, between code and Chinese, and before a number.
fn is_set_apart((before, after): (char, char)) -> bool {
    let latin = |c: char| c.is_ascii_alphanumeric();
    latin(after) && (latin(before) || is_common_han(before))
        || before == '`' && is_common_han(after)
        || is_common_han(before) && after == '`'
}

fn last_line(text: &str) -> &str {
    text.trim_end_matches('\n').rsplit('\n').next().unwrap_or_default()
}

const HEADING: Style = AnsiColor::Cyan.on_default().bold();
const INDENT: &str = "  ";

/// Markdown for a terminal of so many columns: headings coloured, marks taken away, the rest indented below them.
pub fn terminal_markdown(markdown: &str, columns: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut before_blank = true;
    let mut fenced = false;
    for line in markdown.lines() {
        if line.starts_with(FENCE) {
            fenced = !fenced;
            continue;
        }
        let plain = if fenced { line.to_owned() } else { without_marks(line) };
        let heading = plain.strip_prefix('#').map(|heading| heading.trim_start_matches(['#', ' ']));
        // A heading needs no blank line below it.
        if !(plain.is_empty() && before_blank) {
            match heading {
                Some(heading) => lines.push(format!("{HEADING}{heading}{HEADING:#}")),
                None => lines.extend(body(&plain, columns)),
            }
        }
        before_blank = plain.is_empty() || heading.is_some();
    }
    lines.join("\n") + "\n"
}

/// A line without the marks of Markdown. Code that is written in Chinese, or in marks alone, gets quotation marks instead:
/// without any it would run together with the text around it.
fn without_marks(line: &str) -> String {
    let mut text = String::new();
    for (index, part) in line.split('`').enumerate() {
        let is_code = index % 2 == 1;
        if is_code && !(part.is_ascii() && part.contains(|c: char| c.is_ascii_alphanumeric())) {
            let before = text.trim_end_matches(' ').len();
            if text[..before].ends_with(is_common_han) {
                text.truncate(before);
            }
            text.extend(["“", part, "”"]);
        } else if text.ends_with('”') && part.trim_start().starts_with(is_common_han) {
            text.push_str(part.trim_start());
        } else {
            text.push_str(part);
        }
    }
    text.replace("**", "")
}

/// A line below a heading, what does not fit hanging below its beginning; the rows of a table keep their layout.
fn body(line: &str, columns: usize) -> Vec<String> {
    let columns = columns.saturating_sub(INDENT.len());
    if line.is_empty() || line.starts_with('|') {
        return vec![format!("{INDENT}{line}").trim_end().to_owned()];
    }
    let rest = line.trim_start();
    let mark = if rest.starts_with("> ") { "> " } else { item_mark(rest) };
    let (front, text) = line.split_at(line.len() - rest.len() + mark.len());
    let margin = " ".repeat(width(front));
    let lines = wrap(text, columns.saturating_sub(width(front)));
    let front = |at: usize| if at == 0 { front } else { &margin };
    lines.iter().enumerate().map(|(at, line)| format!("{INDENT}{}{line}", front(at))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_is_one_line_and_headings_stand_alone() {
        let doc = " ## 检查什么\n\n 必填的栏目，\n 是空的。\n\n - 一\n - 二\n ## 为什么\n 汇总时\n";
        assert_eq!(markdown(doc), "## 检查什么\n\n必填的栏目，是空的。\n\n- 一\n- 二\n## 为什么\n汇总时\n");
    }

    #[test]
    fn a_terminal_shows_no_marks() {
        let shown = anstream::adapter::strip_str(&terminal_markdown("## 例子\n\n见 `G6`\n", 80)).to_string();
        assert_eq!(shown, "例子\n  见 G6\n");
    }

    /// A line that began with code or with a number began a paragraph of its own, and so ended in the middle of a sentence.
    #[test]
    fn a_paragraph_goes_on_whatever_its_next_line_begins_with() {
        let doc = " 应填件数而填 `无`，\n `3项` 的，分别记\n 100%—80%，\n - 定量；\n   定性\n 1. 一\n";
        assert_eq!(markdown(doc), "应填件数而填 `无`，`3项` 的，分别记 100%—80%，\n- 定量；定性\n1. 一\n");
    }

    /// What was marked as code ran together with the text around it.
    #[test]
    fn code_in_chinese_stands_in_quotation_marks() {
        let shown = |markdown: &str| terminal_markdown(markdown, 80).trim().to_owned();
        assert_eq!(shown("应填件数而填 `无`，`3项` 等"), "应填件数而填“无”，“3项”等");
        assert_eq!(shown("空白、`/` 或 `—`，写 `=IF(A1,1)`"), "空白、“/”或“—”，写 =IF(A1,1)");
        assert_eq!(shown("```text\n`无`\n```"), "`无`");
    }

    #[test]
    fn an_item_hangs_below_its_beginning() {
        let shown = terminal_markdown("- 指标没有完成，得分却是满分", 20);
        assert_eq!(shown, "  - 指标没有完成，得\n    分却是满分\n");
    }
}
