//! `ziping fix`: corrected workbooks only.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use ziping::batch::{CorrectTarget, Purpose};
use ziping::correct::CorrectOptions;
use ziping::record::FixSafety;
use ziping::report;

use super::Outcome;
use super::args::{InputArgs, TextArgs};
use super::run::{conclude, tell_failures, text_options};
use super::setup::{Setup, inputs, output_folder};
use super::terminal::Terminal;

pub(super) const EXAMPLES: &str = "\
例子：
  ziping fix 信访局.xlsx -o 修正/
  ziping fix 各单位报送/ -o 公开/ --clean         公开用：不留底色、批注和附加的工作表";

/// 【修正】只写修正表
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct FixArgs {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    text: TextArgs,
    /// 修正表写到这个文件夹
    #[arg(short, long, value_name = "文件夹", help_heading = "选项")]
    output: PathBuf,
    /// 应用哪些修正：safe 只改由表内数据推得出的（默认）；suggested 连同改动单位所填数字的建议
    #[arg(
        long,
        value_name = "范围",
        default_value = "safe",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "选项"
    )]
    apply: Apply,
    /// 不留底色、批注和附加的两张工作表，供公开
    #[arg(long, help_heading = "选项")]
    clean: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Apply {
    Safe,
    Suggested,
}

pub(super) fn run(args: &FixArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let out = &args.output;
    let setup = Setup::new(&args.input.read, &args.input.inputs, terminal)?;
    let inputs = inputs(&args.input, &setup, std::slice::from_ref(out), terminal)?;
    output_folder(out)?;
    let batch = setup.batch();
    let mut results = batch.check(inputs, Purpose::Correct);
    let apply = match args.apply {
        Apply::Safe => FixSafety::Safe,
        Apply::Suggested => FixSafety::Suggested,
    };
    let options = CorrectOptions { apply, clean: args.clean };
    let failures = batch.correct(&mut results, &CorrectTarget { folder: out.clone(), inner: "", options });
    tell_failures(&failures, terminal);
    terminal.print(&report::text(&results, &text_options(&args.text, out)))?;
    conclude(&results, &failures)
}
