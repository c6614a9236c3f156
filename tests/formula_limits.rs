//! Whatever a formula says, it is answered in bounded time and memory, without a panic.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::sync::Arc;

use proptest::prelude::*;
use rust_decimal::Decimal;
use ziping::form::{ExpectedFormula, FieldPath, FormulaInput, FormulaKind, FundingColumn};
use ziping::formula::{Comparer, Comparison, Evaluation, Outcome, Unjudged};
use ziping::workbook::{Cell, CellRef, DefinedName, Sheet, Value, Workbook};

fn at(address: &str) -> CellRef {
    address.parse().unwrap()
}

fn workbook(formulas: impl IntoIterator<Item = (CellRef, String)>) -> Workbook {
    let mut sheet = Sheet { name: "Sheet1".to_owned(), ..Sheet::default() };
    for (place, digits) in [("C6", 84_365), ("D6", 10_687), ("E6", 82_226)] {
        let value = Value::Number(Decimal::new(digits, 2));
        sheet.cells.insert(at(place), Cell { value, ..Cell::default() });
    }
    for (place, formula) in formulas {
        sheet.cells.insert(place, Cell { formula: Some(formula), ..Cell::default() });
    }
    Workbook { sheets: vec![sheet], ..Workbook::default() }
}

fn outcome(formula: &str) -> Outcome {
    let evaluation = Evaluation::of(&workbook([(at("G6"), formula.to_owned())]));
    evaluation.outcome(0, at("G6")).unwrap().clone()
}

fn not_judged(formula: &str) -> String {
    match outcome(formula) {
        Outcome::NotJudged(reason) => reason.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn three_thousand_parentheses() {
    let nested = format!("{}C6{}", "(".repeat(3_000), ")".repeat(3_000));
    assert_eq!(not_judged(&nested), "括号嵌套超过 64 层");
    assert!(not_judged(&"(".repeat(3_000)).contains("括号"));
    let functions = format!("{}C6{}", "IF(1,".repeat(3_000), ")".repeat(3_000));
    assert!(not_judged(&functions).contains("括号"));
}

#[test]
fn sixty_four_parentheses_are_computed() {
    let nested = format!("{}C6{}", "(".repeat(64), ")".repeat(64));
    assert_eq!(outcome(&nested), Outcome::Value(Value::Number(Decimal::new(84_365, 2))));
    let functions = format!("{}C6{}", "IF(TRUE,".repeat(63), ")".repeat(63));
    assert_eq!(outcome(&functions), Outcome::Value(Value::Number(Decimal::new(84_365, 2))));
}

#[test]
fn four_hundred_thousand_characters() {
    let long = format!("C6{}", "+C6".repeat(133_333));
    assert_eq!(not_judged(&long), "公式过长（400001 个字符）");
    let text = format!("\"{}\"", "长".repeat(400_000));
    assert!(not_judged(&text).contains("公式过长"));
}

#[test]
fn a_sum_of_two_thousand_cells_is_computed() {
    let long = format!("C6{}", "+D6".repeat(2_000));
    let expected = Decimal::new(84_365 + 2_000 * 10_687, 2);
    assert_eq!(outcome(&long), Outcome::Value(Value::Number(expected.normalize())));
}

#[test]
fn signs_percents_and_powers_without_end() {
    for formula in [
        format!("{}C6", "-".repeat(5_000)),
        format!("{}C6", "+".repeat(5_000)),
        format!("C6{}", "%".repeat(5_000)),
        format!("C6{}", "^2".repeat(2_000)),
        format!("{}C6", "1-(".repeat(60)),
        format!("C6{}", "&C6".repeat(2_500)),
        "9".repeat(8_000),
        "{".repeat(5_000),
        "'".repeat(5_000),
        "\"".repeat(5_001),
        "[".repeat(5_000),
        "!".repeat(5_000),
        "A".repeat(5_000),
        ":".repeat(5_000),
    ] {
        outcome(&formula);
    }
}

#[test]
fn a_range_over_the_whole_sheet_costs_the_cells_that_are_there() {
    let mut book = workbook([]);
    let far = Cell { value: Value::Number(Decimal::ONE), ..Cell::default() };
    book.sheets[0].cells.insert(at("XFD1048576"), far);
    for (place, formula) in
        [("G1", "SUM(Sheet1!A2:XFD1048576)"), ("G2", "COUNTBLANK(A3:XFD1048576)"), ("G3", "SUM(C:E)")]
    {
        book.sheets[0].cells.insert(at(place), Cell { formula: Some(formula.to_owned()), ..Cell::default() });
    }
    let evaluation = Evaluation::of(&book);
    // G1 takes in G2 and G3, G2 takes in G3.
    assert!(matches!(evaluation.outcome(0, at("G1")), Some(Outcome::Value(Value::Number(_)))));
    assert_eq!(evaluation.value(&book, 0, at("G3")).number(), Some(Decimal::new(177_278, 2)));
    assert_eq!(not_judged("SUMPRODUCT(H1:XFD1048575*1)"), "公式引用的单元格或文字过多");
}

#[test]
fn a_chain_of_a_hundred_thousand_cells() {
    let link = |row: u32| (CellRef::new(row, 0), format!("A{}+1", row + 2));
    let mut book = workbook((0..100_000).map(link));
    let last = Cell { value: Value::Number(Decimal::ONE), ..Cell::default() };
    book.sheets[0].cells.insert(CellRef::new(100_000, 0), last);
    let evaluation = Evaluation::of(&book);
    assert_eq!(evaluation.value(&book, 0, at("A1")).number(), Some(Decimal::from(100_001)));
}

#[test]
fn a_circle_of_a_thousand_cells_is_named_as_one() {
    let book = workbook((0..1_000).map(|row| (CellRef::new(row, 0), format!("A{}", (row + 1) % 1_000 + 1))));
    let evaluation = Evaluation::of(&book);
    let Some(Outcome::Circular(circle)) = evaluation.outcome(0, at("A1")) else { panic!("no circle") };
    assert_eq!(circle.len(), 1_000);
}

/// Fifty thousand lists of fifty thousand cells once took all the memory that there was.
#[test]
fn a_circle_of_fifty_thousand_cells_is_kept_once() {
    let rows = 50_000;
    let book = workbook((0..rows).map(|row| (CellRef::new(row, 0), format!("A{}", (row + 1) % rows + 1))));
    let evaluation = Evaluation::of(&book);
    let circle = |row| match evaluation.outcome(0, CellRef::new(row, 0)) {
        Some(Outcome::Circular(circle)) => Arc::clone(circle),
        other => panic!("{other:?}"),
    };
    assert_eq!(circle(0).len(), 50_000);
    assert!(Arc::ptr_eq(&circle(0), &circle(rows - 1)));
}

#[test]
fn as_many_circles_as_cells_are_cut_off() {
    // Each cell refers to the next and back to the first.
    let rows = 20_000;
    let book = workbook((0..rows).map(|row| (CellRef::new(row, 0), format!("A{}+A1", row + 2))));
    let evaluation = Evaluation::of(&book);
    assert!(matches!(evaluation.outcome(0, at("A1")), Some(Outcome::Circular(_) | Outcome::NotJudged(_))));
}

/// The way to where an error began was once walked anew from every cell on it.
#[test]
fn an_error_at_the_end_of_a_long_chain_is_found_from_every_cell() {
    let link = |row: u32| (CellRef::new(row, 0), format!("A{}+1", row + 2));
    let book = workbook((0..50_000).map(link).chain([(CellRef::new(50_000, 0), "1/0".to_owned())]));
    let evaluation = Evaluation::of(&book);
    for row in 0..50_001 {
        let origin = evaluation.error_origin(&book, 0, CellRef::new(row, 0));
        assert_eq!(origin, Some((0, CellRef::new(50_000, 0))));
    }
}

/// A column beside thousands of cells of other columns costs a look at every row.
#[test]
fn many_sums_of_a_narrow_column_are_cut_off() {
    let mut book = workbook((0..20_000).map(|row| (CellRef::new(row, 9), "SUM(A1:A20000)".to_owned())));
    book.sheets[0].cells.insert(at("A1"), Cell { value: Value::Number(Decimal::ONE), ..Cell::default() });
    let evaluation = Evaluation::of(&book);
    assert_eq!(evaluation.value(&book, 0, at("J1")).number(), Some(Decimal::ONE));
    let last = evaluation.outcome(0, CellRef::new(19_999, 9));
    assert_eq!(last, Some(&Outcome::NotJudged(Unjudged::TooMuch)));
}

#[test]
fn running_totals_over_running_totals_are_cut_off() {
    // Each cell adds up all cells above it: the square of their number in work.
    let book = workbook((1..20_000).map(|row| (CellRef::new(row, 9), format!("SUM(J$1:J{row})"))));
    let evaluation = Evaluation::of(&book);
    let last = evaluation.outcome(0, CellRef::new(19_999, 9));
    assert_eq!(last, Some(&Outcome::NotJudged(Unjudged::TooMuch)));
}

#[test]
fn names_that_multiply_are_cut_off() {
    let mut book = workbook([(at("G6"), "N0".to_owned()), (at("G7"), "AA".to_owned())]);
    for depth in 0..40 {
        let refers_to = vec![format!("N{}", depth + 1); 50].join("+");
        book.defined_names.push(DefinedName { name: format!("N{depth}"), sheet: None, refers_to });
    }
    book.defined_names.push(DefinedName {
        name: "N_X".to_owned(),
        sheet: None,
        refers_to: "N_X+1".to_owned(),
    });
    book.sheets[0].cells.insert(at("G8"), Cell { formula: Some("N_X".to_owned()), ..Cell::default() });
    let mut base = "1".to_owned();
    for depth in (0..12).rev() {
        let name = format!("乘{depth}");
        let refers_to = vec![base.clone(); 40].join("+");
        book.defined_names.push(DefinedName { name: name.clone(), sheet: None, refers_to });
        base = name;
    }
    book.sheets[0].cells.insert(at("G9"), Cell { formula: Some("乘0".to_owned()), ..Cell::default() });
    let evaluation = Evaluation::of(&book);
    assert!(matches!(evaluation.outcome(0, at("G8")), Some(Outcome::NotJudged(_))));
    assert!(matches!(evaluation.outcome(0, at("G9")), Some(Outcome::NotJudged(_))));
}

#[test]
fn numbers_beyond_all_measure_are_not_judged() {
    for formula in ["10^30*10^30", "9999999999999999999999999999*9", "2^400", "1E+300", "C6*1E+200"] {
        assert!(matches!(outcome(formula), Outcome::NotJudged(_)), "{formula}");
    }
}

fn expected() -> ExpectedFormula {
    let input = |label: &str, cell: &str| FormulaInput { label: label.to_owned(), cell: at(cell) };
    ExpectedFormula {
        field: FieldPath::figure(0, FundingColumn::CompletionRate),
        label: "预算完成率".to_owned(),
        cell: at("G6"),
        kind: FormulaKind::Rate,
        formula: "E6/(C6+D6)".to_owned(),
        divisor: Some("C6+D6".to_owned()),
        inputs: vec![input("实际支出数", "E6"), input("年初预算数", "C6"), input("调整数", "D6")],
        doubtful: false,
        alternatives: Vec::new(),
    }
}

/// Pieces that formulas are made of, so that random ones are often nearly right.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "C6",
        "D6",
        "E6",
        "$C$6",
        "C6:E6",
        "C:C",
        "6:6",
        "G6",
        "A1:XFD1048576",
        "Sheet1!C6",
        "'a b'!C6",
        "[1]S!A1",
        "(",
        ")",
        ",",
        "+",
        "-",
        "*",
        "/",
        "^",
        "%",
        "&",
        "=",
        "<>",
        ">=",
        ":",
        " ",
        "!",
        "#REF!",
        "{1,2;3,4}",
        "\"文\"",
        "\"",
        "1",
        "0",
        "1e9",
        "0.5",
        "TRUE",
        "SUM(",
        "IF(",
        "IFERROR(",
        "ROUND(",
        "SUMIF(",
        "SUMPRODUCT(",
        "INDEX(",
        "MATCH(",
        "VLOOKUP(",
        "TEXT(",
        "LEFT(",
        "MID(",
        "SUBSTITUTE(",
        "REPT(",
        "COUNTIF(",
        "NOT(",
        "AND(",
        "预算",
        "OFFSET(",
        "N(",
    ]);
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_as_a_formula_panics(text in any::<String>()) {
        outcome(&text);
    }

    #[test]
    fn no_arrangement_of_pieces_panics(text in pieces()) {
        let book = workbook([(at("G6"), text.clone())]);
        let evaluation = Evaluation::of(&book);
        let comparer = Comparer::new(&book, &evaluation, 0, &[]);
        comparer.compare(&text, &expected(), "0.00%");
        comparer.working(&expected());
    }

    #[test]
    fn the_templates_formula_is_right_whatever_the_cells_hold(c in -1_000_000_i64..1_000_000, d in -1_000_000_i64..1_000_000, e in -100_000_000_000_i64..100_000_000_000) {
        let mut book = workbook([(at("G6"), "ROUND(E6/SUM(C6:D6),6)".to_owned())]);
        for (place, hundredths) in [("C6", c), ("D6", d), ("E6", e)] {
            let value = Value::Number(Decimal::new(hundredths, 2));
            book.sheets[0].cells.insert(at(place), Cell { value, ..Cell::default() });
        }
        let evaluation = Evaluation::of(&book);
        let comparison = Comparer::new(&book, &evaluation, 0, &[]).compare("ROUND(E6/SUM(C6:D6),6)", &expected(), "0.00%");
        prop_assert!(matches!(comparison, Comparison::Same { .. }), "{comparison:?}");
    }

    #[test]
    fn sums_are_exact(amounts in prop::collection::vec(-10_000_000_000_i64..10_000_000_000, 1..40)) {
        let mut book = workbook([(at("Z1"), format!("SUM(Y1:Y{})", amounts.len()))]);
        for (row, hundredths) in (0..).zip(&amounts) {
            let value = Value::Number(Decimal::new(*hundredths, 2));
            book.sheets[0].cells.insert(CellRef::new(row, 24), Cell { value, ..Cell::default() });
        }
        let evaluation = Evaluation::of(&book);
        let sum: Decimal = amounts.iter().map(|n| Decimal::new(*n, 2)).sum();
        prop_assert_eq!(evaluation.value(&book, 0, at("Z1")).number(), Some(sum));
    }
}
