//! The cross-department summary, 汇总表.xlsx. One file a sheet.
//!
//! Every sheet is a function from the same `facts` to worksheets; none judges anything: verdicts, findings and their
//! fixes come from elsewhere. Sums and rates are live formulas, with what they compute cached, so that the workbook can
//! be gone on with.

mod amounts;
mod cell;
mod charts;
mod comparison;
mod facts;
mod findings;
mod formats;
mod funding;
mod indicators;
mod money;
mod money_findings;
mod overview;
mod page;
mod problems;
mod projects;
mod references;
mod scope;
mod sheets;
mod sources;
mod submissions;
mod table;
mod tasks;
mod text;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::guard::guarded;
use crate::record::{FormRecord, InputRecord};
use crate::roster::Roster;
use crate::rules::Listed;
use crate::settings::Settings;
use crate::unwritable;
use crate::workbook::MAX_ROWS;
pub use comparison::comparison;
pub use sheets::is_summary;
use table::Book;

/// What a summary is made of.
#[derive(Debug, Clone, Copy)]
pub struct SummaryInput<'a> {
    /// Every form.
    pub forms: &'a [FormRecord],
    /// Every finding, and whether its fix was applied.
    pub findings: &'a [Listed<'a>],
    /// Every input.
    pub inputs: &'a [InputRecord],
    /// Who must report.
    pub roster: Option<&'a Roster>,
    /// The run's settings.
    pub settings: &'a Settings,
}

/// A summary could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SummaryError {
    /// The workbook could not be written.
    #[error("无法写出汇总表：{0}")]
    Write(String),
    /// The workbook of a comparison could not be written.
    #[error("无法写出对比表：{0}")]
    Comparison(String),
}

/// The summary workbook, as an .xlsx file. The same input gives the same bytes.
///
/// # Errors
/// [`SummaryError::Write`] where the result would be no workbook.
///
/// ```
/// use ziping::settings::Settings;
/// use ziping::summary::{SummaryInput, summarize};
/// let settings = Settings::default();
/// let input =
///     SummaryInput { forms: &[], findings: &[], inputs: &[], roster: None, settings: &settings };
/// assert!(summarize(&input).unwrap().starts_with(b"PK"));
/// ```
pub fn summarize(input: &SummaryInput<'_>) -> Result<Vec<u8>, SummaryError> {
    let indicators: usize = input.forms.iter().map(|form| form.indicators.len()).sum();
    let streamed = indicators.max(input.findings.len()).max(input.inputs.len()) > STREAMED_FROM;
    let book = |streamed| Book { workbook: Workbook::new(), rows_per_sheet: MAX_ROWS, streamed };
    // The writer gives up with a panic where its temporary file cannot grow, and where the system has no thread for a sheet
    // that is not streamed.
    let again = || if streamed { None } else { guarded(|| write(input, book(true))) };
    let written = guarded(|| write(input, book(streamed))).or_else(again);
    let why = || SummaryError::Write("内存或临时文件夹空间不足，或程序内部出错".to_owned());
    written.ok_or_else(why)?.map_err(|error| SummaryError::Write(unwritable::why(&error)))
}

/// Rows of the longest sheet from which on rows are not kept in memory.
const STREAMED_FROM: usize = 2_000;
/// How hard the file is compressed: what 3 takes more is 1.5 % of a whole run, for a twentieth fewer bytes.
const COMPRESSION: u8 = 2;

/// Writes the sheets into the workbook.
fn write(input: &SummaryInput<'_>, mut book: Book) -> Result<Vec<u8>, XlsxError> {
    let facts = facts::Facts::of(input);
    let formats = formats::Formats::new();
    let title = facts.title("绩效自评汇总");
    book.workbook.set_properties(&properties(title)?).set_zip_compression_level(COMPRESSION);
    let funding = funding::write(&facts, &formats, &mut book)?;
    let mut sheets: Vec<Worksheet> = vec![overview::write(&facts, &formats, &funding)?];
    sheets.extend(funding.sheets);
    if facts.has_projects {
        sheets.extend(projects::write(&facts, &formats, &mut book)?);
    }
    for sheet in [tasks::write, indicators::write, problems::write, findings::write, submissions::write] {
        sheets.extend(sheet(&facts, &formats, &mut book)?);
    }
    for sheet in sheets {
        book.workbook.push_worksheet(sheet);
    }
    book.workbook.save_to_buffer()
}

/// The document's properties. Its date is fixed: a clock would make every run's file another.
fn properties(title: impl Into<String>) -> Result<DocProperties, XlsxError> {
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new().set_title(title).set_author("ziping").set_creation_datetime(&date))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
    use zip::ZipArchive;

    use super::*;
    use crate::form::Verdict;
    use crate::record::IndicatorRecord;
    use crate::workbook::{CellRef, Limits, Style, Value, read};

    fn form(number: usize) -> FormRecord {
        let mut form: FormRecord = serde_json::from_value(serde_json::json!({
            "schema": "ziping/form/1", "file": format!("{number}.xlsx"), "sheet": "Sheet1", "template": "t",
            "department": format!("第{number}局"), "year": 2021, "unit": "万元", "goals": {"expected": null, "achieved": null},
            "funding": [{"source": "合计", "initial_budget": "10", "actual_expenditure": "8", "role": "total"},
                        {"source": "一般公共预算", "initial_budget": "10", "actual_expenditure": "8", "role": "part"}],
            "tasks": [], "indicators": [], "problems": null, "measures": null, "cells": {}, "unmapped": []
        }))
        .unwrap();
        let indicator = IndicatorRecord {
            task: None,
            level1: None,
            level2: None,
            name: Some("办结率".to_owned()),
            definition: None,
            target: Some("90%".to_owned()),
            actual: Some("95%".to_owned()),
            weight: None,
            score: None,
            deviation_reason: None,
            verdict: Verdict::Met,
            reason: String::new(),
            exceeded: false,
        };
        form.indicators = vec![indicator; 3];
        form
    }

    fn file(forms: &[FormRecord], rows_per_sheet: u32, streamed: bool) -> Vec<u8> {
        let settings = Settings::default();
        let input = SummaryInput { forms, findings: &[], inputs: &[], roster: None, settings: &settings };
        let book = Book { workbook: Workbook::new(), rows_per_sheet, streamed };
        write(&input, book).unwrap()
    }

    fn summary(forms: &[FormRecord], rows_per_sheet: u32, streamed: bool) -> Xlsx<Cursor<Vec<u8>>> {
        open_workbook_from_rs(Cursor::new(file(forms, rows_per_sheet, streamed))).unwrap()
    }

    /// Every cell of every sheet with its value and its look.
    fn all_looks(file: &[u8]) -> Vec<(String, CellRef, Value, Style)> {
        let workbook = read(file, &Limits::default()).unwrap();
        let cells =
            workbook.sheets.iter().flat_map(|sheet| sheet.cells.iter().map(move |cell| (sheet, cell)));
        cells
            .map(|(sheet, (at, cell))| {
                (sheet.name.clone(), *at, cell.value.clone(), workbook.style(cell).clone())
            })
            .collect()
    }

    fn all_values(workbook: &mut Xlsx<Cursor<Vec<u8>>>) -> Vec<(String, Vec<Vec<Data>>)> {
        let names = workbook.sheet_names();
        let rows = |range: calamine::Range<Data>| range.rows().map(<[Data]>::to_vec).collect();
        names.into_iter().map(|name| (name.clone(), rows(workbook.worksheet_range(&name).unwrap()))).collect()
    }

    #[test]
    fn a_table_longer_than_a_sheet_continues_on_a_second() {
        let forms: Vec<FormRecord> = (0..10).map(form).collect();
        let mut workbook = summary(&forms, 20, false);
        let names = workbook.sheet_names();
        assert!(
            names.contains(&"指标完成情况".to_owned()) && names.contains(&"指标完成情况(3)".to_owned()),
            "{names:?}"
        );
        let numbers = |workbook: &mut Xlsx<_>, sheet: &str| {
            let range = workbook.worksheet_range(sheet).unwrap();
            range.rows().skip(3).map(|row| row[0].to_string()).collect::<Vec<_>>()
        };
        let all = ["指标完成情况", "指标完成情况(2)", "指标完成情况(3)"]
            .map(|name| numbers(&mut workbook, name))
            .concat();
        assert_eq!(all, (1..=30).map(|number: usize| number.to_string()).collect::<Vec<_>>());
    }

    #[test]
    fn a_total_adds_up_all_sheets_of_its_table() {
        let forms: Vec<FormRecord> = (0..10).map(form).collect();
        let mut workbook = summary(&forms, 20, false);
        let formulas = workbook.worksheet_formula("资金汇总(2)").unwrap();
        let total = formulas
            .used_cells()
            .map(|(.., formula)| formula)
            .find(|formula| formula.starts_with("SUMIFS"))
            .unwrap();
        assert!(
            total.contains("'资金汇总'!$E$4:$E$15") && total.contains("'资金汇总(2)'!$E$4:$E$11"),
            "{total}"
        );
        let values = workbook.worksheet_range("资金汇总(2)").unwrap();
        assert_eq!(values.rows().next_back().unwrap()[4], Data::Float(100.0));
    }

    #[test]
    fn rows_that_left_memory_are_the_same_rows() {
        let forms: Vec<FormRecord> = (0..10).map(form).collect();
        let kept = all_values(&mut summary(&forms, MAX_ROWS, false));
        assert_eq!(kept, all_values(&mut summary(&forms, MAX_ROWS, true)));
    }

    #[test]
    fn rows_that_left_memory_look_the_same() {
        let forms: Vec<FormRecord> = (0..10).map(form).collect();
        for rows_per_sheet in [20, MAX_ROWS] {
            let [kept, streamed] = [false, true].map(|streamed| file(&forms, rows_per_sheet, streamed));
            let [kept, streamed] = [all_looks(&kept), all_looks(&streamed)];
            kept.iter().zip(&streamed).for_each(|(kept, streamed)| assert_eq!(kept, streamed));
            assert_eq!(kept.len(), streamed.len());
        }
    }

    #[test]
    fn a_table_draws_no_lines_below_its_rows() {
        let forms: Vec<FormRecord> = (0..10).map(form).collect();
        let mut archive = ZipArchive::new(Cursor::new(file(&forms, 20, true))).unwrap();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).unwrap();
            let name = part.name().unwrap().into_owned();
            let mut xml = Vec::new();
            part.read_to_end(&mut xml).unwrap();
            let xml = String::from_utf8_lossy(&xml);
            let columns = xml.split_once("</cols>").map_or("", |(head, _)| head);
            assert!(!columns.contains(" style="), "{name}: {columns}");
        }
    }
}
