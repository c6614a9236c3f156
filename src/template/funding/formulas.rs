//! The formulas that the template expects in the cells of the funding table.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::heading;
use super::rates::formulas_of;
use crate::form::{
    ExpectedFormula, FieldPath, Form, FormulaInput, FormulaKind, FundingColumn, FundingRow, RowRole,
};
use crate::template::compile::{Column, Fit, Table};
use crate::template::expression::Expression;
use crate::template::header::FoundColumn;
use crate::template::label::normalise;
use crate::template::reading::Reading;
use crate::template::spec::{ColumnId, Kind};
use crate::workbook::CellRef;

/// What of that on which formulas rest is sure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sure {
    /// Whether the units of the columns are told by more than their headings.
    pub(super) units: bool,
    /// Whether the rows that make up the total can be no others.
    pub(super) parts: bool,
}

/// Lays the template's formulas onto the rows' cells. None takes a column of which the form has a half alone: nobody knows
/// what the other one, written with a sign or without, does to it. Over columns in several units it is only proposed where
/// nothing but the headings tells them.
pub(super) fn expect(
    reading: &mut Reading<'_>,
    table: &Table,
    columns: &BTreeMap<ColumnId, FoundColumn>,
    halved: &BTreeSet<ColumnId>,
    sure: Sure,
) {
    let mut expected = Vec::new();
    let form = &reading.form;
    let rows = &form.funding;
    let label = |id: ColumnId| columns.get(&id).map(|f| heading(table.column(id), f)).unwrap_or_default();
    let doubtful = !sure.parts || has_doubtful_part(table, rows) || is_lone_part(table, rows);
    let is_whole = |formula: &&Expression| formula.columns().iter().all(|id| !halved.contains(id));
    let formulas: Vec<(&Column, FundingColumn, Vec<&Expression>)> = table
        .columns
        .iter()
        .filter_map(|column| {
            let formulas = formulas_of(column, rows).into_iter().filter(is_whole).collect();
            Some((column, column.id.funding()?, formulas))
        })
        .collect();
    for (index, row) in rows.iter().enumerate() {
        for (column, funding, formulas) in &formulas {
            let Some(cell) = row.cell(*funding) else { continue };
            let at = |id: ColumnId| id.funding().and_then(|f| row.cell(f)).map(|c| c.to_string());
            let lay = |own: &&Expression| {
                let factors = factors(form, own);
                let formula: Cow<'_, Expression> = if factors.is_empty() {
                    Cow::Borrowed(own)
                } else {
                    Cow::Owned(own.scaled(&|id| factors.get(&id).copied()))
                };
                let excel = formula.excel(at)?;
                let mut inputs: Vec<FormulaInput> = Vec::new();
                for id in formula.columns() {
                    if let Some(cell) = id.funding().and_then(|f| row.cell(f))
                        && !inputs.iter().any(|i| i.cell == cell)
                    {
                        inputs.push(FormulaInput { label: label(id).to_owned(), cell });
                    }
                }
                Some(ExpectedFormula {
                    field: FieldPath::figure(index, *funding),
                    label: label(column.id).to_owned(),
                    cell,
                    kind: if column.kind == Kind::Rate { FormulaKind::Rate } else { FormulaKind::Score },
                    formula: excel,
                    divisor: formula.divisor(at),
                    inputs,
                    doubtful: !factors.is_empty() && !sure.units,
                    alternatives: Vec::new(),
                })
            };
            let mut on_this_form = formulas.iter().filter_map(lay);
            if let Some(first) = on_this_form.next() {
                expected.push(ExpectedFormula { alternatives: on_this_form.collect(), ..first });
            }
        }
        if row.role == RowRole::Total
            && let Some(total) = &table.total
        {
            for &id in &total.of {
                let of = |is_part: &dyn Fn(&FundingRow) -> bool| {
                    expected_total(rows, index, row, id, label(id), is_part)
                };
                // What breaks the same money down once more makes up the total as well.
                let again = of(&|part| part.part_of == Some(index));
                let formula = of(&|part| part.role == RowRole::Part);
                expected.extend(formula.map(|formula| ExpectedFormula {
                    doubtful,
                    alternatives: again.into_iter().collect(),
                    ..formula
                }));
            }
        }
    }
    reading.form.expected_formulas.extend(expected);
}

/// Whether a part's cell follows another right under it, or right beside it where the parts stand across from the first on.
fn follows(a: CellRef, b: CellRef, first: CellRef) -> bool {
    let down = a.col == b.col && b.row == a.row + 1;
    let across = a.row == b.row && b.col == a.col + 1;
    (down && a.col == first.col) || (across && a.row == first.row)
}

/// By what a formula multiplies the columns of other units than the form's, if it has amounts of several units.
fn factors(form: &Form, formula: &Expression) -> BTreeMap<ColumnId, Decimal> {
    let amounts =
        || formula.columns().into_iter().filter_map(|id| Some((id, id.funding().filter(|f| f.is_money())?)));
    let units: BTreeSet<&str> = amounts().map(|(_, column)| form.unit_of(column).as_str()).collect();
    let factor = |column| form.unit_of(column).in_yuan().checked_div(form.money_unit().in_yuan());
    let factors = amounts().filter_map(|(id, column)| Some((id, factor(column)?)));
    if units.len() > 1 {
        factors.filter(|(_, factor)| *factor != Decimal::ONE).collect()
    } else {
        BTreeMap::new()
    }
}

fn expected_total(
    rows: &[FundingRow],
    index: usize,
    row: &FundingRow,
    id: ColumnId,
    label: &str,
    is_part: &dyn Fn(&FundingRow) -> bool,
) -> Option<ExpectedFormula> {
    let column = id.funding()?;
    let cell = row.cell(column)?;
    let parts: Vec<(&FundingRow, CellRef)> =
        rows.iter().filter(|r| is_part(r)).filter_map(|r| Some((r, r.cell(column)?))).collect();
    let (_, first) = parts.first()?;
    let (_, last) = parts.last()?;
    let contiguous = parts.windows(2).all(|pair| match pair {
        [(_, a), (_, b)] => follows(*a, *b, *first),
        _ => true,
    });
    let formula = if contiguous {
        format!("SUM({first}:{last})")
    } else {
        format!("SUM({})", parts.iter().map(|(_, c)| c.to_string()).collect::<Vec<_>>().join(","))
    };
    let inputs = parts
        .iter()
        .map(|(row, cell)| FormulaInput { label: row.source.value.clone().unwrap_or_default(), cell: *cell })
        .collect();
    Some(ExpectedFormula {
        field: FieldPath::figure(index, column),
        label: label.to_owned(),
        cell,
        kind: FormulaKind::Total,
        formula,
        divisor: None,
        inputs,
        doubtful: false,
        alternatives: Vec::new(),
    })
}

/// Whether one row alone makes up the total beside a source that most often stands for itself.
fn is_lone_part(table: &Table, rows: &[FundingRow]) -> bool {
    let own_kind = |row: &FundingRow| {
        let label = row.source.get().and_then(|source| normalise(source));
        let total = table.total.as_ref();
        label.zip(total).is_some_and(|(label, total)| total.own_kinds.fit(&label) != Fit::None)
    };
    let parts = rows.iter().filter(|row| row.role == RowRole::Part).count();
    parts == 1 && rows.iter().any(|row| row.role == RowRole::Detail && own_kind(row))
}

/// Whether a row is a part of the total only because nothing says otherwise: its name is no known source's, and in no column
/// does its amount make up the total with the others.
fn has_doubtful_part(table: &Table, rows: &[FundingRow]) -> bool {
    let Some(total) = rows.iter().find(|row| row.role == RowRole::Total) else { return false };
    let parts = || rows.iter().filter(|row| row.role == RowRole::Part);
    let comes_out = |column: FundingColumn| {
        let sum = parts().filter_map(|row| row.get(column)).try_fold(Decimal::ZERO, Decimal::checked_add);
        sum.is_some() && sum == total.get(column)
    };
    let right: Vec<FundingColumn> =
        total.values.keys().copied().filter(|column| column.is_money() && comes_out(*column)).collect();
    let adds = |row: &FundingRow| {
        right.iter().any(|column| row.get(*column).is_some_and(|amount| !amount.is_zero()))
    };
    let is_known = |row: &FundingRow| {
        let name = row.source.get().filter(|source| normalise(source).is_some());
        name.is_none_or(|source| table.knows_source(source))
    };
    parts().any(|row| !is_known(row) && !adds(row))
}
