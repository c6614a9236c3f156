//! `score-inconsistent`

use rust_decimal::{Decimal, RoundingStrategy};

use super::stated_scale::full_from;
use super::{called, text};
use crate::decimals::with_places;
use crate::form::{
    FieldPath, FundingColumn, FundingRow, Indicator, IndicatorField, Located, Verdict, completion,
    told_share, wants_none,
};
use crate::rules::{Finding, FormContext, rule::declare_rule};
use crate::workbook::{CellRef, Shown};

declare_rule! {
    /// ## 检查什么
    ///
    /// 指标有分值的表（项目支出自评表）中：
    /// - 预算执行的得分不等于分值 × 执行率（最高为分值）；表上写明执行率达到多少得满分的（“执行率≥85%得满分”），达到的得满分也算对；
    /// - 指标没有完成，得分却是满分，或者明显高于按完成比例计算的分数（目标是一件也没有，却有发生的，完成比例为 0）；
    ///   定性指标“部分达成”得分高于分值的 80%，“未达成”高于 60%。
    ///
    /// 总得分不等于各项得分之和，由 `total-mismatch` 报告。
    ///
    /// ## 为什么
    ///
    /// 财预〔2020〕10号：定量指标完成的记满分，没有完成的按比例计分；定性指标按达成、部分达成、未达成分别记
    /// 100%—80%、80%—60%、60%—0%。
    ///
    /// ## 例子
    ///
    /// E14 目标 `≥120件`，F14 实际 `96件`，完成 80%，G14 分值 10，H14 得分却是 10：按比例不高于 8。
    ///
    /// > H14　“更换器材”没有完成（实际 96件 < 目标 120件，差 24件（20.0%）），得分 10，分值 10：按完成比例 80%，不高于 8，请核实
    ///
    /// ## 修正
    ///
    /// 不自动修改，由单位核实得分。
    "score-inconsistent" {
        code: "I109",
        title: "得分与完成情况不符",
        level: Warning,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    let in_labels = form.execution_weight.is_some();
    if !in_labels && form.indicators.iter().all(|indicator| indicator.weight.is_none()) {
        return Vec::new();
    }
    let executions =
        form.funding.iter().enumerate().filter_map(|(index, row)| execution(context, index, row));
    let indicators =
        form.indicators.iter().enumerate().filter_map(|(index, i)| above_verdict(context, index, i));
    executions.chain(indicators).collect()
}

fn finding(
    context: &FormContext<'_>,
    field: FieldPath,
    score: &Located<Decimal>,
    message: String,
) -> Finding {
    let finding = Finding::new(&RULE, &context.form.sheet, message).at(score.cell).field(field);
    match score.value {
        Some(value) => finding.actual(value.normalize().to_string()),
        None => finding,
    }
}

/// Whether a formula of the template already says what belongs in this cell, so that another rule checks it.
fn is_computed(context: &FormContext<'_>, score: &Located<Decimal>) -> bool {
    context.form.expected_formulas.iter().any(|formula| formula.cell == score.cell)
}

/// Half a unit of the last place of a typed score: of a tenth where it has no more, else of a hundredth, since a score
/// that a formula left with fifteen places is shown with two.
pub(super) fn rounding(score: Decimal) -> Decimal {
    if score.normalize().scale() <= 1 { Decimal::new(5, 2) } else { Decimal::new(5, 3) }
}

/// The execution's score: weight × rate, at most the weight.
fn execution(context: &FormContext<'_>, index: usize, row: &FundingRow) -> Option<Finding> {
    let score = row.values.get(&FundingColumn::Score)?;
    let (given, weight) = (score.value?, context.form.weight_of(row)?.value?);
    if given > weight || is_computed(context, score) {
        return None;
    }
    let judgements = context.judgements();
    let computed_from =
        [FundingColumn::AnnualBudget, FundingColumn::ActualExpenditure, FundingColumn::ExecutionRate];
    let is_incomplete = |column| row.cell(column).is_some_and(|cell| judgements.is_incomplete(cell));
    if computed_from.into_iter().any(is_incomplete) {
        return None;
    }
    // A total that its rows do not make up is another rule's finding: the score may follow from either.
    let amounts = |column: FundingColumn| {
        let by_rows = row.cell(column).and_then(|cell| judgements.total_due(cell));
        row.get(column).into_iter().chain(by_rows).collect::<Vec<_>>()
    };
    let (spent, budgets) = (amounts(FundingColumn::ActualExpenditure), amounts(FundingColumn::AnnualBudget));
    let quotients = || {
        let positive = budgets.iter().filter(|budget| **budget > Decimal::ZERO);
        positive.flat_map(|budget| spent.iter().filter_map(|spent| spent.checked_div(*budget)))
    };
    // A stated rate that is itself wrong is another rule's finding, too; a score that follows it is right.
    let stated = row.get(FundingColumn::ExecutionRate);
    let rates: Vec<Decimal> = quotients().chain(stated).collect();
    let places = row.cell(FundingColumn::ExecutionRate).map_or(4, |cell| places_shown(context, cell));
    let as_shown =
        |rate: &Decimal| rate.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let due = |rate: Decimal| weight.checked_mul(rate).map(|points| points.clamp(Decimal::ZERO, weight));
    let close = |points: Decimal| points.checked_sub(given).is_some_and(|gap| gap.abs() <= rounding(given));
    let mut dues = rates.iter().copied().chain(rates.iter().map(as_shown)).filter_map(due);
    if dues.any(close) {
        return None;
    }
    let rate = *rates.first()?;
    if given == weight && full_from(context.form).is_some_and(|from| rate >= from) {
        return None;
    }
    let points = due(rate)?.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize();
    let percent = rate.checked_mul(Decimal::ONE_HUNDRED)?;
    let percent = percent.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let message = format!(
        "预算执行得分现为 {}，应为 {points}：分值 {} × 执行率 {}%，请核实",
        given.normalize(),
        weight.normalize(),
        with_places(percent, 2)
    );
    Some(
        finding(context, FieldPath::figure(index, FundingColumn::Score), score, message)
            .expected(points.to_string()),
    )
}

/// How many places of a rate, as a fraction, its cell shows.
fn places_shown(context: &FormContext<'_>, cell: CellRef) -> u32 {
    let format = context.sheet().cell(cell).map_or("", |c| context.workbook.style(c).number_format.as_str());
    match Shown::by(format) {
        Shown { percent: true, places: Some(places) } => places.saturating_add(2).min(4),
        _ => 4,
    }
}

/// An indicator's score above what its verdict allows.
fn above_verdict(context: &FormContext<'_>, index: usize, indicator: &Indicator) -> Option<Finding> {
    let score = indicator.score.as_ref()?;
    let (given, weight) = (score.value?, indicator.weight.as_ref()?.value?);
    if indicator.judgement.verdict != Verdict::Unmet || given > weight || given <= Decimal::ZERO {
        return None;
    }
    let (name, target, actual) =
        (text(indicator.name.as_ref()), text(indicator.target.as_ref()), text(indicator.actual.as_ref()));
    // Of a cost, no more than all of it is a completion.
    let completed = completion(name, target, actual).or_else(|| told_share(name, target, actual));
    let (share, how) = match completed.filter(|share| *share < Decimal::ONE) {
        Some(share) => (share, format!("按完成比例 {}", percent(share)?)),
        None if wants_none(target) => (Decimal::ZERO, "目标为零，完成比例为 0".to_owned()),
        None if actual.contains("部分") => {
            (Decimal::new(8, 1), "部分达成的指标最高得分值的 80%".to_owned())
        }
        None if is_denied(target, actual) => (Decimal::new(6, 1), "未达成的指标最高得分值的 60%".to_owned()),
        None => (Decimal::ONE, "没有完成的指标不应得满分".to_owned()),
    };
    let most = weight.checked_mul(share.clamp(Decimal::ZERO, Decimal::ONE))?;
    let full = given >= weight;
    // Offices round scores to whole points.
    if !full && given <= most.ceil() {
        return None;
    }
    let most = most.round_dp_with_strategy(2, RoundingStrategy::ToPositiveInfinity).normalize();
    let limit = if share < Decimal::ONE { format!("{how}，不高于 {most}") } else { how };
    let message = format!(
        "{}没有完成（{}），得分 {}，分值 {}：{limit}，请核实",
        called(indicator),
        indicator.judgement.reason,
        given.normalize(),
        weight.normalize()
    );
    Some(
        finding(context, FieldPath::indicator(index, IndicatorField::Score), score, message)
            .expected(format!("≤{most}")),
    )
}

/// Whether an actual value denies what its target says in words: 未提升, 不健全.
fn is_denied(target: &str, actual: &str) -> bool {
    let denies = |not: char| {
        actual.strip_prefix(not).is_some_and(|denied| !denied.is_empty() && target.contains(denied))
    };
    actual.starts_with(['未', '没']) || ['不', '无'].into_iter().any(denies)
}

/// `80%`
fn percent(share: Decimal) -> Option<String> {
    let percent = share.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(format!("{}%", percent.round_dp_with_strategy(2, RoundingStrategy::ToZero).normalize()))
}

#[cfg(test)]
mod tests {
    use super::super::example::{cell, form, found, indicator, scored, total_row};
    use super::RULE;
    use crate::form::{Form, FundingColumn, Indicator, Unmapped};

    fn with_execution(score: &str, indicators: Vec<Indicator>) -> Form {
        let mut form = form(indicators);
        form.funding = vec![total_row(&[
            (FundingColumn::AnnualBudget, "135", "F6"),
            (FundingColumn::ActualExpenditure, "128.25", "G6"),
            (FundingColumn::Weight, "10", "H6"),
            (FundingColumn::ExecutionRate, "0.95", "I6"),
            (FundingColumn::Score, score, "J6"),
        ])];
        form
    }

    fn met() -> Indicator {
        scored(13, ["维护社区点位", "≥40个", "42个"], "15", "15")
    }

    #[test]
    fn the_executions_score_follows_from_its_rate() {
        assert!(found(&RULE, &with_execution("9.5", vec![met()])).is_empty());
        assert!(found(&RULE, &with_execution("9.499999999999998", vec![met()])).is_empty());
        assert_eq!(
            found(&RULE, &with_execution("10", vec![met()])),
            [("J6".to_owned(), "预算执行得分现为 10，应为 9.5：分值 10 × 执行率 95.00%，请核实".to_owned())]
        );
    }

    #[test]
    fn all_points_from_a_rate_on_that_the_form_names_are_right() {
        let note = |text: &str| {
            let mut form = with_execution("10", vec![met()]);
            form.unmapped.push(Unmapped { cell: cell("A10"), value: text.to_owned() });
            found(&RULE, &form).len()
        };
        assert_eq!(note("注：预算执行率达到85%及以上的得满分，低于85%的按比例计分"), 0);
        assert_eq!(note("注：预算执行率达到98%及以上的得满分"), 1);
        assert_eq!(note("注：满意度85%及以上的得满分"), 1);
    }

    #[test]
    fn a_score_of_the_rate_as_it_is_shown_is_right() {
        let mut form = with_execution("8.92", vec![met()]);
        for (column, number) in [
            (FundingColumn::AnnualBudget, "1523.31"),
            (FundingColumn::ActualExpenditure, "1358.02"),
            (FundingColumn::ExecutionRate, "0.891493"),
        ] {
            form.funding[0].values.get_mut(&column).unwrap().value = Some(number.parse().unwrap());
        }
        assert!(found(&RULE, &form).is_empty());
    }

    #[test]
    fn an_unmet_indicator_is_scored_in_proportion() {
        let unmet = |score: &str| scored(14, ["更换器材", "≥120件", "96件"], "10", score);
        assert!(found(&RULE, &with_execution("9.5", vec![unmet("8")])).is_empty());
        let found = found(&RULE, &with_execution("9.5", vec![unmet("9")]));
        assert_eq!(found[0].0, "I14");
        assert!(found[0].1.contains("按完成比例 80%，不高于 8"), "{}", found[0].1);
    }

    #[test]
    fn a_missed_deadline_does_not_get_full_marks() {
        let late = |score: &str| scored(16, ["完成时间", "2021年11月底前", "2021年12月8日"], "5", score);
        assert!(found(&RULE, &with_execution("9.5", vec![late("4")])).is_empty());
        assert_eq!(found(&RULE, &with_execution("9.5", vec![late("5")])).len(), 1);
    }

    #[test]
    fn of_what_was_to_be_none_nothing_is_completed() {
        let some = |target: &str, score: &str| scored(14, ["安全事故", target, "2起"], "10", score);
        assert!(found(&RULE, &with_execution("9.5", vec![some("0起", "0")])).is_empty());
        assert!(found(&RULE, &with_execution("9.5", vec![some("≤1起", "5")])).is_empty());
        let found = found(&RULE, &with_execution("9.5", vec![some("0起", "5")]));
        assert!(found[0].1.contains("目标为零，完成比例为 0，不高于 0"), "{}", found[0].1);
    }

    #[test]
    fn what_is_denied_in_words_gets_three_fifths() {
        let denied = |actual: &str, score: &str| scored(14, ["制度建设", "健全", actual], "5", score);
        assert!(found(&RULE, &with_execution("9.5", vec![denied("不健全", "3")])).is_empty());
        assert_eq!(found(&RULE, &with_execution("9.5", vec![denied("不健全", "4")])).len(), 1);
    }

    #[test]
    fn a_share_of_the_task_that_is_told_is_the_completion() {
        let told = |score: &str| scored(14, ["举办活动", "20场", "完成目标的75%"], "10", score);
        assert!(found(&RULE, &with_execution("9.5", vec![told("7.5")])).is_empty());
        let found = found(&RULE, &with_execution("9.5", vec![told("9")]));
        assert!(found[0].1.contains("按完成比例 75%，不高于 7.5"), "{}", found[0].1);
    }

    #[test]
    fn a_cost_above_its_budget_is_no_completion() {
        let above = |score: &str| scored(14, ["公用经费", "100万元", "110万元"], "10", score);
        assert!(found(&RULE, &with_execution("9.5", vec![above("9")])).is_empty());
        let found = found(&RULE, &with_execution("9.5", vec![above("10")]));
        assert!(found[0].1.contains("没有完成的指标不应得满分"), "{}", found[0].1);
    }

    #[test]
    fn forms_without_weights_are_left_alone() {
        assert!(
            found(&RULE, &with_execution("3", vec![indicator(14, "更换器材", "≥120件", "96件")])).is_empty()
        );
    }
}
