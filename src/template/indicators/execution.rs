//! The points of the budget's execution in a line among the indicators: `预算执行 | 10 | 9.65`.

use crate::form::{FundingColumn, FundingField, FundingRow, ListField, RowRole};
use crate::template::compile::Table;
use crate::template::header::Header;
use crate::template::reading::Reading;
use crate::template::region::label_of;
use crate::template::spec::ColumnId;

/// Reads a line that has the execution's points and nothing of an indicator, for funds that have none themselves; whether it is
/// one.
pub(super) fn read(reading: &mut Reading<'_>, table: &Table, header: &Header, row: u32) -> bool {
    let view = reading.view;
    let Some((label_cell, seen)) = view.row(row).next() else { return false };
    // Asked first, because few lines are.
    let is_called_so = label_of(seen).is_some_and(|label| table.execution.has(label));
    if !is_called_so || reading.form.execution_weight.is_some() {
        return false;
    }
    let at = |id: ColumnId| {
        let column = header.columns.get(&id)?;
        let (cell, _) = reading.cell_under(column, row);
        (cell.row == row && cell != label_cell && view.seen(cell).is_some()).then_some((cell, &column.text))
    };
    if [ColumnId::Name, ColumnId::Target, ColumnId::Actual].into_iter().any(|id| at(id).is_some()) {
        return false;
    }
    let has_points = |row: &FundingRow| {
        row.values.keys().any(|column| matches!(column, FundingColumn::Weight | FundingColumn::Score))
    };
    let rows = &reading.form.funding;
    let total = rows.iter().position(|row| row.role == RowRole::Total);
    let Some(total) = total.filter(|total| !rows.get(*total).is_some_and(has_points)) else { return false };
    let points = [(ColumnId::Weight, FundingColumn::Weight), (ColumnId::Score, FundingColumn::Score)];
    let found: Vec<_> = points.into_iter().filter_map(|(id, column)| Some((column, at(id)?))).collect();
    for (column, (cell, heading)) in &found {
        reading.name_column(ListField::Funding(FundingField::Column(*column)), heading);
        let points = reading.points(*cell);
        if let Some(row) = reading.form.funding.get_mut(total) {
            row.values.insert(*column, points);
        }
    }
    if !found.is_empty() {
        reading.labels.insert(label_cell);
    }
    !found.is_empty()
}
