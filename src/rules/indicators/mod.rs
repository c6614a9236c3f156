//! 指标: whether indicators were met, and whether their weights, scores and words hold together.

pub(super) mod all_targets_met_exactly;
pub(super) mod indicator_definition_empty;
pub(super) mod indicator_echo;
pub(super) mod indicator_exceeded;
pub(super) mod indicator_missing;
pub(super) mod indicator_unclear;
pub(super) mod indicator_unit_differs;
pub(super) mod indicator_unmet;
pub(super) mod narrative_conflict;
pub(super) mod score_exceeds_weight;
pub(super) mod score_inconsistent;
mod stated_scale;
pub(super) mod target_not_measurable;
mod totals;
pub(super) mod weight_total;

#[cfg(test)]
mod example;

pub(super) use totals::{sum_of, wrong_totals};

use crate::form::{FieldPath, Indicator, IndicatorField, Located};
use crate::rules::{Finding, FormContext, Rule};

/// The text of a located value, without the spaces around it; empty where there is none.
fn text(value: Option<&Located<String>>) -> &str {
    value.and_then(Located::get).map_or("", |text| text.trim())
}

/// The indicator's name in quotation marks, or 该指标.
fn called(indicator: &Indicator) -> String {
    match text(indicator.name.as_ref()) {
        "" => "该指标".to_owned(),
        name => format!("“{name}”"),
    }
}

/// A finding that passes on why the indicator at `index` was judged as it was.
fn asked_why(rule: &'static Rule, context: &FormContext<'_>, at: (usize, &Indicator)) -> Option<Finding> {
    let message = format!("{}：{}，请核实", called(at.1), at.1.judgement.reason);
    at_actual(rule, context, at, message)
}

/// A finding at the actual value of the indicator at `index`; `None` where the form has no place for actual values.
fn at_actual(
    rule: &'static Rule,
    context: &FormContext<'_>,
    (index, indicator): (usize, &Indicator),
    message: String,
) -> Option<Finding> {
    let actual = indicator.actual.as_ref()?;
    let mut finding = Finding::new(rule, &context.form.sheet, message)
        .at(actual.cell)
        .field(FieldPath::indicator(index, IndicatorField::Actual));
    if let Some(found) = actual.get() {
        finding = finding.actual(found.as_str());
    }
    if let Some(target) = indicator.target.as_ref().and_then(Located::get) {
        finding = finding.expected(target.trim());
    }
    Some(finding)
}
