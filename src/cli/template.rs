//! `ziping template`: the known forms, and checking one that someone wrote.

use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Subcommand};
use ziping::template::{Template, Templates};

use super::terminal::Terminal;
use super::{COMMAND_HELP, Outcome};

/// 【模板】列出、查看模板，检查自己写的模板
#[derive(Debug, Args)]
pub(super) struct TemplateArgs {
    #[command(subcommand)]
    command: TemplateCommand,
}

#[derive(Debug, Subcommand)]
enum TemplateCommand {
    /// 列出内置的模板
    #[command(help_template = COMMAND_HELP)]
    List,
    /// 检查自己写的模板
    #[command(help_template = COMMAND_HELP)]
    Check {
        /// 模板文件（.toml）
        #[arg(value_name = "文件", help_heading = "参数")]
        file: PathBuf,
    },
}

pub(super) fn run(args: &TemplateArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    match &args.command {
        TemplateCommand::List => {
            let mut text = String::new();
            for template in Templates::builtin().iter() {
                text += &format!("{}  {}\n", template.id, template.name);
            }
            terminal.print(&text)?;
            Ok(Outcome::Clean)
        }
        TemplateCommand::Check { file } => {
            let text =
                std::fs::read_to_string(file).with_context(|| format!("无法读取 {}", file.display()))?;
            match Template::parse(&text) {
                Ok(template) => {
                    terminal.print(&format!("{}：没有问题\n", template.id))?;
                    Ok(Outcome::Clean)
                }
                Err(problems) => {
                    for problem in problems {
                        terminal.print(&format!("{problem}\n"))?;
                    }
                    Ok(Outcome::Attention)
                }
            }
        }
    }
}
