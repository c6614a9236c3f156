//! What a style of OpenDocument says of a cell's look.

use quick_xml::events::BytesStart;
use rust_decimal::prelude::ToPrimitive;

use super::super::builtin_formats::font_name;
use super::super::xlsx::{hundredths, parse_rgb};
use super::super::xml::{attribute, attributes, value};
use super::super::{Borders, Horizontal, Line, LineKind, Rgb, Script, Style, Underline, Vertical};

/// Points of a step of indentation.
const INDENT: f64 = 10.0;

/// What the style of a cell says of its fill, its lines and where its text stands.
pub(super) fn cell_properties(look: &mut Style, start: &BytesStart<'_>) {
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

/// What it says of its paragraphs.
pub(super) fn paragraph_properties(look: &mut Style, start: &BytesStart<'_>) {
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

/// What it says of its characters.
pub(super) fn text_properties(look: &mut Style, start: &BytesStart<'_>) {
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
