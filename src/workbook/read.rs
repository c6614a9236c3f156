//! From bytes to a [`Workbook`].

use super::{Limits, ReadError, Workbook};

/// Reads a workbook from its bytes, told apart by content, never by name.
///
/// # Errors
/// See [`ReadError`]; a file, however broken, gives one of them and takes no more than `limits` allow.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    let _ = limits;
    if bytes.is_empty() { Err(ReadError::EmptyFile) } else { Err(ReadError::NotAWorkbook) }
}
