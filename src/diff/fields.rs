//! A form as a list of fields that can be laid beside another form's.

use std::collections::HashMap;

use crate::form::{FUNDING, FormRecord, FundingColumn, INDICATORS, TASKS, field_title};

/// One field.
#[derive(Debug)]
pub(super) struct Field {
    /// Its path on its own form.
    pub(super) path: String,
    /// By what the same field is known on the other form.
    pub(super) key: String,
    /// What it is called.
    pub(super) name: String,
    pub(super) value: Option<String>,
}

/// Both forms' fields. Rows of a table belong together by their place if there are as many on either side, else by
/// their names, so that a row that was put in does not make all that follow differ.
pub(super) fn fields(before: &FormRecord, after: &FormRecord) -> (Vec<Field>, Vec<Field>) {
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

fn of(form: &FormRecord, by_place: ByPlace) -> Vec<Field> {
    let single = |path: &str, value: Option<String>| Field {
        path: path.to_owned(),
        key: path.to_owned(),
        name: field_title(path).to_owned(),
        value,
    };
    let mut fields = vec![
        single("department", form.department.clone()),
        single("project", form.project.clone()),
        single("competent_department", form.competent_department.clone()),
        single("year", text(form.year)),
        single("unit", form.unit.clone()),
        single("goals.expected", form.goals.expected.clone()),
        single("goals.achieved", form.goals.achieved.clone()),
        single("problems", form.problems.clone()),
        single("measures", form.measures.clone()),
        single("total_weight", text(form.total_weight)),
        single("total_score", text(form.total_score)),
    ];
    let mut funding = Rows::new(FUNDING, by_place.funding);
    for row in &form.funding {
        let source = ("source", row.source.clone());
        let amounts = FundingColumn::ALL.map(|column| (column.as_str(), text(row.get(column))));
        fields.extend(funding.row(row.source.as_deref(), [source].into_iter().chain(amounts)));
    }
    let mut tasks = Rows::new(TASKS, by_place.tasks);
    for task in &form.tasks {
        fields.extend(tasks.row(
            task.name.as_deref(),
            [
                ("name", task.name.clone()),
                ("expected", task.expected.clone()),
                ("achieved", task.achieved.clone()),
                ("funds", text(task.funds)),
            ],
        ));
    }
    let mut indicators = Rows::new(INDICATORS, by_place.indicators);
    for indicator in &form.indicators {
        fields.extend(indicators.row(
            indicator.name.as_deref(),
            [
                ("name", indicator.name.clone()),
                ("definition", indicator.definition.clone()),
                ("target", indicator.target.clone()),
                ("actual", indicator.actual.clone()),
                ("weight", text(indicator.weight)),
                ("score", text(indicator.score)),
                ("deviation_reason", indicator.deviation_reason.clone()),
            ],
        ));
    }
    // A field that neither form has is no field.
    fields.retain(|field| field.value.is_some() || form.cells.named(&field.path).is_some());
    fields
}

fn text(value: Option<impl ToString>) -> Option<String> {
    value.map(|value| value.to_string())
}

/// The rows of a table, one after the other.
struct Rows {
    table: &'static str,
    by_place: bool,
    next: usize,
    seen: HashMap<String, usize>,
}

impl Rows {
    fn new(table: &'static str, by_place: bool) -> Self {
        Self { table, by_place, next: 0, seen: HashMap::new() }
    }

    fn row<'c>(
        &mut self,
        row_name: Option<&str>,
        cells: impl IntoIterator<Item = (&'c str, Option<String>)>,
    ) -> Vec<Field> {
        let (table, at) = (self.table, self.next);
        self.next += 1;
        let shown = row_name.map_or_else(|| format!("第 {} 行", at + 1), str::to_owned);
        let key = if self.by_place {
            at.to_string()
        } else {
            let count = self.seen.entry(shown.clone()).or_default();
            *count += 1;
            format!("{shown}#{count}")
        };
        cells
            .into_iter()
            .map(|(column, value)| {
                let path = format!("{table}.{at}.{column}");
                let name = format!("{shown} {}", field_title(&path));
                Field { path, key: format!("{table}.{key}.{column}"), name, value }
            })
            .collect()
    }
}
