//! The sections of 总览, from top to bottom.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use super::Overview;
use super::board::{Board, COLUMNS, ROW_POINTS, Span};
use crate::batch::InputStatus;
use crate::form::Verdict;
use crate::rules::{Severity, find_rule};
use crate::summary::charts::{fault_bars, rate_bars, verdict_pie};
use crate::summary::facts::{VERDICTS, department, verdict_title};
use crate::summary::findings::severity_tone;
use crate::summary::formats::{Look, Tone};
use crate::summary::funding::{
    FormTotal, GrandTotal, Scope, adjustment_rate_cell, columns, completion_cell, rate, sum_formula,
};
use crate::summary::indicators::verdict_tone;
use crate::summary::money::{Amounts, LineRole, cached, quotient};
use crate::summary::sources::main_sources;
use crate::summary::submissions::{status_title, status_tone};
use crate::summary::table::Cell;

/// Departments that the ranking shows: all, or the lowest and the highest of more.
const RANKED: usize = 15;
const RANKED_LOWEST: usize = 10;
/// Faults that are listed.
const FAULTS: usize = 8;
/// Names of departments that are listed.
const NAMES: usize = 60;

impl Overview<'_> {
    /// The title, and four cards with what matters most.
    pub(super) fn heading(&self, board: &mut Board<'_>) -> Result<(), XlsxError> {
        let all = (0, COLUMNS - 1);
        let title = self.facts.title("绩效自评汇总");
        let format = board.formats.title.clone();
        board.write_styled(all, &Cell::text(title), &format)?;
        board.height(36.0)?;
        board.next();
        let format = board.formats.subtitle.clone();
        let words = format!("金额单位：{}。{}。", self.facts.unit(), self.facts.scope_words());
        board.write_styled(all, &Cell::text(words), &format)?;
        board.height(18.0)?;
        board.next();
        self.cards(board)
    }

    fn cards(&self, board: &mut Board<'_>) -> Result<(), XlsxError> {
        let formats = board.formats;
        let attendance = &self.attendance;
        let (reported, due) = if let Some(roster) = self.facts.input.roster {
            let due = roster.entries.len();
            (
                format!("应报 {due} 个，已报 {} 个", attendance.reported),
                format!("未报 {} 个，不在名单 {} 个", attendance.missing.len(), attendance.unknown),
            )
        } else {
            (format!("已报 {} 个部门", attendance.reported), "未提供应报送单位名单".to_owned())
        };
        let completion = self.funding.totals.first().map_or(Cell::text("—"), overall_rate);
        let met = self.tally.of(Verdict::Met);
        let share = Decimal::from(met).checked_div(Decimal::from(self.tally.total()));
        let errors = self.facts.input.findings.iter().filter(|finding| finding.severity == Severity::Error);
        let files: BTreeSet<&str> = errors.clone().map(|finding| finding.file.as_str()).collect();
        let cards: [(Span, &str, Cell<'_>, &_, String); 4] = [
            ((0, 3), "报送", Cell::text(reported), &formats.card_label, due),
            ((4, 6), "预算完成率", completion, &formats.card_rate, "实际支出÷调整后预算".to_owned()),
            (
                (7, 9),
                "指标达成率",
                share.map_or(Cell::text("—"), Cell::Number),
                &formats.card_rate,
                format!("{} 个指标，已达成 {met} 个", self.tally.total()),
            ),
            (
                (10, 13),
                "有错误的文件",
                Cell::count(files.len()),
                &formats.card_count,
                format!("错误 {} 处，全部问题 {} 处", errors.count(), self.facts.input.findings.len()),
            ),
        ];
        for (span, label, ..) in &cards {
            board.write_styled(*span, &Cell::text(*label), &formats.card_label)?;
        }
        board.height(20.0)?;
        board.next();
        for (span, _, figure, format, _) in &cards {
            let format =
                if std::ptr::eq(*format, &formats.card_label) { &formats.card_count } else { *format };
            board.write_styled(*span, figure, format)?;
        }
        board.height(34.0)?;
        board.next();
        for (span, _, _, _, note) in &cards {
            board.write_styled(*span, &Cell::text(&**note), &formats.card_note)?;
        }
        board.height(20.0)?;
        board.next();
        Ok(())
    }

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
            self.total_row(board, total)?;
            self.source_rows(board, total)?;
        }
        Ok(())
    }

    fn total_row(&self, board: &mut Board<'_>, total: &GrandTotal) -> Result<(), XlsxError> {
        board.cell((0, 3), Look::Text, Tone::Total, &Cell::text(total.scope.title()))?;
        for (span, column, amount) in money_columns(&total.amounts) {
            let cell = Cell::Formula {
                formula: format!("'{}'!{column}{}", total.sheet, total.row),
                result: cached(amount.unwrap_or_default()).into(),
            };
            board.cell(span, Look::Money, Tone::Total, &cell)?;
        }
        board.cell((12, 12), Look::Rate, Tone::Total, &overall_rate(total))?;
        let amounts =
            Amounts { adjustment: total.amounts.adjustment.or(Some(Decimal::ZERO)), ..total.amounts };
        let adjustment = rate(adjustment_rate_cell(&total.sheet, total.row), amounts.adjustment_rate());
        board.cell((13, 13), Look::Rate, Tone::Total, &adjustment)?;
        board.height(ROW_POINTS)?;
        board.next();
        Ok(())
    }

    fn source_rows(&self, board: &mut Board<'_>, total: &GrandTotal) -> Result<(), XlsxError> {
        for (source, sums) in main_sources(self.facts, total.scope) {
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
            let zero = Some(Decimal::ZERO);
            let sums = Amounts { actual: sums.actual.or(zero), adjustment: sums.adjustment.or(zero), ..sums };
            let completion = rate(format!("IF(I{row}=0,\"—\",K{row}/I{row})"), sums.completion_rate());
            board.cell((12, 12), Look::Rate, Tone::Plain, &completion)?;
            let adjustment = rate(format!("IF(E{row}=0,\"—\",ABS(G{row})/E{row})"), sums.adjustment_rate());
            board.cell((13, 13), Look::Rate, Tone::Plain, &adjustment)?;
            board.height(ROW_POINTS)?;
            board.next();
        }
        Ok(())
    }

    /// The verdicts with their pie, and under them the findings by level.
    pub(super) fn indicators_and_findings(&self, board: &mut Board<'_>) -> Result<(), XlsxError> {
        board.section("二、指标完成与校验结果")?;
        let top = board.row;
        board.headings(&[((0, 2), "指标判定"), ((3, 4), "个数"), ((5, 6), "占比")])?;
        board.next();
        let first = board.row;
        let sum = first + 1 + 5;
        for verdict in VERDICTS {
            let count = self.tally.of(verdict);
            board.cell((0, 2), Look::Center, verdict_tone(verdict), &Cell::text(verdict_title(verdict)))?;
            board.cell((3, 4), Look::Count, Tone::Plain, &Cell::count(count))?;
            self.share(board, (5, 6), Tone::Plain, ('D', board.row + 1, sum), (count, self.tally.total()))?;
            board.next();
        }
        let total = Cell::Formula {
            formula: format!("SUM(D{}:D{})", first + 1, sum - 1),
            result: self.tally.total().to_string().into(),
        };
        board.cell((0, 2), Look::Center, Tone::Total, &Cell::text("合计"))?;
        board.cell((3, 4), Look::Count, Tone::Total, &total)?;
        self.share(board, (5, 6), Tone::Total, ('D', sum, sum), (self.tally.total(), self.tally.total()))?;
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
        let applied = |index: usize| self.facts.input.applied.get(index).copied().unwrap_or(false);
        for severity in [Severity::Error, Severity::Warning, Severity::Info] {
            let of_level =
                self.facts.input.findings.iter().enumerate().filter(|(_, f)| f.severity == severity);
            let count = of_level.clone().count();
            let mended = of_level.filter(|(index, _)| applied(*index)).count();
            board.cell((0, 2), Look::Center, severity_tone(severity), &Cell::text(severity.title()))?;
            board.cell((3, 4), Look::Count, Tone::Plain, &Cell::count(count))?;
            board.cell((5, 6), Look::Count, Tone::Plain, &Cell::count(mended))?;
            board.next();
        }
        Ok(())
    }

    /// A share as a live formula: the count in `column` of one row by that of another.
    fn share(
        &self,
        board: &mut Board<'_>,
        span: Span,
        tone: Tone,
        (column, row, of): (char, u32, u32),
        (count, total): (usize, usize),
    ) -> Result<(), XlsxError> {
        let formula = format!("IF({column}${of}=0,\"—\",{column}{row}/{column}${of})");
        board.cell(
            span,
            Look::Rate,
            tone,
            &rate(formula, quotient(Decimal::from(count), Decimal::from(total))),
        )
    }

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
        let (what, of) =
            if scope == Scope::Projects { ("项目", "项目") } else { ("部门", "个部门") };
        let title = if count > RANKED {
            format!(
                "{what}预算完成率（{count} {of}中最低 {RANKED_LOWEST} 个与最高 {} 个）",
                RANKED - RANKED_LOWEST
            )
        } else {
            format!("{what}预算完成率（由低到高）")
        };
        // The second page begins here.
        board.break_page()?;
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
            board.cell((1, 3), Look::Text, Tone::Plain, &Cell::text(name))?;
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
        board.row = board.row.max(top + 8);
        Ok(())
    }

    /// The faults that were found most often.
    pub(super) fn faults(&self, board: &mut Board<'_>) -> Result<(), XlsxError> {
        board.section("四、常见问题")?;
        let mut faults: BTreeMap<&str, (usize, Severity, BTreeSet<&str>)> = BTreeMap::new();
        for finding in self.facts.input.findings {
            let fault = faults.entry(&finding.rule).or_insert((0, finding.severity, BTreeSet::new()));
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
            board.cell((0, 2), Look::Text, Tone::Plain, &Cell::text(title))?;
            board.cell((3, 4), Look::Text, Tone::Plain, &Cell::text(*rule))?;
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
        board.row = board.row.max(top + 8);
        Ok(())
    }

    /// What came, and who is missing.
    pub(super) fn submissions(&self, board: &mut Board<'_>) -> Result<(), XlsxError> {
        board.section("五、报送情况")?;
        board.headings(&[((0, 2), "文件状态"), ((3, 4), "文件数")])?;
        board.next();
        for status in
            [InputStatus::Read, InputStatus::NotAForm, InputStatus::Unreadable, InputStatus::Skipped]
        {
            let count = self.facts.input.inputs.iter().filter(|input| input.status == status).count();
            board.cell((0, 2), Look::Center, status_tone(status), &Cell::text(status_title(status)))?;
            board.cell((3, 4), Look::Count, Tone::Plain, &Cell::count(count))?;
            board.height(ROW_POINTS)?;
            board.next();
        }
        let missing = &self.attendance.missing;
        if !missing.is_empty() {
            let mut names: Vec<&str> = missing.iter().take(NAMES).map(|entry| entry.name.as_str()).collect();
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

/// The overall rate: Σ actual ÷ Σ budget, never a mean of rates.
fn overall_rate<'a>(total: &GrandTotal) -> Cell<'a> {
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
