//! Forms, findings and inputs as a run would hand them to the summary, built by hand.

use rust_decimal::Decimal;
use ziping::form::{RowRole, Verdict};
use ziping::record::{
    FixSafety, FormRecord, FundingRecord, IndicatorRecord, InputRecord, InputStatus, Severity, TaskRecord,
};
use ziping::roster::{Roster, RosterEntry};
use ziping::rules::{Finding, Fix, Listed, find_rule};
use ziping::settings::Settings;
use ziping::summary::{SummaryInput, summarize};

/// A run, as the summary sees it.
#[derive(Default)]
pub(crate) struct Run {
    pub(crate) forms: Vec<FormRecord>,
    /// With whether the fix of each was applied.
    pub(crate) findings: Vec<(Finding, bool)>,
    pub(crate) inputs: Vec<InputRecord>,
    pub(crate) roster: Option<Roster>,
    pub(crate) settings: Settings,
}

impl Run {
    /// A run over these forms, each in a workbook of its own that was read and corrected.
    pub(crate) fn of(forms: Vec<FormRecord>) -> Self {
        let inputs = forms.iter().map(|form| read(&form.file)).collect();
        Self { forms, inputs, ..Self::default() }
    }

    pub(crate) fn finding(mut self, finding: Finding, applied: bool) -> Self {
        self.findings.push((finding, applied));
        self
    }

    pub(crate) fn input(mut self, file: &str, status: InputStatus, reason: &str) -> Self {
        let reason = Some(reason.to_owned());
        self.inputs.push(InputRecord { file: file.to_owned(), status, forms: 0, reason, corrected: None });
        self
    }

    pub(crate) fn roster(mut self, names: &[&str]) -> Self {
        let entry = |name: &&str| RosterEntry { name: (*name).to_owned(), aliases: Vec::new() };
        self.roster = Some(Roster { entries: names.iter().map(entry).collect() });
        self
    }

    /// The summary's bytes.
    pub(crate) fn summary(&self) -> Vec<u8> {
        let listed = self.findings.iter();
        let listed =
            listed.map(|(finding, applied)| Listed { finding, label: None, applied: Some(*applied) });
        let findings: Vec<Listed<'_>> = listed.collect();
        let input = SummaryInput {
            forms: &self.forms,
            findings: &findings,
            inputs: &self.inputs,
            roster: self.roster.as_ref(),
            settings: &self.settings,
        };
        summarize(&input).unwrap()
    }
}

fn read(file: &str) -> InputRecord {
    InputRecord {
        file: file.to_owned(),
        status: InputStatus::Read,
        forms: 1,
        reason: None,
        corrected: Some(format!("修正表/{file}")),
    }
}

/// A department's form of 2021 in 万元, without any content.
pub(crate) fn form(file: &str, department: &str) -> FormRecord {
    FormRecord {
        schema: "ziping/form/1".to_owned(),
        file: file.to_owned(),
        sheet: "Sheet1".to_owned(),
        template: "liwan-department-2021".to_owned(),
        department: Some(department.to_owned()),
        year: Some(2021),
        unit: Some("万元".to_owned()),
        ..FormRecord::default()
    }
}

/// What a form can be given, in the order of the form.
pub(crate) trait Filled: Sized {
    fn funds(self, role: RowRole, source: &str, amounts: [&str; 3]) -> Self;
    fn task(self, name: &str, funds: &str) -> Self;
    fn indicator(self, name: &str, target: &str, actual: &str, verdict: Verdict, reason: &str) -> Self;
    fn texts(self, problems: &str, measures: &str) -> Self;
    fn modified(self, time: &str) -> Self;
}

impl Filled for FormRecord {
    /// A funding row: 年初预算数, 预算调整数, 实际支出数; an empty text is a blank.
    fn funds(mut self, role: RowRole, source: &str, [initial, adjustment, actual]: [&str; 3]) -> Self {
        self.funding.push(FundingRecord {
            source: Some(source.to_owned()),
            initial_budget: amount(initial),
            budget_adjustment: amount(adjustment),
            actual_expenditure: amount(actual),
            role,
            ..FundingRecord::default()
        });
        self
    }

    fn task(mut self, name: &str, funds: &str) -> Self {
        let text = |words: &str| Some(format!("{name}{words}"));
        self.tasks.push(TaskRecord {
            name: text(""),
            expected: text("的预期目标"),
            achieved: text("的完成情况"),
            funds: amount(funds),
        });
        self
    }

    /// An indicator of the last task.
    fn indicator(mut self, name: &str, target: &str, actual: &str, verdict: Verdict, reason: &str) -> Self {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let place = format!("indicators.{}.actual", self.indicators.len()).parse().unwrap();
        self.cells.insert(place, format!("G{}", 10 + self.indicators.len()).parse().unwrap());
        self.indicators.push(IndicatorRecord {
            task: self.tasks.len().checked_sub(1),
            level1: None,
            level2: None,
            name: text(name),
            definition: None,
            target: text(target),
            actual: text(actual),
            weight: None,
            score: None,
            deviation_reason: None,
            verdict,
            reason: reason.to_owned(),
            exceeded: false,
        });
        self
    }

    fn texts(mut self, problems: &str, measures: &str) -> Self {
        self.problems = Some(problems.to_owned());
        self.measures = Some(measures.to_owned());
        self
    }

    fn modified(mut self, time: &str) -> Self {
        self.modified = Some(time.parse().unwrap());
        self
    }
}

/// A project's form.
pub(crate) fn project(file: &str, department: &str, project: &str, amounts: [&str; 3]) -> FormRecord {
    let mut form = form(file, department);
    form.project = Some(project.to_owned());
    form.competent_department = Some("荔湾区住房和建设局".to_owned());
    form.total_weight = amount("100");
    form.total_score = amount("96.5");
    let [initial, annual, actual] = amounts.map(amount);
    form.funding.push(FundingRecord {
        source: Some("年度资金总额".to_owned()),
        initial_budget: initial,
        annual_budget: annual,
        actual_expenditure: actual,
        role: RowRole::Total,
        ..FundingRecord::default()
    });
    form
}

/// A finding at a cell of a form's sheet.
pub(crate) fn finding(file: &str, cell: &str, rule: &str, severity: Severity, fix: FixSafety) -> Finding {
    let mut finding = Finding::new(find_rule(rule).unwrap(), "Sheet1", "预算完成率现为 89.23%，应为 86.51%")
        .actual("0.8923")
        .expected("0.8651");
    file.clone_into(&mut finding.file);
    finding.form = Some(0);
    finding.cell = (!cell.is_empty()).then(|| cell.parse().unwrap());
    finding.severity = severity;
    finding.fix = (fix != FixSafety::None).then(|| Fix::new(fix, Vec::new()));
    finding
}

fn amount(text: &str) -> Option<Decimal> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}
