//! The labels of one thing, and how well a text fits them.

use std::cmp::Ordering;

use crate::template::label::{Characters, Words, normalise};

/// A set of labels with what may replace them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Labels {
    /// By length, then by text: nearly every text is told from them by its length.
    exact: Vec<String>,
    words: Vec<Words>,
    /// The first label, as it is written.
    pub(crate) own: String,
}

/// How well a text fits a set of labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Fit {
    #[default]
    None,
    /// It has the words that stand for the label.
    Words,
    /// It is one of the labels.
    Exact,
}

impl Labels {
    pub(crate) fn new(labels: &[String], words: &[String]) -> Self {
        let mut exact: Vec<String> = labels.iter().filter_map(|l| normalise(l)).collect();
        exact.sort_unstable_by(|a, b| by_length(a, b));
        exact.dedup();
        Self {
            exact,
            words: words.iter().filter_map(|pattern| Words::parse(pattern)).collect(),
            own: labels.first().cloned().unwrap_or_default(),
        }
    }

    /// The labels, normalised.
    pub(crate) fn exact(&self) -> &[String] {
        &self.exact
    }

    /// The words that may stand for them.
    pub(crate) fn words(&self) -> &[Words] {
        &self.words
    }

    /// How well a normalised text fits.
    pub(crate) fn fit(&self, label: &str) -> Fit {
        if self.has(label) {
            return Fit::Exact;
        }
        let characters = Characters::of(label);
        let has_words = self.words.iter().any(|words| words.are_in(label, characters));
        if has_words { Fit::Words } else { Fit::None }
    }

    /// Whether a normalised text ends with one of the labels: `荔湾区部门整体支出绩效自评表`.
    pub(crate) fn ends(&self, label: &str) -> bool {
        self.exact.iter().any(|own| label.ends_with(own.as_str()))
    }

    /// Whether a normalised text is one of the labels.
    pub(crate) fn has(&self, label: &str) -> bool {
        self.exact.binary_search_by(|own| by_length(own, label)).is_ok()
    }
}

fn by_length(a: &str, b: &str) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}
