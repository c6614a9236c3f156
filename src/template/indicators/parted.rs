//! Targets and actual values that stand in several columns: comparator, value and unit in one each.

use crate::form::{Indicator, Located, Side, comparator_side};
use crate::letters::is_letter_or_digit;
use crate::template::header::{FoundColumn, Header};
use crate::template::reading::Reading;
use crate::template::spec::ColumnId;
use crate::workbook::CellRef;

/// Bytes of the longest unit in a column of its own; what is longer is a remark in the wrong column.
const LONGEST_UNIT: usize = 300;

/// Where comparator, value and unit have columns of their own, the target is the three together, and so is the actual
/// value.
pub(super) fn join_parts(reading: &mut Reading<'_>, header: &Header, row: u32, indicator: &mut Indicator) {
    let part = |reading: &Reading<'_>, column: &FoundColumn| -> (CellRef, String) {
        let cell = reading.cell_under(column, row).0;
        (cell, reading.view.text(cell).unwrap_or_default().to_owned())
    };
    let comparator = header.columns.get(&ColumnId::TargetComparator).map(|column| part(reading, column));
    let units = [
        (&mut indicator.target, header.columns.get(&ColumnId::TargetUnit)),
        (&mut indicator.actual, header.columns.get(&ColumnId::Actual).and_then(|c| c.unit.as_deref())),
    ];
    for (value, column) in units {
        let Some((cell, unit)) = column.map(|column| part(reading, column)) else { continue };
        reading.used.insert(cell);
        if let Some(value) = said(value) {
            push_unit(value, &unit);
        }
    }
    let Some((cell, comparator)) = comparator else { return };
    let side = comparator_side(&comparator);
    // What kind of indicator it is (定性, 定量) is the column's own word. What says something else of the indicator
    // (正向指标, 数量指标) is no part of the target.
    if side.is_some() || comparator.chars().all(|c| "定性量".contains(c)) {
        reading.used.insert(cell);
    }
    let Some(value) = said(&mut indicator.target) else { return };
    match side {
        Some(Side::Before) if !value.starts_with(&comparator) => value.insert_str(0, &comparator),
        Some(Side::After) if !value.ends_with(&comparator) => value.push_str(&comparator),
        _ => {}
    }
}

/// What a text field says, if it says anything.
fn said(text: &mut Option<Located<String>>) -> Option<&mut String> {
    text.as_mut()?.value.as_mut()
}

/// Whether what stands in the column of units only says between what the value is to choose: 是/否, 有/无, 达标/未达标.
fn offers_choice(value: &str, unit: &str) -> bool {
    let mut choices = unit.split(['/', '／', '、', '或']).map(str::trim);
    let (Some(first), Some(second), None) = (choices.next(), choices.next(), choices.next()) else {
        return false;
    };
    let denies =
        |second: &str| second.strip_prefix(['不', '未', '没', '无', '非']).is_some_and(|rest| rest == first);
    [first, second].contains(&value.trim()) || matches!(second, "否" | "无") || denies(second)
}

fn push_unit(value: &mut String, unit: &str) {
    if offers_choice(value, unit) {
        return;
    }
    let says_unit = unit.chars().any(is_letter_or_digit) || ["%", "％", "‰"].contains(&unit);
    if says_unit && unit.len() <= LONGEST_UNIT && !value.ends_with(unit) {
        value.push_str(unit);
    }
}
