//! Reads a form of one's own district with a template of one's own, and prints whom it speaks of and how its indicators
//! came out: `cargo run --example own_template -- TEMPLATE.toml WORKBOOK...`

use std::error::Error;

use ziping::form::Located;
use ziping::formula::Evaluation;
use ziping::template::{Templates, read_forms};
use ziping::workbook::{Limits, read};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let template = arguments.next().ok_or("own_template TEMPLATE.toml WORKBOOK...")?;
    let templates = Templates::builtin().with_text(&std::fs::read_to_string(&template)?, &template)?;
    let said =
        |text: &Option<Located<String>>| text.as_ref().and_then(|t| t.value.clone()).unwrap_or_default();
    for path in arguments {
        let workbook = read(&std::fs::read(&path)?, &Limits::default())?;
        for form in read_forms(&workbook, &Evaluation::of(&workbook), &templates) {
            println!("{path}: {} {}", form.template, said(&form.department));
            for indicator in &form.indicators {
                let judgement = &indicator.judgement;
                println!("  {}  {}  {}", said(&indicator.name), judgement.verdict.as_str(), judgement.reason);
            }
            for missing in &form.missing {
                println!("  {} 没有填写", missing.label);
            }
        }
    }
    Ok(())
}
