//! What a sheet has and a corrected workbook cannot carry over, counted, in words.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::super::ReadError;
use super::super::xml::{Xml, element};
use crate::added_sheets::is_added;

/// What comments are called that are not kept.
pub(in super::super) const COMMENT: &str = "批注";

/// Counts by what was counted, in the words' own order.
#[derive(Debug, Default)]
pub(in super::super) struct LeftBehind(BTreeMap<&'static str, usize>);

impl LeftBehind {
    /// One more.
    pub(in super::super) fn count(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    /// Counts an element of a worksheet part, if it stands for something that is not carried over.
    pub(super) fn element(&mut self, name: &str) {
        match name {
            "conditionalFormatting" => self.count("条件格式"),
            "hyperlink" => self.count("超链接"),
            "filterColumn" => self.count("筛选条件（已隐藏的行仍隐藏）"),
            "oleObject" => self.count("嵌入对象"),
            "control" => self.count("控件"),
            "sparkline" => self.count("迷你图"),
            "sheetProtection" => self.count("工作表保护"),
            _ => {}
        }
    }

    /// Counts what a drawing part shows.
    pub(super) fn drawing(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        loop {
            let event = xml.next()?;
            if let Some((start, _)) = element(&event) {
                match start.local_name().as_ref() {
                    "pic" => self.count("图片"),
                    "graphicFrame" => self.count("图表"),
                    "sp" | "cxnSp" => self.count("图形或文本框"),
                    _ => {}
                }
            }
            if matches!(event, Event::Eof) {
                return Ok(());
            }
        }
    }

    /// In words, with the sheet's name: `图片 2 处（Sheet1）`. Nothing is lost with a sheet that is replaced.
    pub(in super::super) fn into_words(self, sheet: &str) -> impl Iterator<Item = String> {
        let counts = if is_added(sheet) { BTreeMap::new() } else { self.0 };
        counts.into_iter().map(move |(what, count)| format!("{what} {count} 处（{sheet}）"))
    }
}
