//! Whether a space between two characters is a slip, by the clause that it stands in.

use crate::letters::is_letter_or_digit;
use crate::rules::wording::characters::{Class, is_han};

/// A text's clauses, and how many gaps between Chinese characters each has. One gap in a clause is a slip; several are
/// how someone set off the items of a list, or spaced out a heading.
pub(super) struct Clauses {
    /// The clause of each character.
    of: Vec<usize>,
    /// For each clause: its gaps, and its characters.
    counts: Vec<(usize, usize)>,
}

/// A clause with fewer characters is a name or a list, and its space may mean something.
const SHORTEST_SENTENCE: usize = 8;

impl Clauses {
    pub(super) fn of(chars: &[char], classes: &[Class]) -> Self {
        let mut found = Self { of: Vec::with_capacity(chars.len()), counts: vec![(0, 0)] };
        let mut last = None;
        let mut in_gap = false;
        for (c, class) in chars.iter().zip(classes) {
            let ends = match class {
                Class::LineEnd | Class::OddLineEnd => true,
                Class::Shown => !is_letter_or_digit(*c),
                Class::Space | Class::Invisible => false,
            };
            if ends {
                found.counts.push((0, 0));
                (last, in_gap) = (None, false);
            }
            found.of.push(found.counts.len() - 1);
            let Some((gaps, length)) = found.counts.last_mut() else { continue };
            match class {
                Class::Shown if !ends => {
                    if in_gap && is_han(*c) && last.is_some_and(is_han) {
                        *gaps += 1;
                    }
                    *length += 1;
                    (last, in_gap) = (Some(*c), false);
                }
                Class::Space => in_gap = true,
                _ => (),
            }
        }
        found
    }

    /// Whether the gap at `at` is the only one of a clause that is long enough to be a sentence's.
    pub(super) fn has_one_gap(&self, at: usize) -> bool {
        let counts = self.of.get(at).and_then(|clause| self.counts.get(*clause));
        counts.is_some_and(|(gaps, length)| *gaps == 1 && *length >= SHORTEST_SENTENCE)
    }
}
