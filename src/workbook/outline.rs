//! Groups of rows and columns (分级显示), as far as they are carried from an input to a corrected workbook.

use std::collections::{BTreeMap, BTreeSet};

/// The levels of a sheet's rows and columns. What is folded away is among its hidden rows and columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// Of its rows.
    pub rows: Levels,
    /// Of its columns.
    pub columns: Levels,
    /// Whether the row that sums a group up stands above it.
    pub sums_above: bool,
    /// Whether the column that sums a group up stands left of it.
    pub sums_left: bool,
}

/// The levels of one direction.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Levels {
    /// How deep in groups each row or column is that is in any.
    pub of: BTreeMap<u32, u8>,
    /// Those beside a group that is folded.
    pub folded: BTreeSet<u32>,
}

/// The deepest level that Excel has.
const DEEPEST: u8 = 7;

impl Levels {
    /// Takes what a file says of one row or column.
    pub(super) fn take(&mut self, at: u32, level: u8, folded: bool) {
        if level > 0 {
            self.of.insert(at, level.min(DEEPEST));
        }
        if folded {
            self.folded.insert(at);
        }
    }

    /// The groups, each with its first and last row or column; one inside another comes after it.
    pub(crate) fn groups(&self) -> Vec<(u32, u32)> {
        let mut groups = Vec::new();
        for depth in 1..=DEEPEST {
            let mut group: Option<(u32, u32)> = None;
            for (&at, _) in self.of.iter().filter(|(_, level)| **level >= depth) {
                match &mut group {
                    Some((_, last)) if last.checked_add(1) == Some(at) => *last = at,
                    _ => groups.extend(group.replace((at, at))),
                }
            }
            groups.extend(group);
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_runs_of_a_level_and_deeper() {
        let mut levels = Levels::default();
        for (at, level) in [(1, 1), (2, 2), (3, 2), (4, 1), (7, 9)] {
            levels.take(at, level, false);
        }
        let groups = levels.groups();
        assert_eq!(groups[..4], [(1, 4), (7, 7), (2, 3), (7, 7)]);
        assert_eq!(groups.len(), 2 + 2 + 5, "the last is as deep as Excel goes");
    }
}
