//! The bare job that the program is measured against: reading the cells of workbooks with calamine's streaming reader, and
//! writing them again with `rust_xlsxwriter`, on all cores. And how time is taken.

#[path = "../../examples/generate/chance.rs"]
mod chance;
#[path = "../../examples/generate/department.rs"]
mod department;
#[path = "../../examples/generate/sheet.rs"]
mod sheet;

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use calamine::{DataRef, Reader, Xlsx};
use cpu_time::ProcessTime;
use rayon::prelude::*;
use tempfile::TempDir;

use department::Department;

/// Of each measure the least time of so many rounds counts, so that what else the machine does matters little.
pub(crate) const ROUNDS: usize = 7;

/// Generated workbooks in a temporary folder: as many as `ZIPING_RUN` says, or 1,000, for which the limits are meant.
pub(crate) struct Workbooks {
    folder: TempDir,
    /// Their paths, all in one folder that they have for themselves.
    pub(crate) paths: Vec<PathBuf>,
}

impl Workbooks {
    pub(crate) fn generate() -> anyhow::Result<Self> {
        let number = std::env::var("ZIPING_RUN").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000);
        let folder = tempfile::tempdir()?;
        let input = folder.path().join("input");
        fs::create_dir_all(&input)?;
        let paths = (0..Department::MOST.min(number))
            .into_par_iter()
            .map(|index| {
                let path = input.join(format!("{index:05}.xlsx"));
                sheet::workbook(&Department::generate(2021, index))?.save(&path)?;
                Ok(path)
            })
            .collect::<anyhow::Result<_>>()?;
        Ok(Self { folder, paths })
    }

    /// An empty folder beside them. Each round has its own: where files were deleted or replaced just before, the system
    /// takes its time for new ones.
    pub(crate) fn output(&self, name: &str, round: usize) -> anyhow::Result<PathBuf> {
        let output = self.folder.path().join(format!("{name}-{round}"));
        fs::create_dir_all(&output)?;
        Ok(output)
    }
}

/// Reads the cells of all workbooks.
pub(crate) fn read_all(paths: &[PathBuf]) -> anyhow::Result<Taken> {
    time(|| paths.par_iter().map(|path| Ok(cells(path)?.len())).sum::<anyhow::Result<usize>>())
}

/// Reads the cells of all workbooks and writes them again into `folder`.
pub(crate) fn write_all(paths: &[PathBuf], folder: &Path) -> anyhow::Result<Taken> {
    time(|| paths.par_iter().try_for_each(|path| floor(path, folder)))
}

/// What a work takes.
#[derive(Clone, Copy)]
pub(crate) struct Taken {
    /// Processor time of all cores.
    pub(crate) busy: Duration,
    /// Time on the clock.
    pub(crate) clock: Duration,
}

impl Taken {
    /// More than anything takes.
    pub(crate) const MOST: Self = Self { busy: Duration::MAX, clock: Duration::MAX };

    /// The least of two measures.
    pub(crate) fn min(self, other: Self) -> Self {
        Self { busy: self.busy.min(other.busy), clock: self.clock.min(other.clock) }
    }
}

impl std::fmt::Display for Taken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:>9.2?} {:>9.2?}", self.busy, self.clock)
    }
}

/// What `work` takes.
pub(crate) fn time<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<Taken> {
    let (begun, busy) = (Instant::now(), ProcessTime::try_now()?);
    work()?;
    Ok(Taken { busy: busy.try_elapsed()?, clock: begun.elapsed() })
}

/// A cell as calamine gives it, its text copied as little as the writing of it needs.
enum Content {
    Text(String),
    Number(f64),
    Bool(bool),
}

/// The cells of a workbook's sheets that say something.
fn cells(path: &Path) -> anyhow::Result<Vec<(u32, u32, Content)>> {
    let mut workbook = Xlsx::new(Cursor::new(fs::read(path)?))?;
    let mut cells = Vec::new();
    for name in workbook.sheet_names() {
        let mut reader = workbook.worksheet_cells_reader(&name)?;
        while let Some(cell) = reader.next_cell()? {
            let content = match cell.get_value() {
                DataRef::Empty => continue,
                DataRef::Float(number) => Content::Number(*number),
                DataRef::Bool(truth) => Content::Bool(*truth),
                DataRef::SharedString(text) => Content::Text((*text).to_owned()),
                other => Content::Text(calamine::Data::from(other.clone()).to_string()),
            };
            let (row, column) = cell.get_position();
            cells.push((row, column, content));
        }
    }
    Ok(cells)
}

/// Reads a workbook's cells and writes them again.
fn floor(path: &Path, output: &Path) -> anyhow::Result<()> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, column, content) in cells(path)? {
        let column = u16::try_from(column)?;
        match content {
            Content::Text(text) => sheet.write_string(row, column, text)?,
            Content::Number(number) => sheet.write_number(row, column, number)?,
            Content::Bool(truth) => sheet.write_boolean(row, column, truth)?,
        };
    }
    fs::write(output.join(path.file_name().unwrap_or_default()), workbook.save_to_buffer()?)?;
    Ok(())
}
