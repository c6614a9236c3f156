//! The top of 总览: title, and four cards with what matters most.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, XlsxError};

use super::Overview;
use super::board::{Board, COLUMNS, Span};
use super::money::overall_rate;
use crate::form::Verdict;
use crate::record::Severity;
use crate::summary::cell::Cell;

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
        let facts = self.facts;
        let words =
            format!("金额单位：{}，{}。{}。", facts.unit(), facts.amounts_words(), facts.scope_words());
        board.write_styled(all, &Cell::text(words), &format)?;
        board.height(18.0)?;
        board.next();
        self.cards(board)
    }

    fn cards(&self, board: &mut Board<'_>) -> Result<(), XlsxError> {
        let formats = board.formats;
        let attendance = &self.facts.attendance;
        let (reported, due) = if self.facts.input.roster.is_some() {
            (
                format!("应报 {} 个，已报 {} 个", attendance.due, attendance.reported),
                format!("未报 {} 个，不在名单 {} 个", attendance.missing.len(), attendance.unknown),
            )
        } else {
            (format!("已报 {} 个部门", attendance.reported), "未提供应报送单位名单".to_owned())
        };
        let completion = self.funding.totals.first().map_or(Cell::text("—"), overall_rate);
        // The figure that everybody looks at says itself what it rests on.
        let of_what = match self.doubted().len() {
            0 => "实际支出÷调整后预算".to_owned(),
            doubted => format!("含 {doubted} 个部门疑按元填写的金额"),
        };
        let met = self.tally.of(Verdict::Met);
        let share = Decimal::from(met).checked_div(Decimal::from(self.tally.total()));
        let asked = self.facts.open_findings();
        let errors = asked.clone().filter(|finding| finding.severity == Severity::Error);
        let files: BTreeSet<&str> = errors.clone().map(|finding| finding.file.as_str()).collect();
        let cards: [(Span, &str, Cell<'_>, &Format, String); 4] = [
            ((0, 3), "报送", Cell::text(reported), &formats.card_count, due),
            ((4, 6), "预算完成率", completion, &formats.card_rate, of_what),
            (
                (7, 9),
                "指标完成率",
                share.map_or(Cell::text("—"), Cell::Number),
                &formats.card_rate,
                format!("{} 个指标，已完成 {met} 个", self.tally.total()),
            ),
            (
                (10, 13),
                "有错误的文件",
                Cell::count(files.len()),
                &formats.card_count,
                format!("错误 {} 处，全部问题 {} 处", errors.count(), asked.count()),
            ),
        ];
        for (span, label, ..) in &cards {
            board.write_styled(*span, &Cell::text(*label), &formats.card_label)?;
        }
        board.height(20.0)?;
        board.next();
        for (span, _, figure, format, _) in &cards {
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
}
