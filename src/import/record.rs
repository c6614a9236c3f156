//! A record that was read, and what can be wrong in it.

use serde_json::Value;

use super::parse;
use super::places::Places;
use crate::record::FormRecord;

/// Something in a file of records that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportProblem {
    /// The table's file, where the records are tables: `funding.csv`.
    pub table: Option<String>,
    /// The line, from 1.
    pub line: usize,
    /// Where in the record, as a JSON pointer (RFC 6901), or the table's column; empty for the record itself.
    pub pointer: String,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for ImportProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(table) = &self.table {
            write!(f, "{table} ")?;
        }
        write!(f, "第 {} 行", self.line)?;
        match (&self.table, self.pointer.as_str()) {
            (_, "") => {}
            (Some(_), column) => write!(f, " {column} 栏")?,
            (None, pointer) => write!(f, " {pointer}")?,
        }
        write!(f, "：{}", self.message)
    }
}

/// A record that was read.
#[derive(Debug, Clone)]
pub struct ImportedRecord {
    /// The record; what the program finds out itself is left out of it.
    pub record: FormRecord,
    /// The line where it begins, from 1; of tables, its line in `forms.csv`.
    pub line: usize,
    pub(super) origin: Origin,
}

/// What a record was read from.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    /// Its own text.
    Json(String),
    /// Its lines in the tables.
    Tables(Places),
}

impl ImportedRecord {
    /// What the record says, without what the program finds out itself.
    pub(super) fn said(&self) -> Value {
        match &self.origin {
            Origin::Json(text) => parse::said(text),
            Origin::Tables(_) => {
                let mut value = serde_json::to_value(&self.record).unwrap_or_default();
                parse::leave_out_derived(&mut value);
                value
            }
        }
    }

    /// Something that is wrong with the record as a whole.
    pub fn problem_of_all(&self, message: String) -> ImportProblem {
        match &self.origin {
            // The line of a record is its first.
            Origin::Json(_) => {
                ImportProblem { table: None, line: self.line, pointer: String::new(), message }
            }
            Origin::Tables(places) => places.problem("", message),
        }
    }

    /// Problems at pointers into the record, each a pointer with its message.
    pub(super) fn problems(&self, all: Vec<(String, String)>) -> Vec<ImportProblem> {
        match &self.origin {
            Origin::Json(text) => parse::problems(text, self.line, all),
            Origin::Tables(places) => {
                all.into_iter().map(|(pointer, message)| places.problem(&pointer, message)).collect()
            }
        }
    }
}
