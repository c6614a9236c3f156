//! Workbooks and folders for the tests, and the program itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use calamine::{Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Format, Formula, Workbook};
use serde_json::Value;

/// The program.
pub(crate) fn ziping() -> Command {
    let mut command = Command::cargo_bin("ziping").unwrap();
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env("COLUMNS", "100");
    command
}

/// A department's form with one source of funds, one task and one indicator. All in order as it is; tests spoil it.
pub(crate) struct Form {
    pub(crate) department: &'static str,
    pub(crate) actual_expenditure: &'static str,
    pub(crate) problems: &'static str,
    pub(crate) target: &'static str,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            department: "荔湾区信访局",
            actual_expenditure: "822.26",
            problems: "目标设定不够精细。",
            target: "≥90%",
        }
    }
}

impl Form {
    /// The form of another department.
    pub(crate) fn of(department: &'static str) -> Self {
        Self { department, ..Self::default() }
    }

    /// Without problems (存在问题), which must be stated: a finding at error level that nothing mends.
    pub(crate) fn incomplete(self) -> Self {
        Self { problems: "", ..self }
    }

    /// Writes it to `path`, with the folders it needs.
    pub(crate) fn save(&self, path: &Path) {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, self.bytes()).unwrap();
    }

    fn bytes(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let percent = Format::new().set_num_format("0.00%");
        let texts = [
            ("A1", "荔湾区部门整体支出绩效自评表"),
            ("A2", "（2021年度）"),
            ("A3", "部门名称"),
            ("B3", self.department),
            ("H3", "单位：万元"),
            ("A4", "部门资金情况"),
            ("B4", "资金来源"),
            ("C4", "整体支出年初预算数"),
            ("D4", "整体支出预算调整数"),
            ("E4", "整体年度实际支出数"),
            ("G4", "预算完成率"),
            ("H4", "预算调整率"),
            ("B5", "合计"),
            ("B6", "一般公共预算"),
            ("A7", "年度目标"),
            ("B7", "部门整体支出的预期目标"),
            ("E7", "部门整体支出的目标完成情况"),
            ("B8", "做好信访工作，维护正常秩序。"),
            ("E8", "信访工作有序开展，秩序正常。"),
            ("A9", "主要任务"),
            ("B9", "年初预期目标"),
            ("C9", "目标完成情况"),
            ("D9", "关键指标"),
            ("E9", "计算公式或指标内容"),
            ("F9", "预期实现值"),
            ("G9", "指标完成情况"),
            ("H9", "任务涉及资金"),
            ("A10", "任务1"),
            ("B10", "保障接待大厅正常运行。"),
            ("C10", "接待大厅运行正常。"),
            ("D10", "案件按期办结率"),
            ("E10", "按期办结宗数除以受理宗数"),
            ("F10", self.target),
            ("G10", "95%"),
            ("A11", "存在问题"),
            ("B11", self.problems),
            ("A12", "改进措施"),
            ("B12", "完善评价标准，细化目标。"),
        ];
        for (cell, text) in texts {
            if !text.is_empty() {
                let (row, column) = at(cell);
                sheet.write_string(row, column, text).unwrap();
            }
        }
        for (first, last) in [
            ("A1", "H1"),
            ("A2", "H2"),
            ("B3", "E3"),
            ("A4", "A6"),
            ("A7", "A8"),
            ("B7", "D7"),
            ("E7", "H7"),
            ("B8", "D8"),
            ("E8", "H8"),
            ("B11", "H11"),
            ("B12", "H12"),
        ] {
            let (top, left) = at(first);
            let (bottom, right) = at(last);
            let text = texts.iter().find(|(cell, _)| *cell == first).map_or("", |(_, text)| text);
            sheet.merge_range(top, left, bottom, right, text, &Format::new()).unwrap();
        }
        let actual: f64 = self.actual_expenditure.parse().unwrap();
        for row in [4, 5] {
            sheet.write_number(row, 2, 843.65).unwrap();
            sheet.write_number(row, 3, 106.87).unwrap();
            sheet.write_number(row, 4, actual).unwrap();
            let number = row + 1;
            let rate = |formula: String, value: f64| Formula::new(formula).set_result(value.to_string());
            let completion = rate(format!("=E{number}/(C{number}+D{number})"), actual / 950.52);
            sheet.write_formula_with_format(row, 6, completion, &percent).unwrap();
            let adjustment = rate(format!("=ABS(D{number})/C{number}"), 106.87 / 843.65);
            sheet.write_formula_with_format(row, 7, adjustment, &percent).unwrap();
        }
        sheet.write_number(9, 7, 60.4).unwrap();
        workbook.save_to_buffer().unwrap()
    }
}

fn at(cell: &str) -> (u32, u16) {
    let column = u16::from(cell.as_bytes()[0] - b'A');
    (cell[1..].parse::<u32>().unwrap() - 1, column)
}

/// A workbook of one sheet from lines of cells: a number, a text (`'75` is one too), or a formula with its cached result
/// (`=SUM(E6:E7) → 90`).
pub(crate) fn save_lines(lines: &[impl AsRef<str>], path: &Path) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0_u32..).zip(lines) {
        for (column, cell) in (0_u16..).zip(line.as_ref().split('|').map(str::trim)) {
            let number = cell.parse::<f64>();
            match (cell.split_once(" → "), number) {
                _ if cell.is_empty() => continue,
                (Some((formula, result)), _) => {
                    sheet.write_formula(row, column, Formula::new(formula).set_result(result))
                }
                (None, Ok(number)) => sheet.write_number(row, column, number),
                (None, Err(_)) => sheet.write_string(row, column, cell.trim_start_matches('\'')),
            }
            .unwrap();
        }
    }
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    workbook.save(path).unwrap();
}

/// The forms of what `export` tells, each a line.
pub(crate) fn exported(path: impl AsRef<std::ffi::OsStr>) -> Vec<Value> {
    let output = ziping().arg("export").arg(path).output().unwrap().stdout;
    String::from_utf8(output).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A table of a summary: each row below its headings by these.
pub(crate) fn table(path: &Path, sheet: &str) -> Vec<BTreeMap<String, String>> {
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    let range = workbook.worksheet_range(sheet).unwrap();
    let mut rows = range.rows().skip_while(|row| row[0] != "序号");
    let headings: Vec<String> = rows.next().unwrap().iter().map(ToString::to_string).collect();
    rows.map(|row| headings.iter().cloned().zip(row.iter().map(ToString::to_string)).collect()).collect()
}

/// A folder that goes away with the test.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, inner: &str) -> PathBuf {
        self.0.path().join(inner)
    }

    /// Writes anything that is no form.
    pub(crate) fn file(&self, inner: &str, content: &[u8]) -> PathBuf {
        let path = self.path(inner);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    /// All files below `inner`, by their paths with `/`, with their content.
    pub(crate) fn all(&self, inner: &str) -> Vec<(String, Vec<u8>)> {
        let root = self.path(inner);
        let entries = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().map(Result::unwrap);
        entries
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let name = entry.path().strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                (name, std::fs::read(entry.path()).unwrap())
            })
            .collect()
    }

    /// The names of [`Folder::all`].
    pub(crate) fn names(&self, inner: &str) -> Vec<String> {
        self.all(inner).into_iter().map(|(name, _)| name).collect()
    }
}

/// What the forms of a folder say, without what belongs to their files.
pub(crate) fn said(path: impl AsRef<std::ffi::OsStr>) -> Vec<Value> {
    let mut forms: Vec<Value> = exported(path)
        .into_iter()
        .map(|mut form| {
            let object = form.as_object_mut().unwrap();
            for key in ["file", "sheet", "cells", "unmapped", "modified", "findings"] {
                object.remove(key);
            }
            form
        })
        .collect();
    forms.sort_by_key(Value::to_string);
    forms
}
