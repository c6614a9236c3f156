//! Rates as fractions.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::form::FundingColumn;
use crate::template::compile::Table;
use crate::template::header::FoundColumn;
use crate::template::reading::Reading;
use crate::template::spec::ColumnId;
use crate::workbook::Shown;

/// Rates are fractions in the model. A cell that shows 86.51 without a percent sign says 86.51 %: of the two readings
/// the one nearer to what the amounts give is taken.
pub(super) fn read_as_fractions(
    reading: &mut Reading<'_>,
    table: &Table,
    columns: &BTreeMap<ColumnId, FoundColumn>,
) {
    let view = reading.view;
    for row in &mut reading.form.funding {
        let amounts: BTreeMap<FundingColumn, Option<Decimal>> =
            row.values.iter().map(|(c, v)| (*c, v.value)).collect();
        for (column, value) in &mut row.values {
            let Some(number) = value.value.filter(|_| column.is_rate()) else { continue };
            // A format shows numbers, not what is kept as text.
            let says_percent = match view.value(value.cell).text() {
                Some(text) => text.contains(['%', '％']),
                None => Shown::by(view.number_format(value.cell)).percent,
            } || view
                .sheet
                .cell(value.cell)
                .and_then(|c| c.shown.as_deref())
                .is_some_and(|t| t.contains('%'));
            if says_percent {
                continue;
            }
            let heading_says = columns
                .iter()
                .find(|(id, _)| id.funding() == Some(*column))
                .is_some_and(|(_, found)| found.text.contains(['%', '％']));
            let own = table.columns.iter().find(|c| c.id.funding() == Some(*column));
            let has = |id: ColumnId| id.funding().is_some_and(|f| amounts.contains_key(&f));
            let expected = own
                .and_then(|own| own.formulas().find(|formula| formula.columns().into_iter().all(has)))
                .and_then(|f| f.value(|id| id.funding().and_then(|f| amounts.get(&f).copied().flatten())));
            let hundredth = number / Decimal::ONE_HUNDRED;
            // Beyond what a number can be, nothing is near.
            let off = |reading: Decimal, expected| reading.checked_sub(expected).map(|off| off.abs());
            let as_percent = match expected {
                // A number that can be a fraction is one, unless as a percentage it comes out exactly: the amounts
                // themselves may be wrong.
                Some(expected) if number.abs() <= Decimal::ONE => {
                    off(hundredth, expected).is_some_and(|off| off < Decimal::new(6, 5))
                }
                Some(expected) => off(hundredth, expected).is_some_and(|as_percent| {
                    off(number, expected).is_none_or(|as_fraction| as_percent < as_fraction)
                }),
                None => number.abs() > Decimal::TWO || (heading_says && number.abs() > Decimal::ONE),
            };
            if as_percent {
                value.value = Some(hundredth);
            }
        }
    }
}
