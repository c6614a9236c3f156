//! What a person reads in a terminal: grouped by workbook, the cell first, what it is and what it should be, and a
//! closing line of counts.

mod closing;
mod columns;

use std::collections::{HashMap, HashSet};

use anstyle::{AnsiColor, Style};

use self::closing::counts;
use self::columns::{Line, in_columns};
use super::safe::visible;
use crate::batch::Results;
use crate::record::Severity;
use crate::rules::{Family, Finding, Listed};

pub use self::closing::without_form;

/// How the text is laid out.
#[derive(Debug, Clone, Default)]
pub struct TextOptions {
    /// Columns of the terminal; `None` where lines may have any length.
    pub width: Option<usize>,
    /// Whether what is only noted (提示) is listed too.
    pub all: bool,
    /// From so many findings on, further workbooks are only counted: where results are written, nobody reads ten
    /// thousand lines in a terminal.
    pub most: Option<usize>,
    /// Where results were written, for the closing line.
    pub place: Option<String>,
}

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const DONE: Style = AnsiColor::Green.on_default();
/// Columns between two parts of a line.
const GAP: &str = "  ";
/// A terminal that leaves a message less than this gets nothing beside it.
const LEAST_MESSAGE: usize = 24;

/// The colour of a level in a terminal.
pub const fn level_colour(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red.on_default(),
        Severity::Warning => AnsiColor::Yellow.on_default(),
        Severity::Info => AnsiColor::Cyan.on_default(),
    }
}

/// The findings of a run with ANSI colours; whoever prints it takes them away where there are none.
pub fn text(results: &Results, options: &TextOptions) -> String {
    let titles = titles(results);
    let is_shown = |listed: &Listed<'_>| options.all || listed.finding.severity != Severity::Info;
    let listed: Vec<Listed<'_>> = results.listed().filter(is_shown).collect();
    let mut parts = Vec::new();
    let mut shown = 0;
    let mut unlisted = 0_usize;
    for group in listed.chunk_by(|a, b| a.finding.file == b.finding.file) {
        if options.most.is_some_and(|most| shown >= most) {
            unlisted += 1;
            continue;
        }
        shown += group.len();
        let title = group.first().and_then(|listed| titles.get(listed.finding.file.as_str()));
        let heading = title.map_or_else(|| Family::Across.title().to_owned(), heading);
        let lines: Vec<Line> = group.iter().map(|listed| line(listed, title)).collect();
        parts.push(format!("{BOLD}{heading}{BOLD:#}\n{}", in_columns(&lines, options.width)));
    }
    if unlisted > 0 {
        parts.push(format!("另有 {unlisted} 个工作簿的问题没有在这里列出（加 --all 全部列出）\n"));
    }
    parts.push(without_form(results.inputs(), options));
    parts.push(counts(results, options));
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// What a workbook is called, and on which sheets its forms stand.
struct Title<'a> {
    file: &'a str,
    departments: Vec<&'a str>,
    sheets: Vec<&'a str>,
}

fn titles(results: &Results) -> HashMap<&str, Title<'_>> {
    let mut titles: HashMap<&str, Title<'_>> = HashMap::new();
    let mut named = HashSet::new();
    for form in &results.forms {
        let title = titles.entry(&form.file).or_insert_with(|| Title {
            file: &form.file,
            departments: Vec::new(),
            sheets: Vec::new(),
        });
        if let Some(department) = form.department.as_deref()
            && named.insert((form.file.as_str(), department))
        {
            title.departments.push(department);
        }
        title.sheets.push(&form.sheet);
    }
    titles
}

fn heading(title: &Title<'_>) -> String {
    let file = visible(title.file);
    match title.departments.as_slice() {
        [] => file.into_owned(),
        [one] => format!("{}（{file}）", visible(one)),
        [first, ..] => format!("{} 等 {} 个单位（{file}）", visible(first), title.departments.len()),
    }
}

/// One finding, its parts ready to be lined up.
fn line(listed: &Listed<'_>, title: Option<&Title<'_>>) -> Line {
    let finding = listed.finding;
    let label = listed.label.unwrap_or(finding.rule.title);
    Line {
        cell: cell(finding, title),
        label: visible(label).into_owned(),
        message: visible(&finding.message_with_reason()).into_owned(),
        treatment: listed.treatment(),
        rule: finding.rule.name,
        severity: finding.severity,
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
