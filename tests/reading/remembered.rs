//! What is read of a part does not depend on the workbooks that were read before, though parts that come again are remembered.

use ziping::workbook::{Limits, ReadError, Workbook, read};

use crate::build::{cell, reading, xlsx};

const BODY: &str = "<sheetData><row r='1'><c r='A1' s='1'><v>1</v></c></row></sheetData>";

/// A workbook whose only cell has a font of the theme's first accent.
fn colored(theme: Option<&str>) -> Vec<u8> {
    let styles = "<styleSheet><fonts><font/><font><color theme='4'/></font></fonts>\
                  <cellXfs><xf fontId='0'/><xf fontId='1'/></cellXfs></styleSheet>";
    let slots = |accent: &str| {
        let others = "<a><srgbClr val='000000'/></a>".repeat(4);
        format!("<theme><clrScheme>{others}<a><srgbClr val='{accent}'/></a></clrScheme></theme>")
    };
    let theme = theme.map(slots);
    let more: Vec<(&str, &str)> = [("xl/styles.xml", styles)]
        .into_iter()
        .chain(theme.as_deref().map(|theme| ("xl/theme/theme1.xml", theme)))
        .collect();
    xlsx(BODY, &more)
}

fn color(book: &Workbook) -> Option<u32> {
    book.style(&cell(book, "A1")).font.color
}

#[test]
fn the_same_styles_beside_another_theme_have_other_colors() {
    let (red, blue, none) = (colored(Some("FF0000")), colored(Some("0000FF")), colored(None));
    let colors = |files: [&Vec<u8>; 5]| files.map(|file| color(&reading(file).unwrap()));
    let [first, ..] = colors([&red; 5]);
    let [second, ..] = colors([&blue; 5]);
    let [third, ..] = colors([&none; 5]);
    assert!(first != second && second != third && first != third, "{first:?} {second:?} {third:?}");
    assert_eq!(colors([&red, &blue, &red, &none, &blue]), [first, second, first, third, second]);
}

#[test]
fn the_same_relations_name_other_parts_from_another_folder() {
    let related =
        "<Relationships><Relationship Id='rId1' Type='r/worksheet' Target='sheet.xml'/></Relationships>";
    let book = "<workbook xmlns:r='r'><sheets><sheet name='表' sheetId='1' r:id='rId1'/></sheets></workbook>";
    let sheet = |number: &str| {
        format!(
            "<worksheet><sheetData><row r='1'><c r='A1'><v>{number}</v></c></row></sheetData></worksheet>"
        )
    };
    let (one, other) = (sheet("1"), sheet("2"));
    for (folder, number) in [("one", "1"), ("other", "2"), ("one", "1")] {
        let root = format!(
            "<Relationships><Relationship Id='r1' Type='r/officeDocument' Target='{folder}/workbook.xml'/></Relationships>"
        );
        let (main, relations) =
            (format!("{folder}/workbook.xml"), format!("{folder}/_rels/workbook.xml.rels"));
        let bytes = xlsx(
            "",
            &[
                ("_rels/.rels", &root),
                ("xl/workbook.xml", book),
                (&main, book),
                (&relations, related),
                ("one/sheet.xml", &one),
                ("other/sheet.xml", &other),
            ],
        );
        let read = reading(&bytes).unwrap();
        assert_eq!(cell(&read, "A1").value.number().unwrap().to_string(), number, "{folder}");
    }
}

#[test]
fn a_remembered_part_counts_as_unpacked() {
    let bytes = colored(Some("FF0000"));
    let least = (1..100_000).find(|&unpacked_bytes| {
        // Each thread has its own memory: this one has none yet.
        let bytes = bytes.clone();
        std::thread::spawn(move || read(&bytes, &Limits { unpacked_bytes, ..Limits::default() }).is_ok())
            .join()
            .unwrap()
    });
    let unpacked_bytes = least.unwrap();
    for _ in 0..2 {
        read(&bytes, &Limits { unpacked_bytes, ..Limits::default() }).unwrap();
        let fewer = Limits { unpacked_bytes: unpacked_bytes - 1, ..Limits::default() };
        assert!(matches!(read(&bytes, &fewer), Err(ReadError::TooLarge(_))));
    }
}

#[test]
fn a_part_that_was_read_with_wider_bounds_is_refused_with_narrow_ones() {
    let bytes = colored(Some("FF0000"));
    let narrow = Limits { elements: 12, ..Limits::default() };
    assert!(matches!(read(&bytes, &narrow), Err(ReadError::TooLarge(_))));
    read(&bytes, &Limits::default()).unwrap();
    assert!(matches!(read(&bytes, &narrow), Err(ReadError::TooLarge(_))));
}

#[test]
fn the_same_bytes_with_a_checksum_that_is_not_theirs_are_damaged() {
    let bytes = colored(Some("FF0000"));
    reading(&bytes).unwrap();
    let name = b"xl/styles.xml";
    let entry = bytes.windows(name.len()).rposition(|window| window == name).unwrap();
    // The directory has an entry's checksum 30 bytes before its name.
    let mut damaged = bytes.clone();
    damaged[entry - 30] ^= 1;
    assert!(matches!(reading(&damaged), Err(ReadError::Damaged(_))));
}
