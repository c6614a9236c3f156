//! What a cell takes: Excel's data validation (数据有效性), with its words for whoever fills the cell in.

use super::CellRef;

/// The data validation of one cell (of a merged one, its first).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validation {
    /// The cell.
    pub cell: CellRef,
    /// What may be typed.
    pub allowed: Allowed,
    /// Shown beside the cell while it is chosen; at most 255 characters.
    pub prompt: String,
    /// Shown where something else was typed; at most 255 characters.
    pub refusal: String,
}

/// What may be typed into a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    /// Anything.
    Anything,
    /// A number; both bounds are formulas without `=`, and belong to what is allowed.
    Number {
        /// The least.
        least: String,
        /// The greatest.
        greatest: String,
    },
    /// One of these texts.
    OneOf(Vec<String>),
}
