//! Rates as fractions, and which of the template's formulas they are.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::form::{FundingColumn, FundingRow};
use crate::template::compile::{Column, Table};
use crate::template::expression::Expression;
use crate::template::header::FoundColumn;
use crate::template::reading::Reading;
use crate::template::spec::{ColumnId, Kind};
use crate::workbook::Shown;

/// Rates are fractions in the model. A cell that shows 86.51 without a percent sign says 86.51 %: of the two readings
/// the one nearer to what the amounts give is taken.
pub(super) fn read_as_fractions(
    reading: &mut Reading<'_>,
    table: &Table,
    columns: &BTreeMap<ColumnId, FoundColumn>,
) {
    let view = reading.view;
    let formulas: BTreeMap<FundingColumn, &Expression> = table
        .columns
        .iter()
        .filter(|column| column.kind == Kind::Rate)
        .filter_map(|c| Some((c.id.funding()?, *formulas_of(c, &reading.form.funding).first()?)))
        .collect();
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
            let expected = formulas
                .get(column)
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
                // Under 执行率（%） 95 is 95 %, unless it comes out as 9500 %: one of the amounts may be in another unit.
                Some(expected) if heading_says && number.abs() > Decimal::TWO => {
                    off(number, expected).is_none_or(|off| off >= Decimal::new(6, 3))
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

/// The template's formulas for a column of which the form has all amounts, the one first that the form itself goes by: by
/// which more of its rates come out. Where these say nothing, and the formulas differ, the one that needs the fewest columns
/// (全年预算数 stands there, and is more than 年初预算数 and 预算调整数 together); else the template's own.
pub(super) fn formulas_of<'t>(column: &'t Column, rows: &[FundingRow]) -> Vec<&'t Expression> {
    let has =
        |id: &ColumnId| id.funding().is_some_and(|f| rows.iter().any(|row| row.values.contains_key(&f)));
    let mut formulas: Vec<&Expression> =
        column.formulas().filter(|formula| formula.columns().iter().all(has)).collect();
    let Some(own) = column.id.funding().filter(|_| formulas.len() > 1) else { return formulas };
    let value =
        |formula: &Expression, row: &FundingRow| formula.value(|id| id.funding().and_then(|f| row.get(f)));
    let near = |a: Decimal, b: Decimal| a.checked_sub(b).is_some_and(|gap| gap.abs() < Decimal::new(6, 5));
    let agreeing = |formula: &Expression| {
        let agrees = |row: &&FundingRow| {
            let stated = row.get(own).zip(value(formula, row));
            stated.is_some_and(|(stated, due)| near(stated, due) || near(stated / Decimal::ONE_HUNDRED, due))
        };
        rows.iter().filter(agrees).count()
    };
    let differ = rows.iter().any(|row| {
        let mut values = formulas.iter().filter_map(|formula| value(formula, row));
        values.next().is_some_and(|first| values.any(|other| !near(first, other)))
    });
    if differ {
        formulas.sort_by_key(|formula| {
            (Reverse(agreeing(formula)), formula.columns().into_iter().collect::<BTreeSet<_>>().len())
        });
    }
    formulas
}
