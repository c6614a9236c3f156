//! Letters and digits, fast for the texts that forms have: of a common Chinese character or mark the standard library finds
//! out by searching its tables that it is a letter or none, and has no lower case. And characters that do not show.

/// Whether a character is one of the common Chinese ones.
pub(crate) fn is_common_han(c: char) -> bool {
    matches!(c, '一'..='鿿')
}

/// Whether a character is a letter or a digit of any script.
pub(crate) fn is_letter_or_digit(c: char) -> bool {
    match c {
        _ if is_common_han(c) => true,
        '，' | '。' | '、' | '；' | '：' | '（' | '）' | '“' | '”' => false,
        _ => c.is_alphanumeric(),
    }
}

/// Appends a character in lower case.
pub(crate) fn push_lowercase(text: &mut String, c: char) {
    if is_common_han(c) {
        text.push(c);
    } else {
        text.extend(c.to_lowercase());
    }
}

/// Whether a character is a mark that neither shows nor parts others: zero-width spaces and joiners, marks of direction,
/// byte-order marks. Control characters are none.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A character that does not show, written out: `⟨U+200B⟩`.
pub(crate) fn written_out(c: char) -> String {
    format!("⟨U+{:04X}⟩", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_ways_say_what_the_standard_library_says() {
        for c in '\0'..=char::MAX {
            let mut lower = String::new();
            push_lowercase(&mut lower, c);
            assert!(lower.chars().eq(c.to_lowercase()), "{c:?}");
            assert_eq!(is_letter_or_digit(c), c.is_alphanumeric(), "{c:?}");
        }
    }
}
