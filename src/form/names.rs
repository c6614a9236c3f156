//! What a form calls its fields: `合计 预算完成率`.

use std::collections::BTreeMap;

use super::{FieldPath, Form, FundingColumn, FundingField, ListField, Located};

/// The words of a form for its fields. Of a field in a list (a row of the funding table, a task, an indicator) the
/// heading of its column is kept once for the whole list; its name is put together where somebody reads it, which few
/// fields ever see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldNames {
    own: BTreeMap<FieldPath, String>,
    columns: BTreeMap<ListField, String>,
}

impl FieldNames {
    /// Names one field: `total_score`, `funding.0.completion_rate`.
    pub fn name(&mut self, path: FieldPath, name: impl Into<String>) {
        self.own.insert(path, name.into());
    }

    /// Names a field of every entry of a list by the heading of its column; what names it already stays.
    pub(crate) fn name_column(&mut self, field: ListField, heading: &str) {
        self.columns.entry(field).or_insert_with(|| heading.to_owned());
    }
}

/// What the field of a task under a heading is called, given the task's name.
pub(crate) fn of_task(name: &str, heading: &str) -> String {
    in_line(name, heading, 20)
}

/// What the field of an indicator under a heading is called, given the indicator's name.
pub(crate) fn of_indicator(name: &str, heading: &str) -> String {
    in_line(name, heading, 30)
}

/// `heading` behind the first characters of what its line is called.
fn in_line(line: &str, heading: &str, characters: usize) -> String {
    let end = line.char_indices().nth(characters).map_or(line.len(), |(at, _)| at);
    format!("{} {heading}", line.get(..end).unwrap_or_default()).trim().to_owned()
}

impl Form {
    /// The heading of a column of the funding table, in the form's words.
    pub(crate) fn funding_heading(&self, column: FundingColumn) -> Option<&str> {
        let field = ListField::Funding(FundingField::Column(column));
        self.field_names.columns.get(&field).map(String::as_str)
    }

    /// The words for a field in the form's own language: of one in a list, its line and the heading of its column.
    /// `None` where the form gives none.
    ///
    /// ```
    /// use ziping::form::{FieldPath, Form, OwnField};
    /// let mut form = Form::default();
    /// form.field_names.name(FieldPath::own(OwnField::TotalScore), "总分 得分");
    /// assert_eq!(form.field_name(FieldPath::own(OwnField::TotalScore)).as_deref(), Some("总分 得分"));
    /// assert_eq!(form.field_name(FieldPath::own(OwnField::TotalWeight)), None);
    /// ```
    pub fn field_name(&self, path: FieldPath) -> Option<String> {
        if let Some(name) = self.field_names.own.get(&path) {
            return Some(name.clone());
        }
        let (index, field) = path.as_in_list()?;
        let heading = self.field_names.columns.get(&field)?;
        let said = |name: Option<&Located<String>>| name.and_then(|n| n.value.clone()).unwrap_or_default();
        Some(match field {
            ListField::Funding(FundingField::Source) => heading.clone(),
            ListField::Funding(_) => {
                in_line(&said(Some(&self.funding.get(index)?.source)), heading, usize::MAX)
            }
            ListField::Task(_) => of_task(&said(self.tasks.get(index)?.name.as_ref()), heading),
            ListField::Indicator(_) => {
                of_indicator(&said(self.indicators.get(index)?.name.as_ref()), heading)
            }
        })
    }
}
