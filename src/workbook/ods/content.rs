//! The content of an OpenDocument spreadsheet, in one pass: its sheets, and the names that stand beside them.

use quick_xml::events::Event;

use super::super::meter::Meter;
use super::super::tabs::tell_apart;
use super::super::xlsx::COMMENT;
use super::super::xml::{Xml, attribute};
use super::super::{ReadError, Workbook};
use super::names::{defined_name, print_areas};
use super::sheet::Pass;
use super::styles::Styles;

/// Reads the content part into `workbook`.
pub(super) fn read(
    xml: &mut Xml<'_>,
    styles: &mut Styles,
    meter: &mut Meter,
    workbook: &mut Workbook,
) -> Result<(), ReadError> {
    let mut pass: Option<Pass> = None;
    let mut left_behind = Vec::new();
    loop {
        let event = xml.next()?;
        let empty = matches!(event, Event::Empty(_));
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                let name = start.local_name();
                match (name.as_ref(), &mut pass) {
                    ("automatic-styles", None) if !empty => styles.read(xml, "automatic-styles")?,
                    ("table", None) if !empty => {
                        let begun = Pass::begin(start, styles);
                        meter.sheet(workbook.sheets.len(), &begun.sheet.name)?;
                        let areas = print_areas(start, workbook.sheets.len());
                        if let Some(areas) = areas {
                            meter.entry(areas.refers_to.len())?;
                            workbook.defined_names.push(areas);
                        }
                        pass = Some(begun);
                    }
                    // What was deleted under change tracking, and sources that cells were filled from, are no cells.
                    ("tracked-changes" | "table-source" | "scenario" | "forms" | "dde-links", _)
                        if !empty =>
                    {
                        xml.skip()?;
                    }
                    ("named-range" | "named-expression", _) => {
                        let sheet = pass.as_ref().map(|_| workbook.sheets.len());
                        let name = defined_name(start, sheet);
                        meter.entry(name.name.len() + name.refers_to.len())?;
                        workbook.defined_names.push(name);
                    }
                    ("annotation", Some(pass)) if !empty && !meter.keeps_comment() => {
                        pass.left_behind.count(COMMENT);
                        xml.skip()?;
                    }
                    ("annotation", Some(pass)) if !empty => {
                        let visible = attribute(start, "display").is_some_and(|display| display == "true");
                        pass.comment(xml, meter, visible)?;
                    }
                    (
                        "frame" | "custom-shape" | "rect" | "line" | "ellipse" | "control" | "g",
                        Some(pass),
                    ) => {
                        pass.left_behind.count(if name.as_ref() == "frame" {
                            "图片或图表"
                        } else {
                            "图形或文本框"
                        });
                        if !empty {
                            xml.skip()?;
                        }
                    }
                    (name, Some(pass)) => pass.element(name, start, empty, styles, meter)?,
                    _ => {}
                }
            }
            Event::End(end) => match (end.local_name().as_ref(), &mut pass) {
                ("table", Some(_)) => {
                    if let Some(pass) = pass.take() {
                        left_behind.push(pass.finish(workbook, meter)?);
                    }
                }
                (name, Some(pass)) => pass.ended(name, meter)?,
                _ => {}
            },
            Event::Eof => break,
            _ => {
                if let Some(pass) = &mut pass {
                    pass.text(&event)?;
                }
            }
        }
    }
    let Workbook { sheets, not_carried, .. } = workbook;
    not_carried.extend(tell_apart(sheets.iter_mut().map(|sheet| &mut sheet.name)));
    for (sheet, left_behind) in sheets.iter().zip(left_behind) {
        not_carried.extend(left_behind.into_words(&sheet.name));
    }
    Ok(())
}
