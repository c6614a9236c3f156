//! A column's formula in the columns' own names: `actual_expenditure / (initial_budget + budget_adjustment)`.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

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
        let mut parser = Parser { rest: text.trim_start(), depth: 0, operands: 0 };
        let expression = parser.sum()?;
        match parser.rest.chars().next() {
            None => Ok(expression),
            Some(')') => Err("右括号多了".to_owned()),
            Some(c) if c.is_ascii_alphanumeric() => Err(format!("“{}”前缺少运算符", parser.word())),
            Some(c) => Err(unknown_sign(c)),
        }
    }

    /// The columns that it uses.
    pub(crate) fn columns(&self) -> Vec<ColumnId> {
        match self {
            Self::Column(column) => vec![*column],
            Self::Number(_) => Vec::new(),
            Self::Negative(inner) => inner.columns(),
            Self::Binary(_, a, b) => [a.columns(), b.columns()].concat(),
            Self::Call(_, arguments) => arguments.iter().flat_map(Self::columns).collect(),
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

fn unknown_sign(c: char) -> String {
    format!("不认识的符号“{c}”，公式里可用 + - * / ( ) 和 abs、min、max、sum")
}

/// Brackets inside brackets beyond which no template goes.
const DEEPEST: u32 = 50;
/// Columns, numbers, brackets and functions of one formula: a form has some ten columns, and a sum of so many operands is
/// as deep as it is long.
const MOST_OPERANDS: u32 = 200;

struct Parser<'a> {
    rest: &'a str,
    depth: u32,
    /// How many operands were begun.
    operands: u32,
}

impl<'a> Parser<'a> {
    fn takes(&mut self, sign: char) -> bool {
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }

    fn word(&mut self) -> &'a str {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        let end = self.rest.find(|c| !is_word(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        word
    }

    fn sum(&mut self) -> Result<Expression, String> {
        let mut left = self.product()?;
        loop {
            let operator = if self.takes('+') {
                Operator::Add
            } else if self.takes('-') {
                Operator::Subtract
            } else {
                return Ok(left);
            };
            left = Expression::Binary(operator, Box::new(left), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Result<Expression, String> {
        let mut left = self.operand()?;
        loop {
            let operator = if self.takes('*') {
                Operator::Multiply
            } else if self.takes('/') {
                Operator::Divide
            } else {
                return Ok(left);
            };
            left = Expression::Binary(operator, Box::new(left), Box::new(self.operand()?));
        }
    }

    fn operand(&mut self) -> Result<Expression, String> {
        self.depth += 1;
        self.operands += 1;
        if self.depth > DEEPEST {
            return Err("括号太深".to_owned());
        }
        if self.operands > MOST_OPERANDS {
            return Err(format!("公式太长：栏目、数字、括号和函数合计不能超过 {MOST_OPERANDS} 个"));
        }
        let operand = self.bare_operand();
        self.depth -= 1;
        operand
    }

    fn bare_operand(&mut self) -> Result<Expression, String> {
        if self.takes('-') {
            return Ok(Expression::Negative(Box::new(self.operand()?)));
        }
        if self.takes('(') {
            let inner = self.sum()?;
            return if self.takes(')') { Ok(inner) } else { Err("缺少右括号".to_owned()) };
        }
        match self.rest.chars().next() {
            None => return Err("公式不完整".to_owned()),
            Some(c @ ('+' | '*' | '/' | ',' | ')')) => return Err(format!("“{c}”前缺少栏目名")),
            Some(c) if !(c.is_ascii_alphanumeric() || c == '_' || c == '.') => return Err(unknown_sign(c)),
            Some(_) => {}
        }
        let word = self.word();
        if self.takes('(') {
            let function = Function::ALL
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(word))
                .map(|(_, function)| *function)
                .ok_or_else(|| format!("不认识的函数“{word}”，可用 abs、min、max、sum"))?;
            let mut arguments = vec![self.sum()?];
            while self.takes(',') {
                arguments.push(self.sum()?);
            }
            return if self.takes(')') {
                Ok(Expression::Call(function, arguments))
            } else {
                Err("缺少右括号".to_owned())
            };
        }
        if let Ok(number) = word.parse() {
            return Ok(Expression::Number(number));
        }
        ColumnId::deserialize(StrDeserializer::<Error>::new(word))
            .map(Expression::Column)
            .map_err(|_| format!("不认识的栏目“{word}”"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(column: ColumnId) -> Option<String> {
        match column {
            ColumnId::ActualExpenditure => Some("E6".to_owned()),
            ColumnId::InitialBudget => Some("C6".to_owned()),
            ColumnId::BudgetAdjustment => Some("D6".to_owned()),
            _ => None,
        }
    }

    #[test]
    fn it_is_laid_onto_a_rows_cells() {
        let rate = Expression::parse("actual_expenditure / (initial_budget + budget_adjustment)").unwrap();
        assert_eq!(rate.excel(cell).as_deref(), Some("E6/(C6+D6)"));
        assert_eq!(rate.divisor(cell).as_deref(), Some("C6+D6"));
        let adjustment = Expression::parse("abs(budget_adjustment) / initial_budget").unwrap();
        assert_eq!(adjustment.excel(cell).as_deref(), Some("ABS(D6)/C6"));
        assert_eq!(adjustment.divisor(cell).as_deref(), Some("C6"));
    }

    #[test]
    fn brackets_stand_where_the_meaning_needs_them() {
        for (text, excel) in [
            ("initial_budget - (budget_adjustment + 1)", "C6-(D6+1)"),
            ("initial_budget / (budget_adjustment * 2)", "C6/(D6*2)"),
            ("min(initial_budget, 10) * -budget_adjustment", "MIN(C6,10)*-D6"),
        ] {
            assert_eq!(Expression::parse(text).unwrap().excel(cell).as_deref(), Some(excel));
        }
    }

    #[test]
    fn columns_in_other_units_are_converted_where_they_stand() {
        let laid = |column: ColumnId, by: Decimal, text: &str| {
            let factor = |id: ColumnId| (id == column).then_some(by);
            Expression::parse(text).unwrap().scaled(&factor).excel(cell).unwrap()
        };
        let completion = "actual_expenditure / (initial_budget + budget_adjustment)";
        let ten_thousandth = Decimal::new(1, 4);
        assert_eq!(laid(ColumnId::ActualExpenditure, ten_thousandth, completion), "E6/10000/(C6+D6)");
        assert_eq!(laid(ColumnId::InitialBudget, ten_thousandth, completion), "E6/(C6/10000+D6)");
        let adjustment = "abs(budget_adjustment) / initial_budget";
        assert_eq!(laid(ColumnId::InitialBudget, ten_thousandth, adjustment), "ABS(D6)/(C6/10000)");
        assert_eq!(laid(ColumnId::BudgetAdjustment, Decimal::from(10_000), adjustment), "ABS(D6*10000)/C6");
    }

    #[test]
    fn a_formula_of_very_many_operands_is_refused() {
        let sum = |count: usize| Expression::parse(&vec!["initial_budget"; count].join("+"));
        assert!(sum(200).is_ok());
        for error in [sum(201), sum(300_000)].map(Result::unwrap_err) {
            assert!(error.starts_with("公式太长"), "{error}");
        }
    }

    #[test]
    fn brackets_inside_brackets_are_laid_out_once_each() {
        let levels = 45;
        let text = format!("1{}", "-(initial_budget".repeat(levels) + &")".repeat(levels));
        let excel = format!("1{}", "-(C6".repeat(levels - 1) + "-C6" + &")".repeat(levels - 1));
        assert_eq!(Expression::parse(&text).unwrap().excel(cell), Some(excel));
    }

    #[test]
    fn it_gives_a_value_but_for_a_blank_row_or_a_zero_divisor() {
        let rate = Expression::parse("actual_expenditure / (initial_budget + budget_adjustment)").unwrap();
        let of = |actual, initial, adjustment| {
            rate.value(|id| match id {
                ColumnId::ActualExpenditure => actual,
                ColumnId::InitialBudget => initial,
                _ => adjustment,
            })
        };
        let d = |n: i64| Some(Decimal::from(n));
        assert_eq!(of(d(90), d(120), d(-20)), Some(Decimal::new(9, 1)));
        assert_eq!(of(d(90), d(100), None), Some(Decimal::new(9, 1)));
        assert_eq!(of(d(90), d(0), None), None);
        assert_eq!(of(None, None, None), None);
    }

    #[test]
    fn a_column_without_a_cell_gives_no_formula() {
        assert_eq!(Expression::parse("actual_expenditure / annual_budget").unwrap().excel(cell), None);
    }

    #[test]
    fn what_is_wrong_is_said_in_words() {
        for (text, said) in [
            ("actual_expenditure / initial_budget / (2", "缺少右括号"),
            ("initial_budget)", "右括号多了"),
            ("initial_budget +", "公式不完整"),
            ("initial_budget actual", "前缺少运算符"),
            ("betrag / initial_budget", "不认识的栏目“betrag”"),
            ("round(initial_budget)", "不认识的函数“round”"),
            ("initial_budget ÷ 2", "不认识的符号“÷”"),
        ] {
            let error = Expression::parse(text).unwrap_err();
            assert!(error.contains(said), "{text}: {error}");
        }
    }
}
