//! `ziping rules`: every rule, or one in full.

use anstyle::{AnsiColor, Style};
use clap::Args;
use ziping::record::FixSafety;
use ziping::report::{level_colour, markdown, pad, terminal_markdown, width};
use ziping::rules::{Family, RULES, Rule, rules_about};

use super::Outcome;
use super::terminal::Terminal;

pub(super) const EXAMPLES: &str = "\
例子：
  ziping rules
  ziping rules rate-wrong-value
  ziping rules F                              一类的全部规则
  ziping rules 合计                           名称里有这个词的规则";

/// 【规则】列出规则，或详细说明一条：查什么、为什么、例子、怎么改
#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    /// 规则的名字或代码，一类的字母（如 F），或名称里的词；不写则列出全部
    #[arg(value_name = "规则", value_parser = parse_asked, help_heading = "参数")]
    asked: Option<Asked>,
}

/// What somebody asks about.
#[derive(Debug, Clone)]
struct Asked(Vec<&'static Rule>);

fn parse_asked(text: &str) -> Result<Asked, String> {
    rules_about(text).map(Asked).map_err(|error| error.to_string())
}

pub(super) fn run(args: &RulesArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let shown = match args.asked.as_ref().map(|Asked(rules)| rules.as_slice()) {
        None => list(RULES),
        Some([rule]) => in_full(rule),
        Some(rules) => list(rules),
    };
    terminal.print(&shown)?;
    Ok(Outcome::Clean)
}

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const HEADING: Style = AnsiColor::Cyan.on_default().bold();

/// Columns in front of a rule's name: a margin, its code, a gap.
const BEFORE_NAME: usize = 8;
/// Columns between its name and its title: level and fix, with gaps around them.
const BEHIND_NAME: usize = 22;

/// Rules by family: code, name, level, fix, title.
fn list(rules: &[&Rule]) -> String {
    let columns = Terminal::width().unwrap_or(usize::MAX);
    let names = rules.iter().map(|rule| width(rule.name)).max().unwrap_or(0);
    let titles = rules.iter().map(|rule| width(rule.title)).max().unwrap_or(0);
    // Where title and level find no room behind the name, they stand below it.
    let wide = BEFORE_NAME + names + BEHIND_NAME + titles <= columns;
    let (names, gap) =
        if wide { (names, "  ".to_owned()) } else { (0, format!("\n{}", " ".repeat(BEFORE_NAME))) };
    let line = |rule: &Rule| {
        let colour = level_colour(rule.level);
        let fix = if rule.fix == FixSafety::None { "" } else { rule.fix.title() };
        let (name, level, fix) = (pad(rule.name, names), pad(rule.level.title(), 6), pad(fix, 10));
        let code = rule.code;
        format!(
            "  {DIM}{code}{DIM:#}  {BOLD}{name}{BOLD:#}{gap}{colour}{level}{colour:#}  {fix}  {}",
            rule.title
        )
    };
    let family = |family: Family| {
        let rules: Vec<String> =
            rules.iter().copied().filter(|rule| rule.family() == family).map(line).collect();
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
