//! The whole job on one file, under limits that keep a run of the fuzzer quick.

use ziping::correct::{CorrectOptions, correct};
use ziping::formula::Evaluation;
use ziping::rules::{Finding, FormContext, check_form};
use ziping::settings::Settings;
use ziping::template::{Templates, read_forms};
use ziping::workbook::{Limits, read};

pub fn run(bytes: &[u8]) {
    let limits = Limits { unpacked_bytes: 8 << 20, cells: 20_000, text_bytes: 8 << 20, ..Limits::default() };
    let Ok(workbook) = read(bytes, &limits) else { return };
    let (templates, settings) = (Templates::builtin(), Settings::default());
    let evaluation = Evaluation::of(&workbook);
    let forms = read_forms(&workbook, &evaluation, &templates);
    let contexts = FormContext::each(&workbook, &evaluation, &forms, &settings);
    let findings: Vec<Finding> = contexts.flat_map(|context| check_form(&context)).collect();
    let _ = correct("fuzz.xlsx", &workbook, &evaluation, &forms, &findings, &CorrectOptions::default());
}
