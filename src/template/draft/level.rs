//! Whose form a draft is of: a department's, or a project's.

use super::DraftField;
use crate::form::FormLevel;
use crate::template::label::{Characters, Words, normalise};
use crate::template::spec::{FieldId, TemplateSpec};

/// Whether only a project's form has a field.
pub(super) fn is_projects_own(field: &DraftField) -> bool {
    matches!(field.spec.id.get_ref(), FieldId::Project | FieldId::CompetentDepartment)
}

/// Whose form it is: a department's if its title has the words by which a known form is one, else a project's if it names
/// one.
pub(super) fn level(title: &str, known: &[TemplateSpec], fields: &[DraftField]) -> FormLevel {
    let departments = known.iter().filter_map(|template| template.department.as_ref());
    let mut words = departments.flat_map(|of| &of.title_words).filter_map(|words| Words::parse(words));
    let says_department =
        normalise(title).is_some_and(|title| words.any(|words| words.are_in(&title, Characters::of(&title))));
    let names_project = fields.iter().any(|field| *field.spec.id.get_ref() == FieldId::Project);
    if names_project && !says_department { FormLevel::Project } else { FormLevel::Department }
}
