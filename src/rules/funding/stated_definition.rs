//! What the heading of a column of rates, or a note, says that they are: `预算完成率（实际支出/年初预算）`.

use std::collections::{BTreeMap, BTreeSet};

use super::line::Line;
use crate::form::{ExpectedFormula, Form};
use crate::letters::is_letter_or_digit;
use crate::nfkc::closed_up;
use crate::workbook::CellRef;

/// How many texts beside the fields are looked at for a note, and how many bytes long one may be.
const MOST_NOTES: usize = 100;
const LONGEST_NOTE: usize = 3000;

/// By what a heading says that its rates divide.
#[derive(Debug, PartialEq)]
pub(super) enum Said {
    /// It does not say, or says what the template says.
    Nothing,
    /// By other columns, by their places along a source's line.
    Other(Vec<u32>),
    /// By something of which it is not clear which columns it is.
    Unclear,
}

/// What the heading over a rate says.
pub(super) fn said(form: &Form, rate: &ExpectedFormula) -> Said {
    divisor(&rate.label).map_or(Said::Nothing, |names| divided_by(form, rate, &names))
}

/// What a note in or under the table says: `注：预算完成率＝实际支出数÷年初预算数×100%`. One that is not clear says nothing.
pub(super) fn said_in_note(form: &Form, rate: &ExpectedFormula) -> Said {
    let heading = closed_up(&rate.label);
    let name = heading.split(|c: char| !is_letter_or_digit(c)).next().filter(|name| !name.is_empty());
    let Some(name) = name else { return Said::Nothing };
    let notes = form.unmapped.iter().take(MOST_NOTES).map(|text| text.value.as_str());
    let names = notes.filter(|note| note.len() <= LONGEST_NOTE).find_map(|note| {
        let plain = closed_up(note);
        let mut clauses = plain.split(['。', ';', ',', '、']);
        clauses.find_map(|clause| quotient_of(clause, name))
    });
    match names.map(|names| divided_by(form, rate, &names)) {
        Some(Said::Other(columns)) => Said::Other(columns),
        _ => Said::Nothing,
    }
}

/// What a clause says that the rate of that name is divided by: `预算完成率=…/…`, `预算完成率按…除以…计算`.
fn quotient_of(clause: &str, name: &str) -> Option<Vec<String>> {
    let (_, after) = clause.split_once(name)?;
    let quotient = ["=", "按", "为", "是"].iter().find_map(|verb| after.strip_prefix(verb))?;
    divisor(quotient.trim_end_matches("计算").replace("除以", "/").as_str())
}

fn divided_by(form: &Form, rate: &ExpectedFormula, names: &[String]) -> Said {
    let line = Line::through(form, rate.cell);
    let columns = columns(form, line);
    let found: Option<BTreeSet<u32>> = names.iter().map(|name| column_named(&columns, name)).collect();
    let Some(found) = found else { return Said::Unclear };
    let own =
        std::iter::once(rate).chain(&rate.alternatives).any(|formula| divides_by(formula, line) == found);
    if own { Said::Nothing } else { Said::Other(found.into_iter().collect()) }
}

/// The headings of the columns of amounts, by their places along a source's line.
pub(super) fn columns(form: &Form, line: Line) -> BTreeMap<u32, &str> {
    let amounts = form.funding.iter().flat_map(|row| &row.values).filter(|(column, _)| column.is_money());
    amounts.filter_map(|(column, at)| Some((line.place(at.cell), form.funding_heading(*column)?))).collect()
}

/// The columns that a formula divides by.
fn divides_by(formula: &ExpectedFormula, line: Line) -> BTreeSet<u32> {
    let divisor = formula.divisor.as_deref().unwrap_or_default();
    let words = divisor.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter_map(|word| word.parse::<CellRef>().ok()).map(|cell| line.place(cell)).collect()
}

/// The names of what a heading divides by; `None` where it has no quotient of names. Letters and numbers (`B/A`, `4=3/2`)
/// refer to the template's own columns.
fn divisor(heading: &str) -> Option<Vec<String>> {
    let plain = closed_up(heading);
    let (_, after) = plain.rsplit_once(['/', '÷'])?;
    let sum = after.split(['×', '*', '%']).next()?;
    let names = sum.split('+').map(|name| name.trim_matches(|c| !is_letter_or_digit(c)).to_owned());
    let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
    let is_name = |name: &String| name.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
    (!names.is_empty() && names.iter().all(is_name)).then_some(names)
}

/// The only column whose heading is a name, or has it in it, or is in it.
fn column_named(columns: &BTreeMap<u32, &str>, name: &str) -> Option<u32> {
    let bare = |label: &str| -> String {
        let label = closed_up(label);
        label.split(|c: char| !is_letter_or_digit(c)).next().unwrap_or_default().to_owned()
    };
    let only = |is: &dyn Fn(&str) -> bool| {
        let mut fitting = columns.iter().filter(|(_, label)| is(&bare(label))).map(|(column, _)| *column);
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    };
    let has = |label: &str| !label.is_empty() && (label.contains(name) || name.contains(label));
    only(&|label| label == name).or_else(|| only(&has))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotient_in_a_heading_names_what_it_divides_by() {
        let names = |heading: &str| divisor(heading).map(|names| names.join(" "));
        for (heading, expected) in [
            ("预算完成率（实际支出/年初预算）", Some("年初预算")),
            ("预算完成率=实际支出数÷（年初预算数＋预算调整数）×100%", Some("年初预算数 预算调整数")),
            ("执行率（B/A）", None),
            ("④=③/(①+②)", None),
            ("预算完成率", None),
            ("预算完成率/%", None),
        ] {
            assert_eq!(names(heading).as_deref(), expected, "{heading}");
        }
    }

    #[test]
    fn a_note_says_by_what_a_rate_is_divided() {
        let names = |clause: &str| quotient_of(clause, "预算完成率").map(|names| names.join(" "));
        for (clause, expected) in [
            ("注:预算完成率=实际支出数÷年初预算数×100%", Some("年初预算数")),
            ("本表预算完成率按实际支出数除以年初预算数计算", Some("年初预算数")),
            ("预算完成率较低的原因是项目/合同延期", None),
        ] {
            assert_eq!(names(clause).as_deref(), expected, "{clause}");
        }
    }

    #[test]
    fn a_name_is_a_column_only_if_it_can_be_no_other() {
        let columns = BTreeMap::from([(2, "年初预算数（万元）"), (3, "预算调整数"), (4, "实际支出数")]);
        assert_eq!(column_named(&columns, "年初预算"), Some(2));
        assert_eq!(column_named(&columns, "预算"), None);
        assert_eq!(column_named(&columns, "调整后预算数"), None);
    }
}
