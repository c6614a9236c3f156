//! Sheets and forms from lines of text.

use super::PLAIN;
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

/// The plain form with lines in the place of its goals (8 and 9), or of its problems and measures (14 and 15).
pub(crate) fn with(first: usize, last: usize, lines: &[&'static str]) -> Vec<&'static str> {
    [&PLAIN[..first - 1], lines, &PLAIN[last..]].concat()
}

/// The goals, expected and achieved.
pub(crate) fn goals(form: &Form) -> (&str, &str) {
    (text(form.goals.expected.as_ref()), text(form.goals.achieved.as_ref()))
}

/// What is missing, and where it should stand: `problems A15`.
pub(crate) fn missing(form: &Form) -> Vec<String> {
    let place = |cell: Option<CellRef>| cell.map(|cell| format!(" {cell}")).unwrap_or_default();
    form.missing.iter().map(|missing| format!("{}{}", missing.field, place(missing.cell))).collect()
}

/// Goals as [`goals`] gives them.
pub(crate) const GOALS: (&str, &str) = ("借阅服务覆盖全区，读者满意。", "各街道均已设点，读者满意。");
