//! Which names are one department, and which of its forms counts.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::name::DepartmentName;
use super::subject::{Subject, project_key};
use super::{Roster, RosterEntry};
use crate::record::FormRecord;

/// Who is who among the departments of a run.
///
/// Names are compared without brackets and their contents, spaces, differences of width, and the province, city and
/// district in front. Where a run has departments of several places under one key (the
/// 财政局 of two districts in a city's folder), the place decides as well: they are two departments.
#[derive(Debug, Default)]
pub struct Departments {
    /// Identity to the department's number; those of the roster come first, in its order.
    numbers: HashMap<Identity, usize>,
    /// The names that were stated or listed, to the same: a name is taken apart once.
    known: HashMap<String, usize>,
    /// Keys under which several places are found.
    shared: BTreeSet<String>,
    /// The rows of the roster: those before the first department that is not on it.
    listed: usize,
    count: usize,
}

/// What a department is known by: its own words, and its place where that is needed to tell it from others.
type Identity = (String, String);

impl Departments {
    /// The departments of a roster and those of the forms.
    ///
    /// ```
    /// use ziping::record::FormRecord;
    /// use ziping::roster::Departments;
    /// let form = |name: &str| FormRecord { department: Some(name.to_owned()), ..FormRecord::default() };
    /// let forms = ["荔湾区财政局", "越秀区财政局", "信访局"].map(form);
    /// let departments = Departments::of(None, &forms);
    /// assert_eq!(departments.number("信访局"), departments.number("广州市荔湾区信访局（本级）"));
    /// assert_ne!(departments.number("荔湾区财政局"), departments.number("越秀区财政局"));
    /// ```
    pub fn of(roster: Option<&Roster>, forms: &[FormRecord]) -> Self {
        Self::named(roster, forms.iter().filter_map(|form| form.department.as_deref()))
    }

    /// The departments of a roster and those that are `stated` anywhere.
    pub(crate) fn named<'n>(roster: Option<&'n Roster>, stated: impl Iterator<Item = &'n str>) -> Self {
        let entries = roster.map_or(&[][..], |roster| &roster.entries);
        let stated = stated.filter(|name| !name.trim().is_empty()).map(|name| (name, None));
        let listed = entries.iter().enumerate().flat_map(|(number, entry)| {
            let names = std::iter::once(&entry.name).chain(&entry.aliases);
            names.map(move |name| (name.as_str(), Some(number)))
        });
        let mut seen = HashSet::new();
        let names: Vec<(&str, Option<usize>, DepartmentName)> = listed
            .chain(stated)
            .filter(|(name, number)| number.is_some() || seen.insert(*name))
            .map(|(name, number)| (name, number, DepartmentName::parse(name)))
            .collect();
        let listed = entries.len();
        let mut departments = Self { shared: shared(&names), listed, count: listed, ..Self::default() };
        let mut of_rows: Vec<Option<usize>> = vec![None; listed];
        for (name, row, parsed) in names {
            let next = departments.count;
            // The other names of a row are its first name's, which may stand in an earlier row.
            let own = row.map_or(next, |row| of_rows[row].unwrap_or(row));
            let identity = departments.identity(parsed);
            let number = *departments.numbers.entry(identity).or_insert(own);
            departments.count += usize::from(number == next);
            departments.known.entry(name.to_owned()).or_insert(number);
            if let Some(row) = row {
                of_rows[row].get_or_insert(number);
            }
        }
        departments
    }

    /// The rows of the roster that they were made of, each department once: the first of those that name it.
    pub(super) fn due<'r>(&self, roster: Option<&'r Roster>) -> impl Iterator<Item = &'r RosterEntry> {
        let entries = roster.map_or(&[][..], |roster| &roster.entries);
        let is_first = |(place, entry): &(usize, &RosterEntry)| self.number(&entry.name) == Some(*place);
        entries.iter().enumerate().filter(is_first).map(|(_, entry)| entry)
    }

    /// The place on the roster of a department that stands there.
    pub(crate) fn place_on_roster(&self, name: &str) -> Option<usize> {
        self.number(name).filter(|number| *number < self.listed)
    }

    /// The number of a department: of one on the roster, its place there. Two names of one number are one department.
    pub fn number(&self, name: &str) -> Option<usize> {
        let number = self.known.get(name);
        number.or_else(|| self.numbers.get(&self.identity(DepartmentName::parse(name)))).copied()
    }

    /// Whether two names are one department's.
    pub(crate) fn are_one(&self, a: &str, b: &str) -> bool {
        let number = self.number(a);
        number.is_some() && number == self.number(b)
    }

    /// Whether two forms are of one department, and of one project of it where they name one: what is accepted of the one
    /// is accepted of the other.
    ///
    /// ```
    /// use ziping::record::FormRecord;
    /// use ziping::roster::Departments;
    /// let form = |department: &str, project: &str| FormRecord {
    ///     department: Some(department.to_owned()),
    ///     project: Some(project.to_owned()),
    ///     ..FormRecord::default()
    /// };
    /// let forms = [form("信访局", "河道保洁（一期）"), form("荔湾区信访局", "河道 保洁(一期)"), form("信访局", "河道保洁")];
    /// let departments = Departments::of(None, &forms);
    /// assert!(departments.are_of_one_subject(&forms[0], &forms[1]));
    /// assert!(!departments.are_of_one_subject(&forms[0], &forms[2]));
    /// ```
    pub fn are_of_one_subject(&self, a: &FormRecord, b: &FormRecord) -> bool {
        let project = |form: &FormRecord| form.project.as_deref().map(project_key);
        self.are_of_one_department(a, b) && project(a) == project(b)
    }

    /// Whether two forms are of one department; forms that name none are taken for one's.
    pub(crate) fn are_of_one_department(&self, a: &FormRecord, b: &FormRecord) -> bool {
        match (&a.department, &b.department) {
            (Some(a), Some(b)) => a == b || self.are_one(a, b),
            (a, b) => a == b,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    fn identity(&self, DepartmentName { place, own }: DepartmentName) -> Identity {
        if self.shared.contains(&own) { (own, place) } else { (own, String::new()) }
    }
}

/// The keys under which several places are found.
fn shared(names: &[(&str, Option<usize>, DepartmentName)]) -> BTreeSet<String> {
    let mut places: HashMap<&str, &str> = HashMap::new();
    let mut shared = BTreeSet::new();
    for (_, _, DepartmentName { place, own }) in names {
        if !place.is_empty() && *places.entry(own).or_insert(place) != place {
            shared.insert(own.clone());
        }
    }
    shared
}

/// Whose report a form is, and on what.
fn subject(form: &FormRecord, departments: &Departments) -> Option<(usize, Subject)> {
    Some((departments.number(form.department.as_deref()?)?, Subject::of(form)?))
}

/// For each form, the one that counts in its stead: itself, unless its department (and project) reported twice. Then it
/// is the form in the workbook with the latest modification time in its own properties, then the later file name.
/// A form that does not say whose it is stands for itself.
pub fn counted_instead(forms: &[FormRecord], departments: &Departments) -> Vec<usize> {
    let subjects: Vec<Option<_>> = forms.iter().map(|form| subject(form, departments)).collect();
    let mut latest: HashMap<&(usize, Subject), usize> = HashMap::new();
    for (index, subject) in subjects.iter().enumerate() {
        let Some(subject) = subject else { continue };
        let best = latest.entry(subject).or_insert(index);
        if later(&forms[index], &forms[*best]) != Ordering::Less {
            *best = index;
        }
    }
    subjects
        .iter()
        .enumerate()
        .map(|(index, subject)| subject.as_ref().and_then(|s| latest.get(s).copied()).unwrap_or(index))
        .collect()
}

/// Which of the forms count: see [`counted_instead`]. The result has one entry for each form.
pub fn counted(forms: &[FormRecord], roster: Option<&Roster>) -> Vec<bool> {
    let departments = Departments::of(roster, forms);
    counted_instead(forms, &departments)
        .iter()
        .enumerate()
        .map(|(index, &instead)| index == instead)
        .collect()
}

/// Which of two forms came later; one whose workbook names no time of its last change is before all that do.
fn later(a: &FormRecord, b: &FormRecord) -> Ordering {
    let name = |form: &FormRecord| form.file.rsplit('/').next().unwrap_or_default().to_owned();
    a.modified.cmp(&b.modified).then_with(|| name(a).cmp(&name(b))).then_with(|| a.file.cmp(&b.file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::FormLevel;
    use crate::roster::{RosterEntry, is_project};

    fn form(file: &str, department: &str, modified: Option<&str>) -> FormRecord {
        serde_json::from_value(serde_json::json!({
            "schema": "ziping/form/1", "file": file, "sheet": "Sheet1", "template": "t", "department": department,
            "year": 2021, "unit": "万元", "funding": [], "goals": {"expected": null, "achieved": null}, "tasks": [],
            "indicators": [], "problems": null, "measures": null, "cells": {}, "unmapped": [], "modified": modified
        }))
        .unwrap()
    }

    fn project(file: &str, department: &str, project: &str) -> FormRecord {
        FormRecord { project: Some(project.to_owned()), ..form(file, department, None) }
    }

    fn roster(entries: &[(&str, &[&str])]) -> Roster {
        let entry = |(name, aliases): &(&str, &[&str])| RosterEntry {
            name: (*name).to_owned(),
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
        };
        Roster { entries: entries.iter().map(entry).collect() }
    }

    #[test]
    fn the_workbook_changed_last_counts() {
        let forms = [
            form("b.xlsx", "荔湾区信访局", Some("2022-03-02T08:00:00Z")),
            form("a.xlsx", "信访局（本级）", Some("2022-03-02T09:00:00Z")),
        ];
        assert_eq!(counted(&forms, None), [false, true]);
    }

    #[test]
    fn times_are_compared_as_times() {
        // 09:30 in Beijing is earlier than 08:00 in UTC, though its text is later.
        let forms = [
            form("a.xlsx", "信访局", Some("2022-03-02T08:00:00.000Z")),
            form("b.xlsx", "信访局", Some("2022-03-02T09:30:00+08:00")),
        ];
        assert_eq!(counted(&forms, None), [true, false]);
    }

    #[test]
    fn then_the_later_file_name_counts_whatever_its_folder() {
        let forms = [form("z/001.xlsx", "信访局", None), form("a/002.xlsx", "信访局", None)];
        assert_eq!(counted(&forms, None), [false, true]);
    }

    #[test]
    fn a_workbook_with_a_time_is_later_than_one_without() {
        let forms = [form("z.xlsx", "信访局", None), form("a.xlsx", "信访局", Some("2022-01-01T00:00:00Z"))];
        assert_eq!(counted(&forms, None), [false, true]);
    }

    #[test]
    fn forms_of_another_year_are_the_same_report() {
        let mut last_year = form("b.xlsx", "信访局", None);
        last_year.year = Some(2020);
        assert_eq!(counted(&[form("a.xlsx", "信访局", None), last_year], None), [false, true]);
    }

    /// Department forms whose indicators have levels were counted as projects.
    #[test]
    fn what_a_form_speaks_of_is_said_by_its_template() {
        let mut whole = form("a.xlsx", "水务局", None);
        whole.level = Some(FormLevel::Department);
        whole.indicators = vec![crate::record::IndicatorRecord {
            level1: Some("产出指标".to_owned()),
            ..crate::record::IndicatorRecord::default()
        }];
        assert!(!is_project(&whole));
        let mut nameless = form("b.xlsx", "水务局", None);
        nameless.level = Some(FormLevel::Project);
        assert!(is_project(&nameless));
    }

    #[test]
    fn each_project_of_a_department_counts_once() {
        let forms = [
            form("a.xlsx", "水务局", None),
            project("b.xlsx", "水务局", "河道保洁（一期）"),
            project("c.xlsx", "水务局", "河道保洁(二期)"),
            project("d.xlsx", "水务局", "河道 保洁(一期)"),
        ];
        assert_eq!(counted(&forms, None), [true, false, true, true]);
    }

    #[test]
    fn departments_of_two_districts_are_two() {
        let forms = [form("a.xlsx", "荔湾区财政局", None), form("b.xlsx", "越秀区财政局", None)];
        assert_eq!(counted(&forms, None), [true, true]);
    }

    #[test]
    fn a_rosters_other_names_are_the_same_department() {
        let roster = roster(&[("来穗人员服务管理局", &["来穗局"])]);
        let forms = [form("a.xlsx", "荔湾区来穗局", None), form("b.xlsx", "来穗人员服务管理局", None)];
        assert_eq!(counted(&forms, Some(&roster)), [false, true]);
        assert_eq!(counted(&forms, None), [true, true]);
    }

    #[test]
    fn forms_without_a_department_stand_for_themselves() {
        let mut nameless = form("a.xlsx", "", None);
        nameless.department = None;
        assert_eq!(counted(&[nameless.clone(), nameless], None), [true, true]);
    }
}
