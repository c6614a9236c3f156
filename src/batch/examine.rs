//! What inputs give: read, and judged form by form.

use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};

use super::alone::is_large;
use super::bounded::{Bounds, check_sizes};
use super::exported::{Exported, is_exported, read_exported};
use super::find::Input;
use super::guard::guarded;
use super::open::{open_with_mark, unread};
use super::record::{InputRecord, InputStatus};
use super::run::{Batch, Kept, LabelledFinding, Purpose};
use crate::form::{Form, FormRecord};
use crate::formula::Evaluation;
use crate::rules::{FormContext, check_form};
use crate::summary::is_summary;
use crate::template::read_forms;
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

/// How far an input has come.
enum Step<T> {
    /// So far, and it goes on.
    Goes(T),
    /// To its end.
    Ended(Examined),
    /// Its workbook is large, and others are worked on beside it.
    Postponed,
}

impl<T> Step<T> {
    /// The next step. One that panics ends the input, and no other.
    fn then<U>(self, input: &Input, step: impl FnOnce(T) -> Step<U>) -> Step<U> {
        match self {
            Self::Goes(so_far) => guarded(|| step(so_far)).unwrap_or_else(|| {
                let why = "读取时程序内部出错，请用 Excel 或 WPS 另存为 .xlsx 后重新报送";
                Step::Ended(nothing(input, InputStatus::Unreadable, why.to_owned()))
            }),
            Self::Ended(examined) => Step::Ended(examined),
            Self::Postponed => Step::Postponed,
        }
    }
}

/// A workbook, and its content's mark.
struct Opened {
    workbook: Workbook,
    mark: u64,
}

/// A workbook whose forms are read.
struct Recognised {
    opened: Opened,
    evaluation: Evaluation,
    forms: Vec<Form>,
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
        let opened: Vec<Step<Opened>> = group
            .iter()
            .map(|input| Step::Goes(()).then(input, |()| self.open(input, purpose, alone)))
            .collect();
        let recognised: Vec<Step<Recognised>> = group
            .iter()
            .zip(opened)
            .map(|(input, step)| step.then(input, |opened| self.recognise(input, opened)))
            .collect();
        let judged = group.iter().zip(recognised).map(|(input, step)| {
            match step.then(input, |recognised| self.judge(input, recognised, purpose, room)) {
                Step::Ended(examined) => Some(examined),
                Step::Goes(never) => match never {},
                Step::Postponed => None,
            }
        });
        judged.collect()
    }

    /// Reads one input. It takes no more than reading it takes.
    fn open(&self, input: &Input, purpose: Purpose, alone: bool) -> Step<Opened> {
        if let Some((status, reason)) = &input.passed {
            return Step::Ended(nothing(input, *status, reason.clone()));
        }
        if purpose == Purpose::Summarize && is_exported(input) {
            let exported = read_exported(input, self.settings, self.limits.file_bytes);
            return Step::Ended(Examined::Exported(exported));
        }
        let (workbook, mark) = match open_with_mark(&input.path, &self.limits) {
            Ok(opened) => opened,
            Err(error) => {
                let (status, reason) = unread(&input.path, &error);
                return Step::Ended(nothing(input, status, reason));
            }
        };
        let sheets: Vec<&str> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        if is_summary(&sheets) {
            // Its tables have a form's headings. One that an earlier run left among the forms is no department's.
            let reason = "是本程序写的汇总表，不是自评表".to_owned();
            return Step::Ended(nothing(input, InputStatus::NotAForm, reason));
        }
        if is_large(&workbook) && !alone {
            return Step::Postponed;
        }
        Step::Goes(Opened { workbook, mark })
    }

    /// Reads the forms of a workbook.
    fn recognise(&self, input: &Input, opened: Opened) -> Step<Recognised> {
        let evaluation = Evaluation::of(&opened.workbook);
        let forms = read_forms(&opened.workbook, &evaluation, self.templates);
        if forms.is_empty() {
            let reason = "工作簿里没有认得出的自评表".to_owned();
            return Step::Ended(nothing(input, InputStatus::NotAForm, reason));
        }
        if let Err(error) = check_sizes(&forms, &self.limits) {
            let (status, reason) = unread(&input.path, &error);
            return Step::Ended(nothing(input, status, reason));
        }
        Step::Goes(Recognised { opened, evaluation, forms })
    }

    /// Checks the forms of a workbook.
    fn judge(
        &self,
        input: &Input,
        Recognised { opened: Opened { workbook, mark }, evaluation, forms }: Recognised,
        purpose: Purpose,
        room: &AtomicU64,
    ) -> Step<Infallible> {
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
        let is_large = is_large(&workbook);
        let kept = (!is_large && take_room(&workbook, room)).then(|| Box::new(Kept { workbook, forms }));
        Step::Ended(Examined::Workbook { record, forms: records, findings, kept, is_large, mark })
    }
}

/// An input that gave no form.
fn nothing(input: &Input, status: InputStatus, reason: String) -> Examined {
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
    let cells = workbook.sheets.iter().flat_map(|sheet| sheet.cells.values());
    let bytes: usize = cells.map(|cell| CELL_BYTES + cell.value.text().map_or(0, str::len)).sum();
    let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
    room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes)).is_ok()
}
