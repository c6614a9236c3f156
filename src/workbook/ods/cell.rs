//! A cell of an OpenDocument spreadsheet: what its attributes and its text say.

use quick_xml::events::BytesStart;

use super::super::dates::serial_of_iso;
use super::super::xlsx::LeftBehind;
use super::super::xml::{attributes, value};
use super::super::{CellError, Comment, Value};
use super::formula::to_excel;
use super::styles::Styles;

/// A cell between its start tag and its end tag.
#[derive(Default)]
pub(super) struct OpenCell {
    /// How many neighbouring cells it stands for.
    pub(super) repeated: u32,
    /// How many columns and rows it spans.
    pub(super) columns: u32,
    pub(super) rows: u32,
    /// How many columns and rows its array formula fills; none where its formula is no array formula.
    pub(super) array: (u32, u32),
    /// The index of its look, if it names one.
    pub(super) look: Option<usize>,
    kind: String,
    error: bool,
    stored: Option<String>,
    pub(super) formula: Option<String>,
    pub(super) comment: Option<Comment>,
}

impl OpenCell {
    /// Reads the attributes of a cell.
    pub(super) fn of(start: &BytesStart<'_>, styles: &mut Styles, left_behind: &mut LeftBehind) -> Self {
        let mut cell = Self { repeated: 1, columns: 1, rows: 1, ..Self::default() };
        for (key, attribute) in attributes(start) {
            let text = value(&attribute);
            match key {
                "number-columns-repeated" => cell.repeated = text.parse().unwrap_or(1).max(1),
                "number-columns-spanned" => cell.columns = text.parse().unwrap_or(1).max(1),
                "number-rows-spanned" => cell.rows = text.parse().unwrap_or(1).max(1),
                "number-matrix-columns-spanned" => cell.array.0 = text.parse().unwrap_or(1).max(1),
                "number-matrix-rows-spanned" => cell.array.1 = text.parse().unwrap_or(1).max(1),
                "style-name" => cell.look = Some(styles.look(&text)),
                // LibreOffice says a second time, under its own prefix, that a text is an error.
                "value-type" => {
                    if text == "error" {
                        cell.error = true;
                    } else {
                        cell.kind = text.into_owned();
                    }
                }
                "value" | "date-value" | "time-value" | "boolean-value" | "string-value" => {
                    cell.stored = Some(text.into_owned());
                }
                "formula" => cell.formula = Some(to_excel(&text)),
                "content-validation-name" => left_behind.count("数据验证"),
                _ => {}
            }
        }
        cell
    }

    /// The value, and what the cell shows where that is not its value. `text` are its paragraphs, if it has any.
    pub(super) fn value(&self, text: Option<String>) -> (Value, Option<String>) {
        let stored = self.stored.as_deref();
        let said = text.as_deref().unwrap_or_default();
        if self.error || self.formula.is_some() && said.starts_with("Err:") {
            return (Value::Error(CellError::parse(said).unwrap_or(CellError::Value)), None);
        }
        let typed = match self.kind.as_str() {
            "float" | "percentage" | "currency" => stored.and_then(Value::from_number_text),
            "date" => stored.and_then(serial_of_iso).map(Value::Number),
            "time" => stored.and_then(serial_of_duration),
            "boolean" => stored.map(|v| Value::Bool(v == "true")),
            _ => None,
        };
        match (typed, text) {
            (Some(value), text) => (value, text.filter(|text| !text.is_empty())),
            (None, Some(text)) => (Value::Text(text), None),
            (None, None) if self.kind == "string" => {
                (Value::Text(stored.unwrap_or_default().to_owned()), None)
            }
            (None, None) => (Value::Empty, None),
        }
    }
}

/// A duration (`PT12H30M00S`) as a fraction of a day.
fn serial_of_duration(text: &str) -> Option<Value> {
    let span: jiff::Span = text.trim().parse().ok()?;
    let hours = i64::from(span.get_days()).checked_mul(24)?.checked_add(i64::from(span.get_hours()))?;
    let seconds = hours.checked_mul(60)?.checked_add(span.get_minutes())?.checked_mul(60)?;
    let seconds = seconds.checked_add(span.get_seconds())?;
    let days = rust_decimal::Decimal::from(seconds).checked_div(86_400.into())?;
    Some(Value::Number(days.round_dp(15).normalize()))
}
