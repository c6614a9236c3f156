//! Numbers with a fixed number of places, and as a spreadsheet stores them.

use rust_decimal::{Decimal, RoundingStrategy};

/// A number with exactly so many places after the point: zeros are added, and what is beyond is cut off, so that a number
/// is rounded before. The library's own `{:.2}` panics where all digits together are more than 31.
pub(crate) fn with_places(number: Decimal, places: usize) -> String {
    let most = u32::try_from(places).unwrap_or(Decimal::MAX_SCALE).min(Decimal::MAX_SCALE);
    let mut cut = number.round_dp_with_strategy(most, RoundingStrategy::ToZero);
    cut.set_sign_negative(number.is_sign_negative());
    let mut text = cut.to_string();
    let there = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    if there == 0 && places > 0 {
        text.push('.');
    }
    text.extend(std::iter::repeat_n('0', places.saturating_sub(there)));
    text
}

/// By how much the sum of so many numbers can be off because each is rounded to two places, which forms print of every
/// amount and score, in 元 as in 万元.
pub(crate) fn rounding_of(numbers: usize) -> Decimal {
    const HALF_OF_LAST_PLACE: Decimal = Decimal::from_parts(5, 0, 0, false, 3);
    HALF_OF_LAST_PLACE.saturating_mul(Decimal::from(numbers))
}

/// The number that a spreadsheet stores (IEEE 754), which reads back as the same digits.
pub(crate) fn as_stored(number: Decimal) -> f64 {
    // Through its digits: rust_decimal's own conversion is not always the nearest one.
    number.to_string().parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decimals() -> impl Strategy<Value = Decimal> {
        (any::<u32>(), any::<u32>(), any::<u32>(), any::<bool>(), 0..=28_u32)
            .prop_map(|(lo, mid, hi, negative, scale)| Decimal::from_parts(lo, mid, hi, negative, scale))
    }

    /// A budget of 29 digits, once asked for with two places, ended the reading of its form.
    #[test]
    fn numbers_with_all_digits_that_there_are_take_places() {
        assert_eq!(with_places(Decimal::MAX, 4), "79228162514264337593543950335.0000");
        assert_eq!(with_places(Decimal::MIN, 2), "-79228162514264337593543950335.00");
        assert_eq!(with_places(Decimal::new(5, 28), 30), "0.000000000000000000000000000500");
        assert_eq!(with_places(Decimal::new(8_651, 2), 0), "86");
        assert_eq!(with_places(Decimal::ONE, 2), "1.00");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_number_takes_any_places(number in decimals(), places in 0..80_usize) {
            let text = with_places(number, places);
            let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
            prop_assert_eq!(fraction.len(), places);
            let whole = number.trunc().abs().to_string();
            let digits = text.trim_start_matches('-');
            prop_assert_eq!(digits.split('.').next(), Some(whole.as_str()));
            prop_assert_eq!(text.starts_with('-'), number.is_sign_negative());
        }

        #[test]
        fn it_is_what_the_library_shows_where_that_can(number in decimals(), places in 0..=28_usize) {
            if number.trunc().to_string().len() + 1 + places <= 31 {
                prop_assert_eq!(with_places(number, places), format!("{number:.places$}"));
            }
        }
    }
}
