//! The styles part: every look that cells refer to by index.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::super::builtin_formats::{builtin_format, font_name, format_code};
use super::super::excel::MAX_FONT_SIZE;
use super::super::meter::one_more;
use super::super::xml::{Xml, attribute, attributes, element, is_true, value};
use super::super::{Alignment, Font, Horizontal, ReadError, Script, Style, Underline, Vertical};
use super::borders::RawBorders;
use super::colors::{Color, Palette, parse_rgb};
use super::fills::RawFill;

/// The parts of looks as the file lists them, colours not yet resolved.
#[derive(Default)]
pub(in super::super) struct RawStyles {
    pub(in super::super) formats: HashMap<u32, String>,
    pub(in super::super) fonts: Vec<(Font, Color)>,
    pub(in super::super) fills: Vec<RawFill>,
    pub(in super::super) borders: Vec<RawBorders>,
    pub(in super::super) looks: Vec<RawLook>,
    palette: Vec<u32>,
}

/// A look as the file lists it: numbers of its parts.
#[derive(Default)]
pub(in super::super) struct RawLook {
    pub(in super::super) format: u32,
    pub(in super::super) font: usize,
    pub(in super::super) fill: usize,
    pub(in super::super) border: usize,
    pub(in super::super) alignment: Alignment,
    pub(in super::super) unlocked: bool,
    pub(in super::super) hides_formula: bool,
    pub(in super::super) quote_prefix: bool,
}

/// Looks without duplicates, and for each index that cells use, which of them it is.
#[derive(Clone)]
pub(in super::super) struct Looks {
    /// The looks; the first is the plain one.
    pub(in super::super) styles: Vec<Style>,
    /// Index of `cellXfs` → index of `styles`.
    pub(in super::super) of_index: Vec<usize>,
}

impl RawStyles {
    /// Reads a styles part.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, ReadError> {
        let mut raw = Self::default();
        // Fonts and fills also stand in `dxfs` (looks of conditional formats), which no cell refers to.
        let mut section = Section::Other;
        let mut side = 0;
        loop {
            let event = xml.next()?;
            if let Some((start, empty)) = element(&event) {
                let name = start.local_name();
                let name = name.as_ref();
                if let Some(entered) = Section::of(name) {
                    section = if empty { Section::Other } else { entered };
                } else {
                    raw.bounded()?;
                    match section {
                        Section::Formats => raw.number_format(name, start),
                        Section::Fonts => raw.font(name, start),
                        Section::Fills => raw.fill(name, start),
                        Section::Borders => raw.border(name, start, &mut side),
                        Section::Looks => raw.look(name, start),
                        Section::Palette if name == "rgbColor" && raw.palette.len() < 64 => {
                            let rgb = attribute(start, "rgb").and_then(|text| parse_rgb(&text));
                            raw.palette.push(rgb.unwrap_or(0));
                        }
                        Section::Palette | Section::Other => {}
                    }
                }
            }
            match event {
                Event::End(end) if Section::of(end.local_name().as_ref()).is_some() => {
                    section = Section::Other;
                }
                Event::Eof => return Ok(raw),
                _ => {}
            }
        }
    }

    /// Whether any colour comes from the theme part.
    pub(in super::super) fn needs_theme(&self) -> bool {
        self.fonts.iter().any(|(_, color)| color.needs_theme())
            || self.fills.iter().any(|fill| fill.needs_theme())
            || self.borders.iter().any(RawBorders::needs_theme)
    }

    /// The looks, with colours from `palette`.
    pub(in super::super) fn resolve(mut self, palette: &mut Palette) -> Looks {
        palette.custom = std::mem::take(&mut self.palette);
        let fonts: Vec<Font> = self
            .fonts
            .iter()
            .map(|(font, color)| Font { color: color.resolve(palette), ..font.clone() })
            .collect();
        let mut styles = vec![Style::default()];
        let mut known = HashMap::from([(Style::default(), 0)]);
        let mut of_index = Vec::with_capacity(self.looks.len());
        for look in &self.looks {
            let fill = self.fills.get(look.fill).copied().unwrap_or_default();
            let (fill, pattern) = fill.resolve(palette);
            let style = Style {
                number_format: match self.formats.get(&look.format) {
                    Some(code) => code.clone(),
                    None => builtin_format(look.format).to_owned(),
                },
                font: fonts.get(look.font).cloned().unwrap_or_default(),
                fill,
                pattern,
                borders: self.borders.get(look.border).map(|b| b.resolve(palette)).unwrap_or_default(),
                alignment: look.alignment.clone(),
                unlocked: look.unlocked,
                hides_formula: look.hides_formula,
                quote_prefix: look.quote_prefix,
            };
            let index = *known.entry(style).or_insert_with_key(|style| {
                styles.push(style.clone());
                styles.len() - 1
            });
            of_index.push(index);
        }
        Looks { styles, of_index }
    }

    /// Whether no list is longer than any workbook's.
    pub(in super::super) fn bounded(&self) -> Result<(), ReadError> {
        let lists =
            [self.formats.len(), self.fonts.len(), self.fills.len(), self.borders.len(), self.looks.len()];
        one_more(lists.into_iter().max().unwrap_or(0))
    }

    fn number_format(&mut self, name: &str, start: &BytesStart<'_>) {
        if name == "numFmt" {
            let id = attribute(start, "numFmtId").and_then(|id| id.parse().ok());
            if let (Some(id), Some(code)) = (id, attribute(start, "formatCode")) {
                self.formats.insert(id, format_code(&code));
            }
        }
    }

    fn font(&mut self, name: &str, start: &BytesStart<'_>) {
        if name == "font" {
            self.fonts.push((Font::default(), Color::Automatic));
            return;
        }
        let Some((font, color)) = self.fonts.last_mut() else { return };
        font_property(font, color, name, start);
    }

    fn fill(&mut self, name: &str, start: &BytesStart<'_>) {
        if name == "fill" {
            self.fills.push(RawFill::default());
        } else if let Some(fill) = self.fills.last_mut() {
            fill.take(name, start);
        }
    }

    fn border(&mut self, name: &str, start: &BytesStart<'_>, side: &mut usize) {
        if name == "border" {
            self.borders.push(RawBorders::of(start));
        } else if let Some(borders) = self.borders.last_mut() {
            borders.take(name, start, side);
        }
    }

    fn look(&mut self, name: &str, start: &BytesStart<'_>) {
        match name {
            "xf" => {
                let mut look = RawLook::default();
                for (key, attribute) in attributes(start) {
                    let index = value(&attribute).parse().unwrap_or(0);
                    match key {
                        "numFmtId" => look.format = index,
                        "fontId" => look.font = index as usize,
                        "fillId" => look.fill = index as usize,
                        "borderId" => look.border = index as usize,
                        "quotePrefix" => look.quote_prefix = is_true(&value(&attribute)),
                        _ => {}
                    }
                }
                self.looks.push(look);
            }
            "alignment" => {
                if let Some(look) = self.looks.last_mut() {
                    look.alignment = alignment(start);
                }
            }
            "protection" => {
                if let Some(look) = self.looks.last_mut() {
                    look.unlocked = attribute(start, "locked").is_some_and(|locked| !is_true(&locked));
                    look.hides_formula = attribute(start, "hidden").is_some_and(|hidden| is_true(&hidden));
                }
            }
            _ => {}
        }
    }
}

#[derive(Clone, Copy)]
enum Section {
    Formats,
    Fonts,
    Fills,
    Borders,
    Looks,
    Palette,
    Other,
}

impl Section {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "numFmts" => Self::Formats,
            "fonts" => Self::Fonts,
            "fills" => Self::Fills,
            "borders" => Self::Borders,
            "cellXfs" => Self::Looks,
            "indexedColors" => Self::Palette,
            "cellStyleXfs" | "cellStyles" | "dxfs" | "dxf" | "tableStyles" | "extLst" => Self::Other,
            _ => return None,
        })
    }
}

fn alignment(start: &BytesStart<'_>) -> Alignment {
    let mut alignment = Alignment::default();
    for (key, attribute) in attributes(start) {
        let text = value(&attribute);
        match key {
            "horizontal" => {
                alignment.horizontal = match text.as_ref() {
                    "left" => Horizontal::Left,
                    "center" => Horizontal::Center,
                    "right" => Horizontal::Right,
                    "fill" => Horizontal::Fill,
                    "justify" => Horizontal::Justify,
                    "centerContinuous" => Horizontal::CenterAcross,
                    "distributed" => Horizontal::Distributed,
                    _ => Horizontal::General,
                }
            }
            "vertical" => {
                alignment.vertical = match text.as_ref() {
                    "top" => Vertical::Top,
                    "center" => Vertical::Center,
                    "justify" => Vertical::Justify,
                    "distributed" => Vertical::Distributed,
                    _ => Vertical::Bottom,
                }
            }
            "wrapText" => alignment.wrap = is_true(&text),
            "shrinkToFit" => alignment.shrink = is_true(&text),
            "indent" => alignment.indent = text.parse().unwrap_or(0).min(15),
            "textRotation" => {
                // The file counts 91–180 for downwards.
                alignment.rotation = match text.parse::<i16>().unwrap_or(0) {
                    degrees @ (0..=90 | 255) => degrees,
                    degrees @ 91..=180 => 90 - degrees,
                    _ => 0,
                }
            }
            _ => {}
        }
    }
    alignment
}

/// Takes what an element of a font (or of a run's look) says.
pub(super) fn font_property(font: &mut Font, color: &mut Color, name: &str, start: &BytesStart<'_>) {
    let text = attribute(start, "val");
    let on = text.as_deref().is_none_or(is_true);
    match name {
        "b" => font.bold = on,
        "i" => font.italic = on,
        "u" => {
            font.underline = match text.as_deref() {
                Some("none") => Underline::None,
                Some("double") => Underline::Double,
                Some("singleAccounting") => Underline::SingleAccounting,
                Some("doubleAccounting") => Underline::DoubleAccounting,
                _ => Underline::Single,
            }
        }
        "strike" => font.strikethrough = on,
        // In a cell's look, and in that of a part of its text.
        "name" | "rFont" => font.name = text.map(|text| font_name(&text)).unwrap_or_default(),
        "sz" => font.size = text.and_then(|t| hundredths(&t)).unwrap_or(0),
        "color" => *color = Color::of(start),
        "vertAlign" => {
            font.script = match text.as_deref() {
                Some("superscript") => Script::Superscript,
                Some("subscript") => Script::Subscript,
                _ => Script::Baseline,
            }
        }
        _ => {}
    }
}

/// A font size in hundredths of a point.
pub(in super::super) fn hundredths(points: &str) -> Option<u32> {
    let points: f64 = points.trim().parse().ok()?;
    if !(0.0..=MAX_FONT_SIZE).contains(&points) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 40,900")]
    let size = (points * 100.0).round() as u32;
    Some(size)
}
