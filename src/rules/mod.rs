//! What is checked: one rule, one file, its doc comment the user's documentation; one registry.

mod across;
mod amended;
mod arrays;
mod context;
mod engine;
mod finding;
mod funding;
mod indicators;
mod named;
mod registry;
mod rule;
mod structure;
mod tasks;
#[cfg(test)]
mod testing;
mod treatment;
mod wording;

pub(crate) use context::Siblings;
pub use context::{BatchContext, FormContext};
pub(crate) use engine::check_forms;
pub use engine::{LevelInRun, check_batch, check_form};
pub use finding::{Edit, Finding, Fix, NewAmount, NewContent, TextEdit};
pub(crate) use funding::external_reference::RULE as EXTERNAL_REFERENCE;
pub(crate) use funding::stale_cached_value::RULE as STALE_CACHED_VALUE;
pub(crate) use funding::unit_mismatch::RULE as UNIT_MISMATCH;
pub use named::{Level, UnknownLevel, UnknownRule, rule_named, rules_about, rules_named};
pub use registry::{RULES, find_rule};
pub use rule::{Check, Family, Rule};
pub use treatment::{Listed, Treatment};
