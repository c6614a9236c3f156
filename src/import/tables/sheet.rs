//! One table: its lines, with their values as its columns want them.

use csv::StringRecord;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use crate::encoding::decoded;
use crate::import::{ImportProblem, Problems};
use crate::report::{ExportedColumn, ExportedKind, unescape_formula};
use crate::template::stated_number;

/// The columns that say whose a row is.
const FILE: &str = "file";
const FORM: &str = "form";

/// A table that was read.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) lines: Vec<Line>,
}

/// A line of a table.
pub(super) struct Line {
    /// The line of the file where it begins, from 1.
    pub(super) number: usize,
    /// Its values, by column.
    pub(super) values: Map<String, Value>,
    /// Which of its form's rows it says it is.
    pub(super) count: Option<i64>,
    form: i64,
    /// Whether a value of it is not what its column wants.
    pub(super) broken: bool,
}

impl Line {
    pub(super) fn key(&self) -> (String, i64) {
        let file = self.values.get("file").and_then(Value::as_str).unwrap_or_default();
        (file.to_owned(), self.form)
    }

    pub(super) fn problem(&self, table: &str, message: String) -> ImportProblem {
        problem(table, self.number, "", message)
    }
}

fn problem(table: &str, line: usize, column: &str, message: String) -> ImportProblem {
    ImportProblem { table: Some(table.to_owned()), line, pointer: column.to_owned(), message }
}

impl Sheet {
    /// Reads a table; `count` is the column that counts a form's rows. Values that are not what their column wants are told,
    /// and their line is marked.
    pub(super) fn read(
        name: &str,
        bytes: &[u8],
        columns: &[ExportedColumn],
        count: Option<&str>,
        problems: &mut Problems,
    ) -> Result<Self, ImportProblem> {
        let text = decoded(bytes).ok_or_else(|| {
            let message =
                "不是文本，或者编码既不是 UTF-8 也不是 GBK；在 Excel 里请另存为“CSV UTF-8（逗号分隔）”";
            problem(name, 1, "", message.to_owned())
        })?;
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let wrong = |error: csv::Error| {
            let line = error.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(1));
            problem(name, line, "", "不是完整的 CSV，请检查引号".to_owned())
        };
        let headings = reader.headers().map_err(wrong)?.clone();
        if !headings.iter().any(|heading| heading.trim() == FILE) {
            let message = "第一行没有 file 一栏，不是 ziping export --format csv 导出的表";
            return Err(problem(name, 1, "", message.to_owned()));
        }
        let mut kinds: Vec<Option<&ExportedColumn>> = Vec::new();
        for heading in &headings {
            let known = columns.iter().find(|column| column.name == heading.trim());
            if known.is_none() && !heading.trim().is_empty() {
                let message = "不认识的栏目，没有导入".to_owned();
                problems.push(problem(name, 1, heading.trim(), message));
            }
            kinds.push(known);
        }
        let mut lines = Vec::new();
        let mut record = StringRecord::new();
        let mut counter = LineCounter { text: &text, offset: 0, line: 1 };
        while reader.read_record(&mut record).map_err(wrong)? {
            let number = counter.line_of(&record);
            // Excel keeps the lines of rows that were emptied.
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                lines.push(line(name, number, &record, &kinds, count, problems));
            }
        }
        Ok(Self { name: name.to_owned(), lines })
    }
}

/// Counts lines up to a record. (What the reader says is the line that the record before ended on, where lines end as
/// Excel ends them.)
struct LineCounter<'a> {
    text: &'a str,
    offset: usize,
    line: usize,
}

impl LineCounter<'_> {
    fn line_of(&mut self, record: &StringRecord) -> usize {
        let begin = record.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(self.offset);
        let rest = self.text.get(begin..).unwrap_or_default();
        let begin = begin.saturating_add(rest.len() - rest.trim_start_matches(['\r', '\n']).len());
        let passed = self.text.get(self.offset..begin).unwrap_or_default();
        self.line = self.line.saturating_add(passed.matches('\n').count());
        self.offset = begin;
        self.line
    }
}

fn line(
    table: &str,
    number: usize,
    record: &StringRecord,
    kinds: &[Option<&ExportedColumn>],
    count: Option<&str>,
    problems: &mut Problems,
) -> Line {
    let mut line = Line { number, values: Map::new(), count: None, form: 1, broken: false };
    for (cell, column) in record.iter().zip(kinds) {
        let Some(column) = column else { continue };
        let value = match value(cell, column.kind) {
            Ok(value) => value,
            Err(wanted) => {
                line.broken = true;
                let message = format!("应为{wanted}，现为“{}”", cell.trim());
                problems.push(problem(table, number, column.name, message));
                Value::Null
            }
        };
        match column.name {
            FORM => line.form = value.as_i64().unwrap_or(1),
            name if Some(name) == count => line.count = value.as_i64(),
            // An empty cell says nothing.
            _ if value.is_null() => {}
            name => {
                line.values.insert(name.to_owned(), value);
            }
        }
    }
    line
}

/// A cell's value; or what should stand there, in words.
fn value(cell: &str, kind: ExportedKind) -> Result<Value, &'static str> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(Value::Null);
    }
    match kind {
        ExportedKind::Text => Ok(json!(unescape_formula(cell))),
        ExportedKind::Whole => {
            let whole = decimal(cell).filter(Decimal::is_integer).and_then(|n| i64::try_from(n).ok());
            whole.map(|n| json!(n)).ok_or("整数")
        }
        ExportedKind::Decimal => decimal(cell).map(|n| json!(n.to_string())).ok_or("数字"),
        ExportedKind::Derived => Ok(Value::Null),
    }
}

/// A number as Excel leaves it: `1,234.50`, `86.51%`, `1.2E+05`.
fn decimal(cell: &str) -> Option<Decimal> {
    stated_number(cell).or_else(|| Decimal::from_scientific(cell).ok())
}
