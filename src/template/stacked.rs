//! Forms that stand one under the other on one sheet, each under its own title or the label of whom it speaks. They may be of
//! different kinds.

use super::Templates;
use super::compile::{Fit, Template};
use super::label::split_at_colon;
use super::region::{Region, recognise};
use super::spec::FieldId;
use super::view::{Seen, View};

/// Stretches of rows that are looked at: nobody puts more forms on one sheet.
const MOST: usize = 1000;
/// Labels of columns that a line of headings has at least.
const HEADINGS: usize = 3;

/// Tables of a form that has all of them.
const WHOLE: (bool, bool) = (true, true);

/// A stretch of rows with forms of one template.
struct Stretch<'t> {
    first_row: u32,
    /// `None` for what stands above the first form.
    template: Option<&'t str>,
    /// Whether its last form has funds, and whether it has indicators.
    tables: (bool, bool),
}

/// What a sheet's forms are to be read from: the sheet as it is, or a view for each stretch of rows with a form of its own.
pub(crate) fn views<'a>(view: View<'a>, templates: &Templates) -> Vec<View<'a>> {
    let begins = begins(&view, templates);
    if !(2..=MOST).contains(&begins.len()) {
        return vec![view];
    }
    let ends = begins.iter().skip(1).copied().chain([u32::MAX]);
    let mut stretches: Vec<Stretch<'_>> = Vec::new();
    for (&first_row, end) in begins.iter().zip(ends) {
        let found = recognise(&view.rows_only(first_row, end), templates);
        let form = found.and_then(|(template, found)| {
            let (first, last) = (tables(found.regions.first()?), tables(found.regions.last()?));
            Some((template.id.as_str(), first, last))
        });
        match (form, stretches.last_mut()) {
            (None, None) => stretches.push(Stretch { first_row, template: None, tables: (false, false) }),
            // What is no form by itself belongs to the one above.
            (None, Some(_)) => {}
            (Some((id, _, last)), Some(above)) if above.template.is_none() => {
                (above.template, above.tables) = (Some(id), last);
            }
            // A part of a form may have its own title; whole forms of one template need not have the same columns.
            (Some((id, first, last)), Some(above))
                if above.template == Some(id) && (above.tables, first) != (WHOLE, WHOLE) =>
            {
                above.tables = last;
            }
            // Funds above and indicators here are two parts of one form.
            (Some((_, first, _)), Some(above)) if !have_in_common(above.tables, first) => {
                above.tables = (above.tables.0 || first.0, above.tables.1 || first.1);
            }
            (Some((id, _, last)), _) => {
                stretches.push(Stretch { first_row, template: Some(id), tables: last });
            }
        }
    }
    if stretches.len() < 2 {
        return vec![view];
    }
    let from = [0].into_iter().chain(stretches.iter().skip(1).map(|stretch| stretch.first_row));
    let to = stretches.iter().skip(1).map(|stretch| stretch.first_row).chain([u32::MAX]);
    from.zip(to).map(|(from, to)| view.rows_only(from, to)).collect()
}

/// The rows at which a form may begin: the first, and each with a title or the label of whom a form speaks, below headings.
fn begins(view: &View<'_>, templates: &Templates) -> Vec<u32> {
    let mut begins = vec![0];
    let mut is_below_headings = false;
    let labels: Vec<_> = view.labels().collect();
    for line in labels.chunk_by(|(a, _), (b, _)| a.row == b.row) {
        let Some(&(first, text)) = line.first() else { continue };
        let is_heading = |seen: &Seen<'_>| templates.iter().any(|one| seen.is_heading(one));
        if line.len() >= HEADINGS && line.iter().filter(|(_, seen)| is_heading(seen)).count() >= HEADINGS {
            is_below_headings = true;
        } else if is_below_headings {
            let is_titled = || view.is_alone(first) && templates.iter().any(|one| is_title(text, one));
            let has_owner =
                || line.iter().any(|(_, seen)| templates.iter().any(|one| names_owner(seen, one)));
            if is_titled() {
                begins.push(first.row);
                is_below_headings = false;
            } else if has_owner() {
                begins.push(under_unknown_title(view, first.row));
                is_below_headings = false;
            }
        }
    }
    begins
}

/// The first of the lines right above a form's first label that each have one short text, as a title that nobody knows and a
/// year have.
fn under_unknown_title(view: &View<'_>, row: u32) -> u32 {
    /// Lines of a title, and that of the year.
    const MOST_LINES: u32 = 3;
    const LONGEST: usize = 40;
    let is_short = |text: &str| text.chars().nth(LONGEST).is_none();
    let is_title_like = |row: &u32| {
        let mut line = view.row(*row);
        let only = line.next().filter(|_| line.next().is_none());
        only.is_some_and(|(_, seen)| is_short(&seen.text) && split_at_colon(&seen.text).is_none())
    };
    let above = row.saturating_sub(MOST_LINES)..row;
    above.rev().take_while(is_title_like).last().unwrap_or(row)
}

fn is_title(seen: &Seen<'_>, template: &Template) -> bool {
    seen.role(template).is_some_and(|role| role.is_title)
}

/// Whether a cell is the label of whom a form speaks.
fn names_owner(seen: &Seen<'_>, template: &Template) -> bool {
    let Some(role) = seen.role(template) else { return false };
    let mut owners =
        template.every_field().filter(|field| matches!(field.id, FieldId::Department | FieldId::Project));
    !role.fields.is_empty() && owners.any(|field| role.fields.get(field.place) == Some(&Fit::Exact))
}

fn tables(region: &Region) -> (bool, bool) {
    (region.funding.is_some(), region.indicators.is_some())
}

const fn have_in_common(a: (bool, bool), b: (bool, bool)) -> bool {
    (a.0 && b.0) || (a.1 && b.1)
}
