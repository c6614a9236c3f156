//! Texts from workbooks and file names, shown so that they can do nothing but be read.

use std::borrow::Cow;
use std::io::{self, Write};

use serde_json::ser::Formatter;

use crate::letters::{is_invisible, written_out};

/// `text` without anything that moves a terminal's cursor, colours it or turns the reading direction around: such
/// characters are shown by their number, line breaks as `⏎`.
///
/// ```
/// use ziping::report::visible;
/// assert_eq!(visible("信访局"), "信访局");
/// assert_eq!(visible("a\u{202e}xslx.b\n"), "a⟨U+202E⟩xslx.b⏎");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\r' => {}
            '\n' | '\u{2028}' | '\u{2029}' => shown.push('⏎'),
            '\t' => shown.push(' '),
            c if is_unsafe(c) => shown.push_str(&written_out(c)),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// What some programs take for the end of a line, and JSON leaves as it is.
const SEPARATORS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];

/// JSON whose lines end where every program says that they do.
pub(crate) fn in_plain_lines(json: String) -> String {
    if !json.contains(SEPARATORS) {
        return json;
    }
    SEPARATORS.into_iter().fold(json, |json, c| json.replace(c, &escaped(c)))
}

/// A separator as JSON can also write it.
fn escaped(separator: char) -> String {
    format!("\\u{:04x}", u32::from(separator))
}

/// Writes compact JSON as [`in_plain_lines`] makes it, while it is written.
pub(super) struct PlainLines;

impl Formatter for PlainLines {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut done = 0;
        for (at, separator) in fragment.match_indices(SEPARATORS) {
            writer.write_all(&fragment.as_bytes()[done..at])?;
            writer.write_all(separator.chars().map(escaped).collect::<String>().as_bytes())?;
            done = at + separator.len();
        }
        writer.write_all(&fragment.as_bytes()[done..])
    }
}

fn is_unsafe(c: char) -> bool {
    c.is_control() || is_invisible(c) || matches!(c, '\u{2028}' | '\u{2029}')
}

/// `text` for a cell of a CSV file: Excel would run what begins with `=`, `+`, `-`, `@` or a tab as a formula, so such a
/// text gets a leading `'`, and one more where it has them already, so that none is lost when it is read back. A plain
/// negative number runs nothing, and stays a number.
///
/// ```
/// use ziping::report::escape_formula;
/// assert_eq!(escape_formula("=HYPERLINK(\"http://x\")"), "'=HYPERLINK(\"http://x\")");
/// assert_eq!(escape_formula("≥95%"), "≥95%");
/// assert_eq!(escape_formula("-86.40"), "-86.40");
/// ```
pub fn escape_formula(text: &str) -> Cow<'_, str> {
    let guard = needs_guard(text) && !is_negative_number(text);
    if guard { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// `-86.40`: a minus and digits, with one point among them at most.
fn is_negative_number(text: &str) -> bool {
    text.strip_prefix('-').is_some_and(|digits| {
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// The text that [`escape_formula`] was given.
pub(crate) fn unescape_formula(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| needs_guard(text)).unwrap_or(cell)
}

fn needs_guard(text: &str) -> bool {
    // East Asian versions of Excel take the full-width signs for the others.
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guarded_text_is_read_back_as_it_was() {
        for text in
            ["=1+1", "'=1+1", "''-", "'95%'", "＝100%", "信访局", "'", "", "-86.40", "'-86.40", "-1+1"]
        {
            assert_eq!(unescape_formula(&escape_formula(text)), text);
        }
    }

    /// '-86.40 is no number that could be added up.
    #[test]
    fn only_a_plain_number_needs_no_guard() {
        for number in ["-86.40", "-5", "-0.0236"] {
            assert_eq!(escape_formula(number), number);
        }
        for other in ["-", "-.", "-1+1", "-A1", "-1.2.3", "+5", "--5", "-５", "-1e5", "-2,000"] {
            assert_eq!(escape_formula(other), format!("'{other}"));
        }
    }

    #[test]
    fn a_line_separator_in_a_text_ends_no_line_of_json() {
        assert_eq!(
            in_plain_lines("{\"a\":\"制度\u{2028}健全\"}\n".to_owned()),
            "{\"a\":\"制度\\u2028健全\"}\n"
        );
    }
}
