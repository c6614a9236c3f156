//! How a cell looks, as far as it is carried from an input to a corrected workbook.

/// An RGB colour, `0xRRGGBB`.
pub type Rgb = u32;

/// A cell's look. `Style::default()` is a plain cell.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Style {
    /// Excel's number format code; empty for General.
    pub number_format: String,
    /// The font.
    pub font: Font,
    /// The colour of a solid fill, or the one behind a pattern.
    pub fill: Option<Rgb>,
    /// What is drawn over the fill.
    pub pattern: Option<Pattern>,
    /// Lines around the cell and across it.
    pub borders: Borders,
    /// Alignment.
    pub alignment: Alignment,
    /// Whether the cell may be changed when the sheet is protected.
    pub unlocked: bool,
    /// Whether its formula is not shown when the sheet is protected.
    pub hides_formula: bool,
    /// Whether it was typed with an apostrophe in front, so that it stays a text when it is edited.
    pub quote_prefix: bool,
}

/// Lines or dots over a fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Pattern {
    /// Its kind.
    pub kind: PatternKind,
    /// Its colour, if not automatic.
    pub color: Option<Rgb>,
}

/// Kinds of pattern.
#[expect(missing_docs, reason = "the names are Excel's own and say what they are")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum PatternKind {
    #[default]
    MediumGray,
    DarkGray,
    LightGray,
    DarkHorizontal,
    DarkVertical,
    DarkDown,
    DarkUp,
    DarkGrid,
    DarkTrellis,
    LightHorizontal,
    LightVertical,
    LightDown,
    LightUp,
    LightGrid,
    LightTrellis,
    Gray125,
    Gray0625,
}

impl PatternKind {
    /// As the binary formats number them, after the solid fill.
    pub(in crate::workbook) fn numbered(number: u32) -> Option<Self> {
        const ALL: [PatternKind; 17] = [
            PatternKind::MediumGray,
            PatternKind::DarkGray,
            PatternKind::LightGray,
            PatternKind::DarkHorizontal,
            PatternKind::DarkVertical,
            PatternKind::DarkDown,
            PatternKind::DarkUp,
            PatternKind::DarkGrid,
            PatternKind::DarkTrellis,
            PatternKind::LightHorizontal,
            PatternKind::LightVertical,
            PatternKind::LightDown,
            PatternKind::LightUp,
            PatternKind::LightGrid,
            PatternKind::LightTrellis,
            PatternKind::Gray125,
            PatternKind::Gray0625,
        ];
        let place = usize::try_from(number).ok()?.checked_sub(2)?;
        ALL.get(place).copied()
    }
}

/// A font. Sizes are in hundredths of a point, so that a style can be hashed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Font {
    /// The font's name; empty for the workbook's default.
    pub name: String,
    /// Size in hundredths of a point; 0 for the workbook's default.
    pub size: u32,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// How it is underlined.
    pub underline: Underline,
    /// Struck through.
    pub strikethrough: bool,
    /// Colour, if not automatic.
    pub color: Option<Rgb>,
    /// Whether it is raised or lowered: `m²`, `CO₂`.
    pub script: Script,
}

/// A line under characters; those of accounts go through the whole cell.
#[expect(missing_docs, reason = "the names are Excel's own and say what they are")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Underline {
    #[default]
    None,
    Single,
    Double,
    SingleAccounting,
    DoubleAccounting,
}

impl Underline {
    /// As the binary formats number them.
    pub(in crate::workbook) const fn numbered(number: u8) -> Self {
        match number {
            0 => Self::None,
            2 => Self::Double,
            0x21 => Self::SingleAccounting,
            0x22 => Self::DoubleAccounting,
            _ => Self::Single,
        }
    }
}

/// Where characters stand on their line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Script {
    /// On it.
    #[default]
    Baseline,
    /// Small and above it.
    Superscript,
    /// Small and below it.
    Subscript,
}

impl Script {
    /// As the binary formats number them.
    pub(in crate::workbook) const fn numbered(number: u16) -> Self {
        match number {
            1 => Self::Superscript,
            2 => Self::Subscript,
            _ => Self::Baseline,
        }
    }
}

/// The lines around a cell, and across it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Borders {
    /// Left line.
    pub left: Line,
    /// Right line.
    pub right: Line,
    /// Top line.
    pub top: Line,
    /// Bottom line.
    pub bottom: Line,
    /// The line across it, if `falls` or `rises` says that there is one.
    pub diagonal: Line,
    /// Whether it goes from the upper left down to the right: 斜线表头.
    pub falls: bool,
    /// Whether it goes from the lower left up to the right.
    pub rises: bool,
}

/// One border line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Line {
    /// Its kind.
    pub kind: LineKind,
    /// Its colour, if not automatic.
    pub color: Option<Rgb>,
}

/// Kinds of border line.
#[expect(missing_docs, reason = "the names are Excel's own and say what they are")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LineKind {
    #[default]
    None,
    Thin,
    Medium,
    Thick,
    Dashed,
    Dotted,
    Double,
    Hair,
    MediumDashed,
    DashDot,
    MediumDashDot,
    DashDotDot,
    MediumDashDotDot,
    SlantDashDot,
}

/// Alignment inside a cell.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Alignment {
    /// Horizontal alignment.
    pub horizontal: Horizontal,
    /// Vertical alignment.
    pub vertical: Vertical,
    /// Whether text wraps.
    pub wrap: bool,
    /// Whether text shrinks to fit.
    pub shrink: bool,
    /// Indent level.
    pub indent: u8,
    /// Rotation in degrees (-90 to 90), or 255 for stacked text.
    pub rotation: i16,
}

/// Horizontal alignment.
#[expect(missing_docs, reason = "the names are Excel's own and say what they are")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Horizontal {
    #[default]
    General,
    Left,
    Center,
    Right,
    Fill,
    Justify,
    CenterAcross,
    Distributed,
}

/// Vertical alignment. Excel's default is the bottom.
#[expect(missing_docs, reason = "the names are Excel's own and say what they are")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Vertical {
    Top,
    Center,
    #[default]
    Bottom,
    Justify,
    Distributed,
}
