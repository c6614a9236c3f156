//! The floor alone, as a program that does nothing else about memory: with the system's allocator.
//!
//! `cargo bench --bench floor --bench run` measures it beside the whole job.

mod baseline;

use baseline::{ROUNDS, Taken, Workbooks, read_all, write_all};

fn main() -> anyhow::Result<()> {
    let workbooks = Workbooks::generate()?;
    let paths = &workbooks.paths;
    let (mut reading, mut floor) = (Taken::MOST, Taken::MOST);
    for round in 0..ROUNDS {
        reading = read_all(paths)?.min(reading);
        floor = write_all(paths, &workbooks.output("floor", round)?)?.min(floor);
    }
    let number = paths.len();
    println!("{number} workbooks, the system's allocator, least of {ROUNDS} rounds");
    println!("                              processors  clock");
    println!("calamine reads the cells      {reading}");
    println!("floor: reads and writes them  {floor}");
    Ok(())
}
