//! A column's formula in the columns' own names: `actual_expenditure / (initial_budget + budget_adjustment)`.

use super::spec::ColumnId;

/// A piece of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Column(ColumnId),
    /// Operators, brackets, numbers, commas and function names, as Excel writes them.
    Literal(String),
}

/// A column's formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expression {
    pieces: Vec<Piece>,
    /// Where the divisor begins, if the last operation is a division.
    divisor: Option<usize>,
}

/// The functions that an expression may use, and Excel's names for them.
const FUNCTIONS: [(&str, &str); 4] = [("abs", "ABS"), ("min", "MIN"), ("max", "MAX"), ("sum", "SUM")];

impl Expression {
    /// Parses an expression; the error says what is wrong, in words.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text.trim_start();
        let mut depth = 0_i32;
        let mut divisor = None;
        let mut operand_expected = true;
        while let Some(first) = rest.chars().next() {
            let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
            if is_word(first) {
                let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                let (word, after) = rest.split_at(end);
                if !operand_expected {
                    return Err(format!("“{word}”前缺少运算符"));
                }
                pieces.push(Self::word(word, after.trim_start().starts_with('('))?);
                operand_expected = after.trim_start().starts_with('(');
                rest = after.trim_start();
                continue;
            }
            match first {
                '(' => depth += 1,
                ')' => depth -= 1,
                '+' | '-' | '*' | '/' | ',' => {
                    if operand_expected && first != '-' {
                        return Err(format!("“{first}”前缺少栏目名"));
                    }
                }
                _ => {
                    return Err(format!(
                        "不认识的符号“{first}”，公式里可用 + - * / ( ) 和 abs、min、max、sum"
                    ));
                }
            }
            if depth < 0 {
                return Err("右括号多了".to_owned());
            }
            operand_expected = first != ')';
            pieces.push(Piece::Literal(first.to_string()));
            if depth == 0 {
                match first {
                    '/' => divisor = Some(pieces.len()),
                    '+' | '-' | '*' => divisor = None,
                    _ => {}
                }
            }
            rest = rest[first.len_utf8()..].trim_start();
        }
        if depth > 0 {
            return Err("缺少右括号".to_owned());
        }
        if operand_expected {
            return Err("公式不完整".to_owned());
        }
        Ok(Self { pieces, divisor })
    }

    fn word(word: &str, called: bool) -> Result<Piece, String> {
        if called {
            return FUNCTIONS
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(word))
                .map(|(_, excel)| Piece::Literal((*excel).to_owned()))
                .ok_or_else(|| format!("不认识的函数“{word}”，可用 abs、min、max、sum"));
        }
        if word.parse::<rust_decimal::Decimal>().is_ok() {
            return Ok(Piece::Literal(word.to_owned()));
        }
        use serde::Deserialize;
        use serde::de::value::{Error, StrDeserializer};
        let name = StrDeserializer::<Error>::new(word);
        ColumnId::deserialize(name).map(Piece::Column).map_err(|_| format!("不认识的栏目“{word}”"))
    }

    /// The columns that it uses.
    pub(crate) fn columns(&self) -> impl Iterator<Item = ColumnId> + '_ {
        self.pieces.iter().filter_map(|p| match p {
            Piece::Column(column) => Some(*column),
            Piece::Literal(_) => None,
        })
    }

    /// The formula over a row's cells, without `=`: `E6/(C6+D6)`. `None` if a column has no cell there.
    pub(crate) fn excel(&self, cell: impl Fn(ColumnId) -> Option<String>) -> Option<String> {
        Self::render(&self.pieces, cell)
    }

    /// The divisor alone: `C6+D6`.
    pub(crate) fn divisor(&self, cell: impl Fn(ColumnId) -> Option<String>) -> Option<String> {
        let pieces = self.pieces.get(self.divisor?..)?;
        let inner = match pieces {
            [Piece::Literal(open), inner @ .., Piece::Literal(close)] if open == "(" && close == ")" => inner,
            other => other,
        };
        Self::render(inner, cell)
    }

    fn render(pieces: &[Piece], cell: impl Fn(ColumnId) -> Option<String>) -> Option<String> {
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Column(column) => cell(*column),
                Piece::Literal(text) => Some(text.clone()),
            })
            .collect()
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
    fn a_column_without_a_cell_gives_no_formula() {
        assert_eq!(Expression::parse("actual_expenditure / annual_budget").unwrap().excel(cell), None);
    }

    #[test]
    fn what_is_wrong_is_said_in_words() {
        for (text, said) in [
            ("actual / initial_budget / (2", "缺少右括号"),
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
