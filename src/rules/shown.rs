//! Figures as messages show them.

use rust_decimal::Decimal;

/// An amount of money, with two places or more where more were typed: `850.00`.
pub(crate) fn amount(amount: Decimal) -> String {
    let amount = amount.normalize();
    if amount.scale() < 2 { format!("{amount:.2}") } else { amount.to_string() }
}

/// A fraction as a percentage of two places: `86.51%`.
pub(crate) fn percent(fraction: Decimal) -> String {
    match fraction.checked_mul(Decimal::ONE_HUNDRED) {
        Some(percent) => format!("{:.2}%", percent.round_dp(2)),
        None => fraction.to_string(),
    }
}
