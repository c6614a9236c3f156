//! What judging the formulas costs beside all that checking a workbook takes. The first two say it: judging is to stay
//! below a tenth of checking.

use divan::Bencher;
use rust_decimal::Decimal;
use ziping::form::{ExpectedFormula, FieldPath, Form, FormulaInput, FormulaKind, FundingColumn};
use ziping::formula::{Comparer, Evaluation};
use ziping::rules::{FormContext, RULES, check_form};
use ziping::settings::Settings;
use ziping::template::{Templates, read_forms};
use ziping::workbook::{Cell, CellRef, Limits, Sheet, Value, Workbook, read};

fn main() {
    divan::main();
}

/// The workbooks of the fixtures, as bytes.
fn inputs() -> Vec<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/liwan-2021");
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "xlsx"));
    paths.sort();
    paths.iter().filter_map(|path| std::fs::read(path).ok()).collect()
}

/// From bytes to findings, all rules.
#[divan::bench]
fn check_a_folder(bencher: Bencher<'_, '_>) {
    let (inputs, templates, settings) = (inputs(), Templates::builtin(), Settings::default());
    bencher.bench(|| {
        let mut found = 0;
        for bytes in &inputs {
            let Ok(workbook) = read(bytes, &Limits::default()) else { continue };
            let evaluation = Evaluation::of(&workbook);
            let forms = read_forms(&workbook, &evaluation, &templates);
            found += check(&workbook, &evaluation, &forms, &settings);
        }
        found
    });
}

/// Of that, the formulas: evaluating them, and the rules on funds.
#[divan::bench]
fn judge_the_formulas_of_a_folder(bencher: Bencher<'_, '_>) {
    let templates = Templates::builtin();
    let select =
        RULES.iter().filter(|rule| rule.code.starts_with('F')).map(|rule| rule.name.to_owned()).collect();
    let settings = Settings { select, ..Settings::default() };
    let read: Vec<(Workbook, Vec<Form>)> = inputs()
        .iter()
        .filter_map(|bytes| read(bytes, &Limits::default()).ok())
        .map(|workbook| {
            let forms = read_forms(&workbook, &Evaluation::of(&workbook), &templates);
            (workbook, forms)
        })
        .collect();
    bencher.bench(|| {
        let each = read.iter().map(|(workbook, forms)| {
            let evaluation = Evaluation::of(workbook);
            check(workbook, &evaluation, forms, &settings)
        });
        each.sum::<usize>()
    });
}

fn check(workbook: &Workbook, evaluation: &Evaluation, forms: &[Form], settings: &Settings) -> usize {
    FormContext::each(workbook, evaluation, forms, settings).map(|context| check_form(&context).len()).sum()
}

/// A chain of ten thousand cells.
#[divan::bench]
fn a_long_chain(bencher: Bencher<'_, '_>) {
    let mut sheet = Sheet::default();
    for row in 0..10_000 {
        let formula = Some(format!("A{}+1", row + 2));
        sheet.cells.insert(CellRef::new(row, 0), Cell { formula, ..Cell::default() });
    }
    let workbook = Workbook { sheets: vec![sheet], ..Workbook::default() };
    bencher.bench(|| Evaluation::of(&workbook));
}

/// One formula against the template's, spelled differently, so that all values are tried.
#[divan::bench]
fn compare_a_rate(bencher: Bencher<'_, '_>) {
    let mut sheet = Sheet::default();
    for (col, hundredths) in [(2, 84_365), (3, 10_687), (4, 82_226)] {
        let value = Value::Number(Decimal::new(hundredths, 2));
        sheet.cells.insert(CellRef::new(5, col), Cell { value, ..Cell::default() });
    }
    let workbook = Workbook { sheets: vec![sheet], ..Workbook::default() };
    let evaluation = Evaluation::of(&workbook);
    let input = |label: &str, col| FormulaInput { label: label.to_owned(), cell: CellRef::new(5, col) };
    let expected = ExpectedFormula {
        field: FieldPath::figure(0, FundingColumn::CompletionRate),
        label: "预算完成率".to_owned(),
        cell: CellRef::new(5, 6),
        kind: FormulaKind::Rate,
        formula: "E6/(C6+D6)".to_owned(),
        divisor: Some("C6+D6".to_owned()),
        inputs: vec![input("实际支出数", 4), input("年初预算数", 2), input("调整数", 3)],
        doubtful: false,
        alternatives: Vec::new(),
    };
    bencher.bench(|| {
        Comparer::new(&workbook, &evaluation, 0, &[]).compare("IFERROR(E6/SUM(C6:D6),0)", &expected, "0.00%")
    });
}
