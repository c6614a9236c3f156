//! The workbook as it is to be written: with the fixes in their cells and every result that follows from them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::edits::{CellPlan, Place};
use super::rich_text;
use super::shown::{excerpts, shown};
use crate::formula::{Evaluation, Outcome, same_result};
use crate::rules::{Finding, NewContent, TextEdit};
use crate::workbook::{Cell, CellError, CellRef, MAX_TEXT, Sheet, Shown, Style, Value, Workbook};

/// The rule that results are renewed under where they only follow from another change.
const RENEWED: &str = "stale-cached-value";
/// The rule under which a formula that leads out of the workbook becomes its value.
pub(super) const EXTERNAL: &str = "external-reference";
/// The reason given where a formula names a table, which no corrected workbook has.
pub(super) const STRUCTURED: &str = "表格引用";
/// The reason given where a value is beyond what Excel can hold.
pub(super) const LIMIT: &str = "Excel 上限";
/// Characters of a formula that Excel holds.
const LONGEST_FORMULA: usize = 8_192;
/// How a rate is shown unless its cell has a percentage of its own.
const RATE_FORMAT: &str = "0.00%";

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
    /// The rules that wanted it.
    pub(super) rules: Vec<&'static str>,
    /// The findings that wanted it, by index; none where the change only follows from others.
    pub(super) findings: Vec<usize>,
}

/// Puts what is planned into its cells. The workbook is copied only if anything in it changes.
pub(super) fn carry_out<'a>(
    workbook: &'a Workbook,
    findings: &[Finding],
    plan: &BTreeMap<Place, CellPlan>,
) -> (Cow<'a, Workbook>, Vec<Change>) {
    let mut corrected = Cow::Borrowed(workbook);
    let mut rules: BTreeMap<Place, Vec<&'static str>> = BTreeMap::new();
    for (place, cell_plan) in plan {
        put(corrected.to_mut(), *place, cell_plan);
        let names = rules.entry(*place).or_default();
        for &index in &cell_plan.findings {
            let name = findings[index].rule.name;
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    for (place, cell, reason) in not_holdable(&corrected) {
        set(corrected.to_mut(), place, cell);
        rules.entry(place).or_default().push(reason);
    }
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        for &at in sheet.respelled.keys() {
            rules.entry((index, at)).or_default().push(STRUCTURED);
        }
    }
    for (place, value) in renewed(&corrected) {
        if let Some(cell) = corrected.to_mut().sheets.get_mut(place.0).and_then(|s| s.cells.get_mut(&place.1))
        {
            // A result that the file never had is filled in, not changed.
            if cell.value != Value::Empty {
                rules.entry(place).or_insert_with(|| vec![RENEWED]);
            }
            cell.value = value;
        }
    }
    let changes = rules
        .into_iter()
        .filter_map(|(place, rules)| change(workbook, &corrected, place, rules, plan))
        .collect();
    (corrected, changes)
}

/// What differs in a cell; `None` if nothing does.
fn change(
    before: &Workbook,
    after: &Workbook,
    place: Place,
    rules: Vec<&'static str>,
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
    Some(Change { place, before, after, is_formula, rules, findings })
}

/// Puts what a plan wants into its cell.
fn put(workbook: &mut Workbook, place: Place, plan: &CellPlan) {
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
        cell.style = numeric_style(workbook, cell.style, rate);
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

/// The style with a number format that shows a number (or rate) as one; a format that does is kept.
fn numeric_style(workbook: &mut Workbook, index: usize, rate: bool) -> usize {
    let style = workbook.styles.get(index).cloned().unwrap_or_default();
    let shows_percent = Shown::by(&style.number_format).percent;
    let format = if rate && !shows_percent {
        RATE_FORMAT
    } else if !rate && (style.number_format == "@" || shows_percent) {
        ""
    } else {
        return index;
    };
    let wanted = Style { number_format: format.to_owned(), ..style };
    if let Some(known) = workbook.styles.iter().position(|style| *style == wanted) {
        return known;
    }
    if workbook.styles.is_empty() {
        workbook.styles.push(Style::default());
    }
    workbook.styles.push(wanted);
    workbook.styles.len() - 1
}

/// Cells that no .xlsx file can hold as they are, with what comes nearest and the reason:
/// - formulas that refer to other workbooks or to tables that are not known, neither of which a corrected workbook has, so
///   that Excel would call the file damaged: the value that they last had, and where there is none the error that Excel
///   would give (a text in its place would be passed over by sums, which would come out as other amounts in silence);
/// - numbers that are none (NaN, infinity): Excel's own error for them;
/// - texts beyond Excel's length.
fn not_holdable(workbook: &Workbook) -> Vec<(Place, Cell, &'static str)> {
    let mut cells = Vec::new();
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        for (&at, cell) in &sheet.cells {
            if let Some(reason) = cell.formula.as_deref().and_then(refused) {
                let value = match &cell.value {
                    Value::Empty => Value::Error(CellError::Ref),
                    value => value.clone(),
                };
                let text = value.text().and_then(cut).map(Value::Text);
                let value = text.unwrap_or(value);
                cells.push(((index, at), Cell { value, formula: None, ..cell.clone() }, reason));
                for (at, cell) in filled_without_value(sheet, at) {
                    let value = Value::Error(CellError::Ref);
                    cells.push(((index, at), Cell { value, ..cell.clone() }, reason));
                }
                continue;
            }
            let nearest = match &cell.value {
                Value::Unrepresentable(number) if !number.is_finite() => Value::Error(CellError::Num),
                Value::Text(text) if text.len() > MAX_TEXT => match cut(text) {
                    Some(text) => Value::Text(text),
                    None => continue,
                },
                _ => continue,
            };
            cells.push(((index, at), Cell { value: nearest, ..cell.clone() }, LIMIT));
        }
    }
    cells
}

/// The other cells of the array formula in `first`, as far as it is not known what they show.
fn filled_without_value(sheet: &Sheet, first: CellRef) -> impl Iterator<Item = (CellRef, &Cell)> {
    let range = sheet.shared_array(first).filter(|range| range.first == first);
    let cells = range.into_iter().flat_map(|range| range.iter()).filter(move |at| *at != first);
    cells.filter_map(|at| Some((at, sheet.cell(at).filter(|cell| cell.value == Value::Empty)?)))
}

/// The text without what goes beyond Excel's length, if anything does. Excel counts UTF-16 units.
fn cut(text: &str) -> Option<String> {
    let mut units = 0;
    let beyond = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > MAX_TEXT
    });
    beyond.map(|(at, _)| text[..at].to_owned())
}

/// Why a formula cannot stand in a corrected workbook; `None` if it can.
fn refused(formula: &str) -> Option<&'static str> {
    if let Some(reason) = leads_outside(formula) {
        Some(reason)
    } else if formula.encode_utf16().count() > LONGEST_FORMULA {
        Some(LIMIT)
    } else {
        None
    }
}

/// Why a formula with brackets outside its texts leads out of the workbook: it names another (`[1]Sheet1!A1`,
/// `'D:\[x.xlsx]Sheet1'!A1`), or a table (`Table1[Amount]`), which stands right before its bracket.
fn leads_outside(formula: &str) -> Option<&'static str> {
    if !formula.contains('[') {
        return None;
    }
    let mut quote = None;
    let mut before = None;
    for (at, c) in formula.char_indices() {
        match c {
            '"' | '\'' if quote.is_none() => quote = Some(c),
            c if quote == Some(c) => quote = None,
            '[' if quote != Some('"') => {
                let after =
                    formula.get(at..).and_then(|rest| rest.split_once(']')).map_or("", |parts| parts.1);
                let of_table = quote.is_none()
                    && (before.is_some_and(|c: char| c.is_alphanumeric() || "_.\\?".contains(c))
                        || !after.starts_with(|c: char| c.is_alphanumeric() || "!_'".contains(c)));
                return Some(if of_table { STRUCTURED } else { EXTERNAL });
            }
            _ => {}
        }
        before = Some(c);
    }
    None
}

/// The results that formulas are to have where these differ from what they last had. All of them, whatever the findings
/// say: a result that merely follows from another fault has no finding of its own, and is wrong all the same.
fn renewed(after: &Workbook) -> Vec<(Place, Value)> {
    let has_formulas = after.sheets.iter().any(|s| s.cells.values().any(|c| c.formula.is_some()));
    if !has_formulas {
        return Vec::new();
    }
    let now = Evaluation::of(after);
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
