//! What a department's workbook has besides its cells, and keeps.

use ziping::rules::{NewContent, TextEdit};
use ziping::workbook::{Condition, Font, Notice, Operator, Restriction, Script, TextRun};

use crate::desk::{Desk, QUOTES, at, text};

fn run(words: &str, font: Option<Font>) -> TextRun {
    TextRun { text: words.to_owned(), font }
}

/// The font of the desk's cells.
fn plain() -> Font {
    Font { name: "宋体".to_owned(), size: 1_100, ..Font::default() }
}

fn red() -> Font {
    Font { bold: true, color: Some(0xFF_0000), ..plain() }
}

#[test]
fn rows_that_stand_still_stand_still() {
    let mut desk = Desk::new();
    desk.workbook.sheets[0].frozen = Some(at("C4"));
    assert_eq!(desk.corrected().sheets[0].frozen, Some(at("C4")));
}

#[test]
fn data_validations_stay() {
    let mut desk = Desk::new();
    let restrictions = vec![
        Restriction {
            ranges: vec!["B2".parse().unwrap(), "C4:E4".parse().unwrap()],
            condition: Condition::List,
            formulas: vec!["\"是,否\"".to_owned()],
            ignores_blank: true,
            refusal: Some(Notice { title: "请重填".to_owned(), text: "只能填是或否".to_owned() }),
            ..Restriction::default()
        },
        Restriction {
            ranges: vec!["F4".parse().unwrap()],
            condition: Condition::Decimal,
            operator: Operator::NotBetween,
            formulas: vec!["0".to_owned(), "$C$4*2".to_owned()],
            prompt: Some(Notice { title: String::new(), text: "万元".to_owned() }),
            ..Restriction::default()
        },
    ];
    desk.workbook.sheets[0].restrictions.clone_from(&restrictions);
    assert_eq!(desk.corrected().sheets[0].restrictions, restrictions);
}

#[test]
fn parts_of_a_text_keep_their_looks() {
    let mut desk = Desk::new();
    desk.put("B5", text("新增面积500m2。"));
    let square = Font { script: Script::Superscript, ..plain() };
    let runs = vec![
        run("新增", Some(red())),
        run("面积500m", Some(Font { name: "仿宋".to_owned(), size: 1_600, ..plain() })),
        run("2", Some(square)),
        run("。", Some(plain())),
    ];
    desk.workbook.sheets[0].rich_texts.insert(at("B5"), runs.clone());
    assert_eq!(desk.corrected().sheets[0].rich_texts.get(&at("B5")), Some(&runs));
}

#[test]
fn a_part_without_a_font_of_its_own_has_the_cells() {
    let mut desk = Desk::new();
    desk.put("B5", text("存在问题：无。"));
    let bold = Font { bold: true, ..Font::default() };
    let runs = vec![run("存在问题：", Some(bold)), run("无。", Some(Font::default()))];
    desk.workbook.sheets[0].rich_texts.insert(at("B5"), runs);
    let runs = vec![run("存在问题：", Some(Font { bold: true, ..plain() })), run("无。", Some(plain()))];
    assert_eq!(desk.corrected().sheets[0].rich_texts.get(&at("B5")), Some(&runs));
}

#[test]
fn a_part_on_the_line_stays_there_in_a_raised_cell() {
    let mut desk = Desk::new();
    desk.put("B5", text("注1"));
    let style = desk.workbook.sheets[0].cells[&at("B5")].style;
    desk.workbook.styles[style].font.script = Script::Superscript;
    let raised = Font { script: Script::Superscript, ..plain() };
    let runs = vec![run("注", Some(plain())), run("1", Some(raised))];
    desk.workbook.sheets[0].rich_texts.insert(at("B5"), runs.clone());
    assert_eq!(desk.corrected().sheets[0].rich_texts.get(&at("B5")), Some(&runs));
}

#[test]
fn parts_of_a_text_keep_their_looks_where_characters_of_it_are_mended() {
    let mut desk = Desk::new();
    desk.put("B5", text(" “阳光“ 信访 。"));
    let runs = vec![run(" “阳光“ ", Some(red())), run("信访 。", Some(plain()))];
    desk.workbook.sheets[0].rich_texts.insert(at("B5"), runs);
    let cut = |start, len| TextEdit { start, len, insert: String::new() };
    let quote = TextEdit { start: 4, len: 1, insert: "”".to_owned() };
    let edits = vec![cut(0, 1), quote, cut(5, 1), cut(8, 1)];
    desk.find_with_fix(&QUOTES, "B5", NewContent::TextEdits(edits));
    let sheet = &desk.corrected().sheets[0];
    assert_eq!(sheet.cell(at("B5")).unwrap().value, text("“阳光”信访。"));
    let runs = vec![run("“阳光”", Some(red())), run("信访。", Some(plain()))];
    assert_eq!(sheet.rich_texts.get(&at("B5")), Some(&runs));
}

#[test]
fn a_text_in_the_place_of_another_looks_the_same_throughout() {
    let mut desk = Desk::new();
    desk.put("B5", text("“阳光“信访"));
    let runs = vec![run("“阳光“", Some(red())), run("信访", None)];
    desk.workbook.sheets[0].rich_texts.insert(at("B5"), runs);
    desk.find_with_fix(&QUOTES, "B5", NewContent::Text("“阳光”信访".to_owned()));
    let sheet = &desk.corrected().sheets[0];
    assert_eq!(sheet.cell(at("B5")).unwrap().value, text("“阳光”信访"));
    assert_eq!(sheet.rich_texts.get(&at("B5")), None);
}
