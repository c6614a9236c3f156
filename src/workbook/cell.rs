//! A cell and what it holds.

use std::fmt;

use rust_decimal::Decimal;

/// One cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// The value; of a formula, the cached one.
    pub value: Value,
    /// The formula without its leading `=`, in Excel's A1 notation whatever the file's format.
    pub formula: Option<String>,
    /// Index into [`Workbook::styles`](super::Workbook::styles).
    pub style: usize,
    /// The text that the cell shows, where the file itself says it (.ods).
    pub shown: Option<String>,
}

impl Cell {
    /// Whether it holds nothing: it only has a look.
    pub(crate) fn is_empty(&self) -> bool {
        self.value == Value::Empty && self.formula.is_none()
    }
}

/// A cell's value.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// A number, with the digits that were typed (15 at most, as Excel keeps them).
    Number(Decimal),
    /// A number that no decimal of 28 digits holds (1e308, NaN): kept to be written back, never counted with.
    Unrepresentable(f64),
    /// Text, as it is.
    Text(String),
    /// TRUE or FALSE.
    Bool(bool),
    /// `#DIV/0!` and its kin.
    Error(CellError),
}

impl Value {
    /// Whether there is nothing: no value, or a text of nothing but spaces.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(char::is_whitespace),
            _ => false,
        }
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A number as a spreadsheet stores it (IEEE 754), with the digits that it shows.
    pub(crate) fn from_f64(number: f64) -> Self {
        if !number.is_finite() {
            return Self::Unrepresentable(number);
        }
        Self::from_number_text(&format!("{number:e}")).unwrap_or(Self::Unrepresentable(number))
    }

    /// A number as a file writes it (`843.65`, `1.2E-3`), rounded to the 15 significant digits that Excel keeps;
    /// `None` if the text is no number.
    pub fn from_number_text(text: &str) -> Option<Self> {
        let text = text.trim();
        let float: f64 = text.parse().ok()?;
        if !float.is_finite() {
            return Some(Self::Unrepresentable(float));
        }
        let plain = text.strip_prefix('+').unwrap_or(text);
        let decimal = if plain.contains(['e', 'E']) {
            Decimal::from_scientific(&plain.replace('E', "e")).ok()
        } else {
            plain.parse::<Decimal>().ok()
        };
        // More places than 28 come of the noise of binary arithmetic (1.1E-16 where a sum
        // should be 0): its first digits, as far as they fit.
        let decimal =
            decimal.or_else(|| if float.abs() < 1.0 { Decimal::try_from(float).ok() } else { None });
        let fits = |d: &Decimal| {
            use rust_decimal::prelude::ToPrimitive;
            d.to_f64().is_some_and(|back| (back - float).abs() <= (float.abs() * 1e-12).max(1e-27))
        };
        Some(match decimal.filter(fits).and_then(|d| d.round_sf(15)) {
            Some(decimal) => Self::Number(decimal.normalize()),
            None => Self::Unrepresentable(float),
        })
    }
}

/// Excel's error values.
#[expect(missing_docs, reason = "the names are Excel's own")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CellError {
    Div0,
    NA,
    Name,
    Null,
    Num,
    Ref,
    Value,
    GettingData,
    Spill,
    Calc,
}

impl CellError {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Div0,
        Self::NA,
        Self::Name,
        Self::Null,
        Self::Num,
        Self::Ref,
        Self::Value,
        Self::GettingData,
        Self::Spill,
        Self::Calc,
    ];

    /// As Excel writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Div0 => "#DIV/0!",
            Self::NA => "#N/A",
            Self::Name => "#NAME?",
            Self::Null => "#NULL!",
            Self::Num => "#NUM!",
            Self::Ref => "#REF!",
            Self::Value => "#VALUE!",
            Self::GettingData => "#GETTING_DATA",
            Self::Spill => "#SPILL!",
            Self::Calc => "#CALC!",
        }
    }

    /// The error that `text` writes, whether Excel stored it as an error or someone's program as a text.
    pub fn parse(text: &str) -> Option<Self> {
        // They all begin with the same sign, and most texts do not.
        let text = Some(text.trim()).filter(|text| text.starts_with('#'))?;
        Self::ALL.into_iter().find(|e| e.as_str().eq_ignore_ascii_case(text))
    }
}

impl fmt::Display for CellError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_fifteen_digits_and_noise_near_zero_stays_a_number() {
        let shown = |text: &str| match Value::from_number_text(text) {
            Some(Value::Number(number)) => number.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(shown("843.65"), "843.65");
        assert_eq!(shown("0.30000000000000004"), "0.3");
        assert_eq!(shown("+1.5E+3"), "1500");
        assert_eq!(shown("-1.1368683772161603E-13"), "-0.000000000000113686837721616");
        assert_eq!(shown("1.1102230246251565E-16"), "0.0000000000000001110223024625");
        assert_eq!(shown("5E-324"), "0");
        assert_eq!(shown("1E28"), "10000000000000000000000000000");
        assert_eq!(shown("1E29"), "Some(Unrepresentable(1e29))");
        assert_eq!(shown("十"), "None");
    }
}
