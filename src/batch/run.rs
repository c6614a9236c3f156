//! The first phase: every input is read and checked, side by side; then all forms are compared with each other.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::slice;
use std::sync::Mutex;
use std::sync::atomic::AtomicU64;
use std::thread;

use rayon::prelude::*;

use super::accepted::accept;
use super::bounded::Bounds;
use super::examine::{Examined, KEEP_BYTES};
use super::find::Input;
use super::progress::{Phase, Progress};
use crate::form::Form;
use crate::formula::Evaluation;
use crate::record::{FormIndex, FormRecord, InputRecord};
use crate::roster::Roster;
use crate::rules::{BatchContext, Check, Finding, Listed, check_batch};
use crate::settings::{Acceptance, Settings};
use crate::template::Templates;
use crate::workbook::{Limits, Workbook};

/// What a run works with.
#[derive(Clone, Copy)]
pub struct Batch<'a> {
    /// The forms that are known.
    pub templates: &'a Templates,
    /// The run's settings.
    pub settings: &'a Settings,
    /// Who must report.
    pub roster: Option<&'a Roster>,
    /// What one file may take.
    pub limits: Limits,
    /// How many inputs are worked on at once; as many as the machine has cores, if nothing is said.
    pub jobs: Option<NonZeroUsize>,
    /// Who is told how far the run is.
    pub progress: &'a dyn Progress,
}

/// What a run found: in the order of the inputs, whatever the number of jobs.
///
/// What belongs together (a finding and whether it was mended, an input and where it lies) is told together, and can be
/// changed by the run alone.
#[derive(Debug, Default)]
pub struct Results {
    /// Every form.
    pub forms: Vec<FormRecord>,
    /// The accepted findings that were not found any more, of the departments that are among the forms.
    pub unanswered: Vec<Acceptance>,
    pub(super) inputs: Vec<InputRecord>,
    /// For each input, the file and, if there was room for it, what was read from it; none for forms that were exported.
    pub(super) sources: Vec<Option<Source>>,
    /// One list, so that an input's findings are a part of it.
    pub(super) findings: Vec<Finding>,
    /// For each finding, the form's own words for the field it is at.
    pub(super) labels: Vec<Option<String>>,
    /// For each finding, whether its fix was applied; empty as long as nothing was corrected.
    pub(super) applied: Vec<bool>,
}

/// Where the second phase takes an input's workbook from.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) input: Input,
    /// Whether its workbook is worked on alone.
    pub(super) is_large: bool,
    /// Its content's mark: its findings are about that content and no other.
    pub(super) mark: u64,
    /// Taken out when its corrected workbook is made, so that memory falls while the phase goes on.
    pub(super) kept: Mutex<Option<Box<Kept>>>,
}

/// A workbook that was kept from the first phase, so that it need not be read again.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) workbook: Workbook,
    pub(super) evaluation: Evaluation,
    pub(super) forms: Vec<Form>,
}

/// The room of a thread's stack: what a main thread has, so that parsers that recurse into what a file nests have it
/// everywhere.
pub const STACK: usize = 8 << 20;

/// What a run will do with what it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Tell what was found.
    Report,
    /// Tell what the forms say: what stands beside them ([`FormRecord::unmapped`]) is kept too, which may be as much as
    /// a workbook holds.
    Export,
    /// Write corrected workbooks: as many workbooks are kept in memory as a bounded room holds.
    Correct,
    /// Summarise: files of exported forms (.jsonl) are inputs too.
    Summarize,
}

/// A finding, and the form's own words for the field it is at.
pub(super) type LabelledFinding = (Finding, Option<String>);

impl Batch<'_> {
    /// Reads and checks `inputs`.
    pub fn check(&self, inputs: Vec<Input>, purpose: Purpose) -> Results {
        let room = AtomicU64::new(if purpose == Purpose::Correct { KEEP_BYTES } else { 0 });
        self.progress.begin(Phase::Check, inputs.len());
        let examine = |group: &[Input], alone: bool| {
            let examined = self.examine(group, purpose, &room, alone);
            examined.iter().flatten().for_each(|_| self.progress.advance());
            examined
        };
        let mut examined: Vec<Option<Examined>> = self.on_all_cores(1, || {
            let group = group_size(inputs.len(), rayon::current_num_threads());
            inputs.par_chunks(group).flat_map_iter(|group| examine(group, false)).collect()
        });
        for (input, examined) in inputs.iter().zip(&mut examined).filter(|(_, e)| e.is_none()) {
            *examined = examine(slice::from_ref(input), true).pop().flatten();
        }
        self.progress.end();
        let mut results = Results::default();
        let mut findings = Vec::new();
        let mut files: HashSet<String> = inputs.iter().map(|input| input.file.clone()).collect();
        for (input, examined) in inputs.into_iter().zip(examined.into_iter().flatten()) {
            match examined {
                Examined::Workbook { record, forms, findings: found, kept, is_large, mark } => {
                    results.inputs.push(record);
                    results.forms.extend(forms);
                    findings.extend(found);
                    results.sources.push(Some(Source { input, is_large, mark, kept: Mutex::new(kept) }));
                }
                Examined::Exported(exported) => {
                    let exported = exported.told_apart(&input.file, &mut files);
                    results.sources.extend(exported.records.iter().map(|_| None));
                    results.inputs.extend(exported.records);
                    results.forms.extend(exported.forms);
                    findings.extend(exported.findings.into_iter().map(|finding| (finding, None)));
                }
            }
        }
        self.compare(&mut results, findings);
        results
    }

    /// Runs the rules that look across forms, and puts all findings in order.
    fn compare(&self, results: &mut Results, mut findings: Vec<LabelledFinding>) {
        let context = BatchContext::new(&results.forms, &results.inputs, self.roster, self.settings);
        // Rules that share their work out among threads ask for those of the run.
        findings.extend(bounded_by_file(self.on_all_cores(1, || check_batch(&context))));
        results.unanswered = accept(&mut findings, &results.forms, self.roster, self.settings);
        let files: HashMap<&str, usize> =
            results.inputs.iter().enumerate().map(|(at, input)| (input.file.as_str(), at)).collect();
        let mut sheets: HashMap<(&str, &str), usize> = HashMap::new();
        for (at, form) in results.forms.iter().enumerate() {
            sheets.entry((&form.file, &form.sheet)).or_insert(at);
        }
        // Cached, because a key with two look-ups is dear to make for every comparison.
        findings.sort_by_cached_key(|(finding, _)| {
            let file = files.get(finding.file.as_str()).copied().unwrap_or(usize::MAX);
            let sheet = sheets.get(&(finding.file.as_str(), finding.sheet.as_str())).copied();
            (
                file,
                sheet.unwrap_or(usize::MAX),
                finding.sheet.clone(),
                finding.cell,
                finding.rule.code,
                finding.field,
            )
        });
        (results.findings, results.labels) = findings.into_iter().unzip();
    }

    /// Runs `work` with as many threads as there are jobs; where nothing is said of these, with so many for each core.
    pub(super) fn on_all_cores<T: Send>(&self, for_each: usize, work: impl FnOnce() -> T + Send) -> T {
        let cores = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let jobs = self.jobs.map_or_else(|| cores().saturating_mul(for_each), NonZeroUsize::get);
        match rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(STACK).build() {
            Ok(pool) => pool.install(work),
            // Where the system gives no threads (a tight limit), the work is done by this one. It is a pool all the same:
            // outside of any, the work would ask for one of all cores.
            Err(_) => match rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build() {
                Ok(pool) => pool.install(work),
                Err(_) => work(),
            },
        }
    }
}

/// How many of so many inputs one thread takes at once: enough that each step is well worth loading its code, and so few
/// that all threads have work to the end.
fn group_size(inputs: usize, threads: usize) -> usize {
    const MOST: usize = 8;
    (inputs / threads.saturating_mul(4).max(1)).clamp(1, MOST)
}

/// What came of comparing forms, as far as it is listed. What stands in no file (a department that did not report) is
/// bounded by the roster.
fn bounded_by_file(findings: Vec<Finding>) -> Vec<LabelledFinding> {
    let mut by_file: BTreeMap<String, Vec<LabelledFinding>> = BTreeMap::new();
    for finding in findings {
        by_file.entry(finding.file.clone()).or_default().push((finding, None));
    }
    let listed = |(file, found): (String, Vec<LabelledFinding>)| {
        if file.is_empty() { found } else { Bounds::default().listed(found) }
    };
    by_file.into_iter().flat_map(listed).collect()
}

impl Results {
    /// What a run would have found, for tests of what shows it.
    #[cfg(test)]
    pub(crate) fn of(forms: Vec<FormRecord>, findings: Vec<Finding>) -> Self {
        Self { forms, findings, ..Self::default() }
    }

    /// Every input, and what became of it.
    pub fn inputs(&self) -> &[InputRecord] {
        &self.inputs
    }

    /// Every finding, by input, sheet and cell; at the end those that stand in no workbook.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The findings, each with the form's words for the field it is at and whether its fix was applied.
    pub fn listed(&self) -> impl Iterator<Item = Listed<'_>> {
        self.findings.iter().enumerate().map(|(at, finding)| Listed {
            finding,
            label: self.labels.get(at).and_then(Option::as_deref),
            applied: self.applied.get(at).copied(),
        })
    }

    /// Every form with what the rules found on it alone. What comes of comparing forms is left out.
    pub fn forms_with_findings(&self) -> impl Iterator<Item = FormRecord> {
        // One at a time: a second copy of a city's forms would be felt.
        self.forms_and_findings().map(|(form, findings)| FormRecord {
            findings: findings.into_iter().map(Finding::record).collect(),
            ..form.clone()
        })
    }

    /// The same, each form and its findings side by side.
    pub(crate) fn forms_and_findings(&self) -> impl Iterator<Item = (&FormRecord, Vec<&Finding>)> {
        let index = FormIndex::of(&self.forms);
        let mut of_forms: Vec<Vec<&Finding>> = vec![Vec::new(); self.forms.len()];
        for finding in &self.findings {
            let at = finding.form_in(&index);
            if let (Some(at), Check::Form(_)) = (at, &finding.rule.check) {
                of_forms[at].push(finding);
            }
        }
        self.forms.iter().zip(of_forms)
    }

    /// For each input, where its findings stand in [`Results::findings`].
    pub(super) fn findings_by_input(&self) -> Vec<Range<usize>> {
        let mut at = 0;
        let ranges = self.inputs.iter().map(|input| {
            let count = self.findings[at..].iter().take_while(|finding| finding.file == input.file).count();
            at += count;
            at - count..at
        });
        ranges.collect()
    }
}
