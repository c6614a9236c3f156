//! What all sheets of a summary have to know: which forms count, in which order, whose they are.

use std::collections::{BTreeMap, HashMap};

use super::SummaryInput;
use super::money_findings::MoneyFindings;
use crate::form::{MoneyUnit, Verdict};
use crate::record::{FormIndex, FormRecord};
use crate::roster::{Attendance, Departments, counted_instead, is_project};
use crate::rules::Finding;

/// The facts of a summary.
pub(super) struct Facts<'a> {
    /// What the summary is made of.
    pub(super) input: &'a SummaryInput<'a>,
    /// Who is who.
    pub(super) departments: Departments,
    /// The forms, by index: those of departments on the roster in its order, then the others as they came.
    pub(super) order: Vec<usize>,
    /// The year that the run was asked for, else that of most forms.
    pub(super) year: Option<i32>,
    /// Whether there are department-level forms.
    pub(super) has_departments: bool,
    /// Whether there are project-level forms.
    pub(super) has_projects: bool,
    /// Who reported of those who must.
    pub(super) attendance: Attendance<'a>,
    instead: Vec<usize>,
    index: FormIndex<'a>,
    money: HashMap<usize, MoneyFindings>,
}

impl<'a> Facts<'a> {
    /// Looks at everything once.
    pub(super) fn of(input: &'a SummaryInput<'a>) -> Self {
        let departments = Departments::of(input.roster, input.forms);
        let instead = counted_instead(input.forms, &departments);
        let attendance = Attendance::of(input.roster, input.forms, input.inputs, &departments);
        let place = |form: &FormRecord| {
            let place = form.department.as_deref().and_then(|name| departments.place_on_roster(name));
            place.unwrap_or(usize::MAX)
        };
        let places: Vec<usize> = input.forms.iter().map(place).collect();
        let mut order: Vec<usize> = (0..input.forms.len()).collect();
        order.sort_by_key(|&index| places[index]);
        let index = FormIndex::of(input.forms);
        let has_projects = input.forms.iter().any(is_project);
        let has_departments = input.forms.iter().any(|form| !is_project(form));
        let year = input.settings.year.or_else(|| year_of_most(input.forms));
        Self {
            input,
            departments,
            order,
            year,
            has_departments,
            has_projects,
            attendance,
            instead,
            money: MoneyFindings::of(input, &index),
            index,
        }
    }

    /// The findings that nobody has accepted.
    pub(super) fn open_findings(&self) -> impl Iterator<Item = &'a Finding> + Clone + use<'a> {
        self.input.findings.iter().filter(|listed| listed.is_open()).map(|listed| listed.finding)
    }

    /// The form of that index.
    pub(super) fn form(&self, index: usize) -> &'a FormRecord {
        &self.input.forms[index]
    }

    /// Whether a form counts.
    pub(super) fn counts(&self, index: usize) -> bool {
        self.instead(index) == index
    }

    /// The form that counts in another's stead; itself if it counts.
    pub(super) fn instead(&self, index: usize) -> usize {
        self.instead.get(index).copied().unwrap_or(index)
    }

    /// The forms that count, by index, in order.
    pub(super) fn counted(&self) -> impl Iterator<Item = usize> {
        self.order.iter().copied().filter(|&index| self.counts(index))
    }

    /// The forms that count, in order.
    pub(super) fn counted_forms(&self) -> impl Iterator<Item = &'a FormRecord> {
        self.counted().map(|index| self.form(index))
    }

    /// How many forms are left out because their department reported twice.
    pub(super) fn left_out(&self) -> usize {
        (0..self.input.forms.len()).filter(|&index| !self.counts(index)).count()
    }

    /// The forms of a file, by index.
    pub(super) fn forms_of(&self, file: &str) -> &[usize] {
        self.index.of_file(file)
    }

    /// The form that a finding is about.
    pub(super) fn form_of(&self, finding: &Finding) -> Option<&'a FormRecord> {
        finding.form_in(&self.index).map(|at| self.form(at))
    }

    /// What was found at the amounts of the funding table of the form of that index.
    pub(super) fn money_of(&self, index: usize) -> Option<&MoneyFindings> {
        self.money.get(&index)
    }

    /// The unit in which the summary counts.
    pub(super) fn unit(&self) -> MoneyUnit {
        self.input.settings.summary_unit
    }

    /// Which amounts are summed: those of the forms as they came, or, where corrected workbooks were written, as these have
    /// them.
    pub(super) fn amounts_words(&self) -> &'static str {
        let is_corrected = self.input.inputs.iter().any(|input| input.corrected.is_some());
        if is_corrected { "按修正后的数" } else { "按报送的数" }
    }

    /// `2021年度`, or nothing where no form names its year.
    pub(super) fn year_words(&self) -> String {
        self.year.map_or_else(String::new, |year| format!("{year}年度"))
    }

    /// What the forms are about: 部门整体支出, 项目支出, or both.
    pub(super) fn subject_words(&self) -> &'static str {
        match (self.has_departments, self.has_projects) {
            (true, true) => "部门整体支出和项目支出",
            (false, true) => "项目支出",
            _ => "部门整体支出",
        }
    }

    /// The title of a sheet: `2021年度部门整体支出资金汇总表`.
    pub(super) fn title(&self, what: &str) -> String {
        format!("{}{}{what}", self.year_words(), self.subject_words())
    }

    /// The line under a title of a sheet that lists what counts.
    pub(super) fn scope_words(&self) -> String {
        match self.left_out() {
            0 => format!("共 {} 份自评表", self.input.forms.len()),
            out => format!(
                "共 {} 份自评表，其中重复报送的 {out} 份不计入、不列入，详见“报送情况”",
                self.input.forms.len()
            ),
        }
    }
}

/// The department of a form, as it calls itself.
pub(super) fn department(form: &FormRecord) -> &str {
    form.department.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or("（未填部门名称）")
}

/// How many indicators have which verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally([usize; 5]);

impl Tally {
    /// Counts one more.
    pub(super) fn add(&mut self, verdict: Verdict) {
        self.0[verdict as usize] += 1;
    }

    /// How many have this verdict.
    pub(super) fn of(&self, verdict: Verdict) -> usize {
        self.0[verdict as usize]
    }

    /// How many there are.
    pub(super) fn total(&self) -> usize {
        self.0.iter().sum()
    }
}

fn year_of_most(forms: &[FormRecord]) -> Option<i32> {
    let mut years: BTreeMap<i32, usize> = BTreeMap::new();
    for year in forms.iter().filter_map(|form| form.year) {
        *years.entry(year).or_default() += 1;
    }
    // Of two years that are as frequent, the later.
    years.into_iter().max_by_key(|&(year, count)| (count, year)).map(|(year, _)| year)
}
