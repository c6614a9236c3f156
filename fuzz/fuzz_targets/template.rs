//! A template's TOML, and the blank form that it lays out.
#![no_main]

use ziping::blank::{BlankOptions, blank_form};
use ziping::template::Templates;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(templates) = Templates::builtin().with_text(text, "fuzz.toml")
        && let Some(template) = templates.iter().next()
    {
        let _ = blank_form(&templates, &template.id, &BlankOptions::default());
    }
});
