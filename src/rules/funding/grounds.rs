//! On what a rate or total of the template rests: amounts that are found wrong themselves give nothing that could be written
//! without asking. A rate that somebody typed rightly beside them would become wrong.

use rust_decimal::Decimal;

use super::judgement::{Bench, Class};
use super::words::near;
use crate::form::{ExpectedFormula, FormulaKind};
use crate::workbook::Value;

/// What computing in decimals may leave between two results that are one.
const ALIKE: Decimal = Decimal::from_parts(1, 0, 0, false, 9);

impl Bench<'_, '_> {
    /// From here on a total counts as what the template's formula gives: it will be mended to that.
    pub(super) fn settle_total(&mut self, expected: &ExpectedFormula) {
        for comparer in std::iter::once(&mut self.comparer).chain(&mut self.unasked) {
            if let Some(due) = comparer.expected_value(expected) {
                comparer.correct(expected.cell, Value::Number(due));
            }
        }
    }

    /// Whether the template's formula gives the same while nobody was asked about amounts in 元.
    pub(super) fn is_firm(&self, expected: &ExpectedFormula) -> bool {
        let Some(unasked) = &self.unasked else { return true };
        let gap = || {
            let due = self.comparer.expected_value(expected)?;
            due.checked_sub(unasked.expected_value(expected)?)
        };
        gap().is_some_and(|gap| gap.abs() <= ALIKE)
    }

    /// What the rows under a total make of a rate, where that is another one than the total's `due`: which of them is wrong,
    /// nobody knows.
    pub(super) fn by_rows(&self, expected: &ExpectedFormula, due: Decimal) -> Option<Decimal> {
        let by_rows = self.comparer.expected_value_through_totals(expected)?;
        (expected.kind == FormulaKind::Rate && !near(by_rows, due, 4)).then_some(by_rows)
    }

    /// Whether nothing speaks against writing what the template's formula gives: its amounts carry no finding, or it only
    /// takes the place of a formula that gave something wrong of the same amounts.
    pub(super) fn is_settled(&self, expected: &ExpectedFormula, class: &Class, due: Decimal) -> bool {
        let spoils = |by_rows: Decimal| {
            let now = self.context.value(expected.cell).number();
            match class {
                Class::Error { .. } | Class::RateAsText { .. } => false,
                class if class.is_of_live_formula() => now.is_some_and(|now| near(now, by_rows, 4)),
                _ => true,
            }
        };
        // A total of numbers alone is as good as typed.
        let typed = matches!(class, Class::TotalWrongFormula { counterexample: None, .. });
        let changes = || self.context.value(expected.cell).number().is_some_and(|now| !near(now, due, 2));
        self.is_firm(expected) && !self.by_rows(expected, due).is_some_and(spoils) && !(typed && changes())
    }

    /// The rate that a text states, where the template's formula would not give it: it is right by what the amounts mean, or by
    /// the rows of a total that is not.
    pub(super) fn own_number(
        &self,
        expected: &ExpectedFormula,
        class: &Class,
        due: Decimal,
    ) -> Option<Decimal> {
        let Class::RateAsText { from_formula: false, .. } = class else { return None };
        let stated = self.stated_rate(expected)?;
        let places = stated.normalize().scale().clamp(2, 4);
        (!self.is_firm(expected) || !near(stated, due, places)).then_some(stated)
    }
}
