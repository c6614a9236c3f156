//! Borders as the styles part lists them.

use quick_xml::events::BytesStart;

use super::super::xml::{attribute, is_true};
use super::super::{Borders, Line, LineKind};
use super::colors::{Color, Palette};

/// Borders as the file lists them.
#[derive(Default, Clone, Copy)]
pub(in super::super) struct RawBorders {
    /// Left, right, top, bottom, across.
    pub(in super::super) lines: [(LineKind, Color); 5],
    /// Whether the line across goes down.
    pub(in super::super) falls: bool,
    /// Whether it goes up.
    pub(in super::super) rises: bool,
}

impl RawBorders {
    /// That an element begins.
    pub(super) fn of(start: &BytesStart<'_>) -> Self {
        let says = |name| attribute(start, name).is_some_and(|text| is_true(&text));
        Self { falls: says("diagonalDown"), rises: says("diagonalUp"), ..Self::default() }
    }

    /// Takes what an element inside says; `side` is the line that was spoken of last.
    pub(super) fn take(&mut self, name: &str, start: &BytesStart<'_>, side: &mut usize) {
        const NO_LINE: usize = 5;
        let edge = match name {
            "left" | "start" => 0,
            "right" | "end" => 1,
            "top" => 2,
            "bottom" => 3,
            "diagonal" => 4,
            "color" => {
                if let Some((_, color)) = self.lines.get_mut(*side) {
                    *color = Color::of(start);
                }
                return;
            }
            _ => NO_LINE,
        };
        *side = edge;
        if let Some((kind, _)) = self.lines.get_mut(edge) {
            *kind = attribute(start, "style").map(|style| line_kind(&style)).unwrap_or_default();
        }
    }

    /// Whether any colour comes from the theme part.
    pub(super) fn needs_theme(&self) -> bool {
        self.lines.iter().any(|(_, color)| color.needs_theme())
    }

    /// With colours from `palette`.
    pub(super) fn resolve(&self, palette: &Palette) -> Borders {
        let [left, right, top, bottom, across] = self.lines.map(|(kind, color)| Line {
            kind,
            color: if kind == LineKind::None { None } else { color.resolve(palette) },
        });
        // A line across that has no direction is not drawn.
        let drawn = across.kind != LineKind::None && (self.falls || self.rises);
        Borders {
            left,
            right,
            top,
            bottom,
            diagonal: if drawn { across } else { Line::default() },
            falls: drawn && self.falls,
            rises: drawn && self.rises,
        }
    }
}

fn line_kind(text: &str) -> LineKind {
    match text {
        "thin" => LineKind::Thin,
        "medium" => LineKind::Medium,
        "thick" => LineKind::Thick,
        "dashed" => LineKind::Dashed,
        "dotted" => LineKind::Dotted,
        "double" => LineKind::Double,
        "hair" => LineKind::Hair,
        "mediumDashed" => LineKind::MediumDashed,
        "dashDot" => LineKind::DashDot,
        "mediumDashDot" => LineKind::MediumDashDot,
        "dashDotDot" => LineKind::DashDotDot,
        "mediumDashDotDot" => LineKind::MediumDashDotDot,
        "slantDashDot" => LineKind::SlantDashDot,
        _ => LineKind::None,
    }
}
