//! Sheets and forms from lines of text.

use ziping::form::{Form, Located};
use ziping::formula::Evaluation;
use ziping::template::{Templates, read_forms};
use ziping::workbook::{Cell, CellRange, CellRef, Sheet, Value, Workbook};

/// A sheet from lines of cells: `部门名称 | 信访局 | | 单位：万元`. What parses as a number is one.
pub(crate) fn workbook(lines: &[&str], merges: &[&str]) -> Workbook {
    let mut sheet = Sheet { name: "Sheet1".to_owned(), ..Sheet::default() };
    for (row, line) in (0_u32..).zip(lines) {
        for (col, text) in (0_u32..).zip(line.split('|').map(str::trim)) {
            if text.is_empty() {
                continue;
            }
            let value = text.parse().map_or_else(|_| Value::Text(text.to_owned()), Value::Number);
            sheet.cells.insert(CellRef::new(row, col), Cell { value, ..Cell::default() });
        }
    }
    sheet.merges = merges.iter().map(|m| m.parse::<CellRange>().unwrap()).collect();
    Workbook { sheets: vec![sheet], ..Workbook::default() }
}

pub(crate) fn read(lines: &[&str], merges: &[&str]) -> Vec<Form> {
    let workbook = workbook(lines, merges);
    read_forms(&workbook, &Evaluation::of(&workbook), &Templates::builtin())
}

pub(crate) fn read_one(lines: &[&str], merges: &[&str]) -> Form {
    let mut forms = read(lines, merges);
    assert_eq!(forms.len(), 1, "one form");
    forms.remove(0)
}

pub(crate) fn text(located: Option<&Located<String>>) -> &str {
    located.and_then(|l| l.get()).map_or("", String::as_str)
}
