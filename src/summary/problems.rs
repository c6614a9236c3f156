//! 问题与措施: what each department says went wrong, and what it will do.

use rust_xlsxwriter::{Worksheet, XlsxError};
use unicode_width::UnicodeWidthChar;

use super::cell::{Cell, column};
use super::facts::{Facts, department};
use super::formats::{Formats, Look, Tone};
use super::page::MAX_LINES;
use super::table::{Book, Heading, Table};
use super::text::shown;

/// The width of the two text columns, in characters.
const TEXT_WIDTH: f64 = 58.0;
/// The columns of a line in them that text may fill.
const LINE_COLUMNS: usize = 54;

/// Writes the sheet.
pub(super) fn write(
    facts: &Facts<'_>,
    formats: &Formats,
    book: &mut Book,
) -> Result<Vec<Worksheet>, XlsxError> {
    let columns = vec![
        column("序号", 6.0, Look::Center),
        column("部门", 24.0, Look::Text),
        column("年度", 7.0, Look::Center),
        column("存在问题", TEXT_WIDTH, Look::Text),
        column("改进措施", TEXT_WIDTH, Look::Text),
        column("来源文件", 29.0, Look::Text),
    ];
    let title = facts.title("存在问题与改进措施");
    let subtitle = format!("{}。", facts.scope_words());
    let heading = Heading { name: "问题与措施", title, subtitle, columns, frozen_columns: 2 };
    let mut table = Table::new(book, formats, heading)?;
    for (index, form) in facts.counted_forms().enumerate() {
        let problems = in_rows(form.problems.as_deref().unwrap_or("（未填）"));
        let measures = in_rows(form.measures.as_deref().unwrap_or("（未填）"));
        for row in 0..problems.len().max(measures.len()) {
            let name =
                if row == 0 { department(form).to_owned() } else { format!("{}（续）", department(form)) };
            let cells = [
                Cell::count(index + 1),
                Cell::text(name),
                form.year.map_or(Cell::Blank, |year| Cell::Count(year.into())),
                Cell::maybe(problems.get(row).map(String::as_str)),
                Cell::maybe(measures.get(row).map(String::as_str)),
                Cell::text(&*form.file),
            ];
            table.push(Tone::Plain, &cells)?;
        }
    }
    table.finish()
}

/// A text in as many pieces as Excel's highest row needs to show all of it.
fn in_rows(text: &str) -> Vec<String> {
    let text = shown(text);
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let (mut lines, mut used) = (1, 0);
    for c in text.chars() {
        let width = UnicodeWidthChar::width_cjk(c).unwrap_or(0);
        if c == '\n' || used + width > LINE_COLUMNS {
            lines += 1;
            used = 0;
        }
        // A line is kept in hand: Excel breaks lines before punctuation by rules of its own.
        if lines >= MAX_LINES - 1 {
            pieces.push(std::mem::take(&mut piece));
            lines = 1;
            used = 0;
        }
        used += width;
        piece.push(c);
    }
    pieces.push(piece);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summary::page::lines_of;

    #[test]
    fn a_text_higher_than_a_row_continues_in_the_next() {
        let text = "一是预算编制不够精细，个别项目执行进度偏慢。".repeat(200);
        let pieces = in_rows(&text);
        assert!(pieces.len() > 1);
        assert!(pieces.iter().all(|piece| lines_of(piece, TEXT_WIDTH) <= MAX_LINES));
        assert_eq!(pieces.concat(), text);
    }

    #[test]
    fn a_short_text_stays_in_one_row() {
        assert_eq!(in_rows("一是培训不足。\n二是制度不全。"), ["一是培训不足。\n二是制度不全。"]);
    }
}
