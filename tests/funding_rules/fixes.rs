//! What fixes make of a form.

use rust_decimal::Decimal;
use ziping::formula::Evaluation;
use ziping::record::FixSafety;
use ziping::rules::NewContent;
use ziping::workbook::{CellRef, Value, Workbook};

use crate::faults::CASES;
use crate::form::{at, content, findings, form, found_in, found_with_fixes, mended};

#[test]
fn the_fix_is_the_templates_formula_in_the_departments_cells_with_its_exact_result() {
    let (formula, cached, safety) = mended(&[("G6", "0.8923")]);
    assert_eq!((formula.as_str(), safety), ("E6/(C6+D6)", FixSafety::Safe));
    assert_eq!(cached.number(), Some(Decimal::from_str_exact("0.865063333754156").unwrap()));

    let (formula, _, safety) = mended(&[("E5", "1722.26")]);
    assert_eq!((formula.as_str(), safety), ("SUM(E6:E8)", FixSafety::Suggested));
}

#[test]
fn a_rate_without_a_budget_is_mended_to_a_guarded_formula_that_shows_nothing() {
    let (formula, cached, _) = mended(&[("C8", "0"), ("D8", "0"), ("E8", "0"), ("H8", "")]);
    assert_eq!((formula.as_str(), cached), ("IF(C8+D8=0,\"\",E8/(C8+D8))", Value::Text(String::new())));
}

#[test]
fn a_dash_among_the_amounts_does_not_break_the_mended_formula() {
    let (formula, cached, _) = mended(&[("D8", "'—"), ("H8", "")]);
    assert_eq!((formula.as_str(), cached), ("E8/(C8+N(D8))", Value::Number(Decimal::new(75, 2))));
}

#[test]
fn what_is_in_yuan_is_converted_in_all_its_cells_at_once() {
    let workbook = form(&[("C6", "8436500"), ("D6", "1068700"), ("E6", "8222600")]);
    let findings = findings(&workbook);
    let edits = &findings[0].fix.as_ref().unwrap().edits;
    let cells: Vec<String> = edits.iter().map(|edit| edit.cell.to_string()).collect();
    assert_eq!(cells, ["C6", "D6", "E6"]);
    assert_eq!(edits[0].content, NewContent::Number(Decimal::new(84365, 2)));
}

/// Totals of a few thousand were "mended" to hundreds of thousands.
#[test]
fn no_total_is_mended_to_a_hundred_times_as_much() {
    let changes = [("C8", "400000"), ("E8", "300000"), ("C5", "1483.65"), ("D5", "61.17"), ("E5", "1452.26")];
    let found = findings(&form(&changes));
    assert!(found.iter().all(|finding| finding.fix.is_none() && finding.expected.is_none()), "{found:#?}");
    assert_eq!(
        found[0].message,
        "年初预算数合计现为 1483.65，各行之和却为 401443.65，疑有一行的单位不对（按元填写）或填错，请核实"
    );
}

/// The workbook with every safe fix carried out, and all results renewed as Excel would.
pub(crate) fn corrected(workbook: &Workbook) -> Workbook {
    let mut mended = workbook.clone();
    for fix in
        findings(workbook).into_iter().filter_map(|f| f.fix).filter(|fix| fix.safety == FixSafety::Safe)
    {
        for edit in fix.edits {
            let cell = mended.sheets[0].cells.entry(edit.cell).or_default();
            (cell.formula, cell.value) = match edit.content {
                NewContent::Formula { formula, cached, .. } => (Some(formula), cached),
                NewContent::Number(number) | NewContent::Rate(number) => (None, Value::Number(number)),
                NewContent::Text(text) => (None, Value::Text(text)),
                NewContent::Recalculated(value) => (cell.formula.clone(), value),
                NewContent::TextEdits(_) => continue,
            };
        }
    }
    let evaluation = Evaluation::of(&mended);
    let renewed: Vec<(CellRef, Value)> = evaluation
        .formulas(0)
        .map(|cell| (cell, Evaluation::cached(evaluation.value(&mended, 0, cell))))
        .collect();
    for (cell, value) in renewed {
        mended.sheets[0].cells.entry(cell).or_default().value = value;
    }
    mended
}

#[test]
fn what_was_mended_is_right_when_it_is_checked_again() {
    let mut wrong = Vec::new();
    for (changes, _) in CASES {
        let mended = corrected(&form(changes));
        let left: Vec<String> = findings(&mended)
            .iter()
            .filter(|f| f.fix.as_ref().is_some_and(|fix| fix.safety == FixSafety::Safe))
            .map(|f| format!("{:?} {}", f.cell, f.message))
            .collect();
        if !left.is_empty() {
            wrong.push(format!("{changes:?}: {left:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_result_that_a_fix_stores_is_what_its_formula_computes() {
    for (changes, _) in CASES {
        let workbook = form(changes);
        let mended = corrected(&workbook);
        let evaluation = Evaluation::of(&mended);
        for finding in findings(&workbook) {
            let Some(fix) = finding.fix.filter(|fix| fix.safety == FixSafety::Safe) else { continue };
            for edit in fix.edits {
                if let NewContent::Formula { formula, cached, .. } = edit.content {
                    let now = Evaluation::cached(evaluation.value(&mended, 0, edit.cell));
                    assert_eq!(now, cached, "{changes:?}: {} ={formula}", edit.cell);
                }
            }
        }
    }
}

/// Rates typed as 86.51 in cells without a percent sign were mended to fractions among them.
#[test]
fn in_a_column_of_points_a_rate_is_mended_to_points() {
    let mut workbook = form(&[]);
    for (cell, rate) in [("G5", "85.17"), ("G6", "86.51"), ("G7", "78"), ("G8", "75")] {
        workbook.sheets[0].cells.insert(at(cell), content(rate));
    }
    let found = findings(&workbook);
    let [finding] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!((finding.cell, finding.rule.name), (Some(at("G7")), "rate-wrong-value"));
    let NewContent::Formula { formula, cached, rate } = &finding.fix.as_ref().unwrap().edits[0].content
    else {
        panic!("{finding:#?}")
    };
    assert_eq!((formula.as_str(), *rate), ("E7/(C7+D7)*100", false));
    assert_eq!(cached.number().unwrap().round_dp(2).to_string(), "90.20");
    assert!(found_in(&corrected(&workbook)).is_empty());
}

#[test]
fn formulas_that_give_points_make_a_column_of_points_too() {
    let mut workbook = form(&[]);
    let formulas = ["=E5/(C5+D5)*100", "=E6/C6*100", "=E7/(C7+D7)*100", "=E8/(C8+D8)*100"];
    for (cell, formula) in ["G5", "G6", "G7", "G8"].into_iter().zip(formulas) {
        workbook.sheets[0].cells.insert(at(cell), content(formula));
    }
    let found = findings(&workbook);
    let [finding] = found.as_slice() else { panic!("{found:#?}") };
    assert!(finding.message.ends_with("公式应为 E6/(C6+D6)*100"), "{}", finding.message);
}

/// They were replaced without anyone being asked.
#[test]
fn a_rate_that_is_capped_or_cut_off_is_asked_about() {
    for formula in [
        "=MIN(1,E6/(C6+D6))",
        "=IF(E6/(C6+D6)>1,1,E6/(C6+D6))",
        "=ROUNDDOWN(E6/(C6+D6),4)",
        "=MIN(ROUNDDOWN(E6/(C6+D6),4),1)",
    ] {
        let found = found_with_fixes(&form(&[("G6", formula)]));
        assert_eq!(found, ["G6 rate-wrong-formula Suggested G6=E6/(C6+D6)"], "{formula}");
    }
    let found = found_with_fixes(&form(&[("G6", "=MIN(1,E6/C6)")]));
    assert_eq!(found, ["G6 rate-wrong-formula Safe G6=E6/(C6+D6)"]);
}

/// The finding told what the formula gives when the amount is mended, and the workbook held what it gives now.
#[test]
fn a_result_that_is_out_of_date_over_an_amount_in_yuan_is_what_the_workbook_then_holds() {
    let workbook = form(&[("E6", "8222600"), ("E5", "=SUM(E6:E8)|1")]);
    let findings = findings(&workbook);
    let stale = findings.iter().find(|f| f.rule.name == "stale-cached-value").unwrap();
    assert_eq!(stale.expected.as_deref(), Some("8223400.00"));
    assert!(stale.message.contains("按公式重新计算应为 8223400.00"), "{}", stale.message);
}
