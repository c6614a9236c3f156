//! Amounts that cannot be read, or are blank: what follows from them was taken for a fault, and right rates were overwritten.

use crate::form::{all_findings, form, found};

/// Rates as somebody typed them who knew all amounts.
const TYPED: [(&str, &str); 4] = [("G5", "0.8517"), ("H5", "0.0332"), ("G7", "0.9020"), ("H7", "0.0762")];

const UNKNOWN: [(&str, &str); 5] =
    [("C7", "'约600"), ("E7", "'500（未决算）"), ("D7", "'待定"), ("E7", ""), ("C7", "")];

/// What else is to be found the same with the sources across.
pub(crate) fn cases() -> impl Iterator<Item = Vec<(&'static str, &'static str)>> {
    UNKNOWN.into_iter().map(|change| [&TYPED[..], &[change]].concat())
}

#[test]
fn a_typed_rate_is_not_judged_by_an_amount_that_nobody_can_read() {
    for changes in cases() {
        assert_eq!(found(&changes), [""; 0], "{changes:?}");
    }
}

#[test]
fn rates_of_other_rows_are_judged_all_the_same() {
    let changes = [&TYPED[..], &[("C7", "'约600"), ("G6", "0.8923")]].concat();
    assert_eq!(found(&changes), ["G6 rate-wrong-value"]);
}

#[test]
fn a_typed_total_is_judged_by_what_it_says_itself() {
    let typed = [("C5", "1843.65"), ("D5", "61.17"), ("E5", "1622.26"), ("C7", "'约600")];
    let with_rate = |rate| found(&[&typed[..], &[("G5", rate), ("H5", "0.0332")]].concat());
    assert_eq!(with_rate("0.8517"), [""; 0]);
    assert_eq!(with_rate("0.9517"), ["G5 rate-wrong-value"]);
}

#[test]
fn what_somebody_computed_is_not_replaced_by_a_formula_over_what_is_left() {
    for (cell, formula) in
        [("G5", "=1622.26/1904.82"), ("C5", "=843.65+600+400"), ("G5", "=[1]Sheet1!$G$5|0.8517")]
    {
        let findings =
            all_findings(&form(&[("C7", ""), ("G7", "0.9020"), ("H7", "0.0762"), (cell, formula)]));
        let here = findings.iter().find(|f| f.cell.unwrap().to_string() == cell).unwrap();
        let edits = here.fix.iter().flat_map(|fix| &fix.edits).map(|edit| &edit.content);
        let writes: Vec<String> = edits.map(|content| format!("{content:?}")).collect();
        assert!(writes.iter().all(|content| content.contains("0.8517")), "{formula}: {writes:?}");
    }
}

#[test]
fn more_spent_than_a_budget_that_lacks_an_amount_is_not_told() {
    assert_eq!(found(&[("C7", "'约1600"), ("E7", "1500"), ("E5", "2622.26")]), [""; 0]);
}

#[test]
fn tasks_are_not_compared_with_a_total_that_lacks_an_amount() {
    let told = |change| {
        let findings = all_findings(&form(&[("H12", "1000"), change]));
        findings.iter().filter(|f| f.rule.name == "task-funds-exceed-total").count()
    };
    assert_eq!(told(("E6", "'约822")), 0);
    assert_eq!(told(("E6", "122")), 1);
}
