//! Forms of a size that nobody fills in by hand. What a rule does for each cell it must not do for each pair of cells:
//! every test here once took minutes, or all the memory that there was.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;

use ziping::form::{FieldPath, FormList, FundingColumn};
use ziping::formula::Evaluation;
use ziping::rules::{Finding, FormContext, check_form};
use ziping::settings::Settings;
use ziping::template::{Templates, read_forms};
use ziping::workbook::{Cell, CellRef, Limits, Merges, Value, Workbook, read};

/// The published form, whose funding table has its one row of money in row 6.
fn published() -> Workbook {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/liwan-2021/01_信访局.xlsx");
    read(&std::fs::read(path).unwrap(), &Limits::default()).unwrap()
}

fn findings(workbook: &Workbook) -> Vec<Finding> {
    let (evaluation, settings) = (Evaluation::of(workbook), Settings::default());
    let forms = read_forms(workbook, &evaluation, &Templates::builtin());
    let each = FormContext::each(workbook, &evaluation, &forms, &settings);
    each.flat_map(|context| check_form(&context)).collect()
}

fn count(findings: &[Finding], rule: &str) -> usize {
    findings.iter().filter(|finding| finding.rule.name == rule).count()
}

fn formula(text: String) -> Cell {
    Cell { formula: Some(text), ..Cell::default() }
}

fn text(text: &str) -> Cell {
    Cell { value: Value::Text(text.into()), ..Cell::default() }
}

/// The cells of row `from` once more in row `to`, with their formulas about that row.
fn copied(row: &[(CellRef, Cell)], from: u32, to: u32) -> Vec<(CellRef, Cell)> {
    let renamed = |formula: &String| formula.replace(&(from + 1).to_string(), &(to + 1).to_string());
    let moved = |(at, cell): &(CellRef, Cell)| {
        (CellRef::new(to, at.col), Cell { formula: cell.formula.as_ref().map(renamed), ..cell.clone() })
    };
    row.iter().map(moved).collect()
}

/// The published form with three thousand more rows of money under its own.
fn with_three_thousand_rows_of_money() -> Workbook {
    let mut workbook = published();
    let all = std::mem::take(&mut workbook.sheets[0].cells);
    workbook.sheets[0].merges = Merges::default();
    let money: Vec<_> = all.iter().filter(|(at, _)| at.row == 5).map(|(at, c)| (*at, c.clone())).collect();
    let cells = &mut workbook.sheets[0].cells;
    for (at, cell) in all {
        let down = if at.row > 5 { 3_000 } else { 0 };
        cells.insert(CellRef::new(at.row + down, at.col), cell);
    }
    for row in 6..3_006 {
        cells.extend(copied(&money, 5, row));
    }
    workbook
}

#[test]
fn three_hundred_forms_under_each_other_have_the_findings_of_three_hundred_forms() {
    let mut workbook = published();
    let one = std::mem::take(&mut workbook.sheets[0].cells);
    let merges = std::mem::take(&mut workbook.sheets[0].merges);
    assert!(!merges.is_empty());
    let values: BTreeMap<CellRef, Cell> =
        one.into_iter().map(|(at, cell)| (at, Cell { formula: None, ..cell })).collect();
    workbook.sheets[0].cells = values.clone();
    let of_one = count(&findings(&workbook), "indicator-echo");
    assert!(of_one > 0);
    workbook.sheets[0].cells.clear();
    for form in 0..300 {
        let down = |at: &CellRef| CellRef::new(at.row + 25 * form, at.col);
        workbook.sheets[0].cells.extend(values.iter().map(|(at, cell)| (down(at), cell.clone())));
    }
    let found = findings(&workbook);
    assert_eq!(count(&found, "indicator-echo"), 300 * of_one);
}

#[test]
fn a_funding_table_of_three_thousand_rows() {
    let workbook = with_three_thousand_rows_of_money();
    // The total over row 6 alone leaves out all the others.
    assert!(count(&findings(&workbook), "total-range-short") > 0);
}

#[test]
fn more_formulas_than_are_judged_are_one_finding() {
    let mut workbook = published();
    for row in 0..70_000 {
        for col in 9..12 {
            let cell = formula(format!("A{}+1", row + 1));
            workbook.sheets[0].cells.insert(CellRef::new(row, col), cell);
        }
    }
    assert_eq!(count(&findings(&workbook), "formula-not-judged"), 1);
}

#[test]
fn a_chain_of_formulas_that_all_show_old_values_is_given_up_in_time() {
    let mut workbook = published();
    for row in 0..20_000 {
        let cell = Cell { value: Value::Number(7.into()), ..formula(format!("J{}+1", row + 2)) };
        workbook.sheets[0].cells.insert(CellRef::new(row, 9), cell);
    }
    assert!(count(&findings(&workbook), "stale-cached-value") > 0);
}

#[test]
fn fifty_thousand_hidden_rows_with_content_are_one_finding() {
    let mut workbook = published();
    let sheet = &mut workbook.sheets[0];
    for row in 100..50_100 {
        sheet.cells.insert(CellRef::new(row, 9), text("藏"));
        sheet.hidden_rows.insert(row);
    }
    assert_eq!(count(&findings(&workbook), "hidden-content"), 1);
}

#[test]
fn two_thousand_figures_in_the_goals_beside_two_thousand_indicators() {
    let mut workbook = published();
    let sheet = &mut workbook.sheets[0];
    let goals: Vec<String> = (0..2_000).map(|n| format!("第{n}项工作办结率{}%", n % 100)).collect();
    sheet.cells.insert("E8".parse().unwrap(), text(&goals.join("，")));
    let below = sheet.cells.split_off(&CellRef::new(21, 0));
    for row in 0..2_000 {
        for (col, words) in [(3, format!("第{row}项工作办结率")), (5, "≥95%".into()), (6, "96%".into())]
        {
            sheet.cells.insert(CellRef::new(21 + row, col), text(&words));
        }
    }
    sheet.merges = sheet.merges.iter().copied().filter(|merge| merge.last.row < 17).collect();
    sheet.cells.extend(below.into_iter().map(|(at, cell)| (CellRef::new(at.row + 2_000, at.col), cell)));
    assert!(count(&findings(&workbook), "narrative-conflict") > 1_000);
}

#[test]
fn a_funding_table_whose_every_row_refers_to_the_next_is_not_walked_down_from_each_of_its_rows() {
    let mut workbook = with_three_thousand_rows_of_money();
    let cells = &mut workbook.sheets[0].cells;
    for row in 6..3_006 {
        for col in 2..5 {
            let below = CellRef::new(row + 1, col);
            let error = Value::Error(ziping::workbook::CellError::Div0);
            cells.insert(CellRef::new(row, col), Cell { value: error, ..formula(below.to_string()) });
        }
    }
    cells.insert(CellRef::new(3_006, 2), formula("1/0".to_owned()));
    assert_eq!(count(&findings(&workbook), "stale-cached-value"), 6_000);
}

/// A rate as it stands lies further from what the amounts give than a number can; its hundredth is nearer.
#[test]
fn a_rate_at_one_end_of_all_numbers_beside_an_amount_at_the_other() {
    let mut workbook = published();
    let end: rust_decimal::Decimal = "70000000000000000000000000000".parse().unwrap();
    for (col, number) in [(2, 1.into()), (3, 0.into()), (4, -end), (6, end)] {
        let cell = Cell { value: Value::Number(number), ..Cell::default() };
        workbook.sheets[0].cells.insert(CellRef::new(5, col), cell);
    }
    let forms = read_forms(&workbook, &Evaluation::of(&workbook), &Templates::builtin());
    let rate = forms[0].funding[1].get(FundingColumn::CompletionRate);
    assert_eq!(rate, end.checked_div(100.into()));
}

#[test]
fn sixteen_thousand_headings_in_a_line_are_one_tables() {
    let mut workbook = published();
    let sheet = &mut workbook.sheets[0];
    sheet.merges = Merges::default();
    for col in 10..16_384 {
        sheet.cells.insert(CellRef::new(3, col), text("预算完成率"));
    }
    let forms = read_forms(&workbook, &Evaluation::of(&workbook), &Templates::builtin());
    assert_eq!(forms.len(), 1);
    assert_eq!(forms[0].funding.len(), 2);
    assert!(forms[0].unmapped.len() > 16_000);
}

#[test]
fn sixteen_thousand_labels_of_one_field_in_a_line() {
    let mut workbook = published();
    for row in [0, 1] {
        for col in 8..16_384 {
            workbook.sheets[0].cells.insert(CellRef::new(row, col), text("部门名称"));
        }
    }
    let forms = read_forms(&workbook, &Evaluation::of(&workbook), &Templates::builtin());
    assert_eq!(forms.len(), 1);
    assert!(forms[0].department.as_ref().is_some_and(|name| name.value.is_some()));
}

#[test]
fn a_name_of_spaces_and_letters_without_end_is_read_whole() {
    let mut workbook = published();
    let name = "a ".repeat(500_000);
    let cells = &mut workbook.sheets[0].cells;
    cells.insert("A3".parse().unwrap(), text(&format!("部门名称：{name}")));
    cells.remove(&"B3".parse().unwrap());
    let forms = read_forms(&workbook, &Evaluation::of(&workbook), &Templates::builtin());
    let read = forms[0].department.as_ref().and_then(|department| department.value.as_deref());
    assert_eq!(read, Some(name.trim()));
}

#[test]
fn twenty_thousand_titles_and_lines_of_headings_are_one_form() {
    let mut workbook = published();
    let sheet = &mut workbook.sheets[0];
    let after = sheet.cells.keys().map(|at| at.row).max().unwrap() + 1;
    let headings: Vec<(CellRef, Cell)> =
        sheet.cells.iter().filter(|(at, _)| at.row == 8).map(|(at, cell)| (*at, cell.clone())).collect();
    assert!(headings.len() > 5, "{headings:?}");
    for row in after..after + 10_000 {
        sheet.cells.extend(copied(&headings, 8, row));
    }
    for row in after + 10_000..after + 30_000 {
        sheet.cells.insert(CellRef::new(row, 0), text("部门整体支出绩效自评表"));
    }
    let forms = read_forms(&workbook, &Evaluation::of(&workbook), &Templates::builtin());
    assert_eq!(forms.len(), 1);
}

/// A sheet without headings over its funds, of the form's indicators under `lines`.
fn without_headings(lines: impl Iterator<Item = Vec<Cell>>) -> Workbook {
    let mut workbook = published();
    let all = std::mem::take(&mut workbook.sheets[0].cells);
    workbook.sheets[0].merges = Merges::default();
    let cells = &mut workbook.sheets[0].cells;
    let mut row = 3;
    for line in lines {
        cells.extend((1..).zip(line).map(|(col, cell)| (CellRef::new(row, col), cell)));
        row += 1;
    }
    let rest = all.into_iter().filter(|(at, _)| !(3..6).contains(&at.row));
    cells.extend(
        rest.map(|(at, cell)| (CellRef::new(if at.row < 3 { at.row } else { at.row + row }, at.col), cell)),
    );
    workbook
}

#[test]
fn funds_beside_thousands_of_labels_or_under_thousands_of_sources_are_none() {
    let number = || Cell { value: Value::Number(5.into()), ..Cell::default() };
    let labels = (0..30_000).map(|n| vec![text(&format!("年初预算{n}号")), number()]);
    let amounts = ["年初预算数", "实际支出数"].map(|label| vec![text(label), number()]);
    let unknown = without_headings(amounts.clone().into_iter().chain(labels));
    let again = without_headings(amounts.iter().cycle().take(30_000).cloned());
    let sources = (0..16_000).map(|n| text(&format!("其他资金{n}")));
    let head = std::iter::once(text("项目")).chain(sources).collect();
    let line = |label: &str| std::iter::once(text(label)).chain((0..16_000).map(|_| number())).collect();
    let across = without_headings([head, line("年初预算数"), line("实际支出数")].into_iter());
    for workbook in [unknown, again, across] {
        let forms = read_forms(&workbook, &Evaluation::of(&workbook), &Templates::builtin());
        assert_eq!(forms.len(), 1);
        assert!(
            forms[0].funding.is_empty()
                && forms[0].missing.iter().any(|missing| missing.field == FieldPath::list(FormList::Funding))
        );
    }
}
