//! Fonts, number formats and looks of .xls.

use std::collections::HashMap;

use super::super::builtin_formats::{builtin_format, font_name, format_code};
use super::super::meter::one_more;
use super::super::xlsx::excel97;
use super::super::{
    Alignment, Borders, Font, Horizontal, Line, LineKind, Pattern, PatternKind, ReadError, Rgb, Script,
    Style, Underline, Vertical,
};
use super::records::{Coding, Record, u16_at, u32_at};

/// What the workbook's globals say of looks.
#[derive(Default)]
pub(super) struct RawStyles {
    fonts: Vec<(Font, u16)>,
    formats: HashMap<u16, String>,
    looks: Vec<RawLook>,
    palette: Vec<Rgb>,
}

struct RawLook {
    font: u16,
    format: u16,
    /// What is protected, and how it was typed.
    flags: u16,
    alignment: Alignment,
    left_right: u32,
    top_bottom: u32,
    fill: u16,
}

impl RawStyles {
    /// Takes a record of the globals, if it speaks of looks.
    pub(super) fn take(&mut self, record: Record<'_>, coding: Coding) -> Result<(), ReadError> {
        one_more(self.fonts.len().max(self.formats.len()).max(self.looks.len()))?;
        let taken = match record.kind {
            0x0031 => self.font(record.data, coding),
            0x041E => self.format(record.data, coding),
            0x00E0 => self.look(record.data, coding),
            0x0092 => self.palette(record.data),
            _ => Some(()),
        };
        // A record cut short still counts, because others refer to looks and fonts by their number.
        if taken.is_none() {
            match record.kind {
                0x0031 => self.fonts.push((Font::default(), u16::MAX)),
                0x00E0 => self.looks.push(RawLook::plain()),
                _ => {}
            }
        }
        Ok(())
    }

    fn font(&mut self, data: &[u8], coding: Coding) -> Option<()> {
        let flags = u16_at(data, 2)?;
        let (name, _) = coding.text(data, 14, 1)?;
        let font = Font {
            name: font_name(&name),
            // Twentieths of a point.
            size: u32::from(u16_at(data, 0)?) * 5,
            bold: u16_at(data, 6)? >= 600,
            italic: flags & 2 != 0,
            underline: Underline::numbered(*data.get(10)?),
            strikethrough: flags & 8 != 0,
            color: None,
            script: Script::numbered(u16_at(data, 8)?),
        };
        self.fonts.push((font, u16_at(data, 4)?));
        Some(())
    }

    fn format(&mut self, data: &[u8], coding: Coding) -> Option<()> {
        let wide = if coding == Coding::Unicode { 2 } else { 1 };
        let (code, _) = coding.text(data, 2, wide)?;
        self.formats.insert(u16_at(data, 0)?, format_code(&code));
        Some(())
    }

    fn look(&mut self, data: &[u8], coding: Coding) -> Option<()> {
        let align = *data.get(6)?;
        let mut look = RawLook {
            font: u16_at(data, 0)?,
            format: u16_at(data, 2)?,
            flags: u16_at(data, 4)?,
            alignment: Alignment {
                horizontal: horizontal(align & 7),
                vertical: vertical(align >> 4 & 7),
                wrap: align & 8 != 0,
                ..Alignment::default()
            },
            left_right: 0,
            top_bottom: 0,
            fill: 0,
        };
        // Excel 95 packs the rest otherwise; of its few files the looks are not worth more.
        if coding == Coding::Unicode {
            let more = *data.get(8)?;
            look.alignment.indent = more & 0x0F;
            look.alignment.shrink = more & 0x10 != 0;
            look.alignment.rotation = match i16::from(*data.get(7)?) {
                degrees @ (0..=90 | 255) => degrees,
                degrees @ 91..=180 => 90 - degrees,
                _ => 0,
            };
            look.left_right = u32_at(data, 10)?;
            look.top_bottom = u32_at(data, 14)?;
            look.fill = u16_at(data, 18)?;
        }
        self.looks.push(look);
        Some(())
    }

    fn palette(&mut self, data: &[u8]) -> Option<()> {
        let count = usize::from(u16_at(data, 0)?).min(56);
        self.palette = data
            .get(2..)?
            .chunks_exact(4)
            .take(count)
            .map(|c| u32::from(c[0]) << 16 | u32::from(c[1]) << 8 | u32::from(c[2]))
            .collect();
        Some(())
    }

    /// The colour with that number.
    pub(super) fn color(&self, index: u16) -> Option<Rgb> {
        let index = usize::from(index);
        index.checked_sub(8).and_then(|own| self.palette.get(own)).copied().or_else(|| excel97(index))
    }

    /// The looks without duplicates, the plain one first; and for each index that cells use, which of them it is.
    pub(super) fn resolve(&self) -> (Vec<Style>, Vec<usize>) {
        let mut styles = vec![Style::default()];
        let mut known = HashMap::from([(Style::default(), 0)]);
        let mut of_index = Vec::with_capacity(self.looks.len());
        for look in &self.looks {
            let style = self.style(look);
            let index = *known.entry(style).or_insert_with_key(|style| {
                styles.push(style.clone());
                styles.len() - 1
            });
            of_index.push(index);
        }
        (styles, of_index)
    }

    fn style(&self, look: &RawLook) -> Style {
        // There is no font with the number 4.
        let font = usize::from(if look.font > 4 { look.font - 1 } else { look.font });
        let font = match self.fonts.get(font) {
            // 8 is the palette's black, which is what the automatic colour is on paper.
            Some((font, color)) => Font { color: self.color(*color).filter(|rgb| *rgb != 0), ..font.clone() },
            None => Font::default(),
        };
        let line = |kind: u32, color: u32| {
            let kind = line_kind(kind & 0x0F);
            let color = if kind == LineKind::None { None } else { self.color((color & 0x7F) as u16) };
            Line { kind, color: color.filter(|rgb| *rgb != 0) }
        };
        let (sides, ends) = (look.left_right, look.top_bottom);
        let diagonal = sides >> 30;
        let across = if diagonal == 0 { Line::default() } else { line(ends >> 21, ends >> 14) };
        let (fore, back) = (self.color(look.fill & 0x7F), self.color(look.fill >> 7 & 0x7F));
        let (fill, pattern) = match ends >> 26 {
            1 => (fore, None),
            number => match PatternKind::numbered(number) {
                Some(kind) => (back, Some(Pattern { kind, color: fore.filter(|rgb| *rgb != 0) })),
                None => (None, None),
            },
        };
        Style {
            number_format: match self.formats.get(&look.format) {
                Some(code) => code.clone(),
                None => builtin_format(u32::from(look.format)).to_owned(),
            },
            font,
            fill,
            pattern,
            borders: Borders {
                left: line(sides, sides >> 16),
                right: line(sides >> 4, sides >> 23),
                top: line(sides >> 8, ends),
                bottom: line(sides >> 12, ends >> 7),
                diagonal: across,
                falls: diagonal & 1 != 0,
                rises: diagonal & 2 != 0,
            },
            alignment: look.alignment.clone(),
            unlocked: look.flags & 1 == 0,
            hides_formula: look.flags & 2 != 0,
            quote_prefix: look.flags & 8 != 0,
        }
    }
}

impl RawLook {
    fn plain() -> Self {
        Self {
            font: 0,
            format: 0,
            flags: 1,
            alignment: Alignment::default(),
            left_right: 0,
            top_bottom: 0,
            fill: 0,
        }
    }
}

pub(in super::super) fn horizontal(code: u8) -> Horizontal {
    match code {
        1 => Horizontal::Left,
        2 => Horizontal::Center,
        3 => Horizontal::Right,
        4 => Horizontal::Fill,
        5 => Horizontal::Justify,
        6 => Horizontal::CenterAcross,
        7 => Horizontal::Distributed,
        _ => Horizontal::General,
    }
}

pub(in super::super) fn vertical(code: u8) -> Vertical {
    match code {
        0 => Vertical::Top,
        1 => Vertical::Center,
        3 => Vertical::Justify,
        4 => Vertical::Distributed,
        _ => Vertical::Bottom,
    }
}

pub(in super::super) fn line_kind(code: u32) -> LineKind {
    match code {
        1 => LineKind::Thin,
        2 => LineKind::Medium,
        3 => LineKind::Dashed,
        4 => LineKind::Dotted,
        5 => LineKind::Thick,
        6 => LineKind::Double,
        7 => LineKind::Hair,
        8 => LineKind::MediumDashed,
        9 => LineKind::DashDot,
        10 => LineKind::MediumDashDot,
        11 => LineKind::DashDotDot,
        12 => LineKind::MediumDashDotDot,
        13 => LineKind::SlantDashDot,
        _ => LineKind::None,
    }
}
