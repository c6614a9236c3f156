//! What a file really is, and reading it into a sparse grid. Knows nothing of forms.

mod address;
mod error;
mod grid;
mod limits;
mod read;
mod style;

pub use address::{AddressError, CellRange, CellRef, MAX_COLUMNS, MAX_ROWS};
pub use error::{FileKind, ReadError};
pub use grid::{Cell, CellError, DefinedName, Sheet, Value, Workbook};
pub use limits::Limits;
pub use read::read;
pub use style::{Alignment, Borders, Font, Horizontal, Line, LineKind, Rgb, Style, Vertical};
