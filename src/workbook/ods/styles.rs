//! Styles of OpenDocument: looks of cells, widths, heights, hidden sheets, by name.

use std::collections::{BTreeMap, HashMap};

use quick_xml::events::{BytesStart, Event};
use rust_decimal::prelude::ToPrimitive;

use super::super::builtin_formats::font_name;
use super::super::meter::one_more;
use super::super::xlsx::{hundredths, parse_rgb};
use super::super::xml::{Xml, attribute, attributes, element, value};
use super::super::{Borders, Horizontal, Line, LineKind, ReadError, Rgb, Script, Style, Underline, Vertical};
use super::formats::{Begun, Formats, is_data_style};
use super::pages::Pages;

/// Points of a step of indentation.
const INDENT: f64 = 10.0;

/// Everything that cells, rows, columns and sheets refer to by a style's name.
#[derive(Default)]
pub(super) struct Styles {
    formats: Formats,
    cells: HashMap<String, CellStyle>,
    /// The heights that someone set, in points.
    heights: BTreeMap<String, f64>,
    /// The widths, in digits.
    widths: BTreeMap<String, f64>,
    /// The sheets' styles that hide them.
    hidden: Vec<String>,
    /// The colours of sheets' tabs.
    tabs: BTreeMap<String, Rgb>,
    /// How sheets are printed.
    pub(super) pages: Pages,
    /// The looks that were used; the first is the plain one.
    pub(super) used: Vec<Style>,
    known: HashMap<Style, usize>,
}

#[derive(Default, Clone)]
struct CellStyle {
    look: Style,
    data_style: Option<String>,
    /// Index among the looks that were used, once it was.
    index: Option<usize>,
}

/// What a style is for.
#[derive(Clone, Copy, PartialEq)]
enum Family {
    Cell,
    Row,
    Column,
    Table,
    Other,
}

impl Styles {
    /// No styles but the plain look.
    pub(super) fn new() -> Self {
        let plain = Style::default();
        Self { used: vec![plain.clone()], known: HashMap::from([(plain, 0)]), ..Self::default() }
    }

    /// Reads styles up to the end of the element that holds them, or up to the end of the part.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>, until: &str) -> Result<(), ReadError> {
        let mut family = Family::Other;
        let mut name = String::new();
        let mut cell = CellStyle::default();
        loop {
            let event = xml.next()?;
            let mut data_style = None;
            let mut master = None;
            if let Some((start, empty)) = element(&event) {
                match start.local_name().as_ref() {
                    "style" | "default-style" => {
                        one_more(self.cells.len().max(self.heights.len()).max(self.widths.len()))?;
                        name = attribute(start, "name").unwrap_or_default().into_owned();
                        family = family_of(start);
                        if family == Family::Table {
                            self.pages.style(&name, start)?;
                        }
                        let parent = attribute(start, "parent-style-name").unwrap_or_default();
                        cell = self
                            .cells
                            .get(parent.as_ref())
                            .or_else(|| self.cells.get(""))
                            .cloned()
                            .unwrap_or_default();
                        if let Some(data_style) = attribute(start, "data-style-name") {
                            cell.data_style = Some(data_style.into_owned());
                        }
                        if empty && family == Family::Cell {
                            self.cells.insert(name.clone(), cell.clone());
                        }
                    }
                    "page-layout" => {
                        family = Family::Other;
                        name = attribute(start, "name").unwrap_or_default().into_owned();
                    }
                    "page-layout-properties" => self.pages.layout(&name, start)?,
                    "master-page" if !empty => {
                        let of = |key| attribute(start, key).unwrap_or_default().into_owned();
                        master = Some((of("name"), of("page-layout-name")));
                    }
                    "table-cell-properties" if family == Family::Cell => {
                        cell_properties(&mut cell.look, start);
                    }
                    "paragraph-properties" if family == Family::Cell => {
                        paragraph_properties(&mut cell.look, start);
                    }
                    "text-properties" if family == Family::Cell => text_properties(&mut cell.look, start),
                    "table-row-properties" if family == Family::Row => {
                        let optimal = attribute(start, "use-optimal-row-height").is_some_and(|v| v == "true");
                        let height = attribute(start, "row-height").and_then(|text| points(&text));
                        if let Some(height) = height.filter(|_| !optimal) {
                            self.heights.insert(name.clone(), height);
                        }
                    }
                    "table-column-properties" if family == Family::Column => {
                        if let Some(width) = attribute(start, "column-width").and_then(|text| points(&text)) {
                            // Cells that name no font get 宋体 11, of which a digit is 8 pixels of 96 to an inch wide.
                            let digits = width / 72.0 * 96.0 / 8.0;
                            self.widths.insert(name.clone(), (digits * 100.0).round() / 100.0);
                        }
                    }
                    "table-properties" if family == Family::Table => {
                        one_more(self.hidden.len().max(self.tabs.len()))?;
                        if attribute(start, "display").is_some_and(|display| display == "false") {
                            self.hidden.push(name.clone());
                        }
                        if let Some(color) = attribute(start, "tab-color").and_then(|c| parse_rgb(&c)) {
                            self.tabs.insert(name.clone(), color);
                        }
                    }
                    kind if is_data_style(kind) && !empty => {
                        data_style = Some(Begun::of(start));
                    }
                    _ => {}
                }
            }
            match &event {
                Event::End(end) => match end.local_name().as_ref() {
                    "style" | "default-style" if family == Family::Cell => {
                        self.cells.insert(std::mem::take(&mut name), std::mem::take(&mut cell));
                    }
                    ended if ended == until => return Ok(()),
                    _ => {}
                },
                Event::Eof => return Ok(()),
                _ => {}
            }
            if let Some((name, layout)) = master {
                self.pages.master(xml, name, layout)?;
            }
            if let Some(begun) = data_style {
                self.formats.read(xml, begun)?;
            }
        }
    }

    /// The index of a cell style's look.
    pub(super) fn look(&mut self, name: &str) -> usize {
        let Some(style) = self.cells.get_mut(name) else { return 0 };
        if let Some(index) = style.index {
            return index;
        }
        let mut look = style.look.clone();
        let code = style.data_style.as_deref().and_then(|name| self.formats.code(name));
        code.filter(|code| *code != "General").unwrap_or_default().clone_into(&mut look.number_format);
        let used = &mut self.used;
        let index = *self.known.entry(look).or_insert_with_key(|look| {
            used.push(look.clone());
            used.len() - 1
        });
        style.index = Some(index);
        index
    }

    /// The height that a row's style sets, in points.
    pub(super) fn height(&self, name: &str) -> Option<f64> {
        self.heights.get(name).copied()
    }

    /// The width that a column's style sets, in digits.
    pub(super) fn width(&self, name: &str) -> Option<f64> {
        self.widths.get(name).copied()
    }

    /// The colour that a sheet's style gives its tab.
    pub(super) fn tab_color(&self, name: &str) -> Option<Rgb> {
        self.tabs.get(name).copied()
    }

    /// Whether a sheet's style hides it.
    pub(super) fn hides(&self, name: &str) -> bool {
        self.hidden.iter().any(|hidden| hidden == name)
    }
}

fn family_of(start: &BytesStart<'_>) -> Family {
    match attribute(start, "family").as_deref() {
        Some("table-cell") => Family::Cell,
        Some("table-row") => Family::Row,
        Some("table-column") => Family::Column,
        Some("table") => Family::Table,
        _ => Family::Other,
    }
}

fn cell_properties(look: &mut Style, start: &BytesStart<'_>) {
    for (key, attribute) in attributes(start) {
        let text = value(&attribute);
        match key {
            "background-color" => look.fill = parse_rgb(&text),
            "border" => {
                let line = line(&text);
                look.borders.left = line;
                look.borders.right = line;
                look.borders.top = line;
                look.borders.bottom = line;
            }
            "border-left" => look.borders.left = line(&text),
            "border-right" => look.borders.right = line(&text),
            "border-top" => look.borders.top = line(&text),
            "border-bottom" => look.borders.bottom = line(&text),
            "diagonal-tl-br" => across(&mut look.borders, line(&text), |borders| &mut borders.falls),
            "diagonal-bl-tr" => across(&mut look.borders, line(&text), |borders| &mut borders.rises),
            "vertical-align" => {
                look.alignment.vertical = match text.as_ref() {
                    "top" => Vertical::Top,
                    "middle" => Vertical::Center,
                    _ => Vertical::Bottom,
                }
            }
            "wrap-option" => look.alignment.wrap = text == "wrap",
            "shrink-to-fit" => look.alignment.shrink = text == "true",
            "direction" if text == "ttb" => look.alignment.rotation = 255,
            "rotation-angle" if look.alignment.rotation != 255 => {
                let degrees: i16 = text.trim_end_matches("deg").parse().unwrap_or(0);
                look.alignment.rotation = match degrees {
                    0..=90 => degrees,
                    270..=359 => degrees - 360,
                    _ => 0,
                };
            }
            "cell-protect" => {
                look.unlocked = text == "none" || text == "formula-hidden";
                look.hides_formula = text.contains("formula-hidden") || text == "hidden-and-protected";
            }
            _ => {}
        }
    }
}

/// A line across a cell, in the direction that `way` finds.
fn across(borders: &mut Borders, line: Line, way: impl Fn(&mut Borders) -> &mut bool) {
    let drawn = line.kind != LineKind::None;
    if drawn {
        borders.diagonal = line;
    }
    *way(borders) = drawn;
}

fn paragraph_properties(look: &mut Style, start: &BytesStart<'_>) {
    if let Some(align) = attribute(start, "text-align") {
        look.alignment.horizontal = match align.as_ref() {
            "start" | "left" => Horizontal::Left,
            "end" | "right" => Horizontal::Right,
            "center" => Horizontal::Center,
            "justify" => Horizontal::Justify,
            _ => Horizontal::General,
        };
    }
    if let Some(margin) = attribute(start, "margin-left").and_then(|margin| points(&margin)) {
        let steps = (margin / INDENT).round().to_u8().unwrap_or(0);
        look.alignment.indent = steps.min(15);
    }
}

fn text_properties(look: &mut Style, start: &BytesStart<'_>) {
    let mut asian = false;
    for (key, attribute) in attributes(start) {
        let text = value(&attribute);
        match key {
            // Forms are Chinese: the font for Chinese characters is the cell's font.
            "font-name-asian" => {
                look.font.name = font_name(&text);
                asian = true;
            }
            "font-name" if !asian => look.font.name = font_name(&text),
            "font-size" => {
                look.font.size = text.strip_suffix("pt").and_then(hundredths).unwrap_or(look.font.size);
            }
            "text-position" => {
                // A word, or how far above or below the line.
                look.font.script = match text.split_whitespace().next().unwrap_or_default() {
                    "super" => Script::Superscript,
                    "sub" => Script::Subscript,
                    "0%" => Script::Baseline,
                    below if below.starts_with('-') => Script::Subscript,
                    above if above.ends_with('%') => Script::Superscript,
                    _ => Script::Baseline,
                }
            }
            "font-weight" => look.font.bold = text == "bold" || text.parse::<u32>().is_ok_and(|w| w >= 600),
            "font-style" => look.font.italic = text == "italic" || text == "oblique",
            "text-underline-style" if text == "none" => look.font.underline = Underline::None,
            "text-underline-style" if look.font.underline == Underline::None => {
                look.font.underline = Underline::Single;
            }
            "text-underline-type" if text == "double" => look.font.underline = Underline::Double,
            "text-line-through-style" => look.font.strikethrough = text != "none",
            "color" => look.font.color = parse_rgb(&text).filter(|color| *color != 0),
            _ => {}
        }
    }
}

/// A border: `0.74pt solid #000000`.
fn line(text: &str) -> Line {
    let mut width = 0.75;
    let mut kind = None;
    let mut color: Option<Rgb> = None;
    for word in text.split_whitespace() {
        match word {
            "none" | "hidden" => return Line::default(),
            "solid" => kind = Some(LineKind::Thin),
            "dashed" | "fine-dashed" => kind = Some(LineKind::Dashed),
            "dotted" => kind = Some(LineKind::Dotted),
            "dash-dot" => kind = Some(LineKind::DashDot),
            "dash-dot-dot" => kind = Some(LineKind::DashDotDot),
            "double" | "double-thin" => kind = Some(LineKind::Double),
            _ if word.starts_with('#') => color = parse_rgb(word),
            _ => width = points(word).unwrap_or(width),
        }
    }
    let kind = match kind {
        Some(LineKind::Thin) if width < 0.3 => LineKind::Hair,
        Some(LineKind::Thin) if width > 2.2 => LineKind::Thick,
        Some(LineKind::Thin) if width > 1.2 => LineKind::Medium,
        Some(kind) => kind,
        None => return Line::default(),
    };
    Line { kind, color: color.filter(|color| *color != 0) }
}

/// A length in points: `0.2083in`, `5.2mm`, `0.74pt`.
pub(super) fn points(text: &str) -> Option<f64> {
    let text = text.trim();
    let unit = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at(unit);
    let number: f64 = number.parse().ok()?;
    let points = match unit {
        "pt" => number,
        "in" => number * 72.0,
        "cm" => number * 72.0 / 2.54,
        "mm" => number * 72.0 / 25.4,
        "px" => number * 0.75,
        "pc" => number * 12.0,
        _ => return None,
    };
    Some(points).filter(|p| (0.0..=4_000.0).contains(p))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_and_lengths() {
        assert_eq!(line("0.74pt solid #000000"), Line { kind: LineKind::Thin, color: None });
        assert_eq!(line("1.76pt solid #ff0000"), Line { kind: LineKind::Medium, color: Some(0xFF_0000) });
        assert_eq!(line("none"), Line::default());
        assert_eq!(points("1in"), Some(72.0));
        assert_eq!(points("25.4mm"), Some(72.0));
        assert_eq!(points("宽"), None);
    }
}
