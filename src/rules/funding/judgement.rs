//! Every cell that has to do with the funds, judged once, so that one fault gives one finding: each rule of this
//! family reports its own class of judgement and no other.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::amounts::{self, Meant};
pub(crate) use super::class::Class;
use super::incomplete::Incomplete;
pub(crate) use super::judgements::Judgements;
use super::places::Places;
use crate::decimals::with_places;
use crate::form::{ExpectedFormula, FieldPath, Form, FormulaKind, FundingColumn};
use crate::formula::{Comparer, Evaluation, amount, percentage};
use crate::record::FixSafety;
use crate::rules::{Finding, FormContext, NewContent, Rule};
use crate::workbook::{CellRef, Shown, Value};

/// A judged cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Judged {
    pub(crate) cell: CellRef,
    pub(crate) field: Option<FieldPath>,
    /// The field's name in the form's words; empty for cells that are no field.
    pub(crate) label: String,
    pub(crate) class: Class,
    /// What the template would have there, if the template has a formula for the cell.
    pub(crate) correction: Option<Correction>,
    /// What stands there, for the record.
    pub(crate) actual: Option<String>,
}

/// The template's formula for a cell, ready to be written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Correction {
    pub(crate) content: NewContent,
    /// What it gives; `None` where there is no budget.
    pub(crate) due: Option<Decimal>,
    pub(crate) rate: bool,
    /// `822.26 ÷ (843.65 + 106.87)`
    pub(crate) working: Option<String>,
    /// Whether it follows from more than the form says for sure: then it is only proposed.
    pub(crate) doubtful: bool,
}

impl Correction {
    /// What should stand there, for the record: a rate with four places, an amount.
    pub(crate) fn expected(&self) -> Option<String> {
        self.due.map(|due| if self.rate { record_rate(due) } else { amount(due) })
    }

    /// What should stand there, in words, with its working: `86.51%：822.26 ÷ (843.65 + 106.87)`.
    pub(crate) fn in_words(&self) -> String {
        match (self.due, &self.working) {
            (None, _) => "空白（没有预算数，不计算比率）".to_owned(),
            (Some(due), working) => {
                let due = if self.rate { percentage(due) } else { amount(due) };
                working.as_ref().map_or_else(|| due.clone(), |working| format!("{due}：{working}"))
            }
        }
    }
}

/// A rate as results have it: a fraction with four places.
pub(crate) fn record_rate(rate: Decimal) -> String {
    use rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    with_places(rate.round_dp_with_strategy(4, MidpointAwayFromZero), 4)
}

impl Judged {
    /// The field's name in the form's words, or what a cell is called that is no field.
    pub(super) fn called<'j>(&'j self, otherwise: &'j str) -> &'j str {
        if self.label.is_empty() { otherwise } else { &self.label }
    }

    /// A finding of `rule` at this cell.
    pub(crate) fn finding(&self, rule: &'static Rule, form: &Form, message: String) -> Finding {
        let mut finding = Finding::new(rule, &form.sheet, message).at(self.cell);
        finding.field = self.field;
        finding.actual.clone_from(&self.actual);
        finding
    }

    /// The same, mended by the template's formula where the template has one.
    pub(crate) fn finding_with_template(
        &self,
        rule: &'static Rule,
        form: &Form,
        message: String,
        safety: FixSafety,
    ) -> Finding {
        let mut finding = self.finding(rule, form, message);
        if let Some(correction) = &self.correction {
            finding.expected = correction.expected();
            let safety = if correction.doubtful { FixSafety::Suggested } else { safety };
            finding = finding.fix(safety, self.cell, correction.content.clone());
        }
        finding
    }
}

/// What the judges work with.
pub(super) struct Bench<'c, 'a> {
    pub(super) context: &'c FormContext<'a>,
    pub(super) comparer: Comparer<'a>,
    /// The same as long as nobody was asked about amounts in 元; `None` where there are none.
    pub(super) unasked: Option<Comparer<'a>>,
    /// What cells mean where that is not what they hold.
    pub(super) meant: BTreeMap<CellRef, Value>,
    /// Amounts' cells with a text that says there is nothing (`—`, `无`).
    pub(super) dashes: BTreeSet<CellRef>,
    /// Amounts' cells with a text of which nobody knows what it comes to.
    unreadable: BTreeSet<CellRef>,
    /// These and the blank ones that are required, with all that is computed from them.
    pub(super) incomplete: Incomplete,
    /// Worked out for the first judgement: most forms have few, or none.
    places: OnceCell<Places<'a>>,
}

impl<'c, 'a> Bench<'c, 'a> {
    pub(super) fn new(context: &'c FormContext<'a>, meant: Meant) -> Self {
        let form = context.form;
        let adjustments: BTreeSet<CellRef> =
            form.funding.iter().filter_map(|row| row.cell(FundingColumn::BudgetAdjustment)).collect();
        let (dashes, unreadable) = amounts::without_number(context);
        let comparer = |mut corrected: BTreeMap<CellRef, Value>| {
            corrected.extend(dashes.iter().map(|&cell| (cell, Value::Empty)));
            Comparer::new(context.workbook, context.evaluation, form.sheet_index, &form.expected_formulas)
                .corrected(corrected)
                .may_be_negative(adjustments.clone())
        };
        let Meant { texts, in_yuan } = meant;
        let unasked = (!in_yuan.is_empty()).then(|| comparer(texts.clone()));
        let mut meant = texts;
        meant.extend(in_yuan);
        let comparer = comparer(meant.clone());
        let incomplete = Incomplete::of(context, &unreadable);
        Self { context, comparer, unasked, meant, dashes, unreadable, incomplete, places: OnceCell::new() }
    }

    /// Which field stands in which cell.
    pub(super) fn places(&self) -> &Places<'a> {
        self.places.get_or_init(|| Places::of(self.context.form, |cell| self.context.value(cell).number()))
    }

    /// The number format of a cell.
    pub(super) fn format(&self, cell: CellRef) -> &'a str {
        let sheet = self.context.sheet();
        sheet.cell(cell).map_or("", |c| self.context.workbook.style(c).number_format.as_str())
    }

    /// Whether a cell shows fractions as percentages.
    fn shows_percent(&self, cell: CellRef) -> bool {
        Shown::by(self.format(cell)).percent
    }

    /// A judgement on a cell that has a formula of the template.
    pub(super) fn on_expected(&self, expected: &ExpectedFormula, class: Class) -> Judged {
        let actual = self.actual(expected);
        Judged {
            cell: expected.cell,
            field: Some(expected.field),
            label: expected.label.clone(),
            correction: self.correction(expected, &class),
            class,
            actual,
        }
    }

    /// What stands in a cell of the template's formulas, for the record.
    fn actual(&self, expected: &ExpectedFormula) -> Option<String> {
        match self.context.value(expected.cell) {
            Value::Number(number) if expected.kind == FormulaKind::Rate => {
                Some(record_rate(self.stated_rate(expected).unwrap_or(*number)))
            }
            Value::Number(number) => Some(amount(*number)),
            Value::Text(text) => Some(text.clone()),
            Value::Error(error) => Some(error.to_string()),
            _ => None,
        }
    }

    /// A judgement on any other cell.
    pub(super) fn on_cell(&self, cell: CellRef, class: Class) -> Judged {
        let places = self.places();
        let (field, label) =
            places.field(cell).map_or_else(Default::default, |(field, label)| (Some(field), label));
        let expected = places.expected(cell);
        let shown = || Some(self.context.shown(cell)).filter(|shown| !shown.is_empty());
        let actual = expected.map_or_else(shown, |expected| self.actual(expected));
        let correction = expected.and_then(|e| self.correction(e, &class));
        Judged { cell, field, label, class, correction, actual }
    }

    /// Whether a cell holds a rate or points of the funding table.
    pub(super) fn is_rate_or_points(&self, cell: CellRef) -> bool {
        self.places().column(cell).is_some_and(|column| !column.is_money())
    }

    /// The number of a cell in the form's unit.
    pub(super) fn in_forms_unit(&self, cell: CellRef, number: Decimal) -> Option<Decimal> {
        match self.places().column(cell) {
            Some(column) => self.context.form.in_forms_unit(column, number),
            None => Some(number),
        }
    }

    /// A rate as the form has it: a fraction, whatever the cell shows.
    pub(super) fn stated_rate(&self, expected: &ExpectedFormula) -> Option<Decimal> {
        self.places().funding(expected.cell)
    }

    fn correction(&self, expected: &ExpectedFormula, class: &Class) -> Option<Correction> {
        // Of an amount that nobody can read no formula makes anything; nor does one of what lacks an amount make what
        // somebody typed, who knew it.
        let any = |is: &dyn Fn(CellRef) -> bool| expected.inputs.iter().any(|input| is(input.cell));
        if any(&|cell| self.unreadable.contains(&cell))
            || (!class.is_of_live_formula() && any(&|cell| self.incomplete.contains(cell)))
        {
            return None;
        }
        let (rate, doubtful) = (expected.kind == FormulaKind::Rate, expected.doubtful);
        let no_budget = expected.divisor.is_some()
            && self.comparer.divisor_value(expected).is_none_or(|divisor| divisor <= Decimal::ZERO);
        let formula = self.without_dashes(&expected.formula);
        if no_budget {
            let divisor = self.without_dashes(expected.divisor.as_deref()?);
            let formula = format!("IF({divisor}=0,\"\",{formula})");
            let cached = match self.comparer.divisor_value(expected) {
                // A budget below zero is a fault of its own; the formula still computes.
                Some(divisor) if !divisor.is_zero() => {
                    Evaluation::cached(&Value::Number(self.comparer.expected_value(expected)?))
                }
                _ => Value::Text(String::new()),
            };
            let content = NewContent::Formula { formula, cached, rate };
            return Some(Correction { content, due: None, rate, working: None, doubtful });
        }
        let due = self.comparer.expected_value(expected)?;
        // In a column of points of a hundred a fraction among them would be read as one of them.
        let in_points =
            rate && self.places().is_in_points(expected.cell) && !self.shows_percent(expected.cell);
        if let Some(own) = self.own_number(expected, class, due) {
            let points = own.checked_mul(Decimal::ONE_HUNDRED).filter(|_| in_points);
            let content = points.map_or(NewContent::Rate(own), NewContent::Number);
            return Some(Correction { content, due: Some(own), rate, working: None, doubtful });
        }
        let doubtful = doubtful || !self.is_settled(expected, class, due);
        // A figure alone is no working.
        let working = self.comparer.working(expected).filter(|working| working.contains(' '));
        let (formula, result) = match due.checked_mul(Decimal::ONE_HUNDRED).filter(|_| in_points) {
            Some(points) => (format!("{formula}*100"), points),
            None => (formula, due),
        };
        let cached = Evaluation::cached(&Value::Number(result));
        let content = NewContent::Formula { formula, cached, rate: rate && !in_points };
        Some(Correction { content, due: Some(due), rate, working, doubtful })
    }

    /// A formula of the template in which a text that says there is nothing counts as that: `E8/(C8+N(D8))`.
    fn without_dashes(&self, formula: &str) -> String {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '$';
        let mut written = String::new();
        let mut rest = formula;
        while let Some(start) = rest.find(is_part) {
            let (before, from) = rest.split_at(start);
            let (word, after) = from.split_at(from.find(|c| !is_part(c)).unwrap_or(from.len()));
            // The end of a range stays: a sum passes over texts by itself.
            let alone = !before.ends_with(':') && !after.starts_with(':');
            let dash = alone && word.parse::<CellRef>().is_ok_and(|cell| self.dashes.contains(&cell));
            written += before;
            if dash {
                written.extend(["N(", word, ")"]);
            } else {
                written += word;
            }
            rest = after;
        }
        written + rest
    }
}
