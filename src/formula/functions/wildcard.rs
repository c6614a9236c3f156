//! Texts with Excel's `*` and `?`.

use super::super::fault::{Fault, Unjudged};

/// Excel looks for texts of so many characters at most.
const MAX_PATTERN: usize = 255;

/// What stands at a place of a pattern.
#[derive(Clone, Copy, PartialEq)]
enum Piece {
    /// This character.
    Char(char),
    /// `?`: any character.
    One,
    /// `*`: any characters, or none.
    Any,
}

/// A text to look for, without regard to case.
pub(super) struct Pattern(Vec<Piece>);

/// Whether a pattern was found.
pub(super) struct Found {
    /// Whether it was.
    pub(super) matches: bool,
    /// How many characters were looked at to find that out.
    pub(super) steps: usize,
}

impl Pattern {
    /// `~` before `*`, `?` or `~` takes its meaning away.
    pub(super) fn new(text: &str) -> Result<Self, Fault> {
        if text.chars().count() > MAX_PATTERN {
            return Err(Fault::Unjudged(Unjudged::words(format!("要查找的文字超过 {MAX_PATTERN} 个字符"))));
        }
        let mut pieces = Vec::new();
        let lower = text.to_lowercase();
        let mut chars = lower.chars().peekable();
        while let Some(c) = chars.next() {
            pieces.push(match c {
                '~' => Piece::Char(chars.next_if(|next| matches!(next, '*' | '?' | '~')).unwrap_or('~')),
                '*' => Piece::Any,
                '?' => Piece::One,
                c => Piece::Char(c),
            });
        }
        Ok(Self(pieces))
    }

    /// Looks for the pattern in the whole of `text`, in time proportional to both lengths.
    pub(super) fn find(&self, text: &str) -> Found {
        let text: Vec<char> = text.to_lowercase().chars().collect();
        let (mut p, mut t, mut steps) = (0, 0, text.len());
        let mut retry: Option<(usize, usize)> = None;
        let matches = loop {
            steps += 1;
            match (self.0.get(p), text.get(t)) {
                (Some(Piece::Any), _) => {
                    retry = Some((p + 1, t));
                    p += 1;
                }
                (None, None) => break true,
                (Some(&wanted), Some(&c)) if wanted == Piece::One || wanted == Piece::Char(c) => {
                    p += 1;
                    t += 1;
                }
                _ => match retry {
                    // A star at the end takes in all that is left.
                    Some((after, _)) if after == self.0.len() => break true,
                    Some((after, from)) if from < text.len() => {
                        retry = Some((after, from + 1));
                        (p, t) = (after, from + 1);
                    }
                    _ => break false,
                },
            }
        };
        Found { matches, steps }
    }
}
