//! `ziping template`: the known forms, and checking one that someone wrote.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use ziping::report::{pad, width};
use ziping::template::{Template, Templates};

use super::args::nearest;
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
    /// 显示一个内置模板的全文，可另存后改成自己的模板
    #[command(help_template = COMMAND_HELP)]
    Show {
        /// 模板名，见 ziping template list
        #[arg(value_name = "模板名", help_heading = "参数")]
        id: String,
    },
    /// 检查自己写的模板，有误时说明在第几行
    #[command(help_template = COMMAND_HELP)]
    Check {
        /// 模板文件（.toml）
        #[arg(value_name = "文件", help_heading = "参数")]
        file: PathBuf,
    },
}

pub(super) fn run(args: &TemplateArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    match &args.command {
        TemplateCommand::List => terminal.print(&list())?,
        TemplateCommand::Show { id } => terminal.print(&find(&Templates::builtin(), id)?.text)?,
        TemplateCommand::Check { file } => return check(file, terminal),
    }
    Ok(Outcome::Clean)
}

fn list() -> String {
    let templates = Templates::builtin();
    let ids = templates.iter().map(|template| width(&template.id)).max().unwrap_or(0);
    let names = templates.iter().map(|template| width(&template.name)).max().unwrap_or(0);
    let line = |t: &Template| format!("{}  {}  {}", pad(&t.id, ids), pad(&t.name, names), t.source);
    templates.iter().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

/// The template of that id; the error suggests the nearest.
pub(super) fn find<'a>(templates: &'a Templates, id: &str) -> anyhow::Result<&'a Template> {
    if let Some(template) = templates.get(id) {
        return Ok(template);
    }
    let near = nearest(id, templates.iter().map(|template| template.id.as_str()));
    let hint = near.map(|id| format!("是不是 {id}？")).unwrap_or_default();
    bail!("没有名为“{id}”的模板。{hint}全部模板见 ziping template list");
}

fn check(file: &PathBuf, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let text = std::fs::read_to_string(file).with_context(|| format!("无法读取 {}", file.display()))?;
    match Template::parse(&text) {
        Ok(template) => {
            terminal.print(&format!("{}（{}）：没有问题\n", template.name, template.id))?;
            Ok(Outcome::Clean)
        }
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            terminal.print(&(lines.join("\n") + "\n"))?;
            Ok(Outcome::Attention)
        }
    }
}
