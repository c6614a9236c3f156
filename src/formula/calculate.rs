//! Computing cells in the order in which they depend on each other, without recursion from cell to cell: a chain of a
//! thousand cells takes a longer list, not a deeper stack.

use std::sync::Arc;

use super::Unjudged;
use super::areas::in_area;
use super::book::Book;
use super::coerce::text_bytes;
use super::eval::Eval;
use super::expr::{Area, Array, Expr, Key, Whole};
use super::fault::Fault;
use super::overrides::Overrides;
use super::parse::Parsed;
use crate::workbook::{Cell, CellError, CellRef, Value, Workbook};
use foldhash::{HashMap, HashMapExt};

/// How many steps (nodes of formulas, cells looked at) a workbook's calculation may take; real forms take thousands.
pub(crate) const BUDGET: u64 = 2_000_000;

/// How many bytes of text are worth a step. All texts that a workbook's formulas put together are kept, so that this times
/// the budget is also what they may take of memory.
const BYTES_OF_A_STEP: usize = 32;

/// What became of a formula's cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Computed {
    /// It computes this.
    Value(Value),
    /// It lies on a circle, which all of its cells share.
    Circular(Arc<[Key]>),
    /// It cannot be judged.
    Unjudged(Unjudged),
}

/// A calculation over a workbook, with some cells replaced.
pub(crate) struct Calculation<'a> {
    book: &'a Book,
    workbook: &'a Workbook,
    overrides: &'a Overrides<'a>,
    done: HashMap<Key, Computed>,
    /// What array formulas that fill several cells give, by their first cells.
    arrays: HashMap<Key, Result<Array, Fault>>,
    left: u64,
}

/// A cell whose inputs are being computed.
struct Frame {
    key: Key,
    formula: Arc<Parsed>,
    inputs: Vec<Key>,
    next: usize,
}

impl<'a> Calculation<'a> {
    /// A new calculation.
    pub(crate) fn new(
        book: &'a Book,
        workbook: &'a Workbook,
        overrides: &'a Overrides<'a>,
        budget: u64,
    ) -> Self {
        Self { book, workbook, overrides, done: HashMap::new(), arrays: HashMap::new(), left: budget }
    }

    /// The steps that are left.
    pub(crate) fn left(&self) -> u64 {
        self.left
    }

    /// The workbook.
    pub(crate) fn workbook(&self) -> &'a Workbook {
        self.workbook
    }

    /// The last row and the last column where anything stands.
    pub(crate) fn end(&self) -> CellRef {
        self.book.end(self.workbook)
    }

    /// What the formula in `key` computes; of a cell without a formula, its value.
    pub(crate) fn compute(&mut self, key: Key) -> Computed {
        if let Some(value) = self.overrides.value(key) {
            return Computed::Value(value.clone());
        }
        if !self.done.contains_key(&key) {
            self.run(key);
        }
        match self.done.get(&key) {
            Some(computed) => computed.clone(),
            None => Computed::Value(self.stored(key).clone()),
        }
    }

    /// All results so far.
    pub(crate) fn into_results(self) -> HashMap<Key, Computed> {
        self.done
    }

    fn stored(&self, key: Key) -> &'a Value {
        self.workbook.sheets.get(key.0).map_or(&Value::Empty, |sheet| sheet.value(key.1))
    }

    fn formula(&self, key: Key) -> Option<Result<Arc<Parsed>, Unjudged>> {
        if self.overrides.value(key).is_some() {
            return None;
        }
        match self.overrides.formula(key) {
            Some(formula) => Some(Ok(Arc::clone(formula))),
            None => self.book.formula(key).cloned(),
        }
    }

    /// Computes `root` and all that it depends on, depth first, with a list of its own for a stack.
    fn run(&mut self, root: Key) {
        let mut stack: Vec<Frame> = Vec::new();
        let mut open: HashMap<Key, usize> = HashMap::new();
        let mut circles: HashMap<Key, Arc<[Key]>> = HashMap::new();
        self.enter(root, &mut stack, &mut open);
        while let Some(frame) = stack.last_mut() {
            let Some(&input) = frame.inputs.get(frame.next) else {
                let (key, formula) = (frame.key, Arc::clone(&frame.formula));
                let computed = match circles.remove(&key) {
                    Some(circle) => Computed::Circular(circle),
                    None => self.evaluate(key, &formula),
                };
                self.done.insert(key, computed);
                open.remove(&key);
                stack.pop();
                continue;
            };
            frame.next += 1;
            if self.done.contains_key(&input) {
                continue;
            }
            if let Some(&from) = open.get(&input) {
                // Where every cell of a long chain refers back to its beginning, there are as many circles as cells.
                if self.spend(stack.len() - from).is_ok() {
                    let circle: Arc<[Key]> = stack.iter().skip(from).map(|f| f.key).collect();
                    for &key in circle.iter() {
                        circles.entry(key).or_insert_with(|| Arc::clone(&circle));
                    }
                }
                continue;
            }
            self.enter(input, &mut stack, &mut open);
        }
    }

    /// Puts a formula on the stack; `open` knows its place there.
    fn enter(&mut self, key: Key, stack: &mut Vec<Frame>, open: &mut HashMap<Key, usize>) {
        match self.formula(key) {
            None => {}
            Some(Err(unjudged)) => {
                self.done.insert(key, Computed::Unjudged(unjudged));
            }
            Some(Ok(formula)) => match self.inputs(key, &formula) {
                Some(inputs) => {
                    open.insert(key, stack.len());
                    stack.push(Frame { key, formula, inputs, next: 0 });
                }
                None => {
                    self.done.insert(key, Computed::Unjudged(Unjudged::TooMuch));
                }
            },
        }
    }

    /// The cells with formulas that a formula depends on and that are not computed yet; `None` if they are too many.
    fn inputs(&mut self, key: Key, formula: &Parsed) -> Option<Vec<Key>> {
        let mut inputs = Vec::new();
        if let Some(first) = self.filled_from(key, formula) {
            self.spend(1).ok()?;
            if !self.done.contains_key(&first) {
                inputs.push(first);
            }
            return Some(inputs);
        }
        for area in &formula.areas {
            if let Some(key) = area.single() {
                self.spend(1).ok()?;
                if !self.done.contains_key(&key) && self.formula(key).is_some() {
                    inputs.push(key);
                }
                continue;
            }
            if let Some(cells) = self.book.sheet_formulas(area.sheet) {
                let found = in_area(cells, area, self.limit());
                self.spend(found.steps).ok()?;
                let wanted = found.cells.into_iter().map(|(at, _)| (area.sheet, at));
                inputs.extend(
                    wanted.filter(|k| !self.done.contains_key(k) && self.overrides.value(*k).is_none()),
                );
            }
            let mut laid_over = Vec::new();
            self.overrides.add_formulas(area, &mut laid_over);
            let laid_over = laid_over.into_iter().map(|at| (area.sheet, at));
            inputs.extend(laid_over.filter(|key| self.book.formula(*key).is_none()));
        }
        Some(inputs)
    }

    /// The first cell of the array formula that fills `key`, if it is another: what becomes of the formula there is worked
    /// out for all of its cells.
    fn filled_from(&self, key: Key, formula: &Parsed) -> Option<Key> {
        let Expr::Whole(whole) = &formula.expr else { return None };
        let first = (key.0, whole.range.first);
        let laid_over = self.overrides.value(first).is_some() || self.overrides.formula(first).is_some();
        (first != key && !laid_over).then_some(first)
    }

    fn evaluate(&mut self, key: Key, formula: &Parsed) -> Computed {
        if let Some(first) = self.filled_from(key, formula)
            && let Some(computed) = self.done.get(&first)
            && !matches!(computed, Computed::Value(_))
        {
            return computed.clone();
        }
        let value = match &formula.expr {
            Expr::Whole(whole) => self.place_in(key, whole),
            expr => Eval::new(self, key).formula(expr),
        };
        match value {
            Ok(value) => Computed::Value(value),
            Err(Fault::Error(error)) => Computed::Value(Value::Error(error)),
            Err(Fault::Unjudged(unjudged)) => Computed::Unjudged(unjudged),
        }
    }

    /// What an array formula gives at the place of one of its cells. It is computed once for all of them.
    fn place_in(&mut self, key: Key, whole: &Whole) -> Result<Value, Fault> {
        let first = whole.range.first;
        let array = match self.arrays.remove(&(key.0, first)) {
            Some(array) => array,
            None => Eval::new(self, key).whole(&whole.expr),
        };
        let row = key.1.row.saturating_sub(first.row) as usize;
        let column = key.1.col.saturating_sub(first.col) as usize;
        let value = match &array {
            Ok(array) => Ok(array.stretched(row, column).cloned().unwrap_or(Value::Error(CellError::NA))),
            Err(fault) => Err(fault.clone()),
        };
        if whole.range.first != whole.range.last {
            self.arrays.insert((key.0, first), array);
        }
        self.copied(value?)
    }

    /// One cell more than may still be looked at: enough to find that there are too many.
    fn limit(&self) -> usize {
        usize::try_from(self.left.saturating_add(1)).unwrap_or(usize::MAX)
    }

    /// Takes note of work done.
    pub(crate) fn spend(&mut self, cells: usize) -> Result<(), Fault> {
        let cells = u64::try_from(cells).unwrap_or(u64::MAX);
        let enough = self.left >= cells;
        self.left = self.left.saturating_sub(cells);
        if enough { Ok(()) } else { Err(Fault::Unjudged(Unjudged::TooMuch)) }
    }

    /// Takes note of text that is copied, put together or looked through.
    pub(crate) fn spend_text(&mut self, bytes: usize) -> Result<(), Fault> {
        self.spend(bytes / BYTES_OF_A_STEP)
    }

    /// The value of a cell for a formula that refers to it. Everything it depends on has been computed before.
    pub(crate) fn read(&mut self, key: Key) -> Result<Value, Fault> {
        if let Some(value) = self.overrides.value(key) {
            return self.copied(value.clone());
        }
        let stored = match self.done.get(&key) {
            Some(Computed::Value(value)) => {
                let value = value.clone();
                return self.copied(value);
            }
            Some(Computed::Unjudged(follows @ Unjudged::Follows(_))) => {
                return Err(Fault::Unjudged(follows.clone()));
            }
            // What cannot be computed counts with its cached value, so that one such cell does not hide the others.
            Some(Computed::Circular(_) | Computed::Unjudged(_)) => {
                let cached = self.stored(key);
                if *cached == Value::Empty {
                    return Err(Fault::Unjudged(Unjudged::Follows(key)));
                }
                cached
            }
            None => self.stored(key),
        };
        match stored {
            Value::Unrepresentable(_) => Err(Fault::Unjudged(Unjudged::Follows(key))),
            value => self.copied(value.clone()),
        }
    }

    /// A value that was copied out of a cell.
    fn copied(&mut self, value: Value) -> Result<Value, Fault> {
        self.spend_text(text_bytes(&value))?;
        Ok(value)
    }

    /// The cells of an area whose formulas are subtotals, in order.
    pub(crate) fn subtotals_in(&mut self, area: &Area) -> Result<Vec<CellRef>, Fault> {
        let Some(sheet) = self.workbook.sheets.get(area.sheet) else { return Ok(Vec::new()) };
        let found = in_area(&sheet.cells, area, self.limit());
        self.spend(found.steps)?;
        Ok(found.cells.into_iter().filter(|(_, cell)| is_subtotal(cell)).map(|(at, _)| at).collect())
    }

    /// The cells of an area that hold something, in order.
    pub(crate) fn cells(&mut self, area: &Area) -> Result<Vec<(CellRef, Value)>, Fault> {
        let mut places: Vec<CellRef> = match self.workbook.sheets.get(area.sheet) {
            Some(sheet) => {
                let found = in_area(&sheet.cells, area, self.limit());
                self.spend(found.steps)?;
                found.cells.into_iter().map(|(at, _)| at).collect()
            }
            None => Vec::new(),
        };
        let before = places.len();
        self.overrides.add_cells(area, &mut places);
        if places.len() > before {
            places.sort_unstable();
            places.dedup();
        }
        let mut found = Vec::with_capacity(places.len());
        for at in places {
            let value = self.read((area.sheet, at))?;
            if value != Value::Empty {
                found.push((at, value));
            }
        }
        Ok(found)
    }
}

/// Whether a cell is one that a subtotal over it passes over.
pub(super) fn is_subtotal(cell: &Cell) -> bool {
    const SUBTOTALS: [&str; 2] = ["SUBTOTAL(", "AGGREGATE("];
    let formula = cell.formula.as_deref().map(str::to_ascii_uppercase);
    formula.is_some_and(|formula| SUBTOTALS.iter().any(|name| formula.contains(name)))
}
