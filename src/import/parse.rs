//! JSON into records: JSON Lines, an array, or a single object. What does not fit is told by its line and JSON pointer.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use serde_json::{Value, json};
use serde_path_to_error::{Path, Segment};

use crate::form::{FORM_SCHEMA, FormRecord};

/// Something in a JSON file that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportProblem {
    /// The line, from 1.
    pub line: usize,
    /// Where in the record, as a JSON pointer (RFC 6901); empty for the record itself.
    pub pointer: String,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for ImportProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "第 {} 行", self.line)?;
        if !self.pointer.is_empty() {
            write!(f, " {}", self.pointer)?;
        }
        write!(f, "：{}", self.message)
    }
}

/// A record that was read.
#[derive(Debug, Clone)]
pub struct ImportedRecord {
    /// The record; what the program finds out itself is left out of it.
    pub record: FormRecord,
    /// The line where it begins, from 1.
    pub line: usize,
    /// Its own text.
    text: String,
}

impl ImportedRecord {
    /// What the record says, without what the program finds out itself.
    pub(super) fn said(&self) -> Value {
        serde_json::from_str(&self.text)
            .map(|mut value| {
                leave_out_derived(&mut value);
                value
            })
            .unwrap_or_default()
    }

    /// A problem at a pointer into the record.
    pub(super) fn problem(&self, pointer: String, message: String) -> ImportProblem {
        let line =
            find(&self.text, &pointer).map_or(self.line, |found| line_at(&self.text, self.line, found));
        ImportProblem { line, pointer, message }
    }
}

/// Reads every record of a JSON text; what does not fit is left out and told. A record without `file` is called
/// `stem`.
pub fn parse_records(text: &str, stem: &str) -> (Vec<ImportedRecord>, Vec<ImportProblem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut records, mut problems) = (Vec::new(), Vec::new());
    match parts(text) {
        Ok(parts) => {
            for (line, part) in parts {
                match record(part, line, stem) {
                    Ok(record) => records.push(record),
                    Err(problem) => problems.push(problem),
                }
            }
        }
        Err(problem) => problems.push(problem),
    }
    (records, problems)
}

/// The texts of the records, each with the line where it begins.
fn parts(text: &str) -> Result<Vec<(usize, &str)>, ImportProblem> {
    let lines = || text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let Some((_, first)) = lines().next() else {
        return Err(ImportProblem { line: 1, pointer: String::new(), message: "文件是空的".to_owned() });
    };
    let is_object = first.trim_start().starts_with('{') && serde_json::from_str::<&RawValue>(first).is_ok();
    if is_object {
        return Ok(lines().map(|(n, line)| (n.saturating_add(1), line)).collect());
    }
    if text.trim_start().starts_with('[') {
        let elements: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| not_json(&error, 1))?;
        return Ok(elements
            .into_iter()
            .map(|element| (line_at(text, 1, element.get()), element.get()))
            .collect());
    }
    let begin = text.len() - text.trim_start().len();
    Ok(vec![(line_at(text, 1, &text[begin..]), text[begin..].trim_end())])
}

fn record(text: &str, line: usize, stem: &str) -> Result<ImportedRecord, ImportProblem> {
    let mut value: Value = serde_json::from_str(text).map_err(|error| not_json(&error, line))?;
    let at_record = |message: String| ImportProblem { line, pointer: String::new(), message };
    let Some(object) = value.as_object() else {
        return Err(at_record(format!("应为一张表（对象），现为 {}", shown(text))));
    };
    match object.get("schema").and_then(Value::as_str) {
        Some(FORM_SCHEMA) => {}
        Some(other) => {
            return Err(at_record(format!(
                "schema 是“{other}”，不是 {FORM_SCHEMA}，不是 ziping export 导出的数据"
            )));
        }
        None => {
            return Err(at_record(format!(
                "缺少 \"schema\":\"{FORM_SCHEMA}\"，不是 ziping export 导出的数据"
            )));
        }
    }
    leave_out_derived(&mut value);
    add_derived(&mut value, stem);
    let record = serde_path_to_error::deserialize::<_, FormRecord>(value).map_err(|error| {
        let pointer = pointer(error.path());
        let found = find(text, &pointer);
        let message = in_words(&error.inner().to_string(), found.map(shown));
        let line = found.map_or(line, |found| line_at(text, line, found));
        ImportProblem { line, pointer, message }
    })?;
    let count = record.tasks.len();
    let stray = |task: Option<usize>| task.filter(|task| *task >= count);
    if let Some((n, task)) = record.indicators.iter().enumerate().find_map(|(n, i)| Some((n, stray(i.task)?)))
    {
        let pointer = format!("/indicators/{n}/task");
        let line = find(text, &pointer).map_or(line, |found| line_at(text, line, found));
        let message = format!("任务从 0 数起，tasks 里没有第 {task} 项（共 {count} 项）");
        return Err(ImportProblem { line, pointer, message });
    }
    Ok(ImportedRecord { record, line, text: text.to_owned() })
}

/// What `export` adds to what the form says.
const DERIVED: [&str; 4] = ["cells", "unmapped", "findings", "modified"];
const DERIVED_OF_INDICATOR: [&str; 3] = ["verdict", "reason", "exceeded"];

fn rows<'a>(
    value: &'a mut Value,
    list: &str,
) -> impl Iterator<Item = &'a mut serde_json::Map<String, Value>> {
    value.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten().filter_map(Value::as_object_mut)
}

fn leave_out_derived(value: &mut Value) {
    if let Some(object) = value.as_object_mut() {
        object.retain(|key, _| !DERIVED.contains(&key.as_str()));
    }
    for indicator in rows(value, "indicators") {
        indicator.retain(|key, _| !DERIVED_OF_INDICATOR.contains(&key.as_str()));
    }
    for row in rows(value, "funding") {
        row.retain(|key, _| key != "role");
    }
}

/// What the record's type wants and no person writes.
fn add_derived(value: &mut Value, stem: &str) {
    if let Some(object) = value.as_object_mut() {
        object.insert("cells".to_owned(), json!({}));
        object.insert("unmapped".to_owned(), json!([]));
        object.entry("file").or_insert_with(|| json!(stem));
        object.entry("sheet").or_insert_with(|| json!(""));
    }
    for indicator in rows(value, "indicators") {
        indicator.insert("verdict".to_owned(), json!("missing"));
        indicator.insert("reason".to_owned(), json!(""));
    }
    for row in rows(value, "funding") {
        row.insert("role".to_owned(), json!("part"));
    }
}

fn pointer(path: &Path) -> String {
    path.iter().fold(String::new(), |pointer, segment| match segment {
        Segment::Seq { index } => format!("{pointer}/{index}"),
        Segment::Map { key } => pointer + "/" + &escaped(key),
        Segment::Enum { variant } => pointer + "/" + &escaped(variant),
        Segment::Unknown => pointer,
    })
}

/// A key as a part of a JSON pointer.
pub(super) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The text of the value that a pointer leads to.
fn find<'a>(text: &'a str, pointer: &str) -> Option<&'a str> {
    let mut found = text.trim();
    for key in pointer.split('/').skip(1) {
        let key = key.replace("~1", "/").replace("~0", "~");
        found = if found.starts_with('[') {
            let elements: Vec<&'a RawValue> = serde_json::from_str(found).ok()?;
            elements.get(key.parse::<usize>().ok()?)?.get()
        } else {
            let members: BTreeMap<String, &'a RawValue> = serde_json::from_str(found).ok()?;
            members.get(&key)?.get()
        };
    }
    Some(found)
}

/// The line of `part`, a part of `text`, which begins in `line`.
fn line_at(text: &str, line: usize, part: &str) -> usize {
    let offset = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    line.saturating_add(text.get(..offset).map_or(0, |before| before.matches('\n').count()))
}

/// The beginning of a value's text.
fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut shown: String =
        text.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

fn not_json(error: &serde_json::Error, line: usize) -> ImportProblem {
    let message = format!("不是完整的 JSON，读到第 {} 个字节处出错", error.column());
    let line = line.saturating_add(error.line().saturating_sub(1));
    let message =
        if error.is_eof() { "JSON 没有写完，文件可能被截断".to_owned() } else { message };
    ImportProblem { line, pointer: String::new(), message }
}

/// serde's message, in words.
fn in_words(message: &str, found: Option<String>) -> String {
    if let Some(field) = message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
        return format!("缺少 {field}");
    }
    let expected = message.rsplit_once("expected ").map_or("", |(_, expected)| expected);
    let expected = match expected {
        e if e.contains("Decimal") => "数字文本",
        e if e.starts_with("a string") => "文字",
        e if e.starts_with("a sequence") => "列表",
        e if e.starts_with("struct") || e.starts_with("a map") => "对象",
        e if e.starts_with("i32") || e.starts_with("usize") => "整数",
        _ if message.contains("Decimal") => "数字文本",
        _ => "另一种写法",
    };
    match found {
        Some(found) => format!("应为{expected}，现为 {found}"),
        None => format!("应为{expected}"),
    }
}
