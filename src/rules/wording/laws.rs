//! What holds for any text that is mended.

use proptest::prelude::*;

use super::{control_character, quote_mismatch, stray_space};
use crate::letters::is_letter_or_digit;
use crate::rules::TextEdit;

type Mend = fn(&[char]) -> Vec<TextEdit>;

const MENDS: [(&str, Mend); 3] = [
    ("quote-mismatch", quote_mismatch::mend),
    ("stray-space", stray_space::mend),
    ("control-character", control_character::mend),
];

fn apply(text: &str, edits: &[TextEdit]) -> String {
    TextEdit::apply(text, edits)
}

fn edits(mend: Mend, text: &str) -> Vec<TextEdit> {
    mend(&text.chars().collect::<Vec<char>>())
}

fn all_edits(text: &str) -> Vec<TextEdit> {
    MENDS.iter().flat_map(|(_, mend)| edits(*mend, text)).collect()
}

fn letters_and_digits(text: &str) -> String {
    text.chars().filter(|&c| is_letter_or_digit(c)).collect()
}

/// Texts of what these rules look at, in all orders.
fn texts() -> impl Strategy<Value = String> {
    let characters = prop::sample::select(vec![
        '信', '访', '一', '是', 'A', '7', ' ', ' ', '\u{3000}', '\u{a0}', '\t', '\n', '\r', '，', '。', '、',
        '“', '”', '‘', '’', '（', '）', '\u{200b}', '\u{feff}', '\u{b}', '\u{202e}', '\u{fffd}',
    ]);
    let few = prop::collection::vec(characters, 0..40).prop_map(|chars| chars.into_iter().collect());
    prop_oneof![4 => few, 1 => any::<String>()]
}

proptest! {
    #[test]
    fn mending_twice_is_mending_once(text in texts()) {
        for (name, mend) in MENDS {
            let once = apply(&text, &edits(mend, &text));
            prop_assert_eq!(edits(mend, &once), Vec::new(), "{} on {:?}", name, once);
        }
    }

    #[test]
    fn what_all_mends_leave_none_would_change(text in texts()) {
        let once = apply(&text, &all_edits(&text));
        prop_assert_eq!(all_edits(&once), Vec::new(), "on {:?}", once);
    }

    #[test]
    fn edits_of_different_rules_touch_different_characters(text in texts()) {
        let mut edits = all_edits(&text);
        edits.sort();
        for pair in edits.windows(2) {
            prop_assert!(pair[0].start + pair[0].len <= pair[1].start, "{:?}", pair);
        }
    }

    #[test]
    fn no_letter_and_no_digit_changes(text in texts()) {
        // An escape such as `_x000D_` is written in letters, but is none.
        prop_assume!(!text.contains("_x00"));
        let mended = apply(&text, &all_edits(&text));
        prop_assert_eq!(letters_and_digits(&text), letters_and_digits(&mended));
    }
}
