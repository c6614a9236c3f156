//! The rows of a funding table, as the search for amounts in 元 looks at them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::form::{FundingColumn, RowRole};
use crate::rules::funding::amounts::Amount;

/// A row of the funding table.
pub(super) struct Row {
    pub(super) index: usize,
    pub(super) role: RowRole,
    pub(super) amounts: BTreeMap<FundingColumn, Amount>,
    /// The largest of the amounts.
    pub(super) scale: Decimal,
}

/// A row by its size.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peak {
    pub(super) index: usize,
    pub(super) role: RowRole,
    pub(super) scale: Decimal,
}

/// The two largest rows of each role.
pub(super) fn largest(rows: &[Row]) -> Vec<Peak> {
    let mut by_size: Vec<Peak> =
        rows.iter().map(|row| Peak { index: row.index, role: row.role, scale: row.scale }).collect();
    by_size.sort_by_key(|peak| std::cmp::Reverse(peak.scale));
    let mut kept: Vec<Peak> = Vec::new();
    for peak in by_size {
        if kept.iter().filter(|other| other.role == peak.role).count() < 2 {
            kept.push(peak);
        }
    }
    kept
}

/// The rows that are parts of the total, together.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) number: usize,
    /// What they add up to in each column.
    pub(super) sums: BTreeMap<FundingColumn, Decimal>,
}

impl Parts {
    pub(super) fn among(rows: &[Row]) -> Self {
        let mut parts = Self::default();
        for row in rows.iter().filter(|row| row.role == RowRole::Part) {
            parts.number += 1;
            for (column, amount) in &row.amounts {
                let sum = parts.sums.entry(*column).or_default();
                *sum = sum.saturating_add(amount.number);
            }
        }
        parts
    }
}

impl Row {
    pub(super) fn new(index: usize, role: RowRole, amounts: BTreeMap<FundingColumn, Amount>) -> Self {
        let scale = amounts.values().map(|a| a.number.abs()).max().unwrap_or_default();
        Self { index, role, amounts, scale }
    }
}
