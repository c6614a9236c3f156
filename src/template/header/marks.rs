//! The lines right under a table's headings that are a part of them: remarks in brackets, the numbers by which formulas
//! call the columns, the units in which they count.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Sought;
use crate::form::MoneyUnit;
use crate::nfkc::nfkc;
use crate::template::view::{Seen, View};
use crate::workbook::{CellRef, Value};

/// So many lines at most: remarks, numbers and units.
const MOST_LINES: u32 = 3;

/// The cells of the lines from `row` on, one under the other, that belong to the headings above them, and how many lines
/// these are.
pub(super) fn under(view: &View<'_>, sought: &Sought<'_>, row: u32) -> (u32, Vec<CellRef>) {
    let mut found = Vec::new();
    for count in 0..MOST_LINES {
        let cells: Vec<(CellRef, &Seen<'_>)> = view.row(row + count).collect();
        if cells.is_empty()
            || !(are_remarks(&cells) || are_numbers(view, &cells, sought) || are_units(&cells))
        {
            return (count, found);
        }
        found.extend(cells.into_iter().map(|(at, _)| at));
    }
    (MOST_LINES, found)
}

/// `（A）`, `（B/A）`
fn are_remarks(cells: &[(CellRef, &Seen<'_>)]) -> bool {
    let is_remark = |seen: &Seen<'_>| {
        seen.label().is_none()
            && seen.text.starts_with(['(', '（'])
            && seen.text.contains(char::is_alphabetic)
    };
    cells.iter().all(|(_, seen)| is_remark(seen))
}

/// `栏次 | 1 | 2 | 3 | 4=3/（1+2）`, `甲 | ① | ②`, `1 | 2 | 3`: one after the other, behind a label that the template knows for
/// no column or behind nothing.
fn are_numbers(view: &View<'_>, cells: &[(CellRef, &Seen<'_>)], sought: &Sought<'_>) -> bool {
    let is_name = |seen: &Seen<'_>| seen.label().is_some_and(|label| sought.template.others.has(label));
    let names = cells.iter().take_while(|(_, seen)| is_name(seen)).count();
    let mut last = 0;
    for (at, seen) in cells.iter().skip(names) {
        // A format of the cells under it (1.00, 400.00%) is none of the number's own.
        let mark = match view.value(*at) {
            Value::Number(number) => whole(*number).map(Mark::Number),
            _ => mark(&seen.text),
        };
        match mark {
            Some(Mark::Number(number)) if number == last + 1 => last = number,
            Some(Mark::Formula) => {}
            _ => return false,
        }
    }
    // A line of amounts that counts 1, 2 has a source before it.
    last >= if names > 0 { 2 } else { 3 }
}

/// `（万元） | （万元） | %`
fn are_units(cells: &[(CellRef, &Seen<'_>)]) -> bool {
    let is_unit = |text: &str| {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let bare = plain.trim_matches(|c: char| "（）()【】[]".contains(c));
        matches!(bare, "%" | "％" | "‰") || MoneyUnit::ALL.iter().any(|unit| unit.as_str() == bare)
    };
    cells.len() > 1 && cells.iter().all(|(_, seen)| is_unit(&seen.text))
}

/// What a cell says of its column.
enum Mark {
    /// Which one it is: `3`, `③`, `C`, `4=3/(1+2)`.
    Number(u32),
    /// How it is computed from others: `B/A`.
    Formula,
}

fn whole(number: Decimal) -> Option<u32> {
    number.to_u32().filter(|_| number.fract().is_zero())
}

fn mark(text: &str) -> Option<Mark> {
    // No number of a column is longer with its formula.
    const LONGEST: usize = 60;
    if text.len() > LONGEST {
        return None;
    }
    let plain: String = nfkc(text).filter(|c| !c.is_whitespace()).collect();
    let (head, formula) = plain.split_once('=').map_or((plain.as_str(), None), |(h, f)| (h, Some(f)));
    let is_formula = |text: &str| {
        text.chars().all(|c| c.is_ascii_alphanumeric() || "+-*/×÷()|.%".contains(c)) && !text.is_empty()
    };
    if formula.is_some_and(|formula| !is_formula(formula)) {
        return None;
    }
    let head = head.trim_matches(['(', ')']);
    let letter = |head: &str| match head.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some(u32::from(letter.to_ascii_uppercase() - b'A') + 1),
        _ => None,
    };
    match head.parse().ok().and_then(whole).or_else(|| letter(head)) {
        Some(number) => Some(Mark::Number(number)),
        None if head.contains(['+', '/', '÷']) && is_formula(head) => Some(Mark::Formula),
        None => None,
    }
}
