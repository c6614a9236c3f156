//! 总览: a page for the director. Who reported, how much was budgeted and spent, what was achieved, what is wrong.

mod board;
mod heading;
mod lists;
mod money;
mod results;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::facts::{Facts, Tally};
use super::formats::Formats;
use super::funding::FundingSheet;
use board::Board;

/// What the sections of 总览 share.
struct Overview<'a> {
    facts: &'a Facts<'a>,
    funding: &'a FundingSheet,
    tally: Tally,
}

/// Writes the sheet.
pub(super) fn write(
    facts: &Facts<'_>,
    formats: &Formats,
    funding: &FundingSheet,
) -> Result<Worksheet, XlsxError> {
    let mut tally = Tally::default();
    for indicator in facts.counted_forms().flat_map(|form| &form.indicators) {
        tally.add(indicator.verdict);
    }
    let overview = Overview { facts, funding, tally };
    let mut board = Board::new(formats)?;
    overview.heading(&mut board)?;
    overview.money(&mut board)?;
    overview.indicators_and_findings(&mut board)?;
    overview.ranking(&mut board)?;
    overview.faults(&mut board)?;
    overview.submissions(&mut board)?;
    board.finish()
}
