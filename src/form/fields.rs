//! A form's fields by their paths: `indicators.0.actual`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use rust_decimal::Decimal;

use super::{Form, FundingColumn, Located};
use crate::workbook::CellRef;

/// A field's path. Displayed, it is what programs know the field by: `indicators.0.actual`, `goals.expected`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldPath {
    /// The field itself, or the list that it is in.
    first: &'static str,
    /// Its place in the list.
    index: Option<usize>,
    /// Its name in the list's entry.
    last: &'static str,
}

impl FieldPath {
    const fn of(field: &'static str) -> Self {
        Self { first: field, index: None, last: "" }
    }

    const fn in_list(list: &'static str, index: usize, field: &'static str) -> Self {
        Self { first: list, index: Some(index), last: field }
    }

    /// Whether it is a source of funds that stands under another.
    pub fn is_source_under_another(&self) -> bool {
        self.first == FUNDING && self.last == "source" && self.index.is_some_and(|index| index > 0)
    }

    /// Whether it is an indicator's target or actual value.
    pub fn is_measured(&self) -> bool {
        self.first == INDICATORS && matches!(self.last, "target" | "actual")
    }
}

impl From<FieldPath> for String {
    /// The path as it is displayed, in one piece of memory: a form's record has a hundred.
    fn from(path: FieldPath) -> Self {
        use fmt::Write;
        /// The dots, and the places of an index that no form's list comes near.
        const AROUND_INDEX: usize = 8;
        let mut spelled = Self::with_capacity(path.first.len() + path.last.len() + AROUND_INDEX);
        // Writing to a string cannot fail.
        let _ = write!(spelled, "{path}");
        spelled
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.index {
            Some(index) => write!(f, "{}.{index}.{}", self.first, self.last),
            None => f.write_str(self.first),
        }
    }
}

/// The form's lists, as paths name them.
pub(crate) const FUNDING: &str = "funding";
pub(crate) const TASKS: &str = "tasks";
pub(crate) const INDICATORS: &str = "indicators";

impl Form {
    /// Every field that holds text, blank ones included, by its path and in the form's order. A cell that several
    /// fields share (a 一级指标 merged over its indicators) comes once for each of them.
    ///
    /// ```
    /// use ziping::form::{Form, Located};
    /// let form = Form { problems: Some(Located::new("无".to_owned(), "B16".parse().unwrap())), ..Form::default() };
    /// let paths: Vec<String> = form.texts().into_iter().map(|(path, _)| path.to_string()).collect();
    /// assert_eq!(paths, ["problems"]);
    /// ```
    pub fn texts(&self) -> Vec<(FieldPath, &Located<String>)> {
        let mut texts = Texts::default();
        texts.add(FieldPath::of("department"), self.department.as_ref());
        texts.add(FieldPath::of("project"), self.project.as_ref());
        texts.add(FieldPath::of("competent_department"), self.competent_department.as_ref());
        for (n, row) in self.funding.iter().enumerate() {
            texts.add(FieldPath::in_list(FUNDING, n, "source"), Some(&row.source));
        }
        texts.add(FieldPath::of("goals.expected"), self.goals.expected.as_ref());
        texts.add(FieldPath::of("goals.achieved"), self.goals.achieved.as_ref());
        for (n, task) in self.tasks.iter().enumerate() {
            let of_task = |field| FieldPath::in_list(TASKS, n, field);
            texts.add(of_task("name"), task.name.as_ref());
            texts.add(of_task("expected"), task.expected.as_ref());
            texts.add(of_task("achieved"), task.achieved.as_ref());
        }
        for (n, indicator) in self.indicators.iter().enumerate() {
            let of_indicator = |field| FieldPath::in_list(INDICATORS, n, field);
            texts.add(of_indicator("level1"), indicator.level1.as_ref());
            texts.add(of_indicator("level2"), indicator.level2.as_ref());
            texts.add(of_indicator("name"), indicator.name.as_ref());
            texts.add(of_indicator("definition"), indicator.definition.as_ref());
            texts.add(of_indicator("target"), indicator.target.as_ref());
            texts.add(of_indicator("actual"), indicator.actual.as_ref());
            texts.add(of_indicator("deviation_reason"), indicator.deviation_reason.as_ref());
        }
        texts.add(FieldPath::of("problems"), self.problems.as_ref());
        texts.add(FieldPath::of("measures"), self.measures.as_ref());
        texts.0
    }

    /// Every field with its cell: those that hold text first.
    pub fn places(&self) -> Vec<(FieldPath, CellRef)> {
        let mut places: Vec<(FieldPath, CellRef)> =
            self.texts().into_iter().map(|(path, text)| (path, text.cell)).collect();
        let mut add = |path: FieldPath, cell: Option<CellRef>| places.extend(cell.map(|cell| (path, cell)));
        add(FieldPath::of("year"), self.year.as_ref().map(|y| y.cell));
        add(FieldPath::of("unit"), self.unit.as_ref().map(|u| u.cell));
        add(FieldPath::of("total_weight"), self.total_weight.as_ref().map(|w| w.cell));
        add(FieldPath::of("total_score"), self.total_score.as_ref().map(|s| s.cell));
        for (n, row) in self.funding.iter().enumerate() {
            for (column, amount) in &row.values {
                add(FieldPath::in_list(FUNDING, n, column.as_str()), Some(amount.cell));
            }
            let of_label = self.weight_of(row).filter(|_| row.cell(FundingColumn::Weight).is_none());
            add(FieldPath::in_list(FUNDING, n, "weight"), of_label.map(|weight| weight.cell));
        }
        for (n, task) in self.tasks.iter().enumerate() {
            add(FieldPath::in_list(TASKS, n, "funds"), task.funds.as_ref().map(|f| f.cell));
        }
        for (n, indicator) in self.indicators.iter().enumerate() {
            add(FieldPath::in_list(INDICATORS, n, "weight"), indicator.weight.as_ref().map(|w| w.cell));
            add(FieldPath::in_list(INDICATORS, n, "score"), indicator.score.as_ref().map(|s| s.cell));
        }
        places
    }

    /// The columns of rates whose cells hold points of a hundred (86.51) and not fractions (0.8651), of which `number`
    /// tells what they hold.
    pub(crate) fn rates_in_points(
        &self,
        number: impl Fn(CellRef) -> Option<Decimal>,
    ) -> BTreeSet<FundingColumn> {
        let rates = self.funding.iter().flat_map(|row| &row.values).filter(|(column, _)| column.is_rate());
        let in_points = |rate: &Located<Decimal>| {
            let (stated, held) = (rate.value?.checked_mul(Decimal::ONE_HUNDRED)?, number(rate.cell)?);
            Some(!held.is_zero() && stated.round_dp(2) == held.round_dp(2))
        };
        rates.filter(|(_, rate)| in_points(rate) == Some(true)).map(|(column, _)| *column).collect()
    }

    /// Every field's cell, by the field's path.
    pub fn cells(&self) -> BTreeMap<String, CellRef> {
        self.places().into_iter().map(|(path, cell)| (path.into(), cell)).collect()
    }
}

/// Gathers the text fields that a form has.
#[derive(Default)]
struct Texts<'a>(Vec<(FieldPath, &'a Located<String>)>);

impl<'a> Texts<'a> {
    fn add(&mut self, path: FieldPath, field: Option<&'a Located<String>>) {
        self.0.extend(field.map(|field| (path, field)));
    }
}
