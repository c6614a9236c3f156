//! The formulas of 资金汇总, and those by which other sheets refer to it.

use rust_decimal::Decimal;

use super::amounts::cached;
use super::cell::Cell;
use super::money::LineRole;
use super::scope::Scope;
use super::table::Part;
use columns::{ACTUAL, ADJUSTMENT, ADJUSTMENT_RATE, BUDGET, COMPLETION, COUNTED, INITIAL, ROLE};

/// The columns that formulas refer to.
pub(super) mod columns {
    /// 资金来源
    pub(in crate::summary) const SOURCE: char = 'D';
    /// 年初预算数
    pub(in crate::summary) const INITIAL: char = 'E';
    /// 预算调整数
    pub(in crate::summary) const ADJUSTMENT: char = 'F';
    /// 调整后预算数
    pub(in crate::summary) const BUDGET: char = 'G';
    /// 实际支出数
    pub(in crate::summary) const ACTUAL: char = 'H';
    /// 预算完成率
    pub(in crate::summary) const COMPLETION: char = 'I';
    /// 预算调整率
    pub(in crate::summary) const ADJUSTMENT_RATE: char = 'J';
    /// 行别
    pub(in crate::summary) const ROLE: char = 'K';
    /// 计入
    pub(in crate::summary) const COUNTED: char = 'L';
}
/// The sum of a column over the rows of one role (and of one source, named by a cell), on all sheets of the table; none
/// where there are no rows.
pub(super) fn sum_formula(
    parts: &[Part],
    column: char,
    role: LineRole,
    scope: Scope,
    source: Option<&str>,
) -> Option<String> {
    let term = |part: &Part| {
        let source =
            source.map_or_else(String::new, |cell| format!(",{},{cell}", part.range(columns::SOURCE)));
        format!(
            "SUMIFS({},{},\"{}\",{},\"{}\"{source})",
            part.range(column),
            part.range(ROLE),
            role.title(),
            part.range(COUNTED),
            scope.mark()
        )
    };
    let terms: Vec<String> = parts.iter().filter(|part| part.first <= part.last).map(term).collect();
    (!terms.is_empty()).then(|| terms.join("+"))
}

/// A rate that shows `—` where nothing was budgeted or nothing is stated.
pub(super) fn rate<'a>(formula: String, result: Option<Decimal>) -> Cell<'a> {
    Cell::Formula { formula, result: result.map_or("—".into(), |rate| cached(rate).into()) }
}

/// 预算完成率 of a row.
pub(super) fn completion_formula(row: u32) -> String {
    format!("IF(OR({BUDGET}{row}=0,{ACTUAL}{row}=\"\"),\"—\",{ACTUAL}{row}/{BUDGET}{row})")
}

/// 预算调整率 of a row.
pub(super) fn adjustment_formula(row: u32) -> String {
    format!("IF(OR({INITIAL}{row}=0,{ADJUSTMENT}{row}=\"\"),\"—\",ABS({ADJUSTMENT}{row})/{INITIAL}{row})")
}

/// The place of a rate on 资金汇总, for formulas on other sheets.
pub(super) fn completion_cell(sheet: &str, row: u32) -> String {
    format!("'{sheet}'!${COMPLETION}${row}")
}

/// The place of an adjustment rate on 资金汇总, for formulas on other sheets.
pub(super) fn adjustment_rate_cell(sheet: &str, row: u32) -> String {
    format!("'{sheet}'!${ADJUSTMENT_RATE}${row}")
}
