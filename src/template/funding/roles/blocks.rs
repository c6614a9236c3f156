//! What a source consists of, by the words, numbers and indentation of the rows under it, whatever their figures: an
//! incomplete list under 其中 is no fault of the total.

use crate::form::{FundingColumn, FundingRow};

/// What is told of a row by its name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Whether it begins with 其中.
    pub(super) of_which: bool,
    /// Whether it is the total, or the sum of some rows.
    pub(super) sums: bool,
    /// How deep its number stands.
    pub(super) depth: Option<usize>,
    /// How far it is set in.
    pub(super) indent: usize,
    /// Whether it is a source that stands for itself: 政府性基金预算.
    pub(super) own_kind: bool,
}

/// Of each row, the source that it is a part of.
pub(super) fn parents(lines: &[Line], is_opened: &dyn Fn(&Line, &Line) -> bool) -> Vec<Option<usize>> {
    let mut found = vec![None; lines.len()];
    let mut open: Option<(usize, &Line, &Line)> = None;
    for (at, line) in lines.iter().enumerate() {
        open = open.filter(|(_, parent, head)| !line.sums && !ends(line, parent, head));
        if open.is_none() && !line.sums {
            let above = at.checked_sub(1).and_then(|above| Some((above, lines.get(above)?)));
            open = above
                .filter(|(_, above)| !above.sums && is_opened(line, above))
                .map(|(above, parent)| (above, parent, line));
        }
        if let (Some((parent, ..)), Some(of)) = (open, found.get_mut(at)) {
            *of = Some(parent);
        }
    }
    found
}

/// Whether a row is no part of the source `parent` any more, the first part of which is `head`.
fn ends(line: &Line, parent: &Line, head: &Line) -> bool {
    let next_number = parent.depth.is_some() && line.depth.is_some() && line.depth <= parent.depth;
    let is_set_in = head.indent > parent.indent;
    let set_out = is_set_in && line.indent <= parent.indent;
    // Under a kind of its own as the first part, further kinds are parts too: 财政拨款 of 一般公共预算 and 政府性基金.
    let next_kind = line.own_kind && !head.own_kind && !(is_set_in && line.indent >= head.indent);
    !line.of_which && (next_number || set_out || next_kind)
}

/// Whether a row can be a part of another: in no column is it more.
pub(super) fn can_be_part(row: &FundingRow, of: &FundingRow) -> bool {
    use FundingColumn::{ActualExpenditure, AnnualBudget, InitialBudget};
    [InitialBudget, AnnualBudget, ActualExpenditure].into_iter().all(|column| {
        let both = row.get(column).zip(of.get(column));
        both.is_none_or(|(row, of)| row <= of)
    })
}
