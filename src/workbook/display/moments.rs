//! Serial numbers shown as dates and times.

use rust_decimal::Decimal;

use super::super::dates::Moment;
use super::super::number_format::{Section, Token};

/// A serial number as the date or the time that a section shows.
pub(super) fn date(section: &Section, number: Decimal) -> Option<String> {
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
