//! What .xls gives.

use ziping::workbook::{Orientation, Value, View, shown_text};

use crate::build::{cell, formula, number, reading, record, words, xls};

/// Looks: one plain (number 15, as in every file, is beyond them), one of 0.00 %.
fn looks() -> Vec<Vec<u8>> {
    let look =
        |format: u16| record(0x00E0, &[words(&[0, format, 1]), vec![0x20, 0, 0, 0], vec![0; 10]].concat());
    vec![look(0), look(10)]
}

#[test]
fn numbers_show_as_their_format_says() {
    let packed =
        record(0x027E, &[words(&[1, 0, 0]), ((84_365_u32 << 2) | 3).to_le_bytes().to_vec()].concat());
    let many = record(
        0x00BD,
        &[
            words(&[2, 0]),
            words(&[0]),
            6_u32.to_le_bytes().to_vec(),
            words(&[1]),
            2_u32.to_le_bytes().to_vec(),
            words(&[1]),
        ]
        .concat(),
    );
    let book = reading(&xls(&looks(), &[number(0, 0, 1, 0.8651), packed, many])).unwrap();
    assert_eq!(shown_text(&book, &cell(&book, "A1")), "86.51%");
    assert_eq!(cell(&book, "A2").value, Value::from_number_text("843.65").unwrap());
    assert_eq!(cell(&book, "A3").value, Value::from_number_text("1").unwrap());
    assert_eq!(cell(&book, "B3").value, Value::from_number_text("0").unwrap());
}

#[test]
fn texts_go_on_in_the_next_record() {
    // "预算" in two bytes a character, then "ABCD" whose last two stand in a record of their own, in one byte each.
    let first: Vec<u8> = [
        [2_u32.to_le_bytes(), 2_u32.to_le_bytes()].concat(),
        words(&[2]),
        vec![1],
        words(&[0x9884, 0x7B97]),
        words(&[4]),
        vec![1],
        words(&[u16::from(b'A'), u16::from(b'B')]),
    ]
    .concat();
    let strings = [record(0x00FC, &first), record(0x003C, &[0, b'C', b'D'])].concat();
    let label =
        |col: u16, index: u32| record(0x00FD, &[words(&[0, col, 0]), index.to_le_bytes().to_vec()].concat());
    let book = reading(&xls(&[strings], &[label(0, 0), label(1, 1)])).unwrap();
    assert_eq!(cell(&book, "A1").value, Value::Text("预算".into()));
    assert_eq!(cell(&book, "B1").value, Value::Text("ABCD".into()));
}

#[test]
fn formulas_are_put_back_into_words() {
    // E1/(C1+D1) as tokens: E1, C1, D1, +, ( ), /
    let relative = |col: u16| [&[0x44][..], &words(&[0, col | 0xC000])].concat();
    let tokens = [relative(4), relative(2), relative(3), vec![0x03, 0x15, 0x06]].concat();
    // SUM(A1:A3), ROUND(A1,2), IF of three
    let sum = [vec![0x25], words(&[0, 2, 0xC000, 0xC000]), vec![0x22, 1, 4, 0]].concat();
    let round = [relative(0), vec![0x1E, 2, 0], vec![0x41, 27, 0]].concat();
    let book = reading(&xls(
        &[],
        &[
            formula(0, 6, 0.5, &tokens),
            formula(1, 6, 6.0, &sum),
            formula(2, 6, 1.0, &round),
            formula(3, 6, 1.0, &[0xFF]),
        ],
    ))
    .unwrap();
    assert_eq!(cell(&book, "G1").formula.as_deref(), Some("E1/(C1+D1)"));
    assert_eq!(cell(&book, "G1").value, Value::from_number_text("0.5").unwrap());
    assert_eq!(cell(&book, "G2").formula.as_deref(), Some("SUM(A1:A3)"));
    assert_eq!(cell(&book, "G3").formula.as_deref(), Some("ROUND(A1,2)"));
    assert_eq!(cell(&book, "G4").formula, None);
    assert_eq!(book.not_carried, ["无法识别的公式 1 处（Sheet1）"]);
}

#[test]
fn shared_formulas_are_written_out_for_each_cell() {
    // In G1:G2, the cell two to the left divided by the one to the left.
    let neighbour = |offset: u16| [&[0x4C][..], &words(&[0, (offset & 0xFF) | 0xC000])].concat();
    let tokens = [neighbour(0xFE), neighbour(0xFF), vec![0x06]].concat();
    let length = u16::try_from(tokens.len()).unwrap();
    let shared = record(0x04BC, &[words(&[0, 1]), vec![6, 6, 0, 2], words(&[length]), tokens].concat());
    let points = [&[0x01][..], &words(&[0, 6])].concat();
    let book =
        reading(&xls(&[], &[formula(0, 6, 1.0, &points), shared, formula(1, 6, 2.0, &points)])).unwrap();
    assert_eq!(cell(&book, "G1").formula.as_deref(), Some("E1/F1"));
    assert_eq!(cell(&book, "G2").formula.as_deref(), Some("E2/F2"));
}

#[test]
fn merges_hidden_rows_and_widths() {
    let merged = record(0x00E5, &words(&[1, 0, 1, 0, 2]));
    let row = record(0x0208, &words(&[3, 0, 1, 600, 0, 0, 0x60, 0]));
    let column = record(0x007D, &words(&[1, 1, 10 * 256, 0, 1, 0]));
    let book = reading(&xls(&[], &[merged, row, column, number(3, 2, 0, 1.0)])).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!(*sheet.merges, ["A1:C2".parse().unwrap()]);
    assert!(sheet.hidden_rows.contains(&3) && sheet.hidden_columns.contains(&1));
    assert_eq!(sheet.row_heights.get(&3), Some(&30.0));
    assert_eq!(sheet.column_widths.get(&1), Some(&10.0));
}

#[test]
fn cells_in_both_far_corners_cost_two_cells() {
    let lying = record(
        0x0200,
        &[[0_u32.to_le_bytes(), u32::MAX.to_le_bytes()].concat(), words(&[0, 0xFFFF, 0])].concat(),
    );
    let book = reading(&xls(&[], &[lying, number(0, 0, 0, 1.0), number(65_535, 255, 0, 2.0)])).unwrap();
    assert_eq!(book.sheets[0].cells.len(), 2);
    assert_eq!(cell(&book, "IV65536").value, Value::from_number_text("2").unwrap());
}

#[test]
fn panes_are_read_where_they_are_frozen() {
    let panes = record(0x0041, &words(&[2, 5, 5, 2, 0]));
    let frozen = |flags: u16| {
        let window = record(0x023E, &words(&[flags, 0, 0, 0, 0, 0, 0, 0, 0]));
        reading(&xls(&[], &[number(0, 0, 0, 1.0), window, panes.clone()])).unwrap().sheets[0].frozen
    };
    assert_eq!(frozen(0x06BE), Some("C6".parse().unwrap()));
    assert_eq!(frozen(0x06B6), None);
}

#[test]
fn pages_and_windows_of_a_sheet_are_read() {
    let set_up = words(&[8, 75, 1, 1, 0, 0b1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    let records = [
        record(0x0014, &[&[4, 0, 0][..], b"&L&P"].concat()),
        record(0x0026, &0.5_f64.to_le_bytes()),
        record(0x0083, &[1, 0]),
        record(0x001B, &words(&[1, 20, 0, 255])),
        record(0x0081, &words(&[0x0100])),
        record(0x00A1, &set_up),
        record(0x023E, &words(&[0x0040, 0, 0, 0, 0, 0, 0])),
        record(0x00A0, &words(&[17, 20])),
    ];
    let sheet = reading(&xls(&[], &records)).unwrap().sheets.remove(0);
    let page = sheet.page.unwrap();
    assert_eq!((page.paper, page.orientation), (Some(8), Some(Orientation::Landscape)));
    assert_eq!((page.fit, page.black_and_white, page.centered_across), (Some((1, 0)), true, true));
    assert_eq!((page.header.as_str(), page.row_breaks.as_slice()), ("&L&P", &[20][..]));
    assert_eq!(page.margins.map(|margins| margins.left), Some(0.5));
    let view =
        View { zoom: 85, hides_gridlines: true, hides_zeros: true, right_to_left: true, ..View::default() };
    assert_eq!(sheet.view, view);
}

#[test]
fn a_filter_that_may_hide_rows_is_noticed() {
    let filters = |more: &[Vec<u8>]| {
        let records = [vec![number(0, 0, 0, 1.0)], more.to_vec()].concat();
        reading(&xls(&looks(), &records)).unwrap().sheets[0].filter.may_hide_rows
    };
    assert!(!filters(&[]));
    assert!(filters(&[record(0x009B, &[])]), "without arrows");
    assert!(filters(&[record(0x009D, &words(&[2]))]));
}
