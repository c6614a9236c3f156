//! How a figure was worked out, in the form's own numbers: `822.26 ÷ (843.65 + 106.87)`.

use rust_decimal::Decimal;

use super::compare::Comparer;
use super::expr::{Area, Expr, Operator};
use super::shown::amount;
use crate::form::ExpectedFormula;
use crate::workbook::Value;

/// How many summands are written out.
const SUMMANDS: u64 = 12;

/// What a written expression is, for the brackets around it.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Binding {
    Sum,
    Product,
    Single,
}

impl Comparer<'_> {
    /// The template's formula with the form's (corrected) numbers in place of its cells; `None` where that would be
    /// no help: too long, or cells without numbers.
    pub fn working(&self, expected: &ExpectedFormula) -> Option<String> {
        let parsed = self.parse(&expected.formula)?;
        self.written(&parsed.expr).map(|(text, _)| text)
    }

    fn written(&self, expr: &Expr) -> Option<(String, Binding)> {
        match expr {
            Expr::Constant(Value::Number(number)) => Some(single(*number)),
            Expr::Area(area) => self.written_sum(area),
            Expr::Call(function, arguments) if function.name == "ABS" => {
                let (inner, binding) = self.written(arguments.first()?)?;
                // Only what changes something is shown: |-45.70|, but 45.70.
                let plain = binding == Binding::Single && !inner.starts_with('-');
                Some((if plain { inner } else { format!("|{inner}|") }, Binding::Single))
            }
            Expr::Call(function, arguments) if function.name == "SUM" => {
                let parts = arguments.iter().map(|a| self.written(a)).collect::<Option<Vec<_>>>()?;
                if parts.len() == 1 {
                    return parts.into_iter().next();
                }
                let parts: Vec<String> = parts.into_iter().map(|(text, _)| text).collect();
                Some((parts.join(" + "), Binding::Sum))
            }
            Expr::Chain(first, rest) => self.written_chain(first, rest),
            _ => None,
        }
    }

    fn written_chain(&self, first: &Expr, rest: &[(Operator, Expr)]) -> Option<(String, Binding)> {
        let (mut text, mut binding) = self.written(first)?;
        for (operator, operand) in rest {
            let (sign, needs, gives) = match operator {
                Operator::Add => ("+", Binding::Sum, Binding::Sum),
                Operator::Subtract => ("−", Binding::Product, Binding::Sum),
                Operator::Multiply => ("×", Binding::Product, Binding::Product),
                Operator::Divide => ("÷", Binding::Single, Binding::Product),
                _ => return None,
            };
            if binding < gives {
                text = format!("({text})");
            }
            let (operand, its) = self.written(operand)?;
            let bracketed = its < needs || operand.starts_with('-');
            text = if bracketed {
                format!("{text} {sign} ({operand})")
            } else {
                format!("{text} {sign} {operand}")
            };
            binding = gives;
        }
        Some((text, binding))
    }

    /// A cell's number, or the numbers of a range with plus signs between them.
    fn written_sum(&self, area: &Area) -> Option<(String, Binding)> {
        if area.sheet != self.sheet || area.range.cells() > SUMMANDS {
            return None;
        }
        let mut numbers = Vec::new();
        for row in area.range.first.row..=area.range.last.row {
            for col in area.range.first.col..=area.range.last.col {
                match self.value(crate::workbook::CellRef::new(row, col))? {
                    Value::Number(number) => numbers.push(number),
                    Value::Empty => {}
                    _ => return None,
                }
            }
        }
        match numbers.as_slice() {
            [] => Some(single(Decimal::ZERO)),
            [number] => Some(single(*number)),
            [first, more @ ..] => {
                let mut text = amount(*first);
                for number in more {
                    let bracketed = number.is_sign_negative() && !number.is_zero();
                    let number = amount(*number);
                    text +=
                        &if bracketed { [" + (", &number, ")"].concat() } else { [" + ", &number].concat() };
                }
                Some((text, Binding::Sum))
            }
        }
    }
}

fn single(number: Decimal) -> (String, Binding) {
    (amount(number), Binding::Single)
}
