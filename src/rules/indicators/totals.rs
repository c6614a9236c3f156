//! The typed 总分 of a form: of its weights and of its scores.

use rust_decimal::{Decimal, RoundingStrategy};

use super::score_inconsistent::rounding;
use super::weight_total::weights;
use crate::form::{Form, FundingColumn, Located, RowRole};

/// A typed total that is not the sum of its rows.
pub(in crate::rules) struct WrongTotal<'a> {
    /// The field's path.
    pub(in crate::rules) field: &'static str,
    /// What is added up, in the form's words.
    pub(in crate::rules) label: &'static str,
    /// Where the total stands.
    pub(in crate::rules) total: &'a Located<Decimal>,
    /// The total as typed, points.
    pub(in crate::rules) stated: Decimal,
    /// The sum of its rows, points.
    pub(in crate::rules) due: Decimal,
}

/// The typed totals that their rows do not give. Weights that do not come to 100 themselves are a fault of their own.
pub(in crate::rules) fn wrong_totals(form: &Form) -> Vec<WrongTotal<'_>> {
    [weight(form), score(form)].into_iter().flatten().collect()
}

fn is_computed(form: &Form, total: &Located<Decimal>) -> bool {
    form.expected_formulas.iter().any(|formula| formula.cell == total.cell)
}

fn weight(form: &Form) -> Option<WrongTotal<'_>> {
    let total = form.total_weight.as_ref().filter(|total| !is_computed(form, total))?;
    let stated = total.value?;
    let weights = weights(form)?;
    let due = weights.iter().try_fold(Decimal::ZERO, |sum, (weight, _)| sum.checked_add(*weight))?;
    let wrong = due == Decimal::ONE_HUNDRED && stated != due;
    wrong.then_some(WrongTotal { field: "total_weight", label: "分值", total, stated, due })
}

/// The total score against the sum of the scores, where all are filled in.
fn score(form: &Form) -> Option<WrongTotal<'_>> {
    let total = form.total_score.as_ref().filter(|total| !is_computed(form, total))?;
    let stated = total.value?;
    let of_indicators: Option<Vec<Decimal>> =
        form.indicators.iter().filter_map(|i| i.score.as_ref()).map(|score| score.value).collect();
    let of_indicators = of_indicators.filter(|scores| !scores.is_empty())?;
    let executions = |whole: bool| {
        let rows = form.funding.iter().filter(move |row| (row.role == RowRole::Total) == whole);
        rows.filter_map(|row| row.get(FundingColumn::Score)).collect::<Vec<Decimal>>()
    };
    let whole = executions(true);
    // The parts' scores, where a form gives them, are within the total's.
    let of_execution = if whole.is_empty() { executions(false) } else { whole };
    let scores: Vec<Decimal> = of_execution.into_iter().chain(of_indicators).collect();
    let sum = scores.iter().try_fold(Decimal::ZERO, |sum, score| sum.checked_add(*score))?;
    let slack = rounding(stated).checked_add(Decimal::new(5, 3).checked_mul(Decimal::from(scores.len()))?)?;
    if sum.checked_sub(stated)?.abs() <= slack {
        return None;
    }
    let due = sum.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    Some(WrongTotal { field: "total_score", label: "得分", total, stated, due })
}

#[cfg(test)]
mod tests {
    use super::super::example::{form, number, scored, total_row};
    use super::wrong_totals;
    use crate::form::{Form, FundingColumn};

    fn with_totals(weight: &str, score: &str) -> Form {
        let mut form = form(vec![scored(13, ["维护社区点位", "≥40个", "42个"], "90", "80")]);
        form.funding =
            vec![total_row(&[(FundingColumn::Weight, "10", "H6"), (FundingColumn::Score, "9.5", "J6")])];
        form.total_weight = Some(number(weight, "H21"));
        form.total_score = Some(number(score, "I21"));
        form
    }

    fn wrong(form: &Form) -> Vec<(&'static str, String)> {
        wrong_totals(form).iter().map(|wrong| (wrong.field, wrong.due.to_string())).collect()
    }

    #[test]
    fn totals_are_the_sums_of_their_rows() {
        assert!(wrong(&with_totals("100", "89.5")).is_empty());
        assert_eq!(wrong(&with_totals("0", "89.5")), [("total_weight", "100".to_owned())]);
        assert_eq!(wrong(&with_totals("100", "99.5")), [("total_score", "89.5".to_owned())]);
    }

    #[test]
    fn a_total_of_zero_over_scores_is_wrong() {
        assert_eq!(wrong(&with_totals("100", "0")), [("total_score", "89.5".to_owned())]);
    }
}
