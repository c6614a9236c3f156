//! Names: those that the file defines, and what a sheet prints on every page and at all.

use quick_xml::events::BytesStart;

use super::super::xml::attribute;
use super::super::{CellRef, DefinedName, MAX_COLUMNS, MAX_ROWS};
use super::formula::{reference, to_excel};

/// The name that stands for the rows and columns that every page repeats; each with the one after its last.
pub(super) fn titles(rows: (u32, u32), columns: (u32, u32), sheet: usize) -> Option<DefinedName> {
    let mut pieces = Vec::new();
    if columns.0 < columns.1 && columns.1 <= MAX_COLUMNS {
        let letters = |col| CellRef::new(0, col).to_string().trim_end_matches('1').to_owned();
        pieces.push(format!("${}:${}", letters(columns.0), letters(columns.1 - 1)));
    }
    if rows.0 < rows.1 && rows.1 <= MAX_ROWS {
        pieces.push(format!("${}:${}", rows.0 + 1, rows.1));
    }
    let name = "_xlnm.Print_Titles".to_owned();
    (!pieces.is_empty()).then(|| DefinedName { name, sheet: Some(sheet), refers_to: pieces.join(",") })
}

/// The name that stands for the parts of a sheet that are printed: `'附 表'.A1:'附 表'.F9 '附 表'.H1:'附 表'.K9`.
pub(super) fn print_areas(start: &BytesStart<'_>, sheet: usize) -> Option<DefinedName> {
    let ranges = attribute(start, "print-ranges")?;
    let mut quoted = false;
    let areas: Vec<String> = ranges
        .split(|c: char| {
            quoted ^= c == '\'';
            c == ' ' && !quoted
        })
        .filter(|range| !range.is_empty())
        .map(reference)
        .collect();
    let name = "_xlnm.Print_Area".to_owned();
    (!areas.is_empty()).then(|| DefinedName { name, sheet: Some(sheet), refers_to: areas.join(",") })
}

pub(super) fn defined_name(start: &BytesStart<'_>, sheet: Option<usize>) -> DefinedName {
    let name = attribute(start, "name").unwrap_or_default().into_owned();
    let refers_to = match attribute(start, "cell-range-address") {
        Some(range) => reference(&range),
        None => to_excel(&attribute(start, "expression").unwrap_or_default()),
    };
    DefinedName { name, sheet, refers_to }
}
