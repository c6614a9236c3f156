//! The globals of a .xls workbook: its sheets, texts, looks, and what formulas refer to.

use std::collections::BTreeSet;

use super::super::meter::{Meter, megabytes};
use super::super::tabs::tell_apart;
use super::super::{DefinedName, Limits, ReadError};
use super::formula::{Layout, Tokens};
use super::links::{Book, Context};
use super::records::{Coding, Record, Records, Segments, characters, short, u16_at, u32_at};
use super::styles::RawStyles;
use crate::workbook::CellRef;

/// What the globals say.
pub(super) struct Globals {
    pub(super) sheets: Vec<ListedSheet>,
    pub(super) strings: Vec<String>,
    /// The numbers of those whose parts look different.
    pub(super) rich: BTreeSet<usize>,
    pub(super) styles: RawStyles,
    pub(super) context: Context,
    pub(super) coding: Coding,
    pub(super) date1904: bool,
    /// The sheets whose names are not those of the file, in words.
    pub(super) renamed: Vec<String>,
    names: Vec<RawName>,
}

/// A sheet as the globals list it.
pub(super) struct ListedSheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) very_hidden: bool,
    pub(super) is_worksheet: bool,
    /// Where its records begin in the stream.
    pub(super) at: usize,
}

struct RawName {
    sheet: u16,
    tokens: Vec<u8>,
}

impl Globals {
    /// Reads the globals at the beginning of the workbook stream.
    pub(super) fn read(stream: &[u8], limits: &Limits, meter: &mut Meter) -> Result<Self, ReadError> {
        let mut globals = Self {
            sheets: Vec::new(),
            strings: Vec::new(),
            rich: BTreeSet::new(),
            styles: RawStyles::default(),
            context: Context::default(),
            coding: Coding::Unicode,
            date1904: false,
            renamed: Vec::new(),
            names: Vec::new(),
        };
        let mut records = Records::new(stream, 0);
        let Some(first) = records.next().filter(|first| first.kind == 0x0809) else {
            return Err(ReadError::Damaged("缺少工作簿开头".into()));
        };
        if u16_at(first.data, 0) != Some(0x0600) {
            globals.coding = Coding::CodePage(936);
        }
        while let Some(record) = records.next() {
            match record.kind {
                0x000A => break,
                0x002F => return Err(ReadError::Encrypted),
                0x00FC => {
                    let segments = records.with_continuations(record);
                    (globals.strings, globals.rich) = shared_strings(segments, limits)?;
                }
                _ => globals.record(record, meter)?,
            }
        }
        if globals.sheets.is_empty() {
            return Err(ReadError::Damaged("没有工作表".into()));
        }
        // Formulas name a sheet by its number: each is to have a name of its own before they are read.
        globals.renamed = tell_apart(globals.sheets.iter_mut().map(|sheet| &mut sheet.name));
        globals.context.sheets = globals.sheets.iter().map(|s| s.name.clone()).collect();
        Ok(globals)
    }

    fn record(&mut self, record: Record<'_>, meter: &mut Meter) -> Result<(), ReadError> {
        let data = record.data;
        match record.kind {
            0x0022 => self.date1904 = u16_at(data, 0) == Some(1),
            0x0042 => {
                if let (Coding::CodePage(_), Some(page)) = (self.coding, u16_at(data, 0)) {
                    self.coding = Coding::CodePage(page);
                }
            }
            0x0085 => {
                let sheet = self.sheet(data).ok_or_else(|| short("工作表目录"))?;
                meter.sheet(self.sheets.len(), &sheet.name)?;
                self.sheets.push(sheet);
            }
            0x0017 if self.coding == Coding::Unicode => {
                let links = data.get(2..).unwrap_or_default().chunks_exact(6);
                self.context.links.extend(links.map(|link| {
                    let word = |at| u16_at(link, at).unwrap_or_default();
                    (word(0), word(2), word(4))
                }));
            }
            0x01AE => {
                let book = linked_book(data);
                for sheet in &book.sheets {
                    meter.entry(sheet.len())?;
                }
                meter.entry(book.path.as_ref().map_or(0, String::len))?;
                self.context.books.push(book);
            }
            0x0023 => {
                if let (Some(book), Some((name, _))) =
                    (self.context.books.last_mut(), self.coding.text(data, 6, 1))
                {
                    meter.entry(name.len())?;
                    book.names.push(name);
                }
            }
            0x0018 if self.coding == Coding::Unicode => {
                if let Some((name, raw)) = defined_name(data) {
                    meter.entry(name.len() + raw.tokens.len())?;
                    self.context.names.push(name);
                    self.names.push(raw);
                }
            }
            _ => self.styles.take(record, self.coding)?,
        }
        Ok(())
    }

    fn sheet(&self, data: &[u8]) -> Option<ListedSheet> {
        let (name, _) = self.coding.text(data, 6, 1)?;
        Some(ListedSheet {
            name,
            hidden: data.get(4)? & 3 != 0,
            very_hidden: data.get(4)? & 3 == 2,
            is_worksheet: *data.get(5)? == 0,
            at: usize::try_from(u32_at(data, 0)?).ok()?,
        })
    }

    /// The defined names, with sheets numbered as in `places`.
    pub(super) fn defined_names(&self, places: &[Option<usize>]) -> Vec<DefinedName> {
        let named = self.context.names.iter().zip(&self.names);
        named
            // Functions newer than the format stand among the names.
            .filter(|(name, _)| !name.starts_with("_xlfn."))
            .filter_map(|(name, raw)| {
                let sheet = match usize::from(raw.sheet).checked_sub(1) {
                    Some(listed) => Some((*places.get(listed)?)?),
                    None => None,
                };
                let refers_to =
                    Tokens::bare(Layout::Xls, &raw.tokens).text(&self.context, CellRef::default())?;
                Some(DefinedName { name: name.clone(), sheet, refers_to })
            })
            .collect()
    }
}

/// The texts that cells share, and the numbers of those whose parts look different.
fn shared_strings(
    mut segments: Segments<'_>,
    limits: &Limits,
) -> Result<(Vec<String>, BTreeSet<usize>), ReadError> {
    // The counts may lie; the strings end where the records end.
    let (Some(_), Some(_)) = (segments.u32(), segments.u32()) else { return Err(short("文字")) };
    let (mut strings, mut rich) = (Vec::new(), BTreeSet::new());
    let mut bytes = 0_usize;
    while let Some((text, runs)) = segments.text_and_runs() {
        bytes = bytes.saturating_add(text.len());
        if bytes > limits.text_bytes || strings.len() > limits.cells.saturating_mul(2) {
            return Err(ReadError::TooLarge(format!("文字超过 {}", megabytes(limits.text_bytes as u64))));
        }
        if runs > 0 {
            rich.insert(strings.len());
        }
        strings.push(text);
    }
    Ok((strings, rich))
}

/// A workbook that references go to: this one, one of add-in functions, or one elsewhere.
fn linked_book(data: &[u8]) -> Book {
    let kind = u16_at(data, 2);
    let mut book = Book::default();
    if data.len() <= 4 || kind == Some(0x0401) || kind == Some(0x3A01) {
        return book;
    }
    // LibreOffice puts a byte before the path. A workbook whose path cannot be read is still another one.
    let path = Coding::Unicode.text(data, 2, 2).or_else(|| Coding::Unicode.text(data, 3, 2));
    let Some((path, mut at)) = path else {
        book.path = Some(String::new());
        return book;
    };
    // Control characters stand for steps of the path.
    let path: String = path
        .chars()
        .filter_map(|c| match c {
            '\u{3}' => Some('\\'),
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect();
    book.path = Some(path);
    for _ in 0..u16_at(data, 0).unwrap_or_default() {
        let Some((name, end)) = Coding::Unicode.text(data, at, 2) else { break };
        book.sheets.push(name);
        at = end;
    }
    book
}

fn defined_name(data: &[u8]) -> Option<(String, RawName)> {
    let built_in = u16_at(data, 0)? & 0x20 != 0;
    let length = usize::from(*data.get(3)?);
    let (name, end) = characters(data, 15, length, *data.get(14)?)?;
    let name = match (built_in, name.chars().next()) {
        (true, Some('\u{6}')) => "_xlnm.Print_Area".to_owned(),
        (true, Some('\u{7}')) => "_xlnm.Print_Titles".to_owned(),
        (true, Some('\u{D}')) => "_xlnm._FilterDatabase".to_owned(),
        _ => name,
    };
    let tokens = data.get(end..end + usize::from(u16_at(data, 4)?))?.to_vec();
    Some((name, RawName { sheet: u16_at(data, 8)?, tokens }))
}
