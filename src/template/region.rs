//! Which rows of a sheet belong to which form, and which of them to which part of it.

use std::collections::HashSet;

use super::compile::{Fit, Template};
use super::header::{Header, find_headers};
use super::spec::{ColumnId, FieldId, Place, TableId};
use super::view::{Seen, View};
use crate::workbook::CellRef;

/// A stretch of a sheet's rows that holds one form.
#[derive(Debug, Clone)]
pub(crate) struct Region {
    pub(crate) first_row: u32,
    pub(crate) last_row: u32,
    pub(crate) funding: Option<Header>,
    pub(crate) indicators: Option<Header>,
    /// Heading lines that are repeated further down (on every printed page).
    pub(crate) repeated: Vec<Header>,
    /// The cells of the form's title.
    pub(crate) titles: Vec<CellRef>,
}

impl Region {
    /// Where a table's headings stand, if the form has that table.
    pub(crate) fn header(&self, table: TableId) -> Option<&Header> {
        match table {
            TableId::Funding => self.funding.as_ref(),
            TableId::Indicators => self.indicators.as_ref(),
        }
    }
}

/// The forms of one template on one sheet, and how well they fit.
#[derive(Debug, Clone)]
pub(crate) struct Recognition {
    pub(crate) regions: Vec<Region>,
    pub(crate) score: u32,
}

/// Looks for forms of `template` on a sheet; `None` if there is none.
pub(crate) fn recognise(view: &View<'_>, template: &Template) -> Option<Recognition> {
    let headers = |id| find_headers(view, template, id);
    // A line that fits the funds better is no line of indicators, and the other way round.
    let mut funding = headers(TableId::Funding);
    let mut indicators = headers(TableId::Indicators);
    let clash = |a: &Header, b: &Header| a.first_row <= b.last_row && b.first_row <= a.last_row;
    indicators.retain(|i| !funding.iter().any(|f| clash(f, i) && f.score >= i.score));
    funding.retain(|f| !indicators.iter().any(|i| clash(f, i) && i.score > f.score));
    if funding.is_empty() && indicators.is_empty() {
        return None;
    }
    let titles: Vec<CellRef> = view
        .labels()
        .filter(|(_, seen)| seen.role(template).is_some_and(|role| role.is_title))
        .map(|(at, _)| at)
        .collect();
    let headers: Vec<&Header> = funding.iter().chain(&indicators).collect();
    let fields = count_field_labels(view, template, &headers);
    // A form that has no column for what was spent or achieved is a plan (绩效目标申报表), not an account.
    let tells = |header: &Header| {
        [ColumnId::Actual, ColumnId::ActualExpenditure].iter().any(|id| header.columns.contains_key(id))
    };
    if !funding.iter().chain(&indicators).any(tells) {
        return None;
    }
    let whole = !funding.is_empty() && !indicators.is_empty();
    // One table alone is a form only if its title or its other labels say so.
    if !whole && (titles.is_empty() || fields < 1) && fields < 3 {
        return None;
    }
    let score = funding.first().map_or(0, |h| h.score)
        + indicators.first().map_or(0, |h| h.score)
        + if titles.is_empty() { 0 } else { 12 }
        + 6 * fields;
    Some(Recognition { regions: split(view, template, funding, indicators, &titles), score })
}

/// How many of the template's fields have their label on the sheet. A heading of a table is none: in a list of projects
/// 项目名称 and 实施单位 are columns.
fn count_field_labels(view: &View<'_>, template: &Template, headers: &[&Header]) -> u32 {
    let heading_rows: HashSet<u32> = headers.iter().flat_map(|h| h.first_row..=h.last_row).collect();
    let mut found = vec![false; template.fields.len()];
    let outside = view.labels().filter(|(at, _)| !heading_rows.contains(&at.row));
    for role in outside.filter_map(|(_, seen)| seen.role(template)) {
        for (found, fit) in found.iter_mut().zip(&role.fields) {
            *found |= *fit == Fit::Exact;
        }
    }
    let beside =
        template.fields.iter().zip(found).filter(|(field, found)| *found && field.value != Place::Head);
    u32::try_from(beside.count()).unwrap_or(0)
}

/// A cell's label, of `部门名称：信访局` the part before the colon.
pub(crate) fn label_of<'s>(seen: &'s Seen<'_>) -> Option<&'s str> {
    seen.before_colon()
}

/// Splits a sheet's rows into forms: a new one begins where a table's headings come again after the other table's.
fn split(
    view: &View<'_>,
    template: &Template,
    funding: Vec<Header>,
    indicators: Vec<Header>,
    titles: &[CellRef],
) -> Vec<Region> {
    let mut anchors: Vec<(TableId, Header)> = funding
        .into_iter()
        .map(|h| (TableId::Funding, h))
        .chain(indicators.into_iter().map(|h| (TableId::Indicators, h)))
        .collect();
    anchors.sort_by_key(|(_, h)| h.first_row);
    let mut regions: Vec<Region> = Vec::new();
    for (id, header) in anchors {
        let begins = match regions.last() {
            None => true,
            Some(region) => match id {
                TableId::Funding => {
                    region.funding.is_some() || starts_between(view, template, region, &header, titles)
                }
                TableId::Indicators => {
                    region.indicators.is_some() && starts_between(view, template, region, &header, titles)
                }
            },
        };
        if begins {
            let first_row = match regions.last_mut() {
                None => 0,
                Some(before) => {
                    let first = first_row_of_next(view, template, before, &header, titles);
                    before.last_row = first.saturating_sub(1);
                    first
                }
            };
            regions.push(Region {
                first_row,
                last_row: view.last_row(),
                funding: None,
                indicators: None,
                repeated: Vec::new(),
                titles: Vec::new(),
            });
        }
        if let Some(region) = regions.last_mut() {
            match id {
                TableId::Funding => region.funding = Some(header),
                TableId::Indicators if region.indicators.is_none() => region.indicators = Some(header),
                TableId::Indicators => region.repeated.push(header),
            }
        }
    }
    for region in &mut regions {
        region.titles = titles
            .iter()
            .copied()
            .filter(|t| (region.first_row..=region.last_row).contains(&t.row))
            .collect();
    }
    regions
}

/// Whether a title or the label of whom the form speaks of stands between a region's tables and a further header.
fn starts_between(
    view: &View<'_>,
    template: &Template,
    region: &Region,
    header: &Header,
    titles: &[CellRef],
) -> bool {
    let after = last_header_row(region);
    after < header.first_row
        && start_rows(view, template, after + 1, header.first_row, titles).next().is_some()
}

fn last_header_row(region: &Region) -> u32 {
    [&region.funding, &region.indicators]
        .into_iter()
        .flatten()
        .chain(&region.repeated)
        .map(|h| h.last_row)
        .max()
        .unwrap_or(region.first_row)
}

fn first_row_of_next(
    view: &View<'_>,
    template: &Template,
    before: &Region,
    header: &Header,
    titles: &[CellRef],
) -> u32 {
    let after = last_header_row(before) + 1;
    start_rows(view, template, after, header.first_row, titles).next().unwrap_or(header.first_row)
}

/// The rows from `first` up to before `end` that have a title, or the label of the form's first field with a cell.
fn start_rows<'a>(
    view: &'a View<'_>,
    template: &'a Template,
    first: u32,
    end: u32,
    titles: &'a [CellRef],
) -> impl Iterator<Item = u32> + 'a {
    view.rows(first, end.saturating_sub(1)).filter_map(move |(at, seen)| {
        let owners =
            template.fields.iter().filter(|f| matches!(f.id, FieldId::Department | FieldId::Project));
        let named = label_of(seen).is_some_and(|label| owners.into_iter().any(|f| f.labels.has(label)));
        (titles.contains(&at) || named).then_some(at.row)
    })
}
