//! JSON into records: JSON Lines, an array, or a single object. What does not fit is told by its line and JSON pointer.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use serde_json::{Value, json};
use serde_path_to_error::{Path, Segment};

use super::{ImportProblem, ImportedRecord, Origin, Problems};
use crate::excerpt::as_typed;
use crate::record::{FORM_SCHEMA, FormRecord, Rows};
use crate::workbook::Limits;

/// What the text of a record says, without what the program finds out itself.
pub(super) fn said(text: &str) -> Value {
    let mut value = serde_json::from_str(text).unwrap_or_default();
    leave_out_derived(&mut value);
    value
}

/// Problems at pointers into a record that begins in `line`, each a pointer with its message.
pub(super) fn problems(text: &str, line: usize, all: Vec<(String, String)>) -> Vec<ImportProblem> {
    let pointers: Vec<&str> = all.iter().map(|(pointer, _)| pointer.as_str()).collect();
    let found = find_all(text, &pointers);
    let lines = Lines::of(text, line);
    let lines_found = found.into_iter().map(|found| found.map_or(line, |part| lines.line(part)));
    let problem = |((pointer, message), line)| ImportProblem { table: None, line, pointer, message };
    all.into_iter().zip(lines_found).map(problem).collect()
}

/// A problem at a pointer into a record that begins in `line`.
fn problem(text: &str, line: usize, pointer: String, message: String) -> ImportProblem {
    let line = find(text, &pointer).map_or(line, |found| Lines::of(text, line).line(found));
    ImportProblem { table: None, line, pointer, message }
}

/// Reads every record of a JSON text; what does not fit is left out and told. A record without `file` is called
/// `stem`.
pub fn parse_records(text: &str, stem: &str) -> (Vec<ImportedRecord>, Vec<ImportProblem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut records, mut problems) = (Vec::new(), Problems::default());
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
    (records, problems.told())
}

/// The texts of the records, each with the line where it begins.
fn parts(text: &str) -> Result<Vec<(usize, &str)>, ImportProblem> {
    let lines = || text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let Some((_, first)) = lines().next() else {
        return Err(at_line(1, "文件是空的".to_owned()));
    };
    let is_object = first.trim_start().starts_with('{') && serde_json::from_str::<&RawValue>(first).is_ok();
    if is_object {
        return Ok(lines().map(|(n, line)| (n.saturating_add(1), line)).collect());
    }
    if text.trim_start().starts_with('[') {
        let elements: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| not_json(&error, 1))?;
        let lines = Lines::of(text, 1);
        return Ok(elements.into_iter().map(|element| (lines.line(element.get()), element.get())).collect());
    }
    let record = text.trim();
    Ok(vec![(Lines::of(text, 1).line(record), record)])
}

fn record(text: &str, line: usize, stem: &str) -> Result<ImportedRecord, ImportProblem> {
    let at_record = |message: String| at_line(line, message);
    if let Some(message) = too_many(Rows::of(text.as_bytes()).longest) {
        return Err(at_record(message));
    }
    let value: Value = serde_json::from_str(text).map_err(|error| not_json(&error, line))?;
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
    let record = typed(value, stem).map_err(|(pointer, message)| {
        let message = in_words(&message, find(text, &pointer).map(shown));
        problem(text, line, pointer, message)
    })?;
    let count = record.tasks.len();
    let stray = |task: Option<usize>| task.filter(|task| *task >= count);
    if let Some((n, task)) = record.indicators.iter().enumerate().find_map(|(n, i)| Some((n, stray(i.task)?)))
    {
        let pointer = format!("/indicators/{n}/task");
        let message = format!("任务从 0 数起，tasks 里没有第 {task} 项（共 {count} 项）");
        return Err(problem(text, line, pointer, message));
    }
    Ok(ImportedRecord { record, line, origin: Origin::Json(text.to_owned()) })
}

/// The record that a value is, with what the type wants and no person writes; or the pointer to what does not fit, and
/// serde's message.
pub(super) fn typed(mut value: Value, stem: &str) -> Result<FormRecord, (String, String)> {
    leave_out_derived(&mut value);
    add_derived(&mut value, stem);
    serde_path_to_error::deserialize(value)
        .map_err(|error| (pointer(error.path()), error.inner().to_string()))
}

/// What is wrong with a form of so many rows, if that is more than people fill in.
pub(super) fn too_many(rows: usize) -> Option<String> {
    let most = Limits::default().form_rows;
    (rows > most).then(|| format!("一份自评表超过 {most} 行，没有导入"))
}

fn at_line(line: usize, message: String) -> ImportProblem {
    ImportProblem { table: None, line, pointer: String::new(), message }
}

/// What `export` adds to what the form says.
const DERIVED: [&str; 5] = ["level", "cells", "unmapped", "findings", "modified"];
const DERIVED_OF_INDICATOR: [&str; 3] = ["verdict", "reason", "exceeded"];

fn rows<'a>(
    value: &'a mut Value,
    list: &str,
) -> impl Iterator<Item = &'a mut serde_json::Map<String, Value>> {
    value.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten().filter_map(Value::as_object_mut)
}

pub(super) fn leave_out_derived(value: &mut Value) {
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
    find_all(text, &[pointer]).pop()?
}

/// The texts of the values that pointers lead to. Each list and each object on the way is read once, however many
/// pointers lead into it.
fn find_all<'a>(text: &'a str, pointers: &[&str]) -> Vec<Option<&'a str>> {
    let mut found = vec![None; pointers.len()];
    let wanted = pointers.iter().map(|pointer| pointer.strip_prefix('/')).enumerate().collect();
    find_below(text.trim(), wanted, &mut found);
    found
}

/// What is left of a pointer (without its first `/`; nothing where it has led to its value), with its place in the
/// list of all.
type Wanted<'p> = Vec<(usize, Option<&'p str>)>;

/// Goes on from the value `here`.
fn find_below<'a>(here: &'a str, wanted: Wanted<'_>, found: &mut [Option<&'a str>]) {
    let mut below: BTreeMap<&str, Wanted<'_>> = BTreeMap::new();
    for (n, rest) in wanted {
        match rest.map(|rest| rest.split_once('/').map_or((rest, None), |(key, rest)| (key, Some(rest)))) {
            None => found[n] = Some(here),
            Some((key, rest)) => below.entry(key).or_default().push((n, rest)),
        }
    }
    if below.is_empty() {
        return;
    }
    if here.starts_with('[') {
        let elements: Vec<&'a RawValue> = serde_json::from_str(here).unwrap_or_default();
        for (key, wanted) in below {
            if let Some(element) = key.parse().ok().and_then(|n: usize| elements.get(n)) {
                find_below(element.get(), wanted, found);
            }
        }
    } else {
        let members: BTreeMap<String, &'a RawValue> = serde_json::from_str(here).unwrap_or_default();
        for (key, wanted) in below {
            if let Some(member) = members.get(&key.replace("~1", "/").replace("~0", "~")) {
                find_below(member.get(), wanted, found);
            }
        }
    }
}

/// The lines of a text, counted once.
struct Lines<'t> {
    text: &'t str,
    first: usize,
    breaks: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Those of a text that begins in the line `first`.
    fn of(text: &'t str, first: usize) -> Self {
        Self { text, first, breaks: text.match_indices('\n').map(|(at, _)| at).collect() }
    }

    /// The line of a part of the text.
    fn line(&self, part: &str) -> usize {
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.first.saturating_add(self.breaks.partition_point(|at| *at < offset))
    }
}

/// The beginning of a value's text.
fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    as_typed(text, LONGEST)
}

fn not_json(error: &serde_json::Error, line: usize) -> ImportProblem {
    let message = format!("不是完整的 JSON，读到第 {} 个字节处出错", error.column());
    let line = line.saturating_add(error.line().saturating_sub(1));
    let message =
        if error.is_eof() { "JSON 没有写完，文件可能被截断".to_owned() } else { message };
    at_line(line, message)
}

/// serde's message, in words.
pub(super) fn in_words(message: &str, found: Option<String>) -> String {
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
