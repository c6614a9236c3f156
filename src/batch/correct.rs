//! The second phase: the corrected workbooks, side by side, each with its own findings and those of the comparison.

use std::ops::Range;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::names::output_names;
use super::open::open_with_mark;
use super::progress::Phase;
use super::run::{Batch, Kept, Results, Source};
use super::write::{WriteError, write_atomically};
use crate::correct::{CorrectError, CorrectOptions, applied, correct};
use crate::formula::Evaluation;
use crate::guard::guarded;
use crate::record::InputStatus;
use crate::template::read_forms;
use crate::workbook::ReadError;

/// Corrected workbooks that are written at once for each core. Their writer gives every sheet to a thread of its own and waits
/// for it: with one for each core, a third of the cores' time is nobody's.
const WRITERS: usize = 2;

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
    /// The input, as in [`InputRecord::file`](crate::record::InputRecord).
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
    /// A library failed: mostly the writer, which takes a thread for each sheet, where the system had no room for them all.
    #[error("无法写出修正表：内存不足或程序内部出错，工作表很多时请拆成几个文件再处理")]
    Internal,
    /// The output cannot be written.
    #[error(transparent)]
    Write(WriteError),
}

/// One corrected workbook to make.
struct Job {
    /// Its input, by index.
    at: usize,
    name: String,
    findings: Range<usize>,
}

impl Batch<'_> {
    /// Writes the corrected workbook of every input that has a form, and notes in `results` where it lies and which
    /// fixes were applied. What could not be made is returned; the rest is made all the same.
    pub fn correct(&self, results: &mut Results, target: &CorrectTarget) -> Vec<CorrectFailure> {
        self.correct_beside(results, target, |_| ()).0
    }

    /// [`Batch::correct`], and at the same time `beside`, which is given the results as they are once all is done. What it
    /// comes to is returned too. In the rare run where a corrected workbook could not be made, or where `beside` itself
    /// took more than there was, it is done a second time, with what became of the workbooks and beside nothing.
    pub fn correct_beside<T: Send>(
        &self,
        results: &mut Results,
        target: &CorrectTarget,
        beside: impl Fn(&Results) -> T + Sync,
    ) -> (Vec<CorrectFailure>, T) {
        let folder = target.folder.join(target.inner);
        let jobs = jobs(results, &folder);
        results.expect(&jobs, target);
        self.progress.begin(Phase::Correct, jobs.len());
        let (done, other) = self.on_all_cores(WRITERS, || {
            rayon::join(
                || self.correct_all(&jobs, results, &folder, target.options),
                || guarded(|| beside(results)),
            )
        });
        let done: Vec<_> = jobs
            .iter()
            .zip(done)
            .map(|(job, done)| {
                done.unwrap_or_else(|| self.correct_alone(job, results, &folder, target.options))
            })
            .collect();
        self.progress.end();
        let mut failures = Vec::new();
        for (job, done) in jobs.into_iter().zip(done) {
            let Err(error) = done else { continue };
            results.inputs[job.at].corrected = None;
            results.applied[job.findings].fill(false);
            failures.push(CorrectFailure { file: results.inputs[job.at].file.clone(), error });
        }
        let other = other.filter(|_| failures.is_empty());
        let other = other.unwrap_or_else(|| beside(results));
        (failures, other)
    }

    /// Makes the corrected workbooks side by side; `None` for each that is large or took more than there was.
    fn correct_all(
        &self,
        jobs: &[Job],
        results: &Results,
        folder: &Path,
        options: CorrectOptions,
    ) -> Vec<Option<Result<(), CorrectFailureKind>>> {
        let side_by_side = |job: &Job| {
            let source = results.sources[job.at].as_ref().filter(|source| !source.is_large)?;
            let done = guarded(|| self.correct_one(job, source, results, folder, options))?;
            self.progress.advance();
            Some(done)
        };
        jobs.par_iter().map(side_by_side).collect()
    }

    /// Makes one corrected workbook beside no other. The writer takes a thread for each sheet, and where the system has
    /// none left it panics; beside nothing else there may be enough.
    fn correct_alone(
        &self,
        job: &Job,
        results: &Results,
        folder: &Path,
        options: CorrectOptions,
    ) -> Result<(), CorrectFailureKind> {
        let source = results.sources[job.at].as_ref();
        let done =
            source.and_then(|source| guarded(|| self.correct_one(job, source, results, folder, options)));
        self.progress.advance();
        done.unwrap_or(Err(CorrectFailureKind::Internal))
    }

    /// Makes one corrected workbook.
    fn correct_one(
        &self,
        job: &Job,
        source: &Source,
        results: &Results,
        folder: &Path,
        options: CorrectOptions,
    ) -> Result<(), CorrectFailureKind> {
        let input = &source.input;
        let kept = source.kept.lock().ok().and_then(|mut kept| kept.take());
        let kept = if let Some(kept) = kept {
            kept
        } else {
            let opened = open_with_mark(&input.path, &self.limits);
            let (workbook, mark) = opened.map_err(CorrectFailureKind::Read)?;
            if mark != source.mark {
                return Err(CorrectFailureKind::Replaced);
            }
            let evaluation = Evaluation::of(&workbook);
            let forms = read_forms(&workbook, &evaluation, self.templates);
            Box::new(Kept { workbook, evaluation, forms })
        };
        let findings = &results.findings[job.findings.clone()];
        let Kept { workbook, evaluation, forms } = &*kept;
        let corrected = correct(&input.file, workbook, evaluation, forms, findings, &options)
            .map_err(CorrectFailureKind::Correct)?;
        write_atomically(&folder.join(&job.name), &corrected.bytes).map_err(CorrectFailureKind::Write)
    }
}

impl Results {
    /// Notes what these jobs will come to, so that it can be told while they are done.
    fn expect(&mut self, jobs: &[Job], target: &CorrectTarget) {
        let below = if target.inner.is_empty() { String::new() } else { format!("{}/", target.inner) };
        self.applied = vec![false; self.findings.len()];
        for job in jobs {
            self.inputs[job.at].corrected = Some(format!("{below}{}", job.name));
            let applied = applied(&self.findings[job.findings.clone()], target.options);
            self.applied[job.findings.clone()].copy_from_slice(&applied);
        }
    }
}

/// Every input that has a form, with the name and the findings of its corrected workbook.
fn jobs(results: &Results, folder: &Path) -> Vec<Job> {
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
        .map(|((at, _), name)| Job { at, name, findings: findings[at].clone() })
        .collect()
}
