//! What an expression computes. Decimals throughout; errors are values; references are followed by [`Calculation`].

use rust_decimal::Decimal;

use super::calculate::Calculation;
use super::coerce;
use super::expr::{Area, Array, Expr, Key};
use super::fault::{Fault, Unjudged, within};
use super::functions::Kind;
use super::operand::Operand;
use super::operators::{as_error, binary};
use crate::workbook::{CellError, CellRange, CellRef, MAX_COLUMNS, MAX_ROWS, Value};

/// How many cells an area may have where all of them, blanks too, are needed at once.
const MAX_ARRAY: u64 = 200_000;

/// Evaluates the formula of one cell.
pub(crate) struct Eval<'c, 'a> {
    /// The calculation that knows the cells.
    pub(crate) cells: &'c mut Calculation<'a>,
    /// The formula's own cell.
    pub(crate) at: Key,
    /// Whether ranges are taken whole, so that none stands for one of its cells: in an array formula, and in what SUMPRODUCT
    /// is given.
    whole: bool,
}

impl<'c, 'a> Eval<'c, 'a> {
    pub(crate) fn new(cells: &'c mut Calculation<'a>, at: Key) -> Self {
        Self { cells, at, whole: false }
    }

    /// All that an array formula gives, blank cells being zero.
    pub(crate) fn whole(mut self, expr: &Expr) -> Result<Array, Fault> {
        self.whole = true;
        let operand = self.operand(expr, true)?;
        let mut array = self.array(operand)?;
        array.values.iter_mut().for_each(|value| *value = shown(std::mem::take(value)));
        Ok(array)
    }

    /// That a function takes one value where a whole range stands and is meant: Excel computes it for each of them, which is
    /// not known here.
    pub(crate) fn no_range_for_one(&self, is_wide: bool) -> Result<(), Fault> {
        if self.whole && is_wide { Err(not_one()) } else { Ok(()) }
    }

    /// The value that the cell shows: one value, of an array the first, and zero for a reference to a blank cell.
    pub(crate) fn formula(&mut self, expr: &Expr) -> Result<Value, Fault> {
        let value = match self.operand(expr, false)? {
            Operand::Array(array) => match array.values.into_iter().next() {
                Some(Value::Error(error)) => Err(Fault::Error(error)),
                first => first.ok_or(Fault::Error(CellError::Value)),
            },
            operand => self.single(operand),
        };
        value.map(shown)
    }

    /// One value; of a range, the one in the formula's own row or column.
    pub(crate) fn value(&mut self, expr: &Expr) -> Result<Value, Fault> {
        let operand = self.operand(expr, false)?;
        self.single(operand)
    }

    /// One number.
    pub(crate) fn number(&mut self, expr: &Expr) -> Result<Decimal, Fault> {
        let value = self.value(expr)?;
        coerce::number(&value)
    }

    /// One of the operands' values, errors being values.
    pub(crate) fn value_or_error(&mut self, expr: &Expr) -> Result<Value, Fault> {
        match self.value(expr) {
            Err(Fault::Error(error)) => Ok(Value::Error(error)),
            other => other,
        }
    }

    /// What an expression gives, an error being a value.
    pub(crate) fn operand_or_error(&mut self, expr: &Expr, arrays: bool) -> Result<Operand, Fault> {
        match self.operand(expr, arrays) {
            Err(Fault::Error(error)) => Ok(Operand::Value(Value::Error(error))),
            other => other,
        }
    }

    pub(crate) fn single(&mut self, operand: Operand) -> Result<Value, Fault> {
        match operand {
            Operand::Value(Value::Error(error)) => Err(Fault::Error(error)),
            Operand::Value(value) => Ok(value),
            Operand::Array(array) => match <[Value; 1]>::try_from(array.values) {
                Ok([Value::Error(error)]) => Err(Fault::Error(error)),
                Ok([value]) => Ok(value),
                Err(_) => Err(not_one()),
            },
            Operand::Areas(areas) => {
                self.no_range_for_one(areas.iter().any(|area| area.single().is_none()))?;
                let [area] = areas.as_slice() else { return Err(Fault::Error(CellError::Value)) };
                let key = self.intersection(area).ok_or(Fault::Error(CellError::Value))?;
                match self.cells.read(key)? {
                    Value::Error(error) => Err(Fault::Error(error)),
                    value => Ok(value),
                }
            }
        }
    }

    /// Where a range stands for one cell: the cell in the formula's own row or column.
    fn intersection(&self, area: &Area) -> Option<Key> {
        if let Some(key) = area.single() {
            return Some(key);
        }
        let CellRange { first, last } = area.range;
        let own = self.at.1;
        if first.col == last.col && (first.row..=last.row).contains(&own.row) {
            return Some((area.sheet, CellRef::new(own.row, first.col)));
        }
        if first.row == last.row && (first.col..=last.col).contains(&own.col) {
            return Some((area.sheet, CellRef::new(first.row, own.col)));
        }
        None
    }

    /// What an expression gives. With `arrays`, ranges are taken whole, as inside SUMPRODUCT.
    pub(crate) fn operand(&mut self, expr: &Expr, arrays: bool) -> Result<Operand, Fault> {
        self.cells.spend(1)?;
        match expr {
            Expr::Constant(Value::Error(error)) => Err(Fault::Error(*error)),
            Expr::Constant(value) => {
                self.cells.spend_text(coerce::text_bytes(value))?;
                Ok(Operand::Value(value.clone()))
            }
            Expr::Omitted => Ok(Operand::Value(Value::Empty)),
            Expr::Area(area) => Ok(Operand::Areas(vec![*area])),
            Expr::Union(areas) => {
                self.cells.spend(areas.len())?;
                Ok(Operand::Areas(areas.clone()))
            }
            Expr::Array(array) => {
                self.cells.spend(array.values.len())?;
                self.cells.spend_text(array.values.iter().map(coerce::text_bytes).sum())?;
                Ok(Operand::Array(array.clone()))
            }
            Expr::Name(named) => self.operand(&named.expr, arrays),
            Expr::Whole(whole) => self.operand(&whole.expr, true),
            Expr::Negate(inner) => self.unary(inner, arrays, |n| Some(-n)),
            Expr::Percent(inner) => self.unary(inner, arrays, |n| n.checked_div(Decimal::ONE_HUNDRED)),
            Expr::Chain(first, rest) => {
                let mut left = self.operand(first, arrays)?;
                for (operator, right) in rest {
                    let right = self.operand(right, arrays)?;
                    left = self.lift(vec![left, right], arrays, |values| match values {
                        [left, right] => binary(*operator, left, right),
                        _ => Err(Fault::Error(CellError::Value)),
                    })?;
                }
                Ok(left)
            }
            Expr::Call(function, arguments) => match function.kind {
                Kind::Special(call) => {
                    let around = self.whole;
                    self.whole |= arrays;
                    let operand = call(self, arguments, arrays);
                    self.whole = around;
                    operand
                }
                Kind::Scalar(call) => self.call_scalar(arguments, arrays, call),
                Kind::Inspect(call) => self.call_inspecting(arguments, arrays, call),
            },
        }
    }

    fn unary(
        &mut self,
        inner: &Expr,
        arrays: bool,
        change: fn(Decimal) -> Option<Decimal>,
    ) -> Result<Operand, Fault> {
        let operand = self.operand(inner, arrays)?;
        self.lift(vec![operand], arrays, |values| {
            let number = coerce::number(values.first().unwrap_or(&Value::Empty))?;
            within(change(number)).map(Value::Number)
        })
    }

    fn call_scalar(
        &mut self,
        arguments: &[Expr],
        arrays: bool,
        call: fn(&[Value]) -> Result<Value, Fault>,
    ) -> Result<Operand, Fault> {
        let operands = arguments.iter().map(|a| self.operand(a, arrays)).collect::<Result<Vec<_>, _>>()?;
        self.lift(operands, arrays, |values| match values.iter().find_map(as_error) {
            Some(error) => Err(Fault::Error(error)),
            None => call(values),
        })
    }

    /// As [`Self::call_scalar`] for functions that look at errors instead of passing them on.
    fn call_inspecting(
        &mut self,
        arguments: &[Expr],
        arrays: bool,
        call: fn(&[Value]) -> Result<Value, Fault>,
    ) -> Result<Operand, Fault> {
        let mut operands = Vec::with_capacity(arguments.len());
        for argument in arguments {
            operands.push(self.operand_or_error(argument, arrays)?);
        }
        self.lift(operands, arrays, call)
    }

    /// Applies `call` to single values or, where arrays are allowed and one is given, to each place of them: to `#N/A` where
    /// one of them does not reach.
    pub(crate) fn lift(
        &mut self,
        operands: Vec<Operand>,
        arrays: bool,
        call: impl Fn(&[Value]) -> Result<Value, Fault>,
    ) -> Result<Operand, Fault> {
        if !operands.iter().any(|operand| operand.is_wide(arrays)) {
            let mut values = Vec::with_capacity(operands.len());
            for operand in operands {
                values.push(match self.single(operand) {
                    Err(Fault::Error(error)) => Value::Error(error),
                    other => other?,
                });
            }
            return self.applied(&values, &call).map(Operand::Value);
        }
        let arrays = operands.into_iter().map(|o| self.array(o)).collect::<Result<Vec<_>, _>>()?;
        let rows = arrays.iter().map(|a| a.rows).max().unwrap_or(0);
        let columns = arrays.iter().map(|a| a.columns).max().unwrap_or(0);
        self.cells.spend(rows.saturating_mul(columns))?;
        let mut values = Vec::with_capacity(rows.saturating_mul(columns));
        for row in 0..rows {
            for column in 0..columns {
                let beyond = Value::Error(CellError::NA);
                let at_place = |array: &Array| array.stretched(row, column).unwrap_or(&beyond).clone();
                let place: Vec<Value> = arrays.iter().map(at_place).collect();
                values.push(match self.applied(&place, &call) {
                    Ok(value) => value,
                    Err(Fault::Error(error)) => Value::Error(error),
                    Err(fault) => return Err(fault),
                });
            }
        }
        Ok(Operand::Array(Array { rows, columns, values }))
    }

    /// What `call` gives for `values`. The texts that go in and come out count: each call costs as much as they are long,
    /// and what comes out may be kept.
    fn applied(
        &mut self,
        values: &[Value],
        call: &impl Fn(&[Value]) -> Result<Value, Fault>,
    ) -> Result<Value, Fault> {
        self.cells.spend_text(values.iter().map(coerce::text_bytes).sum())?;
        let value = call(values)?;
        self.cells.spend_text(coerce::text_bytes(&value))?;
        Ok(value)
    }

    /// All values of an operand in a rectangle, blanks too.
    pub(crate) fn array(&mut self, operand: Operand) -> Result<Array, Fault> {
        match operand {
            Operand::Value(value) => Ok(Array { rows: 1, columns: 1, values: vec![value] }),
            Operand::Array(array) => Ok(array),
            Operand::Areas(areas) => {
                let [area] = areas.as_slice() else { return Err(Fault::Error(CellError::Value)) };
                let area = self.within_used(area);
                let count = area.range.cells();
                if count > MAX_ARRAY {
                    return Err(Fault::Unjudged(Unjudged::TooMuch));
                }
                self.cells.spend(usize::try_from(count).unwrap_or(usize::MAX))?;
                let (rows, columns) = (area.range.height() as usize, area.range.width() as usize);
                let mut values = vec![Value::Empty; rows * columns];
                for (at, value) in self.cells.cells(&area)? {
                    let row = (at.row - area.range.first.row) as usize;
                    let column = (at.col - area.range.first.col) as usize;
                    if let Some(slot) = values.get_mut(row * columns + column) {
                        *slot = value;
                    }
                }
                Ok(Array { rows, columns, values })
            }
        }
    }

    /// Whole columns and rows end where the workbook's sheets end, all at the same place so that they stay alike.
    fn within_used(&self, area: &Area) -> Area {
        let CellRange { first, mut last } = area.range;
        if last.row < MAX_ROWS - 1 && last.col < MAX_COLUMNS - 1 {
            return *area;
        }
        let end = self.cells.end();
        if last.row == MAX_ROWS - 1 {
            last.row = end.row.max(first.row);
        }
        if last.col == MAX_COLUMNS - 1 {
            last.col = end.col.max(first.col);
        }
        Area { sheet: area.sheet, range: CellRange::new(first, last) }
    }
}

/// That a function takes one value where there are several: Excel computes it for each of them.
fn not_one() -> Fault {
    Fault::Unjudged(Unjudged::words("数组公式中的函数对整个区域逐一计算"))
}

/// What a cell shows of a value: zero for a blank cell that it refers to.
fn shown(value: Value) -> Value {
    match value {
        Value::Empty => Value::Number(Decimal::ZERO),
        Value::Number(number) => Value::Number(number.normalize()),
        value => value,
    }
}
