//! Why an expression has no ordinary value.

use rust_decimal::Decimal;

use crate::workbook::{CellError, CellRef};

/// Why a formula is not judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unjudged {
    /// In words: `使用了函数 OFFSET`.
    Words(String),
    /// It refers to another workbook.
    External,
    /// Its value changes by itself (`TODAY()`).
    Volatile,
    /// The workbook's formulas look at more cells, or more text, than is counted.
    TooMuch,
    /// It depends on this cell (sheet and place), which has no value that is known. That is the cell's fault, not the formula's.
    Follows((usize, CellRef)),
}

impl Unjudged {
    pub(crate) fn words(words: impl Into<String>) -> Self {
        Self::Words(words.into())
    }
}

impl std::fmt::Display for Unjudged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Words(words) => words,
            Self::External => "引用了其他工作簿",
            Self::Volatile => "结果随时间变化",
            Self::TooMuch => "公式引用的单元格或文字过多",
            Self::Follows((_, cell)) => return write!(f, "引用的 {cell} 无法计算"),
        })
    }
}

/// Why an expression has no ordinary value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fault {
    /// An error value of Excel's, which spreads through what uses it.
    Error(CellError),
    /// The formula is not judged.
    Unjudged(Unjudged),
}

impl From<CellError> for Fault {
    fn from(error: CellError) -> Self {
        Self::Error(error)
    }
}

/// The number, or that it passes what a decimal of 28 digits holds.
pub(crate) fn within(number: Option<Decimal>) -> Result<Decimal, Fault> {
    number.ok_or_else(|| Fault::Unjudged(Unjudged::words("数值超出可计算的范围")))
}
