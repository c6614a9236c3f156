//! Every flag that more than one command has, in one place.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use ziping::form::{FarAbove, MoneyUnit};
use ziping::record::Severity;
use ziping::rules::{Level, Rule, UnknownLevel, rule_named, rules_named};
use ziping::settings::{NotAYear, budget_year};

/// Flags of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct GlobalArgs {
    /// 屏幕上只留结果和出错的原因，不显示进度和说明
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// 彩色显示：auto 在终端里（默认）、always 总是、never 从不
    #[arg(
        long,
        value_name = "何时",
        global = true,
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub color: Color,
}

/// When output has colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    // On a terminal, unless `NO_COLOR` is set. (No doc comments here: clap would show them.)
    Auto,
    Always,
    Never,
}

/// What every command that reads forms takes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct InputArgs {
    /// 工作簿，或文件夹（连同内层文件夹）
    #[arg(value_name = "输入", required = true, help_heading = "参数")]
    pub inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub read: ReadArgs,
}

/// How forms are read and checked.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct ReadArgs {
    /// 用哪个模板：模板名（见 ziping template list），或自己写的 .toml 文件
    #[arg(long, value_name = "模板")]
    pub template: Option<String>,
    /// 应报年度，如 2021；不写则以多数表的年度为准
    #[arg(long, value_name = "年度", value_parser = parse_year, allow_negative_numbers = true)]
    pub year: Option<i32>,
    /// 应报送单位名单（xlsx、csv 或 txt，第二列可写别名）
    #[arg(long, value_name = "名单")]
    pub roster: Option<PathBuf>,
    /// 实际完成值高出目标值百分之几算大幅超额，默认 30
    #[arg(long, value_name = "百分数", allow_negative_numbers = true)]
    pub far_above: Option<FarAbove>,
    /// 同时处理几个文件；不写则用全部处理器
    #[arg(short, long, value_name = "个数", value_parser = parse_jobs, allow_negative_numbers = true)]
    pub jobs: Option<NonZeroUsize>,
    /// 读取上限放宽到几倍：有文件因“超出读取上限”无法读取时用
    #[arg(long, value_name = "倍数", value_parser = parse_limits, allow_negative_numbers = true)]
    pub limits: Option<u32>,
    /// 设置文件；不写则用输入文件夹里的 ziping.toml，没有则用离它最近的上级文件夹里的
    #[arg(long, value_name = "文件")]
    pub config: Option<PathBuf>,
    #[command(flatten)]
    pub rules: RuleArgs,
}

/// Which rules look, and how grave their findings are.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "规则")]
pub(super) struct RuleArgs {
    /// 改规则的级别：error 错误、warning 需核实、info 提示、off 不查；一类写字母，如 F=off；可写多次
    #[arg(long, value_name = "规则=级别", value_parser = parse_level)]
    pub level: Vec<RuleLevel>,
    /// 只查这些规则（名字、代码，或一类的字母，如 F），用逗号分开
    #[arg(long, value_name = "规则", value_delimiter = ',', value_parser = parse_selector)]
    pub select: Vec<Selector>,
    /// 不查这些规则，写法同上
    #[arg(long, value_name = "规则", value_delimiter = ',', value_parser = parse_selector)]
    pub ignore: Vec<Selector>,
}

/// What the text for people lists.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct TextArgs {
    /// 也列出“提示”级的问题
    #[arg(short, long)]
    pub all: bool,
}

/// How the summary counts.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct SummaryArgs {
    /// 汇总表的金额单位：万元（默认）、元、千元、百万元或亿元
    #[arg(long, value_name = "单位", default_value = "万元", hide_default_value = true, value_parser = parse_unit)]
    pub unit: MoneyUnit,
}

/// `RULE=LEVEL`, of one rule or of a family; no level is `off`.
#[derive(Debug, Clone)]
pub(super) struct RuleLevel {
    pub rules: Selector,
    pub level: Option<Severity>,
}

pub(super) fn parse_year(text: &str) -> Result<i32, String> {
    let year = text.trim_end_matches('年').parse().map_err(|_| NotAYear);
    year.and_then(budget_year).map_err(|error| error.to_string())
}

fn parse_unit(text: &str) -> Result<MoneyUnit, String> {
    let known = MoneyUnit::ALL.into_iter().find(|unit| unit.as_str() == text);
    known.ok_or_else(|| format!("可写 {}", MoneyUnit::ALL.map(MoneyUnit::as_str).join("、")))
}

fn parse_jobs(text: &str) -> Result<NonZeroUsize, String> {
    // More threads than this help nobody, and a system may refuse them.
    const MOST: usize = 1024;
    text.parse()
        .ok()
        .filter(|jobs: &NonZeroUsize| jobs.get() <= MOST)
        .ok_or_else(|| format!("应是 1 至 {MOST} 的整数"))
}

fn parse_limits(text: &str) -> Result<u32, String> {
    const MOST: u32 = 1000;
    text.parse()
        .ok()
        .filter(|factor| (1..=MOST).contains(factor))
        .ok_or_else(|| format!("应是 1 至 {MOST} 的整数"))
}

fn parse_level(text: &str) -> Result<RuleLevel, String> {
    let (rule, level) = text.split_once('=').ok_or("应写成 规则=级别，如 overspent=error")?;
    let Level(level) = level.parse().map_err(|error: UnknownLevel| error.to_string())?;
    Ok(RuleLevel { rules: parse_selector(rule)?, level })
}

/// The rule of that name or code; the error suggests the nearest name.
pub(super) fn parse_rule(text: &str) -> Result<&'static Rule, String> {
    rule_named(text).map_err(|error| error.to_string())
}

/// Rules by a name, a code, or letters and digits that the codes of several begin with.
#[derive(Debug, Clone)]
pub(super) struct Selector(pub Vec<&'static Rule>);

fn parse_selector(text: &str) -> Result<Selector, String> {
    rules_named(text).map(Selector).map_err(|error| error.to_string())
}
