//! Where the names of the sources stand beside their amounts.

use std::collections::BTreeMap;

use crate::form::Located;
use crate::template::compile::Table;
use crate::template::header::{FoundColumn, Header};
use crate::template::reading::Reading;
use crate::template::spec::ColumnId;
use crate::workbook::CellRef;

/// The header's columns, and the column of the sources even where it has no heading.
pub(super) fn with_source(reading: &Reading<'_>, header: &Header) -> BTreeMap<ColumnId, FoundColumn> {
    let mut columns = header.columns.clone();
    columns.entry(ColumnId::Source).or_insert_with(|| {
        let after = |block: CellRef| {
            let extent = reading.view.extent(block);
            // A label no taller than the headings may stand over the sources.
            if extent.last.row > header.last_row { extent.last.col + 1 } else { block.col }
        };
        let first = header.block.map_or(0, after).min(header.first_col);
        FoundColumn {
            heading: None,
            text: String::new(),
            first_col: first,
            last_col: header.first_col.saturating_sub(1).max(first),
            inferred: false,
            unit: None,
        }
    });
    columns
}

/// The cell of a row's source. Where kinds of sources stand before the sources, under one heading, the source is the last.
pub(super) fn source_under(reading: &mut Reading<'_>, column: &FoundColumn, row: u32) -> CellRef {
    let under: Vec<CellRef> = reading
        .view
        .row(row)
        .map(|(at, _)| at)
        .filter(|at| (column.first_col..=column.last_col).contains(&at.col) && reading.is_free(*at))
        .collect();
    match under[..] {
        [ref kinds @ .., source] => {
            reading.labels.extend(kinds);
            source
        }
        [] => reading.cell_under(column, row).0,
    }
}

/// The name of a row where the amounts leave no place for one: the first row's are the whole's, called what the template calls
/// that.
pub(super) fn unnamed(
    reading: &Reading<'_>,
    table: &Table,
    columns: &BTreeMap<ColumnId, FoundColumn>,
) -> Located<String> {
    let is_first = reading.form.funding.is_empty();
    let value = table.total.as_ref().filter(|_| is_first).map(|total| total.labels.own.clone());
    let heading = || columns.values().filter_map(|column| column.heading).min();
    let block = reading.region.funding.as_ref().and_then(|header| header.block);
    Located { value, cell: block.or_else(heading).unwrap_or_default() }
}
