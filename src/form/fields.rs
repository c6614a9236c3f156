//! Where a form's fields are.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{
    FieldCells, FieldPath, Form, FundingColumn, FundingField, IndicatorField, Located, OwnField, TaskField,
};
use crate::workbook::CellRef;

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
        texts.add(FieldPath::own(OwnField::Department), self.department.as_ref());
        texts.add(FieldPath::own(OwnField::Project), self.project.as_ref());
        texts.add(FieldPath::own(OwnField::CompetentDepartment), self.competent_department.as_ref());
        for (n, row) in self.funding.iter().enumerate() {
            texts.add(FieldPath::funding(n, FundingField::Source), Some(&row.source));
        }
        texts.add(FieldPath::own(OwnField::Expected), self.goals.expected.as_ref());
        texts.add(FieldPath::own(OwnField::Achieved), self.goals.achieved.as_ref());
        for (n, task) in self.tasks.iter().enumerate() {
            let of_task = |field| FieldPath::task(n, field);
            texts.add(of_task(TaskField::Name), task.name.as_ref());
            texts.add(of_task(TaskField::Expected), task.expected.as_ref());
            texts.add(of_task(TaskField::Achieved), task.achieved.as_ref());
        }
        for (n, indicator) in self.indicators.iter().enumerate() {
            let of_indicator = |field| FieldPath::indicator(n, field);
            texts.add(of_indicator(IndicatorField::Level1), indicator.level1.as_ref());
            texts.add(of_indicator(IndicatorField::Level2), indicator.level2.as_ref());
            texts.add(of_indicator(IndicatorField::Name), indicator.name.as_ref());
            texts.add(of_indicator(IndicatorField::Definition), indicator.definition.as_ref());
            texts.add(of_indicator(IndicatorField::Target), indicator.target.as_ref());
            texts.add(of_indicator(IndicatorField::Actual), indicator.actual.as_ref());
            texts.add(of_indicator(IndicatorField::DeviationReason), indicator.deviation_reason.as_ref());
        }
        texts.add(FieldPath::own(OwnField::Problems), self.problems.as_ref());
        texts.add(FieldPath::own(OwnField::Measures), self.measures.as_ref());
        texts.0
    }

    /// Every field with its cell: those that hold text first.
    pub fn places(&self) -> Vec<(FieldPath, CellRef)> {
        let mut places: Vec<(FieldPath, CellRef)> =
            self.texts().into_iter().map(|(path, text)| (path, text.cell)).collect();
        let mut add = |path: FieldPath, cell: Option<CellRef>| places.extend(cell.map(|cell| (path, cell)));
        add(FieldPath::own(OwnField::Year), self.year.as_ref().map(|y| y.cell));
        add(FieldPath::own(OwnField::Unit), self.unit.as_ref().map(|u| u.cell));
        add(FieldPath::own(OwnField::TotalWeight), self.total_weight.as_ref().map(|w| w.cell));
        add(FieldPath::own(OwnField::TotalScore), self.total_score.as_ref().map(|s| s.cell));
        for (n, row) in self.funding.iter().enumerate() {
            for (column, amount) in &row.values {
                add(FieldPath::figure(n, *column), Some(amount.cell));
            }
            let of_label = self.weight_of(row).filter(|_| row.cell(FundingColumn::Weight).is_none());
            add(FieldPath::figure(n, FundingColumn::Weight), of_label.map(|weight| weight.cell));
        }
        for (n, task) in self.tasks.iter().enumerate() {
            add(FieldPath::task(n, TaskField::Funds), task.funds.as_ref().map(|f| f.cell));
        }
        for (n, indicator) in self.indicators.iter().enumerate() {
            add(FieldPath::indicator(n, IndicatorField::Weight), indicator.weight.as_ref().map(|w| w.cell));
            add(FieldPath::indicator(n, IndicatorField::Score), indicator.score.as_ref().map(|s| s.cell));
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

    /// Every field's cell.
    pub fn cells(&self) -> FieldCells {
        self.places().into_iter().collect()
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
