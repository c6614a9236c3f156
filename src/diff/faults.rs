//! Which findings of two submissions are the same.

use std::collections::HashSet;

use super::fields::{Fields, Key};
use crate::record::FindingRecord;
use crate::workbook::CellRef;

/// The findings of a form that are not among those of another: of the same rule at the same field or, where it has none,
/// cell.
pub(super) fn without(
    (findings, fields): (&[FindingRecord], &Fields),
    (others, other_fields): (&[FindingRecord], &Fields),
) -> Vec<FindingRecord> {
    let there: HashSet<Fault<'_>> = others.iter().map(|finding| Fault::of(finding, other_fields)).collect();
    findings.iter().filter(|finding| !there.contains(&Fault::of(finding, fields))).cloned().collect()
}

/// By what a finding is known in another submission.
#[derive(PartialEq, Eq, Hash)]
enum Fault<'f> {
    /// A rule's, at a field.
    Field(&'f str, Key),
    /// A rule's, at a field that only another version of this program knows.
    UnknownField(&'f str, &'f str),
    /// A rule's, at no field.
    Cell(&'f str, Option<CellRef>),
}

impl<'f> Fault<'f> {
    fn of(finding: &'f FindingRecord, fields: &Fields) -> Self {
        match &finding.field {
            Some(path) => match path.parse() {
                Ok(path) => Self::Field(&finding.rule, fields.key(path)),
                Err(_) => Self::UnknownField(&finding.rule, path),
            },
            None => Self::Cell(&finding.rule, finding.cell),
        }
    }
}
