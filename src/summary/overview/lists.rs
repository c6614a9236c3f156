//! The second page of 总览: departments by their completion rate, faults by how often they were found, and what came.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use super::Overview;
use super::board::{Board, COLUMNS, ROW_POINTS};
use crate::record::{InputStatus, Severity};
use crate::rules::find_rule;
use crate::summary::amounts::cached;
use crate::summary::cell::Cell;
use crate::summary::charts::{fault_bars, rate_bars};
use crate::summary::facts::department;
use crate::summary::findings::severity_tone;
use crate::summary::formats::{Look, Tone};
use crate::summary::funding::FormTotal;
use crate::summary::references::{columns, completion_cell, rate};
use crate::summary::scope::Scope;
use crate::summary::submissions::status_tone;

/// Departments that the ranking shows: all, or the lowest and the highest of more.
const RANKED: usize = 15;
const RANKED_LOWEST: usize = 10;
/// Faults that are listed.
const FAULTS: usize = 8;
/// Names of departments that are listed.
const NAMES: usize = 60;

impl Overview<'_> {
    /// The departments by their completion rate: all of them, or the lowest and the highest.
    pub(super) fn ranking(&self, board: &mut Board<'_>) -> Result<(), XlsxError> {
        let scope = self.funding.totals.first().map_or(Scope::Departments, |total| total.scope);
        let mut ranked: Vec<(Decimal, &FormTotal)> = self
            .funding
            .forms
            .iter()
            .filter(|total| Scope::of(self.facts.form(total.form)) == scope)
            .filter_map(|total| Some((total.amounts.completion_rate()?, total)))
            .collect();
        ranked.sort_by_key(|(rate, _)| *rate);
        let count = ranked.len();
        let what = scope.mark();
        let title = if count > RANKED {
            format!(
                "{what}预算完成率（{count} 个{what}中最低 {RANKED_LOWEST} 个与最高 {} 个）",
                RANKED - RANKED_LOWEST
            )
        } else {
            format!("{what}预算完成率（由低到高）")
        };
        board.on_second_page(with_headings(count.min(RANKED)));
        board.section(&format!("三、{title}"))?;
        let top = board.row;
        board.headings(&[
            ((0, 0), "序号"),
            ((1, 3), what),
            ((4, 5), "实际支出数"),
            ((6, 6), "预算完成率"),
        ])?;
        board.next();
        if ranked.is_empty() {
            board.cell((0, 6), Look::Center, Tone::Faint, &Cell::text("没有可以计算预算完成率的自评表"))?;
            board.next();
            return Ok(());
        }
        let first = board.row;
        for (place, (completion, total)) in ranked.iter().enumerate() {
            if count > RANKED && (RANKED_LOWEST..count - (RANKED - RANKED_LOWEST)).contains(&place) {
                continue;
            }
            let form = self.facts.form(total.form);
            let name =
                form.project.as_deref().filter(|_| scope == Scope::Projects).unwrap_or(department(form));
            let tone = if *completion > Decimal::ONE { Tone::Warn } else { Tone::Plain };
            board.cell((0, 0), Look::Center, Tone::Plain, &Cell::count(place + 1))?;
            board.cell((1, 3), Look::Name, Tone::Plain, &Cell::text(name))?;
            let actual = Cell::Formula {
                formula: format!("'{}'!{}{}", total.sheet, columns::ACTUAL, total.row),
                result: cached(total.amounts.actual.unwrap_or_default()).into(),
            };
            board.cell((4, 5), Look::Money, Tone::Plain, &actual)?;
            let live = rate(completion_cell(&total.sheet, total.row), Some(*completion));
            board.cell((6, 6), Look::Rate, tone, &live)?;
            board.next();
        }
        let last = board.row - 1;
        board.chart(
            rate_bars("预算完成率", (first, last, 1), (first, last, 6)),
            top,
            (7, COLUMNS - 1),
            (board.row - top).max(8),
        )?;
        board.skip_to(top + 8);
        Ok(())
    }

    /// The faults that were found most often.
    pub(super) fn faults(&self, board: &mut Board<'_>) -> Result<(), XlsxError> {
        board.keep_together(with_headings(FAULTS));
        board.section("四、常见问题")?;
        let mut faults: BTreeMap<&str, (usize, Severity, BTreeSet<&str>)> = BTreeMap::new();
        for finding in self.facts.open_findings() {
            let fault = faults.entry(finding.rule.name).or_insert((0, finding.severity, BTreeSet::new()));
            fault.0 += 1;
            fault.1 = fault.1.min(finding.severity);
            fault.2.insert(&finding.file);
        }
        let mut faults: Vec<_> = faults.into_iter().collect();
        faults.sort_by_key(|(_, (count, ..))| Reverse(*count));
        faults.truncate(FAULTS);
        let top = board.row;
        board.headings(&[
            ((0, 2), "问题"),
            ((3, 4), "规则名"),
            ((5, 5), "级别"),
            ((6, 6), "处数"),
            ((7, 7), "涉及文件"),
        ])?;
        board.next();
        if faults.is_empty() {
            board.cell((0, 7), Look::Center, Tone::Good, &Cell::text("没有发现问题"))?;
            board.next();
            return Ok(());
        }
        let first = board.row;
        for (rule, (count, severity, files)) in &faults {
            let title = find_rule(rule).map_or(*rule, |rule| rule.title);
            board.cell((0, 2), Look::Name, Tone::Plain, &Cell::text(title))?;
            board.cell((3, 4), Look::Name, Tone::Plain, &Cell::text(*rule))?;
            board.cell((5, 5), Look::Center, severity_tone(*severity), &Cell::text(severity.title()))?;
            board.cell((6, 6), Look::Count, Tone::Plain, &Cell::count(*count))?;
            board.cell((7, 7), Look::Count, Tone::Plain, &Cell::count(files.len()))?;
            board.next();
        }
        let last = board.row - 1;
        board.chart(
            fault_bars((first, last, 0), (first, last, 6)),
            top,
            (8, COLUMNS - 1),
            (board.row - top).max(8),
        )?;
        board.skip_to(top + 8);
        Ok(())
    }

    /// What came, and who is missing.
    pub(super) fn submissions(&self, board: &mut Board<'_>) -> Result<(), XlsxError> {
        // The names of those who are missing take three more.
        board.keep_together(with_headings(InputStatus::ALL.len() + 3));
        board.section("五、报送情况")?;
        board.headings(&[((0, 2), "文件状态"), ((3, 4), "文件数")])?;
        board.next();
        for status in InputStatus::ALL {
            let count = self.facts.input.inputs.iter().filter(|input| input.status == status).count();
            board.cell((0, 2), Look::Center, status_tone(status), &Cell::text(status.title()))?;
            board.cell((3, 4), Look::Count, Tone::Plain, &Cell::count(count))?;
            board.height(ROW_POINTS)?;
            board.next();
        }
        let missing = &self.facts.attendance.missing;
        if !missing.is_empty() {
            let mut names: Vec<&str> =
                missing.iter().take(NAMES).map(|missing| missing.entry.name.as_str()).collect();
            if missing.len() > NAMES {
                names.push("……（其余见“报送情况”）");
            }
            let names = names.join("、");
            board.cell(
                (0, 2),
                Look::Center,
                Tone::Bad,
                &Cell::text(format!("未报送（{} 个）", missing.len())),
            )?;
            board.cell((3, COLUMNS - 1), Look::Text, Tone::Plain, &Cell::text(&*names))?;
            board.height_for(&[((3, COLUMNS - 1), &names)])?;
            board.next();
        }
        Ok(())
    }
}

/// The rows of a list beside its chart, which takes eight.
fn with_headings(rows: usize) -> u32 {
    u32::try_from(rows.max(7)).unwrap_or(u32::MAX).saturating_add(1)
}
