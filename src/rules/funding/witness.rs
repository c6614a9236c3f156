//! What speaks for a typed rate that its amounts do not give: somebody computed it of other amounts, and one of those that
//! stand there may be mistyped. A formula over that one would replace what is right.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::cells::agrees;
use super::class::Witness;
use super::judgement::{Bench, Class, Judged, Judgements};
use super::lists;
use super::words::near;
use crate::form::{ExpectedFormula, FormulaKind, FundingColumn};
use crate::workbook::CellRef;

/// What the sums that do not come out say of the amounts in them.
#[derive(Default)]
pub(super) struct Sums {
    /// By how much an amount would have to be more for a sum that it belongs to.
    gaps: BTreeMap<CellRef, Vec<Decimal>>,
}

impl Sums {
    /// Those of a form of which the totals are judged.
    pub(super) fn of(bench: &Bench<'_, '_>, judgements: &Judgements) -> Self {
        let form = bench.context.form;
        let mut sums = Self::default();
        let totals = judgements.gaps_of_totals();
        for total in form.expected_formulas.iter().filter(|total| total.kind == FormulaKind::Total) {
            if let Some(gap) = totals.get(&total.cell) {
                total.inputs.iter().for_each(|part| sums.add(part.cell, *gap));
            }
            // A total that adds up its rows need not be what stands beside it: 总额 before 财政拨款 and 其他资金.
            let now = bench.comparer.value(total.cell).and_then(|value| value.number());
            let due = total.alternatives.iter().filter_map(|other| bench.comparer.expected_value(other));
            let gaps = due.filter_map(|due| due.checked_sub(now?)).filter(|gap| !gap.is_zero());
            gaps.for_each(|gap| sums.add(total.cell, gap));
        }
        let is_asked_about = |cell| bench.incomplete.contains(cell) || judgements.is_asked_about(cell);
        for listed in lists::wrong(form, &is_asked_about) {
            let gap = listed.stated.checked_sub(listed.sum);
            let Some(gap) = gap.and_then(|gap| form.in_cell(listed.column, gap)) else { continue };
            sums.add(listed.whole.cell, -gap);
            listed.parts.iter().for_each(|(_, part)| sums.add(*part, gap));
        }
        sums
    }

    fn add(&mut self, cell: CellRef, gap: Decimal) {
        self.gaps.entry(cell).or_default().push(gap);
    }

    /// The amounts that a rate is computed from and of which a sum says that they may be wrong, each with what it would have to be
    /// more.
    fn under<'s>(&'s self, rate: &'s ExpectedFormula) -> impl Iterator<Item = (CellRef, Decimal)> + 's {
        let gaps = |cell: CellRef| self.gaps.get(&cell).into_iter().flatten().map(move |gap| (cell, *gap));
        rate.inputs.iter().flat_map(move |input| gaps(input.cell))
    }
}

/// The same class, with what speaks for a typed rate.
pub(super) fn heard(bench: &Bench<'_, '_>, sums: &Sums, expected: &ExpectedFormula, class: Class) -> Class {
    match class {
        Class::RateWrongValue { stated, due, by_rows, as_text, .. } => {
            let witness = by_sum(bench, sums, expected, stated)
                .or_else(|| by_exchange(bench, expected, [stated, due]))
                .or_else(|| {
                    let is_odd = is_odd(stated, due) || is_shifted(stated, due);
                    let speaks = is_odd && by_score(bench, expected.cell, [stated, due]) == Some(true);
                    speaks.then_some(Witness::Score)
                })
                .or_else(|| nearer_to_sum(bench, sums, expected, [stated, due]))
                .or_else(|| is_odd(stated, due).then_some(Witness::Odd));
            Class::RateWrongValue { stated, due, by_rows, as_text, witness }
        }
        class => class,
    }
}

/// An amount in the place of one of those beside the rate, with which both the rate and a sum that does not come out do.
fn by_sum(
    bench: &Bench<'_, '_>,
    sums: &Sums,
    expected: &ExpectedFormula,
    stated: Decimal,
) -> Option<Witness> {
    sums.under(expected).find_map(|(cell, gap)| {
        let amount = bench.comparer.value(cell)?.number()?.checked_add(gap)?;
        let due = bench.comparer.expected_value_if(expected, &[(cell, amount)])?;
        agrees(bench, expected, stated, due).then_some(Witness::Sum { cell, amount })
    })
}

/// Two amounts beside the rate that were exchanged: more was spent than budgeted, and the rate says that it was not.
fn by_exchange(
    bench: &Bench<'_, '_>,
    expected: &ExpectedFormula,
    [stated, due]: [Decimal; 2],
) -> Option<Witness> {
    if stated > Decimal::ONE || due <= Decimal::ONE {
        return None;
    }
    let amount = |cell: CellRef| Some((cell, bench.comparer.value(cell)?.number()?));
    let amounts: Vec<(CellRef, Decimal)> =
        expected.inputs.iter().filter_map(|input| amount(input.cell)).collect();
    let pairs = amounts.iter().enumerate().flat_map(|(at, first)| {
        amounts.iter().skip(at + 1).map(move |second| [(first.0, second.1), (second.0, first.1)])
    });
    pairs.into_iter().find_map(|amounts| {
        let due = bench.comparer.expected_value_if(expected, &amounts)?;
        agrees(bench, expected, stated, due).then_some(Witness::Exchanged { amounts })
    })
}

/// An amount that a sum and the rate would both have more, or both less.
fn nearer_to_sum(
    bench: &Bench<'_, '_>,
    sums: &Sums,
    expected: &ExpectedFormula,
    [stated, due]: [Decimal; 2],
) -> Option<Witness> {
    sums.under(expected).find_map(|(cell, gap)| {
        let amount = bench.comparer.value(cell)?.number()?;
        // As far beyond as it was short the sum is no nearer.
        let with = |times: i64| {
            let beyond = amount.checked_add(gap.checked_mul(Decimal::from(times))?)?;
            bench.comparer.expected_value_if(expected, &[(cell, beyond)])
        };
        let beyond = with(2).filter(|beyond| !beyond.is_sign_negative()).or_else(|| with(1))?;
        let is_between = (due.min(beyond)..=due.max(beyond)).contains(&stated);
        is_between.then_some(Witness::Nearer { cell })
    })
}

/// Whether what the amounts give can hardly be, where the rate can: more than all was spent, or next to nothing.
fn is_odd(stated: Decimal, due: Decimal) -> bool {
    const FAR: i64 = 20;
    let next_to_nothing = due.saturating_mul(Decimal::from(FAR)) < stated;
    stated <= Decimal::ONE && (due > Decimal::ONE || next_to_nothing)
}

/// Whether two rates are the same but for the decimal point.
fn is_shifted(stated: Decimal, due: Decimal) -> bool {
    let is = |more: Decimal, less: Decimal, factor| {
        less.checked_mul(factor).is_some_and(|less| near(more, less, 3))
    };
    let mut factors = [10, 100, 1000].map(Decimal::from).into_iter();
    stated <= Decimal::ONE && factors.any(|factor| is(stated, due, factor) || is(due, stated, factor))
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
