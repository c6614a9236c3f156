//! What a run leaves in its output folder, and how a folder in which an earlier run left it is known.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::find::{is_hidden, is_settings};
use super::open::read_bytes;
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
