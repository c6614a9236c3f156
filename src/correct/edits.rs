//! Which fixes apply, and what they make of each cell together.

use std::collections::BTreeMap;

use crate::rules::{Edit, Finding, FixSafety, NewContent};
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

/// What is to be changed.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// By cell.
    pub(super) cells: BTreeMap<Place, CellPlan>,
    /// For each finding, whether its fix applies.
    pub(super) applied: Vec<bool>,
}

/// Decides which fixes apply.
///
/// Fixes are taken by how much they settle — a new number or formula before a new wording, a renewed result last —
/// then by their rule's code, then in the order of the findings. A fix applies as a whole or not at all: where it
/// contradicts one that was taken before, it stays unapplied. Edits of one text are laid together; what they wanted
/// of a text that became a number or a formula is settled with it.
pub(super) fn plan(workbook: &Workbook, findings: &[Finding], apply: FixSafety) -> Plan {
    let mut order: Vec<usize> = (0..findings.len()).filter(|&i| wanted(&findings[i], apply)).collect();
    order.sort_by_key(|&i| {
        (findings[i].fix.as_ref().map_or(0, |f| standing(&f.edits)), findings[i].rule.code, i)
    });

    let mut plan = Plan { cells: BTreeMap::new(), applied: vec![false; findings.len()] };
    for index in order {
        let Some(together) = lay_onto(&plan.cells, workbook, &findings[index]) else { continue };
        for (place, content) in together {
            let cell = plan
                .cells
                .entry(place)
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
/// one of them or the workbook has no such cell.
fn lay_onto(
    taken: &BTreeMap<Place, CellPlan>,
    workbook: &Workbook,
    finding: &Finding,
) -> Option<Vec<(Place, NewContent)>> {
    let (sheet_index, sheet) = workbook.sheet(&finding.sheet)?;
    let edits = &finding.fix.as_ref()?.edits;
    let mut together = Vec::with_capacity(edits.len());
    for edit in edits {
        let place = (sheet_index, edit.cell);
        if matches!(edit.content, NewContent::Recalculated(_))
            && sheet.cell(edit.cell).is_none_or(|cell| cell.formula.is_none())
        {
            return None;
        }
        let content = match taken.get(&place) {
            None => edit.content.clone(),
            Some(before) => compose(&before.content, &edit.content)?,
        };
        together.push((place, content));
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
