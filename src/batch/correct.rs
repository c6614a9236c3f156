//! The second phase: the corrected workbooks, side by side, each with its own findings and those of the comparison.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::guard::guarded;
use super::names::output_names;
use super::open::open_with_mark;
use super::progress::Phase;
use super::record::InputStatus;
use super::run::{Batch, Kept, Results, Source};
use super::write::{WriteError, write_atomically};
use crate::correct::{CorrectError, CorrectOptions, correct};
use crate::formula::Evaluation;
use crate::template::read_forms;
use crate::workbook::ReadError;

/// Where corrected workbooks go, and how they are made.
#[derive(Debug, Clone)]
pub struct CorrectTarget {
    /// The output folder.
    pub folder: PathBuf,
    /// The folder in it that takes them; empty for the output folder itself.
    pub inner: &'static str,
    /// How to correct.
    pub options: CorrectOptions,
}

/// A corrected workbook that could not be made.
#[derive(Debug)]
pub struct CorrectFailure {
    /// The input, as in [`InputRecord::file`](super::InputRecord).
    pub file: String,
    /// Why.
    pub error: CorrectFailureKind,
}

/// Why a corrected workbook could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CorrectFailureKind {
    /// The input can no longer be read.
    #[error("修正时重新读取失败：{0}")]
    Read(ReadError),
    /// Another content stands under its name: what was found is not about it.
    #[error("检查之后文件有改动，没有修正，请重新运行")]
    Replaced,
    /// What was read cannot be written as a workbook.
    #[error(transparent)]
    Correct(CorrectError),
    /// A library failed.
    #[error("无法写出修正表：程序内部出错")]
    Internal,
    /// The output cannot be written.
    #[error(transparent)]
    Write(WriteError),
}

/// One corrected workbook to make.
struct Job<'a> {
    at: usize,
    source: &'a Source,
    name: String,
    findings: std::ops::Range<usize>,
}

impl Batch<'_> {
    /// Writes the corrected workbook of every input that has a form, and notes in `results` where it lies and which
    /// fixes were applied. What could not be made is returned; the rest is made all the same.
    pub fn correct(&self, results: &mut Results, target: &CorrectTarget) -> Vec<CorrectFailure> {
        results.applied = vec![false; results.findings.len()];
        let folder = target.folder.join(target.inner);
        let jobs = jobs(results, &folder);
        self.progress.begin(Phase::Correct, jobs.len());
        let make = |job: &Job<'_>| guarded(|| self.correct_one(job, results, &folder, target.options));
        let side_by_side = |job: &Job<'_>| {
            let result = if job.source.is_large { None } else { make(job) };
            if result.is_some() {
                self.progress.advance();
            }
            result
        };
        let done: Vec<_> = self.on_all_cores(|| jobs.par_iter().map(side_by_side).collect());
        // The writer takes a thread for each sheet, and where the system has none left it panics. Beside nothing else
        // there may be enough.
        let one_at_a_time = |(job, result): (&Job<'_>, Option<_>)| {
            result.unwrap_or_else(|| {
                let result = make(job).unwrap_or(Err(CorrectFailureKind::Internal));
                self.progress.advance();
                result
            })
        };
        let done: Vec<_> = jobs.iter().zip(done).map(one_at_a_time).collect();
        self.progress.end();
        let below = if target.inner.is_empty() { String::new() } else { format!("{}/", target.inner) };
        let wanted: Vec<_> = jobs.into_iter().map(|job| (job.at, job.name, job.findings)).collect();
        let mut failures = Vec::new();
        for ((at, name, findings), outcome) in wanted.into_iter().zip(done) {
            match outcome {
                Ok(applied) => {
                    results.inputs[at].corrected = Some(format!("{below}{name}"));
                    for (slot, applied) in results.applied[findings].iter_mut().zip(applied) {
                        *slot = applied;
                    }
                }
                Err(error) => failures.push(CorrectFailure { file: results.inputs[at].file.clone(), error }),
            }
        }
        failures
    }

    /// Makes one corrected workbook; which of its findings' fixes were applied.
    fn correct_one(
        &self,
        job: &Job<'_>,
        results: &Results,
        folder: &Path,
        options: CorrectOptions,
    ) -> Result<Vec<bool>, CorrectFailureKind> {
        let input = &job.source.input;
        let kept = job.source.kept.lock().ok().and_then(|mut kept| kept.take());
        let kept = if let Some(kept) = kept {
            kept
        } else {
            let opened = open_with_mark(&input.path, &self.limits);
            let (workbook, mark) = opened.map_err(CorrectFailureKind::Read)?;
            if mark != job.source.mark {
                return Err(CorrectFailureKind::Replaced);
            }
            let forms = read_forms(&workbook, &Evaluation::of(&workbook), self.templates);
            Box::new(Kept { workbook, forms })
        };
        let findings = &results.findings[job.findings.clone()];
        let corrected = correct(&input.file, &kept.workbook, &kept.forms, findings, &options)
            .map_err(CorrectFailureKind::Correct)?;
        write_atomically(&folder.join(&job.name), &corrected.bytes).map_err(CorrectFailureKind::Write)?;
        Ok(corrected.applied)
    }
}

/// Every input that has a form, with the name and the findings of its corrected workbook.
fn jobs<'a>(results: &'a Results, folder: &Path) -> Vec<Job<'a>> {
    let all: Vec<&Source> = results.sources.iter().flatten().collect();
    let with_forms: Vec<(usize, &Source)> = results
        .sources
        .iter()
        .enumerate()
        .filter_map(|(at, source)| Some((at, source.as_ref()?)))
        .filter(|(at, _)| results.inputs[*at].status == InputStatus::Read)
        .collect();
    let inputs: Vec<_> = all.iter().map(|source| &source.input).collect();
    let wanted: Vec<_> = with_forms.iter().map(|(_, source)| &source.input).collect();
    let names = output_names(folder, &inputs, &wanted);
    let findings = results.findings_by_input();
    with_forms
        .into_iter()
        .zip(names)
        .map(|((at, source), name)| Job { at, source, name, findings: findings[at].clone() })
        .collect()
}
