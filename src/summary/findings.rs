//! 校验问题: every finding, with a link to its cell in the corrected workbook.

use std::collections::HashMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell::{Cell, column};
use super::facts::{Facts, department};
use super::formats::{Formats, Look, Tone};
use super::table::{Book, Heading, Table};
use crate::excerpt::as_typed;
use crate::form::FieldPath;
use crate::formula::percentage;
use crate::record::Severity;
use crate::rules::{Finding, Listed};
use crate::workbook::CellRef;
use crate::workbook::excel::{self, MAX_LINK_PATH, MAX_LINK_PLACE, MAX_LINKS};
use crate::writable::is_unwritable;

/// Writes the sheet.
pub(super) fn write(
    facts: &Facts<'_>,
    formats: &Formats,
    book: &mut Book,
) -> Result<Vec<Worksheet>, XlsxError> {
    let columns = vec![
        column("序号", 7.0, Look::Center),
        column("级别", 8.0, Look::Center),
        column("部门", 20.0, Look::Text),
        column("来源文件", 29.0, Look::Text),
        column("工作表", 9.0, Look::Text),
        column("单元格", 8.0, Look::Link),
        column("问题说明", 44.0, Look::Text),
        column("现为", 14.0, Look::Text),
        column("应为", 14.0, Look::Text),
        column("处理情况", 12.0, Look::Center),
        column("规则", 17.0, Look::Text),
        column("规则名", 17.0, Look::Text),
    ];
    let subtitle = "错误：须退回修改；需核实：请部门或业务科室核实；提示：供参考。单元格可点开修正后的工作簿（须与本表在同一结果文件夹）。";
    let title = facts.title("校验问题清单");
    let heading =
        Heading { name: "校验问题", title, subtitle: subtitle.to_owned(), columns, frozen_columns: 3 };
    let mut table = Table::new(book, formats, heading)?;
    let corrected: HashMap<&str, &str> = facts
        .input
        .inputs
        .iter()
        .filter_map(|input| Some((input.file.as_str(), input.corrected.as_deref()?)))
        .collect();
    let mut links = Links { sheet: String::new(), used: 0 };
    for (index, listed) in facts.input.findings.iter().enumerate() {
        let finding = listed.finding;
        table.next_row(1)?;
        let target = corrected.get(finding.file.as_str()).and_then(|path| link_target(path, finding));
        let link = target.filter(|_| links.take(table.sheet_name()));
        push(&mut table, facts, index + 1, listed, link)?;
    }
    table.finish()
}

/// Characters of a value that are shown; the whole stands in its cell.
const LONGEST: usize = 60;

/// How many links the sheet that is being written has.
struct Links {
    sheet: String,
    used: usize,
}

impl Links {
    /// Whether the sheet may have one more.
    fn take(&mut self, sheet: String) -> bool {
        if self.sheet != sheet {
            (self.sheet, self.used) = (sheet, 0);
        }
        self.used += 1;
        self.used <= MAX_LINKS
    }
}

fn push(
    table: &mut Table<'_>,
    facts: &Facts<'_>,
    number: usize,
    listed: &Listed<'_>,
    link: Option<String>,
) -> Result<(), XlsxError> {
    let finding = listed.finding;
    let place = finding.cell.map(|cell| cell.to_string());
    let place = match (link, place) {
        (Some(target), place) => {
            Cell::Link { text: place.unwrap_or_else(|| "打开".to_owned()).into(), target }
        }
        (None, Some(place)) => Cell::text(place),
        (None, None) => Cell::Blank,
    };
    let treatment = listed.treatment();
    let cells = [
        Cell::count(number),
        Cell::text(finding.severity.title()),
        Cell::maybe(facts.form_of(finding).map(department)),
        Cell::text(&*finding.file),
        Cell::text(&*finding.sheet),
        place,
        Cell::text(finding.message_with_reason()),
        value(finding, finding.actual.as_deref()),
        value(finding, finding.expected.as_deref()),
        Cell::text(treatment.title()),
        Cell::text(finding.rule.title),
        Cell::text(finding.rule.name),
    ];
    let tones = |column| match column {
        1 => severity_tone(finding.severity),
        9 if treatment.is_done() => Tone::Good,
        _ => Tone::Plain,
    };
    table.push_toned(cells.iter().enumerate().map(|(column, cell)| (tones(column), cell)))
}

/// A value of a finding, as far as a narrow column shows it; a rate as the form prints it, `86.51%`, not as the fraction that programs read.
fn value<'a>(finding: &Finding, text: Option<&'a str>) -> Cell<'a> {
    let is_rate = finding.field.is_some_and(FieldPath::is_rate);
    match text.and_then(|text| text.parse::<Decimal>().ok()).filter(|_| is_rate) {
        Some(fraction) => Cell::text(percentage(fraction)),
        None => text.map_or(Cell::Blank, |text| Cell::text(as_typed(text, LONGEST))),
    }
}

/// The tone of a level.
pub(super) const fn severity_tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Warn,
        Severity::Info => Tone::Note,
    }
}

/// `修正表/a.xlsx#'Sheet 1'!G6`; none where no link could be written that every program understands.
fn link_target(path: &str, finding: &Finding) -> Option<String> {
    let inside = !path.starts_with('/') && path.split('/').all(|step| step != ".." && !step.is_empty());
    let is_odd = |c: char| c.is_control() || is_unwritable(c);
    // A `%` may be taken for an escape, and `\` and `:` for a folder or a drive.
    let plain = !path.contains(['%', '\\', ':', '#']) && !path.contains(is_odd);
    let cell = finding.cell.unwrap_or(CellRef::new(0, 0));
    let anchor = format!("'{}'!{cell}", finding.sheet.replace('\'', "''"));
    let short = excel::fits(path, MAX_LINK_PATH) && excel::fits(&anchor, MAX_LINK_PLACE);
    let shown = !finding.sheet.is_empty() && !finding.sheet.contains(is_odd);
    (inside && plain && short && shown).then(|| format!("{path}#{anchor}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_gets_fewer_links_than_excel_refuses() {
        let mut links = Links { sheet: String::new(), used: 0 };
        let taken = (0..70_000).filter(|_| links.take("校验问题".to_owned())).count();
        assert_eq!(taken, MAX_LINKS);
        assert!(links.take("校验问题(2)".to_owned()));
    }
}
