//! What fixes make of a form's amounts, for those who count with them and have no cells any more.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Finding, NewAmount, NewContent};
use crate::form::{Form, FundingColumn};
use crate::workbook::{CellRef, Value};

/// Says of every fix what it makes of the amounts of the form that its finding is about.
pub(super) fn fill_in(findings: &mut [Finding], form: &Form) {
    if findings.iter().all(|finding| finding.fix.is_none()) {
        return;
    }
    let places = places(form);
    for finding in findings.iter_mut().filter(|finding| finding.sheet == form.sheet) {
        let Some(fix) = &mut finding.fix else { continue };
        let numbers = fix.edits.iter().filter_map(|edit| Some((edit.cell, number(&edit.content)?)));
        let amounts = numbers.flat_map(|(cell, number)| {
            let at = places.get(&cell).into_iter().flatten();
            // What is written into a cell is in its column's unit, which its heading may name.
            at.filter_map(move |&(row, column)| {
                Some(NewAmount { row, column, amount: form.in_forms_unit(column, number)? })
            })
        });
        fix.amounts = amounts.collect();
    }
}

/// For each cell with an amount of a form's funding table the row and column; a cell may stand for several.
fn places(form: &Form) -> BTreeMap<CellRef, Vec<(usize, FundingColumn)>> {
    let mut places: BTreeMap<CellRef, Vec<_>> = BTreeMap::new();
    for (row, of_row) in form.funding.iter().enumerate() {
        for (&column, amount) in of_row.values.iter().filter(|(column, _)| column.is_money()) {
            places.entry(amount.cell).or_default().push((row, column));
        }
    }
    places
}

/// The number that a changed cell holds; a rate is no amount.
const fn number(content: &NewContent) -> Option<Decimal> {
    match content {
        NewContent::Number(number)
        | NewContent::Formula { cached: Value::Number(number), .. }
        | NewContent::Recalculated(Value::Number(number)) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::form::{FundingColumn, MoneyUnit};
    use crate::rules::testing::{Desk, dec};
    use crate::rules::{NewAmount, check_form};

    const SPENT: FundingColumn = FundingColumn::ActualExpenditure;

    /// What broke: of the cells of a fix only the one that its finding stands at was told of.
    #[test]
    fn every_amount_that_a_fix_changes_is_told_of() {
        let mut desk = Desk::clean();
        for row in [0, 1] {
            desk.amount(row, FundingColumn::InitialBudget, "8000000")
                .amount(row, FundingColumn::BudgetAdjustment, "1000000")
                .amount(row, SPENT, "8500000");
        }
        let findings = desk.checked(check_form);
        let fix =
            findings.iter().find(|f| f.rule.name == "unit-mismatch").and_then(|f| f.fix.as_ref()).unwrap();
        assert_eq!((fix.edits.len(), fix.amounts.len()), (6, 6));
        assert!(fix.amounts.contains(&NewAmount { row: 1, column: SPENT, amount: dec("850") }));
    }

    /// What broke: what was written into a cell that counts in 元 was taken for 万元.
    #[test]
    fn what_is_written_into_a_cell_in_yuan_is_told_in_the_forms_unit() {
        let mut desk = Desk::clean();
        desk.form.own_units.funding.insert(SPENT, MoneyUnit::Yuan);
        desk.put("E5", crate::workbook::Value::Text("8,500,000.00".to_owned()));
        let findings = desk.checked(check_form);
        let amounts: Vec<_> =
            findings.iter().filter_map(|f| f.fix.as_ref()).flat_map(|fix| &fix.amounts).collect();
        assert_eq!(amounts, [&NewAmount { row: 1, column: SPENT, amount: dec("850") }]);
    }
}
