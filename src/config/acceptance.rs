//! How a `ziping.toml` says that somebody asked about a finding and found it right.

use serde::{Deserialize, Deserializer};
use toml_edit::{ArrayOfTables, Document, Item, Table, value};

use super::{CONFIG_FILE, Config, ConfigError, RuleName};
use crate::roster::{DepartmentName, Departments};
use crate::settings::Acceptance;
use crate::workbook::CellRef;

/// An acceptance as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stated {
    department: String,
    project: Option<String>,
    rule: RuleName,
    cell: Option<CellRef>,
    value: Option<String>,
    #[serde(default, deserialize_with = "super::budget_year")]
    year: Option<i32>,
    reason: Reason,
}

/// A reason with words in it.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Reason(String);

impl TryFrom<String> for Reason {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() {
            Err("reason 要写明核实的情况".to_owned())
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

impl From<Stated> for Acceptance {
    fn from(stated: Stated) -> Self {
        let Stated { department, project, rule, cell, value, year, reason } = stated;
        Self { department, project, rule: rule.0, cell, value, year, reason: reason.0 }
    }
}

/// All of a file's.
pub(super) fn accepted<'de, D: Deserializer<'de>>(tables: D) -> Result<Vec<Acceptance>, D::Error> {
    Ok(Vec::<Stated>::deserialize(tables)?.into_iter().map(Acceptance::from).collect())
}

/// A `ziping.toml` into which an accepted finding was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file's text.
    pub text: String,
    /// The reason that stood there before, where it was another.
    pub earlier: Option<String>,
}

/// A `ziping.toml` with one more accepted finding; one that it has already gets the new value and reason. One
/// that was accepted of another year's form is another. Comments and order stay as they are.
///
/// # Errors
/// What is wrong in the text, if it is no `ziping.toml`.
///
/// ```
/// use ziping::config::{Config, with_acceptance};
/// use ziping::settings::Acceptance;
/// let acceptance = Acceptance {
///     department: "信访局".to_owned(),
///     project: None,
///     rule: "overspent".to_owned(),
///     cell: "F6".parse().ok(),
///     value: Some("63.18".to_owned()),
///     year: Some(2021),
///     reason: "年中追加，已有批复".to_owned(),
/// };
/// let text = with_acceptance("# 2021 年度\nyear = 2021\n", &acceptance).unwrap().text;
/// assert!(text.starts_with("# 2021 年度\n"));
/// assert_eq!(Config::parse(&text).unwrap().accepted, [acceptance]);
/// ```
pub fn with_acceptance(text: &str, acceptance: &Acceptance) -> Result<Written, ConfigError> {
    let config = Config::parse(text)?;
    let parsed = Document::parse(text)
        .map_err(|error| ConfigError::at(error.span(), text, format!("{CONFIG_FILE} 写法不对")))?;
    let place = parsed.get("accepted").and_then(Item::span);
    let mut document = parsed.into_mut();
    // Comments at the end of the file stay in front of its first accepted finding.
    let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
    let is_first = !document.contains_key("accepted");
    if is_first {
        document.set_trailing("");
    }
    let is_empty = document.is_empty() && trailing.is_empty();
    let accepted = document.entry("accepted").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let tables = accepted
        .as_array_of_tables_mut()
        .ok_or_else(|| ConfigError::at(place, text, "accepted 要写成 [[accepted]]".to_owned()))?;
    let stated = config.accepted.iter().chain([acceptance]).map(|one| one.department.as_str());
    let departments = Departments::named(None, stated);
    let same = config.accepted.iter().position(|one| {
        one.is_at(&acceptance.rule, acceptance.cell)
            && (acceptance.year.is_none() || one.is_of_year(acceptance.year))
            && one.project.is_some() == acceptance.project.is_some()
            && one.is_about(&departments, &acceptance.department, acceptance.project.as_deref())
    });
    if let Some(table) = same.and_then(|at| tables.get_mut(at)) {
        // The name that says whose department it is stays, or comes.
        let has_place = |name: &str| !DepartmentName::parse(name).place.is_empty();
        let named = table.get("department").and_then(Item::as_str);
        if has_place(&acceptance.department) && !named.is_some_and(has_place) {
            table.insert("department", value(&acceptance.department));
        }
        note(table, acceptance);
        let earlier = same.and_then(|at| config.accepted.get(at)).map(|one| one.reason.clone());
        let earlier = earlier.filter(|reason| *reason != acceptance.reason);
        return Ok(Written { text: document.to_string(), earlier });
    }
    let mut table = Table::new();
    if is_first && !is_empty {
        table.decor_mut().set_prefix(format!("{trailing}\n"));
    }
    table.insert("department", value(&acceptance.department));
    if let Some(project) = &acceptance.project {
        table.insert("project", value(project));
    }
    table.insert("rule", value(&acceptance.rule));
    if let Some(cell) = acceptance.cell {
        table.insert("cell", value(cell.to_string()));
    }
    note(&mut table, acceptance);
    tables.push(table);
    Ok(Written { text: document.to_string(), earlier: None })
}

/// Puts into an accepted finding's table what it was asked about with, and what was found.
fn note(table: &mut Table, acceptance: &Acceptance) {
    let noted = [
        ("value", acceptance.value.as_ref().map(value)),
        ("year", acceptance.year.map(|year| value(i64::from(year)))),
        ("reason", Some(value(&acceptance.reason))),
    ];
    for (key, item) in noted {
        match item {
            Some(item) => table.insert(key, item),
            None => table.remove(key),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn acceptance(department: &str, reason: &str) -> Acceptance {
        let cell = "F6".parse().ok();
        let (department, reason) = (department.to_owned(), reason.to_owned());
        let rule = "overspent".to_owned();
        Acceptance { department, project: None, rule, cell, value: None, year: None, reason }
    }

    #[test]
    fn where_it_cannot_be_written_is_told_with_its_line() {
        let text = "year = 2021\n\naccepted = []\n";
        let error = with_acceptance(text, &acceptance("信访局", "新")).unwrap_err();
        assert_eq!(error.to_string(), "第 3 行：accepted 要写成 [[accepted]]");
    }

    #[test]
    fn the_same_finding_accepted_again_gets_the_new_reason() {
        let text = "year = 2021 # 年度\n\n[[accepted]] # 电话核实\ndepartment = \"荔湾区信访局\"\nrule = \"overspent\"\ncell = \"F6\"\nreason = \"旧\"\n";
        let Written { text, earlier } = with_acceptance(text, &acceptance("信访局", "新")).unwrap();
        assert_eq!(earlier.as_deref(), Some("旧"));
        assert!(text.contains("# 年度") && text.contains("# 电话核实"), "{text}");
        let accepted = Config::parse(&text).unwrap().accepted;
        assert_eq!(accepted, [acceptance("荔湾区信访局", "新")]);
    }

    #[test]
    fn what_is_accepted_of_another_value_takes_its_place_and_of_another_year_does_not() {
        let of = |value: &str, year| Acceptance {
            value: Some(value.to_owned()),
            year: Some(year),
            ..acceptance("信访局", "已核实")
        };
        let mut text = with_acceptance("", &acceptance("信访局", "旧")).unwrap().text;
        for accepted in [of("63.18", 2021), of("6300.18", 2021), of("70", 2022)] {
            text = with_acceptance(&text, &accepted).unwrap().text;
        }
        assert_eq!(Config::parse(&text).unwrap().accepted, [of("6300.18", 2021), of("70", 2022)]);
    }
}
