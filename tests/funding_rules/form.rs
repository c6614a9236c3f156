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

use ziping::formula::Evaluation;
use ziping::record::FixSafety;
use ziping::rules::{Finding, FormContext, NewContent, check_form};
use ziping::settings::Settings;
use ziping::template::{Templates, read_forms};
use ziping::workbook::{Cell, CellError, CellRef, Sheet, Style, Value, Workbook};

pub(crate) fn at(address: &str) -> CellRef {
    address.parse().unwrap()
}

/// A cell as a test writes it: `=formula`, `=formula|cached`, `'text`, `#REF!`, a number, or nothing.
pub(crate) fn content(text: &str) -> Cell {
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

pub(crate) fn put(workbook: &mut Workbook, address: &str, text: &str) {
    let cell = at(address);
    let percent = (4..8).contains(&cell.row) && cell.col >= 6;
    let style = usize::from(percent);
    workbook.sheets[0].cells.insert(cell, Cell { style, ..content(text) });
}

/// The form above, with these cells changed.
pub(crate) fn form(changes: &[(&str, &str)]) -> Workbook {
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
pub(crate) fn findings(workbook: &Workbook) -> Vec<Finding> {
    let all = all_findings(workbook).into_iter();
    all.filter(|finding| finding.rule.code.starts_with('F')).collect()
}

/// What all rules find.
pub(crate) fn all_findings(workbook: &Workbook) -> Vec<Finding> {
    static TEMPLATES: std::sync::OnceLock<Templates> = std::sync::OnceLock::new();
    let evaluation = Evaluation::of(workbook);
    let forms = read_forms(workbook, &evaluation, TEMPLATES.get_or_init(Templates::builtin));
    assert!(!forms.is_empty(), "the test's form is one");
    let settings = Settings::default();
    let each = FormContext::each(workbook, &evaluation, &forms, &settings);
    each.flat_map(|context| check_form(&context)).collect()
}

/// The cells and rules of what is found, as `G6 rate-wrong-value`.
pub(crate) fn found(changes: &[(&str, &str)]) -> Vec<String> {
    found_in(&form(changes))
}

pub(crate) fn found_in(workbook: &Workbook) -> Vec<String> {
    let line =
        |f: &Finding| format!("{} {}", f.cell.map_or_else(String::new, |c| c.to_string()), f.rule.name);
    findings(workbook).iter().map(line).collect()
}

/// What is found, and what its fix writes: `C5 rate-wrong-value Safe C5=G4/(C4+E4)`.
pub(crate) fn found_with_fixes(workbook: &Workbook) -> Vec<String> {
    let fix = |finding: &Finding| {
        let fix = finding.fix.as_ref()?;
        let edits = fix.edits.iter().map(|edit| match &edit.content {
            NewContent::Formula { formula, .. } => format!(" {:?} {}={formula}", fix.safety, edit.cell),
            other => format!(" {:?} {}: {other:?}", fix.safety, edit.cell),
        });
        Some(edits.collect::<String>())
    };
    let line = |finding: &Finding| {
        let cell = finding.cell.map(|cell| cell.to_string()).unwrap_or_default();
        format!("{cell} {}{}", finding.rule.name, fix(finding).unwrap_or_default())
    };
    findings(workbook).iter().map(line).collect()
}

/// The only message.
pub(crate) fn message(changes: &[(&str, &str)]) -> String {
    match findings(&form(changes)).as_slice() {
        [finding] => finding.message.clone(),
        more => panic!("{more:#?}"),
    }
}

/// The formula that the only finding's fix writes, and its result.
pub(crate) fn mended(changes: &[(&str, &str)]) -> (String, Value, FixSafety) {
    let findings = findings(&form(changes));
    let [finding] = findings.as_slice() else { panic!("{findings:#?}") };
    let fix = finding.fix.as_ref().expect("a fix");
    match &fix.edits[0].content {
        NewContent::Formula { formula, cached, .. } => (formula.clone(), cached.clone(), fix.safety),
        other => panic!("{other:?}"),
    }
}
