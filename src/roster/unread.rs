//! What a department that sent no form did send.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::{DepartmentName, RosterEntry};
use crate::record::{InputRecord, InputStatus};

/// Characters of a file's name in which a department is looked for.
const MAX_FILE_NAME: usize = 60;

/// The files from which no form was read and whose names say that they are a missing department's: a department that
/// sent a PDF has sent something. One place for each of `missing`.
pub(super) fn unread_files<'a>(missing: &[&RosterEntry], inputs: &'a [InputRecord]) -> Vec<Option<&'a str>> {
    // The places of the missing departments whose own words these are.
    let mut by_words: HashMap<String, Vec<(String, usize)>> = HashMap::new();
    for (index, entry) in missing.iter().enumerate() {
        for name in std::iter::once(&entry.name).chain(&entry.aliases) {
            let DepartmentName { place, own } = DepartmentName::parse(name);
            by_words.entry(own).or_default().push((place, index));
        }
    }
    let mut files = vec![None; missing.len()];
    for input in inputs.iter().filter(|input| input.status != InputStatus::Read) {
        let name: Vec<char> =
            input.file.rsplit('/').next().unwrap_or_default().chars().take(MAX_FILE_NAME).collect();
        let text = |stretch: Range<usize>| name[stretch].iter().collect::<String>();
        // The longest stretch of the file's name that is a department's: 卫生健康局 before 健康局.
        let stretches = (2..=name.len())
            .rev()
            .flat_map(|length| (0..=name.len() - length).map(move |start| start..start + length));
        let found = |stretch: Range<usize>| Some((by_words.get(&text(stretch.clone()))?, stretch));
        let Some((of_words, stretch)) = { stretches }.find_map(found) else { continue };
        let own = text(stretch.clone());
        let in_front = (0..stretch.start).map(|start| DepartmentName::parse(&text(start..stretch.end)));
        let places: BTreeSet<String> = in_front
            .filter(|name| name.own == own && !name.place.is_empty())
            .map(|name| name.place)
            .collect();
        if let Some(file) = sender(of_words, &places).and_then(|index| files.get_mut(index)) {
            *file = file.or(Some(input.file.as_str()));
        }
    }
    files
}

/// The one of several departments with the same words that a file is from whose name may name these `places`: the one of
/// such a place, else one of whose place nothing is said. Where several may be meant, none is.
fn sender(of_words: &[(String, usize)], places: &BTreeSet<String>) -> Option<usize> {
    let is_named = |place: &str| places.contains(place) || (places.is_empty() && place.is_empty());
    let may_be = |place: &str| places.is_empty() || place.is_empty();
    let only = |fits: &dyn Fn(&str) -> bool| {
        let found: BTreeSet<usize> =
            of_words.iter().filter(|(place, _)| fits(place)).map(|(_, index)| *index).collect();
        found.first().copied().filter(|_| found.len() == 1)
    };
    only(&is_named).or_else(|| only(&may_be))
}
