//! `ziping schema`: the JSON Schema of what `export` writes.

use clap::Args;
use ziping::record::FormRecord;

use super::Outcome;
use super::terminal::Terminal;

pub(super) const EXAMPLES: &str = "\
例子：
  ziping schema > 自评表.schema.json";

/// 【结构】显示导出数据（ziping/form/1）的 JSON Schema
#[derive(Debug, Args)]
pub(super) struct SchemaArgs {}

pub(super) fn run(_: &SchemaArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    terminal.print(&(serde_json::to_string_pretty(&schemars::schema_for!(FormRecord))? + "\n"))?;
    Ok(Outcome::Clean)
}
