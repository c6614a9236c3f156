//! Reads each file given and prints its outcome, its time, and the peak of memory: for trying hostile files.
//!
//! `ulimit -v 600000; cargo run --release --example time_read -- FILE...`

use std::io::Write;
use std::time::Instant;

use ziping::workbook::{Limits, read};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for path in std::env::args_os().skip(1) {
        let bytes = std::fs::read(&path)?;
        let start = Instant::now();
        let outcome = match read(&bytes, &Limits::default()) {
            Ok(workbook) => {
                let cells: usize = workbook.sheets.iter().map(|s| s.cells.len()).sum();
                format!("{} sheets, {cells} cells", workbook.sheets.len())
            }
            Err(error) => error.to_string(),
        };
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let peak = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            line.map(|rest| rest.trim_start_matches(':').trim().to_owned()).unwrap_or_default()
        };
        let name = path.to_string_lossy();
        let taken = start.elapsed().as_secs_f64();
        writeln!(out, "{name}: {outcome}; {taken:.2} s, VmPeak {}, VmHWM {}", peak("VmPeak"), peak("VmHWM"))?;
    }
    Ok(())
}
