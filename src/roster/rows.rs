//! The rows of a roster, whatever file it is.

use super::RosterError;
use crate::encoding::decoded;
use crate::formula::Evaluation;
use crate::template::{Templates, recognised_as};
use crate::workbook::{self, CellRef, Limits, ReadError, Sheet, Value, sniff};

/// What a roster has at most: a whole province has some ten thousand units, each with a name or two and some columns of
/// remarks.
const MOST_ROWS: usize = 50_000;
const MOST_BYTES: usize = 8 << 20;
/// Columns that are looked at: farther ones hold no names.
const COLUMNS: usize = 50;
/// What separates a department's other names.
pub(super) const BETWEEN_NAMES: [char; 7] = ['、', '，', ',', ';', '；', '\n', '/'];

/// All of them.
pub(super) fn of(bytes: &[u8], file_name: &str) -> Result<Vec<Vec<String>>, RosterError> {
    match sniff(bytes, &Limits::default()) {
        Ok(_) => rows_of_workbook(bytes),
        // What has a mark that no text has may still be a list, saved in a rare way.
        Err(error) if error.is_text() || matches!(error, ReadError::NotAWorkbook | ReadError::EmptyFile) => {
            check_bytes(bytes.len())?;
            match decoded(bytes) {
                Some(text) => rows_of_text(&text, file_name),
                None if error == ReadError::NotAWorkbook => Err(RosterError::NotText),
                None => Err(error.into()),
            }
        }
        Err(error) => Err(error.into()),
    }
}

fn check_rows(rows: usize) -> Result<(), RosterError> {
    if rows > MOST_ROWS { Err(RosterError::TooLarge(format!("{MOST_ROWS} 行"))) } else { Ok(()) }
}

fn check_bytes(bytes: usize) -> Result<(), RosterError> {
    if bytes > MOST_BYTES { Err(RosterError::TooLarge(format!("{} MB", MOST_BYTES >> 20))) } else { Ok(()) }
}

/// The rows of the sheet that is taken for a roster: the first that has any text.
fn rows_of_workbook(bytes: &[u8]) -> Result<Vec<Vec<String>>, RosterError> {
    let mut workbook = workbook::read(bytes, &Limits::default())?;
    let has_text = |sheet: &Sheet| sheet.cells.values().any(|cell| cell.value.text().is_some());
    let taken = workbook.sheets.iter().position(|sheet| !sheet.hidden && has_text(sheet));
    let sheet = workbook.sheets.swap_remove(taken.ok_or(RosterError::Empty)?);
    let rows = rows_of_sheet(&sheet)?;
    // A notice may have the blank form behind its list; where the list would be, its labels would be departments.
    workbook.sheets = vec![sheet];
    if recognised_as(&workbook, &Evaluation::of(&workbook), &Templates::builtin()).is_some() {
        return Err(RosterError::IsAForm);
    }
    Ok(rows)
}

fn rows_of_sheet(sheet: &Sheet) -> Result<Vec<Vec<String>>, RosterError> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let (mut row_number, mut all_bytes) = (None, 0_usize);
    for (CellRef { row, col }, cell) in &sheet.cells {
        let text = match &cell.value {
            Value::Text(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => continue,
        };
        if row_number != Some(*row) {
            row_number = Some(*row);
            rows.push(Vec::new());
            check_rows(rows.len())?;
        }
        all_bytes = all_bytes.saturating_add(text.len());
        check_bytes(all_bytes)?;
        // A cell far to the right must not cost the columns before it.
        let column = usize::try_from(*col).unwrap_or(usize::MAX);
        if let (Some(cells), true) = (rows.last_mut(), column < COLUMNS) {
            cells.resize(column.max(cells.len()), String::new());
            cells.push(text);
        }
    }
    Ok(rows)
}

fn rows_of_text(text: &str, file_name: &str) -> Result<Vec<Vec<String>>, RosterError> {
    let is_csv = file_name.to_lowercase().ends_with(".csv");
    let delimiter = if text.contains('\t') { b'\t' } else { b',' };
    if !is_csv && delimiter == b',' && !text.contains(',') {
        // One name a line; other names after the first separator.
        let line = |line: &str| match line.split_once(BETWEEN_NAMES) {
            Some((name, others)) => vec![name.to_owned(), others.to_owned()],
            None => vec![line.to_owned()],
        };
        check_rows(text.lines().count())?;
        return Ok(text.lines().map(line).collect());
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records().filter_map(Result::ok) {
        rows.push(record.iter().take(COLUMNS).map(str::to_owned).collect());
        check_rows(rows.len())?;
    }
    Ok(rows)
}
