//! Reads a workbook, says what is wrong with its forms, and writes it corrected:
//! `cargo run --example check_and_correct -- fixtures/liwan-2021/03_卫生健康局.xlsx out.xlsx`

use std::error::Error;

use ziping::correct::{CorrectOptions, correct};
use ziping::formula::Evaluation;
use ziping::rules::{Finding, FormContext, check_form};
use ziping::settings::Settings;
use ziping::template::{Templates, read_forms};
use ziping::workbook::{Limits, read};

fn main() -> Result<(), Box<dyn Error>> {
    let (Some(input), Some(output)) = (std::env::args().nth(1), std::env::args().nth(2)) else {
        return Err("check_and_correct INPUT OUTPUT.xlsx".into());
    };
    let (templates, settings) = (Templates::builtin(), Settings::default());
    let workbook = read(&std::fs::read(&input)?, &Limits::default())?;
    let evaluation = Evaluation::of(&workbook);
    let forms = read_forms(&workbook, &evaluation, &templates);
    let contexts = FormContext::each(&workbook, &evaluation, &forms, &settings);
    let findings: Vec<Finding> = contexts.flat_map(|context| check_form(&context)).collect();
    let options = CorrectOptions::default();
    let corrected = correct(&input, &workbook, &evaluation, &forms, &findings, &options)?;
    for (finding, applied) in findings.iter().zip(&corrected.applied) {
        let cell = finding.cell.map(|cell| cell.to_string()).unwrap_or_default();
        let mended = if *applied { "（已修正）" } else { "" };
        println!("{}!{cell}  {}{mended}", finding.sheet, finding.message);
    }
    std::fs::write(output, corrected.bytes)?;
    Ok(())
}
