//! What a run leaves in its output folder, and how a folder in which an earlier run left it is known.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::find::{is_hidden, is_settings};
use super::kind::is_workbook_name;
use super::open::read_bytes;
use super::run::Results;
use crate::summary::is_summary;
use crate::workbook::{Limits, sheet_names};

/// The folder of the corrected workbooks.
pub const CORRECTED: &str = "修正表";
/// The summary.
pub const SUMMARY: &str = "汇总表.xlsx";
/// The findings, for other programs.
pub const REPORT: &str = "校验结果.json";

/// Where a run that writes into `folder` writes, the folder itself apart.
pub fn outputs_in(folder: &Path) -> [PathBuf; 3] {
    [CORRECTED, SUMMARY, REPORT].map(|name| folder.join(name))
}

/// Whether an earlier run wrote into `folder`: all that a run leaves is there, and 汇总表.xlsx is a summary of this
/// program's. A department may call its own form so.
pub(super) fn has_outputs(folder: &Path) -> bool {
    let [corrected, summary, report] = outputs_in(folder);
    if !(corrected.is_dir() && report.is_file() && summary.is_file()) {
        return false;
    }
    let limits = Limits::default();
    let sheets = read_bytes(&summary, &limits).and_then(|bytes| sheet_names(&bytes, &limits));
    sheets.is_ok_and(|sheets| is_summary(&sheets.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// Whether a folder of a run's outputs holds nothing else: who gives it as an INPUT means them.
pub(super) fn holds_no_more(folder: &Path) -> bool {
    let outputs = outputs_in(folder);
    let mut entries = WalkDir::new(folder).min_depth(1).max_depth(1).into_iter().flatten();
    entries.all(|entry| {
        let is_output = outputs.iter().any(|output| output == entry.path());
        is_output || is_hidden(&entry) || is_settings(entry.path())
    })
}

impl Results {
    /// How many workbooks among the corrected ones in an output folder are not of this run, nor inputs of it: an earlier run
    /// left them, and beside this run's summary they look like what it counts.
    pub fn left_in(&self, folder: &Path) -> usize {
        let corrected = self.inputs.iter().filter_map(|input| input.corrected.as_deref());
        let corrected: HashSet<PathBuf> = corrected.map(|below| folder.join(below)).collect();
        let entries = WalkDir::new(folder.join(CORRECTED)).min_depth(1).into_iter();
        let files = entries.filter_entry(|entry| !is_hidden(entry)).flatten();
        let workbooks = files.filter(|entry| entry.file_type().is_file() && is_workbook_name(entry.path()));
        let others = workbooks.filter(|entry| !corrected.contains(entry.path()));
        // Mostly there are none; where there are, another name may still be that of a file of this run.
        let others: Vec<PathBuf> = others.filter_map(|entry| entry.path().canonicalize().ok()).collect();
        if others.is_empty() {
            return 0;
        }
        let inputs = self.sources.iter().flatten().map(|source| source.input.real.clone());
        let real = corrected.iter().filter_map(|path| path.canonicalize().ok());
        let own: HashSet<PathBuf> = inputs.chain(real).collect();
        others.iter().filter(|other| !own.contains(*other)).count()
    }
}
