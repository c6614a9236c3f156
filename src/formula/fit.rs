//! One trial: what a cell's formula and the template's give for the same values, and whether that will do.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::calculate::{Calculation, Computed};
use super::coerce;
use super::compare::{Comparer, Comparison};
use super::counterexample::{Change, Counterexample};
use super::expr::Key;
use super::fault::Unjudged;
use super::overrides::Overrides;
use super::parse::Parsed;
use super::shown::half_unit;
use super::trials::{Changed, Trial, Variable};
use crate::form::{ExpectedFormula, FormulaKind};
use crate::workbook::{CellRef, MAX_ROWS, Shown, Value};

/// A comparison under way: the two formulas, and where they are computed.
pub(super) struct Pair<'e> {
    pub(super) candidate: Arc<Parsed>,
    pub(super) expected: Arc<Parsed>,
    pub(super) divisor: Option<Arc<Parsed>>,
    pub(super) formula: &'e ExpectedFormula,
    pub(super) shown: Shown,
}

/// On what terms the two formulas of a pair are held to each other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms {
    /// Totals count as what the template makes of their rows, whatever their cells hold.
    pub(super) through_totals: bool,
    /// The candidate gives a hundredfold: percentages as plain numbers.
    pub(super) hundredfold: bool,
}

/// Beyond the sheet's last row, where no cell of the workbook can be.
pub(super) const EXPECTED: CellRef = CellRef::new(MAX_ROWS, 0);
pub(super) const DIVISOR: CellRef = CellRef::new(MAX_ROWS + 1, 0);

/// Whether what a formula gave will do.
pub(super) enum Fit {
    Right,
    RightAsText,
    Wrong { gave: Value, due: Decimal },
    Unusable,
}

impl Comparer<'_> {
    pub(super) fn fit(&self, pair: &Pair<'_>, trial: &Trial, terms: Terms) -> Result<Fit, Comparison> {
        let cell = (self.sheet, pair.formula.cell);
        let (expected, divisor) = ((self.sheet, EXPECTED), (self.sheet, DIVISOR));
        let mut overrides = Overrides {
            change: trial.change.as_ref().map(|(key, value)| (*key, value)),
            values: [Some(&*trial.values), Some(&self.corrected)],
            totals: terms.through_totals.then_some(&self.totals),
            ..Overrides::default()
        };
        overrides.formulas.insert(cell, Arc::clone(&pair.candidate));
        overrides.formulas.insert(expected, Arc::clone(&pair.expected));
        if let Some(parsed) = &pair.divisor {
            overrides.formulas.insert(divisor, Arc::clone(parsed));
        }
        let mut calculation = self.calculation(&overrides);
        let fit = self.fit_by(pair, trial, terms, &mut calculation);
        self.spent(&calculation);
        fit
    }

    pub(super) fn fit_by(
        &self,
        pair: &Pair<'_>,
        trial: &Trial,
        terms: Terms,
        calculation: &mut Calculation<'_>,
    ) -> Result<Fit, Comparison> {
        let cell = (self.sheet, pair.formula.cell);
        let (expected, divisor) = ((self.sheet, EXPECTED), (self.sheet, DIVISOR));
        if pair.divisor.is_some() {
            match calculation.compute(divisor) {
                // A budget that is nothing, or less, has no rate; whatever the formula gives there is no fault.
                Computed::Value(Value::Number(d)) if d > Decimal::ZERO => {}
                _ => return Ok(Fit::Unusable),
            }
        }
        let Computed::Value(Value::Number(due)) = calculation.compute(expected) else {
            return Ok(Fit::Unusable);
        };
        let gave = match calculation.compute(cell) {
            Computed::Value(value) => value,
            Computed::Circular(circle) => {
                let cells = circle.iter().filter(|k| k.0 == self.sheet).map(|k| k.1).collect();
                return Err(Comparison::Circular(cells));
            }
            Computed::Unjudged(Unjudged::Words(_)) if trial.changed == Changed::Many => {
                return Ok(Fit::Unusable);
            }
            Computed::Unjudged(Unjudged::External) => return Err(Comparison::External),
            Computed::Unjudged(unjudged) => return Err(Comparison::NotJudged(unjudged)),
        };
        Ok(self.judge(pair, trial, gave, due, terms))
    }

    pub(super) fn judge(
        &self,
        pair: &Pair<'_>,
        trial: &Trial,
        gave: Value,
        due: Decimal,
        Terms { hundredfold, .. }: Terms,
    ) -> Fit {
        let rate = pair.formula.kind == FormulaKind::Rate;
        let places = if rate { pair.shown.rate_places(hundredfold) } else { pair.shown.amount_places() };
        let scaled = |n: Decimal| if hundredfold { n.checked_div(Decimal::ONE_HUNDRED) } else { Some(n) };
        let near = |n: Decimal| {
            // Sums of rounded shares may miss the half unit by their last digit.
            let tolerance = half_unit(places) + Decimal::new(1, 12);
            scaled(n).and_then(|n| n.checked_sub(due)).is_some_and(|gap| gap.abs() <= tolerance)
        };
        match &gave {
            Value::Number(n) if near(*n) => return Fit::Right,
            Value::Text(text) => {
                if let Ok(n) = coerce::number_from_text(&text.replace('％', "%"))
                    && near(n)
                {
                    return Fit::RightAsText;
                }
                // Nothing shown for nothing spent or nothing summed says nothing false.
                if due.is_zero() {
                    return Fit::Right;
                }
            }
            _ => {}
        }
        let no_number = !matches!(gave, Value::Number(_)) || gave == Value::Number(Decimal::ZERO);
        if rate && no_number && self.lacks_a_budget(pair, trial) {
            return Fit::Unusable;
        }
        Fit::Wrong { gave, due }
    }

    /// Whether an input is blank, or a part of the divisor is zero: what guards against that is no fault.
    pub(super) fn lacks_a_budget(&self, pair: &Pair<'_>, trial: &Trial) -> bool {
        pair.formula.inputs.iter().any(|input| {
            let key = (self.sheet, input.cell);
            let divides = || pair.divisor.as_ref().is_some_and(|d| d.areas.iter().any(|a| a.contains(key)));
            match trial.value(key) {
                Some(Value::Empty) => true,
                Some(Value::Number(n)) => n.is_zero() && divides(),
                _ => false,
            }
        })
    }

    pub(super) fn counterexample(
        &self,
        pair: &Pair<'_>,
        trial: &Trial,
        variables: &[Variable],
        gave: Value,
        due: Decimal,
        Terms { hundredfold, .. }: Terms,
    ) -> Counterexample {
        let label_of = |key: Key| {
            let named = pair.formula.inputs.iter().find(|i| (self.sheet, i.cell) == key);
            named.map_or_else(
                || match self.workbook.sheets.get(key.0) {
                    Some(sheet) if key.0 != self.sheet => format!("{}!{}", sheet.name, key.1),
                    _ => key.1.to_string(),
                },
                |input| input.label.clone(),
            )
        };
        let is_changed = |key: Key| match trial.changed {
            Changed::Nothing => false,
            Changed::Only(changed) => changed == key,
            Changed::Many => true,
        };
        let mut changes: Vec<Change> = Vec::new();
        for variable in variables.iter().filter(|v| is_changed(v.key)) {
            let value = trial.value(variable.key).cloned().unwrap_or_default();
            changes.push(Change { label: label_of(variable.key), cell: variable.key.1, value });
        }
        let rate = pair.formula.kind == FormulaKind::Rate;
        let gave = match gave {
            Value::Number(n) if hundredfold => {
                Value::Number(n.checked_div(Decimal::ONE_HUNDRED).unwrap_or(n))
            }
            other => other,
        };
        Counterexample { changes, gave, due, rate }
    }
}
