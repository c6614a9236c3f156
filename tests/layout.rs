//! What a template lays out, the same template reads back.

#![expect(clippy::unwrap_used, reason = "a test whose own input cannot be read has failed")]

use std::path::{Path, PathBuf};

use ziping::correct::{CorrectOptions, correct};
use ziping::form::{FarAbove, FieldCells, Form};
use ziping::formula::Evaluation;
use ziping::record::{FixSafety, FormRecord};
use ziping::template::{BlankSize, Template, Templates, read_forms};
use ziping::workbook::{Limits, Workbook, read};

fn forms(workbook: &Workbook) -> Vec<Form> {
    read_forms(workbook, &Evaluation::of(workbook), &Templates::builtin())
}

fn written(workbook: &Workbook) -> Workbook {
    let options = CorrectOptions { apply: FixSafety::Safe, clean: true };
    let evaluation = Evaluation::of(workbook);
    let bytes =
        correct("laid-out.xlsx", workbook, &evaluation, &forms(workbook), &[], &options).unwrap().bytes;
    read(&bytes, &Limits::default()).unwrap()
}

/// A record without what belongs to the file it came from.
fn said(mut record: FormRecord) -> FormRecord {
    record.sheet.clear();
    record.modified = None;
    record.cells = FieldCells::default();
    record.unmapped.clear();
    record
}

fn workbooks_in(folder: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder));
    paths.sort();
    paths
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] })
        .collect()
}

#[test]
fn every_form_of_the_fixtures_comes_back_from_its_templates_layout() {
    let templates = Templates::builtin();
    let mut count = 0;
    for path in workbooks_in("liwan-2021").into_iter().chain(workbooks_in("projects")) {
        let Ok(workbook) = read(&std::fs::read(&path).unwrap(), &Limits::default()) else { continue };
        for form in forms(&workbook) {
            let before = form.record("form", None, FarAbove::default());
            let laid = templates.get(&form.template).unwrap().lay_out(&before);
            let back = forms(&written(&laid.workbook));
            let back: Vec<FormRecord> =
                back.iter().map(|f| said(f.record("form", None, FarAbove::default()))).collect();
            assert_eq!(back, [said(before)], "{}", path.display());
            count += 1;
        }
    }
    assert!(count > 20, "only {count} forms were read");
}

#[test]
fn a_blank_form_is_recognised_and_lacks_everything() {
    for template in Templates::builtin().iter() {
        let laid = template.blank(BlankSize { tasks: 2, indicators: 3 });
        let forms = forms(&written(&laid.workbook));
        let [form] = &forms[..] else { panic!("{}: {} forms", template.id, forms.len()) };
        assert_eq!(form.template, template.id);
        assert!(!form.missing.is_empty());
        assert!(form.indicators.is_empty(), "{:?}", form.indicators);
        for (path, range) in &laid.inputs {
            let cell = form.cells().get(*path);
            assert!(cell.is_none_or(|cell| cell == range.first), "{} {path}", template.id);
        }
    }
}

/// A template whose five fields stand on one line, each with its value at this place.
fn crowded(place: &str) -> Template {
    let field = |id: &str| {
        format!("[[field]]\nid = \"{id}\"\nlabels = [\"{id}\"]\nvalue = \"{place}\"\nsame_line = true\n")
    };
    let fields = ["department", "project", "competent_department", "problems", "measures"].map(field);
    let text = format!(
        "id = \"x\"\nname = \"x\"\nlevel = \"department\"\n{}[[table]]\nid = \"funding\"\n\
         [[table.column]]\nid = \"source\"\nlabels = [\"来源\"]\n",
        fields.concat()
    );
    Template::parse(&text).unwrap()
}

#[test]
fn a_line_of_more_fields_than_the_table_has_columns_has_room_for_each() {
    for place in ["right", "below", "inside"] {
        let laid = crowded(place).blank(BlankSize::default());
        let cells: Vec<_> = laid.inputs.values().map(|range| (range.first, range.last)).collect();
        assert_eq!(laid.inputs.keys().filter(|path| !path.to_string().contains('.')).count(), 5, "{place}");
        for (n, (first, last)) in cells.iter().enumerate() {
            assert!(first <= last, "{place}: {first}:{last}");
            let apart = |other: &(_, _)| other.1 < *first || other.0 > *last;
            assert!(cells.iter().skip(n + 1).all(apart), "{place}: {cells:?}");
        }
    }
}

#[test]
fn a_template_too_large_to_be_laid_out_is_refused() {
    let with = |more: &str| {
        let text = format!(
            "id = \"x\"\nname = \"x\"\nlevel = \"department\"\n[[table]]\nid = \"funding\"\n{more}\n\
             [[table.column]]\nid = \"source\"\nlabels = [\"来源\"]\n"
        );
        Template::parse(&text).map_err(|problems| problems[0].to_string())
    };
    assert!(with("rows = [\"甲\"]").is_ok());
    let rows = format!("rows = [{}]", "\"甲\",".repeat(201));
    assert_eq!(with(&rows).unwrap_err(), "第 5 行：表的行数（rows、levels）不能超过 200 行");
    let span = with("block_span = 4000000000").unwrap_err();
    assert_eq!(span, "第 5 行：表的列数（block_span 与各栏 span 之和）不能超过 100 列");
    let text = with(&format!("#{}", "长".repeat(100_000))).unwrap_err();
    assert_eq!(text, "模板太大（超过 256 KB），请检查是不是写错了文件");
}
