//! Corrected workbooks: the department's own cells where they are, put in order, with what was mended shown.
//!
//! `edits` decides which fixes apply, `carry_out` puts them into a copy of the workbook, with what comes nearest to
//! what no file can hold (`holdable`), and renews what follows from them, and `sheet_writer` writes the copy;
//! `opinion` and `changes` tell people what was done.

mod borders;
mod carry_out;
mod changes;
mod constants;
mod edits;
mod escapes;
mod fields;
mod formats;
mod holdable;
mod list_formats;
mod measure;
mod names;
mod notes;
mod opinion;
mod outlines;
mod page;
mod print;
mod restrictions;
mod rich_text;
mod sheet_look;
mod sheet_writer;
mod shown;
mod whereabouts;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Workbook as Output, Worksheet, XlsxError};

use self::carry_out::{Change, Why};
use self::formats::Formats;
use self::opinion::{Opinion, some_of};
use self::sheet_writer::SheetWriter;
use self::whereabouts::Whereabouts;
use crate::form::Form;
use crate::formula::Evaluation;
use crate::record::FixSafety;
use crate::rules::Finding;
use crate::unwritable;
use crate::workbook::{Properties, Style, View, Workbook};

/// How to correct.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CorrectOptions {
    /// Which fixes to apply: `Safe`, or `Suggested` for both kinds.
    pub apply: FixSafety,
    /// Without highlights, notes and the two added sheets, for publication.
    pub clean: bool,
}

impl Default for CorrectOptions {
    fn default() -> Self {
        Self { apply: FixSafety::Safe, clean: false }
    }
}

/// A corrected workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// The .xlsx file.
    pub bytes: Vec<u8>,
    /// For each finding, whether its fix was applied.
    pub applied: Vec<bool>,
}

/// A workbook could not be written: a corrected one, or one that was laid out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CorrectError {
    /// It has something that no .xlsx file can hold.
    #[error("无法写成 Excel 工作簿：{0}")]
    Write(String),
}

impl From<XlsxError> for CorrectError {
    fn from(error: XlsxError) -> Self {
        Self::Write(unwritable::why(&error))
    }
}

/// For each of a workbook's findings, whether correcting it applies its fix.
pub fn applied(findings: &[Finding], options: CorrectOptions) -> Vec<bool> {
    edits::plan(findings, options.apply).applied
}

/// Corrects a workbook, of which `evaluation`, `forms` and `findings` are. `file` is the name that its 校验意见 gives it.
///
/// The same inputs give the same bytes.
///
/// # Errors
/// [`CorrectError::Write`] where the result would be no workbook.
pub fn correct(
    file: &str,
    workbook: &Workbook,
    evaluation: &Evaluation,
    forms: &[Form],
    findings: &[Finding],
    options: &CorrectOptions,
) -> Result<Corrected, CorrectError> {
    let plan = edits::plan(findings, options.apply);
    let whereabouts = Whereabouts::of(workbook, forms);
    let cells = plan.cells_of(workbook, &whereabouts);
    let (corrected, changes) = carry_out::carry_out(workbook, evaluation, findings, &cells);
    let marks = if options.clean {
        BTreeMap::new()
    } else {
        notes::marks(&whereabouts, findings, &plan.applied, &changes)
    };

    let mut output = new_output(workbook)?;
    let sheets = names::sheet_names(workbook);
    let mut writer = SheetWriter {
        workbook: &corrected,
        forms,
        marks: &marks,
        formats: Formats::default(),
        has_constants: false,
        merged_cells: 0,
        table_cells: 0,
        hidden_beyond: 0,
        refused_merges: Vec::new(),
        refused_restrictions: Vec::new(),
        not_printed: Vec::new(),
        cut_off: Vec::new(),
    };
    let any_visible = write_sheets(&mut output, &mut writer, &sheets)?;
    let has_constants = writer.has_constants;

    let (defined, refused_names) = names::defined_names(&workbook.defined_names, &sheets);
    for (name, refers_to) in &defined {
        output.define_name(name, refers_to)?;
    }
    if options.clean {
        if !any_visible && let Some(first) = output.worksheets_mut().first_mut() {
            first.set_hidden(false).set_very_hidden(false);
        }
    } else {
        let mut not_carried = not_carried(workbook, &sheets, &writer, &refused_names);
        not_carried.extend(table_references(workbook, &changes));
        let opinion = Opinion {
            file,
            workbook,
            forms,
            whereabouts: &whereabouts,
            findings,
            applied: &plan.applied,
            sheets: &sheets,
            not_carried,
        };
        let worksheet = output.add_worksheet();
        opinion.write(worksheet)?;
        if !any_visible {
            worksheet.set_active(true).set_first_tab(true);
        }
        changes::write(changes::new_sheet(&mut output, changes.len())?, &sheets, forms, &changes)?;
    }
    let mut bytes = output.save_to_buffer()?;
    if has_constants {
        bytes = constants::restore(&bytes)?;
    }
    Ok(Corrected { bytes, applied: plan.applied })
}

/// Writes the department's own sheets; whether any of them can be seen.
fn write_sheets(
    output: &mut Output,
    writer: &mut SheetWriter<'_>,
    names: &[Option<String>],
) -> Result<bool, CorrectError> {
    let mut any_visible = false;
    for (index, (sheet, name)) in writer.workbook.sheets.iter().zip(names).enumerate() {
        let Some(name) = name else { continue };
        let worksheet = output.add_worksheet();
        worksheet.set_name(name)?;
        show_as(worksheet, sheet.view);
        if sheet.hidden && sheet.view.very_hidden {
            worksheet.set_very_hidden(true);
        } else if sheet.hidden {
            worksheet.set_hidden(true);
        } else if !any_visible {
            worksheet.set_active(true).set_first_tab(true);
            any_visible = true;
        }
        writer.write(index, worksheet)?;
    }
    Ok(any_visible)
}

/// Shows a sheet as it was shown.
fn show_as(worksheet: &mut Worksheet, view: View) {
    if let Some(color) = view.tab_color {
        worksheet.set_tab_color(Color::RGB(color & 0x00FF_FFFF));
    }
    if view.zoom > 0 {
        worksheet.set_zoom(view.zoom.clamp(10, 400));
    }
    worksheet.set_screen_gridlines(!view.hides_gridlines);
    worksheet.set_hidden_zeroes(view.hides_zeros);
    worksheet.set_right_to_left(view.right_to_left);
}

/// What the corrected workbook lacks or shows otherwise, beyond what the reader found, in words.
fn not_carried(
    workbook: &Workbook,
    names: &[Option<String>],
    writer: &SheetWriter<'_>,
    refused_names: &[String],
) -> Vec<String> {
    let renamed = workbook.sheets.iter().zip(names).filter_map(|(sheet, name)| {
        let name = name.as_ref().filter(|name| **name != sheet.name)?;
        Some(format!("工作表名称“{}”不合 Excel 规则，改为“{name}”", sheet.name))
    });
    let some =
        |words: &str, names: &[String]| (!names.is_empty()).then(|| format!("{words}：{}", some_of(names)));
    renamed
        .chain(some("未保留的合并单元格", &writer.refused_merges))
        .chain(some("未保留的数据验证", &writer.refused_restrictions))
        .chain(some("未保留的名称", refused_names))
        .chain(writer.not_printed.iter().cloned())
        .chain(some("文字过长，单元格内无法全部显示（内容未删减）", &writer.cut_off))
        .collect()
}

/// The formulas that name a table, in words: those put as references to its cells, and those that could not be.
fn table_references(workbook: &Workbook, changes: &[Change]) -> Vec<String> {
    let named = changes.iter().filter(|change| change.reasons.contains(&Why::TableReference));
    let (respelled, lost): (Vec<&Change>, Vec<&Change>) = named.partition(|change| change.is_formula);
    let told = |words: &str, changes: &[&Change]| {
        let place = |change: &&Change| {
            let sheet = workbook.sheets.get(change.place.0)?;
            Some(format!("{}!{}", sheet.name, change.place.1))
        };
        let places: Vec<String> = changes.iter().filter_map(place).collect();
        (!places.is_empty()).then(|| format!("{words}：{}", some_of(&places)))
    };
    [
        told("公式中的表格引用（改为同样的单元格区域）", &respelled),
        told("含无法换算的表格引用的公式（改为上次的结果，没有结果的为 #REF!，请补填）", &lost),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// An empty output with the workbook's default font and, so that nothing depends on the clock, its own time.
fn new_output(workbook: &Workbook) -> Result<Output, CorrectError> {
    let mut output = Output::new();
    // Forms are small, and most of what packing them costs is spent on the last tenth of their size.
    output.set_zip_compression_level(1);
    let plain = Style::default();
    // A digit of 宋体 11 is 8 pixels wide, a row of it 18 pixels high.
    output.set_default_format(&formats::default_format(workbook.styles.first().unwrap_or(&plain)), 18, 72)?;
    let time = match workbook.modified.and_then(excel_time) {
        Some(time) => time,
        None => ExcelDateTime::from_ymd(2000, 1, 1)?,
    };
    output.set_properties(&properties(workbook.properties.as_deref()).set_creation_datetime(&time));
    Ok(output)
}

/// A time as Excel counts it, in UTC; `None` for one that it does not know.
fn excel_time(time: Timestamp) -> Option<ExcelDateTime> {
    let time = TimeZone::UTC.to_datetime(time);
    let part = |part: i8| u8::try_from(part).ok();
    let date =
        ExcelDateTime::from_ymd(u16::try_from(time.year()).ok()?, part(time.month())?, part(time.day())?);
    let seconds = f64::from(time.second()) + f64::from(time.subsec_nanosecond()) / 1e9;
    date.ok()?.and_hms(u16::try_from(time.hour()).ok()?, part(time.minute())?, seconds).ok()
}

/// What the department's workbook says of itself; its author is the program only where it names none.
fn properties(own: Option<&Properties>) -> DocProperties {
    let Some(own) = own else { return DocProperties::new().set_author("自评") };
    DocProperties::new()
        .set_author(if own.author.is_empty() { "自评" } else { &own.author })
        .set_title(&own.title)
        .set_subject(&own.subject)
        .set_keywords(&own.keywords)
        .set_category(&own.category)
        .set_comment(&own.comments)
}
