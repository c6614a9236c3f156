//! Actual values that only repeat their targets: `≥15宗` for `≥15宗`.

use rust_decimal::Decimal;

use super::conversion::Reading;
use super::expression::{Amount, Measure};
use super::requirement::{Requirement, admitted};
use super::vocabulary::{Comparator, Manner, Sign};
use super::wording::starts;

/// Whether an actual value says in words that it lies below a maximum's own number: 不到3起 for ≤3起.
pub(super) fn is_below(requirement: &Requirement<'_>, text: &[char]) -> bool {
    const BELOW: [&str; 5] = ["不到", "不足", "不满", "未到", "未满"];
    let sign = requirement.measure.comparator.map(|comparator| comparator.sign);
    sign == Some(Sign::AtMost) && BELOW.into_iter().any(|word| starts(text, 0, word))
}

/// Whether the actual value only repeats what the target asks for: its own comparator, or the looser or stricter twin
/// of it, around the same number; or the same range.
pub(super) fn is_echo(requirement: &Requirement<'_>, actual: &Measure, reading: &Reading) -> bool {
    let target = requirement.measure;
    let same_number = reading.figure == reading.target;
    match (target.comparator, actual.comparator) {
        (Some(own), Some(other)) => {
            // 负增长 for 零增长: both are states and no bounds, and what differs was observed.
            if target.is_zero() && actual.is_zero() && actual.change.is_some() && own.sign != other.sign {
                return false;
            }
            let attained = other.manner == Manner::Attained && own.manner != Manner::Attained;
            same_number && own.sign.is_twin_of(other.sign) && !attained
        }
        (None, Some(Comparator { sign, manner: Manner::Required })) => {
            let (own, other) = (requirement.acceptable, admitted(sign, Decimal::ZERO));
            same_number
                && own.low.is_some() == other.low.is_some()
                && own.high.is_some() == other.high.is_some()
        }
        (None, None) => match (target.amount, actual.amount) {
            (Amount::About(_), Amount::About(_)) => same_number,
            (own @ Amount::Either(..), other @ Amount::Either(..)) => own == other,
            (own, other) if own.is_span() && other.is_span() => reading.possible == reading.acceptable,
            _ => false,
        },
        _ => false,
    }
}
