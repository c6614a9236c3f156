//! What a file really is, and reading it into a sparse grid. Knows nothing of forms.

mod address;
mod areas;
mod builtin_formats;
mod dates;
mod display;
mod error;
mod grid;
mod limits;
mod merges;
mod meter;
mod number_format;
mod ods;
mod package;
mod panes;
mod read;
mod settle;
mod shown;
mod sniff;
mod style;
mod tabs;
mod validation;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

pub use address::{
    AddressError, CellRange, CellRef, MAX_COLUMN_WIDTH, MAX_COLUMNS, MAX_ROW_HEIGHT, MAX_ROWS, MAX_TEXT,
};
pub(crate) use areas::Areas;
pub use display::{formatted, is_date_format, shown_text};
pub use error::{FileKind, ReadError};
pub use grid::{Cell, CellError, DefinedName, Sheet, TextRun, Value, Workbook};
pub use limits::Limits;
pub use merges::MergeIndex;
pub use read::{read, sheet_names};
pub use shown::Shown;
pub use sniff::sniff;
pub use style::{Alignment, Borders, Font, Horizontal, Line, LineKind, Rgb, Script, Style, Vertical};
pub use validation::{Condition, Notice, Operator, Restriction, Severity};
