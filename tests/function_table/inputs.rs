//! The cells that the formulas of the tables refer to.

use ziping::workbook::{CellRef, Value};

/// Amounts, zeros, negatives, blanks, texts, truth values.
const INPUTS: &[(&str, &str)] = &[
    ("A1", "843.65"),
    ("A2", "600"),
    ("A3", "400.5"),
    ("A4", "0"),
    ("A6", "-45.7"),
    ("A7", "'合计"),
    ("A8", "1234567.89"),
    ("B1", "106.87"),
    ("B2", "-45.7"),
    ("B4", "0.125"),
    ("B5", "2.5"),
    ("B6", "-2.5"),
    ("B7", "'一般公共预算"),
    ("B8", "3"),
    ("C1", "822.26"),
    ("C2", "500"),
    ("C3", "300"),
    ("C4", "0.5"),
    ("C5", "TRUE"),
    ("C6", "1e-6"),
    ("C7", "'政府性基金预算"),
    ("C8", "7"),
    ("D1", "'一般公共预算"),
    ("D2", "'政府性基金预算"),
    ("D3", "'其他资金"),
    ("D4", "'一般公共预算"),
    ("D5", "' 两端 有  空格 "),
    ("D6", "'ABC"),
    ("D7", "'abc"),
    ("D8", "'12"),
    ("E1", "10"),
    ("E2", "20"),
    ("E3", "30"),
    ("E4", "40"),
];

/// Each cell with its value.
pub(crate) fn inputs() -> impl Iterator<Item = (CellRef, Value)> {
    INPUTS.iter().map(|(address, text)| {
        let value = match text.strip_prefix('\'') {
            Some(text) => Value::Text(text.to_owned()),
            None if *text == "TRUE" => Value::Bool(true),
            None => Value::from_number_text(text).unwrap(),
        };
        (address.parse().unwrap(), value)
    })
}
