//! Rates that are the template's, but go no further than all (`MIN(1,E6/C6)`), or are cut off (`ROUNDDOWN(E6/C6,4)`): somebody
//! may have meant them so, and only the department knows.

use super::judgement::Bench;
use crate::form::ExpectedFormula;
use crate::formula::Comparison;

/// Places at which rates are cut off.
const PLACES: std::ops::RangeInclusive<u32> = 2..=4;

/// Whether a rate's formula computes the template's rate, capped or cut off.
pub(super) fn is_meant(bench: &Bench<'_, '_>, expected: &ExpectedFormula) -> bool {
    let sheet = bench.context.sheet();
    let Some(own) = sheet.cell(expected.cell).and_then(|cell| cell.formula.as_deref()) else { return false };
    let rate = &expected.formula;
    let cut_off = PLACES.map(|places| format!("ROUNDDOWN({rate},{places})"));
    let capped = [format!("MIN(1,{rate})")];
    let capped_and_cut_off = PLACES.map(|places| format!("MIN(1,ROUNDDOWN({rate},{places}))"));
    let mut meant = capped.into_iter().chain(cut_off).chain(capped_and_cut_off);
    meant.any(|formula| {
        let meant = ExpectedFormula { formula, alternatives: Vec::new(), ..expected.clone() };
        matches!(
            bench.comparer.compare(own, &meant, bench.format(expected.cell)),
            Comparison::Same { as_text: false, .. }
        )
    })
}
