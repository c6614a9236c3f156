//! The template language: recognising a form in a grid, reading its fields, laying a form out.
//! Names no label, column or district: those are in `templates/*.toml`.

mod amount;
mod arrangement;
mod compile;
mod draft;
mod expression;
mod fields;
mod funding;
mod header;
mod indicators;
mod label;
mod layout;
mod meaning;
mod read;
mod reading;
mod region;
mod side_by_side;
mod sizes;
mod spec;
mod stacked;
mod view;

use std::sync::Arc;

pub(crate) use amount::{says_nothing, stated_number};
pub use compile::Template;
pub use draft::{Drafted, draft};
pub use layout::{BlankSize, InputKind, LaidOut};
use meaning::{Meaning, Meanings};
pub(crate) use read::read_unjudged;
pub use read::{read_forms, recognised_as};
pub use spec::{TemplateError, TemplateProblem};

/// The templates that a run knows, in order of preference.
#[derive(Debug, Clone)]
pub struct Templates {
    templates: Vec<Arc<Template>>,
    /// What texts are to them, as far as they were asked.
    meanings: Arc<Meanings>,
}

/// The templates that are compiled in.
const BUILTIN: [&str; 6] = [
    include_str!("../../templates/liwan-department-2021.toml"),
    include_str!("../../templates/national-project-2020.toml"),
    include_str!("../../templates/sichuan-project.toml"),
    include_str!("../../templates/hubei-project.toml"),
    include_str!("../../templates/chongqing-project.toml"),
    include_str!("../../templates/national-department-2020.toml"),
];

impl Default for Templates {
    fn default() -> Self {
        Self::builtin()
    }
}

impl Templates {
    fn of(templates: Vec<Template>) -> Self {
        let placed = |(place, template): (usize, Template)| Arc::new(template.at(place));
        let templates: Vec<Arc<Template>> = templates.into_iter().enumerate().map(placed).collect();
        Self { meanings: Arc::new(Meanings::of(&templates)), templates }
    }

    /// The templates that are compiled in.
    pub fn builtin() -> Self {
        // Each is parsed in a test, so none is left out here.
        Self::of(BUILTIN.iter().filter_map(|text| Template::parse(text).ok()).collect())
    }

    /// Adds a template, preferred before all others; one of the same id is replaced.
    ///
    /// # Errors
    /// What is wrong in it, each with its line.
    pub fn with_text(self, text: &str, name: &str) -> Result<Self, TemplateError> {
        let template =
            Template::parse(text).map_err(|problems| TemplateError { name: name.to_owned(), problems })?;
        let others: Vec<Template> = self.iter().filter(|t| t.id != template.id).cloned().collect();
        Ok(Self::of(std::iter::once(template).chain(others).collect()))
    }

    /// Only the template of that id; `None` if there is none.
    #[must_use]
    pub fn only(&self, id: &str) -> Option<Self> {
        Some(Self::of(vec![self.get(id)?.clone()]))
    }

    /// What each text is to them.
    fn meanings<'t>(&self, texts: impl Iterator<Item = Option<&'t str>>) -> Vec<Arc<Meaning>> {
        self.meanings.look_up(texts, &self.templates)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Template> {
        self.templates.iter().map(AsRef::as_ref)
    }

    /// The template of that id.
    pub fn get(&self, id: &str) -> Option<&Template> {
        self.iter().find(|t| t.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_template_parses() {
        for text in BUILTIN {
            if let Err(problems) = Template::parse(text) {
                panic!("{problems:?}");
            }
        }
        assert_eq!(Templates::builtin().iter().count(), BUILTIN.len());
    }
}
