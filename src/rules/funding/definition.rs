//! A column of rates that all divide by amounts that the template does not know, or by those that its heading names: the
//! office's own definition of the rate, not so many faults. Nothing is mended there, and it is said once.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::judgement::{Bench, Class, Judgements};
use super::line::Line;
use super::stated_definition::{Said, columns as headings, said, said_in_note};
use super::witness::by_score;
use super::words::near;
use crate::form::{ExpectedFormula, FormulaKind, FundingColumn};
use crate::workbook::{CellRef, Value};

/// Columns of amounts that a divisor may be a sum of: more have no form's rows, and all sums of them are tried.
const MOST_COLUMNS: usize = 8;
/// Rates of a column that are asked.
const MOST_RATES: usize = 100;

/// A rate that the form states, with what the template says of it.
struct Stated<'f> {
    expected: &'f ExpectedFormula,
    rate: Decimal,
    due: Decimal,
    /// What is divided.
    dividend: Decimal,
    /// The numbers before it on its line, by their places there.
    numbers: BTreeMap<u32, Decimal>,
}

impl Stated<'_> {
    fn is(&self, rate: Decimal) -> bool {
        let places = self.rate.normalize().scale().clamp(2, 4);
        near(self.rate, rate, places)
    }

    /// Whether it is what a sum of the line's numbers gives as divisor.
    fn is_over(&self, places: &[u32]) -> bool {
        let numbers = places.iter().filter_map(|place| self.numbers.get(place));
        let divisor = numbers.copied().try_fold(Decimal::ZERO, Decimal::checked_add);
        divisor.and_then(|divisor| self.dividend.checked_div(divisor)).is_some_and(|rate| self.is(rate))
    }
}

/// Replaces the faults of each column of rates that has a definition of its own by that definition.
pub(super) fn settle(bench: &Bench<'_, '_>, judgements: &mut Judgements) {
    let mut columns: BTreeMap<FundingColumn, Vec<&ExpectedFormula>> = BTreeMap::new();
    for expected in bench.context.form.expected_formulas.iter().filter(|e| e.kind == FormulaKind::Rate) {
        let Some((_, column)) = expected.field.as_figure() else { continue };
        columns.entry(column).or_default().push(expected);
    }
    for rates in columns.into_values() {
        // Nearly every form's rates are right.
        let Some(first) = rates.iter().find(|expected| judgements.is_wrong_rate(expected.cell)) else {
            continue;
        };
        let said = said(bench.context.form, first);
        let cells = || rates.iter().map(|expected| expected.cell).collect::<BTreeSet<CellRef>>();
        let said = match said {
            Said::Nothing => said_in_note(bench.context.form, first),
            said => said,
        };
        if let Some(own) = own_definition(bench, &rates, &said) {
            match own.borne_out {
                Some(true) => judgements.replace_wrong_rates(&cells(), bench.on_expected(own.at, own.class)),
                Some(false) => {}
                None => judgements.doubt_wrong_rates(&cells()),
            }
        } else if said != Said::Nothing && !follows_template(bench, &rates, &said) {
            judgements.doubt_wrong_rates(&cells());
        }
    }
}

/// Whether the rates show that a heading that is not clear means what the template means.
fn follows_template(bench: &Bench<'_, '_>, rates: &[&ExpectedFormula], said: &Said) -> bool {
    let mut stated = rates.iter().take(MOST_RATES).filter_map(|expected| stated(bench, expected));
    *said == Said::Unclear && stated.any(|s| s.is(s.due))
}

/// By what the rates of a column divide, where that is not what the template divides by.
struct Own<'f> {
    /// The first rate that does.
    at: &'f ExpectedFormula,
    class: Class,
    /// Whether something says that it is meant so; `Some(false)` where the form says that it is not.
    borne_out: Option<bool>,
}

fn own_definition<'f>(bench: &Bench<'_, '_>, rates: &[&'f ExpectedFormula], said: &Said) -> Option<Own<'f>> {
    let stated: Vec<Stated<'f>> =
        rates.iter().take(MOST_RATES).filter_map(|expected| stated(bench, expected)).collect();
    let divided = rates.first()?.inputs.first()?;
    let line = Line::through(bench.context.form, rates.first()?.cell);
    let known: BTreeSet<u32> =
        rates.iter().flat_map(|e| &e.inputs).map(|input| line.place(input.cell)).collect();
    let columns: BTreeSet<u32> = stated.iter().flat_map(|s| s.numbers.keys().copied()).collect();
    if columns.len() > MOST_COLUMNS {
        return None;
    }
    let columns: Vec<u32> = columns.into_iter().collect();
    let mut sums: Vec<Vec<u32>> = (1_usize..1 << columns.len())
        .map(|chosen| {
            let is_chosen = |place: &usize| chosen >> place & 1 == 1;
            (0..columns.len()).filter(is_chosen).filter_map(|place| columns.get(place).copied()).collect()
        })
        .collect();
    sums.sort_by_key(Vec::len);
    if let Said::Other(columns) = said {
        sums = vec![columns.clone()];
    }
    let divisor = sums.into_iter().find(|sum| {
        let with_unknown = sum.iter().any(|column| !known.contains(column));
        let other = stated.iter().filter(|s| s.is_over(sum) && !s.is(s.due));
        let others = other.count();
        let only_template = stated.iter().any(|s| s.is(s.due) && !s.is_over(sum));
        let agreeing = stated.iter().filter(|s| s.is_over(sum)).count();
        let is_only_the_divided = sum.as_slice() == [line.place(divided.cell)];
        // The template's own columns in another sum (年初预算数 alone) are the usual fault, however often it is made: a
        // definition of the office's own counts a column that the template does not know, or is said in the heading.
        let is_own = (with_unknown || *said != Said::Nothing) && others > 0;
        let is_said = matches!(said, Said::Other(_));
        is_own && (is_said || !only_template) && 2 * agreeing > stated.len() && !is_only_the_divided
    })?;
    let at = stated.iter().find(|s| s.is_over(&divisor) && !s.is(s.due))?.expected;
    let headings = headings(bench.context.form, line);
    let name =
        |column: &u32| headings.get(column).map_or_else(|| line.in_words(*column), |name| (*name).to_owned());
    let over: Vec<String> = divisor.iter().map(name).collect();
    let deviating = stated.iter().filter(|s| !s.is_over(&divisor)).map(|s| s.expected.cell).collect();
    // Amounts that the template knows, and divides no rate by (年初预算数 beside 全年预算数), are more often taken by mistake than
    // meant.
    let is_usual_fault = *said == Said::Nothing && divisor.iter().all(|column| headings.contains_key(column));
    let borne_out = if is_usual_fault { borne_out_by_scores(bench, &stated) } else { Some(true) };
    let class = Class::OtherDefinition { divided: divided.label.clone(), over, deviating };
    Some(Own { at, class, borne_out })
}

/// Whether the scores beside rates follow from these, and not from what the template gives; `None` where they do not tell.
fn borne_out_by_scores(bench: &Bench<'_, '_>, stated: &[Stated<'_>]) -> Option<bool> {
    stated.iter().find_map(|s| by_score(bench, s.expected.cell, [s.rate, s.due]))
}

fn stated<'f>(bench: &Bench<'_, '_>, expected: &'f ExpectedFormula) -> Option<Stated<'f>> {
    let context = bench.context;
    let rate = bench.stated_rate(expected)?;
    let due = bench.comparer.expected_value(expected)?;
    let dividend = due.checked_mul(bench.comparer.divisor_value(expected)?)?;
    let number = |cell: CellRef| match bench.meant.get(&cell).unwrap_or_else(|| context.value(cell)) {
        Value::Number(number) => Some(*number),
        _ => None,
    };
    let line = Line::through(context.form, expected.cell);
    let before = line.before(context.sheet(), expected.cell).into_iter();
    let numbers = before
        .filter(|at| !bench.is_rate_or_points(*at))
        .filter_map(|at| Some((line.place(at), bench.in_forms_unit(at, number(at)?)?)))
        .collect();
    Some(Stated { expected, rate, due, dividend, numbers })
}
