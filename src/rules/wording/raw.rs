//! A field's text as it stands in its cell, spaces and all. A [`Form`](crate::form::Form) has texts without the spaces
//! at their ends; the rules on wording look at the cell itself.

use foldhash::{HashSet, HashSetExt};

use super::characters::Traits;
use crate::form::FieldPath;
use crate::record::FixSafety;
use crate::rules::{Finding, FormContext, NewContent, Rule, TextEdit};
use crate::workbook::CellRef;

/// A field's text in its cell.
#[derive(Debug)]
pub(in crate::rules) struct RawText<'a> {
    /// The field's path.
    pub(super) path: FieldPath,
    /// The field's cell.
    pub(super) cell: CellRef,
    /// The cell's whole text.
    pub(super) text: &'a str,
    /// What the field's own part has that a rule may object to.
    pub(super) traits: Traits,
    /// The field's own part of it, in bytes. A cell may say more than the field: `部门名称：信访局 单位：万元`.
    part: std::ops::Range<usize>,
}

impl<'a> RawText<'a> {
    /// Every text of the form that someone typed, each cell once. Texts that a formula makes are the formula's.
    pub(in crate::rules) fn all_of(context: &FormContext<'a>) -> Vec<Self> {
        let fields = context.form.texts();
        let mut seen = HashSet::with_capacity(fields.len());
        let mut texts = Vec::with_capacity(fields.len());
        for (path, field) in fields {
            let Some(cell) = context.sheet().cell(field.cell) else { continue };
            let Some(text) = cell.value.text().filter(|_| cell.formula.is_none()) else { continue };
            let value = field.value.as_deref().unwrap_or_default();
            let Some(part) = part_of(text, value) else { continue };
            if seen.insert((field.cell, part.start)) {
                let traits = text.get(part.clone()).map(Traits::of).unwrap_or_default();
                texts.push(Self { path, cell: field.cell, text, traits, part });
            }
        }
        texts
    }

    /// The field's own part of the cell's text.
    pub(super) fn part(&self) -> &'a str {
        self.text.get(self.part.clone()).unwrap_or_default()
    }

    /// Whether the field is all that the cell says.
    pub(super) fn is_whole_cell(&self) -> bool {
        self.part.len() == self.text.len()
    }

    /// How many characters stand before the field's own part.
    pub(super) fn offset(&self) -> usize {
        self.text.get(..self.part.start).map_or(0, |before| before.chars().count())
    }

    /// Whether the text is a target or an actual value. What these say is for people to judge and not to be changed.
    pub(super) fn is_measured(&self) -> bool {
        self.path.is_measured()
    }

    /// Whether spaces before the text may indent it under another: the parts of a source of funds.
    pub(super) fn may_be_indented(&self) -> bool {
        self.path.is_source_under_another()
    }

    /// A finding at this text, with these edits to its own part (counted from the part's start) as its safe fix.
    pub(super) fn finding(
        &self,
        context: &FormContext<'_>,
        rule: &'static Rule,
        message: String,
        edits: Vec<TextEdit>,
    ) -> Finding {
        let finding =
            Finding::new(rule, &context.form.sheet, message).at(self.cell).field(self.path).actual(self.text);
        if edits.is_empty() {
            return finding;
        }
        let offset = self.offset();
        let edits: Vec<TextEdit> =
            edits.into_iter().map(|edit| TextEdit { start: edit.start + offset, ..edit }).collect();
        finding.expected(TextEdit::apply(self.text, &edits)).fix(
            FixSafety::Safe,
            self.cell,
            NewContent::TextEdits(edits),
        )
    }
}

/// Where in a cell's text a field's value stands: all of the cell if the value is all that it says but for spaces, or
/// if the cell is one of several that the value is put together from; `None` if it is not there.
fn part_of(text: &str, value: &str) -> Option<std::ops::Range<usize>> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return None;
    }
    if trimmed == value.trim() || value.contains(trimmed) {
        return Some(0..text.len());
    }
    let value = value.trim();
    let start = text.find(value).filter(|_| !value.is_empty())?;
    Some(start..start + value.len())
}
