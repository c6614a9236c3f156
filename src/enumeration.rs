//! How the parts of a form and the lines of a text are numbered: `一、`, `（一）`, `1.`, `（1）`.

/// Whether a character is one of the Chinese numerals that number parts; `十一` has two.
pub(crate) const fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// The value of a Chinese digit, as years are written with: `二〇二一`.
pub(crate) const fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// What follows the number at the beginning of a text; `None` if it begins with none of these characters.
pub(crate) fn after_number(text: &str, is_of_number: impl Fn(char) -> bool) -> Option<&str> {
    Some(text.trim_start_matches(is_of_number)).filter(|rest| rest.len() < text.len())
}

/// How deep a numbered line stands, `一、` over `（一）` over `1.` over `（1）`; `None` for one without a number.
pub(crate) fn depth(line: &str) -> Option<usize> {
    let text = line.trim();
    let inside = text.strip_prefix(['（', '(']);
    let rest = inside.unwrap_or(text);
    let in_words = after_number(rest, is_numeral);
    let after = in_words.or_else(|| after_number(rest, |c| c.is_ascii_digit()))?;
    let ends: &[char] = if inside.is_some() { &['）', ')'] } else { &['、', '.', '．'] };
    after.starts_with(ends).then_some(match (in_words.is_some(), inside.is_some()) {
        (true, false) => 0,
        (true, true) => 1,
        (false, false) => 2,
        (false, true) => 3,
    })
}

#[cfg(test)]
mod tests {
    use super::{after_number, depth, is_numeral};

    #[test]
    fn numbers_stand_over_each_other() {
        let depths =
            ["一、财政拨款", "（十一）专项", "1.中央", "(2)市级", "三公经费", "2021年结转"].map(depth);
        assert_eq!(depths, [Some(0), Some(1), Some(2), Some(3), None, None]);
    }

    #[test]
    fn a_number_is_one_that_stands_in_front() {
        assert_eq!(after_number("十二、目标", is_numeral), Some("、目标"));
        assert_eq!(after_number("目标一", is_numeral), None);
    }
}
