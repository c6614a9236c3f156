//! What numbers the parts of a cell and means nothing: `1.`, `2、`, `(3)`.

use super::Reader;

impl Reader<'_> {
    /// `1.`, `2、`, `(3)` at the beginning of a part number it and mean nothing.
    pub(super) fn enumerator(&mut self) -> bool {
        let begins =
            self.at == 0 || matches!(self.text.get(self.at - 1), Some(',' | ';' | '。' | '(' | '、'));
        if !begins {
            return false;
        }
        let digits = self.text[self.at..].iter().take_while(|c| c.is_ascii_digit()).count();
        if !(1..=2).contains(&digits) {
            return false;
        }
        let next = self.text.get(self.at + digits);
        let beyond = self.text.get(self.at + digits + 1);
        let marks = match next {
            Some('.' | '、') => beyond.is_some_and(|c| !c.is_ascii_digit() && *c != '%'),
            Some(')') => self.depth == 0 || beyond.is_some_and(|c| !matches!(c, ',' | ';' | '。')),
            _ => false,
        };
        // A remark that is a number alone, (95), is no enumerator: only one at the part's very beginning is.
        let in_bracket = self.at > 0 && self.text.get(self.at - 1) == Some(&'(');
        if !marks || (in_bracket && self.at != 1) {
            return false;
        }
        self.at += digits + 1;
        if next == Some(&')') {
            self.depth = self.depth.saturating_sub(1);
        }
        true
    }
}
