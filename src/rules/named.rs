//! Rules and levels as users name them: on the command line and in a `ziping.toml`.

use std::str::FromStr;

use super::Rule;
use super::registry::{RULES, find_rule, select_rules};
use crate::nearest::nearest;
use crate::record::Severity;

/// A name that is no rule's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("没有名为“{name}”的规则。{}全部规则见 ziping rules", is_it(*.nearest))]
pub struct UnknownRule {
    /// The name.
    pub name: String,
    /// The rule that was most likely meant.
    pub nearest: Option<&'static str>,
}

fn is_it(nearest: Option<&str>) -> String {
    nearest.map(|near| format!("是不是 {near}？")).unwrap_or_default()
}

/// The rule of that name or code.
///
/// # Errors
/// [`UnknownRule`], with what was most likely meant.
pub fn rule_named(name: &str) -> Result<&'static Rule, UnknownRule> {
    let name = name.trim();
    find_rule(name).ok_or_else(|| UnknownRule {
        name: name.to_owned(),
        nearest: nearest(name, RULES.iter().map(|rule| rule.name)),
    })
}

/// The rules of a name, a code, or letters and digits that the codes of several begin with (`F` for all about funding).
///
/// # Errors
/// [`UnknownRule`] where there is none.
pub fn rules_named(text: &str) -> Result<Vec<&'static Rule>, UnknownRule> {
    let rules = select_rules(text.trim());
    if rules.is_empty() { rule_named(text).map(|rule| vec![rule]) } else { Ok(rules) }
}

/// The rules that somebody may ask about: those of [`rules_named`], else those whose title or name has the text in
/// it, else those that mention it.
///
/// # Errors
/// [`UnknownRule`] where there is none.
///
/// ```
/// use ziping::rules::rules_about;
/// assert_eq!(rules_about("超过预算").unwrap()[0].name, "overspent");
/// assert!(rules_about("F").unwrap().len() > 10);
/// assert_eq!(rules_about("天气").unwrap_err().name, "天气");
/// ```
pub fn rules_about(text: &str) -> Result<Vec<&'static Rule>, UnknownRule> {
    rules_named(text).or_else(|unknown| {
        let word = text.trim();
        let with = |has: fn(&Rule, &str) -> bool| -> Vec<&'static Rule> {
            RULES.iter().copied().filter(|rule| !word.is_empty() && has(rule, word)).collect()
        };
        let titled = with(|rule, word| rule.title.contains(word) || rule.name.contains(word));
        let found = if titled.is_empty() { with(|rule, word| rule.doc.contains(word)) } else { titled };
        if found.is_empty() { Err(unknown) } else { Ok(found) }
    })
}

/// The level that a user gives a rule; `None` for one that does not look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level(pub Option<Severity>);

/// A word that is no level's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("没有“{0}”这个级别，可写 error、warning、info、off")]
pub struct UnknownLevel(pub String);

impl FromStr for Level {
    type Err = UnknownLevel;

    /// Reads a level's name for programs, or its title.
    ///
    /// ```
    /// use ziping::record::Severity;
    /// use ziping::rules::Level;
    /// assert_eq!("需核实".parse(), Ok(Level(Some(Severity::Warning))));
    /// assert_eq!("off".parse(), Ok(Level(None)));
    /// ```
    fn from_str(word: &str) -> Result<Self, UnknownLevel> {
        let word = word.trim();
        if matches!(word, "off" | "不查") {
            return Ok(Self(None));
        }
        let named = Severity::ALL.into_iter().find(|level| word == level.as_str() || word == level.title());
        named.map(|level| Self(Some(level))).ok_or_else(|| UnknownLevel(word.to_owned()))
    }
}
