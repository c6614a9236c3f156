//! Of which row each row is a part, once it is known what each is to the total.

use super::names::Names;
use crate::form::RowRole;

/// What the figures of the rows say, whatever their names.
pub(super) struct Figures {
    /// Of each row that is one of those which add up to the row above them, that row.
    pub(super) exactly: Vec<Option<usize>>,
    /// The same where one amount may be wrong.
    pub(super) mostly: Vec<Option<usize>>,
    /// From which row on the rows make up the total once more.
    pub(super) second: Option<usize>,
}

impl Figures {
    pub(super) fn has(wholes: &[Option<usize>], at: usize) -> bool {
        wholes.get(at).copied().flatten().is_some()
    }
}

/// For each row that the total does not count, the row that it is a part of: of the total, where it is one of those that break
/// that down once more; else by the figures, as far as they come out; else by 其中.
pub(super) fn of(
    names: &Names<'_>,
    roles: &[RowRole],
    in_blocks: &[Option<usize>],
    figures: &Figures,
) -> Vec<Option<usize>> {
    let is_detail = |at: usize| roles.get(at) == Some(&RowRole::Detail);
    let second = figures.second.filter(|second| (*second..roles.len()).all(is_detail));
    let of_row = |at: usize| {
        if !is_detail(at) {
            return None;
        }
        if second.is_some_and(|second| at >= second) {
            return names.whole;
        }
        let by_figures = figures.mostly.get(at).copied().flatten();
        // A part between a row and the source that 其中 spoke of ends what that consists of.
        let by_words = in_blocks.get(at).copied().flatten().filter(|of| (of + 1..at).all(is_detail));
        let above = || (0..at).rev().find(|above| !is_detail(*above)).filter(|_| names.is_of_which(at));
        by_figures.or(by_words).or_else(above).filter(|of| Some(*of) != names.whole)
    };
    (0..roles.len()).map(of_row).collect()
}
