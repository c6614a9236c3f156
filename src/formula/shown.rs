//! How exact a formula must be where a number format shows its results, and numbers in words.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::decimals::with_places;
use crate::excerpt;
use crate::workbook::{Shown, Value};

impl Shown {
    /// The places of a rate, as a fraction, that the cell shows: 4 for `0.00%`. What shows more is held to 4.
    pub(crate) fn rate_places(self, hundredfold: bool) -> u32 {
        match self.places {
            Some(places) if self.percent || hundredfold => places.saturating_add(2).min(4),
            _ => 4,
        }
    }

    /// The places of an amount that the cell shows, 2 at most.
    pub(crate) fn amount_places(self) -> u32 {
        self.places.map_or(2, |places| places.min(2))
    }
}

/// Half a unit of the last of `places` places.
pub(crate) fn half_unit(places: u32) -> Decimal {
    Decimal::new(5, places + 1)
}

/// A fraction as a percentage with two places: `86.51%`.
pub fn percentage(rate: Decimal) -> String {
    percentage_with(rate, 2)
}

pub(crate) fn percentage_with(rate: Decimal, places: u32) -> String {
    match rate.checked_mul(Decimal::ONE_HUNDRED) {
        Some(percent) => format!("{}%", fixed(percent, places)),
        None => rate.to_string(),
    }
}

/// An amount with two places, more where it has more: `843.65`.
pub fn amount(amount: Decimal) -> String {
    let amount = amount.normalize();
    fixed(amount, amount.scale().clamp(2, 6))
}

fn fixed(number: Decimal, places: u32) -> String {
    let rounded = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let rounded = if rounded.is_zero() { Decimal::ZERO } else { rounded };
    with_places(rounded, places as usize)
}

/// A value as a message names it.
pub(crate) fn value_in_words(value: &Value, rate: bool) -> String {
    match value {
        Value::Empty => "空白".to_owned(),
        Value::Number(number) if rate => percentage(*number),
        Value::Number(number) => amount(*number),
        Value::Unrepresentable(number) => number.to_string(),
        Value::Text(text) if text.trim().is_empty() => "空白".to_owned(),
        Value::Text(text) => format!("“{}”", excerpt::cut(text, 40, "")),
        Value::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        Value::Error(error) => error.to_string(),
    }
}
