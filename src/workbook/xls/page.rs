//! What the records of a sheet say of its pages and of its window.

use super::super::excel::{self, MAX_HEADER};
use super::super::page::Page;
use super::super::xlsx::LeftBehind;
use super::super::{Orientation, Sheet};
use super::records::{Coding, Record, f64_at, u16_at, u32_at};
use super::styles::RawStyles;

/// What must be known of several records before a sheet's page is.
#[derive(Default)]
pub(super) struct Pages {
    /// Whether the page fits itself to the paper: only then the numbers of pages count.
    fits: bool,
    /// The scale, and the pages wide and high.
    sizes: Option<(u16, (u16, u16))>,
    /// Whether the sheet was looked at with its page breaks, in a size of its own.
    shows_breaks: bool,
}

impl Pages {
    /// Takes a record that speaks of pages or of the window.
    pub(super) fn take(
        &mut self,
        record: Record<'_>,
        (coding, styles): (Coding, &RawStyles),
        sheet: &mut Sheet,
        left_behind: &mut LeftBehind,
    ) {
        let data = record.data;
        match record.kind {
            0x0014 | 0x0015 => {
                let wide = if coding == Coding::Unicode { 2 } else { 1 };
                let Some((text, _)) = coding.text(data, 0, wide).filter(|(text, _)| !text.is_empty()) else {
                    return;
                };
                if !excel::fits(&text, MAX_HEADER) {
                    left_behind.count("过长的页眉页脚");
                } else if record.kind == 0x0014 {
                    page(sheet).header = text;
                } else {
                    page(sheet).footer = text;
                }
            }
            0x0026..=0x0029 => {
                let inches = f64_at(data, 0).filter(|inches| (0.0..49.0).contains(inches));
                let margins = page(sheet).margins.get_or_insert_default();
                let slot = match record.kind {
                    0x0026 => &mut margins.left,
                    0x0027 => &mut margins.right,
                    0x0028 => &mut margins.top,
                    _ => &mut margins.bottom,
                };
                *slot = inches.unwrap_or(*slot);
            }
            0x002A => page(sheet).headings = is_on(data),
            0x002B => page(sheet).gridlines = is_on(data),
            0x0083 => page(sheet).centered_across = is_on(data),
            0x0084 => page(sheet).centered_down = is_on(data),
            0x001A => breaks(&mut page(sheet).column_breaks, data),
            0x001B => breaks(&mut page(sheet).row_breaks, data),
            0x0081 => self.fits = u16_at(data, 0).is_some_and(|flags| flags & 0x0100 != 0),
            0x00A1 => self.set_up(page(sheet), data),
            0x023E => self.window(sheet, data),
            0x00A0 => {
                if let (Some(over), Some(under), false) =
                    (u16_at(data, 0), u16_at(data, 2).filter(|under| *under > 0), self.shows_breaks)
                {
                    let percent = u32::from(over) * 100 / u32::from(under);
                    sheet.view.zoom = percent_shown(percent);
                }
            }
            0x0862 => {
                let index = u32_at(data, 16).and_then(|color| u16::try_from(color & 0x7F).ok());
                sheet.view.tab_color = index.and_then(|index| styles.color(index));
            }
            _ => {}
        }
    }

    fn set_up(&mut self, page: &mut Page, data: &[u8]) {
        const IS_ACROSS_FIRST: u16 = 1;
        const IS_PORTRAIT: u16 = 2;
        const SAYS_NOTHING: u16 = 4;
        const IS_BLACK_AND_WHITE: u16 = 8;
        const IS_DRAFT: u16 = 16;
        const HAS_NO_SIDE: u16 = 64;
        let Some(flags) = u16_at(data, 10) else { return };
        page.across_first = flags & IS_ACROSS_FIRST != 0;
        page.black_and_white = flags & IS_BLACK_AND_WHITE != 0;
        page.draft = flags & IS_DRAFT != 0;
        let margins = page.margins.get_or_insert_default();
        for (slot, at) in [(&mut margins.header, 16), (&mut margins.footer, 24)] {
            *slot = f64_at(data, at).filter(|inches| (0.0..49.0).contains(inches)).unwrap_or(*slot);
        }
        let word = |at| u16_at(data, at).unwrap_or(1);
        let fit = (word(6).min(32_767), word(8).min(32_767));
        if flags & SAYS_NOTHING != 0 {
            self.sizes = Some((100, fit));
            return;
        }
        page.paper = u16_at(data, 0).and_then(|paper| u8::try_from(paper).ok()).filter(|paper| *paper > 0);
        if flags & HAS_NO_SIDE == 0 {
            let is_portrait = flags & IS_PORTRAIT != 0;
            page.orientation = Some(if is_portrait { Orientation::Portrait } else { Orientation::Landscape });
        }
        self.sizes = Some((word(2), fit));
    }

    fn window(&mut self, sheet: &mut Sheet, data: &[u8]) {
        let Some(flags) = u16_at(data, 0) else { return };
        sheet.view.hides_gridlines = flags & 0x02 == 0;
        sheet.view.hides_zeros = flags & 0x10 == 0;
        sheet.view.right_to_left = flags & 0x40 != 0;
        self.shows_breaks = flags & 0x0800 != 0;
        if self.shows_breaks {
            sheet.view.zoom = percent_shown(u16_at(data, 12).unwrap_or(0).into());
        }
    }

    /// Settles what several records say together.
    pub(super) fn finish(&self, sheet: &mut Sheet) {
        let Some((scale, fit)) = self.sizes else { return };
        let page = page(sheet);
        page.fit = self.fits.then_some(fit);
        page.scale = Some(scale).filter(|scale| (10..=400).contains(scale) && *scale != 100);
    }
}

fn page(sheet: &mut Sheet) -> &mut Page {
    sheet.page.get_or_insert_default()
}

fn is_on(data: &[u8]) -> bool {
    u16_at(data, 0) == Some(1)
}

/// A size that Excel shows sheets at; 0 for any other and for its own.
fn percent_shown(percent: u32) -> u16 {
    u16::try_from(percent).ok().filter(|percent| (10..=400).contains(percent) && *percent != 100).unwrap_or(0)
}

fn breaks(breaks: &mut Vec<u32>, data: &[u8]) {
    for piece in data.get(2..).unwrap_or_default().chunks_exact(6) {
        Page::break_before(breaks, u16_at(piece, 0).unwrap_or(0).into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::Margins;

    #[test]
    fn a_record_that_is_too_short_says_nothing() {
        let (mut pages, mut sheet) = (Pages::default(), Sheet::default());
        let styles = RawStyles::default();
        for kind in [0x0014, 0x0026, 0x001B, 0x0081, 0x00A1, 0x023E, 0x00A0, 0x0862] {
            let record = Record { kind, data: &[1] };
            pages.take(record, (Coding::Unicode, &styles), &mut sheet, &mut LeftBehind::default());
        }
        pages.finish(&mut sheet);
        let page = sheet.page.unwrap();
        assert_eq!(*page, Page { margins: Some(Margins::default()), ..Page::default() });
    }
}
