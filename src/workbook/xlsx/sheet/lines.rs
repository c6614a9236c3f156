//! Rows, columns, and what else a worksheet has besides its cells.

use quick_xml::events::BytesStart;

use super::super::super::panes::first_that_scrolls;
use super::super::super::settle::{ColumnRun, default_width};
use super::super::super::xml::{attribute, attributes, is_true, value};
use super::super::super::{CellRange, CellRef, MAX_COLUMNS, MAX_ROWS, ReadError};
use super::super::colors::Color;
use super::{Pass, bad_address};

/// The last column that is kept in a group.
const MOST_GROUPED: u32 = 1_000;

impl Pass<'_, '_> {
    pub(super) fn begin_row(&mut self, start: &BytesStart<'_>) -> Result<(), ReadError> {
        let mut row = self.row + 1;
        let (mut hidden, mut custom, mut height) = (false, false, None);
        let (mut level, mut folded) = (0, false);
        for (key, attribute) in attributes(start) {
            let text = value(&attribute);
            match key {
                "r" => row = text.trim().parse().map_err(|_| bad_address(&text))?,
                "hidden" => hidden = is_true(&text),
                "customHeight" => custom = is_true(&text),
                "ht" => height = measure(&text),
                "outlineLevel" => level = text.parse().unwrap_or(0),
                "collapsed" => folded = is_true(&text),
                _ => {}
            }
        }
        if row == 0 || row > MAX_ROWS {
            return Err(bad_address(&row.to_string()));
        }
        self.row = row;
        self.col = 0;
        if hidden || custom || level > 0 || folded {
            self.meter.lines(1)?;
        }
        if level > 0 || folded {
            self.sheet.outline.get_or_insert_default().rows.take(row - 1, level, folded);
        }
        if hidden {
            self.sheet.hidden_rows.insert(row - 1);
        }
        if let Some(height) = height.filter(|_| custom) {
            self.sheet.row_heights.insert(row - 1, height);
        }
        Ok(())
    }

    pub(super) fn other(&mut self, name: &str, start: &BytesStart<'_>) -> Result<(), ReadError> {
        match name {
            "col" => self.column(start),
            "pane" => self.sheet.frozen = frozen_at(start),
            "mergeCell" => {
                let text = attribute(start, "ref").unwrap_or_default();
                let range: CellRange = text.parse().map_err(|_| bad_address(&text))?;
                self.meter.merge()?;
                self.merges.push(range);
            }
            "drawing" | "legacyDrawing" | "tablePart" | "picture" => self.extras.relations = true,
            "sheetFormatPr" => self.sizes(start),
            "autoFilter" => {
                self.sheet.filter.range = attribute(start, "ref").and_then(|range| range.parse().ok());
                self.sheet.filter.may_hide_rows = true;
            }
            "sheetPr" => {
                self.sheet.filter.may_hide_rows |=
                    attribute(start, "filterMode").is_some_and(|is_on| is_true(&is_on));
            }
            "outlinePr" => {
                let is_off = |key| attribute(start, key).is_some_and(|below| !is_true(&below));
                let (above, left) = (is_off("summaryBelow"), is_off("summaryRight"));
                if above || left {
                    let outline = self.sheet.outline.get_or_insert_default();
                    (outline.sums_above, outline.sums_left) = (above, left);
                }
            }
            "tabColor" => self.extras.tab_color = Some(Color::of(start)),
            other => {
                if !self.pages.element(other, start, self.sheet) {
                    self.extras.left_behind.element(other);
                }
            }
        }
        Ok(())
    }

    /// The sizes of rows and columns of which nothing else is said.
    fn sizes(&mut self, start: &BytesStart<'_>) {
        let (mut height, mut is_set) = (None, false);
        for (key, attribute) in attributes(start) {
            let text = value(&attribute);
            match key {
                "defaultRowHeight" => height = measure(&text),
                "customHeight" => is_set = is_true(&text),
                "zeroHeight" => self.sheet.hides_other_rows = is_true(&text),
                "defaultColWidth" => self.default_width = measure(&text).and_then(default_width),
                _ => {}
            }
        }
        self.sheet.default_row_height = height.filter(|_| is_set);
    }

    fn column(&mut self, start: &BytesStart<'_>) {
        let (mut first, mut last) = (0_u32, 0_u32);
        let (mut width, mut hidden) = (None, false);
        let (mut level, mut folded) = (0, false);
        for (key, attribute) in attributes(start) {
            let text = value(&attribute);
            match key {
                "min" => first = text.parse().unwrap_or(0),
                "max" => last = text.parse().unwrap_or(0),
                "width" => width = measure(&text),
                "hidden" => hidden = is_true(&text),
                "outlineLevel" => level = text.parse().unwrap_or(0),
                "collapsed" => folded = is_true(&text),
                _ => {}
            }
        }
        if first > 0 && last >= first && self.columns.len() < MAX_COLUMNS as usize {
            let last = last.min(MAX_COLUMNS) - 1;
            if level > 0 || folded {
                let levels = &mut self.sheet.outline.get_or_insert_default().columns;
                for col in first - 1..=last.min(MOST_GROUPED) {
                    levels.take(col, level, folded);
                }
            }
            self.columns.push(ColumnRun { first: first - 1, last, width, hidden });
        }
    }
}

/// The first cell that scrolls, given a sheet's panes; `None` where they are not frozen.
fn frozen_at(start: &BytesStart<'_>) -> Option<CellRef> {
    let split = |key| attribute(start, key).and_then(|text| text.trim().parse::<u32>().ok()).unwrap_or(0);
    let frozen = attribute(start, "state").is_some_and(|state| state.starts_with("frozen"));
    if frozen { first_that_scrolls(split("ySplit"), split("xSplit")) } else { None }
}

/// A height or width that is one.
fn measure(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|m: &f64| (0.0..=2_000.0).contains(m))
}
