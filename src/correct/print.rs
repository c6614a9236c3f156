//! How forms and added sheets come out of a printer: one page wide, head rows on every page, on A4 where the department
//! asked for no other paper.

use std::collections::BTreeSet;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::CorrectError;
use super::measure::{DEFAULT_WIDTH, Measures, points_wide};
use super::page;
use super::sheet_look::SheetLook;
use crate::workbook::excel::{self, MAX_HEADER};
use crate::workbook::{CellRange, CellRef, Orientation, Page, Printed, Sheet};

const A4: u8 = 9;
/// What margins take of a page's width and height, in points.
const MARGINS_ACROSS: f64 = 2.0 * 0.5 * 72.0;
const MARGINS_DOWN: f64 = 2.0 * 0.6 * 72.0;
/// How much of what they leave of its height is counted on: other programs round otherwise.
const SURE: f64 = 0.96;
/// The footer of pages that have no number elsewhere.
const NUMBERS: &str = "第 &P 页，共 &N 页";
/// A page is filled at least so far before it is broken for the sake of a task.
const LEAST_FILLED: f64 = 0.4;
/// How much more than a page is still printed onto one.
const NEARLY: f64 = 1.25;
/// Excel's height of a row that nobody set, at the default font.
const DEFAULT_HEIGHT: f64 = 13.5;
/// Page breaks that Excel keeps on a sheet.
const MOST_BREAKS: usize = 1_000;
/// Sheets of more rows are left to the printer.
const MOST_ROWS: u32 = 100_000;
/// So are sheets whose merged ranges have more rows together.
const MOST_MERGED_ROWS: u64 = 1_000_000;
/// Rows and columns around a form that are printed with it. Cells farther away would shrink the page to nothing.
const AROUND_ROWS: u32 = 60;
const AROUND_COLUMNS: u32 = 12;

/// Sets up the page of a form's sheet. Gives what the department said of it that is not kept.
pub(super) fn set_up_form(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    look: &SheetLook,
    measures: &Measures,
    printed: &Printed,
) -> Result<Vec<&'static str>, CorrectError> {
    set_up_page(worksheet);
    let own = sheet.page.as_deref();
    if let Some(own) = own {
        page::paper(worksheet, own);
        page::header(worksheet, &own.header);
        page::footer(worksheet, &numbered(&own.header, &own.footer));
    }
    let repeat = look.repeat.or(printed.rows);
    if let Some((first, last)) = repeat {
        worksheet.set_repeat_rows(first, last)?;
    }
    if let Some((first, last)) = printed.columns {
        let col = |col| column(CellRef::new(0, col));
        worksheet.set_repeat_columns(col(first)?, col(last)?)?;
    }
    let own_area = area_over_forms(printed, look);
    let aside = far_cells_aside(sheet, look);
    if let Some(area) = own_area.or(aside) {
        let (first, last) = (column(area.first)?, column(area.last)?);
        worksheet.set_print_area(area.first.row, first, area.last.row, last)?;
    }
    if own_area.is_some() || aside.is_none() {
        match printed_size(own).map_or(Pages::One, |size| pages(sheet, repeat, measures, size)) {
            Pages::One => {}
            Pages::NearlyOne => {
                worksheet.set_print_fit_to_pages(1, 1);
            }
            Pages::Many(breaks) => {
                worksheet.set_page_breaks(&breaks)?;
            }
        }
    }
    let area = (!printed.areas.is_empty() && own_area.is_none()).then_some("打印区域");
    let titles =
        printed.rows.filter(|rows| look.repeat.is_some_and(|own| own != *rows)).map(|_| "打印标题行");
    Ok(area.into_iter().chain(titles).collect())
}

/// The department's print area, where it has all of the forms.
fn area_over_forms(printed: &Printed, look: &SheetLook) -> Option<CellRange> {
    let [area] = printed.areas.as_slice() else { return None };
    let has = |table: &CellRange| area.contains(table.first) && area.contains(table.last);
    look.tables().iter().all(has).then_some(*area)
}

/// Sets up the page of an added sheet whose head stands in `head_row`.
pub(super) fn set_up_list(worksheet: &mut Worksheet, head_row: u32) -> Result<(), CorrectError> {
    set_up_page(worksheet);
    worksheet.set_repeat_rows(head_row, head_row)?;
    Ok(())
}

fn set_up_page(worksheet: &mut Worksheet) {
    worksheet
        .set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3)
        .set_footer(format!("&C{NUMBERS}"));
}

/// A department's footer with the numbers of pages, in the middle, on the right or on the left, wherever nothing stands;
/// as it is where it or the header has them already, or has no room.
fn numbered(header: &str, footer: &str) -> String {
    let sections = sections(footer);
    if sections.is_empty() && !header.contains("&P") {
        return format!("&C{NUMBERS}");
    }
    let has_numbers = |text: &str| text.contains("&P");
    let free = ['C', 'R', 'L'].into_iter().find(|mark| !sections.contains(mark));
    match free {
        Some(mark) if !has_numbers(header) && !has_numbers(footer) => {
            let added = format!("&{mark}{NUMBERS}");
            let room = MAX_HEADER.saturating_sub(excel::length(&added));
            let fits = excel::fits(footer, room);
            // Text in front of all marks stands in the middle: it goes first.
            if fits { format!("{footer}{added}") } else { footer.to_owned() }
        }
        _ => footer.to_owned(),
    }
}

/// Where on a line a header or footer has something: on the left (`L`), in the middle (`C`), on the right (`R`).
fn sections(text: &str) -> BTreeSet<char> {
    let mut used = BTreeSet::new();
    let mut section = 'C';
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match if c == '&' { rest.next() } else { None } {
            Some(mark @ ('L' | 'C' | 'R')) => section = mark,
            _ => {
                used.insert(section);
            }
        }
    }
    used
}

/// What margins leave of the paper, in points; `None` of paper whose size is not known.
fn printed_size(page: Option<&Page>) -> Option<(f64, f64)> {
    let (short, long) = match page.and_then(|page| page.paper).unwrap_or(A4) {
        1 => (612.0, 792.0),
        5 => (612.0, 1_008.0),
        8 => (841.9, 1_190.6),
        A4 => (595.3, 841.9),
        11 => (419.5, 595.3),
        12 => (728.5, 1_031.8),
        13 => (515.9, 728.5),
        _ => return None,
    };
    let portrait = page.is_some_and(|page| page.orientation == Some(Orientation::Portrait));
    let (width, height) = if portrait { (short, long) } else { (long, short) };
    Some((width - MARGINS_ACROSS, (height - MARGINS_DOWN) * SURE))
}

/// How a sheet goes onto pages.
enum Pages {
    /// It fits onto one.
    One,
    /// It fits onto one if printed a little smaller: better than a page with the last line alone.
    NearlyOne,
    /// The rows that begin a page.
    Many(Vec<u32>),
}

/// The rows to begin a page with, where `repeat` are on top of each, so that no page ends in the middle of a task whose
/// cells are merged over its rows, or with the heads of the table of indicators and nothing under them. Where a task is
/// longer than a page, the printer breaks where it must.
fn pages(sheet: &Sheet, repeat: Option<(u32, u32)>, measures: &Measures, printed: (f64, f64)) -> Pages {
    let merged_rows: u64 = sheet.merges.iter().map(|merge| u64::from(merge.height())).sum();
    let used = sheet.used_range().filter(|used| used.last.row < MOST_ROWS && merged_rows < MOST_MERGED_ROWS);
    let Some(used) = used else { return Pages::One };
    let height = |row: u32| match measures.heights.get(&row) {
        _ if sheet.hidden_rows.contains(&row) => 0.0,
        Some(height) => *height,
        None => DEFAULT_HEIGHT,
    };
    let page = page_height(sheet, used, measures, printed);
    let total: f64 = (0..=used.last.row).map(height).sum();
    if total <= page {
        return Pages::One;
    } else if total <= page * NEARLY {
        return Pages::NearlyOne;
    }
    let inside: BTreeSet<u32> =
        sheet.merges.iter().flat_map(|merge| merge.first.row + 1..=merge.last.row).collect();
    let head: f64 = repeat.map_or(0.0, |(first, last)| (first..=last).map(height).sum());
    let repeats = |row: u32| if repeat.is_some_and(|(_, last)| row > last) { head } else { 0.0 };
    // No page begins between the heads, or right under them.
    let is_under_heads = |row: u32| repeat.is_some_and(|(first, last)| (first + 1..=last + 1).contains(&row));
    let mut breaks = Vec::new();
    let (mut start, mut filled) = (0, 0.0);
    // The last row that may begin a page, and how full the page before it is then.
    let mut possible: Option<(u32, f64)> = None;
    for row in 0..=used.last.row {
        if row > start && !inside.contains(&row) && !is_under_heads(row) && filled >= page * LEAST_FILLED {
            possible = Some((row, filled));
        }
        if filled + height(row) > page {
            (start, filled) = match possible.take() {
                Some((begin, before)) => {
                    breaks.push(begin);
                    (begin, filled - before + repeats(begin))
                }
                None => (row, repeats(row)),
            };
        }
        filled += height(row);
    }
    breaks.truncate(MOST_BREAKS);
    Pages::Many(breaks)
}

/// How many points of the sheet go onto a page once it is scaled to the page's width.
fn page_height(
    sheet: &Sheet,
    used: CellRange,
    measures: &Measures,
    (printed_width, printed_height): (f64, f64),
) -> f64 {
    let width: f64 = (0..=used.last.col)
        .filter(|col| !sheet.hidden_columns.contains(col))
        .map(|col| points_wide(measures.widths.get(&col).copied().unwrap_or(DEFAULT_WIDTH)))
        .sum();
    let scale = (printed_width / width.max(1.0)).min(1.0);
    printed_height / scale
}

/// The print area, where cells far from the form would make the page unreadable; `None` where all can be printed.
fn far_cells_aside(sheet: &Sheet, look: &SheetLook) -> Option<CellRange> {
    let table = look.tables().iter().copied().reduce(CellRange::union)?;
    let used = sheet.used_range()?;
    let near = CellRange {
        first: CellRef::new(
            table.first.row.saturating_sub(AROUND_ROWS),
            table.first.col.saturating_sub(AROUND_COLUMNS),
        ),
        last: CellRef::new(
            table.last.row.saturating_add(AROUND_ROWS),
            table.last.col.saturating_add(AROUND_COLUMNS),
        ),
    };
    if near.contains(used.first) && near.contains(used.last) {
        return None;
    }
    let inside = sheet
        .cells
        .iter()
        .filter(|(at, cell)| near.contains(**at) && !cell.value.is_blank())
        .map(|(at, _)| *at);
    Some(inside.fold(table, CellRange::with))
}

/// A cell's column as the writer counts it.
pub(super) fn column(at: CellRef) -> Result<u16, CorrectError> {
    u16::try_from(at.col).map_err(|_| XlsxError::RowColumnLimitError.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::{Cell, Value};

    /// The rows that begin a page, of a sheet of rows so high, with heads in row 5 of which none is merged over others.
    fn breaks(heights: &[f64]) -> Vec<u32> {
        let rows = || (0_u32..).zip(heights);
        let cell = Cell { value: Value::Bool(true), ..Cell::default() };
        let cells = rows().map(|(row, _)| (CellRef::new(row, 0), cell.clone())).collect();
        let heights = rows().map(|(row, height)| (row, *height)).collect();
        let measures = Measures { heights, ..Measures::default() };
        let a4 = printed_size(None).unwrap();
        match pages(&Sheet { cells, ..Sheet::default() }, Some((5, 5)), &measures, a4) {
            Pages::Many(breaks) => breaks,
            Pages::One | Pages::NearlyOne => Vec::new(),
        }
    }

    /// A page of a form once ended with the heads, and the tasks began on the next.
    #[test]
    fn heads_go_onto_the_page_of_what_stands_under_them() {
        let above = [60.0; 5];
        let of = |under: &[f64]| breaks(&[&above[..], &[20.0], under].concat());
        assert_eq!(of(&[300.0, 300.0]), [5, 7]);
        assert_eq!(of(&[100.0, 300.0]), [7]);
    }

    #[test]
    fn numbers_of_pages_go_where_a_footer_is_free() {
        assert_eq!(numbered("", ""), "&C第 &P 页，共 &N 页");
        assert_eq!(numbered("", "&L&C&R"), "&C第 &P 页，共 &N 页");
        assert_eq!(numbered("", "&L2021年度"), "&L2021年度&C第 &P 页，共 &N 页");
        assert_eq!(numbered("", "荔湾区财政局&L制表"), "荔湾区财政局&L制表&R第 &P 页，共 &N 页");
        assert_eq!(numbered("", "&C- &P -"), "&C- &P -");
        assert_eq!(numbered("&R&P", "&C机密"), "&C机密");
        assert_eq!(numbered("", "&L甲&C乙&R丙"), "&L甲&C乙&R丙");
    }
}
