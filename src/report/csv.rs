//! Tables for Excel: a byte-order mark, so that it knows the encoding; lines that end as it ends them; no text that it
//! could run as a formula.

use super::ReportError;
use super::safe::escape_formula;
use crate::batch::Results;

/// A table being written.
pub(super) struct Table(::csv::Writer<Vec<u8>>);

impl Table {
    /// A table with these headings.
    pub(super) fn new(headings: &[&str]) -> Result<Self, ReportError> {
        let writer = ::csv::WriterBuilder::new()
            .terminator(::csv::Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec());
        let mut table = Self(writer);
        table.0.write_record(headings).map_err(wrong)?;
        Ok(table)
    }

    /// Adds a row; its texts can be no formulas, its numbers are themselves.
    pub(super) fn row(&mut self, fields: &[Field<'_>]) -> Result<(), ReportError> {
        for field in fields {
            match field {
                Field::Text(text) => self.0.write_field(escape_formula(text).as_bytes()),
                Field::Plain(plain) => self.0.write_field(plain),
            }
            .map_err(wrong)?;
        }
        self.0.write_record(None::<&[u8]>).map_err(wrong)
    }

    /// The table's text.
    pub(super) fn finish(self) -> Result<String, ReportError> {
        let bytes = self.0.into_inner().map_err(wrong)?;
        String::from_utf8(bytes).map_err(wrong)
    }
}

fn wrong(error: impl std::fmt::Display) -> ReportError {
    ReportError::Csv(error.to_string())
}

/// A field of a row.
pub(super) enum Field<'a> {
    /// Text that someone wrote.
    Text(&'a str),
    /// What the program itself wrote: a number, an address, a name of its own.
    Plain(String),
}

impl<'a> Field<'a> {
    /// A text that may be absent.
    pub(super) fn text(text: Option<&'a str>) -> Self {
        Self::Text(text.unwrap_or_default())
    }

    /// Anything else that may be absent.
    pub(super) fn plain(value: Option<impl ToString>) -> Self {
        Self::Plain(value.map(|value| value.to_string()).unwrap_or_default())
    }
}

/// The findings of a run as one table.
///
/// # Errors
/// None in practice: it is written to memory.
pub fn csv(results: &Results) -> Result<String, ReportError> {
    let mut table = Table::new(&[
        "文件",
        "工作表",
        "单元格",
        "字段",
        "级别",
        "问题",
        "现为",
        "应为",
        "修正",
        "规则",
        "代码",
        "核实情况",
    ])?;
    for listed in results.listed() {
        let finding = listed.finding;
        table.row(&[
            Field::Text(&finding.file),
            Field::Text(&finding.sheet),
            Field::plain(finding.cell),
            listed.label.map_or_else(|| Field::plain(finding.field), Field::Text),
            Field::Text(finding.severity.title()),
            Field::Text(&finding.message),
            Field::text(finding.actual.as_deref()),
            Field::text(finding.expected.as_deref()),
            Field::text(listed.treatment().beyond_level()),
            Field::Text(finding.rule.name),
            Field::Text(finding.rule.code),
            Field::text(finding.accepted.as_deref()),
        ])?;
    }
    table.finish()
}
