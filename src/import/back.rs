//! What a record says and its workbook, read again, does not.

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value;

use super::parse::escaped;
use super::{ImportProblem, ImportedRecord};
use crate::form::FormRecord;

/// What belongs to the file that a form came from.
const OF_THE_FILE: [&str; 4] = ["/schema", "/file", "/sheet", "/template"];
/// The places of a rate in exports.
const RATE_PLACES: u32 = 4;

/// What does not come back. `back` is what the workbook says; `None` where no form was found in it.
pub(super) fn lost(imported: &ImportedRecord, back: Option<&FormRecord>) -> Vec<ImportProblem> {
    let back = back.and_then(|record| serde_json::to_value(record).ok()).unwrap_or_default();
    let mut leaves = Vec::new();
    gather(&imported.said(), String::new(), &mut leaves);
    leaves
        .into_iter()
        .filter(|(pointer, _)| !OF_THE_FILE.contains(&pointer.as_str()))
        .filter_map(|(pointer, said)| {
            let read = back.pointer(&pointer).unwrap_or(&Value::Null);
            let message = if same(&said, read) {
                return None;
            } else if read.is_null() {
                format!("模板 {} 没有这一项，或放不下“{}”，没有写入", imported.record.template, shown(&said))
            } else {
                format!("写入的是“{}”，读回的是“{}”", shown(&said), shown(read))
            };
            Some(imported.problem(pointer, message))
        })
        .collect()
}

/// Every value that is neither list nor object nor null, by its pointer.
fn gather(value: &Value, pointer: String, leaves: &mut Vec<(String, Value)>) {
    match value {
        Value::Null => {}
        Value::Array(elements) => {
            for (n, element) in elements.iter().enumerate() {
                gather(element, format!("{pointer}/{n}"), leaves);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                gather(member, format!("{pointer}/{}", escaped(key)), leaves);
            }
        }
        leaf => leaves.push((pointer, leaf.clone())),
    }
}

fn same(said: &Value, read: &Value) -> bool {
    if let (Some(said), Some(read)) = (number(said), number(read)) {
        let rounded = said.round_dp_with_strategy(RATE_PLACES, RoundingStrategy::MidpointAwayFromZero);
        return said == read || rounded == read;
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
    let mut shown: String =
        text.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}
