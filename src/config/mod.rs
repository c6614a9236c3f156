//! `ziping.toml`: how a batch is to be read and checked, and what was asked about and found right.

mod acceptance;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

pub use self::acceptance::{Written, with_acceptance};
use crate::form::FarAbove;
use crate::record::Severity;
use crate::rules::{self, UnknownLevel, UnknownRule, rule_named, rules_named};
use crate::settings::{self, Acceptance};
use crate::toml_words::in_words;

/// The file's usual name.
pub const CONFIG_FILE: &str = "ziping.toml";

/// What a `ziping.toml` says.
///
/// ```
/// use ziping::config::Config;
/// let config = Config::parse("year = 2021\nignore = [\"stray-space\"]\n[levels]\noverspent = \"error\"\n").unwrap();
/// assert_eq!(config.year, Some(2021));
/// let error = Config::parse("year = 2021\nyeer = 2022\n").unwrap_err();
/// assert_eq!(error.to_string(), "第 2 行：没有“yeer”这一项，可写“template”、“year”、“far_above”、“roster”、“levels”、“select”、“ignore”、“accepted”");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The template: an id, or a file beside the `ziping.toml`.
    pub template: Option<String>,
    /// The year that forms should have.
    #[serde(deserialize_with = "budget_year")]
    pub year: Option<i32>,
    /// What counts as far above a target, in percent of it.
    pub far_above: Option<FarAbove>,
    /// The roster, beside the `ziping.toml`.
    pub roster: Option<PathBuf>,
    /// The level of a rule or of a family; none for off.
    levels: BTreeMap<Selection, Level>,
    /// Only these rules.
    select: Vec<Selection>,
    /// Not these rules.
    ignore: Vec<Selection>,
    /// Findings that were asked about and found right.
    #[serde(deserialize_with = "acceptance::accepted")]
    pub accepted: Vec<Acceptance>,
}

/// A `ziping.toml` that does not say what it should.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("第 {line} 行：{message}")]
pub struct ConfigError {
    /// The line, from one.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl ConfigError {
    /// What is wrong at a place of the file's text; at its beginning where the place is not known.
    fn at(place: Option<Range<usize>>, text: &str, message: String) -> Self {
        let before = text.get(..place.map_or(0, |place| place.start)).unwrap_or(text);
        Self { line: before.matches('\n').count() + 1, message }
    }
}

impl Config {
    /// Reads the file's text.
    ///
    /// # Errors
    /// [`ConfigError`] with the line: no TOML, a key that there is not, a rule or level that there is not.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        toml::from_str(text).map_err(|error| ConfigError::at(error.span(), text, in_words(error.message())))
    }

    /// The level of each rule that has another than its own, by name; `None` for off.
    pub fn levels(&self) -> BTreeMap<String, Option<Severity>> {
        let mut stated: Vec<_> = self.levels.iter().collect();
        // What is said of one rule goes before what is said of its family.
        stated.sort_by_key(|(Selection(rules), _)| Reverse(rules.len()));
        let of_each = |(selection, level): (&Selection, &Level)| {
            let level = level.0;
            selection.0.clone().into_iter().map(move |rule| (rule, level))
        };
        stated.into_iter().flat_map(of_each).collect()
    }

    /// The names of the only rules that look; none for all.
    pub fn select(&self) -> Vec<String> {
        names(&self.select)
    }

    /// The names of the rules that do not look.
    pub fn ignore(&self) -> Vec<String> {
        names(&self.ignore)
    }
}

fn budget_year<'de, D: Deserializer<'de>>(value: D) -> Result<Option<i32>, D::Error> {
    settings::budget_year(i32::deserialize(value)?).map(Some).map_err(D::Error::custom)
}

fn names(selections: &[Selection]) -> Vec<String> {
    selections.iter().flat_map(|selection| selection.0.iter().cloned()).collect()
}

/// A rule's name, known to be one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
struct RuleName(String);

impl TryFrom<String> for RuleName {
    type Error = UnknownRule;

    fn try_from(name: String) -> Result<Self, UnknownRule> {
        rule_named(&name).map(|rule| Self(rule.name.to_owned()))
    }
}

/// Rules by a name, a code, or what the codes of several begin with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
struct Selection(Vec<String>);

impl TryFrom<String> for Selection {
    type Error = UnknownRule;

    fn try_from(text: String) -> Result<Self, UnknownRule> {
        Ok(Self(rules_named(&text)?.iter().map(|rule| rule.name.to_owned()).collect()))
    }
}

/// A rule's level; none for off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
struct Level(Option<Severity>);

impl TryFrom<String> for Level {
    type Error = UnknownLevel;

    fn try_from(word: String) -> Result<Self, UnknownLevel> {
        word.parse().map(|rules::Level(level)| Self(level))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> String {
        Config::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn an_empty_file_changes_nothing() {
        assert_eq!(Config::parse("").unwrap(), Config::default());
    }

    #[test]
    fn rules_are_named_by_name_code_or_family() {
        let config = Config::parse("select = [\"W\", \"F101\"]\n[levels]\nF101 = \"off\"\n").unwrap();
        let select = config.select();
        assert!(
            select.contains(&"stray-space".to_owned()) && select.contains(&"rate-wrong-value".to_owned())
        );
        assert_eq!(config.levels(), BTreeMap::from([("rate-wrong-value".to_owned(), None)]));
        let config = Config::parse("[levels]\nT = \"off\"\nT102 = \"info\"\n").unwrap();
        let levels = config.levels();
        assert_eq!(levels["task-funds-exceed-total"], None);
        assert_eq!(levels["task-without-indicator"], Some(Severity::Info));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        assert!(
            wrong("# 注释\nyear = 2021\n\"年度\" = 1\n")
                .starts_with("第 3 行：没有“年度”这一项，可写“template”、")
        );
        assert!(wrong("年度 = 1\n").starts_with("第 1 行：名字都是英文"));
        assert!(wrong("[levels]\noverspent = \"serious\"\n").starts_with("第 2 行：没有“serious”这个级别"));
        assert!(
            wrong("\nignore = [\"overspend\"]\n")
                .starts_with("第 2 行：没有名为“overspend”的规则。是不是 overspent？")
        );
        assert!(wrong("[levels]\noverspend = \"off\"\n").starts_with("第 2 行：没有名为“overspend”的规则"));
        assert!(wrong("year = \n").starts_with("第 1 行：等号后面没有值，或写法不对"));
        assert_eq!(wrong("year = 99999999999\n"), "第 1 行：这个数太大或太小");
        assert!(wrong("year = \"2021\"\n").starts_with("第 1 行：值的类型不对：文字要加英文引号"));
        assert_eq!(wrong(&format!("a = {}", "[".repeat(500))), "第 1 行：括号套得太深");
        assert_eq!(wrong("year = 21\n"), "第 1 行：应是四位数的年度，如 2021");
        let accepted = "[[accepted]]\ndepartment = \"信访局\"\nrule = \"overspent\"\nreason = \" \"\n";
        assert_eq!(wrong(accepted), "第 4 行：reason 要写明核实的情况");
    }
}
