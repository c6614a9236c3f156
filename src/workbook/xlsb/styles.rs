//! The styles part of .xlsb.

use std::io::Read;

use super::super::builtin_formats::{font_name, format_code};
use super::super::xls::records::{u16_at, u32_at};
use super::super::xls::styles::{horizontal, line_kind, vertical};
use super::super::xlsx::{Color, FillKind, RawBorders, RawFill, RawLook, RawStyles};
use super::super::{Alignment, Font, ReadError, Script, Underline};
use super::records::{Records, text};

/// Reads a styles part.
pub(super) fn read<R: Read>(records: &mut Records<R>) -> Result<RawStyles, ReadError> {
    let mut raw = RawStyles::default();
    // Looks of named styles stand in the same records before those of cells.
    let mut of_cells = false;
    while let Some((kind, data)) = records.next()? {
        raw.bounded()?;
        match kind {
            0x002C => {
                if let (Some(id), Some((code, _))) = (u16_at(data, 0), text(data, 2)) {
                    raw.formats.insert(id.into(), format_code(&code));
                }
            }
            0x002B => raw.fonts.push(font(data).unwrap_or_default()),
            0x002D => raw.fills.push(fill(data).unwrap_or_default()),
            0x002E => raw.borders.push(borders(data).unwrap_or_default()),
            0x0269 => of_cells = true,
            0x026A => of_cells = false,
            0x002F if of_cells => {
                raw.looks.push(look(data).unwrap_or_default());
            }
            _ => {}
        }
    }
    Ok(raw)
}

fn font(data: &[u8]) -> Option<(Font, Color)> {
    let flags = u16_at(data, 2)?;
    let (name, _) = text(data, 21)?;
    let font = Font {
        name: font_name(&name),
        size: u32::from(u16_at(data, 0)?) * 5,
        bold: u16_at(data, 4)? >= 600,
        italic: flags & 2 != 0,
        underline: Underline::numbered(*data.get(8)?),
        strikethrough: flags & 8 != 0,
        color: None,
        script: Script::numbered(u16_at(data, 6)?),
    };
    Some((font, color(data, 12)?))
}

fn fill(data: &[u8]) -> Option<RawFill> {
    Some(RawFill {
        kind: FillKind::numbered(u32_at(data, 0)?),
        color: color(data, 4)?,
        behind: color(data, 12)?,
    })
}

fn borders(data: &[u8]) -> Option<RawBorders> {
    let line = |at: usize| Some((line_kind(u32::from(*data.get(at)?)), color(data, at + 2)?));
    let directions = *data.first()?;
    let across = line(41).unwrap_or_default();
    Some(RawBorders {
        lines: [line(21)?, line(31)?, line(1)?, line(11)?, across],
        falls: directions & 1 != 0,
        rises: directions & 2 != 0,
    })
}

fn look(data: &[u8]) -> Option<RawLook> {
    let flags = u16_at(data, 12)?;
    let code = |shift: u16| u8::try_from(flags >> shift & 7).unwrap_or(0);
    Some(RawLook {
        format: u16_at(data, 2)?.into(),
        font: u16_at(data, 4)?.into(),
        fill: u16_at(data, 6)?.into(),
        border: u16_at(data, 8)?.into(),
        alignment: Alignment {
            horizontal: horizontal(code(0)),
            vertical: vertical(code(3)),
            wrap: flags & 0x40 != 0,
            shrink: flags & 0x100 != 0,
            indent: (*data.get(11)?).min(15),
            rotation: match i16::from(*data.get(10)?) {
                degrees @ (0..=90 | 255) => degrees,
                degrees @ 91..=180 => 90 - degrees,
                _ => 0,
            },
        },
        unlocked: flags & 0x1000 == 0,
        hides_formula: flags & 0x2000 != 0,
        quote_prefix: flags & 0x8000 != 0,
    })
}

fn color(data: &[u8], at: usize) -> Option<Color> {
    let index = usize::from(*data.get(at + 1)?);
    let tint = f64::from(u16_at(data, at + 2)?.cast_signed()) / f64::from(i16::MAX);
    let channel = |offset: usize| Some(u32::from(*data.get(at + offset)?));
    Some(match data.get(at)? >> 1 {
        1 => Color::Indexed(index, tint),
        2 => Color::Rgb(channel(4)? << 16 | channel(5)? << 8 | channel(6)?),
        3 => Color::Theme(index, tint),
        _ => Color::Automatic,
    })
}
