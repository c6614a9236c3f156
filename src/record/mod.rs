//! What a run tells, as other programs read it: the forms, what was found on them, what became of the inputs.

mod finding;
mod form;
mod index;
mod input;
mod rows;

pub use finding::{FindingRecord, FixSafety, Severity};
pub(crate) use form::FORM_SCHEMA;
pub use form::{FormRecord, FundingRecord, GoalsRecord, IndicatorRecord, TaskRecord, UnmappedRecord};
pub use index::{FiledForm, FormIndex};
pub use input::{InputRecord, InputStatus};
pub(crate) use rows::Rows;
