//! Lists of words that texts begin or end with, found without trying each.

use std::collections::BTreeMap;

/// Words by their first and by their last character.
pub(super) struct Words {
    by_first: BTreeMap<char, Vec<&'static str>>,
    by_last: BTreeMap<char, Vec<&'static str>>,
}

impl Words {
    /// The words of a list that spaces set apart.
    pub(super) fn of(list: &'static str) -> Self {
        let mut words = Self { by_first: BTreeMap::new(), by_last: BTreeMap::new() };
        for word in list.split_ascii_whitespace() {
            if let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) {
                words.by_first.entry(first).or_default().push(word);
                words.by_last.entry(last).or_default().push(word);
            }
        }
        words
    }

    /// A text without the longest of them that it begins with.
    pub(super) fn off_front<'t>(&self, text: &'t str) -> Option<&'t str> {
        let words = self.by_first.get(&text.chars().next()?)?;
        words.iter().filter_map(|word| text.strip_prefix(word)).min_by_key(|rest| rest.len())
    }

    /// A text without the longest of them that it ends with.
    pub(super) fn off_end<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.each_off_end(text).min_by_key(|rest| rest.len())
    }

    /// A text without each of them that it ends with.
    pub(super) fn each_off_end<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let words = text.chars().next_back().and_then(|last| self.by_last.get(&last));
        words.into_iter().flatten().filter_map(|word| text.strip_suffix(word))
    }
}
