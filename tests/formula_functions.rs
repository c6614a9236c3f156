//! What functions and operators give, as Excel gives it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod function_table;

use function_table::{ROWS, inputs};
use rust_decimal::Decimal;
use ziping::formula::{Evaluation, Outcome, Unjudged};
use ziping::workbook::{Cell, CellRef, DefinedName, Sheet, Value, Workbook};

fn at(address: &str) -> CellRef {
    address.parse().unwrap()
}

/// The table's inputs, with one formula in J1.
fn workbook(formula: &str) -> Workbook {
    let mut sheet = Sheet { name: "Sheet1".to_owned(), ..Sheet::default() };
    sheet.cells.extend(inputs().map(|(at, value)| (at, Cell { value, ..Cell::default() })));
    sheet.cells.insert(at("J1"), Cell { formula: Some(formula.to_owned()), ..Cell::default() });
    Workbook { sheets: vec![sheet], ..Workbook::default() }
}

/// A result in a line: texts in quotes, numbers with the 15 digits that Excel keeps.
fn shown(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Value(value) => match Evaluation::cached(value) {
            Value::Number(number) => number.to_string(),
            Value::Text(text) => format!("“{text}”"),
            Value::Bool(truth) => truth.to_string().to_uppercase(),
            Value::Error(error) => error.to_string(),
            other => format!("{other:?}"),
        },
        Outcome::Circular(_) => "circular".to_owned(),
        Outcome::External => "external".to_owned(),
        Outcome::NotJudged(reason) => reason.to_string(),
    }
}

fn result(formula: &str) -> String {
    let workbook = workbook(formula);
    shown(Evaluation::of(&workbook).outcome(0, at("J1")).unwrap())
}

#[test]
fn functions_and_operators_give_what_excel_gives() {
    let wrong: Vec<String> = ROWS
        .iter()
        .filter(|(formula, expected)| result(formula) != *expected)
        .map(|(formula, expected)| format!("{formula}\t{}\t{expected}", result(formula)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rates_keep_28_digits_and_store_15() {
    let workbook = workbook("1/3");
    let evaluation = Evaluation::of(&workbook);
    let third = evaluation.value(&workbook, 0, at("J1"));
    assert_eq!(third.number(), Some(Decimal::ONE / Decimal::from(3)));
    assert_eq!(Evaluation::cached(third).number(), Some("0.333333333333333".parse().unwrap()));
}

#[test]
fn texts_are_numbers_where_excel_takes_them_for_numbers() {
    for (text, result_of_adding_zero) in [
        ("\"12\"", "12"),
        ("\" 12 \"", "12"),
        ("\"1,234.5\"", "1234.5"),
        ("\"85%\"", "0.85"),
        ("\"(12)\"", "-12"),
        ("\"(-12)\"", "#VALUE!"),
        ("\"( +12)\"", "#VALUE!"),
        ("\"-(12)\"", "#VALUE!"),
        ("\"-12\"", "-12"),
        ("\"¥12\"", "12"),
        ("\"1e3\"", "1000"),
        ("\"12万\"", "#VALUE!"),
        ("\"1,23\"", "#VALUE!"),
        ("\"\"", "#VALUE!"),
        ("\"2021-12-31\"", "把文字当作日期计算"),
    ] {
        assert_eq!(result(&format!("{text}+0")), result_of_adding_zero, "{text}");
    }
}

#[test]
fn names_stand_for_cells_formulas_and_constants() {
    let mut book = workbook("预算*税率");
    for (name, refers_to) in [("预算", "SUM(Sheet1!$A$1:$A$2)"), ("税率", "0.5")] {
        let (name, refers_to) = (name.to_owned(), refers_to.to_owned());
        book.defined_names.push(DefinedName { name, sheet: None, refers_to });
    }
    assert_eq!(shown(Evaluation::of(&book).outcome(0, at("J1")).unwrap()), "721.825");
}

#[test]
fn a_sheets_own_name_goes_before_the_workbooks() {
    let mut book = workbook("税率");
    for (sheet, refers_to) in [(None, "1"), (Some(0), "2"), (Some(1), "3")] {
        book.defined_names.push(DefinedName {
            name: "税率".to_owned(),
            sheet,
            refers_to: refers_to.to_owned(),
        });
    }
    assert_eq!(shown(Evaluation::of(&book).outcome(0, at("J1")).unwrap()), "2");
}

#[test]
fn other_sheets_are_found_by_name_and_missing_ones_are_an_error() {
    let mut book = workbook("SUM('明细 账'!A:A)");
    let mut ledger = Sheet { name: "明细 账".to_owned(), ..Sheet::default() };
    let number = |n: i64| Cell { value: Value::Number(Decimal::from(n)), ..Cell::default() };
    ledger.cells.insert(at("A1"), number(40));
    ledger.cells.insert(at("A900"), number(2));
    book.sheets.push(ledger);
    assert_eq!(shown(Evaluation::of(&book).outcome(0, at("J1")).unwrap()), "42");
    assert_eq!(result("没有的表!A1"), "#REF!");
}

#[test]
fn what_refers_to_a_cell_that_cannot_be_computed_takes_its_cached_value() {
    let mut book = workbook("A1+K1");
    let cell = |value| Cell { formula: Some("[1]Sheet1!A1".to_owned()), value, ..Cell::default() };
    book.sheets[0].cells.insert(at("K1"), cell(Value::Number(Decimal::ONE)));
    let evaluation = Evaluation::of(&book);
    assert_eq!(evaluation.outcome(0, at("K1")), Some(&Outcome::External));
    assert_eq!(shown(evaluation.outcome(0, at("J1")).unwrap()), "844.65");

    book.sheets[0].cells.insert(at("K1"), cell(Value::Empty));
    let evaluation = Evaluation::of(&book);
    assert_eq!(evaluation.outcome(0, at("J1")), Some(&Outcome::NotJudged(Unjudged::Follows((0, at("K1"))))));
}

#[test]
fn an_error_is_traced_to_the_cell_where_it_began() {
    let mut book = workbook("SUM(K1:K2)");
    let formula = |text: &str| Cell { formula: Some(text.to_owned()), ..Cell::default() };
    book.sheets[0].cells.insert(at("K2"), formula("K3*2"));
    book.sheets[0].cells.insert(at("K3"), formula("A1/A4"));
    let evaluation = Evaluation::of(&book);
    assert_eq!(shown(evaluation.outcome(0, at("J1")).unwrap()), "#DIV/0!");
    assert_eq!(evaluation.error_origin(&book, 0, at("J1")), Some((0, at("K3"))));
}

/// What broke: the right result of a filtered list was called an old one, and overwritten with the sum of what the filter hides.
#[test]
fn a_subtotal_of_rows_that_a_filter_may_have_hidden_is_not_judged() {
    let hidden = "SUBTOTAL 的范围内有隐藏行";
    for (formula, by_hand, by_filter) in [
        ("SUBTOTAL(9,E1:E4)", "100", hidden),
        ("SUBTOTAL(2,E1:E4)", "4", hidden),
        ("SUBTOTAL(109,E1:E4)", hidden, hidden),
        ("SUBTOTAL(9,E1:E2)", "30", "30"),
        ("SUBTOTAL(109,E1:E2)", "30", "30"),
        ("SUM(E1:E4)", "100", "100"),
    ] {
        for (may_hide, expected) in [(false, by_hand), (true, by_filter)] {
            let mut workbook = workbook(formula);
            workbook.sheets[0].hidden_rows.insert(2);
            workbook.sheets[0].filter.may_hide_rows = may_hide;
            let outcome = shown(Evaluation::of(&workbook).outcome(0, at("J1")).unwrap());
            assert_eq!(outcome, expected, "{formula} {may_hide}");
        }
    }
}

/// What broke: a right total over subtotals was called wrong and its result overwritten with one that counted them twice.
#[test]
fn a_subtotal_passes_over_the_subtotals_in_its_range() {
    // E1 to E4 are 10, 20, 30 and 40.
    for (formula, expected) in [
        ("SUBTOTAL(9,E1:E5)", "100"),
        ("SUBTOTAL(9,E5:E5)", "0"),
        ("SUBTOTAL(2,E1:E5)", "4"),
        ("subtotal(9,D1:F5)", "100"),
        ("SUBTOTAL(4,E1:E5)", "40"),
        ("SUM(E1:E5)", "200"),
    ] {
        let mut workbook = workbook(formula);
        let subtotal = Cell { formula: Some("SUBTOTAL(9,E1:E4)".to_owned()), ..Cell::default() };
        workbook.sheets[0].cells.insert(at("E5"), subtotal);
        workbook.sheets[0].cells.retain(|at, _| at.col != 5);
        assert_eq!(shown(Evaluation::of(&workbook).outcome(0, at("J1")).unwrap()), expected, "{formula}");
    }
}
