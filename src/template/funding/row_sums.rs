//! Totals that may be summed across as well as down: where an amount stands before what it consists of (总额 | 财政拨款 |
//! 其他资金), the total's own line has its parts, too.

use std::collections::BTreeMap;

use crate::form::{ExpectedFormula, FormulaInput, FormulaKind, RowRole};
use crate::template::header::{FoundColumn, Header, one_line};
use crate::template::reading::Reading;
use crate::template::spec::ColumnId;
use crate::workbook::CellRef;

/// Adds the sum of its parts in the same line to the formulas that a total may have.
pub(super) fn allow(reading: &mut Reading<'_>, header: &Header, columns: &BTreeMap<ColumnId, FoundColumn>) {
    let totals: Vec<CellRef> = reading
        .form
        .funding
        .iter()
        .filter(|row| row.role == RowRole::Total)
        .flat_map(|row| row.values.values().map(|value| value.cell))
        .collect();
    for column in columns.values() {
        let parts = parts(reading, header, columns, column);
        if parts.is_empty() {
            continue;
        }
        for &cell in totals.iter().filter(|cell| cell.col == column.first_col) {
            let inputs: Vec<FormulaInput> = parts
                .iter()
                .map(|part| FormulaInput {
                    label: reading.view.text(*part).map(one_line).unwrap_or_default(),
                    cell: CellRef::new(cell.row, part.col),
                })
                .collect();
            let formula = inputs.iter().map(|input| input.cell.to_string()).collect::<Vec<_>>().join("+");
            let of_cell = reading.form.expected_formulas.iter_mut();
            for expected in of_cell.filter(|f| f.cell == cell && f.kind == FormulaKind::Total) {
                let across = ExpectedFormula {
                    formula: formula.clone(),
                    inputs: inputs.clone(),
                    alternatives: Vec::new(),
                    ..expected.clone()
                };
                expected.alternatives.push(across);
            }
        }
    }
}

/// The names of what an amount consists of: behind its own name under the heading over them, before the next column.
fn parts(
    reading: &Reading<'_>,
    header: &Header,
    columns: &BTreeMap<ColumnId, FoundColumn>,
    column: &FoundColumn,
) -> Vec<CellRef> {
    let Some(heading) = column.heading else { return Vec::new() };
    let under = |at: &&CellRef| at.row > heading.row;
    let own = header.over.iter().filter(under).find(|at| at.col == column.first_col);
    let Some(own) = own else { return Vec::new() };
    let next = columns.values().map(|other| other.first_col).filter(|col| *col > column.last_col).min();
    let end = next.unwrap_or(reading.view.extent(heading).last.col + 1);
    let is_part = |at: &&CellRef| at.row == own.row && at.col > own.col && at.col < end;
    header.over.iter().filter(is_part).copied().collect()
}
