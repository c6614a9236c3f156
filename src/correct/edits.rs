//! Which fixes apply, and what they make of each cell together.

use std::collections::BTreeMap;

use super::whereabouts::Whereabouts;
use crate::record::FixSafety;
use crate::rules::{Edit, Finding, NewContent};
use crate::workbook::{CellRef, Workbook};

/// A cell of the workbook: the sheet's index and the place on it.
pub(super) type Place = (usize, CellRef);

/// What the fixes make of one cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CellPlan {
    /// What it is to hold.
    pub(super) content: NewContent,
    /// The findings that wanted it, by index.
    pub(super) findings: Vec<usize>,
}

/// What is to be changed, by what was found alone.
#[derive(Debug, Default)]
pub(super) struct Plan<'a> {
    /// By the sheet's name and the cell.
    cells: BTreeMap<(&'a str, CellRef), CellPlan>,
    /// For each finding, whether its fix applies.
    pub(super) applied: Vec<bool>,
}

impl Plan<'_> {
    /// What each cell of the workbook is to hold. Rules do not mend a cell of those that an array formula fills together;
    /// if anyone did, the cell would stay.
    pub(super) fn cells_of(
        &self,
        workbook: &Workbook,
        whereabouts: &Whereabouts<'_>,
    ) -> BTreeMap<Place, CellPlan> {
        let place = |(sheet, cell)| {
            let index = whereabouts.sheet(sheet)?;
            workbook.sheets.get(index)?.shared_array(cell).is_none().then_some((index, cell))
        };
        self.cells.iter().filter_map(|(&at, plan)| Some((place(at)?, plan.clone()))).collect()
    }
}

/// Decides which fixes apply.
///
/// Fixes are taken by how much they settle — a new number or formula before a new wording, a renewed result last —
/// then by their rule's code, then in the order of the findings. A fix applies as a whole or not at all: where it
/// contradicts one that was taken before, it stays unapplied. Edits of one text are laid together; what they wanted
/// of a text that became a number or a formula is settled with it.
pub(super) fn plan(findings: &[Finding], apply: FixSafety) -> Plan<'_> {
    let mut order: Vec<usize> = (0..findings.len()).filter(|&i| wanted(&findings[i], apply)).collect();
    order.sort_by_key(|&i| {
        (findings[i].fix.as_ref().map_or(0, |f| standing(&f.edits)), findings[i].rule.code, i)
    });

    let mut plan = Plan { cells: BTreeMap::new(), applied: vec![false; findings.len()] };
    for index in order {
        let Some(together) = lay_onto(&plan.cells, &findings[index]) else { continue };
        for (at, content) in together {
            let cell = plan
                .cells
                .entry(at)
                .or_insert_with(|| CellPlan { content: content.clone(), findings: Vec::new() });
            cell.content = content;
            cell.findings.push(index);
        }
        plan.applied[index] = true;
    }
    plan
}

/// Whether the run wants this finding's fix.
fn wanted(finding: &Finding, apply: FixSafety) -> bool {
    finding.fix.as_ref().is_some_and(|fix| {
        !fix.edits.is_empty()
            && match fix.safety {
                FixSafety::Safe => true,
                FixSafety::Suggested => apply == FixSafety::Suggested,
                FixSafety::None => false,
            }
    })
}

/// The rank of a fix by what it puts into its cells: lower settles more.
fn standing(edits: &[Edit]) -> u8 {
    edits.iter().map(|edit| rank(&edit.content)).min().unwrap_or(0)
}

fn rank(content: &NewContent) -> u8 {
    match content {
        NewContent::Number(_) | NewContent::Rate(_) | NewContent::Formula { .. } => 0,
        NewContent::Text(_) => 1,
        NewContent::TextEdits(_) => 2,
        NewContent::Recalculated(_) => 3,
    }
}

/// What each cell of a fix holds once the fix is laid onto those that were taken before; `None` if it contradicts
/// one of them.
fn lay_onto<'a>(
    taken: &BTreeMap<(&'a str, CellRef), CellPlan>,
    finding: &'a Finding,
) -> Option<Vec<((&'a str, CellRef), NewContent)>> {
    let edits = &finding.fix.as_ref()?.edits;
    let mut together = Vec::with_capacity(edits.len());
    for edit in edits {
        let at = (finding.sheet.as_str(), edit.cell);
        let content = match taken.get(&at) {
            None => edit.content.clone(),
            Some(before) => compose(&before.content, &edit.content)?,
        };
        together.push((at, content));
    }
    Some(together)
}

/// Two contents of one cell in one; `None` where they contradict each other.
fn compose(before: &NewContent, next: &NewContent) -> Option<NewContent> {
    match (before, next) {
        (before, next) if before == next => Some(before.clone()),
        (NewContent::TextEdits(ours), NewContent::TextEdits(theirs)) => {
            Some(NewContent::TextEdits(ours.iter().chain(theirs).cloned().collect()))
        }
        // What a text becomes as a whole does not say that the edits of another rule are in it.
        (NewContent::Text(_), NewContent::TextEdits(_)) => None,
        (before, next) if rank(before) < rank(next) => Some(before.clone()),
        _ => None,
    }
}
