//! The sheet 校验意见: what was found, as a letter that goes back to the department.

use rust_xlsxwriter::utility::quote_sheet_name;
use rust_xlsxwriter::{Format, Url, Worksheet};

use super::CorrectError;
use super::fields::name_of_path;
use super::formats::Tint;
use super::list_formats as formats;
use super::print::{column, set_up_list};
use super::whereabouts::Whereabouts;
use crate::added_sheets::OPINION;
use crate::excerpt::first_of;
use crate::form::Form;
use crate::layout::wrapped_lines;
use crate::record::Severity;
use crate::rules::{Finding, Treatment};
use crate::strokes::Strokes;
use crate::workbook::{CellRange, CellRef, MAX_LINKS, Workbook};

/// Headings and their columns' widths in characters.
const COLUMNS: [(&str, f64); 8] = [
    ("序号", 6.0),
    ("级别", 9.0),
    ("工作表", 13.0),
    ("单元格", 9.0),
    ("字段", 22.0),
    ("问题说明", 60.0),
    ("处理", 10.0),
    ("规则", 18.0),
];
const LAST_COLUMN: u16 = 7;

/// What the sheet tells.
pub(super) struct Opinion<'a> {
    /// The input's name.
    pub(super) file: &'a str,
    /// The workbook as it came.
    pub(super) workbook: &'a Workbook,
    /// Its forms.
    pub(super) forms: &'a [Form],
    /// Where its findings are.
    pub(super) whereabouts: &'a Whereabouts<'a>,
    /// What was found.
    pub(super) findings: &'a [Finding],
    /// For each finding, whether its fix was applied.
    pub(super) applied: &'a [bool],
    /// The sheets' names in the output.
    pub(super) sheets: &'a [Option<String>],
    /// What could not be carried over, in words.
    pub(super) not_carried: Vec<String>,
}

impl Opinion<'_> {
    /// Writes the sheet.
    pub(super) fn write(&self, worksheet: &mut Worksheet) -> Result<(), CorrectError> {
        worksheet.set_name(OPINION)?;
        let mut page = Page { worksheet, row: 0 };
        let has_errors = self.asked().any(|(f, _)| f.severity == Severity::Error);
        let title = if has_errors {
            "预算绩效自评表退回修改意见"
        } else {
            "预算绩效自评表校验意见"
        };
        page.line(title, &formats::title(), 34.0)?;
        for form in self.forms {
            page.paragraph(&about(form), &formats::paragraph())?;
        }
        page.paragraph(&format!("文件：{}", self.file), &formats::paragraph())?;
        page.paragraph(&self.counts(), &formats::paragraph())?;
        page.paragraph(&self.conclusion(), &formats::conclusion())?;
        let head_row = page.row;
        self.table(&mut page)?;
        self.legend(&mut page)?;
        self.what_is_missing(&mut page)?;
        page.row += 1;
        page.paragraph(
            "审核人：　　　　　　　　　　联系电话：　　　　　　　　　　日期：　　　　年　　月　　日",
            &formats::paragraph(),
        )?;
        set_up_list(worksheet, head_row)
    }

    /// The findings that nobody has accepted, with whether they were mended.
    fn asked(&self) -> impl Iterator<Item = (&Finding, bool)> {
        self.findings.iter().zip(self.applied.iter().copied()).filter(|(f, _)| f.accepted.is_none())
    }

    /// How many findings of each level there are, and how many of them were mended.
    fn counts(&self) -> String {
        let count = |severity: Severity| {
            let of_level = || self.asked().filter(move |(f, _)| f.severity == severity);
            let corrected = of_level().filter(|(_, applied)| *applied).count();
            let name = severity.title();
            match (of_level().count(), corrected) {
                (all, 0) => format!("{name} {all} 处"),
                (all, corrected) => {
                    format!("{name} {all} 处（{} {corrected} 处）", Treatment::Mended.title())
                }
            }
        };
        let accepted = match self.findings.len() - self.asked().count() {
            0 => String::new(),
            accepted => format!("，{} {accepted} 处", Treatment::Accepted.title()),
        };
        format!(
            "校验结果：{}，{}，{}{accepted}",
            count(Severity::Error),
            count(Severity::Warning),
            count(Severity::Info)
        )
    }

    /// What follows for the department.
    fn conclusion(&self) -> String {
        let of_level = |severity| self.asked().filter(move |(f, _)| f.severity == severity).count();
        let open =
            |severity| self.asked().filter(move |(f, applied)| f.severity == severity && !applied).count();
        let (errors, warnings) = (of_level(Severity::Error), open(Severity::Warning));
        match (errors, open(Severity::Error), warnings) {
            (0, _, 0) if self.findings.is_empty() => "结论：通过，未发现问题".to_owned(),
            (0, _, 0) => "结论：通过".to_owned(),
            (0, _, warnings) => format!("结论：请核实 {warnings} 处，核实无误即可通过"),
            (errors, 0, _) => {
                format!("结论：退回修改：错误 {errors} 处，均已按表内数据修正，请核对后重新报送")
            }
            (errors, _, _) => format!("结论：退回修改：错误 {errors} 处，请于修改后重新报送"),
        }
    }

    fn table(&self, page: &mut Page<'_>) -> Result<(), CorrectError> {
        formats::write_headings(page.worksheet, page.row, &COLUMNS)?;
        page.row += 1;
        let mut order: Vec<usize> = (0..self.findings.len()).collect();
        order.sort_by_cached_key(|&i| {
            let finding = &self.findings[i];
            let sheet = self.whereabouts.sheet(&finding.sheet).unwrap_or(usize::MAX);
            (finding.severity, sheet, finding.cell, finding.rule.code)
        });
        let mut strokes = Strokes::default();
        let link = formats::link();
        for (number, index) in order.iter().enumerate() {
            self.row(page, number, *index, &link, &mut strokes)?;
        }
        for (CellRange { first, last }, look) in strokes.finish().1 {
            let format = look.format();
            page.worksheet.set_range_format(first.row, column(first)?, last.row, column(last)?, &format)?;
        }
        if self.findings.is_empty() {
            let word = formats::word();
            page.worksheet.merge_range(page.row, 0, page.row, LAST_COLUMN, "未发现问题", &word)?;
            page.worksheet.set_row_height(page.row, 21)?;
            page.row += 1;
        }
        Ok(())
    }

    /// One finding; how its cells are to look goes to `strokes`.
    fn row(
        &self,
        page: &mut Page<'_>,
        number: usize,
        index: usize,
        link: &Format,
        strokes: &mut Strokes<Look>,
    ) -> Result<(), CorrectError> {
        let finding = &self.findings[index];
        let sheet = self.whereabouts.sheet(&finding.sheet).and_then(|i| self.sheets.get(i)?.as_deref());
        let name = sheet.unwrap_or(&finding.sheet);
        let number_text = (number + 1).to_string();
        let address = finding.cell.map_or_else(|| "—".to_owned(), |cell| cell.to_string());
        let field = self.field(finding);
        let treatment = finding.treatment(self.applied.get(index).copied()).title();
        let message = finding.message_with_reason();
        let texts = [
            number_text.as_str(),
            finding.severity.title(),
            name,
            &address,
            &field,
            &message,
            treatment,
            finding.rule.name,
        ];
        let row = page.row;
        for (col, content) in (0_u16..).zip(texts) {
            let look = match (col, finding.cell, sheet) {
                // What a sheet has no links left for is plain text.
                (3, Some(cell), Some(sheet)) if number < MAX_LINKS => {
                    let target = format!("internal:{}!{cell}", quote_sheet_name(sheet));
                    let url = Url::new(target).set_text(&address);
                    page.worksheet.write_url_with_format(row, col, url, link)?;
                    Look::Link
                }
                _ => {
                    page.worksheet.write_string(row, col, content)?;
                    match col {
                        0 | 3 | 6 => Look::Word,
                        1 => Look::Level(finding.severity),
                        _ => Look::Text,
                    }
                }
            };
            strokes.push(CellRef::new(row, col.into()), look, false);
        }
        let height = formats::row_height(texts.into_iter().zip(COLUMNS.map(|c| c.1)));
        page.worksheet.set_row_height(row, height)?;
        page.row += 1;
        Ok(())
    }

    /// The words for a finding's field.
    fn field(&self, finding: &Finding) -> String {
        let Some(path) = finding.field else { return "—".to_owned() };
        self.whereabouts.form(finding).map_or_else(|| "—".to_owned(), |form| name_of_path(form, path))
    }

    /// What the colours in the forms mean.
    fn legend(&self, page: &mut Page<'_>) -> Result<(), CorrectError> {
        if self.findings.is_empty() {
            return Ok(());
        }
        page.row += 1;
        for (tint, words) in [
            (Tint::Corrected, "已修正的单元格：原值与依据见批注和“修改记录”"),
            (Tint::Open, "请修改或核实的单元格：说明见批注和上表"),
        ] {
            let row = page.row;
            page.worksheet.merge_range(row, 0, row, 1, "　", &formats::legend(tint))?;
            page.worksheet.write_string_with_format(row, 2, words, &formats::paragraph())?;
            page.worksheet.set_row_height(row, 19)?;
            page.row += 1;
        }
        Ok(())
    }

    /// What the corrected workbook lacks.
    fn what_is_missing(&self, page: &mut Page<'_>) -> Result<(), CorrectError> {
        let refused: Vec<String> = self
            .workbook
            .sheets
            .iter()
            .filter(|sheet| !sheet.refused_merges.is_empty())
            .map(|sheet| format!("未保留的合并单元格（{}）：{}", sheet.name, some_of(&sheet.refused_merges)))
            .collect();
        if refused.is_empty() && self.workbook.not_carried.is_empty() && self.not_carried.is_empty() {
            return Ok(());
        }
        page.row += 1;
        page.paragraph("未能保留的内容（请对照原文件）", &formats::conclusion())?;
        for words in refused.iter().chain(&self.workbook.not_carried).chain(&self.not_carried) {
            page.paragraph(words, &formats::paragraph())?;
        }
        Ok(())
    }
}

/// The first of many names, and how many there are.
pub(super) fn some_of(names: &[String]) -> String {
    const SHOWN: usize = 20;
    let shown = first_of(names, SHOWN);
    if names.len() > SHOWN { format!("{shown} 等共 {} 处", names.len()) } else { shown }
}

/// Whose form it is.
fn about(form: &Form) -> String {
    let text = |located: Option<&crate::form::Located<String>>| {
        located.and_then(|l| l.get()).map_or_else(|| "（未填）".to_owned(), |text| text.trim().to_owned())
    };
    let year =
        form.year.as_ref().and_then(|y| y.value).map_or_else(|| "（未填）".to_owned(), |y| y.to_string());
    let mut about = format!("部门：{}　　年度：{year}", text(form.department.as_ref()));
    if form.project.is_some() {
        about.push_str("　　项目：");
        about.push_str(&text(form.project.as_ref()));
    }
    about.push_str("　　工作表：");
    about.push_str(&form.sheet);
    about
}

/// How a cell of the table looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Look {
    Text,
    Word,
    Link,
    Level(Severity),
}

impl Look {
    fn format(self) -> Format {
        match self {
            Self::Text => formats::text(),
            Self::Word => formats::word(),
            Self::Link => formats::link(),
            Self::Level(severity) => formats::level(severity),
        }
    }
}

/// The sheet and the row that comes next.
struct Page<'a> {
    worksheet: &'a mut Worksheet,
    row: u32,
}

impl Page<'_> {
    /// A line over the whole width.
    fn line(&mut self, text: &str, format: &Format, height: f64) -> Result<(), CorrectError> {
        self.worksheet.merge_range(self.row, 0, self.row, LAST_COLUMN, text, format)?;
        self.worksheet.set_row_height(self.row, height)?;
        self.row += 1;
        Ok(())
    }

    /// A text over the whole width, on as many lines as it needs. One line runs over the empty cells beside it.
    fn paragraph(&mut self, text: &str, format: &Format) -> Result<(), CorrectError> {
        let text: String = text.chars().take(8_000).collect();
        let width: f64 = COLUMNS.iter().map(|column| column.1).sum();
        let lines = wrapped_lines(&text, width * 0.85);
        let height = formats::height_of(lines) + 2.0;
        if lines > 1 {
            return self.line(&text, &format.clone().set_text_wrap(), height);
        }
        self.worksheet.write_string_with_format(self.row, 0, text, format)?;
        self.worksheet.set_row_height(self.row, height)?;
        self.row += 1;
        Ok(())
    }
}
