//! The verdict that a careful reviewer gives on formulas in a form's cells, and the inputs that show it.
//!
//! The form is the published one's, with three sources of funds:
//!
//! | | B | C 年初预算数 | D 调整数 | E 实际支出数 | G 预算完成率 | H 预算调整率 |
//! |---|---|---|---|---|---|---|
//! | 5 | 合计 | 1843.65 | 106.87 | 1722.26 | | |
//! | 6 | 一般公共预算 | 843.65 | 106.87 | 822.26 | | |
//! | 7 | 政府性基金预算 | 600 | 0 | 600 | | |
//! | 8 | 其他资金 | 400 | | 300 | | |
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod formula_table;

use std::collections::BTreeSet;

use formula_table::{Place, ROWS, Verdict};
use rust_decimal::Decimal;
use ziping::form::{ExpectedFormula, FieldPath, FormulaInput, FormulaKind, FundingColumn};
use ziping::formula::{Comparer, Comparison, Evaluation};
use ziping::workbook::{Cell, CellRef, DefinedName, Sheet, Value, Workbook};

fn at(address: &str) -> CellRef {
    address.parse().unwrap()
}

fn set(sheet: &mut Sheet, address: &str, value: Value) {
    sheet.cells.insert(at(address), Cell { value, ..Cell::default() });
}

fn number(text: &str) -> Value {
    Value::from_number_text(text).unwrap()
}

fn formula(sheet: &mut Sheet, address: &str, text: &str) {
    sheet.cells.insert(at(address), Cell { formula: Some(text.to_owned()), ..Cell::default() });
}

/// The form above. The totals are sums, or typed where `typed_totals`.
fn workbook(typed_totals: bool) -> Workbook {
    let mut sheet = Sheet { name: "自评表".to_owned(), ..Sheet::default() };
    for (address, text) in
        [("B5", "合计"), ("B6", "一般公共预算"), ("B7", "政府性基金预算"), ("B8", "其他资金")]
    {
        set(&mut sheet, address, Value::Text(text.to_owned()));
    }
    for (address, text) in [("C4", "年初预算数"), ("D4", "调整数"), ("E4", "实际支出数"), ("A9", "年度目标")]
    {
        set(&mut sheet, address, Value::Text(text.to_owned()));
    }
    for (address, digits) in [
        ("C6", "843.65"),
        ("D6", "106.87"),
        ("E6", "822.26"),
        ("C7", "600"),
        ("D7", "0"),
        ("E7", "600"),
        ("C8", "400"),
        ("E8", "300"),
        // Cells beside the form: a year, a factor, copies of today's results.
        ("K1", "2021"),
        ("K2", "1"),
        ("K3", "950.52"),
        ("K4", "4"),
    ] {
        set(&mut sheet, address, number(digits));
    }
    for (address, sum, digits) in
        [("C5", "SUM(C6:C8)", "1843.65"), ("D5", "SUM(D6:D8)", "106.87"), ("E5", "SUM(E6:E8)", "1722.26")]
    {
        if typed_totals {
            set(&mut sheet, address, number(digits));
        } else {
            formula(&mut sheet, address, sum);
        }
    }
    let mut ledger = Sheet { name: "明细 账".to_owned(), ..Sheet::default() };
    for (address, digits) in [("A1", "843.65"), ("A2", "106.87"), ("A3", "822.26")] {
        set(&mut ledger, address, number(digits));
    }
    let name = |name: &str, refers_to: &str| DefinedName {
        name: name.to_owned(),
        sheet: None,
        refers_to: refers_to.to_owned(),
    };
    Workbook {
        sheets: vec![sheet, ledger],
        defined_names: vec![
            name("年初", "自评表!$C$6"),
            name("调整", "自评表!$D$6"),
            name("支出", "自评表!$E$6"),
            name("预算", "年初+调整"),
            name("旧值", "自评表!$K$3"),
        ],
        ..Workbook::default()
    }
}

fn expected(place: Place) -> ExpectedFormula {
    let input = |label: &str, cell: &str| FormulaInput { label: label.to_owned(), cell: at(cell) };
    let rate = |row: u32| {
        vec![
            input("实际支出数", &format!("E{row}")),
            input("年初预算数", &format!("C{row}")),
            input("调整数", &format!("D{row}")),
        ]
    };
    let (column, cell, kind, text, divisor, inputs) = match place {
        Place::Completion | Place::CompletionAsNumber => {
            (FundingColumn::CompletionRate, "G6", FormulaKind::Rate, "E6/(C6+D6)", Some("C6+D6"), rate(6))
        }
        Place::TotalCompletion | Place::TotalCompletionTyped => {
            (FundingColumn::CompletionRate, "G5", FormulaKind::Rate, "E5/(C5+D5)", Some("C5+D5"), rate(5))
        }
        Place::Adjustment => (
            FundingColumn::AdjustmentRate,
            "H6",
            FormulaKind::Rate,
            "ABS(D6)/C6",
            Some("C6"),
            vec![input("调整数", "D6"), input("年初预算数", "C6")],
        ),
        Place::Total => (
            FundingColumn::InitialBudget,
            "C5",
            FormulaKind::Total,
            "SUM(C6:C8)",
            None,
            ["C6", "C7", "C8"].map(|c| input("年初预算数", c)).to_vec(),
        ),
    };
    ExpectedFormula {
        field: FieldPath::figure(usize::from(cell.ends_with('6')), column),
        label: column.title().to_owned(),
        cell: at(cell),
        kind,
        formula: text.to_owned(),
        divisor: divisor.map(str::to_owned),
        inputs,
        doubtful: false,
        alternatives: Vec::new(),
    }
}

fn compare(place: Place, text: &str, format: &str) -> Comparison {
    let mut workbook = workbook(place == Place::TotalCompletionTyped);
    let own = expected(place);
    formula(&mut workbook.sheets[0], &own.cell.to_string(), text);
    let evaluation = Evaluation::of(&workbook);
    let totals = ["C", "D", "E"].map(|column| ExpectedFormula {
        cell: at(&format!("{column}5")),
        formula: format!("SUM({column}6:{column}8)"),
        kind: FormulaKind::Total,
        ..expected(Place::Total)
    });
    let adjustments: BTreeSet<CellRef> = ["D5", "D6", "D7", "D8"].map(at).into();
    Comparer::new(&workbook, &evaluation, 0, &totals).may_be_negative(adjustments).compare(text, &own, format)
}

fn verdict(comparison: &Comparison) -> Verdict {
    match comparison {
        Comparison::Same { as_text: false, .. } => Verdict::Right,
        Comparison::Same { as_text: true, .. } => Verdict::RightAsText,
        Comparison::Differs { same_today: true, .. } => Verdict::RightTodayOnly,
        Comparison::Differs { same_today: false, .. } => Verdict::Wrong,
        Comparison::Constants(_) => Verdict::Constants,
        Comparison::Circular(_) => Verdict::Circular,
        Comparison::External => Verdict::External,
        Comparison::NotJudged(_) => Verdict::NotJudged,
    }
}

#[test]
fn every_formula_gets_the_verdict_of_a_careful_reviewer() {
    let mut wrong = Vec::new();
    for row in ROWS {
        let comparison = compare(row.place, row.formula, row.format);
        if verdict(&comparison) != row.verdict {
            wrong.push(format!("{:?} ={} [{}]: {comparison:?}", row.place, row.formula, row.format));
        }
        if let (Comparison::Differs { counterexample, .. }, Some(words)) = (&comparison, row.because) {
            let said = counterexample.to_string();
            if said != words {
                wrong.push(format!("={}: says {said}\n      not {words}", row.formula));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), ROWS.len(), wrong.join("\n"));
}

#[test]
fn the_table_is_as_large_as_promised_and_names_no_formula_twice() {
    assert!(ROWS.len() >= 120, "{}", ROWS.len());
    let mut seen = BTreeSet::new();
    for row in ROWS {
        assert!(seen.insert((row.place, row.formula, row.format)), "{} stands there twice", row.formula);
    }
}

#[test]
fn no_formula_is_refused_only_because_a_budget_is_zero_today() {
    let mut workbook = workbook(false);
    set(&mut workbook.sheets[0], "C6", number("0"));
    set(&mut workbook.sheets[0], "D6", Value::Empty);
    for text in ["E6/(C6+D6)", "IFERROR(E6/(C6+D6),\"—\")", "IF(C6+D6=0,0,E6/(C6+D6))"] {
        formula(&mut workbook.sheets[0], "G6", text);
        let evaluation = Evaluation::of(&workbook);
        let comparison = Comparer::new(&workbook, &evaluation, 0, &[]).compare(
            text,
            &expected(Place::Completion),
            "0.00%",
        );
        assert!(matches!(comparison, Comparison::Same { .. }), "{text}: {comparison:?}");
    }
    let evaluation = Evaluation::of(&workbook);
    let comparison =
        Comparer::new(&workbook, &evaluation, 0, &[]).compare("E6/C6", &expected(Place::Completion), "0.00%");
    assert!(matches!(comparison, Comparison::Differs { same_today: true, .. }), "{comparison:?}");
}

#[test]
fn amounts_kept_as_text_count_as_what_they_mean() {
    let mut workbook = workbook(false);
    set(&mut workbook.sheets[0], "E6", Value::Text("822.26万元".to_owned()));
    formula(&mut workbook.sheets[0], "G6", "E6/(C6+D6)");
    let evaluation = Evaluation::of(&workbook);
    let meant = [(at("E6"), number("822.26"))].into();
    let comparer = Comparer::new(&workbook, &evaluation, 0, &[]).corrected(meant);
    let rate = comparer.expected_value(&expected(Place::Completion)).unwrap();
    assert_eq!(rate.round_dp(4), Decimal::new(8651, 4));
}
