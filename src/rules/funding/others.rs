//! All other formulas and errors on the form's sheet: a total of scores, a sum under the tasks' funds. The template
//! knows nothing of them, so they are held to what they themselves compute.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::judgement::{Bench, Class, Judgements};
use crate::form::{ExpectedFormula, FormulaKind};
use crate::formula::{Evaluation, Outcome, Unjudged, same_result};
use crate::workbook::{CellError, CellRef, Shown, Value};

/// Judges what stands in every other cell of the form.
pub(super) fn judge(bench: &Bench<'_, '_>, judgements: &mut Judgements) {
    let context = bench.context;
    let judged_by_template: BTreeSet<CellRef> = context
        .form
        .expected_formulas
        .iter()
        .filter(|e| e.kind != FormulaKind::Score && !e.inputs.is_empty())
        .map(|e| e.cell)
        .collect();
    circles(bench, judgements);
    for (cell, content) in context.own_cells() {
        let error = written_error(&content.value);
        // Asked first, because most cells have neither.
        if content.formula.is_none() && error.is_none() {
            continue;
        }
        if judged_by_template.contains(&cell) || judgements.has(cell) {
            continue;
        }
        let class = match &content.formula {
            Some(_) => formula_class(bench, cell, &content.value),
            None => error.map(|error| Class::Error { error, origin: None }),
        };
        if let Some(class) = class {
            judgements.add(bench.on_cell(cell, class));
        }
    }
    judgements.gather_unjudged();
}

/// An error that stands in a cell, as an error or as its text.
fn written_error(value: &Value) -> Option<CellError> {
    match value {
        Value::Error(error) => Some(*error),
        Value::Text(text) if text.len() < 20 => CellError::parse(text),
        _ => None,
    }
}

fn formula_class(bench: &Bench<'_, '_>, cell: CellRef, cached: &Value) -> Option<Class> {
    let context = bench.context;
    let sheet = context.form.sheet_index;
    match context.evaluation.outcome(sheet, cell)? {
        Outcome::Value(Value::Error(error)) => {
            let origin = context.evaluation.error_origin(context.workbook, sheet, cell)?;
            // An error that began in another cell of the form is found there; one that an amount kept as text
            // causes is that amount's finding.
            let elsewhere = origin.0 == sheet && origin.1 != cell;
            let by_text = || !matches!(bench.comparer.value(cell), Some(Value::Error(_)));
            (!elsewhere && !by_text())
                .then(|| Class::Error { error: *error, origin: origin_in_words(bench, cell) })
        }
        Outcome::Value(now) => {
            let format = bench.format(cell);
            stale_class(bench, cell, cached, now, tolerance(format, None), Shown::by(format).percent)
        }
        Outcome::External => Some(Class::External),
        // Circles are judged before; what cannot be computed only because of another cell is that cell's finding; what changes
        // by itself is never out of date.
        Outcome::Circular(_) | Outcome::NotJudged(Unjudged::Follows(_) | Unjudged::Volatile) => None,
        Outcome::NotJudged(reason) => Some(Class::NotJudged { reason: reason.clone(), more: 0 }),
    }
}

/// Where an error began, if not in the cell itself.
pub(super) fn origin_in_words(bench: &Bench<'_, '_>, cell: CellRef) -> Option<String> {
    let context = bench.context;
    let own = (context.form.sheet_index, cell);
    let origin = context.evaluation.error_origin(context.workbook, own.0, own.1).filter(|at| *at != own)?;
    Some(match context.workbook.sheets.get(origin.0) {
        Some(sheet) if origin.0 != own.0 => format!("{}!{}", sheet.name, origin.1),
        _ => origin.1.to_string(),
    })
}

/// By how much a cached value may differ from the computed one: what the cell does not show.
pub(super) fn tolerance(format: &str, rate: Option<bool>) -> Decimal {
    let shown = Shown::by(format);
    match (rate, shown.places) {
        (Some(true), _) => Decimal::new(5, 5),
        (Some(false), _) => Decimal::new(5, 3),
        (None, Some(places)) => {
            Decimal::new(5, (if shown.percent { places + 2 } else { places } + 1).min(10))
        }
        (None, None) => Decimal::new(1, 6),
    }
}

/// Whether a cached value is none of those that the formula may give: on the cells as they are, as they are meant, or
/// with totals that come out. A formula without a cached value (saved by a script) is not out of date.
pub(super) fn stale(cached: &Value, readings: &[&Value], tolerance: Decimal) -> bool {
    let same = |now: &Value| match (cached, now) {
        (Value::Number(a), Value::Number(b)) => {
            a.checked_sub(*b).is_some_and(|gap| gap.abs() <= tolerance) || same_result(cached, now)
        }
        (Value::Text(a), Value::Text(b)) => a.trim() == b.trim(),
        // Some programs store the text of a number, an error or nothing.
        (Value::Text(a), other) => {
            (a.trim().is_empty() && other.is_blank())
                || matches!(other, Value::Error(e) if CellError::parse(a) == Some(*e))
        }
        (Value::Number(a), Value::Bool(b)) => *a == Decimal::from(u8::from(*b)),
        (cached, now) => same_result(cached, now),
    };
    *cached != Value::Empty && !readings.iter().any(|now| same(now))
}

/// That a cell's cached value is out of date, if it is.
pub(super) fn stale_class(
    bench: &Bench<'_, '_>,
    cell: CellRef,
    cached: &Value,
    now: &Value,
    tolerance: Decimal,
    rate: bool,
) -> Option<Class> {
    if !stale(cached, &[now], tolerance) {
        return None;
    }
    // What follows from a total that does not come out, or from an amount kept as text, is that cell's finding.
    let meant = bench.comparer.value(cell);
    let through_totals = bench.comparer.value_through_totals(cell);
    let readings: Vec<&Value> = meant.iter().chain(&through_totals).collect();
    // What it will show: an amount in 元 stays what it is until somebody was asked.
    let shown = || bench.unasked.as_ref().map_or_else(|| meant.clone(), |unasked| unasked.value(cell));
    stale(cached, &readings, tolerance).then(|| Class::Stale {
        cached: cached.clone(),
        now: shown().unwrap_or_else(|| now.clone()),
        rate,
    })
}

/// Each circle once, at the cell that makes it one: where the template has a formula that is another.
fn circles(bench: &Bench<'_, '_>, judgements: &mut Judgements) {
    let context = bench.context;
    let sheet = context.form.sheet_index;
    let mut seen: BTreeSet<Vec<CellRef>> = BTreeSet::new();
    let mut known: BTreeSet<*const CellRef> = BTreeSet::new();
    let circle_of = |cell: CellRef| match context.evaluation.outcome(sheet, cell) {
        Some(Outcome::Circular(circle)) => Some(circle),
        _ => None,
    };
    for (cell, _) in context.own_cells().filter(|(_, content)| content.formula.is_some()) {
        let Some(circle) = circle_of(cell) else { continue };
        // The cells of one circle share it: a circle down a whole column is sorted once, not for every cell.
        if !known.insert(circle.as_ptr()) {
            continue;
        }
        let mut members = circle.to_vec();
        members.sort_unstable();
        // One that goes through several forms is told by the form that its first cell stands in.
        let is_first = members.iter().find(|m| circle_of(**m).is_some_and(|c| c.as_ptr() == circle.as_ptr()))
            == Some(&cell);
        if !seen.insert(members.clone()) || !is_first {
            continue;
        }
        let foreign = |expected: &&ExpectedFormula| {
            let formula = context.sheet().cell(expected.cell).and_then(|c| c.formula.as_deref());
            formula.is_some_and(|formula| !bench.comparer.is_template(formula, expected))
        };
        let expected = context.form.expected_formulas.iter();
        let culprit = expected.clone().filter(|e| members.contains(&e.cell)).find(foreign);
        let templates: BTreeSet<CellRef> = expected.map(|e| e.cell).collect();
        let at = culprit
            .map(|e| e.cell)
            .or_else(|| members.iter().copied().find(|c| !templates.contains(c)))
            .unwrap_or(cell);
        if !judgements.has(at) {
            let mut judged = bench.on_cell(at, Class::Circular { circle: circle.to_vec() });
            if culprit.is_none() {
                judged.correction = None;
            }
            judgements.add(judged);
        }
    }
}

/// What an external formula last gave, as something that can be typed.
pub(super) fn last_value(value: &Value) -> Option<crate::rules::NewContent> {
    match Evaluation::cached(value) {
        Value::Number(number) => Some(crate::rules::NewContent::Number(number)),
        Value::Text(text) => Some(crate::rules::NewContent::Text(text)),
        _ => None,
    }
}
