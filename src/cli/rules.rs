//! `ziping rules`: every rule, or one in full.

use anstyle::{AnsiColor, Style};
use clap::Args;
use ziping::record::FixSafety;
use ziping::report::{level_colour, markdown, pad, terminal_markdown, width};
use ziping::rules::{Family, RULES, Rule};

use super::Outcome;
use super::args::parse_rule;
use super::terminal::Terminal;

pub(super) const EXAMPLES: &str = "\
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
    terminal.print(&args.name.map_or_else(list, in_full))?;
    Ok(Outcome::Clean)
}

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const HEADING: Style = AnsiColor::Cyan.on_default().bold();

/// All rules by family: code, name, level, fix, title.
fn list() -> String {
    let names = RULES.iter().map(|rule| width(rule.name)).max().unwrap_or(0);
    let line = |rule: &Rule| {
        let colour = level_colour(rule.level);
        let fix = if rule.fix == FixSafety::None { "" } else { rule.fix.title() };
        let (name, level, fix) = (pad(rule.name, names), pad(rule.level.title(), 6), pad(fix, 8));
        let code = rule.code;
        format!(
            "  {DIM}{code}{DIM:#}  {BOLD}{name}{BOLD:#}  {colour}{level}{colour:#}  {fix}  {}",
            rule.title
        )
    };
    let family = |family: Family| {
        let rules: Vec<String> =
            RULES.iter().copied().filter(|rule| rule.family() == family).map(line).collect();
        (!rules.is_empty()).then(|| format!("{HEADING}{}{HEADING:#}\n{}\n", family.title(), rules.join("\n")))
    };
    let families: Vec<String> = Family::ALL.into_iter().filter_map(family).collect();
    families.join("\n") + "\n某条规则的说明：ziping rules 规则名\n"
}

/// One rule in full: its documentation, whose headings are coloured and whose marks are taken away.
fn in_full(rule: &Rule) -> String {
    const WIDEST: usize = 100; // longer lines are hard to read
    let columns = Terminal::width().unwrap_or(WIDEST).min(WIDEST);
    format!(
        "{BOLD}{}{BOLD:#}  {}  {DIM}{}{DIM:#}\n级别：{}    修正：{}    始于：{}\n\n{}",
        rule.name,
        rule.title,
        rule.code,
        rule.level.title(),
        rule.fix.title(),
        rule.since,
        terminal_markdown(&markdown(rule.doc), columns)
    )
}
