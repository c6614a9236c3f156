//! `ziping help`: the help of a command, as `--help` shows it.

use anyhow::bail;
use clap::Args;
use ziping::nearest::nearest;
use ziping::report::visible;

use super::{Outcome, usage};

pub(super) const EXAMPLES: &str = "\
例子：
  ziping help
  ziping help check
  ziping help template blank";

/// 【帮助】显示一个命令的说明，同 --help
#[derive(Debug, Args)]
pub(super) struct HelpArgs {
    /// 哪个命令；不写则列出全部命令
    #[arg(value_name = "命令", help_heading = "参数")]
    command: Vec<String>,
}

pub(super) fn run(args: &HelpArgs, all: &clap::Command) -> anyhow::Result<Outcome> {
    let mut command = all;
    for name in &args.command {
        let Some(found) = command.find_subcommand(name) else {
            let names = command.get_subcommands().flat_map(clap::Command::get_name_and_visible_aliases);
            let hint = nearest(name, names).map(|near| format!("。是不是 {near}？")).unwrap_or_default();
            bail!("没有“{}”这个命令{hint}", visible(name));
        };
        command = found;
    }
    let line = ["ziping"].into_iter().chain(args.command.iter().map(String::as_str)).chain(["--help"]);
    if let Err(help) = all.clone().try_get_matches_from(line) {
        usage::explain(&help);
    }
    Ok(Outcome::Clean)
}
