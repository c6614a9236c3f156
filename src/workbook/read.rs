//! From bytes to a [`Workbook`].

use super::sniff::{Opened, open};
use super::{Limits, ReadError, Workbook, ods, xls, xlsb, xlsx};

/// Reads a workbook from its bytes, told apart by content, never by name.
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
