//! The floor alone, as a program that does nothing else about memory: with the system's allocator.
//!
//! `cargo bench --bench floor --bench run` measures it beside the whole job.

mod baseline;

use std::fs;
use std::time::Duration;

use baseline::{ROUNDS, generate, number, read_all, write_all};

fn main() -> anyhow::Result<()> {
    let number = number();
    let folder = tempfile::tempdir()?;
    let input = folder.path().join("input");
    fs::create_dir_all(&input)?;
    let paths = generate(number, &input)?;
    let (mut reading, mut floor) = (Duration::MAX, Duration::MAX);
    for round in 0..ROUNDS {
        let written = folder.path().join(format!("floor-{round}"));
        fs::create_dir_all(&written)?;
        reading = read_all(&paths)?.min(reading);
        floor = write_all(&paths, &written)?.min(floor);
    }
    println!(
        "{number} workbooks, the system's allocator, processor time of all cores, least of {ROUNDS} rounds"
    );
    println!("calamine reads the cells      {reading:>10.2?}");
    println!("floor: reads and writes them  {floor:>10.2?}");
    Ok(())
}
