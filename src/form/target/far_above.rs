//! What counts as far above a target.

use std::str::FromStr;

use rust_decimal::Decimal;
use serde::Deserialize;

/// From how far above its target on an actual value counts as far above it, so that the reason must be asked, as a share
/// of the target. 财预〔2020〕10号 asks for the reason and names no share; 30 % unless an office sets another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Percentage")]
pub struct FarAbove(Decimal);

/// No office means more than a hundred times the target.
const MOST_PERCENT: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

impl FarAbove {
    /// As a share of the target: 0.3.
    pub fn share(self) -> Decimal {
        self.0
    }

    fn from_percent(percent: Decimal) -> Result<Self, String> {
        match percent.checked_div(Decimal::ONE_HUNDRED) {
            Some(share) if percent > Decimal::ZERO && percent <= MOST_PERCENT => Ok(Self(share)),
            _ => Err(format!("应是大于 0、不超过 {MOST_PERCENT} 的百分数，如 30")),
        }
    }
}

impl Default for FarAbove {
    fn default() -> Self {
        Self(Decimal::from_parts(3, 0, 0, false, 1))
    }
}

/// In percent, with or without the sign: `30`, `30%`.
impl FromStr for FarAbove {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = text.trim().trim_end_matches(['%', '％']).trim_end();
        // What is no number is told as what is out of bounds: what should stand there.
        Self::from_percent(number.parse().unwrap_or_default())
    }
}

/// As it stands in a settings file.
#[derive(Deserialize)]
#[serde(untagged)]
enum Percentage {
    Whole(i64),
    Text(String),
    Fraction(f64),
}

impl TryFrom<Percentage> for FarAbove {
    type Error = String;

    fn try_from(percentage: Percentage) -> Result<Self, String> {
        match percentage {
            Percentage::Whole(percent) => Self::from_percent(Decimal::from(percent)),
            Percentage::Text(text) => text.parse(),
            // Its shortest digits are those in the file.
            Percentage::Fraction(percent) => percent.to_string().parse(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_percent_of_the_target() {
        let share = |text: &str| text.parse::<FarAbove>().map(FarAbove::share);
        assert_eq!(share("30").unwrap(), FarAbove::default().share());
        assert_eq!(share("12.5%").unwrap(), Decimal::new(125, 3));
        assert_eq!(share("150％").unwrap(), Decimal::new(15, 1));
        for wrong in ["0", "-5", "三成", "", "100000"] {
            assert_eq!(share(wrong).unwrap_err(), "应是大于 0、不超过 10000 的百分数，如 30");
        }
    }
}
