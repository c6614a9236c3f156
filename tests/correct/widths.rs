//! Columns keep the widths that someone gave them, however often a workbook is corrected.

use ziping::workbook::{Limits, Sheet, read};

use crate::desk::{Desk, at, number, text};

/// Each correction once added the margins of a column to a width that had them already: 11.5, 12.125, 12.75.
#[test]
fn widths_do_not_grow_with_every_correction() {
    let mut desk = Desk::new();
    let widths = [(0, 11.5), (1, 17.25), (2, 0.5), (3, 60.125)];
    let mut other = Sheet { name: "附表".to_owned(), ..Sheet::default() };
    other.cells.entry(at("D1")).or_default().value = text("说明");
    other.column_widths.extend(widths);
    desk.workbook.sheets.push(other);
    desk.sheet().column_widths.extend([(0, 11.5), (1, 17.25), (4, 20.125)]);
    for _ in 0..3 {
        let bytes = desk.correct().bytes;
        desk.workbook = read(&bytes, &Limits::default()).unwrap();
        let of_form = &desk.workbook.sheets[0].column_widths;
        assert_eq!([0, 1, 4].map(|col| of_form.get(&col)), [Some(&11.5), Some(&17.25), Some(&20.125)]);
        let (_, other) = desk.workbook.sheet("附表").unwrap();
        assert_eq!(other.column_widths, widths.into());
    }
}

#[test]
fn a_column_that_is_too_narrow_for_its_number_is_widened_once() {
    let mut desk = Desk::new();
    desk.put("C4", number("1234567890.12")).sheet().column_widths.insert(2, 5.0);
    let mut widths = Vec::new();
    for _ in 0..2 {
        let bytes = desk.correct().bytes;
        desk.workbook = read(&bytes, &Limits::default()).unwrap();
        widths.push(desk.workbook.sheets[0].column_widths[&2]);
    }
    assert!(widths[0] > 13.0, "{widths:?}");
    assert!((widths[0] - widths[1]).abs() < 0.01, "{widths:?}");
}
