//! Rules on the funds: rates, totals, amounts, and every formula of the form.

mod adjusted;
mod amounts;
mod capped;
mod cells;
mod class;
mod definition;
mod grounds;
mod incomplete;
mod judgement;
mod judgements;
mod left_out;
mod line;
mod lists;
mod others;
mod places;
mod stated_definition;
mod totals;
mod witness;
mod words;
mod yuan;

pub(crate) mod circular_formula;
pub(crate) mod error_value;
pub(crate) mod external_reference;
pub(crate) mod formula_not_judged;
pub(crate) mod implausible_number;
pub(crate) mod negative_amount;
pub(crate) mod number_as_text;
pub(crate) mod overspent;
pub(crate) mod rate_as_text;
pub(crate) mod rate_formula_of_constants;
pub(crate) mod rate_other_definition;
pub(crate) mod rate_wrong_formula;
pub(crate) mod rate_wrong_value;
pub(crate) mod rounding_difference;
pub(crate) mod stale_cached_value;
pub(crate) mod subtotal_mismatch;
pub(crate) mod total_mismatch;
pub(crate) mod total_range_short;
pub(crate) mod total_wrong_formula;
pub(crate) mod unit_mismatch;

pub(crate) use judgements::Judgements;
