//! What .xlsb gives.

use ziping::workbook::{Value, shown_text};

use crate::build::{cell, reading, wide_record, wide_text, words, xlsb};

/// Looks of cells: one plain, one of 0.00 %.
pub fn looks() -> Vec<Vec<u8>> {
    let look = |format: u16| {
        wide_record(0x2F, &[words(&[0, format, 0, 0, 0]), vec![0, 0], words(&[0x1000, 0])].concat())
    };
    vec![wide_record(0x269, &[2, 0, 0, 0]), look(0), look(10), wide_record(0x26A, &[])]
}

/// A row, a number, a text, two cells that share a formula, a merged range and hidden columns.
pub fn sheet() -> Vec<Vec<u8>> {
    let head = |col: u32, look: u32| [col.to_le_bytes(), look.to_le_bytes()].concat();
    let number = |col, look, n: f64| [head(col, look), n.to_le_bytes().to_vec()].concat();
    let formula = |col: u32, n: f64, code: &[u8], more: &[u8]| {
        let length = u32::try_from(code.len()).unwrap().to_le_bytes();
        let after = u32::try_from(more.len()).unwrap().to_le_bytes();
        wide_record(0x09, &[&number(col, 0, n)[..], &[0, 0], &length, code, &after, more].concat())
    };
    let row = |row: u32, flags: u8| {
        wide_record(
            0x00,
            &[row.to_le_bytes().to_vec(), vec![0; 4], words(&[600]), vec![0, flags, 0, 0, 0, 0, 0]].concat(),
        )
    };
    let reference = |token: u8, row: u32, col: u16| {
        [vec![token], row.to_le_bytes().to_vec(), words(&[col | 0xC000])].concat()
    };
    let quotient = [reference(0x44, 0, 4), reference(0x44, 0, 2), vec![0x06]].concat();
    let elsewhere = [vec![0x01], 1_u32.to_le_bytes().to_vec()].concat();
    let shared = [reference(0x4C, 0, 0x3FFF), vec![0x1E, 2, 0, 0x05]].concat();
    let range: Vec<u8> = [1_u32, 2, 3, 3].iter().flat_map(|n| n.to_le_bytes()).collect();
    let length = u32::try_from(shared.len()).unwrap().to_le_bytes();
    let panes = [&2_f64.to_le_bytes()[..], &5_f64.to_le_bytes(), &[0; 12], &[1]].concat();
    vec![
        wide_record(0x97, &panes),
        wide_record(
            0x3C,
            &[[1_u32, 16_383, 2_560, 0].iter().flat_map(|n| n.to_le_bytes()).collect(), words(&[1])].concat(),
        ),
        row(0, 0),
        wide_record(0x05, &number(0, 1, 0.8651)),
        wide_record(0x06, &[head(1, 0), wide_text("预算")].concat()),
        formula(6, 0.5, &quotient, &[]),
        row(1, 0x30),
        formula(3, 1.0, &elsewhere, &3_u32.to_le_bytes()),
        wide_record(0x1AB, &[&range[..], &length, &shared].concat()),
        row(2, 0),
        formula(3, 2.0, &elsewhere, &3_u32.to_le_bytes()),
        wide_record(0xB0, &[0_u32, 1, 0, 2].iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>()),
    ]
}

#[test]
fn values_looks_formulas_and_merges() {
    let book = reading(&xlsb(&looks(), &sheet())).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!(sheet.name, "自评表");
    assert_eq!(shown_text(&book, &cell(&book, "A1")), "86.51%");
    assert_eq!(cell(&book, "B1").value, Value::Text("预算".into()));
    assert_eq!(cell(&book, "G1").formula.as_deref(), Some("E1/C1"));
    assert_eq!(cell(&book, "D2").formula.as_deref(), Some("C2*2"));
    assert_eq!(cell(&book, "D3").formula.as_deref(), Some("C3*2"));
    assert_eq!(cell(&book, "D3").value, Value::from_number_text("2").unwrap());
    assert_eq!(*sheet.merges, ["A1:C2".parse().unwrap()]);
    assert!(sheet.hidden_rows.contains(&1) && sheet.hidden_columns.contains(&6));
    assert_eq!(sheet.row_heights.get(&1), Some(&30.0));
    assert_eq!(sheet.column_widths.get(&1), Some(&10.0));
    assert_eq!(sheet.frozen, Some("C6".parse().unwrap()));
    assert_eq!(book.not_carried, [""; 0]);
}

#[test]
fn a_filter_that_may_hide_rows_is_noticed() {
    assert!(!reading(&xlsb(&looks(), &sheet())).unwrap().sheets[0].filter.may_hide_rows);
    for kind in [0xA1, 0x295] {
        let records = [sheet(), vec![wide_record(kind, &[0; 16])]].concat();
        assert!(reading(&xlsb(&looks(), &records)).unwrap().sheets[0].filter.may_hide_rows, "{kind:x}");
    }
}
