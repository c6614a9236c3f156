//! Excel's number format codes, taken apart: `#,##0.00_ ;[Red]-#,##0.00\ `.

use std::cell::RefCell;
use std::rc::Rc;

use rust_decimal::Decimal;

use crate::remembered::{Remembered, or_found};

/// A format code: up to four sections, for positive numbers, negative ones, zero and text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NumberFormat {
    pub(super) sections: Vec<Section>,
}

/// One section of a format code.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Section {
    /// For which numbers it is, where it says so itself: `[>=10000]`.
    pub(super) condition: Option<(Comparison, Decimal)>,
    pub(super) tokens: Vec<Token>,
}

/// How a section's own condition compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// Text that is shown as it is.
    Literal(String),
    /// The number as General shows it.
    General,
    /// A place for a digit: `0`, `#` or `?`.
    Digit(char),
    /// The decimal point.
    Point,
    /// A comma: between digits it groups thousands, after them it divides by a thousand.
    Comma,
    Percent,
    /// `E+` or `E-`.
    Exponent,
    /// The slash of a fraction.
    Slash,
    /// The text of the cell.
    Text,
    /// A part of a date or a time: its letter and how often it stands there.
    Date(char, usize),
    /// Hours, minutes or seconds that count on beyond a day: `[h]`.
    Elapsed(char, usize),
    /// Fractions of a second, with so many digits.
    SecondFraction(usize),
    /// `AM/PM` or `上午/下午`.
    HalfDay(&'static str, &'static str),
}

/// Codes that are remembered: a batch has a dozen of them for its thousands of numbers.
const MOST: usize = 256;
/// Bytes of the longest code that is remembered; Excel allows 255 characters.
const LONGEST: usize = 255;

thread_local! {
    static KNOWN: RefCell<Remembered<Rc<NumberFormat>>> = RefCell::new(Remembered::up_to(MOST, LONGEST));
}

impl NumberFormat {
    /// The format of this code.
    pub(super) fn of(code: &str) -> Rc<Self> {
        or_found(&KNOWN, code, |code| Rc::new(Self::parse(code)))
    }

    /// Takes a code apart. Every code gives something; what means nothing is shown as it is.
    fn parse(code: &str) -> Self {
        let mut sections = vec![Section::default()];
        let mut rest = code;
        while let Some(c) = rest.chars().next() {
            let after = &rest[c.len_utf8()..];
            let Some(section) = sections.last_mut() else { break };
            if c == ';' {
                if sections.len() == 4 {
                    break;
                }
                sections.push(Section::default());
                rest = after;
            } else {
                rest = section.take(rest, c, after);
            }
        }
        for section in &mut sections {
            section.settle_minutes();
            section.settle_points();
        }
        Self { sections }
    }

    /// Whether numbers show as dates or times.
    pub(super) fn is_date(&self) -> bool {
        self.sections.first().is_some_and(Section::is_date)
    }

    /// Whether numbers show as days of the calendar, not only as times or durations.
    pub(super) fn is_calendar(&self) -> bool {
        let day = |token: &Token| matches!(token, Token::Date('y' | 'm' | 'd' | 'a' | 'e', _));
        self.sections.first().is_some_and(|section| section.has(day))
    }
}

impl Section {
    /// Whether it shows a date or a time.
    pub(super) fn is_date(&self) -> bool {
        self.tokens.iter().any(|t| matches!(t, Token::Date(..) | Token::Elapsed(..)))
    }

    /// Whether it shows the number or the text at all.
    pub(super) fn has(&self, wanted: impl Fn(&Token) -> bool) -> bool {
        self.tokens.iter().any(wanted)
    }

    /// Takes one token, which begins with `c`, from `rest`; gives what follows it.
    fn take<'c>(&mut self, rest: &'c str, c: char, after: &'c str) -> &'c str {
        if let Some((token, after)) = word(rest) {
            self.tokens.push(token);
            return after;
        }
        if let Some(token) = sign(c) {
            self.tokens.push(token);
            return after;
        }
        match c {
            '"' => {
                let (text, after) = after.split_once('"').unwrap_or((after, ""));
                self.literal(text);
                after
            }
            '\\' | '!' => {
                let escaped = after.chars().next().unwrap_or(' ');
                self.literal(escaped.encode_utf8(&mut [0; 4]));
                after.get(escaped.len_utf8()..).unwrap_or("")
            }
            // A space as wide as the next character, and filling with the next character up to the cell's width.
            '_' | '*' => {
                if c == '_' {
                    self.literal(" ");
                }
                let passed = after.chars().next().map_or(0, char::len_utf8);
                after.get(passed..).unwrap_or("")
            }
            '[' => {
                let (inside, after) = after.split_once(']').unwrap_or((after, ""));
                self.bracket(inside);
                after
            }
            'E' | 'e' if after.starts_with(['+', '-']) => {
                self.tokens.push(Token::Exponent);
                &after[1..]
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' | 'E' | 'a' | 'A' => {
                let count = rest.chars().take_while(|n| n.eq_ignore_ascii_case(&c)).count();
                let letter = c.to_ascii_lowercase();
                if letter == 'a' && count < 3 {
                    self.literal(&rest[..count]);
                } else {
                    self.tokens.push(Token::Date(letter, count));
                }
                &rest[count..]
            }
            _ => {
                self.literal(&rest[..c.len_utf8()]);
                after
            }
        }
    }

    fn literal(&mut self, text: &str) {
        if let Some(Token::Literal(before)) = self.tokens.last_mut() {
            before.push_str(text);
        } else {
            self.tokens.push(Token::Literal(text.to_owned()));
        }
    }

    /// What square brackets say: a currency, a condition, a time that counts on; colours and locales show nothing.
    fn bracket(&mut self, inside: &str) {
        if let Some(currency) = inside.strip_prefix('$') {
            self.literal(currency.split('-').next().unwrap_or_default());
            return;
        }
        let letter = inside.chars().next().map_or(' ', |c| c.to_ascii_lowercase());
        if matches!(letter, 'h' | 'm' | 's') && inside.chars().all(|c| c.eq_ignore_ascii_case(&letter)) {
            self.tokens.push(Token::Elapsed(letter, inside.len()));
            return;
        }
        let signs = [
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<>", Comparison::NotEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
            ("=", Comparison::Equal),
        ];
        for (sign, comparison) in signs {
            if let Some(bound) = inside.strip_prefix(sign).and_then(|n| n.trim().parse().ok()) {
                self.condition = Some((comparison, bound));
                return;
            }
        }
    }

    /// `m` is the month, but the minute after hours and before seconds: told apart as the letter `n`.
    fn settle_minutes(&mut self) {
        let mut last_hour = false;
        let mut month_at: Option<usize> = None;
        for index in 0..self.tokens.len() {
            match self.tokens[index] {
                Token::Date('h', _) | Token::Elapsed('h', _) => last_hour = true,
                Token::Date('m', count) => {
                    if last_hour {
                        self.tokens[index] = Token::Date('n', count);
                        last_hour = false;
                    } else {
                        month_at = Some(index);
                    }
                }
                Token::Date('s', _) | Token::Elapsed('s', _) => {
                    if let Some(at) = month_at.take()
                        && let Token::Date('m', count) = self.tokens[at]
                    {
                        self.tokens[at] = Token::Date('n', count);
                    }
                    last_hour = false;
                }
                Token::Date(..) => {
                    last_hour = false;
                    month_at = None;
                }
                _ => {}
            }
        }
    }

    /// In a date, `.` with zeros after seconds is their fraction, and other signs of numbers are plain text.
    fn settle_points(&mut self) {
        if !self.is_date() {
            return;
        }
        let mut settled: Vec<Token> = Vec::with_capacity(self.tokens.len());
        let mut tokens = std::mem::take(&mut self.tokens).into_iter().peekable();
        while let Some(token) = tokens.next() {
            let text = match token {
                Token::Point => {
                    let seconds =
                        matches!(settled.last(), Some(Token::Date('s', _) | Token::Elapsed('s', _)));
                    let mut digits = 0;
                    while seconds && tokens.next_if(|t| matches!(t, Token::Digit('0'))).is_some() {
                        digits += 1;
                    }
                    if digits > 0 {
                        settled.push(Token::SecondFraction(digits));
                        continue;
                    }
                    "."
                }
                Token::Slash => "/",
                Token::Comma => ",",
                Token::Percent => "%",
                other => {
                    settled.push(other);
                    continue;
                }
            };
            settled.push(Token::Literal(text.to_owned()));
        }
        self.tokens = settled;
    }
}
/// The token of a word that a code begins with, and what follows it.
fn word(code: &str) -> Option<(Token, &str)> {
    const WORDS: [(&str, Token); 8] = [
        ("General", Token::General),
        ("GENERAL", Token::General),
        ("general", Token::General),
        ("G/通用格式", Token::General),
        ("AM/PM", Token::HalfDay("AM", "PM")),
        ("上午/下午", Token::HalfDay("上午", "下午")),
        ("A/P", Token::HalfDay("A", "P")),
        ("am/pm", Token::HalfDay("AM", "PM")),
    ];
    WORDS.into_iter().find_map(|(word, token)| Some((token, code.strip_prefix(word)?)))
}

/// The token that one character is by itself.
const fn sign(c: char) -> Option<Token> {
    Some(match c {
        '0' | '#' | '?' => Token::Digit(c),
        '.' => Token::Point,
        ',' => Token::Comma,
        '%' => Token::Percent,
        '/' => Token::Slash,
        '@' => Token::Text,
        _ => return None,
    })
}
