//! Where in the tables each part of a record stands.

use super::ImportProblem;

/// A record's lines in the tables.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    /// Its line in the table of forms.
    pub(super) form: usize,
    /// For each list of the record, the lines of its elements.
    pub(super) lists: Vec<(&'static str, Vec<usize>)>,
}

impl Places {
    /// A problem at a pointer into the record, told by table, line and column.
    pub(super) fn problem(&self, pointer: &str, message: String) -> ImportProblem {
        let mut keys = pointer.split('/').skip(1);
        let (first, second, third) = (keys.next(), keys.next(), keys.next());
        let element = |(list, lines): &(&'static str, Vec<usize>)| {
            let at: usize = second.filter(|_| first == Some(*list))?.parse().ok()?;
            Some((*list, *lines.get(at)?, third.unwrap_or_default().to_owned()))
        };
        let (list, line, column) = self.lists.iter().find_map(element).unwrap_or_else(|| {
            // /goals/expected stands in the column goals_expected.
            let column = pointer.trim_start_matches('/').replace('/', "_");
            (super::tables::FORMS, self.form, column)
        });
        ImportProblem { table: Some(format!("{list}.csv")), line, pointer: column, message }
    }
}
