//! What a run found at the amounts of a form's funding table, and what it mended there.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::SummaryInput;
use crate::form::{FUNDING, FundingColumn};
use crate::record::Severity;
use crate::rules::{Finding, NewContent};
use crate::workbook::Value;

/// A row's place in the funding table, and a column of money.
type Place = (usize, FundingColumn);

/// What was found at the amounts of one form.
#[derive(Debug, Default)]
pub(super) struct MoneyFindings {
    faults: HashMap<Place, Severity>,
    corrected: HashMap<Place, Decimal>,
}

impl MoneyFindings {
    /// Of all forms, by file and sheet; a form at whose amounts nothing was found has none.
    pub(super) fn of<'a>(input: &SummaryInput<'a>) -> HashMap<(&'a str, &'a str), Self> {
        let mut all: HashMap<(&str, &str), Self> = HashMap::new();
        for listed in input.findings {
            let (finding, is_mended) = (listed.finding, listed.is_mended());
            let Some(place) = finding.field.as_deref().and_then(place) else { continue };
            if !is_mended && (finding.accepted.is_some() || finding.severity == Severity::Info) {
                continue;
            }
            let own = all.entry((&finding.file, &finding.sheet)).or_default();
            if is_mended {
                own.corrected.extend(new_amount(finding).map(|amount| (place, amount)));
            } else {
                let fault = own.faults.entry(place).or_insert(finding.severity);
                *fault = (*fault).min(finding.severity);
            }
        }
        all
    }

    /// How grave it is what was found at an amount and not mended.
    pub(super) fn fault(&self, row: usize, column: FundingColumn) -> Option<Severity> {
        self.faults.get(&(row, column)).copied()
    }

    /// The amount that the corrected workbook has.
    pub(super) fn corrected(&self, row: usize, column: FundingColumn) -> Option<Decimal> {
        self.corrected.get(&(row, column)).copied()
    }
}

/// `funding.3.actual_expenditure`; `None` for what is no amount of money.
fn place(field: &str) -> Option<Place> {
    let (row, column) = field.strip_prefix(FUNDING)?.strip_prefix('.')?.split_once('.')?;
    let column = FundingColumn::ALL.into_iter().find(|known| known.is_money() && known.as_str() == column)?;
    Some((row.parse().ok()?, column))
}

/// The number that a finding's fix puts into its cell.
fn new_amount(finding: &Finding) -> Option<Decimal> {
    let edits = &finding.fix.as_ref()?.edits;
    let own = edits.iter().find(|edit| Some(edit.cell) == finding.cell)?;
    match &own.content {
        NewContent::Number(number)
        | NewContent::Formula { cached: Value::Number(number), .. }
        | NewContent::Recalculated(Value::Number(number)) => Some(*number),
        _ => None,
    }
}
