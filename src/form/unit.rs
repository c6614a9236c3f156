//! The unit in which a form counts money.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// 万元 or 元, and their rarer relatives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema, Default)]
pub enum MoneyUnit {
    /// 元
    #[serde(rename = "元")]
    Yuan,
    /// 千元
    #[serde(rename = "千元")]
    Thousand,
    /// 万元, which the published forms use.
    #[default]
    #[serde(rename = "万元")]
    TenThousand,
    /// 百万元
    #[serde(rename = "百万元")]
    Million,
    /// 亿元
    #[serde(rename = "亿元")]
    HundredMillion,
}

impl MoneyUnit {
    /// Every unit, longest name first, so that 万元 is not taken for 元.
    pub const ALL: [Self; 5] =
        [Self::Million, Self::Thousand, Self::TenThousand, Self::HundredMillion, Self::Yuan];

    /// The unit's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::Thousand => "千元",
            Self::TenThousand => "万元",
            Self::Million => "百万元",
            Self::HundredMillion => "亿元",
        }
    }

    /// How many yuan one of it is.
    pub(crate) fn in_yuan(self) -> Decimal {
        Decimal::from(match self {
            Self::Yuan => 1_u32,
            Self::Thousand => 1_000,
            Self::TenThousand => 10_000,
            Self::Million => 1_000_000,
            Self::HundredMillion => 100_000_000,
        })
    }

    /// `amount` of this unit, counted in `other`; `None` beyond what a decimal holds.
    ///
    /// ```
    /// use rust_decimal::Decimal;
    /// use ziping::form::MoneyUnit;
    /// let yuan = Decimal::new(8_436_500, 0);
    /// assert_eq!(MoneyUnit::Yuan.convert(yuan, MoneyUnit::TenThousand), Some(Decimal::new(84365, 2)));
    /// ```
    pub fn convert(self, amount: Decimal, other: Self) -> Option<Decimal> {
        if self == other {
            return Some(amount);
        }
        amount.checked_mul(self.in_yuan())?.checked_div(other.in_yuan()).map(|d| d.normalize())
    }

    /// The first unit that `text` names (`单位：万元`, `（元）`).
    pub(crate) fn find_in(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| text.contains(unit.as_str()))
    }
}

impl std::fmt::Display for MoneyUnit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
