//! All formulas of a workbook, parsed once.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::Unjudged;
use super::expr::{Expr, Key, Named};
use super::parse::{self, Parsed, Surroundings};
use super::remembered;
use crate::workbook::{CellRef, Workbook};

/// How deep defined names may refer to each other.
const MAX_NAME_DEPTH: usize = 16;
/// How many rectangles a name may come to.
const MAX_NAME_AREAS: usize = 1_000;
/// How many formulas of a workbook are judged; real forms have dozens.
const MAX_FORMULAS: usize = 200_000;

/// What a formula's text came to.
pub(crate) type ParseResult = Result<Arc<Parsed>, Unjudged>;

/// The parsed formulas of a workbook, and what its names stand for.
#[derive(Debug, Default)]
pub(crate) struct Book {
    sheet_names: Vec<String>,
    names: HashMap<String, Vec<(Option<usize>, String)>>,
    formulas: Vec<BTreeMap<CellRef, ParseResult>>,
}

/// The names that were looked up so far, by the sheet that they were looked up on.
type KnownNames = RefCell<HashMap<(usize, String), Result<Option<Expr>, Unjudged>>>;

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
        let known = KnownNames::default();
        let mut count = 0_usize;
        for (sheet, cells) in workbook.sheets.iter().enumerate() {
            let mut formulas = BTreeMap::new();
            for (&at, cell) in &cells.cells {
                let Some(text) = &cell.formula else { continue };
                count += 1;
                let parsed = if count > MAX_FORMULAS {
                    Err(Unjudged::TooMuch)
                } else {
                    book.parse_knowing(text, sheet, &known)
                };
                formulas.insert(at, parsed);
            }
            book.formulas.push(formulas);
        }
        book
    }

    /// Parses one more formula, as it would be understood on `sheet`.
    pub(crate) fn parse(&self, text: &str, sheet: usize) -> ParseResult {
        self.parse_knowing(text, sheet, &KnownNames::default())
    }

    fn parse_knowing(&self, text: &str, sheet: usize, known: &KnownNames) -> ParseResult {
        if let Some(parsed) = remembered::get(text, sheet) {
            return Ok(parsed);
        }
        let mut resolver = Resolver { book: self, known, sheet, depth: 0, asked: false };
        let parsed = parse::parse(text, sheet, &mut resolver).map(Arc::new)?;
        if !resolver.asked {
            remembered::keep(text, sheet, &parsed);
        }
        Ok(parsed)
    }

    /// The formula in a cell.
    pub(crate) fn formula(&self, key: Key) -> Option<&ParseResult> {
        self.formulas.get(key.0)?.get(&key.1)
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

struct Resolver<'a> {
    book: &'a Book,
    known: &'a KnownNames,
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
        if let Some(known) = self.known.borrow().get(&key) {
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
        self.known.borrow_mut().insert(key, found.clone());
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
