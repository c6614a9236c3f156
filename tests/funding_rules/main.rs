//! What the rules on funds say about a form, cell by cell: one fault, one finding, at the cell to mend.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod across;
mod arrangements;
mod arrays;
mod beside;
mod definitions;
mod faults;
mod fixes;
mod form;
mod grounds;
mod incomplete;
mod lists;
mod pairs;
mod parts;
mod right_forms;
mod scores;
mod units;
mod words;
