//! What a person reads in a terminal: grouped by workbook, the cell first, what it is and what it should be, and a
//! closing line of counts.

use std::collections::HashMap;

use anstyle::{AnsiColor, Style};

use super::csv::fix_word;
use super::safe::visible;
use super::wrap::{pad, width, wrap};
use crate::batch::{InputRecord, InputStatus, Results};
use crate::rules::{Finding, Severity};

/// How the text is laid out.
#[derive(Debug, Clone, Default)]
pub struct TextOptions {
    /// Columns of the terminal; `None` where lines may have any length.
    pub width: Option<usize>,
    /// Whether what is only noted (提示) is listed too.
    pub all: bool,
    /// Where results were written, for the closing line.
    pub place: Option<String>,
}

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const DONE: Style = AnsiColor::Green.on_default();

const fn colour(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red.on_default(),
        Severity::Warning => AnsiColor::Yellow.on_default(),
        Severity::Info => AnsiColor::Cyan.on_default(),
    }
}

/// The findings of a run with ANSI colours; whoever prints it takes them away where there are none.
pub fn text(results: &Results, options: &TextOptions) -> String {
    let titles = titles(results);
    let mut out = String::new();
    let mut lines: Vec<Line> = Vec::new();
    let mut current: Option<&str> = None;
    for (at, finding) in results.findings.iter().enumerate() {
        if finding.severity == Severity::Info && !options.all {
            continue;
        }
        if current != Some(&finding.file) {
            flush(&mut out, &mut lines, options);
            let title = titles.get(finding.file.as_str()).map_or_else(|| "各单位之间".to_owned(), title);
            out += &format!("{BOLD}{title}{BOLD:#}\n");
            current = Some(&finding.file);
        }
        lines.push(Line::of(results, at, finding, titles.get(finding.file.as_str())));
    }
    flush(&mut out, &mut lines, options);
    out += &others(&results.inputs, options);
    out + &counts(results, options)
}

/// What a workbook is called, and on which sheet its only form stands.
struct Title<'a> {
    file: &'a str,
    departments: Vec<&'a str>,
    sheets: Vec<&'a str>,
}

fn titles(results: &Results) -> HashMap<&str, Title<'_>> {
    let mut titles: HashMap<&str, Title<'_>> = HashMap::new();
    for form in &results.forms {
        let title = titles.entry(&form.file).or_insert_with(|| Title {
            file: &form.file,
            departments: Vec::new(),
            sheets: Vec::new(),
        });
        if let Some(department) = form.department.as_deref()
            && !title.departments.contains(&department)
        {
            title.departments.push(department);
        }
        title.sheets.push(&form.sheet);
    }
    titles
}

fn title(title: &Title<'_>) -> String {
    let file = visible(title.file);
    let departments: Vec<_> = title.departments.iter().map(|name| visible(name)).collect();
    match departments.as_slice() {
        [] => file.into_owned(),
        [one] => format!("{one}（{file}）"),
        [first, ..] => format!("{first} 等 {} 个单位（{file}）", departments.len()),
    }
}

/// One finding, its parts ready to be lined up.
struct Line {
    cell: String,
    label: String,
    message: String,
    state: &'static str,
    rule: &'static str,
    severity: Severity,
    applied: bool,
}

impl Line {
    fn of(results: &Results, at: usize, finding: &Finding, title: Option<&Title<'_>>) -> Self {
        let applied = results.applied.get(at).copied().unwrap_or(false);
        let checked_only = results.applied.is_empty();
        let state = match (applied, checked_only) {
            (true, _) => "已修正",
            (false, true) => fix_word(finding),
            (false, false) => "",
        };
        let label = results.labels.get(at).and_then(Option::as_deref).unwrap_or(finding.rule.title);
        Self {
            cell: cell(finding, title),
            label: visible(label).into_owned(),
            message: visible(&finding.message).into_owned(),
            state,
            rule: finding.rule.name,
            severity: finding.severity,
            applied,
        }
    }
}

/// The cell, with its sheet where that does not go without saying.
fn cell(finding: &Finding, title: Option<&Title<'_>>) -> String {
    let cell = finding.cell.map(|cell| cell.to_string()).unwrap_or_default();
    let only_sheet =
        title.is_some_and(|title| matches!(title.sheets.as_slice(), [only] if *only == finding.sheet));
    match (only_sheet || finding.sheet.is_empty(), cell.is_empty()) {
        (true, _) => cell,
        (false, true) => visible(&finding.sheet).into_owned(),
        (false, false) => format!("{}!{cell}", visible(&finding.sheet)),
    }
}

/// Columns between two parts of a line.
const GAP: usize = 2;
/// Where lines may have any length, messages are lined up to this many columns; longer ones stick out.
const USUAL_MESSAGE: usize = 60;
/// A terminal that leaves a message less than this gets no columns after it.
const LEAST_MESSAGE: usize = 24;
/// A label that is longer pushes its own line only.
const LONGEST_LABEL: usize = 24;

/// Writes one workbook's findings in columns.
fn flush(out: &mut String, lines: &mut Vec<Line>, options: &TextOptions) {
    if lines.is_empty() {
        return;
    }
    let widest = |part: fn(&Line) -> &str| lines.iter().map(|line| width(part(line))).max().unwrap_or(0);
    let cells = widest(|line| &line.cell);
    let labels = widest(|line| &line.label).min(LONGEST_LABEL);
    let messages = widest(|line| &line.message);
    let states = widest(|line| line.state);
    let rules = widest(|line| line.rule);
    let indent = GAP + cells + GAP + labels + GAP;
    let tail = if states > 0 { GAP + states } else { 0 } + GAP + rules;
    let room = options.width.map(|columns| columns.saturating_sub(indent + tail));
    for line in lines.drain(..) {
        let style = colour(line.severity);
        *out += &format!(
            "{}{style}{}{style:#}{}{}{}",
            " ".repeat(GAP),
            pad(&line.cell, cells),
            " ".repeat(GAP),
            pad(&line.label, labels),
            " ".repeat(GAP)
        );
        let tail = tail_of(&line, states);
        match room {
            Some(room) if room >= LEAST_MESSAGE => {
                let columns = messages.min(room);
                hang(out, &wrap(&line.message, columns), indent, columns, &tail);
            }
            Some(_) => {
                let columns = options.width.unwrap_or_default().saturating_sub(indent).max(LEAST_MESSAGE);
                hang(out, &wrap(&line.message, columns), indent, 0, &tail);
            }
            None => hang(out, &[line.message.clone()], indent, messages.min(USUAL_MESSAGE), &tail),
        }
    }
    out.push('\n');
}

/// What stands after the message: whether it was mended, and the rule's name.
fn tail_of(line: &Line, states: usize) -> String {
    let state = if states > 0 {
        let style = if line.applied { DONE } else { DIM };
        format!("{}{style}{}{style:#}", " ".repeat(GAP), pad(line.state, states))
    } else {
        String::new()
    };
    format!("{state}{}{DIM}{}{DIM:#}", " ".repeat(GAP), line.rule)
}

/// Writes a message's lines below each other, and after the last one the tail.
fn hang(out: &mut String, lines: &[String], indent: usize, columns: usize, tail: &str) {
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            *out += &" ".repeat(indent);
        }
        if at + 1 == lines.len() {
            *out += &format!("{}{tail}\n", pad(line, columns));
        } else {
            *out += &format!("{line}\n");
        }
    }
}

/// So many files of one kind are named; the rest is counted.
const NAMED: usize = 20;

/// The files that gave no form, and why.
fn others(inputs: &[InputRecord], options: &TextOptions) -> String {
    let mut out = String::new();
    for (status, style) in [
        (InputStatus::Unreadable, colour(Severity::Error)),
        (InputStatus::NotAForm, colour(Severity::Warning)),
        (InputStatus::Skipped, colour(Severity::Info)),
    ] {
        let all: Vec<_> = inputs.iter().filter(|input| input.status == status).collect();
        let shown = if status == InputStatus::Unreadable { all.len() } else { NAMED };
        let names =
            all.iter().take(shown).map(|input| width(&visible(&input.file))).max().unwrap_or(0).min(40);
        for input in all.iter().take(shown) {
            let reason = visible(input.reason.as_deref().unwrap_or_default()).into_owned();
            let name = pad(&visible(&input.file), names);
            let indent = GAP + width(&name) + GAP;
            out += &format!("{}{style}{name}{style:#}{}", " ".repeat(GAP), " ".repeat(GAP));
            match options.width {
                Some(columns) if columns > indent + LEAST_MESSAGE => {
                    hang(&mut out, &wrap(&reason, columns - indent), indent, 0, "");
                }
                _ => out += &format!("{reason}\n"),
            }
        }
        if all.len() > shown {
            out += &format!("{}另有 {} 个\n", " ".repeat(GAP), all.len() - shown);
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// The closing lines.
fn counts(results: &Results, options: &TextOptions) -> String {
    let with = |status| results.inputs.iter().filter(|input| input.status == status).count();
    let (not_forms, unreadable, skipped) =
        (with(InputStatus::NotAForm), with(InputStatus::Unreadable), with(InputStatus::Skipped));
    let workbooks = results.inputs.len() - skipped;
    let mut first = vec![format!("{} 个自评表", results.forms.len())];
    for (count, what) in [(not_forms, "不是自评表"), (unreadable, "无法读取")] {
        if count > 0 {
            first.push(format!("{count} 个{what}"));
        }
    }
    let besides =
        if skipped > 0 { format!("；另有 {skipped} 个文件不是工作簿") } else { String::new() };
    let first = format!("{workbooks} 个工作簿：{}{besides}", first.join("，"));
    let place = options.place.as_ref().map(|place| format!("结果在 {}", visible(place))).unwrap_or_default();
    format!("{first}\n{}{place}\n", found(results, options))
}

/// How much was found.
fn found(results: &Results, options: &TextOptions) -> String {
    let part = |severity: Severity| {
        let all = results.findings.iter().enumerate().filter(|(_, finding)| finding.severity == severity);
        let (mut count, mut mended, mut mendable) = (0_usize, 0_usize, 0_usize);
        for (at, finding) in all {
            count += 1;
            mended += usize::from(results.applied.get(at).copied().unwrap_or(false));
            mendable += usize::from(results.applied.is_empty() && fix_word(finding) == "可修正");
        }
        if count == 0 {
            return None;
        }
        let style = colour(severity);
        let mut text = format!("{style}{}{style:#} {count} 处", severity.title());
        if mended > 0 {
            text += &format!("，其中已修正 {mended} 处");
        } else if mendable > 0 {
            text += &format!("，其中 {mendable} 处可由程序修正");
        } else if severity == Severity::Info && !options.all {
            text += "（加 --all 列出）";
        }
        Some(text)
    };
    let parts: Vec<String> =
        [Severity::Error, Severity::Warning, Severity::Info].into_iter().filter_map(part).collect();
    if parts.is_empty() { "没有发现问题。".to_owned() } else { parts.join("；") + "。" }
}
