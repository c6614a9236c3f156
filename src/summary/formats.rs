//! The summary's looks: one table of fonts, colours and number formats for all of its sheets.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

/// The font of texts and figures; on every computer of a Chinese office, in Excel and in WPS.
const BODY_FONT: &str = "宋体";
/// The font of titles and headings.
const HEAD_FONT: &str = "黑体";
/// The size of texts and figures, in points.
pub(super) const BODY_SIZE: f64 = 10.0;

/// Colours: calm on a screen, told apart in a black-and-white print.
pub(super) mod palette {
    /// Titles and headings.
    pub(in crate::summary) const INK: u32 = 0x1F_3A_5F;
    /// Behind headings.
    pub(in crate::summary) const HEAD: u32 = 0xDC_E6_F1;
    /// Behind totals and cards.
    pub(in crate::summary) const BAND: u32 = 0xF3_F6_FA;
    /// Lines of tables.
    pub(in crate::summary) const LINE: u32 = 0xBF_C7_D1;
    /// Secondary texts.
    pub(in crate::summary) const GREY: u32 = 0x7F_7F_7F;
    /// Bars of charts.
    pub(in crate::summary) const BAR: u32 = 0x4F_81_BD;
    /// 已完成
    pub(in crate::summary) const GOOD: (u32, u32) = (0x2E_6B_34, 0xE6_F2_E6);
    /// 未完成, 错误
    pub(in crate::summary) const BAD: (u32, u32) = (0xA6_1C_1C, 0xFB_E6_E4);
    /// 仅重复目标, 需核实
    pub(in crate::summary) const WARN: (u32, u32) = (0x8A_5A_00, 0xFF_F3_D6);
    /// 无法判断, 提示
    pub(in crate::summary) const NOTE: (u32, u32) = (0x1F_4E_79, 0xE3_EE_F8);
    /// 未填报
    pub(in crate::summary) const FAINT: (u32, u32) = (0x5F_5F_5F, 0xEC_EC_EC);
}

/// What a cell holds, which decides its alignment and its number format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Look {
    /// Text at the left, wrapped.
    Text,
    /// Text at the left on one line, made smaller where it is too long for its cell.
    Name,
    /// A part's name under its total.
    Part,
    /// A part's part.
    Detail,
    /// Short text or a year, centred.
    Center,
    /// A whole number.
    Count,
    /// An amount of money.
    Money,
    /// A rate, shown in percent.
    Rate,
    /// A link to another workbook.
    Link,
}

/// What a cell is to be noticed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Tone {
    /// Nothing.
    Plain,
    /// It is a total.
    Total,
    /// It does not count.
    Muted,
    /// It is as it should be.
    Good,
    /// It must be mended.
    Bad,
    /// A person should look.
    Warn,
    /// Noted.
    Note,
    /// Nothing is there.
    Faint,
}

const LOOKS: [Look; 9] = [
    Look::Text,
    Look::Name,
    Look::Part,
    Look::Detail,
    Look::Center,
    Look::Count,
    Look::Money,
    Look::Rate,
    Look::Link,
];
const TONES: [Tone; 8] =
    [Tone::Plain, Tone::Total, Tone::Muted, Tone::Good, Tone::Bad, Tone::Warn, Tone::Note, Tone::Faint];

/// Every look of the summary, made once.
pub(super) struct Formats {
    cells: Vec<Format>,
    /// A sheet's title.
    pub(super) title: Format,
    /// The line under a title.
    pub(super) subtitle: Format,
    /// A column's heading.
    pub(super) heading: Format,
    /// A section's heading on 总览.
    pub(super) section: Format,
    /// The words over a card's figure.
    pub(super) card_label: Format,
    /// A card's figure.
    pub(super) card_count: Format,
    /// A card's rate.
    pub(super) card_rate: Format,
    /// The words under a card's figure.
    pub(super) card_note: Format,
}

impl Formats {
    /// All of them.
    pub(super) fn new() -> Self {
        let text = || Format::new().set_font_name(BODY_FONT).set_font_size(BODY_SIZE);
        let head = || Format::new().set_font_name(HEAD_FONT).set_font_color(palette::INK);
        let centred = |format: Format| {
            format.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter).set_text_wrap()
        };
        let card = |format: Format| centred(format).set_background_color(palette::BAND);
        Self {
            cells: TONES.iter().flat_map(|&tone| LOOKS.iter().map(move |&look| cell(look, tone))).collect(),
            title: centred(head().set_font_size(18).set_bold()),
            subtitle: text()
                .set_font_color(palette::GREY)
                .set_align(FormatAlign::Left)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap(),
            heading: centred(lined(head().set_font_size(BODY_SIZE).set_bold()))
                .set_background_color(palette::HEAD),
            section: head()
                .set_font_size(12)
                .set_bold()
                .set_align(FormatAlign::VerticalCenter)
                .set_border_bottom(FormatBorder::Medium)
                .set_border_bottom_color(palette::INK),
            card_label: card(text().set_font_color(palette::GREY))
                .set_border_top(FormatBorder::Medium)
                .set_border_top_color(palette::INK),
            card_count: card(head().set_font_size(20).set_bold()),
            card_rate: card(head().set_font_size(20).set_bold()).set_num_format(RATE),
            card_note: card(text().set_font_size(9).set_font_color(palette::GREY)),
        }
    }

    /// The look of a cell.
    pub(super) fn cell(&self, look: Look, tone: Tone) -> &Format {
        let index = tone as usize * LOOKS.len() + look as usize;
        self.cells.get(index).unwrap_or(&self.subtitle)
    }
}

/// Money: thousands separated, two places, as the forms print it; with a space to the line at its right.
const MONEY: &str = "#,##0.00_ ";
/// Rates: two places of percent, as the forms print them.
const RATE: &str = "0.00%_ ";
/// Counts.
const COUNT: &str = "#,##0_ ";

fn cell(look: Look, tone: Tone) -> Format {
    let format = lined(Format::new().set_font_name(BODY_FONT).set_font_size(BODY_SIZE))
        .set_align(FormatAlign::VerticalCenter);
    let format = match look {
        Look::Text => format.set_align(FormatAlign::Left).set_text_wrap(),
        Look::Name => format.set_align(FormatAlign::Left).set_shrink(),
        Look::Part => format.set_align(FormatAlign::Left).set_text_wrap().set_indent(1),
        Look::Detail => format.set_align(FormatAlign::Left).set_text_wrap().set_indent(2),
        Look::Center => format.set_align(FormatAlign::Center).set_text_wrap(),
        Look::Count => format.set_align(FormatAlign::Right).set_num_format(COUNT),
        Look::Money => format.set_align(FormatAlign::Right).set_num_format(MONEY),
        Look::Rate => format.set_align(FormatAlign::Right).set_num_format(RATE),
        Look::Link => format
            .set_align(FormatAlign::Center)
            .set_font_color(palette::NOTE.0)
            .set_underline(FormatUnderline::Single),
    };
    let tinted = |format: Format, (ink, fill): (u32, u32)| {
        format.set_font_color(ink).set_background_color(Color::RGB(fill))
    };
    match tone {
        Tone::Plain => format,
        Tone::Total => format.set_bold().set_background_color(palette::BAND),
        Tone::Muted => format.set_font_color(palette::GREY).set_italic(),
        Tone::Good => tinted(format, palette::GOOD),
        Tone::Bad => tinted(format, palette::BAD),
        Tone::Warn => tinted(format, palette::WARN),
        Tone::Note => tinted(format, palette::NOTE),
        Tone::Faint => tinted(format, palette::FAINT),
    }
}

fn lined(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(palette::LINE)
}
