//! An indicator's name, target and actual value, a line each.
#![no_main]

use ziping::form::judge;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut lines = text.splitn(3, '\n');
    let mut line = || lines.next().unwrap_or_default();
    let _ = judge(line(), line(), line(), Some(2021));
});
