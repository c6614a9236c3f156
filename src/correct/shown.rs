//! What a cell shows, in words for a person who reads what was changed.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::decimals::with_places;
use crate::workbook::{Cell, Shown, Value, formatted, is_date_format};

/// Texts up to this many characters are shown whole; of longer ones what differs, with what stands around it.
const WHOLE: usize = 120;
/// Characters shown around a difference.
const AROUND: usize = 20;

/// What a cell holds: its value as it shows it, and its formula where it has one.
pub(super) fn shown(cell: Option<&Cell>, number_format: &str) -> String {
    let Some(cell) = cell else { return blank() };
    let value = shown_value(&cell.value, number_format);
    match &cell.formula {
        None if cell.value == Value::Empty => blank(),
        None => value,
        Some(formula) if value.is_empty() => format!("={formula}"),
        Some(formula) => format!("={formula}（值 {value}）"),
    }
}

fn blank() -> String {
    "（空）".to_owned()
}

/// A value as its cell shows it. A text is itself.
pub(super) fn shown_value(value: &Value, number_format: &str) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Number(number) => shown_number(*number, number_format),
        Value::Unrepresentable(number) => format!("{number:e}"),
        Value::Text(text) => text.clone(),
        Value::Bool(true) => "TRUE".to_owned(),
        Value::Bool(false) => "FALSE".to_owned(),
        Value::Error(error) => error.as_str().to_owned(),
    }
}

/// A number: as a percentage or a date where its format has one, else with the digits that it has, so that what was
/// changed can be seen.
fn shown_number(number: Decimal, number_format: &str) -> String {
    /// Places of a double.
    const MOST_PLACES: u32 = 15;
    if is_date_format(number_format) {
        return formatted(&Value::Number(number), number_format).into_owned();
    }
    let shown = Shown::by(number_format);
    let places = shown.places.unwrap_or(0).min(MOST_PLACES);
    if shown.percent
        && let Some(percent) = number.checked_mul(Decimal::ONE_HUNDRED)
    {
        let rounded = percent.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        return format!("{}%", with_places(rounded, places as usize));
    }
    let rounded = number.round_sf(12).unwrap_or(number).normalize();
    if rounded.scale() < places { with_places(rounded, places as usize) } else { rounded.to_string() }
}

/// Two long texts, cut down to where they differ; short ones as they are.
pub(super) fn excerpts(before: &str, after: &str) -> (String, String) {
    let (old, new): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    if old.len() <= WHOLE && new.len() <= WHOLE {
        return (before.to_owned(), after.to_owned());
    }
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    (excerpt(&old, start, end), excerpt(&new, start, end))
}

/// The characters between the first `start` and the last `end`, with some around them.
fn excerpt(text: &[char], start: usize, end: usize) -> String {
    let from = start.saturating_sub(AROUND);
    let to = (text.len() - end).saturating_add(AROUND).min(text.len());
    let cut = to.min(from.saturating_add(WHOLE * 2));
    let mut out = String::new();
    if from > 0 {
        out.push('…');
    }
    out.extend(&text[from..cut]);
    if cut < text.len() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Value {
        Value::from_number_text(text).unwrap()
    }

    #[test]
    fn numbers_show_as_their_format_says() {
        assert_eq!(shown_value(&number("0.86511"), "0.00%"), "86.51%");
        assert_eq!(shown_value(&number("0.865"), "0%"), "87%");
        assert_eq!(shown_value(&number("843.6"), "0.00"), "843.60");
        assert_eq!(shown_value(&number("843.655"), "0.00"), "843.655");
        assert_eq!(shown_value(&number("0.865113243"), ""), "0.865113243");
        assert_eq!(shown_value(&number("44561"), "yyyy-mm-dd"), "2021-12-31");
    }

    /// A percent sign that a format only writes beside the number was taken for a percentage: 86.51 became 8651.00%.
    #[test]
    fn a_sign_beside_a_number_is_no_percentage() {
        assert_eq!(shown_value(&number("86.51"), "0.00\"%\""), "86.51");
    }

    #[test]
    fn numbers_of_all_digits_show_with_places() {
        let most = Value::Number(Decimal::MAX);
        assert_eq!(shown_value(&most, "0.00"), "79228162514264337593543950335.00");
        let percent = Value::Number(Decimal::from_i128_with_scale(79_228_162_514_264_337_593_543_950_335, 2));
        assert_eq!(shown_value(&percent, "0.00%"), "79228162514264337593543950335.00%");
    }

    #[test]
    fn a_formula_shows_with_its_value() {
        let cell =
            Cell { value: number("0.8651"), formula: Some("E6/(C6+D6)".to_owned()), ..Cell::default() };
        assert_eq!(shown(Some(&cell), "0.00%"), "=E6/(C6+D6)（值 86.51%）");
        assert_eq!(shown(None, ""), "（空）");
    }

    #[test]
    fn of_long_texts_the_difference_is_shown() {
        let before = format!("{}“信访“{}", "甲".repeat(200), "乙".repeat(200));
        let after = format!("{}“信访”{}", "甲".repeat(200), "乙".repeat(200));
        let (old, new) = excerpts(&before, &after);
        assert!(old.starts_with('…') && old.ends_with('…') && old.contains("信访“乙"), "{old}");
        assert!(new.contains("信访”乙") && new.chars().count() < 60, "{new}");
    }

    #[test]
    fn short_texts_are_shown_whole() {
        assert_eq!(excerpts("100% ", "100%"), ("100% ".to_owned(), "100%".to_owned()));
    }
}
