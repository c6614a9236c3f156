//! What a form reports on: a department as a whole, or one of its projects.

use crate::form::{Form, FormLevel};
use crate::nfkc::closed_up;
use crate::record::FormRecord;

/// What a form reports on, of its department. Two forms of a department on the same subject are one report, sent twice.
/// The template and the year do not matter: a run is about one year, and a form that names another is a mistake to be
/// asked about (`year-mismatch`), not a second budget.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Subject {
    /// The department as a whole.
    Whole,
    /// One of its projects, by [`project_key`].
    Project(String),
}

impl Subject {
    /// What a form reports on; `None` where it does not say which project it is about.
    pub(crate) fn of(form: &FormRecord) -> Option<Self> {
        Self::named(is_project(form), form.project.as_deref())
    }

    /// The same of a form that was just read, which may have a place for a project's name and none in it.
    pub(crate) fn of_form(form: &Form) -> Option<Self> {
        let by_its_fields = || form.project.is_some() || form.competent_department.is_some();
        let is_project = is_level_or(form.level, by_its_fields);
        Self::named(is_project, form.project.as_ref().and_then(|project| project.value.as_deref()))
    }

    fn named(is_project: bool, project: Option<&str>) -> Option<Self> {
        if is_project { Some(Self::Project(project_key(project?))) } else { Some(Self::Whole) }
    }
}

/// What a project's name is compared by: without spaces and differences of width. Brackets tell the stages of a project
/// apart: （一期）, （二期）.
pub(crate) fn project_key(name: &str) -> String {
    closed_up(name)
}

/// Whether a form is about a project, not about a department as a whole.
pub(crate) fn is_project(form: &FormRecord) -> bool {
    is_level_or(form.level, || form.project.is_some() || form.competent_department.is_some())
}

fn is_level_or(level: Option<FormLevel>, by_its_fields: impl FnOnce() -> bool) -> bool {
    level.map_or_else(by_its_fields, |level| level == FormLevel::Project)
}
