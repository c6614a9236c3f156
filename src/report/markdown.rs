//! The rules' documentation, from doc comments to Markdown and to a terminal.

use anstyle::{AnsiColor, Style};

use super::wrap::{width, wrap};

/// A doc comment as Markdown: without the space before each line, and with every paragraph on one line, as Markdown
/// shows it. (A line break between two Chinese characters would be shown as a space.)
pub fn markdown(doc: &str) -> String {
    let mut text = String::new();
    let mut fenced = false;
    for line in doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end()) {
        let fence = line.starts_with("```");
        let begins_anew = fenced
            || line.is_empty()
            || line.starts_with(['#', '|', '>', '-', '*', '`'])
            || line.starts_with(|c: char| c.is_ascii_digit())
            || text.ends_with("\n\n")
            || text.is_empty();
        if begins_anew || last_line(&text).starts_with(['#', '|', '`']) {
            text.push_str(line);
        } else {
            text.truncate(text.trim_end().len());
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if latin(text.chars().next_back()) && latin(line.chars().next()) {
                text.push(' ');
            }
            text.push_str(line);
        }
        text.push('\n');
        fenced ^= fence;
    }
    text.trim().to_owned() + "\n"
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
    for line in markdown.lines() {
        let plain = line.replace('`', "").replace("**", "");
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

/// A line below a heading; the rows of a table keep their layout.
fn body(line: &str, columns: usize) -> Vec<String> {
    let columns = columns.saturating_sub(INDENT.len());
    if line.is_empty() || line.starts_with('|') || width(line) <= columns {
        return vec![format!("{INDENT}{line}").trim_end().to_owned()];
    }
    wrap(line, columns).iter().map(|line| format!("{INDENT}{line}")).collect()
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
}
