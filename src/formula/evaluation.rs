//! What every formula of a workbook computes on the workbook's own cells.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use foldhash::{HashMap, HashMapExt};
use rust_decimal::Decimal;

use super::areas::in_area;
use super::book::Book;
use super::calculate::{BUDGET, Calculation, Computed, is_subtotal};
use super::coerce::fifteen_digits;
use super::expr::{Area, Expr, Key, Operator};
use super::fault::Unjudged;
use super::origins;
use super::overrides::Overrides;
use crate::workbook::{CellRange, CellRef, Value, Workbook};

/// How many cells of a range are looked at for what a sum takes in.
const MAX_CELLS: usize = 10_000;

/// What every formula of a workbook computes on the workbook's own cells.
#[derive(Debug, Default)]
pub struct Evaluation {
    pub(super) book: Book,
    pub(super) results: HashMap<(usize, CellRef), Outcome>,
    /// Where the error of a formula began, if it has one.
    origins: HashMap<(usize, CellRef), (usize, CellRef)>,
    /// What comparing formulas with the template's may still take, for all forms of the workbook together.
    pub(super) steps: Steps,
    /// The same for asking what formulas would compute if texts were the numbers that they state.
    pub(super) meant_steps: Steps,
}

/// How many steps all comparisons of one workbook may take; the formulas of a form take some thousands.
const ALL_STEPS: u64 = 1_000_000;

/// Steps that are left. One workbook is checked by one thread, so that what is left does not depend on the others.
#[derive(Debug)]
pub(super) struct Steps(AtomicU64);

impl Default for Steps {
    fn default() -> Self {
        Self(AtomicU64::new(ALL_STEPS))
    }
}

impl Steps {
    /// As many as the forms of a workbook with so many formulas take; a chain of tens of thousands, which would be walked
    /// from each of its cells, is not walked to its end.
    fn in_proportion(formulas: usize) -> Self {
        const OF_A_FORMULA: u64 = 1_000;
        const MOST: u64 = 20_000_000;
        let formulas = u64::try_from(formulas).unwrap_or(u64::MAX);
        Self(AtomicU64::new(formulas.saturating_mul(OF_A_FORMULA).clamp(ALL_STEPS, MOST)))
    }

    pub(super) fn left(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    pub(super) fn spend(&self, steps: u64) {
        self.0.store(self.left().saturating_sub(steps), Ordering::Relaxed);
    }
}

/// What became of one formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It computes this. Rates such as 1/3 have 28 digits; see [`Evaluation::cached`] for what a workbook stores.
    Value(Value),
    /// It depends on itself; the cells of the circle on its sheet, in order. Those of one circle share it.
    Circular(Arc<[CellRef]>),
    /// It refers to another workbook, so only the cached value is known.
    External,
    /// It cannot be judged, and why.
    NotJudged(Unjudged),
}

impl Evaluation {
    /// Evaluates all formulas of all sheets. Bounded in time and memory whatever they say.
    ///
    /// ```
    /// use rust_decimal::Decimal;
    /// use ziping::formula::Evaluation;
    /// use ziping::workbook::{Cell, Sheet, Value, Workbook};
    ///
    /// let mut sheet = Sheet::default();
    /// let number = |n| Cell { value: Value::Number(Decimal::new(n, 2)), ..Cell::default() };
    /// sheet.cells.insert("A1".parse().unwrap(), number(84_365));
    /// sheet.cells.insert("A2".parse().unwrap(), number(10_687));
    /// let sum = Cell { formula: Some("SUM(A1:A2)".to_owned()), ..Cell::default() };
    /// sheet.cells.insert("A3".parse().unwrap(), sum);
    /// let workbook = Workbook { sheets: vec![sheet], ..Workbook::default() };
    ///
    /// let evaluation = Evaluation::of(&workbook);
    /// let total = evaluation.value(&workbook, 0, "A3".parse().unwrap());
    /// assert_eq!(total.number(), Some(Decimal::new(95_052, 2)));
    /// ```
    pub fn of(workbook: &Workbook) -> Self {
        let book = Book::of(workbook);
        let overrides = Overrides::default();
        let mut calculation = Calculation::new(&book, workbook, &overrides, BUDGET);
        for key in book.keys() {
            calculation.compute(key);
        }
        let computed = calculation.into_results();
        let meant_steps = Steps::in_proportion(computed.len());
        let mut evaluation = Self { book, meant_steps, ..Self::default() };
        // By where they lie in memory: none is made any more, so that a place stays one circle's.
        let mut circles: HashMap<(*const Key, usize), Arc<[CellRef]>> = HashMap::new();
        for (key, computed) in computed {
            let outcome = match computed {
                Computed::Value(value) => Outcome::Value(value),
                Computed::Circular(circle) => {
                    let on_sheet = || circle.iter().filter(|k| k.0 == key.0).map(|k| k.1).collect();
                    Outcome::Circular(Arc::clone(
                        circles.entry((circle.as_ptr(), key.0)).or_insert_with(on_sheet),
                    ))
                }
                Computed::Unjudged(Unjudged::External) => Outcome::External,
                Computed::Unjudged(unjudged) => Outcome::NotJudged(unjudged),
            };
            evaluation.results.insert(key, outcome);
        }
        evaluation.origins = origins::find(&evaluation, workbook);
        evaluation
    }

    /// What became of the formula in a cell; `None` where there is no formula.
    pub fn outcome(&self, sheet: usize, cell: CellRef) -> Option<&Outcome> {
        self.results.get(&(sheet, cell))
    }

    /// The value of any cell: of a formula what it computes, else (not judged, external, circular) what was cached.
    pub fn value<'a>(&'a self, workbook: &'a Workbook, sheet: usize, cell: CellRef) -> &'a Value {
        match self.outcome(sheet, cell) {
            Some(Outcome::Value(value)) => value,
            _ => workbook.sheets.get(sheet).map_or(&Value::Empty, |s| s.value(cell)),
        }
    }

    /// A value as a workbook stores it: numbers with 15 significant digits.
    pub fn cached(value: &Value) -> Value {
        match value {
            Value::Number(number) => Value::Number(fifteen_digits(*number)),
            other => other.clone(),
        }
    }

    /// The cells with formulas on a sheet, in order.
    pub fn formulas(&self, sheet: usize) -> impl Iterator<Item = CellRef> + '_ {
        self.book.sheet_formulas(sheet).into_iter().flat_map(|cells| cells.keys().copied())
    }

    /// The cell (sheet and place) where the error in a cell began; `None` where there is no error.
    pub fn error_origin(&self, workbook: &Workbook, sheet: usize, cell: CellRef) -> Option<(usize, CellRef)> {
        let at = (sheet, cell);
        self.is_error(workbook, at).then(|| self.origins.get(&at).copied().unwrap_or(at))
    }

    pub(super) fn is_error(&self, workbook: &Workbook, key: Key) -> bool {
        matches!(self.value(workbook, key.0, key.1), Value::Error(_))
    }

    /// The cells that a formula adds up, each as often as it does so; `None` if it does anything else, or adds up
    /// more cells than are looked at.
    /// Only cells that hold something count, and the formula's own cell.
    pub(crate) fn summed_cells(
        &self,
        workbook: &Workbook,
        sheet: usize,
        cell: CellRef,
    ) -> Option<Vec<(usize, CellRef)>> {
        let Some(Ok(formula)) = self.book.formula((sheet, cell)) else { return None };
        let mut areas = Vec::new();
        summed(&formula.expr, &mut areas)?;
        // It passes over others of its kind.
        let of_subtotal = matches!(&formula.expr, Expr::Call(function, _) if function.name == "SUBTOTAL");
        let mut cells = Vec::new();
        for area in areas {
            if area.contains((sheet, cell)) {
                cells.push((sheet, cell));
            }
            let own = &workbook.sheets.get(area.sheet)?.cells;
            let found = in_area(own, &area, MAX_CELLS.saturating_sub(cells.len()).saturating_add(1));
            let filled = found.cells.into_iter().filter(|(at, c)| {
                let is_filled = c.value != Value::Empty || c.formula.is_some();
                is_filled && (area.sheet, *at) != (sheet, cell) && !(of_subtotal && is_subtotal(c))
            });
            cells.extend(filled.map(|(at, _)| (area.sheet, at)));
            if found.steps > MAX_CELLS || cells.len() > MAX_CELLS {
                return None;
            }
        }
        Some(cells)
    }

    /// Whether the formula in a cell refers to an area of its own sheet that is such a one.
    pub fn reads(&self, sheet: usize, cell: CellRef, is_such: impl Fn(&CellRange) -> bool) -> bool {
        let Some(Ok(formula)) = self.book.formula((sheet, cell)) else { return false };
        formula.areas.iter().any(|area| area.sheet == sheet && is_such(&area.range))
    }
}

/// The rectangles that an expression adds up: `SUM(…)`, `C6+C7`, with or without `ROUND` around it.
fn summed(expr: &Expr, into: &mut Vec<Area>) -> Option<()> {
    match expr {
        Expr::Area(area) => into.push(*area),
        Expr::Union(areas) => into.extend(areas),
        Expr::Whole(whole) => summed(&whole.expr, into)?,
        Expr::Chain(first, rest) => {
            summed(first, into)?;
            for (operator, operand) in rest {
                if *operator != Operator::Add {
                    return None;
                }
                summed(operand, into)?;
            }
        }
        Expr::Call(function, arguments) => match function.name {
            "SUM" => arguments.iter().try_for_each(|a| summed(a, into))?,
            "ROUND" => summed(arguments.first()?, into)?,
            "SUBTOTAL" => {
                let Some(Expr::Constant(Value::Number(which))) = arguments.first() else { return None };
                if ![Decimal::from(9), Decimal::from(109)].contains(which) {
                    return None;
                }
                arguments.iter().skip(1).try_for_each(|a| summed(a, into))?;
            }
            _ => return None,
        },
        _ => return None,
    }
    Some(())
}
