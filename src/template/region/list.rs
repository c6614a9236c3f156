//! Lists of projects or departments, one a row: they have the columns of a funding table, and are no forms.

use super::super::compile::{Fit, Template};
use super::super::header::Header;
use super::super::spec::FieldId;
use super::super::view::View;
use crate::workbook::CellRef;

/// Whether the headings of a funding table are those of a list: beside the amounts they say whose they are (项目名称,
/// 实施单位), which a form says once for all its amounts. `alone` where the sheet has no indicators.
pub(super) fn heads_a_list(view: &View<'_>, template: &Template, header: &Header, alone: bool) -> bool {
    // What its place alone makes the column of the sources says more by its own words.
    let is_column = |at: CellRef| header.columns.values().any(|c| c.heading == Some(at) && !c.inferred);
    let mut owners = view.rows(header.first_row, header.last_row).filter(|(at, seen)| {
        let label = seen.role(template).filter(|role| role.is_known);
        let names_owner = label.is_some_and(|role| {
            let mut fields = template.every_field().filter(|field| is_owner(field.id));
            fields.any(|field| role.fields.get(field.place) == Some(&Fit::Exact))
        });
        // A label that is merged further down stands beside the table, not over a column of it.
        names_owner && !is_column(*at) && header.block != Some(*at) && seen.extent.last.row <= header.last_row
    });
    let Some((first, _)) = owners.next() else { return false };
    // One alone may be a word for the sources (项目), or have its value beside it; over a list it has one in each row.
    let one_a_row = || view.seen(CellRef::new(header.last_row + 1, first.col)).is_some();
    owners.next().is_some() || (alone && one_a_row())
}

/// Whether a field says whose the money is.
const fn is_owner(field: FieldId) -> bool {
    matches!(field, FieldId::Department | FieldId::Project | FieldId::CompetentDepartment)
}
