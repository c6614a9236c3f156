//! What formulas of .xls and .xlsb refer to by number: sheets, names, other workbooks.

use std::fmt::Write;

use super::super::CellRef;

/// What formulas refer to by number.
#[derive(Default)]
pub(in super::super) struct Context {
    /// The sheets' names.
    pub(in super::super) sheets: Vec<String>,
    /// Defined names.
    pub(in super::super) names: Vec<String>,
    /// Workbooks that references go to.
    pub(in super::super) books: Vec<Book>,
    /// References to sheets: workbook, first and last sheet.
    pub(in super::super) links: Vec<(u16, u16, u16)>,
}

/// A workbook that references go to.
#[derive(Default)]
pub(in super::super) struct Book {
    /// Its path, if it is not this one.
    pub(in super::super) path: Option<String>,
    pub(in super::super) sheets: Vec<String>,
    pub(in super::super) names: Vec<String>,
}

impl Context {
    /// The sheet of a reference, with its exclamation mark.
    pub(super) fn sheet(&self, link: u16) -> Option<String> {
        let (book, first, last) = *self.links.get(usize::from(link))?;
        let book = self.books.get(usize::from(book))?;
        let sheets = if book.path.is_some() { &book.sheets } else { &self.sheets };
        let mut name = match (sheets.get(usize::from(first)), &book.path) {
            (Some(name), _) => name.clone(),
            // A sheet that cannot be told, of another workbook all the same.
            (None, Some(_)) => "#REF".to_owned(),
            (None, None) => return Some("#REF!".to_owned()),
        };
        if last != first {
            let last = sheets.get(usize::from(last))?;
            let _ = write!(name, ":{last}");
        }
        if let Some(path) = &book.path {
            let (folder, file) = path.rsplit_once('\\').map_or(("", path.as_str()), |(f, n)| (f, n));
            let separator = if folder.is_empty() { "" } else { "\\" };
            return Some(format!("'{folder}{separator}[{file}]{}'!", name.replace('\'', "''")));
        }
        Some(if is_plain_name(&name) {
            format!("{name}!")
        } else {
            format!("'{}'!", name.replace('\'', "''"))
        })
    }
}

/// Whether a sheet's name needs no quotation marks.
fn is_plain_name(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit())
        && name.split(':').all(|n| n.parse::<CellRef>().is_err())
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ':'))
}

#[cfg(test)]
mod tests {
    use super::{Book, Context};

    #[test]
    fn another_workbook_whose_sheet_is_unknown_is_still_another_workbook() {
        let path = Some("D:\\预算\\2023.xlsx".to_owned());
        let books = vec![Book::default(), Book { path, ..Book::default() }];
        let links = vec![(1, 0xFFFF, 0xFFFF), (0, 0xFFFF, 0xFFFF)];
        let context = Context { books, links, ..Context::default() };
        assert_eq!(context.sheet(0).as_deref(), Some("'D:\\预算\\[2023.xlsx]#REF'!"));
        assert_eq!(context.sheet(1).as_deref(), Some("#REF!"));
    }
}
