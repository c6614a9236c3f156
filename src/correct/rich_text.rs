//! Texts whose parts look different, with the edits of their characters; a text that was put in the place of another has
//! no parts.

use rust_xlsxwriter::{Color, Format, Worksheet, XlsxError};

use super::escapes::escaped;
use super::formats::{font_name, points, scripted, underline};
use crate::rules::TextEdit;
use crate::workbook::{Font, TextRun};

/// Writes a text with its runs, where they are still those of the text. The cell's own format, which the runs begin from,
/// is given to it later.
pub(super) fn write<'f>(
    worksheet: &mut Worksheet,
    (row, col): (u32, u16),
    text: &str,
    runs: Option<&Vec<TextRun>>,
    format: impl FnOnce() -> &'f Format,
) -> Result<(), XlsxError> {
    if let Some(runs) = runs.filter(|runs| are_of(runs, text)) {
        let format = format();
        let formats: Vec<Format> = runs.iter().map(|run| look(format, run.font.as_ref())).collect();
        let texts: Vec<_> = runs.iter().map(|run| escaped(&run.text)).collect();
        let pieces: Vec<(&Format, &str)> =
            formats.iter().zip(&texts).map(|(format, text)| (format, text.as_ref())).collect();
        if worksheet.write_rich_string(row, col, &pieces).is_ok() {
            return Ok(());
        }
    }
    worksheet.write_string(row, col, text)?;
    Ok(())
}

/// The runs of a text after edits to it: each keeps what is left of its characters, and what comes in the place of some is
/// of the run in which they begin.
pub(super) fn mended(runs: &[TextRun], edits: &[TextEdit]) -> Vec<TextRun> {
    let mut end = 0;
    let mend = |run: &TextRun| {
        let begin = end;
        end += run.text.chars().count();
        let own: Vec<TextEdit> = edits.iter().filter_map(|edit| within(edit, begin, end)).collect();
        let text = TextEdit::apply(&run.text, &own);
        (!text.is_empty()).then(|| TextRun { text, font: run.font.clone() })
    };
    runs.iter().filter_map(mend).collect()
}

/// What an edit changes from `begin` to before `end`, counted from there.
fn within(edit: &TextEdit, begin: usize, end: usize) -> Option<TextEdit> {
    let first = edit.start.max(begin);
    let after = edit.start.saturating_add(edit.len).min(end);
    let len = after.checked_sub(first).filter(|len| *len > 0)?;
    let insert = if edit.start >= begin { edit.insert.clone() } else { String::new() };
    Some(TextEdit { start: first - begin, len, insert })
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
    let color = font.color.map_or(Color::Automatic, Color::RGB);
    let format = scripted(format.set_underline(underline(font.underline)).set_font_color(color), font.script);
    let format = match font_name(&font.name) {
        Some(name) => format.set_font_name(name),
        None => format,
    };
    if font.size > 0 { format.set_font_size(points(font.size)) } else { format }
}
