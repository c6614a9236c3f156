//! Corrected workbooks, written and read back.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where its own material is wrong")]

mod added_sheets;
mod cells;
mod desk;
mod fixes;
mod formulas;
mod kept;
mod look;
mod page;
mod unwritable;
mod widths;
