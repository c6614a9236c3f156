//! A first template from a filled form that no template recognises: its own labels, with what they most likely are by
//! the words of the known templates. A person reads it over; every guess is marked.

mod fields;
mod known;
mod level;
mod write;

use std::collections::BTreeMap;

use self::fields::fields;
use self::known::KnownTable;
use self::level::{is_projects_own, level};
use super::Templates;
use super::label::normalise;
use super::spec::{ColumnId, ColumnSpec, FieldSpec, Place, TableId, TableSpec, TemplateSpec};
use super::view::{Seen, View};
use crate::form::FormLevel;
use crate::formula::Evaluation;
use crate::workbook::{CellRef, Workbook};

/// How sure a guess is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sureness {
    /// The label resembles a known one.
    Alike,
    /// It has the words of a known one.
    Words,
    /// It is known.
    Known,
}

/// A column of a drafted table.
struct DraftColumn {
    heading: String,
    spec: ColumnSpec,
    sureness: Sureness,
}

/// A table of headings that was found.
struct DraftTable {
    id: TableId,
    row: u32,
    block: Option<String>,
    /// The lines where the same headings come again, and the labels beside them.
    again: Vec<(u32, String)>,
    columns: Vec<DraftColumn>,
    /// Headings that nobody knows.
    unknown: Vec<String>,
    /// The row that sums the others, if a known word names it, and the columns that it sums.
    total: Option<String>,
    rows: Vec<String>,
}

/// A field that was found.
struct DraftField {
    row: u32,
    label: String,
    spec: FieldSpec,
    place: Place,
    block: Option<String>,
    sureness: Sureness,
}

/// A draft of a template, by everything that was found of it.
struct Draft {
    id: String,
    title: String,
    level: FormLevel,
    fields: Vec<DraftField>,
    tables: Vec<DraftTable>,
    /// Whether the sheet has more cells than were looked at.
    is_cut: bool,
}

/// Cells of a sheet in which labels are looked for: a form has some hundreds.
const MOST_CELLS: usize = 20_000;
/// Characters of the longest label of a field.
const LONGEST_LABEL: usize = 20;

/// A template's first text, and what a person should know of it beside the guesses that are marked in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// The template's text.
    pub text: String,
    /// Whether it has a table of funds: whose headings stand otherwise than in a row is not made out.
    pub has_funds: bool,
}

/// A first template for the workbook's form, called `id`; `None` where no line of headings can be made out. It parses,
/// and recognises the form that it was drafted from.
pub fn draft(workbook: &Workbook, templates: &Templates, id: &str) -> Option<Drafted> {
    let evaluation = Evaluation::of(workbook);
    let known: Vec<TemplateSpec> = templates.iter().filter_map(|t| toml::from_str(&t.text).ok()).collect();
    (0..workbook.sheets.len())
        .filter(|&index| !workbook.sheets[index].hidden)
        .filter_map(|index| View::new(workbook, &evaluation, index, templates))
        .find_map(|view| {
            let tables = tables(&view, &known);
            (!tables.is_empty()).then(|| drafted(&view, &known, tables, id))
        })
}

/// The draft of a form whose tables were found.
fn drafted(view: &View<'_>, known: &[TemplateSpec], tables: Vec<DraftTable>, id: &str) -> Drafted {
    let title = title(view, &tables);
    let mut fields = fields(view, known, &tables);
    let level = level(&title, known, &fields);
    if level == FormLevel::Department {
        // 项目 is a word of other labels too; whose form it is decides.
        fields.retain(|field| !is_projects_own(field));
    }
    let has_funds = tables.iter().any(|table| table.id == TableId::Funding);
    let is_cut = view.cells().nth(MOST_CELLS).is_some();
    let text = write::toml(&Draft { id: id.to_owned(), title, level, fields, tables, is_cut });
    Drafted { text, has_funds }
}

/// The best line of headings for each kind of table, from top to bottom.
fn tables(view: &View<'_>, known: &[TemplateSpec]) -> Vec<DraftTable> {
    let mut found: Vec<DraftTable> = Vec::new();
    for id in [TableId::Funding, TableId::Indicators] {
        let mut known = KnownTable::of(id, known);
        let specs = known.specs.clone();
        let taken = |row: u32| found.iter().any(|table: &DraftTable| table.row == row);
        let last = view.cells().nth(MOST_CELLS).map_or(u32::MAX, |(at, _)| at.row);
        let mut best: Option<(DraftTable, &TableSpec)> = None;
        for row in view.row_numbers().take_while(|row| *row <= last).filter(|row| !taken(*row)) {
            for spec in &specs {
                let Some(next) = table_at(view, spec, &mut known, row) else { continue };
                if best.as_ref().is_none_or(|(best, _)| worth(&next) > worth(best)) {
                    best = Some((next, spec));
                }
            }
        }
        found.extend(best.map(|(table, spec)| with_surroundings(view, spec, table)));
    }
    // A line that two kinds of table claim belongs to the one that it fits better.
    found.sort_by_key(|table| table.row);
    found
}

fn worth(table: &DraftTable) -> usize {
    table.columns.iter().map(|column| 1 + 2 * column.sureness as usize).sum()
}

/// The headings of a row as columns of a known table; `None` where fewer than three, or fewer than two for sure, fit.
fn table_at(view: &View<'_>, spec: &TableSpec, known: &mut KnownTable<'_>, row: u32) -> Option<DraftTable> {
    let (block, headings) = headings(view, spec, row);
    let mut claims: Vec<(Sureness, usize, usize)> = Vec::new();
    for (h, (_, seen)) in headings.iter().enumerate() {
        // What any of the known forms calls the column.
        for (id, sure) in known.columns(seen.label().unwrap_or_default()).iter() {
            let columns = spec.columns.iter().enumerate().filter(|(_, column)| column.id == *id);
            claims.extend(columns.map(|(c, _)| (*sure, h, c)));
        }
    }
    // The surest first; among equals as the known form has them.
    claims.sort_by_key(|(sure, h, c)| (std::cmp::Reverse(*sure), *c, *h));
    let mut assigned: BTreeMap<usize, (usize, Sureness)> = BTreeMap::new();
    for (sure, h, c) in claims {
        if !assigned.contains_key(&h) && assigned.values().all(|(column, _)| *column != c) {
            assigned.insert(h, (c, sure));
        }
    }
    claim_name(spec, headings.len(), &mut assigned);
    let sure = assigned.values().filter(|(_, sure)| *sure >= Sureness::Words).count();
    if assigned.len() < 3 || sure < 2 {
        return None;
    }
    let (mut columns, mut unknown) = (Vec::new(), Vec::new());
    for (h, (_, seen)) in headings.iter().enumerate() {
        let heading = one_line(&seen.text);
        match assigned.get(&h) {
            Some((c, sureness)) => {
                columns.push(DraftColumn { heading, spec: spec.columns[*c].clone(), sureness: *sureness });
            }
            None => unknown.push(heading),
        }
    }
    let (again, total, rows) = (Vec::new(), None, Vec::new());
    Some(DraftTable { id: *spec.id.get_ref(), row, block, again, columns, unknown, total, rows })
}

/// The labels of a row, and the one before them that stands beside the table.
fn headings<'v>(
    view: &'v View<'_>,
    spec: &TableSpec,
    row: u32,
) -> (Option<String>, Vec<(CellRef, &'v Seen<'v>)>) {
    let mut headings: Vec<(CellRef, &Seen)> =
        view.row(row).filter(|(_, seen)| seen.label().is_some()).collect();
    let is_column = |label: &str| {
        let mut labels = spec.columns.iter().flat_map(|column| &column.labels);
        labels.any(|own| normalise(own).as_deref() == Some(label))
    };
    let mut block = None;
    if let Some((at, seen)) = headings.first()
        && view.extent(*at).height() > 1
        && !seen.label().is_some_and(is_column)
    {
        block = Some(one_line(&seen.text));
        headings.remove(0);
    }
    (block, headings)
}

/// A table with what stands around it: looked for once it is known which of the lines are its headings.
fn with_surroundings(view: &View<'_>, spec: &TableSpec, table: DraftTable) -> DraftTable {
    let (block, headings) = headings(view, spec, table.row);
    let first_col = headings.first().map_or(0, |(at, _)| at.col);
    let (total, rows) = sources(view, spec, table.row, first_col);
    let again = if block.is_some() { same_headings(view, table.row, &headings) } else { Vec::new() };
    DraftTable { again, total, rows, ..table }
}

/// The further lines that have the same headings, each beside a label of its own.
fn same_headings(view: &View<'_>, row: u32, headings: &[(CellRef, &Seen<'_>)]) -> Vec<(u32, String)> {
    let are_here = |row: u32| {
        headings.iter().all(|(at, heading)| {
            view.seen(CellRef::new(row, at.col)).is_some_and(|seen| seen.text == heading.text)
        })
    };
    let label = |row: u32| view.row(row).next().map(|(_, seen)| (row, one_line(&seen.text)));
    view.row_numbers().filter(|&other| other > row && are_here(other)).filter_map(label).collect()
}

/// Indicators have names: where no heading is known to be theirs, the first unknown one before the target is.
fn claim_name(spec: &TableSpec, headings: usize, assigned: &mut BTreeMap<usize, (usize, Sureness)>) {
    let place = |id: ColumnId| spec.columns.iter().position(|column| column.id == id);
    let Some(name) = place(ColumnId::Name) else { return };
    if assigned.values().any(|(column, _)| *column == name) {
        return;
    }
    let of_target = |(h, (column, _)): (&usize, &(usize, Sureness))| {
        (Some(*column) == place(ColumnId::Target)).then_some(*h)
    };
    let target = assigned.iter().find_map(of_target).unwrap_or(headings);
    if let Some(unknown) = (0..target).find(|h| !assigned.contains_key(h)) {
        assigned.insert(unknown, (name, Sureness::Alike));
    }
}

/// The total's name, and for the funds the other names in the first column under the headings, down to the next block.
fn sources(view: &View<'_>, spec: &TableSpec, row: u32, col: u32) -> (Option<String>, Vec<String>) {
    let is_total = |label: &str| {
        let labels = spec.total.iter().flat_map(|total| &total.labels);
        labels.into_iter().any(|own| normalise(own).as_deref() == Some(label))
    };
    if *spec.id.get_ref() == TableId::Indicators {
        let below = view.cells().filter(|(at, _)| at.row > row);
        let total = below.into_iter().find(|(_, seen)| seen.label().is_some_and(is_total));
        return (total.map(|(_, seen)| one_line(&seen.text)), Vec::new());
    }
    let (mut total, mut rows) = (None, Vec::new());
    let mut at = CellRef::new(row.saturating_add(1), col);
    // A label further left begins the next block.
    let begins_block = |row: u32| view.row(row).next().is_some_and(|(first, _)| first.col < col);
    while let Some(seen) = view.seen(at).filter(|seen| seen.extent.first.col == col && rows.len() < 30) {
        if begins_block(at.row) {
            break;
        }
        match seen.label() {
            Some(label) if total.is_none() && is_total(label) => total = Some(one_line(&seen.text)),
            Some(_) if view.row(at.row).count() > 1 => rows.push(one_line(&seen.text)),
            _ => break,
        }
        at.row = seen.extent.last.row.saturating_add(1);
    }
    (total, rows)
}

/// The first text above the tables: the form's title.
fn title(view: &View<'_>, tables: &[DraftTable]) -> String {
    let first_table = tables.iter().map(|table| table.row).min().unwrap_or(0);
    let above: Vec<String> = view
        .cells()
        .take_while(|(at, _)| at.row < first_table)
        .map(|(_, seen)| one_line(&seen.text))
        .filter(|text| normalise(text).is_some())
        .collect();
    let title = above.iter().find(|text| text.contains('表')).or(above.first());
    title.map(|title| without_year(title).to_owned()).unwrap_or_default()
}

/// A title without the year in front, which is another one next year.
fn without_year(title: &str) -> &str {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let year =
        |word: &str| rest.strip_prefix(word).filter(|rest| rest.len() < title.len() && !rest.is_empty());
    year("年度").or_else(|| year("年")).unwrap_or(title)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect()
}
