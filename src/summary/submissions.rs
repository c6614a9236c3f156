//! 报送情况: every input and what became of it; with a roster, who has not reported and who is not on the list.

use jiff::Timestamp;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell::{Cell, column};
use super::facts::{Facts, department};
use super::formats::{Formats, Look, Tone};
use super::sheets::SUBMISSIONS;
use super::table::{Book, Heading, Table};
use crate::excerpt::first_of;
use crate::record::{InputRecord, InputStatus};

/// Departments of one workbook that a row names.
const MAX_NAMES: usize = 5;

/// The tone of a status.
pub(super) const fn status_tone(status: InputStatus) -> Tone {
    match status {
        InputStatus::Read => Tone::Good,
        InputStatus::NotAForm => Tone::Faint,
        InputStatus::Unreadable => Tone::Bad,
        InputStatus::Skipped => Tone::Warn,
    }
}

/// Writes the sheet.
pub(super) fn write(
    facts: &Facts<'_>,
    formats: &Formats,
    book: &mut Book,
) -> Result<Vec<Worksheet>, XlsxError> {
    let columns = vec![
        column("序号", 6.0, Look::Center),
        column("部门", 28.0, Look::Text),
        column("文件", 34.0, Look::Text),
        column("状态", 12.0, Look::Center).mostly(status_tone(InputStatus::Read)),
        column("自评表数", 9.0, Look::Count),
        column("名单核对", 11.0, Look::Center),
        column("计入汇总", 34.0, Look::Text),
        column("最后修改时间（北京时间）", 18.0, Look::Center),
        column("说明", 44.0, Look::Text),
    ];
    let title = format!("{}绩效自评报送情况", facts.year_words());
    let heading = Heading { name: SUBMISSIONS, title, subtitle: subtitle(facts), columns, frozen_columns: 3 };
    let mut table = Table::new(book, formats, heading)?;
    for (index, input) in facts.input.inputs.iter().enumerate() {
        push_input(&mut table, facts, index + 1, input)?;
    }
    for (index, missing) in facts.attendance.missing.iter().enumerate() {
        let note = missing.unread_words();
        let cells = [
            Cell::count(facts.input.inputs.len() + index + 1),
            Cell::text(&*missing.entry.name),
            Cell::Blank,
            Cell::text("未报送"),
            Cell::count(0),
            Cell::text("在名单"),
            Cell::Blank,
            Cell::Blank,
            note.map_or(Cell::text("名单中的部门没有报送自评表，请催报"), Cell::text),
        ];
        let tones = |column| if column == 3 { Tone::Bad } else { Tone::Plain };
        table.push_toned(cells.iter().enumerate().map(|(column, cell)| (tones(column), cell)))?;
    }
    table.finish()
}

fn subtitle(facts: &Facts<'_>) -> String {
    let (attendance, files) = (&facts.attendance, facts.input.inputs.len());
    if facts.input.roster.is_some() {
        format!(
            "应报 {} 个部门，已报 {} 个，未报 {} 个，不在名单 {} 个；收到文件 {files} 个，自评表 {} 份。",
            attendance.due,
            attendance.reported,
            attendance.missing.len(),
            attendance.unknown,
            facts.input.forms.len()
        )
    } else {
        format!(
            "已报 {} 个部门；收到文件 {files} 个，自评表 {} 份。未提供应报送单位名单，未核对漏报。",
            attendance.reported,
            facts.input.forms.len()
        )
    }
}

fn push_input(
    table: &mut Table<'_>,
    facts: &Facts<'_>,
    number: usize,
    input: &InputRecord,
) -> Result<(), XlsxError> {
    let forms = facts.forms_of(&input.file);
    let on_roster = roster_words(facts, forms);
    let modified = forms.first().and_then(|&index| facts.form(index).modified);
    let duplicate = forms.iter().any(|&index| !facts.counts(index));
    let cells = [
        Cell::count(number),
        Cell::text(names(facts, forms)),
        Cell::text(&*input.file),
        Cell::text(input.status.title()),
        Cell::count(input.forms),
        on_roster.map_or(Cell::Blank, Cell::text),
        Cell::text(counting_words(facts, forms)),
        modified.map_or(Cell::Blank, |modified| Cell::text(local_time(modified))),
        Cell::maybe(input.reason.as_deref()),
    ];
    let tones = |column| match column {
        3 => status_tone(input.status),
        5 if on_roster.is_some_and(|words| words != "在名单") => Tone::Warn,
        6 if duplicate => Tone::Warn,
        _ => Tone::Plain,
    };
    table.push_toned(cells.iter().enumerate().map(|(column, cell)| (tones(column), cell)))
}

/// The departments of a workbook.
fn names(facts: &Facts<'_>, forms: &[usize]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in forms.iter().map(|&index| department(facts.form(index))) {
        if names.len() <= MAX_NAMES && !names.contains(&name) {
            names.push(name);
        }
    }
    let more = if names.len() > MAX_NAMES { "等" } else { "" };
    format!("{}{more}", first_of(&names, MAX_NAMES))
}

/// Whether the departments of a workbook are on the roster.
fn roster_words(facts: &Facts<'_>, forms: &[usize]) -> Option<&'static str> {
    facts.input.roster?;
    let is_listed = |&&index: &&usize| {
        let name = facts.form(index).department.as_deref();
        name.is_some_and(|name| facts.departments.place_on_roster(name).is_some())
    };
    match (forms.len(), forms.iter().filter(is_listed).count()) {
        (0, _) => None,
        (all, on) if all == on => Some("在名单"),
        (_, 0) => Some("不在名单"),
        _ => Some("部分不在名单"),
    }
}

/// Whether a workbook's forms count, and which one counts in their stead.
fn counting_words(facts: &Facts<'_>, forms: &[usize]) -> String {
    let Some(&out) = forms.iter().find(|&&index| !facts.counts(index)) else {
        return if forms.is_empty() { String::new() } else { "计入".to_owned() };
    };
    let winner = facts.form(facts.instead(out));
    let instead = if winner.file == facts.form(out).file {
        format!("本文件工作表“{}”", winner.sheet)
    } else {
        format!("“{}”", winner.file)
    };
    match forms.iter().filter(|&&index| !facts.counts(index)).count() {
        all if all == forms.len() => format!("重复报送，未计入，以{instead}为准"),
        some => format!("计入 {} 份；重复的 {some} 份未计入，以{instead}为准", forms.len() - some),
    }
}

/// 2022-03-02 16:00, as clocks in China show it.
fn local_time(time: Timestamp) -> String {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
    zone.to_datetime(time).strftime("%Y-%m-%d %H:%M").to_string()
}
