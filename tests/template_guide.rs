//! The guide to the template language: its example works, and it explains every key.

#![expect(clippy::unwrap_used, reason = "what a test sets up must succeed, in its helpers too")]

use ziping::form::Form;
use ziping::formula::Evaluation;
use ziping::template::{BlankSize, Template, Templates, read_forms};
use ziping::workbook::{Cell, CellRef, Sheet, Value, Workbook};

const GUIDE: &str = include_str!("../docs/templates.md");

/// The worked example's template.
fn example() -> &'static str {
    GUIDE.split("```toml\n").nth(1).unwrap().split("```").next().unwrap()
}

/// The worked example's sheet, from the table that shows it.
fn example_sheet() -> Workbook {
    let mut sheet = Sheet { name: "表".to_owned(), ..Sheet::default() };
    let lines = GUIDE.lines().skip_while(|line| !line.starts_with("| | A |")).skip(2);
    for (row, line) in (0..).zip(lines.take_while(|line| line.starts_with('|'))) {
        let cells = line.trim_matches('|').split('|').skip(1).map(str::trim);
        for (col, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            let value = Value::from_number_text(text).unwrap_or_else(|| Value::Text(text.to_owned()));
            sheet.cells.insert(CellRef::new(row, col), Cell { value, ..Cell::default() });
        }
    }
    Workbook { sheets: vec![sheet], ..Workbook::default() }
}

fn read(workbook: &Workbook) -> Vec<Form> {
    let templates = Templates::builtin().with_text(example(), "docs/templates.md").unwrap();
    read_forms(workbook, &Evaluation::of(workbook), &templates)
}

#[test]
fn the_examples_template_reads_the_examples_form_whole() {
    let forms = read(&example_sheet());
    let record = forms[0].record("青禾.xlsx", None, ziping::form::FarAbove::default());
    assert_eq!(record.template, "qinghe-2023");
    assert_eq!((record.department.as_deref(), record.year), (Some("青禾区林业站"), Some(2023)));
    assert_eq!(record.unit.as_deref(), Some("万元"));
    assert_eq!(record.funding.len(), 2);
    assert_eq!(record.funding[0].completion_rate.unwrap().to_string(), "0.9500");
    let actual: Vec<_> = record.indicators.iter().map(|i| (i.task, i.actual.as_deref().unwrap())).collect();
    assert_eq!(actual, [(Some(0), "93%"), (Some(0), "200亩")]);
    assert_eq!(record.measures.as_deref(), Some("提前采购种苗。"));
    assert!(record.unmapped.is_empty(), "{:?}", record.unmapped);
}

#[test]
fn the_examples_template_lays_out_a_blank_form_that_it_recognises() {
    let template = Template::parse(example()).unwrap();
    let forms = read(&template.blank(BlankSize::default()).workbook);
    assert_eq!(forms.len(), 1);
    assert_eq!(forms[0].template, "qinghe-2023");
}

/// The names that a message of the parser lists after an unknown one.
fn known(template: &str) -> Vec<String> {
    let problems = Template::parse(template).unwrap_err();
    let message = problems[0].message.clone();
    message.split(['“', '”']).skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_key_and_every_name_is_explained() {
    let head = "id = \"a\"\nname = \"a\"\nlevel = \"project\"\n";
    let wrong = [
        format!("{head}nokey = 1"),
        format!("{head}[[field]]\nid = \"year\"\nlabels = [\"a\"]\nvalue = \"head\"\nnokey = 1"),
        format!("{head}[[relative]]\nname = \"a\"\nnokey = 1"),
        format!("{head}[department]\nname = \"a\"\ntitle_words = [\"a\"]\nnokey = 1"),
        format!(
            "{head}[[field]]\nid = \"year\"\nlabels = [\"a\"]\nvalue = \"head\"\ninstead = {{ nokey = 1 }}"
        ),
        format!("{head}[[field]]\nid = \"nokey\"\nlabels = [\"a\"]\nvalue = \"head\""),
        format!("{head}[[field]]\nid = \"year\"\nlabels = [\"a\"]\nvalue = \"nokey\""),
        format!("{head}[[field]]\nid = \"year\"\nlabels = [\"a\"]\nvalue = \"head\"\ntype = \"nokey\""),
        format!("{head}[[table]]\nid = \"funding\"\nnokey = 1"),
        format!("{head}[[table]]\nid = \"nokey\""),
        format!("{head}[[table]]\nid = \"indicators\"\nblock_is = \"nokey\""),
        format!("{head}[[table]]\nid = \"funding\"\n[[table.column]]\nid = \"nokey\"\nlabels = [\"a\"]"),
        format!(
            "{head}[[table]]\nid = \"funding\"\n[[table.column]]\nid = \"source\"\nlabels = [\"a\"]\nnokey = 1"
        ),
        format!("{head}[[table]]\nid = \"funding\"\ntotal = {{ labels = [], of = [], nokey = 1 }}"),
        format!("{head}[[table]]\nid = \"funding\"\nlevels = [{{ name = \"a\", nokey = 1 }}]"),
    ];
    for text in wrong {
        let names = known(&text);
        assert!(names.len() >= 2, "{text}: {names:?}");
        for name in names
            .iter()
            .filter(|name| !["nokey", "field", "table", "column", "relative"].contains(&name.as_str()))
        {
            let explained = GUIDE.contains(&format!("`{name}`"))
                || GUIDE.contains(&format!("`\"{name}\"`"))
                || GUIDE.contains(&format!("{name} = "));
            assert!(explained, "{name} is not explained");
        }
    }
}
