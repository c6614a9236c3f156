//! Reading XML parts: events one by one, texts and attributes unescaped. No document type is ever expanded.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use memchr::memchr;
use quick_xml::Reader;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;

use super::ReadError;
use super::meter::megabytes;
use super::package::{Part, from_io};

/// A part as a stream of XML events.
pub(super) struct Xml<'p> {
    source: Source<'p>,
    buffer: Vec<u8>,
    depth: usize,
    /// Tags and texts that may still come.
    left: usize,
}

/// Where the events come from. Those of a part in memory need no copy, which makes a form a third faster to read.
enum Source<'p> {
    Whole(Reader<&'p [u8]>),
    Streamed(Box<Reader<Bounded<'p>>>),
}

/// Elements inside elements; a deeper one is no workbook's.
const MAX_DEPTH: usize = 256;

impl<'p> Xml<'p> {
    /// Reads a part that is in memory, of at most so many tags and texts.
    pub(super) fn whole(bytes: &'p [u8], elements: usize) -> Self {
        let mut reader = Reader::from_reader(bytes);
        set_up(reader.config_mut());
        Self { source: Source::Whole(reader), buffer: Vec::new(), depth: 0, left: elements }
    }

    /// Reads a part while it is unpacked, of at most so many tags and texts.
    pub(super) fn streamed(part: Part<'p>, elements: usize) -> Self {
        let mut reader = Reader::from_reader(Bounded { part, token: 0 });
        set_up(reader.config_mut());
        Self { source: Source::Streamed(Box::new(reader)), buffer: Vec::new(), depth: 0, left: elements }
    }

    /// The next event; `Event::Eof` only where the document is complete.
    pub(super) fn next(&mut self) -> Result<Event<'_>, ReadError> {
        let event = match &mut self.source {
            Source::Whole(reader) => reader.read_event(),
            Source::Streamed(reader) => {
                self.buffer.clear();
                let event = reader.read_event_into(&mut self.buffer);
                reader.get_mut().token = 0;
                event
            }
        };
        let event = event.map_err(|e| from_xml(&e))?;
        self.left = self.left.checked_sub(1).ok_or_else(|| ReadError::TooLarge("XML 元素过多".into()))?;
        match &event {
            Event::Start(_) => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(ReadError::Damaged("XML 嵌套过深".into()));
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => return Err(ReadError::Damaged("XML 没有结束".into())),
            _ => {}
        }
        Ok(event)
    }

    /// After a start tag: appends the text up to its end tag, that of inner elements included.
    pub(super) fn text_into(&mut self, out: &mut String) -> Result<(), ReadError> {
        let outside = self.depth.saturating_sub(1);
        loop {
            let event = self.next()?;
            if matches!(event, Event::Eof) {
                return Ok(());
            }
            push_text(&event, out)?;
            if matches!(event, Event::End(_)) && self.depth == outside {
                return Ok(());
            }
        }
    }

    /// After a start tag: passes over everything up to its end tag.
    pub(super) fn skip(&mut self) -> Result<(), ReadError> {
        let outside = self.depth.saturating_sub(1);
        loop {
            let event = self.next()?;
            if matches!(event, Event::Eof) || matches!(event, Event::End(_)) && self.depth == outside {
                return Ok(());
            }
        }
    }

    /// After the start tag of a string item (`si`, `is`, a comment's `text`): appends its text, all runs together,
    /// without the phonetic readings.
    pub(super) fn rich_text_into(&mut self, out: &mut String) -> Result<(), ReadError> {
        let outside = self.depth.saturating_sub(1);
        loop {
            let enters = match self.next()? {
                Event::Start(start) => match start.local_name().as_ref() {
                    "t" => Some(true),
                    "rPh" | "rPr" | "phoneticPr" => Some(false),
                    _ => None,
                },
                Event::End(_) => {
                    if self.depth == outside {
                        return Ok(());
                    }
                    None
                }
                Event::Eof => return Ok(()),
                _ => None,
            };
            match enters {
                Some(true) => {
                    let from = out.len();
                    self.text_into(out)?;
                    decode_escapes(out, from);
                }
                Some(false) => self.skip()?,
                None => {}
            }
        }
    }
}

/// A part of which the XML reader takes so many bytes for one event and no more: it holds a text, a tag, a comment or a
/// document type in memory as a whole, whatever characters are in it.
struct Bounded<'p> {
    part: Part<'p>,
    /// Bytes taken since the last event.
    token: usize,
}

/// Bytes of one event, or of a text that is put together from several. Excel's own longest text has 32,767 characters.
const MAX_TOKEN: usize = 8 << 20;

fn too_long() -> ReadError {
    ReadError::Excessive(format!("一段文字超过 {}", megabytes(MAX_TOKEN as u64)))
}

impl BufRead for Bounded<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.token > MAX_TOKEN {
            return Err(io::Error::other(too_long()));
        }
        self.part.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.token += amount;
        self.part.consume(amount);
    }
}

impl Read for Bounded<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}

fn set_up(config: &mut quick_xml::reader::Config) {
    config.allow_dangling_amp = true;
    // Excel's own parser would refuse mismatched names; here the depth is enough to find a document cut short.
    config.check_end_names = false;
}

fn from_xml(error: &quick_xml::Error) -> ReadError {
    match error {
        quick_xml::Error::Io(error) => from_io(error),
        _ => ReadError::Damaged("XML 结构有误".into()),
    }
}

/// The element that `event` begins, if it begins one, and whether it is empty (has no end tag to come).
pub(super) fn element<'e, 'i>(event: &'e Event<'i>) -> Option<(&'e BytesStart<'i>, bool)> {
    match event {
        Event::Start(start) => Some((start, false)),
        Event::Empty(start) => Some((start, true)),
        _ => None,
    }
}

/// Appends the characters of a text, CDATA or reference event.
pub(super) fn push_text(event: &Event<'_>, out: &mut String) -> Result<(), ReadError> {
    match event {
        Event::Text(text) => out.push_str(&text.xml10_content()),
        Event::CData(text) => out.push_str(&text.xml10_content()),
        Event::GeneralRef(reference) => {
            let name: &str = reference;
            let unknown = || ReadError::Damaged("XML 中有未知的实体".into());
            out.push(match name {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                "apos" => '\'',
                _ => reference.resolve_char_ref().ok().flatten().ok_or_else(unknown)?,
            });
        }
        _ => {}
    }
    if out.len() > MAX_TOKEN { Err(too_long()) } else { Ok(()) }
}

/// The attributes of an element, each with its name without prefix. Malformed ones end the list.
pub(super) fn attributes<'e>(start: &'e BytesStart<'_>) -> impl Iterator<Item = (&'e str, Attribute<'e>)> {
    let mut all = start.attributes();
    all.with_checks(false);
    all.map_while(Result::ok).map(|attribute| (local(attribute.key), attribute))
}

/// A name without its prefix. A cell's tags and attributes have names of one letter, which have no prefix to look for.
pub(super) fn local(name: QName<'_>) -> &str {
    let whole = name.into_inner();
    if whole.len() == 1 { whole } else { name.local_name().into_inner() }
}

/// An attribute's value, unescaped.
pub(super) fn value<'a>(attribute: &Attribute<'a>) -> Cow<'a, str> {
    // As bytes: nearly all values are a few of them, for which a search of text takes its time to begin.
    if attribute.value.as_bytes().contains(&b'&') {
        match quick_xml::escape::unescape(&attribute.value) {
            Ok(plain) => Cow::Owned(plain.into_owned()),
            Err(_) => attribute.value.clone(),
        }
    } else {
        attribute.value.clone()
    }
}

/// The value of the attribute of that name (without prefix).
pub(super) fn attribute<'e>(start: &'e BytesStart<'_>, name: &str) -> Option<Cow<'e, str>> {
    attributes(start).find(|(key, _)| *key == name).map(|(_, a)| value(&a))
}

/// Whether an attribute's value says yes.
pub(super) fn is_true(text: &str) -> bool {
    matches!(text, "1" | "true" | "on" | "True" | "TRUE")
}

/// Decodes `_x000D_`, Excel's way to write characters that XML cannot hold, in `text` from byte `from` on.
pub(super) fn decode_escapes(text: &mut String, from: usize) {
    // Few texts have the one character, so that the two need not be searched for.
    let may_have_one = |tail: &str| memchr(b'_', tail.as_bytes()).is_some() && tail.contains("_x");
    if !text.get(from..).is_some_and(may_have_one) {
        return;
    }
    let tail = text.split_off(from);
    let mut rest = tail.as_str();
    while let Some(at) = rest.find("_x") {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let code = rest.get(2..6).filter(|_| rest.as_bytes().get(6) == Some(&b'_'));
        let code = code.filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        if let Some(c) = code.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32) {
            text.push(c);
            rest = &rest[7..];
        } else {
            text.push_str("_x");
            rest = &rest[2..];
        }
    }
    text.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str) -> String {
        let mut text = text.to_owned();
        decode_escapes(&mut text, 0);
        text
    }

    #[test]
    fn escapes_of_excel_are_decoded_once() {
        assert_eq!(decoded("一_x000D_二"), "一\r二");
        assert_eq!(decoded("_x005F_x000D_"), "_x000D_");
        assert_eq!(decoded("_x00_ _xZZZZ_ _x1"), "_x00_ _xZZZZ_ _x1");
        assert_eq!(decoded("_x中文字符_"), "_x中文字符_");
    }

    #[test]
    fn phonetic_readings_are_no_text() {
        let xml =
            "<si><r><rPr><b/></rPr><t>预算</t></r><r><t>&lt;A&#x42;&gt;</t></r><rPh><t>よさん</t></rPh></si>";
        let mut xml = Xml::whole(xml.as_bytes(), 100);
        xml.next().unwrap();
        let mut text = String::new();
        xml.rich_text_into(&mut text).unwrap();
        assert_eq!(text, "预算<AB>");
    }

    #[test]
    fn a_document_that_stops_in_the_middle_is_damaged() {
        let mut xml = Xml::whole(b"<a><b>", 100);
        let error = loop {
            match xml.next() {
                Ok(Event::Eof) => panic!("taken for complete"),
                Ok(_) => {}
                Err(error) => break error,
            }
        };
        assert!(matches!(error, ReadError::Damaged(_)));
    }
}
