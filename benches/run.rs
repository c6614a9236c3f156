//! The whole job against its floor, and `check` against that floor's reading, all in one run, on generated workbooks.
//!
//! `cargo bench --bench floor --bench run`; `ZIPING_RUN=100` sets how many workbooks. Here the floor has this program's
//! allocator, in the benchmark of its own the system's.

mod baseline;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use baseline::{ROUNDS, Taken, Workbooks, read_all, time, write_all};
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

fn main() -> anyhow::Result<()> {
    let workbooks = Workbooks::generate()?;
    let paths = &workbooks.paths;
    let input = paths.first().and_then(|path| path.parent()).context("no workbook was generated")?;
    let templates = Templates::builtin();
    let settings = Settings::default();
    let mut least = [Taken::MOST; 5];
    for round in 0..ROUNDS {
        let [floors, runs] = [workbooks.output("floor", round)?, workbooks.output("run", round)?];
        let measured = [
            read_all(paths)?,
            write_all(paths, &floors)?,
            time(|| anyhow::Ok(batch(&templates, &settings).check(inputs(input), Purpose::Report)))?,
            time(|| run(&templates, &settings, input, &runs))?,
            formulas(&templates, paths)?,
        ];
        for (least, measured) in least.iter_mut().zip(measured) {
            *least = measured.min(*least);
        }
    }
    let [reading, floor, check, run, formulas] = least;
    let number = paths.len();
    println!("{number} workbooks, least of {ROUNDS} rounds");
    println!("                              processors  clock");
    println!("calamine reads the cells      {reading}");
    println!("floor: reads and writes them  {floor}");
    println!("check                         {check}  {} of the reading, limit 3", ratios(check, reading));
    println!("run                           {run}  {} of the floor, limit 2.5", ratios(run, floor));
    // On one thread, so that the clock tells nothing of it.
    let share = formulas.busy.as_secs_f64() / check.busy.as_secs_f64();
    println!("judging formulas              {formulas}  {share:.3} of check, limit 0.1");
    Ok(())
}

/// How many times `b` is in `a`, by processor time and by the clock.
fn ratios(a: Taken, b: Taken) -> String {
    let [busy, clock] =
        [(a.busy, b.busy), (a.clock, b.clock)].map(|(a, b)| a.as_secs_f64() / b.as_secs_f64());
    format!("{busy:.2} and {clock:.2}")
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
    let (failures, (summary, report)) = batch.correct_beside(&mut results, &target, |results| {
        let findings: Vec<_> = results.listed().collect();
        let summary = summarize(&SummaryInput {
            forms: &results.forms,
            findings: &findings,
            inputs: results.inputs(),
            roster: None,
            settings,
        });
        (summary, report::json(results))
    });
    anyhow::ensure!(failures.is_empty(), "a corrected workbook was not written");
    write_atomically(&output.join("汇总表.xlsx"), &summary?)?;
    write_atomically(&output.join("校验结果.json"), report?.as_bytes())?;
    Ok(())
}

/// Of checking, the formulas: evaluating them, and the rules on funds. What they need is read before.
fn formulas(templates: &Templates, paths: &[PathBuf]) -> anyhow::Result<Taken> {
    let select = RULES.iter().filter(|r| r.code.starts_with('F')).map(|r| r.name.to_owned()).collect();
    let settings = Settings { select, ..Settings::default() };
    // In portions, so that memory does not grow with the number.
    let mut taken = Vec::new();
    for portion in paths.chunks(500) {
        let workbooks: Vec<Workbook> = portion
            .iter()
            .map(|path| Ok(read(&fs::read(path)?, &Limits::default())?))
            .collect::<anyhow::Result<_>>()?;
        let forms: Vec<_> = workbooks.iter().map(|w| read_forms(w, &Evaluation::of(w), templates)).collect();
        taken.push(time(|| {
            for (workbook, forms) in workbooks.iter().zip(&forms) {
                let evaluation = Evaluation::of(workbook);
                for context in FormContext::each(workbook, &evaluation, forms, &settings) {
                    check_form(&context);
                }
            }
            Ok(())
        })?);
    }
    Ok(Taken { busy: taken.iter().map(|t| t.busy).sum(), clock: taken.iter().map(|t| t.clock).sum() })
}
