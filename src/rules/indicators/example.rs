//! A form built by hand, for the rules' tests.

use rust_decimal::Decimal;

use crate::form::{Form, FundingColumn, FundingRow, Indicator, Located, RowRole, judge};
use crate::formula::Evaluation;
use crate::rules::{Check, Finding, FormContext, Rule};
use crate::settings::Settings;
use crate::workbook::{CellRef, Workbook};

/// A cell by its address.
pub(in crate::rules) fn cell(address: &str) -> CellRef {
    address.parse().expect("an address")
}

/// A text in a cell; blank where the text is.
pub(in crate::rules) fn located(text: &str, address: &str) -> Located<String> {
    if text.is_empty() { Located::blank(cell(address)) } else { Located::new(text.to_owned(), cell(address)) }
}

/// A number in a cell.
pub(in crate::rules) fn number(number: &str, address: &str) -> Located<Decimal> {
    Located::new(number.parse().expect("a number"), cell(address))
}

/// An indicator in `row`: name in D, definition in E, target in F, actual value in G.
pub(in crate::rules) fn indicator(row: u32, name: &str, target: &str, actual: &str) -> Indicator {
    Indicator {
        name: Some(located(name, &format!("D{row}"))),
        definition: Some(located("", &format!("E{row}"))),
        target: Some(located(target, &format!("F{row}"))),
        actual: Some(located(actual, &format!("G{row}"))),
        judgement: judge(name, target, actual, Some(2021)),
        ..Indicator::default()
    }
}

/// An indicator as above, with weight in H and score in I.
pub(in crate::rules) fn scored(row: u32, words: [&str; 3], weight: &str, score: &str) -> Indicator {
    let [name, target, actual] = words;
    Indicator {
        weight: Some(number(weight, &format!("H{row}"))),
        score: Some(number(score, &format!("I{row}"))),
        ..indicator(row, name, target, actual)
    }
}

/// A form of the year 2021 with these indicators.
pub(in crate::rules) fn form(indicators: Vec<Indicator>) -> Form {
    Form {
        sheet: "Sheet1".to_owned(),
        year: Some(Located::new(2021, cell("A2"))),
        indicators,
        ..Form::default()
    }
}

/// The total row of a funding table in row 6, with these columns.
pub(in crate::rules) fn total_row(columns: &[(FundingColumn, &str, &str)]) -> FundingRow {
    FundingRow {
        source: Located::new("年度资金总额".to_owned(), cell("A6")),
        role: RowRole::Total,
        may_stand_apart: false,
        of_which: false,
        part_of: None,
        values: columns.iter().map(|(column, value, at)| (*column, number(value, at))).collect(),
    }
}

/// What `rule` finds on `form`.
pub(in crate::rules) fn findings(rule: &'static Rule, form: &Form) -> Vec<Finding> {
    let Check::Form(check) = rule.check else { panic!("{} looks at all forms", rule.name) };
    let (workbook, evaluation, settings) = (Workbook::default(), Evaluation::default(), Settings::default());
    FormContext::each(&workbook, &evaluation, std::slice::from_ref(form), &settings)
        .flat_map(|context| check(&context))
        .collect()
}

/// Where `rule` finds something on `form`, and what.
pub(in crate::rules) fn found(rule: &'static Rule, form: &Form) -> Vec<(String, String)> {
    findings(rule, form)
        .into_iter()
        .map(|finding| (finding.cell.map(|c| c.to_string()).unwrap_or_default(), finding.message))
        .collect()
}
