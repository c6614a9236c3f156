//! What the rules on funds say about a form, cell by cell: one fault, one finding, at the cell to mend.
//!
//! The form has three sources of funds under the total, live formulas, and nothing wrong:
//!
//! | | B | C 年初预算数 | D 预算调整数 | E 实际支出数 | G 预算完成率 | H 预算调整率 |
//! |---|---|---|---|---|---|---|
//! | 5 | 合计 | =SUM(C6:C8) | =SUM(D6:D8) | =SUM(E6:E8) | =E5/(C5+D5) | =ABS(D5)/C5 |
//! | 6 | 一般公共预算 | 843.65 | 106.87 | 822.26 | =E6/(C6+D6) | … |
//! | 7 | 政府性基金预算 | 600 | -45.7 | 500 | | |
//! | 8 | 其他资金 | 400 | 0 | 300 | | |
//!
//! and a task with 60.40 in H12.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use rust_decimal::Decimal;
use ziping::formula::Evaluation;
use ziping::rules::{Finding, FixSafety, FormContext, NewContent, Severity, check_form};
use ziping::settings::Settings;
use ziping::template::{Templates, read_forms};
use ziping::workbook::{Cell, CellError, CellRef, Sheet, Style, Value, Workbook};

fn at(address: &str) -> CellRef {
    address.parse().unwrap()
}

/// A cell as a test writes it: `=formula`, `=formula|cached`, `'text`, `#REF!`, a number, or nothing.
fn content(text: &str) -> Cell {
    let value = |text: &str| match (CellError::parse(text), text.strip_prefix('\'')) {
        (Some(error), _) => Value::Error(error),
        (None, Some(text)) => Value::Text(text.to_owned()),
        (None, None) if text.is_empty() => Value::Empty,
        (None, None) => Value::from_number_text(text).unwrap_or_else(|| Value::Text(text.to_owned())),
    };
    match text.strip_prefix('=') {
        Some(formula) => {
            let (formula, cached) = formula.split_once('|').unwrap_or((formula, ""));
            Cell { formula: Some(formula.to_owned()), value: value(cached), ..Cell::default() }
        }
        None => Cell { value: value(text), ..Cell::default() },
    }
}

fn put(workbook: &mut Workbook, address: &str, text: &str) {
    let cell = at(address);
    let percent = (4..8).contains(&cell.row) && cell.col >= 6;
    let style = usize::from(percent);
    workbook.sheets[0].cells.insert(cell, Cell { style, ..content(text) });
}

/// The form above, with these cells changed.
fn form(changes: &[(&str, &str)]) -> Workbook {
    let percent = Style { number_format: "0.00%".to_owned(), ..Style::default() };
    let mut workbook = Workbook {
        sheets: vec![Sheet { name: "自评表".to_owned(), ..Sheet::default() }],
        styles: vec![Style::default(), percent],
        ..Workbook::default()
    };
    for (address, text) in [
        ("A1", "荔湾区部门整体支出绩效自评表"),
        ("A2", "（2021年度）"),
        ("A3", "部门名称"),
        ("B3", "荔湾区档案局"),
        ("H3", "单位：万元"),
        ("A4", "部门资金情况"),
        ("B4", "资金来源"),
        ("C4", "年初预算数"),
        ("D4", "预算调整数"),
        ("E4", "实际支出数"),
        ("G4", "预算完成率"),
        ("H4", "预算调整率"),
        ("B5", "合计"),
        ("C5", "=SUM(C6:C8)"),
        ("D5", "=SUM(D6:D8)"),
        ("E5", "=SUM(E6:E8)"),
        ("B6", "一般公共预算"),
        ("C6", "843.65"),
        ("D6", "106.87"),
        ("E6", "822.26"),
        ("B7", "政府性基金预算"),
        ("C7", "600"),
        ("D7", "-45.7"),
        ("E7", "500"),
        ("B8", "其他资金"),
        ("C8", "400"),
        ("D8", "0"),
        ("E8", "300"),
        ("A9", "年度目标"),
        ("B9", "部门整体支出的预期目标"),
        ("E9", "部门整体支出的目标完成情况"),
        ("B10", "做好档案的收集、整理和利用。"),
        ("E10", "全年接收档案1200卷，查档服务按时办结。"),
        ("A11", "主要任务"),
        ("B11", "年初预期目标"),
        ("C11", "目标完成情况"),
        ("D11", "关键指标"),
        ("E11", "计算公式或指标内容"),
        ("F11", "预期实现值"),
        ("G11", "指标完成情况"),
        ("H11", "任务涉及资金"),
        ("A12", "任务1"),
        ("B12", "完成到期档案的接收进馆。"),
        ("C12", "到期档案已全部接收进馆。"),
        ("D12", "档案接收数量"),
        ("E12", "全年接收进馆的档案卷数"),
        ("F12", "≥1000卷"),
        ("G12", "1200卷"),
        ("H12", "60.40"),
        ("A13", "存在问题"),
        ("B13", "库房面积不足。"),
        ("A14", "改进措施"),
        ("B14", "申请扩建库房。"),
    ] {
        put(&mut workbook, address, text);
    }
    for row in 5..=8 {
        put(&mut workbook, &format!("G{row}"), &format!("=E{row}/(C{row}+D{row})"));
        put(&mut workbook, &format!("H{row}"), &format!("=ABS(D{row})/C{row}"));
    }
    for (address, text) in changes {
        put(&mut workbook, address, text);
    }
    workbook
}

/// What the rules on funds find.
fn findings(workbook: &Workbook) -> Vec<Finding> {
    static TEMPLATES: std::sync::OnceLock<Templates> = std::sync::OnceLock::new();
    let evaluation = Evaluation::of(workbook);
    let forms = read_forms(workbook, &evaluation, TEMPLATES.get_or_init(Templates::builtin));
    assert!(!forms.is_empty(), "the test's form is one");
    let settings = Settings::default();
    let each = forms
        .iter()
        .flat_map(|form| check_form(&FormContext::new(workbook, &evaluation, form, &forms, &settings)));
    each.filter(|finding| finding.rule.code.starts_with('F')).collect()
}

/// The cells and rules of what is found, as `G6 rate-wrong-value`.
fn found(changes: &[(&str, &str)]) -> Vec<String> {
    found_in(&form(changes))
}

fn found_in(workbook: &Workbook) -> Vec<String> {
    let line =
        |f: &Finding| format!("{} {}", f.cell.map_or_else(String::new, |c| c.to_string()), f.rule.name);
    findings(workbook).iter().map(line).collect()
}

/// The only message.
fn message(changes: &[(&str, &str)]) -> String {
    match findings(&form(changes)).as_slice() {
        [finding] => finding.message.clone(),
        more => panic!("{more:#?}"),
    }
}

/// The formula that the only finding's fix writes, and its result.
fn mended(changes: &[(&str, &str)]) -> (String, Value, FixSafety) {
    let findings = findings(&form(changes));
    let [finding] = findings.as_slice() else { panic!("{findings:#?}") };
    let fix = finding.fix.as_ref().expect("a fix");
    match &fix.edits[0].content {
        NewContent::Formula { formula, cached, .. } => (formula.clone(), cached.clone(), fix.safety),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_form_with_nothing_wrong_has_no_finding() {
    assert_eq!(found(&[]), [""; 0]);
}

/// Each line: what was done to the form, and all that is to be found.
type Case = (&'static [(&'static str, &'static str)], &'static [&'static str]);

const CASES: &[Case] = &[
    // Rates that were typed.
    (&[("G6", "0.8651")], &[]),
    (&[("G6", "0.865063333754156")], &[]),
    (&[("G6", "0.8923")], &["G6 rate-wrong-value"]),
    (&[("G6", "0.865")], &["G6 rate-wrong-value"]),
    (&[("G6", "86.51")], &["G6 rate-wrong-value"]),
    (&[("G6", "")], &[]),
    (&[("G5", "0.8517"), ("H5", "0.0332")], &[]),
    (&[("H7", "-0.0762")], &["H7 rate-wrong-value"]),
    // Beside a total that is wrong by far, a rate taken from the rows.
    (
        &[("C5", "0"), ("D5", "0"), ("E5", "0"), ("H5", "")],
        &["C5 total-mismatch", "D5 total-mismatch", "E5 total-mismatch", "G5 error-value"],
    ),
    (&[("E5", "0"), ("G5", "0.8517")], &["E5 total-mismatch"]),
    // Texts.
    (&[("G6", "'86.51%")], &["G6 rate-as-text"]),
    (&[("G6", "' ８６．５１％")], &["G6 rate-as-text"]),
    (&[("G6", "'89.23%")], &["G6 rate-wrong-value"]),
    (&[("E6", "'822.26万元")], &["E6 number-as-text"]),
    (
        &[("E6", "'822.26万元"), ("E5", "=SUM(E6:E8)|1622.26"), ("G6", "=E6/(C6+D6)|0.865063333754156")],
        &["E6 number-as-text"],
    ),
    (&[("E6", "' 822.26 "), ("E5", "=SUM(E6:E8)|800")], &["E6 number-as-text"]),
    (&[("C7", "'1,600.00")], &["C7 number-as-text"]),
    (&[("C5", "'1,843.65")], &["C5 number-as-text"]),
    (&[("C5", "1843.65"), ("C7", "'600")], &["C7 number-as-text"]),
    (&[("H12", "'60.40万元")], &["H12 number-as-text"]),
    // A dash for nothing: formulas that add it up show #VALUE!, sums and typed rates are right.
    (&[("D8", "'—")], &["G8 error-value", "H8 error-value"]),
    (&[("D8", "'无"), ("G8", "0.75"), ("H8", "")], &[]),
    (&[("D8", "'/"), ("G8", "=E8/SUM(C8:D8)"), ("H8", "=ABS(N(D8))/C8")], &[]),
    // Rates' formulas.
    (&[("G6", "=E6/C6")], &["G6 rate-wrong-formula"]),
    (&[("G8", "=E8/C8")], &["G8 rate-wrong-formula"]),
    (&[("H6", "=D6/C6")], &["H6 rate-wrong-formula"]),
    (&[("G6", "=822.26/950.52")], &["G6 rate-formula-of-constants"]),
    (&[("G6", "=800/950.52")], &["G6 rate-formula-of-constants"]),
    (&[("G6", "=ROUND(E6/SUM(C6:D6),4)|0.8651")], &[]),
    (&[("G6", "=TEXT(E6/(C6+D6),\"0.00%\")")], &["G6 rate-as-text"]),
    (&[("G5", "=SUM(E6:E8)/SUM(C6:D8)")], &[]),
    (&[("G5", "=AVERAGE(G6:G8)")], &["G5 rate-wrong-formula"]),
    (&[("G6", "=OFFSET(A1,5,4)/(C6+D6)|0.8651")], &["G6 formula-not-judged"]),
    (&[("G6", "=[1]Sheet1!$G$6|0.8651")], &["G6 external-reference"]),
    (&[("C6", "=[1]Sheet1!$C$6|843.65")], &["C6 external-reference"]),
    (&[("C6", "=[1]Sheet1!$C$6")], &["C6 external-reference"]),
    // Totals.
    (&[("C5", "1843.65"), ("D5", "61.17"), ("E5", "1622.26")], &[]),
    (&[("E5", "1722.26")], &["E5 total-mismatch"]),
    (&[("E5", "1722.26"), ("G5", "=E5/(C5+D5)|0.8517")], &["E5 total-mismatch"]),
    (&[("E5", "1722.26"), ("G5", "0.9042")], &["E5 total-mismatch"]),
    (&[("E5", "1722.26"), ("G5", "0.8517")], &["E5 total-mismatch"]),
    (&[("E5", "1622.27")], &["E5 rounding-difference"]),
    (&[("E5", "1622.29")], &["E5 total-mismatch"]),
    (&[("C5", "=SUM(C6:C7)")], &["C5 total-range-short"]),
    (&[("C5", "=SUM(C7:C8)")], &["C5 total-range-short"]),
    (&[("C5", "=SUM(C5:C8)")], &["C5 circular-formula"]),
    // What has no value because of its formula is not missing as well.
    (&[("C5", "=J1"), ("J1", "=C5+1")], &["C5 circular-formula"]),
    (&[("C5", "=AGGREGATE(9,6,C6:C8)")], &["C5 formula-not-judged"]),
    (&[("C5", "=SUM(C6:D8)")], &["C5 total-range-short"]),
    (&[("E5", "=SUM(E6:G8)")], &["E5 total-range-short"]),
    (&[("D5", "=SUM(D6:D7)")], &["D5 total-range-short"]),
    (&[("C5", "=C6+C7")], &["C5 total-range-short"]),
    (&[("C5", "=C6+C7+C8")], &[]),
    (&[("C5", "=SUBTOTAL(9,C6:C7)")], &["C5 total-range-short"]),
    // What was typed over a wrong total is wrong once the total is mended; a live rate is not.
    (&[("C5", "=SUM(C6:C7)"), ("G5", "0.8517"), ("H5", "0.0332")], &["C5 total-range-short"]),
    (&[("C5", "=SUM(C6:C7)"), ("G5", "1.0779")], &["C5 total-range-short", "G5 rate-wrong-value"]),
    (&[("C5", "=#REF!"), ("G5", "0.8517")], &["C5 error-value"]),
    (&[("C5", "#REF!"), ("G5", "0.91")], &["C5 error-value", "G5 rate-wrong-value"]),
    (&[("C5", "=SUM(D6:D8)")], &["C5 total-wrong-formula"]),
    (&[("C5", "=SUM(C6:C8)*2")], &["C5 total-wrong-formula"]),
    (&[("C5", "=SUM(C6:C7)+400")], &["C5 total-wrong-formula"]),
    (&[("C5", "=843.65+600+400")], &["C5 total-wrong-formula"]),
    // The total is right where the rows are blank: nothing to compare with.
    (
        &[
            ("C5", "900"),
            ("C6", ""),
            ("C7", ""),
            ("C8", ""),
            ("H5", "0.068"),
            ("H6", ""),
            ("H7", ""),
            ("H8", ""),
            ("G5", ""),
            ("G6", ""),
            ("G7", ""),
            ("G8", ""),
            ("E5", ""),
            ("E6", ""),
            ("E7", ""),
            ("E8", ""),
        ],
        &[],
    ),
    // Cached values.
    (&[("G6", "=E6/(C6+D6)|0.865063333754156")], &[]),
    (&[("G6", "=E6/(C6+D6)|0.8651")], &[]),
    (&[("G6", "=E6/(C6+D6)|0.84")], &["G6 stale-cached-value"]),
    (&[("C5", "=SUM(C6:C8)|1800")], &["C5 stale-cached-value"]),
    (&[("G6", "=E6/(C6+D6)|#DIV/0!")], &["G6 stale-cached-value"]),
    (&[("H13", "=SUM(H12:H12)|60.4")], &[]),
    (&[("H13", "=SUM(H12:H12)|99")], &["H13 stale-cached-value"]),
    (&[("J3", "=TODAY()|44561")], &[]),
    // Errors.
    (&[("H5", "=#REF!/C5|#REF!")], &["H5 error-value"]),
    (&[("H5", "#REF!")], &["H5 error-value"]),
    (&[("H5", "'#REF!")], &["H5 error-value"]),
    (&[("E6", "#N/A")], &["E6 error-value"]),
    (&[("E6", "=J1|#VALUE!"), ("J1", "#VALUE!")], &["J1 error-value"]),
    (&[("G12", "#NAME?")], &["G12 error-value"]),
    // A budget of zero.
    (&[("C8", "0"), ("D8", "0"), ("E8", "0")], &["G8 error-value", "H8 error-value"]),
    (&[("C8", "0"), ("D8", "0"), ("E8", "0"), ("G8", "'—"), ("H8", "")], &[]),
    (&[("C8", "0"), ("D8", "0"), ("E8", "0"), ("G8", "0"), ("H8", "0")], &[]),
    (&[("C8", ""), ("D8", ""), ("E8", ""), ("G8", ""), ("H8", "")], &[]),
    (&[("C8", "0"), ("D8", "50"), ("E8", "40"), ("H8", "=IF(C8=0,\"\",ABS(D8)/C8)|")], &[]),
    (
        &[
            ("C8", "0"),
            ("D8", "0"),
            ("E8", "0"),
            ("G8", "=IFERROR(E8/(C8+D8),0)|0"),
            ("H8", "=IFERROR(ABS(D8)/C8,\"/\")|'/"),
        ],
        &[],
    ),
    // Circles.
    (&[("G6", "=G6+G7")], &["G6 circular-formula"]),
    (&[("G6", "=J6"), ("J6", "=G6*1")], &["G6 circular-formula"]),
    (&[("C6", "=C5*0.5")], &["C6 circular-formula"]),
    (&[("K1", "=K2"), ("K2", "=K3"), ("K3", "=K1")], &["K1 circular-formula"]),
    // Amounts.
    (&[("E7", "700")], &["E7 overspent"]),
    (&[("E7", "554.3")], &[]),
    (&[("E6", "-822.26")], &["E6 negative-amount"]),
    (&[("D6", "-106.87")], &["E6 overspent"]),
    (&[("C6", "1e308")], &["C6 implausible-number"]),
    (&[("H12", "-60.4")], &["H12 negative-amount"]),
    // 元 in a form of 万元.
    (
        &[
            ("C6", "8436500"),
            ("D6", "1068700"),
            ("E6", "8222600"),
            ("C7", "6000000"),
            ("D7", "-457000"),
            ("E7", "5000000"),
            ("C8", "4000000"),
            ("D8", "0"),
            ("E8", "3000000"),
        ],
        &["C5 unit-mismatch"],
    ),
    (&[("C6", "8436500"), ("D6", "1068700"), ("E6", "8222600")], &["C6 unit-mismatch"]),
    (
        &[
            ("C6", "8436500"),
            ("D6", "1068700"),
            ("E6", "8222600"),
            ("C5", "1843.65"),
            ("D5", "61.17"),
            ("E5", "1622.26"),
        ],
        &["C6 unit-mismatch"],
    ),
    (&[("E6", "8222600")], &["E6 unit-mismatch"]),
    (&[("E6", "8222600"), ("G6", "0.8651")], &["E6 unit-mismatch"]),
    (&[("C7", "6000000")], &["C7 unit-mismatch"]),
    (&[("C5", "18436500"), ("D5", "611700"), ("E5", "16222600")], &["C5 unit-mismatch"]),
    (&[("H12", "604000")], &["H12 unit-mismatch"]),
    // One amount beyond all others is wrong by itself, not in 元 with its whole row.
    (&[("C7", "20000000000000")], &["C7 implausible-number"]),
    (&[("E8", "1850000000000000")], &["E8 implausible-number"]),
    (&[("C8", "-400")], &["C8 negative-amount"]),
    // A small source beside large ones is no fault.
    (&[("C6", "184365.25"), ("D6", "0"), ("E6", "180000.5"), ("C8", "3.2"), ("D8", "0"), ("E8", "3.1")], &[]),
    (&[("C6", "5000000"), ("D6", "0"), ("E6", "4900000"), ("H12", "600000")], &[]),
];

#[test]
fn one_fault_gives_one_finding_at_the_cell_to_mend() {
    let mut wrong = Vec::new();
    for (changes, expected) in CASES {
        let lines = found(changes);
        if lines != *expected {
            wrong.push(format!("{changes:?}\n   found {lines:?}\n   not   {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

#[test]
fn messages_say_what_was_found_and_what_is_right() {
    for (changes, words) in [
        (&[("G6", "0.8923")][..], "预算完成率现为 89.23%，应为 86.51%：822.26 ÷ (843.65 + 106.87)"),
        (&[("H7", "-0.0762")], "预算调整率现为 -7.62%，应为 7.62%：|-45.70| ÷ 600.00"),
        (
            &[("G6", "=E6/C6")],
            "预算完成率的公式 E6/C6 得 97.46%，应为 86.51%：822.26 ÷ (843.65 + 106.87)；公式应为 E6/(C6+D6)",
        ),
        (
            &[("G8", "=E8/C8")],
            "预算完成率的公式 E8/C8 按现有数据结果正确，但算法不对：预算调整数为 100.00 时，此公式得 75.00%，应为 60.00%；公式应为 E8/(C8+D8)",
        ),
        (
            &[("E5", "1722.26")],
            "实际支出数合计现为 1722.26，应为 1622.26：822.26 + 500.00 + 300.00，相差 100.00，请核实是合计还是明细填错",
        ),
        (&[("C5", "=SUM(C6:C7)")], "年初预算数合计的公式 SUM(C6:C7) 漏了 C8；应为 SUM(C6:C8)，合计 1843.65"),
        (
            &[("C5", "=SUM(C5:C8)")],
            "年初预算数的公式 SUM(C5:C8) 循环引用（C5 → C5），应为 1843.65：843.65 + 600.00 + 400.00",
        ),
        (&[("E6", "=J1|#VALUE!"), ("J1", "#VALUE!")], "单元格显示 #VALUE!，请补填或改正公式"),
        (&[("G6", "=E6/(C6+D6)|0.84")], "预算完成率显示 84.00%，按公式重新计算应为 86.51%"),
        (
            &[("E7", "700")],
            "政府性基金预算 实际支出数 700.00 大于预算数 554.30，超出 145.70，请核实并说明原因",
        ),
    ] {
        assert_eq!(message(changes), words);
    }
}

#[test]
fn the_fix_is_the_templates_formula_in_the_departments_cells_with_its_exact_result() {
    let (formula, cached, safety) = mended(&[("G6", "0.8923")]);
    assert_eq!((formula.as_str(), safety), ("E6/(C6+D6)", FixSafety::Safe));
    assert_eq!(cached.number(), Some(Decimal::from_str_exact("0.865063333754156").unwrap()));

    let (formula, _, safety) = mended(&[("E5", "1722.26")]);
    assert_eq!((formula.as_str(), safety), ("SUM(E6:E8)", FixSafety::Suggested));
}

#[test]
fn a_rate_without_a_budget_is_mended_to_a_guarded_formula_that_shows_nothing() {
    let (formula, cached, _) = mended(&[("C8", "0"), ("D8", "0"), ("E8", "0"), ("H8", "")]);
    assert_eq!((formula.as_str(), cached), ("IF(C8+D8=0,\"\",E8/(C8+D8))", Value::Text(String::new())));
}

#[test]
fn a_dash_among_the_amounts_does_not_break_the_mended_formula() {
    let (formula, cached, _) = mended(&[("D8", "'—"), ("H8", "")]);
    assert_eq!((formula.as_str(), cached), ("E8/(C8+N(D8))", Value::Number(Decimal::new(75, 2))));
}

#[test]
fn what_is_in_yuan_is_converted_in_all_its_cells_at_once() {
    let workbook = form(&[("C6", "8436500"), ("D6", "1068700"), ("E6", "8222600")]);
    let findings = findings(&workbook);
    let edits = &findings[0].fix.as_ref().unwrap().edits;
    let cells: Vec<String> = edits.iter().map(|edit| edit.cell.to_string()).collect();
    assert_eq!(cells, ["C6", "D6", "E6"]);
    assert_eq!(edits[0].content, NewContent::Number(Decimal::new(84365, 2)));
}

#[test]
fn a_wrong_rate_is_an_error_even_where_it_was_made_of_constants() {
    let severity = |text| findings(&form(&[("G6", text)]))[0].severity;
    assert_eq!(severity("=822.26/950.52"), Severity::Warning);
    assert_eq!(severity("=800/950.52"), Severity::Error);
}

/// As LibreOffice stores it in an .xls: a formula that gives an empty text has 0 for its result.
#[test]
fn an_empty_text_stored_as_zero_is_noted_and_no_more() {
    let blank = [
        ("C8", "0"),
        ("D8", "0"),
        ("E8", "0"),
        ("H8", "'—"),
        ("C5", "1443.65"),
        ("D5", "61.17"),
        ("E5", "1322.26"),
    ];
    let severity = |formula| {
        let mut changes = blank.to_vec();
        changes.push(("G8", formula));
        findings(&form(&changes))
            .iter()
            .filter(|f| f.rule.name == "stale-cached-value")
            .map(|f| f.severity)
            .collect::<Vec<_>>()
    };
    assert_eq!(severity("=IF(C8=0,\"\",E8/(C8+D8))|0"), [Severity::Info]);
    assert_eq!(severity("=IF(C8=0,\"\",E8/(C8+D8))|0.5"), [Severity::Warning]);
}

#[test]
fn an_error_that_came_from_another_sheet_is_found_where_it_enters_the_form() {
    let mut workbook = form(&[("E6", "=明细!A1|#REF!")]);
    let mut ledger = Sheet { name: "明细".to_owned(), ..Sheet::default() };
    ledger.cells.insert(at("A1"), content("#REF!"));
    workbook.sheets.push(ledger);
    assert_eq!(found_in(&workbook), ["E6 error-value"]);
    assert!(findings(&workbook)[0].message.contains("错误从 明细!A1 开始"));
}

#[test]
fn amounts_that_are_formulas_over_another_sheet_are_amounts() {
    let mut workbook = form(&[("E6", "=明细!A1|822.26"), ("G6", "=明细!A1/(C6+D6)|0.865063333754156")]);
    let mut ledger = Sheet { name: "明细".to_owned(), ..Sheet::default() };
    ledger.cells.insert(at("A1"), content("822.26"));
    workbook.sheets.push(ledger);
    assert_eq!(found_in(&workbook), [""; 0]);
}

#[test]
fn two_forms_on_one_sheet_do_not_find_each_others_faults() {
    let mut workbook = form(&[("G6", "0.8923")]);
    let first: Vec<(CellRef, Cell)> =
        form(&[]).sheets[0].cells.iter().map(|(at, cell)| (*at, cell.clone())).collect();
    for (at, mut cell) in first {
        cell.formula = None;
        if cell.style == 1 {
            cell.value = Value::Empty;
        }
        workbook.sheets[0].cells.insert(CellRef::new(at.row + 20, at.col), cell);
    }
    put(&mut workbook, "J30", "#REF!");
    assert_eq!(found_in(&workbook).iter().filter(|line| line.ends_with("rate-wrong-value")).count(), 1);
    assert_eq!(found_in(&workbook).iter().filter(|line| line.ends_with("error-value")).count(), 1);
}

/// Forms that are filled in differently and have nothing wrong.
const CLEAN: &[(&str, &[(&str, &str)])] = &[
    (
        "percentages as plain numbers",
        &[("G4", "预算完成率（%）"), ("H4", "预算调整率（%）"), ("J6", ""), ("K5", "86.51")],
    ),
    (
        "the form in 元",
        &[
            ("H3", "单位：元"),
            ("C6", "8436500"),
            ("D6", "1068700"),
            ("E6", "8222600"),
            ("C7", "6000000"),
            ("D7", "-457000"),
            ("E7", "5000000"),
            ("C8", "4000000"),
            ("E8", "3000000"),
            ("H12", "604000"),
        ],
    ),
    (
        "the total at the bottom",
        &[
            ("B5", "一般公共预算"),
            ("C5", "843.65"),
            ("D5", "106.87"),
            ("E5", "822.26"),
            ("B6", "政府性基金预算"),
            ("C6", "600"),
            ("D6", "-45.7"),
            ("E6", "500"),
            ("B7", "其他资金"),
            ("C7", "400"),
            ("D7", "0"),
            ("E7", "300"),
            ("B8", "合计"),
            ("C8", "=SUM(C5:C7)|1843.65"),
            ("D8", "=SUM(D5:D7)|61.17"),
            ("E8", "=SUM(E5:E7)|1622.26"),
        ],
    ),
    (
        "a total alone",
        &[
            ("C5", "843.65"),
            ("D5", "106.87"),
            ("E5", "822.26"),
            ("B6", ""),
            ("C6", ""),
            ("D6", ""),
            ("E6", ""),
            ("G6", ""),
            ("H6", ""),
            ("B7", ""),
            ("C7", ""),
            ("D7", ""),
            ("E7", ""),
            ("G7", ""),
            ("H7", ""),
            ("B8", ""),
            ("C8", ""),
            ("D8", ""),
            ("E8", ""),
            ("G8", ""),
            ("H8", ""),
        ],
    ),
    (
        "a row with 其中 that the total does not count again",
        &[
            ("B7", "其中：人员经费"),
            ("C7", "600"),
            ("D7", "0"),
            ("E7", "500"),
            ("C5", "=C6+C8|1243.65"),
            ("D5", "=D6+D8|106.87"),
            ("E5", "=E6+E8|1122.26"),
        ],
    ),
    ("a row left blank", &[("C7", ""), ("D7", ""), ("E7", ""), ("G7", ""), ("H7", "")]),
    (
        "rates with other guards, cached as programs cache them",
        &[
            ("G5", "=IFERROR(E5/(C5+D5),\"—\")|0.8516591"),
            ("G6", "=IF(C6+D6=0,\"\",ROUND(E6/(C6+D6),4))|0.8651"),
            ("G7", "=E7/SUM(C7:D7)|0.902038607252390"),
            ("H7", "=ABS(D7/C7)|0.0761666666666667"),
            ("H8", "=IF(D8=0,\"\",ABS(D8)/C8)|"),
        ],
    ),
    (
        "scores and numbers beside the form",
        &[("J4", "得分"), ("J5", "=SUM(J6:J8)|20"), ("J6", "10"), ("J7", "5"), ("J8", "5")],
    ),
    ("a link that is none", &[("J4", "=HYPERLINK(\"http://example.com\",\"说明\")|'说明")]),
    ("only whole numbers", &[("C6", "844"), ("D6", "100"), ("E6", "800"), ("D7", "0"), ("H12", "2")]),
    (
        "a department of a province",
        &[("C6", "5436500.25"), ("D6", "106870.5"), ("E6", "5222600.4"), ("H12", "604000")],
    ),
    ("a new source in mid-year", &[("C8", "0"), ("D8", "400"), ("G8", "=E8/(C8+D8)|0.75"), ("H8", "'—")]),
    ("nothing spent", &[("E8", "0"), ("G8", "=E8/(C8+D8)|0")]),
    ("all of it cut", &[("D8", "-400"), ("E8", "0"), ("G8", "'—"), ("H8", "=ABS(D8)/C8|1")]),
];

#[test]
fn right_forms_have_no_finding_however_they_are_filled_in() {
    let mut wrong = Vec::new();
    for (what, changes) in CLEAN {
        let lines = found(changes);
        if !lines.is_empty() {
            wrong.push(format!("{what}: {lines:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A column of percentages as plain numbers, in cells without a format of their own.
#[test]
fn a_column_headed_by_a_percent_sign_may_show_plain_numbers() {
    let heading = ("G4", "预算完成率（%）");
    for (text, rules) in [
        ("=E6/(C6+D6)*100|86.5063333754156", &[][..]),
        ("=ROUND(E6/(C6+D6)*100,2)|86.51", &[]),
        ("86.51", &[]),
        ("86.5", &[]),
        ("89.23", &["G6 rate-wrong-value"]),
        ("=E6/C6*100", &["G6 rate-wrong-formula"]),
        ("=E6/(C6+D6)*100|84", &["G6 stale-cached-value"]),
    ] {
        let mut workbook = form(&[heading]);
        for row in 5..=8 {
            let cell = Cell { style: 0, ..content(&format!("=E{row}/(C{row}+D{row})*100")) };
            workbook.sheets[0].cells.insert(at(&format!("G{row}")), cell);
        }
        workbook.sheets[0].cells.insert(at("G6"), Cell { style: 0, ..content(text) });
        assert_eq!(found_in(&workbook), rules, "{text}");
    }
}

/// The workbook with every safe fix carried out, and all results renewed as Excel would.
fn corrected(workbook: &Workbook) -> Workbook {
    let mut mended = workbook.clone();
    for fix in
        findings(workbook).into_iter().filter_map(|f| f.fix).filter(|fix| fix.safety == FixSafety::Safe)
    {
        for edit in fix.edits {
            let cell = mended.sheets[0].cells.entry(edit.cell).or_default();
            (cell.formula, cell.value) = match edit.content {
                NewContent::Formula { formula, cached, .. } => (Some(formula), cached),
                NewContent::Number(number) | NewContent::Rate(number) => (None, Value::Number(number)),
                NewContent::Text(text) => (None, Value::Text(text)),
                NewContent::Recalculated(value) => (cell.formula.clone(), value),
                NewContent::TextEdits(_) => continue,
            };
        }
    }
    let evaluation = Evaluation::of(&mended);
    let renewed: Vec<(CellRef, Value)> = evaluation
        .formulas(0)
        .map(|cell| (cell, Evaluation::cached(evaluation.value(&mended, 0, cell))))
        .collect();
    for (cell, value) in renewed {
        mended.sheets[0].cells.entry(cell).or_default().value = value;
    }
    mended
}

#[test]
fn what_was_mended_is_right_when_it_is_checked_again() {
    let mut wrong = Vec::new();
    for (changes, _) in CASES {
        let mended = corrected(&form(changes));
        let left: Vec<String> = findings(&mended)
            .iter()
            .filter(|f| f.fix.as_ref().is_some_and(|fix| fix.safety == FixSafety::Safe))
            .map(|f| format!("{:?} {}", f.cell, f.message))
            .collect();
        if !left.is_empty() {
            wrong.push(format!("{changes:?}: {left:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_result_that_a_fix_stores_is_what_its_formula_computes() {
    for (changes, _) in CASES {
        let workbook = form(changes);
        let mended = corrected(&workbook);
        let evaluation = Evaluation::of(&mended);
        for finding in findings(&workbook) {
            let Some(fix) = finding.fix.filter(|fix| fix.safety == FixSafety::Safe) else { continue };
            for edit in fix.edits {
                if let NewContent::Formula { formula, cached, .. } = edit.content {
                    let now = Evaluation::cached(evaluation.value(&mended, 0, edit.cell));
                    assert_eq!(now, cached, "{changes:?}: {} ={formula}", edit.cell);
                }
            }
        }
    }
}
