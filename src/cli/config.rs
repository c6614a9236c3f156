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
    /// The one that was named, or that lies in an input folder or beside an input. It is not looked for deeper: what
    /// departments sent must not decide how it is checked.
    pub(super) fn of(named: Option<&Path>, inputs: &[PathBuf]) -> anyhow::Result<Option<Self>> {
        let path = named.map(Path::to_owned).or_else(|| inputs.iter().find_map(|input| beside(input)));
        let Some(path) = path else { return Ok(None) };
        let config = parse(&path, &text(&path)?)?;
        Ok(Some(Self { path, config }))
    }

    /// A file that it names, which lies beside it.
    pub(super) fn file(&self, name: &Path) -> PathBuf {
        self.path.parent().unwrap_or(Path::new("")).join(name)
    }
}

fn beside(input: &Path) -> Option<PathBuf> {
    let inside = input.is_dir().then(|| input.join(CONFIG_FILE));
    inside.into_iter().chain(in_parent(input)).find(|path| path.is_file())
}

/// The `ziping.toml` in the folder that holds an input, whether it is there or not.
pub(super) fn in_parent(input: &Path) -> Option<PathBuf> {
    // `.` and `..` have a parent only once they are resolved.
    let plain = input.parent().filter(|_| input.file_name().is_some());
    match plain {
        Some(parent) => Some(parent.join(CONFIG_FILE)),
        None => Some(input.canonicalize().ok()?.parent()?.join(CONFIG_FILE)),
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
