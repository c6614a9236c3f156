//! The one list of rules.

use super::{Rule, across, funding, indicators, structure, tasks, wording};

/// Every rule, by code.
pub static RULES: &[&Rule] = &[
    &structure::missing_required::RULE,
    &structure::misplaced_value::RULE,
    &structure::hidden_content::RULE,
    &structure::duplicate_form::RULE,
    &structure::unmapped_content::RULE,
    &structure::template_edited::RULE,
    &funding::rate_wrong_value::RULE,
    &funding::rate_wrong_formula::RULE,
    &funding::rate_formula_of_constants::RULE,
    &funding::rate_as_text::RULE,
    &funding::rate_other_definition::RULE,
    &funding::total_mismatch::RULE,
    &funding::total_range_short::RULE,
    &funding::total_wrong_formula::RULE,
    &funding::rounding_difference::RULE,
    &funding::subtotal_mismatch::RULE,
    &funding::stale_cached_value::RULE,
    &funding::error_value::RULE,
    &funding::circular_formula::RULE,
    &funding::external_reference::RULE,
    &funding::formula_not_judged::RULE,
    &funding::number_as_text::RULE,
    &funding::unit_mismatch::RULE,
    &funding::overspent::RULE,
    &funding::negative_amount::RULE,
    &funding::implausible_number::RULE,
    &tasks::task_funds_exceed_total::RULE,
    &tasks::task_without_indicator::RULE,
    &tasks::duplicate_definition::RULE,
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
    &wording::quote_mismatch::RULE,
    &wording::stray_space::RULE,
    &wording::control_character::RULE,
    &wording::placeholder_text::RULE,
    &across::duplicate_department::RULE,
    &across::missing_department::RULE,
    &across::unknown_department::RULE,
    &across::year_mismatch::RULE,
    &across::unit_differs::RULE,
    &across::outlier::RULE,
    &across::copied_text::RULE,
];

/// Rules by a name, a code, or letters and digits that the codes of several begin with (`F` for all about funding).
pub(super) fn select_rules(text: &str) -> Vec<&'static Rule> {
    let begins =
        |rule: &Rule| rule.code.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text));
    let by_code: Vec<_> = RULES.iter().copied().filter(|rule| !text.is_empty() && begins(rule)).collect();
    if by_code.is_empty() { find_rule(text).into_iter().collect() } else { by_code }
}

/// The rule of that name or code.
pub fn find_rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name || rule.code.eq_ignore_ascii_case(name))
}
