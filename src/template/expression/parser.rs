//! Reading a formula: sums of products of columns, numbers, brackets and functions.

use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

use super::{Expression, Function, Operator};
use crate::template::spec::ColumnId;

/// The formula that `text` is; what is wrong with it, in words.
pub(super) fn parse(text: &str) -> Result<Expression, String> {
    let mut parser = Parser { rest: text.trim_start(), depth: 0, operands: 0 };
    let expression = parser.sum()?;
    match parser.rest.chars().next() {
        None => Ok(expression),
        Some(')') => Err("右括号多了".to_owned()),
        Some(c) if c.is_ascii_alphanumeric() => Err(format!("“{}”前缺少运算符", parser.word())),
        Some(c) => Err(unknown_sign(c)),
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
