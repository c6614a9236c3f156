//! Texts that stand among the rows of the funding table and are no rows: remarks, headings over some of the sources.

use super::begins_another_part;
use crate::form::{FieldPath, FundingColumn, FundingRow, ReadingNote};
use crate::template::compile::Table;
use crate::template::reading::Reading;
use crate::template::region::label_of;
use crate::workbook::CellRef;

/// How many texts one under the other are passed over: more stand under a table, not in it.
const MOST: usize = 3;

/// The cell of a text that has its row to itself, where it is a remark (注：…, （含上年结转资金）) or a numbered heading
/// (一、按资金级次分) and a source with amounts follows: without one, it stands under the table.
pub(super) fn text_alone(reading: &Reading<'_>, table: &Table, row: u32) -> Option<CellRef> {
    let at = passed_over(reading, table, row)?;
    let mut below = reading.view.rows_between(row + 1, reading.last_row());
    let next = below.by_ref().take(MOST).find(|row| passed_over(reading, table, *row).is_none())?;
    is_source_with_amounts(reading, table, next).then_some(at)
}

/// Leaves out the last rows, from `first` on, whose names say that they are no sources (三公经费, 政府采购): what they say of the
/// money is no part of where it comes from. Their cells are nobody's, beside their names.
pub(super) fn leave_what_stands_beside(reading: &mut Reading<'_>, table: &Table, first: usize) {
    let words = table.total.as_ref().map_or(&[][..], |total| total.no_sources.as_slice());
    let is_none = |row: &FundingRow| {
        row.source.get().is_some_and(|source| words.iter().any(|word| source.contains(word.as_str())))
    };
    while reading.form.funding.len() > first
        && let Some(row) = reading.form.funding.pop_if(|row| is_none(row))
    {
        for cell in row.values.values().map(|value| value.cell).chain([row.source.cell]) {
            reading.used.remove(&cell);
        }
        reading.labels.insert(row.source.cell);
        let own = reading.form.funding.len();
        let is_own = |field: FieldPath| field.as_figure().is_some_and(|(row, _)| row == own);
        let is_of_row =
            |note: &ReadingNote| matches!(note, ReadingNote::Misplaced { field, .. } if is_own(*field));
        reading.form.notes.retain(|note| !is_of_row(note));
    }
}

fn passed_over(reading: &Reading<'_>, table: &Table, row: u32) -> Option<CellRef> {
    let (at, seen) = reading.view.row(row).next().filter(|(at, _)| reading.view.is_alone(*at))?;
    reading.view.value(at).text()?;
    let text = seen.text.trim();
    let in_brackets = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    let after = table.remarks.iter().find_map(|word| text.strip_prefix(word.as_str()));
    let is_remark = after.is_some_and(|after| after.starts_with(['：', ':']));
    // A remark may close the form too; what follows tells.
    let begins =
        label_of(seen).is_some_and(|label| begins_another_part(reading.template, table, label, false));
    ((in_brackets || is_remark || seen.is_numbered()) && !begins).then_some(at)
}

/// Whether a row begins with a name and has amounts in all the columns of money that the rows have.
fn is_source_with_amounts(reading: &Reading<'_>, table: &Table, row: u32) -> bool {
    let Some(header) = reading.region.funding.as_ref() else { return false };
    let begins_part = reading.view.row(row).any(|(_, seen)| {
        label_of(seen).is_some_and(|label| begins_another_part(reading.template, table, label, true))
    });
    let first = reading.view.row(row).next();
    let is_named = first.is_some_and(|(at, _)| reading.view.value(at).text().is_some());
    let money = header.columns.iter().filter(|(id, _)| id.funding().is_some_and(FundingColumn::is_money));
    let mut cells = money.map(|(_, column)| reading.cell_under(column, row).0).peekable();
    let is_amount = |cell: CellRef| cell.row == row && reading.view.value(cell).number().is_some();
    !begins_part && is_named && cells.peek().is_some() && cells.all(is_amount)
}
