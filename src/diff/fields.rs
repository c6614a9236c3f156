//! A form as a list of fields that can be laid beside another form's.

use std::collections::HashMap;

use crate::form::{
    FieldPath, FormList, FundingColumn, FundingField, IndicatorField, ListField, OwnField, TaskField,
};
use crate::record::FormRecord;

/// One field.
#[derive(Debug)]
pub(super) struct Field {
    /// Its path on its own form.
    pub(super) path: FieldPath,
    pub(super) key: Key,
    /// What it is called.
    pub(super) name: String,
    pub(super) value: Option<String>,
}

/// By what a field is known on the other form.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// By its place.
    Place(FieldPath),
    /// By the name of its row, which is told apart from others of that name.
    Row(String, ListField),
}

/// A form's fields, and by what its rows are known on the other form.
pub(super) struct Fields {
    pub(super) all: Vec<Field>,
    /// The names of the rows that are not known by their places.
    rows: HashMap<(FormList, usize), String>,
}

impl Fields {
    fn new(all: Vec<Field>) -> Self {
        let rows = all.iter().filter_map(|field| match (&field.key, field.path.as_in_list()?) {
            (Key::Row(name, own), (at, _)) => Some(((own.list(), at), name.clone())),
            (Key::Place(_), _) => None,
        });
        Self { rows: rows.collect(), all }
    }

    /// The fields by what they are known on the other form.
    pub(super) fn by_key(&self) -> HashMap<&Key, &Field> {
        self.all.iter().map(|field| (&field.key, field)).collect()
    }

    /// By what a field is known on the other form, whether or not it has a value.
    pub(super) fn key(&self, path: FieldPath) -> Key {
        let name = |at, field: ListField| self.rows.get(&(field.list(), at)).cloned();
        let by_name = path.as_in_list().and_then(|(at, field)| Some(Key::Row(name(at, field)?, field)));
        by_name.unwrap_or(Key::Place(path))
    }
}

/// Both forms' fields. Rows of a table belong together by their place if there are as many on either side, else by
/// their names, so that a row that was put in does not make all that follow differ.
pub(super) fn fields(before: &FormRecord, after: &FormRecord) -> (Fields, Fields) {
    let by_place = ByPlace {
        funding: before.funding.len() == after.funding.len(),
        tasks: before.tasks.len() == after.tasks.len(),
        indicators: before.indicators.len() == after.indicators.len(),
    };
    (of(before, by_place), of(after, by_place))
}

#[derive(Clone, Copy)]
struct ByPlace {
    funding: bool,
    tasks: bool,
    indicators: bool,
}

fn of(form: &FormRecord, by_place: ByPlace) -> Fields {
    let single = |field: OwnField, value: Option<String>| {
        let path = FieldPath::own(field);
        Field { key: Key::Place(path), name: path.title().to_owned(), path, value }
    };
    let mut fields = vec![
        single(OwnField::Department, form.department.clone()),
        single(OwnField::Project, form.project.clone()),
        single(OwnField::CompetentDepartment, form.competent_department.clone()),
        single(OwnField::Year, text(form.year)),
        single(OwnField::Unit, form.unit.clone()),
        single(OwnField::Expected, form.goals.expected.clone()),
        single(OwnField::Achieved, form.goals.achieved.clone()),
        single(OwnField::Problems, form.problems.clone()),
        single(OwnField::Measures, form.measures.clone()),
        single(OwnField::TotalWeight, text(form.total_weight)),
        single(OwnField::TotalScore, text(form.total_score)),
    ];
    let mut funding = Rows::new(by_place.funding);
    for (at, row) in form.funding.iter().enumerate() {
        let source = (FieldPath::funding(at, FundingField::Source), row.source.clone());
        let amounts = FundingColumn::ALL.map(|c| (FieldPath::figure(at, c), text(row.get(c))));
        fields.extend(funding.row(at, row.source.as_deref(), [source].into_iter().chain(amounts)));
    }
    let mut tasks = Rows::new(by_place.tasks);
    for (at, task) in form.tasks.iter().enumerate() {
        let cells = [
            (TaskField::Name, task.name.clone()),
            (TaskField::Expected, task.expected.clone()),
            (TaskField::Achieved, task.achieved.clone()),
            (TaskField::Funds, text(task.funds)),
        ];
        let cells = cells.map(|(field, value)| (FieldPath::task(at, field), value));
        fields.extend(tasks.row(at, task.name.as_deref(), cells));
    }
    let mut indicators = Rows::new(by_place.indicators);
    for (at, indicator) in form.indicators.iter().enumerate() {
        let cells = [
            (IndicatorField::Name, indicator.name.clone()),
            (IndicatorField::Definition, indicator.definition.clone()),
            (IndicatorField::Target, indicator.target.clone()),
            (IndicatorField::Actual, indicator.actual.clone()),
            (IndicatorField::Weight, text(indicator.weight)),
            (IndicatorField::Score, text(indicator.score)),
            (IndicatorField::DeviationReason, indicator.deviation_reason.clone()),
        ];
        let cells = cells.map(|(field, value)| (FieldPath::indicator(at, field), value));
        fields.extend(indicators.row(at, indicator.name.as_deref(), cells));
    }
    let mut fields = Fields::new(fields);
    // A field that neither form has is no field.
    fields.all.retain(|field| field.value.is_some() || form.cells.get(field.path).is_some());
    fields
}

fn text(value: Option<impl ToString>) -> Option<String> {
    value.map(|value| value.to_string())
}

/// The rows of a table, one after the other.
struct Rows {
    by_place: bool,
    seen: HashMap<String, usize>,
}

impl Rows {
    fn new(by_place: bool) -> Self {
        Self { by_place, seen: HashMap::new() }
    }

    fn row(
        &mut self,
        at: usize,
        row_name: Option<&str>,
        cells: impl IntoIterator<Item = (FieldPath, Option<String>)>,
    ) -> Vec<Field> {
        let shown = row_name.map_or_else(|| format!("第 {} 行", at + 1), str::to_owned);
        let named = (!self.by_place).then(|| {
            let count = self.seen.entry(shown.clone()).or_default();
            *count += 1;
            format!("{shown}#{count}")
        });
        let field = |(path, value): (FieldPath, Option<String>)| {
            let key = match (&named, path.as_in_list()) {
                (Some(row), Some((_, field))) => Key::Row(row.clone(), field),
                _ => Key::Place(path),
            };
            Field { path, key, name: format!("{shown} {}", path.title()), value }
        };
        cells.into_iter().map(field).collect()
    }
}
