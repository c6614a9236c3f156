//! The one list of rules.

use super::Rule;

/// Every rule, by code.
pub static RULES: &[&Rule] = &[];

/// The rule of that name or code.
pub fn find_rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name || rule.code.eq_ignore_ascii_case(name))
}
