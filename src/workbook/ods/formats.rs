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

impl Formats {
    /// The format code of a data style.
    pub(super) fn code(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// After the start tag of the data style `name`: reads it up to its end tag.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>, name: String) -> Result<(), ReadError> {
        let mut code = String::new();
        let mut others = Vec::new();
        let mut depth = 0_usize;
        loop {
            let event = xml.next()?;
            let takes_text = match &event {
                Event::Start(start) => {
                    depth += 1;
                    push(&mut code, start);
                    matches!(start.local_name().as_ref(), "text" | "currency-symbol")
                }
                Event::Empty(start) => {
                    push(&mut code, start);
                    if start.local_name().as_ref() == "map" && others.len() < 3 {
                        others.extend(attribute(start, "apply-style-name").map(std::borrow::Cow::into_owned));
                    }
                    false
                }
                Event::End(_) if depth == 0 => break,
                Event::End(_) => {
                    depth -= 1;
                    false
                }
                Event::Eof => break,
                _ => false,
            };
            if takes_text {
                depth -= 1;
                let mut literal = String::new();
                xml.text_into(&mut literal)?;
                push_literal(&mut code, &literal);
            }
        }
        // A style names first the formats for the numbers that are not its own: positive ones, then negative ones.
        let mut sections: Vec<&str> = others.iter().filter_map(|name| self.code(name)).collect();
        sections.push(&code);
        let code = format_code(&sections.join(";"));
        one_more(self.0.len())?;
        self.0.insert(name, code);
        Ok(())
    }
}

/// Appends what one element of a data style stands for.
fn push(code: &mut String, start: &BytesStart<'_>) {
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
            if places > 0 {
                code.push('.');
                code.extend(std::iter::repeat_n('0', fixed));
                code.extend(std::iter::repeat_n('#', places - fixed));
            }
            if let Some(digits) = number("min-exponent-digits") {
                code.push_str("E+");
                code.extend(std::iter::repeat_n('0', digits));
            }
        }
        "text-properties" if attribute(start, "color").is_some_and(|c| c.eq_ignore_ascii_case("#ff0000")) => {
            code.push_str("[Red]");
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
