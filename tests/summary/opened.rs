//! The summary as someone who opens it finds it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};

/// The values of a sheet's cells, by row and column.
pub(crate) type Cells = BTreeMap<(u32, u32), Data>;

/// A range's cell on its sheet.
fn moved((row, col): (u32, u32), down: usize, right: usize) -> (u32, u32) {
    (row + u32::try_from(down).unwrap(), col + u32::try_from(right).unwrap())
}

/// An opened summary.
pub(crate) struct Opened {
    bytes: Vec<u8>,
    /// The sheets in their order.
    pub(crate) sheets: Vec<(String, Cells)>,
    formulas: BTreeMap<(String, u32, u32), String>,
}

impl Opened {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.clone())).unwrap();
        let mut sheets = Vec::new();
        let mut formulas = BTreeMap::new();
        for name in workbook.sheet_names() {
            let values = workbook.worksheet_range(&name).unwrap();
            let (row, col) = values.start().unwrap_or_default();
            let cells = values.used_cells().map(|(r, c, v)| (moved((row, col), r, c), v.clone())).collect();
            let range = workbook.worksheet_formula(&name).unwrap();
            let (row, col) = range.start().unwrap_or_default();
            for (r, c, formula) in range.used_cells() {
                let (row, col) = moved((row, col), r, c);
                formulas.insert((name.clone(), row, col), formula.clone());
            }
            sheets.push((name, cells));
        }
        Self { bytes, sheets, formulas }
    }

    pub(crate) fn sheet_names(&self) -> Vec<&str> {
        self.sheets.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// What a cell shows: its text, its number, or what its formula computed.
    pub(crate) fn value(&self, sheet: &str, cell: &str) -> String {
        let at: ziping::workbook::CellRef = cell.parse().unwrap();
        let cells = &self.sheets.iter().find(|(name, _)| name == sheet).unwrap().1;
        cells.get(&(at.row, at.col)).map(ToString::to_string).unwrap_or_default()
    }

    /// Whether a cell is stored as text, whatever it looks like.
    pub(crate) fn is_text(&self, sheet: &str, cell: &str) -> bool {
        let at: ziping::workbook::CellRef = cell.parse().unwrap();
        let cells = &self.sheets.iter().find(|(name, _)| name == sheet).unwrap().1;
        matches!(cells.get(&(at.row, at.col)), Some(Data::String(_)))
    }

    pub(crate) fn number(&self, sheet: &str, cell: &str) -> f64 {
        self.value(sheet, cell).parse().unwrap()
    }

    pub(crate) fn formula(&self, sheet: &str, cell: &str) -> &str {
        let at: ziping::workbook::CellRef = cell.parse().unwrap();
        self.formulas.get(&(sheet.to_owned(), at.row, at.col)).map_or("", String::as_str)
    }

    /// The texts of a column below the headings, `A` being the first.
    pub(crate) fn column(&self, sheet: &str, heading: &str) -> Vec<String> {
        let cells = &self.sheets.iter().find(|(name, _)| name == sheet).unwrap().1;
        let (&(row, col), _) =
            cells.iter().find(|(_, value)| matches!(value, Data::String(text) if text == heading)).unwrap();
        let last = cells.keys().map(|&(row, _)| row).max().unwrap();
        (row + 1..=last)
            .map(|row| cells.get(&(row, col)).map(ToString::to_string).unwrap_or_default())
            .collect()
    }

    /// A part of the package, as text.
    pub(crate) fn part(&self, name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(&self.bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// The XML of a sheet.
    pub(crate) fn xml(&self, sheet: &str) -> String {
        let number = self.sheets.iter().position(|(name, _)| name == sheet).unwrap() + 1;
        self.part(&format!("xl/worksheets/sheet{number}.xml"))
    }

    pub(crate) fn part_names(&self) -> Vec<String> {
        let archive = zip::ZipArchive::new(Cursor::new(&self.bytes)).unwrap();
        archive.file_names().map(|name| name.unwrap().into_owned()).collect()
    }

    /// Every cell of every sheet, one a line, formulas with what they computed.
    pub(crate) fn listing(&self) -> String {
        let mut out = String::new();
        for (name, cells) in &self.sheets {
            writeln!(out, "== {name}").unwrap();
            for (&(row, col), value) in cells {
                let cell = ziping::workbook::CellRef::new(row, col);
                let value = value.to_string().replace('\n', "⏎");
                match self.formulas.get(&(name.clone(), row, col)) {
                    Some(formula) => writeln!(out, "{cell}  {value}  ={formula}").unwrap(),
                    None if value.is_empty() => {}
                    None => writeln!(out, "{cell}  {value}").unwrap(),
                }
            }
        }
        out
    }
}
