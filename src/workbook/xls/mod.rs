//! .xls and WPS's .et: the records of the workbook stream, read one by one.
//!
//! calamine reads .xls into dense ranges (its issue 693: two far cells cost gigabytes) and gives no number formats,
//! so `98%` would be 0.98 there. The records themselves are few and say it all.

mod book;
pub(super) mod formula;
mod functions;
pub(super) mod links;
mod page;
mod properties;
pub(super) mod records;
mod references;
mod sheet;
pub(super) mod styles;

pub(super) use sheet::packed_number;

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::dates::moved_from_1904;
use super::meter::Meter;
use super::page::filter_range;
use super::{FileKind, Limits, ReadError, Sheet, Workbook, display::calendar_looks};
use book::Globals;

/// An opened OLE2 file.
pub(super) type Compound<'b> = CompoundFile<Cursor<&'b [u8]>>;

/// Reads the workbook in the stream `name` of an OLE2 file.
pub(super) fn read(compound: &mut Compound<'_>, name: &str, limits: &Limits) -> Result<Workbook, ReadError> {
    let stream = stream(compound, name, limits.unpacked_bytes)?;
    let mut meter = Meter::new(limits);
    let mut globals = Globals::read(&stream, limits, &mut meter)?;
    let renamed = std::mem::take(&mut globals.renamed);
    let (styles, of_index) = globals.styles.resolve();
    let dates_of_1904: Vec<bool> = if globals.date1904 { calendar_looks(&styles) } else { Vec::new() };
    let looks = sheet::Looks { globals: &globals, of_index: &of_index, dates_of_1904: &dates_of_1904 };
    let mut workbook = Workbook { kind: FileKind::Xls, not_carried: renamed, ..Workbook::default() };
    let (mut places, mut filtered) = (Vec::new(), Vec::new());
    let mut begun = BTreeSet::new();
    for listed in &globals.sheets {
        if !listed.is_worksheet {
            workbook.not_carried.push(format!("图表或宏工作表“{}”", listed.name));
            places.push(None);
            continue;
        }
        // A thousand sheets in the bytes of one would be read a thousand times.
        if !begun.insert(listed.at) {
            return Err(ReadError::Damaged("几张工作表指向同一处内容".into()));
        }
        let mut sheet = Sheet { name: listed.name.clone(), hidden: listed.hidden, ..Sheet::default() };
        sheet.view.very_hidden = listed.very_hidden;
        let extras = sheet::read(&stream, listed.at, &looks, &mut meter, &mut sheet)?;
        workbook.not_carried.extend(extras.left_behind.into_words(&sheet.name));
        if extras.has_filter {
            filtered.push(workbook.sheets.len());
            sheet.filter.may_hide_rows = true;
        }
        places.push(Some(workbook.sheets.len()));
        workbook.sheets.push(sheet);
    }
    if workbook.sheets.is_empty() {
        return Err(ReadError::Damaged("没有工作表".into()));
    }
    workbook.not_carried.extend(moved_from_1904(&workbook.sheets, &dates_of_1904));
    workbook.defined_names = globals.defined_names(&places);
    for place in filtered {
        if let Some(sheet) = workbook.sheets.get_mut(place) {
            sheet.filter.range = filter_range(&workbook.defined_names, place);
        }
    }
    workbook.styles = styles;
    if compound.exists("/_VBA_PROJECT_CUR") {
        workbook.not_carried.push("宏".to_owned());
    }
    (workbook.modified, workbook.properties) = properties::properties(compound);
    Ok(workbook)
}

/// The bytes of a stream. Those of an OLE2 file are stored as they are, so they cannot outgrow it.
fn stream(compound: &mut Compound<'_>, name: &str, most: u64) -> Result<Vec<u8>, ReadError> {
    let damaged = |_| ReadError::Damaged("文件内部的数据流不完整".into());
    let mut bytes = Vec::new();
    compound.open_stream(name).map_err(damaged)?.take(most).read_to_end(&mut bytes).map_err(damaged)?;
    Ok(bytes)
}
