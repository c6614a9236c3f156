//! Filled forms whose parts were changed as XML: whatever was done to them, they are read, judged and corrected, or refused
//! in words; and what is written opens again.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{Cursor, Read, Write};

use proptest::prelude::*;
use ziping::correct::{CorrectOptions, correct};
use ziping::formula::Evaluation;
use ziping::rules::{Finding, FormContext, check_form};
use ziping::settings::Settings;
use ziping::template::{Templates, read_forms};
use ziping::workbook::{Limits, read};

/// A part's name and its bytes.
type Part = (String, Vec<u8>);

/// One change: what is done, where (as a share of the places for it), and with what.
type Change = (u8, f64, usize);

/// What may stand in the place of an attribute's value or a text.
const VALUES: [&str; 26] = [
    "",
    "-1",
    "0",
    "1",
    "-0.5",
    "16385",
    "65536",
    "1048577",
    "4294967296",
    "99999999999999999999",
    "1e308",
    "NaN",
    "true",
    "A1:XFD1048576",
    "ZZZ1",
    "A1:A1",
    "&#0;",
    "&lt;",
    "#REF!",
    "=1/0",
    "SUM(1:1048576)",
    "INDIRECT(\"A1\")",
    "C6:C6",
    "[1]Sheet1!A1",
    "REPT(\"x\",1E9)",
    "预",
];

/// Words without which a part is another.
const NAMES: [&str; 6] = ["sheet", "row", "<c ", "<f", "<xf", "<si"];

fn parts(file: &[u8]) -> Vec<Part> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let part = |index| {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        (part.name().unwrap().into_owned(), bytes)
    };
    (0..zip::ZipArchive::new(Cursor::new(file)).unwrap().len()).map(part).collect()
}

fn packed(parts: &[Part]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Where in a text what `begin` and `end` enclose stands, both excluded, as long as it is short.
fn enclosed(text: &str, begin: &str, end: &str) -> Vec<(usize, usize)> {
    let starts = text.match_indices(begin).map(|(at, _)| at + begin.len());
    starts
        .filter_map(|at| Some((at, at + text[at..].find(end)?)))
        .filter(|(from, to)| to - from < 2_000)
        .collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a place"
)]
fn chosen<T: Copy>(all: &[T], share: f64) -> Option<T> {
    all.get((all.len() as f64 * share) as usize).copied()
}

fn changed(text: &str, (kind, share, with): Change) -> String {
    let value = VALUES[with % VALUES.len()];
    let replaced = |places: Vec<(usize, usize)>, value: &str| match chosen(&places, share) {
        Some((from, to)) => [&text[..from], value, &text[to..]].concat(),
        None => text.to_owned(),
    };
    let tags =
        || enclosed(text, "<", ">").into_iter().map(|(from, to)| (from - 1, to + 1)).collect::<Vec<_>>();
    match kind {
        0 => replaced(enclosed(text, "=\"", "\""), value),
        1 => replaced(enclosed(text, ">", "<"), value),
        2 => replaced(tags(), ""),
        3 => match chosen(&tags(), share) {
            Some((from, to)) => {
                [&text[..to], &text[from..to].repeat([1, 3, 300][with % 3]), &text[to..]].concat()
            }
            None => text.to_owned(),
        },
        4 => {
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            chosen(&ends, share).map_or(String::new(), |end| text[..end].to_owned())
        }
        5 => replaced(enclosed(text, ">", "<"), &["“", "预", "IF(", "1+"][with % 4].repeat(3_000)),
        6 => {
            let cells = enclosed(text, "<c ", "</c>");
            match chosen(&cells, share) {
                Some((from, to)) => {
                    let again = format!("<c {}</c>", &text[from..to]).repeat([1, 2, 200][with % 3]);
                    [&text[..to + 4], &again, &text[to + 4..]].concat()
                }
                None => text.to_owned(),
            }
        }
        _ => text.replacen(NAMES[with % NAMES.len()], "x", 1 + with / NAMES.len()),
    }
}

/// A workbook with these changes in one of its parts, and, where it is left out, without it.
fn mutant(parts: &[Part], (part, left_out): (f64, bool), changes: &[Change]) -> Vec<u8> {
    let mut parts = parts.to_vec();
    let places: Vec<usize> = (0..parts.len()).collect();
    if let Some(place) = chosen(&places, part) {
        if left_out {
            parts.remove(place);
        } else if let Ok(text) = String::from_utf8(parts[place].1.clone()) {
            parts[place].1 = changes.iter().fold(text, |text, change| changed(&text, *change)).into_bytes();
        }
    }
    packed(&parts)
}

/// Bounds under which no case takes long.
fn limits() -> Limits {
    Limits { unpacked_bytes: 16 << 20, cells: 50_000, text_bytes: 8 << 20, ..Limits::default() }
}

/// What a workbook and its forms are read as, in words.
fn told(bytes: &[u8], templates: &Templates) -> String {
    let workbook = read(bytes, &limits());
    let forms =
        workbook.as_ref().map(|workbook| read_forms(workbook, &Evaluation::of(workbook), templates)).ok();
    format!("{workbook:?}\n{forms:?}")
}

/// Whether a workbook is read as it would be by a thread that has read nothing before, and so remembers nothing.
fn is_read_as_the_first(bytes: &[u8], templates: &Templates) -> bool {
    let first = std::thread::scope(|scope| scope.spawn(|| told(bytes, templates)).join().unwrap());
    told(bytes, templates) == first
}

/// Reads, judges and corrects a workbook, and reads what was written.
fn survives(bytes: &[u8], templates: &Templates) {
    let settings = Settings::default();
    let Ok(workbook) = read(bytes, &limits()) else { return };
    let evaluation = Evaluation::of(&workbook);
    let forms = read_forms(&workbook, &evaluation, templates);
    let each = FormContext::each(&workbook, &evaluation, &forms, &settings);
    let findings: Vec<Finding> = each.flat_map(|context| check_form(&context)).collect();
    let options = CorrectOptions::default();
    if let Ok(corrected) = correct("变.xlsx", &workbook, &evaluation, &forms, &findings, &options) {
        read(&corrected.bytes, &Limits::default()).unwrap();
    }
}

fn forms() -> Vec<Vec<Part>> {
    let mut files: Vec<_> = std::fs::read_dir("fixtures/liwan-2021")
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "xlsx"))
        .collect();
    files.sort();
    files.iter().map(|path| parts(&std::fs::read(path).unwrap())).collect()
}

fn changes() -> impl Strategy<Value = (f64, (f64, bool), Vec<Change>)> {
    let change = (0..8_u8, 0.0..1.0, 0..10_000_usize);
    let left_out = prop::bool::weighted(0.03);
    (0.0..1.0, (0.0..1.0, left_out), prop::collection::vec(change, 1..5))
}

/// Runs so many cases, always the same ones.
fn run(cases: u32, check: fn(&[u8], &Templates)) {
    let (templates, forms) = (Templates::builtin(), forms());
    let places: Vec<usize> = (0..forms.len()).collect();
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let rng = proptest::test_runner::TestRng::deterministic_rng(config.rng_algorithm);
    proptest::test_runner::TestRunner::new_with_rng(config, rng)
        .run(&changes(), |(file, part, changes)| {
            let place = chosen(&places, file).unwrap();
            check(&mutant(&forms[place], part, &changes), &templates);
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_form_whose_parts_were_changed_is_corrected_or_refused() {
    run(300, survives);
}

#[test]
fn what_a_changed_form_is_read_as_does_not_depend_on_those_before_it() {
    run(150, |bytes, templates| assert!(is_read_as_the_first(bytes, templates)));
}

/// `ZIPING_ROUNDS=10000 cargo test --release --test mutated_parts -- --ignored`
#[test]
#[ignore = "takes minutes"]
fn soak() {
    run(std::env::var("ZIPING_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000), survives);
}
