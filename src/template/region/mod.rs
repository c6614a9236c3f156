//! Which rows of a sheet belong to which form, and which of them to which part of it.

mod list;
mod relative;

use std::cmp::Reverse;
use std::collections::HashSet;

use self::list::heads_a_list;
use super::Templates;
use super::arrangement::{self, Arrangement};
use super::compile::{Field, Fit, Template};
use super::header::{Header, Promises, find_headers};
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
    /// How the funds stand, where not in rows under headings.
    pub(crate) arrangement: Option<Arrangement>,
    /// Heading lines that are repeated further down (on every printed page), from top to bottom.
    pub(crate) repeated: Vec<Header>,
    /// The cells of the form's title.
    pub(crate) titles: Vec<CellRef>,
    /// The last row of all headings so far.
    last_heading_row: u32,
}

impl Region {
    /// Where a table's headings stand, if the form has that table.
    pub(crate) fn header(&self, table: TableId) -> Option<&Header> {
        match table {
            TableId::Funding => self.funding.as_ref().or(self.arrangement.as_ref().map(|a| &a.header)),
            TableId::Indicators => self.indicators.as_ref(),
        }
    }

    /// Looks for funds that stand otherwise than in rows under headings, above the indicators, where none do.
    pub(crate) fn arrange(&mut self, view: &View<'_>, template: &Template) {
        let above = self.indicators.as_ref().and_then(|header| header.first_row.checked_sub(1));
        if let Some(last) = above.filter(|_| self.funding.is_none()) {
            self.arrangement = arrangement::find(view, template, self.first_row, last);
        }
    }

    /// The repeated headings that stand in a row.
    pub(crate) fn repeated_at(&self, row: u32) -> Option<&Header> {
        first_down_to(&self.repeated, row).filter(|header| header.first_row <= row)
    }

    fn take(&mut self, id: TableId, header: Header) {
        self.last_heading_row = self.last_heading_row.max(header.last_row);
        match id {
            TableId::Funding => self.funding = Some(header),
            TableId::Indicators if self.indicators.is_none() => self.indicators = Some(header),
            TableId::Indicators => self.repeated.push(header),
        }
    }
}

/// The first of the headers, which stand one under the other, that does not end above `row`.
fn first_down_to(headers: &[Header], row: u32) -> Option<&Header> {
    headers.get(headers.partition_point(|header| header.last_row < row)..)?.first()
}

/// The forms of one template on one sheet, and how well they fit.
#[derive(Debug, Clone)]
pub(crate) struct Recognition {
    pub(crate) regions: Vec<Region>,
    pub(crate) score: u32,
}

/// The template whose forms a sheet has, and the forms; of templates that fit as well the first. `None` if there are no
/// forms.
pub(crate) fn recognise<'t>(
    view: &View<'_>,
    templates: &'t Templates,
) -> Option<(&'t Template, Recognition)> {
    let mut candidates: Vec<Candidate<'t>> = templates.iter().map(|one| Candidate::of(view, one)).collect();
    // Looking closely takes time, and most templates promise less than the right one turns out to be.
    candidates.sort_by_key(|candidate| Reverse(candidate.most));
    let mut best: Option<(&Template, Recognition)> = None;
    for candidate in candidates {
        let so_far = best.as_ref().map_or(0, |(_, recognition)| recognition.score);
        if candidate.most < so_far {
            break;
        }
        let Some(found) = candidate.recognise(view) else { continue };
        let is_better = best.as_ref().is_none_or(|(template, _)| {
            found.score > so_far || (found.score == so_far && candidate.template.place < template.place)
        });
        if is_better {
            best = Some((candidate.template, found));
        }
    }
    best
}

/// A template whose forms a sheet may have.
struct Candidate<'t> {
    template: &'t Template,
    /// For each of its tables.
    promises: [Option<Promises<'t>>; 2],
    /// What the score cannot be higher than.
    most: u32,
}

/// Points of a form with its title, and of each of its fields that has its label.
const TITLED: u32 = 12;
const LABELLED: u32 = 6;

impl<'t> Candidate<'t> {
    fn of(view: &View<'_>, template: &'t Template) -> Self {
        let promises =
            [TableId::Funding, TableId::Indicators].map(|table| Promises::of(view, template, table));
        let of_tables = promises.iter().flatten().map(Promises::most).fold(0, u32::saturating_add);
        let of_fields = LABELLED * count_field_labels(view, template, &[]);
        Self { template, promises, most: of_tables.saturating_add(TITLED + of_fields) }
    }

    fn recognise(&self, view: &View<'_>) -> Option<Recognition> {
        let [funding, indicators] = &self.promises;
        let headers = |of: &Option<Promises<'_>>| of.as_ref().map_or(Vec::new(), |of| find_headers(view, of));
        recognise_as(view, self.template, headers(funding), headers(indicators))
    }
}

/// The forms of `template` that these headers are of; `None` if there is none.
fn recognise_as(
    view: &View<'_>,
    template: &Template,
    mut funding: Vec<Header>,
    mut indicators: Vec<Header>,
) -> Option<Recognition> {
    // A line that fits the funds better is no line of indicators, and the other way round.
    indicators.retain(|i| !overlapping(&funding, i).any(|f| f.score >= i.score));
    funding.retain(|f| !overlapping(&indicators, f).any(|i| i.score > f.score));
    let alone = indicators.is_empty();
    let (lists, funding): (Vec<_>, Vec<_>) =
        funding.into_iter().partition(|header| heads_a_list(view, template, header, alone));
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
        + if titles.is_empty() { 0 } else { TITLED }
        + LABELLED * fields;
    let mut regions = split(view, template, funding, indicators, &titles);
    for region in &mut regions {
        for list in &lists {
            leave_out(view, template, region, list, &titles);
        }
    }
    Some(Recognition { regions, score })
}

/// Those of the headers, which stand one under the other, that have a row in common with another one.
fn overlapping<'h>(headers: &'h [Header], other: &Header) -> impl Iterator<Item = &'h Header> + use<'h> {
    let (first, last) = (other.first_row, other.last_row);
    let from = headers.partition_point(|header| header.last_row < first);
    headers.iter().skip(from).take_while(move |header| header.first_row <= last)
}

/// How many of the template's fields have their label on the sheet. A heading of a table is none: in a list of projects
/// 项目名称 and 实施单位 are columns.
fn count_field_labels(view: &View<'_>, template: &Template, headers: &[&Header]) -> u32 {
    let heading_rows: HashSet<u32> = headers.iter().flat_map(|h| h.first_row..=h.last_row).collect();
    let mut found = vec![false; template.every_field().count()];
    let outside = view.labels().filter(|(at, _)| !heading_rows.contains(&at.row));
    for role in outside.filter_map(|(_, seen)| seen.role(template)) {
        for (found, fit) in found.iter_mut().zip(&role.fields) {
            *found |= *fit == Fit::Exact;
        }
    }
    // A form is a project's or a department's, and has the fields of one.
    let beside = |template: &Template| {
        let is_found = |field: &&Field| found.get(field.place) == Some(&true) && field.value != Place::Head;
        template.fields.iter().filter(is_found).count()
    };
    let most = template.levels().map(beside).max().unwrap_or(0);
    u32::try_from(most).unwrap_or(0)
}

/// A cell's label, of `部门名称：信访局` the part before the colon.
pub(crate) fn label_of<'s>(seen: &'s Seen<'_>) -> Option<&'s str> {
    seen.before_colon()
}

/// Splits a sheet's rows into forms: a new one begins where a table's headings come again after the other table's. The
/// titles are in reading order.
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
                arrangement: None,
                repeated: Vec::new(),
                titles: Vec::new(),
                last_heading_row: 0,
            });
        }
        if let Some(region) = regions.last_mut() {
            region.take(id, header);
        }
    }
    for region in &mut regions {
        let from = titles.partition_point(|title| title.row < region.first_row);
        let own = titles.iter().skip(from).take_while(|title| title.row <= region.last_row);
        region.titles = own.copied().collect();
    }
    regions
}

/// Leaves out of a form's stretch a list that stands above or below it.
fn leave_out(view: &View<'_>, template: &Template, region: &mut Region, list: &Header, titles: &[CellRef]) {
    let tables = || region.funding.iter().chain(&region.indicators);
    let Some(first_heading) = tables().map(|header| header.first_row).min() else { return };
    if list.first_row > region.last_heading_row {
        region.last_row = region.last_row.min(list.first_row - 1);
    } else if list.last_row >= region.first_row && list.last_row < first_heading {
        let starts = start_rows(view, template, list.last_row + 1, first_heading, titles).next();
        region.first_row = starts.unwrap_or(first_heading);
    }
    let rows = region.first_row..=region.last_row;
    region.titles.retain(|title| rows.contains(&title.row));
}

/// Whether a title or the label of whom the form speaks of stands between a region's tables and a further header.
fn starts_between(
    view: &View<'_>,
    template: &Template,
    region: &Region,
    header: &Header,
    titles: &[CellRef],
) -> bool {
    let after = region.last_heading_row;
    after < header.first_row
        && start_rows(view, template, after + 1, header.first_row, titles).next().is_some()
}

fn first_row_of_next(
    view: &View<'_>,
    template: &Template,
    before: &Region,
    header: &Header,
    titles: &[CellRef],
) -> u32 {
    let after = before.last_heading_row + 1;
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
            template.every_field().filter(|f| matches!(f.id, FieldId::Department | FieldId::Project));
        let named = label_of(seen).is_some_and(|label| owners.into_iter().any(|f| f.labels.has(label)));
        (named || titles.binary_search(&at).is_ok()).then_some(at.row)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::Evaluation;
    use crate::workbook::{Limits, read};

    /// Or the template that fits best might not be looked at.
    #[test]
    fn no_form_has_a_higher_score_than_its_labels_promise() {
        let templates = Templates::builtin();
        let mut recognised = 0;
        for folder in ["fixtures/liwan-2021", "fixtures/departments", "fixtures/projects"] {
            let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            for workbook in files.filter_map(|file| read(&std::fs::read(file).ok()?, &Limits::default()).ok())
            {
                let evaluation = Evaluation::of(&workbook);
                for sheet in 0..workbook.sheets.len() {
                    let view = View::new(&workbook, &evaluation, sheet, &templates).unwrap();
                    for candidate in templates.iter().map(|template| Candidate::of(&view, template)) {
                        let Some(found) = candidate.recognise(&view) else { continue };
                        let (most, id) = (candidate.most, &candidate.template.id);
                        assert!(found.score <= most, "{id}: {} of {most}", found.score);
                        recognised += 1;
                    }
                }
            }
        }
        assert!(recognised > 100, "only {recognised}");
    }
}
