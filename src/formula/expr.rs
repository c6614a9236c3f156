//! A formula as the evaluator sees it: references resolved to sheets and rectangles, functions to their code.

use std::collections::HashSet;
use std::sync::Arc;

use super::functions::Function;
use crate::workbook::{CellRange, CellRef, Value};

/// A cell of a workbook: sheet index and place.
pub(crate) type Key = (usize, CellRef);

/// A rectangle of cells on one sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    /// The sheet's index.
    pub(crate) sheet: usize,
    /// The rectangle. Whole columns and rows reach to the sheet's end; sheets are sparse, so that costs nothing.
    pub(crate) range: CellRange,
}

impl Area {
    /// The only cell, if it is one.
    pub(crate) fn single(&self) -> Option<Key> {
        (self.range.first == self.range.last).then_some((self.sheet, self.range.first))
    }

    /// Whether `key` lies inside.
    pub(crate) fn contains(&self, key: Key) -> bool {
        self.sheet == key.0 && self.range.contains(key.1)
    }

    /// What is left of it without a cell: above, below, left and right of it.
    pub(crate) fn without(&self, at: CellRef) -> Vec<Self> {
        let CellRange { first, last } = self.range;
        if !self.range.contains(at) {
            return vec![*self];
        }
        let part = |top: Option<u32>, left: Option<u32>, bottom: Option<u32>, right: Option<u32>| {
            let range = CellRange { first: CellRef::new(top?, left?), last: CellRef::new(bottom?, right?) };
            let is_some = range.first.row <= range.last.row && range.first.col <= range.last.col;
            is_some.then_some(Self { sheet: self.sheet, range })
        };
        let (above, below) = (at.row.checked_sub(1), at.row.checked_add(1));
        let (before, behind) = (at.col.checked_sub(1), at.col.checked_add(1));
        let parts = [
            part(Some(first.row), Some(first.col), above, Some(last.col)),
            part(Some(at.row), Some(first.col), Some(at.row), before),
            part(Some(at.row), behind, Some(at.row), Some(last.col)),
            part(below, Some(first.col), Some(last.row), Some(last.col)),
        ];
        parts.into_iter().flatten().collect()
    }
}

/// Operators between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Concat,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

/// A rectangle of values, row by row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Array {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) values: Vec<Value>,
}

impl Array {
    /// The value at a place; one row or one column stretches over the other direction, as in Excel.
    pub(crate) fn stretched(&self, row: usize, column: usize) -> Option<&Value> {
        let row = if self.rows == 1 { 0 } else { row };
        let column = if self.columns == 1 { 0 } else { column };
        if row >= self.rows || column >= self.columns {
            return None;
        }
        self.values.get(row * self.columns + column)
    }
}

/// One node of a formula.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expr {
    /// A number, a text, TRUE, FALSE or an error as it is written.
    Constant(Value),
    /// A cell or a rectangle.
    Area(Area),
    /// Several rectangles: `(C6:C8,C10)`.
    Union(Vec<Area>),
    /// A defined name.
    Name(Arc<Named>),
    /// `first op a op b …`, from the left. Long sums lie flat, so that their length costs no stack.
    Chain(Box<Expr>, Vec<(Operator, Expr)>),
    /// `-x`
    Negate(Box<Expr>),
    /// `x%`
    Percent(Box<Expr>),
    /// A function with its arguments.
    Call(&'static Function, Vec<Expr>),
    /// `{1,2;3,4}`
    Array(Array),
    /// An argument left out: `IF(A1,,2)`.
    Omitted,
    /// A whole formula that is an array formula.
    Whole(Arc<Whole>),
}

/// An array formula: ranges are taken whole, and each cell that it fills gets what comes out at its place.
#[derive(Debug, PartialEq)]
pub(crate) struct Whole {
    /// What it computes.
    pub(crate) expr: Expr,
    /// The cells that it fills.
    pub(crate) range: CellRange,
}

/// What a defined name stands for.
#[derive(Debug, PartialEq)]
pub(crate) struct Named {
    /// Its expression.
    pub(crate) expr: Expr,
    /// Every rectangle that it refers to, directly or through other names.
    pub(crate) areas: Vec<Area>,
}

impl Expr {
    /// Every rectangle that the expression refers to, those of a name once however often it stands there; `None` if they
    /// are more than `most`.
    pub(crate) fn areas(&self, most: usize) -> Option<Vec<Area>> {
        let mut areas = Vec::new();
        self.collect_areas(&mut areas, &mut HashSet::new(), most)?;
        Some(areas)
    }

    /// The expression's depth is bounded by the parser. Names are told apart by where they lie in memory.
    fn collect_areas(
        &self,
        into: &mut Vec<Area>,
        seen: &mut HashSet<*const Named>,
        most: usize,
    ) -> Option<()> {
        match self {
            Self::Area(area) => into.push(*area),
            Self::Union(areas) => into.extend(areas),
            Self::Name(named) => {
                if seen.insert(Arc::as_ptr(named)) {
                    into.extend(&named.areas);
                }
            }
            Self::Chain(first, rest) => {
                first.collect_areas(into, seen, most)?;
                for (_, operand) in rest {
                    operand.collect_areas(into, seen, most)?;
                }
            }
            Self::Negate(inner) | Self::Percent(inner) => inner.collect_areas(into, seen, most)?,
            Self::Whole(whole) => whole.expr.collect_areas(into, seen, most)?,
            Self::Call(_, arguments) => {
                arguments.iter().try_for_each(|a| a.collect_areas(into, seen, most))?;
            }
            Self::Constant(_) | Self::Array(_) | Self::Omitted => {}
        }
        (into.len() <= most).then_some(())
    }
}
