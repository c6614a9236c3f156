//! .ods: OpenDocument spreadsheets, with what calamine does not give: merges, hidden rows, and the text that a cell
//! shows.

mod cell;
mod content;
mod formats;
mod formula;
mod names;
mod pages;
mod properties;
mod runs;
mod settings;
mod sheet;
mod styles;

use jiff::Timestamp;

use super::meter::Meter;
use super::package::Package;
use super::xml::{Xml, element};
use super::{FileKind, Limits, Properties, ReadError, Workbook, dates};
use quick_xml::events::Event;
use styles::Styles;

/// Reads the workbook that `package` holds.
pub(super) fn read(mut package: Package<'_>, limits: &Limits) -> Result<Workbook, ReadError> {
    if is_encrypted(&mut package)? {
        return Err(ReadError::Encrypted);
    }
    let mut meter = Meter::new(limits);
    let mut workbook = Workbook { kind: FileKind::Ods, ..Workbook::default() };
    let mut styles = Styles::new();
    if let Some(mut part) = package.xml("styles.xml")? {
        styles.read(&mut part, "")?;
    }
    let Some(mut part) = package.xml("content.xml")? else {
        return Err(ReadError::Damaged("缺少内容".into()));
    };
    content::read(&mut part, &mut styles, &mut meter, &mut workbook)?;
    drop(part);
    if workbook.sheets.is_empty() {
        return Err(ReadError::Damaged("没有工作表".into()));
    }
    workbook.styles = styles.used;
    if let Some(mut part) = package.xml("settings.xml")? {
        settings::read(&mut part, &mut workbook)?;
    }
    if package.names().any(|name| name.starts_with("basic/")) {
        workbook.not_carried.push("宏".to_owned());
    }
    if let Some(mut part) = package.xml("meta.xml")? {
        (workbook.modified, workbook.properties) = meta(&mut part)?;
    }
    Ok(workbook)
}

/// The time of the last change, and what else the file says of itself.
fn meta(xml: &mut Xml<'_>) -> Result<(Option<Timestamp>, Option<Box<Properties>>), ReadError> {
    let (mut date, mut properties) = (String::new(), Properties::default());
    loop {
        let into = match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "date" if date.is_empty() => Some(&mut date),
                // Who saved it last; who made it has a name of its own.
                "creator" => None,
                name => properties.of_element(name),
            },
            Event::Eof => return Ok((dates::time_stamp(&date), properties.kept())),
            _ => None,
        };
        if let Some(into) = into {
            // Each keyword has an element.
            if !into.is_empty() {
                into.push(' ');
            }
            xml.text_into(into)?;
        }
    }
}

/// Whether the manifest says that parts are encrypted.
fn is_encrypted(package: &mut Package<'_>) -> Result<bool, ReadError> {
    let Some(mut xml) = package.xml("META-INF/manifest.xml")? else { return Ok(false) };
    loop {
        let event = xml.next()?;
        if element(&event).is_some_and(|(start, _)| start.local_name().as_ref() == "encryption-data") {
            return Ok(true);
        }
        if matches!(event, Event::Eof) {
            return Ok(false);
        }
    }
}
