//! Numbers put into the places of a number format.

use rust_decimal::{Decimal, RoundingStrategy};

use super::super::number_format::{Section, Token};
use crate::decimals::with_places;

fn round(number: Decimal, places: usize) -> Decimal {
    let places = u32::try_from(places).unwrap_or(28).min(28);
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// A number that is not negative in a section of `0`, `#`, `?` with literals between; `None` where it has no digits
/// to fit.
pub(super) fn digits(section: &Section, number: Decimal) -> Option<String> {
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
pub(super) fn scientific(section: &Section, number: Decimal) -> Option<String> {
    let at = section.tokens.iter().position(|t| matches!(t, Token::Exponent))?;
    let (mantissa, exponent) = section.tokens.split_at(at);
    let count = |tokens: &[Token]| tokens.iter().filter(|t| matches!(t, Token::Digit(_))).count();
    let places = mantissa.iter().position(|t| matches!(t, Token::Point)).map_or(0, |p| count(&mantissa[p..]));
    let (digits, power) = mantissa_and_power(number, places)?;
    let width = count(exponent);
    let sign = if power < 0 { '-' } else { '+' };
    Some(format!("{}E{sign}{:0width$}", with_places(digits, places), power.abs()))
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
pub(super) fn general(number: Decimal) -> String {
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
