//! `outlier`

use rust_decimal::Decimal;

use crate::decimals::rounding_of;
use crate::form::{FieldPath, FundingColumn, MoneyUnit, RowRole};
use crate::formula::{amount, percentage};
use crate::record::{FiledForm, FormRecord, FundingRecord};
use crate::rules::rule::declare_rule;
use crate::rules::{BatchContext, Finding};

use super::finding_at;

declare_rule! {
    /// ## 检查什么
    ///
    /// 本批有十份以上自评表时，某个部门的数明显离群：合计的预算完成率比中位数高或低 30 个百分点以上，且远超其他部门的差异；
    /// 或者合计的实际支出数是中位数的 100 倍以上、1% 以下，而别的部门都远没有这么大的差别。
    ///
    /// ## 为什么
    ///
    /// 可能是单位用错、少填了一行，也可能确有原因。单看一份表看不出来，放在一起就显眼。
    ///
    /// ## 例子
    ///
    /// 各部门预算完成率多在 85% 至 98% 之间，G5 为 31.20%：
    ///
    /// > G5　合计的预算完成率为 31.20%，本批中位数为 92.15%，差别较大，请核实
    ///
    /// ## 修正
    ///
    /// 不修正，仅供参考。
    "outlier" {
        code: "X202",
        title: "明显离群",
        level: Info,
        fix: None,
        since: "0.1.0",
        check: Batch(check),
    }
}

/// Fewer forms say nothing about what is usual.
const FEWEST: usize = 10;

fn check(context: &BatchContext<'_>) -> Vec<Finding> {
    let forms: Vec<FiledForm<'_>> = context.filed().collect();
    let mut findings = odd_rates(&forms);
    findings.extend(odd_amounts(&forms));
    findings
}

/// A figure of a form's total row.
#[derive(Debug, Clone, Copy)]
struct Figure<'a> {
    form: FiledForm<'a>,
    row: usize,
    value: Decimal,
}

/// The figures of a kind of rate, or the amounts in one unit, each from a form's total row.
fn figures<'a>(
    forms: &[FiledForm<'a>],
    value: impl Fn(&FormRecord, &FundingRecord) -> Option<Decimal>,
) -> Vec<Figure<'a>> {
    let totals = forms.iter().filter_map(|&form| {
        let FiledForm { record, .. } = form;
        let row = record.funding.iter().position(|row| row.role == RowRole::Total)?;
        if contradicts_itself(record, record.funding.get(row)?) {
            return None;
        }
        Some(Figure { form, row, value: value(record, record.funding.get(row)?)? })
    });
    totals.collect()
}

/// Whether a form's own figures say that something is wrong with them. Then that is told by rules on single forms, and
/// what follows from it is not told again.
fn contradicts_itself(form: &FormRecord, total: &FundingRecord) -> bool {
    let parts = || form.funding.iter().filter(|row| row.role == RowRole::Part);
    let sum = |of: fn(&FundingRecord) -> Option<Decimal>| {
        parts().next()?;
        parts().try_fold(Decimal::ZERO, |sum, row| sum.checked_add(of(row)?))
    };
    let columns: [fn(&FundingRecord) -> Option<Decimal>; 4] = [
        |row| row.initial_budget,
        |row| row.budget_adjustment,
        |row| row.annual_budget,
        |row| row.actual_expenditure,
    ];
    let rounding = rounding_of(parts().count().saturating_add(1));
    let differs = |of: fn(&FundingRecord) -> Option<Decimal>| {
        let difference = of(total).zip(sum(of)).and_then(|(stated, sum)| stated.checked_sub(sum));
        difference.is_some_and(|difference| difference.abs() > rounding)
    };
    let tasks = form.tasks.iter().filter_map(|task| task.funds).try_fold(Decimal::ZERO, Decimal::checked_add);
    // Tasks with a thousandth of what was spent are in another unit.
    let in_another_unit = tasks.zip(total.actual_expenditure).is_some_and(|(tasks, spent)| {
        tasks > Decimal::ZERO && tasks.checked_mul(Decimal::ONE_THOUSAND).is_some_and(|tasks| tasks <= spent)
    });
    in_another_unit || columns.into_iter().any(differs)
}

/// Rates far from the median, as measured by the median distance from it (MAD): ten times that and 30 points.
fn odd_rates(forms: &[FiledForm<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for column in [FundingColumn::CompletionRate, FundingColumn::ExecutionRate] {
        let figures = figures(forms, |_, row| row.get(column));
        let Some(median) = median(figures.iter().map(|figure| figure.value)) else { continue };
        let distance =
            |figure: &Figure<'_>| figure.value.checked_sub(median).map_or(Decimal::MAX, |d| d.abs());
        let Some(usual) = self::median(figures.iter().map(distance)) else { continue };
        let far = usual.checked_mul(Decimal::TEN).unwrap_or(Decimal::MAX).max(Decimal::new(30, 2));
        for figure in figures.iter().filter(|figure| distance(figure) > far) {
            let message = format!(
                "合计的{}为 {}，本批中位数为 {}，差别较大，请核实",
                column.title(),
                percentage(figure.value),
                percentage(median)
            );
            let field = FieldPath::figure(figure.row, column);
            findings.push(finding_at(&RULE, figure.form, field, message).actual(percentage(figure.value)));
        }
    }
    findings
}

/// Amounts a hundred times the median or a hundredth of it, where no other department's come near to that.
fn odd_amounts(forms: &[FiledForm<'_>]) -> Vec<Finding> {
    let unit = MoneyUnit::TenThousand;
    let figures = figures(forms, |form, row| {
        form.money_unit().convert(row.actual_expenditure?, unit).filter(|amount| *amount > Decimal::ZERO)
    });
    let Some(median) = median(figures.iter().map(|figure| figure.value)) else { return Vec::new() };
    // How many times larger or smaller than the median, whichever is above one.
    let times = |figure: &Figure<'_>| {
        let (large, small) =
            if figure.value > median { (figure.value, median) } else { (median, figure.value) };
        large.checked_div(small).unwrap_or(Decimal::MAX)
    };
    let hundredfold = |figure: &&Figure<'_>| times(figure) >= Decimal::ONE_HUNDRED;
    let is_usual = |figure: &&Figure<'_>| times(figure) < Decimal::from(30_u32);
    let odd: Vec<&Figure> = figures.iter().filter(hundredfold).collect();
    // Departments differ in size; where sizes are spread evenly up to the largest, none is odd.
    let usual = figures.iter().filter(is_usual).count();
    if odd.is_empty() || odd.len() * 10 > figures.len() || usual + odd.len() < figures.len() {
        return Vec::new();
    }
    odd.into_iter()
        .map(|figure| {
            let message = format!(
                "合计的{}为 {}{unit}，本批中位数为 {}{unit}，相差 100 倍以上，请核实单位和小数点",
                FundingColumn::ActualExpenditure.title(),
                amount(figure.value),
                amount(median.round_dp(2))
            );
            let field = FieldPath::figure(figure.row, FundingColumn::ActualExpenditure);
            finding_at(&RULE, figure.form, field, message).actual(amount(figure.value))
        })
        .collect()
}

/// The median; `None` of so few that it says nothing.
fn median(values: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    let mut values: Vec<Decimal> = values.collect();
    if values.len() < FEWEST {
        return None;
    }
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use crate::form::RowRole;
    use crate::record::{FormRecord, FundingRecord, TaskRecord};
    use crate::rules::testing::{at, batch_lines, dec, report};
    use crate::settings::Settings;

    fn form(n: usize, rate: &str, spent: &str) -> FormRecord {
        let total = FundingRecord {
            role: RowRole::Total,
            completion_rate: Some(dec(rate)),
            actual_expenditure: Some(dec(spent)),
            ..FundingRecord::default()
        };
        let mut form = FormRecord { funding: vec![total], ..report(&format!("{n:02}.xlsx"), "局") };
        form.cells.insert("funding.0.completion_rate".parse().unwrap(), at("G5"));
        form.cells.insert("funding.0.actual_expenditure".parse().unwrap(), at("E5"));
        form
    }

    fn usual() -> Vec<FormRecord> {
        (0..12).map(|n| form(n, &format!("0.{}", 85 + n), &format!("{}", 800 + 700 * n))).collect()
    }

    fn lines(forms: &[FormRecord]) -> Vec<String> {
        batch_lines("outlier", forms, None, &Settings::default())
    }

    #[test]
    fn a_rate_far_from_the_others_is_found() {
        let mut forms = usual();
        forms.push(form(12, "0.312", "5000"));
        assert_eq!(
            lines(&forms),
            ["12.xlsx G5 合计的预算完成率为 31.20%，本批中位数为 90.00%，差别较大，请核实"]
        );
    }

    #[test]
    fn an_amount_in_the_wrong_unit_is_found() {
        let mut forms = usual();
        forms.push(form(12, "0.9", "50000000"));
        let found = lines(&forms);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("12.xlsx E5 合计的实际支出数为 50000000.00万元"), "{found:?}");
    }

    #[test]
    fn an_amount_in_yuan_is_compared_in_ten_thousands() {
        let mut forms = usual();
        forms.push(FormRecord { unit: Some("元".to_owned()), ..form(12, "0.9", "50000000") });
        assert!(lines(&forms).is_empty());
    }

    #[test]
    fn what_the_forms_own_figures_show_is_not_told_again() {
        let mut forms = usual();
        let mut odd = form(12, "0.16", "900");
        let part = FundingRecord { role: RowRole::Part, ..odd.funding[0].clone() };
        odd.funding.push(FundingRecord { actual_expenditure: Some(dec("5000")), ..part });
        forms.push(odd);
        let mut in_yuan = form(13, "0.9", "50000000");
        in_yuan.tasks.push(TaskRecord { funds: Some(dec("1200")), ..TaskRecord::default() });
        forms.push(in_yuan);
        assert!(lines(&forms).is_empty());
    }

    /// Parts that miss their total by half were taken for a rounding on a form in 万元, and for a fault on one in 元.
    #[test]
    fn what_a_forms_figures_are_off_by_counts_in_any_unit() {
        let with_part = |unit: &str, part: &str| {
            let mut odd = FormRecord { unit: Some(unit.to_owned()), ..form(12, "0.16", "2.00") };
            let row = FundingRecord { role: RowRole::Part, ..odd.funding[0].clone() };
            odd.funding.push(FundingRecord { actual_expenditure: Some(dec(part)), ..row });
            let forms: Vec<FormRecord> = usual().into_iter().chain([odd]).collect();
            lines(&forms).iter().filter(|line| line.contains("预算完成率")).count()
        };
        for unit in ["元", "万元"] {
            assert_eq!((with_part(unit, "2.01"), with_part(unit, "1.00")), (1, 0), "{unit}");
        }
    }

    #[test]
    fn sizes_that_are_spread_are_fine() {
        let forms: Vec<FormRecord> = (0..20).map(|n| form(n, "0.9", &(1_u64 << n).to_string())).collect();
        assert!(lines(&forms).is_empty());
    }

    #[test]
    fn a_few_forms_say_nothing_of_what_is_usual() {
        let forms: Vec<FormRecord> =
            usual().into_iter().take(8).chain([form(12, "0.1", "90000000")]).collect();
        assert!(lines(&forms).is_empty());
    }

    #[test]
    fn forms_like_each_other_are_fine() {
        assert!(lines(&usual()).is_empty());
    }
}
