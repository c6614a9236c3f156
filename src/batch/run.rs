//! The first phase: every input is read and checked, side by side; then all forms are compared with each other.

use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::accepted::accept;
use super::alone::{alone_if_large, is_large};
use super::bounded::{Bounds, check_sizes};
use super::exported::{Exported, is_exported, read_exported};
use super::find::Input;
use super::guard::guarded;
use super::open::{open_workbook, unread};
use super::progress::{Phase, Progress};
use super::record::{InputRecord, InputStatus};
use crate::config::Acceptance;
use crate::form::{Form, FormRecord};
use crate::formula::Evaluation;
use crate::roster::Roster;
use crate::rules::{BatchContext, Check, Finding, FormContext, check_batch, check_form};
use crate::settings::Settings;
use crate::summary::is_summary;
use crate::template::{Templates, read_forms};
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
#[derive(Debug, Default)]
pub struct Results {
    /// Every input, and what became of it.
    pub inputs: Vec<InputRecord>,
    /// Every form.
    pub forms: Vec<FormRecord>,
    /// Every finding, by input, sheet and cell; at the end those that stand in no workbook.
    pub findings: Vec<Finding>,
    /// For each finding, the form's own words for the field it is at.
    pub labels: Vec<Option<String>>,
    /// For each finding, whether its fix was applied; empty as long as nothing was corrected.
    pub applied: Vec<bool>,
    /// The accepted findings that were not found any more, of the departments that are among the forms.
    pub unanswered: Vec<Acceptance>,
    /// For each of [`Results::inputs`], the file and, if there was room for it, what was read from it.
    pub(super) sources: Vec<Option<Source>>,
}

/// Where the second phase takes an input's workbook from.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) input: Input,
    /// Taken out when its corrected workbook is made, so that memory falls while the phase goes on.
    pub(super) kept: Mutex<Option<Box<Kept>>>,
}

/// A workbook that was kept from the first phase, so that it need not be read again.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) workbook: Workbook,
    pub(super) forms: Vec<Form>,
}

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

/// What one input gave.
enum Examined {
    Workbook {
        record: InputRecord,
        forms: Vec<FormRecord>,
        findings: Vec<LabelledFinding>,
        kept: Option<Box<Kept>>,
    },
    Exported(Exported),
}

/// A finding, and the form's own words for the field it is at.
pub(super) type LabelledFinding = (Finding, Option<String>);

/// How much of all workbooks together is kept between the phases, in bytes by a rough estimate. What is not kept is read
/// again, which costs a third of its run; some 2,000 forms of a department are kept.
const KEEP_BYTES: u64 = 160 << 20;

/// What a cell costs in memory beside its text, with its share of what was read from it, roughly: measured.
const CELL_BYTES: usize = 384;

impl Batch<'_> {
    /// Reads and checks `inputs`.
    pub fn check(&self, inputs: Vec<Input>, purpose: Purpose) -> Results {
        let room = AtomicU64::new(if purpose == Purpose::Correct { KEEP_BYTES } else { 0 });
        self.progress.begin(Phase::Check, inputs.len());
        let examined: Vec<Examined> = self.on_all_cores(|| {
            inputs
                .par_iter()
                .map(|input| {
                    let examined = guarded(|| self.examine(input, purpose, &room)).unwrap_or_else(|| {
                        let why = "读取时程序内部出错，请用 Excel 或 WPS 另存为 .xlsx 后重新报送";
                        nothing(input, InputStatus::Unreadable, why.to_owned())
                    });
                    self.progress.advance();
                    examined
                })
                .collect()
        });
        self.progress.end();
        let mut results = Results::default();
        let mut findings = Vec::new();
        let mut files: HashSet<String> = inputs.iter().map(|input| input.file.clone()).collect();
        for (input, examined) in inputs.into_iter().zip(examined) {
            match examined {
                Examined::Workbook { record, forms, findings: found, kept } => {
                    results.inputs.push(record);
                    results.forms.extend(forms);
                    findings.extend(found);
                    results.sources.push(Some(Source { input, kept: Mutex::new(kept) }));
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
        let context = BatchContext { forms: &results.forms, roster: self.roster, settings: self.settings };
        findings.extend(check_batch(&context).into_iter().map(|finding| (finding, None)));
        results.unanswered = accept(&mut findings, &results.forms, self.settings);
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
                finding.field.clone(),
            )
        });
        (results.findings, results.labels) = findings.into_iter().unzip();
    }

    /// Reads and checks one input.
    fn examine(&self, input: &Input, purpose: Purpose, room: &AtomicU64) -> Examined {
        if let Some((status, reason)) = &input.passed {
            return nothing(input, *status, reason.clone());
        }
        if purpose == Purpose::Summarize && is_exported(input) {
            return Examined::Exported(read_exported(input, self.settings, self.limits.file_bytes));
        }
        let workbook = match open_workbook(&input.path, &self.limits) {
            Ok(workbook) => workbook,
            Err(error) => {
                let (status, reason) = unread(&input.path, &error);
                return nothing(input, status, reason);
            }
        };
        let sheets: Vec<&str> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        if is_summary(&sheets) {
            // Its tables have a form's headings. One that an earlier run left among the forms is no department's.
            return nothing(input, InputStatus::NotAForm, "是本程序写的汇总表，不是自评表".to_owned());
        }
        let _alone = alone_if_large(&workbook);
        let evaluation = Evaluation::of(&workbook);
        let forms = read_forms(&workbook, &evaluation, self.templates);
        if forms.is_empty() {
            return nothing(input, InputStatus::NotAForm, "工作簿里没有认得出的自评表".to_owned());
        }
        if let Err(error) = check_sizes(&forms, &self.limits) {
            let (status, reason) = unread(&input.path, &error);
            return nothing(input, status, reason);
        }
        let mut records = Vec::with_capacity(forms.len());
        let mut findings = Vec::new();
        let mut bounds = Bounds::default();
        for form in &forms {
            let context = FormContext::new(&workbook, &evaluation, form, &forms, self.settings);
            let labelled = check_form(&context).into_iter().map(|mut finding| {
                finding.file.clone_from(&input.file);
                let label = finding.field.as_ref().and_then(|field| form.field_name(field));
                (finding, label)
            });
            findings.extend(bounds.listed(labelled.collect()));
            let mut record = form.record(&input.file, workbook.modified.as_deref(), self.settings.far_above);
            if purpose != Purpose::Export {
                record.unmapped = Vec::new();
            }
            records.push(record);
        }
        let record = InputRecord {
            file: input.file.clone(),
            status: InputStatus::Read,
            forms: forms.len(),
            reason: None,
            corrected: None,
        };
        let kept =
            (!is_large(&workbook) && take_room(&workbook, room)).then(|| Box::new(Kept { workbook, forms }));
        Examined::Workbook { record, forms: records, findings, kept }
    }

    /// Runs `work` with as many threads as there are jobs.
    pub(super) fn on_all_cores<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        let jobs = self.jobs.map_or(0, NonZeroUsize::get);
        // Parsers that recurse into what a file nests get the room that a main thread has, and no less.
        match rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(8 << 20).build() {
            Ok(pool) => pool.install(work),
            // Where the system gives no threads (a tight limit), the work is done by this one.
            Err(_) => work(),
        }
    }
}

impl Results {
    /// Every form with what the rules found on it alone: on its sheet, or on a sheet without a form for the workbook's
    /// first. What comes of comparing forms is left out.
    pub fn forms_with_findings(&self) -> impl Iterator<Item = FormRecord> {
        let mut by_file: HashMap<&str, usize> = HashMap::new();
        let mut by_sheet: HashMap<(&str, &str), usize> = HashMap::new();
        for (at, form) in self.forms.iter().enumerate() {
            by_file.entry(&form.file).or_insert(at);
            by_sheet.entry((&form.file, &form.sheet)).or_insert(at);
        }
        let mut of_forms: Vec<Vec<&Finding>> = vec![Vec::new(); self.forms.len()];
        for finding in &self.findings {
            let (file, sheet) = (finding.file.as_str(), finding.sheet.as_str());
            let at = by_sheet.get(&(file, sheet)).or_else(|| by_file.get(file));
            if let (Some(&at), Check::Form(_)) = (at, &finding.rule.check) {
                of_forms[at].push(finding);
            }
        }
        // One at a time: a second copy of a city's forms would be felt.
        self.forms.iter().zip(of_forms).map(|(form, findings)| FormRecord {
            findings: findings.into_iter().map(Finding::record).collect(),
            ..form.clone()
        })
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

/// An input that gave no form.
fn nothing(input: &Input, status: InputStatus, reason: String) -> Examined {
    let record =
        InputRecord { file: input.file.clone(), status, forms: 0, reason: Some(reason), corrected: None };
    Examined::Workbook { record, forms: Vec::new(), findings: Vec::new(), kept: None }
}

/// Whether there is still room for a workbook; if so, it is taken.
fn take_room(workbook: &Workbook, room: &AtomicU64) -> bool {
    let cells = workbook.sheets.iter().flat_map(|sheet| sheet.cells.values());
    let bytes: usize = cells.map(|cell| CELL_BYTES + cell.value.text().map_or(0, str::len)).sum();
    let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
    room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes)).is_ok()
}
