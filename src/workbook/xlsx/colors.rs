//! Colours of SpreadsheetML: by value, by theme with a tint, or by the palette of Excel 97.

use quick_xml::events::{BytesStart, Event};

use super::super::xml::{Xml, attribute, attributes, element, value};
use super::super::{ReadError, Rgb};

/// A colour as a file names it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in super::super) enum Color {
    #[default]
    Automatic,
    Rgb(Rgb),
    Theme(usize, f64),
    Indexed(usize, f64),
}

impl Color {
    /// The colour that an element (`color`, `fgColor`) names.
    pub(super) fn of(start: &BytesStart<'_>) -> Self {
        let mut color = Self::Automatic;
        let mut tinted = 0.0;
        for (key, attribute) in attributes(start) {
            let text = value(&attribute);
            match key {
                "rgb" => color = parse_rgb(&text).map_or(color, Self::Rgb),
                "theme" => color = text.parse().map_or(color, |index| Self::Theme(index, 0.0)),
                "indexed" => color = text.parse().map_or(color, |index| Self::Indexed(index, 0.0)),
                "tint" => tinted = text.parse().ok().filter(|t: &f64| t.is_finite()).unwrap_or(0.0),
                _ => {}
            }
        }
        match color {
            Self::Theme(index, _) => Self::Theme(index, tinted),
            Self::Indexed(index, _) => Self::Indexed(index, tinted),
            other => other,
        }
    }

    /// Whether the theme's own colours are needed to tell it; the first two are the window's, black on white.
    pub(super) fn needs_theme(self) -> bool {
        matches!(self, Self::Theme(index, _) if index > 1)
    }

    /// Its value; `None` for the automatic one.
    pub(super) fn resolve(self, palette: &Palette) -> Option<Rgb> {
        match self {
            Self::Automatic | Self::Theme(1, 0.0) => None,
            Self::Rgb(rgb) => Some(rgb),
            Self::Theme(index, tinted) => palette.theme.get(index).map(|&rgb| tint(rgb, tinted)),
            Self::Indexed(index, tinted) => palette.indexed(index).map(|rgb| tint(rgb, tinted)),
        }
    }
}

/// The colours that a workbook's indexes point at.
#[derive(Debug, Clone)]
pub(in super::super) struct Palette {
    /// The theme's, in SpreadsheetML's order: light 1, dark 1, light 2, dark 2, accents, links.
    pub(super) theme: Vec<Rgb>,
    /// A palette of the workbook's own.
    pub(super) custom: Vec<Rgb>,
}

impl Default for Palette {
    fn default() -> Self {
        let office = [
            0xFF_FFFF, 0x00_0000, 0xE7_E6E6, 0x44_546A, 0x5B_9BD5, 0xED_7D31, 0xA5_A5A5, 0xFF_C000,
            0x44_72C4, 0x70_AD47, 0x05_63C1, 0x95_4F72,
        ];
        Self { theme: office.to_vec(), custom: Vec::new() }
    }
}

impl Palette {
    fn indexed(&self, index: usize) -> Option<Rgb> {
        self.custom.get(index).copied().or_else(|| excel97(index))
    }

    /// Takes the colours of a theme part.
    pub(in super::super) fn read_theme(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        // The file's order is dark 1, light 1, dark 2, light 2; SpreadsheetML's indexes swap each pair.
        const ORDER: [usize; 12] = [1, 0, 3, 2, 4, 5, 6, 7, 8, 9, 10, 11];
        let mut next = 0;
        let mut inside = false;
        loop {
            let event = xml.next()?;
            if let Some((start, _)) = element(&event) {
                let color = match start.local_name().as_ref() {
                    "clrScheme" => {
                        inside = true;
                        None
                    }
                    "srgbClr" if inside => attribute(start, "val"),
                    "sysClr" if inside => attribute(start, "lastClr"),
                    _ => None,
                };
                if let Some(color) = color {
                    let slot = ORDER.get(next).and_then(|&at| self.theme.get_mut(at));
                    if let (Some(slot), Some(rgb)) = (slot, parse_rgb(&color)) {
                        *slot = rgb;
                    }
                    next += 1;
                }
            }
            match event {
                Event::End(end) if end.local_name().as_ref() == "clrScheme" => return Ok(()),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}

/// `RRGGBB`, with or without two digits of opacity in front.
pub(in super::super) fn parse_rgb(text: &str) -> Option<Rgb> {
    let digits = text.trim().trim_start_matches('#');
    let digits = if digits.len() == 8 { digits.get(2..)? } else { digits };
    if digits.len() == 6 { u32::from_str_radix(digits, 16).ok() } else { None }
}

/// Excel 97's palette, which .xls and old .xlsx files index; `None` for the automatic colours.
pub(in super::super) fn excel97(index: usize) -> Option<Rgb> {
    const FIRST: [Rgb; 8] =
        [0x00_0000, 0xFF_FFFF, 0xFF_0000, 0x00_FF00, 0x00_00FF, 0xFF_FF00, 0xFF_00FF, 0x00_FFFF];
    const REST: [Rgb; 48] = [
        0x80_0000, 0x00_8000, 0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xC0_C0C0, 0x80_8080, 0x99_99FF,
        0x99_3366, 0xFF_FFCC, 0xCC_FFFF, 0x66_0066, 0xFF_8080, 0x00_66CC, 0xCC_CCFF, 0x00_0080, 0xFF_00FF,
        0xFF_FF00, 0x00_FFFF, 0x80_0080, 0x80_0000, 0x00_8080, 0x00_00FF, 0x00_CCFF, 0xCC_FFFF, 0xCC_FFCC,
        0xFF_FF99, 0x99_CCFF, 0xFF_99CC, 0xCC_99FF, 0xFF_CC99, 0x33_66FF, 0x33_CCCC, 0x99_CC00, 0xFF_CC00,
        0xFF_9900, 0xFF_6600, 0x66_6699, 0x96_9696, 0x00_3366, 0x33_9966, 0x00_3300, 0x33_3300, 0x99_3300,
        0x99_3366, 0x33_3399, 0x33_3333,
    ];
    match index {
        0..=7 => FIRST.get(index).copied(),
        8..=15 => FIRST.get(index - 8).copied(),
        16..=63 => REST.get(index - 16).copied(),
        _ => None,
    }
}

/// Lightens (towards 1) or darkens (towards -1) a colour as Excel does, by its luminance.
fn tint(rgb: Rgb, tint: f64) -> Rgb {
    if tint == 0.0 {
        return rgb;
    }
    let tint = tint.clamp(-1.0, 1.0);
    let channel = |shift: u32| f64::from((rgb >> shift) & 0xFF) / 255.0;
    let (red, green, blue) = (channel(16), channel(8), channel(0));
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let light = f64::midpoint(most, least);
    let new_light = if tint < 0.0 { light * (1.0 + tint) } else { light + (1.0 - light) * tint };
    let spread = most - least;
    let saturation = if spread == 0.0 { 0.0 } else { spread / (1.0 - (2.0 * light - 1.0).abs()) };
    let new_spread = saturation * (1.0 - (2.0 * new_light - 1.0).abs());
    let low = new_light - new_spread / 2.0;
    // Hue and saturation stay, so every channel keeps its place between the least and the most.
    let moved = |c: f64| if spread == 0.0 { new_light } else { low + (c - least) / spread * new_spread };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0–255")]
    let byte = |c: f64| (moved(c) * 255.0).round().clamp(0.0, 255.0) as u32;
    byte(red) << 16 | byte(green) << 8 | byte(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tints_match_what_excel_shows() {
        // Accent 1 of Office 2013, "lighter 80 %" and "darker 25 %" in Excel's own colour picker.
        assert_eq!(tint(0x5B_9BD5, 0.799_981_688_894_314), 0xDE_EBF7);
        assert_eq!(tint(0x5B_9BD5, -0.249_977_111_117_893), 0x2E_75B6);
        assert_eq!(tint(0xFF_FFFF, -0.149_998_474_074_526_2), 0xD9_D9D9);
    }

    #[test]
    fn indexes_without_a_colour_are_automatic() {
        assert_eq!(excel97(10), Some(0xFF_0000));
        assert_eq!(excel97(64), None);
        assert_eq!(Color::Indexed(64, 0.0).resolve(&Palette::default()), None);
    }
}
