//! The one list of rules.

use super::{Rule, across, indicators};

/// Every rule, by code.
pub static RULES: &[&Rule] = &[
    &indicators::indicator_unmet::RULE,
    &indicators::indicator_missing::RULE,
    &indicators::indicator_echo::RULE,
    &indicators::indicator_unclear::RULE,
    &indicators::indicator_unit_differs::RULE,
    &indicators::narrative_conflict::RULE,
    &indicators::weight_total::RULE,
    &indicators::score_exceeds_weight::RULE,
    &indicators::score_inconsistent::RULE,
    &indicators::indicator_definition_empty::RULE,
    &indicators::target_not_measurable::RULE,
    &indicators::all_targets_met_exactly::RULE,
    &indicators::indicator_exceeded::RULE,
    &across::copied_text::RULE,
];

/// The rule of that name or code.
pub fn find_rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name || rule.code.eq_ignore_ascii_case(name))
}
