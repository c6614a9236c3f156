//! Styles of OpenDocument: looks of cells, widths, heights, hidden sheets, by name.

use std::collections::{BTreeMap, HashMap};

use quick_xml::events::{BytesStart, Event};

use super::super::meter::one_more;
use super::super::xlsx::parse_rgb;
use super::super::xml::{Xml, attribute, element};
use super::super::{ReadError, Rgb, Style};
use super::formats::{Begun, Formats, is_data_style};
use super::pages::Pages;
use super::properties::{cell_properties, paragraph_properties, points, text_properties};

/// Everything that cells, rows, columns and sheets refer to by a style's name.
#[derive(Default)]
pub(super) struct Styles {
    formats: Formats,
    cells: HashMap<String, CellStyle>,
    /// The heights that someone set, in points.
    heights: BTreeMap<String, f64>,
    /// The widths, in digits.
    widths: BTreeMap<String, f64>,
    /// The sheets' styles that hide them.
    hidden: Vec<String>,
    /// The colours of sheets' tabs.
    tabs: BTreeMap<String, Rgb>,
    /// How sheets are printed.
    pub(super) pages: Pages,
    /// The looks that were used; the first is the plain one.
    pub(super) used: Vec<Style>,
    known: HashMap<Style, usize>,
}

#[derive(Default, Clone)]
struct CellStyle {
    look: Style,
    data_style: Option<String>,
    /// Index among the looks that were used, once it was.
    index: Option<usize>,
}

/// What a style is for.
#[derive(Clone, Copy, PartialEq)]
enum Family {
    Cell,
    Row,
    Column,
    Table,
    Other,
}

impl Styles {
    /// No styles but the plain look.
    pub(super) fn new() -> Self {
        let plain = Style::default();
        Self { used: vec![plain.clone()], known: HashMap::from([(plain, 0)]), ..Self::default() }
    }

    /// Reads styles up to the end of the element that holds them, or up to the end of the part.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>, until: &str) -> Result<(), ReadError> {
        let mut family = Family::Other;
        let mut name = String::new();
        let mut cell = CellStyle::default();
        loop {
            let event = xml.next()?;
            let mut data_style = None;
            let mut master = None;
            if let Some((start, empty)) = element(&event) {
                match start.local_name().as_ref() {
                    "style" | "default-style" => {
                        one_more(self.cells.len().max(self.heights.len()).max(self.widths.len()))?;
                        name = attribute(start, "name").unwrap_or_default().into_owned();
                        family = family_of(start);
                        if family == Family::Table {
                            self.pages.style(&name, start)?;
                        }
                        let parent = attribute(start, "parent-style-name").unwrap_or_default();
                        cell = self
                            .cells
                            .get(parent.as_ref())
                            .or_else(|| self.cells.get(""))
                            .cloned()
                            .unwrap_or_default();
                        if let Some(data_style) = attribute(start, "data-style-name") {
                            cell.data_style = Some(data_style.into_owned());
                        }
                        if empty && family == Family::Cell {
                            self.cells.insert(name.clone(), cell.clone());
                        }
                    }
                    "page-layout" => {
                        family = Family::Other;
                        name = attribute(start, "name").unwrap_or_default().into_owned();
                    }
                    "page-layout-properties" => self.pages.layout(&name, start)?,
                    "master-page" if !empty => {
                        let of = |key| attribute(start, key).unwrap_or_default().into_owned();
                        master = Some((of("name"), of("page-layout-name")));
                    }
                    "table-cell-properties" if family == Family::Cell => {
                        cell_properties(&mut cell.look, start);
                    }
                    "paragraph-properties" if family == Family::Cell => {
                        paragraph_properties(&mut cell.look, start);
                    }
                    "text-properties" if family == Family::Cell => text_properties(&mut cell.look, start),
                    "table-row-properties" if family == Family::Row => {
                        let optimal = attribute(start, "use-optimal-row-height").is_some_and(|v| v == "true");
                        let height = attribute(start, "row-height").and_then(|text| points(&text));
                        if let Some(height) = height.filter(|_| !optimal) {
                            self.heights.insert(name.clone(), height);
                        }
                    }
                    "table-column-properties" if family == Family::Column => {
                        if let Some(width) = attribute(start, "column-width").and_then(|text| points(&text)) {
                            // Cells that name no font get 宋体 11, of which a digit is 8 pixels of 96 to an inch wide.
                            let digits = width / 72.0 * 96.0 / 8.0;
                            self.widths.insert(name.clone(), (digits * 100.0).round() / 100.0);
                        }
                    }
                    "table-properties" if family == Family::Table => {
                        one_more(self.hidden.len().max(self.tabs.len()))?;
                        if attribute(start, "display").is_some_and(|display| display == "false") {
                            self.hidden.push(name.clone());
                        }
                        if let Some(color) = attribute(start, "tab-color").and_then(|c| parse_rgb(&c)) {
                            self.tabs.insert(name.clone(), color);
                        }
                    }
                    kind if is_data_style(kind) && !empty => {
                        data_style = Some(Begun::of(start));
                    }
                    _ => {}
                }
            }
            match &event {
                Event::End(end) => match end.local_name().as_ref() {
                    "style" | "default-style" if family == Family::Cell => {
                        self.cells.insert(std::mem::take(&mut name), std::mem::take(&mut cell));
                    }
                    ended if ended == until => return Ok(()),
                    _ => {}
                },
                Event::Eof => return Ok(()),
                _ => {}
            }
            if let Some((name, layout)) = master {
                self.pages.master(xml, name, layout)?;
            }
            if let Some(begun) = data_style {
                self.formats.read(xml, begun)?;
            }
        }
    }

    /// The index of a cell style's look.
    pub(super) fn look(&mut self, name: &str) -> usize {
        let Some(style) = self.cells.get_mut(name) else { return 0 };
        if let Some(index) = style.index {
            return index;
        }
        let mut look = style.look.clone();
        let code = style.data_style.as_deref().and_then(|name| self.formats.code(name));
        code.filter(|code| *code != "General").unwrap_or_default().clone_into(&mut look.number_format);
        let used = &mut self.used;
        let index = *self.known.entry(look).or_insert_with_key(|look| {
            used.push(look.clone());
            used.len() - 1
        });
        style.index = Some(index);
        index
    }

    /// The height that a row's style sets, in points.
    pub(super) fn height(&self, name: &str) -> Option<f64> {
        self.heights.get(name).copied()
    }

    /// The width that a column's style sets, in digits.
    pub(super) fn width(&self, name: &str) -> Option<f64> {
        self.widths.get(name).copied()
    }

    /// The colour that a sheet's style gives its tab.
    pub(super) fn tab_color(&self, name: &str) -> Option<Rgb> {
        self.tabs.get(name).copied()
    }

    /// Whether a sheet's style hides it.
    pub(super) fn hides(&self, name: &str) -> bool {
        self.hidden.iter().any(|hidden| hidden == name)
    }
}

fn family_of(start: &BytesStart<'_>) -> Family {
    match attribute(start, "family").as_deref() {
        Some("table-cell") => Family::Cell,
        Some("table-row") => Family::Row,
        Some("table-column") => Family::Column,
        Some("table") => Family::Table,
        _ => Family::Other,
    }
}
