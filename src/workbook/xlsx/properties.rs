//! The part with the workbook's own properties.

use jiff::Timestamp;
use quick_xml::events::Event;

use super::super::package::Package;
use super::super::{Properties, ReadError, dates};
use super::book::Relation;

/// The time of the last change, and what else the properties say.
pub(in super::super) fn properties(
    package: &mut Package<'_>,
    root: &[Relation],
) -> Result<(Option<Timestamp>, Option<Box<Properties>>), ReadError> {
    let path = root.iter().find(|r| r.kind == "core-properties").map_or("docProps/core.xml", |r| &r.target);
    let Some(mut xml) = package.xml(path)? else { return Ok((None, None)) };
    let (mut modified, mut properties) = (String::new(), Properties::default());
    loop {
        let into = match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "modified" => Some(&mut modified),
                name => properties.of_element(name),
            },
            Event::Eof => break,
            _ => None,
        };
        if let Some(into) = into {
            xml.text_into(into)?;
        }
    }
    Ok((dates::time_stamp(&modified), properties.kept()))
}
