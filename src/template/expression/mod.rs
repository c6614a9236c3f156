//! A column's formula in the columns' own names: `actual_expenditure / (initial_budget + budget_adjustment)`.

mod parser;
#[cfg(test)]
mod tests;

use rust_decimal::Decimal;

use super::spec::ColumnId;

/// A column's formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expression {
    Column(ColumnId),
    Number(Decimal),
    Negative(Box<Expression>),
    Binary(Operator, Box<Expression>, Box<Expression>),
    Call(Function, Vec<Expression>),
}

/// `+ - * /`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// The functions that a formula may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Abs,
    Min,
    Max,
    Sum,
}

impl Operator {
    const fn sign(self) -> char {
        match self {
            Self::Add => '+',
            Self::Subtract => '-',
            Self::Multiply => '*',
            Self::Divide => '/',
        }
    }

    const fn binds_tighter(self) -> bool {
        matches!(self, Self::Multiply | Self::Divide)
    }
}

impl Function {
    const ALL: [(&'static str, Self); 4] =
        [("abs", Self::Abs), ("min", Self::Min), ("max", Self::Max), ("sum", Self::Sum)];

    fn name(self) -> String {
        Self::ALL.iter().find(|(_, f)| *f == self).map(|(name, _)| name.to_uppercase()).unwrap_or_default()
    }
}

impl Expression {
    /// Parses an expression; the error says what is wrong, in words.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        parser::parse(text)
    }

    /// The columns that it uses.
    pub(crate) fn columns(&self) -> Vec<ColumnId> {
        let mut columns = Vec::new();
        self.add_columns(&mut columns);
        columns
    }

    fn add_columns(&self, columns: &mut Vec<ColumnId>) {
        match self {
            Self::Column(column) => columns.push(*column),
            Self::Number(_) => {}
            Self::Negative(inner) => inner.add_columns(columns),
            Self::Binary(_, a, b) => [a, b].into_iter().for_each(|side| side.add_columns(columns)),
            Self::Call(_, arguments) => arguments.iter().for_each(|argument| argument.add_columns(columns)),
        }
    }

    /// The same with columns multiplied by what `factor` gives for them; by less than one is written as a division.
    pub(crate) fn scaled(&self, factor: &dyn Fn(ColumnId) -> Option<Decimal>) -> Self {
        let boxed = |inner: &Self| Box::new(inner.scaled(factor));
        match self {
            Self::Column(column) => match factor(*column) {
                None => self.clone(),
                Some(by) => {
                    let (operator, by) = match Decimal::ONE.checked_div(by) {
                        Some(inverse) if by < Decimal::ONE => (Operator::Divide, inverse),
                        _ => (Operator::Multiply, by),
                    };
                    Self::Binary(operator, Box::new(self.clone()), Box::new(Self::Number(by.normalize())))
                }
            },
            Self::Number(_) => self.clone(),
            Self::Negative(inner) => Self::Negative(boxed(inner)),
            Self::Binary(operator, a, b) => Self::Binary(*operator, boxed(a), boxed(b)),
            Self::Call(function, arguments) => {
                Self::Call(*function, arguments.iter().map(|a| a.scaled(factor)).collect())
            }
        }
    }

    /// The formula over a row's cells, without `=`: `E6/(C6+D6)`. `None` if a column has no cell there.
    pub(crate) fn excel(&self, cell: impl Fn(ColumnId) -> Option<String>) -> Option<String> {
        self.excel_dyn(&cell)
    }

    fn excel_dyn(&self, cell: &dyn Fn(ColumnId) -> Option<String>) -> Option<String> {
        Some(match self {
            Self::Column(column) => cell(*column)?,
            Self::Number(number) => number.to_string(),
            Self::Negative(inner) => format!("-{}", inner.operand(cell, true)?),
            Self::Binary(operator, a, b) => {
                let left = a.operand(cell, operator.binds_tighter())?;
                let bracketed = operator.binds_tighter() || *operator == Operator::Subtract;
                let divides_by_several = matches!(**b, Self::Binary(..)) && *operator == Operator::Divide;
                // Each side is laid out once: twice on every level would double with each bracket.
                let right = if divides_by_several {
                    format!("({})", b.excel_dyn(cell)?)
                } else {
                    b.operand(cell, bracketed)?
                };
                format!("{left}{}{right}", operator.sign())
            }
            Self::Call(function, arguments) => {
                let arguments: Option<Vec<String>> = arguments.iter().map(|a| a.excel_dyn(cell)).collect();
                format!("{}({})", function.name(), arguments?.join(","))
            }
        })
    }

    /// As an operand: a sum inside a product is put in brackets.
    fn operand(&self, cell: &dyn Fn(ColumnId) -> Option<String>, inside_product: bool) -> Option<String> {
        let text = self.excel_dyn(cell)?;
        let is_sum = matches!(self, Self::Binary(operator, ..) if !operator.binds_tighter());
        Some(if is_sum && inside_product { format!("({text})") } else { text })
    }

    /// The divisor, if the whole is a quotient: `C6+D6`.
    pub(crate) fn divisor(&self, cell: impl Fn(ColumnId) -> Option<String>) -> Option<String> {
        match self {
            Self::Binary(Operator::Divide, _, divisor) => divisor.excel(cell),
            _ => None,
        }
    }

    /// What it gives for a row's numbers; a blank counts as zero, but a row without any number gives nothing. `None` also
    /// where the divisor is zero.
    pub(crate) fn value(&self, number: impl Fn(ColumnId) -> Option<Decimal>) -> Option<Decimal> {
        if self.columns().into_iter().all(|column| number(column).is_none()) {
            return None;
        }
        self.value_dyn(&number)
    }

    fn value_dyn(&self, number: &dyn Fn(ColumnId) -> Option<Decimal>) -> Option<Decimal> {
        match self {
            Self::Column(column) => Some(number(*column).unwrap_or_default()),
            Self::Number(number) => Some(*number),
            Self::Negative(inner) => inner.value_dyn(number).map(|n| -n),
            Self::Binary(operator, a, b) => {
                let (a, b) = (a.value_dyn(number)?, b.value_dyn(number)?);
                match operator {
                    Operator::Add => a.checked_add(b),
                    Operator::Subtract => a.checked_sub(b),
                    Operator::Multiply => a.checked_mul(b),
                    Operator::Divide => a.checked_div(b),
                }
            }
            Self::Call(function, arguments) => {
                let values: Option<Vec<Decimal>> = arguments.iter().map(|a| a.value_dyn(number)).collect();
                let mut values = values?.into_iter();
                match function {
                    Function::Abs => values.next().map(|n| n.abs()),
                    Function::Min => values.min(),
                    Function::Max => values.max(),
                    Function::Sum => values.try_fold(Decimal::ZERO, Decimal::checked_add),
                }
            }
        }
    }
}
