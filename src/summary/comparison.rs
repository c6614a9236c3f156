//! Two submissions compared, as a workbook: 对比情况 (every form), 改动 (every field), 问题变化 (findings that went or came).

use std::borrow::Cow;

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::cell::{Cell, Column, column};
use super::formats::{Formats, Look, Tone};
use super::table::{Book, Heading, Table};
use super::{COMPRESSION, SummaryError, properties};
use crate::diff::{Diff, FormDiff, FormPlace};
use crate::record::FindingRecord;
use crate::unwritable;
use crate::workbook::{CellRef, MAX_ROWS};

/// The comparison as an .xlsx file. The same input gives the same bytes.
///
/// # Errors
/// [`SummaryError::Comparison`] where the result would be no workbook.
pub fn comparison(diff: &Diff) -> Result<Vec<u8>, SummaryError> {
    write(diff).map_err(|error| SummaryError::Comparison(unwritable::why(&error)))
}

fn write(diff: &Diff) -> Result<Vec<u8>, XlsxError> {
    let mut book = Book { workbook: Workbook::new(), rows_per_sheet: MAX_ROWS, streamed: false };
    let formats = Formats::new();
    book.workbook.set_properties(&properties("两次报送对比")?).set_zip_compression_level(COMPRESSION);
    for sheet in [forms, changes, findings] {
        for sheet in sheet(diff, &formats, &mut book)? {
            book.workbook.push_worksheet(sheet);
        }
    }
    book.workbook.save_to_buffer()
}

fn is_changed(form: &FormDiff) -> bool {
    !(form.changes.is_empty() && form.resolved.is_empty() && form.new.is_empty())
}

/// The department, or what else a form is known by.
fn name(place: &FormPlace) -> &str {
    place.department.as_deref().unwrap_or(&place.file)
}

/// The columns that say whose row it is: the department, and where its form stands.
fn whose() -> [Column; 2] {
    [column("部门", 24.0, Look::Text), column("文件", 26.0, Look::Text)]
}

/// What stands over 对比情况.
fn forms_heading(diff: &Diff) -> Heading {
    let [department, before] = whose();
    let columns = vec![
        column("序号", 6.0, Look::Center),
        department,
        Column { heading: "前一次文件".into(), ..before },
        column("后一次文件", 26.0, Look::Text),
        column("情况", 12.0, Look::Center),
        column("改动", 9.0, Look::Count),
        column("已解决问题", 11.0, Look::Count),
        column("新出现问题", 11.0, Look::Count),
    ];
    let changed = diff.forms.iter().filter(|form| is_changed(form)).count();
    let subtitle = format!(
        "两次都报送 {} 份，其中 {changed} 份有变化；只在前一次 {} 份，只在后一次 {} 份",
        diff.forms.len(),
        diff.only_before.len(),
        diff.only_after.len()
    );
    let title = "两次报送对比情况".to_owned();
    Heading { name: "对比情况", title, subtitle, columns, frozen_columns: 2 }
}

/// 对比情况: every form of either submission.
fn forms(diff: &Diff, formats: &Formats, book: &mut Book) -> Result<Vec<Worksheet>, XlsxError> {
    let mut table = Table::new(book, formats, forms_heading(diff))?;
    let mut number = 0_usize;
    let mut push = |table: &mut Table<'_>, tone: Tone, department: &str, rest: [Cell<'_>; 6]| {
        number += 1;
        let [before, after, state, mended, gone, come] = rest;
        let cells = [Cell::count(number), Cell::text(department), before, after, state, mended, gone, come];
        let tones = |column| if column == 4 { tone } else { Tone::Plain };
        table.push_toned(cells.iter().enumerate().map(|(column, cell)| (tones(column), cell)))
    };
    for form in &diff.forms {
        let (tone, state) =
            if is_changed(form) { (Tone::Note, "有变化") } else { (Tone::Plain, "无变化") };
        push(
            &mut table,
            tone,
            name(&form.after),
            [
                Cell::text(&*form.before.file),
                Cell::text(&*form.after.file),
                Cell::text(state),
                Cell::count(form.changes.len()),
                Cell::count(form.resolved.len()),
                Cell::count(form.new.len()),
            ],
        )?;
    }
    for place in &diff.only_before {
        let rest = [
            Cell::text(&*place.file),
            Cell::Blank,
            Cell::text("只在前一次"),
            Cell::Blank,
            Cell::Blank,
            Cell::Blank,
        ];
        push(&mut table, Tone::Bad, name(place), rest)?;
    }
    for place in &diff.only_after {
        let rest = [
            Cell::Blank,
            Cell::text(&*place.file),
            Cell::text("只在后一次"),
            Cell::Blank,
            Cell::Blank,
            Cell::Blank,
        ];
        push(&mut table, Tone::Warn, name(place), rest)?;
    }
    table.finish()
}

/// 改动: every field that differs.
fn changes(diff: &Diff, formats: &Formats, book: &mut Book) -> Result<Vec<Worksheet>, XlsxError> {
    let columns = whose()
        .into_iter()
        .chain([
            column("单元格", 9.0, Look::Center),
            column("项目", 24.0, Look::Text),
            column("改前", 34.0, Look::Text),
            column("改后", 34.0, Look::Text),
            column("增减", 13.0, Look::Money),
        ])
        .collect();
    let all: usize = diff.forms.iter().map(|form| form.changes.len()).sum();
    let heading = Heading {
        name: "改动",
        title: "两次报送之间的改动".to_owned(),
        subtitle: format!("共 {all} 处；两边都是金额或分数的，增减为改后减改前"),
        columns,
        frozen_columns: 1,
    };
    let mut table = Table::new(book, formats, heading)?;
    for form in &diff.forms {
        for change in &form.changes {
            let (before, after) = change.shown();
            let cells = [
                Cell::text(name(&form.after)),
                Cell::text(&*form.after.file),
                Cell::text(moved(change.before.cell, change.after.cell)),
                Cell::text(&*change.name),
                said(before),
                said(after),
                Cell::amount(change.difference()),
            ];
            table.push(Tone::Plain, &cells)?;
        }
    }
    table.finish()
}

/// What a field says; that it says nothing is told, for an empty cell could be a mistake of the printer.
fn said(value: Cow<'_, str>) -> Cell<'_> {
    Cell::text(if value.is_empty() { "（空）".into() } else { value })
}

/// Where a field stands; where it stood, if that was elsewhere.
fn moved(before: Option<CellRef>, after: Option<CellRef>) -> String {
    match (before, after) {
        (Some(before), Some(after)) if before != after => format!("{before} → {after}"),
        (before, after) => after.or(before).map(|cell| cell.to_string()).unwrap_or_default(),
    }
}

/// 问题变化: findings that went, and findings that came.
fn findings(diff: &Diff, formats: &Formats, book: &mut Book) -> Result<Vec<Worksheet>, XlsxError> {
    let columns = whose()
        .into_iter()
        .chain([
            column("变化", 10.0, Look::Center),
            column("级别", 9.0, Look::Center),
            column("单元格", 9.0, Look::Center),
            column("问题", 60.0, Look::Text),
            column("规则", 24.0, Look::Text),
        ])
        .collect();
    let sum = |count: fn(&FormDiff) -> usize| diff.forms.iter().map(count).sum::<usize>();
    let heading = Heading {
        name: "问题变化",
        title: "两次报送之间的问题变化".to_owned(),
        subtitle: format!(
            "已解决 {} 个，新出现 {} 个；已解决的按前一次的单元格列出",
            sum(|form| form.resolved.len()),
            sum(|form| form.new.len())
        ),
        columns,
        frozen_columns: 1,
    };
    let mut table = Table::new(book, formats, heading)?;
    for form in &diff.forms {
        for finding in &form.resolved {
            push_finding(&mut table, &form.before, ("已解决", Tone::Good), finding)?;
        }
        for finding in &form.new {
            push_finding(&mut table, &form.after, ("新出现", Tone::Bad), finding)?;
        }
    }
    table.finish()
}

fn push_finding(
    table: &mut Table<'_>,
    place: &FormPlace,
    (change, tone): (&'static str, Tone),
    finding: &FindingRecord,
) -> Result<(), XlsxError> {
    let cells = [
        Cell::text(name(place)),
        Cell::text(&*place.file),
        Cell::text(change),
        Cell::text(finding.severity.title()),
        Cell::text(finding.cell.map(|cell| cell.to_string()).unwrap_or_default()),
        Cell::text(&*finding.message),
        Cell::text(&*finding.rule),
    ];
    let tones = |column| if column == 2 { tone } else { Tone::Plain };
    table.push_toned(cells.iter().enumerate().map(|(column, cell)| (tones(column), cell)))
}
