//! What cells take: Excel's data validation (数据有效性), with its words for whoever fills them in.

use super::CellRange;

/// A data validation: one that a file has, to be written back as it is, or one of a form that is laid out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Restriction {
    /// The cells.
    pub ranges: Vec<CellRange>,
    /// What is compared.
    pub condition: Condition,
    /// How it is compared with the formulas.
    pub operator: Operator,
    /// What it is compared with, without `=`.
    pub formulas: Vec<String>,
    /// Whether a blank cell is let pass.
    pub ignores_blank: bool,
    /// Whether a list is not offered to choose from.
    pub hides_list: bool,
    /// Shown while a cell is chosen.
    pub prompt: Option<Notice>,
    /// Shown where something else was typed; without it anything is let pass.
    pub refusal: Option<Notice>,
    /// What happens to what was typed then.
    pub alert_style: AlertStyle,
}

/// A title and a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notice {
    /// At most 32 characters.
    pub title: String,
    /// At most 255 characters.
    pub text: String,
}

/// What a restriction looks at.
#[expect(missing_docs, reason = "the names are Excel's own and say what they are")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Condition {
    #[default]
    Any,
    List,
    Whole,
    Decimal,
    Date,
    Time,
    TextLength,
    Custom,
}

/// How a restriction compares.
#[expect(missing_docs, reason = "the names are Excel's own and say what they are")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Operator {
    #[default]
    Between,
    NotBetween,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// Whether a restriction refuses, warns, or only says something.
#[expect(missing_docs, reason = "the names are Excel's own and say what they are")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AlertStyle {
    #[default]
    Stop,
    Warning,
    Information,
}
