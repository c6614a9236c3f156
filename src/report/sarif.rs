//! SARIF 2.1.0 (OASIS), which code-review platforms and editors show.
//!
//! A workbook has no lines, so a finding's place is its artifact and a logical location, the cell.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::ReportError;
use super::markdown::markdown;
use super::safe::in_plain_lines;
use crate::batch::Results;
use crate::record::{InputStatus, Severity};
use crate::rules::{Finding, RULES, Rule};

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    language: &'static str,
    invocations: [Invocation<'a>; 1],
    results: Vec<FindingResult<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    name: &'static str,
    short_description: Message<'static>,
    help: Help,
    default_configuration: Configuration,
    properties: BTreeMap<&'static str, &'static str>,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation<'a> {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification<'a>>,
}

#[derive(Serialize)]
struct Notification<'a> {
    level: &'static str,
    message: Message<'a>,
    locations: [Location; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FindingResult<'a> {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message<'a>,
    locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    properties: BTreeMap<&'static str, Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<[Suppression<'a>; 1]>,
}

/// Why a finding need not be looked at again.
#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    justification: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical {
    name: String,
    fully_qualified_name: String,
    kind: &'static str,
}

/// The findings of a run as SARIF 2.1.0, with every rule's help; inputs that could not be read are notifications.
///
/// # Errors
/// None in practice: a report has nothing that JSON cannot say.
pub fn sarif(results: &Results) -> Result<String, ReportError> {
    let unread = results.inputs().iter().filter(|input| input.status == InputStatus::Unreadable);
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "ziping",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: RULES.iter().map(|rule| descriptor(rule)).collect(),
                },
            },
            language: "zh-CN",
            invocations: [Invocation {
                execution_successful: true,
                tool_execution_notifications: unread
                    .map(|input| Notification {
                        level: "error",
                        message: Message { text: input.reason.as_deref().unwrap_or("无法读取") },
                        locations: [location(&input.file, Vec::new())],
                    })
                    .collect(),
            }],
            results: results.findings().iter().map(result).collect(),
        }],
    };
    Ok(in_plain_lines(serde_json::to_string_pretty(&log)? + "\n"))
}

fn descriptor(rule: &Rule) -> Descriptor {
    let help = markdown(rule.doc);
    Descriptor {
        id: rule.name,
        name: rule.title,
        short_description: Message { text: rule.title },
        help: Help { text: help.replace('`', ""), markdown: help },
        default_configuration: Configuration { level: level(rule.level) },
        properties: BTreeMap::from([
            ("code", rule.code),
            ("family", rule.family().title()),
            ("fix", rule.fix.as_str()),
        ]),
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(finding: &Finding) -> FindingResult<'_> {
    let cell = finding.cell.map(|cell| cell.to_string());
    let logical = match &cell {
        Some(cell) => vec![Logical {
            fully_qualified_name: format!("{}!{cell}", finding.sheet),
            name: cell.clone(),
            kind: "cell",
        }],
        None if finding.sheet.is_empty() => Vec::new(),
        None => vec![Logical {
            fully_qualified_name: finding.sheet.clone(),
            name: finding.sheet.clone(),
            kind: "sheet",
        }],
    };
    let place =
        [&finding.file, &finding.sheet, cell.as_deref().unwrap_or_default(), finding.rule.name].join("!");
    let properties: [(_, Option<Cow<'_, str>>); 4] = [
        ("field", finding.field.map(|field| field.to_string().into())),
        ("actual", finding.actual.as_deref().map(Cow::Borrowed)),
        ("expected", finding.expected.as_deref().map(Cow::Borrowed)),
        ("fix", finding.fix.as_ref().map(|fix| fix.safety.as_str().into())),
    ];
    FindingResult {
        rule_id: finding.rule.name,
        rule_index: RULES.iter().position(|rule| *rule == finding.rule),
        level: level(finding.severity),
        message: Message { text: &finding.message },
        locations: if finding.file.is_empty() { Vec::new() } else { vec![location(&finding.file, logical)] },
        partial_fingerprints: BTreeMap::from([("ziping/place/v1", place)]),
        properties: properties.into_iter().filter_map(|(key, value)| Some((key, value?))).collect(),
        suppressions: finding
            .accepted
            .as_deref()
            .map(|justification| [Suppression { kind: "external", justification }]),
    }
}

fn location(file: &str, logical_locations: Vec<Logical>) -> Location {
    let artifact_location = Artifact { uri: uri(file) };
    Location { physical_location: Physical { artifact_location }, logical_locations }
}

/// A path with `/` as a relative URI (RFC 3986): everything but unreserved characters percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.extend(["%", &format!("{byte:02X}")]),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_become_uris() {
        assert_eq!(uri("街道/a b.xlsx"), "%E8%A1%97%E9%81%93/a%20b.xlsx");
        assert_eq!(uri("100%#1.xlsx"), "100%25%231.xlsx");
    }
}
