//! The shared strings part.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::super::meter::megabytes;
use super::super::xml::{Xml, decode_escapes, element};
use super::super::{Font, Limits, MAX_TEXT, ReadError, TextRun};
use super::colors::{Color, Palette};
use super::styles::font_property;

/// Parts that look different of one text: as many as Excel's longest text has characters.
const MAX_RUNS: usize = MAX_TEXT;
/// What such a part takes besides its text: itself, and its font's name.
const RUN: usize = 128;

/// Every shared string, by its index.
#[derive(Default)]
pub(super) struct Strings {
    /// The texts, all runs together.
    pub(super) texts: Vec<String>,
    /// The runs of those whose parts look different.
    pub(super) runs: BTreeMap<usize, Vec<TextRun>>,
}

/// Reads the part. The count that it claims is not believed.
pub(super) fn read(xml: &mut Xml<'_>, limits: &Limits, palette: &Palette) -> Result<Strings, ReadError> {
    // An empty item costs 24 bytes of memory and five of XML.
    let most = limits.cells.saturating_mul(2);
    let mut strings = Strings::default();
    let mut bytes = 0_usize;
    loop {
        let begins = match xml.next()? {
            Event::Start(start) => start.local_name().as_ref() == "si",
            Event::Empty(start) => {
                if start.local_name().as_ref() == "si" {
                    strings.texts.push(String::new());
                }
                false
            }
            Event::Eof => return Ok(strings),
            _ => false,
        };
        if begins {
            let item = item(xml, palette)?;
            bytes = bytes.saturating_add(item.text.len());
            if let Some(runs) = item.runs() {
                bytes = bytes.saturating_add(item.text.len() + runs.len() * RUN);
                strings.runs.insert(strings.texts.len(), runs);
            }
            strings.texts.push(item.text);
        }
        if strings.texts.len() > most || bytes > limits.text_bytes {
            let bound = megabytes(limits.text_bytes as u64);
            return Err(ReadError::TooLarge(format!("共享文字超过 {most} 条或 {bound}")));
        }
    }
}

/// A string item: its text, and where in it runs begin, with their looks.
#[derive(Default)]
pub(super) struct Item {
    pub(super) text: String,
    begins: Vec<(usize, Option<Font>)>,
}

impl Item {
    /// Its runs, if any has a look of its own; one where they all look the same.
    pub(super) fn runs(&self) -> Option<Vec<TextRun>> {
        let (_, first) = self.begins.first()?;
        if self.begins.iter().all(|(_, font)| font == first) {
            let font = first.clone().filter(|font| *font != Font::default() && !self.text.is_empty())?;
            return Some(vec![TextRun { text: self.text.clone(), font: Some(font) }]);
        }
        let ends = self.begins.iter().skip(1).map(|(at, _)| *at).chain([self.text.len()]);
        let runs = self.begins.iter().zip(ends).filter_map(|((at, font), end)| {
            let text = self.text.get(*at..end).filter(|text| !text.is_empty())?;
            Some(TextRun { text: text.to_owned(), font: font.clone() })
        });
        Some(runs.collect())
    }
}

/// Reads a string item (`si`, `is`) after its start tag, without the phonetic readings.
pub(super) fn item(xml: &mut Xml<'_>, palette: &Palette) -> Result<Item, ReadError> {
    let mut item = Item::default();
    let mut depth = 1_usize;
    while depth > 0 {
        let enters = match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "t" => Inner::Text,
                "rPr" => Inner::Look,
                "rPh" | "phoneticPr" => Inner::Reading,
                "r" => {
                    if item.begins.len() >= MAX_RUNS {
                        return Err(ReadError::Excessive(format!("一段文字分成 {MAX_RUNS} 段以上的格式")));
                    }
                    item.begins.push((item.text.len(), None));
                    depth += 1;
                    continue;
                }
                _ => {
                    depth += 1;
                    continue;
                }
            },
            Event::End(_) => {
                depth -= 1;
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        match enters {
            Inner::Text => {
                let from = item.text.len();
                xml.text_into(&mut item.text)?;
                decode_escapes(&mut item.text, from);
            }
            Inner::Look => {
                let look = look(xml, palette)?;
                if let Some((_, of_run)) = item.begins.last_mut() {
                    *of_run = Some(look);
                }
            }
            Inner::Reading => xml.skip()?,
        }
    }
    Ok(item)
}

/// What stands in a string item.
enum Inner {
    Text,
    Look,
    Reading,
}

/// A run's look, after its start tag.
fn look(xml: &mut Xml<'_>, palette: &Palette) -> Result<Font, ReadError> {
    let (mut font, mut color) = (Font::default(), Color::Automatic);
    let mut depth = 1_usize;
    while depth > 0 {
        let event = xml.next()?;
        if let Some((start, empty)) = element(&event) {
            font_property(&mut font, &mut color, start.local_name().as_ref(), start);
            depth += usize::from(!empty);
        }
        match event {
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(Font { color: color.resolve(palette), ..font })
}
