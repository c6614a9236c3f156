//! Forms that have a self-evaluation's tables and are none: 绩效运行监控表, filled in before the year is over.

use super::super::Templates;
use super::super::compile::{Fit, Labels, Relative, Template};
use super::super::view::{Seen, View};
use super::Region;

impl Region {
    /// What the form is, where it only looks like one of the template's. What its title says decides; where no title says
    /// that it is a self-evaluation, a heading does.
    pub(crate) fn relative<'t>(
        &self,
        view: &View<'_>,
        template: &'t Template,
        templates: &Templates,
    ) -> Option<&'t str> {
        let headers = || self.funding.iter().chain(&self.indicators);
        let first_heading = headers().map(|header| header.first_row).min()?;
        let above = || view.rows(self.first_row, first_heading.saturating_sub(1));
        let has = |seen: &Seen<'_>, words: &Labels| seen.label().is_some_and(|l| words.fit(l) != Fit::None);
        let titled =
            |relative: &&Relative| above().any(|(at, seen)| view.is_alone(at) && has(seen, &relative.title));
        let is_title =
            |seen: &Seen<'_>| templates.iter().any(|one| seen.role(one).is_some_and(|role| role.is_title));
        let headed = |relative: &&Relative| {
            let mut headings = headers().flat_map(|header| view.rows(header.first_row, header.last_row));
            headings.any(|(_, seen)| has(seen, &relative.headings))
        };
        let by_title = template.relatives.iter().find(titled);
        let by_headings = || {
            let says_form = above().any(|(_, seen)| is_title(seen));
            template.relatives.iter().filter(|_| !says_form).find(headed)
        };
        Some(by_title.or_else(by_headings)?.name.as_str())
    }
}
