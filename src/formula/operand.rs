//! What an expression gives before it is known whether one value is wanted or all of them.

use super::expr::{Area, Array};
use crate::workbook::Value;

/// What an expression gives.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Operand {
    /// One value.
    Value(Value),
    /// References, not yet read.
    Areas(Vec<Area>),
    /// Values in a rectangle.
    Array(Array),
}

impl Operand {
    /// Whether it is more than one value: where ranges are taken whole (`arrays`), and of an array in any case.
    pub(crate) fn is_wide(&self, arrays: bool) -> bool {
        match self {
            Self::Value(_) => false,
            Self::Areas(areas) => arrays && areas.iter().any(|area| area.single().is_none()),
            Self::Array(array) => arrays || array.values.len() > 1,
        }
    }
}
