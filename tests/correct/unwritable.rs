//! Characters that XML has no room for, which a file may still have written as a reference or as bytes.

use std::io::{Cursor, Read};

use ziping::rules::Finding;
use ziping::workbook::{
    Comment, Condition, DefinedName, Font, Notice, Page, Properties, Restriction, Sheet, Style, TextRun,
    Value,
};

use crate::desk::{Desk, TOTAL, at, rows, text};

/// The parts of a workbook with a character that makes them no XML.
fn broken_parts(bytes: &[u8]) -> Vec<String> {
    let is_allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut broken = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut xml = String::new();
        part.read_to_string(&mut xml).unwrap();
        if !xml.chars().all(is_allowed) {
            broken.push(part.name().unwrap().into_owned());
        }
    }
    broken
}

/// A control character in a font's name gave a corrected workbook that no program opened.
#[test]
fn no_text_of_a_workbook_spoils_the_file() {
    for odd in ['\u{1}', '\u{b}', '\u{1f}', '\u{fffe}', '\u{ffff}'] {
        let said = |words: &str| format!("{words}{odd}{words}");
        let notice = || Some(Notice { title: said("题"), text: said("请填万元") });
        let mut desk = Desk::new();
        let font = Font { name: said("宋体"), ..Font::default() };
        desk.workbook.styles[0].font.name = said("宋体");
        desk.put_style("B2", Style { number_format: said("0.00"), font: font.clone(), ..Style::default() });
        desk.put("B5", text(&said("库房")));
        let runs = ["库房", &format!("{odd}库房")];
        let runs = runs.map(|text| TextRun { text: text.to_owned(), font: Some(font.clone()) });
        desk.put_formula("F4", &format!("\"{odd}\"&E4"), Value::Text(said("错")));
        desk.workbook.defined_names =
            vec![DefinedName { name: said("名"), sheet: None, refers_to: said("1") }];
        desk.workbook.properties =
            Some(Box::new(Properties { title: said("题"), author: said("人"), ..Properties::default() }));
        let sheet = desk.sheet();
        sheet.rich_texts.insert(at("B5"), runs.to_vec());
        let comment = Comment { text: said("注"), author: said("人"), ..Comment::default() };
        sheet.comments.insert(at("C4"), comment);
        sheet.restrictions = vec![Restriction {
            ranges: vec!["C4".parse().unwrap()],
            condition: Condition::List,
            formulas: vec![format!("\"是,{odd}\"")],
            prompt: notice(),
            refusal: notice(),
            ..Restriction::default()
        }];
        let page = Page { header: said("眉"), footer: said("脚"), ..Page::default() };
        let name = said("说明");
        let other = Sheet { name: name.clone(), page: Some(Box::new(page)), ..Sheet::default() };
        desk.workbook.sheets.push(other);
        desk.findings.push(Finding::new(&TOTAL, &name, said("说明")).at(at("A1")));
        assert_eq!(broken_parts(&desk.correct().bytes), Vec::<String>::new(), "{odd:?}");
        let corrected = desk.corrected();
        assert_eq!(corrected.sheets[1].name, "说明_说明");
        assert_eq!(corrected.sheets[0].restrictions[0].prompt.as_ref().unwrap().text, "请填万元请填万元");
        let told = rows(&corrected, "校验意见").concat().join("\n");
        assert!(told.contains("不合 Excel 规则，改为“说明_说明”"), "{told}");
    }
}
