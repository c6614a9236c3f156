//! `ziping rules`: every rule, or one in full.

use clap::Args;
use ziping::rules::{RULES, Rule};

use super::Outcome;
use super::args::parse_rule;
use super::terminal::Terminal;

pub(super) const EXAMPLES: &str = "
例子：
  ziping rules
  ziping rules rate-wrong-value";

/// 【规则】列出全部规则，或详细说明一条：查什么、为什么、例子、怎么改
#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    /// 规则的名字或代码
    #[arg(value_name = "规则", value_parser = parse_rule, help_heading = "参数")]
    name: Option<&'static Rule>,
}

pub(super) fn run(args: &RulesArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let text = match args.name {
        Some(rule) => rule.doc.to_owned(),
        None => RULES.iter().map(|rule| format!("{}  {}\n", rule.name, rule.title)).collect(),
    };
    terminal.print(&text)?;
    Ok(Outcome::Clean)
}
