//! The commands. One file a command; what they share stands in `args` (flags of several commands), `setup`, `terminal`
//! and `progress`. Only this room prints.

mod accept;
mod args;
mod check;
mod completions;
mod config;
mod diff;
mod export;
mod fix;
mod help;
mod import;
mod interrupt;
mod progress;
mod rules;
mod run;
mod schema;
mod setup;
mod summarize;
mod template;
mod terminal;
mod usage;

use std::process::ExitCode;

use clap::parser::ValueSource;
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use args::GlobalArgs;
use terminal::Terminal;

/// 检查、修正并汇总各单位报送的预算绩效自评表
#[derive(Debug, Parser)]
#[command(
    name = "ziping",
    version,
    disable_version_flag = true,
    disable_help_flag = true,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    subcommand_negates_reqs = true,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    help_template = HELP,
    after_help = EXAMPLES,
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Without a subcommand, what `run` takes: files that were dropped on the program's icon.
    #[command(flatten)]
    dropped: run::RunArgs,
    #[command(flatten)]
    global: GlobalArgs,
    #[command(flatten)]
    help: HelpFlag,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "选项")]
    version: Option<bool>,
}

/// The help flag; clap's own speaks English.
#[derive(Debug, Args)]
struct HelpFlag {
    /// 显示帮助
    #[arg(short, long, action = ArgAction::Help, global = true, help_heading = "选项")]
    help: Option<bool>,
}

const HELP: &str = "\
{about}

用法：ziping <命令> <输入>...
      ziping <输入>...        全部工作一次做完，结果在第一个输入旁边的“自评结果”里

命令：
{subcommands}

选项：
{options}{after-help}";

const EXAMPLES: &str = "\
例子：
  ziping run 各单位报送/ -o 结果/             检查、修正、汇总，一次做完
  ziping check 各单位报送/                    只检查，不写任何文件
  ziping check 信访局.xlsx --year 2021
  ziping rules rate-wrong-value               某条规则查什么、为什么、怎么改";

/// Template of every command's help.
const COMMAND_HELP: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

#[derive(Debug, Subcommand)]
enum Command {
    #[command(alias = "运行", help_template = COMMAND_HELP, after_help = run::EXAMPLES)]
    Run(run::RunArgs),
    #[command(alias = "检查", help_template = COMMAND_HELP, after_help = check::EXAMPLES)]
    Check(check::CheckArgs),
    #[command(alias = "修正", help_template = COMMAND_HELP, after_help = fix::EXAMPLES)]
    Fix(fix::FixArgs),
    #[command(alias = "汇总", help_template = COMMAND_HELP, after_help = summarize::EXAMPLES)]
    Summarize(summarize::SummarizeArgs),
    #[command(alias = "导出", help_template = COMMAND_HELP, after_help = export::EXAMPLES)]
    Export(export::ExportArgs),
    #[command(alias = "导入", help_template = COMMAND_HELP, after_help = import::EXAMPLES)]
    Import(import::ImportArgs),
    #[command(
        alias = "模板",
        help_template = COMMAND_HELP,
        after_help = template::EXAMPLES,
        subcommand_help_heading = "命令",
        disable_help_subcommand = true
    )]
    Template(template::TemplateArgs),
    #[command(alias = "规则", help_template = COMMAND_HELP, after_help = rules::EXAMPLES)]
    Rules(rules::RulesArgs),
    #[command(aliases = ["对比", "比较"], help_template = COMMAND_HELP, after_help = diff::EXAMPLES)]
    Diff(diff::DiffArgs),
    #[command(alias = "核实", help_template = COMMAND_HELP, after_help = accept::EXAMPLES)]
    Accept(accept::AcceptArgs),
    #[command(alias = "结构", help_template = COMMAND_HELP, after_help = schema::EXAMPLES)]
    Schema(schema::SchemaArgs),
    #[command(alias = "补全", help_template = COMMAND_HELP, after_help = completions::EXAMPLES)]
    Completions(completions::CompletionsArgs),
    // clap's own speaks English.
    #[command(alias = "帮助", help_template = COMMAND_HELP, after_help = help::EXAMPLES)]
    Help(help::HelpArgs),
}

/// The flags that every command has.
const EVERYWHERE: [&str; 4] = ["quiet", "color", "help", "version"];

/// The whole command line. The help without a subcommand shows only what every command has: whoever drops files gives
/// no options.
fn command() -> clap::Command {
    Cli::command().mut_args(|arg| {
        let hide = !EVERYWHERE.contains(&arg.get_id().as_str());
        arg.hide(hide)
    })
}

/// What stands before a subcommand and belongs to the form without one, so that it would be passed over in silence.
fn before_subcommand(matches: &clap::ArgMatches) -> Option<String> {
    matches.subcommand_name()?;
    let command = command();
    let given =
        |arg: &&clap::Arg| matches.value_source(arg.get_id().as_str()) == Some(ValueSource::CommandLine);
    let misplaced =
        command.get_arguments().filter(|arg| !EVERYWHERE.contains(&arg.get_id().as_str())).find(given)?;
    Some(misplaced.get_long().map_or_else(|| "输入".to_owned(), |long| format!("--{long}")))
}

/// How a command that did its work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing at error level.
    Clean,
    /// Findings at error level, or inputs that could not be read.
    Attention,
}

impl Outcome {
    fn attention_if(condition: bool) -> Self {
        if condition { Self::Attention } else { Self::Clean }
    }
}

/// Parses the command line, does what it says and returns the exit status: 0, 1 ([`Outcome::Attention`]), or 2 where
/// the command could not do its work.
pub(crate) fn main() -> ExitCode {
    terminal::hush_guarded_panics();
    interrupt::end_cleanly();
    let parsed =
        command().try_get_matches().and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches)));
    let (cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return usage::explain(&error),
    };
    let terminal = Terminal::new(&cli.global);
    if let Some(misplaced) = before_subcommand(&matches) {
        terminal.error(&anyhow::anyhow!("{misplaced} 要写在命令后面"));
        return ExitCode::from(2);
    }
    let dropped = cli.command.is_none();
    let status = match dispatch(cli, &terminal) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Attention) => ExitCode::from(1),
        Err(error) => {
            terminal.error(&error);
            ExitCode::from(2)
        }
    };
    if dropped {
        terminal::wait_before_the_window_closes();
    }
    status
}

fn dispatch(cli: Cli, terminal: &Terminal) -> anyhow::Result<Outcome> {
    match cli.command {
        None => {
            let command = command();
            let names: Vec<&str> =
                command.get_subcommands().flat_map(clap::Command::get_name_and_visible_aliases).collect();
            run::dropped(&cli.dropped, &names, terminal)
        }
        Some(Command::Run(args)) => run::run(&args, terminal),
        Some(Command::Check(args)) => check::run(&args, terminal),
        Some(Command::Fix(args)) => fix::run(&args, terminal),
        Some(Command::Summarize(args)) => summarize::run(&args, terminal),
        Some(Command::Export(args)) => export::run(&args, terminal),
        Some(Command::Import(args)) => import::run(&args, terminal),
        Some(Command::Template(args)) => template::run(&args, terminal),
        Some(Command::Rules(args)) => rules::run(&args, terminal),
        Some(Command::Diff(args)) => diff::run(&args, terminal),
        Some(Command::Accept(args)) => accept::run(&args, terminal),
        Some(Command::Schema(args)) => schema::run(&args, terminal),
        Some(Command::Completions(args)) => completions::run(&args, terminal, command()),
        Some(Command::Help(args)) => help::run(&args, &command()),
    }
}
