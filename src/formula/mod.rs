//! Excel formulas: parsed, evaluated over decimals, compared by what they compute.
//!
//! [`Evaluation`] says what every formula of a workbook computes on the workbook's own cells; [`Comparer`] whether a
//! cell's formula computes what the template's formula computes, whatever the cells hold.

mod areas;
mod book;
mod calculate;
mod coerce;
mod compare;
mod counterexample;
mod eval;
mod evaluation;
mod expr;
mod fault;
mod fit;
mod functions;
mod meant;
mod operand;
mod operators;
mod origins;
mod overrides;
mod parse;
mod remembered;
mod same_result;
mod shown;
mod trials;
mod values;
mod variables;
mod working;

pub use compare::{Comparer, Comparison};
pub use counterexample::{Change, Counterexample};
pub use evaluation::{Evaluation, Outcome};
pub use fault::Unjudged;
pub(crate) use same_result::same_result;
pub use shown::{amount, percentage};
pub(crate) use shown::{percentage_with, value_in_words};
