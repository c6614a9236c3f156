//! A form's fields by their paths: `indicators.0.actual`.

use std::collections::BTreeMap;

use super::{Form, Located};
use crate::workbook::CellRef;

impl Form {
    /// Every field that holds text, blank ones included, by its path and in the form's order. A cell that several
    /// fields share (a 一级指标 merged over its indicators) comes once for each of them.
    ///
    /// ```
    /// use ziping::form::{Form, Located};
    /// let form = Form { problems: Some(Located::new("无".to_owned(), "B16".parse().unwrap())), ..Form::default() };
    /// let paths: Vec<String> = form.texts().into_iter().map(|(path, _)| path).collect();
    /// assert_eq!(paths, ["problems"]);
    /// ```
    pub fn texts(&self) -> Vec<(String, &Located<String>)> {
        let mut texts = Texts::default();
        texts.add("department", self.department.as_ref());
        texts.add("project", self.project.as_ref());
        texts.add("competent_department", self.competent_department.as_ref());
        for (n, row) in self.funding.iter().enumerate() {
            texts.add(&format!("funding.{n}.source"), Some(&row.source));
        }
        texts.add("goals.expected", self.goals.expected.as_ref());
        texts.add("goals.achieved", self.goals.achieved.as_ref());
        for (n, task) in self.tasks.iter().enumerate() {
            texts.add(&format!("tasks.{n}.name"), task.name.as_ref());
            texts.add(&format!("tasks.{n}.expected"), task.expected.as_ref());
            texts.add(&format!("tasks.{n}.achieved"), task.achieved.as_ref());
        }
        for (n, indicator) in self.indicators.iter().enumerate() {
            texts.add(&format!("indicators.{n}.level1"), indicator.level1.as_ref());
            texts.add(&format!("indicators.{n}.level2"), indicator.level2.as_ref());
            texts.add(&format!("indicators.{n}.name"), indicator.name.as_ref());
            texts.add(&format!("indicators.{n}.definition"), indicator.definition.as_ref());
            texts.add(&format!("indicators.{n}.target"), indicator.target.as_ref());
            texts.add(&format!("indicators.{n}.actual"), indicator.actual.as_ref());
            texts.add(&format!("indicators.{n}.deviation_reason"), indicator.deviation_reason.as_ref());
        }
        texts.add("problems", self.problems.as_ref());
        texts.add("measures", self.measures.as_ref());
        texts.0
    }

    /// Every field's cell, by the field's path.
    pub fn cells(&self) -> BTreeMap<String, CellRef> {
        let mut cells: BTreeMap<String, CellRef> =
            self.texts().into_iter().map(|(path, text)| (path, text.cell)).collect();
        let mut add = |path: String, cell: Option<CellRef>| {
            if let Some(cell) = cell {
                cells.insert(path, cell);
            }
        };
        add("year".to_owned(), self.year.as_ref().map(|y| y.cell));
        add("unit".to_owned(), self.unit.as_ref().map(|u| u.cell));
        add("total_weight".to_owned(), self.total_weight.as_ref().map(|w| w.cell));
        add("total_score".to_owned(), self.total_score.as_ref().map(|s| s.cell));
        for (n, row) in self.funding.iter().enumerate() {
            for (column, amount) in &row.values {
                add(format!("funding.{n}.{}", column.as_str()), Some(amount.cell));
            }
        }
        for (n, task) in self.tasks.iter().enumerate() {
            add(format!("tasks.{n}.funds"), task.funds.as_ref().map(|f| f.cell));
        }
        for (n, indicator) in self.indicators.iter().enumerate() {
            add(format!("indicators.{n}.weight"), indicator.weight.as_ref().map(|w| w.cell));
            add(format!("indicators.{n}.score"), indicator.score.as_ref().map(|s| s.cell));
        }
        cells
    }

    /// The words for a field in the form's own language; the path itself where the template gives none.
    pub fn field_name<'a>(&'a self, path: &'a str) -> &'a str {
        self.field_names.get(path).map_or(path, String::as_str)
    }
}

/// Gathers the text fields that a form has.
#[derive(Default)]
struct Texts<'a>(Vec<(String, &'a Located<String>)>);

impl<'a> Texts<'a> {
    fn add(&mut self, path: &str, field: Option<&'a Located<String>>) {
        if let Some(field) = field {
            self.0.push((path.to_owned(), field));
        }
    }
}
