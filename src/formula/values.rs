//! What cells and the template's formulas come to on a form's own cells, taken for what they mean.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::calculate::{Calculation, Computed};
use super::compare::{Comparer, STEPS};
use super::expr::Key;
use super::fit::EXPECTED;
use super::overrides::{Overrides, Values};
use super::parse::Parsed;
use crate::form::ExpectedFormula;
use crate::workbook::{CellRef, Value};

impl Comparer<'_> {
    /// What the template's formula gives on the form's own (corrected) cells; `None` where there is no such value.
    pub fn expected_value(&self, expected: &ExpectedFormula) -> Option<Decimal> {
        self.compute_today(self.parse(&expected.formula)?)?.number()
    }

    /// As [`Self::expected_value`], with other values in some cells.
    pub(crate) fn expected_value_if(
        &self,
        expected: &ExpectedFormula,
        instead: &[(CellRef, Decimal)],
    ) -> Option<Decimal> {
        let other: Values =
            instead.iter().map(|(cell, number)| ((self.sheet, *cell), Value::Number(*number))).collect();
        let mut overrides =
            Overrides { values: [Some(&other), Some(&self.corrected)], ..Overrides::default() };
        let key = (self.sheet, EXPECTED);
        overrides.formulas.insert(key, self.parse(&expected.formula)?);
        match self.compute(&overrides, key) {
            Computed::Value(value) => value.number(),
            _ => None,
        }
    }

    /// The divisor on the form's own (corrected) cells.
    pub(crate) fn divisor_value(&self, expected: &ExpectedFormula) -> Option<Decimal> {
        self.compute_today(self.parse(expected.divisor.as_deref()?)?)?.number()
    }

    /// What a cell comes to when the corrected cells are taken for what they mean; `None` where it cannot be said.
    pub fn value(&self, cell: CellRef) -> Option<Value> {
        let overrides = Overrides::of(&self.corrected);
        match self.compute(&overrides, (self.sheet, cell)) {
            Computed::Value(value) => Some(value),
            _ => None,
        }
    }

    /// As [`Self::value`], with every total taken for the sum of its rows, whatever its cell holds.
    pub(crate) fn value_through_totals(&self, cell: CellRef) -> Option<Value> {
        let overrides = self.through_totals();
        match self.compute(&overrides, (self.sheet, cell)) {
            Computed::Value(value) => Some(value),
            _ => None,
        }
    }

    fn through_totals(&self) -> Overrides<'_> {
        Overrides { totals: Some(&self.totals), totals_first: true, ..Overrides::of(&self.corrected) }
    }

    /// As [`Self::expected_value`], with every total taken for the sum of its rows, whatever its cell holds.
    pub(crate) fn expected_value_through_totals(&self, expected: &ExpectedFormula) -> Option<Decimal> {
        let mut overrides = self.through_totals();
        let key = (self.sheet, EXPECTED);
        overrides.formulas.insert(key, self.parse(&expected.formula)?);
        match self.compute(&overrides, key) {
            Computed::Value(value) => value.number(),
            _ => None,
        }
    }

    pub(super) fn calculation<'c>(&'c self, overrides: &'c Overrides<'c>) -> Calculation<'c> {
        let budget = self.evaluation.steps.left().min(STEPS);
        Calculation::new(&self.evaluation.book, self.workbook, overrides, budget)
    }

    pub(super) fn spent(&self, calculation: &Calculation<'_>) {
        let steps = &self.evaluation.steps;
        let computing = steps.left().min(STEPS).saturating_sub(calculation.left());
        // Setting up costs something as well.
        steps.spend(computing.saturating_add(1));
    }

    pub(super) fn compute(&self, overrides: &Overrides<'_>, key: Key) -> Computed {
        let mut calculation = self.calculation(overrides);
        let computed = calculation.compute(key);
        self.spent(&calculation);
        computed
    }

    pub(super) fn compute_today(&self, parsed: Arc<Parsed>) -> Option<Value> {
        let mut overrides = Overrides::of(&self.corrected);
        let key = (self.sheet, EXPECTED);
        overrides.formulas.insert(key, parsed);
        match self.compute(&overrides, key) {
            Computed::Value(value) => Some(value),
            _ => None,
        }
    }
}
