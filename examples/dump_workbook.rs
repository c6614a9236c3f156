//! Prints what the reader sees of workbooks, one JSON object a file: for comparing it with other readers.
//!
//! `cargo run --example dump_workbook -- FILE...`

use std::io::Write;

use serde_json::{Value as Json, json};
use ziping::workbook::{Limits, Value, Workbook, read};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for path in std::env::args_os().skip(1) {
        let path = std::path::PathBuf::from(path);
        let result = read(&std::fs::read(&path)?, &Limits::default());
        let file = path.to_string_lossy();
        let line = match result {
            Ok(workbook) => json!({ "file": file, "workbook": shown(&workbook) }),
            Err(error) => json!({ "file": file, "error": error.to_string() }),
        };
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn shown(workbook: &Workbook) -> Json {
    let sheets = workbook.sheets.iter().map(|sheet| {
        let cells: serde_json::Map<String, Json> = sheet
            .cells
            .iter()
            .map(|(at, cell)| {
                let style = workbook.style(cell);
                let value = match &cell.value {
                    Value::Empty => Json::Null,
                    Value::Number(number) => json!({ "n": number.to_string() }),
                    Value::Unrepresentable(number) => json!({ "u": number.to_string() }),
                    Value::Text(text) => json!(text),
                    Value::Bool(yes) => json!(yes),
                    Value::Error(error) => json!({ "e": error.as_str() }),
                };
                let cell = json!({
                    "v": value, "f": cell.formula, "nf": style.number_format, "shown": cell.shown,
                    "font": format!("{:?}", style.font), "fill": style.fill.map(|c| format!("{c:06X}")),
                    "borders": format!("{:?}", style.borders), "alignment": format!("{:?}", style.alignment),
                });
                (at.to_string(), cell)
            })
            .collect();
        json!({
            "name": sheet.name, "hidden": sheet.hidden, "cells": cells,
            "merges": sheet.merges.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "refused": sheet.refused_merges, "hidden_rows": sheet.hidden_rows,
            "hidden_columns": sheet.hidden_columns, "heights": sheet.row_heights, "widths": sheet.column_widths,
            "comments": sheet.comments.iter().map(|(at, text)| (at.to_string(), json!(text.text))).collect::<serde_json::Map<_, _>>(),
        })
    });
    let names: Vec<_> =
        workbook.defined_names.iter().map(|n| json!([n.name, n.sheet, n.refers_to])).collect();
    json!({
        "kind": format!("{:?}", workbook.kind), "sheets": sheets.collect::<Vec<_>>(), "names": names,
        "modified": workbook.modified.map(|time| time.to_string()), "not_carried": workbook.not_carried,
    })
}
