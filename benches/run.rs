//! The whole job against its floor: reading the same cells with calamine's streaming reader and writing them again with
//! `rust_xlsxwriter`, on all cores; and `check` against that reading alone. All in one run, on generated workbooks.
//!
//! `cargo bench --bench run`; `ZIPING_RUN=1000` sets how many workbooks. Rounds alternate, and of each measure the least
//! processor time counts, so that what else the machine does matters little.

#[path = "../examples/generate/chance.rs"]
mod chance;
#[path = "../examples/generate/department.rs"]
mod department;
#[path = "../examples/generate/sheet.rs"]
mod sheet;

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use calamine::{DataRef, Reader, Xlsx};
use rayon::prelude::*;

use department::Department;
use ziping::batch::{Batch, CorrectTarget, Purpose, Results, Silent, find_inputs, write_atomically};
use ziping::correct::CorrectOptions;
use ziping::formula::Evaluation;
use ziping::report;
use ziping::rules::{FormContext, RULES, check_form};
use ziping::settings::Settings;
use ziping::summary::{SummaryInput, summarize};
use ziping::template::{Templates, read_forms};
use ziping::workbook::{Limits, Workbook, read};

/// The program's own, for the floor as well.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 3;

fn main() -> anyhow::Result<()> {
    let number = std::env::var("ZIPING_RUN").ok().and_then(|n| n.parse().ok()).unwrap_or(100);
    let number = Department::MOST.min(number);
    let folder = tempfile::tempdir()?;
    let input = folder.path().join("input");
    fs::create_dir_all(&input)?;
    let paths = generate(number, &input)?;
    let templates = Templates::builtin();
    let settings = Settings::default();
    let mut least = [Duration::MAX; 5];
    for round in 0..ROUNDS {
        // Folders of their own: where files were deleted or replaced just before, the system takes its time for new ones.
        let [floors, runs] = ["floor", "run"].map(|name| folder.path().join(format!("{name}-{round}")));
        fs::create_dir_all(&floors)?;
        fs::create_dir_all(&runs)?;
        let measured = [
            time(|| paths.par_iter().map(|path| Ok(cells(path)?.len())).sum::<anyhow::Result<usize>>())?,
            time(|| paths.par_iter().try_for_each(|path| floor(path, &floors)))?,
            time(|| anyhow::Ok(batch(&templates, &settings).check(inputs(&input), Purpose::Report)))?,
            time(|| run(&templates, &settings, &input, &runs))?,
            formulas(&templates, &paths)?,
        ];
        for (least, measured) in least.iter_mut().zip(measured) {
            *least = measured.min(*least);
        }
    }
    let [reading, floor, check, run, formulas] = least;
    println!("{number} workbooks, processor time of all cores, least of {ROUNDS} rounds");
    println!("calamine reads the cells      {reading:>10.2?}");
    println!("floor: reads and writes them  {floor:>10.2?}");
    println!(
        "check                         {check:>10.2?}  {:.2} of the reading, limit 3",
        ratio(check, reading)
    );
    println!("run                           {run:>10.2?}  {:.2} of the floor, limit 2.5", ratio(run, floor));
    println!(
        "judging formulas              {formulas:>10.2?}  {:.3} of check, limit 0.1",
        ratio(formulas, check)
    );
    Ok(())
}

fn ratio(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64()
}

/// How long `work` keeps the processors busy; where the system does not tell, how long it takes.
fn time<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<Duration> {
    let (begun, busy) = (Instant::now(), processor_time());
    work()?;
    Ok(match (busy, processor_time()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => begun.elapsed(),
    })
}

/// What the process has used so far, in user and in system mode. Linux counts it in hundredths of a second.
fn processor_time() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The program's name, in brackets, may have spaces; the times are the 12th and 13th field after it.
    let ticks = stat.rsplit_once(')')?.1.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.map(|field| field.parse::<u64>().unwrap_or_default()).sum();
    Some(Duration::from_millis(10 * ticks))
}

fn generate(number: usize, folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    (0..number)
        .into_par_iter()
        .map(|index| {
            let path = folder.join(format!("{index:05}.xlsx"));
            sheet::workbook(&Department::generate(2021, index))?.save(&path)?;
            Ok(path)
        })
        .collect()
}

/// A cell as calamine gives it, its text copied as little as the writing of it needs.
enum Content {
    Text(String),
    Number(f64),
    Bool(bool),
}

/// The cells of a workbook's sheets that say something.
fn cells(path: &Path) -> anyhow::Result<Vec<(u32, u32, Content)>> {
    let mut workbook = Xlsx::new(Cursor::new(fs::read(path)?))?;
    let mut cells = Vec::new();
    for name in workbook.sheet_names() {
        let mut reader = workbook.worksheet_cells_reader(&name)?;
        while let Some(cell) = reader.next_cell()? {
            let content = match cell.get_value() {
                DataRef::Empty => continue,
                DataRef::Float(number) => Content::Number(*number),
                DataRef::Bool(truth) => Content::Bool(*truth),
                DataRef::SharedString(text) => Content::Text((*text).to_owned()),
                other => Content::Text(calamine::Data::from(other.clone()).to_string()),
            };
            let (row, column) = cell.get_position();
            cells.push((row, column, content));
        }
    }
    Ok(cells)
}

/// Reads a workbook's cells and writes them again.
fn floor(path: &Path, output: &Path) -> anyhow::Result<()> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, column, content) in cells(path)? {
        let column = u16::try_from(column)?;
        match content {
            Content::Text(text) => sheet.write_string(row, column, text)?,
            Content::Number(number) => sheet.write_number(row, column, number)?,
            Content::Bool(truth) => sheet.write_boolean(row, column, truth)?,
        };
    }
    fs::write(output.join(path.file_name().unwrap_or_default()), workbook.save_to_buffer()?)?;
    Ok(())
}

fn inputs(folder: &Path) -> Vec<ziping::batch::Input> {
    find_inputs(&[folder.to_owned()], &[])
}

fn batch<'a>(templates: &'a Templates, settings: &'a Settings) -> Batch<'a> {
    Batch { templates, settings, roster: None, limits: Limits::default(), jobs: None, progress: &Silent }
}

/// What `ziping run` does.
fn run(templates: &Templates, settings: &Settings, input: &Path, output: &Path) -> anyhow::Result<()> {
    let batch = batch(templates, settings);
    let mut results: Results = batch.check(inputs(input), Purpose::Correct);
    let target =
        CorrectTarget { folder: output.to_owned(), inner: "修正表", options: CorrectOptions::default() };
    anyhow::ensure!(batch.correct(&mut results, &target).is_empty(), "a corrected workbook was not written");
    let summary = summarize(&SummaryInput {
        forms: &results.forms,
        findings: &results.findings,
        applied: &results.applied,
        inputs: &results.inputs,
        roster: None,
        settings,
    })?;
    write_atomically(&output.join("汇总表.xlsx"), &summary)?;
    write_atomically(&output.join("校验结果.json"), report::json(&results)?.as_bytes())?;
    Ok(())
}

/// Of checking, the formulas: evaluating them, and the rules on funds. What they need is read before.
fn formulas(templates: &Templates, paths: &[PathBuf]) -> anyhow::Result<Duration> {
    let select = RULES.iter().filter(|r| r.code.starts_with('F')).map(|r| r.name.to_owned()).collect();
    let settings = Settings { select, ..Settings::default() };
    // In portions, so that memory does not grow with the number.
    let mut total = Duration::ZERO;
    for portion in paths.chunks(500) {
        let workbooks: Vec<Workbook> = portion
            .iter()
            .map(|path| Ok(read(&fs::read(path)?, &Limits::default())?))
            .collect::<anyhow::Result<_>>()?;
        let forms: Vec<_> = workbooks.iter().map(|w| read_forms(w, &Evaluation::of(w), templates)).collect();
        total += time(|| {
            for (workbook, forms) in workbooks.iter().zip(&forms) {
                let evaluation = Evaluation::of(workbook);
                for form in forms {
                    check_form(&FormContext::new(workbook, &evaluation, form, forms, &settings));
                }
            }
            Ok(())
        })?;
    }
    Ok(total)
}
