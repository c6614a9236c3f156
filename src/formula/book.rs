//! All formulas of a workbook, parsed once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::Unjudged;
use super::expr::{Expr, Key, Named};
use super::parse::{self, Parsed, Surroundings};
use super::remembered;
use crate::workbook::{CellRef, Sheet, Workbook};
use foldhash::HashMap;

/// How deep defined names may refer to each other.
const MAX_NAME_DEPTH: usize = 16;
/// How many rectangles a name may come to.
const MAX_NAME_AREAS: usize = 1_000;
/// How many formulas of a workbook are judged; real forms have dozens.
const MAX_FORMULAS: usize = 200_000;
/// How many rectangles all formulas of a workbook may refer to together: a formula of two letters, a name, may refer to
/// a thousand.
const MAX_AREAS: usize = 2_000_000;

/// What a formula's text came to.
pub(crate) type ParseResult = Result<Arc<Parsed>, Unjudged>;

/// The parsed formulas of a workbook, and what its names stand for.
#[derive(Debug, Default)]
pub(crate) struct Book {
    sheet_names: Vec<String>,
    names: HashMap<String, Vec<(Option<usize>, String)>>,
    /// What names came to, once for all formulas that are parsed.
    known: Mutex<KnownNames>,
    formulas: Vec<BTreeMap<CellRef, ParseResult>>,
    /// See [`Self::end`].
    end: OnceLock<CellRef>,
}

/// The names that were looked up so far, by the sheet that they were looked up on.
type KnownNames = HashMap<(usize, String), Result<Option<Expr>, Unjudged>>;

impl Book {
    /// Parses every formula of `workbook`.
    pub(crate) fn of(workbook: &Workbook) -> Self {
        let mut book = Self {
            sheet_names: workbook.sheets.iter().map(|s| s.name.to_lowercase()).collect(),
            ..Self::default()
        };
        for name in &workbook.defined_names {
            let entry = book.names.entry(name.name.to_lowercase()).or_default();
            entry.push((name.sheet, name.refers_to.clone()));
        }
        let (mut count, mut areas) = (0_usize, 0_usize);
        for (sheet, cells) in workbook.sheets.iter().enumerate() {
            let mut formulas = BTreeMap::new();
            for (&at, cell) in &cells.cells {
                let Some(text) = &cell.formula else { continue };
                count += 1;
                let parsed = if count > MAX_FORMULAS || areas > MAX_AREAS {
                    Err(Unjudged::TooMuch)
                } else {
                    book.parse(text, sheet)
                };
                areas += parsed.as_ref().map_or(0, |parsed| parsed.areas.len());
                formulas.insert(at, parsed);
            }
            if !cells.arrays.is_empty() {
                fill_arrays(&mut formulas, cells, &mut count, &mut areas);
            }
            book.formulas.push(formulas);
        }
        book
    }

    /// Parses one more formula, as it would be understood on `sheet`.
    pub(crate) fn parse(&self, text: &str, sheet: usize) -> ParseResult {
        if let Some(parsed) = remembered::get(text, sheet) {
            return Ok(parsed);
        }
        let mut resolver = Resolver { book: self, sheet, depth: 0, asked: false };
        let parsed = parse::parse(text, sheet, &mut resolver).map(Arc::new)?;
        if !resolver.asked {
            remembered::keep(text, sheet, &parsed);
        }
        Ok(parsed)
    }

    fn known(&self) -> MutexGuard<'_, KnownNames> {
        // A panic elsewhere leaves the map whole: nothing in it is ever changed.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The formula in a cell.
    pub(crate) fn formula(&self, key: Key) -> Option<&ParseResult> {
        self.formulas.get(key.0)?.get(&key.1)
    }

    /// The last row and the last column where anything stands on any sheet of `workbook`, which is the book's own. Looked
    /// for once: that goes through all cells.
    pub(crate) fn end(&self, workbook: &Workbook) -> CellRef {
        *self.end.get_or_init(|| {
            let used = workbook.sheets.iter().filter_map(Sheet::used_range).map(|used| used.last);
            used.fold(CellRef::default(), |end, last| {
                CellRef::new(end.row.max(last.row), end.col.max(last.col))
            })
        })
    }

    /// All formulas' cells of a sheet, in order.
    pub(crate) fn sheet_formulas(&self, sheet: usize) -> Option<&BTreeMap<CellRef, ParseResult>> {
        self.formulas.get(sheet)
    }

    /// Every formula's cell.
    pub(crate) fn keys(&self) -> impl Iterator<Item = Key> + '_ {
        self.formulas.iter().enumerate().flat_map(|(sheet, cells)| cells.keys().map(move |&at| (sheet, at)))
    }

    fn sheet_index(&self, name: &str) -> Option<usize> {
        let wanted = name.to_lowercase();
        self.sheet_names.iter().position(|s| *s == wanted)
    }

    /// The text that a name stands for on a sheet: the sheet's own name before the workbook's.
    fn refers_to(&self, name: &str, sheet: usize) -> Option<&str> {
        let entries = self.names.get(name)?;
        let own = entries.iter().find(|(scope, _)| *scope == Some(sheet));
        own.or_else(|| entries.iter().find(|(scope, _)| scope.is_none())).map(|(_, text)| text.as_str())
    }
}

/// Gives every cell that an array formula fills that formula.
fn fill_arrays(
    formulas: &mut BTreeMap<CellRef, ParseResult>,
    sheet: &Sheet,
    count: &mut usize,
    areas: &mut usize,
) {
    for (&at, range) in &sheet.arrays {
        let Some(parsed) = formulas.get(&range.first) else { continue };
        // The first cell comes before the others.
        let formula = match parsed {
            Ok(parsed) if at == range.first => Ok(Arc::new(parsed.filling(*range))),
            _ if *count > MAX_FORMULAS || *areas > MAX_AREAS => Err(Unjudged::TooMuch),
            other => other.clone(),
        };
        if at != range.first {
            *count += 1;
            *areas += formula.as_ref().map_or(0, |parsed| parsed.areas.len());
        }
        formulas.insert(at, formula);
    }
}

struct Resolver<'a> {
    book: &'a Book,
    sheet: usize,
    depth: usize,
    /// Whether the formula asked for anything around it.
    asked: bool,
}

impl Surroundings for Resolver<'_> {
    fn sheet(&mut self, name: &str) -> Option<usize> {
        self.asked = true;
        self.book.sheet_index(name)
    }

    fn name(&mut self, name: &str) -> Result<Option<Expr>, Unjudged> {
        self.asked = true;
        let key = (self.sheet, name.to_lowercase());
        if let Some(known) = self.book.known().get(&key) {
            return known.clone();
        }
        if self.depth >= MAX_NAME_DEPTH {
            return Err(Unjudged::words("名称互相引用过深"));
        }
        let found = match self.book.refers_to(&key.1, self.sheet) {
            None => Ok(None),
            Some(text) => {
                let mut inner = Resolver { depth: self.depth + 1, ..*self };
                parse::parse(text, self.sheet, &mut inner).and_then(named).map(Some)
            }
        };
        self.book.known().insert(key, found.clone());
        found
    }
}

/// Names that refer to names many times over would multiply their rectangles; each is kept once.
fn named(parsed: Parsed) -> Result<Expr, Unjudged> {
    let mut areas = parsed.areas;
    areas.sort_unstable_by_key(|area| (area.sheet, area.range));
    areas.dedup();
    if areas.len() > MAX_NAME_AREAS {
        return Err(Unjudged::TooMuch);
    }
    Ok(Expr::Name(Arc::new(Named { expr: parsed.expr, areas })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::{Cell, DefinedName};

    /// Two hundred thousand formulas of two letters would have kept gigabytes.
    #[test]
    fn all_formulas_together_refer_to_so_many_rectangles() {
        let formula = Cell { formula: Some("名".to_owned()), ..Cell::default() };
        let cells = (0..2_100).map(|row| (CellRef::new(row, 0), formula.clone())).collect();
        let areas: Vec<String> = (1..=MAX_NAME_AREAS).map(|row| format!("$B${row}")).collect();
        let name = DefinedName { name: "名".to_owned(), sheet: None, refers_to: areas.join("+") };
        let sheets = vec![Sheet { cells, ..Sheet::default() }];
        let book = Book::of(&Workbook { sheets, defined_names: vec![name], ..Workbook::default() });
        let areas = |row| book.formula((0, CellRef::new(row, 0))).map(|f| f.as_ref().map(|f| f.areas.len()));
        assert_eq!(areas(0), Some(Ok(MAX_NAME_AREAS)));
        assert_eq!(areas(2_099), Some(Err(&Unjudged::TooMuch)));
    }
}
