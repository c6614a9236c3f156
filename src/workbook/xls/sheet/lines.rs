//! Rows, columns, and what else a worksheet has besides its cells.

use super::super::super::excel::{self, MAX_AUTHOR};
use super::super::super::settle::ColumnRun;
use super::super::super::xlsx::COMMENT;
use super::super::super::{CellRange, CellRef, Comment, MAX_COLUMNS, ReadError};
use super::super::records::{Record, u16_at};
use super::Pass;

impl Pass<'_, '_, '_> {
    pub(super) fn row(&mut self, data: &[u8]) -> Result<(), ReadError> {
        let (Some(row), Some(height), Some(flags)) = (u16_at(data, 0), u16_at(data, 6), u16_at(data, 12))
        else {
            return Ok(());
        };
        let (level, folded) = (u8::try_from(flags & 7).unwrap_or(0), flags & 0x10 != 0);
        if flags & 0x77 != 0 {
            self.meter.lines(1)?;
        }
        if level > 0 || folded {
            self.sheet.outline.get_or_insert_default().rows.take(row.into(), level, folded);
        }
        if flags & 0x20 != 0 {
            self.sheet.hidden_rows.insert(row.into());
        }
        if flags & 0x40 != 0 && height & 0x8000 == 0 {
            self.sheet.row_heights.insert(row.into(), f64::from(height) / 20.0);
        }
        Ok(())
    }

    pub(super) fn column(&mut self, data: &[u8]) {
        if let (Some(first), Some(last), Some(width), Some(flags)) =
            (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4), u16_at(data, 8))
            && self.columns.len() < MAX_COLUMNS as usize
        {
            let width = Some(f64::from(width) / 256.0);
            let (level, folded) = (u8::try_from(flags >> 8 & 7).unwrap_or(0), flags & 0x1000 != 0);
            if level > 0 || folded {
                let levels = &mut self.sheet.outline.get_or_insert_default().columns;
                for col in first..=last.min(255) {
                    levels.take(col.into(), level, folded);
                }
            }
            self.columns.push(ColumnRun {
                first: first.into(),
                last: last.into(),
                width,
                hidden: flags & 1 != 0,
            });
        }
    }

    pub(super) fn merged(&mut self, data: &[u8]) -> Result<(), ReadError> {
        for piece in data.get(2..).unwrap_or_default().chunks_exact(8) {
            let word = |at| u32::from(u16_at(piece, at).unwrap_or_default());
            if word(4).max(word(6)) < MAX_COLUMNS {
                let range = CellRange::new(CellRef::new(word(0), word(4)), CellRef::new(word(2), word(6)));
                self.meter.merge()?;
                self.merges.push(range);
            }
        }
        Ok(())
    }

    /// Notes, pages, and what is not carried over.
    pub(super) fn extra(&mut self, record: Record<'_>) {
        let data = record.data;
        match record.kind {
            0x005D => {
                self.object = u16_at(data, 6).unwrap_or_default();
                match u16_at(data, 4) {
                    Some(0x05) => self.left_behind.count("图表"),
                    Some(0x08) => self.left_behind.count("图片"),
                    // Notes, and the arrows of drop-down lists and filters.
                    Some(0x19 | 0x14) | None => {}
                    Some(_) => self.left_behind.count("图形或文本框"),
                }
            }
            0x001C if !self.meter.keeps_comment() => self.left_behind.count(COMMENT),
            0x001C => {
                if let (Some(row), Some(col), Some(object)) =
                    (u16_at(data, 0), u16_at(data, 2), u16_at(data, 6))
                {
                    let author = self.book.globals.coding.text(data, 8, 2);
                    let comment = Comment {
                        author: author
                            .map(|(name, _)| excel::beginning(&name, MAX_AUTHOR).to_owned())
                            .unwrap_or_default(),
                        visible: u16_at(data, 4).is_some_and(|flags| flags & 2 != 0),
                        ..Comment::default()
                    };
                    self.noted.push((CellRef::new(row.into(), col.into()), object, comment));
                }
            }
            0x01BE => self.left_behind.count("数据验证"),
            0x01B0 => self.left_behind.count("条件格式"),
            0x01B8 => self.left_behind.count("超链接"),
            0x0012 if u16_at(data, 0) == Some(1) => self.left_behind.count("工作表保护"),
            // How many columns have arrows; over which range, a name says.
            // Rows are filtered away, by arrows or without.
            0x009B => self.sheet.filter.may_hide_rows = true,
            0x009D => self.has_filter = true,
            0x009E => self.left_behind.count("筛选条件（已隐藏的行仍隐藏）"),
            0x00B0 => self.left_behind.count("数据透视表"),
            _ => {
                let globals = self.book.globals;
                let of_globals = (globals.coding, &globals.styles);
                self.pages.take(record, of_globals, self.sheet, &mut self.left_behind);
            }
        }
    }
}
