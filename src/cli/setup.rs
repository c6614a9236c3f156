//! From the command line to what a run works with.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use ziping::batch::{Batch, Input, InputRecord, InputStatus, find_inputs};
use ziping::form::MoneyUnit;
use ziping::roster::Roster;
use ziping::settings::Settings;
use ziping::template::Templates;
use ziping::workbook::Limits;

use super::args::{InputArgs, RuleArgs, nearest};
use super::progress::Bar;
use super::terminal::Terminal;

/// What a run works with, owned.
#[derive(Debug)]
pub(super) struct Setup {
    pub templates: Templates,
    pub settings: Settings,
    pub roster: Option<Roster>,
    jobs: Option<std::num::NonZeroUsize>,
    bar: Bar,
}

impl Setup {
    pub(super) fn new(args: &InputArgs, terminal: &Terminal) -> anyhow::Result<Self> {
        Ok(Self {
            templates: templates(args.template.as_deref())?,
            settings: settings(&args.rules, args.year),
            roster: args.roster.as_deref().map(roster).transpose()?,
            jobs: args.jobs,
            bar: Bar::new(terminal),
        })
    }

    pub(super) fn batch(&self) -> Batch<'_> {
        Batch {
            templates: &self.templates,
            settings: &self.settings,
            roster: self.roster.as_ref(),
            limits: Limits::default(),
            jobs: self.jobs,
            progress: &self.bar,
        }
    }
}

/// The files of a run; no file at all is an error.
pub(super) fn inputs(given: &[PathBuf], own: &[PathBuf]) -> anyhow::Result<Vec<Input>> {
    if let [only] = given
        && !only.exists()
    {
        bail!("找不到 {}", only.display());
    }
    if given.iter().all(|path| !path.exists()) {
        bail!("给出的文件和文件夹都不存在");
    }
    let found = find_inputs(given, own);
    if found.is_empty() {
        bail!("{} 里没有文件", given.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join("、"));
    }
    Ok(found)
}

/// Whether some input could not be read.
pub(super) fn any_unreadable(inputs: &[InputRecord]) -> bool {
    inputs.iter().any(|input| input.status == InputStatus::Unreadable)
}

/// The templates to look for: all that are compiled in, one of them, or before them one from a file.
pub(super) fn templates(wanted: Option<&str>) -> anyhow::Result<Templates> {
    let templates = Templates::builtin();
    let Some(wanted) = wanted else { return Ok(templates) };
    let path = Path::new(wanted);
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
        let text = std::fs::read_to_string(path).with_context(|| format!("无法读取模板 {wanted}"))?;
        return Ok(templates.with_text(&text, wanted)?);
    }
    if let Some(one) = templates.only(wanted) {
        return Ok(one);
    }
    let near = nearest(wanted, templates.iter().map(|template| template.id.as_str()));
    let hint = near.map(|id| format!("是不是 {id}？")).unwrap_or_default();
    bail!("没有名为“{wanted}”的模板。{hint}全部模板见 ziping template list");
}

fn settings(rules: &RuleArgs, year: Option<i32>) -> Settings {
    let names =
        |rules: &[&'static ziping::rules::Rule]| rules.iter().map(|rule| rule.name.to_owned()).collect();
    Settings {
        levels: rules.level.iter().map(|l| (l.rule.name.to_owned(), l.level)).collect(),
        select: names(&rules.select),
        ignore: names(&rules.ignore),
        year,
        summary_unit: MoneyUnit::TenThousand,
    }
}

fn roster(path: &Path) -> anyhow::Result<Roster> {
    bail!("无法读取名单 {}", path.display());
}
