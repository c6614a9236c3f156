//! What a cell's text is to the templates. The forms of a batch have the same labels over and over, so it is found out
//! once for each text and remembered for as long as there is room.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::compile::{Fit, Labels, Table, Template};
use super::label::{Characters, normalise, split_at_colon};

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

impl Meaning {
    fn of(text: &str, templates: &[Arc<Template>]) -> Self {
        let label = normalise(text);
        let before_colon = match split_at_colon(text) {
            Some((before, _)) if before.chars().count() <= 20 => normalise(before),
            _ => label.clone(),
        };
        let role = |template: &Arc<Template>| Role::of(label.as_deref(), before_colon.as_deref(), template);
        let roles = unless_nothing(templates.iter().map(role));
        Self { label, before_colon, roles }
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

/// The values in order; nothing at all where each of them says nothing.
fn unless_nothing<T: Default + PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values = values.peekable();
    let mut before = 0;
    while values.next_if(|value| *value == T::default()).is_some() {
        before += 1;
    }
    if values.peek().is_none() {
        return Vec::new();
    }
    std::iter::repeat_with(T::default).take(before).chain(values).collect()
}

impl Role {
    fn of(label: Option<&str>, before_colon: Option<&str>, template: &Template) -> Self {
        let mut role = Self::default();
        if let Some(label) = label {
            role.is_title = is_title(label, template);
            role.is_known = template.knows(label);
            role.closes = template.closing.has(label);
            let characters = Characters::of(label);
            let fits = |table| Fits::of(label, characters, table, &template.others);
            role.tables = unless_nothing(template.tables.iter().map(fits));
        }
        if let Some(label) = before_colon {
            let characters = Characters::of(label);
            let fit = |labels: &Labels| labels.fit_of(label, characters);
            role.fields = unless_nothing(template.fields.iter().map(|field| fit(&field.labels)));
        }
        role
    }
}

impl Fits {
    fn of(label: &str, characters: Characters, table: &Table, others: &Labels) -> Self {
        let fits = table.columns.iter().map(|column| column.labels.fit_of(label, characters));
        let mut columns = unless_nothing(fits);
        let is_other = others.has(label)
            || (others.fit_of(label, characters) != Fit::None && !columns.contains(&Fit::Exact));
        if is_other {
            columns.iter_mut().filter(|fit| **fit == Fit::Words).for_each(|fit| *fit = Fit::None);
        }
        let best = columns.iter().copied().max().unwrap_or_default();
        Self { columns, best, is_other }
    }
}

/// A title has the form's name in it, whatever district or year stands around it.
fn is_title(label: &str, template: &Template) -> bool {
    let without_year = label.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches("年度");
    template.title.has(without_year)
        || (label.contains('表') && template.title.fit(label) != Fit::None)
        || template.title.ends(label)
}

/// The meanings that are known so far.
#[derive(Debug, Default)]
pub(crate) struct Meanings(RwLock<HashMap<String, Arc<Meaning>>>);

/// Texts that are remembered: a form has about a hundred that may be labels, most of them in common with the others.
const MOST: usize = 16_384;
/// Bytes of the longest text that is remembered; no label is longer with its line breaks and brackets.
const LONGEST: usize = 160;

impl Meanings {
    /// The meaning of each text, in order.
    pub(crate) fn of<'t>(
        &self,
        texts: impl Iterator<Item = Option<&'t str>>,
        templates: &[Arc<Template>],
    ) -> Vec<Arc<Meaning>> {
        let nothing = Arc::new(Meaning::default());
        let mut new: Vec<(usize, &str)> = Vec::new();
        let mut meanings: Vec<Arc<Meaning>> = {
            // A panic elsewhere leaves the map whole: nothing in it is ever changed.
            let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
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
        for &(at, text) in &new {
            meanings[at] = Arc::new(Meaning::of(text, templates));
        }
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for (at, text) in new.into_iter().filter(|(_, text)| text.len() <= LONGEST) {
            if known.len() >= MOST {
                known.clear();
            }
            known.insert(text.to_owned(), Arc::clone(&meanings[at]));
        }
        meanings
    }
}
