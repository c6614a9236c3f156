//! What a form says of how the budget's execution is scored: `得分（执行率≥85%得满分）`.

use rust_decimal::Decimal;

use crate::form::{Form, FundingColumn};
use crate::nfkc::closed_up;

/// How many texts beside the fields are looked at for a note, and how many bytes long one may be.
const MOST_NOTES: usize = 100;
const LONGEST_NOTE: usize = 3000;

/// The rate from which on the form gives all points for the execution, if it says one.
pub(super) fn full_from(form: &Form) -> Option<Decimal> {
    let heading = form.funding_heading(FundingColumn::Score).and_then(full_score);
    let notes = form.unmapped.iter().take(MOST_NOTES).map(|text| text.value.as_str());
    let mut notes = notes.filter(|note| note.len() <= LONGEST_NOTE);
    heading.or_else(|| notes.find_map(|note| full_score(note).filter(|_| speaks_of_execution(note))))
}

fn speaks_of_execution(note: &str) -> bool {
    note.contains("执行率") || note.contains("支出率")
}

/// The percentage that a text puts before 满分 in one clause.
fn full_score(text: &str) -> Option<Decimal> {
    let plain = closed_up(text);
    let clauses = plain.split(['。', ';', ',', '(', ')', '、', ':']);
    clauses.filter_map(|clause| clause.split_once("满分")).find_map(|(before, _)| {
        let (number, _) = before.rsplit_once('%')?;
        let digits = number.rsplit(|c: char| !c.is_ascii_digit() && c != '.').next()?;
        let percent: Decimal = digits.parse().ok()?;
        percent.checked_div(Decimal::ONE_HUNDRED)
    })
}

#[cfg(test)]
mod tests {
    use super::full_score;

    #[test]
    fn a_heading_or_a_note_says_from_which_rate_on_all_points_are_given() {
        for (text, expected) in [
            ("得分（执行率≥85%得满分）", Some("0.85")),
            ("注：预算执行率达到95%及以上的得满分，低于95%的按比例扣分。", Some("0.95")),
            ("得分（满分10分）", None),
            ("得分", None),
            ("满分为100%", None),
        ] {
            let expected = expected.map(|rate| rate.parse().unwrap());
            assert_eq!(full_score(text), expected, "{text}");
        }
    }
}
