//! What one input gives: read, and judged form by form.

use std::sync::atomic::{AtomicU64, Ordering};

use super::alone::is_large;
use super::bounded::{Bounds, check_sizes};
use super::exported::{Exported, is_exported, read_exported};
use super::find::Input;
use super::guard::guarded;
use super::open::{open_with_mark, unread};
use super::record::{InputRecord, InputStatus};
use super::run::{Batch, Kept, LabelledFinding, Purpose};
use crate::form::FormRecord;
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

/// An input's workbook, or what the input is if it has none.
enum Opened {
    Workbook(Workbook, u64),
    Other(Examined),
}

impl Batch<'_> {
    /// Reads one input. It takes no more than reading it takes; whether it is judged is the caller's to decide.
    fn open(&self, input: &Input, purpose: Purpose) -> Opened {
        if let Some((status, reason)) = &input.passed {
            return Opened::Other(nothing(input, *status, reason.clone()));
        }
        if purpose == Purpose::Summarize && is_exported(input) {
            let exported = read_exported(input, self.settings, self.limits.file_bytes);
            return Opened::Other(Examined::Exported(exported));
        }
        let (workbook, mark) = match open_with_mark(&input.path, &self.limits) {
            Ok(opened) => opened,
            Err(error) => {
                let (status, reason) = unread(&input.path, &error);
                return Opened::Other(nothing(input, status, reason));
            }
        };
        let sheets: Vec<&str> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        if is_summary(&sheets) {
            // Its tables have a form's headings. One that an earlier run left among the forms is no department's.
            let reason = "是本程序写的汇总表，不是自评表".to_owned();
            return Opened::Other(nothing(input, InputStatus::NotAForm, reason));
        }
        Opened::Workbook(workbook, mark)
    }

    /// Reads and judges one input; `None` if it is large and `alone` is not said.
    pub(super) fn examine(
        &self,
        input: &Input,
        purpose: Purpose,
        room: &AtomicU64,
        alone: bool,
    ) -> Option<Examined> {
        let examine = || match self.open(input, purpose) {
            Opened::Other(examined) => Some(examined),
            Opened::Workbook(workbook, _) if is_large(&workbook) && !alone => None,
            Opened::Workbook(workbook, mark) => Some(self.judge(input, (workbook, mark), purpose, room)),
        };
        guarded(examine).unwrap_or_else(|| {
            let why = "读取时程序内部出错，请用 Excel 或 WPS 另存为 .xlsx 后重新报送";
            Some(nothing(input, InputStatus::Unreadable, why.to_owned()))
        })
    }

    /// Recognises and checks the forms of a workbook.
    fn judge(
        &self,
        input: &Input,
        (workbook, mark): (Workbook, u64),
        purpose: Purpose,
        room: &AtomicU64,
    ) -> Examined {
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
        let is_large = is_large(&workbook);
        let kept = (!is_large && take_room(&workbook, room)).then(|| Box::new(Kept { workbook, forms }));
        Examined::Workbook { record, forms: records, findings, kept, is_large, mark }
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
