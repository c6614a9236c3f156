//! Rates and totals by array formulas.

use ziping::workbook::Workbook;

use crate::form::{at, findings, form, found_in};

/// The form with an array formula.
fn with_array(range: &str, formula: &str, cached: &[(&str, &str)]) -> Workbook {
    let range: ziping::workbook::CellRange = range.parse().unwrap();
    let mut workbook = form(cached);
    let sheet = &mut workbook.sheets[0];
    for (address, _) in cached {
        sheet.arrays.insert(at(address), range);
    }
    sheet.cells.get_mut(&range.first).unwrap().formula = Some(formula.to_owned());
    workbook
}

/// Without the braces, SUM(C6:C8*1) has no value but #VALUE!.
#[test]
fn an_array_formula_is_judged_as_one() {
    let right = [
        ("C5", "SUM(C6:C8*1)", "1843.65"),
        ("G5", "SUM(E6:E8*1)/SUM(C6:D8*1)", "0.851660524354007"),
        ("E5", "SUM(IF(E6:E8>0,E6:E8))", "1622.26"),
    ];
    for (cell, formula, cached) in right {
        let found = found_in(&with_array(cell, formula, &[(cell, cached)]));
        assert!(found.is_empty(), "{formula}: {found:?}");
    }
    let wrong = [
        ("C5", "SUM(C6:C7*1)", "1443.65", "total-wrong-formula"),
        ("G5", "SUM(E6:E8*1)/C5", "0.8799", "rate-wrong-formula"),
    ];
    for (cell, formula, cached, rule) in wrong {
        let workbook = with_array(cell, formula, &[(cell, cached)]);
        assert_eq!(found_in(&workbook).first(), Some(&format!("{cell} {rule}")), "{formula}");
        assert!(findings(&workbook)[0].fix.is_some(), "{formula}");
    }
    assert_eq!(found_in(&form(&[("C5", "=SUM(C6:C8*1)|#VALUE!")])), ["C5 error-value"]);
}

#[test]
fn rates_of_one_array_formula_are_right_with_and_without_results() {
    let formula = "E5:E8/(C5:C8+D5:D8)";
    let results =
        [("G5", "0.8521"), ("G6", "0.865063333754156"), ("G7", "0.902038607252391"), ("G8", "0.75")];
    let right = [("G5", "0.851660524354007"), results[1], results[2], results[3]];
    let none = right.map(|(cell, _)| (cell, ""));
    for cached in [right, none] {
        let found = found_in(&with_array("G5:G8", formula, &cached));
        assert!(found.is_empty(), "{cached:?}: {found:?}");
    }
}

/// A fix of one of its cells would have put the others out of the array, which Excel does not open.
#[test]
fn of_an_array_formula_over_several_cells_no_cell_is_mended_alone_and_it_is_said_why() {
    let cells = ["G5", "G6", "G7", "G8"].map(|cell| (cell, ""));
    let workbook = with_array("G5:G8", "E5:E8/C5:C8", &cells);
    let found = findings(&workbook);
    let rules: Vec<String> = found.iter().map(|f| format!("{} {}", f.cell.unwrap(), f.rule.name)).collect();
    let expected = ["G5 rate-wrong-formula", "G6 rate-wrong-value", "G7 rate-wrong-value"];
    assert_eq!(rules, expected);
    for finding in found {
        assert!(finding.fix.is_none());
        assert!(
            finding.message.ends_with("；该单元格属于数组公式 G5:G8，不能单独修改，请修改整个数组公式"),
            "{}",
            finding.message
        );
    }
}

#[test]
fn an_array_formula_that_cannot_be_computed_is_told_once() {
    let cells = [("G5", "0.851660524354007"), ("G6", "0.865063333754156")];
    let found = found_in(&with_array("G5:G6", "TRANSPOSE(E5:F5)/(C5:C6+D5:D6)", &cells));
    assert_eq!(found, ["G5 formula-not-judged"]);
}
