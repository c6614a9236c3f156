//! The tables of worksheets (表格), as far as formulas name them.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::super::meter::{Meter, one_more};
use super::super::xml::{Xml, attribute, attributes, decode_escapes, element, value};
use super::super::{CellRange, CellRef, MAX_COLUMNS, MAX_ROWS, ReadError};

/// A table: a rectangle with a name, whose columns have names.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The index of its sheet.
    pub(super) sheet: usize,
    name: String,
    range: Option<CellRange>,
    headers: u32,
    totals: u32,
    /// Whether its heads have arrows to filter by.
    pub(super) has_filter: bool,
    /// The place of each column by its name in small letters: formulas ask for them over and over.
    columns: HashMap<String, u32>,
}

/// Rows of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rows {
    Headers,
    Data,
    Totals,
}

impl Table {
    /// Reads the part of a table of the first sheet; `None` where it is none.
    pub(super) fn read(xml: &mut Xml<'_>, meter: &mut Meter) -> Result<Option<Self>, ReadError> {
        let mut table = Self { headers: 1, ..Self::default() };
        let mut count = 0;
        loop {
            let event = xml.next()?;
            if let Some((start, _)) = element(&event) {
                match start.local_name().as_ref() {
                    "table" => {
                        for (key, attribute) in attributes(start) {
                            let text = value(&attribute);
                            match key {
                                // What formulas say; `name` is for macros.
                                "displayName" => table.name = text.into_owned(),
                                "ref" => table.range = text.trim().parse().ok(),
                                "headerRowCount" => table.headers = text.trim().parse().unwrap_or(1),
                                "totalsRowCount" => table.totals = text.trim().parse().unwrap_or(0),
                                _ => {}
                            }
                        }
                        meter.entry(table.name.len())?;
                    }
                    "autoFilter" => table.has_filter = true,
                    "tableColumn" => {
                        one_more(count)?;
                        let mut name = attribute(start, "name").unwrap_or_default().into_owned();
                        decode_escapes(&mut name, 0);
                        meter.entry(name.len())?;
                        let place = u32::try_from(count).unwrap_or(u32::MAX);
                        table.columns.entry(name.to_lowercase()).or_insert(place);
                        count += 1;
                    }
                    _ => {}
                }
            }
            if matches!(event, Event::Eof) {
                break;
            }
        }
        let fits = |range: CellRange| range.last.row < MAX_ROWS && range.last.col < MAX_COLUMNS;
        Ok((!table.name.is_empty() && table.range.is_some_and(fits)).then_some(table))
    }

    /// The first and the last of these rows; `None` where it has none of them.
    pub(super) fn rows(&self, rows: Rows) -> Option<(u32, u32)> {
        let range = self.range?;
        let (top, bottom) = (u64::from(range.first.row), u64::from(range.last.row));
        let (headers, totals) = (u64::from(self.headers), u64::from(self.totals));
        // Counted from the first row to after the last, so that none are fewer than one.
        let (from, to) = match rows {
            Rows::Headers => (top, top.checked_add(headers)?),
            Rows::Data => (top.checked_add(headers)?, (bottom + 1).checked_sub(totals)?),
            Rows::Totals => ((bottom + 1).checked_sub(totals)?, bottom + 1),
        };
        if from >= to || from < top || to > bottom + 1 {
            return None;
        }
        Some((u32::try_from(from).ok()?, u32::try_from(to - 1).ok()?))
    }

    /// The first and the last of its columns.
    pub(super) fn width(&self) -> Option<(u32, u32)> {
        self.range.map(|range| (range.first.col, range.last.col))
    }

    /// The column of that name. Names are compared as Excel does, without regard to case.
    pub(super) fn column(&self, name: &str) -> Option<u32> {
        let place = *self.columns.get(&name.to_lowercase())?;
        let (first, last) = self.width()?;
        first.checked_add(place).filter(|col| *col <= last)
    }
}

/// The tables of a workbook.
#[derive(Debug, Default)]
pub(super) struct Tables {
    by_name: HashMap<String, Table>,
}

impl Tables {
    /// Adds a table. Of two of one name the first counts, as no formula can mean the other; one that is named like a cell
    /// does not count.
    pub(super) fn add(&mut self, table: Table) -> Result<(), ReadError> {
        one_more(self.by_name.len())?;
        if table.name.parse::<CellRef>().is_err() {
            self.by_name.entry(table.name.to_lowercase()).or_insert(table);
        }
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// The table of that name.
    pub(super) fn named(&self, name: &str) -> Option<&Table> {
        self.by_name.get(&name.to_lowercase())
    }
}
