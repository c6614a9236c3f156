//! Which labels of which templates a text fits, without asking each of them: one look-up for those that it is, and of those
//! that it has the words of only the patterns whose first word it has.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::template::compile::{Fit, Labels, Template};
use crate::template::label::{Characters, Words};
use foldhash::HashMap;

/// What a template has labels for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// What stands outside the tables' headings and rows and is no field: a block, a fixed text.
    Known,
    /// The end of a form.
    Closing,
    /// What looks like a column's heading and is none.
    Other,
    /// A field, by its place in the template.
    Field(usize),
    /// A table's column, by their places.
    Column(usize, usize),
}

/// A slot, by the template's place in its set.
pub(super) type Place = (usize, Slot);

/// The labels of a set of templates.
#[derive(Debug, Default)]
pub(super) struct Index {
    exact: HashMap<String, Vec<Place>>,
    patterns: Vec<(Words, Place)>,
    /// By their words' first characters.
    beginnings: HashMap<char, Vec<Beginning>>,
    /// The patterns that only say what must not be in a text.
    without_beginning: Vec<usize>,
}

/// A word, and the patterns that a text without it does not fit by their first word.
#[derive(Debug)]
struct Beginning {
    word: String,
    patterns: Vec<usize>,
}

impl Index {
    pub(super) fn of(templates: &[Arc<Template>]) -> Self {
        let mut index = Self::default();
        for template in templates {
            let place = |slot| (template.place, slot);
            index.add_exact(place(Slot::Known), &template.labels);
            index.add_exact(place(Slot::Closing), &template.closing);
            index.add(place(Slot::Other), &template.others);
            for field in template.every_field() {
                index.add_exact(place(Slot::Known), &field.block);
                index.add(place(Slot::Field(field.place)), &field.labels);
            }
            for (t, table) in template.tables.iter().enumerate() {
                index.add_exact(place(Slot::Known), &table.block);
                for (c, column) in table.columns.iter().enumerate() {
                    index.add(place(Slot::Column(t, c)), &column.labels);
                }
            }
        }
        let mut beginnings: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, (words, _)) in index.patterns.iter().enumerate() {
            match words.first() {
                Some(alternatives) => {
                    for word in alternatives {
                        beginnings.entry(word.to_owned()).or_default().push(at);
                    }
                }
                None => index.without_beginning.push(at),
            }
        }
        for (word, patterns) in beginnings {
            if let Some(first) = word.chars().next() {
                index.beginnings.entry(first).or_default().push(Beginning { word, patterns });
            }
        }
        index
    }

    fn add(&mut self, place: Place, labels: &Labels) {
        self.add_exact(place, labels);
        self.patterns.extend(labels.words().iter().map(|words| (words.clone(), place)));
    }

    fn add_exact(&mut self, place: Place, labels: &Labels) {
        for label in labels.exact() {
            self.exact.entry(label.clone()).or_default().push(place);
        }
    }

    /// Where a normalised text fits, and how; a place that it fits in several ways comes several times.
    pub(super) fn fits(&self, label: &str) -> Vec<(Place, Fit)> {
        let exact = self.exact.get(label).into_iter().flatten();
        let mut fits: Vec<(Place, Fit)> = exact.map(|place| (*place, Fit::Exact)).collect();
        let characters = Characters::of(label);
        let at_each = label.char_indices().flat_map(|(at, first)| {
            let begun = self.beginnings.get(&first).into_iter().flatten();
            begun.filter(move |beginning| label[at..].starts_with(&beginning.word))
        });
        let begun = at_each.flat_map(|beginning| &beginning.patterns);
        let patterns = begun.chain(&self.without_beginning).filter_map(|&at| self.patterns.get(at));
        let fitting = patterns.filter(|(words, _)| words.are_in(label, characters));
        fits.extend(fitting.map(|(_, place)| (*place, Fit::Words)));
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::Templates;

    /// Asking each of the labels is the slow way to the same.
    #[test]
    fn a_text_fits_where_each_of_the_labels_says_that_it_fits() {
        let templates = Templates::builtin();
        let index = Index::of(&templates.templates);
        let labels = templates.iter().flat_map(|t| {
            let columns = t.tables.iter().flat_map(|table| &table.columns).map(|column| &column.labels);
            let fields = t.every_field().map(|field| &field.labels);
            columns.chain(fields).chain([&t.others, &t.closing, &t.labels])
        });
        let known: Vec<String> = labels.flat_map(|labels| labels.exact().to_vec()).collect();
        let longer = known.iter().flat_map(|label| [format!("本年{label}"), format!("{label}调整数")]);
        for text in known.iter().cloned().chain(longer).chain(["95".to_owned(), "信访局".to_owned()]) {
            let fits = index.fits(&text);
            let fit = |place| {
                fits.iter()
                    .filter(|(other, _)| *other == place)
                    .map(|(_, fit)| *fit)
                    .max()
                    .unwrap_or_default()
            };
            for (at, template) in templates.iter().enumerate() {
                assert_eq!(fit((at, Slot::Other)), template.others.fit(&text), "{text}");
                let is_field = template.every_field().any(|f| fit((at, Slot::Field(f.place))) == Fit::Exact);
                assert_eq!(fit((at, Slot::Known)) == Fit::Exact || is_field, template.knows(&text), "{text}");
                for field in template.every_field() {
                    assert_eq!(fit((at, Slot::Field(field.place))), field.labels.fit(&text), "{text}");
                }
                for (t, table) in template.tables.iter().enumerate() {
                    for (c, column) in table.columns.iter().enumerate() {
                        assert_eq!(fit((at, Slot::Column(t, c))), column.labels.fit(&text), "{text}");
                    }
                }
            }
        }
    }
}
