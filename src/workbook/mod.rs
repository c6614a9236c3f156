//! What a file really is, and reading it into a sparse grid. Knows nothing of forms.

mod address;
mod areas;
mod arrays;
mod builtin_formats;
mod cell;
mod dates;
mod display;
mod error;
pub(crate) mod excel;
mod grid;
mod limits;
mod merges;
mod meter;
mod number_format;
mod ods;
mod outline;
mod package;
mod page;
mod panes;
mod properties;
mod read;
mod settle;
mod shown;
mod sniff;
mod style;
mod tabs;
mod validation;
mod view;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

pub use address::{AddressError, CellRange, CellRef};
pub(crate) use areas::Areas;
pub use cell::{Cell, CellError, Value};
pub(crate) use dates::time_stamp;
pub use display::shown_text;
pub(crate) use display::{formatted, is_date_format};
pub use error::{FileKind, ReadError};
pub(crate) use excel::{MAX_COLUMN_WIDTH, MAX_COLUMNS, MAX_LINKS, MAX_ROW_HEIGHT, MAX_ROWS, MAX_TEXT};
pub use grid::{Comment, DefinedName, Filter, Sheet, TextRun, Workbook};
pub use limits::Limits;
pub use merges::Merges;
pub use outline::{Levels, Outline};
pub(crate) use page::Printed;
pub use page::{Margins, Orientation, Page};
pub use properties::Properties;
pub use read::{read, sheet_names};
pub use shown::Shown;
pub use sniff::sniff;
pub use style::{
    Alignment, Borders, Font, Horizontal, Line, LineKind, Pattern, PatternKind, Rgb, Script, Style,
    Underline, Vertical,
};
pub use validation::{AlertStyle, Condition, Notice, Operator, Restriction};
pub use view::View;
