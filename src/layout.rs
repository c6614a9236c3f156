//! How much room text takes: its width in columns and the lines it needs when wrapped.
//!
//! Neither Excel nor LibreOffice sizes the row of a merged cell, so every output sizes its rows by these figures.
//! They err towards more room: a line too many is a gap, a line too few is a sentence that nobody can read.

use memchr::memchr2;
use unicode_width::UnicodeWidthChar;

use crate::letters::is_common_han;

/// The width of the widest line of `text`, where a Chinese character takes two columns and a Latin one takes one.
/// Characters of ambiguous width (“ ” — ≥ ①) count two, as the fonts of Chinese offices draw them.
pub(crate) fn display_width(text: &str) -> usize {
    if !has_line_breaks(text) {
        return columns_of(text);
    }
    lines(text).map(columns_of).max().unwrap_or(0)
}

/// How many lines `text` takes in a cell that is `width_in_characters` columns wide, its own line breaks included.
/// At least one.
pub(crate) fn wrapped_lines(text: &str, width_in_characters: f64) -> usize {
    let width = width_in_characters.max(2.0);
    if !has_line_breaks(text) {
        return paragraph_lines(text, width);
    }
    lines(text).map(|line| paragraph_lines(line, width)).sum::<usize>().max(1)
}

fn has_line_breaks(text: &str) -> bool {
    memchr2(b'\n', b'\r', text.as_bytes()).is_some()
}

/// The lines that a text itself has, whatever the line break it was typed with.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(|line| line.trim_end_matches('\r')).flat_map(|line| line.split('\r'))
}

/// Columns that a text without line breaks takes on one line.
fn columns_of(text: &str) -> usize {
    text.chars().map(|c| columns(c) as usize).sum()
}

/// Columns that a character takes: one or two, and none for what is not drawn.
fn columns(c: char) -> u32 {
    // Nearly all are one of these; of the others tables tell.
    match c {
        _ if is_common_han(c) => 2,
        ' '..='~' => 1,
        _ => UnicodeWidthChar::width_cjk(c).map_or(0, |width| u32::try_from(width).unwrap_or(2).min(2)),
    }
}

/// Lines of a text without line breaks, at least one. Breaks after spaces and around Chinese characters, never before a closing
/// mark or after an opening one; what is longer than a line is cut.
fn paragraph_lines(text: &str, width: f64) -> usize {
    // Most texts of a form take one line. No character takes more columns than it has bytes, or more than two, and both are
    // counted faster than its columns are found.
    let fits = |columns: usize| u32::try_from(columns).is_ok_and(|columns| f64::from(columns) <= width);
    if fits(text.len()) || fits(text.chars().count().saturating_mul(2)) || fits(columns_of(text)) {
        return 1;
    }
    let mut line = Line { width, count: 1, used: 0 };
    let (mut word, mut spaces) = (0_u32, 0_u32);
    let mut before: Option<char> = None;
    for c in text.chars() {
        if before.is_some_and(|b| may_break(b, c)) {
            line.place(word, spaces);
            (word, spaces) = (0, 0);
        }
        if c == ' ' {
            spaces = spaces.saturating_add(1);
        } else {
            word = word.saturating_add(columns(c));
        }
        before = Some(c);
    }
    line.place(word, spaces);
    line.count
}

/// The line that is being filled.
struct Line {
    width: f64,
    count: usize,
    used: u32,
}

impl Line {
    /// Puts a word onto this line or the next; the spaces after it may hang over the edge.
    fn place(&mut self, word: u32, spaces: u32) {
        if self.used > 0 && f64::from(self.used.saturating_add(word)) > self.width {
            self.count += 1;
            self.used = 0;
        }
        self.used = self.used.saturating_add(word);
        // A word longer than the line is cut; a wide character may leave the last column empty.
        let room = (self.width - 1.0).max(1.0);
        while f64::from(self.used) > self.width {
            self.count += 1;
            self.used = remainder(self.used, room);
        }
        self.used = self.used.saturating_add(spaces);
    }
}

/// What is left of `used` columns after a line of `room`; always less than before.
fn remainder(used: u32, room: f64) -> u32 {
    let mut taken = 1;
    while f64::from(taken + 1) <= room && taken < used {
        taken += 1;
    }
    used.saturating_sub(taken)
}

/// Whether a line may end between two characters.
fn may_break(before: char, after: char) -> bool {
    const CLOSING: &str = "，。、；：？！）］｝》〉」』】〕”’％%,.;:?!)]}…—";
    const OPENING: &str = "（［｛《〈「『【〔“‘([{￥¥";
    if is_common_han(before) && is_common_han(after) {
        return true;
    }
    if before == ' ' {
        return after != ' ';
    }
    let wide = columns(before) == 2 || columns(after) == 2;
    wide && after != ' ' && !CLOSING.contains(after) && !OPENING.contains(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_whose_columns_are_known_take_those_that_the_tables_say() {
        for c in (' '..='~').chain('一'..='鿿') {
            assert_eq!(Some(columns(c) as usize), UnicodeWidthChar::width_cjk(c), "{c:?}");
        }
    }

    #[test]
    fn chinese_takes_two_columns_and_latin_one() {
        assert_eq!(display_width("预算完成率"), 10);
        assert_eq!(display_width("86.51%"), 6);
        assert_eq!(display_width("≥15宗"), 6);
        assert_eq!(display_width(""), 0);
    }

    #[test]
    fn the_widest_line_counts() {
        assert_eq!(display_width("部门资金\n情况"), 8);
    }

    #[test]
    fn text_wraps_at_the_width() {
        assert_eq!(wrapped_lines("信访案件办结率", 14.0), 1);
        assert_eq!(wrapped_lines("信访案件办结率", 13.0), 2);
        assert_eq!(wrapped_lines("", 10.0), 1);
    }

    #[test]
    fn line_breaks_of_any_kind_count() {
        assert_eq!(wrapped_lines("一\n二\r\n三\r四", 10.0), 4);
        assert_eq!(wrapped_lines("一\n\n二", 10.0), 3);
    }

    #[test]
    fn a_closing_mark_takes_its_character_with_it() {
        // 做好工作 fills the line; 。 may not begin the next, so 作。 moves there together.
        assert_eq!(wrapped_lines("做好工作。", 8.0), 2);
        assert_eq!(wrapped_lines("做好工作。做好工", 8.0), 3);
    }

    #[test]
    fn latin_words_stay_whole_unless_longer_than_a_line() {
        assert_eq!(wrapped_lines("total budget", 7.0), 2);
        assert_eq!(wrapped_lines("abcdefghij", 4.0), 3);
    }

    #[test]
    fn a_width_of_nothing_still_ends() {
        assert!(wrapped_lines(&"信".repeat(1_000), 0.0) >= 1_000);
        assert!(wrapped_lines(&"x".repeat(32_767), -5.0) >= 16_000);
    }
}
