//! Forms beside other sheets and beside each other.

use ziping::workbook::{Cell, CellRef, Sheet, Value};

use crate::form::{at, content, findings, form, found_in, put};

#[test]
fn an_error_that_came_from_another_sheet_is_found_where_it_enters_the_form() {
    let mut workbook = form(&[("E6", "=明细!A1|#REF!")]);
    let mut ledger = Sheet { name: "明细".to_owned(), ..Sheet::default() };
    ledger.cells.insert(at("A1"), content("#REF!"));
    workbook.sheets.push(ledger);
    assert_eq!(found_in(&workbook), ["E6 error-value"]);
    assert!(findings(&workbook)[0].message.contains("错误从 明细!A1 开始"));
}

#[test]
fn amounts_that_are_formulas_over_another_sheet_are_amounts() {
    let mut workbook = form(&[("E6", "=明细!A1|822.26"), ("G6", "=明细!A1/(C6+D6)|0.865063333754156")]);
    let mut ledger = Sheet { name: "明细".to_owned(), ..Sheet::default() };
    ledger.cells.insert(at("A1"), content("822.26"));
    workbook.sheets.push(ledger);
    assert_eq!(found_in(&workbook), [""; 0]);
}

#[test]
fn two_forms_on_one_sheet_do_not_find_each_others_faults() {
    let mut workbook = form(&[("G6", "0.8923")]);
    let first: Vec<(CellRef, Cell)> =
        form(&[]).sheets[0].cells.iter().map(|(at, cell)| (*at, cell.clone())).collect();
    for (at, mut cell) in first {
        cell.formula = None;
        if cell.style == 1 {
            cell.value = Value::Empty;
        }
        workbook.sheets[0].cells.insert(CellRef::new(at.row + 20, at.col), cell);
    }
    put(&mut workbook, "J30", "#REF!");
    assert_eq!(found_in(&workbook).iter().filter(|line| line.ends_with("rate-wrong-value")).count(), 1);
    assert_eq!(found_in(&workbook).iter().filter(|line| line.ends_with("error-value")).count(), 1);
}
