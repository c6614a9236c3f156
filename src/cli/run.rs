//! `ziping run`: the whole job.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;
use ziping::batch::{
    CORRECTED, CorrectFailure, CorrectFailureKind, CorrectTarget, Purpose, REPORT, Results, SUMMARY,
    outputs_in, write_atomically,
};
use ziping::correct::CorrectOptions;
use ziping::nearest::nearest;
use ziping::report::{self, ReportError, TextOptions, visible};
use ziping::summary::{SummaryInput, summarize};

use super::Outcome;
use super::args::{InputArgs, SummaryArgs, TextArgs};
use super::setup::{Setup, inputs, is_incomplete, output_folder, spare_other_workbooks, tell_unanswered};
use super::terminal::Terminal;

pub(super) const EXAMPLES: &str = "\
例子：
  ziping run 各单位报送/ -o 结果/
  ziping run 各单位报送/ -o 结果/ --year 2021 --roster 应报送单位.xlsx

结果：
  结果/修正表/…          每个工作簿一份修正表，附校验意见和修改记录
  结果/汇总表.xlsx       跨部门汇总
  结果/校验结果.json     全部问题，给程序用";

/// 【运行】检查、修正、汇总，一次做完
#[derive(Debug, Args)]
pub(super) struct RunArgs {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    summary: SummaryArgs,
    #[command(flatten)]
    text: TextArgs,
    /// 结果写到这个文件夹；不写则是第一个输入旁边的“自评结果”
    #[arg(short, long, value_name = "文件夹", help_heading = "选项")]
    output: Option<PathBuf>,
}

/// What to do where somebody else's workbook has that name.
const ADVICE: &str = "本程序的汇总结果要用这个名字，请把它改名，或用 -o 写到另一个文件夹";

/// Without a subcommand: files dropped on the program's icon, or a subcommand that was mistyped.
pub(super) fn dropped(args: &RunArgs, commands: &[&str], terminal: &Terminal) -> anyhow::Result<Outcome> {
    if let Some(first) = args.input.inputs.first()
        && !first.exists()
        && let Some(name) = first.to_str()
        && let Some(near) = nearest(name, commands.iter().copied())
    {
        bail!("没有“{name}”这个命令，也没有这个文件。是不是 ziping {near}？");
    }
    run(args, terminal)
}

pub(super) fn run(args: &RunArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let out = args.output.clone().unwrap_or_else(|| beside_first(&args.input.inputs));
    let mut setup = Setup::new(&args.input.read, &args.input.inputs, terminal)?;
    setup.settings.summary_unit = args.summary.unit;
    let own: Vec<PathBuf> = [out.clone()].into_iter().chain(outputs_in(&out)).collect();
    // First: a department's own form of that name would be passed over as ours.
    spare_other_workbooks(&out.join(SUMMARY), ADVICE)?;
    let inputs = inputs(&args.input, &setup, &own, terminal)?;
    output_folder(&out)?;
    let batch = setup.batch();
    let mut results = batch.check(inputs, Purpose::Correct);
    tell_unanswered(&results, terminal);
    let target = CorrectTarget { folder: out.clone(), inner: CORRECTED, options: CorrectOptions::default() };
    let (failures, told) = batch.correct_beside(&mut results, &target, |results| Told {
        summary: summary(&setup, results),
        report: report::json(results),
        text: report::text(results, &text_options(&args.text, &out)),
    });
    // Before what may fail for the same reason: a full disk.
    tell_failures(&failures, terminal);
    write_atomically(&out.join(REPORT), told.report?.as_bytes())?;
    write_atomically(&out.join(SUMMARY), &told.summary?)?;
    terminal.print(&told.text)?;
    let left = results.left_in(&out);
    if left > 0 {
        let folder = visible(&place(&out)).into_owned();
        terminal.say(&format!("{folder}{CORRECTED} 里另有 {left} 个工作簿是以前运行留下的，不是这次的结果"));
    }
    conclude(&results, &failures)
}

/// What a run tells beside its corrected workbooks.
struct Told {
    /// 汇总表.xlsx.
    summary: anyhow::Result<Vec<u8>>,
    /// 校验结果.json.
    report: Result<String, ReportError>,
    /// For the terminal.
    text: String,
}

/// What the terminal shows of a run whose results are written to a folder.
pub(super) fn text_options(args: &TextArgs, out: &Path) -> TextOptions {
    // More than this scrolls by unread.
    const MOST: usize = 200;
    let most = (!args.all).then_some(MOST);
    TextOptions { width: Terminal::width(), all: args.all, most, place: Some(place(out)) }
}

/// An output folder as the closing line names it.
fn place(folder: &Path) -> String {
    let name = folder.to_string_lossy();
    if name.ends_with(std::path::is_separator) { name.into_owned() } else { format!("{name}/") }
}

/// Tells what could not be corrected.
pub(super) fn tell_failures(failures: &[CorrectFailure], terminal: &Terminal) {
    for failure in failures {
        terminal.complain(&format!("{}：{}", visible(&failure.file), visible(&failure.error.to_string())));
    }
}

/// How a run ended.
pub(super) fn conclude(results: &Results, failures: &[CorrectFailure]) -> anyhow::Result<Outcome> {
    let unwritten =
        failures.iter().filter(|failure| matches!(failure.error, CorrectFailureKind::Write(_))).count();
    if unwritten > 0 {
        bail!("有 {unwritten} 份修正表没有写出");
    }
    Ok(Outcome::attention_if(is_incomplete(results) || !failures.is_empty()))
}

/// The summary of a run.
pub(super) fn summary(setup: &Setup, results: &Results) -> anyhow::Result<Vec<u8>> {
    let findings: Vec<_> = results.listed().collect();
    Ok(summarize(&SummaryInput {
        forms: &results.forms,
        findings: &findings,
        inputs: results.inputs(),
        roster: setup.roster.as_ref(),
        settings: &setup.settings,
    })?)
}

/// `自评结果` beside the first input.
fn beside_first(inputs: &[PathBuf]) -> PathBuf {
    let first = inputs.first().map_or(Path::new("."), PathBuf::as_path);
    // `.` and `..` have a parent only once they are resolved.
    let real = first.canonicalize().unwrap_or_else(|_| first.to_owned());
    real.parent().map(Path::to_owned).unwrap_or_default().join("自评结果")
}
