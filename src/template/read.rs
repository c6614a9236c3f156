//! From a workbook to its forms.

use std::collections::BTreeSet;

use super::compile::Template;
use super::header::Header;
use super::reading::Reading;
use super::region::{Recognition, Region, recognise};
use super::spec::{ColumnId, TableId};
use super::view::View;
use super::{Templates, fields, funding, indicators};
use crate::form::{Form, ReadingNote, Unmapped, judge};
use crate::formula::Evaluation;
use crate::workbook::Workbook;

/// Sheets that the program itself adds to a corrected workbook; they are never forms.
pub const ADDED_SHEETS: [&str; 2] = ["校验意见", "修改记录"];

/// Reads every form of a workbook; none means that it is no form. Reading never fails: what a form lacks is in
/// [`Form::missing`], what was inferred in [`Form::notes`].
pub fn read_forms(workbook: &Workbook, evaluation: &Evaluation, templates: &Templates) -> Vec<Form> {
    let mut forms = Vec::new();
    let mut hidden = Vec::new();
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        if ADDED_SHEETS.contains(&sheet.name.as_str()) {
            continue;
        }
        let Some(view) = View::new(workbook, evaluation, index) else { continue };
        let best = templates
            .iter()
            .filter_map(|template| Some((template, recognise(&view, template)?)))
            .reduce(|best, next| if next.1.score > best.1.score { next } else { best });
        let Some((template, recognition)) = best else { continue };
        let found = read_sheet(&view, template, &recognition);
        if sheet.hidden { hidden.extend(found) } else { forms.extend(found) }
    }
    // A hidden sheet is a form only where no visible one is.
    if forms.is_empty() { hidden } else { forms }
}

fn read_sheet(view: &View<'_>, template: &Template, recognition: &Recognition) -> Vec<Form> {
    recognition.regions.iter().map(|region| read_form(view, template, region)).collect()
}

fn read_form(view: &View<'_>, template: &Template, region: &Region) -> Form {
    let mut reading = Reading::new(view, template, region);
    let headers: Vec<&Header> = [&region.funding, &region.indicators].into_iter().flatten().collect();
    for header in &headers {
        take_labels(&mut reading, header);
    }
    let header_rows: Vec<u32> = headers.iter().map(|h| h.first_row).collect();
    fields::read_unit(&mut reading, &header_rows);
    if let (Some(table), Some(header)) = (template.table(TableId::Funding), &region.funding) {
        funding::read(&mut reading, table, header);
    }
    for table in &template.tables {
        let found = match table.id {
            TableId::Funding => region.funding.is_some(),
            TableId::Indicators => region.indicators.is_some(),
        };
        if !found {
            reading.missing(table.id.path(), &table.block.own.clone(), None);
        }
    }
    let mut after_tables = reading.region.last_row + 1;
    if let (Some(table), Some(header)) = (template.table(TableId::Indicators), &region.indicators) {
        after_tables = indicators::read(&mut reading, table, header);
    }
    let order: Vec<Option<(u32, u32)>> = template
        .tables
        .iter()
        .map(|table| {
            let header = match table.id {
                TableId::Funding => region.funding.as_ref(),
                TableId::Indicators => region.indicators.as_ref(),
            }?;
            let end = match table.id {
                TableId::Funding => reading.table_rows.range(header.first_row..).copied().take_while_run(),
                TableId::Indicators => after_tables.saturating_sub(1),
            };
            Some((header.first_row, end))
        })
        .collect();
    fields::read(&mut reading, &|after| {
        let first = after
            .checked_sub(1)
            .and_then(|i| order.get(i).copied().flatten())
            .map_or(region.first_row, |(_, last)| last + 1);
        let last =
            order.get(after).copied().flatten().map_or(region.last_row, |(first, _)| first.saturating_sub(1));
        (first, last)
    });
    fields::read_unknown_goals(&mut reading);
    fields::read_unknown_department(&mut reading, header_rows.iter().copied().min().unwrap_or(0));
    if let Some(header) = &region.indicators {
        indicators::read_unknown_tail(&mut reading, header, after_tables);
    }
    finish(reading)
}

/// The end of a run of consecutive rows.
trait RunEnd {
    fn take_while_run(self) -> u32;
}

impl<I: Iterator<Item = u32>> RunEnd for I {
    fn take_while_run(mut self) -> u32 {
        let mut last = self.next().unwrap_or(0);
        for row in self {
            if row != last + 1 {
                break;
            }
            last = row;
        }
        last
    }
}

/// The headings of a table and its block label are labels; what was inferred of them is noted.
fn take_labels(reading: &mut Reading<'_>, header: &Header) {
    reading.labels.extend(header.block);
    for (id, column) in &header.columns {
        let Some(cell) = column.heading else { continue };
        reading.labels.insert(cell);
        if column.inferred {
            let own = reading.template.tables.iter().flat_map(|t| &t.columns).find(|c| c.id == *id);
            reading.form.notes.push(ReadingNote::HeadingInferred {
                cell,
                heading: column.text.clone(),
                taken_for: own.map(|c| c.labels.own.clone()).unwrap_or_default(),
            });
        }
    }
    note_missing_columns(reading, header);
}

/// Notes the columns that the template has and the form does not.
fn note_missing_columns(reading: &mut Reading<'_>, header: &Header) {
    let tables = &reading.template.tables;
    let Some(table) = tables.iter().find(|t| header.columns.keys().all(|id| t.column(*id).is_some())) else {
        return;
    };
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
        let is_label = seen.label.as_deref().is_some_and(|label| {
            template.labels.has(label)
                || template.tables.iter().any(|t| t.block.has(label))
                || template.fields.iter().any(|f| f.block.has(label) || f.labels.has(label))
                || (template.closing.has(label) && seen.text.ends_with([':', '：']))
        });
        if is_label {
            labels.insert(cell);
        } else {
            unmapped.push(Unmapped { cell, value: seen.text.clone() });
        }
    }
    let mut form = reading.form;
    form.area = area;
    form.labels = labels.into_iter().collect();
    form.unmapped = unmapped;
    let year = form.year.as_ref().and_then(|y| y.value);
    for indicator in &mut form.indicators {
        let text = |t: &Option<crate::form::Located<String>>| {
            t.as_ref().and_then(|t| t.value.clone()).unwrap_or_default()
        };
        indicator.judgement =
            judge(&text(&indicator.name), &text(&indicator.target), &text(&indicator.actual), year);
    }
    form
}
