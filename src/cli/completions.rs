//! `ziping completions`: shell completions.

use clap::Args;
use clap_complete::Shell;

use super::Outcome;
use super::terminal::Terminal;

pub(super) const EXAMPLES: &str = "\
例子：
  ziping completions bash > ~/.local/share/bash-completion/completions/ziping
  ziping completions powershell >> $PROFILE";

/// 【补全】生成命令行补全脚本
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// 哪种命令行：bash、zsh、fish、powershell、elvish
    #[arg(value_name = "命令行", help_heading = "参数", hide_possible_values = true)]
    shell: Shell,
}

pub(super) fn run(
    args: &CompletionsArgs,
    terminal: &Terminal,
    mut command: clap::Command,
) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "ziping", &mut script);
    terminal.print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Clean)
}
