//! What reading a form leaves beside its values: the formulas that its template gives it, what is missing, left over or
//! inferred.

use super::FieldPath;
use crate::workbook::CellRef;

/// A formula of the template, laid onto this form's cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedFormula {
    /// The field: `funding.0.completion_rate`.
    pub field: FieldPath,
    /// The field's name in the form's words: `预算完成率`.
    pub label: String,
    /// The cell that should hold the value.
    pub cell: CellRef,
    /// Whether it is a rate or a total.
    pub kind: FormulaKind,
    /// The formula over this form's cells, without `=`: `E6/(C6+D6)`.
    pub formula: String,
    /// The divisor alone, where there is one: `C6+D6`. Zero means: no rate.
    pub divisor: Option<String>,
    /// The cells that it depends on, with their names in the form's words.
    pub inputs: Vec<FormulaInput>,
    /// Whether one of them may be none: a row under a total whose name is no known source's, and whose amounts make up no
    /// total of the form. Such a formula is proposed, never written unasked.
    pub doubtful: bool,
    /// Other formulas of the template for the cell: as right, as long as they come to the same (实际支出数 ÷ 全年预算数 beside
    /// 年初预算数 and 预算调整数).
    pub alternatives: Vec<Self>,
}

/// What a template's formula gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FormulaKind {
    /// A quotient of amounts, a fraction.
    Rate,
    /// The sum of the rows under it.
    Total,
    /// A score that follows from a weight and a rate.
    Score,
}

/// A cell that a formula depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaInput {
    /// Its name in the form's words: `年初预算数`.
    pub label: String,
    /// Where it stands.
    pub cell: CellRef,
}

/// A non-empty cell that is neither label nor field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmapped {
    /// Where it stands.
    pub cell: CellRef,
    /// What it shows.
    pub value: String,
}

/// A required field that is blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingField {
    /// The field; of a table that was not recognised or has no row, the list.
    pub field: FieldPath,
    /// Its name in the form's words.
    pub label: String,
    /// The blank cell; `None` where the form has no place for it.
    pub cell: Option<CellRef>,
}

/// What the reader inferred or noticed on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadingNote {
    /// A value stood beside the cell where it belongs, and was taken from there.
    Misplaced {
        /// The field.
        field: FieldPath,
        /// The field's name in the form's words.
        label: String,
        /// Where it stands.
        found: CellRef,
        /// Where it belongs.
        belongs: CellRef,
    },
    /// A heading is not known to the template; what surrounds it decided what the column is.
    HeadingInferred {
        /// The heading's cell.
        cell: CellRef,
        /// What it says.
        heading: String,
        /// What it was taken for, in the form's words.
        taken_for: String,
    },
    /// The form has a label or column that differs from the template's own.
    TemplateEdited {
        /// The cell, where there is one.
        cell: Option<CellRef>,
        /// What differs, in words.
        what: String,
    },
    /// A sheet of the workbook has a form that nobody filled in, left beside this one; it is not read.
    BlankBeside {
        /// The sheet's name.
        sheet: String,
    },
}
