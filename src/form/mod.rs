//! The domain: what a self-evaluation form says, whatever file and layout it came in.
//! Knows of Excel nothing but a cell's address.

mod cells;
mod fields;
mod index;
mod model;
mod names;
mod path;
mod record;
mod target;
mod titles;
mod unit;

pub use cells::FieldCells;
pub use index::FormIndex;
pub use model::{
    ExpectedFormula, Form, FormLevel, FormulaInput, FormulaKind, FundingColumn, FundingRow, Goals, Indicator,
    Located, MissingField, ReadingNote, RowRole, Task, Unmapped,
};
pub use names::FieldNames;
pub(crate) use names::{of_indicator, of_task};
pub(crate) use path::{FUNDING, INDICATORS, IndicatorField, TASKS};
pub use path::{FieldPath, UnknownField};
pub(crate) use record::FORM_SCHEMA;
pub use record::{FormRecord, FundingRecord, GoalsRecord, IndicatorRecord, TaskRecord, UnmappedRecord};
pub use target::{
    Certainty, Direction, FarAbove, Figure, Judgement, Trend, Verdict, completion, figures, is_measurable,
    judge, judge_under,
};
pub(crate) use target::{Numbers, Side, comparator_side, fold, is_blank, is_exactly};
pub(crate) use titles::field_title;
pub use unit::MoneyUnit;
