//! Letters and digits, fast for the texts that forms have: of a common Chinese character the standard library finds out
//! by searching its tables that it is a letter, and has no lower case.

/// Whether a character is one of the common Chinese ones.
pub(crate) fn is_common_han(c: char) -> bool {
    matches!(c, '一'..='鿿')
}

/// Whether a character is a letter or a digit of any script.
pub(crate) fn is_letter_or_digit(c: char) -> bool {
    is_common_han(c) || c.is_alphanumeric()
}

/// Appends a character in lower case.
pub(crate) fn push_lowercase(text: &mut String, c: char) {
    if is_common_han(c) {
        text.push(c);
    } else {
        text.extend(c.to_lowercase());
    }
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
