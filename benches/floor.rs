//! The floor alone, as a program that does nothing else about memory: with the system's allocator.
//!
//! `cargo bench --bench floor --bench run` measures it beside the whole job.

mod baseline;

use std::time::Duration;

use baseline::{ROUNDS, Workbooks, read_all, write_all};

fn main() -> anyhow::Result<()> {
    let workbooks = Workbooks::generate()?;
    let paths = &workbooks.paths;
    let (mut reading, mut floor) = (Duration::MAX, Duration::MAX);
    for round in 0..ROUNDS {
        reading = read_all(paths)?.min(reading);
        floor = write_all(paths, &workbooks.output("floor", round)?)?.min(floor);
    }
    let number = paths.len();
    println!(
        "{number} workbooks, the system's allocator, processor time of all cores, least of {ROUNDS} rounds"
    );
    println!("calamine reads the cells      {reading:>10.2?}");
    println!("floor: reads and writes them  {floor:>10.2?}");
    Ok(())
}
