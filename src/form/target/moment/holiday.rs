//! Holidays that have the same date every year, as deadlines: `国庆节前`.

use super::super::wording::starts;
use super::{Read, span};

/// The day before a holiday that has the same date every year, where 前 stands behind it: 国庆节前.
pub(super) fn before(text: &[char], at: usize) -> Option<Read> {
    const EVES: [(&str, (i8, i8)); 6] = [
        ("国庆", (9, 30)),
        ("五一", (4, 30)),
        ("劳动节", (4, 30)),
        ("儿童节", (5, 31)),
        ("八一", (7, 31)),
        ("教师节", (9, 9)),
    ];
    let (word, eve) = EVES.into_iter().find(|(word, _)| starts(text, at, word))?;
    let mut len = word.chars().count();
    len += usize::from(!word.ends_with('节') && starts(text, at + len, "节"));
    let is_before = ["前", "之前", "以前"].into_iter().any(|word| starts(text, at + len, word));
    is_before.then(|| (span(None, eve, eve), len))
}
