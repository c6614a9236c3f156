//! What rows list of another one, beside what that says: 其中 of a source, the rows of a subtotal, and the rows that break the
//! total down once more.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::decimals::rounding_of;
use crate::form::{Form, FundingColumn, FundingRow, Located, RowRole};
use crate::workbook::CellRef;

/// An amount beside the sum of the parts that are listed of it, where these do not fit.
pub(super) struct Listed<'f> {
    /// The row that has the amount.
    pub(super) index: usize,
    pub(super) column: FundingColumn,
    pub(super) whole: &'f Located<Decimal>,
    pub(super) stated: Decimal,
    pub(super) sum: Decimal,
    /// The parts, with their rows.
    pub(super) parts: Vec<(usize, CellRef)>,
    /// Whether the amount is the total's, which other rows make up as well.
    pub(super) is_again: bool,
    /// Whether 其中 says that they are parts.
    pub(super) of_which: bool,
    /// Whether they differ by more than rounding does.
    differs: bool,
}

/// The amounts that are not what is listed of them. An amount about which something is asked already tells nothing.
pub(super) fn wrong<'f>(form: &'f Form, is_asked_about: &dyn Fn(CellRef) -> bool) -> Vec<Listed<'f>> {
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, row) in form.funding.iter().enumerate() {
        if let Some(whole) = row.part_of {
            parts.entry(whole).or_default().push(index);
        }
    }
    parts.into_iter().flat_map(|(whole, parts)| wrong_columns(form, whole, &parts, is_asked_about)).collect()
}

/// The cells of the amounts that are not what is listed of them.
pub(super) fn wholes(wrong: &[Listed<'_>]) -> BTreeSet<CellRef> {
    wrong.iter().filter(|listed| !listed.is_again).map(|listed| listed.whole.cell).collect()
}

fn wrong_columns<'f>(
    form: &'f Form,
    index: usize,
    parts: &[usize],
    is_asked_about: &dyn Fn(CellRef) -> bool,
) -> Vec<Listed<'f>> {
    let Some(whole) = form.funding.get(index) else { return Vec::new() };
    let rows: Vec<&FundingRow> = parts.iter().filter_map(|part| form.funding.get(*part)).collect();
    let columns = FundingColumn::ALL.into_iter().filter(|column| column.is_money());
    let columns: Vec<Listed<'f>> =
        columns.filter_map(|column| compare(form, (index, whole), parts, column, is_asked_about)).collect();
    let complete = columns.iter().filter(|c| !c.differs && !c.stated.is_zero()).count();
    // What may be no part (上年结转, a name that nobody knows) makes no sum unless one comes out; 其中 says of the others that they
    // are.
    if complete == 0
        && (!rows.first().is_some_and(|first| first.of_which)
            || rows.iter().any(|part| part.may_stand_apart && !part.of_which))
    {
        return Vec::new();
    }
    // 其中 said again may begin the parts of the row above it. One column that comes out shows that it does not.
    let are_siblings = complete > 0 || rows.iter().filter(|part| part.of_which).count() == 1;
    let alone = columns.iter().filter(|c| c.differs).count() == 1;
    let is_wrong = |c: &Listed<'_>| {
        if c.is_again {
            return c.differs && complete > 0 && !is_sum_of_parts(form, c);
        }
        let exceeds = c.sum > c.stated && c.column != FundingColumn::BudgetAdjustment;
        c.differs && ((exceeds && are_siblings) || (alone && complete > 1 && parts.len() > 1))
    };
    let wrong: Vec<bool> = columns.iter().map(is_wrong).collect();
    columns.into_iter().zip(wrong).filter_map(|(listed, wrong)| wrong.then_some(listed)).collect()
}

/// Whether the rows that make up a total give what those do that break it down once more: then the total is what is wrong.
fn is_sum_of_parts(form: &Form, listed: &Listed<'_>) -> bool {
    let parts = form.funding.iter().filter(|row| row.role == RowRole::Part);
    let sum = parts.filter_map(|row| row.get(listed.column)).fold(Decimal::ZERO, Decimal::saturating_add);
    sum.saturating_sub(listed.sum).abs() <= rounding_of(listed.parts.len())
}

/// An amount and the sum of its parts; `None` where one of them is lacking or is asked about already.
fn compare<'f>(
    form: &'f Form,
    (index, whole): (usize, &'f FundingRow),
    parts: &[usize],
    column: FundingColumn,
    is_asked_about: &dyn Fn(CellRef) -> bool,
) -> Option<Listed<'f>> {
    let rows = || parts.iter().filter_map(|part| Some((*part, form.funding.get(*part)?)));
    let cells: Vec<(usize, CellRef)> =
        rows().filter_map(|(part, row)| Some((part, row.cell(column)?))).collect();
    if cells.iter().map(|(_, cell)| *cell).chain(whole.cell(column)).any(is_asked_about) {
        return None;
    }
    let stated = whole.get(column)?;
    let mut amounts = rows().filter_map(|(_, part)| part.get(column)).peekable();
    amounts.peek()?;
    let sum = amounts.try_fold(Decimal::ZERO, Decimal::checked_add)?;
    let differs = sum.checked_sub(stated)?.abs() > rounding_of(parts.len());
    Some(Listed {
        index,
        column,
        whole: whole.values.get(&column)?,
        stated,
        sum,
        parts: cells,
        is_again: whole.role == RowRole::Total,
        of_which: rows().next().is_some_and(|(_, first)| first.of_which),
        differs,
    })
}
