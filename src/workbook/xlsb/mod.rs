//! .xlsb: the parts of .xlsx as binary records.
//!
//! calamine gives neither number formats nor merges of it, and takes the sizes that a record claims on trust.

mod records;
mod sheet;
mod styles;

use super::dates::moved_from_1904;
use super::display::calendar_looks;
use super::meter::{Meter, megabytes};
use super::package::Package;
use super::tabs::tell_apart;
use super::xls::formula::{Layout, Tokens};
use super::xls::links::{Book, Context};
use super::xls::records::{u16_at, u32_at};
use super::xlsx::{Palette, RawStyles, properties, relations, relations_of};
use super::{CellRef, DefinedName, FileKind, Limits, ReadError, Sheet, Workbook};
use records::{Records, text};

const MAIN: &str = "xl/workbook.bin";

/// Reads the workbook that `package` holds.
pub(super) fn read(mut package: Package<'_>, limits: &Limits) -> Result<Workbook, ReadError> {
    let mut meter = Meter::new(limits);
    let root = relations(&mut package, "_rels/.rels")?;
    let related = relations(&mut package, &relations_of(MAIN))?;
    let mut book = globals(&mut package, &mut meter)?;
    // Formulas name a sheet by its number: each is to have a name of its own before they are read.
    let renamed = tell_apart(book.sheets.iter_mut().map(|sheet| &mut sheet.name));
    book.context.sheets = book.sheets.iter().map(|s| s.name.clone()).collect();

    let raw = match package.part("xl/styles.bin")? {
        Some(part) => styles::read(&mut Records::new(part))?,
        None => RawStyles::default(),
    };
    let mut palette = Palette::default();
    if raw.needs_theme()
        && let Some(mut part) = package.xml("xl/theme/theme1.xml")?
    {
        palette.read_theme(&mut part)?;
    }
    let looks = raw.resolve(&mut palette);
    let strings = strings(&mut package, limits)?;

    let (modified, properties) = properties(&mut package, &root)?;
    let mut workbook = Workbook {
        kind: FileKind::Xlsb,
        styles: looks.styles,
        modified,
        properties,
        not_carried: renamed,
        ..Workbook::default()
    };
    let dates_of_1904 = if book.date1904 { calendar_looks(&workbook.styles) } else { Vec::new() };
    let shared = sheet::Shared {
        strings: &strings,
        looks: &looks.of_index,
        dates_of_1904: &dates_of_1904,
        context: &book.context,
    };
    let mut places = Vec::new();
    for listed in &book.sheets {
        let relation = related.iter().find(|r| r.id == listed.relation);
        let Some(relation) = relation.filter(|r| r.kind == "worksheet") else {
            workbook.not_carried.push(format!("图表或宏工作表“{}”", listed.name));
            places.push(None);
            continue;
        };
        let Some(part) = package.part(&relation.target)? else {
            return Err(ReadError::Damaged(format!("缺少工作表“{}”的内容", listed.name)));
        };
        let mut sheet = Sheet { name: listed.name.clone(), hidden: listed.hidden, ..Sheet::default() };
        let left_behind = sheet::read(&mut Records::new(part), &shared, &mut meter, &mut sheet)?;
        workbook.not_carried.extend(left_behind.into_words(&sheet.name));
        places.push(Some(workbook.sheets.len()));
        workbook.sheets.push(sheet);
    }
    if workbook.sheets.is_empty() {
        return Err(ReadError::Damaged("没有工作表".into()));
    }
    workbook.not_carried.extend(moved_from_1904(&workbook.sheets, &dates_of_1904));
    workbook.defined_names = book.defined_names(&places);
    if related.iter().any(|r| r.kind == "vbaProject") {
        workbook.not_carried.push("宏".to_owned());
    }
    Ok(workbook)
}

/// What the workbook part says.
#[derive(Default)]
struct Globals {
    sheets: Vec<ListedSheet>,
    context: Context,
    date1904: bool,
    /// Of each defined name the sheet in which alone it is known, and its tokens.
    names: Vec<(u32, Vec<u8>)>,
}

struct ListedSheet {
    name: String,
    hidden: bool,
    relation: String,
}

impl Globals {
    fn defined_names(&self, places: &[Option<usize>]) -> Vec<DefinedName> {
        let named = self.context.names.iter().zip(&self.names);
        named
            // Functions newer than the format stand among the names.
            .filter(|(name, _)| !name.starts_with("_xlfn."))
            .filter_map(|(name, (sheet, tokens))| {
                let sheet = match sheet {
                    &u32::MAX => None,
                    listed => Some((*places.get(usize::try_from(*listed).ok()?)?)?),
                };
                let refers_to = Tokens::bare(Layout::Xlsb, tokens).text(&self.context, CellRef::default())?;
                Some(DefinedName { name: name.clone(), sheet, refers_to })
            })
            .collect()
    }
}

fn globals(package: &mut Package<'_>, meter: &mut Meter) -> Result<Globals, ReadError> {
    let mut book = Globals::default();
    let Some(part) = package.part(MAIN)? else {
        return Err(ReadError::Damaged("缺少工作簿目录".into()));
    };
    let mut records = Records::new(part);
    while let Some((kind, data)) = records.next()? {
        match kind {
            0x0099 => book.date1904 = u16_at(data, 0).is_some_and(|flags| flags & 1 != 0),
            0x009C => {
                if let Some(sheet) = listed_sheet(data) {
                    meter.sheet(book.sheets.len(), &sheet.name)?;
                    book.sheets.push(sheet);
                }
            }
            0x0027 => {
                if let (Some(sheet), Some((name, end))) = (u32_at(data, 5), text(data, 9))
                    && let Some(tokens) = Tokens::at(Layout::Xlsb, data, end)
                {
                    meter.entry(name.len() + tokens.bytes().len())?;
                    book.context.names.push(name);
                    book.names.push((sheet, tokens.bytes().to_vec()));
                }
            }
            // This workbook, functions of add-ins, and other workbooks, which formulas name by their number.
            0x0165 | 0x0166 | 0x029B => {
                meter.entry(0)?;
                book.context.books.push(Book::default());
            }
            0x0163 => {
                meter.entry(0)?;
                let path = Some((book.context.books.len() + 1).to_string());
                book.context.books.push(Book { path, ..Book::default() });
            }
            0x016A => {
                let links = data.get(4..).unwrap_or_default().chunks_exact(12);
                book.context.links.extend(links.map(|link| {
                    let word = |at| u16_at(link, at).unwrap_or_default();
                    (word(0), word(4), word(8))
                }));
            }
            _ => {}
        }
    }
    Ok(book)
}

fn listed_sheet(data: &[u8]) -> Option<ListedSheet> {
    let hidden = u32_at(data, 0)? != 0;
    let (relation, end) = text(data, 8)?;
    let (name, _) = text(data, end)?;
    Some(ListedSheet { name, hidden, relation })
}

fn strings(package: &mut Package<'_>, limits: &Limits) -> Result<Vec<String>, ReadError> {
    let Some(part) = package.part("xl/sharedStrings.bin")? else { return Ok(Vec::new()) };
    let mut records = Records::new(part);
    let mut strings = Vec::new();
    let mut bytes = 0_usize;
    while let Some((kind, data)) = records.next()? {
        if kind == 0x0013 {
            let string = text(data, 1).map(|(text, _)| text).unwrap_or_default();
            bytes = bytes.saturating_add(string.len());
            strings.push(string);
        }
        if bytes > limits.text_bytes || strings.len() > limits.cells.saturating_mul(2) {
            let bound = megabytes(limits.text_bytes as u64);
            return Err(ReadError::TooLarge(format!("共享文字超过 {bound}")));
        }
    }
    Ok(strings)
}
