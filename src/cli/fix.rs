//! `ziping fix`: corrected workbooks only.

use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, ValueEnum};
use ziping::batch::{CorrectFailureKind, CorrectTarget, Purpose};
use ziping::correct::CorrectOptions;
use ziping::report::{self, TextOptions};
use ziping::rules::FixSafety;

use super::Outcome;
use super::args::{InputArgs, TextArgs};
use super::setup::{Setup, any_unreadable, inputs};
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
    /// safe 只改由表内数据推得出的；suggested 连同改动单位所填数字的建议
    #[arg(long, value_name = "范围", default_value = "safe", help_heading = "选项")]
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
    let setup = Setup::new(&args.input, terminal)?;
    let inputs = inputs(&args.input.inputs, std::slice::from_ref(out))?;
    std::fs::create_dir_all(out).with_context(|| format!("无法建立文件夹 {}", out.display()))?;
    let batch = setup.batch();
    let mut results = batch.check(inputs, Purpose::Correct);
    let apply = match args.apply {
        Apply::Safe => FixSafety::Safe,
        Apply::Suggested => FixSafety::Suggested,
    };
    let options = CorrectOptions { apply, clean: args.clean };
    let failures = batch.correct(&mut results, &CorrectTarget { folder: out.clone(), inner: "", options });
    let place = Some(out.display().to_string());
    terminal.print(&report::text(
        &results,
        &TextOptions { width: Terminal::width(), all: args.text.all, place },
    ))?;
    for failure in &failures {
        terminal.complain(&format!("{}：{}", failure.file, failure.error));
    }
    if failures.iter().any(|failure| matches!(failure.error, CorrectFailureKind::Write(_))) {
        anyhow::bail!("有修正表没有写出");
    }
    Ok(Outcome::attention_if(any_unreadable(&results.inputs) || !failures.is_empty()))
}
