//! Fills as the styles part lists them.

use quick_xml::events::BytesStart;

use super::super::xml::attribute;
use super::super::{Pattern, PatternKind, Rgb};
use super::colors::{Color, Palette};

/// A fill as the file lists it.
#[derive(Default, Clone, Copy)]
pub(in super::super) struct RawFill {
    pub(in super::super) kind: FillKind,
    /// The colour of a solid fill, or of a pattern.
    pub(in super::super) color: Color,
    /// The colour behind a pattern.
    pub(in super::super) behind: Color,
}

/// Kinds of fill.
#[derive(Default, Clone, Copy, PartialEq)]
pub(in super::super) enum FillKind {
    #[default]
    None,
    Solid,
    Pattern(PatternKind),
}

impl FillKind {
    /// As the binary formats number them.
    pub(in super::super) fn numbered(number: u32) -> Self {
        if number == 1 {
            return Self::Solid;
        }
        PatternKind::numbered(number).map_or(Self::None, Self::Pattern)
    }

    fn named(name: &str) -> Self {
        Self::Pattern(match name {
            "solid" => return Self::Solid,
            "mediumGray" => PatternKind::MediumGray,
            "darkGray" => PatternKind::DarkGray,
            "lightGray" => PatternKind::LightGray,
            "darkHorizontal" => PatternKind::DarkHorizontal,
            "darkVertical" => PatternKind::DarkVertical,
            "darkDown" => PatternKind::DarkDown,
            "darkUp" => PatternKind::DarkUp,
            "darkGrid" => PatternKind::DarkGrid,
            "darkTrellis" => PatternKind::DarkTrellis,
            "lightHorizontal" => PatternKind::LightHorizontal,
            "lightVertical" => PatternKind::LightVertical,
            "lightDown" => PatternKind::LightDown,
            "lightUp" => PatternKind::LightUp,
            "lightGrid" => PatternKind::LightGrid,
            "lightTrellis" => PatternKind::LightTrellis,
            "gray125" => PatternKind::Gray125,
            "gray0625" => PatternKind::Gray0625,
            _ => return Self::None,
        })
    }
}

impl RawFill {
    /// Takes what an element inside a fill says. Of a gradient, its first colour fills the cell.
    pub(super) fn take(&mut self, name: &str, start: &BytesStart<'_>) {
        match name {
            "patternFill" => {
                self.kind =
                    attribute(start, "patternType").map(|kind| FillKind::named(&kind)).unwrap_or_default();
            }
            "fgColor" => self.color = Color::of(start),
            "bgColor" => self.behind = Color::of(start),
            "gradientFill" => self.kind = FillKind::Solid,
            "color" if self.color == Color::Automatic => self.color = Color::of(start),
            _ => {}
        }
    }

    /// Whether any colour comes from the theme part.
    pub(super) fn needs_theme(self) -> bool {
        self.kind != FillKind::None && (self.color.needs_theme() || self.behind.needs_theme())
    }

    /// The colour that fills the cell, and what is drawn over it.
    pub(super) fn resolve(self, palette: &Palette) -> (Option<Rgb>, Option<Pattern>) {
        match self.kind {
            FillKind::None => (None, None),
            FillKind::Solid => (self.color.resolve(palette), None),
            FillKind::Pattern(kind) => {
                (self.behind.resolve(palette), Some(Pattern { kind, color: self.color.resolve(palette) }))
            }
        }
    }
}
