//! The workbook as it is to be written: with the fixes in their cells and every result that follows from them.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::edits::{CellPlan, Place};
use super::holdable::not_holdable;
use super::rich_text;
use super::shown::{excerpts, shown};
use crate::formula::{Evaluation, Outcome, same_result};
use crate::rules::{EXTERNAL_REFERENCE, Finding, NewContent, Rule, STALE_CACHED_VALUE, TextEdit};
use crate::workbook::{Cell, Shown, Style, Value, Workbook};

/// How a rate is shown unless its cell has a percentage of its own.
const RATE_FORMAT: &str = "0.00%";

/// Why a cell was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// A rule wanted it.
    Rule(&'static Rule),
    /// Its result follows from another change, or was out of date without a finding of its own.
    Renewed,
    /// Its formula leads out of the workbook.
    External,
    /// Its formula names a table, which no corrected workbook has.
    TableReference,
    /// It is beyond what Excel can hold.
    Limit,
}

impl Why {
    /// Its words in 修改记录: the name of a rule, or what no rule is about.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.name,
            Self::Renewed => STALE_CACHED_VALUE.name,
            Self::External => EXTERNAL_REFERENCE.name,
            Self::TableReference => "表格引用",
            Self::Limit => "Excel 上限",
        }
    }
}

/// Why each cell is changed.
#[derive(Debug, Default)]
struct Reasons(BTreeMap<Place, Vec<Why>>);

impl Reasons {
    /// One more reason, said once.
    fn add(&mut self, place: Place, why: Why) {
        let reasons = self.0.entry(place).or_default();
        if !reasons.contains(&why) {
            reasons.push(why);
        }
    }
}

/// One changed cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// Where.
    pub(super) place: Place,
    /// What it held, in words.
    pub(super) before: String,
    /// What it holds, in words.
    pub(super) after: String,
    /// Whether a formula remains there.
    pub(super) is_formula: bool,
    /// Why.
    pub(super) reasons: Vec<Why>,
    /// The findings that wanted it, by index; none where the change only follows from others.
    pub(super) findings: Vec<usize>,
}

/// Puts what is planned into its cells. The workbook is copied only if anything in it changes; as it came, its formulas
/// compute what `evaluation` says.
pub(super) fn carry_out<'a>(
    workbook: &'a Workbook,
    evaluation: &Evaluation,
    findings: &[Finding],
    plan: &BTreeMap<Place, CellPlan>,
) -> (Cow<'a, Workbook>, Vec<Change>) {
    let mut corrected = Cow::Borrowed(workbook);
    let mut reasons = Reasons::default();
    let mut styles = NumericStyles::default();
    for (place, cell_plan) in plan {
        put(corrected.to_mut(), *place, cell_plan, &mut styles);
        for &index in &cell_plan.findings {
            reasons.add(*place, Why::Rule(findings[index].rule));
        }
    }
    for (place, cell, why) in not_holdable(&corrected) {
        set(corrected.to_mut(), place, cell);
        reasons.add(place, why);
    }
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        for &at in sheet.respelled.keys() {
            reasons.add((index, at), Why::TableReference);
        }
    }
    let renewed = match &corrected {
        Cow::Borrowed(unchanged) => renewed(unchanged, evaluation),
        Cow::Owned(changed) => renewed(changed, &Evaluation::of(changed)),
    };
    for (place, value) in renewed {
        if let Some(cell) = corrected.to_mut().sheets.get_mut(place.0).and_then(|s| s.cells.get_mut(&place.1))
        {
            // A result that the file never had is filled in, not changed.
            if cell.value != Value::Empty {
                reasons.0.entry(place).or_insert_with(|| vec![Why::Renewed]);
            }
            cell.value = value;
        }
    }
    let changes = reasons.0.into_iter();
    let changes = changes.filter_map(|(place, why)| change(workbook, &corrected, place, why, plan)).collect();
    (corrected, changes)
}

/// What differs in a cell; `None` if nothing does.
fn change(
    before: &Workbook,
    after: &Workbook,
    place: Place,
    reasons: Vec<Why>,
    plan: &BTreeMap<Place, CellPlan>,
) -> Option<Change> {
    let sheet = before.sheets.get(place.0)?;
    // As the file has it, not as it was put to be understood.
    let as_spelled = |cell: &Cell| {
        let formula = sheet.respelled.get(&place.1)?.clone();
        Some(Cell { formula: Some(formula), ..cell.clone() })
    };
    let old = sheet.cell(place.1).map(|cell| as_spelled(cell).map_or(Cow::Borrowed(cell), Cow::Owned));
    let old = old.as_deref();
    let new = after.sheets.get(place.0)?.cell(place.1);
    let differs = match (old, new) {
        (Some(old), Some(new)) => old.formula != new.formula || old.value != new.value,
        _ => true,
    };
    if !differs {
        return None;
    }
    let format = |workbook: &Workbook, cell: Option<&Cell>| {
        cell.map_or(String::new(), |cell| workbook.style(cell).number_format.clone())
    };
    let (before, after) = excerpts(&shown(old, &format(before, old)), &shown(new, &format(after, new)));
    let findings = plan.get(&place).map_or(Vec::new(), |cell| cell.findings.clone());
    let is_formula = new.is_some_and(|cell| cell.formula.is_some());
    Some(Change { place, before, after, is_formula, reasons, findings })
}

/// Puts what a plan wants into its cell.
fn put(workbook: &mut Workbook, place: Place, plan: &CellPlan, styles: &mut NumericStyles) {
    let Some(sheet) = workbook.sheets.get(place.0) else { return };
    let mut cell = sheet.cell(place.1).cloned().unwrap_or_default();
    let mut runs = None;
    let rate = match &plan.content {
        NewContent::Text(text) => {
            (cell.value, cell.formula) = (Value::Text(text.clone()), None);
            None
        }
        NewContent::TextEdits(edits) => {
            if let Value::Text(text) = &cell.value {
                runs = sheet.rich_texts.get(&place.1).map(|runs| rich_text::mended(runs, edits));
                (cell.value, cell.formula) = (Value::Text(TextEdit::apply(text, edits)), None);
            }
            None
        }
        NewContent::Number(number) => {
            (cell.value, cell.formula) = (Value::Number(*number), None);
            Some(false)
        }
        NewContent::Rate(rate) => {
            (cell.value, cell.formula) = (Value::Number(*rate), None);
            Some(true)
        }
        NewContent::Formula { formula, cached, rate } => {
            let formula = formula.strip_prefix('=').unwrap_or(formula);
            (cell.value, cell.formula) = (cached.clone(), Some(formula.to_owned()));
            Some(*rate)
        }
        NewContent::Recalculated(value) => {
            cell.value = value.clone();
            None
        }
    };
    cell.shown = None;
    if let Some(rate) = rate {
        cell.style = styles.of(workbook, cell.style, rate);
    }
    set(workbook, place, cell);
    if let (Some(runs), Some(sheet)) = (runs, workbook.sheets.get_mut(place.0)) {
        sheet.rich_texts.insert(place.1, runs);
    }
}

/// Puts a cell in its place. Where that had an array formula and has none any more, nothing is filled by it.
fn set(workbook: &mut Workbook, place: Place, cell: Cell) {
    if let Some(sheet) = workbook.sheets.get_mut(place.0) {
        let changed = sheet.cell(place.1).is_none_or(|old| old.formula != cell.formula);
        if changed && let Some(range) = sheet.arrays.get(&place.1).copied() {
            for at in range.iter() {
                sheet.arrays.remove(&at);
            }
        }
        sheet.cells.insert(place.1, cell);
    }
}

/// The styles that show numbers and rates as such, each made once of a style that does not.
#[derive(Debug, Default)]
struct NumericStyles(HashMap<(usize, &'static str), usize>);

impl NumericStyles {
    /// The style with a number format that shows a number (or rate) as one; a format that does is kept.
    fn of(&mut self, workbook: &mut Workbook, index: usize, rate: bool) -> usize {
        let format = workbook.styles.get(index).map_or("", |style| style.number_format.as_str());
        let shows_percent = Shown::by(format).percent;
        let wanted = if rate && !shows_percent {
            RATE_FORMAT
        } else if !rate && (format == "@" || shows_percent) {
            ""
        } else {
            return index;
        };
        *self.0.entry((index, wanted)).or_insert_with(|| {
            let style = workbook.styles.get(index).cloned().unwrap_or_default();
            if workbook.styles.is_empty() {
                workbook.styles.push(Style::default());
            }
            workbook.styles.push(Style { number_format: wanted.to_owned(), ..style });
            workbook.styles.len() - 1
        })
    }
}

/// The results that formulas are to have where these differ from what they last had. All of them, whatever the findings
/// say: a result that merely follows from another fault has no finding of its own, and is wrong all the same.
fn renewed(after: &Workbook, now: &Evaluation) -> Vec<(Place, Value)> {
    let mut renewed = Vec::new();
    for (index, sheet) in after.sheets.iter().enumerate() {
        for (&at, cell) in sheet.cells.iter().filter(|(at, cell)| sheet.is_computed(**at, cell)) {
            if let Some(Outcome::Value(value)) = now.outcome(index, at)
                && !same_result(&cell.value, value)
            {
                renewed.push(((index, at), value.clone()));
            }
        }
    }
    renewed
}
