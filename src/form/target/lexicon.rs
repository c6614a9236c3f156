//! Finding the longest known word at a place in a text.

/// A word with what it stands for.
type Entry<T> = (Vec<char>, T);

/// Words with what they stand for, found by their longest match.
#[derive(Debug)]
pub(super) struct Lexicon<T> {
    /// By first character, sorted; under each the words, longest first.
    heads: Vec<(char, Vec<Entry<T>>)>,
}

impl<T: Clone> Lexicon<T> {
    /// A lexicon of these words. Of a word given twice the first meaning counts.
    pub(super) fn new<'a>(words: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut all: Vec<Entry<T>> =
            words.into_iter().map(|(word, meaning)| (word.chars().collect(), meaning)).collect();
        all.retain(|(word, _)| !word.is_empty());
        all.sort_by(|(a, _), (b, _)| a.first().cmp(&b.first()).then(b.len().cmp(&a.len())));
        let mut heads: Vec<(char, Vec<Entry<T>>)> = Vec::new();
        for (word, meaning) in all {
            let Some(&head) = word.first() else { continue };
            match heads.last_mut() {
                Some((last, words)) if *last == head => words.push((word, meaning)),
                _ => heads.push((head, vec![(word, meaning)])),
            }
        }
        Self { heads }
    }

    /// The longest word that begins at `at`, with its length.
    pub(super) fn longest(&self, text: &[char], at: usize) -> Option<(usize, &T)> {
        let rest = text.get(at..)?;
        let head = rest.first()?;
        let place = self.heads.binary_search_by_key(head, |(c, _)| *c).ok()?;
        let (_, words) = self.heads.get(place)?;
        words.iter().find(|(word, _)| rest.starts_with(word)).map(|(word, meaning)| (word.len(), meaning))
    }
}

#[cfg(test)]
mod tests {
    use super::Lexicon;

    #[test]
    fn the_longest_word_wins() {
        let lexicon = Lexicon::new([("不", 1), ("不少于", 2), ("不少", 3)]);
        let text: Vec<char> = "不少于3".chars().collect();
        assert_eq!(lexicon.longest(&text, 0), Some((3, &2)));
        assert_eq!(lexicon.longest(&text, 1), None);
    }
}
