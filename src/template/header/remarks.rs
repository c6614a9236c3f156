//! Lines under the headings that only say something of the columns: their numbers, their units.

use std::borrow::Cow;

use super::Sought;
use crate::form::MoneyUnit;
use crate::nfkc::nfkc;
use crate::template::view::{Seen, View};
use crate::workbook::{CellRef, Value};

/// So many such lines a table has at most.
const MOST_LINES: usize = 2;

/// The cells of the lines under the headings that only have remarks on them in brackets (`（A）`, `（B/A）`), units, or the
/// numbers of the columns (`栏次 | 1 | 2 | 3 | 4=3/（1+2）`).
pub(super) fn remarks_under(view: &View<'_>, sought: &Sought<'_>, row: u32) -> Vec<CellRef> {
    let lines = (row + 1..).take(MOST_LINES).map(|row| view.row(row).collect::<Vec<_>>());
    let only_remarks = |line: &Vec<(CellRef, &Seen<'_>)>| {
        // The number of a column of rates may be shown as one: 400.00%.
        let texts: Vec<Cow<'_, str>> = line
            .iter()
            .map(|(at, seen)| match view.value(*at) {
                Value::Number(number) => number.normalize().to_string().into(),
                _ => Cow::Borrowed(seen.text.as_ref()),
            })
            .collect();
        let remarks = || line.iter().all(|(_, seen)| is_remark(seen));
        let is_headed = || {
            let label = line.first().and_then(|(_, seen)| seen.label());
            label.is_some_and(|label| sought.template.others.has(label))
        };
        !line.is_empty() && (remarks() || number_columns(&texts, is_headed))
    };
    lines.take_while(only_remarks).flatten().map(|(at, _)| at).collect()
}

/// Whether a cell only has a remark in brackets, or a unit.
fn is_remark(seen: &Seen<'_>) -> bool {
    let in_brackets = seen.text.starts_with(['(', '（']) && seen.text.contains(char::is_alphabetic);
    let bare = seen.text.trim_matches(|c: char| c.is_whitespace() || "()（）".contains(c));
    (seen.label().is_none() && in_brackets)
        || matches!(bare, "%" | "％")
        || MoneyUnit::find_in(bare).is_some_and(|unit| unit.as_str() == bare)
}

/// Whether a line numbers the columns, each by the number, the letter or the figure that follows the one before: in all of
/// its cells, or behind the 甲 of a column of words. Behind a label that says so (栏次) one, two is enough.
fn number_columns(line: &[impl AsRef<str>], is_headed: impl Fn() -> bool) -> bool {
    let follow = |line: &[_]| {
        let ordinals: Option<Vec<u32>> = line.iter().map(AsRef::as_ref).map(ordinal).collect();
        ordinals.is_some_and(|all| (1..).zip(&all).all(|(number, ordinal)| number == *ordinal))
    };
    match line {
        [_, _, _, ..] if follow(line) => true,
        [_, first, second, ..] if is_headed() => {
            ordinal(first.as_ref()) == Some(1) && ordinal(second.as_ref()) == Some(2)
        }
        [first, rest @ ..] => rest.len() >= 2 && follow(rest) && matches!(first.as_ref().trim(), "甲" | "乙"),
        [] => false,
    }
}

/// The number of a column: 4 of `4`, `（4）`, `④`, `D` and `4=3/（1+2）`.
fn ordinal(text: &str) -> Option<u32> {
    // What a column is called in the formulas beside it is short.
    let name = text.split(['=', '＝']).next().filter(|name| name.len() <= 12)?;
    let name: String = nfkc(name).filter(|c| !c.is_whitespace() && !"()".contains(*c)).collect();
    match name.as_bytes() {
        [letter @ b'A'..=b'Z'] => Some(u32::from(letter - b'A') + 1),
        _ => name.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::number_columns;

    #[test]
    fn a_line_that_numbers_the_columns_is_told_from_data() {
        for line in [
            &["1", "2", "3"][..],
            &["栏次", "1", "2", "3", "4=3/（1+2）", "5=|2|/1"],
            &["栏次", "①", "②", "③", "④=③/(①+②)"],
            &["栏次", "A", "B", "C", "D=C/(A+B)"],
            &["甲", "1", "2"],
            &["（1）", "（2）", "（3）"],
        ] {
            assert!(number_columns(line, || line[0] == "栏次"), "{line:?}");
        }
        for line in [
            &["1", "2"][..],
            &["合计", "1", "2", "3"],
            &["1", "3", "4"],
            &["2", "3", "4"],
            &["1", "培训", "3"],
            &["栏次"],
        ] {
            assert!(!number_columns(line, || line[0] == "栏次"), "{line:?}");
        }
    }
}
