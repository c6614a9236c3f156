//! Reading the fields outside the tables: a label, and the value right of it, under it, or in its own cell.

use std::collections::VecDeque;

mod place;
mod unit;
mod unknown;
mod year;

use self::year::year_in;
pub(crate) use unit::read_unit;
pub(crate) use unknown::{infer, read_unknown_department, read_unknown_goals};

use self::place::value_cell;
use super::amount::{says_nothing, stated};
use super::compile::{Field, Fit};
use super::label::{LONGEST_WRITTEN, is_colon, normalise, split_at_colon};
use super::reading::Reading;
use super::region::label_of;
use super::spec::{FieldId, Kind, Place};
use super::view::Seen;
use crate::form::Located;
use crate::workbook::{CellRef, MAX_TEXT};

/// Reads every field whose place is outside the tables. `bounds` gives, for the number of tables declared before a
/// field, the rows in which it is looked for first.
pub(crate) fn read(reading: &mut Reading<'_>, bounds: &dyn Fn(usize) -> (u32, u32)) {
    let template = reading.template;
    for field in &template.fields {
        match (field.value, field.kind) {
            (_, Kind::Unit) => {} // read first: amounts need it
            (_, Kind::Number) => read_points(reading, field, bounds(field.after_tables)),
            (Place::Head, Kind::Year) => year::read_year(reading, field, bounds(field.after_tables)),
            _ => read_labelled(reading, field, bounds(field.after_tables)),
        }
    }
}

/// A label that may be a field's, with how well it fits.
struct Candidate {
    cell: CellRef,
    /// The value, if it stands in the label's own cell after a colon.
    inside: bool,
    /// What speaks against it: its place, that it is a label only where no other is there, its words, no block beside it.
    doubts: [bool; 4],
}

fn candidates(reading: &Reading<'_>, field: &Field, (first, last): (u32, u32)) -> Vec<Candidate> {
    let region = reading.region;
    let mut found = Vec::new();
    // Where the block label of the row stands that was looked at last.
    let mut block_of_row: Option<(u32, Option<CellRef>)> = None;
    for (cell, seen) in reading.view.rows(region.first_row, region.last_row) {
        let role = seen.role(reading.template);
        let fit = role.and_then(|role| role.fields.get(field.place)).copied().unwrap_or_default();
        let Some(label) = label_of(seen).filter(|_| fit != Fit::None) else { continue };
        if !reading.is_free(cell) || reading.table_rows.contains(cell.row) {
            continue;
        }
        if fit == Fit::Words && label.chars().count() > 16 {
            continue;
        }
        let in_bounds = (first..=last).contains(&cell.row);
        let value_inside = split_at_colon(&seen.text).is_some_and(|(_, value)| !value.is_empty());
        if fit == Fit::Words && !in_bounds {
            continue;
        }
        // A block label (年度目标) stands left of two headings, merged over the lines of both or not, or of headings with
        // their texts in their own cells.
        let heads_others = || {
            let mut line = reading.view.row(cell.row);
            line.next().is_some_and(|(first, _)| first == cell)
                && line.next().is_some_and(|(_, next)| {
                    names_its_text(reading, next) || (!next.is_sentence() && line.next().is_some())
                })
        };
        let tall_block = || field.block.has(label) && seen.extent.height() > 1;
        let is_block = field.value == Place::Below
            && (tall_block() || heads_others() || (!value_inside && is_heading_over(reading, field, cell)));
        if is_block {
            continue;
        }
        let block = match block_of_row {
            Some((row, block)) if row == cell.row => block,
            _ => {
                let is_block = |seen: &Seen| seen.label().is_some_and(|label| field.block.has(label));
                reading.view.row(cell.row).find(|(_, seen)| is_block(seen)).map(|(at, _)| at)
            }
        };
        block_of_row = Some((cell.row, block));
        let beside_block = block.is_some_and(|block| block < cell);
        let doubts = [!in_bounds, field.last.has(label), fit != Fit::Exact, !beside_block];
        found.push(Candidate { cell, inside: value_inside, doubts });
    }
    // The best first: in its place, beside its block, fitting exactly; then in reading order.
    found.sort_by_key(|c| (c.doubts, c.cell));
    found
}

/// Whether a cell has a goal's label and its text: `预期目标：……`.
fn names_its_text(reading: &Reading<'_>, seen: &Seen) -> bool {
    let text = split_at_colon(&seen.text).is_some_and(|(_, text)| !text.is_empty());
    let goals = || reading.template.fields.iter().filter(|f| f.value == Place::Below);
    text && label_of(seen).is_some_and(|label| goals().any(|goal| goal.labels.fit(label) != Fit::None))
}

/// A label that speaks of a field together with the one before it: `存在问题及改进措施`.
fn shared_label(reading: &Reading<'_>, field: &Field) -> Option<CellRef> {
    let other = |label: &str| {
        reading.template.fields.iter().any(|other| {
            other.id != field.id && other.value == field.value && other.labels.fit(label) != Fit::None
        })
    };
    reading.labels.iter().copied().find(|&at| {
        let label = reading.view.seen(at).and_then(label_of);
        !reading.table_rows.contains(at.row)
            && field.value == Place::Right
            && label.is_some_and(|label| field.labels.fit(label) == Fit::Words && other(label))
    })
}

/// Whether a label that has a line to itself is the heading (二、年度目标) of the lines under it: they have the field's own
/// label, or, under a numbered heading, labels with their values beside them.
fn is_heading_over(reading: &Reading<'_>, field: &Field, cell: CellRef) -> bool {
    let view = reading.view;
    if !view.is_alone(cell) {
        return false;
    }
    let goals = || reading.template.fields.iter().filter(|f| f.value == Place::Below);
    let labels = |row: u32| view.row(row).filter_map(|(_, seen)| label_of(seen));
    let of_fields = |row: &u32| view.row(*row).next().is_some() && !reading.table_rows.contains(*row);
    let mut under = (cell.row + 1..=cell.row + 4).filter(of_fields).take(2);
    let Some(first) = under.next() else { return false };
    let mut line = view.row(first);
    let says_more =
        line.next().is_some_and(|(_, seen)| names_its_text(reading, seen)) || line.next().is_some();
    if view.seen(cell).is_some_and(Seen::is_numbered) && says_more {
        return true;
    }
    let is_own = |label: &str| field.labels.has(label);
    labels(first).any(|label| goals().any(|goal| goal.labels.has(label)))
        && (labels(first).any(is_own) || under.any(|row| labels(row).any(is_own)))
}

fn read_labelled(reading: &mut Reading<'_>, field: &Field, bounds: (u32, u32)) {
    let path = field.id.path();
    let Some(best) = candidates(reading, field, bounds).into_iter().next() else {
        if let Some(label) = shared_label(reading, field) {
            let place = value_cell(reading, field, label);
            let value = reading.text(place.found);
            let name = reading.view.text(label).unwrap_or_default().split_whitespace().collect();
            reading.name(path, name);
            set_text(reading, field.id, value);
            return;
        }
        if field.required && reading_lacks(reading, field.id) {
            reading.missing(path, &field.labels.own.clone(), None);
        }
        return;
    };
    let label_text: String = reading
        .view
        .text(best.cell)
        .map(|t| t.split([':', '：']).next().unwrap_or(t))
        .unwrap_or_default()
        .to_owned();
    let label: String = label_text.split_whitespace().collect();
    reading.name(path, label.clone());
    let value = if best.inside {
        let text = reading.view.text(best.cell).and_then(split_at_colon);
        let text = text.map(|(_, value)| before_next_label(reading, field, value).to_owned());
        reading.used.insert(best.cell);
        Located { value: text.filter(|t| !t.is_empty()), cell: best.cell }
    } else {
        reading.labels.insert(best.cell);
        let place = value_cell(reading, field, best.cell);
        let value = reading.text(place.found);
        reading.misplaced(path, &label, place.found, place.belongs);
        Located { value: value.value, cell: place.found }
    };
    let value = instead(reading, field, &value).unwrap_or(value);
    let is_year = field.kind == Kind::Year;
    let year = value.value.as_deref().filter(|_| is_year).and_then(year_in).map(|(year, _)| year);
    // What is left where a year should be put (    年) is none.
    let is_blank = if is_year { year.is_none() } else { value.value.is_none() };
    if field.required && is_blank {
        reading.missing(path, &label, Some(value.cell));
    }
    if is_year {
        reading.form.year = Some(Located { value: year, cell: value.cell });
        return;
    }
    set_text(reading, field.id, value);
}

/// Reads the total of the scores where it stands beside a label above the tables, and nowhere under them.
fn read_points(reading: &mut Reading<'_>, field: &Field, bounds: (u32, u32)) {
    let is_open = reading.form.total_score.as_ref().is_none_or(|total| total.value.is_none());
    let best = candidates(reading, field, bounds).into_iter().find(|label| !label.inside);
    let Some(label) = best.filter(|_| is_open).map(|best| best.cell) else { return };
    let cell = value_cell(reading, field, label).found;
    if stated(reading.view.value(cell)).is_none() {
        return;
    }
    reading.labels.insert(label);
    reading.form.total_score = Some(reading.points(cell));
    let name = reading.view.text(label).unwrap_or_default().split_whitespace().collect();
    reading.name(field.id.path(), name);
}

/// The text under the label that a field's own text points to (无调整), or that is there where nothing stands at its own.
fn instead(reading: &mut Reading<'_>, field: &Field, value: &Located<String>) -> Option<Located<String>> {
    let instead = field.instead.as_ref()?;
    let points_there = |text: &String| {
        normalise(text).is_some_and(|label| instead.pointers.has(&label)) || says_nothing(text)
    };
    if !value.value.as_ref().is_none_or(points_there) {
        return None;
    }
    let region = reading.region;
    let is_it = |(at, seen): &(CellRef, &Seen<'_>)| {
        label_of(seen).is_some_and(|label| instead.labels.has(label)) && !reading.table_rows.contains(at.row)
    };
    let (label, _) = reading.view.rows(region.first_row, region.last_row).find(is_it)?;
    let place = value_cell(reading, field, label).found;
    reading.view.seen(place).filter(|_| reading.is_free(place))?;
    reading.labels.extend([label, value.cell]);
    Some(reading.text(place))
}

/// Bytes of a cell's text in which the next label is looked for: all that Excel lets a cell have.
const LOOKED_THROUGH: usize = MAX_TEXT * 3;

/// A field's value without the next label that stands in the same cell, with its own: `信访局    单位：万元`. Nothing is left
/// of a value that is only another field's label with its own.
fn before_next_label<'t>(reading: &Reading<'_>, field: &Field, value: &'t str) -> &'t str {
    let is_label = |label: &str| {
        normalise(label)
            .is_some_and(|label| reading.template.knows(&label) || reading.template.closing.has(&label))
    };
    let is_anothers = |label: &str| {
        let mut others =
            reading.template.fields.iter().filter(|f| f.id != field.id && f.value != Place::Below);
        normalise(label)
            .is_some_and(|label| !field.labels.has(&label) && others.any(|f| f.labels.has(&label)))
    };
    if value.split_once(is_colon).is_some_and(|(label, _)| is_anothers(label)) {
        return "";
    }
    // What may begin a label, as far as no colon came yet; a label is no longer than what can be one.
    let mut begun: VecDeque<usize> = VecDeque::new();
    let mut after_space = false;
    for (at, c) in value.char_indices().take_while(|(at, _)| *at < LOOKED_THROUGH) {
        if is_colon(c) {
            if let Some(next) = begun.drain(..).find(|&from| is_label(&value[from..at])) {
                return value[..next].trim_end();
            }
            after_space = false;
        } else if c.is_whitespace() {
            after_space = true;
        } else if std::mem::take(&mut after_space) {
            begun.push_back(at);
        }
        while begun.front().is_some_and(|from| at - from > LONGEST_WRITTEN) {
            begun.pop_front();
        }
    }
    value
}

fn reading_lacks(reading: &Reading<'_>, id: FieldId) -> bool {
    match id {
        FieldId::Year => reading.form.year.is_none(),
        FieldId::Department => reading.form.department.is_none(),
        _ => true,
    }
}

/// Stores a text field.
fn set_text(reading: &mut Reading<'_>, id: FieldId, value: Located<String>) {
    let form = &mut reading.form;
    let slot = match id {
        FieldId::Department => &mut form.department,
        FieldId::Project => &mut form.project,
        FieldId::CompetentDepartment => &mut form.competent_department,
        FieldId::GoalsExpected => &mut form.goals.expected,
        FieldId::GoalsAchieved => &mut form.goals.achieved,
        FieldId::Problems => &mut form.problems,
        FieldId::Measures => &mut form.measures,
        FieldId::Year | FieldId::Unit | FieldId::TotalScore => return,
    };
    *slot = Some(value);
}
