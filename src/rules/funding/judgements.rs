//! All that was judged on a form, and what other rules ask of it.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::class::Witness;
use super::incomplete::Incomplete;
use super::judgement::{Bench, Class, Judged};
use super::{adjusted, amounts, cells, definition, others, witness};
use crate::formula::Unjudged;
use crate::rules::{Finding, FormContext};
use crate::workbook::CellRef;

/// All that was judged on one form.
#[derive(Debug, Default)]
pub(crate) struct Judgements {
    judged: Vec<Judged>,
    /// The cells in which something was judged.
    cells: BTreeSet<CellRef>,
    /// The cells of the amounts in 元.
    in_yuan: BTreeSet<CellRef>,
    /// Amounts with which rates and totals would come out, by the cells that hold others.
    instead: BTreeMap<CellRef, Decimal>,
    /// Amounts of which nobody knows what they come to, and what is computed from them.
    incomplete: Incomplete,
    /// Tasks' funds that are in 元, by the task's index, with what they are in the form's unit.
    pub(crate) task_funds_in_yuan: BTreeMap<usize, Decimal>,
}

impl Judgements {
    /// Judges a form.
    pub(crate) fn of(context: &FormContext<'_>) -> Self {
        let mut judgements = Self::default();
        let meant = amounts::meant(context, &mut judgements);
        let mut bench = Bench::new(context, meant);
        amounts::judge(&bench, &mut judgements);
        cells::judge(&mut bench, &mut judgements);
        witness::doubt_columns(&bench, &mut judgements);
        adjusted::settle(&bench, &mut judgements);
        definition::settle(&bench, &mut judgements);
        others::judge(&bench, &mut judgements);
        judgements.incomplete = bench.incomplete;
        judgements
    }

    /// Whether nobody knows what a cell of the funding table comes to, because an amount is unreadable or lacking.
    pub(crate) fn is_incomplete(&self, cell: CellRef) -> bool {
        self.incomplete.contains(cell)
    }

    /// What a total comes to by its rows, where that was judged not to be what it says.
    pub(crate) fn total_due(&self, cell: CellRef) -> Option<Decimal> {
        let judged = || self.judged.iter().filter(|judged| judged.cell == cell);
        if !self.has(cell) {
            return None;
        }
        judged().find_map(|judged| match (&judged.class, &judged.correction) {
            (Class::TotalMismatch { due, .. } | Class::RoundingDifference { due, .. }, _) => Some(*due),
            (_, Some(correction)) if !correction.rate => correction.due,
            _ => None,
        })
    }

    /// By how much totals say more than their rows give, where that is wrong.
    pub(super) fn gaps_of_totals(&self) -> BTreeMap<CellRef, Decimal> {
        let gap = |judged: &Judged| match judged.class {
            Class::TotalMismatch { stated, due } => Some((judged.cell, stated.checked_sub(due)?)),
            _ => None,
        };
        self.judged.iter().filter_map(gap).collect()
    }

    /// The amount with which a rate and a total beside this one would come out, where it gives neither.
    pub(super) fn instead_of(&self, cell: CellRef) -> Option<Decimal> {
        self.instead.get(&cell).copied()
    }

    /// Whether an amount is one in 元 on a form that counts in another unit.
    pub(super) fn is_in_yuan(&self, cell: CellRef) -> bool {
        self.in_yuan.contains(&cell)
    }

    /// Adds a judgement.
    pub(super) fn add(&mut self, judged: Judged) {
        self.cells.insert(judged.cell);
        match &judged.class {
            Class::RateWrongValue { witness: Some(Witness::Sum { cell, amount }), .. } => {
                self.instead.insert(*cell, *amount);
            }
            Class::RateWrongValue { witness: Some(Witness::Exchanged { amounts }), .. } => {
                self.instead.extend(amounts.iter().copied());
            }
            Class::InYuan { cells, .. } => self.in_yuan.extend(cells.iter().map(|(cell, _)| *cell)),
            _ => {}
        }
        self.judged.push(judged);
    }

    /// Whether anything was judged in a cell so far.
    pub(super) fn has(&self, cell: CellRef) -> bool {
        self.cells.contains(&cell)
    }

    /// Whether the amount in a cell is known to be wrong by itself: below zero, or beyond all measure.
    pub(super) fn is_wrong_amount(&self, cell: CellRef) -> bool {
        self.is_judged_as(cell, |class| matches!(class, Class::Implausible { .. } | Class::Negative { .. }))
    }

    /// Whether an amount is wrong in a way that says nothing of the sums that it belongs to: in another unit, unreadable, no amount
    /// at all.
    pub(super) fn is_asked_about(&self, cell: CellRef) -> bool {
        self.is_incomplete(cell) || self.is_wrong_amount(cell) || self.is_in_yuan(cell)
    }

    /// Whether a cell was judged to hold another rate than the template's.
    pub(super) fn is_wrong_rate(&self, cell: CellRef) -> bool {
        self.is_judged_as(cell, Class::is_wrong_rate)
    }

    /// Takes back what was judged of wrong rates in these cells.
    pub(super) fn take_back_wrong_rates(&mut self, cells: &BTreeSet<CellRef>) {
        self.judged.retain(|judged| !(cells.contains(&judged.cell) && judged.class.is_wrong_rate()));
    }

    /// Puts one judgement on a column of rates in the place of those that it differs from the template; what else is wrong
    /// there is not mended by the template either.
    pub(super) fn replace_wrong_rates(&mut self, cells: &BTreeSet<CellRef>, by: Judged) {
        self.take_back_wrong_rates(cells);
        for judged in self.judged.iter_mut().filter(|judged| cells.contains(&judged.cell)) {
            judged.correction = None;
        }
        self.add(Judged { correction: None, ..by });
    }

    /// Leaves it to somebody whether the wrong rates of a column are mended by the template's formula.
    pub(super) fn doubt_wrong_rates(&mut self, cells: &BTreeSet<CellRef>) {
        let wrong = self.judged.iter_mut().filter(|j| cells.contains(&j.cell) && j.class.is_wrong_rate());
        for correction in wrong.filter_map(|judged| judged.correction.as_mut()) {
            correction.doubtful = true;
        }
    }

    /// Whether a cell holds a number that no amount can be.
    pub(crate) fn is_implausible(&self, cell: CellRef) -> bool {
        self.is_judged_as(cell, |class| matches!(class, Class::Implausible { .. }))
    }

    /// Whether one of a cell's judgements is such. Most cells have none, and are not looked for among all judgements.
    fn is_judged_as(&self, cell: CellRef, is: impl Fn(&Class) -> bool) -> bool {
        self.has(cell) && self.judged.iter().any(|judged| judged.cell == cell && is(&judged.class))
    }

    /// A workbook with too many formulas has one finding for all of those that were not looked at.
    pub(super) fn gather_unjudged(&mut self) {
        let is_one =
            |judged: &Judged| matches!(judged.class, Class::NotJudged { reason: Unjudged::TooMuch, .. });
        let count = self.judged.iter().filter(|judged| is_one(judged)).count();
        let mut first = true;
        self.judged.retain_mut(|judged| {
            if !is_one(judged) {
                return true;
            }
            if let Class::NotJudged { more, .. } = &mut judged.class {
                *more = count.saturating_sub(1);
            }
            std::mem::take(&mut first)
        });
    }

    /// Everything that was judged so far.
    pub(super) fn all(&self) -> &[Judged] {
        &self.judged
    }
}

impl FormContext<'_> {
    /// What a rule finds in the judgements of its own class, of all that were made on the form.
    pub(super) fn judged(&self, finding: impl FnMut(&Judged) -> Option<Finding>) -> Vec<Finding> {
        self.judgements().all().iter().filter_map(finding).collect()
    }
}
