//! What is checked: one rule, one file, its doc comment the user's documentation; one registry.

mod across;
mod context;
mod finding;
mod indicators;
mod registry;
mod rule;

pub use context::{BatchContext, FormContext};
pub use finding::{Edit, Finding, FindingRecord, Fix, FixSafety, NewContent, Severity};
pub use registry::{RULES, find_rule};
pub use rule::{Check, Family, Rule};
