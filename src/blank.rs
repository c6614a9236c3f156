//! Blank forms to fill in: the template's layout with Excel's own data validation, with prompts, and with everything
//! locked that is not to be filled in.

use std::collections::BTreeMap;

use crate::correct::{CorrectError, CorrectOptions, correct};
use crate::form::{FieldPath, FieldPlace, FundingColumn, IndicatorField, ListField, OwnField, TaskField};
use crate::formula::Evaluation;
use crate::record::FixSafety;
use crate::template::{BlankSize, InputKind, LaidOut, Templates, read_forms};
use crate::workbook::{CellRange, Condition, DefinedName, Notice, Restriction, Rgb, Sheet, Style, Value};

/// What a blank form offers and already says.
#[derive(Debug, Clone, Default)]
pub struct BlankOptions {
    /// Its lines for tasks and indicators.
    pub size: BlankSize,
    /// The year, where it is known.
    pub year: Option<i32>,
    /// The department that will fill it in, where it is known.
    pub department: Option<String>,
}

/// The fill of the cells to fill in.
const FILL: Rgb = 0x00EE_F5FB;
/// More than any budget, in 元: Excel wants an upper bound.
const MOST_MONEY: &str = "1000000000000000";
/// A form counts to a hundred points.
const MOST_POINTS: &str = "100";
/// Height in points of a row for texts of several lines.
const TEXT_ROW: f64 = 60.0;
/// Height in points of a row with an indicator.
const INDICATOR_ROW: f64 = 32.0;

/// Why there is no blank form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BlankError {
    /// None of the templates has that id.
    #[error("没有名为“{0}”的模板")]
    UnknownTemplate(String),
    /// No .xlsx file can hold it: a template of a great many columns.
    #[error(transparent)]
    Write(#[from] CorrectError),
}

/// A blank form of the template of that `id` as an .xlsx file. It is read with `templates`, as it will be when it comes
/// back.
///
/// # Errors
/// See [`BlankError`].
///
/// ```
/// use ziping::blank::{BlankError, BlankOptions, blank_form};
/// use ziping::template::Templates;
/// let templates = Templates::builtin();
/// let options = BlankOptions { year: Some(2024), department: Some("荔湾区信访局".to_owned()), ..BlankOptions::default() };
/// assert!(blank_form(&templates, "liwan-department-2021", &options).unwrap().starts_with(b"PK"));
/// let unknown = blank_form(&templates, "荔湾", &options);
/// assert_eq!(unknown, Err(BlankError::UnknownTemplate("荔湾".to_owned())));
/// ```
pub fn blank_form(templates: &Templates, id: &str, options: &BlankOptions) -> Result<Vec<u8>, BlankError> {
    let template = templates.get(id).ok_or_else(|| BlankError::UnknownTemplate(id.to_owned()))?;
    let mut laid = template.blank(options.size);
    say(&mut laid, OwnField::Department, options.department.clone());
    say(&mut laid, OwnField::Year, options.year.map(|year| format!("（{year}年度）")));
    let LaidOut { mut workbook, inputs, kinds } = laid;
    if let Some(sheet) = workbook.sheets.first_mut() {
        lock(sheet, &mut workbook.styles, &inputs, &kinds);
        for (path, range) in &inputs {
            if let Some(kind) = kinds.get(path).filter(|kind| **kind != InputKind::Formula) {
                sheet.restrictions.push(restriction(*path, *kind, *range, sheet, &inputs));
            }
            if let Some(height) = height(*path) {
                let rows = range.first.row..=range.last.row;
                rows.for_each(|row| {
                    sheet.row_heights.insert(row, height);
                });
            }
        }
        sheet.protected = true;
        // Nobody reads a page of blank lines without their headings.
        if let Some(row) = heading_row(&inputs) {
            let refers_to = format!("'{}'!${row}:${row}", sheet.name.replace('\'', "''"));
            let name = "_xlnm.Print_Titles".to_owned();
            workbook.defined_names.push(DefinedName { name, sheet: Some(0), refers_to });
        }
    }
    let evaluation = Evaluation::of(&workbook);
    let forms = read_forms(&workbook, &evaluation, templates);
    let options = CorrectOptions { apply: FixSafety::Safe, clean: true };
    Ok(correct(&template.name, &workbook, &evaluation, &forms, &[], &options)?.bytes)
}

/// The row of the headings over the indicators, as Excel counts.
fn heading_row(inputs: &BTreeMap<FieldPath, CellRange>) -> Option<u32> {
    let indicators = inputs.iter().filter(|(path, _)| path.is_of_indicator());
    // The row above, counted from one.
    indicators.map(|(_, range)| range.first.row).min().filter(|row| *row > 0)
}

/// Fills a field in beforehand.
fn say(laid: &mut LaidOut, field: OwnField, text: Option<String>) {
    let (Some(text), Some(range)) = (text, laid.inputs.get(&FieldPath::own(field))) else { return };
    if let Some(cell) = laid.workbook.sheets.first_mut().and_then(|sheet| sheet.cells.get_mut(&range.first)) {
        cell.value = Value::Text(text);
    }
}

/// Unlocks and fills the cells to fill in; all others are locked.
fn lock(
    sheet: &mut Sheet,
    styles: &mut Vec<Style>,
    inputs: &BTreeMap<FieldPath, CellRange>,
    kinds: &BTreeMap<FieldPath, InputKind>,
) {
    // For each look two more: locked, and to be filled in.
    let count = styles.len();
    let locked: Vec<Style> = styles.iter().map(|s| Style { unlocked: false, ..s.clone() }).collect();
    let open: Vec<Style> =
        styles.iter().map(|s| Style { unlocked: true, fill: Some(FILL), ..s.clone() }).collect();
    styles.extend(locked);
    styles.extend(open);
    for cell in sheet.cells.values_mut() {
        cell.style = cell.style.saturating_add(count);
    }
    let to_fill = inputs.iter().filter(|(path, _)| kinds.get(*path) != Some(&InputKind::Formula));
    for (_, range) in to_fill {
        for (_, cell) in
            sheet.cells.range_mut(range.first..=range.last).filter(|(at, _)| range.contains(**at))
        {
            cell.style = cell.style.saturating_add(count);
        }
    }
}

/// What a field takes: numbers between two bounds, one of several texts, or anything.
fn restriction(
    path: FieldPath,
    kind: InputKind,
    range: CellRange,
    sheet: &Sheet,
    inputs: &BTreeMap<FieldPath, CellRange>,
) -> Restriction {
    // Of a merged range Excel asks its first cell.
    let cell = range.first;
    let anything = || (Condition::Any, Vec::new());
    let number = |least: &str, greatest: String| (Condition::Decimal, vec![least.to_owned(), greatest]);
    let ((condition, formulas), prompt, refusal) = match kind {
        InputKind::Money if matches!(path.as_figure(), Some((_, FundingColumn::BudgetAdjustment))) => (
            number(&format!("-{MOST_MONEY}"), MOST_MONEY.to_owned()),
            "填数字，不写单位；调减填负数",
            "请填数字，不写单位和汉字；调减填负数",
        ),
        InputKind::Money => (
            number("0", MOST_MONEY.to_owned()),
            "填数字，不写单位；没有的填 0",
            "请填不小于 0 的数字，不写单位和汉字",
        ),
        InputKind::Number => {
            match path.weight_of_score().and_then(|weight| inputs.get(&weight)).map(|weight| weight.first) {
                Some(weight) => (
                    number("0", format!("IF({weight}=\"\",{MOST_POINTS},{weight})")),
                    "填得分，最高为该项分值",
                    "请填数字，不得高于分值",
                ),
                None => (number("0", MOST_POINTS.to_owned()), "填分数", "请填 0 至 100 的数字"),
            }
        }
        InputKind::Unit => {
            let own = sheet.value(cell).text().unwrap_or_default();
            let label = own.split('：').next().unwrap_or_default();
            let units = ["万元", "元"].map(|unit| format!("{label}：{unit}")).join(",");
            let quoted = format!("\"{}\"", units.replace('"', "\"\""));
            ((Condition::List, vec![quoted]), "全表金额的单位，从列表中选", "请从列表中选")
        }
        InputKind::Year => (anything(), "填四位数的年度，如（2024年度）", ""),
        InputKind::Text | InputKind::Formula => (anything(), prompt(path), ""),
    };
    let notice = |title: &str, text: &str| Notice { title: title.to_owned(), text: text.to_owned() };
    Restriction {
        ranges: vec![CellRange::single(cell)],
        condition,
        formulas,
        ignores_blank: true,
        prompt: Some(notice("", prompt)),
        refusal: (!refusal.is_empty()).then(|| notice("请重新填写", refusal)),
        ..Restriction::default()
    }
}

/// What to write into a text field.
fn prompt(path: FieldPath) -> &'static str {
    const OTHERWISE: &str = "请填写";
    match path.place() {
        FieldPlace::Own(field) => match field {
            OwnField::Department => "填单位全称",
            OwnField::Expected => "照年初批复或公开的目标填写",
            OwnField::Achieved => "逐项说明目标的完成情况",
            OwnField::Problems => "写明具体问题；没有的填“无”",
            OwnField::Measures => "写明对应的措施；没有的填“无”",
            _ => OTHERWISE,
        },
        FieldPlace::InList(_, ListField::Task(TaskField::Name)) => "填任务名称；用不到的行清空",
        FieldPlace::InList(_, ListField::Indicator(field)) => match field {
            IndicatorField::Name => "填指标名称；用不到的行留空",
            IndicatorField::Definition => "写明计算公式，或指标包含的内容",
            IndicatorField::TargetComparator => "填 ≥、≤、＝ 或“定性”",
            IndicatorField::TargetUnit => "填计量单位，如 %、人次、天",
            IndicatorField::Target => "填可以衡量的值，连同单位，如 ≥95%、120人次",
            IndicatorField::Actual => "填实际完成的数，单位与预期值一致；不要重复“≥95%”这样的目标",
            IndicatorField::DeviationReason => "没有完成或远超目标的，说明原因",
            _ => OTHERWISE,
        },
        _ => OTHERWISE,
    }
}

/// The height of the rows of a field, in points; `None` for a single line.
fn height(path: FieldPath) -> Option<f64> {
    use OwnField::{Achieved, Expected, Measures, Problems};
    match path.place() {
        FieldPlace::Own(Expected | Achieved | Problems | Measures) => Some(TEXT_ROW),
        FieldPlace::InList(_, ListField::Indicator(_)) => Some(INDICATOR_ROW),
        _ => None,
    }
}
