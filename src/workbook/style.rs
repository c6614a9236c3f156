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
    /// The colour of a solid fill.
    pub fill: Option<Rgb>,
    /// Left, right, top and bottom lines.
    pub borders: Borders,
    /// Alignment.
    pub alignment: Alignment,
    /// Whether the cell may be changed when the sheet is protected.
    pub unlocked: bool,
}

#[expect(clippy::struct_excessive_bools, reason = "a font is bold or not, italic or not, …")]
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
    /// Underlined.
    pub underline: bool,
    /// Struck through.
    pub strikethrough: bool,
    /// Colour, if not automatic.
    pub color: Option<Rgb>,
    /// Whether it is raised or lowered: `m²`, `CO₂`.
    pub script: Script,
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

/// The four lines around a cell.
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
