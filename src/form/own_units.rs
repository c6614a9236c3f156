//! Columns of amounts that count in another unit than the form.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Form, FundingColumn, MoneyUnit};
use crate::workbook::CellRef;

/// The columns of amounts that count in a unit of their own, because their headings say so: 实际支出数（元） on a form in 万元.
/// What a form holds of them is in its own unit, as all its amounts; the cells, and what is written into them, are in theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnUnits {
    /// Of the funding table.
    pub funding: BTreeMap<FundingColumn, MoneyUnit>,
    /// 任务涉及资金
    pub task_funds: Option<MoneyUnit>,
    /// Headings whose amounts are in the form's unit, whatever the heading says.
    pub not_followed: Vec<(CellRef, MoneyUnit)>,
}

impl Form {
    /// The unit of its money; where it says none, the published forms'.
    pub fn money_unit(&self) -> MoneyUnit {
        self.unit.as_ref().and_then(|unit| unit.value).unwrap_or_default()
    }

    /// The unit in which the cells of a column of the funding table count.
    pub fn unit_of(&self, column: FundingColumn) -> MoneyUnit {
        self.own_units.funding.get(&column).copied().unwrap_or_else(|| self.money_unit())
    }

    /// The unit in which the cells of the tasks' funds count.
    pub fn unit_of_task_funds(&self) -> MoneyUnit {
        self.own_units.task_funds.unwrap_or_else(|| self.money_unit())
    }

    /// An amount of a cell of the funding table, in the form's unit. Points and rates are what they are.
    pub(crate) fn in_forms_unit(&self, column: FundingColumn, number: Decimal) -> Option<Decimal> {
        if column.is_money() { self.unit_of(column).convert(number, self.money_unit()) } else { Some(number) }
    }

    /// An amount in the form's unit, as the cells of its column count it.
    pub(crate) fn in_cell(&self, column: FundingColumn, number: Decimal) -> Option<Decimal> {
        if column.is_money() { self.money_unit().convert(number, self.unit_of(column)) } else { Some(number) }
    }
}
