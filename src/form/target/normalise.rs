//! One spelling for what people type in many: width, spaces, dashes, quotes, capital letters.

use crate::letters::is_invisible;
use crate::nfkc::{nfkc, standing_alone};

/// Numbers in circles number the parts of a cell; NFKC would glue them to the figures behind them.
const fn is_enumerator(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}')
}

/// `text` in the spelling that the grammar reads: NFKC, lower case, without white space, invisible characters and
/// quotation marks; dashes, tildes and comparison signs in one form each. A line break between two digits separates
/// them, so that two figures under each other do not become one.
pub(crate) fn fold(text: &str) -> Vec<char> {
    let mut folded = Vec::with_capacity(text.len() / 2);
    let mut all_alone = true;
    separate(text, |c| match standing_alone(c) {
        Some(c) => folded.extend(spelled(c)),
        None => all_alone = false,
    });
    if !all_alone {
        let mut separated = String::with_capacity(text.len());
        separate(text, |c| separated.push(c));
        folded = nfkc(&separated).filter_map(spelled).collect();
    }
    title_marks(&mut folded);
    folded
}

/// 》=95% is >=95%, typed with the key beside it: a mark of titles without its other half, before a number.
fn title_marks(folded: &mut [char]) {
    if !folded.iter().any(|c| matches!(c, '《' | '》' | '〈' | '〉')) {
        return;
    }
    for (mark, other, sign) in [('》', '《', '>'), ('《', '》', '<'), ('〉', '〈', '>'), ('〈', '〉', '<')]
    {
        if folded.contains(&other) {
            continue;
        }
        for at in 0..folded.len() {
            let number = matches!(folded.get(at + 1), Some(c) if c.is_ascii_digit() || *c == '=');
            if let Some(c) = folded.get_mut(at).filter(|c| number && **c == mark) {
                *c = sign;
            }
        }
    }
}

/// Gives what is left of a text without what shows nothing, with a mark where one figure ends and another begins.
fn separate(text: &str, mut take: impl FnMut(char)) {
    let mut broken = false;
    let mut digit_before = false;
    for c in text.chars() {
        if is_enumerator(c) {
            take(';');
            digit_before = false;
        } else if c == '\n' || c == '\r' {
            broken = true;
            continue;
        } else if !c.is_whitespace() && !c.is_control() && !is_invisible(c) {
            let digit = matches!(c, '0'..='9' | '０'..='９');
            if broken && digit && digit_before {
                take(';');
            }
            take(c);
            digit_before = digit;
        } else {
            continue;
        }
        broken = false;
    }
}

/// A character in its one spelling; `None` for what only sets words apart.
fn spelled(c: char) -> Option<char> {
    match c.to_ascii_lowercase() {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2501}' | '\u{FE58}' => Some('-'),
        '\u{223C}' | '\u{301C}' | '\u{02DC}' => Some('~'),
        '≧' | '⩾' | '≽' => Some('≥'),
        '≦' | '⩽' | '≼' => Some('≤'),
        '“' | '”' | '‘' | '’' | '"' | '\'' | '「' | '」' | '『' | '』' | ' ' => None,
        '【' | '[' | '〔' | '{' => Some('('),
        '】' | ']' | '〕' | '}' => Some(')'),
        '⁄' | '\\' | '÷' => Some('/'),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    fn folded(text: &str) -> String {
        fold(text).into_iter().collect()
    }

    #[test]
    fn width_spaces_and_quotes_say_nothing() {
        assert_eq!(folded("　≧ ９５ ％ "), "≥95%");
        assert_eq!(folded("“阳光信访”"), "阳光信访");
        assert_eq!(folded("9\u{200b}5\u{2069}%\u{61c}"), "95%");
        assert_eq!(folded("90%—95％"), "90%-95%");
        assert_eq!(folded("》=95%"), ">=95%");
        assert_eq!(folded("《条例》95册"), "《条例》95册");
    }

    #[test]
    fn figures_under_each_other_stay_two() {
        assert_eq!(folded("12\n15"), "12;15");
        assert_eq!(folded("不少于\n500人次"), "不少于500人次");
        assert_eq!(folded("①100%"), ";100%");
    }
}
