//! What the cells of the funding table say of its rows beside their figures: which rows a row's own formulas add up, and how
//! far its name is set in.

use std::collections::{BTreeMap, BTreeSet};

use crate::form::FundingColumn;
use crate::template::reading::Reading;
use crate::workbook::CellRef;

/// Longer tables are not looked at: the formulas of each row may add up all others.
const MOST_ROWS: usize = 200;

/// For each row, the rows that its formulas add up, once for each column of money with such a formula.
pub(super) fn rows(reading: &Reading<'_>) -> Vec<Vec<BTreeSet<usize>>> {
    let rows = &reading.form.funding;
    if rows.len() > MOST_ROWS {
        return vec![Vec::new(); rows.len()];
    }
    let money = || {
        rows.iter().enumerate().flat_map(|(index, row)| {
            let values = row.values.iter().filter(|(column, _)| column.is_money());
            values.map(move |(column, value)| (value.cell, (*column, index)))
        })
    };
    let places: BTreeMap<CellRef, (FundingColumn, usize)> = money().collect();
    let mut found = vec![Vec::new(); rows.len()];
    for (cell, (column, index)) in money() {
        if let Some(summed) = summed(reading, &places, cell, column)
            && let Some(of_row) = found.get_mut(index)
        {
            of_row.push(summed);
        }
    }
    found
}

/// The rows of the same column that a cell's formula adds up; `None` if it adds up anything else.
fn summed(
    reading: &Reading<'_>,
    places: &BTreeMap<CellRef, (FundingColumn, usize)>,
    cell: CellRef,
    column: FundingColumn,
) -> Option<BTreeSet<usize>> {
    let view = reading.view;
    let cells = view.evaluation.summed_cells(view.workbook, view.sheet_index, cell)?;
    let mut rows = BTreeSet::new();
    for (sheet, at) in cells {
        let (of, row) = places.get(&at)?;
        if sheet != view.sheet_index || *of != column || !rows.insert(*row) {
            return None;
        }
    }
    (!rows.is_empty()).then_some(rows)
}

/// How far each row's name is set in, by spaces before it and by its cell's format.
pub(super) fn indents(reading: &Reading<'_>) -> Vec<usize> {
    let width = |c: char| match c {
        '\t' => 4,
        '\u{3000}' => 2,
        _ => 1,
    };
    let indent = |cell: CellRef| {
        let found = reading.view.sheet.cell(cell)?;
        let text = found.value.text()?;
        let spaces: usize = text.chars().take_while(|c| c.is_whitespace()).map(width).sum();
        let level = usize::from(reading.view.workbook.style(found).alignment.indent);
        Some(spaces.saturating_add(level * 2))
    };
    reading.form.funding.iter().map(|row| indent(row.source.cell).unwrap_or_default()).collect()
}
