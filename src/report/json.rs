//! `ziping/report/1`: one object with every input and every finding.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::ReportError;
use super::safe::in_plain_lines;
use crate::batch::Results;
use crate::record::InputRecord;
use crate::rules::Finding;

/// The report as indented JSON, with a line break at its end. It is the same for `check` and `run`: where corrected
/// workbooks lie is left out.
///
/// # Errors
/// None in practice: a report has nothing that JSON cannot say.
pub fn json(results: &Results) -> Result<String, ReportError> {
    Ok(in_plain_lines(serde_json::to_string_pretty(&Report(results))? + "\n"))
}

/// Makes the records one at a time: of ten thousand workbooks a second copy of all findings would be felt.
struct Report<'a>(&'a Results);

impl Serialize for Report<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let inputs =
            Each(self.0.inputs(), |input: &InputRecord| InputRecord { corrected: None, ..input.clone() });
        let mut report = serializer.serialize_struct("Report", 3)?;
        report.serialize_field("schema", "ziping/report/1")?;
        report.serialize_field("inputs", &inputs)?;
        report.serialize_field("findings", &Each(self.0.findings(), Finding::record))?;
        report.end()
    }
}

/// A list of what a function makes of each item.
struct Each<'a, T, U>(&'a [T], fn(&T) -> U);

impl<T, U: Serialize> Serialize for Each<'_, T, U> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(self.1))
    }
}
