//! `ziping accept`: a finding that was asked about and found right, so that it does not come back every round.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use anyhow::bail;
use clap::Args;
use ziping::batch::{Purpose, Results, write_atomically};
use ziping::config::with_acceptance;
use ziping::record::{FormIndex, FormRecord};
use ziping::report::visible;
use ziping::roster::Departments;
use ziping::rules::{Check, Finding, Rule};
use ziping::settings::Acceptance;
use ziping::workbook::CellRef;

use super::Outcome;
use super::args::{InputArgs, parse_rule};
use super::config::{Found, text};
use super::setup::{Setup, inputs};
use super::terminal::Terminal;

pub(super) const EXAMPLES: &str = "\
例子：
  ziping accept 各单位报送/信访局.xlsx --rule overspent --cell F6 --reason 年中追加预算，已有批复

写进 check 也会用的 ziping.toml（用 --config 指定；不写则是文件夹里或离它最近的上级文件夹里的，没有则新建）。
以后这个问题显示为“已核实”和原因，不再算作问题；表上的值或年度变了，会再次列出。";

/// 【核实】记下一个问题已经核实无误，以后不再要求修改
#[derive(Debug, Args)]
pub(super) struct AcceptArgs {
    #[command(flatten)]
    input: InputArgs,
    /// 哪条规则的问题
    #[arg(long, value_name = "规则", value_parser = parse_rule, help_heading = "选项")]
    rule: &'static Rule,
    /// 在哪个单元格，照 check 列出的写（F6，或 工作表!F6）；问题不在单元格上的不写
    #[arg(long, value_name = "单元格", value_parser = parse_place, help_heading = "选项")]
    cell: Option<Place>,
    /// 核实的情况
    #[arg(long, value_name = "原因", value_parser = parse_reason, help_heading = "选项")]
    reason: String,
}

/// A cell as `check` lists it: with its sheet where a workbook has several.
#[derive(Debug, Clone)]
struct Place {
    sheet: Option<String>,
    cell: CellRef,
}

impl Place {
    fn is_on(&self, sheet: &str) -> bool {
        self.sheet.as_ref().is_none_or(|own| own == sheet)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.sheet {
            Some(sheet) => write!(f, "{}!{}", visible(sheet), self.cell),
            None => self.cell.fmt(f),
        }
    }
}

fn parse_place(text: &str) -> Result<Place, String> {
    let (sheet, cell) = match text.rsplit_once('!') {
        Some((sheet, cell)) => (Some(sheet.trim().trim_matches('\'').to_owned()), cell),
        None => (None, text),
    };
    let cell = cell.trim().to_uppercase().parse();
    let cell = cell.map_err(|_| "应是单元格地址，如 F6，或带工作表的 汇总!F6".to_owned())?;
    Ok(Place { sheet, cell })
}

fn parse_reason(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() { Err("请写明核实的情况".to_owned()) } else { Ok(text.to_owned()) }
}

pub(super) fn run(args: &AcceptArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let read = &args.input.read;
    let found = Found::to_write(read.config.as_deref(), &args.input.inputs)?;
    let Some(path) = found.as_ref().map(|found| found.path.clone()) else {
        bail!("请用 --config 指定 ziping.toml");
    };
    let setup = Setup::with(read, found, terminal)?;
    let results = setup.batch().check(inputs(&args.input, &setup, &[], terminal)?, Purpose::Report);
    let departments = Departments::of(setup.roster.as_ref(), &results.forms);
    let forms = concerned(&results, &departments, args);
    let [Concerned { form, values, years }] = forms.as_slice() else {
        let place = args.cell.as_ref().map(|place| format!("在 {place} ")).unwrap_or_default();
        let rule = args.rule.name;
        match (forms.len(), &args.rule.check) {
            (0, Check::Batch(_)) => bail!(
                "没有自评表{place}有 {rule} 的问题。这条规则要各单位的表互相对照，请写整个文件夹，用 ziping check 查看"
            ),
            (0, Check::Form(_)) => bail!("没有自评表{place}有 {rule} 的问题，用 ziping check 查看"),
            (several, Check::Batch(_)) => bail!(
                "有 {several} 份自评表{place}有 {rule} 的问题，请在 ziping.toml 里用 [[accepted]] 逐份写明 department、rule、cell、reason"
            ),
            (several, Check::Form(_)) => {
                bail!(
                    "有 {several} 份自评表{place}有 {rule} 的问题，请一次写一个工作簿，或写明工作表（工作表!单元格）"
                )
            }
        }
    };
    let Some(department) = form.department.clone() else {
        bail!("这份自评表没有填部门名称，无法记下");
    };
    if let (true, Check::Form(_)) = (values.len() > 1, &args.rule.check) {
        bail!("这个部门有几份自评表有 {} 的问题，表上的值不同，请一次写一个工作簿", args.rule.name);
    }
    let acceptance = Acceptance {
        department,
        project: form.project.clone(),
        rule: args.rule.name.to_owned(),
        cell: args.cell.as_ref().map(|place| place.cell),
        value: only(values).map(str::to_owned),
        year: only(years),
        reason: args.reason.clone(),
    };
    let before = if path.is_file() { text(&path)? } else { String::new() };
    let written = with_acceptance(&before, &acceptance)?;
    write_atomically(&path, written.text.as_bytes())?;
    terminal.say(&told(&acceptance, args, written.earlier.as_deref(), &path));
    Ok(Outcome::Clean)
}

/// A department's form, or project's, with a finding that is to be accepted.
struct Concerned<'a> {
    form: &'a FormRecord,
    /// What stands there, on each of them that it sent.
    values: BTreeSet<Option<&'a str>>,
    /// Their years.
    years: BTreeSet<Option<i32>>,
}

/// What all of them have.
fn only<T: Copy + Ord>(all: &BTreeSet<Option<T>>) -> Option<T> {
    all.first().copied().flatten().filter(|_| all.len() == 1)
}

/// Whose finding was accepted, and what became of an earlier reason.
fn told(acceptance: &Acceptance, args: &AcceptArgs, earlier: Option<&str>, path: &Path) -> String {
    let project = acceptance.project.as_ref().map(|project| format!("“{project}”")).unwrap_or_default();
    let place = args.cell.as_ref().map(|place| format!(" {place}")).unwrap_or_default();
    let earlier = earlier.map(|reason| format!("，原来的原因“{reason}”已换掉")).unwrap_or_default();
    let (department, rule) = (&acceptance.department, args.rule);
    let what = format!("{department}{project}{place} {}（{}）{earlier}", rule.title, rule.name);
    format!("已核实：{}，记入 {}", visible(&what), visible(&path.to_string_lossy()))
}

/// The forms with a finding of that rule at that cell, one for each department and project.
fn concerned<'a>(results: &'a Results, departments: &Departments, args: &AcceptArgs) -> Vec<Concerned<'a>> {
    let mut all: Vec<Concerned<'a>> = Vec::new();
    let wanted = |finding: &Finding| {
        finding.rule.name == args.rule.name
            && finding.cell == args.cell.as_ref().map(|place| place.cell)
            && args.cell.as_ref().is_none_or(|place| place.is_on(&finding.sheet))
    };
    let index = FormIndex::of(&results.forms);
    for finding in results.findings().iter().filter(|finding| wanted(finding)) {
        let form = finding.form_in(&index).and_then(|at| results.forms.get(at));
        let Some(form) = form else { continue };
        let (value, year) = (finding.actual.as_deref(), form.year);
        let same = all.iter_mut().find(|other| departments.are_of_one_subject(other.form, form));
        if let Some(same) = same {
            same.values.insert(value);
            same.years.insert(year);
        } else {
            all.push(Concerned { form, values: [value].into(), years: [year].into() });
        }
    }
    all
}
