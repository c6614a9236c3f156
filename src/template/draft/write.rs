//! A draft as the text of a template, its guesses marked.

use std::fmt::Write as _;

use super::super::spec::{ColumnId, Kind, Place, TableId};
use super::{Draft, DraftField, DraftTable, Sureness};
use crate::form::FormLevel;

/// Marks what a person must look at.
const GUESS: &str = "# 猜测";

/// The template's text.
pub(super) fn toml(draft: &Draft) -> String {
    let mut text = format!(
        "# 由一张填好的表拟出的初稿。标有“猜测”的地方请逐处核对，改好后删去这两个字；写法见 docs/templates.md。\n\
         # 核对后：ziping template check 本文件；ziping check 报送/ --template 本文件\n\n\
         id = {}\nname = {}\n",
        quoted(&draft.id),
        quoted(if draft.title.is_empty() { "自评表" } else { &draft.title }),
    );
    if draft.is_cut {
        let note = format!("# 表很大，只在前 {} 个格子里找了栏目名，其余的请自己核对", super::MOST_CELLS);
        line(&mut text, &note);
    }
    let (level, meaning) = match draft.level {
        FormLevel::Project => ("project", "项目的表"),
        FormLevel::Department => ("department", "部门整体的表"),
    };
    line(&mut text, &format!("level = \"{level}\"  {GUESS}：{meaning}"));
    line(&mut text, "source = \"\"  # 这种表出自哪个文件");
    if !draft.title.is_empty() {
        line(&mut text, &format!("title = [{}]", quoted(&draft.title)));
    }
    let unknown: Vec<String> =
        draft.tables.iter().flat_map(|table| &table.unknown).map(|heading| quoted(heading)).collect();
    if !unknown.is_empty() {
        line(
            &mut text,
            &format!("{GUESS}：这些栏目不认识，先当作表外的栏目；需要读入的，请移到下面的栏目里"),
        );
        line(&mut text, &format!("others = [{}]", unknown.join(", ")));
    }
    line(
        &mut text,
        "\n[[field]]\nid = \"year\"\nlabels = [\"年度\"]\nvalue = \"head\"\ntype = \"year\"\nrequired = true",
    );
    let mut next = 0;
    for table in &draft.tables {
        for field in draft.fields.iter().skip(next).take_while(|field| field.row < table.row) {
            write_field(&mut text, field);
            next += 1;
        }
        write_table(&mut text, table);
    }
    for field in draft.fields.iter().skip(next) {
        write_field(&mut text, field);
    }
    text
}

fn write_field(text: &mut String, field: &DraftField) {
    line(text, "\n[[field]]");
    let path = field.spec.id.get_ref().path();
    line(text, &format!("id = \"{path}\"{}", mark(field.sureness)));
    line(text, &format!("labels = [{}]", quoted(&field.label)));
    if let Some(block) = &field.block {
        line(text, &format!("block = [{}]", quoted(block)));
    }
    let place = match field.place {
        Place::Right => "right",
        Place::Below => "below",
        Place::Inside => "inside",
        Place::Head => "head",
    };
    line(text, &format!("value = \"{place}\""));
    write_kind(text, field.spec.kind);
    if let Some(default) = &field.spec.default {
        line(text, &format!("default = {}", quoted(default)));
    }
    if field.spec.required {
        line(text, "required = true");
    }
}

fn write_table(text: &mut String, table: &DraftTable) {
    let (id, meaning) = match table.id {
        TableId::Funding => ("funding", "资金"),
        TableId::Indicators => ("indicators", "任务和指标"),
    };
    line(text, &format!("\n[[table]]\nid = \"{id}\"  # {meaning}"));
    if let Some(block) = &table.block {
        let blocks = std::iter::once(block).chain(table.again.iter().map(|(_, label)| label));
        let blocks: Vec<String> = blocks.map(|label| quoted(label)).collect();
        line(text, &format!("block = [{}]\nblock_span = 1", blocks.join(", ")));
        if !table.again.is_empty() {
            line(text, &format!("block_is = \"task\"  {GUESS}：每个大标题是一个任务，各有一组指标"));
        }
    }
    if !table.rows.is_empty() {
        let rows: Vec<String> = table.rows.iter().map(|row| quoted(row)).collect();
        line(text, &format!("rows = [{}]", rows.join(", ")));
    }
    let summed: Vec<String> = table
        .columns
        .iter()
        .filter(|column| match table.id {
            TableId::Funding => column.spec.kind == Kind::Money,
            TableId::Indicators => matches!(column.spec.id, ColumnId::Weight | ColumnId::Score),
        })
        .map(|column| format!("\"{}\"", column.spec.id.name()))
        .collect();
    if let (Some(total), false) = (&table.total, summed.is_empty()) {
        let of = summed.join(", ");
        line(
            text,
            &format!(
                "total = {{ labels = [{}], of = [{of}] }}  {GUESS}：合计行是这些栏目之和",
                quoted(total)
            ),
        );
    }
    for column in &table.columns {
        line(text, "\n[[table.column]]");
        line(text, &format!("id = \"{}\"{}", column.spec.id.name(), mark(column.sureness)));
        line(text, &format!("labels = [{}]", quoted(&column.heading)));
        write_kind(text, column.spec.kind);
        if column.spec.required {
            line(text, "required = true");
        }
        if let Some(formula) = column.spec.formula.as_ref().map(toml::Spanned::get_ref) {
            // A formula over columns that this form has not would be refused.
            let has = |id: &str| table.columns.iter().any(|column| column.spec.id.name() == id);
            let used = formula.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
            if used.filter(|word| word.contains('_')).all(has) {
                line(text, &format!("formula = {}  {GUESS}：请核对本地的算法", quoted(formula)));
            }
        }
    }
}

fn write_kind(text: &mut String, kind: Kind) {
    let kind = match kind {
        Kind::Text => return,
        Kind::Year => "year",
        Kind::Unit => "unit",
        Kind::Money => "money",
        Kind::Number => "number",
        Kind::Rate => "rate",
    };
    line(text, &format!("type = \"{kind}\""));
}

fn mark(sureness: Sureness) -> String {
    match sureness {
        Sureness::Known => String::new(),
        Sureness::Words => format!("  {GUESS}：按文字里的词"),
        Sureness::Alike => format!("  {GUESS}：按相近的文字，请着重核对"),
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn line(text: &mut String, line: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{line}");
}
