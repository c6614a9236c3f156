//! From bytes to a [`Workbook`].

use super::package::Package;
use super::{Limits, ReadError, Workbook, xlsx};

/// Reads a workbook from its bytes, told apart by content, never by name.
///
/// # Errors
/// See [`ReadError`]; a file, however broken, gives one of them and takes no more than `limits` allow.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::EmptyFile);
    }
    if bytes.starts_with(b"PK") {
        return xlsx::read(Package::open(bytes, limits)?, limits);
    }
    Err(ReadError::NotAWorkbook)
}
