//! What a formula would compute if the numbers that were typed as text were numbers.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::areas::in_area;
use super::calculate::{Calculation, Computed};
use super::evaluation::Evaluation;
use super::expr::{Area, Key};
use super::overrides::{Overrides, Values};
use crate::workbook::{CellRef, Value, Workbook};

/// How many cells are looked through.
const MAX_CELLS: usize = 5_000;
/// How many steps the computation may take.
const MAX_STEPS: u64 = 50_000;

impl Evaluation {
    /// What the formula in a cell computes when every text that it depends on counts as the number that `means` says
    /// it states: a `SUM` passes over `5,045.94` typed as text, the people who read the form do not.
    /// `None` where there is no formula or no such text, and where the workbook has had its share of such questions: a
    /// chain of ten thousand formulas would be walked down from each of them.
    pub fn meant(
        &self,
        workbook: &Workbook,
        sheet: usize,
        cell: CellRef,
        means: &dyn Fn(&str) -> Option<Decimal>,
    ) -> Option<Value> {
        let own = (sheet, cell);
        let mut waiting: Vec<Area> = self.book.formula(own)?.as_ref().ok()?.areas.clone();
        let mut seen: BTreeSet<Key> = BTreeSet::from([own]);
        let mut values = Values::new();
        while let Some(area) = waiting.pop() {
            let Some(cells) = workbook.sheets.get(area.sheet).map(|s| &s.cells) else { continue };
            let found = in_area(cells, &area, MAX_CELLS);
            self.meant_steps.spend(u64::try_from(found.steps).unwrap_or(u64::MAX));
            if self.meant_steps.left() == 0 {
                return None;
            }
            for (at, content) in found.cells {
                let key = (area.sheet, at);
                if !seen.insert(key) {
                    continue;
                }
                if seen.len() > MAX_CELLS {
                    return None;
                }
                if let Some(Ok(formula)) = self.book.formula(key) {
                    waiting.extend(&formula.areas);
                } else if let Value::Text(text) = &content.value
                    && let Some(number) = means(text)
                {
                    values.insert(key, Value::Number(number));
                }
            }
        }
        if values.is_empty() {
            return None;
        }
        let most = MAX_STEPS.min(self.meant_steps.left());
        let overrides = Overrides::of(&values);
        let mut calculation = Calculation::new(&self.book, workbook, &overrides, most);
        let computed = calculation.compute(own);
        self.meant_steps.spend(most.saturating_sub(calculation.left()));
        match computed {
            Computed::Value(value) => Some(value),
            _ => None,
        }
    }
}
