//! A formula in a cell of a form, beside the one that should stand there.
#![no_main]

use ziping::form::{ExpectedFormula, FieldPath, FormulaKind, FundingColumn};
use ziping::formula::{Comparer, Evaluation};
use ziping::workbook::{Cell, CellRef, Sheet, Value, Workbook};

libfuzzer_sys::fuzz_target!(|formula: &str| {
    let mut sheet = Sheet { name: "Sheet1".to_owned(), ..Sheet::default() };
    for (column, amount) in [(2, "843.65"), (3, "106.87"), (4, "822.26")] {
        let value = Value::Number(amount.parse().unwrap_or_default());
        sheet.cells.insert(CellRef::new(5, column), Cell { value, ..Cell::default() });
    }
    let rate = CellRef::new(5, 6);
    sheet.cells.insert(rate, Cell { formula: Some(formula.to_owned()), ..Cell::default() });
    let workbook = Workbook { sheets: vec![sheet], ..Workbook::default() };
    let evaluation = Evaluation::of(&workbook);
    let _ = evaluation.outcome(0, rate);
    let expected = ExpectedFormula {
        field: FieldPath::figure(0, FundingColumn::CompletionRate),
        label: "预算完成率".to_owned(),
        cell: rate,
        kind: FormulaKind::Rate,
        formula: "E6/(C6+D6)".to_owned(),
        divisor: Some("C6+D6".to_owned()),
        inputs: Vec::new(),
        alternatives: Vec::new(),
        doubtful: false,
    };
    let _ = Comparer::new(&workbook, &evaluation, 0, &[]).compare(formula, &expected, "0.00%");
});
