//! NFKC, fast for the texts that forms have.

use unicode_normalization::UnicodeNormalization;

/// The characters of `text` after NFKC. Nearly every text of a form is of characters that stand alone; the general way
/// is ten times as slow.
pub(crate) fn nfkc(text: &str) -> impl Iterator<Item = char> {
    let all_alone = text.chars().all(|c| standing_alone(c).is_some());
    let alone = all_alone.then(|| text.chars().filter_map(standing_alone));
    let general = (!all_alone).then(|| text.nfkc());
    alone.into_iter().flatten().chain(general.into_iter().flatten())
}

/// `text` after NFKC and without white space, as it is compared where both say nothing.
pub(crate) fn closed_up(text: &str) -> String {
    nfkc(text).filter(|c| !c.is_whitespace()).collect()
}

/// What NFKC makes of a character that neither composes with another nor decomposes into several; `None` for every
/// character of which that is not known.
pub(crate) fn standing_alone(c: char) -> Option<char> {
    match c {
        '\0'..='\x7f'
        | '一'..='鿿'
        | '、'
        | '。'
        | '《'
        | '》'
        | '【'
        | '】'
        | '“'
        | '”'
        | '—'
        | '·'
        | '×'
        | '≥'
        | '≤' => Some(c),
        // The full-width forms of ASCII.
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_stand_alone_are_what_nfkc_makes_of_them() {
        for c in '\0'..=char::MAX {
            if let Some(alone) = standing_alone(c) {
                assert!(std::iter::once(c).nfkc().eq([alone]), "{c:?}");
            }
        }
    }

    #[test]
    fn texts_are_the_same_either_way() {
        for text in ["", "≥９５％", "部门（单位）", "a\u{301}", "≥\u{338}95", "①㎡\u{3000}x"]
        {
            assert!(nfkc(text).eq(text.nfkc()), "{text:?}");
        }
    }
}
