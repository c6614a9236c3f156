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
        let named = named(&text).into_iter().filter(|name| *name != room);
        asked.entry(room.to_owned()).or_default().extend(named.map(str::to_owned));
    }
    asked
}

/// The rooms that a file names: `crate::form::Form`, `use crate::{form::{Form, Located}, record}`.
fn named(text: &str) -> BTreeSet<&str> {
    let paths = text.split("crate::").skip(1).flat_map(|rest| match rest.strip_prefix('{') {
        Some(list) => listed(list),
        None => vec![rest],
    });
    let room = |path: &str| path.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(path.len());
    paths.map(|path| &path[..room(path)]).filter(|name| !name.is_empty()).collect()
}

/// What stands in a list in braces, after its first brace; each with all that comes after it.
fn listed(list: &str) -> Vec<&str> {
    let mut depth = 1;
    let mut paths = vec![list.trim_start()];
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => paths.push(list[at + 1..].trim_start()),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    paths
}

#[test]
fn a_room_is_seen_in_a_path_and_in_a_list_of_paths() {
    let text = "use crate::form::Form;\nuse crate::{\n    record, rules::{Finding, engine},\n    settings::Settings,\n};\nuse a::b;";
    assert_eq!(named(text), BTreeSet::from(["form", "record", "rules", "settings"]));
    assert_eq!(named("crate::NAME, crate::guard"), BTreeSet::from(["guard"]));
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
