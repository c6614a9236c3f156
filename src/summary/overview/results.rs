//! What was achieved: the verdicts with their pie; and what the checks found, by level.

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use super::Overview;
use super::board::{Board, COLUMNS, Span};
use crate::form::Verdict;
use crate::record::Severity;
use crate::rules::Listed;
use crate::summary::amounts::quotient;
use crate::summary::cell::Cell;
use crate::summary::charts::verdict_pie;
use crate::summary::findings::severity_tone;
use crate::summary::formats::{Look, Tone};
use crate::summary::indicators::verdict_tone;
use crate::summary::references::rate;

/// Rows of the section: the verdicts and the levels, each with headings, a total under the one and a gap over the other.
const ROWS: u32 = 12;

impl Overview<'_> {
    /// The verdicts with their pie, and under them the findings by level.
    pub(super) fn indicators_and_findings(&self, board: &mut Board<'_>) -> Result<(), XlsxError> {
        board.keep_together(ROWS);
        board.section("二、指标完成与校验结果")?;
        let top = board.row;
        board.headings(&[((0, 2), "指标判定"), ((3, 4), "个数"), ((5, 6), "占比")])?;
        board.next();
        let first = board.row;
        let sum = first + 1 + 5;
        for verdict in Verdict::ALL {
            let count = self.tally.of(verdict);
            board.cell((0, 2), Look::Center, verdict_tone(verdict), &Cell::text(verdict.title()))?;
            board.cell((3, 4), Look::Count, Tone::Plain, &Cell::count(count))?;
            share(board, (5, 6), Tone::Plain, ('D', board.row + 1, sum), (count, self.tally.total()))?;
            board.next();
        }
        let total = Cell::Formula {
            formula: format!("SUM(D{}:D{})", first + 1, sum - 1),
            result: self.tally.total().to_string().into(),
        };
        board.cell((0, 2), Look::Center, Tone::Total, &Cell::text("合计"))?;
        board.cell((3, 4), Look::Count, Tone::Total, &total)?;
        share(board, (5, 6), Tone::Total, ('D', sum, sum), (self.tally.total(), self.tally.total()))?;
        board.next();
        board.next();
        self.levels(board)?;
        if self.tally.total() > 0 {
            let (names, counts) = ((first, first + 4, 0), (first, first + 4, 3));
            board.chart(verdict_pie(names, counts), top, (7, COLUMNS - 1), board.row - top)?;
        }
        Ok(())
    }

    fn levels(&self, board: &mut Board<'_>) -> Result<(), XlsxError> {
        board.headings(&[((0, 2), "校验级别"), ((3, 4), "处数"), ((5, 6), "其中已修正")])?;
        board.next();
        for severity in Severity::ALL {
            let is_counted = |listed: &&Listed<'_>| listed.finding.severity == severity && listed.is_open();
            let of_level = self.facts.input.findings.iter().filter(is_counted);
            let count = of_level.clone().count();
            let mended = of_level.filter(|listed| listed.is_mended()).count();
            board.cell((0, 2), Look::Center, severity_tone(severity), &Cell::text(severity.title()))?;
            board.cell((3, 4), Look::Count, Tone::Plain, &Cell::count(count))?;
            board.cell((5, 6), Look::Count, Tone::Plain, &Cell::count(mended))?;
            board.next();
        }
        Ok(())
    }
}

/// A share as a live formula: the count in `column` of one row by that of another.
fn share(
    board: &mut Board<'_>,
    span: Span,
    tone: Tone,
    (column, row, of): (char, u32, u32),
    (count, total): (usize, usize),
) -> Result<(), XlsxError> {
    let formula = format!("IF({column}${of}=0,\"—\",{column}{row}/{column}${of})");
    board.cell(span, Look::Rate, tone, &rate(formula, quotient(Decimal::from(count), Decimal::from(total))))
}
