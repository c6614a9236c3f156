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
        "SUM(IFERROR(A1:A8/E1:E8,0))",
        "SUM(SUMIF(D1:D4,D1:D2,E1:E4))",
        "SUM(ROW(A1:A3))",
        "INDEX(E1:E4,E1:E2/10)",
        "SUM(CHOOSE(E1:E2/10,1,2))",
    ] {
        assert_eq!(results("J1", formula), ["数组公式中的函数对整个区域逐一计算"], "{formula}");
    }
    assert_eq!(results("J1", "INDEX(E1:E4,MATCH(20,E1:E4,0))"), ["20"]);
    assert_eq!(results("J1", "SUM(IFERROR(A1/A4,7),E1:E2*1)"), ["37"]);
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
    for formula in ["IFERROR(L1:L50000/1,0)", "L1:L50000*L1:Z50000"] {
        fill(&mut workbook, "J1:J50000", formula);
        let evaluation = Evaluation::of(&workbook);
        assert!(matches!(evaluation.outcome(0, at("J50000")), Some(Outcome::NotJudged(_))), "{formula}");
    }
}
