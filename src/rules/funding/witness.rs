//! What speaks for a typed rate that its amounts do not give: somebody computed it of other amounts, and one of those that
//! stand there may be mistyped. A formula over that one would replace what is right.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::cells::agrees;
use super::class::Witness;
use super::judgement::{Bench, Class, Judged, Judgements};
use super::words::near;
use crate::form::{ExpectedFormula, FormulaKind, FundingColumn};
use crate::workbook::{CellRef, Value};

/// The same class, with what speaks for a typed rate.
pub(super) fn heard(
    bench: &Bench<'_, '_>,
    judgements: &Judgements,
    expected: &ExpectedFormula,
    class: Class,
) -> Class {
    match class {
        Class::RateWrongValue { stated, due, by_rows, as_text, .. } => {
            let witness = by_total(bench, judgements, expected, stated).or_else(|| {
                let speaks =
                    is_odd(stated, due) && by_score(bench, expected.cell, [stated, due]) == Some(true);
                speaks.then_some(Witness::Score)
            });
            Class::RateWrongValue { stated, due, by_rows, as_text, witness }
        }
        class => class,
    }
}

/// An amount in the place of one of those beside the rate, with which both the rate and a total that does not come out do.
fn by_total(
    bench: &Bench<'_, '_>,
    judgements: &Judgements,
    expected: &ExpectedFormula,
    stated: Decimal,
) -> Option<Witness> {
    let form = bench.context.form;
    let totals = || form.expected_formulas.iter().filter(|total| total.kind == FormulaKind::Total);
    expected.inputs.iter().find_map(|input| {
        let counts_it = |total: &&ExpectedFormula| total.inputs.iter().any(|part| part.cell == input.cell);
        let gap = totals().filter(counts_it).find_map(|total| judgements.gap_of_total(total.cell))?;
        let amount = bench.comparer.value(input.cell)?.number()?.checked_add(gap)?;
        let due = bench.comparer.expected_value_if(expected, input.cell, Value::Number(amount))?;
        agrees(bench, expected, stated, due).then_some(Witness::Total { cell: input.cell, amount })
    })
}

/// Whether what the amounts give can hardly be, where the rate can: more than all was spent, or it is the same but for the
/// decimal point.
fn is_odd(stated: Decimal, due: Decimal) -> bool {
    let shifted = [10, 100, 1000].map(Decimal::from).into_iter().any(|factor| {
        let is =
            |more: Decimal, less: Decimal| less.checked_mul(factor).is_some_and(|less| near(more, less, 3));
        is(stated, due) || is(due, stated)
    });
    stated <= Decimal::ONE && (due > Decimal::ONE || shifted)
}

/// Whether the score beside a rate follows from the first of two rates and not from the second; `None` where it does not tell.
pub(super) fn by_score(bench: &Bench<'_, '_>, rate: CellRef, [first, second]: [Decimal; 2]) -> Option<bool> {
    let row = bench.places().row(rate)?;
    let (most, score) = (bench.context.form.weight_of(row)?.value?, row.get(FundingColumn::Score)?);
    // Whoever spends more than was budgeted gets no more than all points.
    let follows = |rate: Decimal| near(most.checked_mul(rate.min(Decimal::ONE)).unwrap_or(most), score, 2);
    match (follows(first), follows(second)) {
        (true, true) | (false, false) => None,
        (by_first, _) => Some(by_first),
    }
}

/// Leaves it to somebody whether the wrong rates of a column are mended, where the score beside one of them speaks against the
/// amounts.
pub(super) fn doubt_columns(bench: &Bench<'_, '_>, judgements: &mut Judgements) {
    let by_score = |judged: &&Judged| {
        matches!(judged.class, Class::RateWrongValue { witness: Some(Witness::Score), .. })
    };
    let scored = judgements.all().iter().filter(by_score);
    let columns: BTreeSet<FundingColumn> =
        scored.filter_map(|judged| bench.places().column(judged.cell)).collect();
    if columns.is_empty() {
        return;
    }
    let rates = bench.context.form.expected_formulas.iter().filter(|e| e.kind == FormulaKind::Rate);
    let of_these =
        |cell: &CellRef| bench.places().column(*cell).is_some_and(|column| columns.contains(&column));
    judgements.doubt_wrong_rates(&rates.map(|e| e.cell).filter(of_these).collect());
}
