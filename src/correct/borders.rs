//! The lines around a cell and across it, as the writer knows them.

use rust_xlsxwriter::{Color, Format, FormatBorder, FormatDiagonalBorder};

use crate::workbook::{Borders, Line, LineKind};

/// How the writer is given the kind and the colour of a line.
type Set = (fn(Format, FormatBorder) -> Format, fn(Format, Color) -> Format);

/// A format with those lines.
pub(super) fn bordered(format: Format, borders: &Borders) -> Format {
    let across: Set = (Format::set_border_diagonal, |format, color| format.set_border_diagonal_color(color));
    let around: [(Line, Set); 4] = [
        (borders.left, (Format::set_border_left, |format, color| format.set_border_left_color(color))),
        (borders.right, (Format::set_border_right, |format, color| format.set_border_right_color(color))),
        (borders.top, (Format::set_border_top, |format, color| format.set_border_top_color(color))),
        (borders.bottom, (Format::set_border_bottom, |format, color| format.set_border_bottom_color(color))),
    ];
    let format = around.into_iter().fold(format, |format, (line, set)| lined(format, line, set));
    let direction = match (borders.falls, borders.rises) {
        (false, false) => return format,
        (true, false) => FormatDiagonalBorder::BorderDown,
        (false, true) => FormatDiagonalBorder::BorderUp,
        (true, true) => FormatDiagonalBorder::BorderUpDown,
    };
    let is_drawn = borders.diagonal.kind != LineKind::None;
    let format = lined(format, borders.diagonal, across);
    if is_drawn { format.set_border_diagonal_type(direction) } else { format }
}

/// A format with one line of those, if there is one.
fn lined(format: Format, line: Line, (set_kind, set_color): Set) -> Format {
    let Some(kind) = border(line.kind) else { return format };
    let format = set_kind(format, kind);
    match line.color {
        Some(color) => set_color(format, Color::RGB(color & 0x00FF_FFFF)),
        None => format,
    }
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
