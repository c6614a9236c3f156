//! Reading funds that stand otherwise than in rows under headings.

use std::collections::BTreeMap;

use super::{figure, finish, heading, name_columns, read_roles};
use crate::form::{FieldPath, FundingRow, Located, ReadingNote};
use crate::template::arrangement::{Arrangement, Layout, Source};
use crate::template::compile::Table;
use crate::template::header::FoundColumn;
use crate::template::reading::Reading;
use crate::template::spec::ColumnId;
use crate::workbook::CellRef;

/// Reads the funds where their figures were found; returns the first row after them.
pub(super) fn read(reading: &mut Reading<'_>, table: &Table, arrangement: &Arrangement) -> u32 {
    let header = &arrangement.header;
    let mut columns = header.columns.clone();
    let unheaded = || FoundColumn {
        heading: None,
        text: String::new(),
        first_col: header.first_col,
        last_col: header.first_col,
        inferred: false,
        unit: None,
    };
    columns.entry(ColumnId::Source).or_insert_with(unheaded);
    name_columns(reading, table, &columns);
    note_layout(reading, table, arrangement);
    for source in &arrangement.sources {
        read_source(reading, table, arrangement, &columns, source);
    }
    reading.table_rows.add(header.first_row, header.last_row);
    let read = read_roles(reading, table);
    finish(reading, table, header, &columns, read);
    header.last_row + 1
}

fn read_source(
    reading: &mut Reading<'_>,
    table: &Table,
    arrangement: &Arrangement,
    columns: &BTreeMap<ColumnId, FoundColumn>,
    source: &Source,
) {
    let index = reading.form.funding.len();
    let mut values = BTreeMap::new();
    for (&id, place) in &source.figures {
        let Some(funding) = id.funding() else { continue };
        values.insert(funding, figure(reading, funding, place.found));
        let label = columns.get(&id).map(|found| heading(table.column(id), found)).unwrap_or_default();
        reading.misplaced(FieldPath::figure(index, funding), label, place.found, place.belongs);
    }
    let source = match source.name {
        Some(name) => reading.text(name),
        // What is nobody's by name is the whole's, and called what the template calls that.
        None => Located {
            value: table.total.as_ref().map(|total| total.labels.own.clone()),
            cell: label_of_all(arrangement),
        },
    };
    reading.form.funding.push(FundingRow::new(source, values));
}

/// The label of the funds; without one, that of their first figure.
fn label_of_all(arrangement: &Arrangement) -> CellRef {
    let header = &arrangement.header;
    let labels = header.columns.values().filter_map(|column| column.heading);
    header.block.or_else(|| labels.min()).unwrap_or(CellRef::new(header.first_row, header.first_col))
}

/// Notes that the funds stand otherwise than in the template.
fn note_layout(reading: &mut Reading<'_>, table: &Table, arrangement: &Arrangement) {
    let block = arrangement.header.block.and_then(|cell| reading.view.text(cell));
    let label: String = block.unwrap_or(table.block.own.as_str()).split_whitespace().collect();
    let what = match arrangement.layout {
        Layout::Pairs => format!("“{label}”没有把栏目名称排成一行，金额写在各栏目名称旁边"),
        Layout::Across => format!("“{label}”横竖颠倒，资金来源排在上面，栏目排在左边"),
    };
    let cell = Some(label_of_all(arrangement));
    reading.form.notes.push(ReadingNote::TemplateEdited { cell, what });
}
