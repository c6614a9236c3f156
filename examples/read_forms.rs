//! Reads every workbook that is named and prints its forms as JSON Lines:
//! `cargo run --example read_forms -- fixtures/liwan-2021/*.xlsx`

use std::error::Error;

use ziping::form::FarAbove;
use ziping::formula::Evaluation;
use ziping::template::{Templates, read_forms};
use ziping::workbook::{Limits, read};

fn main() -> Result<(), Box<dyn Error>> {
    let templates = Templates::builtin();
    for path in std::env::args().skip(1) {
        let name = path.rsplit('/').next().unwrap_or(&path);
        match read(&std::fs::read(&path)?, &Limits::default()) {
            Ok(workbook) => {
                let evaluation = Evaluation::of(&workbook);
                for form in read_forms(&workbook, &evaluation, &templates) {
                    println!(
                        "{}",
                        serde_json::to_string(&form.record(name, workbook.modified, FarAbove::default()))?
                    );
                }
            }
            Err(error) => eprintln!("{name}: {error}"),
        }
    }
    Ok(())
}
