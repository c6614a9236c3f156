//! From a cell's look to a format of the output: the department's own look, put in order where it stands on a form.

use std::borrow::Cow;

use foldhash::HashMap;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatPattern, FormatScript, FormatUnderline};

use super::borders::bordered;
use crate::workbook::excel::{self, MAX_FONT_NAME, MAX_FONT_SIZE, MAX_NUMBER_FORMAT};
use crate::workbook::{Borders, Horizontal, Line, LineKind, PatternKind, Script, Style, Underline, Vertical};
use crate::writable::writable;

/// The font of cells that have none of their own.
pub(super) const FONT: &str = "宋体";
/// Its size in points.
const FONT_SIZE: f64 = 11.0;
/// The size of a title that had none of its own, in hundredths of a point.
const TITLE_SIZE: u32 = 1_600;

/// The colour that marks a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Tint {
    /// None: the department's own fill.
    #[default]
    Own,
    /// A fix was applied.
    Corrected,
    /// Somebody must look.
    Open,
}

impl Tint {
    pub(super) fn color(self) -> Option<u32> {
        match self {
            Self::Own => None,
            Self::Corrected => Some(0x00E3_F1DB),
            Self::Open => Some(0x00FF_F3CE),
        }
    }
}

/// How a number is to be shown where its cell does not say it well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum NumberLook {
    /// As the cell says.
    #[default]
    Own,
    /// Money: two places, more where more were typed.
    Money,
    /// A percentage with two places.
    Rate,
}

impl NumberLook {
    /// Its number format; `None` for the cell's own.
    pub(super) fn format(self) -> Option<&'static str> {
        match self {
            Self::Own => None,
            Self::Money => Some("#,##0.00####"),
            Self::Rate => Some("0.00%"),
        }
    }
}

/// What is put in order in a cell's look. The default leaves it as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Order {
    /// The cell's part on its form, if it has one.
    pub(super) part: Part,
    /// Text wraps.
    pub(super) wrap: bool,
    /// How a number is shown.
    pub(super) number: NumberLook,
    /// The cell's mark.
    pub(super) tint: Tint,
}

/// A look of the workbook by its index, and what is put in order in it.
pub(super) type Own = (usize, Order);

/// A cell's part on a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Part {
    /// None.
    #[default]
    None,
    /// On a form's sheet, but outside its table: title, unit, signatures.
    Beside,
    /// The form's title.
    Title,
    /// A line merged over the form above its table: its year.
    Subtitle,
    /// A gap in a row of the table: closed above and below.
    Gap,
    /// A label of the table.
    Label,
    /// Any other cell of the table.
    Table,
}

/// The look that a cell gets.
pub(super) fn in_order(style: &Style, order: Order) -> Style {
    let mut style = style.clone();
    if order.part != Part::None {
        if has_no_chinese_font(&style.font.name) {
            FONT.clone_into(&mut style.font.name);
        }
        style.alignment.wrap |= order.wrap && !style.alignment.shrink;
        if style.alignment.vertical == Vertical::Bottom {
            style.alignment.vertical = Vertical::Center;
        }
    }
    if order.part == Part::Title && is_plain_title(&style) {
        style.font.bold = true;
        style.font.size = TITLE_SIZE;
        style.alignment.horizontal = Horizontal::Center;
    }
    if matches!(order.part, Part::Label | Part::Table | Part::Gap) {
        let line = |line: Line, wanted: bool| {
            let missing = line.kind == LineKind::None && wanted;
            if missing { Line { kind: LineKind::Thin, color: None } } else { line }
        };
        let sides = order.part != Part::Gap;
        let own = style.borders;
        style.borders = Borders {
            left: line(own.left, sides),
            right: line(own.right, sides),
            top: line(own.top, true),
            bottom: line(own.bottom, true),
            ..own
        };
    }
    if matches!(order.part, Part::Label | Part::Subtitle) && style.alignment.horizontal == Horizontal::General
    {
        style.alignment.horizontal = Horizontal::Center;
    }
    if let Some(format) = order.number.format() {
        format.clone_into(&mut style.number_format);
    }
    // A workbook that was corrected before has our marks for its own fill.
    if [Tint::Corrected, Tint::Open].iter().any(|tint| tint.color() == style.fill) {
        style.fill = None;
    }
    if let Some(color) = order.tint.color() {
        style.pattern = None;
        style.fill = Some(color);
    }
    style
}

/// Whether a font is none, or one of the defaults of programs that know no Chinese: what a Chinese Excel would show
/// there is its own choice, so the choice is made here.
fn has_no_chinese_font(name: &str) -> bool {
    matches!(name, "" | "Calibri" | "Aptos Narrow" | "Aptos")
}

/// Whether a title looks like any other cell, so that it is made to look like one.
fn is_plain_title(style: &Style) -> bool {
    !style.font.bold && style.font.size <= 1_200
}

/// The size of the font that a cell gets, in points.
pub(super) fn size_in_order(style: &Style, part: Part) -> f64 {
    if part == Part::Title && is_plain_title(style) {
        f64::from(TITLE_SIZE) / 100.0
    } else {
        font_size(style)
    }
}

/// The size of a style's font in points.
fn font_size(style: &Style) -> f64 {
    if style.font.size == 0 { FONT_SIZE } else { points(style.font.size) }
}

/// A font's size in points, within Excel's limits.
pub(super) fn points(hundredths: u32) -> f64 {
    (f64::from(hundredths) / 100.0).clamp(1.0, MAX_FONT_SIZE)
}

/// Every format of a workbook, made once.
#[derive(Debug, Default)]
pub(super) struct Formats(HashMap<(usize, Order), Format>);

impl Formats {
    /// The format of style `index` (which is `style`), put in order.
    pub(super) fn of(&mut self, index: usize, style: &Style, order: Order) -> &Format {
        self.0.entry((index, order)).or_insert_with(|| format_of(&in_order(style, order)))
    }
}

/// The default format of the workbook.
pub(super) fn default_format(plain: &Style) -> Format {
    let name = if has_no_chinese_font(&plain.font.name) { FONT } else { &plain.font.name };
    Format::new().set_font_name(font_name(name).unwrap_or(FONT.into())).set_font_size(font_size(plain))
}

/// On the line, raised or lowered.
pub(super) fn scripted(format: Format, script: Script) -> Format {
    match script {
        Script::Baseline => format.set_font_script(FormatScript::None),
        Script::Superscript => format.set_font_script(FormatScript::Superscript),
        Script::Subscript => format.set_font_script(FormatScript::Subscript),
    }
}

/// A font's name, if Excel takes it; it calls a file damaged whose names are longer than its own.
pub(super) fn font_name(name: &str) -> Option<Cow<'_, str>> {
    Some(writable(name)).filter(|name| !name.is_empty() && excel::fits(name, MAX_FONT_NAME))
}

/// A style as the writer knows it.
fn format_of(style: &Style) -> Format {
    let mut format = Format::new().set_font_size(font_size(style));
    format = format.set_font_name(font_name(&style.font.name).unwrap_or(FONT.into()));
    // The same of number formats.
    let number_format = writable(&style.number_format);
    if !matches!(&*number_format, "" | "General") && excel::fits(&number_format, MAX_NUMBER_FORMAT) {
        format = format.set_num_format(number_format);
    }
    if style.font.bold {
        format = format.set_bold();
    }
    if style.font.italic {
        format = format.set_italic();
    }
    format = scripted(format, style.font.script);
    if style.font.underline != Underline::None {
        format = format.set_underline(underline(style.font.underline));
    }
    if style.font.strikethrough {
        format = format.set_font_strikethrough();
    }
    if let Some(color) = style.font.color {
        format = format.set_font_color(Color::RGB(color & 0x00FF_FFFF));
    }
    if let Some(color) = style.fill {
        format = format.set_background_color(Color::RGB(color & 0x00FF_FFFF));
    }
    if let Some(pattern) = style.pattern {
        format = format.set_pattern(pattern_kind(pattern.kind));
        if let Some(color) = pattern.color {
            format = format.set_foreground_color(Color::RGB(color & 0x00FF_FFFF));
        }
    }
    if style.unlocked {
        format = format.set_unlocked();
    }
    if style.hides_formula {
        format = format.set_hidden();
    }
    if style.quote_prefix {
        format = format.set_quote_prefix();
    }
    aligned(bordered(format, &style.borders), style)
}

/// A line under characters.
pub(super) fn underline(line: Underline) -> FormatUnderline {
    match line {
        Underline::None => FormatUnderline::None,
        Underline::Single => FormatUnderline::Single,
        Underline::Double => FormatUnderline::Double,
        Underline::SingleAccounting => FormatUnderline::SingleAccounting,
        Underline::DoubleAccounting => FormatUnderline::DoubleAccounting,
    }
}

fn pattern_kind(kind: PatternKind) -> FormatPattern {
    match kind {
        PatternKind::MediumGray => FormatPattern::MediumGray,
        PatternKind::DarkGray => FormatPattern::DarkGray,
        PatternKind::LightGray => FormatPattern::LightGray,
        PatternKind::DarkHorizontal => FormatPattern::DarkHorizontal,
        PatternKind::DarkVertical => FormatPattern::DarkVertical,
        PatternKind::DarkDown => FormatPattern::DarkDown,
        PatternKind::DarkUp => FormatPattern::DarkUp,
        PatternKind::DarkGrid => FormatPattern::DarkGrid,
        PatternKind::DarkTrellis => FormatPattern::DarkTrellis,
        PatternKind::LightHorizontal => FormatPattern::LightHorizontal,
        PatternKind::LightVertical => FormatPattern::LightVertical,
        PatternKind::LightDown => FormatPattern::LightDown,
        PatternKind::LightUp => FormatPattern::LightUp,
        PatternKind::LightGrid => FormatPattern::LightGrid,
        PatternKind::LightTrellis => FormatPattern::LightTrellis,
        PatternKind::Gray125 => FormatPattern::Gray125,
        PatternKind::Gray0625 => FormatPattern::Gray0625,
    }
}

fn aligned(mut format: Format, style: &Style) -> Format {
    let alignment = &style.alignment;
    let horizontal = match alignment.horizontal {
        Horizontal::General => None,
        Horizontal::Left => Some(FormatAlign::Left),
        Horizontal::Center => Some(FormatAlign::Center),
        Horizontal::Right => Some(FormatAlign::Right),
        Horizontal::Fill => Some(FormatAlign::Fill),
        Horizontal::Justify => Some(FormatAlign::Justify),
        Horizontal::CenterAcross => Some(FormatAlign::CenterAcross),
        Horizontal::Distributed => Some(FormatAlign::Distributed),
    };
    let vertical = match alignment.vertical {
        Vertical::Bottom => None,
        Vertical::Top => Some(FormatAlign::Top),
        Vertical::Center => Some(FormatAlign::VerticalCenter),
        Vertical::Justify => Some(FormatAlign::VerticalJustify),
        Vertical::Distributed => Some(FormatAlign::VerticalDistributed),
    };
    for align in [horizontal, vertical].into_iter().flatten() {
        format = format.set_align(align);
    }
    if alignment.wrap {
        format = format.set_text_wrap();
    }
    if alignment.shrink {
        format = format.set_shrink();
    }
    if alignment.indent > 0 {
        format = format.set_indent(alignment.indent);
    }
    if (-90..=90).contains(&alignment.rotation) && alignment.rotation != 0 {
        format = format.set_rotation(alignment.rotation);
    } else if alignment.rotation == 255 {
        format = format.set_rotation(270);
    }
    format
}
