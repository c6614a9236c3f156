//! 任务与指标: a row for each task, with its goals, its money and what became of its indicators.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell::{Cell, column};
use super::facts::{Facts, Tally, department};
use super::formats::{Formats, Look, Tone};
use super::money::funding_lines;
use super::references::rate;
use super::table::{Book, Heading, Table};
use crate::form::Verdict;
use crate::record::FormRecord;

/// Writes the sheet.
pub(super) fn write(
    facts: &Facts<'_>,
    formats: &Formats,
    book: &mut Book,
) -> Result<Vec<Worksheet>, XlsxError> {
    let mut columns = vec![
        column("序号", 6.0, Look::Center),
        column("部门", 22.0, Look::Text),
        column("年度", 7.0, Look::Center),
        column(if facts.has_projects { "任务（项目）" } else { "任务" }, 22.0, Look::Text),
        column("年初预期目标", 38.0, Look::Text),
        column("目标完成情况", 38.0, Look::Text),
        column("涉及资金", 12.0, Look::Money),
        column("指标数", 7.0, Look::Count),
    ];
    columns.extend(Verdict::ALL.map(|verdict| column(verdict.title(), 8.0, Look::Count)));
    columns.push(column("完成率", 9.0, Look::Rate));
    let subtitle = format!("资金单位：{}。完成率＝已完成÷指标数。{}。", facts.unit(), facts.scope_words());
    let title = facts.title("任务与指标完成汇总表");
    let heading = Heading { name: "任务与指标", title, subtitle, columns, frozen_columns: 2 };
    let mut table = Table::new(book, formats, heading)?;
    let mut number = 0;
    for index in facts.counted() {
        let form = facts.form(index);
        for task in task_rows(facts, index) {
            number += 1;
            push(&mut table, number, form, &task)?;
        }
    }
    table.finish()
}

/// A task, or the form as a whole where its indicators stand under no task.
struct TaskRow<'a> {
    name: &'a str,
    expected: Option<&'a str>,
    achieved: Option<&'a str>,
    funds: Option<Decimal>,
    tally: Tally,
}

fn task_rows<'a>(facts: &Facts<'a>, index: usize) -> Vec<TaskRow<'a>> {
    let form = facts.form(index);
    let unit = form.money_unit();
    let mut rows: Vec<TaskRow<'a>> = form
        .tasks
        .iter()
        .map(|task| TaskRow {
            name: task.name.as_deref().unwrap_or("（未填任务名称）"),
            expected: task.expected.as_deref(),
            achieved: task.achieved.as_deref(),
            funds: task.funds.and_then(|funds| unit.convert(funds, facts.unit())),
            tally: Tally::default(),
        })
        .collect();
    let mut rest = Tally::default();
    for indicator in &form.indicators {
        match indicator.task.and_then(|task| rows.get_mut(task)) {
            Some(row) => row.tally.add(indicator.verdict),
            None => rest.add(indicator.verdict),
        }
    }
    if rows.is_empty() {
        rows.push(TaskRow {
            name: form.project.as_deref().unwrap_or("（整体）"),
            expected: form.goals.expected.as_deref(),
            achieved: form.goals.achieved.as_deref(),
            funds: funding_lines(facts, index).first().and_then(|total| total.amounts.actual),
            tally: rest,
        });
    } else if rest.total() > 0 {
        rows.push(TaskRow {
            name: "（未归入任务）",
            expected: None,
            achieved: None,
            funds: None,
            tally: rest,
        });
    }
    rows
}

fn push(
    table: &mut Table<'_>,
    number: usize,
    form: &FormRecord,
    task: &TaskRow<'_>,
) -> Result<(), XlsxError> {
    let row = table.next_row(1)?;
    let (met, total) = (task.tally.of(Verdict::Met), task.tally.total());
    let share = Decimal::from(met).checked_div(Decimal::from(total));
    let mut cells = vec![
        Cell::count(number),
        Cell::text(department(form)),
        form.year.map_or(Cell::Blank, |year| Cell::Count(year.into())),
        Cell::text(task.name),
        Cell::maybe(task.expected),
        Cell::maybe(task.achieved),
        Cell::amount(task.funds),
        Cell::count(total),
    ];
    cells.extend(Verdict::ALL.map(|verdict| match task.tally.of(verdict) {
        0 => Cell::Blank,
        count => Cell::count(count),
    }));
    cells.push(rate(format!("IF(H{row}=0,\"—\",I{row}/H{row})"), share));
    table.push(Tone::Plain, &cells)
}
