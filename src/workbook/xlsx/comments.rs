//! Comments (批注) of a sheet: what they say, and in another part how their boxes look.

use quick_xml::events::Event;

use super::super::excel::{self, MAX_AUTHOR};
use super::super::meter::{Meter, one_more};
use super::super::xml::{Xml, attribute, element};
use super::super::{CellRef, Comment, ReadError, Sheet};
use super::left_behind::{COMMENT, LeftBehind};

/// The box of a comment that nobody resized, in pixels.
const PLAIN_SIZE: (u16, u16) = (144, 79);

/// Reads a comments part into `sheet`, as many as are kept.
pub(super) fn read(
    xml: &mut Xml<'_>,
    sheet: &mut Sheet,
    left_behind: &mut LeftBehind,
    meter: &mut Meter,
) -> Result<(), ReadError> {
    let mut authors: Vec<String> = Vec::new();
    let mut at: Option<CellRef> = None;
    let mut author = String::new();
    loop {
        let begins = match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "comment" => {
                    at = attribute(&start, "ref").and_then(|text| text.parse().ok());
                    let id = attribute(&start, "authorId").and_then(|id| id.parse::<usize>().ok());
                    author = id.and_then(|id| authors.get(id)).cloned().unwrap_or_default();
                    None
                }
                "author" => Some(true),
                "text" => Some(false),
                _ => None,
            },
            Event::Eof => return Ok(()),
            _ => None,
        };
        match begins {
            Some(true) => {
                one_more(authors.len())?;
                let mut name = String::new();
                xml.text_into(&mut name)?;
                authors.push(excel::beginning(&name, MAX_AUTHOR).to_owned());
            }
            Some(false) if !meter.keeps_comment() => {
                left_behind.count(COMMENT);
                xml.skip()?;
            }
            Some(false) => {
                let mut text = String::new();
                xml.rich_text_into(&mut text)?;
                meter.text(text.len().saturating_add(author.len()))?;
                if let Some(at) = at {
                    let author = std::mem::take(&mut author);
                    sheet.comments.insert(at, Comment { text, author, ..Comment::default() });
                }
            }
            None => {}
        }
    }
}

/// Reads what the drawing part says of the boxes. It is of a kind that programs write with more errors than others, and
/// nothing but the boxes' looks depends on it: it is read as far as it goes.
pub(super) fn read_boxes(xml: &mut Xml<'_>, sheet: &mut Sheet) {
    let mut seen = Seen::default();
    while let Ok(event) = xml.next() {
        let mut place = None;
        match &event {
            Event::Eof => return,
            Event::End(end) if end.local_name().as_ref() == "shape" => seen.settle(sheet),
            event => {
                if let Some((start, empty)) = element(event) {
                    match start.local_name().as_ref() {
                        "shape" => {
                            let style = attribute(start, "style").unwrap_or_default();
                            seen = Seen { size: size(&style), ..Seen::default() };
                        }
                        "Visible" => seen.visible = true,
                        "Row" if !empty => place = Some(true),
                        "Column" if !empty => place = Some(false),
                        _ => {}
                    }
                }
            }
        }
        if let Some(is_row) = place {
            let mut text = String::new();
            if xml.text_into(&mut text).is_err() {
                return;
            }
            let number = text.trim().parse().ok();
            if is_row { seen.row = number } else { seen.column = number }
        }
    }
}

/// What is said of one box.
#[derive(Default)]
struct Seen {
    row: Option<u32>,
    column: Option<u32>,
    size: Option<(u16, u16)>,
    visible: bool,
}

impl Seen {
    fn settle(&self, sheet: &mut Sheet) {
        let (Some(row), Some(column)) = (self.row, self.column) else { return };
        if let Some(comment) = sheet.comments.get_mut(&CellRef::new(row, column)) {
            comment.size = self.size.filter(|size| *size != PLAIN_SIZE);
            comment.visible = self.visible;
        }
    }
}

/// The size in a style: `position:absolute;width:108pt;height:59.25pt`, in pixels.
fn size(style: &str) -> Option<(u16, u16)> {
    let of = |name: &str| {
        let mut declared = style.split(';').filter_map(|part| part.split_once(':'));
        let (_, length) = declared.rfind(|(key, _)| key.trim() == name)?;
        let length = length.trim();
        let (number, pixels) = match length.strip_suffix("pt") {
            Some(points) => (points, 96.0 / 72.0),
            None => (length.strip_suffix("px")?, 1.0),
        };
        let pixels = (number.parse::<f64>().ok()? * pixels).round();
        if !(1.0..=4_000.0).contains(&pixels) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 4,000")]
        let pixels = pixels as u16;
        Some(pixels)
    };
    Some((of("width")?, of("height")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_boxes_are_points_or_pixels() {
        assert_eq!(size("position:absolute; width:108pt;height:59.25pt;z-index:1"), Some((144, 79)));
        assert_eq!(size("width:200px;height:100px"), Some((200, 100)));
        assert_eq!(size("width:-5pt;height:100px"), None);
        assert_eq!(size("width:1e9pt;height:100px"), None);
        assert_eq!(size("width:auto"), None);
    }
}
