//! What a mistyped name most likely was meant to be.

/// The candidate that `name` most likely was meant to be; `None` if it is like none of them.
///
/// ```
/// use ziping::nearest::nearest;
/// assert_eq!(nearest("overspend", ["overspent", "stray-space"].into_iter()), Some("overspent"));
/// assert_eq!(nearest("abc", ["overspent"].into_iter()), None);
/// ```
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // From this likeness on, people recognise what they mistyped.
    const ALIKE: f64 = 0.8;
    candidates
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness > ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
