//! A small workbook with a form, made by hand, for tests to change and correct.

use ziping::correct::{CorrectOptions, Corrected, correct};
use ziping::form::{FieldNames, FieldPath, Form, FundingColumn, FundingRow, Located, RowRole};
use ziping::formula::Evaluation;
use ziping::record::{FixSafety, Severity};
use ziping::rules::{Check, Finding, Fix, FormContext, NewContent, Rule, TextEdit};
use ziping::workbook::{Cell, CellRef, Comment, Limits, Sheet, Style, Value, Workbook, read};

fn nothing(_: &FormContext<'_>) -> Vec<Finding> {
    Vec::new()
}

const fn rule(code: &'static str, name: &'static str, level: Severity, fix: FixSafety) -> Rule {
    let check = Check::Form(nothing);
    Rule { code, name, title: "", level, fix, since: "0.1.0", doc: "", check }
}

pub(crate) static WRONG_RATE: Rule = rule("F101", "rate-wrong-value", Severity::Error, FixSafety::Safe);
pub(crate) static TOTAL: Rule = rule("F104", "total-mismatch", Severity::Error, FixSafety::Suggested);
pub(crate) static NUMBER_AS_TEXT: Rule = rule("F110", "number-as-text", Severity::Warning, FixSafety::Safe);
pub(crate) static ECHO: Rule = rule("I103", "indicator-echo", Severity::Warning, FixSafety::None);
pub(crate) static QUOTES: Rule = rule("W101", "quote-mismatch", Severity::Warning, FixSafety::Safe);
pub(crate) static SPACES: Rule = rule("W102", "stray-space", Severity::Info, FixSafety::Safe);

pub(crate) fn at(address: &str) -> CellRef {
    address.parse().expect("the test's own address")
}

pub(crate) fn number(digits: &str) -> Value {
    Value::from_number_text(digits).expect("the test's own number")
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub(crate) fn comment(text: &str) -> Comment {
    Comment { text: text.to_owned(), ..Comment::default() }
}

/// A workbook with its form, and what was found in it.
pub(crate) struct Desk {
    pub(crate) workbook: Workbook,
    pub(crate) form: Form,
    pub(crate) findings: Vec<Finding>,
    pub(crate) options: CorrectOptions,
}

impl Desk {
    /// ```text
    ///     A         B             C       D       E       F
    /// 1   部门整体支出绩效自评表
    /// 2   部门名称  荔湾区档案局
    /// 3   资金来源                年初    调整    支出    完成率
    /// 4             合计          800.00  100.00  850.00  0.9
    /// 5   存在问题  …
    /// ```
    pub(crate) fn new() -> Self {
        let sheet = Sheet { name: "自评表".to_owned(), ..Sheet::default() };
        let mut desk = Self {
            workbook: Workbook {
                sheets: vec![sheet],
                styles: vec![Style::default()],
                modified: "2022-03-01T08:00:00Z".parse().ok(),
                ..Workbook::default()
            },
            form: form(),
            findings: Vec::new(),
            options: CorrectOptions::default(),
        };
        for (address, value) in [
            ("A1", text("部门整体支出绩效自评表")),
            ("A2", text("部门名称")),
            ("B2", text("荔湾区档案局")),
            ("A3", text("资金来源")),
            ("C3", text("年初预算数")),
            ("D3", text("预算调整数")),
            ("E3", text("实际支出数")),
            ("F3", text("预算完成率")),
            ("B4", text("合计")),
            ("C4", number("800")),
            ("D4", number("100")),
            ("E4", number("850")),
            ("F4", number("0.9")),
            ("A5", text("存在问题")),
            ("B5", text("库房面积不足。")),
        ] {
            desk.put(address, value);
        }
        desk.workbook.sheets[0].merges =
            ["A1:F1", "B5:F5"].iter().map(|range| range.parse().unwrap()).collect();
        desk
    }

    pub(crate) fn put(&mut self, address: &str, value: Value) -> &mut Self {
        self.sheet().cells.entry(at(address)).or_default().value = value;
        self
    }

    pub(crate) fn put_formula(&mut self, address: &str, formula: &str, cached: Value) -> &mut Self {
        let cell = Cell { value: cached, formula: Some(formula.to_owned()), ..Cell::default() };
        self.sheet().cells.insert(at(address), cell);
        self
    }

    pub(crate) fn put_style(&mut self, address: &str, style: Style) -> &mut Self {
        self.workbook.styles.push(style);
        let index = self.workbook.styles.len() - 1;
        self.sheet().cells.entry(at(address)).or_default().style = index;
        self
    }

    pub(crate) fn sheet(&mut self) -> &mut Sheet {
        &mut self.workbook.sheets[0]
    }

    pub(crate) fn find(&mut self, rule: &'static Rule, address: &str, message: &str) -> &mut Self {
        self.findings.push(found(rule, message).at(at(address)));
        self
    }

    pub(crate) fn find_with_fix(
        &mut self,
        rule: &'static Rule,
        address: &str,
        content: NewContent,
    ) -> &mut Self {
        let finding = found(rule, "说明").at(at(address));
        self.findings.push(finding.fix(rule.fix, at(address), content));
        self
    }

    /// The rate of row 4 as a live formula.
    pub(crate) fn find_wrong_rate(&mut self) -> &mut Self {
        let content = NewContent::Formula {
            formula: "E4/(C4+D4)".to_owned(),
            cached: number("0.944444444444444"),
            rate: true,
        };
        let message = "现为 90.00%，应为 94.44%：850.00 ÷ (800.00 + 100.00)";
        let finding = found(&WRONG_RATE, message).at(at("F4"));
        let finding = finding.field(rate_of_total()).fix(FixSafety::Safe, at("F4"), content);
        self.findings.push(finding);
        self
    }

    pub(crate) fn correct(&self) -> Corrected {
        let Self { workbook, form, findings, options } = self;
        let evaluation = Evaluation::of(workbook);
        correct("001_档案局.xlsx", workbook, &evaluation, std::slice::from_ref(form), findings, options)
            .unwrap()
    }

    /// What the corrected workbook holds.
    pub(crate) fn corrected(&self) -> Workbook {
        read(&self.correct().bytes, &Limits::default()).expect("a corrected workbook can be read")
    }
}

/// A finding on the form.
pub(crate) fn found(rule: &'static Rule, message: &str) -> Finding {
    Finding { form: Some(0), ..Finding::new(rule, "自评表", message) }
}

/// A fix of several cells.
pub(crate) fn edits(safety: FixSafety, cells: &[(&str, NewContent)]) -> Fix {
    let edits = cells
        .iter()
        .map(|(address, content)| ziping::rules::Edit { cell: at(address), content: content.clone() })
        .collect();
    Fix::new(safety, edits)
}

/// One replacement in a text.
pub(crate) fn replace(start: usize, len: usize, insert: &str) -> NewContent {
    NewContent::TextEdits(vec![TextEdit { start, len, insert: insert.to_owned() }])
}

/// The cell of a workbook that was read back.
pub(crate) fn cell<'a>(workbook: &'a Workbook, sheet: &str, address: &str) -> &'a Cell {
    let (_, sheet) = workbook.sheet(sheet).expect("the sheet is there");
    sheet.cell(at(address)).expect("the cell is there")
}

/// The texts of a sheet's rows, without blank cells.
pub(crate) fn rows(workbook: &Workbook, sheet: &str) -> Vec<Vec<String>> {
    let (_, sheet) = workbook.sheet(sheet).expect("the sheet is there");
    let mut rows: std::collections::BTreeMap<u32, Vec<String>> = std::collections::BTreeMap::new();
    for (at, cell) in &sheet.cells {
        if let Value::Text(text) = &cell.value {
            rows.entry(at.row).or_default().push(text.clone());
        }
    }
    rows.into_values().collect()
}

fn rate_of_total() -> FieldPath {
    FieldPath::figure(0, FundingColumn::CompletionRate)
}

fn form() -> Form {
    let mut names = FieldNames::default();
    names.name(rate_of_total(), "合计 预算完成率");
    let amount = |address: &str| Located::blank(at(address));
    Form {
        template: "liwan-department-2021".to_owned(),
        sheet: "自评表".to_owned(),
        area: Some("A1:F5".parse().unwrap()),
        department: Some(Located::new("荔湾区档案局".to_owned(), at("B2"))),
        year: None,
        funding: vec![FundingRow {
            source: Located::new("合计".to_owned(), at("B4")),
            role: RowRole::Total,
            may_stand_apart: false,
            of_which: false,
            part_of: None,
            values: [
                (FundingColumn::InitialBudget, amount("C4")),
                (FundingColumn::BudgetAdjustment, amount("D4")),
                (FundingColumn::ActualExpenditure, amount("E4")),
                (FundingColumn::CompletionRate, amount("F4")),
            ]
            .into(),
        }],
        problems: Some(Located::new("库房面积不足。".to_owned(), at("B5"))),
        labels: ["A2", "A3", "C3", "D3", "E3", "F3", "A5"].map(at).to_vec(),
        field_names: names,
        ..Form::default()
    }
}
