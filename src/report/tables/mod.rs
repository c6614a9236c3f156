//! The forms as five tables, keyed by file and sheet, for databases and for Excel.

mod comma;
mod parquet;
mod table;

pub(crate) use self::table::{ExportedColumn, ExportedKind};
use self::table::{MONEY, RATE, Row, Table};
use super::ReportError;
use crate::batch::Results;
use crate::record::FormRecord;
use crate::roster::{Roster, counted};

/// The tables `forms`, `funding`, `tasks`, `indicators` and `findings` as CSV, each with its file's name. `form` numbers
/// the forms of one workbook from one; `counted` is whether a form counts, or its department's later one (see
/// [`crate::roster::counted`]).
///
/// # Errors
/// None in practice: they are written to memory.
pub fn csv_tables(results: &Results, roster: Option<&Roster>) -> Result<Vec<(String, Vec<u8>)>, ReportError> {
    written(results, roster, "csv", comma::write)
}

/// The same tables as Parquet: texts in UTF-8, money as DECIMAL of six places (in 万元, a hundredth of a 元), rates as
/// DECIMAL of four, nulls for what a form does not say.
///
/// # Errors
/// None in practice: they are written to memory.
pub fn parquet_tables(
    results: &Results,
    roster: Option<&Roster>,
) -> Result<Vec<(String, Vec<u8>)>, ReportError> {
    written(results, roster, "parquet", parquet::write)
}

fn written(
    results: &Results,
    roster: Option<&Roster>,
    extension: &str,
    write: impl Fn(&Table<'_>) -> Result<Vec<u8>, ReportError>,
) -> Result<Vec<(String, Vec<u8>)>, ReportError> {
    let records: Vec<FormRecord> = results.forms_with_findings().collect();
    let forms = numbered(&records, &counted(&records, roster));
    [forms_table, funding_table, tasks_table, indicators_table, findings_table]
        .into_iter()
        .map(|table| {
            // One table at a time: a city's findings are long.
            let table = table(&forms);
            Ok((format!("{}.{extension}", table.name), write(&table)?))
        })
        .collect()
}

/// The columns of each table that has something of what a form says, for reading them back; what stands in a later table
/// may name rows of an earlier one.
pub(crate) fn exported_columns() -> [(&'static str, Vec<ExportedColumn>); 4] {
    let tables = [forms_table(&[]), funding_table(&[]), tasks_table(&[]), indicators_table(&[])];
    tables.map(|table| (table.name, table.columns.iter().map(table::Column::exported).collect()))
}

/// Every form with its number in its workbook, and whether it counts.
fn numbered<'a>(forms: &'a [FormRecord], counted: &[bool]) -> Vec<Row<'a, FormRecord>> {
    let mut last: Option<(&str, usize)> = None;
    let mut numbered = Vec::with_capacity(forms.len());
    for (form, &counted) in forms.iter().zip(counted) {
        let number = match last {
            Some((file, number)) if file == form.file => number + 1,
            _ => 1,
        };
        last = Some((&form.file, number));
        numbered.push(Row { form, number, counted, at: 0, of: form });
    }
    numbered
}

/// The rows of something that a form has several of.
fn rows<'a, T>(forms: &[Row<'a, FormRecord>], parts: impl Fn(&'a FormRecord) -> &'a [T]) -> Vec<Row<'a, T>> {
    let of_form = |row: &Row<'a, FormRecord>| {
        let Row { form, number, counted, .. } = *row;
        parts(form).iter().enumerate().map(move |(at, of)| Row { form, number, counted, at, of })
    };
    forms.iter().flat_map(of_form).collect()
}

fn forms_table<'a>(forms: &[Row<'a, FormRecord>]) -> Table<'a> {
    Table::keyed("forms", forms)
        .text("template", |row| Some(&row.of.template))
        .text("department", |row| row.of.department.as_deref())
        .text("project", |row| row.of.project.as_deref())
        .text("competent_department", |row| row.of.competent_department.as_deref())
        .number("year", |row| row.of.year)
        .text("unit", |row| row.of.unit.as_deref())
        .text("goals_expected", |row| row.of.goals.expected.as_deref())
        .text("goals_achieved", |row| row.of.goals.achieved.as_deref())
        .text("problems", |row| row.of.problems.as_deref())
        .text("measures", |row| row.of.measures.as_deref())
        .decimal("total_weight", MONEY, |row| row.of.total_weight)
        .decimal("total_score", MONEY, |row| row.of.total_score)
        .word("modified", |row| row.of.modified)
        .truth("counted", |row| row.counted)
        .table
}

fn funding_table<'a>(forms: &[Row<'a, FormRecord>]) -> Table<'a> {
    Table::keyed("funding", &rows(forms, |form| &form.funding))
        .count("row", |row| Some(row.at))
        .text("source", |row| row.of.source.as_deref())
        .text("role", |row| Some(row.of.role.as_str()))
        .decimal("initial_budget", MONEY, |row| row.of.initial_budget)
        .decimal("budget_adjustment", MONEY, |row| row.of.budget_adjustment)
        .decimal("annual_budget", MONEY, |row| row.of.annual_budget)
        .decimal("actual_expenditure", MONEY, |row| row.of.actual_expenditure)
        .decimal("completion_rate", RATE, |row| row.of.completion_rate)
        .decimal("adjustment_rate", RATE, |row| row.of.adjustment_rate)
        .decimal("execution_rate", RATE, |row| row.of.execution_rate)
        .decimal("weight", MONEY, |row| row.of.weight)
        .decimal("score", MONEY, |row| row.of.score)
        .table
}

fn tasks_table<'a>(forms: &[Row<'a, FormRecord>]) -> Table<'a> {
    Table::keyed("tasks", &rows(forms, |form| &form.tasks))
        .count("task", |row| Some(row.at))
        .text("name", |row| row.of.name.as_deref())
        .text("expected", |row| row.of.expected.as_deref())
        .text("achieved", |row| row.of.achieved.as_deref())
        .decimal("funds", MONEY, |row| row.of.funds)
        .table
}

fn indicators_table<'a>(forms: &[Row<'a, FormRecord>]) -> Table<'a> {
    Table::keyed("indicators", &rows(forms, |form| &form.indicators))
        .count("indicator", |row| Some(row.at))
        .count("task", |row| row.of.task)
        .text("level1", |row| row.of.level1.as_deref())
        .text("level2", |row| row.of.level2.as_deref())
        .text("name", |row| row.of.name.as_deref())
        .text("definition", |row| row.of.definition.as_deref())
        .text("target", |row| row.of.target.as_deref())
        .text("actual", |row| row.of.actual.as_deref())
        .decimal("weight", MONEY, |row| row.of.weight)
        .decimal("score", MONEY, |row| row.of.score)
        .text("deviation_reason", |row| row.of.deviation_reason.as_deref())
        .word("verdict", |row| Some(row.of.verdict.as_str()))
        .truth("exceeded", |row| row.of.exceeded)
        .text("reason", |row| Some(&row.of.reason))
        .table
}

fn findings_table<'a>(forms: &[Row<'a, FormRecord>]) -> Table<'a> {
    let rows = rows(forms, |form| &form.findings);
    // A finding on a sheet without a form stands under the workbook's first, but keeps its own sheet.
    Table::keyed_on("findings", &rows, |row| &row.of.sheet)
        .word("cell", |row| row.of.cell)
        .text("field", |row| row.of.field.as_deref())
        .text("code", |row| Some(&row.of.code))
        .text("rule", |row| Some(&row.of.rule))
        .word("severity", |row| Some(row.of.severity.as_str()))
        .text("message", |row| Some(&row.of.message))
        .text("actual", |row| row.of.actual.as_deref())
        .text("expected", |row| row.of.expected.as_deref())
        .word("fix", |row| Some(row.of.fix.as_str()))
        .text("accepted", |row| row.of.accepted.as_deref())
        .table
}
