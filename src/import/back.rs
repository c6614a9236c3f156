//! What a record says and its workbook, read again, does not.

use std::fmt::Write as _;

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value;

use super::parse::escaped;
use super::{ImportProblem, ImportedRecord};
use crate::excerpt::as_typed;
use crate::form::FieldPath;
use crate::record::FormRecord;

/// What belongs to the file that a form came from.
const OF_THE_FILE: [&str; 4] = ["/schema", "/file", "/sheet", "/template"];
/// The places of a rate in exports.
const RATE_PLACES: u32 = 4;

/// What is listed of what a record lost: so many values, and pointers to them of so many bytes together. A form has some
/// hundreds of values; a file made by hand may have as many as it has bytes, all of them under one long name.
const LISTED: usize = 1_000;
const LISTED_BYTES: usize = 1 << 20;

/// What does not come back. `back` is what the workbook says; `None` where no form was found in it.
pub(super) fn lost(imported: &ImportedRecord, back: Option<&FormRecord>) -> Vec<ImportProblem> {
    let back = back.and_then(|record| serde_json::to_value(record).ok()).unwrap_or_default();
    let mut lost = Lost {
        template: &imported.record.template,
        pointer: String::new(),
        listed: Vec::new(),
        bytes: 0,
        unlisted: 0,
    };
    lost.compare(&imported.said(), Some(&back));
    let Lost { listed, unlisted, .. } = lost;
    let mut problems = imported.problems(listed);
    if unlisted > 0 {
        problems.push(imported.problem_of_all(format!("另有 {unlisted} 项没有写入或读回不同，没有逐一列出")));
    }
    problems
}

/// What was lost, gathered value by value.
struct Lost<'r> {
    template: &'r str,
    /// The pointer to the value that is being looked at.
    pointer: String,
    /// Pointers with what to say of the values there.
    listed: Vec<(String, String)>,
    bytes: usize,
    unlisted: usize,
}

impl Lost<'_> {
    /// Compares every value that is neither list nor object nor null with what stands in the same place of `back`.
    fn compare(&mut self, said: &Value, back: Option<&Value>) {
        let end = self.pointer.len();
        match said {
            Value::Null => {}
            Value::Array(elements) => {
                for (n, element) in elements.iter().enumerate() {
                    let _ = write!(self.pointer, "/{n}");
                    self.compare(element, back.and_then(|back| back.get(n)));
                    self.pointer.truncate(end);
                }
            }
            Value::Object(members) => {
                for (key, member) in members {
                    self.pointer.push('/');
                    self.pointer.push_str(&escaped(key));
                    self.compare(member, back.and_then(|back| back.get(key)));
                    self.pointer.truncate(end);
                }
            }
            said => self.leaf(said, back.unwrap_or(&Value::Null)),
        }
    }

    fn leaf(&mut self, said: &Value, read: &Value) {
        if OF_THE_FILE.contains(&self.pointer.as_str()) || same(&self.pointer, said, read) {
            return;
        }
        if self.listed.len() >= LISTED || self.bytes >= LISTED_BYTES {
            self.unlisted += 1;
            return;
        }
        let message = if read.is_null() {
            format!("模板 {} 没有这一项，或放不下“{}”，没有写入", self.template, shown(said))
        } else {
            format!("写入的是“{}”，读回的是“{}”", shown(said), shown(read))
        };
        self.bytes = self.bytes.saturating_add(self.pointer.len());
        self.listed.push((self.pointer.clone(), message));
    }
}

/// Whether a value came back. A number may be spelled otherwise, and a rate rounded as exports have it; a text that looks
/// like a number may not.
fn same(pointer: &str, said: &Value, read: &Value) -> bool {
    let field: Option<FieldPath> = pointer.trim_start_matches('/').replace('/', ".").parse().ok();
    if !field.is_some_and(FieldPath::is_text)
        && let (Some(said), Some(read)) = (number(said), number(read))
    {
        let rounded = said.round_dp_with_strategy(RATE_PLACES, RoundingStrategy::MidpointAwayFromZero);
        return said == read || (field.is_some_and(FieldPath::is_rate) && rounded == read);
    }
    match (said.as_str(), read.as_str()) {
        (Some(said), Some(read)) => said.trim() == read.trim(),
        (Some(said), None) => said.trim().is_empty() && read.is_null(),
        _ => said == read,
    }
}

fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => number.to_string().parse().ok(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

fn shown(value: &Value) -> String {
    const LONGEST: usize = 20;
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    as_typed(&text, LONGEST)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::same;

    /// A name of digits that lost its zeros counted as there, and so did an amount rounded as rates are.
    #[test]
    fn only_numbers_may_be_spelled_otherwise_and_only_rates_rounded() {
        assert!(same("/funding/0/initial_budget", &json!("1.50"), &json!("1.5")));
        assert!(!same("/funding/0/initial_budget", &json!("100.12345"), &json!("100.1235")));
        assert!(same("/funding/0/completion_rate", &json!("0.86513"), &json!("0.8651")));
        assert!(!same("/indicators/0/name", &json!("007"), &json!("7")));
        assert!(same("/indicators/0/name", &json!(" 007"), &json!("007")));
    }
}
