//! What stands in cells instead of what the workbook has there.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::areas::visit_area;
use super::expr::{Area, Key};
use super::parse::Parsed;
use crate::workbook::{CellRef, Value};

/// Values by cell.
pub(crate) type Values = BTreeMap<Key, Value>;
/// Formulas by cell.
pub(crate) type Formulas = BTreeMap<Key, Arc<Parsed>>;

/// What stands in cells instead of what the workbook has there. What many computations have in common is laid over the
/// workbook as it is, not copied for each of them.
#[derive(Debug, Default)]
pub(crate) struct Overrides<'o> {
    /// One value, before all others.
    pub(crate) change: Option<(Key, &'o Value)>,
    /// Values, the upper layer first.
    pub(crate) values: [Option<&'o Values>; 2],
    /// Formulas. A cell that has a value as well has the value.
    pub(crate) formulas: Formulas,
    /// More formulas, under those.
    pub(crate) totals: Option<&'o Formulas>,
    /// Whether `totals` come before values.
    pub(crate) totals_first: bool,
}

impl<'o> Overrides<'o> {
    /// With one layer of values.
    pub(crate) fn of(values: &'o Values) -> Self {
        Self { values: [Some(values), None], ..Self::default() }
    }

    /// The value laid over a cell.
    pub(crate) fn value(&self, key: Key) -> Option<&'o Value> {
        if let Some((changed, value)) = self.change
            && changed == key
        {
            return Some(value);
        }
        if self.totals_first && self.totals.is_some_and(|totals| totals.contains_key(&key)) {
            return None;
        }
        self.values.iter().flatten().find_map(|layer| layer.get(&key))
    }

    /// The formula laid over a cell, whether or not there is a value too.
    pub(crate) fn formula(&self, key: Key) -> Option<&Arc<Parsed>> {
        self.formulas.get(&key).or_else(|| self.totals?.get(&key))
    }

    /// Adds the cells of an area that a value or a formula is laid over, some perhaps twice.
    pub(crate) fn add_cells(&self, area: &Area, into: &mut Vec<CellRef>) {
        if let Some((key, _)) = self.change.filter(|(key, _)| area.contains(*key)) {
            into.push(key.1);
        }
        for layer in self.values.iter().flatten() {
            visit_area(layer, area, usize::MAX, |at, _| add(at, into));
        }
        self.add_formulas(area, into);
    }

    /// Adds the cells of an area that a formula is laid over, some perhaps twice.
    pub(crate) fn add_formulas(&self, area: &Area, into: &mut Vec<CellRef>) {
        for layer in [Some(&self.formulas), self.totals].into_iter().flatten() {
            visit_area(layer, area, usize::MAX, |at, _| add(at, into));
        }
    }
}

fn add(at: CellRef, into: &mut Vec<CellRef>) -> ControlFlow<()> {
    into.push(at);
    ControlFlow::Continue(())
}
