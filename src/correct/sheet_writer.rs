//! Writes a sheet of the department's own: every cell where it was.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};
use rust_xlsxwriter::{Format, Formula, ProtectionOptions, Worksheet};

use super::CorrectError;
use super::constants;
use super::edits::Place;
use super::formats::{Formats, Order, Own, Part, Tint};
use super::measure::{Measures, measure, pixels_wide};
use super::notes::{Mark, notes_of_sheet};
use super::outlines;
use super::page;
use super::print::{column, set_up_form};
use super::restrictions;
use super::rich_text;
use super::sheet_look::SheetLook;
use crate::decimals::as_stored;
use crate::form::Form;
use crate::strokes::Strokes;
use crate::workbook::{Cell, CellRange, CellRef, MAX_ROW_HEIGHT, Printed, Sheet, TextRun, Value, Workbook};

/// Cells of all merged ranges of a workbook; ranges beyond are named in 校验意见.
const MOST_MERGED_CELLS: u64 = 300_000;
/// Cells of all tables of a workbook; tables beyond get no borders where the sheet has no cell.
const MOST_TABLE_CELLS: u64 = 400_000;

/// Hidden columns beyond the used areas of a workbook, as many as a dozen sheets have; those of more are not hidden.
const MOST_HIDDEN_BEYOND: u32 = 200_000;

/// What the sheets of one workbook share.
pub(super) struct SheetWriter<'a> {
    /// The workbook with its corrections.
    pub(super) workbook: &'a Workbook,
    /// Its forms.
    pub(super) forms: &'a [Form],
    /// What to show on which cell.
    pub(super) marks: &'a BTreeMap<Place, Mark>,
    /// The formats made so far.
    pub(super) formats: Formats,
    /// Whether a value was written that needs [`constants::restore`].
    pub(super) has_constants: bool,
    /// Cells of merged ranges so far.
    pub(super) merged_cells: u64,
    /// Cells of tables so far.
    pub(super) table_cells: u64,
    /// Hidden columns beyond the used areas so far.
    pub(super) hidden_beyond: u32,
    /// Merged ranges that the writer would not take.
    pub(super) refused_merges: Vec<String>,
    /// Cells of data validations that the writer would not take.
    pub(super) refused_restrictions: Vec<String>,
    /// What sheets say of their pages and the writer cannot, in words.
    pub(super) not_printed: Vec<String>,
    /// Cells whose text no row can show in full.
    pub(super) cut_off: Vec<String>,
}

impl SheetWriter<'_> {
    /// Writes the sheet with that index.
    pub(super) fn write(&mut self, index: usize, worksheet: &mut Worksheet) -> Result<(), CorrectError> {
        let workbook = self.workbook;
        let Some(sheet) = workbook.sheets.get(index) else { return Ok(()) };
        let look = SheetLook::of(sheet, index, self.forms);
        let measures = if look.has_form() {
            measure(sheet, &look, &|cell: &Cell| workbook.style(cell))
        } else {
            Measures {
                widths: sheet.column_widths.clone(),
                heights: sheet.row_heights.clone(),
                ..Measures::default()
            }
        };
        self.cut_off.extend(measures.cut_off.iter().map(|cell| format!("{}!{cell}", sheet.name)));
        // A result that is a text of no length stays one, rather than a 0 that was never computed.
        worksheet.set_formula_result_default("");
        set_sizes(worksheet, sheet, &measures)?;
        self.hide_beyond(worksheet, sheet)?;
        if let Some(outline) = sheet.outline.as_deref() {
            outlines::write(worksheet, sheet, outline)?;
        }
        if let Some(CellRange { first, last }) = sheet.filter.range {
            worksheet.autofilter(first.row, column(first)?, last.row, column(last)?)?;
        }
        self.write_blanks(worksheet, sheet, &look)?;
        let merged = self.write_merges(index, worksheet, sheet, &look, &measures)?;
        self.write_cells(index, worksheet, sheet, (&look, &measures, &merged))?;
        for (at, note) in notes_of_sheet(&sheet.comments, self.marks, index) {
            worksheet.insert_note(at.row, column(at)?, &note)?;
        }
        if let Some(at) = sheet.frozen {
            worksheet.set_freeze_panes(at.row, column(at)?)?;
        }
        if sheet.protected {
            // Heights and widths are the office's own affair: long texts need higher rows.
            worksheet.protect_with_options(&ProtectionOptions {
                format_rows: true,
                format_columns: true,
                ..ProtectionOptions::default()
            });
        }
        self.refused_restrictions.extend(restrictions::write(worksheet, sheet)?);
        let printed = Printed::of(&workbook.defined_names, index);
        let left_out = if look.has_form() {
            set_up_form(worksheet, sheet, &look, &measures, &printed)?
        } else {
            page::carry(worksheet, sheet.page.as_deref(), &printed)?.into_iter().collect()
        };
        self.not_printed.extend(left_out.iter().map(|what| format!("{what}（{}）", sheet.name)));
        Ok(())
    }

    /// Hides the columns beyond the used area that are hidden: people fold all away that is no form.
    fn hide_beyond(&mut self, worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), CorrectError> {
        for &(first, last) in &sheet.hidden_beyond {
            // The writer keeps each of them in memory.
            self.hidden_beyond = self.hidden_beyond.saturating_add(last.saturating_sub(first));
            if self.hidden_beyond <= MOST_HIDDEN_BEYOND {
                let col = |col| column(CellRef::new(0, col));
                worksheet.set_column_range_hidden(col(first)?, col(last)?)?;
            }
        }
        Ok(())
    }

    /// Writes the sheet's own cells: first what they hold, then their formats.
    fn write_cells(
        &mut self,
        index: usize,
        worksheet: &mut Worksheet,
        sheet: &Sheet,
        (look, measures, merged): (&SheetLook, &Measures, &HashMap<CellRef, Own>),
    ) -> Result<(), CorrectError> {
        let mut strokes = Strokes::default();
        for (&at, cell) in &sheet.cells {
            let merge = is_blank(cell).then(|| sheet.merge_at(at)).flatten();
            let own = (cell.style, self.order(index, (at, merge.is_some()), cell, look, measures));
            // A merged range is written as a whole, in the look of its first cell.
            let is_written =
                cell.is_empty() && merge.is_some_and(|merge| merged.get(&merge.first) == Some(&own));
            if is_written {
                continue;
            }
            strokes.push(at, own, cell.is_empty());
            let (runs, array) = (sheet.rich_texts.get(&at), sheet.arrays.get(&at));
            self.has_constants |= write_cell(worksheet, (at, array), cell, runs, || self.format(own))?;
        }
        let (ends, strokes) = strokes.finish();
        for (at, own) in ends {
            worksheet.write_blank(at.row, column(at)?, self.format(own))?;
        }
        for (CellRange { first, last }, own) in strokes {
            let (left, right) = (column(first)?, column(last)?);
            worksheet.set_range_format(first.row, left, last.row, right, self.format(own))?;
        }
        Ok(())
    }

    /// Borders for the cells of the tables that the sheet does not have.
    fn write_blanks(
        &mut self,
        worksheet: &mut Worksheet,
        sheet: &Sheet,
        look: &SheetLook,
    ) -> Result<(), CorrectError> {
        for table in look.tables() {
            self.table_cells = self.table_cells.saturating_add(table.cells());
            if self.table_cells > MOST_TABLE_CELLS {
                return Ok(());
            }
            for row in table.first.row..=table.last.row {
                for col in table.first.col..=table.last.col {
                    let at = CellRef::new(row, col);
                    if sheet.cells.contains_key(&at) || sheet.merge_at(at).is_some() {
                        continue;
                    }
                    let part = look.part(at, true);
                    if matches!(part, Part::Table | Part::Label | Part::Gap) {
                        let format = self.format((0, Order { part, ..Order::default() }));
                        worksheet.write_blank(row, column(at)?, format)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Writes the merged ranges; by their first cells, the look that each was written in.
    fn write_merges(
        &mut self,
        index: usize,
        worksheet: &mut Worksheet,
        sheet: &Sheet,
        look: &SheetLook,
        measures: &Measures,
    ) -> Result<HashMap<CellRef, Own>, CorrectError> {
        let empty = Cell::default();
        let mut written = HashMap::new();
        for merge in &sheet.merges {
            // The writer keeps every merged cell in memory.
            self.merged_cells = self.merged_cells.saturating_add(merge.cells());
            let cell = sheet.cell(merge.first).unwrap_or(&empty);
            let too_many = self.merged_cells > MOST_MERGED_CELLS;
            let own = (cell.style, self.order(index, (merge.first, true), cell, look, measures));
            let format = self.format(own);
            let (first, last) = (column(merge.first)?, column(merge.last)?);
            if too_many
                || worksheet.merge_range(merge.first.row, first, merge.last.row, last, "", format).is_err()
            {
                self.refused_merges.push(format!("{}!{merge}", sheet.name));
            } else {
                written.insert(merge.first, own);
            }
        }
        Ok(written)
    }

    /// What is put in order in the look of a cell where it stands on a form, and its mark. `is_merged` is asked of blank
    /// cells.
    fn order(
        &self,
        index: usize,
        (at, is_merged): (CellRef, bool),
        cell: &Cell,
        look: &SheetLook,
        measures: &Measures,
    ) -> Order {
        let style = self.workbook.style(cell);
        Order {
            part: look.part(at, is_blank(cell) && !is_merged),
            wrap: measures.wrapped.contains(&at),
            number: look.number(at, cell, style),
            tint: self.marks.get(&(index, at)).map_or(Tint::Own, |mark| mark.tint),
        }
    }

    /// The format of a look, put in order.
    fn format(&mut self, (index, order): Own) -> &Format {
        self.formats.of(index, self.workbook.style_of(index), order)
    }
}

/// Whether a cell shows nothing.
fn is_blank(cell: &Cell) -> bool {
    cell.value.is_blank() && cell.formula.is_none()
}

fn set_sizes(worksheet: &mut Worksheet, sheet: &Sheet, measures: &Measures) -> Result<(), CorrectError> {
    if let Some(height) = sheet.default_row_height.filter(|height| *height > 0.0) {
        worksheet.set_default_row_height(height.min(MAX_ROW_HEIGHT));
    }
    worksheet.hide_unused_rows(sheet.hides_other_rows);
    for (&col, &width) in &measures.widths {
        worksheet.set_column_width_pixels(column(CellRef::new(0, col))?, pixels_wide(width))?;
    }
    for &col in &sheet.hidden_columns {
        worksheet.set_column_hidden(column(CellRef::new(0, col))?)?;
    }
    for (&row, &height) in &measures.heights {
        worksheet.set_row_height(row, height.clamp(0.0, MAX_ROW_HEIGHT))?;
    }
    for &row in &sheet.hidden_rows {
        worksheet.set_row_hidden(row)?;
    }
    Ok(())
}

/// Writes what a cell holds; whether [`constants::restore`] must take the formula out of it again.
///
/// The writer fills the other cells of an array formula with zeros; each of them comes after the first, and what it holds
/// takes the zero's place.
fn write_cell<'f>(
    worksheet: &mut Worksheet,
    (at, array): (CellRef, Option<&CellRange>),
    cell: &Cell,
    runs: Option<&Vec<TextRun>>,
    format: impl FnOnce() -> &'f Format,
) -> Result<bool, CorrectError> {
    let (row, col) = (at.row, column(at)?);
    if let Some(formula) = &cell.formula {
        let (formula, needs_restoring) = formula_of(formula, &cell.value);
        match array {
            Some(CellRange { last, .. }) => {
                worksheet.write_array_formula(row, col, last.row, column(*last)?, formula)?
            }
            None => worksheet.write_formula(row, col, formula)?,
        };
        return Ok(needs_restoring);
    }
    match &cell.value {
        Value::Empty if array.is_some() => worksheet.clear_cell(row, col),
        Value::Empty => worksheet,
        Value::Number(number) => worksheet.write_number(row, col, as_stored(*number))?,
        Value::Unrepresentable(number) => worksheet.write_number(row, col, *number)?,
        // A text is always written as a text, whatever it begins with.
        Value::Text(text) if !text.is_empty() => {
            rich_text::write(worksheet, (row, col), text, runs, format)?;
            worksheet
        }
        Value::Bool(truth) => worksheet.write_boolean(row, col, *truth)?,
        Value::Text(_) | Value::Error(_) => {
            worksheet.write_formula(row, col, constants::stand_in(&cell.value))?;
            return Ok(true);
        }
    };
    Ok(false)
}

/// A formula with the result that it has, and whether that needs [`constants::restore`].
fn formula_of(formula: &str, value: &Value) -> (Formula, bool) {
    let (result, needs_restoring) = match value {
        Value::Text(text) => constants::text_result(text),
        Value::Empty => (constants::no_result(), true),
        Value::Number(number) => (number.to_string(), false),
        Value::Unrepresentable(number) if number.is_finite() => (format!("{number:e}"), false),
        Value::Unrepresentable(_) => ("#NUM!".to_owned(), false),
        Value::Bool(truth) => (if *truth { "TRUE" } else { "FALSE" }.to_owned(), false),
        Value::Error(error) => (error.as_str().to_owned(), false),
    };
    // The writer strips braces and one `=`; these are the ones for it to strip.
    (Formula::new(format!("{{={formula}}}")).set_result(result), needs_restoring)
}
