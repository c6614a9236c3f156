//! Names of sheets and of ranges as Excel accepts them.

use std::collections::BTreeSet;

use rust_xlsxwriter::utility::{check_sheet_name, quote_sheet_name};

use crate::added_sheets::{CHANGES, OPINION, is_added};
use crate::workbook::excel::{self, MAX_SHEET_NAME};
use crate::workbook::{DefinedName, Workbook};
use crate::writable::is_unwritable;

/// The name of each sheet in the output; `None` for the sheets that an earlier correction added, which are replaced.
/// A name that Excel would not accept (from .ods) is changed to one that it does.
pub(super) fn sheet_names(workbook: &Workbook) -> Vec<Option<String>> {
    let mut taken = BTreeSet::from([OPINION.to_owned(), CHANGES.to_owned()]);
    workbook
        .sheets
        .iter()
        .map(|sheet| {
            if is_added(&sheet.name) {
                return None;
            }
            // One more try than there are sheets finds a name that is free.
            (0..=workbook.sheets.len() + 2)
                .map(|n| acceptable(&sheet.name, n))
                .find(|name| taken.insert(name.to_lowercase()))
        })
        .collect()
}

/// A name that Excel accepts, as near to `name` as can be; with a number behind it where `n` is not 0.
fn acceptable(name: &str, n: usize) -> String {
    let suffix = if n == 0 { String::new() } else { format!("_{n}") };
    let is_odd = |c: char| c.is_control() || is_unwritable(c);
    if n == 0 && check_sheet_name(name).is_ok() && !name.contains(is_odd) {
        return name.to_owned();
    }
    let clean = name.replace(|c: char| is_odd(c) || "*?:[]\\/".contains(c), "_");
    let clean = clean.trim_matches('\'');
    let mut short = excel::beginning(clean, MAX_SHEET_NAME.saturating_sub(suffix.len()));
    if short.trim_matches('\'').is_empty() {
        short = "工作表";
    }
    format!("{}{suffix}", short.trim_end_matches('\''))
}

/// The defined names that a corrected workbook can have, each as the writer wants it, and those that it cannot.
pub(super) fn defined_names(
    names: &[DefinedName],
    sheets: &[Option<String>],
) -> (Vec<(String, String)>, Vec<String>) {
    let (mut carried, mut refused) = (Vec::new(), Vec::new());
    let mut taken: BTreeSet<(Option<usize>, String)> = BTreeSet::new();
    for name in names {
        // Print areas and filters are set up anew.
        if name.name.to_lowercase().starts_with("_xlnm.") || name.name.starts_with("_xl") {
            continue;
        }
        let scope = match name.sheet {
            None => None,
            Some(index) => match sheets.get(index) {
                Some(Some(sheet)) => Some(sheet),
                // A name of a sheet that is replaced goes with it.
                _ => continue,
            },
        };
        let outside = name.refers_to.contains('[') || name.refers_to.trim().is_empty();
        let is_name =
            rust_xlsxwriter::utility::check_name(&name.name).is_ok() && !name.name.contains(is_unwritable);
        let valid = is_name && !outside;
        if !valid || !taken.insert((name.sheet, name.name.to_lowercase())) {
            refused.push(name.name.clone());
            continue;
        }
        let full = scope
            .map_or_else(|| name.name.clone(), |sheet| format!("{}!{}", quote_sheet_name(sheet), name.name));
        carried.push((full, format!("={}", name.refers_to)));
    }
    (carried, refused)
}
