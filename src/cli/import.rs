//! `ziping import`: workbooks from normalised forms.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use ziping::batch::{read_bytes, read_text, workbook_names};
use ziping::import::{ImportProblem, ImportedRecord, import, parse_records, parse_tables};
use ziping::report::visible;
use ziping::template::Templates;
use ziping::workbook::Limits;

use super::Outcome;
use super::setup::{output_folder, templates, write_once};
use super::terminal::Terminal;

/// The tables of a folder that say what forms say; without the first there are none.
const TABLES: [&str; 4] = ["forms.csv", "funding.csv", "tasks.csv", "indicators.csv"];

pub(super) const EXAMPLES: &str = "\
例子：
  ziping import 自评表.jsonl -o 工作簿/        每份自评表一个工作簿，版式按模板
  ziping import 数据/ -o 工作簿/               数据/ 里是 ziping export --format csv 写出的几张表
  ziping import 信访局.json -o 工作簿/ --template 本区模板.toml";

/// 【导入】由 export 导出的 JSON 或 CSV 生成工作簿
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct ImportArgs {
    /// JSON 文件：每行一份自评表（同 ziping export），或一个列表，或一张表；或 forms.csv 等表所在的文件夹
    #[arg(value_name = "文件或文件夹", required = true, help_heading = "参数")]
    files: Vec<PathBuf>,
    /// 工作簿写到这个文件夹
    #[arg(short, long, value_name = "文件夹")]
    output: PathBuf,
    /// 另加一个自己写的模板（.toml）
    #[arg(long, value_name = "模板")]
    template: Option<String>,
}

pub(super) fn run(args: &ImportArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let templates = templates(args.template.as_deref())?;
    let mut attention = false;
    let mut records: Vec<(&Path, ImportedRecord)> = Vec::new();
    for path in &args.files {
        let (read, problems) = if path.is_dir() { read_tables(path)? } else { read_json(path)? };
        for problem in &problems {
            terminal.complain(&format!("{}：{}", name(path), visible(problem)));
        }
        attention |= !problems.is_empty();
        records.extend(read.into_iter().map(|record| (path.as_path(), record)));
    }
    if records.is_empty() {
        bail!("没有可以导入的自评表");
    }
    output_folder(&args.output)?;
    let files: Vec<&str> = records.iter().map(|(_, record)| record.record.file.as_str()).collect();
    let names = workbook_names(&args.output, &files, &args.files);
    let mut written = 0_usize;
    for ((path, record), below) in records.iter().zip(&names) {
        match import_one(record, &templates, &args.output.join(below)) {
            Ok(lost) => {
                written = written.saturating_add(1);
                attention |= !lost.is_empty();
                for problem in lost {
                    terminal.complain(&format!("{}：{}", name(path), visible(&problem)));
                }
            }
            Err(error) => {
                attention = true;
                let problem = record.problem_of_all(format!("{error:#}"));
                terminal.complain(&format!("{}：{}", name(path), visible(&problem.to_string())));
            }
        }
    }
    if written == 0 {
        bail!("没有写出工作簿");
    }
    terminal.wrote(&format!("工作簿 {written} 个"), &args.output);
    Ok(Outcome::attention_if(attention))
}

/// Writes a record's workbook; what of the record is not in it.
fn import_one(record: &ImportedRecord, templates: &Templates, path: &Path) -> anyhow::Result<Vec<String>> {
    let workbook = import(record, templates)?;
    write_once(path, &workbook.bytes)?;
    Ok(workbook.lost.iter().map(ToString::to_string).collect())
}

/// What was read, and what of it does not fit, in words.
type Read = (Vec<ImportedRecord>, Vec<String>);

fn told((records, problems): (Vec<ImportedRecord>, Vec<ImportProblem>)) -> Read {
    (records, problems.iter().map(ToString::to_string).collect())
}

fn read_json(path: &Path) -> anyhow::Result<Read> {
    let text = read_text(path, &Limits::default()).with_context(|| format!("无法读取 {}", name(path)))?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    Ok(told(parse_records(&text, &stem)))
}

fn read_tables(folder: &Path) -> anyhow::Result<Read> {
    let mut tables = Vec::new();
    for table in TABLES {
        let path = folder.join(table);
        if path.is_file() {
            tables.push((table, read(&path)?));
        }
    }
    if !tables.iter().any(|(table, _)| *table == TABLES[0]) {
        bail!("{} 里没有 {}，不是 ziping export --format csv 写出的文件夹", name(folder), TABLES[0]);
    }
    let tables: Vec<(&str, &[u8])> = tables.iter().map(|(table, bytes)| (*table, bytes.as_slice())).collect();
    let (records, mut problems) = told(parse_tables(&tables));
    let lacking: Vec<&str> =
        TABLES.into_iter().filter(|name| !tables.iter().any(|(table, _)| table == name)).collect();
    if !lacking.is_empty() {
        problems.insert(0, format!("缺少 {}，工作簿里没有这些表的内容", lacking.join("、")));
    }
    Ok((records, problems))
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    read_bytes(path, &Limits::default()).with_context(|| format!("无法读取 {}", name(path)))
}

fn name(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}
