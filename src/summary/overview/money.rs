//! The money: totals, then the departments' main sources.

use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy::MidpointAwayFromZero;
use rust_xlsxwriter::XlsxError;

use super::Overview;
use super::board::{Board, COLUMNS, ROW_POINTS, Span};
use crate::excerpt::first_of;
use crate::form::FieldPath;
use crate::rules::{Listed, UNIT_MISMATCH};
use crate::summary::amounts::{Amounts, cached};
use crate::summary::cell::Cell;
use crate::summary::facts::department;
use crate::summary::formats::{Look, Tone};
use crate::summary::funding::GrandTotal;
use crate::summary::money::LineRole;
use crate::summary::references::{adjustment_rate_cell, columns, completion_cell, rate, sum_formula};
use crate::summary::sources::main_sources;

/// Places of what the sources leave of the total.
const REST_PLACES: u32 = 6;
/// Departments that the warning names.
const WARNED: usize = 6;

impl Overview<'_> {
    /// The money: totals, then the departments' main sources.
    pub(super) fn money(&self, board: &mut Board<'_>) -> Result<(), XlsxError> {
        board.section(&format!("一、资金总体情况（{}）", self.facts.unit()))?;
        board.headings(&[
            ((0, 3), "资金来源"),
            ((4, 5), "年初预算数"),
            ((6, 7), "预算调整数"),
            ((8, 9), "调整后预算数"),
            ((10, 11), "实际支出数"),
            ((12, 12), "预算完成率"),
            ((13, 13), "预算调整率"),
        ])?;
        board.next();
        for total in &self.funding.totals {
            total_row(board, total)?;
            self.source_rows(board, total)?;
        }
        self.warning(board)
    }

    /// The departments whose amounts seem to be in 元, as long as nobody has mended or accepted them.
    pub(super) fn doubted(&self) -> Vec<&str> {
        let open = |listed: &&Listed<'_>| {
            let finding = listed.finding;
            let at_money = finding.field.is_some_and(FieldPath::is_of_funding);
            at_money && listed.is_open() && *finding.rule == UNIT_MISMATCH && !listed.is_mended()
        };
        let mut names: Vec<&str> = Vec::new();
        for listed in self.facts.input.findings.iter().filter(open) {
            let form = self.facts.form_of(listed.finding);
            names.extend(form.map(department).filter(|name| !names.contains(name)));
        }
        names
    }

    /// What is wrong with the amounts, as long as nobody has mended it: totals are only as good as what they add up.
    fn warning(&self, board: &mut Board<'_>) -> Result<(), XlsxError> {
        let names = self.doubted();
        if names.is_empty() {
            return Ok(());
        }
        let more = if names.len() > WARNED { "等" } else { "" };
        let words = format!(
            "注意：{}{more} {} 个部门的金额疑按元填写，本表按其所填单位计算，合计会偏大。请先核实（见“校验问题”），更正后重新汇总。",
            first_of(&names, WARNED),
            names.len()
        );
        let span = (0, COLUMNS - 1);
        board.cell(span, Look::Text, Tone::Warn, &Cell::text(&*words))?;
        board.height_for(&[(span, &words)])?;
        board.next();
        Ok(())
    }

    fn source_rows(&self, board: &mut Board<'_>, total: &GrandTotal) -> Result<(), XlsxError> {
        let total_row = board.row;
        let mut rest = total.amounts;
        for (source, sums) in main_sources(self.facts, total.scope) {
            rest = rest.minus(sums);
            let row = board.row + 1;
            board.cell((0, 3), Look::Part, Tone::Plain, &Cell::text(source))?;
            for (span, column, amount) in money_columns(&sums) {
                let name = format!("$A{row}");
                let formula =
                    sum_formula(&self.funding.parts, column, LineRole::Part, total.scope, Some(&name));
                let result = cached(amount.unwrap_or_default()).into();
                let cell = formula.map_or(Cell::Blank, |formula| Cell::Formula { formula, result });
                board.cell(span, Look::Money, Tone::Plain, &cell)?;
            }
            rates(board, row, sums)?;
            board.height(ROW_POINTS)?;
            board.next();
        }
        if board.row > total_row && !rest.is_small_beside(total.amounts) {
            rest_row(board, total_row, rest)?;
        }
        Ok(())
    }
}

/// What the sources above leave of the total: those of less money, and what a form's parts lack of its total.
fn rest_row(board: &mut Board<'_>, total_row: u32, rest: Amounts) -> Result<(), XlsxError> {
    let row = board.row + 1;
    board.cell((0, 3), Look::Part, Tone::Plain, &Cell::text("其余"))?;
    for ((span, _, amount), letter) in money_columns(&rest).into_iter().zip(['E', 'G', 'I', 'K']) {
        // Binary numbers leave traces behind a difference.
        let sum = format!("SUM({letter}{}:{letter}{})", total_row + 1, row - 1);
        let formula = format!("ROUND({letter}{total_row}-{sum},{REST_PLACES})");
        let amount = amount.unwrap_or_default().round_dp_with_strategy(REST_PLACES, MidpointAwayFromZero);
        let cell = Cell::Formula { formula, result: cached(amount).into() };
        board.cell(span, Look::Money, Tone::Plain, &cell)?;
    }
    rates(board, row, rest)?;
    board.height(ROW_POINTS)?;
    board.next();
    Ok(())
}

/// The rates of a row, from its own cells.
fn rates(board: &mut Board<'_>, row: u32, sums: Amounts) -> Result<(), XlsxError> {
    let zero = Some(Decimal::ZERO);
    let sums = Amounts { actual: sums.actual.or(zero), adjustment: sums.adjustment.or(zero), ..sums };
    let completion = rate(format!("IF(I{row}=0,\"—\",K{row}/I{row})"), sums.completion_rate());
    board.cell((12, 12), Look::Rate, Tone::Plain, &completion)?;
    let adjustment = rate(format!("IF(E{row}=0,\"—\",ABS(G{row})/E{row})"), sums.adjustment_rate());
    board.cell((13, 13), Look::Rate, Tone::Plain, &adjustment)
}

fn total_row(board: &mut Board<'_>, total: &GrandTotal) -> Result<(), XlsxError> {
    board.cell((0, 3), Look::Text, Tone::Total, &Cell::text(total.scope.title()))?;
    for (span, column, amount) in money_columns(&total.amounts) {
        let cell = Cell::Formula {
            formula: format!("'{}'!{column}{}", total.sheet, total.row),
            result: cached(amount.unwrap_or_default()).into(),
        };
        board.cell(span, Look::Money, Tone::Total, &cell)?;
    }
    board.cell((12, 12), Look::Rate, Tone::Total, &overall_rate(total))?;
    let amounts = Amounts { adjustment: total.amounts.adjustment.or(Some(Decimal::ZERO)), ..total.amounts };
    let adjustment = rate(adjustment_rate_cell(&total.sheet, total.row), amounts.adjustment_rate());
    board.cell((13, 13), Look::Rate, Tone::Total, &adjustment)?;
    board.height(ROW_POINTS)?;
    board.next();
    Ok(())
}

/// The overall rate: Σ actual ÷ Σ budget, never a mean of rates.
pub(super) fn overall_rate<'a>(total: &GrandTotal) -> Cell<'a> {
    let amounts = Amounts { actual: total.amounts.actual.or(Some(Decimal::ZERO)), ..total.amounts };
    rate(completion_cell(&total.sheet, total.row), amounts.completion_rate())
}

fn money_columns(amounts: &Amounts) -> [(Span, char, Option<Decimal>); 4] {
    [
        ((4, 5), columns::INITIAL, amounts.initial),
        ((6, 7), columns::ADJUSTMENT, amounts.adjustment),
        ((8, 9), columns::BUDGET, amounts.stated_budget),
        ((10, 11), columns::ACTUAL, amounts.actual),
    ]
}
