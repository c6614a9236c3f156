//! The forms as five tables, keyed by file and sheet, for databases and for Excel.

use super::ReportError;
use super::csv::{Field, Table};
use crate::batch::Results;
use crate::form::FormRecord;

/// The tables `forms`, `funding`, `tasks`, `indicators` and `findings`, each with its file's name. `form` numbers the
/// forms of one workbook from one.
///
/// # Errors
/// None in practice: they are written to memory.
pub fn csv_tables(results: &Results) -> Result<Vec<(&'static str, String)>, ReportError> {
    let records = results.forms_with_findings();
    let forms = numbered(&records);
    Ok(vec![
        ("forms.csv", forms_table(&forms)?),
        ("funding.csv", funding_table(&forms)?),
        ("tasks.csv", tasks_table(&forms)?),
        ("indicators.csv", indicators_table(&forms)?),
        ("findings.csv", findings_table(&forms)?),
    ])
}

/// Every form with its number in its workbook.
fn numbered(forms: &[FormRecord]) -> Vec<(usize, &FormRecord)> {
    let mut last: Option<(&str, usize)> = None;
    let mut numbered = Vec::with_capacity(forms.len());
    for form in forms {
        let number = match last {
            Some((file, number)) if file == form.file => number + 1,
            _ => 1,
        };
        last = Some((&form.file, number));
        numbered.push((number, form));
    }
    numbered
}

/// The first fields of every row.
fn key(number: usize, form: &FormRecord) -> Vec<Field<'_>> {
    vec![Field::Text(&form.file), Field::Text(&form.sheet), Field::Plain(number.to_string())]
}

fn forms_table(forms: &[(usize, &FormRecord)]) -> Result<String, ReportError> {
    let mut table = Table::new(&[
        "file",
        "sheet",
        "form",
        "template",
        "department",
        "project",
        "competent_department",
        "year",
        "unit",
        "goals_expected",
        "goals_achieved",
        "problems",
        "measures",
        "total_weight",
        "total_score",
        "modified",
    ])?;
    for &(number, form) in forms {
        let mut row = key(number, form);
        row.extend([
            Field::Text(&form.template),
            Field::text(form.department.as_deref()),
            Field::text(form.project.as_deref()),
            Field::text(form.competent_department.as_deref()),
            Field::plain(form.year),
            Field::text(form.unit.as_deref()),
            Field::text(form.goals.expected.as_deref()),
            Field::text(form.goals.achieved.as_deref()),
            Field::text(form.problems.as_deref()),
            Field::text(form.measures.as_deref()),
            Field::plain(form.total_weight),
            Field::plain(form.total_score),
            Field::text(form.modified.as_deref()),
        ]);
        table.row(&row)?;
    }
    table.finish()
}

fn funding_table(forms: &[(usize, &FormRecord)]) -> Result<String, ReportError> {
    let mut table = Table::new(&[
        "file",
        "sheet",
        "form",
        "row",
        "source",
        "role",
        "initial_budget",
        "budget_adjustment",
        "annual_budget",
        "actual_expenditure",
        "completion_rate",
        "adjustment_rate",
        "execution_rate",
        "weight",
        "score",
    ])?;
    for &(number, form) in forms {
        for (at, funding) in form.funding.iter().enumerate() {
            let mut row = key(number, form);
            row.extend([
                Field::Plain(at.to_string()),
                Field::text(funding.source.as_deref()),
                Field::Text(&funding.role),
                Field::plain(funding.initial_budget),
                Field::plain(funding.budget_adjustment),
                Field::plain(funding.annual_budget),
                Field::plain(funding.actual_expenditure),
                Field::plain(funding.completion_rate),
                Field::plain(funding.adjustment_rate),
                Field::plain(funding.execution_rate),
                Field::plain(funding.weight),
                Field::plain(funding.score),
            ]);
            table.row(&row)?;
        }
    }
    table.finish()
}

fn tasks_table(forms: &[(usize, &FormRecord)]) -> Result<String, ReportError> {
    let mut table = Table::new(&["file", "sheet", "form", "task", "name", "expected", "achieved", "funds"])?;
    for &(number, form) in forms {
        for (at, task) in form.tasks.iter().enumerate() {
            let mut row = key(number, form);
            row.extend([
                Field::Plain(at.to_string()),
                Field::text(task.name.as_deref()),
                Field::text(task.expected.as_deref()),
                Field::text(task.achieved.as_deref()),
                Field::plain(task.funds),
            ]);
            table.row(&row)?;
        }
    }
    table.finish()
}

fn indicators_table(forms: &[(usize, &FormRecord)]) -> Result<String, ReportError> {
    let mut table = Table::new(&[
        "file",
        "sheet",
        "form",
        "indicator",
        "task",
        "level1",
        "level2",
        "name",
        "definition",
        "target",
        "actual",
        "weight",
        "score",
        "deviation_reason",
        "verdict",
        "exceeded",
        "reason",
    ])?;
    for &(number, form) in forms {
        for (at, indicator) in form.indicators.iter().enumerate() {
            let mut row = key(number, form);
            row.extend([
                Field::Plain(at.to_string()),
                Field::plain(indicator.task),
                Field::text(indicator.level1.as_deref()),
                Field::text(indicator.level2.as_deref()),
                Field::text(indicator.name.as_deref()),
                Field::text(indicator.definition.as_deref()),
                Field::text(indicator.target.as_deref()),
                Field::text(indicator.actual.as_deref()),
                Field::plain(indicator.weight),
                Field::plain(indicator.score),
                Field::text(indicator.deviation_reason.as_deref()),
                Field::Plain(indicator.verdict.as_str().to_owned()),
                Field::Plain(indicator.exceeded.to_string()),
                Field::Text(&indicator.reason),
            ]);
            table.row(&row)?;
        }
    }
    table.finish()
}

fn findings_table(forms: &[(usize, &FormRecord)]) -> Result<String, ReportError> {
    let mut table = Table::new(&[
        "file", "sheet", "form", "cell", "field", "code", "rule", "severity", "message", "actual",
        "expected", "fix",
    ])?;
    for &(number, form) in forms {
        for finding in &form.findings {
            table.row(&[
                Field::Text(&finding.file),
                Field::Text(&finding.sheet),
                Field::Plain(number.to_string()),
                Field::plain(finding.cell),
                Field::text(finding.field.as_deref()),
                Field::Text(&finding.code),
                Field::Text(&finding.rule),
                Field::Plain(finding.severity.as_str().to_owned()),
                Field::Text(&finding.message),
                Field::text(finding.actual.as_deref()),
                Field::text(finding.expected.as_deref()),
                Field::Plain(finding.fix.as_str().to_owned()),
            ])?;
        }
    }
    table.finish()
}
