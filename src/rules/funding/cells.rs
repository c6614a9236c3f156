//! The cells for which the template has a formula: rates and totals.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::judgement::{Bench, Class, Judgements};
use super::totals::{is_sum_along_its_row, range_class, typed_total};
use super::witness::{self, Sums};
use super::words::near;
use super::{capped, left_out, others};
use crate::form::{ExpectedFormula, FormulaKind};
use crate::formula::{Comparison, Outcome, Unjudged};
use crate::workbook::{CellError, CellRef, Shown, Value};

/// Judges every rate and total, each once. Totals come first: where a total's formula is mended, the rates over it are
/// held to what it will be, so that mending leaves nothing behind that is wrong.
pub(super) fn judge(bench: &mut Bench<'_, '_>, judgements: &mut Judgements) {
    let form = bench.context.form;
    let left_out = left_out::by_every_total(bench);
    let mut seen = BTreeSet::new();
    let mut rest_told = false;
    for kind in [FormulaKind::Total, FormulaKind::Rate] {
        // What the sums say is heard of rates alone, once the totals are judged.
        let sums = match kind {
            FormulaKind::Rate => Sums::of(bench, judgements),
            _ => Sums::default(),
        };
        for expected in form.expected_formulas.iter().filter(|e| e.kind == kind && !e.inputs.is_empty()) {
            if !seen.insert(expected.cell) {
                continue;
            }
            let class = class_of(bench, expected).map(|class| witness::heard(bench, &sums, expected, class));
            let class = class.filter(|class| {
                let follows = || follows_from_an_amount(bench, judgements, expected);
                // That a form does not list all its sources is said once, not for every column.
                let is_said =
                    matches!(class, Class::RestUnlisted { .. }) && std::mem::replace(&mut rest_told, true);
                !is_said && (!depends_on_amounts(class) || !follows())
            });
            let doubtful = expected.doubtful
                || matches!(class, Some(Class::RateWrongValue { witness: Some(_), .. }))
                || class.as_ref().is_some_and(|class| left_out.is_all_that(class))
                || (matches!(class, Some(Class::RateWrongFormula { .. }))
                    && capped::is_meant(bench, expected))
                || (kind == FormulaKind::Total && !bench.is_firm(expected));
            if kind == FormulaKind::Total && !doubtful && will_be_mended(bench, expected, class.as_ref()) {
                bench.settle_total(expected);
            }
            if let Some(class) = class
                && (!judgements.has(expected.cell) || matches!(class, Class::TotalMismatch { .. }))
            {
                let mut judged = bench.on_expected(expected, class);
                if let Some(correction) = &mut judged.correction {
                    correction.doubtful |= doubtful;
                }
                judgements.add(judged);
            }
        }
    }
}

/// Whether an amount that a rate or total is computed from is no amount itself, or lacks one. That is a finding of its own; what
/// follows from it is none, and nobody knows what it should be.
fn follows_from_an_amount(
    bench: &Bench<'_, '_>,
    judgements: &Judgements,
    expected: &ExpectedFormula,
) -> bool {
    let is_none = |cell: CellRef| bench.incomplete.contains(cell) || judgements.is_wrong_amount(cell);
    expected.inputs.iter().any(|input| is_none(input.cell))
}

/// Whether something is wrong with a value, and not with the formula that gives it.
fn depends_on_amounts(class: &Class) -> bool {
    matches!(
        class,
        Class::RateWrongValue { .. }
            | Class::TotalMismatch { .. }
            | Class::RoundingDifference { .. }
            | Class::RestUnlisted { .. }
            | Class::Stale { .. }
            | Class::Error { .. }
    )
}

fn class_of(bench: &Bench<'_, '_>, expected: &ExpectedFormula) -> Option<Class> {
    let sheet = bench.context.sheet();
    let cell = sheet.cell(expected.cell)?;
    match &cell.formula {
        Some(formula) => formula_class(bench, expected, formula, &cell.value),
        // What an array formula fills a cell with is held to what is due, as if it were typed.
        None if sheet.arrays.contains_key(&expected.cell) => {
            typed_class(bench, expected, bench.context.value(expected.cell))
        }
        None => typed_class(bench, expected, &cell.value),
    }
}

/// Whether a total's cell gets the template's formula without anyone being asked.
fn will_be_mended(bench: &Bench<'_, '_>, expected: &ExpectedFormula, class: Option<&Class>) -> bool {
    if bench.context.sheet().shared_array(expected.cell).is_some() {
        return false;
    }
    let outcome = || bench.context.evaluation.outcome(bench.context.form.sheet_index, expected.cell);
    match class {
        Some(
            Class::TotalRange { .. }
            | Class::TotalWrongFormula { .. }
            | Class::Error { .. }
            | Class::External,
        ) => true,
        Some(_) => false,
        None => matches!(outcome(), Some(Outcome::Circular(_))),
    }
}

/// What is wrong with a formula, if anything.
fn formula_class(
    bench: &Bench<'_, '_>,
    expected: &ExpectedFormula,
    formula: &str,
    cached: &Value,
) -> Option<Class> {
    let context = bench.context;
    let sheet = context.form.sheet_index;
    let now = match context.evaluation.outcome(sheet, expected.cell)? {
        Outcome::Value(value) => value,
        Outcome::External => return Some(Class::External),
        // A circle is judged as a whole, once, wherever it began; what cannot be computed only because of another cell is that
        // cell's finding.
        Outcome::Circular(_) | Outcome::NotJudged(Unjudged::Follows(_)) => return None,
        Outcome::NotJudged(reason) => return Some(Class::NotJudged { reason: reason.clone(), more: 0 }),
    };
    let comparison = bench.comparer.compare(formula, expected, bench.format(expected.cell));
    match comparison {
        Comparison::Same { as_text: false, .. } => right_formula(bench, expected, cached, now),
        Comparison::Same { as_text: true, .. } => match expected.kind {
            FormulaKind::Rate => Some(Class::RateAsText {
                shown: now.text().unwrap_or_default().to_owned(),
                from_formula: true,
            }),
            _ => Some(Class::TotalWrongFormula { counterexample: None, same_today: true }),
        },
        Comparison::Differs { same_today: true, .. } if is_alternative(bench, expected, formula) => {
            right_formula(bench, expected, cached, now)
        }
        Comparison::Differs { counterexample, same_today } => {
            if let Value::Error(error) = now {
                return Some(Class::Error {
                    error: *error,
                    origin: others::origin_in_words(bench, expected.cell),
                });
            }
            if expected.kind == FormulaKind::Rate {
                return Some(Class::RateWrongFormula { counterexample, same_today });
            }
            if is_sum_along_its_row(bench, expected) {
                return typed_total(bench, expected).filter(|_| !same_today);
            }
            let general = Class::TotalWrongFormula { counterexample: Some(counterexample), same_today };
            range_class(bench, expected).or(Some(general))
        }
        Comparison::Constants(Value::Error(error)) => Some(Class::Error { error, origin: None }),
        Comparison::Constants(stated) if expected.kind == FormulaKind::Rate => {
            Some(Class::RateOfConstants { stated })
        }
        Comparison::Constants(_) => Some(Class::TotalWrongFormula { counterexample: None, same_today: true }),
        Comparison::External => Some(Class::External),
        Comparison::NotJudged(reason) => Some(Class::NotJudged { reason, more: 0 }),
        Comparison::Circular(_) => None,
    }
}

/// Whether a formula is another one that the template has for the cell.
fn is_alternative(bench: &Bench<'_, '_>, expected: &ExpectedFormula, formula: &str) -> bool {
    let format = bench.format(expected.cell);
    expected.alternatives.iter().any(|other| {
        matches!(bench.comparer.compare(formula, other, format), Comparison::Same { as_text: false, .. })
    })
}

/// A right formula may still show an error, or an old value.
fn right_formula(
    bench: &Bench<'_, '_>,
    expected: &ExpectedFormula,
    cached: &Value,
    now: &Value,
) -> Option<Class> {
    if let Value::Error(error) = now {
        // The error of an input is that input's finding, be it an error itself or an amount kept as text.
        let inputs = expected.inputs.iter().map(|input| input.cell);
        let is_mended = || matches!(bench.comparer.value(expected.cell), Some(meant) if !matches!(meant, Value::Error(_)));
        let from_input = inputs.clone().any(|cell| matches!(bench.context.value(cell), Value::Error(_)))
            || inputs.clone().any(|cell| bench.meant.contains_key(&cell))
            || (!bench.meant.is_empty() && is_mended());
        if from_input {
            return None;
        }
        let text = inputs.into_iter().find(|cell| bench.dashes.contains(cell));
        return Some(Class::Error { error: *error, origin: text.map(|cell| cell.to_string()) });
    }
    let rate = expected.kind == FormulaKind::Rate;
    let tolerance = others::tolerance(bench.format(expected.cell), Some(rate));
    others::stale_class(bench, expected.cell, cached, now, tolerance, rate)
}

/// What is wrong with what was typed, if anything.
fn typed_class(bench: &Bench<'_, '_>, expected: &ExpectedFormula, value: &Value) -> Option<Class> {
    match value {
        Value::Error(error) => Some(Class::Error { error: *error, origin: None }),
        Value::Text(text) => match CellError::parse(text) {
            Some(error) => Some(Class::Error { error, origin: None }),
            None if expected.kind == FormulaKind::Rate => text_rate(bench, expected, text),
            None => typed_total(bench, expected),
        },
        Value::Number(_) if expected.kind == FormulaKind::Rate => {
            let stated = bench.stated_rate(expected)?;
            wrong_rate(bench, expected, stated).map(|due| wrong_value(bench, expected, [stated, due], false))
        }
        Value::Number(_) => typed_total(bench, expected),
        _ => None,
    }
}

fn wrong_value(
    bench: &Bench<'_, '_>,
    expected: &ExpectedFormula,
    [stated, due]: [Decimal; 2],
    as_text: bool,
) -> Class {
    Class::RateWrongValue { stated, due, by_rows: bench.by_rows(expected, due), as_text, witness: None }
}

/// The rate that is due where the stated one is not it; `None` where it is right, or there is none.
fn wrong_rate(bench: &Bench<'_, '_>, expected: &ExpectedFormula, stated: Decimal) -> Option<Decimal> {
    if bench.comparer.divisor_value(expected).is_some_and(|divisor| divisor <= Decimal::ZERO) {
        return None;
    }
    let due = bench.comparer.expected_value(expected)?;
    let right = |due: Decimal| agrees(bench, expected, stated, due);
    // Beside a total that does not come out, the rate may have been taken from either.
    let from_rows = bench.comparer.expected_value_through_totals(expected);
    (!right(due) && !from_rows.is_some_and(right)).then_some(due)
}

/// Whether a rate is stated rightly where `due` is right, as exactly as its cell shows it.
pub(super) fn agrees(
    bench: &Bench<'_, '_>,
    expected: &ExpectedFormula,
    stated: Decimal,
    due: Decimal,
) -> bool {
    let shown = Shown::by(bench.format(expected.cell));
    let is_text = bench.context.value(expected.cell).text().is_some();
    let places = match shown.places {
        Some(places) if shown.percent && !is_text => places.saturating_add(2).min(4),
        // Without a format of its own, a number shows as many places as were typed; a text always does.
        _ => stated.normalize().scale().clamp(2, 4),
    };
    // Beside a wrong amount, 0.84 may have been read as 0.84 %; it is right if either reading is.
    let raw = bench.context.value(expected.cell).number().unwrap_or(stated);
    near(stated, due, places) || near(raw, due, places)
}

fn text_rate(bench: &Bench<'_, '_>, expected: &ExpectedFormula, text: &str) -> Option<Class> {
    let stated = bench.stated_rate(expected)?;
    let no_budget = bench.comparer.divisor_value(expected).is_none_or(|divisor| divisor <= Decimal::ZERO);
    if no_budget {
        return None;
    }
    match wrong_rate(bench, expected, stated) {
        Some(due) => Some(wrong_value(bench, expected, [stated, due], true)),
        None => Some(Class::RateAsText { shown: text.to_owned(), from_formula: false }),
    }
}
