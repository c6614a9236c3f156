//! The `ziping.toml` of a run: one governs it, found by its inputs or named.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::Context;
use ziping::batch::read_text;
use ziping::config::{CONFIG_FILE, Config};
use ziping::report::visible;
use ziping::workbook::Limits;

/// A `ziping.toml` that was read.
#[derive(Debug)]
pub(super) struct Found {
    pub path: PathBuf,
    pub config: Config,
}

impl Found {
    /// The one that was named, or the nearest of the first input that has one: in the input folder (of a file, the folder
    /// it lies in) or in one above, so that a file is checked as its folder is. It is not looked for deeper: what departments
    /// sent must not decide how it is checked. Those that are not read are told of (`unread`).
    pub(super) fn of(named: Option<&Path>, inputs: &[PathBuf]) -> anyhow::Result<Option<Self>> {
        let found = || inputs.iter().find_map(|input| nearest(input));
        let Some(path) = named.map(Path::to_owned).or_else(found) else { return Ok(None) };
        let config = parse(&path, &text(&path)?)?;
        Ok(Some(Self { path, config }))
    }

    /// [`Found::of`], to be written into: where there is none, an empty one is where it would be looked for first.
    pub(super) fn to_write(named: Option<&Path>, inputs: &[PathBuf]) -> anyhow::Result<Option<Self>> {
        let empty = |path| Self { path, config: Config::default() };
        if let Some(named) = named.filter(|path| !path.exists()) {
            return Ok(Some(empty(named.to_owned())));
        }
        let first = || inputs.iter().flat_map(|input| places(input)).next();
        Ok(Self::of(named, inputs)?.or_else(|| first().map(empty)))
    }

    /// A file that it names, which lies beside it.
    pub(super) fn file(&self, name: &Path) -> PathBuf {
        self.path.parent().unwrap_or(Path::new("")).join(name)
    }
}

/// The `ziping.toml` that governs an input by itself.
fn nearest(input: &Path) -> Option<PathBuf> {
    places(input).find(|path| path.is_file())
}

/// Where the `ziping.toml` of an input may lie, in the order of looking.
fn places(input: &Path) -> impl Iterator<Item = PathBuf> {
    let folder = if input.is_dir() { Some(input.to_owned()) } else { parent(input) };
    std::iter::successors(folder, |folder| parent(folder)).map(|folder| folder.join(CONFIG_FILE))
}

/// That some `ziping.toml`s are not read: those that lie `among` the inputs, and those of other inputs than the one whose
/// is `used`. Somebody's settings and acceptances are in them.
pub(super) fn unread(used: Option<&Path>, inputs: &[PathBuf], among: &[PathBuf]) -> Option<String> {
    // More of them nobody reads.
    const NAMED: usize = 5;
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let mut seen: HashSet<PathBuf> = used.map(real).into_iter().collect();
    let all = inputs.iter().filter_map(|input| nearest(input)).chain(among.iter().cloned());
    let unread: Vec<PathBuf> = all.filter(|path| seen.insert(real(path))).collect();
    let name = |path: &Path| visible(&path.to_string_lossy()).into_owned();
    let names: Vec<String> = unread.iter().take(NAMED).map(|path| name(path)).collect();
    let names = match unread.len() {
        0 => return None,
        all if all > NAMED => format!("{} 等 {all} 个设置文件", names.join("、")),
        _ => names.join("、"),
    };
    Some(match used {
        Some(used) => format!(
            "没有用上 {names}：一次只用一个设置文件，这次用的是 {}；要用其中的设置和已核实的问题，请并进这个文件，或分开运行",
            name(used)
        ),
        None => format!(
            "没有用上 {names}：只用输入文件夹里或它上级的 {CONFIG_FILE}；要用其中的设置和已核实的问题，请移到输入文件夹里"
        ),
    })
}

/// The folder that holds something.
fn parent(path: &Path) -> Option<PathBuf> {
    // What has no name of its own (`.`, `..` and the folder of `a.xlsx`) has a parent only once it is resolved.
    let plain = path.parent().filter(|_| path.file_name().is_some());
    match plain {
        Some(parent) => Some(parent.to_owned()),
        None if path.as_os_str().is_empty() => {
            Path::new(".").canonicalize().ok()?.parent().map(Path::to_owned)
        }
        None => path.canonicalize().ok()?.parent().map(Path::to_owned),
    }
}

/// The text of a `ziping.toml`.
pub(super) fn text(path: &Path) -> anyhow::Result<String> {
    let name = path.to_string_lossy();
    read_text(path, &Limits::default()).with_context(|| format!("无法读取 {}", visible(&name)))
}

fn parse(path: &Path, text: &str) -> anyhow::Result<Config> {
    Config::parse(text).with_context(|| visible(&path.to_string_lossy()).into_owned())
}
