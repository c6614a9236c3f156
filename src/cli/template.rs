//! `ziping template`: the known forms, and checking one that someone wrote.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use ziping::batch::{open_workbook, read_text, workbook_names};
use ziping::blank::{BlankOptions, blank_form};
use ziping::formula::Evaluation;
use ziping::nearest::nearest;
use ziping::report::{pad, visible, width, wrap};
use ziping::template::{BlankSize, Drafted, Template, Templates, draft, recognised_as};
use ziping::workbook::Limits;

use super::args::parse_year;
use super::setup::{output_folder, roster, templates, workbook_file, write_once};
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
    /// 【列出】列出内置的模板
    #[command(alias = "列出", help_template = COMMAND_HELP, after_help = LIST_EXAMPLES)]
    List,
    /// 【查看】显示一个内置模板的全文，可另存后改成自己的模板
    #[command(aliases = ["查看", "显示"], help_template = COMMAND_HELP, after_help = SHOW_EXAMPLES)]
    Show {
        /// 模板名，见 ziping template list
        #[arg(value_name = "模板名", help_heading = "参数")]
        id: String,
    },
    /// 【空白】生成空白表，供单位填写：金额、得分有数据有效性，不用填的格子锁定（没有密码）
    #[command(aliases = ["空白", "空白表"], help_template = COMMAND_HELP, after_help = BLANK_EXAMPLES)]
    Blank(BlankArgs),
    /// 【初稿】由一张填好的表拟出模板的初稿，猜测之处有注明
    #[command(alias = "初稿", help_template = COMMAND_HELP, after_help = DRAFT_EXAMPLES)]
    Draft(DraftArgs),
    /// 【检查】检查自己写的模板，有误时说明在第几行
    #[command(alias = "检查", help_template = COMMAND_HELP, after_help = CHECK_EXAMPLES)]
    Check {
        /// 模板文件（.toml）
        #[arg(value_name = "文件", help_heading = "参数")]
        file: PathBuf,
    },
}

pub(super) const EXAMPLES: &str = "\
例子：
  ziping template list
  ziping template show liwan-department-2021 > 本区模板.toml
  ziping template blank liwan-department-2021 -o 空白表.xlsx";

const LIST_EXAMPLES: &str = "\
例子：
  ziping template list";

const SHOW_EXAMPLES: &str = "\
例子：
  ziping template show liwan-department-2021 > 本区模板.toml";

const CHECK_EXAMPLES: &str = "\
例子：
  ziping template check 本区模板.toml";

const BLANK_EXAMPLES: &str = "\
例子：
  ziping template blank liwan-department-2021 -o 空白表.xlsx --tasks 5 --indicators 6
  ziping template blank liwan-department-2021 -o 空白表/ --year 2024 --departments 单位名单.xlsx";

const DRAFT_EXAMPLES: &str = "\
例子：
  ziping template draft 填好的表.xlsx -o 本区模板.toml
  ziping template check 本区模板.toml";

#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
struct DraftArgs {
    /// 一张填好的表
    #[arg(value_name = "工作簿", help_heading = "参数")]
    file: PathBuf,
    /// 写到这个文件（.toml）；不写则显示在屏幕上
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
struct BlankArgs {
    /// 模板名（见 ziping template list），或自己写的 .toml 文件
    #[arg(value_name = "模板", help_heading = "参数")]
    template: String,
    /// 写到这个文件（.xlsx）；有 --departments 时是文件夹
    #[arg(short, long, value_name = "位置")]
    output: PathBuf,
    /// 主要任务有几个，默认 3
    #[arg(long, value_name = "个数", value_parser = parse_lines, allow_negative_numbers = true)]
    tasks: Option<usize>,
    /// 每个任务（或每个二级指标）留几行指标，默认 4
    #[arg(long, value_name = "行数", value_parser = parse_lines, allow_negative_numbers = true)]
    indicators: Option<usize>,
    /// 预先填好年度，如 2024
    #[arg(long, value_name = "年度", value_parser = parse_year, allow_negative_numbers = true)]
    year: Option<i32>,
    /// 按名单（xlsx、csv 或 txt）每个单位一份，填好单位名称
    #[arg(long, value_name = "名单")]
    departments: Option<PathBuf>,
}

fn parse_lines(text: &str) -> Result<usize, String> {
    const MOST: usize = 100;
    text.parse()
        .ok()
        .filter(|lines| (1..=MOST).contains(lines))
        .ok_or_else(|| format!("应是 1 至 {MOST} 的整数"))
}

pub(super) fn run(args: &TemplateArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    match &args.command {
        TemplateCommand::List => terminal.print(&list())?,
        TemplateCommand::Show { id } => terminal.print(&find(&Templates::builtin(), id)?.text)?,
        TemplateCommand::Draft(args) => draft_of(args, terminal)?,
        TemplateCommand::Blank(args) => blank(args, terminal)?,
        TemplateCommand::Check { file } => return check(file, terminal),
    }
    Ok(Outcome::Clean)
}

fn list() -> String {
    let templates = Templates::builtin();
    let ids = templates.iter().map(|template| width(&template.id)).max().unwrap_or(0);
    let names = templates.iter().map(|template| width(&template.name)).max().unwrap_or(0);
    let columns = Terminal::width().unwrap_or(usize::MAX);
    let sources = templates.iter().map(|template| width(&template.source)).max().unwrap_or(0);
    let fits = ids + names + sources + 2 * GAP.len() <= columns;
    let line = |t: &Template| {
        if fits {
            return format!("{}{GAP}{}{GAP}{}", pad(&t.id, ids), pad(&t.name, names), t.source);
        }
        let below = [&t.name, &t.source].into_iter().filter(|text| !text.is_empty());
        let below = below.flat_map(|text| wrap(text, columns.saturating_sub(GAP.len())));
        let below: Vec<String> = below.map(|line| format!("\n{GAP}{line}")).collect();
        format!("{}{}", t.id, below.concat())
    };
    templates.iter().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

/// Columns between two parts of a line.
const GAP: &str = "  ";

/// The template of that id; the error suggests the nearest.
pub(super) fn find<'a>(templates: &'a Templates, id: &str) -> anyhow::Result<&'a Template> {
    if let Some(template) = templates.get(id) {
        return Ok(template);
    }
    let near = nearest(id, templates.iter().map(|template| template.id.as_str()));
    let hint = near.map(|id| format!("是不是 {id}？")).unwrap_or_default();
    bail!("没有名为“{id}”的模板。{hint}全部模板见 ziping template list");
}

fn blank(args: &BlankArgs, terminal: &Terminal) -> anyhow::Result<()> {
    let templates = templates(Some(&args.template))?;
    // The one that was asked for is preferred before all others.
    let id = &templates.iter().next().context("没有模板")?.id;
    let usual = BlankSize::default();
    let size = BlankSize {
        tasks: args.tasks.unwrap_or(usual.tasks),
        indicators: args.indicators.unwrap_or(usual.indicators),
    };
    let options = BlankOptions { size, year: args.year, department: None };
    let Some(list) = &args.departments else {
        let output = workbook_file(&args.output)?;
        write_once(&output, &blank_form(&templates, id, &options)?)?;
        terminal.wrote("空白表", &output);
        return Ok(());
    };
    let roster = roster(list)?;
    output_folder(&args.output)?;
    let departments: Vec<&str> = roster.entries.iter().map(|entry| entry.name.as_str()).collect();
    let names = workbook_names(&args.output, &departments, std::slice::from_ref(list));
    for (department, name) in departments.iter().zip(&names) {
        let options = BlankOptions { department: Some((*department).to_owned()), ..options.clone() };
        write_once(&args.output.join(name), &blank_form(&templates, id, &options)?)?;
    }
    terminal.wrote(&format!("空白表 {} 份", names.len()), &args.output);
    Ok(())
}

fn draft_of(args: &DraftArgs, terminal: &Terminal) -> anyhow::Result<()> {
    let name = visible(&args.file.to_string_lossy()).into_owned();
    let workbook =
        open_workbook(&args.file, &Limits::default()).with_context(|| format!("无法读取 {name}"))?;
    let templates = Templates::builtin();
    if let Some(id) = recognised_as(&workbook, &Evaluation::of(&workbook), &templates) {
        terminal.say(&format!("模板 {id} 已能认出这张表，仍按它拟出初稿"));
    }
    let Some(Drafted { text, has_funds }) = draft(&workbook, &templates, "my-district") else {
        bail!("{name} 里没有找到像表头的一行（至少三个栏目名），请照 docs/templates.md 自己写");
    };
    match &args.output {
        Some(path) => {
            write_once(path, text.as_bytes())?;
            terminal.wrote("模板初稿", path);
        }
        None => terminal.print(&text)?,
    }
    if !has_funds {
        terminal.complain("初稿里没有资金表：没有找到它的表头一行，请照 docs/templates.md 补上");
    }
    Ok(())
}

fn check(file: &Path, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let text = read_text(file, &Limits::default()).with_context(|| format!("无法读取 {}", file.display()))?;
    match Template::parse(&text) {
        Ok(template) => {
            terminal.print(&format!("{}（{}）：没有问题\n", visible(&template.name), template.id))?;
            Ok(Outcome::Clean)
        }
        Err(problems) => {
            for problem in problems {
                terminal.print(&format!("{}\n", visible(&problem.to_string())))?;
            }
            Ok(Outcome::Attention)
        }
    }
}
