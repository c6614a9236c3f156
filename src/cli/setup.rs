//! From the command line to what a run works with.

use std::cmp::Reverse;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use ziping::batch::{
    Batch, CORRECTED, Input, REPORT, Results, SUMMARY, read_bytes, read_text, search, try_writing_in,
    write_atomically,
};
use ziping::config::Config;
use ziping::form::MoneyUnit;
use ziping::record::{InputRecord, InputStatus};
use ziping::report::{TextOptions, visible, without_form};
use ziping::roster::Roster;
use ziping::settings::Settings;
use ziping::summary::is_summary;
use ziping::template::Templates;
use ziping::workbook::{Limits, ReadError, sheet_names};

use super::args::{InputArgs, ReadArgs, Selector};
use super::config::{Found, unread};
use super::progress::Bar;
use super::terminal::Terminal;

/// What a run works with, owned.
#[derive(Debug)]
pub(super) struct Setup {
    pub templates: Templates,
    pub settings: Settings,
    pub roster: Option<Roster>,
    /// Files that may lie among the forms and are none.
    aside: Vec<PathBuf>,
    /// The `ziping.toml` that governs the run.
    config: Option<PathBuf>,
    jobs: Option<std::num::NonZeroUsize>,
    limits: Limits,
    bar: Bar,
}

impl Setup {
    /// From the command line and, where it says nothing, from the `ziping.toml` of these inputs.
    pub(super) fn new(args: &ReadArgs, inputs: &[PathBuf], terminal: &Terminal) -> anyhow::Result<Self> {
        Self::with(args, Found::of(args.config.as_deref(), inputs)?, terminal)
    }

    /// From the command line and a `ziping.toml`.
    pub(super) fn with(args: &ReadArgs, found: Option<Found>, terminal: &Terminal) -> anyhow::Result<Self> {
        if let Some(found) = found.as_ref().filter(|found| args.config.is_none() && found.path.is_file()) {
            terminal.say(&format!("按 {} 的设置", visible(&found.path.to_string_lossy())));
        }
        let wanted = args.template.clone().or_else(|| found.as_ref().and_then(template_of));
        let listed = args
            .roster
            .clone()
            .or_else(|| found.as_ref().and_then(|found| Some(found.file(found.config.roster.as_deref()?))));
        let config = found.as_ref().map(|found| found.path.clone());
        let aside = [wanted.as_ref().map(PathBuf::from), listed.clone(), config.clone()];
        Ok(Self {
            templates: templates(wanted.as_deref())?,
            settings: settings(args, found.map(|found| found.config).unwrap_or_default()),
            roster: listed.as_deref().map(roster).transpose()?,
            aside: aside.into_iter().flatten().collect(),
            config,
            jobs: args.jobs,
            limits: Limits::default().times(args.limits.unwrap_or(1)),
            bar: Bar::new(terminal),
        })
    }

    pub(super) fn batch(&self) -> Batch<'_> {
        Batch {
            templates: &self.templates,
            settings: &self.settings,
            roster: self.roster.as_ref(),
            limits: self.limits,
            jobs: self.jobs,
            progress: &self.bar,
        }
    }

    /// The files below `given` that do not lie at one of the paths `own`; none at all is an error. Tells what was passed
    /// over there.
    pub(super) fn found(
        &self,
        given: &[PathBuf],
        own: &[PathBuf],
        terminal: &Terminal,
    ) -> anyhow::Result<Vec<Input>> {
        let name = |path: &Path| visible(&path.to_string_lossy()).into_owned();
        let names = || given.iter().map(|path| name(path)).collect::<Vec<_>>().join("、");
        if given.iter().all(|path| !path.exists()) {
            bail!("找不到 {}", names());
        }
        // A roster or a template that lies among the forms is none of them.
        let found = search(given, &own.iter().chain(&self.aside).cloned().collect::<Vec<_>>());
        if let Some(line) = unread(self.config.as_deref(), given, &found.settings) {
            terminal.complain(&line);
        }
        for folder in &found.outputs {
            let folder = name(folder);
            let folder = folder.trim_end_matches(std::path::is_separator);
            let line = format!("跳过 {folder}/：是本程序的输出（{CORRECTED}、{SUMMARY}、{REPORT}）");
            terminal.say(&line);
        }
        if found.inputs.is_empty() {
            bail!("{} 里没有文件", names());
        }
        Ok(found.inputs)
    }
}

/// The files of a run; no file at all is an error. `own` is where the run itself writes.
pub(super) fn inputs(
    args: &InputArgs,
    setup: &Setup,
    own: &[PathBuf],
    terminal: &Terminal,
) -> anyhow::Result<Vec<Input>> {
    for output in own.iter().filter(|output| output.is_file()) {
        if args.inputs.iter().any(|input| same_file(input, output)) {
            bail!("输出 {} 就是一个输入，请换一个名字", visible(&output.to_string_lossy()));
        }
    }
    setup.found(&args.inputs, own, terminal)
}

fn same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Makes sure that the folder is there and can be written to, before any work is done.
pub(super) fn output_folder(folder: &Path) -> anyhow::Result<()> {
    let wrong = || format!("无法写入文件夹 {}", visible(&folder.to_string_lossy()));
    std::fs::create_dir_all(folder).with_context(wrong)?;
    try_writing_in(folder).with_context(wrong)
}

/// What to do where an output's name is the user's own choice.
pub(super) const ANOTHER_NAME: &str = "请换一个名字";

/// Refuses to write over a workbook that is no summary of ours: it may be a department's form. `advice` is what to do then.
pub(super) fn spare_other_workbooks(output: &Path, advice: &str) -> anyhow::Result<()> {
    let is_empty = std::fs::metadata(output).is_ok_and(|metadata| metadata.len() == 0);
    if !output.exists() || is_empty {
        return Ok(());
    }
    // Of a city's summary, reading the rows would take longer than all of its forms.
    let limits = Limits::default();
    match read_bytes(output, &limits).and_then(|bytes| sheet_names(&bytes, &limits)) {
        Ok(sheets) if !is_summary(&sheets.iter().map(String::as_str).collect::<Vec<_>>()) => {}
        Err(
            ReadError::Encrypted | ReadError::Damaged(_) | ReadError::TooLarge(_) | ReadError::Excessive(_),
        ) => {}
        _ => return Ok(()),
    }
    bail!("{} 已经存在，又不是汇总表，不能覆盖：{advice}", visible(&output.to_string_lossy()));
}

/// Writes a workbook where none is, or the same one: it may have been filled in, or be what a department sent.
pub(super) fn write_once(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let is_other = match std::fs::metadata(path) {
        Ok(metadata) => metadata.len() > 0 && std::fs::read(path).is_ok_and(|there| there != bytes),
        Err(_) => false,
    };
    if is_other {
        bail!("{} 已经存在，内容不同，不能覆盖，请换一个名字或文件夹", visible(&path.to_string_lossy()));
    }
    Ok(write_atomically(path, bytes)?)
}

/// The file that a workbook is written to: `.xlsx` where its name has no ending. Under another ending no program would
/// open it.
pub(super) fn workbook_file(path: &Path) -> anyhow::Result<PathBuf> {
    let shown = path.to_string_lossy();
    if path.is_dir() || shown.ends_with(std::path::is_separator) {
        bail!("{} 是文件夹，请写明文件名（.xlsx）", visible(&shown));
    }
    let ending = path.extension().map(|ending| ending.to_string_lossy());
    // 汇总2021.12 has none.
    let ending = ending.filter(|ending| {
        ending.bytes().all(|b| b.is_ascii_alphanumeric())
            && ending.contains(|c: char| c.is_ascii_alphabetic())
    });
    match ending {
        Some(ending) if ending.eq_ignore_ascii_case("xlsx") => Ok(path.to_owned()),
        Some(ending) => {
            bail!("{} 写出的是 Excel 工作簿，文件名的结尾应是 .xlsx，不是 .{ending}", visible(&shown))
        }
        None => {
            let mut name = path.as_os_str().to_owned();
            name.push(".xlsx");
            Ok(PathBuf::from(name))
        }
    }
}

/// Whether an input could not be read. That none of them has a form is told, but they were read.
pub(super) fn is_incomplete(results: &Results) -> bool {
    results.inputs().iter().any(|input| input.status == InputStatus::Unreadable)
}

/// [`is_incomplete`], and tells what was not read and why, for commands whose results do not say it.
pub(super) fn tell_incomplete(results: &Results, terminal: &Terminal) -> bool {
    let listed = |inputs: &[InputRecord]| without_form(inputs, &TextOptions::default()).trim_end().to_owned();
    let (unreadable, others): (Vec<_>, Vec<_>) =
        results.inputs().iter().cloned().partition(|input| input.status == InputStatus::Unreadable);
    if !unreadable.is_empty() {
        terminal.say(&format!("{} 个文件有内容没有读入：\n{}", unreadable.len(), listed(&unreadable)));
    }
    if results.forms.is_empty() {
        terminal.complain(format!("没有读出一份自评表\n{}", listed(&others)).trim_end());
        if others.iter().any(is_exported_table) {
            terminal.complain(
                "其中有 ziping export 写出的数据表，不能这样读：请用 ziping import 还原成工作簿，或改用 ziping export --format json 导出的 .jsonl",
            );
        }
    }
    is_incomplete(results)
}

/// Whether an input is the first of the tables that `export` writes.
fn is_exported_table(input: &InputRecord) -> bool {
    let name = input.file.rsplit('/').next().unwrap_or_default();
    ["forms.csv", "forms.parquet"].contains(&name)
}

/// The templates to look for: all that are compiled in, one of them, or before them one from a file.
pub(super) fn templates(wanted: Option<&str>) -> anyhow::Result<Templates> {
    let templates = Templates::builtin();
    let Some(wanted) = wanted else { return Ok(templates) };
    let path = Path::new(wanted);
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
        let text = read_text(path, &Limits::default()).with_context(|| format!("无法读取模板 {wanted}"))?;
        return Ok(templates.with_text(&text, wanted)?);
    }
    let id = super::template::find(&templates, wanted)?.id.clone();
    Ok(templates.only(&id).unwrap_or(templates))
}

/// The template that a `ziping.toml` asks for: an id, or a file beside it.
fn template_of(found: &Found) -> Option<String> {
    let wanted = found.config.template.clone()?;
    let is_file = Path::new(&wanted).extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"));
    Some(if is_file { found.file(Path::new(&wanted)).to_string_lossy().into_owned() } else { wanted })
}

/// The command line goes before the `ziping.toml`; rules that either does not want do not look.
fn settings(args: &ReadArgs, config: Config) -> Settings {
    let rules = &args.rules;
    let names = |selectors: &[Selector]| {
        selectors
            .iter()
            .flat_map(|Selector(rules)| rules)
            .map(|rule| rule.name.to_owned())
            .collect::<Vec<_>>()
    };
    let mut levels = config.levels();
    let mut given: Vec<_> = rules.level.iter().collect();
    // What is said of one rule goes before what is said of its family.
    given.sort_by_key(|given| Reverse(given.rules.0.len()));
    levels.extend(given.iter().flat_map(|l| l.rules.0.iter().map(|rule| (rule.name.to_owned(), l.level))));
    let select = if rules.select.is_empty() { config.select() } else { names(&rules.select) };
    let ignore = config.ignore().into_iter().chain(names(&rules.ignore)).collect();
    Settings {
        levels,
        select,
        ignore,
        year: args.year.or(config.year),
        accepted: config.accepted,
        far_above: args.far_above.or(config.far_above).unwrap_or_default(),
        summary_unit: MoneyUnit::TenThousand,
    }
}

pub(super) fn roster(path: &Path) -> anyhow::Result<Roster> {
    let name = path.display().to_string();
    let wrong = || format!("无法读取名单 {}", visible(&name));
    let bytes = read_bytes(path, &Limits::default()).with_context(wrong)?;
    Roster::read(&bytes, &name).with_context(wrong)
}

/// Tells which accepted findings were not found any more, so that they can be taken out of the `ziping.toml`.
pub(super) fn tell_unanswered(results: &Results, terminal: &Terminal) {
    for acceptance in &results.unanswered {
        let project = acceptance.project.as_ref().map(|project| format!("“{project}”")).unwrap_or_default();
        let cell = acceptance.cell.map(|cell| format!(" {cell}")).unwrap_or_default();
        let line = format!(
            "{}{project}　{}{cell}：ziping.toml 中已核实的这一条没有对应的问题了，请核实后删去",
            acceptance.department, acceptance.rule
        );
        terminal.complain(&visible(&line));
    }
}
