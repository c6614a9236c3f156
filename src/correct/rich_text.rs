//! Texts whose parts look different, as long as no fix has changed their words.

use rust_xlsxwriter::{Color, Format, FormatUnderline, Worksheet, XlsxError};

use crate::workbook::{Font, TextRun};

/// Writes a text with its runs, where they are still those of the text.
pub(super) fn write(
    worksheet: &mut Worksheet,
    (row, col): (u32, u16),
    text: &str,
    runs: Option<&Vec<TextRun>>,
    format: &Format,
) -> Result<(), XlsxError> {
    if let Some(runs) = runs.filter(|runs| are_of(runs, text)) {
        let formats: Vec<Format> = runs.iter().map(|run| look(format, run.font.as_ref())).collect();
        let pieces: Vec<(&Format, &str)> =
            formats.iter().zip(runs).map(|(format, run)| (format, run.text.as_str())).collect();
        if worksheet.write_rich_string_with_format(row, col, &pieces, format).is_ok() {
            return Ok(());
        }
    }
    worksheet.write_string_with_format(row, col, text, format)?;
    Ok(())
}

fn are_of(runs: &[TextRun], text: &str) -> bool {
    let mut rest = text;
    let all = runs.iter().all(|run| match rest.strip_prefix(run.text.as_str()) {
        Some(after) => {
            rest = after;
            true
        }
        None => false,
    });
    all && rest.is_empty()
}

/// The look of a run in a cell of that look.
fn look(cell: &Format, font: Option<&Font>) -> Format {
    let Some(font) = font else { return cell.clone() };
    let format = cell.clone();
    let format = if font.bold { format.set_bold() } else { format.unset_bold() };
    let format = if font.italic { format.set_italic() } else { format.unset_italic() };
    let format =
        if font.strikethrough { format.set_font_strikethrough() } else { format.unset_font_strikethrough() };
    let line = if font.underline { FormatUnderline::Single } else { FormatUnderline::None };
    let color = font.color.map_or(Color::Automatic, Color::RGB);
    format.set_underline(line).set_font_color(color)
}
