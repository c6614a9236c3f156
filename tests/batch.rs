//! The two phases of a run, as the library gives them.

#![expect(clippy::unwrap_used, reason = "what a test sets up must succeed, in its helpers too")]

use std::io::{Cursor, Read, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use ziping::batch::{Batch, CorrectFailureKind, CorrectTarget, Purpose, Results, Silent, find_inputs};
use ziping::correct::{CorrectOptions, correct};
use ziping::formula::Evaluation;
use ziping::record::FormRecord;
use ziping::settings::Settings;
use ziping::template::Templates;
use ziping::workbook::{CellRef, Limits, Sheet, Value, read};

const FIXTURE: &str = "fixtures/liwan-2021/01_信访局.xlsx";

/// A folder with a copy of a fixture.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("in")).unwrap();
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(FIXTURE), folder.path().join("in/a.xlsx"))
        .unwrap();
    folder
}

/// Runs `work` with a batch of all templates and no settings.
fn with_batch<T>(work: impl FnOnce(&Batch<'_>) -> T) -> T {
    let (templates, settings) = (Templates::builtin(), Settings::default());
    work(&Batch {
        templates: &templates,
        settings: &settings,
        roster: None,
        limits: Limits::default(),
        jobs: None,
        progress: &Silent,
    })
}

fn target(folder: &Path, name: &str) -> CorrectTarget {
    CorrectTarget { folder: folder.join(name), inner: "", options: CorrectOptions::default() }
}

/// One thread takes the inputs of a folder in groups, through each step together.
#[test]
fn a_form_is_judged_alike_beside_others_and_alone() {
    let mut inputs = find_inputs(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/liwan-2021")], &[]);
    assert!(inputs.len() > 10);
    // One that is no workbook, among them.
    inputs[3].path = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    with_batch(|batch| {
        let batch = Batch { jobs: NonZeroUsize::new(1), ..*batch };
        let together = batch.check(inputs.clone(), Purpose::Report);
        let together: Vec<FormRecord> = together.forms_with_findings().collect();
        assert!(together.iter().any(|form| !form.findings.is_empty()));
        let alone = inputs.into_iter().flat_map(|input| {
            let results = batch.check(vec![input], Purpose::Report);
            results.forms_with_findings().collect::<Vec<_>>()
        });
        assert_eq!(together, alone.collect::<Vec<_>>());
    });
}

#[test]
fn a_workbook_that_was_not_kept_is_read_again_with_the_same_result() {
    let folder = folder();
    let inputs: Vec<PathBuf> = vec![folder.path().join("in")];
    let corrected = |purpose, out: &str| {
        with_batch(|batch| {
            let mut results = batch.check(find_inputs(&inputs, &[]), purpose);
            assert!(batch.correct(&mut results, &target(folder.path(), out)).is_empty());
            assert_eq!(results.inputs()[0].corrected.as_deref(), Some("a.xlsx"));
        });
        std::fs::read(folder.path().join(out).join("a.xlsx")).unwrap()
    };
    assert!(corrected(Purpose::Correct, "kept") == corrected(Purpose::Report, "read again"));
}

#[test]
fn an_input_that_vanishes_during_the_run_is_one_failure() {
    let folder = folder();
    std::fs::copy(folder.path().join("in/a.xlsx"), folder.path().join("in/b.xlsx")).unwrap();
    let failures = with_batch(|batch| {
        let mut results = batch.check(find_inputs(&[folder.path().join("in")], &[]), Purpose::Report);
        std::fs::remove_file(folder.path().join("in/a.xlsx")).unwrap();
        batch.correct(&mut results, &target(folder.path(), "out"))
    });
    assert_eq!(failures.len(), 1);
    assert_eq!(failures[0].file, "a.xlsx");
    assert!(matches!(failures[0].error, CorrectFailureKind::Read(_)));
    assert!(folder.path().join("out/b.xlsx").is_file());
}

/// The findings of the one were once laid onto the other.
#[test]
fn an_input_that_another_workbook_replaces_during_the_run_is_not_corrected_by_the_findings_of_the_first() {
    let folder = folder();
    let own = folder.path().join("in/a.xlsx");
    std::fs::copy(&own, folder.path().join("in/b.xlsx")).unwrap();
    let other = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/liwan-2021/02_教育局.xlsx");
    let failures = with_batch(|batch| {
        let mut results = batch.check(find_inputs(&[folder.path().join("in")], &[]), Purpose::Report);
        std::fs::copy(other, &own).unwrap();
        batch.correct(&mut results, &target(folder.path(), "out"))
    });
    assert_eq!(failures.len(), 1);
    assert!(matches!(failures[0].error, CorrectFailureKind::Replaced));
    assert!(!folder.path().join("out/a.xlsx").exists() && folder.path().join("out/b.xlsx").is_file());
}

#[test]
fn what_is_done_beside_the_corrections_knows_what_became_of_them() {
    let folder = folder();
    std::fs::copy(folder.path().join("in/a.xlsx"), folder.path().join("in/b.xlsx")).unwrap();
    let corrected = |results: &Results| -> Vec<bool> {
        results.inputs().iter().map(|input| input.corrected.is_some()).collect()
    };
    let applied = |results: &Results, file: &str| {
        let own = results.listed().filter(|listed| listed.finding.file == file);
        own.filter(|listed| listed.applied == Some(true)).count()
    };
    with_batch(|batch| {
        let check = || batch.check(find_inputs(&[folder.path().join("in")], &[]), Purpose::Report);
        let beside =
            |results: &Results| (corrected(results), applied(results, "a.xlsx"), applied(results, "b.xlsx"));
        let (failures, told) = batch.correct_beside(&mut check(), &target(folder.path(), "all"), beside);
        assert!(failures.is_empty() && told.1 > 0);
        assert_eq!(told, (vec![true, true], told.1, told.1));

        let mut results = check();
        std::fs::remove_file(folder.path().join("in/a.xlsx")).unwrap();
        let (failures, after) = batch.correct_beside(&mut results, &target(folder.path(), "some"), beside);
        assert_eq!(failures.len(), 1);
        assert_eq!(after, (vec![false, true], 0, told.2));
    });
}

/// What is found is known by its sheet's name. Of two sheets of one name, the second's was once written into the first.
#[test]
fn two_sheets_of_one_name_are_each_corrected_by_what_was_found_on_them() {
    let folder = folder();
    let own = folder.path().join("in/a.xlsx");
    std::fs::write(&own, with_two_sheets_of_one_name(&std::fs::read(&own).unwrap())).unwrap();
    with_batch(|batch| {
        let mut results = batch.check(find_inputs(&[folder.path().join("in")], &[]), Purpose::Correct);
        assert!(batch.correct(&mut results, &target(folder.path(), "out")).is_empty());
        let sheets: Vec<&str> = results.forms.iter().map(|form| form.sheet.as_str()).collect();
        assert_eq!(sheets, ["表", "表 (2)"]);
    });
    let bytes = std::fs::read(folder.path().join("out/a.xlsx")).unwrap();
    let corrected = read(&bytes, &Limits::default()).unwrap();
    let value = |sheet: usize| corrected.sheets[sheet].value(SPENT);
    assert_eq!((value(0), value(1)), (&Value::Number(50.into()), &Value::Number(66.into())));
    let said = |sheet: &Sheet| sheet.cells.values().any(|cell| is_about_the_name(&cell.value));
    assert!(corrected.sheet("校验意见").is_some_and(|(_, sheet)| said(sheet)));
}

/// The expenditure of the published form's first row of money.
const SPENT: CellRef = CellRef { row: 5, col: 4 };

fn is_about_the_name(value: &Value) -> bool {
    value.text().is_some_and(|text| text.contains("工作表名称“表”重复，后一张改为“表 (2)”"))
}

/// The workbook with its form once more, on a sheet of the same name: there the expenditure is text, and mended.
fn with_two_sheets_of_one_name(bytes: &[u8]) -> Vec<u8> {
    let mut workbook = read(bytes, &Limits::default()).unwrap();
    let mut second = workbook.sheets[0].clone();
    for (sheet, name, spent) in [
        (&mut workbook.sheets[0], "表", Value::Number(50.into())),
        (&mut second, "另表", Value::Text("66".into())),
    ] {
        name.clone_into(&mut sheet.name);
        let cell = sheet.cells.get_mut(&SPENT).unwrap();
        (cell.value, cell.formula) = (spent, None);
    }
    workbook.sheets.push(second);
    let options = CorrectOptions { clean: true, ..CorrectOptions::default() };
    let bytes = correct("a.xlsx", &workbook, &Evaluation::of(&workbook), &[], &[], &options).unwrap().bytes;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        writer.start_file(file.name().unwrap(), zip::write::SimpleFileOptions::default()).unwrap();
        let mut part = Vec::new();
        file.read_to_end(&mut part).unwrap();
        if let Ok(text) = String::from_utf8(part.clone()) {
            part = text.replace("name=\"另表\"", "name=\"表\"").into_bytes();
        }
        writer.write_all(&part).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
