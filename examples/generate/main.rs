//! Writes department workbooks for benchmarks: `cargo run --release --example generate -- 1000 DIR [SEED]`.
//!
//! The same number and seed give the same files, and a department is the same whatever the number. They vary in size,
//! wording and place on the sheet; about one in five has a fault.

mod chance;
mod department;
mod sheet;

use std::path::PathBuf;

use anyhow::{Context, bail};
use rayon::prelude::*;

use department::Department;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (number, folder, seed) = match arguments.as_slice() {
        [number, folder] => (number, folder, 2021),
        [number, folder, seed] => (number, folder, seed.parse().context("SEED is not a number")?),
        _ => bail!("usage: generate NUMBER DIR [SEED]"),
    };
    let number: usize = number.parse().context("NUMBER is not a number")?;
    if number > Department::MOST {
        bail!("there are names for {} departments only", Department::MOST);
    }
    let folder = PathBuf::from(folder);
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    (0..number).into_par_iter().try_for_each(|index| {
        let department = Department::generate(seed, index);
        let path = folder.join(format!("{:05}_{}.xlsx", index + 1, department.name));
        sheet::workbook(&department)
            .and_then(|mut workbook| workbook.save(&path))
            .with_context(|| format!("cannot write {}", path.display()))
    })
}
