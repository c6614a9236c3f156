//! The `ziping.toml` of a run: found beside its inputs, or named.

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
    /// The one that was named, or that lies in an input folder or beside it; of a file, in its folder or beside that, so that
    /// a file is checked as its folder is. It is not looked for deeper: what departments sent must not decide how it is
    /// checked.
    pub(super) fn of(named: Option<&Path>, inputs: &[PathBuf]) -> anyhow::Result<Option<Self>> {
        let found = || inputs.iter().flat_map(|input| places(input)).find(|path| path.is_file());
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

/// Where the `ziping.toml` of an input may lie, in the order of looking.
fn places(input: &Path) -> impl Iterator<Item = PathBuf> {
    let folder = if input.is_dir() { Some(input.to_owned()) } else { parent(input) };
    let beside = folder.as_deref().and_then(parent);
    folder.into_iter().chain(beside).map(|folder| folder.join(CONFIG_FILE))
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
