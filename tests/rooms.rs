//! The rooms of the source, one for each module of the crate, ask each other in one direction: whoever reads one need not
//! have read those that use it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// The files above all rooms.
const ABOVE: [&str; 2] = ["lib", "main"];

/// For each room, those that it names.
fn asked() -> BTreeMap<String, BTreeSet<String>> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut asked: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in WalkDir::new(&source).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file()) {
        let path = entry.path().strip_prefix(&source).unwrap();
        let room = path.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        if ABOVE.contains(&room) {
            continue;
        }
        let text = fs::read_to_string(entry.path()).unwrap();
        let named = text.split("crate::").skip(1).filter_map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '_')?;
            rest.get(..end).filter(|name| !name.is_empty() && *name != room)
        });
        asked.entry(room.to_owned()).or_default().extend(named.map(str::to_owned));
    }
    asked
}

#[test]
fn rooms_ask_each_other_in_one_direction() {
    let mut asked = asked();
    assert!(asked["rules"].contains("form"), "{asked:?}");
    let rooms: BTreeSet<String> = asked.keys().cloned().collect();
    for others in asked.values_mut() {
        others.retain(|other| rooms.contains(other));
    }
    // Room after room that asks none of those that are left is taken away.
    while let Some(room) = asked.iter().find(|(_, others)| others.is_empty()).map(|(room, _)| room.clone()) {
        asked.remove(&room);
        for others in asked.values_mut() {
            others.remove(&room);
        }
    }
    assert!(asked.is_empty(), "these rooms ask each other in a circle: {asked:#?}");
}
