//! Corrected workbooks, written and read back.

mod added_sheets;
mod cells;
mod desk;
mod fixes;
mod look;
