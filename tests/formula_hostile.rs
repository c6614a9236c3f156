//! Formulas that would take hours or all memory if they were followed to their end are cut off, in words.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use rust_decimal::Decimal;
use ziping::form::{ExpectedFormula, FieldPath, FormulaInput, FormulaKind, FundingColumn};
use ziping::formula::{Comparer, Comparison, Evaluation, Outcome, Unjudged};
use ziping::workbook::{Cell, CellError, CellRef, DefinedName, Sheet, Value, Workbook};

fn at(address: &str) -> CellRef {
    address.parse().unwrap()
}

fn text(text: impl Into<String>) -> Cell {
    Cell { value: Value::Text(text.into()), ..Cell::default() }
}

fn number(number: i64) -> Cell {
    Cell { value: Value::Number(Decimal::from(number)), ..Cell::default() }
}

fn formula(formula: impl Into<String>) -> Cell {
    Cell { formula: Some(formula.into()), ..Cell::default() }
}

fn workbook(cells: impl IntoIterator<Item = (CellRef, Cell)>) -> Workbook {
    let cells = cells.into_iter().collect();
    let sheet = Sheet { name: "Sheet1".to_owned(), cells, ..Sheet::default() };
    Workbook { sheets: vec![sheet], ..Workbook::default() }
}

fn outcome(workbook: &Workbook, cell: &str) -> Outcome {
    Evaluation::of(workbook).outcome(0, at(cell)).unwrap().clone()
}

fn too_much() -> Outcome {
    Outcome::NotJudged(Unjudged::TooMuch)
}

/// Forty cells, each twice the text above it, once took all the memory that there was.
#[test]
fn a_text_that_doubles_from_cell_to_cell_ends_at_what_a_cell_holds() {
    let doubled = (1..40).map(|row| (CellRef::new(row, 0), formula(format!("A{row}&A{row}"))));
    let book = workbook(doubled.chain([(at("A1"), text("长".repeat(1_000)))]));
    assert_eq!(outcome(&book, "A6"), Outcome::Value(Value::Text("长".repeat(32_000))));
    assert_eq!(outcome(&book, "A7"), Outcome::Value(Value::Error(CellError::Value)));
    assert_eq!(outcome(&book, "A40"), Outcome::Value(Value::Error(CellError::Value)));
}

#[test]
fn what_a_cell_just_holds_is_put_together() {
    let book = workbook([
        (at("A1"), text("a".repeat(32_766))),
        (at("B1"), formula("A1&\"b\"")),
        (at("B2"), formula("A1&\"bc\"")),
    ]);
    assert!(matches!(outcome(&book, "B1"), Outcome::Value(Value::Text(text)) if text.len() == 32_767));
    assert_eq!(outcome(&book, "B2"), Outcome::Value(Value::Error(CellError::Value)));
}

/// Ten thousand short formulas have long results, which are all kept.
#[test]
fn the_texts_of_all_formulas_together_are_bounded() {
    for (body, own) in [("REPT(\"x\",32767)", None), ("A1", Some(text("x".repeat(32_767))))] {
        let cells = (0..10_000).map(|row| (CellRef::new(row, 1), formula(body)));
        let book = workbook(cells.chain(own.map(|cell| (at("A1"), cell))));
        let evaluation = Evaluation::of(&book);
        let kept = (0..10_000).map(|row| match evaluation.outcome(0, CellRef::new(row, 1)) {
            Some(Outcome::Value(Value::Text(text))) => text.len(),
            _ => 0,
        });
        assert!(kept.sum::<usize>() < 80_000_000, "{body}");
        let last = evaluation.outcome(0, CellRef::new(9_999, 1));
        assert_eq!(last, Some(&too_much()), "{body}");
    }
}

#[test]
fn the_texts_of_one_array_are_bounded() {
    for body in [
        "SUMPRODUCT(LEN(A1:A100000&REPT(\"x\",32000)))",
        "SUMPRODUCT(LEN(IF(A1:A100000=\"\",REPT(\"x\",32000),1)))",
    ] {
        let book = workbook([(at("A1"), number(1)), (at("B1"), formula(body))]);
        assert_eq!(outcome(&book, "B1"), too_much(), "{body}");
    }
}

#[test]
fn a_list_in_a_name_counts_every_time_it_is_used() {
    let list = format!("{{{}}}", vec!["1"; 4_000].join(","));
    let mut book = workbook((0..1_000).map(|row| (CellRef::new(row, 0), formula("SUM(列表)"))));
    book.defined_names.push(DefinedName { name: "列表".to_owned(), sheet: None, refers_to: list });
    assert_eq!(outcome(&book, "A1"), Outcome::Value(Value::Number(Decimal::from(4_000))));
    assert_eq!(outcome(&book, "A1000"), too_much());
}

/// A pattern is tried at every character of a text.
#[test]
fn patterns_count_by_what_is_looked_through() {
    let texts = (0..100).map(|row| (CellRef::new(row, 0), text("a".repeat(32_000))));
    let pattern = format!("*{}b", "a".repeat(200));
    let asked = [
        (at("B1"), formula("COUNTIF(A1:A100,\"*a\")")),
        (at("B2"), formula(format!("COUNTIF(A1:A100,\"{pattern}\")"))),
        (at("B3"), formula(format!("MATCH(\"{pattern}\",A1:A100,0)"))),
    ];
    let book = workbook(texts.chain(asked));
    let evaluation = Evaluation::of(&book);
    assert_eq!(evaluation.value(&book, 0, at("B1")).number(), Some(Decimal::ONE_HUNDRED));
    assert_eq!(evaluation.outcome(0, at("B2")), Some(&too_much()));
    assert_eq!(evaluation.outcome(0, at("B3")), Some(&too_much()));
}

#[test]
fn patterns_are_as_long_as_excel_takes_them() {
    let long = "a".repeat(255);
    let book = workbook([
        (at("A1"), text(long.clone())),
        (at("A2"), text(format!("{long}a"))),
        (at("B1"), formula("COUNTIF(A1:A2,A1)")),
        (at("B2"), formula("COUNTIF(A1:A2,A2)")),
        (at("B3"), formula("MATCH(A1,A1:A2,0)")),
        (at("B4"), formula("VLOOKUP(A2,A1:A2,1,FALSE)")),
    ]);
    let refused = || Outcome::NotJudged(Unjudged::Words("要查找的文字超过 255 个字符".to_owned()));
    assert_eq!(outcome(&book, "B1"), Outcome::Value(Value::Number(Decimal::ONE)));
    assert_eq!(outcome(&book, "B2"), refused());
    assert_eq!(outcome(&book, "B3"), Outcome::Value(Value::Number(Decimal::ONE)));
    assert_eq!(outcome(&book, "B4"), refused());
}

#[test]
fn the_smallest_whole_exponent_is_no_panic() {
    for body in ["2^-9223372036854775808", "POWER(2,-9223372036854775808)"] {
        let book = workbook([(at("A1"), formula(body))]);
        assert!(matches!(outcome(&book, "A1"), Outcome::Value(_) | Outcome::NotJudged(_)), "{body}");
    }
}

/// Each of these errors was once looked for in every cell of every range beside it.
#[test]
fn errors_beside_thousands_of_numbers_begin_where_they_are() {
    let sums = ["$A$1:$A$120"; 8].join(",");
    let wrong = |row| formula(format!("(SUM({sums})+{row})/0"));
    let rows = (0..120).flat_map(|row| {
        let errors = (1..4).map(move |col| (CellRef::new(row, col), wrong(row)));
        errors.chain([(CellRef::new(row, 0), number(1))]).collect::<Vec<_>>()
    });
    let book = workbook(rows);
    let evaluation = Evaluation::of(&book);
    let last = CellRef::new(119, 3);
    assert_eq!(evaluation.outcome(0, last), Some(&Outcome::Value(Value::Error(CellError::Div0))));
    assert_eq!(evaluation.error_origin(&book, 0, last), Some((0, last)));
}

#[test]
fn an_error_is_found_among_thousands_of_numbers() {
    let numbers = (0..20_000).map(|row| (CellRef::new(row, 0), number(1)));
    let book = workbook(numbers.chain([
        (at("A15000"), formula("1/0")),
        (at("B1"), formula("SUM(A:A)")),
        (at("B2"), formula("B1+1")),
    ]));
    let evaluation = Evaluation::of(&book);
    assert_eq!(evaluation.error_origin(&book, 0, at("B2")), Some((0, at("A15000"))));
}

/// A formula may name three thousand names of a thousand rectangles each.
#[test]
fn the_rectangles_of_names_are_bounded() {
    let areas = |from: u32| (0..1_000).map(|row| format!("$A${}", from + row)).collect::<Vec<_>>().join("+");
    let name = |index: u32| DefinedName {
        name: format!("名{index}"),
        sheet: None,
        refers_to: areas(index * 1_000 + 1),
    };
    let many = |times: usize| vec!["名0"; times].join("+");
    let all = (0..20).map(|index| format!("名{index}")).collect::<Vec<_>>().join("+");
    let mut book = workbook([
        (at("A1"), number(1)),
        (at("B1"), formula(many(20))),
        (at("B2"), formula(all)),
        (at("B3"), formula("名0+名1")),
    ]);
    book.defined_names = (0..20).map(name).collect();
    assert_eq!(outcome(&book, "B1"), Outcome::Value(Value::Number(Decimal::from(20))));
    assert_eq!(outcome(&book, "B2"), too_much());
    assert_eq!(outcome(&book, "B3"), Outcome::Value(Value::Number(Decimal::ONE)));
}

/// Where a sheet ends was once looked for anew by every formula, in all cells.
#[test]
fn whole_columns_of_a_wide_sheet_end_where_the_sheet_ends() {
    let cells = (0..5_000).map(|col| (CellRef::new(3, col), number(1)));
    let formulas = (0..1_000).map(|col| {
        let column = CellRef::new(0, col).to_string().replace('1', "");
        (CellRef::new(4, 6_000 + col), formula(format!("SUMPRODUCT({column}:{column}*1)")))
    });
    let book = workbook(cells.chain(formulas));
    let evaluation = Evaluation::of(&book);
    for col in [6_000, 6_999] {
        assert_eq!(evaluation.value(&book, 0, CellRef::new(4, col)).number(), Some(Decimal::ONE));
    }
}

/// A hundred and seventy sets of values for thousands of cells, for each of hundreds of formulas.
#[test]
fn comparing_long_sums_is_cut_off() {
    let rows = 3_000;
    let book = workbook((0..rows).map(|row| (CellRef::new(row, 0), number(1))));
    let evaluation = Evaluation::of(&book);
    let inputs = (0..rows).map(|row| FormulaInput { label: "行".to_owned(), cell: CellRef::new(row, 0) });
    let expected = ExpectedFormula {
        field: FieldPath::figure(0, FundingColumn::InitialBudget),
        label: "合计".to_owned(),
        cell: at("B1"),
        kind: FormulaKind::Total,
        formula: format!("SUM(A1:A{rows})"),
        divisor: None,
        inputs: inputs.collect(),
        doubtful: false,
        alternatives: Vec::new(),
    };
    let comparer = Comparer::new(&book, &evaluation, 0, &[]);
    let mut last = None;
    for _ in 0..40 {
        last = Some(comparer.compare(&format!("SUM(A1:A{})+A{rows}", rows - 1), &expected, "0.00"));
    }
    let Some(Comparison::NotJudged(reason)) = last else { panic!("{last:?}") };
    assert_eq!(reason, Unjudged::TooMuch);
}

/// Every question of a form was once asked with all its corrected cells laid over the workbook anew.
#[test]
fn corrected_cells_are_found_among_thousands() {
    let book = workbook((0..5_000).map(|row| (CellRef::new(row, 0), text("1元"))));
    let evaluation = Evaluation::of(&book);
    let corrected = (0..5_000).map(|row| (CellRef::new(row, 0), Value::Number(Decimal::TWO))).collect();
    let comparer = Comparer::new(&book, &evaluation, 0, &[]).corrected(corrected);
    for row in 0..5_000 {
        assert_eq!(comparer.value(CellRef::new(row, 0)), Some(Value::Number(Decimal::TWO)));
    }
    let own = CellRef::new(0, 1);
    assert_eq!(comparer.value(own), Some(Value::Empty));
}
