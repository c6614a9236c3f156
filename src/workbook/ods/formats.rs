//! Number formats of OpenDocument, which spell out as elements what Excel writes as a code.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::super::ReadError;
use super::super::builtin_formats::format_code;
use super::super::meter::one_more;
use super::super::xml::{Xml, attribute};

/// Format codes by the data style's name.
#[derive(Default)]
pub(super) struct Formats(BTreeMap<String, String>);

/// What is left of Chinese Excel's name of its general format (`G/通用格式`) where LibreOffice took the G for an era.
const GENERAL: &str = "/通用格式";

/// Whether an element is a data style.
pub(super) fn is_data_style(name: &str) -> bool {
    matches!(
        name,
        "number-style"
            | "percentage-style"
            | "currency-style"
            | "date-style"
            | "time-style"
            | "text-style"
            | "boolean-style"
    )
}

/// A data style that begins.
pub(super) struct Begun {
    name: String,
    /// How its digits are written, as Excel says it in front of a code.
    digits: &'static str,
    /// Whether hours, minutes or seconds count on where a clock would begin anew.
    counts_on: bool,
}

impl Begun {
    /// That an element begins.
    pub(super) fn of(start: &BytesStart<'_>) -> Self {
        let digits = match attribute(start, "transliteration-format").as_deref() {
            Some("一") => "[DBNum1][$-804]",
            Some("壹") => "[DBNum2][$-804]",
            Some("１") => "[DBNum3][$-804]",
            _ => "",
        };
        Self {
            name: attribute(start, "name").unwrap_or_default().into_owned(),
            digits,
            counts_on: attribute(start, "truncate-on-overflow").is_some_and(|cuts| cuts == "false"),
        }
    }
}

impl Formats {
    /// The format code of a data style.
    pub(super) fn code(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// After the start tag of a data style: reads it up to its end tag.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>, begun: Begun) -> Result<(), ReadError> {
        let mut code = begun.digits.to_owned();
        let mut counts_on = begun.counts_on;
        let mut others: Vec<(String, String)> = Vec::new();
        // Where the whole digits of the last number end.
        let mut whole_end = 0;
        let mut depth = 0_usize;
        loop {
            let event = xml.next()?;
            let mut text = Literal::None;
            match &event {
                Event::Start(start) | Event::Empty(start) => {
                    let empty = matches!(event, Event::Empty(_));
                    depth += usize::from(!empty);
                    let name = start.local_name();
                    match name.as_ref() {
                        "map" if others.len() < 3 => {
                            let of = |key| attribute(start, key).unwrap_or_default().into_owned();
                            others.push((of("condition"), of("apply-style-name")));
                        }
                        "text" | "currency-symbol" if !empty => text = Literal::Here,
                        "embedded-text" if !empty => {
                            let place = attribute(start, "position").and_then(|place| place.parse().ok());
                            text = Literal::Inside(place.unwrap_or(0));
                        }
                        "hours" | "minutes" | "seconds" if counts_on => {
                            counts_on = false;
                            code.push('[');
                            push(&mut code, start, &mut whole_end);
                            code.push(']');
                        }
                        _ => push(&mut code, start, &mut whole_end),
                    }
                }
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                Event::Eof => break,
                _ => {}
            }
            let place = match text {
                Literal::None => continue,
                Literal::Here => None,
                Literal::Inside(from_right) => Some(place_in(&code, whole_end, from_right)),
            };
            depth -= 1;
            let mut words = String::new();
            xml.text_into(&mut words)?;
            let mut literal = String::new();
            if words == GENERAL {
                literal.push_str("General");
            } else {
                push_literal(&mut literal, &words);
            }
            match place {
                Some(place) => code.insert_str(place, &literal),
                None => code.push_str(&literal),
            }
        }
        let code = format_code(&self.sections(&others, &code));
        one_more(self.0.len())?;
        self.0.insert(begun.name, code);
        Ok(())
    }

    /// The code of a style with those of the numbers that are not its own, which it names by their conditions.
    fn sections(&self, others: &[(String, String)], own: &str) -> String {
        let mut sections = Vec::new();
        for (condition, name) in others {
            if let Some(code) = self.code(name) {
                sections.push((condition.trim().trim_start_matches("value()").replace("!=", "<>"), code));
            }
        }
        let conditions: Vec<&str> = sections.iter().map(|(condition, _)| condition.as_str()).collect();
        // Excel's own order: positive numbers, negative ones, nothing, texts; and all numbers before texts.
        let is_usual = match conditions.as_slice() {
            [one] => *one == ">=0" || one.starts_with("<=1.79"),
            [first, second] => [*first, *second] == [">0", "<0"],
            _ => true,
        };
        let mut code = String::new();
        for (condition, section) in sections {
            if !is_usual {
                code.push('[');
                code.push_str(&condition);
                code.push(']');
            }
            code.push_str(section);
            code.push(';');
        }
        code + own
    }
}

/// A text in a format, and where it stands.
enum Literal {
    None,
    /// After what came before it.
    Here,
    /// So many whole digits from the right.
    Inside(usize),
}

/// Where in a code that many of its whole digits are to the right, which end at byte `end`.
fn place_in(code: &str, end: usize, from_right: usize) -> usize {
    let digits = code.get(..end).unwrap_or_default();
    let digit = digits.char_indices().rev().filter(|(_, c)| matches!(c, '0' | '#' | '?'));
    from_right.checked_sub(1).map_or(digits.len(), |n| digit.take(n + 1).last().map_or(end, |(at, _)| at))
}

/// The commas that divide what is shown by a factor: one for each thousand.
fn scale(start: &BytesStart<'_>) -> usize {
    let factor = attribute(start, "display-factor").and_then(|factor| factor.trim().parse::<u64>().ok());
    match factor {
        Some(1_000) => 1,
        Some(1_000_000) => 2,
        Some(1_000_000_000) => 3,
        Some(1_000_000_000_000) => 4,
        _ => 0,
    }
}

/// Appends a fraction: `# ?/?`, `# ?/100`.
fn push_fraction(code: &mut String, start: &BytesStart<'_>) {
    let digits = |name: &str| attribute(start, name).and_then(|n| n.parse::<usize>().ok()).map(|n| n.min(9));
    if let Some(whole) = digits("min-integer-digits") {
        code.extend(std::iter::repeat_n('0', whole));
        code.push_str(if whole == 0 { "# " } else { " " });
    }
    code.extend(std::iter::repeat_n('?', digits("min-numerator-digits").unwrap_or(1).max(1)));
    code.push('/');
    let fixed = attribute(start, "denominator-value").and_then(|n| n.parse::<u32>().ok());
    match fixed {
        Some(fixed) => code.push_str(&fixed.to_string()),
        None => code.extend(std::iter::repeat_n('?', digits("min-denominator-digits").unwrap_or(1).max(1))),
    }
}

/// Appends what one element of a data style stands for.
fn push(code: &mut String, start: &BytesStart<'_>, whole_end: &mut usize) {
    let number =
        |name: &str| attribute(start, name).and_then(|text| text.parse::<usize>().ok()).map(|n| n.min(30));
    let long = attribute(start, "style").is_some_and(|style| style == "long");
    let letters = |short: &'static str, wide: &'static str| if long { wide } else { short };
    match start.local_name().as_ref() {
        "number" | "scientific-number" => {
            let whole = number("min-integer-digits").unwrap_or(1);
            let places = number("decimal-places").unwrap_or(0);
            let fixed = number("min-decimal-places").unwrap_or(places).min(places);
            let grouped = attribute(start, "grouping").is_some_and(|g| g == "true");
            if attribute(start, "decimal-places").is_none() && !grouped && whole <= 1 {
                code.push_str("General");
                *whole_end = code.len();
                return;
            }
            code.push_str(match (grouped, whole) {
                (true, 0) => "#,###",
                (true, _) => "#,##0",
                (false, 0) => "#",
                (false, _) => "",
            });
            if !grouped {
                code.extend(std::iter::repeat_n('0', whole));
            }
            *whole_end = code.len();
            if places > 0 {
                code.push('.');
                code.extend(std::iter::repeat_n('0', fixed));
                code.extend(std::iter::repeat_n('#', places - fixed));
            }
            code.extend(std::iter::repeat_n(',', scale(start)));
            if let Some(digits) = number("min-exponent-digits") {
                code.push_str("E+");
                code.extend(std::iter::repeat_n('0', digits));
            }
        }
        "fraction" => push_fraction(code, start),
        "text-properties" => {
            let color = attribute(start, "color").unwrap_or_default().to_lowercase();
            code.push_str(match color.as_str() {
                "#ff0000" => "[Red]",
                "#0000ff" => "[Blue]",
                "#00ff00" => "[Green]",
                "#00ffff" => "[Cyan]",
                "#ff00ff" => "[Magenta]",
                "#ffff00" => "[Yellow]",
                "#ffffff" => "[White]",
                _ => "",
            });
        }
        "text-content" => code.push('@'),
        "boolean" => code.push_str("General"),
        "year" => code.push_str(letters("yy", "yyyy")),
        "month" => {
            let textual = attribute(start, "textual").is_some_and(|t| t == "true");
            code.push_str(if textual { letters("mmm", "mmmm") } else { letters("m", "mm") });
        }
        "day" => code.push_str(letters("d", "dd")),
        "day-of-week" => code.push_str(letters("aaa", "aaaa")),
        "hours" => code.push_str(letters("h", "hh")),
        "minutes" => code.push_str(letters("m", "mm")),
        "seconds" => {
            code.push_str(letters("s", "ss"));
            let places = number("decimal-places").unwrap_or(0).min(3);
            if places > 0 {
                code.push('.');
                code.extend(std::iter::repeat_n('0', places));
            }
        }
        "am-pm" => code.push_str("AM/PM"),
        _ => {}
    }
}

/// Appends text that is shown as it is, quoted where it could mean something else.
fn push_literal(code: &mut String, text: &str) {
    let plain = |c: char| matches!(c, '%' | '-' | '/' | ':' | ' ' | '(' | ')' | '+');
    if text.chars().all(plain) {
        code.push_str(text);
    } else {
        code.push('"');
        code.extend(text.chars().filter(|c| *c != '"'));
        code.push('"');
    }
}
