//! One source alone, introduced by 其中, need not be all of the whole: offices write what they like to say of it.

use crate::form::{FundingRow, RowRole};

/// Makes of the only part of a total a detail, where its name says that it is a part and it is less than the whole: of one row
/// no total is made.
pub(super) fn leave(rows: &mut [FundingRow]) {
    let whole = rows.iter().find(|row| row.role == RowRole::Total).cloned();
    let mut parts = rows.iter_mut().filter(|row| row.role == RowRole::Part);
    let (Some(whole), Some(lone), None) = (whole, parts.next(), parts.next()) else { return };
    if lone.of_which && lone.is_less_than(&whole) {
        lone.role = RowRole::Detail;
    }
}
