//! `ziping summarize`: the summary only.

use std::path::PathBuf;

use clap::Args;
use ziping::batch::{Purpose, write_atomically};

use super::Outcome;
use super::args::{InputArgs, SummaryArgs};
use super::setup::{ANOTHER_NAME, Setup, inputs, spare_other_workbooks, tell_incomplete, workbook_file};
use super::terminal::Terminal;

pub(super) const EXAMPLES: &str = "\
例子：
  ziping summarize 各单位报送/ -o 汇总表.xlsx
  ziping summarize 一片.jsonl 二片.jsonl -o 汇总表.xlsx       合并别处用 export 导出的数据";

/// 【汇总】只写汇总表
#[derive(Debug, Args)]
pub(super) struct SummarizeArgs {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    summary: SummaryArgs,
    /// 汇总表写到这个文件（.xlsx）
    #[arg(short, long, value_name = "文件", help_heading = "选项")]
    output: PathBuf,
}

pub(super) fn run(args: &SummarizeArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let mut setup = Setup::new(&args.input.read, &args.input.inputs, terminal)?;
    setup.settings.summary_unit = args.summary.unit;
    let output = workbook_file(&args.output)?;
    let inputs = inputs(&args.input, &setup, std::slice::from_ref(&output), terminal)?;
    spare_other_workbooks(&output, ANOTHER_NAME)?;
    let results = setup.batch().check(inputs, Purpose::Summarize);
    write_atomically(&output, &super::run::summary(&setup, &results)?)?;
    terminal.wrote("汇总表", &output);
    Ok(Outcome::attention_if(tell_incomplete(&results, terminal)))
}
