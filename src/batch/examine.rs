//! What inputs give: read, and judged form by form.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::alone::is_large;
use super::bounded::{Bounds, check_sizes};
use super::exported::{Exported, is_exported, read_exported};
use super::find::Input;
use super::open::{open_with_mark, unread};
use super::run::{Batch, Kept, LabelledFinding, Purpose};
use super::step::{Step, each};
use crate::form::Form;
use crate::formula::Evaluation;
use crate::guard::guarded;
use crate::record::{FormRecord, InputRecord, InputStatus};
use crate::rules::{Finding, FormContext, Siblings, check_forms};
use crate::settings::Settings;
use crate::summary::is_summary;
use crate::template::read_unjudged;
use crate::workbook::Workbook;

/// What one input gave.
pub(super) enum Examined {
    Workbook {
        record: InputRecord,
        forms: Vec<FormRecord>,
        findings: Vec<LabelledFinding>,
        kept: Option<Box<Kept>>,
        is_large: bool,
        mark: u64,
    },
    Exported(Exported),
}

/// How much of all workbooks together is kept between the phases, in bytes by a rough estimate. What is not kept is read
/// again, which costs a third of its run; some 6,000 forms of a department are kept.
pub(super) const KEEP_BYTES: u64 = 320 << 20;

/// What a cell costs in memory beside its text, with its share of what was read from it, roughly: measured.
const CELL_BYTES: usize = 256;

/// A workbook, its content's mark, and whether it is worked on alone.
struct Opened {
    workbook: Workbook,
    mark: u64,
    is_large: bool,
}

/// A workbook whose forms are read.
struct Recognised {
    opened: Opened,
    evaluation: Evaluation,
    forms: Vec<Form>,
    siblings: Arc<Siblings>,
}

impl Recognised {
    /// One of its forms, with its place among them, for the rules.
    fn context<'a>(&'a self, form: (usize, &'a Form), settings: &'a Settings) -> FormContext<'a> {
        let siblings = Arc::clone(&self.siblings);
        FormContext::among(&self.opened.workbook, &self.evaluation, form, &self.forms, settings, siblings)
    }
}

/// What the rules found on the forms of a workbook, as far as it is listed.
#[derive(Default)]
struct Found {
    findings: Vec<LabelledFinding>,
    bounds: Bounds,
}

impl Found {
    /// With what they found on one more form.
    fn with(mut self, form: &Form, findings: Vec<Finding>) -> Self {
        let labelled = findings.into_iter().map(|finding| {
            let label = finding.field.and_then(|field| form.field_name(field));
            (finding, label)
        });
        self.findings.extend(self.bounds.listed(labelled.collect()));
        self
    }
}

impl Batch<'_> {
    /// Reads and judges inputs, all of them step by step: the code of one step stays in the processor's caches for the
    /// whole group. `None` for each that is large, if `alone` is not said.
    pub(super) fn examine(
        &self,
        group: &[Input],
        purpose: Purpose,
        room: &AtomicU64,
        alone: bool,
    ) -> Vec<Option<Examined>> {
        let opened =
            each(group, group.iter().map(|_| Step::Goes(())), |input, ()| self.open(input, purpose, alone));
        let recognised = each(group, opened, |input, opened| self.recognise(input, opened));
        let judged = each(group, recognised, |_, mut recognised| {
            recognised.forms.iter_mut().for_each(Form::judge_indicators);
            Step::Goes(recognised)
        });
        let found = self.check_together(&judged);
        let checked = judged.into_iter().zip(found).map(|(step, found)| step.map(|read| (read, found)));
        let ended = each(group, checked, |input, (recognised, found)| {
            Step::ended(match found {
                Some(found) => self.conclude(input, recognised, found, purpose, room),
                None => broken(input),
            })
        });
        ended.into_iter().map(Step::into_end).collect()
    }

    /// Reads one input. It takes no more than reading it takes.
    fn open(&self, input: &Input, purpose: Purpose, alone: bool) -> Step<Opened> {
        if let Some((status, reason)) = &input.passed {
            return Step::ended(nothing(input, *status, reason.clone()));
        }
        if is_exported(input) {
            if purpose == Purpose::Summarize {
                let exported = read_exported(input, self.settings, &self.limits);
                return Step::ended(Examined::Exported(exported));
            }
            let reason =
                "文件是导出的数据（.jsonl），不是 Excel 工作簿，请用 ziping summarize 汇总".to_owned();
            return Step::ended(nothing(input, InputStatus::Skipped, reason));
        }
        let (workbook, mark) = match open_with_mark(&input.path, &self.limits) {
            Ok(opened) => opened,
            Err(error) => {
                let (status, reason) = unread(&input.path, &error);
                return Step::ended(nothing(input, status, reason));
            }
        };
        let sheets: Vec<&str> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        if is_summary(&sheets) {
            // Its tables have a form's headings. One that an earlier run left among the forms is no department's.
            let reason = "是本程序写的汇总表，不是自评表".to_owned();
            return Step::ended(nothing(input, InputStatus::NotAForm, reason));
        }
        let is_large = is_large(&workbook);
        if is_large && !alone {
            return Step::Postponed;
        }
        Step::Goes(Opened { workbook, mark, is_large })
    }

    /// Reads the forms of a workbook.
    fn recognise(&self, input: &Input, opened: Opened) -> Step<Recognised> {
        let evaluation = Evaluation::of(&opened.workbook);
        let found = read_unjudged(&opened.workbook, &evaluation, self.templates, &self.limits);
        let forms = found.forms;
        if forms.is_empty() {
            let reason = found.relatives.first().map_or_else(
                || "工作簿里没有认得出的自评表".to_owned(),
                |name| format!("是{name}，不是自评表"),
            );
            return Step::ended(nothing(input, InputStatus::NotAForm, reason));
        }
        if let Err(error) = check_sizes(&forms, &self.limits) {
            let (status, reason) = unread(&input.path, &error);
            return Step::ended(nothing(input, status, reason));
        }
        Step::Goes(Recognised { opened, evaluation, forms, siblings: Arc::default() })
    }

    /// What the rules find on the forms of workbooks; `None` where one of them panicked. As many forms are checked at a
    /// time as there are workbooks: what a rule works out of a form, and its findings before they are counted, are there
    /// of so many forms and no more.
    fn check_together(&self, group: &[Step<Recognised>]) -> Vec<Option<Found>> {
        let mut found: Vec<Option<Found>> = group.iter().map(|_| Some(Found::default())).collect();
        let forms: Vec<(usize, &Recognised, (usize, &Form))> = group
            .iter()
            .enumerate()
            .filter_map(|(place, step)| Some((place, step.so_far()?)))
            .flat_map(|(place, read)| read.forms.iter().enumerate().map(move |form| (place, read, form)))
            .collect();
        for some in forms.chunks(group.len().max(1)) {
            let contexts: Vec<FormContext<'_>> =
                some.iter().map(|(_, read, form)| read.context(*form, self.settings)).collect();
            let all = check_forms(&contexts, self.settings, |ask| guarded(ask));
            for ((place, _, (_, form)), findings) in some.iter().zip(all) {
                let so_far = found[*place].take();
                found[*place] =
                    so_far.zip(findings).and_then(|(found, more)| guarded(|| found.with(form, more)));
            }
        }
        found
    }

    /// Puts together what came of a workbook.
    fn conclude(
        &self,
        input: &Input,
        recognised: Recognised,
        found: Found,
        purpose: Purpose,
        room: &AtomicU64,
    ) -> Examined {
        let Recognised { opened: Opened { workbook, mark, is_large }, evaluation, forms, .. } = recognised;
        let records = forms.iter().map(|form| {
            let mut record = form.record(&input.file, workbook.modified, self.settings.far_above);
            if purpose != Purpose::Export {
                record.unmapped = Vec::new();
            }
            record
        });
        let records = records.collect();
        let mut findings = found.findings;
        for (finding, _) in &mut findings {
            finding.file.clone_from(&input.file);
        }
        let record = InputRecord {
            file: input.file.clone(),
            status: InputStatus::Read,
            forms: forms.len(),
            reason: None,
            corrected: None,
        };
        let kept =
            (!is_large && take_room(&workbook, room)).then(|| Box::new(Kept { workbook, evaluation, forms }));
        Examined::Workbook { record, forms: records, findings, kept, is_large, mark }
    }
}

/// An input on which the program itself failed.
pub(super) fn broken(input: &Input) -> Examined {
    let why = "读取时程序内部出错，请用 Excel 或 WPS 另存为 .xlsx 后重新报送";
    nothing(input, InputStatus::Unreadable, why.to_owned())
}

/// An input that gave no form.
pub(super) fn nothing(input: &Input, status: InputStatus, reason: String) -> Examined {
    let record =
        InputRecord { file: input.file.clone(), status, forms: 0, reason: Some(reason), corrected: None };
    Examined::Workbook {
        record,
        forms: Vec::new(),
        findings: Vec::new(),
        kept: None,
        is_large: false,
        mark: 0,
    }
}

/// Whether there is still room for a workbook; if so, it is taken.
fn take_room(workbook: &Workbook, room: &AtomicU64) -> bool {
    // Most runs keep nothing, and need not know how much it would be.
    if room.load(Ordering::Relaxed) == 0 {
        return false;
    }
    let cells = workbook.sheets.iter().flat_map(|sheet| sheet.cells.values());
    let bytes: usize = cells.map(|cell| CELL_BYTES + cell.value.text().map_or(0, str::len)).sum();
    let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
    room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes)).is_ok()
}
