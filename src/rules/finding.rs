//! What a rule found, and what would mend it.

use rust_decimal::Decimal;

use super::Rule;
use crate::form::{FieldPath, FundingColumn};
use crate::record::{FindingRecord, FixSafety, FormIndex, Severity};
use crate::workbook::{CellRef, Value};

/// What a rule found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How grave; the rule's level, unless the run sets another.
    pub severity: Severity,
    /// Path of the workbook below the input that was given; filled in by whoever runs the rules.
    pub file: String,
    /// The form that it is about, by its place among the forms of its workbook; filled in by whoever runs the rules. None
    /// of what is about no form: a department that did not report.
    pub form: Option<usize>,
    /// The sheet.
    pub sheet: String,
    /// The cell to mend.
    pub cell: Option<CellRef>,
    /// The field, if it is at one.
    pub field: Option<FieldPath>,
    /// What was found, what was expected and what to do, in the office's words.
    pub message: String,
    /// What stands there.
    pub actual: Option<String>,
    /// What should stand there.
    pub expected: Option<String>,
    /// What would mend it.
    pub fix: Option<Fix>,
    /// Why it is right as it stands (已核实), if somebody asked and accepted it; nothing is mended then.
    pub accepted: Option<String>,
}

/// A mend: the cells to change.
#[derive(Debug, Clone, PartialEq)]
pub struct Fix {
    /// Whether it may be applied without asking.
    pub safety: FixSafety,
    /// The changes.
    pub edits: Vec<Edit>,
    /// What the changes make of amounts of the form; filled in by whoever runs the rules.
    pub amounts: Vec<NewAmount>,
}

impl Fix {
    /// These changes.
    pub const fn new(safety: FixSafety, edits: Vec<Edit>) -> Self {
        Self { safety, edits, amounts: Vec::new() }
    }
}

/// An amount of a form's funding table, as a fix makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewAmount {
    /// The row of the funding table.
    pub row: usize,
    /// The column.
    pub column: FundingColumn,
    /// The amount, in the form's unit as all that a form holds; its cell may count in another.
    pub amount: Decimal,
}

/// One cell's change, on the finding's sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// The cell.
    pub cell: CellRef,
    /// What it is to hold.
    pub content: NewContent,
}

/// What a changed cell is to hold.
#[derive(Debug, Clone, PartialEq)]
pub enum NewContent {
    /// This text.
    Text(String),
    /// The text that stands there, with these edits. Edits of several rules at one cell touch different characters, so
    /// that all of them can be applied together.
    TextEdits(Vec<TextEdit>),
    /// This amount of money or other number.
    Number(Decimal),
    /// This rate, a fraction, shown as a percentage.
    Rate(Decimal),
    /// This formula (without `=`) with its result; `rate` if it is shown as a percentage.
    Formula {
        /// The formula, without `=`.
        formula: String,
        /// What it computes.
        cached: Value,
        /// Whether it is shown as a percentage.
        rate: bool,
    },
    /// The formula that stands there, with its result renewed.
    Recalculated(Value),
}

/// A stretch of a cell's text, and what replaces it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextEdit {
    /// Where it begins, in characters (not bytes) of the text as it stands in the input.
    pub start: usize,
    /// How many characters of it go.
    pub len: usize,
    /// What comes in their place.
    pub insert: String,
}

impl TextEdit {
    /// `text` with all `edits`, which may come in any order and from several rules. Of two that overlap, the one that
    /// begins first holds (of two that begin together, the longer); what lies beyond the text is passed over.
    ///
    /// ```
    /// use ziping::rules::TextEdit;
    /// let cut = TextEdit { start: 0, len: 1, insert: String::new() };
    /// let quote = TextEdit { start: 6, len: 1, insert: "”".to_owned() };
    /// assert_eq!(TextEdit::apply(" “阳光服务“", &[quote, cut]), "“阳光服务”");
    /// ```
    pub fn apply(text: &str, edits: &[Self]) -> String {
        let mut edits: Vec<&Self> = edits.iter().collect();
        edits.sort_by_key(|edit| (edit.start, std::cmp::Reverse(edit.len)));
        let mut result = String::with_capacity(text.len());
        let mut rest = text.chars();
        let mut at = 0;
        for edit in edits.into_iter().filter(|edit| edit.len > 0) {
            if edit.start < at {
                continue;
            }
            result.extend(rest.by_ref().take(edit.start - at));
            if rest.by_ref().take(edit.len).count() == 0 {
                break;
            }
            result.push_str(&edit.insert);
            at = edit.start.saturating_add(edit.len);
        }
        result.extend(rest);
        result
    }
}

impl Finding {
    /// A finding of `rule` on `sheet`.
    pub fn new(rule: &'static Rule, sheet: &str, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.level,
            file: String::new(),
            form: None,
            sheet: sheet.to_owned(),
            cell: None,
            field: None,
            message: message.into(),
            actual: None,
            expected: None,
            fix: None,
            accepted: None,
        }
    }

    /// At this cell.
    #[must_use]
    pub fn at(mut self, cell: CellRef) -> Self {
        self.cell = Some(cell);
        self
    }

    /// At this field.
    #[must_use]
    pub fn field(mut self, field: FieldPath) -> Self {
        self.field = Some(field);
        self
    }

    /// What stands there.
    #[must_use]
    pub fn actual(mut self, actual: impl Into<String>) -> Self {
        self.actual = Some(actual.into());
        self
    }

    /// What should stand there.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// What would mend it: one cell's change.
    #[must_use]
    pub fn fix(mut self, safety: FixSafety, cell: CellRef, content: NewContent) -> Self {
        self.fix = Some(Fix::new(safety, vec![Edit { cell, content }]));
        self
    }

    /// The form that it is about, among those that were indexed.
    pub fn form_in(&self, forms: &FormIndex<'_>) -> Option<usize> {
        forms.at(&self.file, self.form?)
    }

    /// As other programs see it.
    pub fn record(&self) -> FindingRecord {
        FindingRecord {
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            cell: self.cell,
            field: self.field.map(|field| field.to_string()),
            code: self.rule.code.to_owned(),
            rule: self.rule.name.to_owned(),
            severity: self.severity,
            message: self.message.clone(),
            actual: self.actual.clone(),
            expected: self.expected.clone(),
            fix: self.fix.as_ref().map_or(FixSafety::None, |fix| fix.safety),
            accepted: self.accepted.clone(),
        }
    }
}
