//! `ziping check`: findings only, nothing written.

use clap::{Args, ValueEnum};
use ziping::batch::Purpose;
use ziping::record::Severity;
use ziping::report::{self, TextOptions};

use super::Outcome;
use super::args::{InputArgs, TextArgs};
use super::setup::{Setup, inputs, is_incomplete, tell_unanswered};
use super::terminal::Terminal;

pub(super) const EXAMPLES: &str = "\
例子：
  ziping check 各单位报送/
  ziping check 信访局.xlsx --select rate-wrong-value,total-mismatch
  ziping check 各单位报送/ --format json > 校验结果.json

退出码：0 没有错误；1 有错误级的问题，或有文件无法读取；2 命令没有执行（写法有误、没有输入等）";

/// 【检查】只检查，不写任何文件
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    text: TextArgs,
    /// 结果的格式：text 给人看（默认）、json 给程序用、sarif 给代码检查平台、csv 用 Excel 打开
    #[arg(
        long,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "选项"
    )]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
    Csv,
}

pub(super) fn run(args: &CheckArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let setup = Setup::new(&args.input.read, &args.input.inputs, terminal)?;
    let results = setup.batch().check(inputs(&args.input, &setup, &[], terminal)?, Purpose::Report);
    tell_unanswered(&results, terminal);
    let text = match args.format {
        Format::Text => report::text(
            &results,
            &TextOptions { width: Terminal::width(), all: args.text.all, ..TextOptions::default() },
        ),
        Format::Json => report::json(&results)?,
        Format::Sarif => report::sarif(&results)?,
        Format::Csv => report::csv(&results)?,
    };
    terminal.print(&text)?;
    let errors = results
        .findings()
        .iter()
        .any(|finding| finding.severity == Severity::Error && finding.accepted.is_none());
    Ok(Outcome::attention_if(errors || is_incomplete(&results)))
}
