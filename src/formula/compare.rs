//! Whether a cell's formula computes what the template's formula computes: not how it is spelled decides, but what
//! both give for today's values and for generated ones.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::calculate::Computed;
use super::counterexample::Counterexample;
use super::evaluation::Evaluation;
use super::expr::Key;
use super::fault::Unjudged;
use super::fit::{Fit, Pair, Terms};
use super::overrides::{Formulas, Overrides, Values};
use super::parse::Parsed;
use super::trials::{Trial, Variable, trials};
use crate::form::{ExpectedFormula, FormulaKind};
use crate::workbook::{CellRef, Shown, Value, Workbook};

/// How many cells a formula's inputs may lead through before it is no longer tried.
pub(super) const MAX_CELLS: usize = 20_000;
/// How many steps one computation may take.
pub(super) const STEPS: u64 = 100_000;

/// What a formula is to the template's.
#[derive(Debug, Clone, PartialEq)]
pub enum Comparison {
    /// It computes the same.
    Same {
        /// As a text (`"86.51%"`), which nothing can count with.
        as_text: bool,
        /// A hundredfold, for a column that shows percentages as plain numbers.
        hundredfold: bool,
    },
    /// It computes something else.
    Differs {
        /// For these values.
        counterexample: Counterexample,
        /// Whether today's values do not show it.
        same_today: bool,
    },
    /// It refers to no cell at all; what it gives.
    Constants(Value),
    /// It depends on itself; the cells of the circle.
    Circular(Vec<CellRef>),
    /// It refers to another workbook.
    External,
    /// It cannot be judged, and why.
    NotJudged(Unjudged),
}

/// Compares the formulas of one form with its template's.
pub struct Comparer<'a> {
    pub(super) workbook: &'a Workbook,
    pub(super) evaluation: &'a Evaluation,
    pub(super) sheet: usize,
    pub(super) corrected: Values,
    pub(super) may_be_negative: BTreeSet<CellRef>,
    pub(super) totals: Formulas,
}

impl<'a> Comparer<'a> {
    /// For the form on `sheet` with the template's formulas laid onto it.
    pub fn new(
        workbook: &'a Workbook,
        evaluation: &'a Evaluation,
        sheet: usize,
        formulas: &[ExpectedFormula],
    ) -> Self {
        let totals = formulas.iter().filter(|f| f.kind == FormulaKind::Total).filter_map(|f| {
            let parsed = evaluation.book.parse(&f.formula, sheet).ok()?;
            Some(((sheet, f.cell), parsed))
        });
        Self {
            workbook,
            evaluation,
            sheet,
            corrected: Values::new(),
            may_be_negative: BTreeSet::new(),
            totals: totals.collect(),
        }
    }

    /// With these cells meaning something else than what they hold: an amount kept as text, an amount in 元.
    #[must_use]
    pub fn corrected(mut self, values: BTreeMap<CellRef, Value>) -> Self {
        self.corrected = values.into_iter().map(|(cell, value)| ((self.sheet, cell), value)).collect();
        self
    }

    /// With one more cell meaning something else than what it holds.
    pub fn correct(&mut self, cell: CellRef, value: Value) {
        self.corrected.insert((self.sheet, cell), value);
    }

    /// With these cells' amounts normally negative at times (预算调整数).
    #[must_use]
    pub fn may_be_negative(mut self, cells: BTreeSet<CellRef>) -> Self {
        self.may_be_negative = cells;
        self
    }

    /// Compares `candidate` (with or without `=`), as it stands in the expected formula's cell (as an array formula where
    /// that is one), which has the number format `format`.
    pub fn compare(&self, candidate: &str, expected: &ExpectedFormula, format: &str) -> Comparison {
        let book = &self.evaluation.book;
        let candidate = match book.parse(candidate, self.sheet) {
            Ok(parsed) => parsed,
            Err(Unjudged::External) => return Comparison::External,
            Err(unjudged) => return Comparison::NotJudged(unjudged),
        };
        let sheet = self.workbook.sheets.get(self.sheet);
        let candidate = match sheet.and_then(|sheet| sheet.arrays.get(&expected.cell)) {
            Some(range) => Arc::new(candidate.filling(*range)),
            None => candidate,
        };
        let Ok(own) = book.parse(&expected.formula, self.sheet) else {
            return Comparison::NotJudged(Unjudged::words("模板公式无法解析"));
        };
        if candidate.expr == own.expr {
            return Comparison::Same { as_text: false, hundredfold: false };
        }
        let divisor = expected.divisor.as_deref().and_then(|d| book.parse(d, self.sheet).ok());
        if self.evaluation.steps.left() == 0 {
            return Comparison::NotJudged(Unjudged::TooMuch);
        }
        let pair = Pair { candidate, expected: own, divisor, formula: expected, shown: Shown::by(format) };
        if pair.candidate.areas.is_empty() {
            return self.constants(&pair);
        }
        let first = self.try_all(&pair, Terms { through_totals: false, hundredfold: false });
        if !matches!(first, Comparison::Differs { .. }) || !self.has_computed_inputs(expected) {
            return first;
        }
        // The other way to the same: through the cells that a total is made of.
        match self.try_all(&pair, Terms { through_totals: true, hundredfold: false }) {
            Comparison::Differs { .. } | Comparison::NotJudged(_) if self.refers_to_inputs_only(&pair) => {
                first
            }
            second => second,
        }
    }

    pub(super) fn parse(&self, text: &str) -> Option<Arc<Parsed>> {
        self.evaluation.book.parse(text, self.sheet).ok()
    }

    /// Whether a formula is the template's, spelled alike.
    pub(crate) fn is_template(&self, candidate: &str, expected: &ExpectedFormula) -> bool {
        matches!((self.parse(candidate), self.parse(&expected.formula)), (Some(a), Some(b)) if a.expr == b.expr)
    }

    /// Whether an input is a total of the template or has a formula of its own.
    fn has_computed_inputs(&self, expected: &ExpectedFormula) -> bool {
        expected.inputs.iter().any(|input| {
            let key = (self.sheet, input.cell);
            self.totals.contains_key(&key) || self.evaluation.book.formula(key).is_some()
        })
    }

    fn refers_to_inputs_only(&self, pair: &Pair<'_>) -> bool {
        let is_input = |key: Key| pair.formula.inputs.iter().any(|input| (self.sheet, input.cell) == key);
        pair.candidate.areas.iter().all(|area| area.single().is_some_and(is_input))
    }

    /// A formula of constants is compared with today's value only.
    fn constants(&self, pair: &Pair<'_>) -> Comparison {
        let mut overrides = Overrides::default();
        let key = (self.sheet, pair.formula.cell);
        overrides.formulas.insert(key, Arc::clone(&pair.candidate));
        match self.compute(&overrides, key) {
            Computed::Value(value) => Comparison::Constants(value),
            Computed::Unjudged(unjudged) => Comparison::NotJudged(unjudged),
            Computed::Circular(_) => Comparison::NotJudged(Unjudged::words("公式无法计算")),
        }
    }

    /// Tries the candidate on these terms; a rate that differs, as a hundredfold too.
    fn try_all(&self, pair: &Pair<'_>, terms: Terms) -> Comparison {
        let Some(variables) = self.variables(pair, terms) else {
            return Comparison::NotJudged(Unjudged::TooMuch);
        };
        let trials = trials(&variables);
        let plain = self.run(pair, &trials, &variables, terms);
        let scalable = pair.formula.kind == FormulaKind::Rate && !pair.shown.percent;
        if scalable && matches!(plain, Comparison::Differs { .. }) {
            let hundredfold = self.run(pair, &trials, &variables, Terms { hundredfold: true, ..terms });
            if matches!(hundredfold, Comparison::Same { .. } | Comparison::Differs { same_today: true, .. }) {
                return hundredfold;
            }
        }
        plain
    }

    fn run(&self, pair: &Pair<'_>, trials: &[Trial], variables: &[Variable], terms: Terms) -> Comparison {
        let (mut judged, mut as_text) = (0_usize, false);
        for (index, trial) in trials.iter().enumerate() {
            match self.fit(pair, trial, terms) {
                Ok(Fit::Unusable) => continue,
                Ok(Fit::Right) => {}
                Ok(Fit::RightAsText) => as_text = true,
                Ok(Fit::Wrong { gave, due }) => {
                    let counterexample = self.counterexample(pair, trial, variables, gave, due, terms);
                    // The first trial is today's values.
                    return Comparison::Differs { counterexample, same_today: index != 0 };
                }
                Err(comparison) => return comparison,
            }
            judged += 1;
        }
        if judged == 0 {
            return Comparison::NotJudged(Unjudged::words("没有可用来比较的数值"));
        }
        Comparison::Same { as_text, hundredfold: terms.hundredfold }
    }
}
