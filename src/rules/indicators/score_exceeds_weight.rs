//! I108

use super::{called, wrong_totals};
use crate::form::{FundingColumn, Located};
use crate::rules::{Finding, FormContext, rule::declare_rule};
use rust_decimal::Decimal;

declare_rule! {
    /// ## 检查什么
    ///
    /// 得分高于分值：指标的、预算执行的，或者总分的。
    ///
    /// ## 为什么
    ///
    /// 得分最高为该项分值，超额完成也不加分。
    ///
    /// ## 例子
    ///
    /// G14 分值 10，H14 得分 12。
    ///
    /// > H14　“更换器材”得分 12，高于分值 10，请核实
    ///
    /// ## 修正
    ///
    /// 不自动修改，由单位核实得分。
    "score-exceeds-weight" {
        code: "I108",
        title: "得分高于分值",
        level: Error,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

type Points<'a> = Option<&'a Located<Decimal>>;

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    let rows = form.funding.iter().enumerate().map(|(index, row)| {
        let of = |column: FundingColumn| row.values.get(&column);
        let name = row.source.get().map_or("预算执行", |source| source.as_str());
        (
            format!("“{name}”"),
            format!("funding.{index}.score"),
            of(FundingColumn::Weight),
            of(FundingColumn::Score),
        )
    });
    let indicators = form.indicators.iter().enumerate().map(|(index, indicator)| {
        (
            called(indicator),
            format!("indicators.{index}.score"),
            indicator.weight.as_ref(),
            indicator.score.as_ref(),
        )
    });
    let mut findings: Vec<Finding> = rows
        .chain(indicators)
        .filter_map(|(name, field, weight, score)| exceeds(context, &name, &field, weight, score))
        .collect();
    if findings.is_empty() && wrong_totals(form).is_empty() {
        // A total above its weights otherwise only follows from the row that is, or from a total that is wrong.
        let (weight, score) = (form.total_weight.as_ref(), form.total_score.as_ref());
        findings.extend(exceeds(context, "总分", "total_score", weight, score));
    }
    findings
}

fn exceeds(
    context: &FormContext<'_>,
    name: &str,
    field: &str,
    weight: Points<'_>,
    score: Points<'_>,
) -> Option<Finding> {
    let (most, score) = (weight?.value?, score?);
    let given = score.value.filter(|given| *given > most)?;
    let (given, most) = (given.normalize(), most.normalize());
    let message = format!("{name}得分 {given}，高于分值 {most}，请核实");
    let finding = Finding::new(&RULE, &context.form.sheet, message)
        .at(score.cell)
        .field(field)
        .actual(given.to_string())
        .expected(format!("≤{most}"));
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::super::example::{form, found, number, scored, total_row};
    use super::RULE;
    use crate::form::FundingColumn;

    #[test]
    fn scores_above_their_weights() {
        let mut form = form(vec![
            scored(14, ["更换器材", "≥120件", "130件"], "10", "12"),
            scored(15, ["验收合格率", "100%", "100%"], "10", "10"),
        ]);
        form.funding =
            vec![total_row(&[(FundingColumn::Weight, "10", "H6"), (FundingColumn::Score, "10.5", "J6")])];
        form.total_weight = Some(number("100", "H20"));
        form.total_score = Some(number("96.5", "I20"));
        assert_eq!(
            found(&RULE, &form),
            [
                ("J6".to_owned(), "“年度资金总额”得分 10.5，高于分值 10，请核实".to_owned()),
                ("I14".to_owned(), "“更换器材”得分 12，高于分值 10，请核实".to_owned()),
            ]
        );
    }
}
