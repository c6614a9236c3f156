//! Texts as the file of a workbook can hold them. The writer of workbooks writes what stands in cells and comments with
//! codes for the characters that XML has no room for; what it writes as attributes (names of sheets and fonts, number
//! formats, the words of data validations, where links lead) it takes as it is, and one such character in it makes a file that
//! no program opens.

use std::borrow::Cow;

/// Whether no XML can hold a character.
pub(crate) const fn is_unwritable(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// The text without those characters, for an attribute. None of them shows.
pub(crate) fn writable(text: &str) -> Cow<'_, str> {
    if text.contains(is_unwritable) {
        Cow::Owned(text.replace(is_unwritable, ""))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_has_no_room_for_is_left_out_and_all_else_stays() {
        assert_eq!(writable("宋\u{0}\u{1}体\u{fffe}\u{ffff}"), "宋体");
        assert!(matches!(writable("一\t二\r\n三\u{85}\u{fffd}\u{10ffff}"), Cow::Borrowed(_)));
    }
}
