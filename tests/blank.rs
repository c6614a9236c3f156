//! Blank forms: what they lock, what they take, and that they come back clean once they are filled in.

#![expect(clippy::unwrap_used, reason = "what a test sets up must succeed, in its helpers too")]

use std::collections::BTreeMap;

use ziping::blank::{BlankOptions, blank_form};
use ziping::form::{FieldPath, FundingColumn, IndicatorField, OwnField};
use ziping::formula::Evaluation;
use ziping::record::Severity;
use ziping::rules::{Finding, FormContext, check_form};
use ziping::settings::Settings;
use ziping::template::{BlankSize, InputKind, Template, Templates, read_forms};
use ziping::workbook::{Limits, Value, Workbook, read};

const SIZE: BlankSize = BlankSize { tasks: 2, indicators: 1 };

fn blank(templates: &Templates, template: &Template) -> Workbook {
    let options =
        BlankOptions { size: SIZE, year: Some(2024), department: Some("荔湾区信访局".to_owned()) };
    read(&blank_form(templates, &template.id, &options).unwrap(), &Limits::default()).unwrap()
}

/// What an office might write into a field.
fn filling(path: &str, kind: InputKind) -> Option<Value> {
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    let number = |text: &str| Value::from_number_text(text);
    let (place, field) = path.rsplit_once('.').unwrap_or(("", path));
    match (kind, field) {
        (InputKind::Formula | InputKind::Year | InputKind::Unit, _)
        | (_, "department" | "level1" | "level2") => None,
        (InputKind::Money, "budget_adjustment") => number("-10"),
        (InputKind::Money, "actual_expenditure") => number("81"),
        (InputKind::Money, "funds") => number("20.5"),
        (InputKind::Money, "annual_budget") => number("90"),
        (InputKind::Money, _) | (InputKind::Number, "total_weight") => number("100"),
        // Only the total of the funds has points: ten, of which nine come of an execution of 90 %.
        (InputKind::Number, _) if place.starts_with("funding.") && place != "funding.0" => None,
        (InputKind::Number, "score") if place == "funding.0" => number("9"),
        (InputKind::Number, "total_score") => number("99"),
        (InputKind::Number, _) => number("10"),
        (_, "target") => text("95"),
        (_, "target_comparator") => text("≥"),
        (_, "target_unit") => text("%"),
        (_, "actual") => text("96%"),
        (_, "deviation_reason") => None,
        (_, "name") => text(&format!("第{}项工作完成率", place.rsplit_once('.').map_or("", |(_, n)| n))),
        _ => text(&format!("{path}写明的内容。")),
    }
}

fn filled(templates: &Templates, template: &Template) -> Workbook {
    let laid = template.blank(SIZE);
    let mut workbook = blank(templates, template);
    let fields: Vec<String> = laid.inputs.keys().map(FieldPath::to_string).collect();
    for ((field, range), path) in laid.inputs.iter().zip(&fields) {
        if let Some(value) = filling(path, laid.kinds[field]) {
            let has = |field: &str| fields.iter().any(|own| own == field);
            let is_points = |path: &str| {
                let field = path.rsplit_once('.').map(|(_, field)| field);
                path.starts_with("indicators.") && matches!(field, Some("weight" | "score"))
            };
            let scored = fields.iter().filter(|path| is_points(path) && path.ends_with("score"));
            let points = u32::try_from(90 / scored.count().max(1)).unwrap();
            let value = match path.as_str() {
                path if path.ends_with(".target") && !has(&path.replace("target", "target_unit")) => {
                    Value::Text("≥95%".to_owned())
                }
                path if is_points(path) => Value::Number(points.into()),
                // The points stand in the label: 20, of which eighteen.
                "funding.0.score" if !has("funding.0.weight") => Value::Number(18.into()),
                "total_score" if !has("funding.0.weight") => Value::Number(108.into()),
                _ => value,
            };
            workbook.sheets[0].cells.entry(range.first).or_default().value = value;
        }
    }
    // As Excel saves it: with every formula's result.
    let evaluation = Evaluation::of(&workbook);
    let computed: BTreeMap<_, _> = workbook.sheets[0]
        .cells
        .iter()
        .filter(|(_, cell)| cell.formula.is_some())
        .map(|(at, _)| (*at, evaluation.value(&workbook, 0, *at).clone()))
        .collect();
    for (at, value) in computed {
        workbook.sheets[0].cells.get_mut(&at).unwrap().value = value;
    }
    workbook
}

fn findings(workbook: &Workbook) -> Vec<Finding> {
    let evaluation = Evaluation::of(workbook);
    let forms = read_forms(workbook, &evaluation, &Templates::builtin());
    let settings = Settings::default();
    assert_eq!(forms.len(), 1);
    FormContext::each(workbook, &evaluation, &forms, &settings)
        .flat_map(|context| check_form(&context))
        .collect()
}

#[test]
fn a_filled_form_is_recognised_and_clean() {
    let templates = Templates::builtin();
    for template in templates.iter() {
        let grave: Vec<String> = findings(&filled(&templates, template))
            .into_iter()
            .filter(|finding| finding.severity != Severity::Info)
            .map(|finding| format!("{:?} {}", finding.cell, finding.message))
            .collect();
        assert_eq!(grave, Vec::<String>::new(), "{}", template.id);
    }
}

#[test]
fn year_and_department_are_filled_in_beforehand() {
    let templates = Templates::builtin();
    for template in templates.iter() {
        let workbook = blank(&templates, template);
        let forms = read_forms(&workbook, &Evaluation::of(&workbook), &Templates::builtin());
        assert_eq!(forms[0].year.as_ref().unwrap().value, Some(2024), "{}", template.id);
        assert_eq!(forms[0].department.as_ref().unwrap().value.as_deref(), Some("荔湾区信访局"));
    }
}

#[test]
fn only_what_is_to_be_filled_in_is_unlocked() {
    let templates = Templates::builtin();
    for template in templates.iter() {
        let laid = template.blank(SIZE);
        let workbook = blank(&templates, template);
        for (at, cell) in &workbook.sheets[0].cells {
            let input = laid.inputs.iter().find(|(_, range)| range.contains(*at));
            let is_open = input.is_some_and(|(path, _)| laid.kinds[path] != InputKind::Formula);
            assert_eq!(workbook.style(cell).unlocked, is_open, "{} {at} {cell:?}", template.id);
            assert!(cell.formula.is_none() || !is_open, "{} {at}", template.id);
        }
    }
}

/// The first sheet's XML.
fn sheet_xml(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap()
}

#[test]
fn excel_refuses_words_for_money_and_scores_above_the_weight() {
    let templates = Templates::builtin();
    let options = BlankOptions { size: SIZE, ..BlankOptions::default() };
    for template in templates.iter() {
        let xml = sheet_xml(&blank_form(&templates, &template.id, &options).unwrap());
        let laid = template.blank(SIZE);
        let rule = |field: FieldPath| {
            let cell = laid.inputs[&field].first;
            let end = xml.find(&format!("sqref=\"{cell}\">"))?;
            let begin = xml[..end].rfind("<dataValidation ")?;
            let rest = &xml[begin..];
            Some(rest[..rest.find("</dataValidation>")?].to_owned())
        };
        assert!(xml.contains("<sheetProtection sheet=\"1\"") && !xml.contains("password"), "{}", template.id);
        let spent = |row| FieldPath::figure(row, FundingColumn::ActualExpenditure);
        let (of_total, of_part) = (spent(0), spent(1));
        let has_parts = laid.inputs.contains_key(&of_part);
        let spent = rule(if has_parts { of_part } else { of_total }).unwrap();
        assert!(spent.contains("type=\"decimal\"") && spent.contains("<formula1>0</formula1>"), "{spent}");
        assert!(rule(FieldPath::own(OwnField::Unit)).unwrap().contains("：万元,"), "{}", template.id);
        assert!(!has_parts || rule(of_total).is_none(), "the total is a formula");
        if let Some(weight) = laid.inputs.get(&FieldPath::indicator(0, IndicatorField::Weight)) {
            let weight = weight.first.to_string();
            let score = FieldPath::indicator(0, IndicatorField::Score);
            assert!(rule(score).unwrap().contains(&format!(",{weight})</formula2>")));
        }
    }
}

#[test]
fn a_form_of_levels_offers_lines_for_each() {
    let template = Templates::builtin();
    let laid = template.get("national-project-2020").unwrap().blank(BlankSize { tasks: 1, indicators: 2 });
    let has = |n| laid.inputs.contains_key(&FieldPath::indicator(n, IndicatorField::Name));
    assert!(has(17) && !has(18));
}

/// A blank form's second page had lines without headings, and its first ended with the headings alone.
#[test]
fn every_page_begins_with_the_headings_of_its_lines() {
    let templates = Templates::builtin();
    for template in templates.iter() {
        let workbook = blank(&templates, template);
        let titles = workbook.defined_names.iter().find(|name| name.name.ends_with("Print_Titles")).unwrap();
        let row = titles.refers_to.rsplit_once('$').unwrap().1.parse::<u32>().unwrap() - 1;
        let cells = workbook.sheets[0].cells.iter().filter(|(at, _)| at.row == row);
        let headings = cells.filter(|(_, cell)| cell.value.text().is_some()).count();
        assert!(headings >= 4, "{}: {}", template.id, titles.refers_to);
    }
}
