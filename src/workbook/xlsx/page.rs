//! What a worksheet part says of the sheet's pages and of its window.

use quick_xml::events::BytesStart;

use super::super::excel::{self, MAX_HEADER};
use super::super::page::{Page, margin};
use super::super::view::zoom;
use super::super::xml::{attribute, attributes, is_true, value};
use super::super::{Margins, Orientation, Sheet};
use super::left_behind::LeftBehind;

/// What must be known of several elements before a sheet's page is.
#[derive(Default)]
pub(super) struct Pages {
    /// Whether the page fits itself to the paper: only then the numbers of pages count.
    fits: bool,
    /// Whether the breaks that come are those of columns.
    of_columns: bool,
    /// Whether the first page has another number than 1.
    counts_from_another: bool,
}

impl Pages {
    /// Takes an element that speaks of pages or of the window; whether it is one.
    pub(super) fn element(&mut self, name: &str, start: &BytesStart<'_>, sheet: &mut Sheet) -> bool {
        match name {
            "sheetView" => window(sheet, start),
            "pageSetUpPr" => self.fits = attribute(start, "fitToPage").is_some_and(|fits| is_true(&fits)),
            "pageMargins" => page(sheet).margins = Some(margins(start)),
            "printOptions" => options(page(sheet), start),
            "pageSetup" => {
                let says = |name| attribute(start, name);
                self.counts_from_another = says("useFirstPageNumber").is_some_and(|says| is_true(&says))
                    && says("firstPageNumber").is_some_and(|number| number != "1");
                paper(page(sheet), self.fits, start);
            }
            "rowBreaks" => self.of_columns = false,
            "colBreaks" => self.of_columns = true,
            "brk" => {
                let first = attribute(start, "id").and_then(|id| id.parse().ok()).unwrap_or(0);
                let page = page(sheet);
                let breaks = if self.of_columns { &mut page.column_breaks } else { &mut page.row_breaks };
                Page::break_before(breaks, first);
            }
            _ => return false,
        }
        true
    }

    /// Settles what several elements say together.
    pub(super) fn finish(&self, sheet: &mut Sheet, left_behind: &mut LeftBehind) {
        // The writer has no call that Excel would understand.
        if self.counts_from_another {
            left_behind.count("起始页码");
        }
        if self.fits {
            page(sheet).fit.get_or_insert((1, 1));
        }
    }
}

/// Takes a header or footer in, which has its codes for itself; what is left out of it is counted.
pub(super) fn header_or_footer(name: &str, text: String, sheet: &mut Sheet, left_behind: &mut LeftBehind) {
    if text.is_empty() {
        return;
    }
    if !excel::fits(&text, MAX_HEADER) {
        left_behind.count("过长的页眉页脚");
        return;
    }
    match name {
        "oddHeader" => page(sheet).header = without_pictures(text, left_behind),
        "oddFooter" => page(sheet).footer = without_pictures(text, left_behind),
        _ => left_behind.count("首页或偶数页的页眉页脚"),
    }
}

/// A header without the codes for its pictures.
fn without_pictures(text: String, left_behind: &mut LeftBehind) -> String {
    if !text.contains("&G") {
        return text;
    }
    left_behind.count("页眉页脚图片");
    text.replace("&G", "")
}

fn page(sheet: &mut Sheet) -> &mut Page {
    sheet.page.get_or_insert_default()
}

fn window(sheet: &mut Sheet, start: &BytesStart<'_>) {
    let view = &mut sheet.view;
    let mut of_normal_view = None;
    let mut is_normal = true;
    for (key, attribute) in attributes(start) {
        let text = value(&attribute);
        match key {
            "showGridLines" => view.hides_gridlines = !is_true(&text),
            "showZeros" => view.hides_zeros = !is_true(&text),
            "rightToLeft" => view.right_to_left = is_true(&text),
            "zoomScale" => view.zoom = zoom(&text).unwrap_or(0),
            "zoomScaleNormal" => of_normal_view = zoom(&text),
            "view" => is_normal = text == "normal",
            _ => {}
        }
    }
    // A sheet that was looked at in another view has its own size there.
    if !is_normal {
        view.zoom = of_normal_view.unwrap_or(0);
    }
}

fn margins(start: &BytesStart<'_>) -> Margins {
    let mut margins = Margins::default();
    for (key, attribute) in attributes(start) {
        let slot = match key {
            "left" => &mut margins.left,
            "right" => &mut margins.right,
            "top" => &mut margins.top,
            "bottom" => &mut margins.bottom,
            "header" => &mut margins.header,
            "footer" => &mut margins.footer,
            _ => continue,
        };
        *slot = margin(&value(&attribute)).unwrap_or(*slot);
    }
    margins
}

fn options(page: &mut Page, start: &BytesStart<'_>) {
    for (key, attribute) in attributes(start) {
        let yes = is_true(&value(&attribute));
        match key {
            "horizontalCentered" => page.centered_across = yes,
            "verticalCentered" => page.centered_down = yes,
            "gridLines" => page.gridlines = yes,
            "headings" => page.headings = yes,
            _ => {}
        }
    }
}

fn paper(page: &mut Page, fits: bool, start: &BytesStart<'_>) {
    let mut fit = (1, 1);
    for (key, attribute) in attributes(start) {
        let text = value(&attribute);
        match key {
            "paperSize" => page.paper = text.parse().ok().filter(|size| *size > 0),
            "orientation" => {
                page.orientation = match text.as_ref() {
                    "portrait" => Some(Orientation::Portrait),
                    "landscape" => Some(Orientation::Landscape),
                    _ => None,
                }
            }
            "scale" => page.scale = text.parse().ok().filter(|scale| (10..=400).contains(scale)),
            "fitToWidth" => fit.0 = text.parse().unwrap_or(1).min(32_767),
            "fitToHeight" => fit.1 = text.parse().unwrap_or(1).min(32_767),
            "blackAndWhite" => page.black_and_white = is_true(&text),
            "draft" => page.draft = is_true(&text),
            "pageOrder" => page.across_first = text == "overThenDown",
            _ => {}
        }
    }
    page.fit = fits.then_some(fit);
}
