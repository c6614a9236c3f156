//! Which field of a form stands in a cell. Looked up rather than searched for: a funding table of thousands of rows has
//! a judgement in each.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::form::{ExpectedFormula, FieldPath, Form, FundingColumn, FundingRow, IndicatorField, TaskField};
use crate::workbook::CellRef;

/// The fields with figures of one form, by their cells.
pub(super) struct Places<'a> {
    form: &'a Form,
    expected: BTreeMap<CellRef, &'a ExpectedFormula>,
    fields: BTreeMap<CellRef, FieldPath>,
    in_points: BTreeSet<FundingColumn>,
}

impl<'a> Places<'a> {
    /// `number` tells what a cell holds; of a formula, what it computes.
    pub(super) fn of(form: &'a Form, number: impl Fn(CellRef) -> Option<Decimal>) -> Self {
        let mut expected = BTreeMap::new();
        for formula in &form.expected_formulas {
            expected.entry(formula.cell).or_insert(formula);
        }
        // Where one cell is two fields, the first counts.
        let mut fields = BTreeMap::new();
        for (index, row) in form.funding.iter().enumerate() {
            for (column, value) in &row.values {
                fields.entry(value.cell).or_insert(FieldPath::figure(index, *column));
            }
        }
        for (index, task) in form.tasks.iter().enumerate() {
            if let Some(funds) = &task.funds {
                fields.entry(funds.cell).or_insert(FieldPath::task(index, TaskField::Funds));
            }
        }
        for (index, indicator) in form.indicators.iter().enumerate() {
            use IndicatorField::{Actual, Score, Target, Weight};
            let texts = [(Target, &indicator.target), (Actual, &indicator.actual)];
            let numbers = [(Weight, &indicator.weight), (Score, &indicator.score)];
            let texts = texts.iter().filter_map(|(field, text)| Some((*field, text.as_ref()?.cell)));
            let numbers = numbers.iter().filter_map(|(field, number)| Some((*field, number.as_ref()?.cell)));
            for (field, cell) in texts.chain(numbers) {
                fields.entry(cell).or_insert(FieldPath::indicator(index, field));
            }
        }
        let in_points = form.rates_in_points(number);
        Self { form, expected, fields, in_points }
    }

    /// The template's formula for a cell.
    pub(super) fn expected(&self, cell: CellRef) -> Option<&'a ExpectedFormula> {
        self.expected.get(&cell).copied()
    }

    /// The number that the funding table has in a cell.
    pub(super) fn funding(&self, cell: CellRef) -> Option<Decimal> {
        self.row(cell)?.get(self.column(cell)?)
    }

    /// The row of the funding table that a cell stands in.
    pub(super) fn row(&self, cell: CellRef) -> Option<&'a FundingRow> {
        let (row, _) = self.fields.get(&cell)?.as_figure()?;
        self.form.funding.get(row)
    }

    /// Whether a rate stands in a column of points of a hundred.
    pub(super) fn is_in_points(&self, cell: CellRef) -> bool {
        self.column(cell).is_some_and(|column| self.in_points.contains(&column))
    }

    /// The funding table's column that a cell stands in.
    pub(super) fn column(&self, cell: CellRef) -> Option<FundingColumn> {
        self.fields.get(&cell)?.as_figure().map(|(_, column)| column)
    }

    /// The field in a cell, and its name in the form's words.
    pub(super) fn field(&self, cell: CellRef) -> Option<(FieldPath, String)> {
        if let Some(expected) = self.expected(cell) {
            return Some((expected.field, expected.label.clone()));
        }
        let field = *self.fields.get(&cell)?;
        Some((field, self.form.field_name(field).unwrap_or_default()))
    }
}
