//! The typed 总分 of a form: of its weights and of its scores.

use rust_decimal::{Decimal, RoundingStrategy};

use super::score_inconsistent::rounding;
use super::weight_total::weights;
use crate::decimals::rounding_of;
use crate::form::{Form, FundingColumn, Located, OwnField, RowRole};
use crate::workbook::CellRef;

/// A typed total that is not the sum of its rows.
pub(in crate::rules) struct WrongTotal<'a> {
    pub(in crate::rules) field: OwnField,
    /// What is added up, in the form's words.
    pub(in crate::rules) label: &'static str,
    /// Where the total stands.
    pub(in crate::rules) total: &'a Located<Decimal>,
    /// The total as typed, points.
    pub(in crate::rules) stated: Decimal,
    /// The sum of its rows, points.
    pub(in crate::rules) due: Decimal,
    /// The cells of its rows, where these are known to be all of them.
    pub(in crate::rules) rows: Option<Vec<CellRef>>,
}

/// How many stretches of cells a total adds up: more have no form's scores.
const MOST_STRETCHES: usize = 30;

/// The sum of cells as people write it: `SUM(I11:I18,J6)`.
pub(in crate::rules) fn sum_of(cells: &[CellRef]) -> Option<String> {
    let mut cells = cells.to_vec();
    cells.sort_unstable_by_key(|cell| (cell.col, cell.row));
    let follows = |a: &CellRef, b: &CellRef| a.col == b.col && a.row.checked_add(1) == Some(b.row);
    let stretches: Vec<String> = cells
        .chunk_by(follows)
        .filter_map(|stretch| match stretch {
            [one] => Some(one.to_string()),
            [first, .., last] => Some(format!("{first}:{last}")),
            [] => None,
        })
        .collect();
    let can_be = !stretches.is_empty() && stretches.len() <= MOST_STRETCHES;
    can_be.then(|| format!("SUM({})", stretches.join(",")))
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
    let due = added_up(&weights)?;
    let wrong = due == Decimal::ONE_HUNDRED && stated != due && !is_of_indicators(form);
    // The points in a label are no cell's number.
    let in_labels = weights.iter().any(|(_, cell)| !is_weight_cell(form, *cell));
    let rows = (!in_labels).then(|| weights.iter().map(|(_, cell)| *cell).collect());
    wrong.then_some(WrongTotal { field: OwnField::TotalWeight, label: "分值", total, stated, due, rows })
}

/// What points come to, each in its cell; `None` beyond what a decimal holds.
pub(super) fn added_up(points: &[(Decimal, CellRef)]) -> Option<Decimal> {
    points.iter().try_fold(Decimal::ZERO, |sum, (points, _)| sum.checked_add(*points))
}

fn is_weight_cell(form: &Form, cell: CellRef) -> bool {
    let of_rows = form.funding.iter().filter_map(|row| row.cell(FundingColumn::Weight));
    let of_indicators = form.indicators.iter().filter_map(|i| i.weight.as_ref()).map(|weight| weight.cell);
    of_rows.chain(of_indicators).any(|own| own == cell)
}

/// Whether a form's total is that of its indicators alone: it has their weights, and the execution's points come on top.
fn totals_indicators(form: &Form) -> bool {
    let stated = form.total_weight.as_ref().and_then(|total| total.value);
    let weights: Option<Vec<Decimal>> =
        form.indicators.iter().filter_map(|i| i.weight.as_ref()).map(|weight| weight.value).collect();
    let sum = weights.and_then(|all| all.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add));
    stated
        .is_some_and(|stated| stated > Decimal::ZERO && stated < Decimal::ONE_HUNDRED && sum == Some(stated))
}

/// Whether such a total's score is the indicators', too.
fn is_of_indicators(form: &Form) -> bool {
    totals_indicators(form) && score(form).is_none()
}

/// Whether a form's scores are those of all that its hundred points are given for: nothing else was scored.
fn are_all_scored(form: &Form, executions: usize) -> bool {
    let Some(weights) = weights(form) else { return false };
    let sum = added_up(&weights);
    let weighted = form.indicators.iter().filter(|i| i.weight.is_some()).count();
    let each = form.indicators.iter().all(|i| i.score.is_some() == i.weight.is_some());
    // Where the indicators have no points of their own, their tasks do.
    let of_tasks = form.tasks.iter().filter(|task| task.weight.is_some()).count();
    let task_has = |task: usize| form.tasks.get(task).is_some_and(|task| task.weight.is_some());
    let by_tasks = || form.indicators.iter().all(|i| i.score.is_none() || i.task.is_some_and(task_has));
    let (below, fit) = if weighted > 0 { (weighted, each) } else { (of_tasks, by_tasks()) };
    sum == Some(Decimal::ONE_HUNDRED) && fit && weights.len() == executions.saturating_add(below)
}

/// The total score against the sum of the scores, where all are filled in.
fn score(form: &Form) -> Option<WrongTotal<'_>> {
    let total = form.total_score.as_ref().filter(|total| !is_computed(form, total))?;
    let stated = total.value?;
    let filled = |score: &Located<Decimal>| Some((score.value?, score.cell));
    let of_indicators: Option<Vec<(Decimal, CellRef)>> =
        form.indicators.iter().filter_map(|i| i.score.as_ref()).map(filled).collect();
    let of_indicators = of_indicators.filter(|scores| !scores.is_empty())?;
    let executions = |whole: bool| {
        let rows = form.funding.iter().filter(move |row| (row.role == RowRole::Total) == whole);
        rows.filter_map(|row| row.values.get(&FundingColumn::Score).and_then(filled)).collect::<Vec<_>>()
    };
    let whole = executions(true);
    // The parts' scores, where a form gives them, are within the total's.
    let of_execution = match totals_indicators(form) {
        true => Vec::new(),
        false if whole.is_empty() => executions(false),
        false => whole,
    };
    let executions = of_execution.len();
    let scores: Vec<(Decimal, CellRef)> = of_execution.into_iter().chain(of_indicators).collect();
    let sum = added_up(&scores)?;
    let slack = rounding(stated).checked_add(rounding_of(scores.len()))?;
    if sum.checked_sub(stated)?.abs() <= slack {
        return None;
    }
    let due = sum.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let rows = are_all_scored(form, executions).then(|| scores.iter().map(|(_, cell)| *cell).collect());
    Some(WrongTotal { field: OwnField::TotalScore, label: "得分", total, stated, due, rows })
}

#[cfg(test)]
mod tests {
    use super::super::example::{form, number, scored, total_row};
    use super::{sum_of, wrong_totals};
    use crate::form::{Form, FundingColumn, OwnField};
    use crate::workbook::CellRef;

    fn with_totals(weight: &str, score: &str) -> Form {
        let mut form = form(vec![scored(13, ["维护社区点位", "≥40个", "42个"], "90", "80")]);
        form.funding =
            vec![total_row(&[(FundingColumn::Weight, "10", "H6"), (FundingColumn::Score, "9.5", "J6")])];
        form.total_weight = Some(number(weight, "H21"));
        form.total_score = Some(number(score, "I21"));
        form
    }

    fn wrong(form: &Form) -> Vec<(OwnField, String)> {
        wrong_totals(form).iter().map(|wrong| (wrong.field, wrong.due.to_string())).collect()
    }

    #[test]
    fn totals_are_the_sums_of_their_rows() {
        assert!(wrong(&with_totals("100", "89.5")).is_empty());
        assert_eq!(wrong(&with_totals("0", "89.5")), [(OwnField::TotalWeight, "100".to_owned())]);
        assert_eq!(wrong(&with_totals("100", "99.5")), [(OwnField::TotalScore, "89.5".to_owned())]);
    }

    /// What broke: 合计 of the indicators, 90 points of weights, was to have the execution's score in it.
    #[test]
    fn a_total_of_the_indicators_weights_is_that_of_their_scores() {
        assert!(wrong(&with_totals("90", "80")).is_empty());
        assert_eq!(
            wrong(&with_totals("90", "81")),
            [(OwnField::TotalWeight, "100".to_owned()), (OwnField::TotalScore, "80".to_owned())]
        );
    }

    #[test]
    fn the_rows_of_a_total_are_known_where_all_points_are_scored() {
        let formula = |form: &Form| sum_of(wrong_totals(form).first()?.rows.as_ref()?);
        assert_eq!(formula(&with_totals("100", "99.5")).as_deref(), Some("SUM(I13,J6)"));
        assert_eq!(formula(&with_totals("0", "89.5")).as_deref(), Some("SUM(H6,H13)"));
        // Something beside what was read has been scored.
        let mut form = with_totals("100", "99.5");
        form.indicators[0].weight = Some(number("80", "H13"));
        assert_eq!(wrong(&form).len(), 1);
        assert_eq!(formula(&form), None);
        // The execution has a score, and no points.
        let mut form = with_totals("100", "99.5");
        form.indicators[0].weight = Some(number("100", "H13"));
        form.funding = vec![total_row(&[(FundingColumn::Score, "9.5", "J6")])];
        assert_eq!(formula(&form), None);
    }

    #[test]
    fn cells_one_under_the_other_are_one_stretch_of_a_sum() {
        let sum = |cells: &[&str]| {
            let cells: Vec<CellRef> = cells.iter().map(|cell| cell.parse().unwrap()).collect();
            sum_of(&cells).unwrap_or_default()
        };
        assert_eq!(sum(&["J6", "I11", "I12", "I13", "I15"]), "SUM(I11:I13,I15,J6)");
        assert_eq!(sum(&["C9", "C8", "D10"]), "SUM(C8:C9,D10)");
        assert_eq!(sum(&[]), "");
    }

    #[test]
    fn a_total_of_zero_over_scores_is_wrong() {
        assert_eq!(wrong(&with_totals("100", "0")), [(OwnField::TotalScore, "89.5".to_owned())]);
    }
}
