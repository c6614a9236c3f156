//! `ziping diff`: two submissions, field by field.

use std::path::{Path, PathBuf};

use anstream::adapter::strip_str;
use anyhow::bail;
use clap::{Args, ValueEnum};
use ziping::batch::Purpose;
use ziping::diff::diff;
use ziping::record::FormRecord;
use ziping::report;
use ziping::summary::comparison;

use super::Outcome;
use super::args::ReadArgs;
use super::setup::{Setup, tell_incomplete, workbook_file, write_once};
use super::terminal::Terminal;

pub(super) const EXAMPLES: &str = "\
例子：
  ziping diff 退回前/信访局.xlsx 重报/信访局.xlsx
  ziping diff 退回前/ 重报/ --format xlsx -o 对比.xlsx";

/// 【对比】对比两次报送，逐个字段列出改动，以及解决了和新出现的问题
#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// 前一次报送：工作簿、文件夹，或 export 导出的 .jsonl
    #[arg(value_name = "前", help_heading = "参数")]
    before: PathBuf,
    /// 后一次报送
    #[arg(value_name = "后", help_heading = "参数")]
    after: PathBuf,
    #[command(flatten)]
    read: ReadArgs,
    /// 结果的格式：text 给人看（默认）、xlsx 是工作簿、json 给程序用
    #[arg(
        long,
        value_name = "格式",
        default_value = "text",
        help_heading = "选项",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
    /// 写到这个文件；text 和 json 不写则显示在屏幕上
    #[arg(short, long, value_name = "文件", help_heading = "选项")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Xlsx,
    Json,
}

pub(super) fn run(args: &DiffArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    if matches!((args.format, &args.output), (Format::Xlsx, None)) {
        bail!("--format xlsx 是一个工作簿，请用 -o 指定文件，如 -o 对比.xlsx");
    }
    let output = match (args.format, &args.output) {
        (Format::Xlsx, Some(path)) => Some(workbook_file(path)?),
        (_, path) => path.clone(),
    };
    let setup = Setup::new(&args.read, &[args.after.clone(), args.before.clone()], terminal)?;
    let (before, some_missing) = forms(&setup, &args.before, terminal)?;
    let (after, more_missing) = forms(&setup, &args.after, terminal)?;
    let diff = diff(&before, &after, setup.roster.as_ref());
    let written = match args.format {
        Format::Text => report::diff_text(&diff),
        Format::Json => serde_json::to_string_pretty(&diff)? + "\n",
        Format::Xlsx => String::new(),
    };
    match (args.format, &output) {
        (Format::Xlsx, Some(path)) => write_once(path, &comparison(&diff)?)?,
        (_, Some(path)) => write_once(path, strip_str(&written).to_string().as_bytes())?,
        (_, None) => terminal.print(&written)?,
    }
    if let Some(path) = &output {
        terminal.wrote("对比结果", path);
    }
    Ok(Outcome::attention_if(some_missing || more_missing))
}

/// The forms of one side, with their findings; and whether some of its files could not be read.
fn forms(setup: &Setup, side: &Path, terminal: &Terminal) -> anyhow::Result<(Vec<FormRecord>, bool)> {
    let inputs = setup.found(&[side.to_owned()], &[], terminal)?;
    let results = setup.batch().check(inputs, Purpose::Summarize);
    let incomplete = tell_incomplete(&results, terminal);
    Ok((results.forms_with_findings().collect(), incomplete))
}
