//! What a cell shows: its value under its number format, as Excel writes it on the screen.

mod digits;
mod moments;

use std::borrow::Cow;

use rust_decimal::Decimal;

use digits::{digits, general, scientific};
use moments::date;

use super::number_format::{Comparison, NumberFormat, Section, Token};
use super::{Cell, Style, Value, Workbook};

/// The text that Excel shows in a cell: a number under its number format, an error by its name, nothing where there
/// is nothing. Formats that mean nothing to this program show the plain number. What the file itself says that a
/// cell shows ([`Cell::shown`]) wins.
///
/// ```
/// use ziping::workbook::{Cell, Style, Value, Workbook, shown_text};
/// let percent = Style { number_format: "0.00%".into(), ..Style::default() };
/// let workbook = Workbook { styles: vec![Style::default(), percent], ..Workbook::default() };
/// let rate = Cell { value: Value::from_number_text("0.86508").unwrap(), style: 1, ..Cell::default() };
/// assert_eq!(shown_text(&workbook, &rate), "86.51%");
/// ```
pub fn shown_text(workbook: &Workbook, cell: &Cell) -> String {
    match &cell.shown {
        Some(shown) => shown.clone(),
        None => formatted(&cell.value, &workbook.style(cell).number_format).into_owned(),
    }
}

/// A value as Excel shows it under a number format code; the empty code is General.
pub(crate) fn formatted<'v>(value: &'v Value, code: &str) -> Cow<'v, str> {
    let plain = code.is_empty() || code == "@";
    match value {
        Value::Empty => "".into(),
        Value::Bool(true) => "TRUE".into(),
        Value::Bool(false) => "FALSE".into(),
        Value::Error(error) => error.as_str().into(),
        Value::Unrepresentable(number) => format!("{number:E}").into(),
        Value::Text(text) if plain => text.as_str().into(),
        Value::Text(text) => formatted_text(text, code).into(),
        Value::Number(number) if plain => general(*number).into(),
        Value::Number(number) => formatted_number(*number, code).into(),
    }
}

/// Whether numbers under this format code show as dates or times.
pub(crate) fn is_date_format(code: &str) -> bool {
    !code.is_empty() && NumberFormat::of(code).is_date()
}

/// Which looks show numbers as days of the calendar: in a workbook that counts them from 1904 those are moved to
/// 1900, from where a workbook in memory (and every one that is written) counts.
pub(super) fn calendar_looks(styles: &[Style]) -> Vec<bool> {
    let is_calendar = |code: &str| !code.is_empty() && NumberFormat::of(code).is_calendar();
    styles.iter().map(|style| is_calendar(&style.number_format)).collect()
}

fn formatted_text(text: &str, code: &str) -> String {
    let format = NumberFormat::of(code);
    let shows = |section: &&Section| section.has(|t| matches!(t, Token::Text));
    let section = match format.sections.as_slice() {
        [_, _, _, section] => Some(section),
        sections => sections.last().filter(shows),
    };
    let Some(section) = section else { return text.to_owned() };
    let mut out = String::new();
    for token in &section.tokens {
        match token {
            Token::Text => out.push_str(text),
            Token::Literal(literal) => out.push_str(literal),
            _ => {}
        }
    }
    out
}

fn formatted_number(number: Decimal, code: &str) -> String {
    let format = NumberFormat::of(code);
    let Some((section, signed)) = choose(&format.sections, number) else { return general(number) };
    if section.is_date() {
        return date(section, number).unwrap_or_else(|| general(number));
    }
    let shown = if section.has(|t| matches!(t, Token::Slash)) {
        None
    } else if section.has(|t| matches!(t, Token::General | Token::Text)) {
        Some(around_general(section, number.abs()))
    } else if section.has(|t| matches!(t, Token::Exponent)) {
        scientific(section, number.abs())
    } else {
        digits(section, number.abs())
    };
    match shown {
        Some(text) if signed && number.is_sign_negative() && !number.is_zero() => format!("-{text}"),
        Some(text) => text,
        None => general(number),
    }
}

/// The section for a number, and whether the number's sign is still to be shown.
fn choose(sections: &[Section], number: Decimal) -> Option<(&Section, bool)> {
    if sections.iter().any(|s| s.condition.is_some()) {
        let meets = |section: &&Section| match section.condition {
            Some((comparison, bound)) => match comparison {
                Comparison::Less => number < bound,
                Comparison::LessOrEqual => number <= bound,
                Comparison::Equal => number == bound,
                Comparison::NotEqual => number != bound,
                Comparison::GreaterOrEqual => number >= bound,
                Comparison::Greater => number > bound,
            },
            None => true,
        };
        return sections.iter().take(3).find(meets).map(|section| (section, true));
    }
    let negative = number.is_sign_negative() && !number.is_zero();
    match sections {
        [] => None,
        [only] => Some((only, true)),
        [first, second] | [first, second, ..] if negative || sections.len() == 2 => {
            Some(if negative { (second, false) } else { (first, false) })
        }
        [first, _, third, ..] => Some(if number.is_zero() { (third, false) } else { (first, false) }),
        [first, ..] => Some((first, false)),
    }
}

fn around_general(section: &Section, number: Decimal) -> String {
    let mut out = String::new();
    for token in &section.tokens {
        match token {
            Token::General | Token::Text => out.push_str(&general(number)),
            Token::Literal(text) => out.push_str(text),
            Token::Percent => out.push('%'),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(number: &str, code: &str) -> String {
        formatted(&Value::from_number_text(number).unwrap(), code).into_owned()
    }

    #[test]
    fn general_shows_eleven_characters_at_most() {
        for (number, expected) in [
            ("822.26", "822.26"),
            ("-106.87", "-106.87"),
            ("200", "200"),
            ("0.945430253463043", "0.945430253"),
            ("1234567.891234", "1234567.891"),
            ("12345678901", "12345678901"),
            ("123456789012", "1.23457E+11"),
            ("1234567890.56", "1234567891"),
            ("0.00001", "0.00001"),
            ("0.0000123456789", "1.23457E-05"),
            ("-0.0000123456789", "-1.23457E-05"),
            ("140875300.0", "140875300"),
            ("0", "0"),
        ] {
            assert_eq!(shown(number, ""), expected, "{number}");
        }
    }

    #[test]
    fn numbers_under_the_formats_of_forms() {
        for (number, code, expected) in [
            ("0.98", "0%", "98%"),
            ("0.8650805", "0.00%", "86.51%"),
            ("0.125", "0%", "13%"),
            ("-0.125", "0%", "-13%"),
            ("2.5", "0", "3"),
            ("-2.5", "0", "-3"),
            ("843.65", "0.00", "843.65"),
            ("843.6", "0.00", "843.60"),
            ("1234567.895", "#,##0.00", "1,234,567.90"),
            ("12", "#,##0", "12"),
            ("0.5", "#,##0", "1"),
            ("0.4", "#,##0.##", "0.4"),
            ("0.5", "#.##", ".5"),
            ("843.65", "0.00_ ", "843.65 "),
            ("-5", "#,##0.00;[Red]-#,##0.00", "-5.00"),
            ("-5", "0.00_);(0.00)", "(5.00)"),
            ("5", "0.00_);\\(0.00\\)", "5.00 "),
            ("0", "0.00;-0.00;\"—\"", "—"),
            ("0", "0;-0;;@", ""),
            ("15", "0\"宗\"", "15宗"),
            ("15", "General\"宗\"", "15宗"),
            ("15", "\"≥\"0\"宗\"", "≥15宗"),
            ("15", "≥0", "≥15"),
            ("3500", "[$¥-804]#,##0.00", "¥3,500.00"),
            ("12345678", "0.00,,", "12.35"),
            ("12345", "0!.0,\"万\"", "1.2万"),
            ("7", "000", "007"),
            ("20211231", "0000-00-00", "2021-12-31"),
            ("12345", "0.00E+00", "1.23E+04"),
            ("5000", "[>=10000]0.0,\"千\";0\"元\"", "5000元"),
            ("843.65", "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", " 843.65 "),
            ("0.5", "# ?/?", "0.5"),
            ("98", "@", "98"),
        ] {
            assert_eq!(shown(number, code), expected, "{number} under {code}");
        }
    }

    #[test]
    fn dates_and_times() {
        for (number, code, expected) in [
            ("44561", "yyyy/m/d", "2021/12/31"),
            ("44561", "yyyy-mm-dd", "2021-12-31"),
            ("44561", "yyyy\"年\"m\"月\"d\"日\"", "2021年12月31日"),
            ("44561", "[$-804]yyyy\"年\"m\"月\"d\"日\";@", "2021年12月31日"),
            ("44561", "yyyy\"年\"m\"月\"", "2021年12月"),
            ("44561", "m\"月\"d\"日\"", "12月31日"),
            ("44561", "[$-F800]dddd, mmmm dd, yyyy", "Friday, December 31, 2021"),
            ("44561", "aaaa", "星期五"),
            ("44561.75", "yyyy/m/d h:mm", "2021/12/31 18:00"),
            ("44561.75", "上午/下午h\"时\"mm\"分\"", "下午6时00分"),
            ("44561.999999", "yyyy/m/d h:mm:ss", "2022/1/1 0:00:00"),
            ("0.5", "h:mm AM/PM", "12:00 PM"),
            ("1.5", "[h]:mm:ss", "36:00:00"),
            ("0.000011574", "mm:ss.0", "00:01.0"),
            ("-1", "yyyy/m/d", "-1"),
            ("2021", "yyyy", "1905"),
        ] {
            assert_eq!(shown(number, code), expected, "{number} under {code}");
        }
    }

    #[test]
    fn texts_errors_and_nothing() {
        let text = Value::Text("≥15宗".into());
        assert_eq!(formatted(&text, "0.00%"), "≥15宗");
        assert_eq!(formatted(&text, "0;0;0;\"共\"@"), "共≥15宗");
        assert_eq!(formatted(&Value::Error(super::super::CellError::Div0), "0%"), "#DIV/0!");
        assert_eq!(formatted(&Value::Empty, "0%"), "");
        assert_eq!(formatted(&Value::Unrepresentable(1e308), "0%"), "1E308");
    }

    #[test]
    fn only_dates_are_dates() {
        for code in ["yyyy/m/d", "[$-804]m\"月\"d\"日\"", "h:mm", "[h]:mm"] {
            assert!(is_date_format(code), "{code}");
        }
        for code in ["", "0.00", "#,##0.00\"元/day\"", "[Red]0", "General", "@", "0.00E+00"] {
            assert!(!is_date_format(code), "{code}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_format_shows_any_number(code in "[0#?,.%/@;\"\\\\_*yYmMdDhHsSeEaA+\\-\\[\\]$<>= GeneralAMP年]{0,24}",
                                       number in proptest::num::f64::ANY) {
            let value = Value::from_f64(number);
            let _ = formatted(&value, &code);
        }
    }
}
