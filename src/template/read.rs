//! From a workbook to its forms.

use std::collections::BTreeSet;

use super::compile::{Column, Fit, Table, Template};
use super::header::{Header, one_line};
use super::reading::Reading;
use super::region::{Region, label_of, recognise};
use super::spec::{ColumnId, Place, TableId};
use super::view::{Seen, View};
use super::{Templates, fields, funding, indicators, side_by_side, stacked};
use crate::added_sheets::{CHANGES, OPINION};
use crate::form::{FieldPath, Form, ReadingNote, Unmapped};
use crate::formula::Evaluation;
use crate::workbook::{CellRef, Limits, Workbook};

/// Reads every form of a workbook; none means that it is no form. Reading never fails: what a form lacks is in
/// [`Form::missing`], what was inferred in [`Form::notes`].
pub fn read_forms(workbook: &Workbook, evaluation: &Evaluation, templates: &Templates) -> Vec<Form> {
    let unlimited = Limits::default().times(u32::MAX);
    let mut forms = read_unjudged(workbook, evaluation, templates, &unlimited).forms;
    forms.iter_mut().for_each(Form::judge_indicators);
    forms
}

/// The id of the template that a workbook's first form is of; `None` if it has no form. Which one it is does not hang on
/// all that the form says, so that no more is read of it than a form may have.
pub fn recognised_as(workbook: &Workbook, evaluation: &Evaluation, templates: &Templates) -> Option<String> {
    let Found { forms, .. } = read_unjudged(workbook, evaluation, templates, &Limits::default());
    forms.into_iter().next().map(|form| form.template)
}

/// What a workbook has.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) forms: Vec<Form>,
    /// What else it has that only looks like a form.
    pub(crate) relatives: Vec<String>,
}

/// The forms, with the indicators not judged yet: for [`Form::judge_indicators`] to do. Of a form that is larger than the
/// limits only so much is read that it is seen to be.
pub(crate) fn read_unjudged(
    workbook: &Workbook,
    evaluation: &Evaluation,
    templates: &Templates,
    limits: &Limits,
) -> Found {
    let mut forms = Vec::new();
    let mut hidden = Vec::new();
    let mut relatives = Vec::new();
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        // What the program itself added to a corrected workbook is no form.
        if matches!(sheet.name.as_str(), OPINION | CHANGES) {
            continue;
        }
        let Some(view) = View::new(workbook, evaluation, index, templates) else { continue };
        let beside = side_by_side::views(view, templates).into_iter();
        for view in beside.flat_map(|view| stacked::views(view, templates)) {
            let Some((template, mut recognition)) = recognise(&view, templates) else { continue };
            recognition.regions.retain(|region| {
                let relative = region.relative(&view, template, templates);
                relatives.extend(relative.map(str::to_owned));
                relative.is_none()
            });
            recognition.regions.iter_mut().for_each(|region| region.arrange(&view, template));
            let found = recognition.regions.iter().map(|region| {
                let titles = region.titles.iter().filter_map(|at| view.seen(*at)?.label());
                read_form(&view, template.titled(titles), region, limits)
            });
            if sheet.hidden { hidden.extend(found) } else { forms.extend(found) }
        }
    }
    pass_over_blank_ones(&mut forms);
    // A hidden sheet is a form only where no visible one is.
    let forms = if forms.is_empty() { hidden } else { forms };
    Found { forms, relatives }
}

/// A form that nobody filled in is the template, left beside one that somebody did; the first that is left says so.
fn pass_over_blank_ones(forms: &mut Vec<Form>) {
    if !forms.iter().any(Form::has_content) {
        return;
    }
    let blank: Vec<String> =
        forms.extract_if(.., |form| !form.has_content()).map(|form| form.sheet).collect();
    if let Some(first) = forms.first_mut() {
        first.notes.extend(blank.into_iter().map(|sheet| ReadingNote::BlankBeside { sheet }));
    }
}

fn read_form(view: &View<'_>, template: &Template, region: &Region, limits: &Limits) -> Form {
    let mut reading = Reading::new(view, template, region, limits);
    let headers: Vec<(&Table, Option<&Header>)> =
        template.tables.iter().map(|table| (table, region.header(table.id))).collect();
    for &(table, header) in &headers {
        if let Some(header) = header {
            take_labels(&mut reading, table, header);
            continue;
        }
        // The table may stand there otherwise than in lines under headings: then its label is where to look.
        let block = block_label(&reading, table);
        let label = block.map_or(table.block.own.as_str(), |(_, label)| label);
        reading.missing(table.id.path(), label, block.map(|(cell, _)| cell));
    }
    let header_rows: Vec<u32> = headers.iter().filter_map(|(_, header)| Some((*header)?.first_row)).collect();
    fields::read_unit(&mut reading, &header_rows);
    // Each table's first row and the first row after it, in the template's order.
    let tables: Vec<Option<(u32, u32)>> = headers
        .iter()
        .map(|&(table, header)| {
            let header = header?;
            let end = match table.id {
                TableId::Funding => funding::read(&mut reading, table, header),
                TableId::Indicators => indicators::read(&mut reading, table, header),
            };
            Some((header.first_row, end))
        })
        .collect();
    read_total_under_funds(&mut reading, &headers, &tables);
    fields::read(&mut reading, &|after| {
        let above = after.checked_sub(1).and_then(|i| tables.get(i).copied().flatten());
        let below = tables.get(after).copied().flatten();
        let first = above.map_or(region.first_row, |(_, end)| end);
        let last = below.map_or(region.last_row, |(first, _)| first.saturating_sub(1));
        (first, last)
    });
    fields::read_unknown_goals(&mut reading);
    fields::read_unknown_department(&mut reading, header_rows.iter().copied().min().unwrap_or(0));
    let of_indicators = headers.iter().zip(&tables).find(|((table, _), _)| table.id == TableId::Indicators);
    if let Some(((_, Some(header)), Some((_, end)))) = of_indicators {
        indicators::read_unknown_tail(&mut reading, header, *end);
    }
    finish(reading)
}

/// Reads the total of the points where it stands under the funds, which some forms have last.
fn read_total_under_funds(
    reading: &mut Reading<'_>,
    headers: &[(&Table, Option<&Header>)],
    tables: &[Option<(u32, u32)>],
) {
    let of = |id: TableId| {
        let found = headers.iter().zip(tables).find(|((table, _), _)| table.id == id);
        found.and_then(|((table, header), rows)| Some((*table, (*header)?, (*rows)?)))
    };
    let (Some((_, _, funds)), Some((table, header, indicators))) =
        (of(TableId::Funding), of(TableId::Indicators))
    else {
        return;
    };
    if indicators.0 < funds.0 {
        indicators::read_total_below(reading, table, header, funds.1);
    }
}

/// The cell with the block label of a table whose headings were not found, and the label in the form's words.
fn block_label<'a>(reading: &Reading<'a>, table: &Table) -> Option<(CellRef, &'a str)> {
    let view = reading.view;
    let (first, last) = (reading.region.first_row, reading.region.last_row);
    let mut lines = view.rows(first, last).filter(|(_, seen)| {
        seen.label().is_some_and(|label| table.block.has(label) && !reading.template.title.has(label))
    });
    lines.next().map(|(cell, seen)| (cell, seen.text.as_ref()))
}

/// The headings of a table and its block label are labels; what was inferred of them is noted.
fn take_labels(reading: &mut Reading<'_>, table: &Table, header: &Header) {
    reading.labels.extend(header.block);
    reading.labels.extend(&header.over);
    for (id, column) in &header.columns {
        let Some(cell) = column.heading else { continue };
        reading.labels.insert(cell);
        if column.inferred {
            let own = table.column(*id);
            reading.form.notes.push(ReadingNote::HeadingInferred {
                cell,
                heading: column.text.clone(),
                taken_for: own.map(|c| c.labels.own.clone()).unwrap_or_default(),
            });
        }
    }
    note_missing_columns(reading, table, header);
    note_unknown_amounts(reading, table, header);
}

/// Notes the columns that the template has and the form does not.
fn note_missing_columns(reading: &mut Reading<'_>, table: &Table, header: &Header) {
    let gone = table.columns.iter().filter(|c| c.required || c.formula.is_some()).filter(|c| {
        // Some forms have no heading over the sources of the funds.
        c.id != ColumnId::Source && !header.columns.contains_key(&c.id)
    });
    let cell = header.columns.values().filter_map(|c| c.heading).min();
    let notes = gone.map(|c| {
        let heading: String = c.labels.own.split_whitespace().collect();
        ReadingNote::TemplateEdited { cell, what: format!("没有“{heading}”一栏") }
    });
    reading.form.notes.extend(notes);
}

/// Notes the headings that may be an amount's and that nobody knows; an amount that a form must have is missing then.
fn note_unknown_amounts(reading: &mut Reading<'_>, table: &Table, header: &Header) {
    for &cell in &header.unknown {
        let heading = reading.view.text(cell).map(one_line).unwrap_or_default();
        let what = format!("“{heading}”一栏认不出是哪一项，其中的数没有读取");
        reading.form.notes.push(ReadingNote::TemplateEdited { cell: Some(cell), what });
    }
    if header.unknown.is_empty() {
        return;
    }
    let is_missing = |c: &&Column| c.required && c.is_usual_amount() && !header.columns.contains_key(&c.id);
    for column in table.columns.iter().filter(is_missing) {
        let Some(funding) = column.id.funding() else { continue };
        reading.missing(FieldPath::figure(0, funding), &column.labels.own, None);
    }
}

/// Whether a cell is the heading of a part of the form: a numbered line (三、任务完成情况) over labels of the template, or
/// what stands left of the goals' labels (总目标).
fn is_heading_of_part(reading: &Reading<'_>, labels: &BTreeSet<CellRef>, cell: CellRef, seen: &Seen) -> bool {
    let view = reading.view;
    if seen.is_sentence() {
        return false;
    }
    if view.is_alone(cell) {
        let next = view.rows(cell.row + 1, reading.last_row()).next();
        return seen.is_numbered() && next.is_some_and(|(at, _)| labels.contains(&at));
    }
    let goals = || reading.template.fields.iter().filter(|f| f.value == Place::Below);
    let mut line = view.row(cell.row);
    line.next().is_some_and(|(first, _)| first == cell)
        && line.next().is_some_and(|(at, next)| {
            let label = label_of(next);
            let is_goal = label.is_some_and(|label| goals().any(|f| f.labels.fit(label) != Fit::None));
            is_goal && (labels.contains(&at) || reading.used.contains(&at))
        })
}

fn finish(mut reading: Reading<'_>) -> Form {
    let template = reading.template;
    let (first, last) = (reading.region.first_row, reading.region.last_row);
    let area = reading.area();
    // What is left: labels of the template that stand alone, and everything else.
    let mut unmapped = Vec::new();
    let mut labels: BTreeSet<_> = std::mem::take(&mut reading.labels);
    for (cell, seen) in reading.view.rows(first, last) {
        if labels.contains(&cell) || reading.used.contains(&cell) {
            continue;
        }
        let is_label = seen.label().is_some()
            && (seen
                .role(template)
                .is_some_and(|role| role.is_known || (role.closes && seen.text.ends_with([':', '：'])))
                || is_heading_of_part(&reading, &labels, cell, seen));
        if is_label {
            labels.insert(cell);
        } else {
            unmapped.push(Unmapped { cell, value: seen.text.to_string() });
        }
    }
    let mut form = reading.form;
    form.area = area;
    form.labels = labels.into_iter().collect();
    form.unmapped = unmapped;
    form
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::read;

    fn published(limits: &Limits) -> Form {
        let bytes = include_bytes!("../../fixtures/liwan-2021/01_信访局.xlsx");
        let workbook = read(bytes, &Limits::default()).unwrap();
        let evaluation = Evaluation::of(&workbook);
        read_unjudged(&workbook, &evaluation, &Templates::builtin(), limits).forms.remove(0)
    }

    #[test]
    fn a_form_within_its_limits_is_read_whole() {
        let (whole, limited) = (published(&Limits::default().times(u32::MAX)), published(&Limits::default()));
        assert_eq!(whole.indicators.len(), 12);
        assert_eq!(limited.indicators.len(), 12);
        assert_eq!((limited.funding.len(), limited.tasks.len()), (whole.funding.len(), whole.tasks.len()));
    }

    /// A text that is merged over many indicators is each one's own: of a form without end there would be no memory for it.
    #[test]
    fn a_form_beyond_its_limits_is_read_only_until_that_is_known() {
        let rows = published(&Limits { form_rows: 3, ..Limits::default() });
        assert_eq!(rows.indicators.len(), 4);
        let texts = published(&Limits { form_text_bytes: 1, ..Limits::default() });
        assert_eq!((texts.indicators.len(), texts.tasks.len()), (1, 1));
    }
}
