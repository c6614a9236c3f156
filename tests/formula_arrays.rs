//! Array formulas: ranges are taken whole, and each cell that one fills gets what comes out at its place. In any other formula
//! a range that is counted with stands for its cell beside the formula.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod array_table;
#[path = "function_table/inputs.rs"]
mod inputs;

use array_table::ARRAYS;
use inputs::inputs as cells_of_table;
use ziping::formula::{Evaluation, Outcome};
use ziping::workbook::{Cell, CellRange, CellRef, Sheet, Value, Workbook};

fn at(address: &str) -> CellRef {
    address.parse().unwrap()
}

fn cells(range: CellRange) -> Vec<CellRef> {
    let row = |row| (range.first.col..=range.last.col).map(move |col| CellRef::new(row, col));
    (range.first.row..=range.last.row).flat_map(row).collect()
}

/// The table's inputs.
fn inputs() -> Workbook {
    let mut sheet = Sheet { name: "Sheet1".to_owned(), ..Sheet::default() };
    sheet.cells.extend(cells_of_table().map(|(at, value)| (at, Cell { value, ..Cell::default() })));
    Workbook { sheets: vec![sheet], ..Workbook::default() }
}

fn fill(workbook: &mut Workbook, range: &str, formula: &str) {
    let range: CellRange = range.parse().unwrap();
    let sheet = &mut workbook.sheets[0];
    for cell in cells(range) {
        sheet.cells.entry(cell).or_default();
        sheet.arrays.insert(cell, range);
    }
    sheet.cells.get_mut(&range.first).unwrap().formula = Some(formula.to_owned());
}

fn shown(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Value(value) => match Evaluation::cached(value) {
            Value::Number(number) => number.to_string(),
            Value::Bool(truth) => truth.to_string().to_uppercase(),
            Value::Error(error) => error.to_string(),
            other => format!("{other:?}"),
        },
        Outcome::Circular(circle) => format!("circular: {}", circle.len()),
        Outcome::External => "external".to_owned(),
        Outcome::NotJudged(reason) => reason.to_string(),
    }
}

fn results(range: &str, formula: &str) -> Vec<String> {
    let mut workbook = inputs();
    fill(&mut workbook, range, formula);
    let evaluation = Evaluation::of(&workbook);
    cells(range.parse().unwrap()).into_iter().map(|at| shown(evaluation.outcome(0, at).unwrap())).collect()
}

fn ordinary(place: &str, formula: &str) -> String {
    let mut workbook = inputs();
    let cell = Cell { formula: Some(formula.to_owned()), ..Cell::default() };
    workbook.sheets[0].cells.insert(at(place), cell);
    shown(Evaluation::of(&workbook).outcome(0, at(place)).unwrap())
}

#[test]
fn array_formulas_give_what_excel_gives() {
    for (range, formula, expected) in ARRAYS {
        assert_eq!(results(range, formula), *expected, "{{={formula}}} in {range}");
    }
}

/// It was summed whole, so that a total that every program shows as #VALUE! passed for right.
#[test]
fn without_braces_a_range_that_is_counted_with_stands_for_the_cell_beside() {
    assert_eq!(ordinary("J2", "SUM(E1:E3*2)"), "40");
    assert_eq!(ordinary("J9", "SUM(E1:E3*2)"), "#VALUE!");
    assert_eq!(ordinary("J9", "MAX(IF(E1:E4<35,E1:E4))"), "#VALUE!");
    assert_eq!(ordinary("J9", "AND(E1:E4>5)"), "#VALUE!");
    // These take ranges whole by themselves.
    assert_eq!(ordinary("J9", "SUMPRODUCT(E1:E3*2)"), "120");
    assert_eq!(ordinary("J9", "SUMPRODUCT(SUM(E1:E3*2))"), "120");
    assert_eq!(ordinary("J9", "SUM(E1:E3,E4)"), "100");
    assert_eq!(ordinary("J9", "SUM(E1:E3)*2"), "120");
    assert_eq!(ordinary("J9", "SUM({1,2,3}*2)"), "12");
}

/// Where a function takes one value, an array formula computes it for each of a range. What is not known is not guessed.
#[test]
fn what_would_be_computed_for_each_cell_by_functions_of_one_value_is_not_judged() {
    for formula in [
        "SUM(SUMIF(D1:D4,D1:D2,E1:E4))",
        "SUM(ROW(A1:A3))",
        "INDEX(E1:E4,E1:E2/10)",
        "SUM(IFERROR(SUMIF(D1:D4,D1:D2,E1:E4),0))",
    ] {
        assert_eq!(results("J1", formula), ["数组公式中的函数对整个区域逐一计算"], "{formula}");
    }
    assert_eq!(results("J1", "INDEX(E1:E4,MATCH(20,E1:E4,0))"), ["20"]);
    assert_eq!(results("J1", "SUM(IFERROR(A1/A4,7),E1:E2*1)"), ["37"]);
}

/// SUMPRODUCT takes ranges whole without braces, an array constant is whole everywhere: of each the first value alone, or the one
/// in the formula's own row, was taken, and a right result passed for an old one.
#[test]
fn of_several_values_where_a_function_takes_one_none_is_picked() {
    for formula in [
        "SUMPRODUCT(SUMIF(D1:D4,D1:D2,E1:E4))",
        "SUM(SUMIF(D1:D4,{\"一般公共预算\",\"其他资金\"},E1:E4))",
        "SUMPRODUCT(LARGE(E1:E4,{1,2}))",
        "SUMPRODUCT(ROW(E1:E4))",
        "SUMPRODUCT(IFERROR(VLOOKUP(D1:D3,D1:E4,2,FALSE),0))",
        "SUM(COUNTIF(D1:D4,{\"一般*\",\"其他*\"}))",
    ] {
        assert_eq!(ordinary("J2", formula), "数组公式中的函数对整个区域逐一计算", "{formula}");
    }
    assert_eq!(ordinary("J2", "SUMPRODUCT(SUMIF(D1:D4,D1,E1:E4)*E1:E2)"), "1500");
    assert_eq!(ordinary("J2", "SUMPRODUCT(E1:E4/SUM(E1:E4))+ROW(E1:E4)"), "2");
    assert_eq!(ordinary("J2", "{7,8}"), "7");
}

/// IF took a whole range, these one value of it: 1.85 was called an old result for 0.00.
#[test]
fn choices_by_error_and_condition_are_made_for_each_value_of_a_range() {
    assert_eq!(ordinary("J9", "SUMPRODUCT(IFERROR(A1:A2/E1:E2,0))"), "114.365");
    assert_eq!(ordinary("J9", "SUMPRODUCT(IFNA(E1:E2,0))"), "30");
    assert_eq!(ordinary("J9", "SUMPRODUCT(IFS(E1:E2>15,1,TRUE,2))"), "3");
    assert_eq!(ordinary("J9", "SUMPRODUCT(CHOOSE(E1:E2/10,5,6))"), "11");
    // Without braces a sum takes the cell beside, of which there is none in this row: an error, so that 7 is chosen.
    assert_eq!(ordinary("J9", "SUM(IFERROR(A1:A2/E1:E2,7))"), "7");
}

#[test]
fn an_array_formula_that_depends_on_a_cell_of_its_own_is_a_circle() {
    for result in results("J1:J3", "J2:J4+1") {
        assert!(result.starts_with("circular"), "{result}");
    }
}

#[test]
fn what_refers_to_the_cells_of_an_array_formula_gets_what_it_gives_there() {
    let mut workbook = inputs();
    fill(&mut workbook, "J1:J3", "E1:E3*2");
    for (place, formula) in [("K1", "SUM(J1:J3)"), ("K2", "J2+1")] {
        let cell = Cell { formula: Some(formula.to_owned()), ..Cell::default() };
        workbook.sheets[0].cells.insert(at(place), cell);
    }
    let evaluation = Evaluation::of(&workbook);
    assert_eq!(shown(evaluation.outcome(0, at("K1")).unwrap()), "120");
    assert_eq!(shown(evaluation.outcome(0, at("K2")).unwrap()), "41");
}

/// Each cell would have computed the whole of it.
#[test]
fn an_array_formula_over_thousands_of_cells_is_computed_once() {
    let mut workbook = inputs();
    fill(&mut workbook, "J1:J50000", "L1:L50000+1");
    fill(&mut workbook, "K1:K50000", "J1:J50000+1");
    let evaluation = Evaluation::of(&workbook);
    assert_eq!(shown(evaluation.outcome(0, at("J50000")).unwrap()), "1");
    assert_eq!(shown(evaluation.outcome(0, at("K50000")).unwrap()), "2");
    fill(&mut workbook, "J1:J50000", "IFERROR(1/L1:L50000,7)");
    assert_eq!(shown(Evaluation::of(&workbook).outcome(0, at("J50000")).unwrap()), "7");
    for formula in ["L1:L50000*L1:Z50000", "IFERROR(L1:L50000,L1:CZ1)"] {
        fill(&mut workbook, "J1:J50000", formula);
        let evaluation = Evaluation::of(&workbook);
        assert!(matches!(evaluation.outcome(0, at("J50000")), Some(Outcome::NotJudged(_))), "{formula}");
    }
}
