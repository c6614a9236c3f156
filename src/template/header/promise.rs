//! What rows promise to be to a table, before they are looked at closely.

use super::{EXACT, INFERRED, Sought, points};
use crate::template::compile::{Fit, Table, Template};
use crate::template::spec::TableId;
use crate::template::view::View;

/// The most that the cells of a row can be to a table: what promises too little is not looked at further.
#[derive(Debug, Clone, Copy)]
pub(super) struct Promise {
    headings: usize,
    points: u32,
}

impl Promise {
    /// Of a cell that fits.
    fn of(best: Fit) -> Self {
        Self { headings: 1, points: points(best) }
    }

    fn add(&mut self, best: Fit) {
        *self = self.with(Self::of(best));
    }

    pub(super) fn with(self, other: Self) -> Self {
        Self { headings: self.headings + other.headings, points: self.points.saturating_add(other.points) }
    }

    pub(super) fn may_be_header_of(self, table: &Table) -> bool {
        is_enough(self.headings, self.points, table)
    }
}

/// Three headings that fit, or two that fit exactly, make a table of headings; a line of data has none.
pub(super) fn is_enough(headings: usize, points: u32, table: &Table) -> bool {
    let needed = if table.columns.len() <= 3 { 2 } else { 3 };
    headings >= needed && points >= 2 * EXACT
}

/// What the rows of a sheet promise to be to a table of a template.
pub(crate) struct Promises<'a> {
    pub(super) sought: Sought<'a>,
    /// Of the rows that promise anything at all.
    pub(super) rows: Vec<(u32, Promise)>,
}

impl<'a> Promises<'a> {
    /// `None` if the template has no such table.
    pub(crate) fn of(view: &View<'_>, template: &'a Template, id: TableId) -> Option<Self> {
        let place = template.tables.iter().position(|table| table.id == id)?;
        let sought = Sought { template, table: &template.tables[place], place };
        let mut rows: Vec<(u32, Promise)> = Vec::new();
        for (at, seen) in view.labels() {
            let best = sought.fits(seen).map_or(Fit::None, |fits| fits.best);
            if best == Fit::None {
                continue;
            }
            match rows.last_mut() {
                Some((row, promise)) if *row == at.row => promise.add(best),
                _ => rows.push((at.row, Promise::of(best))),
            }
        }
        Some(Self { sought, rows })
    }

    /// What no header that is found here has a higher score than.
    pub(crate) fn most(&self) -> u32 {
        /// The rows of a header: two lines of headings, and one of what stands under them.
        const ROWS: usize = 3;
        let header = |from: usize| {
            let rows = self.rows.iter().skip(from).take(ROWS);
            rows.map(|(_, promise)| promise.points).fold(0, u32::saturating_add)
        };
        let inferred = u32::try_from(self.sought.table.columns.len()).unwrap_or(0);
        (0..self.rows.len()).map(header).max().map_or(0, |points| points.saturating_add(INFERRED * inferred))
    }
}
