//! Column widths and row heights that show all the text of a form's sheet.
//!
//! Neither Excel nor LibreOffice sizes rows for merged cells, so every block of text is measured here: wrapped at its
//! width, with its own font size, and the rows under it grown until it fits.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashSet};
use rust_decimal::prelude::ToPrimitive;

use super::formats::size_in_order;
use super::sheet_look::SheetLook;
use super::shown::shown_value;
use crate::layout::{display_width, wrapped_lines};
use crate::workbook::{Cell, CellRange, CellRef, MAX_COLUMN_WIDTH, MAX_ROW_HEIGHT, Sheet, Style, Value};

/// Pixels of a digit of the default font, and those of a column that are around its content.
const DIGIT: f64 = 8.0;
const PADDING: f64 = 5.0;
/// Pixels of a step of indentation.
const INDENT: f64 = 12.0;
/// Rows and columns that are looked at for all blocks together; what hostile merges ask beyond that is left as it is.
const MOST_STEPS: u64 = 2_000_000;
/// Points of a line for each point of the font where a line is not cut: 15 points for 宋体 11.
const TIGHT_LINE: f64 = 1.36;
/// How often columns are widened for a text that no row can show.
const WIDENINGS: usize = 3;
/// A column nobody set, in digits.
pub(super) const DEFAULT_WIDTH: f64 = 9.0;
/// A table's row of one line, in points.
const LOWEST: f64 = 20.0;
/// Points of a line for each point of the font. Between 宋体 in Excel (1.25) and the fonts that stand in for it
/// elsewhere (1.45), on the safe side.
const LINE: f64 = 1.45;

/// The sizes of a sheet's columns and rows, and the cells whose text must wrap.
#[derive(Debug, Default)]
pub(super) struct Measures {
    /// Widths in digits with the margins, of the columns that have one of their own.
    pub(super) widths: BTreeMap<u32, f64>,
    /// Heights in points, of the rows that have one of their own.
    pub(super) heights: BTreeMap<u32, f64>,
    /// Cells whose text takes more than a line.
    pub(super) wrapped: HashSet<CellRef>,
    /// Cells whose text is too long for any row.
    pub(super) cut_off: Vec<CellRef>,
}

/// A value and the rectangle that it has for itself.
struct Block<'a> {
    range: CellRange,
    text: std::borrow::Cow<'a, str>,
    size: f64,
    rotation: i16,
    indent: u8,
    wraps: Wrap,
}

/// Whether a block's text goes over several lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrap {
    /// Always.
    Yes,
    /// If it does not fit.
    IfNeeded,
    /// Never: a number, or a text that may run into the empty cells beside it.
    No,
}

/// Measures a form's sheet. `style` gives the look of a cell.
pub(super) fn measure<'a>(
    sheet: &'a Sheet,
    look: &SheetLook,
    style: &dyn Fn(&Cell) -> &'a Style,
) -> Measures {
    let blocks = blocks(sheet, look, style);
    let widths = widths(sheet, look, &blocks);
    let mut measures = Measures { widths: widths.clone(), ..Measures::default() };
    let mut crowded = fit_rows(sheet, look, &blocks, &mut measures);
    // Where a row of the greatest height does not show a text, its columns are widened, within reason.
    for _ in 0..WIDENINGS {
        if crowded.is_empty() {
            break;
        }
        let columns: BTreeSet<u32> =
            crowded.iter().flat_map(|range| range.first.col..=range.last.col).collect();
        for col in columns.into_iter().filter(|col| !sheet.hidden_columns.contains(col)) {
            let width = measures.widths.entry(col).or_insert(DEFAULT_WIDTH);
            *width = (*width * 1.25).min(MAX_COLUMN_WIDTH);
        }
        crowded = fit_rows(sheet, look, &blocks, &mut measures);
    }
    if !crowded.is_empty() {
        // It cannot be shown; the rest of the form shall not become unreadable for it.
        measures = Measures { widths, ..Measures::default() };
        crowded = fit_rows(sheet, look, &blocks, &mut measures);
    }
    measures.cut_off = crowded.into_iter().map(|range| range.first).collect();
    measures
}

/// Every value of the sheet with the rectangle it is shown in.
fn blocks<'a>(sheet: &'a Sheet, look: &SheetLook, style: &dyn Fn(&Cell) -> &'a Style) -> Vec<Block<'a>> {
    let merges: HashMap<CellRef, CellRange> = sheet.merges.iter().map(|m| (m.first, *m)).collect();
    let mut blocks = Vec::new();
    for (&at, cell) in &sheet.cells {
        if cell.value.is_blank() || sheet.is_hidden(at) {
            continue;
        }
        let merge = merges.get(&at).copied();
        let own = style(cell);
        let in_table = look.in_table(at);
        let (text, wraps) = match &cell.value {
            Value::Text(text) if own.alignment.shrink => (text.as_str().into(), Wrap::No),
            Value::Text(text) if own.alignment.wrap || text.contains(['\n', '\r']) => {
                (text.as_str().into(), Wrap::Yes)
            }
            Value::Text(text) if in_table || merge.is_some() => (text.as_str().into(), Wrap::IfNeeded),
            Value::Text(text) => (text.as_str().into(), Wrap::No),
            value => {
                let format = look.number(at, cell, own).format().unwrap_or(&own.number_format);
                (shown_value(value, format).into(), Wrap::No)
            }
        };
        blocks.push(Block {
            range: merge.unwrap_or_else(|| CellRange::single(at)),
            text,
            size: size_in_order(own, look.part(at, false)),
            rotation: own.alignment.rotation,
            indent: own.alignment.indent,
            wraps,
        });
    }
    // Blocks of few rows first: what they take is there for the taller ones. Most are of one row, and all come in order.
    let (mut blocks, mut taller): (Vec<_>, Vec<_>) =
        blocks.into_iter().partition(|block| block.range.height() == 1);
    taller.sort_by_key(|block| block.range.height());
    blocks.append(&mut taller);
    blocks
}

/// The widths: those that someone set, and for a table's other columns what their content asks for. A number that
/// its column would show as ### gets the room it needs.
fn widths(sheet: &Sheet, look: &SheetLook, blocks: &[Block<'_>]) -> BTreeMap<u32, f64> {
    let mut widths = sheet.column_widths.clone();
    for block in blocks.iter().filter(|block| block.range.width() == 1) {
        let col = block.range.first.col;
        let asks = characters(&block.text);
        let number = block.wraps == Wrap::No && sheet.value(block.range.first).text().is_none();
        let wanted = if number {
            (asks * block.size / 11.0 + 2.0).min(40.0)
        } else if !sheet.column_widths.contains_key(&col) && look.in_table(block.range.first) {
            match asks {
                ..=20.0 => asks + 2.0,
                ..=60.0 => 22.0,
                ..=200.0 => 28.0,
                _ => 36.0,
            }
        } else {
            continue;
        };
        let width = widths.entry(col).or_insert(DEFAULT_WIDTH);
        *width = width.max(wanted + PADDING / DIGIT);
    }
    widths
}

/// The widest line of a text, in characters.
fn characters(text: &str) -> f64 {
    f64::from(u32::try_from(display_width(text)).unwrap_or(u32::MAX))
}

/// Rows of a merged range that has room for any text without their being grown.
const TALL: u32 = 1_000;

/// Rows that are sized, each of which the writer keeps a format for.
const MOST_HEIGHTS: usize = 100_000;

/// Grows the rows until each block fits; gives the blocks that no row height can show.
fn fit_rows(
    sheet: &Sheet,
    look: &SheetLook,
    blocks: &[Block<'_>],
    measures: &mut Measures,
) -> Vec<CellRange> {
    measures.heights.clone_from(&sheet.row_heights);
    measures.wrapped.clear();
    let mut crowded = Vec::new();
    let mut steps = MOST_STEPS;
    for block in blocks {
        let own_steps = u64::from(block.range.height()) + u64::from(block.range.width());
        let is_tall = block.range.height() > TALL || measures.heights.len() > MOST_HEIGHTS;
        if own_steps > steps || is_tall {
            continue;
        }
        steps -= own_steps;
        let needed = height_needed(sheet, block, measures);
        let lowest = if look.in_table(block.range.first) { LOWEST } else { needed.min(LOWEST) };
        let shown = (block.range.first.row..=block.range.last.row)
            .filter(|row| sheet.hidden_rows.is_empty() || !sheet.hidden_rows.contains(row));
        let mut total = 0.0;
        for row in shown.clone() {
            let height = measures.heights.entry(row).or_insert(lowest);
            *height = height.min(MAX_ROW_HEIGHT);
            total += *height;
        }
        let missing = needed - total;
        if missing > 0.01 && !grow(&shown.collect::<Vec<_>>(), missing, &mut measures.heights) {
            crowded.push(block.range);
        }
    }
    crowded
}

/// Gives the rows together `missing` points more, spread evenly; `false` if they cannot have them.
fn grow(rows: &[u32], mut missing: f64, heights: &mut BTreeMap<u32, f64>) -> bool {
    // A row that reaches the greatest height leaves the rest to the others.
    for _ in 0..rows.len().min(32) {
        let open: Vec<u32> = rows
            .iter()
            .copied()
            .filter(|row| heights.get(row).is_some_and(|h| *h < MAX_ROW_HEIGHT))
            .collect();
        if missing <= 0.01 || open.is_empty() {
            break;
        }
        let share = missing / f64::from(u32::try_from(open.len()).unwrap_or(u32::MAX));
        for row in open {
            if let Some(height) = heights.get_mut(&row) {
                let grown = (*height + share).min(MAX_ROW_HEIGHT);
                missing -= grown - *height;
                *height = grown;
            }
        }
    }
    missing <= 0.5
}

/// The height that a block's text takes at the width it has, in points.
fn height_needed(sheet: &Sheet, block: &Block<'_>, measures: &mut Measures) -> f64 {
    let line = block.size * LINE;
    match block.rotation {
        255 => return f64::from(u32::try_from(block.text.chars().count()).unwrap_or(u32::MAX)) * line + 4.0,
        0 => {}
        _ => return (characters(&block.text) * block.size * 0.55 + 6.0).max(line),
    }
    // A single line keeps the height that the department gave its row, as long as the line is whole in it.
    let own_height = block.range.height() == 1 && sheet.row_heights.contains_key(&block.range.first.row);
    let single = if own_height { block.size * TIGHT_LINE } else { line + 4.0 };
    if block.wraps == Wrap::No {
        return single;
    }
    let room = room(sheet, block, &measures.widths);
    let lines = wrapped_lines(&block.text, room);
    if block.wraps == Wrap::Yes || lines > 1 {
        measures.wrapped.insert(block.range.first);
    }
    if lines == 1 { single } else { f64::from(u32::try_from(lines).unwrap_or(u32::MAX)) * line + 5.0 }
}

/// The width of a column in points, at the default font.
pub(super) fn points_wide(width: f64) -> f64 {
    width * DIGIT * 72.0 / 96.0
}

/// The width of a column in whole pixels, at the default font; no more than Excel shows.
pub(super) fn pixels_wide(width: f64) -> u32 {
    (width.clamp(0.0, MAX_COLUMN_WIDTH) * DIGIT).round().to_u32().unwrap_or_default()
}

/// How many Latin characters of the block's font go into a line of it.
fn room(sheet: &Sheet, block: &Block<'_>, widths: &BTreeMap<u32, f64>) -> f64 {
    let pixels: f64 = (block.range.first.col..=block.range.last.col)
        .filter(|col| !sheet.hidden_columns.contains(col))
        .map(|col| widths.get(&col).copied().unwrap_or(DEFAULT_WIDTH) * DIGIT)
        .sum();
    // Half an em at 96 pixels an inch, and a little more: a font that stands in for 宋体 has wider digits.
    let column = block.size * 96.0 / 72.0 / 2.0 * 1.03;
    let indent = f64::from(block.indent) * INDENT;
    ((pixels - 2.0 * PADDING - indent) / column).max(2.0)
}
