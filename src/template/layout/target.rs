//! Taking a target apart into comparator, value and unit, for templates that have a column for each.

/// The three parts; together they are the target again.
pub(super) struct Parts {
    pub(super) comparator: String,
    pub(super) value: String,
    pub(super) unit: String,
}

/// Takes `≥95%` apart into `≥`, `95`, `%`; a target without a number is 定性 and stays whole.
pub(super) fn take_apart(target: &str) -> Parts {
    let start = target.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(target.len());
    let (comparator, rest) = target.split_at(start);
    let is_sign = comparator.chars().all(|c| "≥≤＝=><＞＜≧≦".contains(c));
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(rest.len());
    let (value, unit) = rest.split_at(end);
    let is_unit = !unit.chars().any(|c| c.is_ascii_digit() || c.is_whitespace());
    if value.is_empty() || !is_sign || !is_unit {
        return Parts { comparator: "定性".to_owned(), value: target.to_owned(), unit: String::new() };
    }
    Parts { comparator: comparator.to_owned(), value: value.to_owned(), unit: unit.to_owned() }
}
