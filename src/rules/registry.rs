//! The one list of rules.

use super::{Rule, across, structure, tasks, wording};

/// Every rule, by code.
pub static RULES: &[&Rule] = &[
    &structure::missing_required::RULE,
    &structure::misplaced_value::RULE,
    &structure::hidden_content::RULE,
    &structure::duplicate_form::RULE,
    &structure::unmapped_content::RULE,
    &structure::template_edited::RULE,
    &tasks::task_funds_exceed_total::RULE,
    &tasks::task_without_indicator::RULE,
    &tasks::duplicate_definition::RULE,
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
];

/// The rule of that name or code.
pub fn find_rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name || rule.code.eq_ignore_ascii_case(name))
}
