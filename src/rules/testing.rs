//! A small form with nothing wrong, for tests to spoil.

use rust_decimal::Decimal;

use super::{BatchContext, Check, Finding, FormContext, TextEdit, find_rule};
use crate::form::{
    FieldPath, FieldPlace, Form, FundingColumn, FundingField, FundingRow, Goals, Indicator, IndicatorField,
    ListField, Located, MissingField, MoneyUnit, OwnField, RowRole, Task, TaskField,
};
use crate::formula::Evaluation;
use crate::record::{FormRecord, InputRecord};
use crate::roster::Roster;
use crate::settings::Settings;
use crate::workbook::{Cell, CellRange, CellRef, Sheet, Value, Workbook};

/// A workbook with one form, laid out as the published one is:
///
/// ```text
///     A         B             C       D       E         F        G       H
/// 1   年度
/// 2   部门名称  荔湾区档案局                                             单位
/// 4   资金      合计          800.00  100.00  850.00
/// 5             一般公共预算  800.00  100.00  850.00
/// 7   年度目标  预期                          完成
/// 9   任务1     预期          完成    指标    内容      目标     完成    120.50
/// 10                                  指标    内容      目标     完成
/// 11  任务2     预期          完成    指标    内容      目标     完成    80.00
/// 12  存在问题  …
/// 13  改进措施  …
/// ```
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    pub(crate) workbook: Workbook,
    pub(crate) form: Form,
    /// More forms of the workbook.
    pub(crate) other_forms: Vec<Form>,
    pub(crate) settings: Settings,
}

/// The cell at an address that the test wrote.
pub(crate) fn at(address: &str) -> CellRef {
    address.parse().expect("the test's own address")
}

/// The field of a path that the test wrote.
pub(crate) fn path(field: &str) -> FieldPath {
    field.parse().expect("the test's own field")
}

/// A decimal that the test wrote.
pub(crate) fn dec(number: &str) -> Decimal {
    number.parse().expect("the test's own number")
}

impl Desk {
    /// A form with nothing wrong.
    pub(crate) fn clean() -> Self {
        let mut form = Form {
            template: "liwan-department-2021".to_owned(),
            sheet: "自评表".to_owned(),
            area: Some("A1:H13".parse().expect("a range")),
            year: Some(Located::new(2021, at("A1"))),
            unit: Some(Located::new(MoneyUnit::TenThousand, at("H2"))),
            goals: Goals { expected: blank("B7"), achieved: blank("E7") },
            department: blank("B2"),
            problems: blank("B12"),
            measures: blank("B13"),
            ..Form::default()
        };
        for (row, role) in [("4", RowRole::Total), ("5", RowRole::Part)] {
            let values = [
                (FundingColumn::InitialBudget, Located::blank(at(&format!("C{row}")))),
                (FundingColumn::BudgetAdjustment, Located::blank(at(&format!("D{row}")))),
                (FundingColumn::ActualExpenditure, Located::blank(at(&format!("E{row}")))),
            ];
            let source = Located::blank(at(&format!("B{row}")));
            form.funding.push(FundingRow {
                source,
                role,
                may_stand_apart: false,
                of_which: false,
                part_of: None,
                values: values.into(),
            });
        }
        for row in ["9", "11"] {
            form.tasks.push(Task {
                name: blank(&format!("A{row}")),
                expected: blank(&format!("B{row}")),
                achieved: blank(&format!("C{row}")),
                funds: Some(Located::blank(at(&format!("H{row}")))),
                ..Task::default()
            });
        }
        for (row, task) in [("9", 0), ("10", 0), ("11", 1)] {
            form.indicators.push(Indicator {
                task: Some(task),
                name: blank(&format!("D{row}")),
                definition: blank(&format!("E{row}")),
                target: blank(&format!("F{row}")),
                actual: blank(&format!("G{row}")),
                ..Indicator::default()
            });
        }
        let sheet = Sheet { name: "自评表".to_owned(), ..Sheet::default() };
        let workbook = Workbook { sheets: vec![sheet], ..Workbook::default() };
        let mut desk = Self { workbook, form, other_forms: Vec::new(), settings: Settings::default() };
        desk.put("A1", text("2021年度")).put("H2", text("单位：万元"));
        for (path, words) in [
            ("department", "荔湾区档案局"),
            ("funding.0.source", "合计"),
            ("funding.1.source", "一般公共预算"),
            ("goals.expected", "做好档案的收集、整理和利用。"),
            ("goals.achieved", "全年接收档案1200卷，查档服务按时办结。"),
            ("tasks.0.name", "任务1"),
            ("tasks.0.expected", "完成到期档案的接收进馆。"),
            ("tasks.0.achieved", "到期档案已全部接收进馆。"),
            ("tasks.1.name", "任务2"),
            ("tasks.1.expected", "为群众查阅档案提供便利。"),
            ("tasks.1.achieved", "查档窗口全年开放。"),
            ("indicators.0.name", "档案接收数量"),
            ("indicators.0.definition", "全年接收进馆的档案卷数"),
            ("indicators.0.target", "≥1000卷"),
            ("indicators.0.actual", "1200卷"),
            ("indicators.1.name", "档案完好率"),
            ("indicators.1.definition", "完好档案卷数÷馆藏档案卷数×100%"),
            ("indicators.1.target", "100%"),
            ("indicators.1.actual", "100%"),
            ("indicators.2.name", "查档满意度"),
            ("indicators.2.definition", "查档群众评价为满意的比例"),
            ("indicators.2.target", "≥95%"),
            ("indicators.2.actual", "97.2%"),
            ("problems", "一是库房面积不足。二是“一站式”查档尚未覆盖全部街道。"),
            ("measures", "一是申请扩建库房。二是与街道共建查档点。"),
        ] {
            desk.say(path, words);
        }
        for row in [0, 1] {
            desk.amount(row, FundingColumn::InitialBudget, "800.00")
                .amount(row, FundingColumn::BudgetAdjustment, "100.00")
                .amount(row, FundingColumn::ActualExpenditure, "850.00");
        }
        desk.task_funds(0, "120.50").task_funds(1, "80.00");
        desk
    }

    /// Writes a value into a cell of the sheet, and nothing into the form.
    pub(crate) fn put(&mut self, address: &str, value: Value) -> &mut Self {
        self.workbook.sheets[0].cells.insert(at(address), Cell { value, ..Cell::default() });
        self
    }

    /// Writes a text field: the cell gets it as it is, the form without the spaces at its ends.
    pub(crate) fn say(&mut self, field: &str, raw: &str) -> &mut Self {
        let field = self.text_field(path(field));
        field.value = Some(raw.trim().to_owned()).filter(|words| !words.is_empty());
        let cell = field.cell.to_string();
        self.put(&cell, text(raw))
    }

    /// Writes an amount of the funding table.
    pub(crate) fn amount(&mut self, row: usize, column: FundingColumn, number: &str) -> &mut Self {
        let amount = self.form.funding[row].values.get_mut(&column).expect("a column of the form");
        amount.value = Some(dec(number));
        let cell = amount.cell.to_string();
        self.put(&cell, Value::Number(dec(number)))
    }

    /// Writes a task's funds.
    pub(crate) fn task_funds(&mut self, task: usize, number: &str) -> &mut Self {
        let funds = self.form.tasks[task].funds.as_mut().expect("a field of the form");
        funds.value = Some(dec(number));
        let cell = funds.cell.to_string();
        self.put(&cell, Value::Number(dec(number)))
    }

    /// Says that the reader missed a field.
    pub(crate) fn miss(&mut self, field: &str, label: &str, address: Option<&str>) -> &mut Self {
        let missing = MissingField { field: path(field), label: label.to_owned(), cell: address.map(at) };
        self.form.missing.push(missing);
        self
    }

    fn text_field(&mut self, field: FieldPath) -> &mut Located<String> {
        let form = &mut self.form;
        let text = match field.place() {
            FieldPlace::Own(OwnField::Department) => form.department.as_mut(),
            FieldPlace::Own(OwnField::Expected) => form.goals.expected.as_mut(),
            FieldPlace::Own(OwnField::Achieved) => form.goals.achieved.as_mut(),
            FieldPlace::Own(OwnField::Problems) => form.problems.as_mut(),
            FieldPlace::Own(OwnField::Measures) => form.measures.as_mut(),
            FieldPlace::InList(n, ListField::Funding(FundingField::Source)) => {
                Some(&mut form.funding[n as usize].source)
            }
            FieldPlace::InList(n, ListField::Task(field)) => {
                let task = &mut form.tasks[n as usize];
                match field {
                    TaskField::Name => task.name.as_mut(),
                    TaskField::Expected => task.expected.as_mut(),
                    TaskField::Achieved => task.achieved.as_mut(),
                    TaskField::Funds => None,
                }
            }
            FieldPlace::InList(n, ListField::Indicator(field)) => {
                let indicator = &mut form.indicators[n as usize];
                match field {
                    IndicatorField::Name => indicator.name.as_mut(),
                    IndicatorField::Definition => indicator.definition.as_mut(),
                    IndicatorField::Target => indicator.target.as_mut(),
                    IndicatorField::Actual => indicator.actual.as_mut(),
                    _ => None,
                }
            }
            _ => None,
        };
        text.expect("a text field of the form")
    }

    /// What one rule finds, whatever the settings say.
    pub(crate) fn findings(&self, rule: &str) -> Vec<Finding> {
        let Some(Check::Form(check)) = find_rule(rule).map(|rule| &rule.check) else {
            panic!("no such rule: {rule}")
        };
        self.checked(check)
    }

    /// What a check finds on each form of the workbook.
    pub(crate) fn checked(&self, check: impl Fn(&FormContext<'_>) -> Vec<Finding>) -> Vec<Finding> {
        let forms: Vec<Form> = std::iter::once(&self.form).chain(&self.other_forms).cloned().collect();
        let evaluation = Evaluation::of(&self.workbook);
        let each = FormContext::each(&self.workbook, &evaluation, &forms, &self.settings);
        each.flat_map(|context| check(&context)).collect()
    }

    /// What one rule finds, as a person reads it: the cell and the message.
    pub(crate) fn lines(&self, rule: &str) -> Vec<String> {
        self.findings(rule).iter().map(line).collect()
    }

    /// What one rule's fix makes of a text field's cell; `None` where the rule has no fix for it.
    pub(crate) fn mended(&self, rule: &str) -> Option<String> {
        let finding = self.findings(rule).into_iter().find(|finding| finding.fix.is_some())?;
        let edit = finding.fix?.edits.into_iter().next()?;
        let raw = self.workbook.sheets[0].value(edit.cell).text()?;
        match edit.content {
            super::NewContent::TextEdits(edits) => Some(TextEdit::apply(raw, &edits)),
            _ => None,
        }
    }
}

/// A finding as a person reads it.
pub(crate) fn line(finding: &Finding) -> String {
    let cell = finding.cell.map_or_else(|| "—".to_owned(), |cell| cell.to_string());
    format!("{cell} {}", finding.message)
}

/// A text value.
pub(crate) fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

/// A range that the test wrote.
pub(crate) fn range(address: &str) -> CellRange {
    address.parse().expect("the test's own range")
}

#[expect(clippy::unnecessary_wraps, reason = "a form's fields are optional, and these are put into them")]
fn blank(address: &str) -> Option<Located<String>> {
    Some(Located::blank(at(address)))
}

/// A department's form as a run sees it, with the year 2021, in 万元.
pub(crate) fn report(file: &str, department: &str) -> FormRecord {
    FormRecord {
        schema: "ziping/form/1".to_owned(),
        file: file.to_owned(),
        sheet: "Sheet1".to_owned(),
        template: "liwan-department-2021".to_owned(),
        department: Some(department.to_owned()),
        year: Some(2021),
        unit: Some("万元".to_owned()),
        cells: [("department", "B3"), ("year", "A2"), ("unit", "H3")]
            .map(|(field, cell)| (path(field), at(cell)))
            .into_iter()
            .collect(),
        ..FormRecord::default()
    }
}

/// What one rule finds on the forms of a run: the file, the cell and the message.
pub(crate) fn batch_lines(
    rule: &str,
    forms: &[FormRecord],
    roster: Option<&Roster>,
    settings: &Settings,
) -> Vec<String> {
    batch_lines_among(rule, forms, &[], roster, settings)
}

/// The same, where files were received that are no forms.
pub(crate) fn batch_lines_among(
    rule: &str,
    forms: &[FormRecord],
    inputs: &[InputRecord],
    roster: Option<&Roster>,
    settings: &Settings,
) -> Vec<String> {
    let Some(Check::Batch(check)) = find_rule(rule).map(|rule| &rule.check) else {
        panic!("no such rule: {rule}")
    };
    check(&BatchContext::new(forms, inputs, roster, settings))
        .iter()
        .map(|finding| format!("{} {}", finding.file, line(finding)))
        .collect()
}
