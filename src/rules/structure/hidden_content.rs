//! `hidden-content`

use std::collections::{BTreeMap, BTreeSet};

use crate::excerpt::in_one_line;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};
use crate::workbook::{Cell, CellRef, Sheet, Value};

use super::QUOTED;

declare_rule! {
    /// ## 检查什么
    ///
    /// 隐藏的行、列里有内容，或者隐藏的工作表里有数字。相连的几行（列）提示一次，提示在第一个有内容的单元格。
    ///
    /// ## 为什么
    ///
    /// 隐藏的行看不见，公式却会算进去，公开时别人也能展开；多是从模板或上年的表里带来的旧内容。
    ///
    /// ## 例子
    ///
    /// 第 8 行被隐藏，B8 写着“政府性基金预算”：
    ///
    /// > B8　隐藏的第 8 行有内容“政府性基金预算”，自评表不应有隐藏内容，请取消隐藏并核实，不需要的请删除
    ///
    /// ## 修正
    ///
    /// 不修正，隐藏的行列在修正表中仍然隐藏。
    "hidden-content" {
        code: "S103",
        title: "隐藏的行、列或工作表有内容",
        level: Warning,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let mut findings = on_the_form(context);
    // Sheets without a form are told of once, with the workbook's first form.
    if context.index() == 0 {
        findings.extend(on_other_sheets(context));
    }
    findings
}

/// Hidden rows and columns of the form's sheet, or the sheet itself.
fn on_the_form(context: &FormContext<'_>) -> Vec<Finding> {
    let sheet = context.sheet();
    let own_contents = || context.own_cells().filter(|(_, cell)| has_content(cell));
    if sheet.hidden {
        let first = own_contents().map(|(at, _)| at).next();
        let message = "自评表所在的工作表是隐藏的，应取消隐藏，请核实是否为要报送的表";
        return first.map(|at| Finding::new(&RULE, &sheet.name, message).at(at)).into_iter().collect();
    }
    if sheet.hidden_rows.is_empty() && sheet.hidden_columns.is_empty() {
        return Vec::new();
    }
    let hidden = Hidden::of(sheet);
    let mut told = BTreeSet::new();
    let mut findings = Vec::new();
    for (at, _) in own_contents() {
        let Some(block) = hidden.block(at) else { continue };
        if !hidden.lets_through(sheet, at) && told.insert(block) {
            let shown = context.shown(at);
            let message = format!(
                "隐藏的{block}有内容“{}”，自评表不应有隐藏内容，请取消隐藏并核实，不需要的请删除",
                in_one_line(&shown, QUOTED)
            );
            findings.push(Finding::new(&RULE, &sheet.name, message).at(at).actual(shown));
        }
    }
    findings
}

/// Hidden sheets that hold figures. (Lists of words for choosing from are often kept on hidden sheets, and rightly.)
fn on_other_sheets(context: &FormContext<'_>) -> Vec<Finding> {
    let sheets = context.workbook.sheets.iter().enumerate();
    sheets
        .filter(|(index, sheet)| sheet.hidden && !context.has_form(*index))
        .filter_map(|(_, sheet)| {
            let (&at, _) = sheet.cells.iter().find(|(_, cell)| matches!(cell.value, Value::Number(_)))?;
            let message = format!(
                "隐藏的工作表“{}”有数字，报送的工作簿不应有隐藏内容，请取消隐藏并核实，不需要的请删除",
                sheet.name
            );
            Some(Finding::new(&RULE, &sheet.name, message).at(at))
        })
        .collect()
}

fn has_content(cell: &Cell) -> bool {
    cell.formula.is_some() || !cell.value.is_blank()
}

/// Hidden rows or columns that lie side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Block {
    Rows(u32, u32),
    Columns(u32, u32),
}

/// A sheet's hidden rows and columns, each run of them by its first, with its last.
struct Hidden {
    rows: BTreeMap<u32, u32>,
    columns: BTreeMap<u32, u32>,
}

impl Hidden {
    fn of(sheet: &Sheet) -> Self {
        Self { rows: runs(&sheet.hidden_rows), columns: runs(&sheet.hidden_columns) }
    }

    /// Whether a cell's text shows all the same, because its merged range reaches rows and columns that are not hidden.
    fn lets_through(&self, sheet: &Sheet, at: CellRef) -> bool {
        // None of the range's lines is seen where one run holds them all.
        let seen = |runs, first, last| run_around(runs, first).is_none_or(|(_, end)| end < last);
        sheet.merge_at(at).is_some_and(|merge| {
            seen(&self.rows, merge.first.row, merge.last.row)
                && seen(&self.columns, merge.first.col, merge.last.col)
        })
    }

    /// The hidden rows, or else the hidden columns, that a cell lies in.
    fn block(&self, at: CellRef) -> Option<Block> {
        let rows = run_around(&self.rows, at.row).map(|(first, last)| Block::Rows(first, last));
        rows.or_else(|| run_around(&self.columns, at.col).map(|(first, last)| Block::Columns(first, last)))
    }
}

impl std::fmt::Display for Block {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Self::Rows(first, last) if first == last => write!(f, "第 {} 行", u64::from(first) + 1),
            Self::Rows(first, last) => write!(f, "第 {} 至 {} 行", u64::from(first) + 1, u64::from(last) + 1),
            Self::Columns(first, last) if first == last => {
                write!(f, " {} 列", CellRef::column_letters(first))
            }
            Self::Columns(first, last) => {
                write!(f, " {} 至 {} 列", CellRef::column_letters(first), CellRef::column_letters(last))
            }
        }
    }
}

/// Lines that lie side by side: the first of each run, with its last.
fn runs(lines: &BTreeSet<u32>) -> BTreeMap<u32, u32> {
    let mut runs: BTreeMap<u32, u32> = BTreeMap::new();
    for &line in lines {
        match runs.last_entry() {
            Some(mut run) if run.get().checked_add(1) == Some(line) => *run.get_mut() = line,
            _ => {
                runs.insert(line, line);
            }
        }
    }
    runs
}

/// The run that `line` is part of.
fn run_around(runs: &BTreeMap<u32, u32>, line: u32) -> Option<(u32, u32)> {
    runs.range(..=line).next_back().map(|(&first, &last)| (first, last)).filter(|(_, last)| line <= *last)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Desk, range, text};
    use crate::workbook::{Sheet, Value};

    #[test]
    fn a_hidden_row_is_told_at_its_first_content() {
        let mut desk = Desk::clean();
        desk.workbook.sheets[0].hidden_rows.insert(4);
        assert_eq!(
            desk.lines("hidden-content"),
            ["B5 隐藏的第 5 行有内容“一般公共预算”，自评表不应有隐藏内容，请取消隐藏并核实，不需要的请删除"]
        );
    }

    #[test]
    fn hidden_rows_side_by_side_are_told_once() {
        let mut desk = Desk::clean();
        desk.workbook.sheets[0].hidden_rows.extend([3, 4, 9]);
        let lines = desk.lines("hidden-content");
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].starts_with("B4 隐藏的第 4 至 5 行有内容“合计”"), "{lines:?}");
        assert!(lines[1].starts_with("D10 隐藏的第 10 行有内容“档案完好率”"), "{lines:?}");
    }

    #[test]
    fn a_hidden_column_is_told() {
        let mut desk = Desk::clean();
        desk.put("J6", Value::Number(5.into())).workbook.sheets[0].hidden_columns.insert(9);
        assert!(desk.lines("hidden-content")[0].starts_with("J6 隐藏的 J 列有内容“5”"));
    }

    #[test]
    fn hidden_rows_without_content_are_fine() {
        let mut desk = Desk::clean();
        desk.put("C6", text(" ")).workbook.sheets[0].hidden_rows.extend([5, 20, 21]);
        assert!(desk.lines("hidden-content").is_empty());
    }

    #[test]
    fn a_merged_text_that_still_shows_is_not_hidden() {
        let mut desk = Desk::clean();
        desk.workbook.sheets[0].hidden_rows.insert(11);
        desk.workbook.sheets[0].merges = [range("A12:A13"), range("B12:H13")].into_iter().collect();
        desk.workbook.sheets[0].cells.retain(|at, _| at.row != 12);
        assert!(desk.lines("hidden-content").is_empty());
    }

    #[test]
    fn a_hidden_sheet_with_figures_is_told_and_one_with_words_is_not() {
        let mut desk = Desk::clean();
        for (name, value) in [("上年数", Value::Number(7.into())), ("选项", text("定性"))] {
            let mut sheet = Sheet { name: name.to_owned(), hidden: true, ..Sheet::default() };
            let cell = crate::workbook::Cell { value, ..Default::default() };
            sheet.cells.insert("C3".parse().unwrap(), cell);
            desk.workbook.sheets.push(sheet);
        }
        let found = desk.findings("hidden-content");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].sheet, "上年数");
    }

    #[test]
    fn a_form_on_a_hidden_sheet_is_told_once() {
        let mut desk = Desk::clean();
        desk.workbook.sheets[0].hidden = true;
        assert_eq!(desk.lines("hidden-content").len(), 1);
    }

    #[test]
    fn a_form_that_hides_nothing_is_fine() {
        assert!(Desk::clean().lines("hidden-content").is_empty());
    }
}
