//! Numbers as people write them: `1,200`, `1.2万`, `十二`, `二〇二一`, `九十五点五`.

mod adjacent;
mod parts;

use rust_decimal::Decimal;

use parts::Parts;

/// A number that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numeral {
    /// What it says, 万 and 亿 included.
    pub value: Decimal,
    /// Of two digits beside each other that leave open which it is the larger number: 30 of 二三十, where the value is 20.
    pub until: Option<Decimal>,
    /// The 万, 亿 … behind the figure, which a bare number on the other side may mean as well; else one.
    pub scale: Decimal,
    /// How many characters it takes.
    pub len: usize,
    /// Whether it is written in Chinese numerals, which also stand in ordinary words (一般, 三公经费).
    pub chinese: bool,
}

/// The value of a Chinese digit.
fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten that a Chinese character multiplies by.
fn power(c: char) -> Option<Decimal> {
    Some(Decimal::from(match c {
        '十' | '拾' => 10_u32,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    }))
}

/// Whether there may be a number in a text, as it is written: quickly, and never wrong where it says no.
pub(super) fn may_be_in(text: &str) -> bool {
    text.chars().any(|c| match c {
        '一'..='鿿' => is_chinese_beginning(c),
        '\0'..='\x7f' | '\u{3000}'..='\u{301f}' | '，' | '；' | '：' | '％' | '“' | '”' => {
            c.is_ascii_digit()
        }
        // Full-width digits, and whatever else turns into a digit.
        _ => true,
    })
}

/// Whether a character is a Chinese numeral.
fn is_chinese(c: char) -> bool {
    digit(c).is_some() || power(c).is_some() || matches!(c, '廿' | '卅')
}

/// Whether a number in Chinese numerals may begin with a character.
fn is_chinese_beginning(c: char) -> bool {
    c == '半' || is_chinese(c)
}

/// The number that begins at `at`.
pub(super) fn read(text: &[char], at: usize) -> Option<Numeral> {
    let first = *text.get(at)?;
    let point = first == '.' && text.get(at + 1).is_some_and(char::is_ascii_digit);
    if first.is_ascii_digit() || point {
        arabic(text, at)
    } else if is_chinese_beginning(first) {
        adjacent::read(text, at).or_else(|| chinese(text, at))
    } else {
        None
    }
}

/// No figure that means anything has more digits; a decimal holds 28.
const DIGITS: usize = 30;

/// `1200`, `1,200.5`, `1.2万`, `3百万`, `3万5千`.
fn arabic(text: &[char], at: usize) -> Option<Numeral> {
    let (mut value, mut end) = digits(text, at)?;
    let whole = value.fract().is_zero();
    let mut scale = Decimal::ONE;
    let mut last = Decimal::ONE;
    while let Some(by) = power_at(text, end) {
        scale = scale.checked_mul(by)?;
        value = value.checked_mul(by)?;
        last = by;
        end += 1;
    }
    if scale > Decimal::ONE && whole {
        return Parts::of(value, scale, last).read(text, at, end);
    }
    Some(Numeral { value, until: None, scale, len: end - at, chinese: false })
}

/// The power of ten at a place behind a figure; the 千 of 千瓦, 千克 and 千米 is the unit's: 18.6万千瓦.
fn power_at(text: &[char], at: usize) -> Option<Decimal> {
    let c = *text.get(at)?;
    let is_units = c == '千' && matches!(text.get(at + 1), Some('瓦' | '克' | '米'));
    if is_units { None } else { power(c) }
}

/// The figure at `at` without a power of ten, and where it ends.
fn digits(text: &[char], at: usize) -> Option<(Decimal, usize)> {
    let is_digit = |i: usize| text.get(i).is_some_and(char::is_ascii_digit);
    let mut end = at;
    let mut plain = String::new();
    if text.get(end) == Some(&'.') {
        plain.push('0');
    }
    while is_digit(end) {
        plain.push(*text.get(end)?);
        end += 1;
    }
    if end - at <= 3 {
        while plain.len() < DIGITS
            && text.get(end) == Some(&',')
            && (end + 1..end + 4).all(is_digit)
            && !is_digit(end + 4)
        {
            plain.extend(text.get(end + 1..end + 4)?);
            end += 4;
        }
    }
    // 97.%
    if text.get(end) == Some(&'.') && text.get(end + 1) == Some(&'%') {
        return Some((Decimal::from_str_exact(&plain).ok()?, end + 1));
    }
    let point = text.get(end) == Some(&'.') || is_mistyped_point(text, end);
    if point && is_digit(end + 1) {
        plain.push('.');
        end += 1;
        while is_digit(end) {
            plain.push(*text.get(end)?);
            end += 1;
        }
    }
    Some((Decimal::from_str_exact(&plain).ok()?, end))
}

/// Whether a comma or a full stop stands at `at` for a decimal point: 97,5%. A list of rates names per cent behind each.
fn is_mistyped_point(text: &[char], at: usize) -> bool {
    let places = text.get(at + 1..).unwrap_or_default().iter().take_while(|c| c.is_ascii_digit()).count();
    matches!(text.get(at), Some(',' | '。'))
        && (1..=2).contains(&places)
        && text.get(at + 1 + places) == Some(&'%')
}

/// `十二`, `一百二十`, `二〇二一`, `三万五`, `半`.
fn chinese(text: &[char], at: usize) -> Option<Numeral> {
    if text.get(at) == Some(&'半') {
        let value = Decimal::new(5, 1);
        return Some(Numeral { value, until: None, scale: Decimal::ONE, len: 1, chinese: true });
    }
    // A row of characters that no number has is told before anything is computed: it is asked for at each of them.
    let longest = text.get(at..=at + DIGITS).and_then(|row| row.get(..DIGITS));
    if longest.is_some_and(|row| row.iter().rev().all(|c| is_chinese(*c))) {
        return None;
    }
    let mut end = at;
    // 亿 and 万 close a group; 千 百 十 add to the group that is open.
    let (mut total, mut group) = (Decimal::ZERO, Decimal::ZERO);
    let mut pending: Option<Decimal> = None;
    let mut last_power = Decimal::ONE;
    // The power that closed the last group.
    let mut closed = Decimal::ZERO;
    let mut zero_before = false;
    while let Some(&c) = text.get(end) {
        if end - at >= DIGITS {
            return None;
        }
        if let Some(tens) = [('廿', 20_u32), ('卅', 30)].into_iter().find(|(tens, _)| *tens == c) {
            group = group.checked_add(Decimal::from(tens.1))?;
        } else if let Some(d) = digit(c) {
            let d = Decimal::from(d);
            // Digits in a row are positions: 二〇二一.
            pending = Some(match pending {
                Some(before) => before.checked_mul(Decimal::TEN)?.checked_add(d)?,
                None => d,
            });
            zero_before |= d.is_zero();
        } else if let Some(by) = power(c) {
            let count = pending.take();
            if by >= Decimal::from(10_000) {
                let open = group.checked_add(count.unwrap_or(Decimal::ZERO))?;
                let open = if open.is_zero() && total.is_zero() { Decimal::ONE } else { open };
                // 一亿两千万 adds to the 亿, 三万亿 is counted in it.
                total = if by < closed {
                    total.checked_add(open.checked_mul(by)?)?
                } else {
                    total.checked_add(open)?.checked_mul(by)?
                };
                closed = by;
                group = Decimal::ZERO;
            } else {
                group = group.checked_add(count.unwrap_or(Decimal::ONE).checked_mul(by)?)?;
            }
            last_power = by;
            zero_before = false;
        } else {
            break;
        }
        end += 1;
    }
    let tail = match pending {
        // 三万五 is 35000, 一百二 is 120: a last digit counts the next lower power.
        Some(d) if last_power >= Decimal::ONE_HUNDRED && !zero_before && d < Decimal::TEN => {
            d.checked_mul(last_power)?.checked_div(Decimal::TEN)?
        }
        Some(d) => d,
        None => Decimal::ZERO,
    };
    let mut value = total.checked_add(group)?.checked_add(tail)?;
    if text.get(end) == Some(&'点') {
        let mut fraction = Decimal::new(1, 1);
        let mut next = end + 1;
        while let Some(d) = text.get(next).copied().and_then(digit) {
            value = value.checked_add(Decimal::from(d).checked_mul(fraction)?)?;
            fraction = fraction.checked_div(Decimal::TEN)?;
            next += 1;
        }
        if next > end + 1 {
            end = next;
        }
    }
    Some(Numeral { value, until: None, scale: Decimal::ONE, len: end - at, chinese: true })
}

#[cfg(test)]
mod tests {
    use super::read;

    fn value(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        read(&chars, 0).map_or_else(String::new, |n| format!("{}/{}", n.value.normalize(), n.len))
    }

    #[test]
    fn arabic_figures_with_separators_and_scales() {
        assert_eq!(value("1200"), "1200/4");
        assert_eq!(value("1,200人"), "1200/5");
        assert_eq!(value("12,50人"), "12/2");
        assert_eq!(value("97,5%"), "97.5/4");
        assert_eq!(value("97。5%"), "97.5/4");
        assert_eq!(value("97.%"), "97/3");
        assert_eq!(value("97,500%"), "97500/6");
        assert_eq!(value("1.2万人次"), "12000/4");
        assert_eq!(value("3百万元"), "3000000/3");
        assert_eq!(value("99999999999999999999999999999999999999"), "");
    }

    #[test]
    fn parts_of_one_figure() {
        assert_eq!(value("3万5千元"), "35000/4");
        assert_eq!(value("12万5000元"), "125000/7");
        assert_eq!(value("1亿2500万"), "125000000/7");
        assert_eq!(value("1亿零500万"), "105000000/7");
        assert_eq!(value("1亿2千万"), "120000000/5");
        assert_eq!(value("1百20万"), "1200000/5");
        assert_eq!(value("3千2百人"), "3200/4");
        assert_eq!(value("9千8百万"), "98000000/5");
        assert_eq!(value("1万5千2百亩"), "15200/6");
        assert_eq!(value("1亿2千5百万零3千"), "125003000/10");
        assert_eq!(value("3万8"), "38000/3");
        assert_eq!(value("3万零8"), "30008/4");
        assert_eq!(value("3万5千米"), "35000/4");
        assert_eq!(value("1万5000千瓦"), "15000/6");
        assert_eq!(value("3万100%"), "30000/2");
        assert_eq!(value("1.2万5千"), "12000/4");
        assert_eq!(value("3万50000"), "30000/2");
    }

    #[test]
    fn chinese_numerals() {
        assert_eq!(value("十二场"), "12/2");
        assert_eq!(value("九十五"), "95/3");
        assert_eq!(value("一百二十"), "120/4");
        assert_eq!(value("一百零二"), "102/4");
        assert_eq!(value("三万五千"), "35000/4");
        assert_eq!(value("三万五"), "35000/3");
        assert_eq!(value("一亿两千万"), "120000000/5");
        assert_eq!(value("三万亿"), "3000000000000/3");
        assert_eq!(value("二〇二一年"), "2021/4");
        assert_eq!(value("九十五点五"), "95.5/5");
        assert_eq!(value("两千"), "2000/2");
    }

    #[test]
    fn two_digits_beside_each_other_are_one_or_the_other() {
        let between = |text: &str| {
            let chars: Vec<char> = text.chars().collect();
            let number = read(&chars, 0).unwrap();
            format!(
                "{}-{}/{}",
                number.value,
                number.until.map_or_else(String::new, |v| v.to_string()),
                number.len
            )
        };
        assert_eq!(between("二三十人"), "20-30/3");
        assert_eq!(between("两三百份"), "200-300/3");
        assert_eq!(between("十七八个"), "17-18/3");
        assert_eq!(between("二十四五户"), "24-25/4");
        assert_eq!(between("三五个"), "3-5/2");
        assert_eq!(between("一百二三十亩"), "120-130/5");
        assert_eq!(between("三四万亩"), "30000-40000/3");
        // Places of a number, not one digit or the other.
        assert_eq!(between("二〇二三年"), "2023-/4");
        assert_eq!(between("一二三"), "123-/3");
        assert_eq!(between("五二个"), "52-/2");
        assert_eq!(between("九十"), "90-/2");
    }
}
