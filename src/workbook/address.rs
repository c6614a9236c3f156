//! Cell addresses: `G6`, `A1:H1`.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::excel::{MAX_COLUMNS, MAX_ROWS};

/// A cell's place on its sheet; both parts count from zero.
///
/// ```
/// use ziping::workbook::CellRef;
/// let cell: CellRef = "G6".parse().unwrap();
/// assert_eq!((cell.row, cell.col), (5, 6));
/// assert_eq!(cell.to_string(), "G6");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct CellRef {
    /// Row, from zero. First, so that cells sort as they are read.
    pub row: u32,
    /// Column, from zero.
    pub col: u32,
}

impl CellRef {
    /// The cell in `row` and `col`, both from zero.
    pub const fn new(row: u32, col: u32) -> Self {
        Self { row, col }
    }

    /// The letters of a column, `0` being `A`.
    pub(crate) fn column_letters(col: u32) -> String {
        letters(col).collect()
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        letters(self.col).try_for_each(|letter| f.write_char(letter))?;
        write!(f, "{}", u64::from(self.row) + 1)
    }
}

/// The letters of a column, from the first to the last.
fn letters(col: u32) -> impl Iterator<Item = char> {
    // Seven letters count beyond what a column's number holds.
    let mut backwards = [None; 7];
    let mut rest = u64::from(col) + 1;
    for letter in &mut backwards {
        if rest > 0 {
            let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
            *letter = Some(char::from(b'A' + digit));
            rest = (rest - 1) / 26;
        }
    }
    backwards.into_iter().rev().flatten()
}

/// The text is no cell address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是单元格地址")]
pub struct AddressError(pub String);

impl FromStr for CellRef {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        // Called for every cell of a sheet: takes no memory.
        let wrong = || AddressError(text.chars().take(40).collect());
        let (mut col, mut row, mut letters, mut digits) = (0_u32, 0_u32, 0, 0);
        for byte in text.bytes() {
            match byte {
                b'$' => {}
                b'A'..=b'Z' | b'a'..=b'z' if digits == 0 && letters < 3 => {
                    col = col * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                    letters += 1;
                }
                b'0'..=b'9' if letters > 0 && digits < 9 => {
                    row = row * 10 + u32::from(byte - b'0');
                    digits += 1;
                }
                _ => return Err(wrong()),
            }
        }
        if row == 0 || row > MAX_ROWS || col > MAX_COLUMNS {
            return Err(wrong());
        }
        Ok(Self { row: row - 1, col: col - 1 })
    }
}

impl Serialize for CellRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CellRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for CellRef {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CellRef".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[A-Z]{1,3}[1-9][0-9]{0,6}$" })
    }
}

/// A rectangle of cells, both corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellRange {
    /// The upper left cell.
    pub first: CellRef,
    /// The lower right cell.
    pub last: CellRef,
}

impl CellRange {
    /// The rectangle that has `a` and `b` as opposite corners.
    pub fn new(a: CellRef, b: CellRef) -> Self {
        Self {
            first: CellRef::new(a.row.min(b.row), a.col.min(b.col)),
            last: CellRef::new(a.row.max(b.row), a.col.max(b.col)),
        }
    }

    /// The rectangle of one cell.
    pub fn single(cell: CellRef) -> Self {
        Self { first: cell, last: cell }
    }

    /// The smallest rectangle around `cells`; `None` where there are none.
    pub(crate) fn around(cells: impl IntoIterator<Item = CellRef>) -> Option<Self> {
        cells.into_iter().map(Self::single).reduce(Self::union)
    }

    /// The smallest rectangle around both.
    #[must_use]
    pub(crate) fn union(self, other: Self) -> Self {
        Self {
            first: CellRef::new(self.first.row.min(other.first.row), self.first.col.min(other.first.col)),
            last: CellRef::new(self.last.row.max(other.last.row), self.last.col.max(other.last.col)),
        }
    }

    /// The smallest rectangle around this one and a cell.
    #[must_use]
    pub(crate) fn with(self, cell: CellRef) -> Self {
        self.union(Self::single(cell))
    }

    /// Whether `cell` lies inside.
    pub fn contains(&self, cell: CellRef) -> bool {
        (self.first.row..=self.last.row).contains(&cell.row)
            && (self.first.col..=self.last.col).contains(&cell.col)
    }

    /// Whether the two share a cell.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.first.row <= other.last.row
            && other.first.row <= self.last.row
            && self.first.col <= other.last.col
            && other.first.col <= self.last.col
    }

    /// How many rows it spans.
    pub fn height(&self) -> u32 {
        self.last.row - self.first.row + 1
    }

    /// How many columns it spans.
    pub fn width(&self) -> u32 {
        self.last.col - self.first.col + 1
    }

    /// Its cells, row by row.
    pub(crate) fn iter(self) -> impl Iterator<Item = CellRef> {
        let columns = self.first.col..=self.last.col;
        (self.first.row..=self.last.row)
            .flat_map(move |row| columns.clone().map(move |col| CellRef::new(row, col)))
    }

    /// How many cells it has.
    pub fn cells(&self) -> u64 {
        u64::from(self.height()) * u64::from(self.width())
    }
}

impl fmt::Display for CellRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}:{}", self.first, self.last)
        }
    }
}

impl FromStr for CellRange {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        match text.split_once(':') {
            Some((a, b)) => Ok(Self::new(a.parse()?, b.parse()?)),
            None => Ok(Self::single(text.parse()?)),
        }
    }
}
