//! 指标完成情况: one row an indicator, with its target, its actual value, the verdict and the reason.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell::{Cell, column};
use super::facts::{Facts, department};
use super::formats::{Formats, Look, Tone};
use super::sheets::INDICATORS;
use super::table::{Book, Heading, Table};
use crate::form::{FieldPath, IndicatorField, Verdict};
use crate::record::{FormRecord, IndicatorRecord};

/// The column of the verdict, from zero.
const VERDICT_COLUMN: usize = 7;

/// The tone of a verdict.
pub(super) const fn verdict_tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Met => Tone::Good,
        Verdict::Unmet => Tone::Bad,
        Verdict::Echo => Tone::Warn,
        Verdict::Unclear => Tone::Note,
        Verdict::Missing => Tone::Faint,
    }
}

/// Writes the sheet.
pub(super) fn write(
    facts: &Facts<'_>,
    formats: &Formats,
    book: &mut Book,
) -> Result<Vec<Worksheet>, XlsxError> {
    let columns = vec![
        column("序号", 7.0, Look::Center),
        column("部门", 21.0, Look::Text),
        column("年度", 7.0, Look::Center),
        column(if facts.has_projects { "任务（项目）" } else { "任务" }, 14.0, Look::Text),
        column("指标", 25.0, Look::Text),
        column("目标值", 17.0, Look::Text),
        column("实际完成值", 17.0, Look::Text),
        column("判定", 11.0, Look::Center).mostly(verdict_tone(Verdict::Met)),
        column("判定依据", 36.0, Look::Text),
        column("来源文件", 29.0, Look::Text),
        column("单元格", 8.0, Look::Center),
    ];
    let title = facts.title("指标完成情况表");
    let subtitle = format!("单元格为实际完成值在来源文件中的位置。{}。", facts.scope_words());
    let heading = Heading { name: INDICATORS, title, subtitle, columns, frozen_columns: 2 };
    let mut table = Table::new(book, formats, heading)?;
    let mut number = 0;
    for form in facts.counted_forms() {
        for (index, indicator) in form.indicators.iter().enumerate() {
            number += 1;
            push(&mut table, number, form, (index, indicator))?;
        }
    }
    table.finish()
}

fn push(
    table: &mut Table<'_>,
    number: usize,
    form: &FormRecord,
    (index, indicator): (usize, &IndicatorRecord),
) -> Result<(), XlsxError> {
    let task = indicator.task.and_then(|task| form.tasks.get(task)).and_then(|task| task.name.as_deref());
    let place = [IndicatorField::Actual, IndicatorField::Target, IndicatorField::Name]
        .into_iter()
        .find_map(|field| form.cells.get(FieldPath::indicator(index, field)))
        .map_or(Cell::Blank, |cell| Cell::text(cell.to_string()));
    let cells = [
        Cell::count(number),
        Cell::text(department(form)),
        form.year.map_or(Cell::Blank, |year| Cell::Count(year.into())),
        Cell::maybe(task.or(form.project.as_deref())),
        Cell::maybe(indicator.name.as_deref()),
        Cell::maybe(indicator.target.as_deref()),
        Cell::maybe(indicator.actual.as_deref()),
        Cell::text(indicator.verdict.title()),
        Cell::text(&*indicator.reason),
        Cell::text(&*form.file),
        place,
    ];
    table.push_toned(cells.iter().enumerate().map(|(column, cell)| {
        (if column == VERDICT_COLUMN { verdict_tone(indicator.verdict) } else { Tone::Plain }, cell)
    }))
}
