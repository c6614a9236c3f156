//! Whether a cell's formula computes what the template's formula computes: not how it is spelled decides, but what
//! both give for today's values and for generated ones.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::calculate::{Calculation, Computed, Overrides, in_area};
use super::coerce;
use super::counterexample::{Change, Counterexample};
use super::evaluation::Evaluation;
use super::expr::{Area, Key};
use super::fault::Unjudged;
use super::parse::Parsed;
use super::shown::{Shown, half_unit};
use super::trials::{Trial, Variable, trials};
use crate::form::{ExpectedFormula, FormulaKind};
use crate::workbook::{CellRef, MAX_ROWS, Value, Workbook};

/// How many cells a formula's inputs may lead through before it is no longer tried.
const MAX_CELLS: usize = 20_000;

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
    /// It cannot be judged, and why, in words.
    NotJudged(String),
}

/// Compares the formulas of one form with its template's.
pub struct Comparer<'a> {
    workbook: &'a Workbook,
    evaluation: &'a Evaluation,
    sheet: usize,
    corrected: BTreeMap<CellRef, Value>,
    may_be_negative: BTreeSet<CellRef>,
    totals: BTreeMap<Key, Arc<Parsed>>,
}

/// A comparison under way: the two formulas, and where they are computed.
struct Pair<'e> {
    candidate: Arc<Parsed>,
    expected: Arc<Parsed>,
    divisor: Option<Arc<Parsed>>,
    formula: &'e ExpectedFormula,
    shown: Shown,
}

/// Beyond the sheet's last row, where no cell of the workbook can be.
const EXPECTED: CellRef = CellRef::new(MAX_ROWS, 0);
const DIVISOR: CellRef = CellRef::new(MAX_ROWS + 1, 0);

/// Whether what a formula gave will do.
enum Fit {
    Right,
    RightAsText,
    Wrong { gave: Value, due: Decimal },
    Unusable,
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
            corrected: BTreeMap::new(),
            may_be_negative: BTreeSet::new(),
            totals: totals.collect(),
        }
    }

    /// With these cells meaning something else than what they hold: an amount kept as text, an amount in 元.
    #[must_use]
    pub fn corrected(mut self, values: BTreeMap<CellRef, Value>) -> Self {
        self.corrected = values;
        self
    }

    /// With these cells' amounts normally negative at times (预算调整数).
    #[must_use]
    pub fn may_be_negative(mut self, cells: BTreeSet<CellRef>) -> Self {
        self.may_be_negative = cells;
        self
    }

    /// Compares `candidate` (with or without `=`), as it stands in the expected formula's cell, which has the number
    /// format `format`.
    pub fn compare(&self, candidate: &str, expected: &ExpectedFormula, format: &str) -> Comparison {
        let book = &self.evaluation.book;
        let candidate = match book.parse(candidate, self.sheet) {
            Ok(parsed) => parsed,
            Err(Unjudged::External) => return Comparison::External,
            Err(unjudged) => return Comparison::NotJudged(unjudged.to_string()),
        };
        let Ok(own) = book.parse(&expected.formula, self.sheet) else {
            return Comparison::NotJudged("模板公式无法解析".to_owned());
        };
        if candidate.expr == own.expr {
            return Comparison::Same { as_text: false, hundredfold: false };
        }
        let divisor = expected.divisor.as_deref().and_then(|d| book.parse(d, self.sheet).ok());
        let pair = Pair { candidate, expected: own, divisor, formula: expected, shown: Shown::by(format) };
        if pair.candidate.areas.is_empty() {
            return self.constants(&pair);
        }
        let first = self.try_all(&pair, false);
        if !matches!(first, Comparison::Differs { .. }) || !self.has_computed_inputs(expected) {
            return first;
        }
        // The other way to the same: through the cells that a total is made of.
        match self.try_all(&pair, true) {
            Comparison::Differs { .. } | Comparison::NotJudged(_) if self.refers_to_inputs_only(&pair) => {
                first
            }
            second => second,
        }
    }

    /// What the template's formula gives on the form's own (corrected) cells; `None` where there is no such value.
    pub fn expected_value(&self, expected: &ExpectedFormula) -> Option<Decimal> {
        self.compute_today(self.parse(&expected.formula)?)?.number()
    }

    /// The divisor on the form's own (corrected) cells.
    pub fn divisor_value(&self, expected: &ExpectedFormula) -> Option<Decimal> {
        self.compute_today(self.parse(expected.divisor.as_deref()?)?)?.number()
    }

    /// What a cell comes to when the corrected cells are taken for what they mean; `None` where it cannot be said.
    pub fn value(&self, cell: CellRef) -> Option<Value> {
        let overrides = Overrides { values: self.corrected_values(), ..Overrides::default() };
        match Calculation::new(&self.evaluation.book, self.workbook, &overrides).compute((self.sheet, cell)) {
            Computed::Value(value) => Some(value),
            _ => None,
        }
    }

    /// The sheet that the form stands on.
    pub(super) fn sheet(&self) -> usize {
        self.sheet
    }

    pub(super) fn parse(&self, text: &str) -> Option<Arc<Parsed>> {
        self.evaluation.book.parse(text, self.sheet).ok()
    }

    /// As [`Self::value`], with every total taken for the sum of its rows, whatever its cell holds.
    pub fn value_through_totals(&self, cell: CellRef) -> Option<Value> {
        let overrides = self.through_totals();
        match Calculation::new(&self.evaluation.book, self.workbook, &overrides).compute((self.sheet, cell)) {
            Computed::Value(value) => Some(value),
            _ => None,
        }
    }

    fn through_totals(&self) -> Overrides {
        let mut overrides = Overrides { values: self.corrected_values(), ..Overrides::default() };
        for (key, parsed) in &self.totals {
            overrides.values.remove(key);
            overrides.formulas.insert(*key, Arc::clone(parsed));
        }
        overrides
    }

    /// As [`Self::expected_value`], with every total taken for the sum of its rows, whatever its cell holds.
    pub fn expected_value_through_totals(&self, expected: &ExpectedFormula) -> Option<Decimal> {
        let mut overrides = self.through_totals();
        let key = (self.sheet, EXPECTED);
        overrides.formulas.insert(key, self.parse(&expected.formula)?);
        match Calculation::new(&self.evaluation.book, self.workbook, &overrides).compute(key) {
            Computed::Value(value) => value.number(),
            _ => None,
        }
    }

    /// Whether a formula is the template's, spelled alike.
    pub fn is_template(&self, candidate: &str, expected: &ExpectedFormula) -> bool {
        matches!((self.parse(candidate), self.parse(&expected.formula)), (Some(a), Some(b)) if a.expr == b.expr)
    }

    fn compute_today(&self, parsed: Arc<Parsed>) -> Option<Value> {
        let mut overrides = Overrides { values: self.corrected_values(), ..Overrides::default() };
        let key = (self.sheet, EXPECTED);
        overrides.formulas.insert(key, parsed);
        match Calculation::new(&self.evaluation.book, self.workbook, &overrides).compute(key) {
            Computed::Value(value) => Some(value),
            _ => None,
        }
    }

    fn corrected_values(&self) -> BTreeMap<Key, Value> {
        self.corrected.iter().map(|(&cell, value)| ((self.sheet, cell), value.clone())).collect()
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
        match Calculation::new(&self.evaluation.book, self.workbook, &overrides).compute(key) {
            Computed::Value(value) => Comparison::Constants(value),
            Computed::Unjudged(unjudged) => Comparison::NotJudged(unjudged.to_string()),
            Computed::Circular(_) | Computed::Follows(_) => Comparison::NotJudged("公式无法计算".to_owned()),
        }
    }

    fn try_all(&self, pair: &Pair<'_>, through_totals: bool) -> Comparison {
        let Some(variables) = self.variables(pair, through_totals) else {
            return Comparison::NotJudged(Unjudged::TooMuch.to_string());
        };
        let trials = trials(&variables);
        let plain = self.run(pair, &trials, &variables, through_totals, false);
        let scalable = pair.formula.kind == FormulaKind::Rate && !pair.shown.percent;
        if scalable && matches!(plain, Comparison::Differs { .. }) {
            let hundredfold = self.run(pair, &trials, &variables, through_totals, true);
            if matches!(hundredfold, Comparison::Same { .. } | Comparison::Differs { same_today: true, .. }) {
                return hundredfold;
            }
        }
        plain
    }

    fn run(
        &self,
        pair: &Pair<'_>,
        trials: &[Trial],
        variables: &[Variable],
        through_totals: bool,
        hundredfold: bool,
    ) -> Comparison {
        let (mut judged, mut text, mut same_today) = (0_usize, false, true);
        let mut shortest: Option<Counterexample> = None;
        for (index, trial) in trials.iter().enumerate() {
            let fit = match self.fit(pair, trial, through_totals, hundredfold) {
                Ok(fit) => fit,
                Err(comparison) => return comparison,
            };
            match fit {
                Fit::Unusable => continue,
                Fit::Right => {}
                Fit::RightAsText => text = true,
                Fit::Wrong { gave, due } => {
                    same_today &= index != 0;
                    let found = self.counterexample(pair, trial, variables, gave, due, hundredfold);
                    // One changed cell says more than today's values only where today's are right.
                    if shortest.is_none() {
                        shortest = Some(found);
                    }
                    break;
                }
            }
            judged += 1;
        }
        match shortest {
            Some(counterexample) => Comparison::Differs { counterexample, same_today },
            None if judged == 0 => Comparison::NotJudged("没有可用来比较的数值".to_owned()),
            None => Comparison::Same { as_text: text, hundredfold },
        }
    }

    /// The cells whose values are tried.
    fn variables(&self, pair: &Pair<'_>, through_totals: bool) -> Option<Vec<Variable>> {
        let inputs: BTreeSet<Key> = pair.formula.inputs.iter().map(|i| (self.sheet, i.cell)).collect();
        let mut found: BTreeMap<Key, Variable> = BTreeMap::new();
        let mut seen: BTreeSet<Key> = BTreeSet::new();
        let mut waiting: Vec<Area> = pair.candidate.areas.clone();
        if through_totals {
            waiting.extend(&pair.expected.areas);
        } else {
            for &key in &inputs {
                found.insert(key, self.variable(key, true));
                seen.insert(key);
            }
        }
        while let Some(area) = waiting.pop() {
            for key in self.cells_of(&area, &inputs) {
                if !seen.insert(key) {
                    continue;
                }
                if seen.len() > MAX_CELLS {
                    return None;
                }
                if through_totals && let Some(total) = self.totals.get(&key) {
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

    fn cells_of(&self, area: &Area, inputs: &BTreeSet<Key>) -> Vec<Key> {
        if let Some(key) = area.single() {
            return vec![key];
        }
        let mut keys: Vec<Key> = match self.workbook.sheets.get(area.sheet) {
            Some(sheet) => in_area(&sheet.cells, area).into_iter().map(|(at, _)| (area.sheet, at)).collect(),
            None => Vec::new(),
        };
        keys.extend(inputs.iter().filter(|key| area.contains(**key)));
        keys
    }

    fn variable(&self, key: Key, named: bool) -> Variable {
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

    fn fit(
        &self,
        pair: &Pair<'_>,
        trial: &Trial,
        through_totals: bool,
        hundredfold: bool,
    ) -> Result<Fit, Comparison> {
        let cell = (self.sheet, pair.formula.cell);
        let (expected, divisor) = ((self.sheet, EXPECTED), (self.sheet, DIVISOR));
        let mut values = self.corrected_values();
        values.extend(trial.values.iter().map(|(&key, value)| (key, value.clone())));
        let mut overrides = Overrides { values, ..Overrides::default() };
        overrides.formulas.insert(cell, Arc::clone(&pair.candidate));
        overrides.formulas.insert(expected, Arc::clone(&pair.expected));
        if let Some(parsed) = &pair.divisor {
            overrides.formulas.insert(divisor, Arc::clone(parsed));
        }
        if through_totals {
            let totals = self.totals.iter().filter(|(key, _)| **key != cell);
            overrides.formulas.extend(totals.map(|(&key, parsed)| (key, Arc::clone(parsed))));
        }
        let mut calculation = Calculation::new(&self.evaluation.book, self.workbook, &overrides);
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
                let cells = circle.into_iter().filter(|k| k.0 == self.sheet).map(|k| k.1).collect();
                return Err(Comparison::Circular(cells));
            }
            Computed::Unjudged(Unjudged::Words(_)) if trial.changed.is_none() => return Ok(Fit::Unusable),
            Computed::Unjudged(Unjudged::External) => return Err(Comparison::External),
            Computed::Unjudged(unjudged) => return Err(Comparison::NotJudged(unjudged.to_string())),
            Computed::Follows(origin) => {
                return Err(Comparison::NotJudged(format!("引用的 {} 无法计算", origin.1)));
            }
        };
        Ok(self.judge(pair, trial, gave, due, hundredfold))
    }

    fn judge(&self, pair: &Pair<'_>, trial: &Trial, gave: Value, due: Decimal, hundredfold: bool) -> Fit {
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
    fn lacks_a_budget(&self, pair: &Pair<'_>, trial: &Trial) -> bool {
        pair.formula.inputs.iter().any(|input| {
            let key = (self.sheet, input.cell);
            let divides = || pair.divisor.as_ref().is_some_and(|d| d.areas.iter().any(|a| a.contains(key)));
            match trial.values.get(&key) {
                Some(Value::Empty) => true,
                Some(Value::Number(n)) => n.is_zero() && divides(),
                _ => false,
            }
        })
    }

    fn counterexample(
        &self,
        pair: &Pair<'_>,
        trial: &Trial,
        variables: &[Variable],
        gave: Value,
        due: Decimal,
        hundredfold: bool,
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
        let shown = |key: &Key| match &trial.changed {
            Some(keys) => keys.contains(key),
            None => true,
        };
        let mut changes: Vec<Change> = Vec::new();
        for variable in variables.iter().filter(|v| shown(&v.key)) {
            let value = trial.values.get(&variable.key).cloned().unwrap_or_default();
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
