//! What a run found at the amounts of a form's funding table, and what it mended there.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::SummaryInput;
use crate::form::{FieldPath, FundingColumn};
use crate::record::{FormIndex, Severity};

/// A row's place in the funding table, and a column of money.
type Place = (usize, FundingColumn);

/// What was found at the amounts of one form.
#[derive(Debug, Default)]
pub(super) struct MoneyFindings {
    faults: HashMap<Place, Severity>,
    corrected: HashMap<Place, Decimal>,
}

impl MoneyFindings {
    /// Of all forms, by their places in `index`; a form at whose amounts nothing was found has none.
    pub(super) fn of(input: &SummaryInput<'_>, index: &FormIndex<'_>) -> HashMap<usize, Self> {
        let mut all: HashMap<usize, Self> = HashMap::new();
        for listed in input.findings {
            let finding = listed.finding;
            let Some(form) = finding.form_in(index) else { continue };
            if listed.is_mended() {
                let amounts = finding.fix.iter().flat_map(|fix| &fix.amounts);
                let amounts = amounts.map(|new| ((new.row, new.column), new.amount));
                all.entry(form).or_default().corrected.extend(amounts);
            } else if finding.accepted.is_none()
                && finding.severity != Severity::Info
                && let Some(place) = finding.field.and_then(place)
            {
                let fault = all.entry(form).or_default().faults.entry(place).or_insert(finding.severity);
                *fault = (*fault).min(finding.severity);
            }
        }
        all
    }

    /// How grave it is what was found at an amount and not mended.
    pub(super) fn fault(&self, row: usize, column: FundingColumn) -> Option<Severity> {
        self.faults.get(&(row, column)).copied()
    }

    /// The amount that the corrected workbook has, in the form's unit.
    pub(super) fn corrected(&self, row: usize, column: FundingColumn) -> Option<Decimal> {
        self.corrected.get(&(row, column)).copied()
    }
}

/// `funding.3.actual_expenditure`; `None` for what is no amount of money.
fn place(field: FieldPath) -> Option<Place> {
    field.as_figure().filter(|(_, column)| column.is_money())
}
