//! How sheets of OpenDocument are printed: layouts of pages, and the headers and footers on them.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use rust_decimal::prelude::ToPrimitive;

use super::super::excel::{self, MAX_HEADER};
use super::super::meter::one_more;
use super::super::xml::{Xml, attribute, attributes, push_text, value};
use super::super::{Margins, Orientation, Page, ReadError};
use super::properties::points;

/// The pages that sheets' styles name.
#[derive(Default)]
pub(super) struct Pages {
    layouts: BTreeMap<String, Page>,
    /// By the name of a page its layout, header and footer.
    masters: BTreeMap<String, Master>,
    /// By the name of a sheet's style the name of its page.
    of_styles: BTreeMap<String, String>,
}

#[derive(Default)]
struct Master {
    layout: String,
    header: String,
    footer: String,
}

impl Pages {
    /// That a sheet's style names its page.
    pub(super) fn style(&mut self, name: &str, start: &BytesStart<'_>) -> Result<(), ReadError> {
        if let Some(master) = attribute(start, "master-page-name").filter(|master| !master.is_empty()) {
            one_more(self.of_styles.len())?;
            self.of_styles.insert(name.to_owned(), master.into_owned());
        }
        Ok(())
    }

    /// Takes the properties of the layout of that name.
    pub(super) fn layout(&mut self, name: &str, start: &BytesStart<'_>) -> Result<(), ReadError> {
        one_more(self.layouts.len())?;
        self.layouts.insert(name.to_owned(), layout(start));
        Ok(())
    }

    /// After the start tag of a page: reads it up to its end tag.
    pub(super) fn master(
        &mut self,
        xml: &mut Xml<'_>,
        name: String,
        layout: String,
    ) -> Result<(), ReadError> {
        one_more(self.masters.len())?;
        let mut master = Master { layout, ..Master::default() };
        loop {
            let is_header = match xml.next()? {
                Event::Start(start) => {
                    let shown = attribute(&start, "display").is_none_or(|display| display != "false");
                    match start.local_name().as_ref() {
                        "header" if shown => Some(true),
                        "footer" if shown => Some(false),
                        _ => None,
                    }
                }
                Event::End(end) if end.local_name().as_ref() == "master-page" => break,
                Event::Eof => break,
                _ => continue,
            };
            match is_header {
                Some(true) => master.header = line(xml, "header")?,
                Some(false) => master.footer = line(xml, "footer")?,
                None => xml.skip()?,
            }
        }
        self.masters.insert(name, master);
        Ok(())
    }

    /// How a sheet of that style is printed.
    pub(super) fn of_style(&self, style: &str) -> Option<Box<Page>> {
        let master = self.masters.get(self.of_styles.get(style)?)?;
        let layout = self.layouts.get(&master.layout).cloned().unwrap_or_default();
        Some(Box::new(Page { header: master.header.clone(), footer: master.footer.clone(), ..layout }))
    }
}

fn layout(start: &BytesStart<'_>) -> Page {
    let mut page = Page::default();
    let (mut width, mut height) = (None, None);
    let mut margins = Margins::default();
    let mut fit = (None, None);
    for (key, attribute) in attributes(start) {
        let text = value(&attribute);
        let inches = || points(&text).map(|points| points / 72.0).filter(|inches| *inches < 49.0);
        match key {
            "page-width" => width = points(&text),
            "page-height" => height = points(&text),
            "print-orientation" => {
                let is_portrait = text == "portrait";
                page.orientation =
                    Some(if is_portrait { Orientation::Portrait } else { Orientation::Landscape });
            }
            "margin-left" => margins.left = inches().unwrap_or(margins.left),
            "margin-right" => margins.right = inches().unwrap_or(margins.right),
            "margin-top" => margins.top = inches().unwrap_or(margins.top),
            "margin-bottom" => margins.bottom = inches().unwrap_or(margins.bottom),
            "scale-to" => {
                let percent = text.trim_end_matches('%').parse().ok();
                page.scale = percent.filter(|scale| (10..=400).contains(scale) && *scale != 100);
            }
            "scale-to-X" => fit.0 = text.parse::<u16>().ok(),
            "scale-to-Y" => fit.1 = text.parse::<u16>().ok(),
            "table-centering" => {
                page.centered_across = matches!(text.as_ref(), "horizontal" | "both");
                page.centered_down = matches!(text.as_ref(), "vertical" | "both");
            }
            "print-page-order" => page.across_first = text == "ltr",
            "print" => {
                page.gridlines = text.split_whitespace().any(|part| part == "grid");
                page.headings = text.split_whitespace().any(|part| part == "headers");
            }
            _ => {}
        }
    }
    page.margins = Some(margins);
    page.paper = width.zip(height).and_then(|(width, height)| paper(width, height));
    page.fit = match fit {
        (None, None) => None,
        (wide, high) => Some((wide.unwrap_or(0).min(32_767), high.unwrap_or(0).min(32_767))),
    };
    page
}

/// Excel's number of a paper of that size in points.
fn paper(width: f64, height: f64) -> Option<u8> {
    const PAPERS: [(u8, i32, i32); 7] = [
        (8, 842, 1_191),
        (9, 595, 842),
        (11, 420, 595),
        (12, 729, 1_032),
        (13, 516, 729),
        (1, 612, 792),
        (5, 612, 1_008),
    ];
    let (short, long) = (width.min(height).round().to_i32()?, width.max(height).round().to_i32()?);
    let near = |a: i32, b: i32| (a - b).abs() <= 3;
    PAPERS.into_iter().find(|(_, a, b)| near(*a, short) && near(*b, long)).map(|(number, ..)| number)
}

/// After the start tag of a header or footer: what it says, in Excel's codes; nothing where that is too long.
fn line(xml: &mut Xml<'_>, until: &str) -> Result<String, ReadError> {
    let mut line = String::new();
    let mut region = String::new();
    let mut mark = "&C";
    let mut in_paragraph = false;
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                let field = match start.local_name().as_ref() {
                    "region-left" => {
                        mark = "&L";
                        None
                    }
                    "region-center" => {
                        mark = "&C";
                        None
                    }
                    "region-right" => {
                        mark = "&R";
                        None
                    }
                    "p" => {
                        if !region.is_empty() {
                            region.push('\n');
                        }
                        in_paragraph = matches!(event, Event::Start(_));
                        None
                    }
                    "s" if in_paragraph => {
                        region.push(' ');
                        None
                    }
                    "page-number" => Some("&P"),
                    "page-count" => Some("&N"),
                    "sheet-name" => Some("&A"),
                    "file-name" | "title" => Some("&F"),
                    "date" => Some("&D"),
                    "time" => Some("&T"),
                    _ => None,
                };
                if let Some(field) = field {
                    region.push_str(field);
                    // What it showed when the file was saved.
                    if matches!(event, Event::Start(_)) {
                        xml.skip()?;
                    }
                }
            }
            Event::End(end) => match end.local_name().as_ref() {
                "p" => in_paragraph = false,
                ended if ended == until || ended.starts_with("region-") => {
                    if !region.is_empty() {
                        line.push_str(mark);
                        line.push_str(&std::mem::take(&mut region));
                    }
                    if end.local_name().as_ref() == until {
                        break;
                    }
                }
                _ => {}
            },
            Event::Eof => break,
            event if in_paragraph => {
                let mut text = String::new();
                push_text(event, &mut text)?;
                region.push_str(&text.replace('&', "&&"));
            }
            _ => {}
        }
    }
    let fits = excel::fits(&line, MAX_HEADER);
    Ok(if fits { line } else { String::new() })
}
