//! Structured references (`明细表[金额]`, `明细表[@金额]`) put as ordinary ones: a corrected workbook has no tables, and a
//! formula that names one would be damage to Excel.

use super::super::meter::Meter;
use super::super::{CellRange, CellRef, ReadError, Workbook};
use super::tables::{Rows, Table, Tables};

/// Puts the structured references of all formulas and names as ordinary ones, as far as the tables tell what they are.
pub(super) fn resolve(workbook: &mut Workbook, tables: &Tables, meter: &mut Meter) -> Result<(), ReadError> {
    if tables.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = workbook.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    for (index, sheet) in workbook.sheets.iter_mut().enumerate() {
        for (&at, cell) in &mut sheet.cells {
            let Some(formula) = &mut cell.formula else { continue };
            let place = Place { tables, names: &names, own: Some((index, at)) };
            if let Some(plain) = place.plain(formula) {
                meter.entry(plain.len())?;
                sheet.respelled.insert(at, std::mem::replace(formula, plain));
            }
        }
    }
    let mut respelled = Vec::new();
    for name in &mut workbook.defined_names {
        let place = Place { tables, names: &names, own: None };
        if let Some(plain) = place.plain(&name.refers_to) {
            meter.entry(plain.len())?;
            name.refers_to = plain;
            respelled.push(format!("名称“{}”中的表格引用（改为单元格区域）", name.name));
        }
    }
    workbook.not_carried.append(&mut respelled);
    Ok(())
}

/// Where a formula stands, and what it may name.
struct Place<'t> {
    tables: &'t Tables,
    /// The sheets' names.
    names: &'t [String],
    /// Its cell, if it is a cell's.
    own: Option<(usize, CellRef)>,
}

impl Place<'_> {
    /// The formula with every structured reference that can be told put as an ordinary one; `None` where there is none.
    fn plain(&self, formula: &str) -> Option<String> {
        let mut plain = String::new();
        let mut done = 0;
        let mut at = 0;
        while let Some(c) = formula.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = &formula[at..];
            at += match c {
                '"' | '\'' => quoted(rest, c),
                _ if c == '[' || is_name_start(c) => {
                    let name = name(rest);
                    let (specifier, length) = match rest[name.len()..].strip_prefix('[') {
                        Some(inside) => {
                            let Some(inside) = bracketed(inside) else { break };
                            (Some(inside), name.len() + inside.len() + 2)
                        }
                        None => (None, name.len()),
                    };
                    let next = rest[length..].chars().next();
                    // The name of a sheet, a function or a column, or of what another workbook has.
                    let is_other = formula[..at].ends_with(['!', ':', '$', ']'])
                        || next.is_some_and(|c| "(![:$".contains(c) || is_name(c));
                    let reference = if is_other { None } else { self.reference(name, specifier) };
                    if let Some(reference) = reference {
                        plain.push_str(&formula[done..at]);
                        plain.push_str(&reference);
                        done = at + length;
                    }
                    length
                }
                _ if is_name(c) => {
                    // The end of a number or of an address is no name.
                    rest.find(|c| !is_name(c)).unwrap_or(rest.len())
                }
                c => c.len_utf8(),
            };
        }
        if done == 0 {
            return None;
        }
        plain.push_str(&formula[done..]);
        Some(plain)
    }

    /// The cells that a table's name and what stands in brackets after it mean.
    fn reference(&self, name: &str, specifier: Option<&str>) -> Option<String> {
        let table = self.tables.named(name)?;
        let wanted = Wanted::of(specifier.unwrap_or_default())?;
        let (left, right) = match &wanted.columns {
            None => table.width()?,
            Some((first, last)) => {
                let (first, last) = (table.column(first)?, table.column(last)?);
                (first.min(last), first.max(last))
            }
        };
        let (top, bottom) = self.rows(table, &wanted)?;
        let prefix = match self.own {
            Some((sheet, _)) if sheet == table.sheet => String::new(),
            _ => format!("'{}'!", self.names.get(table.sheet)?.replace('\'', "''")),
        };
        let row_sign = if wanted.this_row { "" } else { "$" };
        let corner = |row: u32, col| format!("${}{row_sign}{}", CellRef::column_letters(col), row + 1);
        let range = CellRange::new(CellRef::new(top, left), CellRef::new(bottom, right));
        let (first, last) = (corner(range.first.row, left), corner(range.last.row, right));
        Some(if range.first == range.last {
            format!("{prefix}{first}")
        } else {
            format!("{prefix}{first}:{last}")
        })
    }

    fn rows(&self, table: &Table, wanted: &Wanted) -> Option<(u32, u32)> {
        if wanted.this_row {
            let (sheet, at) = self.own?;
            let (first, last) = table.rows(Rows::Data)?;
            return (sheet == table.sheet && (first..=last).contains(&at.row)).then_some((at.row, at.row));
        }
        if wanted.all {
            let parts = [Rows::Headers, Rows::Data, Rows::Totals];
            let mut found = parts.into_iter().filter_map(|rows| table.rows(rows));
            let first = found.next()?;
            return Some((first.0, found.next_back().unwrap_or(first).1));
        }
        let mut found = wanted.rows.iter().map(|rows| table.rows(*rows));
        let first = found.next().unwrap_or_else(|| table.rows(Rows::Data))?;
        found.try_fold(first, |(top, bottom), rows| {
            let (from, to) = rows?;
            // What lies between headers and totals is data.
            (bottom.checked_add(1) == Some(from)).then_some((top, to))
        })
    }
}

/// What stands in the brackets of a structured reference.
#[derive(Debug, Default, PartialEq)]
struct Wanted {
    all: bool,
    this_row: bool,
    /// From the top to the bottom, each once.
    rows: Vec<Rows>,
    /// The first and the last column; all where none is named.
    columns: Option<(String, String)>,
}

impl Wanted {
    fn of(specifier: &str) -> Option<Self> {
        let mut wanted = Self::default();
        let specifier = specifier.trim();
        let rest = match specifier.strip_prefix('@') {
            Some(rest) => {
                wanted.this_row = true;
                rest.trim()
            }
            None => specifier,
        };
        if !rest.starts_with('[') {
            if !rest.is_empty() {
                wanted.take(rest)?;
            }
            return Some(wanted);
        }
        let mut rest = rest;
        loop {
            let first = bracketed(rest.strip_prefix('[')?)?;
            rest = rest.get(first.len() + 2..)?.trim_start();
            if let Some(after) = rest.strip_prefix(':') {
                let last = bracketed(after.trim_start().strip_prefix('[')?)?;
                rest = after.trim_start().get(last.len() + 2..)?.trim_start();
                wanted.columns(first, last)?;
            } else {
                wanted.take(first)?;
            }
            match rest.strip_prefix(',') {
                Some(after) => rest = after.trim_start(),
                None if rest.is_empty() => break,
                None => return None,
            }
        }
        wanted.rows.sort_unstable();
        wanted.rows.dedup();
        Some(wanted)
    }

    /// A keyword (`#Totals`) or a column.
    fn take(&mut self, item: &str) -> Option<()> {
        let Some(keyword) = item.trim().strip_prefix('#') else { return self.columns(item, item) };
        match keyword.trim().to_ascii_lowercase().as_str() {
            "all" => self.all = true,
            "data" => self.rows.push(Rows::Data),
            "headers" => self.rows.push(Rows::Headers),
            "totals" => self.rows.push(Rows::Totals),
            "this row" => self.this_row = true,
            _ => return None,
        }
        Some(())
    }

    fn columns(&mut self, first: &str, last: &str) -> Option<()> {
        if self.columns.is_some() {
            return None;
        }
        self.columns = Some((unescaped(first), unescaped(last)));
        Some(())
    }
}

/// A column's name without the apostrophes before brackets and the like.
fn unescaped(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut characters = name.chars();
    while let Some(c) = characters.next() {
        plain.push(if c == '\'' { characters.next().unwrap_or(c) } else { c });
    }
    plain
}

/// How long the text or sheet's name in quotes is with which `rest` begins. (A quote that is doubled ends one and begins
/// the next.)
fn quoted(rest: &str, quote: char) -> usize {
    rest.get(1..).and_then(|inside| inside.find(quote)).map_or(rest.len(), |end| end + 2)
}

/// What stands before the bracket that closes one already open; `None` where none does.
fn bracketed(inside: &str) -> Option<&str> {
    let mut depth = 1_usize;
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\'' => escaped = true,
            '[' => depth += 1,
            ']' => {
                depth -= 1;
                if depth == 0 {
                    return inside.get(..at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The name with which `rest` begins; nothing where it begins with a bracket.
fn name(rest: &str) -> &str {
    &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())]
}

fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '_' | '\\')
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '\\' | '.' | '?')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::Limits;
    use crate::workbook::xml::Xml;

    fn tables() -> Tables {
        let xml = "<table name='t' displayName='明细表' ref='A1:C5' totalsRowCount='1'><tableColumns>\
                   <tableColumn name='项目'/><tableColumn name='金额'/><tableColumn name='单价[元]'/></tableColumns></table>";
        let mut meter = Meter::new(&Limits::default());
        let mut table = Table::read(&mut Xml::whole(xml.as_bytes(), 100), &mut meter).unwrap().unwrap();
        table.sheet = 1;
        let mut tables = Tables::default();
        tables.add(table).unwrap();
        tables
    }

    fn plain(formula: &str, own: (usize, &str)) -> Option<String> {
        let names = ["自评表".to_owned(), "明细".to_owned()];
        Place { tables: &tables(), names: &names, own: Some((own.0, own.1.parse().unwrap())) }.plain(formula)
    }

    #[test]
    fn each_form_of_reference_names_its_cells() {
        for (formula, cells) in [
            ("SUM(明细表[金额])", "SUM('明细'!$B$2:$B$4)"),
            ("明细表[[#Totals],[金额]]", "'明细'!$B$5"),
            ("ROWS(明细表[#All])", "ROWS('明细'!$A$1:$C$5)"),
            ("COUNTA(明细表[[项目]:[金额]])", "COUNTA('明细'!$A$2:$B$4)"),
            ("明细表[[#Headers],[单价'[元']]]", "'明细'!$C$1"),
            ("SUM(明细表[[#Data],[#Totals],[金额]])/2", "SUM('明细'!$B$2:$B$5)/2"),
            ("ROWS(明细表[])+ROWS(明细表)", "ROWS('明细'!$A$2:$C$4)+ROWS('明细'!$A$2:$C$4)"),
            ("\"明细表[金额]\"&MAX(明细表[金额])", "\"明细表[金额]\"&MAX('明细'!$B$2:$B$4)"),
        ] {
            let found = plain(formula, (0, "C6")).unwrap_or_else(|| "?".to_owned());
            assert_eq!(found, cells, "{formula}");
        }
    }

    #[test]
    fn this_row_is_the_formulas_own() {
        assert_eq!(plain("明细表[@金额]*2", (1, "C3")).as_deref(), Some("$B3*2"));
        assert_eq!(plain("明细表[[#This Row],[金额]]", (1, "E4")).as_deref(), Some("$B4"));
        assert_eq!(plain("SUM(明细表[@[项目]:[金额]])", (1, "C2")).as_deref(), Some("SUM($A2:$B2)"));
        // Excel gives #VALUE! there.
        assert_eq!(plain("明细表[@金额]", (1, "E5")), None);
        assert_eq!(plain("明细表[@金额]", (0, "E3")), None);
    }

    #[test]
    fn what_names_no_table_stays() {
        for formula in [
            "SUM([1]明细!A1:A3)",
            "'D:\\[明细表.xlsx]明细'!A1",
            "SUM(别的表[金额])",
            "SUM(明细表[没有])",
            "明细表(1)",
            "明细表!A1",
            "明细表[金额",
            "[1]!明细表[金额]",
            "A1+Sheet1!B2",
        ] {
            assert_eq!(plain(formula, (0, "C6")), None, "{formula}");
        }
    }

    #[test]
    fn a_table_of_headers_alone_has_no_data() {
        let mut meter = Meter::new(&Limits::default());
        for part in [
            "<table displayName='空' ref='A1:B1'><tableColumn name='x'/></table>",
            "<table displayName='空' ref='A1:B2' headerRowCount='4294967295'><tableColumn name='x'/></table>",
            "<table displayName='空' ref='A1:B2' totalsRowCount='9'><tableColumn name='x'/></table>",
        ] {
            let table = Table::read(&mut Xml::whole(part.as_bytes(), 100), &mut meter).unwrap().unwrap();
            assert_eq!(table.rows(Rows::Data), None, "{part}");
        }
    }
}
