//! Where errors began: a sum of a sum of `#DIV/0!` is told of at the division.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use super::areas::visit_area;
use super::evaluation::Evaluation;
use super::expr::Key;
use crate::workbook::{CellError, CellRef, Value, Workbook};
use foldhash::{HashMap, HashMapExt};

/// How many cells with errors are looked at for where all errors of a workbook began. What is left then counts as having
/// begun where it is.
const STEPS: usize = 2_000_000;

/// Follows the errors of a workbook.
struct Errors<'e> {
    evaluation: &'e Evaluation,
    /// All cells with an error, sheet by sheet.
    cells: Vec<BTreeMap<CellRef, CellError>>,
    /// Steps that are left.
    left: usize,
}

/// Follows the error of every formula to where it began, each cell once however many errors go through it.
pub(super) fn find(evaluation: &Evaluation, workbook: &Workbook) -> HashMap<Key, Key> {
    let mut origins = HashMap::new();
    let keys = evaluation.results.keys().copied();
    let mut wrong: Vec<Key> = keys.filter(|&key| evaluation.is_error(workbook, key)).collect();
    if wrong.is_empty() {
        return origins;
    }
    wrong.sort_unstable();
    let mut errors = Errors::of(evaluation, workbook);
    for key in wrong {
        let mut way = BTreeSet::new();
        let mut at = key;
        let origin = loop {
            if let Some(&origin) = origins.get(&at) {
                break origin;
            }
            way.insert(at);
            match errors.before(at, &way) {
                Some(before) => at = before,
                None => break at,
            }
        };
        origins.extend(way.into_iter().map(|key| (key, origin)));
    }
    origins
}

impl<'e> Errors<'e> {
    fn of(evaluation: &'e Evaluation, workbook: &Workbook) -> Self {
        let on_sheet = |sheet: usize, cells: &BTreeMap<CellRef, _>| {
            let error = |&at: &CellRef| match evaluation.value(workbook, sheet, at) {
                Value::Error(error) => Some((at, *error)),
                _ => None,
            };
            cells.keys().filter_map(error).collect()
        };
        let sheets = workbook.sheets.iter().enumerate();
        let cells = sheets.map(|(index, sheet)| on_sheet(index, &sheet.cells)).collect();
        Self { evaluation, cells, left: STEPS }
    }

    /// The first cell with an error that a formula refers to, none of those on the way to it.
    fn before(&mut self, at: Key, way: &BTreeSet<Key>) -> Option<Key> {
        let Some(Ok(formula)) = self.evaluation.book.formula(at) else { return None };
        for area in &formula.areas {
            let cells = self.cells.get(area.sheet)?;
            let mut found = None;
            let steps = visit_area(cells, area, self.left, |place, _| {
                let key = (area.sheet, place);
                if way.contains(&key) {
                    return ControlFlow::Continue(());
                }
                found = Some(key);
                ControlFlow::Break(())
            });
            self.left = self.left.saturating_sub(steps);
            if found.is_some() {
                return found;
            }
        }
        None
    }
}
