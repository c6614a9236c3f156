//! The domain: what a self-evaluation form says, whatever file and layout it came in.
//! Knows of Excel nothing but a cell's address.

mod cells;
mod fields;
mod funding;
mod model;
mod names;
mod noticed;
mod own_units;
mod path;
mod target;
mod unit;

pub use cells::FieldCells;
pub use funding::{FundingColumn, FundingRow, RowRole};
pub use model::{Form, FormLevel, Goals, Indicator, Located, Task};
pub use names::FieldNames;
pub(crate) use names::{of_indicator, of_task};
pub use noticed::{ExpectedFormula, FormulaInput, FormulaKind, MissingField, ReadingNote, Unmapped};
pub use own_units::OwnUnits;
pub use path::{FieldPath, FormList, FundingField, IndicatorField, OwnField, TaskField, UnknownField};
pub(crate) use path::{FieldPlace, ListField};
pub use target::{
    Certainty, Direction, FarAbove, Figure, Judgement, Trend, Verdict, completion, figures, is_measurable,
    judge, judge_under, told_share,
};
pub(crate) use target::{Numbers, Portion, Side, comparator_side, fold, is_blank, is_exactly, wants_none};
pub use unit::MoneyUnit;
