//! The shared strings part.

use quick_xml::events::Event;

use super::super::meter::megabytes;
use super::super::xml::Xml;
use super::super::{Limits, ReadError};

/// Every shared string, by its index. The count that the part claims is not believed.
pub(super) fn read(xml: &mut Xml<'_>, limits: &Limits) -> Result<Vec<String>, ReadError> {
    // An empty item costs 24 bytes of memory and five of XML.
    let most = limits.cells.saturating_mul(2);
    let mut strings = Vec::new();
    let mut bytes = 0_usize;
    loop {
        let begins = match xml.next()? {
            Event::Start(start) => start.local_name().as_ref() == "si",
            Event::Empty(start) => {
                if start.local_name().as_ref() == "si" {
                    strings.push(String::new());
                }
                false
            }
            Event::Eof => return Ok(strings),
            _ => false,
        };
        if begins {
            let mut text = String::new();
            xml.rich_text_into(&mut text)?;
            bytes = bytes.saturating_add(text.len());
            strings.push(text);
        }
        if strings.len() > most || bytes > limits.text_bytes {
            let bound = megabytes(limits.text_bytes as u64);
            return Err(ReadError::TooLarge(format!("共享文字超过 {most} 条或 {bound}")));
        }
    }
}
