//! Funds with their sources across: `项目 | 合计 | 一般公共预算 | 其他资金`, and a line each for 年初预算数, 预算调整数, 实际支出数.

use super::{Content, Figure, Funds, Gathered, Layout, MOST_SOURCES};
use crate::template::compile::Fit;
use crate::template::spec::{ColumnId, Kind};
use crate::template::view::Seen;
use crate::workbook::CellRef;

/// The name of a source over its figures.
struct Head {
    cell: CellRef,
    last_col: u32,
    /// Whether the template knows it for one.
    known: bool,
}

/// The funds whose first line of figures is `row`, in the rows from `first` to `last`.
pub(super) fn gather(funds: &Funds<'_>, first: u32, row: u32, last: u32) -> Option<Gathered> {
    let view = funds.view;
    let (label, seen) = view.row(row).find(|(_, seen)| funds.names_amount(seen))?;
    let mut above = view.rows_between(first, row.checked_sub(1)?).rev();
    let head_row = above.next()?;
    let after = seen.extent.last.col.max(label.col);
    let right = |row: u32| view.row(row).filter(move |(at, _)| at.col > after);
    let mut named: Vec<(CellRef, &Seen<'_>)> = right(head_row).filter(|(_, s)| s.label().is_some()).collect();
    let mut over = Vec::new();
    // 合计 beside a heading (其中) that stands over the other sources.
    if let Some(upper) = above.next().filter(|upper| upper + 1 == head_row) {
        let is_free = |at: CellRef| view.seen(CellRef::new(head_row, at.col)).is_none();
        let (beside, others): (Vec<_>, Vec<_>) =
            right(upper).partition(|(at, seen)| is_free(*at) && funds.names_source(seen));
        if !beside.is_empty() && !others.is_empty() {
            named.extend(beside);
            named.sort_by_key(|(at, _)| at.col);
            over.extend(others.into_iter().map(|(at, _)| at));
        }
    }
    let heads = heads(funds, &named);
    if heads.iter().filter(|head| head.known).count() < 2 || heads.len() > MOST_SOURCES {
        return None;
    }
    let first_col = heads.first()?.cell.col;
    let mut figures = Vec::new();
    let mut last_line = row;
    for row in view.rows_between(row, last) {
        let Some((label, seen)) = view.row(row).take_while(|(at, _)| at.col < first_col).last() else {
            break;
        };
        let places: Vec<_> = heads.iter().map(|h| funds.place(row, h.cell.col, h.last_col)).collect();
        let has = |wanted| places.iter().any(|place| funds.content(place.found) == wanted);
        if funds.ends_at(row) || has(Content::Text) {
            break;
        }
        if funds.is_column(seen, Fit::Exact) || (funds.is_column(seen, Fit::Words) && has(Content::Number)) {
            let of_row = places.into_iter().enumerate();
            figures.extend(of_row.map(|(source, place)| Figure { label, source, place }));
            last_line = row;
        } else if !has(Content::Number) {
            break;
        }
    }
    figures.extend(points(funds, &named, &heads, (row, last_line)));
    let left = |row: u32| view.row(row).take_while(|(at, _)| at.col < first_col).last();
    let corner = left(head_row).or_else(|| left(over.first()?.row));
    Some(Gathered {
        layout: Layout::Across,
        sources: heads.iter().map(|head| Some(head.cell)).collect(),
        figures,
        corner: corner.filter(|(_, seen)| is_corner(funds, seen, head_row)).map(|(at, _)| at),
        over,
    })
}

/// The points that stand beside the sources, under headings of their own (分值, 得分): the total's, each the first number under
/// its heading in the lines of the figures.
fn points(
    funds: &Funds<'_>,
    named: &[(CellRef, &Seen<'_>)],
    heads: &[Head],
    (first, last): (u32, u32),
) -> Vec<Figure> {
    let is_total = |head: &Head| {
        let label = funds.view.seen(head.cell).and_then(Seen::label).unwrap_or_default();
        funds.table.total.as_ref().is_some_and(|total| total.labels.ends(label))
    };
    let Some(source) = heads.iter().position(is_total) else { return Vec::new() };
    let is_points =
        |seen: &Seen<'_>| funds.columns(seen, Fit::Exact).any(|id| funds.kind(id) == Some(Kind::Number));
    let of_heading = |(label, seen): &(CellRef, &Seen<'_>)| {
        let at = |row: u32| funds.place(row, label.col, seen.extent.last.col.max(label.col));
        let mut lines = funds.view.rows_between(first, last).map(at);
        let place = lines.find(|place| funds.content(place.found) == Content::Number);
        Figure { label: *label, source, place: place.unwrap_or_else(|| at(first)) }
    };
    named.iter().filter(|(_, seen)| is_points(seen)).map(of_heading).collect()
}

/// The sources that stand across, unknown ones among them; what the template knows for no column (备注) is none.
fn heads(funds: &Funds<'_>, named: &[(CellRef, &Seen<'_>)]) -> Vec<Head> {
    let is_other = |seen: &Seen<'_>| seen.fits(funds.template, funds.place).is_some_and(|fits| fits.is_other);
    let mut heads = Vec::new();
    for (place, (cell, seen)) in named.iter().enumerate() {
        let known = funds.names_source(seen);
        if !known && (is_other(seen) || funds.is_column(seen, Fit::Exact)) {
            continue;
        }
        // An unmerged heading reaches to the next one.
        let next = named.get(place + 1).map(|(next, _)| next.col - 1);
        let last_col = next.unwrap_or(seen.extent.last.col).max(cell.col);
        heads.push(Head { cell: *cell, last_col, known });
    }
    heads
}

/// Whether what stands over the labels, down to the line of the sources' names, is the heading of the sources, and not the
/// label beside the table.
fn is_corner(funds: &Funds<'_>, seen: &Seen<'_>, head_row: u32) -> bool {
    let label = seen.label().unwrap_or_default();
    let is_source = funds.table.column(ColumnId::Source).is_some_and(|column| column.labels.has(label));
    is_source || (seen.extent.last.row <= head_row && funds.table.block.fit(label) == Fit::None)
}
