//! Rows and columns that are told of once for many.

use quick_xml::events::BytesStart;

use super::super::settle::ColumnRun;
use super::super::xml::{attributes, value};

/// Neighbouring rows or columns of one kind.
pub(super) struct Run {
    pub(super) first: u32,
    pub(super) count: u32,
    pub(super) hidden: bool,
    /// Whether a filter hides it.
    pub(super) filtered: bool,
    pub(super) size: Option<f64>,
    /// Of columns, the look of cells that name none.
    pub(super) look: usize,
}

impl Run {
    pub(super) fn columns(&self) -> ColumnRun {
        let last = self.first.saturating_add(self.count - 1);
        ColumnRun { first: self.first, last, width: self.size, hidden: self.hidden }
    }

    /// The rows of this run up to the last one that is used.
    pub(super) fn within(&self, last: u32) -> std::ops::Range<u32> {
        self.first..self.first.saturating_add(self.count).min(last.saturating_add(1))
    }
}

pub(super) fn run(
    start: &BytesStart<'_>,
    repeated: &str,
    first: u32,
    size: impl Fn(&str) -> Option<f64>,
) -> Run {
    let mut run = Run { first, count: 1, hidden: false, filtered: false, size: None, look: 0 };
    for (key, attribute) in attributes(start) {
        let text = value(&attribute);
        match key {
            "visibility" => {
                run.filtered = text == "filter";
                run.hidden = run.filtered || text == "collapse";
            }
            "style-name" => run.size = size(&text),
            key if key == repeated => run.count = text.parse().unwrap_or(1).max(1),
            _ => {}
        }
    }
    run
}
