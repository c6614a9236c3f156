//! What a number format says of the numbers that it shows.

use super::number_format::{NumberFormat, Token};

/// What a number format says of a cell's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shown {
    /// Whether it shows a fraction as a percentage. A format that only writes the sign beside the number does not.
    pub percent: bool,
    /// How many places after the point; `None` where it leaves that to the number (General) or shows no plain number.
    pub places: Option<u32>,
}

impl Shown {
    /// Reads the first section of a number format code.
    ///
    /// ```
    /// use ziping::workbook::Shown;
    /// assert_eq!(Shown::by("0.00%"), Shown { percent: true, places: Some(2) });
    /// assert_eq!(Shown::by("0.00\"%\""), Shown { percent: false, places: Some(2) });
    /// assert_eq!(Shown::by("#,##0.00_ ;-#,##0.00"), Shown { percent: false, places: Some(2) });
    /// assert_eq!(Shown::by("General"), Shown { percent: false, places: None });
    /// ```
    pub fn by(format: &str) -> Self {
        let format = NumberFormat::of(format);
        let Some(section) = format.sections.first() else { return Self::default() };
        let is_plain = section.has(|token| matches!(token, Token::Digit(_)))
            && !section.has(|token| matches!(token, Token::General | Token::Slash | Token::Exponent))
            && !section.is_date();
        let after_point = section.tokens.iter().skip_while(|token| **token != Token::Point);
        let places = after_point.filter(|token| matches!(token, Token::Digit(_))).count();
        Self {
            percent: section.has(|token| *token == Token::Percent),
            places: is_plain.then(|| u32::try_from(places).unwrap_or(u32::MAX)),
        }
    }
}
