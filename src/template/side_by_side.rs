//! Forms that stand beside each other on one sheet, with a blank column between them.

use super::Templates;
use super::region::recognise;
use super::view::View;

/// Stretches of columns that are looked at: no sheet that people print has more forms beside each other.
const MOST: usize = 16;

/// What a sheet's forms are to be read from: the sheet as it is, or a view for each of several forms beside each other.
pub(crate) fn views<'a>(view: View<'a>, templates: &Templates) -> Vec<View<'a>> {
    let stretches = stretches(&view);
    if !(2..=MOST).contains(&stretches.len()) {
        return vec![view];
    }
    // The tables that each has by itself.
    let ends = stretches.iter().skip(1).copied().chain([u32::MAX]);
    let tables = stretches.iter().zip(ends).map(|(&first, end)| {
        let (_, recognition) = recognise(&view.columns(first, end), templates)?;
        let first = recognition.regions.first()?;
        Some((first.funding.is_some(), first.indicators.is_some()))
    });
    // Funds here and indicators there are two parts of one form, and what is no form is a remark beside one.
    let mut forms = stretches.iter().zip(tables).filter_map(|(&first, tables)| Some((first, tables?)));
    let Some((_, of_first)) = forms.next() else { return vec![view] };
    let begins: Vec<u32> = forms.filter(|(_, tables)| *tables == of_first).map(|(first, _)| first).collect();
    if begins.is_empty() {
        return vec![view];
    }
    let from = [0].into_iter().chain(begins.iter().copied());
    let to = begins.iter().copied().chain([u32::MAX]);
    from.zip(to).map(|(from, to)| view.columns(from, to)).collect()
}

/// The columns at which what stands between blank columns begins. A line of one cell alone, as a title over all of the sheet
/// is, may reach over them.
fn stretches(view: &View<'_>) -> Vec<u32> {
    let cells: Vec<_> = view.cells().collect();
    let lines = cells.chunk_by(|(a, _), (b, _)| a.row == b.row).filter(|line| line.len() > 1);
    let mut spans: Vec<(u32, u32)> =
        lines.flatten().map(|(at, seen)| (at.col, seen.extent.last.col)).collect();
    spans.sort_unstable();
    let mut begins = Vec::new();
    let mut reached: Option<u32> = None;
    for (first, last) in spans {
        if reached.is_none_or(|reached| first > reached.saturating_add(1)) {
            begins.push(first);
        }
        reached = Some(reached.map_or(last, |reached| reached.max(last)));
    }
    begins
}
