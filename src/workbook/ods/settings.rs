//! How a workbook was looked at last: here, the rows and columns of each sheet that stay in sight.

use super::super::panes::first_that_scrolls;
use super::super::view::zoom;
use super::super::xml::{Xml, attribute, element};
use super::super::{ReadError, Workbook};
use quick_xml::events::Event;

/// The mode of a split whose one side does not scroll.
const FROZEN: u32 = 2;

/// What is said of one sheet.
#[derive(Default)]
struct View {
    sheet: String,
    columns: Split,
    rows: Split,
    zoom: u16,
    hides_gridlines: bool,
}

#[derive(Default)]
struct Split {
    mode: u32,
    position: u32,
}

impl Split {
    fn frozen(&self) -> u32 {
        if self.mode == FROZEN { self.position } else { 0 }
    }
}

impl View {
    fn item(&mut self, name: &str, text: &str) {
        let slot = match name {
            "HorizontalSplitMode" => &mut self.columns.mode,
            "HorizontalSplitPosition" => &mut self.columns.position,
            "VerticalSplitMode" => &mut self.rows.mode,
            "VerticalSplitPosition" => &mut self.rows.position,
            "ZoomValue" => {
                self.zoom = zoom(text).filter(|percent| *percent != 100).unwrap_or(0);
                return;
            }
            "ShowGrid" => {
                self.hides_gridlines = text.trim() == "false";
                return;
            }
            _ => return,
        };
        *slot = text.trim().parse().unwrap_or(0);
    }

    fn show(&self, workbook: &mut Workbook) {
        let own = workbook.sheets.iter_mut().find(|sheet| sheet.name == self.sheet);
        if let Some(sheet) = own {
            sheet.frozen = first_that_scrolls(self.rows.frozen(), self.columns.frozen());
            sheet.view.zoom = self.zoom;
            sheet.view.hides_gridlines = self.hides_gridlines;
        }
    }
}

/// Reads the part into the sheets, which have their cells already.
pub(super) fn read(xml: &mut Xml<'_>, workbook: &mut Workbook) -> Result<(), ReadError> {
    let mut in_tables = false;
    // The sheets that a file lists are no more than it has; what is said beyond is not looked at.
    let mut left = workbook.sheets.len();
    let mut view = View::default();
    loop {
        let event = xml.next()?;
        let mut item = None;
        match &event {
            Event::Eof => return Ok(()),
            Event::End(end) => match end.local_name().as_ref() {
                "config-item-map-named" => in_tables = false,
                "config-item-map-entry" if in_tables => {
                    if let Some(still) = left.checked_sub(1) {
                        left = still;
                        std::mem::take(&mut view).show(workbook);
                    }
                }
                _ => {}
            },
            event => {
                if let Some((start, false)) = element(event) {
                    let name = || attribute(start, "name").unwrap_or_default().into_owned();
                    match start.local_name().as_ref() {
                        "config-item-map-named" => in_tables = name() == "Tables",
                        "config-item-map-entry" if in_tables => {
                            view = View { sheet: name(), ..View::default() };
                        }
                        "config-item" if in_tables => item = Some(name()),
                        _ => {}
                    }
                }
            }
        }
        if let Some(name) = item {
            let mut text = String::new();
            xml.text_into(&mut text)?;
            view.item(&name, &text);
        }
    }
}
