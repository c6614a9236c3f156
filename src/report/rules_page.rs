//! The rules' documentation on one page, `docs/rules.md`, from the doc comments that declare them.

use super::markdown;
use crate::record::FixSafety;
use crate::rules::{Family, RULES, Rule};

/// What stands before the rules.
const PREFACE: &str = "\
# 规则

<!-- 本页由 src/rules 中各条规则的说明生成，请改那里，再运行 UPDATE_DOCS=1 cargo test --test rules。 -->

每条规则有一个名字和一个代码。级别：错误（须退回修改）、需核实（请人看一看）、提示（记录在案）。
用 `--level 规则=error|warning|info|off` 改级别，用 `--select`、`--ignore` 选规则（名字或代码）。
";

/// The text of `docs/rules.md`: every rule, by family and code.
pub fn rules_page() -> String {
    let mut page = PREFACE.to_owned();
    for family in families() {
        let links: Vec<String> = of(family).map(|rule| format!("[{0}](#{0})", rule.name)).collect();
        page.extend(["\n- **", family.title(), "**：", &links.join("、")]);
    }
    page.push('\n');
    for family in families() {
        page.extend(["\n## ", family.title(), "\n"]);
        page.extend(of(family).map(section));
    }
    page
}

/// A rule's section of the page.
fn section(rule: &Rule) -> String {
    let (name, code, title, level) = (rule.name, rule.code, rule.title, rule.level.title());
    let condition =
        if rule.fix == FixSafety::Suggested { "（加 `--apply suggested` 才修正）" } else { "" };
    let fix = rule.fix.title();
    let facts =
        format!("{title}。代码 {code}；级别：{level}；修正：{fix}{condition}；始于 {} 版。", rule.since);
    let mut text = format!("\n### {name}\n\n{facts}\n\n");
    for line in markdown(rule.doc).lines() {
        match line.strip_prefix("## ") {
            // The page's own headings are the rules' names.
            Some(heading) => text.extend(["**", heading, "**\n"]),
            None => text.extend([line, "\n"]),
        }
    }
    text
}

/// The families that have rules.
fn families() -> impl Iterator<Item = Family> {
    Family::ALL.into_iter().filter(|family| of(*family).next().is_some())
}

/// The rules of a family, by code.
fn of(family: Family) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied().filter(move |rule| rule.family() == family)
}
