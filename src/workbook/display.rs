//! What a cell shows: its value under its number format, as Excel writes it on the screen.

use rust_decimal::{Decimal, RoundingStrategy};

use super::dates::Moment;
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
        None => formatted(&cell.value, &workbook.style(cell).number_format),
    }
}

/// A value as Excel shows it under a number format code; the empty code is General.
pub fn formatted(value: &Value, code: &str) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Bool(true) => "TRUE".to_owned(),
        Value::Bool(false) => "FALSE".to_owned(),
        Value::Error(error) => error.as_str().to_owned(),
        Value::Unrepresentable(number) => format!("{number:E}"),
        Value::Text(text) => {
            if code.is_empty() || code == "@" {
                text.clone()
            } else {
                formatted_text(text, code)
            }
        }
        Value::Number(number) => {
            if code.is_empty() || code == "@" {
                general(*number)
            } else {
                formatted_number(*number, code)
            }
        }
    }
}

/// Whether numbers under this format code show as dates or times.
pub fn is_date_format(code: &str) -> bool {
    !code.is_empty() && NumberFormat::parse(code).is_date()
}

/// Which looks show numbers as days of the calendar: in a workbook that counts them from 1904 those are moved to
/// 1900, from where a workbook in memory (and every one that is written) counts.
pub(super) fn calendar_looks(styles: &[Style]) -> Vec<bool> {
    let is_calendar = |code: &str| !code.is_empty() && NumberFormat::parse(code).is_calendar();
    styles.iter().map(|style| is_calendar(&style.number_format)).collect()
}

fn formatted_text(text: &str, code: &str) -> String {
    let format = NumberFormat::parse(code);
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
    let format = NumberFormat::parse(code);
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

fn round(number: Decimal, places: usize) -> Decimal {
    let places = u32::try_from(places).unwrap_or(28).min(28);
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// A number that is not negative in a section of `0`, `#`, `?` with literals between; `None` where it has no digits
/// to fit.
fn digits(section: &Section, number: Decimal) -> Option<String> {
    let tokens = &section.tokens;
    let is_digit = |t: &Token| matches!(t, Token::Digit(_));
    let last_digit = tokens.iter().rposition(is_digit);
    let point = tokens.iter().position(|t| matches!(t, Token::Point));
    let whole_end = point.unwrap_or(tokens.len());
    let commas = |from: usize, to: usize| {
        tokens.get(from..to).map_or(0, |part| part.iter().filter(|t| matches!(t, Token::Comma)).count())
    };
    // Commas behind the last digit (before the point or at the end) divide; those between digits group.
    let last_whole = tokens.get(..whole_end)?.iter().rposition(is_digit);
    let mut divisions = last_whole.map_or(0, |last| commas(last + 1, whole_end));
    if point.is_some() {
        divisions += last_digit.map_or(0, |last| commas(last.max(whole_end) + 1, tokens.len()));
    }
    let grouped = last_whole.is_some_and(|last| commas(0, last) > 0);
    let percents = tokens.iter().filter(|t| matches!(t, Token::Percent)).count();
    let mut scaled = number;
    for _ in 0..percents.min(4) {
        scaled = scaled.checked_mul(Decimal::ONE_HUNDRED)?;
    }
    for _ in 0..divisions.min(9) {
        scaled = scaled.checked_div(Decimal::ONE_THOUSAND)?;
    }
    let places = tokens.get(whole_end..)?.iter().filter(|t| is_digit(t)).count();
    let text = round(scaled, places).abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let whole = whole.trim_start_matches('0');
    let mut out = whole_part(tokens.get(..whole_end)?, whole, grouped);
    if let Some(point) = point {
        out.push_str(&fraction_part(tokens.get(point..)?, fraction));
    }
    Some(out)
}

/// The digits before the point put into their places, from the right.
fn whole_part(tokens: &[Token], whole: &str, grouped: bool) -> String {
    let mut left = whole.chars().rev();
    let mut places = tokens.iter().filter(|t| matches!(t, Token::Digit(_))).count();
    let mut reversed: Vec<char> = Vec::new();
    let mut written = 0;
    let mut push = |reversed: &mut Vec<char>, c: char| {
        if grouped && written > 0 && written % 3 == 0 {
            reversed.push(if c == ' ' { ' ' } else { ',' });
        }
        reversed.push(c);
        written += 1;
    };
    for token in tokens.iter().rev() {
        match token {
            Token::Digit(kind) => {
                places -= 1;
                match (left.next(), kind) {
                    (Some(digit), _) => push(&mut reversed, digit),
                    (None, '0') => push(&mut reversed, '0'),
                    (None, '?') => push(&mut reversed, ' '),
                    (None, _) => {}
                }
                if places == 0 {
                    for digit in left.by_ref() {
                        push(&mut reversed, digit);
                    }
                }
            }
            Token::Literal(text) => reversed.extend(text.chars().rev()),
            Token::Percent => reversed.push('%'),
            _ => {}
        }
    }
    reversed.into_iter().rev().collect()
}

/// The point and the digits behind it, put into their places.
fn fraction_part(tokens: &[Token], fraction: &str) -> String {
    let mut left = fraction.chars();
    let mut significant = fraction.trim_end_matches('0').len();
    let mut out = String::new();
    for token in tokens {
        match token {
            Token::Point => out.push('.'),
            Token::Digit(kind) => {
                let digit = left.next().unwrap_or('0');
                let counts = significant > 0;
                significant = significant.saturating_sub(1);
                match kind {
                    '#' if !counts => {}
                    '?' if !counts => out.push(' '),
                    _ => out.push(digit),
                }
            }
            Token::Literal(text) => out.push_str(text),
            Token::Percent => out.push('%'),
            _ => {}
        }
    }
    out
}

/// A number that is not negative in a section such as `0.00E+00`.
fn scientific(section: &Section, number: Decimal) -> Option<String> {
    let at = section.tokens.iter().position(|t| matches!(t, Token::Exponent))?;
    let (mantissa, exponent) = section.tokens.split_at(at);
    let count = |tokens: &[Token]| tokens.iter().filter(|t| matches!(t, Token::Digit(_))).count();
    let places = mantissa.iter().position(|t| matches!(t, Token::Point)).map_or(0, |p| count(&mantissa[p..]));
    let (digits, power) = mantissa_and_power(number, places)?;
    let width = count(exponent);
    let sign = if power < 0 { '-' } else { '+' };
    Some(format!("{digits:.places$}E{sign}{:0width$}", power.abs()))
}

/// A number as `d.ddd` with so many places and a power of ten.
fn mantissa_and_power(number: Decimal, places: usize) -> Option<(Decimal, i32)> {
    let mut power = 0;
    let mut mantissa = number;
    while mantissa >= Decimal::TEN {
        mantissa = mantissa.checked_div(Decimal::TEN)?;
        power += 1;
    }
    while !mantissa.is_zero() && mantissa < Decimal::ONE {
        mantissa = mantissa.checked_mul(Decimal::TEN)?;
        power -= 1;
    }
    mantissa = round(mantissa, places);
    if mantissa >= Decimal::TEN {
        mantissa = mantissa.checked_div(Decimal::TEN)?;
        power += 1;
    }
    Some((mantissa, power))
}

/// A number under General: as it is where eleven characters hold it, rounded or with a power of ten where not.
fn general(number: Decimal) -> String {
    const WIDTH: usize = 11;
    let sign = if number.is_sign_negative() && !number.is_zero() { "-" } else { "" };
    let number = number.abs().normalize();
    let text = number.to_string();
    if text.len() <= WIDTH {
        return format!("{sign}{text}");
    }
    let whole = text.split('.').next().unwrap_or_default().len();
    let small = number < Decimal::new(1, 4);
    if whole <= WIDTH && !small {
        let places = WIDTH.saturating_sub(whole + 1);
        return format!("{sign}{}", round(number, places).normalize());
    }
    match mantissa_and_power(number, 5) {
        Some((mantissa, power)) => {
            let direction = if power < 0 { '-' } else { '+' };
            format!("{sign}{}E{direction}{:02}", mantissa.normalize(), power.abs())
        }
        None => format!("{sign}{text}"),
    }
}

/// A serial number as the date or the time that a section shows.
fn date(section: &Section, number: Decimal) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    const CHINESE_DAYS: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];
    let fraction = section.tokens.iter().find_map(|t| match t {
        Token::SecondFraction(digits) => Some((*digits).min(3)),
        _ => None,
    });
    let unit = match fraction {
        Some(1) => 100,
        Some(2) => 10,
        Some(_) => 1,
        None => 1_000,
    };
    let moment = Moment::of_serial(number, unit)?;
    let halves = section.has(|t| matches!(t, Token::HalfDay(..)));
    let hour = moment.seconds / 3_600;
    let shown_hour = if halves { (hour + 11) % 12 + 1 } else { hour };
    let (minute, second) = (moment.seconds / 60 % 60, moment.seconds % 60);
    let month = usize::try_from(moment.month - 1).ok()?;
    let elapsed_seconds =
        number.floor().checked_mul(Decimal::from(86_400))?.checked_add(moment.seconds.into())?;
    let mut out = String::new();
    for token in &section.tokens {
        let piece = match token {
            Token::Date('y', 1 | 2) => format!("{:02}", moment.year % 100),
            Token::Date('y' | 'e', _) => format!("{:04}", moment.year),
            Token::Date('m', 1) => moment.month.to_string(),
            Token::Date('m', 2) => format!("{:02}", moment.month),
            Token::Date('m', 3) => MONTHS.get(month)?.chars().take(3).collect(),
            Token::Date('m', 5) => MONTHS.get(month)?.chars().take(1).collect(),
            Token::Date('m', _) => (*MONTHS.get(month)?).to_owned(),
            Token::Date('d', 1) => moment.day.to_string(),
            Token::Date('d', 2) => format!("{:02}", moment.day),
            Token::Date('d', 3) => DAYS.get(moment.weekday)?.chars().take(3).collect(),
            Token::Date('d', _) => (*DAYS.get(moment.weekday)?).to_owned(),
            Token::Date('a', 3) => (*CHINESE_DAYS.get(moment.weekday)?).to_owned(),
            Token::Date('a', _) => format!("星期{}", CHINESE_DAYS.get(moment.weekday)?),
            Token::Date('h', 1) => shown_hour.to_string(),
            Token::Date('h', _) => format!("{shown_hour:02}"),
            Token::Date('n', 1) => minute.to_string(),
            Token::Date('n', _) => format!("{minute:02}"),
            Token::Date('s', 1) => second.to_string(),
            Token::Date('s', _) => format!("{second:02}"),
            Token::SecondFraction(digits) => {
                format!(".{:.*}", (*digits).min(3), format!("{:03}", moment.millis))
            }
            Token::Elapsed(letter, width) => {
                let divisor = match letter {
                    'h' => 3_600,
                    'm' => 60,
                    _ => 1,
                };
                let count = elapsed_seconds.checked_div(Decimal::from(divisor))?.floor();
                let width = (*width).min(10);
                format!("{:0>width$}", count.to_string())
            }
            Token::HalfDay(morning, afternoon) => (*if hour < 12 { morning } else { afternoon }).to_owned(),
            Token::Literal(text) => text.clone(),
            Token::Digit(digit) => digit.to_string(),
            _ => String::new(),
        };
        out.push_str(&piece);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(number: &str, code: &str) -> String {
        formatted(&Value::from_number_text(number).unwrap(), code)
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
