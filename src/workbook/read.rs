//! From bytes to a [`Workbook`].

use super::sniff::{Opened, open};
use super::{Limits, ReadError, Workbook, ods, xls, xlsb, xlsx};

/// Reads a workbook from its bytes, told apart by content, never by name.
///
/// ```no_run
/// use ziping::workbook::{Limits, read};
/// let bytes = std::fs::read("001_信访局.xlsx")?;
/// match read(&bytes, &Limits::default()) {
///     Ok(workbook) => println!("{} 张工作表", workbook.sheets.len()),
///     Err(reason) => println!("{reason}"),
/// }
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// See [`ReadError`]; a file, however broken, gives one of them and takes no more than `limits` allow.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    match open(bytes, limits)? {
        Opened::Xlsx(package) => xlsx::read(package, limits),
        Opened::Xlsb(package) => xlsb::read(package, limits),
        Opened::Ods(package) => ods::read(package, limits),
        Opened::Xls(mut compound, stream) => xls::read(&mut compound, stream, limits),
    }
}

/// The names of a workbook's sheets. Of an .xlsx no sheet is read, so that a large one takes no longer than a small one.
///
/// ```
/// use ziping::workbook::{Limits, sheet_names};
/// let bytes = std::fs::read("fixtures/liwan-2021/09_市场监督管理局.xlsx").unwrap();
/// assert_eq!(sheet_names(&bytes, &Limits::default()).unwrap(), ["Sheet1"]);
/// ```
///
/// # Errors
/// See [`ReadError`].
pub fn sheet_names(bytes: &[u8], limits: &Limits) -> Result<Vec<String>, ReadError> {
    match open(bytes, limits)? {
        Opened::Xlsx(package) => xlsx::sheet_names(package, limits),
        _ => Ok(read(bytes, limits)?.sheets.into_iter().map(|sheet| sheet.name).collect()),
    }
}
