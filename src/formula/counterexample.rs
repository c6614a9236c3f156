//! The values for which a formula gives something else than it should, in words.

use std::fmt;

use rust_decimal::Decimal;

use super::shown::{amount, percentage_with, value_in_words};
use crate::excerpt::set_off;
use crate::workbook::{CellRef, Value};

/// How many cells a counterexample names.
const NAMED: usize = 4;

/// The values for which a formula gives something else than it should.
#[derive(Debug, Clone, PartialEq)]
pub struct Counterexample {
    /// The cells that hold something else than today; none if today's values show it.
    pub changes: Vec<Change>,
    /// What the formula gives.
    pub gave: Value,
    /// What it should give.
    pub due: Decimal,
    /// Whether these are rates (fractions).
    pub rate: bool,
}

/// A cell and what it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The cell's name in the form's words, or its address.
    pub label: String,
    /// The cell.
    pub cell: CellRef,
    /// What it holds.
    pub value: Value,
}

impl Counterexample {
    /// What the formula gives and what it should give, told apart by as many places as that takes.
    pub fn results(&self) -> (String, String) {
        let show = |number: Decimal, places: u32| {
            if self.rate { percentage_with(number, places) } else { amount(number) }
        };
        let Value::Number(gave) = self.gave else {
            return (value_in_words(&self.gave, self.rate), show(self.due, 2));
        };
        let apart = (2..=8).find(|&places| show(gave, places) != show(self.due, places)).unwrap_or(2);
        (show(gave, apart), show(self.due, apart))
    }
}

impl fmt::Display for Counterexample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (gave, due) = self.results();
        if self.changes.is_empty() {
            return write!(f, "此公式得{}，应为 {due}", set_off(&gave));
        }
        for (index, change) in self.changes.iter().take(NAMED).enumerate() {
            let separator = if index == 0 { "" } else { "、" };
            let alike = self.changes.iter().filter(|other| other.label == change.label).count() > 1;
            let place = if alike { format!("（{}）", change.cell) } else { String::new() };
            write!(
                f,
                "{separator}{}{place}为{}",
                change.label,
                set_off(&value_in_words(&change.value, false))
            )?;
        }
        let more = if self.changes.len() > NAMED { "等" } else { "" };
        write!(f, "{more} 时，此公式得{}，应为 {due}", set_off(&gave))
    }
}
