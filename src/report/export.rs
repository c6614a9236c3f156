//! `ziping/form/1`: JSON Lines, one form a line.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;

use super::safe::PlainLines;
use crate::batch::Results;
use crate::record::{FindingRecord, FormRecord};
use crate::rules::Finding;

/// Writes every form with what the rules found on it alone, one a line. What comes of comparing forms is left out:
/// whoever merges exported parts compares anew. Nothing of it is kept in memory: what stands beside a form may be as much as a
/// workbook holds, and six times as long in JSON.
///
/// # Errors
/// Those of `out`.
pub fn json_lines(results: &Results, mut out: impl Write) -> io::Result<()> {
    for (form, findings) in results.forms_and_findings() {
        let findings = findings.into_iter().map(Finding::record).collect();
        let mut serializer = Serializer::with_formatter(&mut out, PlainLines);
        Line { form, findings }.serialize(&mut serializer)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// A form that has no findings of its own, with its findings.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    form: &'a FormRecord,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<FindingRecord>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::find_rule;

    #[test]
    fn a_line_is_the_record_of_its_form_with_its_findings() {
        let form = FormRecord {
            schema: "ziping/form/1".to_owned(),
            file: "a.xlsx".to_owned(),
            sheet: "表".to_owned(),
            problems: Some("制度\u{2028}健\u{85}全\u{1}\u{2029}".to_owned()),
            ..FormRecord::default()
        };
        let mut finding = Finding::new(find_rule("stray-space").unwrap(), "表", "首尾有空格");
        finding.file = "a.xlsx".to_owned();
        let results = Results::of(vec![form], vec![finding]);
        let mut lines = Vec::new();
        json_lines(&results, &mut lines).unwrap();
        let lines = String::from_utf8(lines).unwrap();
        assert_eq!(lines.matches(['\n', '\u{85}', '\u{2028}', '\u{2029}']).count(), 1, "{lines}");
        let whole: Vec<FormRecord> = results.forms_with_findings().collect();
        assert_eq!(serde_json::from_str::<FormRecord>(&lines).unwrap(), whole[0]);
        let plain = serde_json::to_string(&whole[0]).unwrap() + "\n";
        assert_eq!(lines, super::super::safe::in_plain_lines(plain));
    }
}
