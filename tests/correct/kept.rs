//! What a department's workbook has besides its cells, and keeps.

use ziping::rules::{NewContent, TextEdit};
use ziping::workbook::{
    Cell, CellRef, Comment, Condition, Filter, Font, Notice, Operator, Outline, Restriction, Script, Sheet,
    TextRun,
};

use crate::desk::{Desk, QUOTES, at, number, text};

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

#[test]
fn comments_stay_as_their_authors_left_them() {
    let mut desk = Desk::new();
    let comment = Comment {
        text: "请财务科复核".to_owned(),
        author: "张三".to_owned(),
        size: Some((300, 120)),
        visible: true,
    };
    desk.sheet().comments.insert(at("B4"), comment.clone());
    let corrected = desk.corrected();
    assert_eq!(corrected.sheets[0].comments.get(&at("B4")), Some(&comment));
}

/// A text whose one run has a look of its own once got the cell's.
#[test]
fn a_text_of_one_look_that_is_not_the_cells_keeps_it() {
    let mut desk = Desk::new();
    desk.put("B5", text("库房面积不足。"));
    let runs = vec![run("库房面积不足。", Some(red()))];
    desk.workbook.sheets[0].rich_texts.insert(at("B5"), runs.clone());
    for _ in 0..2 {
        desk.workbook = desk.corrected();
        assert_eq!(desk.workbook.sheets[0].rich_texts.get(&at("B5")), Some(&runs));
    }
}

#[test]
fn groups_filters_and_what_is_hidden_beyond_the_cells_stay() {
    let mut desk = Desk::new();
    let mut list = Sheet { name: "明细表".to_owned(), ..Sheet::default() };
    for row in 0..8 {
        list.cells.insert(CellRef::new(row, 0), Cell { value: number("1"), ..Cell::default() });
    }
    let mut outline = Outline { sums_left: true, ..Outline::default() };
    outline.rows.of = [(1, 1), (2, 2), (3, 2), (4, 1), (6, 1)].into();
    outline.rows.folded = [4].into();
    outline.columns.of = [(2, 1), (3, 1)].into();
    list.outline = Some(Box::new(outline));
    list.hidden_rows = [2, 3].into();
    list.filter = Filter { range: Some("A1:C8".parse().unwrap()), may_hide_rows: true };
    list.default_row_height = Some(24.0);
    list.hides_other_rows = true;
    list.hidden_beyond = vec![(8, 16_383)];
    desk.workbook.sheets.push(list.clone());
    let corrected = desk.corrected();
    let (_, kept) = corrected.sheet("明细表").unwrap();
    assert_eq!(kept.outline, list.outline);
    assert_eq!((&kept.hidden_rows, kept.filter), (&list.hidden_rows, list.filter));
    assert_eq!((kept.default_row_height, kept.hides_other_rows), (Some(24.0), true));
    assert_eq!(kept.hidden_beyond, list.hidden_beyond);
}
