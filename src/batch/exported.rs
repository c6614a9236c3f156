//! Forms that `export` wrote elsewhere (`ziping/form/1`, JSON Lines), read again so that parts can be summarised.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};

use super::find::Input;
use super::open::reason;
use crate::excerpt::first_of;
use crate::record::{FORM_SCHEMA, FindingRecord, FixSafety, FormRecord, InputRecord, InputStatus, Rows};
use crate::rules::{Finding, Fix, find_rule};
use crate::settings::Settings;
use crate::workbook::Limits;

/// What a file of exported forms gave.
#[derive(Debug, Default)]
pub(super) struct Exported {
    /// The workbooks that the forms came from; and the file itself, if it or something in it could not be read.
    pub(super) records: Vec<InputRecord>,
    pub(super) forms: Vec<FormRecord>,
    pub(super) findings: Vec<Finding>,
    by_file: HashMap<String, usize>,
}

/// Whether the input is a file of exported forms, by its name.
pub(super) fn is_exported(input: &Input) -> bool {
    input.path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl"))
}

/// Reads a file of exported forms, a line at a time. A line that is none is named and the others are read.
pub(super) fn read_exported(input: &Input, settings: &Settings, limits: &Limits) -> Exported {
    let mut exported = Exported::default();
    let mut wrong = Wrong::default();
    let unreadable = |reason: String| record(&input.file, InputStatus::Unreadable, Some(reason));
    let mut reader = match File::open(&input.path) {
        Ok(file) => BufReader::new(file),
        Err(error) => {
            exported.records.push(unreadable(format!("无法打开文件：{}", reason(&error))));
            return exported;
        }
    };
    let (mut number, mut rows) = (0_usize, 0_usize);
    let mut line = Vec::new();
    loop {
        line.clear();
        match reader.by_ref().take(limits.file_bytes).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) => number = number.saturating_add(1),
            Err(error) => {
                exported.records.push(unreadable(format!("读到第 {number} 行后中断：{}", reason(&error))));
                return exported;
            }
        }
        let text = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&line);
        if text.trim_ascii().is_empty() {
            continue;
        }
        let of_line = Rows::of(text);
        if of_line.longest > limits.form_rows {
            wrong.note(format!("第 {number} 行（一份自评表超过 {} 行）", limits.form_rows));
            continue;
        }
        rows = rows.saturating_add(of_line.all);
        if rows > limits.cells {
            // A row takes as much as a workbook's cell, whoever wrote the file.
            let reason =
                format!("各表合计超过 {} 行，第 {number} 行起没有读入，请分成几个文件", limits.cells);
            exported.records.push(unreadable(reason));
            return exported;
        }
        match serde_json::from_slice::<FormRecord>(text) {
            Ok(form) if form.schema == FORM_SCHEMA => exported.add(form, settings, &mut wrong),
            _ => wrong.note(format!("第 {number} 行")),
        }
    }
    // A part that was lost on its way must not look like one that was never there.
    if exported.forms.is_empty() && wrong.0.is_empty() {
        exported.records.push(unreadable("文件是空的，请用 ziping export 重新导出".to_owned()));
    } else if exported.forms.is_empty() {
        let reason =
            format!("没有读到一份自评表：{wrong}不是 ziping export 导出的数据，请重新导出或重新复制");
        exported.records.push(unreadable(reason));
    } else if !wrong.0.is_empty() {
        exported.records.push(unreadable(format!("{wrong}无法识别，没有读入；其余各行已读入")));
    }
    exported
}

/// Places where something is wrong, each once: the first of many, which may be as many as the file has lines.
#[derive(Debug, Default)]
struct Wrong(Vec<String>);

impl Wrong {
    const NAMED: usize = 5;

    fn note(&mut self, place: String) {
        if self.0.len() <= Self::NAMED && !self.0.contains(&place) {
            self.0.push(place);
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let more = if self.0.len() > Self::NAMED { " 等" } else { "" };
        write!(f, "{}{more}", first_of(&self.0, Self::NAMED))
    }
}

impl Exported {
    fn add(&mut self, mut form: FormRecord, settings: &Settings, wrong: &mut Wrong) {
        let at = *self.by_file.entry(form.file.clone()).or_insert_with(|| {
            self.records.push(record(&form.file, InputStatus::Read, None));
            self.records.len() - 1
        });
        let Some(record) = self.records.get_mut(at) else { return };
        let place = record.forms;
        record.forms = place.saturating_add(1);
        for finding in std::mem::take(&mut form.findings) {
            match again(finding, place, settings) {
                Again::Wanted(finding) => self.findings.push(*finding),
                Again::Unwanted => {}
                Again::Unknown(rule) => wrong.note(format!("规则 {rule}")),
            }
        }
        // What stands beside a form is no part of a summary, and may be as much as a workbook holds.
        self.forms.push(FormRecord { unmapped: Vec::new(), ..form });
    }

    /// The same with names that no other input has: where two parts have workbooks of one name, the later part's own
    /// name stands in front. `files` are the names that are gone.
    pub(super) fn told_apart(mut self, part: &str, files: &mut HashSet<String>) -> Self {
        let mut new_names: HashMap<String, String> = HashMap::new();
        for record in self.records.iter().filter(|record| record.status == InputStatus::Read) {
            if files.insert(record.file.clone()) {
                continue;
            }
            let mut name = format!("{part}/{}", record.file);
            while !files.insert(name.clone()) {
                name.push('\'');
            }
            new_names.insert(record.file.clone(), name);
        }
        let files = self.records.iter_mut().filter(|r| r.status == InputStatus::Read).map(|r| &mut r.file);
        let files = files.chain(self.forms.iter_mut().map(|form| &mut form.file));
        for file in files.chain(self.findings.iter_mut().map(|finding| &mut finding.file)) {
            if let Some(name) = new_names.get(file) {
                file.clone_from(name);
            }
        }
        self
    }
}

enum Again {
    Wanted(Box<Finding>),
    Unwanted,
    Unknown(String),
}

/// A finding that was exported with the form of that place in its workbook, at this run's level. Its fix is known by its
/// safety alone.
fn again(exported: FindingRecord, place: usize, settings: &Settings) -> Again {
    let Some(rule) = find_rule(&exported.rule) else { return Again::Unknown(exported.rule) };
    let Some(severity) = settings.level(rule).severity(exported.severity) else { return Again::Unwanted };
    Again::Wanted(Box::new(Finding {
        rule,
        severity,
        file: exported.file,
        form: Some(place),
        sheet: exported.sheet,
        cell: exported.cell,
        // A path that this program does not know, another version may have written.
        field: exported.field.and_then(|path| path.parse().ok()),
        message: exported.message,
        actual: exported.actual,
        expected: exported.expected,
        fix: (exported.fix != FixSafety::None).then(|| Fix::new(exported.fix, Vec::new())),
        accepted: exported.accepted,
    }))
}

fn record(file: &str, status: InputStatus, reason: Option<String>) -> InputRecord {
    InputRecord { file: file.to_owned(), status, forms: 0, reason, corrected: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{FieldPath, FundingColumn};
    use crate::record::Severity;

    #[test]
    fn a_finding_at_a_field_that_only_another_version_knows_is_kept() {
        let exported = |field: &str| FindingRecord {
            file: "a.xlsx".to_owned(),
            sheet: "Sheet1".to_owned(),
            cell: None,
            field: Some(field.to_owned()),
            code: "F101".to_owned(),
            rule: "rate-wrong-value".to_owned(),
            severity: Severity::Error,
            message: "现为 90.00%".to_owned(),
            actual: None,
            expected: None,
            fix: FixSafety::Safe,
            accepted: None,
        };
        let field = |path: &str| match again(exported(path), 0, &Settings::default()) {
            Again::Wanted(finding) => finding.field,
            Again::Unwanted | Again::Unknown(_) => panic!("{path}"),
        };
        let rate = FieldPath::figure(0, FundingColumn::CompletionRate);
        assert_eq!(field("funding.0.completion_rate"), Some(rate));
        assert_eq!(field("funding.0.colour"), None);
    }
}
