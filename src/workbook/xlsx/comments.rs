//! Comments (批注) of a sheet.

use quick_xml::events::Event;

use super::super::meter::Meter;
use super::super::xml::{Xml, attribute};
use super::super::{CellRef, ReadError, Sheet};

/// Reads a comments part into `sheet`.
pub(super) fn read(xml: &mut Xml<'_>, sheet: &mut Sheet, meter: &mut Meter) -> Result<(), ReadError> {
    let mut at: Option<CellRef> = None;
    loop {
        let text_begins = match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "comment" => {
                    at = attribute(&start, "ref").and_then(|text| text.parse().ok());
                    false
                }
                "text" => true,
                _ => false,
            },
            Event::Eof => return Ok(()),
            _ => false,
        };
        if text_begins {
            let mut text = String::new();
            xml.rich_text_into(&mut text)?;
            meter.cell()?;
            meter.text(text.len())?;
            if let Some(at) = at {
                sheet.comments.insert(at, text);
            }
        }
    }
}
