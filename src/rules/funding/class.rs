//! What can be wrong in a cell that has to do with the funds.

use rust_decimal::Decimal;

use crate::form::MoneyUnit;
use crate::formula::{Counterexample, Unjudged};
use crate::workbook::{CellError, CellRef, Value};

/// What speaks for a typed rate, and against the amounts beside it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Witness {
    /// With this amount in that cell both the rate and a sum come out.
    Sum { cell: CellRef, amount: Decimal },
    /// The rate comes out if these two amounts are exchanged.
    Exchanged { amounts: [(CellRef, Decimal); 2] },
    /// With the amount that the rate asks for in that cell, a sum that does not come out does so more nearly.
    Nearer { cell: CellRef },
    /// The amounts give a rate that can hardly be.
    Odd,
    /// The score follows from the rate, and the amounts give one that can hardly be.
    Score,
}

/// What is wrong in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Class {
    /// A typed rate that its amounts do not give; `by_rows` is what the rows under a total give, where that is another.
    RateWrongValue {
        stated: Decimal,
        due: Decimal,
        by_rows: Option<Decimal>,
        as_text: bool,
        witness: Option<Witness>,
    },
    /// A formula that gives another rate.
    RateWrongFormula { counterexample: Counterexample, same_today: bool },
    /// A rate computed from typed numbers; `stated` is what they give.
    RateOfConstants { stated: Value },
    /// 预算调整数 of a form that holds the adjusted budget: the rates are those over it alone.
    AdjustedBudget,
    /// The rates of a column all divide by other amounts than the template's; some may not even do that.
    OtherDefinition { divided: String, over: Vec<String>, deviating: Vec<CellRef> },
    /// A rate kept as text, or a formula that makes a text of it.
    RateAsText { shown: String, from_formula: bool },
    /// A typed total that its rows do not add up to.
    TotalMismatch { stated: Decimal, due: Decimal },
    /// The same, by no more than rounding can do.
    RoundingDifference { stated: Decimal, due: Decimal },
    /// A typed total of which one row alone, that says to be a part of it, is listed.
    RestUnlisted { stated: Decimal, listed: Decimal },
    /// A sum that leaves out rows, or takes in cells that do not belong.
    TotalRange { missing: Vec<CellRef>, extra: Vec<CellRef> },
    /// A total's formula that is wrong in another way; without a counterexample it has no cell in it.
    TotalWrongFormula { counterexample: Option<Counterexample>, same_today: bool },
    /// A cached value that the formula no longer gives.
    Stale { cached: Value, now: Value, rate: bool },
    /// An error, and where it began if that is elsewhere.
    Error { error: CellError, origin: Option<String> },
    /// An amount kept as text.
    NumberAsText { shown: String, number: Decimal },
    /// Amounts in 元; what they are in the form's unit.
    InYuan { cells: Vec<(CellRef, Decimal)>, stated: Decimal, due: Decimal },
    /// A heading with a unit that its amounts are not in.
    HeadingUnit { unit: MoneyUnit },
    /// More spent than budgeted.
    Overspent { spent: Decimal, budget: Decimal },
    /// An amount below zero where that cannot be.
    Negative { amount: Decimal },
    /// A number that no amount can be.
    Implausible { shown: String },
    /// A formula that depends on itself.
    Circular { circle: Vec<CellRef> },
    /// A formula that looks into another workbook.
    External,
    /// A formula that cannot be judged, and why.
    NotJudged { reason: Unjudged, more: usize },
}

impl Class {
    /// Whether it says that a rate is not the template's.
    pub(super) const fn is_wrong_rate(&self) -> bool {
        matches!(
            self,
            Self::RateWrongValue { .. } | Self::RateWrongFormula { .. } | Self::RateOfConstants { .. }
        )
    }

    /// Whether it is of a formula that counts with other cells, or with itself, than it should.
    pub(super) const fn is_of_live_formula(&self) -> bool {
        matches!(
            self,
            Self::RateWrongFormula { .. }
                | Self::TotalRange { .. }
                | Self::TotalWrongFormula { counterexample: Some(_), .. }
                | Self::Circular { .. }
        )
    }
}
