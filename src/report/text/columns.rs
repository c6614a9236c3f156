//! One workbook's findings in columns that line up where CJK text is shown at double width.

use anstyle::Style;

use super::{DIM, DONE, GAP, LEAST_MESSAGE, level_colour};
use crate::record::Severity;
use crate::report::wrap::{pad, width, wrap};
use crate::rules::Treatment;

/// A finding in parts.
pub(super) struct Line {
    pub(super) cell: String,
    pub(super) label: String,
    pub(super) message: String,
    pub(super) treatment: Treatment,
    pub(super) rule: &'static str,
    pub(super) severity: Severity,
}

/// Where lines may have any length, messages are lined up to this many columns; longer ones stick out.
const USUAL_MESSAGE: usize = 60;
/// A label that is longer pushes its own line only.
const LONGEST_LABEL: usize = 24;
/// So does a cell with the name of its sheet; Excel's longest takes 73 columns.
const LONGEST_CELL: usize = 76;

/// The lines, each ending in a line break. Messages wrap at the terminal's `columns`, hanging below themselves; what
/// stands behind a message stands on its last line. What finds no room beside each other stands below each other.
pub(super) fn in_columns(lines: &[Line], columns: Option<usize>) -> String {
    let widest = |part: fn(&Line) -> &str| lines.iter().map(|line| width(part(line))).max().unwrap_or(0);
    let cells = widest(|line| &line.cell).min(LONGEST_CELL);
    let labels = widest(|line| &line.label).min(LONGEST_LABEL);
    let messages = widest(|line| &line.message);
    let states = widest(|line| state(line));
    let indent = 3 * GAP.len() + cells + labels;
    let state_columns = if states > 0 { GAP.len() + states } else { 0 };
    let behind = state_columns + GAP.len() + widest(|line| line.rule);
    // In a narrow terminal one long name of a sheet must not take the room of all other lines.
    let (cells, indent) = match columns {
        Some(columns) if columns < indent + LEAST_MESSAGE => {
            let narrow = cells.min(columns / 5);
            (narrow, indent - cells + narrow)
        }
        _ => (cells, indent),
    };
    let one = |line: &Line| {
        let sticks_out = |part: &str, columns: usize| width(part).saturating_sub(columns);
        let indent = indent + sticks_out(&line.cell, cells) + sticks_out(&line.label, labels);
        let style = level_colour(line.severity);
        let front =
            format!("{GAP}{style}{}{style:#}{GAP}{}{GAP}", pad(&line.cell, cells), pad(&line.label, labels));
        if let Some(columns) = columns.filter(|columns| *columns < indent + LEAST_MESSAGE.max(behind)) {
            return below_each_other(line, columns);
        }
        let (message, message_columns) = match columns.map(|columns| columns.saturating_sub(indent)) {
            None => (vec![line.message.clone()], messages.min(USUAL_MESSAGE)),
            Some(room) if room >= LEAST_MESSAGE + behind => {
                let columns = messages.min(room - behind);
                (wrap(&line.message, columns), columns)
            }
            Some(room) => {
                let mut message = wrap(&line.message, room);
                if message.last().is_some_and(|last| width(last) + behind > room) {
                    message.push(String::new());
                }
                (message, 0)
            }
        };
        front + &hanging(&message, indent, message_columns, &tail(line, states))
    };
    lines.iter().map(one).collect()
}

/// A finding in a terminal that has no room for its parts side by side: its cell and label, the message below them, and
/// what stands behind the message where there is room.
fn below_each_other(line: &Line, columns: usize) -> String {
    let style = level_colour(line.severity);
    let mut rows = Vec::new();
    let mut used = 0;
    // Puts a part beside the last one, or begins a row with it.
    let mut put = |part: &str, style: Style, margin: &str, beside: bool| {
        for (at, piece) in wrap(part, columns.saturating_sub(margin.len())).iter().enumerate() {
            let shown = format!("{style}{piece}{style:#}");
            match rows.last_mut() {
                Some(row) if beside && at == 0 && used + GAP.len() + width(piece) <= columns => {
                    *row = format!("{row}{GAP}{shown}");
                    used += GAP.len() + width(piece);
                }
                _ => {
                    rows.push(format!("{margin}{shown}"));
                    used = margin.len() + width(piece);
                }
            }
        }
    };
    let below = [GAP, GAP].concat();
    if !line.cell.is_empty() {
        put(&line.cell, style, GAP, false);
    }
    put(&line.label, Style::new(), GAP, !line.cell.is_empty());
    put(&line.message, Style::new(), &below, false);
    if !state(line).is_empty() {
        put(state(line), state_style(line), &below, true);
    }
    put(line.rule, DIM, &below, true);
    rows.join("\n") + "\n"
}

/// What stands behind the message: whether it was mended, and the rule's name.
fn tail(line: &Line, states: usize) -> String {
    let rule = format!("{GAP}{DIM}{}{DIM:#}", line.rule);
    if states == 0 {
        return rule;
    }
    let style = state_style(line);
    format!("{GAP}{style}{}{style:#}{rule}", pad(state(line), states))
}

/// What is done stands out.
fn state_style(line: &Line) -> Style {
    if line.treatment == Treatment::Mended { DONE } else { DIM }
}

/// Whether it was mended, or can be; what the level_colour of its level says is not said again.
fn state(line: &Line) -> &'static str {
    line.treatment.beyond_level().unwrap_or_default()
}

/// Lines below each other, each but the first indented; the last one padded, with the tail behind it.
pub(super) fn hanging(lines: &[String], indent: usize, columns: usize, tail: &str) -> String {
    let Some((last, before)) = lines.split_last() else { return format!("{tail}\n") };
    let margin = " ".repeat(indent);
    let mut rows: Vec<String> = before.to_vec();
    rows.push(if tail.is_empty() { last.clone() } else { pad(last, columns) + tail });
    rows.join(&format!("\n{margin}")) + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(cell: &str, label: &str, message: &str) -> Line {
        Line {
            cell: cell.to_owned(),
            label: label.to_owned(),
            message: message.to_owned(),
            treatment: Treatment::Mended,
            rule: "rate-wrong-value",
            severity: Severity::Error,
        }
    }

    fn shown(columns: Option<usize>) -> String {
        let lines = [
            line("G6", "预算完成率", "现为 89.23%，应为 86.51%：822.26 ÷ (843.65 + 106.87)"),
            line("G15", "指标", "应为 15宗"),
        ];
        anstream::adapter::strip_str(&in_columns(&lines, columns)).to_string()
    }

    #[test]
    fn columns_line_up() {
        let text = shown(None);
        let at: Vec<usize> = text.lines().map(|line| width(line.split("已修正").next().unwrap())).collect();
        assert_eq!(at[0], at[1], "{text}");
    }

    #[test]
    fn a_long_name_of_a_sheet_pushes_its_own_line_only() {
        let sheet = format!("{}!B3", "年度绩效".repeat(60));
        let lines = [line(&sheet, "指标", "应为 15宗"), line("G15", "指标", "应为 15宗")];
        let text = anstream::adapter::strip_str(&in_columns(&lines, None)).to_string();
        let widths: Vec<usize> = text.lines().map(width).collect();
        assert_eq!(widths[0] - widths[1], width(&sheet) - LONGEST_CELL, "{text}");
    }

    /// The terminal broke its lines anywhere.
    #[test]
    fn a_long_name_of_a_sheet_leaves_room_in_a_narrow_terminal() {
        let message = "预算完成率现为 89.23%，应为 86.51%：822.26 ÷ (843.65 + 106.87)";
        let lines = [
            line("荔湾区办事处本级（含下属单位）!G15", "一般公共预算 预算完成率", message),
            line("G6", "指标", message),
        ];
        for columns in [40, 60, 80] {
            let text = anstream::adapter::strip_str(&in_columns(&lines, Some(columns))).to_string();
            assert!(text.lines().all(|line| width(line) <= columns), "{columns}\n{text}");
            assert!(text.lines().all(|line| line.starts_with(GAP)), "{columns}\n{text}");
            let rules = text.matches("rate-wrong-value").count();
            assert_eq!(rules, 2, "{columns}\n{text}");
        }
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_and_every_finding_ends_in_its_rule() {
        for columns in [30, 40, 60, 80, 100] {
            let text = shown(Some(columns));
            assert!(text.lines().all(|line| width(line) <= columns), "{text}");
            assert_eq!(text.lines().filter(|line| line.ends_with("rate-wrong-value")).count(), 2, "{text}");
        }
    }
}
