//! Which findings of two submissions are the same.

use std::collections::HashSet;

use super::fields::Fields;
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
    OfField(&'f str, String),
    /// A rule's, at no field.
    OfCell(&'f str, Option<CellRef>),
}

impl<'f> Fault<'f> {
    fn of(finding: &'f FindingRecord, fields: &Fields) -> Self {
        match &finding.field {
            Some(path) => Self::OfField(&finding.rule, fields.key(path)),
            None => Self::OfCell(&finding.rule, finding.cell),
        }
    }
}
