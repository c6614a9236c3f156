//! The lines around a cell and across it, as the writer knows them.

use rust_xlsxwriter::{Color, Format, FormatBorder, FormatDiagonalBorder};

use crate::workbook::{Borders, Line, LineKind};

/// A format with those lines.
pub(super) fn bordered(mut format: Format, borders: &Borders) -> Format {
    let color = |line: Line| line.color.map(|c| Color::RGB(c & 0x00FF_FFFF));
    if let Some(kind) = border(borders.left.kind) {
        format = format.set_border_left(kind);
        if let Some(color) = color(borders.left) {
            format = format.set_border_left_color(color);
        }
    }
    if let Some(kind) = border(borders.right.kind) {
        format = format.set_border_right(kind);
        if let Some(color) = color(borders.right) {
            format = format.set_border_right_color(color);
        }
    }
    if let Some(kind) = border(borders.top.kind) {
        format = format.set_border_top(kind);
        if let Some(color) = color(borders.top) {
            format = format.set_border_top_color(color);
        }
    }
    if let Some(kind) = border(borders.bottom.kind) {
        format = format.set_border_bottom(kind);
        if let Some(color) = color(borders.bottom) {
            format = format.set_border_bottom_color(color);
        }
    }
    let direction = match (borders.falls, borders.rises) {
        (false, false) => return format,
        (true, false) => FormatDiagonalBorder::BorderDown,
        (false, true) => FormatDiagonalBorder::BorderUp,
        (true, true) => FormatDiagonalBorder::BorderUpDown,
    };
    if let Some(kind) = border(borders.diagonal.kind) {
        format = format.set_border_diagonal(kind).set_border_diagonal_type(direction);
        if let Some(color) = color(borders.diagonal) {
            format = format.set_border_diagonal_color(color);
        }
    }
    format
}

fn border(kind: LineKind) -> Option<FormatBorder> {
    Some(match kind {
        LineKind::None => return None,
        LineKind::Thin => FormatBorder::Thin,
        LineKind::Medium => FormatBorder::Medium,
        LineKind::Thick => FormatBorder::Thick,
        LineKind::Dashed => FormatBorder::Dashed,
        LineKind::Dotted => FormatBorder::Dotted,
        LineKind::Double => FormatBorder::Double,
        LineKind::Hair => FormatBorder::Hair,
        LineKind::MediumDashed => FormatBorder::MediumDashed,
        LineKind::DashDot => FormatBorder::DashDot,
        LineKind::MediumDashDot => FormatBorder::MediumDashDot,
        LineKind::DashDotDot => FormatBorder::DashDotDot,
        LineKind::MediumDashDotDot => FormatBorder::MediumDashDotDot,
        LineKind::SlantDashDot => FormatBorder::SlantDashDot,
    })
}
