//! The rules' documentation on one page, `docs/rules.md`, from the doc comments that declare them.

use super::{Family, FixSafety, RULES, Rule};

/// What every rule's documentation says, in this order.
pub const SECTIONS: [&str; 4] = ["检查什么", "为什么", "例子", "修正"];

/// The text of `docs/rules.md`.
pub fn markdown() -> String {
    let mut page = String::from(
        "# 规则\n\n\
         <!-- 本页由 src/rules 中各条规则的说明生成，请改那里，再运行 UPDATE_DOCS=1 cargo test。 -->\n\n\
         每条规则有一个名字和一个代码。级别：错误（须退回修改）、需核实（请人看一看）、提示（记录在案）。\
         用 `--level 规则=error|warning|info|off` 改级别，用 `--select`、`--ignore` 选规则（名字或代码）。\n",
    );
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
    let (name, code, title) = (rule.name, rule.code, rule.title);
    let mut text = format!("\n### {name}\n\n{title}。代码 {code}；{}。\n", facts(rule));
    for paragraph in paragraphs(rule) {
        match paragraph.strip_prefix("## ") {
            Some(heading) => text.extend(["\n**", heading, "**\n"]),
            None => text.extend(["\n", paragraph.as_str(), "\n"]),
        }
    }
    text
}

/// A rule's level, fix and age.
fn facts(rule: &Rule) -> String {
    let fix = match rule.fix {
        FixSafety::Safe => "直接修正",
        FixSafety::Suggested => "建议修正（加 --apply suggested 才修正）",
        FixSafety::None => "不修正",
    };
    format!("级别：{}；{fix}；自 {} 版", rule.level.title(), rule.since)
}

/// The paragraphs of a rule's doc comment, each on one line: a line's end between Chinese characters is no space.
fn paragraphs(rule: &Rule) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in rule.doc.lines().map(str::trim) {
        let is_text = !line.is_empty() && !line.starts_with(['#', '>']);
        match paragraphs.last_mut().filter(|_| goes_on && is_text) {
            Some(paragraph) => paragraph.push_str(line),
            None => paragraphs.extend(Some(line.to_owned()).filter(|line| !line.is_empty() && line != ">")),
        }
        goes_on = is_text;
    }
    paragraphs
}

/// The families that have rules.
fn families() -> impl Iterator<Item = Family> {
    Family::ALL.into_iter().filter(|family| of(*family).next().is_some())
}

/// The rules of a family, by code.
fn of(family: Family) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied().filter(move |rule| rule.family() == family)
}
