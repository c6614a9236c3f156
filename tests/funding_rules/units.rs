//! Columns with a unit of their own: their amounts were taken for the form's unit, and right rates were mended to 950394.92 %.

use rust_decimal::Decimal;
use ziping::form::{Form, FundingColumn};
use ziping::formula::Evaluation;
use ziping::record::FixSafety;
use ziping::rules::NewContent;
use ziping::template::{Templates, read_forms};
use ziping::workbook::Workbook;

use crate::form::{all_findings, findings, form, found, found_in, mended};

/// The form with its expenditures in 元.
const IN_YUAN: [(&str, &str); 4] =
    [("E4", "实际支出数（元）"), ("E6", "8222600"), ("E7", "5000000"), ("E8", "3000000")];

/// Rates that were typed.
const TYPED: [(&str, &str); 4] = [("G5", "0.8517"), ("G6", "0.8651"), ("G7", "0.9020"), ("G8", "0.75")];

/// What else is to be found the same with the sources across.
pub(crate) fn cases() -> impl Iterator<Item = Vec<(&'static str, &'static str)>> {
    let more: [&[(&str, &str)]; 5] = [
        &TYPED,
        &[],
        &[("G5", "=E5/10000/(C5+D5)"), ("G6", "=ROUND(E6/(C6+D6)/10000,4)"), ("G7", "0.9020"), ("G8", "0.5")],
        &[("G5", "0.8517"), ("G6", "0.8651"), ("G7", "0.9020"), ("G8", "0.75"), ("E7", "'5,000,000")],
        &[("G5", "0.8517"), ("G6", "0.8651"), ("G7", "0.9020"), ("G8", "0.75"), ("E5", "=SUM(E6:E7)")],
    ];
    more.into_iter().map(|more| [&IN_YUAN[..], more].concat())
}

fn with<'a>(parts: &[&[(&'a str, &'a str)]]) -> Vec<(&'a str, &'a str)> {
    parts.concat()
}

fn read(workbook: &Workbook) -> Form {
    let evaluation = Evaluation::of(workbook);
    read_forms(workbook, &evaluation, &Templates::builtin()).remove(0)
}

fn amount(form: &Form, row: usize, column: FundingColumn) -> String {
    form.funding[row].get(column).unwrap().normalize().to_string()
}

#[test]
fn a_column_counts_in_the_unit_of_its_heading() {
    for heading in ["实际支出数（元）", "实际支出数\n(元)", "实际支出数（单位：元）"]
    {
        let workbook = form(&with(&[&IN_YUAN, &TYPED, &[("E4", heading)]]));
        let read = read(&workbook);
        assert_eq!(amount(&read, 0, FundingColumn::ActualExpenditure), "1622.26", "{heading}");
        assert_eq!(amount(&read, 0, FundingColumn::InitialBudget), "1843.65");
        assert_eq!(read.money_unit().as_str(), "万元");
        assert!(all_findings(&workbook).iter().all(|f| f.rule.name != "unit-mismatch"));
        assert_eq!(found(&with(&[&IN_YUAN, &TYPED, &[("E4", heading)]])), [""; 0]);
    }
}

#[test]
fn a_right_rate_over_two_units_is_right_however_it_is_written() {
    let formulas =
        |pattern: &str| ["5", "6", "7", "8"].map(|row| (format!("G{row}"), pattern.replace('#', row)));
    for pattern in ["=E#/10000/(C#+D#)", "=ROUND(E#/(C#+D#)/10000,4)", "=E#/((C#+D#)*10000)"] {
        let rates = formulas(pattern);
        let rates: Vec<(&str, &str)> = rates.iter().map(|(at, text)| (at.as_str(), text.as_str())).collect();
        assert_eq!(found(&with(&[&IN_YUAN, &rates])), [""; 0], "{pattern}");
    }
}

#[test]
fn a_wrong_rate_over_two_units_is_mended_by_a_formula_that_converts() {
    let (formula, cached, safety) = mended(&with(&[&IN_YUAN, &TYPED, &[("G6", "0.8923")]]));
    assert_eq!((formula.as_str(), safety), ("E6/10000/(C6+D6)", FixSafety::Safe));
    assert_eq!(cached.number().unwrap().round_dp(4), Decimal::new(8651, 4));
    // Where no rate bears out what the heading says, it is only proposed.
    let all = findings(&form(&IN_YUAN));
    assert!(all.iter().all(|f| f.rule.name == "rate-wrong-formula"), "{all:#?}");
    assert!(all.iter().all(|f| f.fix.as_ref().unwrap().safety == FixSafety::Suggested), "{all:#?}");
}

#[test]
fn what_is_written_into_a_column_is_in_its_unit() {
    let findings = findings(&form(&with(&[&IN_YUAN, &TYPED, &[("E7", "'5,000,000"), ("E8", "'300万元")]])));
    let written: Vec<&NewContent> = findings
        .iter()
        .flat_map(|f| f.fix.iter().flat_map(|fix| &fix.edits))
        .map(|edit| &edit.content)
        .collect();
    let number = |n: i64| NewContent::Number(Decimal::from(n));
    assert_eq!(written, [&number(5_000_000), &number(3_000_000)], "{findings:#?}");
}

#[test]
fn a_total_is_the_sum_of_its_column_in_its_unit() {
    let short = with(&[&IN_YUAN, &TYPED, &[("E5", "=SUM(E6:E7)")]]);
    let (formula, cached, safety) = mended(&short);
    assert_eq!((formula.as_str(), safety), ("SUM(E6:E8)", FixSafety::Safe));
    assert_eq!(cached.number(), Some(Decimal::from(16_222_600)));
}

#[test]
fn more_spent_than_budgeted_is_told_in_one_unit() {
    let over =
        findings(&form(&with(&[&IN_YUAN, &TYPED, &[("E7", "7000000"), ("G7", "1.2628"), ("G5", "0.9567")]])));
    assert_eq!(
        over[0].message,
        "政府性基金预算 实际支出数（元） 700.00万元 大于预算数 554.30万元，超出 145.70万元，请核实并说明原因"
    );
}

#[test]
fn headings_that_all_have_another_unit_than_the_title_decide() {
    let workbook = form(&with(&[
        &IN_YUAN,
        &[("C4", "年初预算数（元）"), ("C6", "8436500"), ("C7", "6000000"), ("C8", "4000000")],
        &[("D4", "预算调整数（元）"), ("D6", "1068700"), ("D7", "-457000"), ("D8", "0")],
    ]));
    assert_eq!(amount(&read(&workbook), 0, FundingColumn::InitialBudget), "1843.65");
    assert_eq!(found_in(&workbook), [""; 0]);
}

#[test]
fn the_only_heading_with_a_unit_is_not_the_whole_forms() {
    let workbook = form(&with(&[&IN_YUAN, &TYPED, &[("H3", "")]]));
    let read = read(&workbook);
    assert_eq!(read.money_unit().as_str(), "万元");
    assert_eq!(amount(&read, 0, FundingColumn::ActualExpenditure), "1622.26");
    assert_eq!(found_in(&workbook), [""; 0]);
}

#[test]
fn a_heading_that_its_amounts_do_not_follow_is_told_and_not_believed() {
    let changes = [("E4", "实际支出数（元）")];
    for rates in [&TYPED[..], &[], &[("G5", ""), ("G6", ""), ("G7", ""), ("G8", "")]] {
        let workbook = form(&with(&[&changes, rates]));
        assert_eq!(amount(&read(&workbook), 0, FundingColumn::ActualExpenditure), "1622.26");
        let findings = findings(&workbook);
        let [finding] = findings.as_slice() else { panic!("{findings:#?}") };
        assert_eq!((finding.rule.name, finding.cell.unwrap().to_string().as_str()), ("unit-mismatch", "E4"));
        assert!(finding.fix.is_none());
    }
}

#[test]
fn the_tasks_funds_have_the_unit_of_their_heading() {
    let workbook = form(&[("H11", "任务涉及资金（元）"), ("H12", "604000")]);
    assert_eq!(read(&workbook).tasks[0].funds.as_ref().unwrap().value, Some(Decimal::new(604, 1)));
    assert_eq!(all_findings(&workbook).iter().filter(|f| f.cell.unwrap().to_string() == "H12").count(), 0);
    // Written as text, they stay in it; in 万元 all the same, they are read as that.
    let text = findings(&form(&[("H11", "任务涉及资金（元）"), ("H12", "'604,000")]));
    assert_eq!(text[0].fix.as_ref().unwrap().edits[0].content, NewContent::Number(Decimal::from(604_000)));
    let not_followed = form(&[("H11", "任务涉及资金（元）")]);
    assert_eq!(read(&not_followed).tasks[0].funds.as_ref().unwrap().value, Some(Decimal::new(604, 1)));
    assert_eq!(found(&[("H11", "任务涉及资金（元）")]), ["H11 unit-mismatch"]);
}
