//! What a cell's text is to the templates. The forms of a batch have the same labels over and over, so it is found out
//! once for each text and remembered for as long as there is room.

mod index;

use std::sync::{Arc, PoisonError, RwLock};

use super::compile::{Fit, Template};
use super::label::{normalise, split_at_colon};
use crate::remembered::Remembered;
use foldhash::{HashMap, HashMapExt};
use index::{Index, Place, Slot};

/// A text as a label, and what it is to each template.
#[derive(Debug, Default)]
pub(crate) struct Meaning {
    /// The text as labels are compared; `None` if it cannot be a label.
    pub(crate) label: Option<String>,
    /// The same of the part before a colon (`部门名称：信访局`), where there is one.
    pub(crate) before_colon: Option<String>,
    /// By the template's place in its set; empty if it is nothing to any of them, as most texts are.
    roles: Vec<Role>,
}

/// What a text is to one template.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Role {
    /// Whether it is the form's title.
    pub(crate) is_title: bool,
    /// Whether it is a label that stands outside the tables' headings and rows.
    pub(crate) is_known: bool,
    /// Whether it is one of the labels that close a form (填表人).
    pub(crate) closes: bool,
    /// How well it fits the columns of each table, in the template's order; empty if it fits none.
    tables: Vec<Fits>,
    /// How well the part before a colon fits each field, in the template's order; empty if it fits none.
    pub(crate) fields: Vec<Fit>,
}

/// How well a text fits the columns of a table.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Fits {
    /// Each column, in the template's order; empty if it fits none.
    pub(crate) columns: Vec<Fit>,
    /// The best of them.
    pub(crate) best: Fit,
    /// Whether the template knows it for something that is no column.
    pub(crate) is_other: bool,
}

impl Role {
    /// Whether it is the label of a column in any of the tables.
    pub(crate) fn is_heading(&self) -> bool {
        self.tables.iter().any(|fits| fits.best == Fit::Exact)
    }
}

impl Meaning {
    fn of(text: &str, templates: &[Arc<Template>], index: &Index) -> Self {
        let label = normalise(text);
        let before_colon = match split_at_colon(text) {
            Some((before, _)) if before.chars().count() <= 20 => normalise(before),
            _ => label.clone(),
        };
        let fits = |label: &Option<String>| label.as_ref().map(|l| index.fits(l)).unwrap_or_default();
        let of_label = fits(&label);
        let of_other_beginning = (before_colon != label).then(|| fits(&before_colon));
        let mut roles = Gathered::to(templates);
        for &(place, fit) in &of_label {
            roles.label_fits(place, fit);
        }
        for &(place, fit) in of_other_beginning.as_ref().unwrap_or(&of_label) {
            roles.beginning_fits(place, fit);
        }
        if let Some(title) = label.as_deref().map(Title::of) {
            for template in templates.iter().filter(|template| title.is_of(template)) {
                roles.of(template.place).is_title = true;
            }
        }
        Self { label, before_colon, roles: roles.finish() }
    }

    /// Whether it is anything to any template.
    pub(crate) fn is_something(&self) -> bool {
        !self.roles.is_empty()
    }

    /// What it is to a template of the set that it was looked up in; `None` if nothing.
    pub(crate) fn role(&self, template: &Template) -> Option<&Role> {
        self.roles.get(template.place)
    }

    /// How well it fits a template's table of that index; `None` for a text that is no label.
    pub(crate) fn fits(&self, template: &Template, table: usize) -> Option<&Fits> {
        static NONE: Fits = Fits { columns: Vec::new(), best: Fit::None, is_other: false };
        self.label.as_ref()?;
        Some(self.role(template).and_then(|role| role.tables.get(table)).unwrap_or(&NONE))
    }
}

/// What a text is to each template of a set, as it is put together.
struct Gathered<'t> {
    templates: &'t [Arc<Template>],
    /// By the template's place; empty as long as the text is nothing to any of them.
    roles: Vec<Role>,
    /// How well it fits what each template knows for no column, likewise.
    others: Vec<Fit>,
}

impl<'t> Gathered<'t> {
    fn to(templates: &'t [Arc<Template>]) -> Self {
        Self { templates, roles: Vec::new(), others: Vec::new() }
    }

    fn of(&mut self, template: usize) -> &mut Role {
        if self.roles.is_empty() {
            self.roles.resize_with(self.templates.len(), Role::default);
            self.others.resize(self.templates.len(), Fit::None);
        }
        &mut self.roles[template]
    }

    fn label_fits(&mut self, (place, slot): Place, fit: Fit) {
        let template = &self.templates[place];
        let role = self.of(place);
        match slot {
            Slot::Known => role.is_known = true,
            Slot::Closing => role.closes = true,
            Slot::Field(_) => role.is_known |= fit == Fit::Exact,
            Slot::Column(table, column) => {
                role.tables.resize_with(template.tables.len(), Fits::default);
                let columns = &mut role.tables[table].columns;
                columns.resize(template.tables[table].columns.len(), Fit::None);
                columns[column] = fit.max(columns[column]);
            }
            Slot::Other => {
                role.tables.resize_with(template.tables.len(), Fits::default);
                self.others[place] = fit.max(self.others[place]);
            }
        }
    }

    fn beginning_fits(&mut self, (place, slot): Place, fit: Fit) {
        if let Slot::Field(field) = slot {
            let count = self.templates[place].every_field().count();
            let fields = &mut self.of(place).fields;
            fields.resize(count, Fit::None);
            fields[field] = fit.max(fields[field]);
        }
    }

    fn finish(mut self) -> Vec<Role> {
        for (role, other) in self.roles.iter_mut().zip(self.others) {
            role.tables.iter_mut().for_each(|fits| fits.settle(other));
        }
        self.roles
    }
}

impl Fits {
    /// Words are no column's where the text is something that the template knows for no column.
    fn settle(&mut self, other: Fit) {
        self.is_other = other == Fit::Exact || (other == Fit::Words && !self.columns.contains(&Fit::Exact));
        if self.is_other {
            self.columns.iter_mut().filter(|fit| **fit == Fit::Words).for_each(|fit| *fit = Fit::None);
        }
        self.best = self.columns.iter().copied().max().unwrap_or_default();
    }
}

/// A text that may be a form's title, which has the form's name in it, whatever district or year stands around it.
struct Title<'t> {
    label: &'t str,
    without_year: &'t str,
    is_of_a_table: bool,
}

impl<'t> Title<'t> {
    fn of(label: &'t str) -> Self {
        let behind_digits = label.trim_start_matches(|c: char| c.is_ascii_digit());
        let without_year = behind_digits.strip_prefix("年度").unwrap_or(behind_digits);
        Self { label, without_year, is_of_a_table: label.contains('表') }
    }

    fn is_of(&self, template: &Template) -> bool {
        template.title.has(self.without_year)
            || (self.is_of_a_table && template.title.fit(self.label) != Fit::None)
            || template.title.ends(self.label)
    }
}

/// The meanings of texts to a set of templates.
#[derive(Debug)]
pub(crate) struct Meanings {
    index: Index,
    /// Those that are known so far.
    known: RwLock<Remembered<Arc<Meaning>>>,
}

/// Texts that are remembered: a form has about a hundred that may be labels, most of them in common with the others.
const MOST: usize = 16_384;
/// Bytes of the longest text that is remembered; no label is longer with its line breaks and brackets.
const LONGEST: usize = 160;

impl Meanings {
    /// Of no text so far.
    pub(crate) fn of(templates: &[Arc<Template>]) -> Self {
        let known = RwLock::new(Remembered::up_to(MOST, LONGEST));
        Self { index: Index::of(templates), known }
    }

    /// The meaning of each text, in order.
    pub(crate) fn look_up<'t>(
        &self,
        texts: impl Iterator<Item = Option<&'t str>>,
        templates: &[Arc<Template>],
    ) -> Vec<Arc<Meaning>> {
        let nothing = Arc::new(Meaning::default());
        let mut new: Vec<(usize, &str)> = Vec::new();
        let mut meanings: Vec<Arc<Meaning>> = {
            // A panic elsewhere leaves the map whole: nothing in it is ever changed.
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            let look_up = |(at, text): (usize, Option<&'t str>)| match text {
                None => Arc::clone(&nothing),
                Some(text) => known.get(text).map_or_else(
                    || {
                        new.push((at, text));
                        Arc::clone(&nothing)
                    },
                    Arc::clone,
                ),
            };
            texts.enumerate().map(look_up).collect()
        };
        if new.is_empty() {
            return meanings;
        }
        // A sheet may have one text in each of its cells.
        let mut found: HashMap<&str, Arc<Meaning>> = HashMap::with_capacity(new.len().min(MOST));
        for (at, text) in new {
            let meaning = || Arc::new(Meaning::of(text, templates, &self.index));
            meanings[at] = if text.len() <= LONGEST {
                Arc::clone(found.entry(text).or_insert_with(meaning))
            } else {
                meaning()
            };
        }
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        for (text, meaning) in found {
            known.keep(text, meaning);
        }
        meanings
    }
}
