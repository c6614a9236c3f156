//! `ziping summarize`: the summary only.

use std::path::PathBuf;

use clap::Args;
use ziping::batch::{Purpose, write_atomically};
use ziping::report::visible;

use super::Outcome;
use super::args::{InputArgs, SummaryArgs};
use super::setup::{ANOTHER_NAME, Setup, inputs, spare_other_workbooks, tell_incomplete};
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
    /// 汇总表写到这个文件
    #[arg(short, long, value_name = "文件", help_heading = "选项")]
    output: PathBuf,
}

pub(super) fn run(args: &SummarizeArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let mut setup = Setup::new(&args.input.read, &args.input.inputs, terminal)?;
    setup.settings.summary_unit = args.summary.unit;
    let inputs = inputs(&args.input, &setup, std::slice::from_ref(&args.output), terminal)?;
    spare_other_workbooks(&args.output, ANOTHER_NAME)?;
    let results = setup.batch().check(inputs, Purpose::Summarize);
    write_atomically(&args.output, &super::run::summary(&setup, &results)?)?;
    terminal.say(&format!("汇总表：{}", visible(&args.output.to_string_lossy())));
    Ok(Outcome::attention_if(tell_incomplete(&results, terminal)))
}
