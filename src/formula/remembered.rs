//! Formulas that were parsed before. The forms of a batch have the same formulas at the same cells over and over, and what
//! those come to depends on nothing else, as long as they name no other sheet and no name.

use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use super::parse::Parsed;
use crate::remembered::Remembered;

/// Sheets whose formulas are remembered: forms stand on the first ones.
const SHEETS: usize = 4;
/// Formulas that are remembered for each sheet.
const MOST: usize = 4_096;
/// Bytes of the longest formula that is remembered.
const LONGEST: usize = 160;

/// By the formula's text.
type Formulas = RwLock<Remembered<Arc<Parsed>>>;

static KNOWN: LazyLock<[Formulas; SHEETS]> =
    LazyLock::new(|| [(); SHEETS].map(|()| RwLock::new(Remembered::up_to(MOST, LONGEST))));

/// The formula of this text on the sheet of this index, if it is remembered.
pub(super) fn get(text: &str, sheet: usize) -> Option<Arc<Parsed>> {
    // A panic elsewhere leaves the map whole: nothing in it is ever changed.
    let known = KNOWN.get(sheet)?.read().unwrap_or_else(PoisonError::into_inner);
    known.get(text).cloned()
}

/// Remembers a formula.
pub(super) fn keep(text: &str, sheet: usize, parsed: &Arc<Parsed>) {
    let Some(formulas) = KNOWN.get(sheet) else { return };
    formulas.write().unwrap_or_else(PoisonError::into_inner).keep(text, Arc::clone(parsed));
}
