//! The cells whose values are tried: the template's inputs, and all that a formula depends on besides.

use std::collections::{BTreeMap, BTreeSet};

use super::areas::in_area;
use super::compare::{Comparer, MAX_CELLS};
use super::expr::{Area, Key};
use super::fit::{Pair, Terms};
use super::trials::Variable;
use crate::workbook::Value;

impl Comparer<'_> {
    /// The cells whose values are tried.
    pub(super) fn variables(&self, pair: &Pair<'_>, terms: Terms) -> Option<Vec<Variable>> {
        let inputs: BTreeSet<Key> = pair.formula.inputs.iter().map(|i| (self.sheet, i.cell)).collect();
        let mut found: BTreeMap<Key, Variable> = BTreeMap::new();
        let mut seen: BTreeSet<Key> = BTreeSet::new();
        let mut waiting: Vec<Area> = pair.candidate.areas.clone();
        if terms.through_totals {
            waiting.extend(&pair.expected.areas);
        } else {
            for &key in &inputs {
                found.insert(key, self.variable(key, true));
                seen.insert(key);
            }
        }
        while let Some(area) = waiting.pop() {
            if self.evaluation.steps.left() == 0 {
                return None;
            }
            for key in self.cells_of(&area, &inputs) {
                if !seen.insert(key) {
                    continue;
                }
                if seen.len() > MAX_CELLS {
                    return None;
                }
                if terms.through_totals
                    && let Some(total) = self.totals.get(&key)
                {
                    waiting.extend(&total.areas);
                } else if let Some(Ok(formula)) = self.evaluation.book.formula(key) {
                    waiting.extend(&formula.areas);
                } else {
                    let variable = self.variable(key, inputs.contains(&key));
                    if variable.named || matches!(variable.today, Value::Number(_)) {
                        found.insert(key, variable);
                    }
                }
            }
        }
        Some(found.into_values().collect())
    }

    pub(super) fn cells_of(&self, area: &Area, inputs: &BTreeSet<Key>) -> Vec<Key> {
        if let Some(key) = area.single() {
            return vec![key];
        }
        let mut keys: Vec<Key> = match self.workbook.sheets.get(area.sheet) {
            Some(sheet) => {
                let found = in_area(&sheet.cells, area, MAX_CELLS);
                self.evaluation.steps.spend(u64::try_from(found.steps).unwrap_or(u64::MAX));
                found.cells.into_iter().map(|(at, _)| (area.sheet, at)).collect()
            }
            None => Vec::new(),
        };
        keys.extend(inputs.iter().filter(|key| area.contains(**key)));
        keys
    }

    pub(super) fn variable(&self, key: Key, named: bool) -> Variable {
        let stored = || self.evaluation.value(self.workbook, key.0, key.1).clone();
        let meant = if key.0 == self.sheet { self.value(key.1) } else { None };
        let today = match meant.unwrap_or_else(stored) {
            // Only amounts are tried; a text in an amount's place counts as the text it is.
            value @ (Value::Number(_) | Value::Empty | Value::Text(_)) => value,
            _ => Value::Empty,
        };
        let may_be_negative = self.may_be_negative.contains(&key.1) && key.0 == self.sheet;
        Variable { key, today, may_be_negative, named }
    }
}
