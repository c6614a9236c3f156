//! Which characters show, which only part others, and which should not be there.

use crate::letters;

/// What a character of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// It shows.
    Shown,
    /// A space of any width.
    Space,
    /// The end of a line.
    LineEnd,
    /// It neither shows nor parts: a control character, a zero-width space, a mark of direction.
    Invisible,
    /// Like [`Class::Invisible`], but other programs end a line there.
    OddLineEnd,
}

/// What a text has that a rule may object to. Most texts have nothing, and are not looked at further.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Traits {
    /// Spaces, ends of lines, characters that do not show or got lost.
    pub(super) gaps: bool,
    /// Quotation marks that come in pairs.
    pub(super) quotes: bool,
    /// Crosses, lines, asterisks or brackets, of which placeholders are made.
    pub(super) signs: bool,
}

impl Traits {
    pub(super) fn of(text: &str) -> Self {
        let mut traits = Self::default();
        for c in text.chars() {
            match c {
                // Nearly all are Chinese characters and digits.
                '一'..='鿿' | '0'..='9' | '，' | '。' | '、' | '；' => {}
                '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' => traits.quotes = true,
                // Escapes of hidden characters begin with one.
                '_' => (traits.gaps, traits.signs) = (true, true),
                'X' | 'x' | 'Ｘ' | '×' | '✕' | '╳' | '*' | '＊' | '＿' | '【' | '（' | '(' | '[' | '〔' =>
                {
                    traits.signs = true;
                }
                LOST => traits.gaps = true,
                c if c.is_whitespace() || is_invisible(c) || is_odd_line_end(c) || is_joiner(c) => {
                    traits.gaps = true;
                }
                _ => {}
            }
        }
        traits
    }
}

/// What stands where a character could not be read.
pub(super) const LOST: char = '\u{fffd}';

/// The class of each character of a text.
pub(super) fn classes(chars: &[char]) -> Vec<Class> {
    let has_joining_script = chars.iter().any(|&c| is_joining_script(c));
    let mut classes = Vec::with_capacity(chars.len());
    while let Some(rest) = chars.get(classes.len()..).filter(|rest| !rest.is_empty()) {
        if let Some(class) = escape(rest) {
            classes.extend([class; ESCAPE_LENGTH]);
            continue;
        }
        let next = rest.get(1);
        classes.push(match rest[0] {
            '\n' => Class::LineEnd,
            '\r' if next == Some(&'\n') => Class::LineEnd,
            c if is_odd_line_end(c) => Class::OddLineEnd,
            c if is_joiner(c) && (has_joining_script || next.is_some_and(|&next| is_symbol(next))) => {
                Class::Shown
            }
            c if is_invisible(c) => Class::Invisible,
            c if is_space(c) => Class::Space,
            _ => Class::Shown,
        });
    }
    classes
}

/// How many characters an escape has.
const ESCAPE_LENGTH: usize = "_x000D_".len();

/// A control character in the letters in which .xlsx files write it (`_x000D_`), where a program took the letters for
/// text.
fn escape(chars: &[char]) -> Option<Class> {
    if chars.first() != Some(&'_') {
        return None;
    }
    let letters: String = chars.get(..ESCAPE_LENGTH)?.iter().collect();
    let digits = letters.strip_prefix("_x00")?.strip_suffix('_')?;
    let control = u8::from_str_radix(digits, 16).ok().map(char::from).filter(char::is_ascii_control)?;
    Some(if is_odd_line_end(control) || control == '\n' { Class::OddLineEnd } else { Class::Invisible })
}

/// Whether a character is a space of any width.
fn is_space(c: char) -> bool {
    c == '\t' || (c.is_whitespace() && !is_odd_line_end(c) && c != '\n')
}

/// Characters at which some programs end a line, and Excel does not.
fn is_odd_line_end(c: char) -> bool {
    matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Characters that neither show nor part others.
fn is_invisible(c: char) -> bool {
    letters::is_invisible(c) || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

/// Characters without which some scripts cannot be written.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{180e}' | '\u{200c}'..='\u{200f}')
}

/// Letters of scripts that need joiners or marks of direction: Uyghur and Kazakh, Mongolian, and those of India.
fn is_joining_script(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{dff}' | '\u{1800}'..='\u{180d}' | '\u{1810}'..='\u{18af}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// Pictures that a joiner makes into one.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether a character is a Chinese one (and no punctuation).
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// A text with each character that does not show written out: `⟨U+200B⟩`.
pub(super) fn written_out(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let shown = chars.iter().zip(classes(&chars)).map(|(c, class)| match class {
        Class::Invisible | Class::OddLineEnd if !c.is_ascii_graphic() => letters::written_out(*c),
        _ => c.to_string(),
    });
    shown.collect()
}
